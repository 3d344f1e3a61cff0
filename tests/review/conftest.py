"""The example kept in git, written by one person, for another to look at."""

from __future__ import annotations

import subprocess

import pytest

from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.workspaces import Scratch

WRITER, OTHER = "Bo Chen", "Ana Lopes"


def git(workspace: Scratch, *words: str) -> None:
    subprocess.run(["git", *words], cwd=workspace.root, check=True, capture_output=True)


@pytest.fixture
def kept(workspace: Scratch) -> Scratch:
    """The example in git, every line by Bo Chen."""
    git(workspace, "init", "-q")
    git(workspace, "config", "user.name", WRITER)
    git(workspace, "config", "user.email", "desk@example.org")
    git(workspace, "add", "-A")
    git(workspace, "commit", "-q", "-m", "facts")
    return workspace


def opened(workspace: Scratch) -> Workspace:
    return Workspace(find_workspace(workspace.root)[0], Store(None))
