"""Copies of templates that sync tools and people leave: named, with what differs; variants are let alone."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from briefgen.production.stray_copies import stray_copies
from briefgen.workspace.folder import find_workspace
from tests.workspaces import Scratch

COPIES = {
    "templates/_parts/words (1).md.j2": "templates/_parts/words.md.j2",
    "templates/_parts/words.md-DESKTOP-7AB12.j2": "templates/_parts/words.md.j2",
    "templates/_parts/words-annlaptop.md.j2": "templates/_parts/words.md.j2",
    "templates/_parts/words.md.sync-conflict-20240101-101010-ABCDEFG.j2": "templates/_parts/words.md.j2",
    "templates/meeting/brief - Copy.md.j2": "templates/meeting/brief.md.j2",
    "templates/meeting/template (1).toml": "templates/meeting/template.toml",
    "templates/_lang/ru-annlaptop.toml": "templates/_lang/ru.toml",
    "templates/_lang/ru (Ann's conflicted copy 2024-03-15).toml": "templates/_lang/ru.toml",
    "templates/_styles/desk-notes (Case Conflict).csl": "templates/_styles/desk-notes.csl",
    "templates/house (1).docx": "templates/house.docx",
    "briefgen-annlaptop.toml": "briefgen.toml",
}


def found(root: Path) -> list[tuple[str, str]]:
    return [(d.location.file, d.message) for d in stray_copies(find_workspace(root)[0])]


@pytest.mark.parametrize("copy", COPIES)
def test_a_copy_is_named_with_what_differs(workspace: Scratch, copy: str) -> None:
    original = COPIES[copy]
    content = (workspace.root / original).read_bytes()
    name = Path(original).name
    workspace.write(copy, content)
    assert found(workspace.root) == [(copy, f"looks like a copy of {name}; it says the same")]
    workspace.write(copy, content + b"\n# more here\n")
    what = "the two differ" if copy.endswith("docx") else "it differs in line "
    ((file, message),) = found(workspace.root)
    assert file == copy
    assert message.startswith(f"looks like a copy of {name}; {what}")


@pytest.mark.parametrize("copy", ["meeting (1)", "meeting-DESKTOP-7AB12", "meeting-annlaptop", "Copy of meeting"])
def test_a_copy_of_a_kind_of_brief_is_named(workspace: Scratch, copy: str) -> None:
    copytree(workspace.root / "templates/meeting", workspace.root / "templates" / copy)
    assert found(workspace.root) == [(f"templates/{copy}", "looks like a copy of the folder meeting")]


def test_variants_that_people_make_are_no_copies(workspace: Scratch) -> None:
    read = workspace.read
    workspace.write("templates/_lang/en-GB.toml", read("templates/_lang/en.toml"))
    style = read("templates/_styles/desk-notes.csl")
    workspace.write("templates/_styles/desk-notes-short.csl", style.replace("<title>", "<title>Short "))
    workspace.write("templates/house-green.docx", (workspace.root / "templates/house.docx").read_bytes())
    copytree(workspace.root / "templates/meeting", workspace.root / "templates/meeting-short")
    settings = read("templates/meeting/template.toml").replace('label = "', 'label = "Short ')
    workspace.write("templates/meeting-short/template.toml", settings)
    workspace.write("pyproject.toml", "")
    assert found(workspace.root) == []


@pytest.mark.slow
def test_check_and_template_check_name_copies(workspace: Scratch) -> None:
    workspace.write("templates/_parts/words (1).md.j2", workspace.read("templates/_parts/words.md.j2"))
    for command in (("check",), ("template", "check", "--without-facts")):
        ran = workspace.run(*command, "-w", str(workspace.root))
        assert (ran.code, "words (1).md.j2: error: looks like a copy of words.md.j2" in ran.out) == (1, True), ran
