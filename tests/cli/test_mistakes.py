"""An editor's typical mistakes: one plain line at the right place, and never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

import pytest

from tests.workspaces import MEETING, Scratch

Mistake = Callable[[Scratch], object]


def moved(name: str) -> Mistake:
    return lambda w: rmtree(w.root / name)


def a_folder(name: str) -> Mistake:
    def make(workspace: Scratch) -> None:
        (workspace.root / name).unlink()
        (workspace.root / name).mkdir()

    return make


MISTAKES: dict[str, tuple[Mistake, int, str]] = {
    "broken settings": (
        lambda w: w.write("briefgen.toml", "author = Desk\n"),
        1,
        "briefgen.toml:1:10: error: not readable as TOML: invalid value [toml]\n  hint: texts stand in quotation marks",
    ),
    "a misspelt setting": (
        lambda w: w.write("briefgen.toml", '\nlanguge = "ru"\n'),
        1,
        "briefgen.toml:2:1: error: unknown key 'languge' [unknown-key]\n  hint: did you mean 'language'?",
    ),
    "a misspelt section": (
        lambda w: w.write("briefgen.toml", '[folder]\nfacts = "facts"\n'),
        1,
        "briefgen.toml:1:1: error: unknown section 'folder' [unknown-key]\n  hint: did you mean 'folders'?",
    ),
    "a setting of the wrong type": (
        lambda w: w.write("briefgen.toml", "author = 7\n"),
        1,
        "briefgen.toml:1:1: error: expected text in quotation marks [wrong-type]",
    ),
    "settings that are not UTF-8": (
        lambda w: w.write("briefgen.toml", "author = 'é'\n".encode("latin-1")),
        1,
        "briefgen.toml: error: the file is not UTF-8 [encoding]\n  hint: save it as UTF-8",
    ),
    "a setting at the end that belongs to the head": (
        lambda w: w.append("briefgen.toml", '\nauther = "Desk"\n'),
        1,
        "unknown key 'auther' [unknown-key]\n  hint: did you mean 'author'? it stands above the first section",
    ),
    "a Word file saved as a template": (
        lambda w: w.write("templates/meeting/brief.md.j2", b"PK\x03\x04\xff"),
        1,
        "cannot be read [no-template]\n  hint: it is a Word file: name it brief.docx, or save it as plain text",
    ),
    "a Word file saved as a record": (
        lambda w: w.write(MEETING, b"PK\x03\x04\xff"),
        1,
        f"{MEETING}: error: this is a Word file, or another zip, no text [encoding]",
    ),
    "an unknown language": (
        lambda w: w.write("briefgen.toml", 'language = "english"\n'),
        2,
        "briefgen: 'english' is no language that CLDR knows; write a tag such as en-GB or ru",
    ),
    "broken settings of a template": (
        lambda w: w.write("templates/meeting/template.toml", "label = Summary\n"),
        1,
        "templates/meeting/template.toml:1:9: error: not readable as TOML: invalid value [toml]",
    ),
    "a misspelt key of a template": (
        lambda w: w.write("templates/meeting/template.toml", 'lable = "Summary"\n'),
        1,
        "templates/meeting/template.toml:1:1: error: unknown key 'lable' [unknown-key]\n  hint: did you mean 'label'?",
    ),
    "a wrong choice in a template": (
        lambda w: w.write("templates/meeting/template.toml", 'notes = "endnote"\n'),
        1,
        "templates/meeting/template.toml:1:1: error: 'endnote' is none of: endnotes, footnotes, quoted [bad-choice]",
    ),
    "no facts": (moved("facts"), 1, "facts: error: the folder cannot be read: No such file or directory [unreadable]"),
    "a Word file that is none": (
        lambda w: w.write("templates/house.docx", "text"),
        1,
        "templates/house.docx: error: the house document cannot be read: File is not a zip file [house-unreadable]",
    ),
    "a broken record": (
        lambda w: w.append(MEETING, "\tplace: x\n"),
        1,
        f"{MEETING}:",
    ),
    "no blank behind a colon": (
        lambda w: w.edit(MEETING, "place: {", "place:{"),
        1,
        "no blank stands behind the first colon of this line [yaml]\n  hint: write a blank behind the colon",
    ),
    "more than a text where a text stands": (
        lambda w: w.edit(MEETING, "says: ", "says: {is: x, contested: y}\n    note: "),
        1,
        "[wrong-type]\n  hint: write the text alone: contested, src and the like stand beside its key",
    ),
    "a misspelt field of a record": (
        lambda w: w.edit(MEETING, "place: {", "plaec: {"),
        1,
        "unknown key 'plaec' [unknown-key]\n  hint: did you mean 'place'?",
    ),
    "a reference to nothing": (
        lambda w: w.edit(MEETING, "parties: [brazil,", "parties: [brasil,"),
        1,
        "did you mean 'brazil'?",
    ),
    "a file where out/ should be": (lambda w: w.write("out", "x"), 2, "desk/out cannot be written: Not a directory"),
}


@pytest.mark.parametrize("what", MISTAKES)
def test_a_mistake_is_named_plainly(workspace: Scratch, what: str) -> None:
    mistake, code, said = MISTAKES[what]
    mistake(workspace)
    made = workspace.make("-f", "docx")
    assert (made.code, made.out) == (code, "")
    assert said in made.err
    assert "Traceback" not in made.err


@pytest.mark.few(3)
@pytest.mark.parametrize("words", [("list",), ("show", "lisbon-2024"), ("check",), ("--help",), ("list", "briefs")])
@pytest.mark.parametrize("what", MISTAKES)
def test_no_other_command_falls_over_it(workspace: Scratch, what: str, words: tuple[str, ...]) -> None:
    MISTAKES[what][0](workspace)
    assert workspace.do(*words).code in (0, 1, 2)


def test_all_problems_are_told_in_one_run_and_counted(workspace: Scratch) -> None:
    workspace.edit(MEETING, "place: {", "plaec: {")
    workspace.edit(MEETING, "date: {is: 2024-03-11", "date: {is: 2024-13-11")
    workspace.append("facts/countries/brazil.yaml", "colour: green\n")
    said = workspace.make().err
    assert said.endswith("3 errors\n")
    for code in ("[unknown-key]", "[bad-date]"):
        assert code in said
    assert said.index("brazil.yaml") < said.index("lisbon-2024.yaml")


@pytest.mark.parametrize(
    ("place", "said"),
    [("nowhere", "there is no folder"), ("facts", "is no workspace: it has neither briefgen.toml nor facts/")],
)
def test_a_workspace_that_is_none(workspace: Scratch, place: str, said: str) -> None:
    for words in (("list",), ("meeting", "lisbon-2024"), ("check",)):
        ran = workspace.run(*words, "-w", str(workspace.root / place))
        assert (ran.code, said in ran.err) == (2, True)


def test_outside_of_any_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (("list",), ("meeting", "lisbon-2024"), ("check",)):
        ran = Scratch(tmp_path).run(*words)
        assert ran.code == 2
        assert "no briefgen.toml here or" in ran.err
        assert "briefgen init" in ran.err


def test_a_house_document_that_is_a_folder_is_as_good_as_none(workspace: Scratch) -> None:
    a_folder("templates/house.docx")(workspace)
    assert workspace.make("-f", "docx").code == 0


def test_settings_of_a_kind_that_are_a_folder_are_told(workspace: Scratch) -> None:
    a_folder("templates/meeting/template.toml")(workspace)
    ran = workspace.make("-f", "docx")
    assert ran.code == 1
    assert "templates/meeting/template.toml: error: cannot be read: it is not a regular file [unreadable]" in ran.err


def test_without_templates_of_its_own_a_workspace_uses_the_shipped_ones(workspace: Scratch) -> None:
    before = workspace.brief()
    rmtree(workspace.root / "templates")
    assert workspace.brief() == before


def test_a_state_of_which_nothing_is_on_record_is_not_offered_for_itself(workspace: Scratch) -> None:
    said = workspace.do("country", "chad").err
    assert said.startswith("briefgen: nothing is on record of the country 'chad'; there are: ")
