"""Where Python may leave no bytecode beside modules, it leaves it in the user's cache."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from briefgen import cli
from briefgen.cli import keep_bytecode
from briefgen.version import __version__


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Python told to write no bytecode, and a program that has none; where its bytecode would lie."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    spec = ModuleSpec("briefgen.cli", None)
    spec.cached = str(tmp_path / "installed.pyc")
    monkeypatch.setattr(cli, "__spec__", spec)
    (tmp_path / "cache").mkdir(mode=0o700)
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "bytecode"


def test_bytecode_lies_in_the_cache_where_it_may_not_lie_beside_modules(told: Path) -> None:
    keep_bytecode()
    own = told / f"{sys.implementation.cache_tag}-{__version__}"
    assert (sys.pycache_prefix, sys.dont_write_bytecode) == (str(own), False)


def test_what_other_versions_left_is_removed_but_for_the_last(told: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, version in enumerate(("0.0.1", "0.0.2", "0.0.3")):
        (told / version / "below").mkdir(parents=True)
        os.utime(told / version, (number, number))
    keep_bytecode()
    assert [path.name for path in told.iterdir()] == ["0.0.3"]
    assert sys.pycache_prefix is not None
    Path(sys.pycache_prefix).mkdir()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    (told / "later").mkdir()
    keep_bytecode()  # its own is there: another version may be at work
    assert len(list(told.iterdir())) == 3


@pytest.mark.parametrize("why", ["installed with it", "nothing is kept", "elsewhere already", "may lie beside them"])
def test_python_is_left_as_it_is_otherwise(told: Path, monkeypatch: pytest.MonkeyPatch, why: str) -> None:
    if why == "installed with it":
        (told.parents[1] / "installed.pyc").touch()
    elif why == "nothing is kept":
        monkeypatch.setenv("BRIEFGEN_CACHE", "off")
    elif why == "elsewhere already":
        monkeypatch.setattr(sys, "pycache_prefix", "/elsewhere")
    else:
        monkeypatch.setattr(sys, "dont_write_bytecode", False)
    before = sys.pycache_prefix, sys.dont_write_bytecode
    keep_bytecode()
    assert (sys.pycache_prefix, sys.dont_write_bytecode) == before
    assert not told.exists()


def test_bytecode_that_is_cut_off_is_not_told_as_an_interruption(tmp_path: Path) -> None:
    (cache := tmp_path / "cache").mkdir(mode=0o700)
    words = [sys.executable, "-m", "briefgen", "status", "--no-such-option"]
    own = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(cache)}
    assert subprocess.run(words, env=own, capture_output=True).returncode == 2
    (kept,) = cache.rglob("commands/build.*.pyc")
    kept.write_bytes(kept.read_bytes()[:100])
    ran = subprocess.run(words, env=own, capture_output=True, text=True)
    assert (ran.returncode, "interrupted" in ran.stderr) == (70, False)
    assert "EOFError: marshal data too short" in ran.stderr
