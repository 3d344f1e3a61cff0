"""briefgen build with audiences and folders: what is held back makes nothing stale, and files keep all their rights."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from tests.incremental.test_build import from_scratch, outputs, standings
from tests.workspace.test_audience import SOURCE, hide, told
from tests.workspaces import MEETING, Scratch

BRIEFS = """
[briefs.meeting]
formats = ["md"]
records = ["lisbon-2024"]

[briefs.board]
kind = "meeting"
formats = ["md"]
audience = "TLP:GREEN"
folder = "board/monthly"
"""
WHOLE, BOARD = "meeting/lisbon-2024", "meeting/lisbon-2024 (for TLP:GREEN, in board/monthly)"
FILE = "out/board/monthly/lisbon-2024.tlp-green.md"
POINT = "  - is: Participants discussed stocks of green coffee.\n"
QUOTE = '    quote: "Participants discussed stocks of green coffee"\n'
RED = f'{POINT}    marking: "TLP:RED"\n'


@pytest.fixture
def desk(workspace: Scratch) -> Scratch:
    workspace.append("briefgen.toml", BRIEFS)
    return workspace


def status(desk: Scratch) -> dict[str, str]:
    return standings(desk.do("status", "--json"))


def test_a_change_of_what_is_held_back_leaves_the_brief_fresh(desk: Scratch) -> None:
    desk.edit(MEETING, POINT, RED)
    desk.build()
    desk.edit(MEETING, "discussed stocks of green coffee.\n", "discussed stocks of red coffee.\n")
    desk.write("facts/gaps/next.yaml", "question: What else?\nabout: meeting/lisbon-2024\nmarking: TLP:RED\n")
    assert status(desk) == {WHOLE: "stale", BOARD: "fresh"}


@pytest.mark.slow
def test_a_marking_that_is_lowered_or_raised_makes_it_again(desk: Scratch) -> None:
    desk.edit(MEETING, POINT, RED)
    desk.build()
    for old, new, is_there in ((RED, POINT, True), (POINT, RED, False)):
        desk.edit(MEETING, old, new)
        built = desk.build("--json")
        assert standings(built) == {WHOLE: "made", BOARD: "made"}
        reasons = {e["name"]: e["reasons"] for e in built.json["briefs"]}[BOARD]
        assert "meeting/lisbon-2024 changed" in reasons
        assert ("discussed stocks" in desk.read(FILE)) is is_there


@pytest.mark.slow
def test_an_edited_file_is_never_merged_with_what_is_held_back_by_now(desk: Scratch) -> None:
    desk.write("facts/meetings/wigwam-2024.yaml", "src: example-gazette\nseries: harvest-forum\ndate: 2024-05-01\n")
    desk.build(BOARD)
    text = desk.read(FILE)
    desk.write(FILE, text.replace("11 March 2024", "11 or 12 March 2024", 1) + "\nMy own words.\n")
    desk.append("facts/meetings/wigwam-2024.yaml", "marking: TLP:RED\n")
    desk.edit(MEETING, "date: {is: 2024-03-11,", "date: {is: 2024-03-12,")
    built = desk.build(BOARD, "--json")
    entry = next(e for e in built.json["briefs"] if e["name"] == BOARD)
    assert (built.code, entry["standing"]) == (1, "made")
    assert any("wigwam-2024" in reason for reason in entry["reasons"])
    assert ("My own words." in desk.read(FILE), "wigwam" in desk.read(FILE)) == (False, False)
    assert "My own words." in desk.read(FILE.replace("out/", "out/.briefgen/withheld/1/"))


@pytest.mark.slow
def test_another_folder_leaves_an_orphan(desk: Scratch) -> None:
    desk.build(BOARD)
    desk.edit("briefgen.toml", 'folder = "board/monthly"', 'folder = "board"')
    built = desk.build("meeting/lisbon-2024 (for TLP:GREEN, in board)", "--json")
    assert (built.code, built.json["orphans"]) == (0, ["board/monthly/lisbon-2024.tlp-green.md"])
    assert (desk.root / FILE).is_file()
    assert (desk.root / "out/board/lisbon-2024.tlp-green.md").is_file()


@pytest.mark.slow
def test_a_folder_that_is_a_link_is_not_written_through(desk: Scratch, tmp_path: Path) -> None:
    (desk.root / "out").mkdir(exist_ok=True)
    (tmp_path / "elsewhere").mkdir()
    (desk.root / "out/board").symlink_to(tmp_path / "elsewhere")
    built = desk.build(BOARD)
    assert (built.code, "is a link; briefs are not written through links" in built.err) == (2, True)
    assert list((tmp_path / "elsewhere").rglob("*")) == []


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ('[briefs.web]\nkind = "meeting"\nformats = ["docx"]\n', "[briefs.meeting] and [briefs.web] would both write"),
        (
            '[briefs.web]\nkind = "theme"\nfolder = "meeting"\n[briefs.more]\nkind = "theme"\nformats = ["md"]\n'
            'folder = "meeting"\n',
            "[briefs.web] and [briefs.more] would both write meeting/stocks [same-file]",
        ),
        ('[briefs.web]\nkind = "meeting"\n', "would both write meeting/lisbon-2024 [same-file]"),
    ],
)
def test_two_briefs_with_the_same_files_are_refused(desk: Scratch, table: str, told: str) -> None:
    desk.append("briefgen.toml", table)
    ran = desk.do("status")
    assert (ran.code, told in ran.err) == (1, True), ran
    line = len(
        desk.read("briefgen.toml").partition("[briefs.more]" if "more" in table else "[briefs.web]")[0].splitlines()
    )
    assert f"briefgen.toml:{line + 1}:1: error: " in ran.err
    assert ran.out.count("meeting/lisbon-2024\n") + ran.out.count("meeting/lisbon-2024  no build") == 1


def test_the_very_same_brief_in_two_tables_is_one(desk: Scratch) -> None:
    desk.append("briefgen.toml", '[briefs.again]\nkind = "meeting"\nformats = ["md"]\nrecords = ["ordinal = 7"]\n')
    ran = desk.do("status", "--json")
    assert (ran.json["problems"], len(ran.json["briefs"])) == ([], 2)


def test_a_kind_of_brief_is_not_called_issued(workspace: Scratch) -> None:
    workspace.write("templates/issued/brief.md.j2", "# A\n")
    workspace.write("templates/issued/template.toml", 'about = "meeting"\nformats = ["md"]\n')
    ran = workspace.do("issued", "lisbon-2024")
    assert (ran.code, "templates/issued/template.toml: error: a kind of brief cannot be" in ran.err) == (1, True), ran
    assert "[bad-kind]" in ran.err
    made = workspace.do("template", "new", "issued", "--about", "meeting")
    assert (made.code, "is taken: out/issued/ is for what was issued" in made.err) == (2, True)


def test_no_pattern_leads_among_what_was_issued(workspace: Scratch) -> None:
    workspace.edit(
        "templates/meeting/template.toml", 'about = "meeting"\n', 'about = "meeting"\noutput = "issued/{id}"\n'
    )
    ran = workspace.make()
    assert (ran.code, "'issued/{id}' is no name for a file below out/" in ran.err) == (1, True)
    workspace.edit("templates/meeting/template.toml", '"issued/{id}"', '"{where}/{id}"')
    workspace.append("templates/meeting/template.toml", '[parameters.where]\ndefault = "here"\n')
    ran = workspace.make("--where", "issued", "-f", "md")
    assert (ran.code, "is no place for a brief" in ran.err) == (2, True)


@pytest.mark.slow
def test_a_sentence_is_traced_to_what_its_audience_may_know(desk: Scratch) -> None:
    desk.write("facts/sources/cable.yaml", f"{SOURCE}label: Wigwam cable\nmarking: TLP:RED\n")
    words = '"held its seventh session in Lisbon on 11 March 2024"'
    old, new = f"place: {{is: Lisbon, quote: {words}}}", f"{{example-gazette: {words}, cable: wigwam}}"
    desk.edit(MEETING, old, f"place: {{is: Lisbon, src: {new}}}")
    desk.build()
    for file, knows in (("out/meeting/lisbon-2024.md", True), (FILE, False)):
        ran = desk.do("trace", str(desk.root / file), "took place in Lisbon")
        assert (ran.code, "Example Gazette" in ran.out, "Wigwam" in ran.out) == (0, True, knows), ran


# --- the law --------------------------------------------------------------------------------------

CHANGES: dict[str, tuple[str, str, str]] = {
    "restrict": (MEETING, QUOTE, f'{QUOTE}    marking: "TLP:RED"\n'),
    "sentence": (MEETING, "discussed stocks of green coffee.\n", "discussed stocks of red coffee.\n"),
    "source": ("facts/sources/open-report.yaml", "label: Open report", "marking: TLP:RED\nlabel: Wigwam report"),
    "cable": ("facts/sources/zugzwang-cable.yaml", "a report", "a sassafras report"),
    "claim": ("facts/claims/bandicoot.yaml", "says: bandicoot", "says: another bandicoot"),
    "theme": ("facts/themes/stocks.yaml", "label: stocks of green coffee", "label: marzipan\nmarking: TLP:RED"),
    "country": ("facts/countries/finland.yaml", "code: FI", "code: FI\nmarking: TLP:RED"),
    "default": ("briefgen.toml", '# default = "TLP:CLEAR"', 'default = "TLP:GREEN"'),
}


@pytest.mark.slow
@examples(1)
@given(steps=st.lists(st.lists(st.sampled_from(sorted(CHANGES)), min_size=1, max_size=3), min_size=1, max_size=2))
def test_incremental_equals_from_scratch_for_every_audience(desk: Scratch, steps: list[list[str]]) -> None:
    if not (desk.root / "facts/sources/zugzwang-cable.yaml").exists():
        hide(desk)
    before = {name: desk.read(name) for name, _, _ in CHANGES.values()}
    try:
        for changes in steps:
            for change in changes:
                name, old, new = CHANGES[change]
                is_new = new in desk.read(name)
                desk.edit(name, *((new, old) if is_new else (old, new)))
            desk.build()
            assert told(desk.read(FILE)) == []
        incremental = outputs(desk)
        assert from_scratch(desk) == incremental
    finally:
        for name, text in before.items():
            desk.write(name, text.encode())
        desk.build()
