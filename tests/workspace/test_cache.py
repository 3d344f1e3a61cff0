"""The store saves time and decides nothing: whatever becomes of it, the bytes of a brief are the same."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from weakref import WeakSet

import pytest

from briefgen.diagnostics import Diagnostic, Location, Severity
from briefgen.facts.store.fact_store import ROWS
from briefgen.workspace.cache import KeptBytes, Store
from tests.workspaces import MEETING, Scratch

BOTH = ("-f", "md", "-f", "docx")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def outputs(workspace: Scratch) -> tuple[bytes, ...]:
    """The bytes of both files, made anew in an empty folder, with nothing to complain of."""
    out = workspace.root / "out"
    for path in sorted(out.rglob("*"), reverse=True) if out.exists() else ():
        path.unlink() if path.is_file() else path.rmdir()
    made = workspace.make(*BOTH)
    assert (made.code, made.err) == (0, "")
    return tuple((out / f"meeting/lisbon-2024.{end}").read_bytes() for end in ("md", "docx"))


def kept(cache: Path) -> list[Path]:
    return sorted(p for p in cache.rglob("*") if p.is_file())


def test_what_is_put_is_got(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("x.json", b"data")
    assert store.get("x.json") == b"data"
    assert store.get("y.json") is None
    Store(None).put("x.json", b"data")
    assert Store(None).get("x.json") is None


def test_a_value_comes_back_for_the_key_that_it_was_kept_for(tmp_path: Path) -> None:
    store, found = Store(tmp_path), Diagnostic(Location("facts/\udcff.yaml", 1, 2), "“x”", "yaml", "y", Severity.NOTE)
    store.keep_value("x", b"key", found)
    assert store.value("x", b"key") == found
    assert store.value("x", b"other") is None
    store.put("x", b"key" + b"no value")
    assert store.value("x", b"key") is None
    Store(None).keep_value("x", b"key", found)
    assert Store(None).value("x", b"key") is None


def test_what_cannot_be_put_leaves_what_was_there_and_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("no room")

    store = Store(tmp_path)
    store.put("x.json", b"old")
    with monkeypatch.context() as patch:
        patch.setattr("os.replace", fail)
        store.put("x.json", b"new")
    with monkeypatch.context() as patch:
        patch.setattr("os.replace", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            store.put("x.json", b"new")
    assert ([path.name for path in tmp_path.iterdir()], store.get("x.json")) == (["x.json"], b"old")
    Store(tmp_path / "none").put("x.json", b"new")


def test_what_a_killed_run_left_half_written_is_removed_and_nothing_else(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("x.json", b"data")
    (tmp_path / ".new-abc").write_bytes(b"half")
    (tmp_path / ".new-folder").mkdir()
    store.sweep()
    assert {path.name for path in tmp_path.iterdir()} == {"x.json", ".new-folder"}
    Store(None).sweep()
    Store(tmp_path / "none").sweep()


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "one byte": lambda data: data[:1],
    "cut in the middle": lambda data: data[: len(data) // 2],
    "one byte less": lambda data: data[:-1],
    "one bit turned": lambda data: (
        data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1 :]
    ),
    "zeros": lambda data: bytes(len(data)),
    "doubled": lambda data: data + data,
    "other JSON": lambda data: b"{}",
    "a list": lambda data: b"[1]",
    "null": lambda data: b"null",
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damaged_data_is_as_good_as_none(tmp_path: Path, damage: str) -> None:
    store = Store(tmp_path)
    store.put("x.json", b'{"some": "data"}' * 9)
    path = tmp_path / "x.json"
    path.write_bytes(DAMAGE[damage](path.read_bytes()))
    assert store.get("x.json") is None


@pytest.mark.few(1)
@pytest.mark.parametrize("damage", ["cut in the middle", "one bit turned", "null"])
def test_a_damaged_store_changes_no_byte(workspace: Scratch, cache: Path, damage: str) -> None:
    fresh = outputs(workspace)
    names = [path.name for path in kept(cache) if not path.name.startswith(ROWS)]  # which are written under a new name
    assert len(names) >= 5
    for path in kept(cache):
        path.write_bytes(DAMAGE[damage](path.read_bytes()))
    assert outputs(workspace) == fresh
    # All is kept again. How files look is kept only once their times are over, so this run may have more to keep.
    assert set(names) <= {path.name for path in kept(cache)}


@pytest.mark.slow
def test_each_file_of_the_store_can_be_lost_on_its_own(workspace: Scratch, cache: Path) -> None:
    fresh = outputs(workspace)
    for path in kept(cache):
        path.unlink(missing_ok=True)  # rows go with the index that was lost before
        for report in cache.rglob("brief-*"):
            report.unlink()
        assert outputs(workspace) == fresh


@pytest.mark.slow
@pytest.mark.parametrize("has_places", [True, False])
def test_parts_of_what_was_added_are_read_and_none_of_it_is_mapped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_places: bool
) -> None:
    monkeypatch.setattr("briefgen.workspace.cache._HAS_PLACES", has_places)
    store = Store(tmp_path)
    assert store.add("rows", b"one", is_new=True) == 0
    assert store.add("rows", b"two", is_new=False) == 3
    view = store.view("rows")
    assert (len(view), view[3:6], view[0:3], view[6:9]) == (6, b"two", b"one", b"")
    maps = Path("/proc/self/maps")
    assert not maps.exists() or str(tmp_path) not in maps.read_text("utf-8")
    (tmp_path / "rows").unlink()
    assert view[0:3] == b"one"
    assert len(store.view("rows")) == 0
    assert store.view("rows")[0:3] == b""


def test_another_name_s_data_is_not_taken(workspace: Scratch, cache: Path) -> None:
    fresh = outputs(workspace)
    paths = kept(cache)
    contents = [path.read_bytes() for path in paths]
    for path, content in zip(paths, contents[1:] + contents[:1], strict=True):
        path.write_bytes(content)
    assert outputs(workspace) == fresh


@pytest.mark.slow
def test_a_store_that_cannot_be_used_is_done_without(workspace: Scratch, cache: Path) -> None:
    cache.write_bytes(b"a file where the folder should be")
    assert outputs(workspace) == outputs(workspace)


@pytest.mark.parametrize("mode", [0o720, 0o702, 0o770, 0o777])
def test_a_store_in_which_others_can_write_is_not_used(workspace: Scratch, cache: Path, mode: int) -> None:
    Path(Store.of(workspace.root).folder).chmod(mode)
    assert not Store.of(workspace.root).folder


def test_a_store_that_others_can_only_look_into_is_used(workspace: Scratch, cache: Path) -> None:
    folder = Store.of(workspace.root).folder
    Path(folder).chmod(0o755)
    assert Store.of(workspace.root).folder == folder


def test_a_store_of_somebody_else_is_not_used(workspace: Scratch, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Store.of(workspace.root).folder
    monkeypatch.setattr("os.getuid", lambda: 4711)
    assert not Store.of(workspace.root).folder


def test_what_is_kept_is_for_the_user_alone(workspace: Scratch, cache: Path) -> None:
    outputs(workspace)
    (folder,) = cache.iterdir()
    assert folder.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in kept(cache))


def test_nothing_is_kept_where_the_store_is_off(workspace: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFGEN_CACHE", "off")
    outputs(workspace)
    assert not Store.of(workspace.root).folder


def test_nothing_is_kept_in_the_workspace(workspace: Scratch, cache: Path) -> None:
    before = {p for p in workspace.root.rglob("*") if "out" not in p.parts}
    outputs(workspace)
    assert {p for p in workspace.root.rglob("*") if "out" not in p.parts} == before


@pytest.mark.usefixtures("in_children")
@pytest.mark.parametrize("words", [("check",), ("build", "-j", "1"), ("meeting", "lisbon-2024")], ids=" ".join)
def test_a_command_leaves_no_file_of_the_store_open(
    workspace: Scratch, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """So many commands may run in one process; none waits for Python's collector of garbage."""
    opened: WeakSet[KeptBytes] = WeakSet()
    view = Store.view

    def noted(store: Store, name: str) -> KeptBytes:
        found = view(store, name)
        opened.add(found)
        return found

    monkeypatch.setattr(Store, "view", noted)
    workspace.edit(MEETING, "every quarter.", "each quarter.")
    gc.disable()
    try:
        assert workspace.do(*words).code == 0
        assert not opened
    finally:
        gc.enable()
