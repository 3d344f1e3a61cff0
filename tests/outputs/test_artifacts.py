"""Files in out/: replaced whole or not at all, and never over what a person wrote."""

from __future__ import annotations

import errno
import io
import os
import stat
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from briefgen import disk
from briefgen.disk import replace_file
from briefgen.errors import UsageProblem
from briefgen.incremental.withholding import put_away
from briefgen.outputs.artifacts import TOGETHER, Artifacts, Condition, Written, sweep_temporaries
from briefgen.outputs.manifest import Owner

NAME = "meeting/m.md"
MANIFEST = ".briefgen/manifest.json"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file, but for the lock and the contents as they were generated."""
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
    return {
        name: content for name, content in found.items() if "/generated/" not in name and not name.endswith("/lock")
    }


def test_a_new_file_is_written_with_its_folders(out: Path) -> None:
    (written,) = Artifacts(out).write({NAME: b"new"})
    assert (written.path, written.changed, written.kept_copy) == (out / NAME, True, None)
    assert files_in(out).keys() == {NAME, MANIFEST}


def test_what_is_right_already_is_left_alone(out: Path) -> None:
    Artifacts(out).write({NAME: b"same"})
    os.utime(out / NAME, ns=(1, 1))
    before = {name: (out / name).stat() for name in (NAME, MANIFEST)}
    (written,) = Artifacts(out).write({NAME: b"same"})
    assert not written.changed
    for name, status in before.items():
        now = (out / name).stat()
        assert (now.st_mtime_ns, now.st_ino) == (status.st_mtime_ns, status.st_ino)


def test_an_edited_file_is_copied_before_it_is_replaced(out: Path) -> None:
    Artifacts(out).write({NAME: b"first"})
    (out / NAME).write_bytes(b"edited by hand")
    (written,) = Artifacts(out).write({NAME: b"second"})
    assert written.kept_copy == out / "meeting/m.edited-1.md"
    assert written.kept_copy.read_bytes() == b"edited by hand"
    assert (out / NAME).read_bytes() == b"second"


def test_an_edit_while_the_disk_is_waited_for_is_seen(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One file is as wanted already and saved by somebody while others are flushed: its times are not vouched for."""
    Artifacts(out).write({NAME: b"same", "meeting/n.md": b"first"})

    def edited_meanwhile(files: Sequence[disk.Replacement], *given: Any) -> None:
        disk.replace_files(files, *given)
        (out / NAME).write_bytes(b"edited by hand")

    artifacts = Artifacts(out)
    with monkeypatch.context() as patch:
        patch.setattr("briefgen.outputs.artifacts.replace_files", edited_meanwhile)
        artifacts.write({NAME: b"same", "meeting/n.md": b"second"})
    monkeypatch.setattr("briefgen.outputs.artifacts.is_over", lambda *_: True)  # as after a long build
    assert Artifacts(out).condition(NAME) is Condition.EDITED


@pytest.mark.parametrize("merged", [False, True])
def test_what_is_saved_while_the_disk_is_waited_for_is_kept(
    out: Path, monkeypatch: pytest.MonkeyPatch, merged: bool
) -> None:
    """The content is on its way to the disk, and the file not yet replaced: what stands there then is not lost."""
    Artifacts(out).write({NAME: b"first"})
    if merged:
        (out / NAME).write_bytes(b"edited by hand")
    saved = [b"saved just now"]

    def saved_meanwhile(_: int) -> None:
        if saved:
            (out / NAME).write_bytes(saved.pop())

    artifacts = Artifacts(out)
    with artifacts.batch():
        if merged:
            (out / "meeting/m.edited-1.md").write_bytes(b"edited by hand")
        monkeypatch.setattr(os, "fsync", saved_meanwhile)
        if merged:
            written = merging(artifacts, b"edited by hand")
        else:
            (written,) = artifacts.write({NAME: b"second"})
    assert written is not None
    assert written.kept_copy is not None
    assert written.kept_copy.read_bytes() == b"saved just now"
    assert (out / NAME).read_bytes() == (b"both" if merged else b"second")


def test_each_edit_is_kept_and_the_same_one_only_once(out: Path) -> None:
    for n, text in enumerate([b"one", b"two", b"one"]):
        Artifacts(out).write({NAME: b"made %d" % n})
        (out / NAME).write_bytes(text)
    Artifacts(out).write({NAME: b"made last"})
    assert {n: c for n, c in files_in(out).items() if "edited" in n} == {
        "meeting/m.edited-1.md": b"one",
        "meeting/m.edited-2.md": b"two",
    }


def test_a_file_of_the_program_s_own_is_replaced_without_a_copy(out: Path) -> None:
    Artifacts(out).write({NAME: b"first"})
    (written,) = Artifacts(out).write({NAME: b"second"})
    assert written.kept_copy is None
    assert files_in(out).keys() == {NAME, MANIFEST}


@pytest.mark.parametrize("damage", [None, b"", b"[]", b"{", b'"x"', b"\xff\xfe", b'{"meeting/m.md": 7}'])
def test_without_a_sound_manifest_a_different_file_counts_as_edited(out: Path, damage: bytes | None) -> None:
    Artifacts(out).write({NAME: b"first"})
    if damage is None:
        (out / MANIFEST).unlink()
    else:
        (out / MANIFEST).write_bytes(damage)
    (written,) = Artifacts(out).write({NAME: b"second"})
    assert written.kept_copy is not None
    assert written.kept_copy.read_bytes() == b"first"


def test_a_deleted_file_is_written_again(out: Path) -> None:
    Artifacts(out).write({NAME: b"first"})
    (out / NAME).unlink()
    (written,) = Artifacts(out).write({NAME: b"first"})
    assert written.changed
    assert (out / NAME).read_bytes() == b"first"


def test_a_write_protected_file_is_left_as_it_is_and_so_are_all_others(out: Path) -> None:
    Artifacts(out).write({NAME: b"first", "meeting/m.docx": b"first"})
    (out / "meeting/m.docx").chmod(0o444)
    before = files_in(out)
    with pytest.raises(UsageProblem, match=r"m\.docx is write-protected; it was left as it is"):
        Artifacts(out).write({NAME: b"second", "meeting/m.docx": b"second"})
    assert files_in(out) == before


@pytest.mark.parametrize("link", ["meeting/m.md", "meeting", "."])
def test_nothing_is_written_through_a_link(out: Path, tmp_path: Path, link: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "meeting").mkdir(parents=True)
    (elsewhere / NAME).write_bytes(b"not ours")
    place = out / link
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(elsewhere / link)
    with pytest.raises(UsageProblem, match="is a link; briefs are not written through links"):
        Artifacts(out).write({NAME: b"new"})
    assert files_in(elsewhere) == {NAME: b"not ours"}


def test_a_hard_link_s_other_name_is_untouched(out: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"not ours")
    (out / NAME).parent.mkdir(parents=True)
    os.link(other, out / NAME)
    Artifacts(out).write({NAME: b"new"})
    assert other.read_bytes() == b"not ours"


def test_a_folder_in_the_way_is_named(out: Path) -> None:
    (out / NAME).mkdir(parents=True)
    with pytest.raises(UsageProblem, match=r"meeting/m\.md cannot be read: it is not a regular file"):
        Artifacts(out).write({NAME: b"new"})


# --- faults --------------------------------------------------------------------------------------


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def stopped(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


class Full(io.FileIO):
    """A file on a disk that is full."""

    def write(self, _: object) -> int:
        full()
        return 0


def patched(monkeypatch: pytest.MonkeyPatch, call: str, fault: Callable[..., object]) -> None:
    if call == "write":
        monkeypatch.setattr(os, "fdopen", lambda handle, mode: Full(handle, mode) if fault is full else stopped())
    elif call == "temporary":
        monkeypatch.setattr("briefgen.disk._temporary", fault)
    elif call == "mkdir":
        monkeypatch.setattr(Path, "mkdir", fault)
    else:
        monkeypatch.setattr(os, call, fault)


CALLS = ["temporary", "write", "fsync", "chmod", "replace"]


@pytest.mark.parametrize("call", CALLS)
def test_a_fault_while_writing_leaves_the_old_file_whole_and_nothing_else(
    out: Path, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Artifacts(out).write({NAME: b"old"})
    before = files_in(out)
    with monkeypatch.context() as patch:
        patched(patch, call, full)
        with pytest.raises(UsageProblem, match=r"meeting/m\.md cannot be written: No space left on device"):
            Artifacts(out).write({NAME: b"new"})
    assert files_in(out) == before
    Artifacts(out).write({NAME: b"new"})
    assert files_in(out).keys() == before.keys()
    assert (out / NAME).read_bytes() == b"new"


@pytest.mark.parametrize("call", ["fsync", "chmod", "replace"])
def test_an_interruption_leaves_the_old_file_whole_and_nothing_else(
    out: Path, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Artifacts(out).write({NAME: b"old"})
    before = files_in(out)
    patched(monkeypatch, call, stopped)
    with pytest.raises(KeyboardInterrupt):
        Artifacts(out).write({NAME: b"new"})
    assert files_in(out) == before


@pytest.mark.parametrize("call", ["mkdir", *CALLS])
def test_a_fault_at_the_first_writing_leaves_no_file(out: Path, call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patched(patch, call, full)
        with pytest.raises(UsageProblem):
            Artifacts(out).write({NAME: b"new"})
    assert files_in(out) == {}


def test_the_content_is_on_the_disk_before_it_takes_the_place(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = watched(monkeypatch, "fsync", "replace")
    replace_file(out / NAME, b"new")
    assert [name for name, _ in calls] == ["fsync", "replace", "fsync"]


def watched(monkeypatch: pytest.MonkeyPatch, *names: str) -> list[tuple[str, tuple[object, ...]]]:
    """The calls of these functions of `os` from now on, with their arguments."""
    calls: list[tuple[str, tuple[object, ...]]] = []

    def watch(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object) -> object:
            calls.append((name, arguments))
            return real(*arguments)

        return call

    for name in names:
        monkeypatch.setattr(os, name, watch(name, getattr(os, name)))
    return calls


# --- modes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_new_file_has_the_mode_that_the_user_s_mask_leaves(out: Path, mask: int, mode: int) -> None:
    before = os.umask(mask)
    try:
        replace_file(out / NAME, b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((out / NAME).stat().st_mode) == mode


def test_an_old_file_s_mode_is_kept(out: Path) -> None:
    replace_file(out / NAME, b"old")
    (out / NAME).chmod(0o640)
    replace_file(out / NAME, b"new")
    assert stat.S_IMODE((out / NAME).stat().st_mode) == 0o640


def test_the_name_of_the_temporary_file_cannot_be_foreseen(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = watched(monkeypatch, "replace")
    replace_file(out / NAME, b"one")
    replace_file(out / NAME, b"two")
    first, second = (Path(str(arguments[0])) for _, arguments in calls)
    assert first != second
    assert first.parent == second.parent == out / "meeting"


# --- a run that was cut off ------------------------------------------------------------------------


def cut_off_behind(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """The process dies at its replacement number `count` + 1: no tidying up happens."""
    real, calls = os.replace, iter(range(count))

    def replace(old: str, new: str) -> None:
        if next(calls, None) is None:
            os._exit(9)
        real(old, new)

    monkeypatch.setattr(os, "replace", replace)


TWO = {"meeting/m.docx": b"new", NAME: b"new"}


@pytest.mark.parametrize("count", range(6))
def test_a_killed_run_leaves_each_file_old_or_new_and_the_next_takes_none_for_edited(
    out: Path, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    Artifacts(out).write(dict.fromkeys(TWO, b"old"))
    child = os.fork()
    if child == 0:
        cut_off_behind(monkeypatch, count)
        Artifacts(out).write(TWO)
        os._exit(0)
    os.waitpid(child, 0)
    assert {(out / name).read_bytes() for name in TWO} <= {b"old", b"new"}
    after = Artifacts(out)
    assert {after.condition(name) for name in TWO} == {Condition.AS_WRITTEN}
    assert [w.kept_copy for w in after.write(TWO)] == [None, None]
    assert {(out / name).read_bytes() for name in TWO} == {b"new"}
    assert not Artifacts(out).manifest.is_interrupted


# --- how a file stands -----------------------------------------------------------------------------


def test_a_file_stands_as_written_or_edited_or_is_missing(out: Path) -> None:
    artifacts = Artifacts(out)
    artifacts.write({NAME: b"made"})
    assert Artifacts(out).condition(NAME) is Condition.AS_WRITTEN
    os.utime(out / NAME, ns=(1, 1))
    assert Artifacts(out).condition(NAME) is Condition.AS_WRITTEN
    (out / NAME).write_bytes(b"edit")
    os.utime(out / NAME, ns=(1, 1))  # same size, same times
    assert Artifacts(out).condition(NAME) is Condition.EDITED
    (out / NAME).unlink()
    assert Artifacts(out).condition(NAME) is Condition.MISSING


def test_the_last_versions_that_were_generated_are_kept_and_no_more(out: Path) -> None:
    for number in range(9):
        Artifacts(out).write({NAME: b"%d" % number}, Owner("meeting/m"))
        (out / NAME).write_bytes(b"edited")
    assert Artifacts(out).versions(NAME) == [b"8", b"7", b"6", b"5", b"4", b"3"]
    assert len(list((out / ".briefgen/generated").iterdir())) == 6
    Artifacts(out).write({NAME: b"5"}, Owner("meeting/m"))  # a fact that was put back
    assert Artifacts(out).versions(NAME) == [b"5", b"8", b"7", b"6", b"4", b"3"]


def test_a_batch_writes_one_manifest(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    artifacts = Artifacts(out)
    with artifacts.batch():
        artifacts.write({NAME: b"one"})
        artifacts.write({"meeting/n.md": b"two"})
        assert not (out / MANIFEST).exists()
        assert Artifacts(out).condition(NAME) is Condition.AS_WRITTEN
    assert Artifacts(out).manifest.files.keys() == {NAME, "meeting/n.md"}


# --- what a person wrote ---


def merging(artifacts: Artifacts, edited: bytes) -> Written | None:
    return artifacts.write_merged(NAME, b"both", b"second", Owner(), edited=edited)


def edited(out: Path) -> Artifacts:
    Artifacts(out).write({NAME: b"first"})
    (out / NAME).write_bytes(b"mine")
    return Artifacts(out)


def test_a_merged_file_counts_as_merged_until_somebody_edits_it_again(out: Path) -> None:
    artifacts = edited(out)
    with artifacts.batch():
        written = merging(artifacts, b"mine")
    assert written is not None
    assert (written.changed, written.kept_copy) == (True, out / "meeting/m.edited-1.md")
    assert (out / NAME).read_bytes() == b"both"
    assert Artifacts(out).condition(NAME) is Condition.MERGED
    assert (Artifacts(out).edited(NAME), Artifacts(out).edited("meeting/none.md")) == (b"both", None)
    os.utime(out / NAME, ns=(1, 1))
    assert Artifacts(out).condition(NAME) is Condition.MERGED  # known by its content too
    (out / NAME).write_bytes(b"both and more")
    assert Artifacts(out).condition(NAME) is Condition.EDITED
    (out / NAME).write_bytes(b"second")
    assert Artifacts(out).condition(NAME) is Condition.AS_WRITTEN  # the edits were taken back


def test_nothing_is_merged_over_what_was_saved_meanwhile(out: Path) -> None:
    artifacts = edited(out)
    (out / NAME).write_bytes(b"saved meanwhile")
    with artifacts.batch():
        assert merging(artifacts, b"mine") is None
    assert (out / NAME).read_bytes() == b"saved meanwhile"
    assert Artifacts(out).condition(NAME) is Condition.EDITED


def test_a_file_of_the_program_is_withdrawn_and_one_that_somebody_edited_stays_as_theirs(out: Path) -> None:
    artifacts = edited(out)
    with artifacts.batch():
        artifacts.write({"meeting/n.md": b"n"})
        for name in (NAME, "meeting/n.md", "meeting/none.md"):
            artifacts.withdraw(name)
    assert ((out / NAME).read_bytes(), (out / "meeting/n.md").exists()) == (b"mine", False)
    assert list(Artifacts(out).manifest.files) == []


def test_a_file_that_is_withdrawn_or_forgotten_alone_is_so_for_good(out: Path) -> None:
    artifacts = Artifacts(out)
    artifacts.write({NAME: b"m", "meeting/n.md": b"n", "meeting/o.md": b"o"})
    with artifacts.batch():
        artifacts.withdraw(NAME)
    assert Artifacts(out).manifest.files.keys() == {"meeting/n.md", "meeting/o.md"}
    with artifacts.batch():
        artifacts.forget("meeting/n.md")
    assert Artifacts(out).manifest.files.keys() == {"meeting/o.md"}
    assert (out / "meeting/n.md").read_bytes() == b"n"


def test_what_a_killed_run_left_half_written_beside_its_files_is_removed_and_no_person_s(out: Path) -> None:
    names = ("m.md", "m.edited-1.md", "other.md", "m.md.abcdefgh", "m.docx")
    for folder in ("meeting", ".briefgen", ".briefgen/generated"):
        (out / folder).mkdir(parents=True, exist_ok=True)
        for name in names:
            (out / folder / f".{name}.abc_1234.new").touch()
        (out / folder / ".m.md.ABCDEFGH.new").touch()
        (out / folder / ".m.md.abc_1234.old").touch()
    sweep_temporaries(out, [NAME, "gone/m.md"])
    odd = {".m.md.ABCDEFGH.new", ".m.md.abc_1234.old"}
    left = {f".{name}.abc_1234.new" for name in names[2:]}
    assert {p.name for p in (out / "meeting").iterdir()} == left | odd
    for folder in (".briefgen", ".briefgen/generated"):  # where everything is the program's own
        assert {p.name for p in (out / folder).iterdir() if p.is_file()} == odd


def test_nothing_is_removed_behind_a_link(out: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/.m.md.abc_1234.new").touch()
    out.mkdir()
    (out / "meeting").symlink_to(tmp_path / "elsewhere")
    sweep_temporaries(out, [NAME])
    assert (tmp_path / "elsewhere/.m.md.abc_1234.new").exists()


def test_a_batch_with_nothing_to_do_writes_no_manifest(out: Path) -> None:
    Artifacts(out).write({NAME: b"m"})
    before = Artifacts(out).manifest
    with before.intend({"meeting/n.md": before.files[NAME]}):
        pass
    interrupted = Artifacts(out)
    with Artifacts(out).batch():  # another run sees to it
        pass
    written = (out / MANIFEST).stat().st_ino
    with interrupted.batch():
        pass
    assert (out / MANIFEST).stat().st_ino == written
    assert not Artifacts(out).manifest.is_interrupted


def test_each_version_is_an_earlier_one_once_and_the_last_first(out: Path) -> None:
    for content in (b"one", b"two", b"one", b"three"):
        Artifacts(out).write({NAME: content, "meeting/m.png": content})
    assert Artifacts(out).versions(NAME) == [b"three", b"one", b"two"]
    Artifacts(out).write({NAME: b"two"})
    assert Artifacts(out).versions(NAME) == [b"two", b"three", b"one"]
    assert list(Artifacts(out).manifest.earlier) == [NAME]  # of pictures none is kept


@pytest.mark.parametrize("name", ["issued/a.md", ".briefgen/a.md", "../a.md", "m/../../a.md", "/a.md"])
def test_no_brief_is_written_where_it_does_not_belong(out: Path, name: str) -> None:
    with pytest.raises(UsageProblem, match="is no place for a brief; give it another folder"):
        Artifacts(out).write({name: b"x"})


def test_why_files_may_not_be_replaced_is_told_once_each(out: Path, tmp_path: Path) -> None:
    assert Artifacts(out).protected([NAME]) == []
    (tmp_path / "elsewhere").mkdir()
    out.mkdir()
    (out / "meeting").symlink_to(tmp_path / "elsewhere")
    assert Artifacts(out).protected([NAME, "meeting/n.md"]) == [
        f"{out / 'meeting'} is a link; briefs are not written through links"
    ]


def test_what_is_put_away_twice_lies_there_once_and_nothing_is_replaced(out: Path) -> None:
    artifacts = Artifacts(out)
    places = []
    for content in (b"one", b"one", b"two"):
        artifacts.write({NAME: content})
        with artifacts.batch():
            places.append(put_away(artifacts, NAME))
    folder = out / ".briefgen/withheld"
    assert places == [folder / f"{number}/{NAME}" for number in (1, 1, 2)]
    assert ((folder / f"1/{NAME}").read_bytes(), (out / NAME).exists()) == (b"one", False)


def test_behind_a_batch_each_writing_is_for_good_again(out: Path) -> None:
    artifacts = Artifacts(out)
    with artifacts.batch():
        artifacts.write({NAME: b"one"})
    artifacts.write({"meeting/n.md": b"two"})
    assert Artifacts(out).manifest.files.keys() == {NAME, "meeting/n.md"}
    assert not Artifacts(out).manifest.is_interrupted


def test_the_files_of_a_brief_are_moved_when_all_are_on_the_disk_and_none_where_one_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = Artifacts(tmp_path / "out")
    out.write({"a/one.md": b"1", "a/two.md": b"1"})
    flush, seen = os.fsync, []

    def full(handle: int) -> None:
        name = os.readlink(f"/proc/self/fd/{handle}")
        seen.append(name)
        if ".two.md." in name:
            raise OSError(errno.ENOSPC, "No space left on device")
        flush(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageProblem, match=r"two\.md cannot be written: No space"):
        Artifacts(tmp_path / "out").write({"a/one.md": b"2", "a/two.md": b"2"})
    assert [(tmp_path / "out/a" / name).read_bytes() for name in ("one.md", "two.md")] == [b"1", b"1"]
    assert any(".one.md." in name for name in seen)
    assert not list((tmp_path / "out/a").glob(".*.new"))


def test_folders_are_flushed_once_for_many_briefs_before_the_manifest_says_that_they_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = Artifacts(tmp_path / "out")
    done: list[str] = []
    flush = disk.flush_folder

    def noted(folder: Path) -> None:
        done.append(folder.name)
        flush(folder)

    monkeypatch.setattr("briefgen.outputs.artifacts.flush_folder", noted)
    with out.batch():
        for name in ("one", "two", "three"):
            out.write({f"a/{name}.md": name.encode()})
        assert done == []
        assert not (tmp_path / "out/.briefgen/manifest.json").exists()
    assert sorted(done) == ["a", "generated"]
    assert (tmp_path / "out/.briefgen/manifest.json").exists()


# --- many briefs at once ---------------------------------------------------------------------------


def test_where_there_is_no_room_for_another_thread_files_are_written_one_after_the_other(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(disk, "start_new_thread", no_room)
    Artifacts(out).write({"note/a.md": b"a", "note/b.md": b"b"})
    assert [files_in(out)[f"note/{name}.md"] for name in "ab"] == [b"a", b"b"]


def test_the_files_of_several_briefs_are_put_in_place_together(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    artifacts, flushed = Artifacts(out), list[int]()
    artifacts.write({"note/b.md": b"old", "note/c.md": b"old", "note/c.new.md": b"aside"})

    def flush(files: Sequence[object]) -> list[None]:
        flushed.append(len(files))
        return [None] * len(files)

    monkeypatch.setattr(disk, "_flushed", flush)
    with artifacts.batch(together=True):
        made = [artifacts.write({f"note/{name}.md": name.encode()}) for name in "abc"]
        assert (artifacts.has_waiting, flushed) == (True, [])
        assert files_in(out)["note/b.md"] == b"old"
        (out / "note/b.md").write_bytes(b"mine")  # saved after it was decided that nobody had
        artifacts.withdraw("note/c.new.md")  # which stays until the other is there
        assert (artifacts.has_waiting, flushed) == (False, [7, 1])  # three files, each once more, the journal; mine
    assert [one.changed for (one,) in made] == [True] * 3
    ((copied,),) = made[1:2]
    assert copied.kept_copy is not None
    assert copied.kept_copy.read_bytes() == b"mine"
    assert (out / "note/b.md").read_bytes() == b"b"
    assert not (out / "note/c.new.md").exists()


def test_the_same_file_twice_and_many_files_wait_for_nobody(out: Path) -> None:
    artifacts = Artifacts(out)
    with artifacts.batch(together=True):
        artifacts.write({NAME: b"1"})
        artifacts.write({NAME: b"2"})
        assert (out / NAME).read_bytes() == b"1"
        artifacts.write({f"note/{n}.md": b"n" for n in range(TOGETHER)})
        assert not artifacts.has_waiting
    assert (out / NAME).read_bytes() == b"2"


def test_what_waits_when_a_run_is_stopped_stays_as_it_was(out: Path) -> None:
    artifacts = Artifacts(out)
    artifacts.write({NAME: b"old"})
    before = files_in(out)
    with pytest.raises(KeyboardInterrupt), artifacts.batch(together=True):  # noqa: PT012  # what comes after counts
        artifacts.write({NAME: b"new"})
        raise KeyboardInterrupt
    assert files_in(out) == before
    artifacts.write({"note/other.md": b"x"})
    assert (out / NAME).read_bytes() == b"old"
