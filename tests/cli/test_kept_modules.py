"""Modules that are taken from the file in which a run has kept them are those that Python would have loaded."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from briefgen.cli import kept_modules
from briefgen.cli.kept_modules import KeptModules
from tests.workspaces import MEETING, Scratch

NAMES = ("quay", "quay.crane", "tide")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where modules are kept; three can be imported from beside it, and none is too few to be kept."""
    (tmp_path / "quay").mkdir()
    (tmp_path / "quay" / "__init__.py").write_text("from quay.crane import lifted\n")
    (tmp_path / "quay" / "crane.py").write_text('"""Lifts."""\n\n\ndef lifted():\n    return __file__\n')
    (tmp_path / "tide.py").write_text("level = 1\n")
    (tmp_path / "kept").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    monkeypatch.setattr(kept_modules, "FEW", 0)
    yield tmp_path / "kept"
    forget()


def forget() -> None:
    for name in NAMES:
        sys.modules.pop(name, None)


def kept(folder: Path) -> tuple[KeptModules, list[ModuleType]]:
    """The modules imported by a run, as it found them."""
    forget()
    sys.meta_path[:] = [one for one in sys.meta_path if not isinstance(one, KeptModules)]
    found = KeptModules(str(folder))
    modules = [importlib.import_module(name) for name in NAMES]
    found.keep()
    return found, modules


def is_from_there(module: ModuleType) -> bool:
    return type(module.__loader__).__module__ == kept_modules.__name__


def test_a_second_run_takes_them_from_there_and_they_are_the_same(folder: Path) -> None:
    _, first = kept(folder)
    _, second = kept(folder)
    assert [is_from_there(module) for module in first + second] == [False] * 3 + [True] * 3
    told = [(m.__file__, m.__doc__, m.__spec__ and m.__spec__.cached, getattr(m, "__path__", "")) for m in second]
    assert told == [
        (m.__file__, m.__doc__, m.__spec__ and m.__spec__.cached, getattr(m, "__path__", "")) for m in first
    ]
    assert second[0].lifted() == str(folder.parent / "quay" / "crane.py")


def test_one_that_changed_is_loaded_by_python_and_kept_anew(folder: Path) -> None:
    kept(folder)
    (folder.parent / "tide.py").write_text("level = 1 + 1\n")
    _, changed = kept(folder)
    assert [is_from_there(module) for module in changed] == [True, True, False]
    assert changed[2].level == 2
    assert [is_from_there(module) for module in kept(folder)[1]] == [True] * 3


def test_what_is_gone_or_damaged_counts_as_not_kept(folder: Path) -> None:
    kept(folder)
    (folder.parent / "tide.py").unlink()
    finder = KeptModules(str(folder))
    assert finder.find_spec("tide") is None
    assert finder.find_spec("quay") is not None
    (file,) = folder.iterdir()
    data = file.read_bytes()
    for end in (0, 20, 40, len(data) // 2):
        file.write_bytes(data[:end])
        assert KeptModules(str(folder)).find_spec("quay.crane") is None
    for size in (b"\xff" * 8, b"\0\0\x7f" + b"\xff" * 5):  # more than can be read, or be had
        file.write_bytes(data[:16] + size + data[24:])
        assert KeptModules(str(folder)).find_spec("quay.crane") is None
    file.write_bytes(data.replace(b"Lifts.", b"Sinks."))
    finder = KeptModules(str(folder))
    assert (finder.find_spec("quay.crane"), finder.find_spec("quay") is None) == (None, False)


def test_a_module_that_comes_to_stand_before_a_kept_one_is_the_one_that_runs(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder.parent / "before").mkdir()
    monkeypatch.syspath_prepend(folder.parent / "before")
    monkeypatch.syspath_prepend(folder)  # where the command would lie
    kept(folder)  # which makes a folder for bytecode beside the modules
    kept(folder)
    assert is_from_there(kept(folder)[1][2])
    (folder.parent / "before" / "tide.py").write_text("level = 3\n")
    importlib.invalidate_caches()
    assert kept(folder)[1][2].level == 3


def test_what_can_no_longer_be_read_is_loaded_by_python(folder: Path) -> None:
    kept(folder)
    finder = KeptModules(str(folder))
    os.close(finder._file)
    assert finder.find_spec("tide") is None


def test_for_a_few_nothing_is_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_modules, "FEW", 3)
    kept(folder)
    assert list(folder.iterdir()) == []


def test_another_path_has_its_own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(folder)
    monkeypatch.syspath_prepend(folder)
    assert KeptModules(str(folder)).find_spec("tide") is None


@pytest.mark.slow
def test_a_command_says_the_same_with_modules_that_were_kept(
    workspace: Scratch, tmp_path: Path, environment: dict[str, str]
) -> None:
    (tmp_path / "cache").mkdir(mode=0o700)
    environment = {**environment, "BRIEFGEN_CACHE": str(tmp_path / "cache")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    said = []
    for turn in range(3):
        workspace.append(MEETING, f"# {turn}\n")
        call = [sys.executable, "-m", "briefgen", "meeting", "lisbon-2024"]
        ran = subprocess.run(call, cwd=workspace.root, env=environment, capture_output=True, text=True, check=True)
        said.append((ran.stdout.replace("wrote", "up to date:"), ran.stderr))
    assert said[0] == said[1] == said[2]
    assert len(list((tmp_path / "cache" / "modules").iterdir())) == 1
