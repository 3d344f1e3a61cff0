"""A brief for an audience: what is marked higher is in no part of it, and no count, gap or conflict tells of it."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.workspaces import MEETING, Ran, Scratch

SOURCE = "type: essay\nlanguage: en\nretrieved: 2024-03-15\ndescriptor: a report\n"
FORBIDDEN = ("zugzwang", "quicksilver", "marzipan", "xylophone", "bandicoot", "gallimaufry", "sassafras", "wigwam")
"""Words that stand only in what is marked TLP:RED: ids, names, values, quotes, locators, remarks."""


@pytest.fixture
def desk(workspace: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scratch:
    """A workspace with a memory, restricted facts all over it, and briefs for readers of TLP:GREEN."""
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    hide(workspace)
    return workspace


def hide(workspace: Scratch) -> None:
    write, edit = workspace.write, workspace.edit
    write("facts/sources/zugzwang-cable.yaml", f"{SOURCE}label: Zugzwang cable\nmarking: TLP:RED\n")
    write("facts/sources/open-report.yaml", f"{SOURCE}label: Open report\n")
    write("facts/persons/quicksilver.yaml", "name: Ada Quicksilver\nsrc: zugzwang-cable\nmarking: TLP:RED\n")
    write("facts/themes/marzipan.yaml", "label: Marzipan\nmarking: TLP:RED\n")
    write(
        "facts/meetings/gallimaufry-2024.yaml",
        "src: {zugzwang-cable#gallimaufry7: gallimaufry words}\nnames: The Gallimaufry\nseries: harvest-forum\n"
        "date: 2024-05-01\nplace: Wigwam\nattendance: {parties: [brazil, finland]}\nmarking: TLP:RED\n",
    )
    write("facts/countries/finland.yaml", "code: FI\nmarking: TLP:RED\n")
    write("facts/claims/bandicoot.yaml", "src: open-report\nsaid_by: quicksilver\nsays: bandicoot\nmode: reported\n"
          "at: lisbon-2024\n")  # fmt: skip
    write("facts/gaps/sassafras.yaml", "question: Where is Sassafras?\nabout: [lisbon-2024, quicksilver]\n"
          "recorded: 2024-03-15\n")  # fmt: skip
    edit(MEETING, "place: {is: Lisbon,", "venue: {is: Xylophone hall, marking: TLP:RED}\nplace: {is: Lisbon,")
    edit(MEETING, "date: {is: 2024-03-11,", "date:\n  - {is: 2024-03-19, marking: TLP:RED, "
         "src: {zugzwang-cable: xylophone day}}\n  - {is: 2024-03-11,")  # fmt: skip


def make(desk: Scratch, *arguments: str) -> Ran:
    return desk.run("meeting", "lisbon-2024", "-w", str(desk.root), *arguments)


def everything_in(content: bytes, name: str) -> str:
    """All text of a file; of a package that of all its parts, with their names."""
    if not name.endswith(".docx"):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(BytesIO(content)) as package:
        return " ".join(n + package.read(n).decode("utf-8", "replace") for n in package.namelist())


def told(text: str) -> list[str]:
    return [word for word in FORBIDDEN if word in text.lower()]


BRIEFS = '\n[briefs.board]\nkind = "meeting"\naudience = "TLP:GREEN"\nfolder = "board"\n'
STEM = "out/meeting/lisbon-2024.tlp-green"


def build(desk: Scratch, *arguments: str) -> Ran:
    return desk.run("build", "-w", str(desk.root), "--jobs", "1", *arguments)


def all_told(desk: Scratch, *folders: str) -> dict[str, list[str]]:
    """The forbidden words in files below folders, in their names, and in every part of a Word file."""
    files = [p for folder in folders for p in sorted((desk.root / folder).rglob("*")) if p.is_file()]
    found = {p.name: told(p.name + everything_in(p.read_bytes(), p.name)) for p in files}
    assert found
    return {name: words for name, words in found.items() if words}


def test_what_is_marked_higher_is_in_no_part_of_any_file(desk: Scratch) -> None:
    made = make(desk, "--audience", "TLP:GREEN", "--json")
    assert made.code == 0, made.err
    assert told(made.out + made.err) == []
    assert {Path(f["path"]).name for f in made.json["files"]} == {
        "lisbon-2024.tlp-green.docx",
        "lisbon-2024.tlp-green.md",
    }
    assert made.json["marking"] == "TLP:CLEAR"
    assert all_told(desk, "out") == {}
    assert "11 March 2024" in desk.read(f"{STEM}.md")


def test_conflicts_counts_and_gaps_are_those_of_what_is_released(desk: Scratch) -> None:
    whole = make(desk, "-f", "md", "--json").json
    released = make(desk, "-f", "md", "-a", "TLP:GREEN", "--json").json
    assert [c["id"] for c in whole["conflicts"]] == ["value-lisbon-2024-date"]
    assert released["conflicts"] == []
    assert (len(whole["sources"]), len(released["sources"])) == (3, 1)
    assert (whole["gaps"], released["gaps"]) == (2, 1)
    text = desk.read("out/meeting/lisbon-2024.md")
    assert set(told(text)) >= {"quicksilver", "bandicoot", "sassafras", "xylophone"}
    assert "Finland" in text
    text = desk.read(f"{STEM}.md")
    assert "Finland" not in text
    assert "the sources disagree" not in text.lower()


def test_every_kind_of_brief_holds_it_back(desk: Scratch) -> None:
    for kind, records in (("country", "code = BR"), ("theme", "all")):
        table = f'[briefs.{kind}]\nrecords = ["{records}"]\naudience = "TLP:GREEN"\nformats = ["md"]\n'
        desk.append("briefgen.toml", f"\n{table}")
    built = build(desk, "--json")
    assert built.code == 0, built.err
    assert [e["name"] for e in built.json["briefs"]] == [
        "country/brazil (for TLP:GREEN)",
        "theme/stocks (for TLP:GREEN)",
    ]
    assert all_told(desk, "out") == {}
    in_full = desk.run("country", "brazil", "--depth", "full", "-a", "TLP:GREEN", "-w", str(desk.root))
    assert in_full.code == 0, in_full.err
    pictures = [path.name for path in (desk.root / "out/country").glob("*.png")]
    assert pictures
    assert [name for name in pictures if "tlp-green" not in name] == []  # no other audience's


# --- what is refused ------------------------------------------------------------------------------


def test_a_record_above_the_ceiling_is_refused_by_its_id(desk: Scratch) -> None:
    ran = desk.run("meeting", "gallimaufry-2024", "-a", "TLP:GREEN", "-w", str(desk.root))
    assert ran.code == 1
    assert ran.err.startswith("facts/meetings/gallimaufry-2024.yaml:1:1: error: the meeting 'gallimaufry-2024' is not")
    assert "[not-released]" in ran.err
    desk.append("briefgen.toml", BRIEFS + 'records = ["lisbon-2024", "gallimaufry-2024"]\n')
    built = build(desk)
    assert built.code == 1
    assert "is not released to readers of TLP:GREEN [not-released]" in built.err
    assert (desk.root / "out/board/lisbon-2024.tlp-green.md").is_file()


@pytest.mark.parametrize("records", ["all", "series = harvest-forum"])
def test_choices_leave_out_what_is_not_released(desk: Scratch, records: str) -> None:
    desk.append("briefgen.toml", BRIEFS + f'records = ["{records}"]\nformats = ["md"]\n')
    status = desk.run("status", "-w", str(desk.root), "--json")
    assert [e["name"] for e in status.json["briefs"]] == ["meeting/lisbon-2024 (for TLP:GREEN, in board)"]
    assert status.json["problems"] == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            'audience = "TLP:GREN"',
            ":12: error: 'TLP:GREN' is no marking here [unknown-marking]\n  hint: did you mean 'TLP",
        ),
        ('folder = "../board"', "'../board' is no folder below out/ [bad-folder]"),
        ('folder = "/board"', "'/board' is no folder below out/ [bad-folder]"),
        ('folder = "Board"', "'Board' is no folder below out/ [bad-folder]"),
        ('folder = "a//b"', "'a//b' is no folder below out/ [bad-folder]"),
        ('folder = ".briefgen"', "'.briefgen' is no folder below out/ [bad-folder]"),
        ('folder = "aux"', "'aux' is no folder below out/ [bad-folder]"),
        ('folder = "issued/meeting"', "'issued' is for what was issued [bad-folder]"),
    ],
)
def test_a_mistake_in_the_list_makes_nothing(workspace: Scratch, line: str, told: str) -> None:
    workspace.write("briefgen.toml", f'[briefs.meeting]\nformats = ["md"]\n{line}\n')
    built = build(workspace)
    assert (built.code, told.replace(":12:", ":1:") in built.err) == (1, True), built.err
    assert "briefgen.toml:3:1: error: " in built.err
    assert list((workspace.root / "out").rglob("*.md")) == []


def test_a_marking_that_there_is_not_makes_no_brief(workspace: Scratch) -> None:
    ran = workspace.make("--audience", "GREEN")
    assert (ran.code, ran.err) == (2, "briefgen: 'GREEN' is no marking here; did you mean 'TLP:GREEN'?\n")


def test_a_floor_above_the_audience_is_told_once(workspace: Scratch) -> None:
    settings = workspace.read("templates/meeting/template.toml")
    workspace.write("templates/meeting/template.toml", 'marking-floor = "TLP:AMBER"\n' + settings)
    ran = workspace.make("--audience", "TLP:GREEN")
    said = "such a brief is marked TLP:AMBER at least, and readers of TLP:GREEN may not see it [audience-too-low]"
    assert ran.code == 1
    assert ran.err.startswith(f"templates/meeting/template.toml:1:1: error: {said}")
    workspace.write("briefgen.toml", '[briefs.meeting]\naudience = "TLP:GREEN"\n')
    built = build(workspace)
    assert (built.code, built.err.count(said)) == (1, 1)
    assert f"briefgen.toml:2:1: error: {said}" in built.err


def test_a_template_cannot_lift_the_ceiling(desk: Scratch) -> None:
    text = (
        "# {{ meeting.names[0] }}\n\n{{ meeting.venue or 'none' }} {{ brief.marking }}\n\n"
        "{% for claim in meeting.claims %}- {{ claim.says|sentence }}\n{% endfor %}\n"
        "{% for m in meeting.rest_of_series %}- {{ m.place }}\n{% endfor %}\n"
        "{% for m in meeting.series.record.meetings %}- {{ m.names[0] }}\n{% endfor %}\n"
    )
    desk.write("templates/note/template.toml", 'about = "meeting"\nformats = ["md"]\n')
    desk.write("templates/note/brief.md.j2", text.encode())
    made = desk.run("note", "lisbon-2024", "-a", "TLP:GREEN", "-w", str(desk.root))
    assert made.code == 0, made.err
    assert told(desk.read("out/note/lisbon-2024.tlp-green.md")) == []
    assert "none TLP:CLEAR" in desk.read("out/note/lisbon-2024.tlp-green.md")


def test_warnings_name_nothing_that_is_held_back(desk: Scratch) -> None:
    desk.edit("facts/sources/zugzwang-cable.yaml", "label: Zugzwang cable", 'label: "Zugzwang \u202acable"')
    assert "zugzwang-cable.yaml" in make(desk, "-f", "md").err
    assert make(desk, "-f", "md", "-a", "TLP:GREEN").err == ""


def test_a_file_that_cannot_be_read_is_not_named(desk: Scratch) -> None:
    desk.write("facts/persons/wigwam.yaml", "name: [Wigwam\n")
    assert "wigwam.yaml" in make(desk, "-f", "md").err
    made = make(desk, "-f", "md", "-a", "TLP:GREEN")
    assert (made.code, told(made.out + made.err)) == (0, [])
    assert "there are 1 errors in facts that this brief does not use [errors-elsewhere]" in made.err
