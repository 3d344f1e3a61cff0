"""Fixtures of every room."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from tests.workspaces import Workspace


@pytest.fixture(scope="session", autouse=True)
def _no_cache() -> Iterator[None]:
    """No test reads or leaves anything in the user's cache, or reads the user's archive without saying so."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFGEN_CACHE", "off")
        patch.delenv("BRIEFGEN_WORKSPACE", raising=False)
        patch.delenv("BRIEFGEN_ARCHIVE", raising=False)
        yield


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `briefgen init` makes; to be copied, not changed."""
    made = Workspace(tmp_path_factory.mktemp("example") / "desk")
    assert made.run("init", str(made.root)).code == 0
    return made.root


@pytest.fixture
def workspace(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace of one's own with the shipped example and templates, to be edited at will."""
    monkeypatch.delenv("BRIEFGEN_ARCHIVE", raising=False)
    return Workspace(Path(copytree(example, tmp_path / "desk")))


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    """The variables that a command of its own process gets."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BRIEFGEN_", "PYTHON", "LC_"))}
    return {**kept, "BRIEFGEN_CACHE": "off"}
