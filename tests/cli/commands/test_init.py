"""briefgen init: a workspace of one's own that builds and checks clean, and nothing overwritten."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from briefgen.cli.commands.init import lesson, settings_text
from briefgen.facts.loader import load_facts
from briefgen.settings.toml import ANY, read_settings
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import SETTINGS, find_workspace
from briefgen.workspace.workspace import Workspace
from tests.workspaces import REPOSITORY, Scratch, write_in_full


@pytest.fixture
def empty(tmp_path: Path) -> Scratch:
    return Scratch(tmp_path / "desk")


def test_the_example_builds_and_checks_clean(empty: Scratch) -> None:
    assert empty.run("init", str(empty.root)).code == 0
    made = empty.do("meeting", "lisbon-2024")
    assert (made.code, made.err) == (0, "")
    checked = empty.do("check", "--strict")
    assert (checked.code, checked.err) == (0, "")


def test_the_example_is_in_the_short_form_and_says_what_it_says_in_the_long_one(empty: Scratch) -> None:
    assert empty.run("init", str(empty.root)).code == 0
    assert "tidy already" in empty.do("facts", "tidy").out
    short = load_facts(empty.root / "facts").base
    write_in_full(empty.root)
    full = load_facts(empty.root / "facts").base
    told = [{s.id: s.value for s in base.statements if s.kind != "country"} for base in (short, full)]
    assert told[0] == told[1] != {}


def test_the_lesson_stands_beside_the_records_and_needs_no_other_page(empty: Scratch) -> None:
    assert empty.run("init", str(empty.root)).code == 0
    page = empty.read("facts/README.md")
    assert page.startswith("# Facts\n")
    assert "## Add a meeting in five minutes" in page
    assert "### Meeting: `facts/meetings/<id>.yaml`" in page
    assert not re.findall(r"\]\(\.\.|facts that ship|  \n|\( *\)| \.", page)
    assert "](../" not in empty.read("templates/README.md")
    assert empty.read("templates/README.md").startswith("# Templates\n")
    given = lesson("One ([pages](../docs/a.md)).\nTwo [other\npages](../docs/b.md#c), [three](#three).\n")
    assert given == "One.\nTwo other\npages, [three](#three).\n"


def test_it_tells_what_to_type_next(empty: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    empty.root.mkdir()
    monkeypatch.chdir(empty.root.parent)
    told = "made a workspace in desk\nnext: cd desk && briefgen meeting lisbon-2024\n"
    assert empty.run("init", "desk").out == f"{told}how records are written: facts/README.md\n"
    assert empty.run("meeting", "lisbon-2024", "-w", "desk", "-f", "md").code == 0


def test_what_was_read_to_make_it_is_kept_for_the_first_command(empty: Scratch) -> None:
    empty.run("init", str(empty.root / "desk"))
    home, _ = find_workspace(empty.root / "desk")
    facts = Workspace(home, Store.of(home.root)).facts
    assert len(facts.base.records) > 5
    assert facts.read_anew == ()


def test_an_empty_one_has_all_but_the_example(empty: Scratch) -> None:
    ran = empty.run("init", str(empty.root), "--empty", "--pack", "incidents")
    assert ran.code == 0, ran.err
    assert "briefgen add FILE\n" in ran.out
    facts = empty.root / "facts"
    assert {"meetings", "persons", "sources", "incidents"} <= {path.name for path in facts.iterdir()}
    assert not [path for path in facts.glob("*/*.yaml") if path.parent.name != "_kinds"]
    assert not (empty.root / "archive").exists()
    assert (empty.root / "templates/meeting/brief.md.j2").is_file()
    assert (empty.root / "templates/incident/brief.md.j2").is_file()
    checked = empty.do("check")
    assert (checked.code, checked.out) == (0, "no problems found\n0 records, 0 statements; quotes: none\n")


def test_in_the_folder_itself(empty: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    empty.root.mkdir()
    monkeypatch.chdir(empty.root)
    assert "next: briefgen meeting lisbon-2024" in empty.run("init").out
    assert empty.run("meeting", "lisbon-2024", "-f", "md").code == 0


def test_the_templates_are_the_shipped_ones(empty: Scratch) -> None:
    empty.run("init", str(empty.root))
    shipped = REPOSITORY / "templates"
    for path in shipped.rglob("*"):
        if path.is_file() and path.name != "README.md":  # without the links to pages that are not there
            assert (empty.root / "templates" / path.relative_to(shipped)).read_bytes() == path.read_bytes()


def test_a_workspace_is_not_made_twice(empty: Scratch) -> None:
    empty.run("init", str(empty.root))
    before = contents(empty.root)
    again = empty.run("init", str(empty.root))
    assert again.code == 2
    assert "is a workspace already: it has a briefgen.toml" in again.err
    assert contents(empty.root) == before


def test_what_is_there_is_left_as_it_is(empty: Scratch) -> None:
    mine = {"facts/themes/stocks.yaml": "label: stocks\n", ".gitignore": "mine\n", "notes.txt": "mine\n"}
    for name, text in mine.items():
        empty.write(name, text)
    made = empty.run("init", str(empty.root))
    assert made.code == 0
    assert "left as it was: facts/themes/stocks.yaml\n" in made.out
    assert {name: empty.read(name) for name in mine} == mine


def test_a_file_in_the_way_is_named(empty: Scratch) -> None:
    empty.root.write_text("a file")
    made = empty.run("init", str(empty.root))
    assert made.code == 2
    assert "is a file" in made.err
    assert empty.root.read_text() == "a file"


def test_a_folder_that_was_removed_under_ones_feet_is_no_fault(
    empty: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    made = empty.run("init", str(empty.root))
    assert (made.code, made.err) == (0, "")


def test_every_setting_is_explained_and_shown_at_its_default() -> None:
    text = settings_text()
    assert tomllib.loads(text) == {section: {} for section in SETTINGS if section and not section.endswith(ANY)}
    assert all(f"#   {key}: " in text for key in SETTINGS["briefs.*"])
    taken = "\n".join(
        line.removeprefix("# ") if " = " in line and line[:4] != "#   " else line for line in text.splitlines()
    )
    values, problems = read_settings(taken.encode(), "briefgen.toml", SETTINGS)
    assert problems == []
    assert values == read_settings(None, "briefgen.toml", SETTINGS)[0]


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
