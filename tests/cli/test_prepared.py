"""What a run left for the next one is taken as if it had been worked out anew, and only while it is the same."""

from __future__ import annotations

import importlib
import marshal
import os
import re
import sys
from pathlib import Path

import pytest

from briefgen.cli import prepared
from briefgen.cli.prepared import Prepared, code_of, restore

PATTERNS: tuple[tuple[str | bytes, int], ...] = (
    (r"(?P<year>\d{4})-(?P<month>\d\d)(?!\d)", 0),
    ("(?i)\\s*(?:\\(\\d+\\)|[а-яё]+|副本)", 0),
    (b"^[ \\t]*#(.*)$", re.MULTILINE.value),
    ("[\u0e00-\u0eff\u1000-\u109f\ue000-\uf8ff]", 0),
    (r"a  b # nothing", re.VERBOSE.value | re.IGNORECASE.value),
)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "cache").mkdir(mode=0o700)
    return tmp_path / "cache" / "prepared"


@pytest.mark.parametrize(("pattern", "flags"), PATTERNS)
def test_a_pattern_comes_back_as_it_would_be_compiled(pattern: str | bytes, flags: int) -> None:
    re.purge()
    code = code_of(pattern, flags)
    taken = restore({(pattern, flags): code})
    restored = re.compile(pattern, flags)
    re.purge()
    compiled = re.compile(pattern, flags)
    assert taken == {(pattern, flags)}
    assert restored is not compiled
    assert restored == compiled  # which compares what the engine was given
    assert (restored.flags, restored.groups, restored.groupindex) == (
        compiled.flags,
        compiled.groups,
        compiled.groupindex,
    )


def test_what_is_damaged_or_of_another_engine_is_not_taken() -> None:
    code = code_of("ab", 0)
    assert code is not None
    magic, flags, words, *rest = code
    amiss = [(magic + 1, *code[1:]), (magic, flags, [7, *words], *rest), (magic, flags), ("", flags, words, *rest)]
    for other in amiss:
        re.purge()
        assert restore({("ab", 0): other}) == frozenset()
        assert re.compile("ab").match("ab")


def test_a_run_leaves_its_patterns_to_the_next_of_its_command(cache: Path) -> None:
    re.purge()
    for n in range(20):
        re.compile(f"never-{n}-seen")
    Prepared(["check"]).keep()
    (left,) = cache.iterdir()
    re.purge()
    Prepared(["check", "--json"])
    assert (str, "never-7-seen", 0) in re._cache  # type: ignore[attr-defined]
    re.purge()
    Prepared(["build"])
    assert (str, "never-7-seen", 0) not in re._cache  # type: ignore[attr-defined]
    left.write_bytes(marshal.dumps("nonsense"))
    Prepared(["check"])
    assert (str, "never-7-seen", 0) not in re._cache  # type: ignore[attr-defined]


def test_a_few_patterns_more_are_not_written_again(cache: Path) -> None:
    re.purge()
    first = Prepared(["check"])
    for n in range(20):
        re.compile(f"never-{n}-seen")
    first.keep()
    (left,) = cache.iterdir()
    left_at = left.stat().st_mtime_ns
    second = Prepared(["check"])
    re.compile("made of what facts say")
    second.keep()
    assert left.stat().st_mtime_ns == left_at


def test_nothing_is_kept_where_nothing_may_be(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFGEN_CACHE", "off")
    re.purge()
    for n in range(20):
        re.compile(f"never-{n}-seen")
    Prepared(["check"]).keep()
    assert not cache.exists()


# --- modules ---


def imported(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, bool]:
    """What the planted module says in a run of its own, and whether it had to be compiled."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "planted"]:
        del sys.modules[name]
    ready = Prepared(["check"])
    modules = ready._modules
    assert modules is not None
    module = importlib.import_module("planted.room.words")
    assert module.__file__ == str(folder / "planted" / "room" / "words.py")
    assert sys.modules["planted.room"].__path__ == [str(folder / "planted" / "room")]
    ready.keep()
    sys.meta_path.remove(modules)
    return module.SAID, "planted.room.words" in modules.compiled


def test_modules_are_compiled_once_where_python_keeps_no_bytecode(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setattr(prepared, "_has_bytecode", lambda: False)
    monkeypatch.setattr(prepared, "_OWN", "planted.")
    monkeypatch.syspath_prepend(tmp_path)
    room = tmp_path / "planted" / "room"
    room.mkdir(parents=True)
    (tmp_path / "planted" / "__init__.py").touch()
    (room / "__init__.py").touch()
    words = room / "words.py"
    words.write_text("SAID = 'one'\n")
    assert imported(tmp_path, monkeypatch) == ("one", True)
    assert imported(tmp_path, monkeypatch) == ("one", True)  # it may have been written since and look the same
    for file in (words, room / "__init__.py"):
        os.utime(file, ns=(10**18, 10**18))
    monkeypatch.setattr(prepared, "is_over", lambda *_: True)
    assert imported(tmp_path, monkeypatch) == ("one", True)
    assert imported(tmp_path, monkeypatch) == ("one", False)
    words.write_text("SAID = 'two'\n")
    assert imported(tmp_path, monkeypatch) == ("two", True)
    assert imported(tmp_path, monkeypatch) == ("two", False)
    words.unlink()
    with pytest.raises(ModuleNotFoundError):
        imported(tmp_path, monkeypatch)
    assert not list(tmp_path.rglob("*.pyc"))


def test_modules_are_left_to_python_where_it_keeps_bytecode(cache: Path) -> None:
    before = [*sys.meta_path]
    Prepared(["check"]).keep()
    assert sys.meta_path == before
