"""A workspace so small that a build takes no time."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.workspaces import Scratch


@pytest.fixture
def small(tmp_path: Path) -> Scratch:
    """Two themes with a brief each, in a table of its own each."""
    made = Scratch(tmp_path / "small")
    made.write(
        "briefgen.toml",
        '[briefs.first]\nkind = "note"\nrecords = ["one"]\n[briefs.second]\nkind = "note"\nrecords = ["two"]\n',
    )
    made.write("templates/note/template.toml", 'about = "theme"\nformats = ["md"]\n')
    made.write("templates/note/brief.md.j2", "# {{ theme.label }}\n\nText.\n")
    for name in ("one", "two"):
        made.write(f"facts/themes/{name}.yaml", f"label: Theme {name}\nrecorded: 2024-01-01\n")
    return made


def opened(desk: Scratch) -> Workspace:
    """The workspace as a command opens it, with its store."""
    home = find_workspace(desk.root)[0]
    return Workspace(home, Store.of(home.root))
