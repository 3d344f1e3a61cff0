"""Files among templates that nothing uses: under names by which nothing finds them, and copies with what differs."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from briefgen.production.misnamed import misnamed, stray_copies
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
        ran = workspace.do(*command)
        assert "templates/My note: warning: is no name for a kind of brief" in ran.out + ran.err, ran
        assert "templates/_lang/de.toml:1:" in ran.out + ran.err, ran


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
        ran = workspace.do(*command)
        assert (ran.code, "words (1).md.j2: error: looks like a copy of words.md.j2" in ran.out) == (1, True), ran
