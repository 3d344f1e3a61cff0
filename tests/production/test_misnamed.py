"""Files among templates that nothing finds by their names: each is told with the name that was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.production.misnamed import misnamed
from briefgen.workspace.folder import find_workspace
from tests.workspaces import Scratch

KINDS = ("meeting", "country", "theme")


@pytest.fixture
def desk(tmp_path: Path) -> Scratch:
    made = Scratch(tmp_path)
    made.write("briefgen.toml", "")
    return made


def told(desk: Scratch) -> list[tuple[str, str | None]]:
    home, _ = find_workspace(desk.root)
    found = misnamed(home, KINDS)
    assert {d.code for d in found} <= {"misnamed-file"}
    return [(str(d.location).removeprefix("templates/"), d.hint) for d in found]


@pytest.mark.parametrize(
    ("file", "meant"),
    [
        *((f"note/{name}", "rename it to brief.md.j2") for name in ("brief.md", "Brief.md.j2", "brief.md.j2.txt")),
        *((f"note/{name}", "rename it to brief.md.j2") for name in ("brief.j2", "brief.txt", "brief.md.jinja2")),
        *((f"note/{name}", "rename it to brief.docx") for name in ("brief.docx.docx", "Brief.docx", "brief.DOCX")),
        *((f"note/{name}", "save it in Word as brief.docx") for name in ("brief.dotx", "brief.doc", "brief.odt")),
        *((name, "rename it to house.docx") for name in ("House.docx", "house.docx.docx", "house .docx", "hause.docx")),
        *((name, "save it in Word as house.docx") for name in ("house.dotx", "house.doc")),
        ("_lang/RU.toml", "such as fr.toml or pt-BR.toml"),
        ("_lang/russian.toml", "such as fr.toml or pt-BR.toml"),
        ("_lang/ru_RU.toml", "such as fr.toml or pt-BR.toml"),
        ("_lang/de.toml.txt", "rename it to de.toml"),
        ("_lang/de.yaml", "rename it to de.toml"),
        ("_styles/desk.CSL", "rename it to desk.csl"),
        ("_parts/head.md", "rename it to head.md.j2"),
        ("_parts/My head.md.j2", "names have lower-case letters, digits, full stops, hyphens and low lines"),
        ("brief.md.j2", "make a folder for its kind of brief, such as templates/note, and put it there"),
        ("template.toml", "make a folder for its kind of brief, such as templates/note, and put it there"),
    ],
)
def test_a_file_is_told_with_the_name_that_was_meant(desk: Scratch, file: str, meant: str) -> None:
    desk.write(f"templates/{file}", "x")
    assert told(desk) == [(file, meant)]


@pytest.mark.parametrize("file", ["Template.toml", "template.TOML", "template.tml", "settings.toml", "template.yaml"])
def test_settings_beside_a_template_are_told(desk: Scratch, file: str) -> None:
    desk.write("templates/note/brief.md.j2", "x")
    desk.write(f"templates/note/{file}", "x")
    assert told(desk) == [(f"note/{file}", "rename it to template.toml")]


@pytest.mark.parametrize(
    ("folder", "hint"),
    [
        ("My note", "rename it to my-note"),
        ("my_note", "rename it to my-note"),
        ("Note", "rename it to note"),
        ("note.1", "rename it to note-1"),
        ("заметка", "a name has lower-case letters, digits and hyphens"),
        ("1note", "a name has lower-case letters, digits and hyphens"),
    ],
)
def test_a_folder_whose_name_no_kind_can_have_is_told(desk: Scratch, folder: str, hint: str) -> None:
    desk.write(f"templates/{folder}/brief.md.j2", "x")
    assert told(desk) == [(folder, hint)]


@pytest.mark.parametrize(("folder", "meant"), [("parts", "_parts"), ("_Lang", "_lang"), ("styles", "_styles")])
def test_a_folder_for_all_kinds_is_known_by_its_low_line(desk: Scratch, folder: str, meant: str) -> None:
    desk.write(f"templates/{folder}/x.j2", "x")
    assert told(desk) == [(folder, f"rename it to {meant}")]


def test_a_folder_without_a_template_is_told(desk: Scratch) -> None:
    desk.write("templates/note/template.toml", "")
    desk.write("templates/memo/memo.md.j2", "x")
    desk.write("templates/desk/note/brief.md.j2", "x")
    assert told(desk) == [
        ("desk/note", "move it to templates/note"),
        ("memo", "rename memo.md.j2, if that is the template"),
        ("note", "briefgen template new makes one"),
    ]


def test_what_is_in_its_place_is_not_told(desk: Scratch) -> None:
    for file in (
        *("README.md", "house.docx", "meeting/template.toml", "note/brief.md.j2", "note/brief.txt", "note/table.md.j2"),
        *("_parts/head.md.j2", "_parts/README.md", "_lang/pt-BR.toml", "_styles/desk.csl", ".schemas/x.json"),
        *("~$ouse.docx", "_own/line.md.j2", "pictures/logo.png"),
    ):
        desk.write(f"templates/{file}", "x")
    assert told(desk) == []


def test_templates_may_be_a_file(desk: Scratch) -> None:
    desk.write("templates", "x")
    assert told(desk) == [("templates", "templates lie in a folder; make one, and move the file into it")]


@pytest.mark.slow
def test_check_and_template_check_say_it(workspace: Scratch) -> None:
    workspace.write("templates/My note/brief.md.j2", "x")
    workspace.write("templates/_lang/de.toml", "[texts\n")
    for command in (("check",), ("template", "check", "--without-facts")):
        ran = workspace.run(*command, "-w", str(workspace.root))
        assert "templates/My note: warning: is no name for a kind of brief" in ran.out + ran.err, ran
        assert "templates/_lang/de.toml:1:" in ran.out + ran.err, ran
