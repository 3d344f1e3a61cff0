"""A brief for an audience: what is marked higher is in no part of it, and no count, gap or conflict tells of it."""

from __future__ import annotations

import pickle
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from briefgen.briefs.issue import Ground
from briefgen.briefs.news import Dispute, Fact, Snapshot
from briefgen.errors import UsageProblem
from briefgen.facts.conflicts.conflict import Conflict, ConflictType
from briefgen.workspace.audience import Audience, released
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.facts.pages import load_page
from tests.workspaces import MEETING, Scratch

SOURCE = "type: essay\nlanguage: en\nretrieved: 2024-03-15\ndescriptor: a report\n"
FORBIDDEN = ("zugzwang", "quicksilver", "marzipan", "xylophone", "bandicoot", "gallimaufry", "sassafras", "wigwam")
"""Words that stand only in what is marked TLP:RED: ids, names, values, quotes, locators, remarks."""


@pytest.fixture
def desk(workspace: Scratch) -> Scratch:
    """A workspace with a memory, restricted facts all over it, and briefs for readers of TLP:GREEN."""
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


# --- what readers may not know -----------------------------------------------------------------


def test_of_a_dispute_about_a_record_of_which_something_went_only_what_is_still_known_is_remembered(
    tmp_path: Path,
) -> None:
    """A record may stay while one of its values is held back: then its disputes are told anew."""
    page = f"=== sources/wire.yaml\n{SOURCE}label: Wire\n=== meetings/m.yaml\nsrc: wire\nplace: Lisbon\n"
    cut = page + "venue: {is: Old Mill, marking: TLP:RED}\n"
    whole, left = (load_page(tmp_path / name, text).base for name, text in (("whole", cut), ("left", page)))
    readers = Audience(whole, left, "TLP:GREEN")
    dispute = Dispute("c", ("meeting/m",), "venue", "open", ("Lisbon", "Old Mill"), "one of them is wrong")
    place = Fact("meeting/m/place/1", "meeting/m", "place", "Lisbon", sources=("wire",))
    assert readers.remembering(Snapshot((place,), (dispute,)), ()).disputes == ()
    still = Conflict("c", ConflictType.VALUE, ("meeting/m",), "venue", ())
    (kept,) = readers.remembering(Snapshot((place,), (dispute,)), (still,)).disputes
    assert (kept.values, kept.said) == (("Lisbon",), "")


def test_of_warnings_only_those_of_files_of_which_all_is_released_are_told(tmp_path: Path) -> None:
    """An error is told to everybody: without the record the brief would be another one."""
    page = f"""
=== sources/wire.yaml
{SOURCE}label: Wi\u202are
=== sources/cable.yaml
{SOURCE}label: Ca\u202able
marking: TLP:RED
=== meetings/bad.yaml
nonsense: 1
"""
    loaded = load_page(tmp_path, page)
    files = {d.location.file.rpartition("/")[2]: d.severity for d in loaded.diagnostics}
    assert {"wire.yaml", "cable.yaml", "bad.yaml"} == files.keys()
    left = {d.location.file.rpartition("/")[2] for d in released(loaded, {""}, (), "en").diagnostics}
    assert left == {"wire.yaml", "bad.yaml"}


@pytest.fixture
def opened(workspace: Scratch) -> Workspace:
    """A workspace with restricted facts, as all may know them."""
    hide(workspace)
    return Workspace(find_workspace(workspace.root)[0], Store(None))


@pytest.fixture
def green(opened: Workspace) -> Workspace:
    return opened.for_audience("TLP:GREEN")


REASONS = (
    "facts/persons/quicksilver.yaml changed",
    "person/quicksilver changed",
    "meeting/lisbon-2024 changed",
    "source/zugzwang-cable is new",
    "the template changed",
    "theme/stocks and theme/marzipan changed",
)


def test_reasons_that_name_what_is_held_back_are_not_told(opened: Workspace, green: Workspace) -> None:
    assert green.readers.tellable(REASONS[1:]) == ("meeting/lisbon-2024 changed", "the template changed")
    assert opened.readers.tellable(REASONS) == REASONS
    assert opened.for_audience("TLP:RED").readers.tellable(REASONS) == REASONS


def test_a_record_that_is_held_back_is_refused_at_its_place_and_no_other(green: Workspace) -> None:
    refused = green.readers.refuse("person/quicksilver")
    assert refused is not None
    assert (refused.code, refused.location.file) == ("not-released", "facts/persons/quicksilver.yaml")
    assert green.readers.refuse("meeting/lisbon-2024") is None
    assert green.readers.refuse("person/nobody") is None


def ground(workspace: Workspace, subject: str, property_: str, *sources: str) -> Ground:
    statements = workspace.facts.base.records[subject].statements
    id_ = next(s.id for s in statements if s.property == property_)
    return Ground(id_, subject, sources, (), "")


def test_of_what_an_issue_rests_on_statements_and_sources_are_held_back(opened: Workspace, green: Workspace) -> None:
    place, venue = (ground(opened, "meeting/lisbon-2024", name, "example-gazette") for name in ("place", "venue"))
    name = ground(opened, "person/quicksilver", "name", "zugzwang-cable")
    gazette, cable = "source/example-gazette", "source/zugzwang-cable"
    assert green.readers.held_back_among([place.id, gazette]) == []
    assert green.readers.held_back_among([place.id, venue.id, name.id, gazette, cable]) == [venue.id, name.id, cable]
    assert opened.readers.held_back_among([place.id, venue.id, name.id, gazette, cable]) == []


def fact(workspace: Workspace, subject: str, property_: str, words: str, *sources: str) -> Fact:
    return Fact(ground(workspace, subject, property_).id, subject, property_, words, sources=sources)


def test_of_an_earlier_issue_nothing_that_is_held_back_is_remembered(opened: Workspace, green: Workspace) -> None:
    place = fact(opened, "meeting/lisbon-2024", "place", "Lisbon", "example-gazette", "zugzwang-cable")
    venue = fact(opened, "meeting/lisbon-2024", "venue", "Xylophone hall", "example-gazette")
    open_ = Dispute("c1", ("theme/stocks",), "place", "open", ("Lisbon",), "said")
    cut = Dispute("c2", ("meeting/lisbon-2024",), "venue", "open", ("Lisbon", "Xylophone hall"), "said")
    before = Snapshot((place, venue), (open_, cut))
    after = green.readers.remembering(before, ())
    assert [(f.words, f.sources) for f in after.facts] == [("Lisbon", ("example-gazette",))]
    assert after.disputes == (open_,)
    assert told(str(after)) == []
    still = replace(cut, values=("Lisbon",), said="")
    conflict = Conflict("c2", ConflictType.VALUE, ("meeting/lisbon-2024",), "place", ())
    assert green.readers.remembering(before, (conflict,)).disputes == (open_, still)
    assert opened.readers.remembering(before, ()) == before


def test_an_audience_is_a_workspace_of_its_own_and_the_same_one_again(opened: Workspace, green: Workspace) -> None:
    assert opened.for_audience("TLP:GREEN") is green
    assert green.for_audience("") is green
    assert green.for_audience("TLP:RED") is opened.for_audience("TLP:RED")
    assert opened.for_audience("") is opened
    assert (green.whole, opened.whole, type(green)) == (opened, opened, Workspace)
    assert opened.facts.base.record("person/quicksilver") is not None
    assert green.facts.base.record("person/quicksilver") is None
    with pytest.raises(UsageProblem, match="'TLP:GREN' is no marking here; did you mean 'TLP:GREEN'"):
        opened.for_audience("TLP:GREN")


def test_another_process_reads_the_same_workspace_for_the_same_audience(green: Workspace) -> None:
    again = pickle.loads(pickle.dumps(green))
    assert (again.audience, again.facts.base.record("person/quicksilver")) == ("TLP:GREEN", None)
    assert again.whole.facts.base.record("person/quicksilver") is not None


# --- briefs for an audience ---------------------------------------------------------------------


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


def all_told(desk: Scratch, *folders: str) -> dict[str, list[str]]:
    """The forbidden words in files below folders, in their names, and in every part of a Word file."""
    files = [p for folder in folders for p in sorted((desk.root / folder).rglob("*")) if p.is_file()]
    found = {p.name: told(p.name + everything_in(p.read_bytes(), p.name)) for p in files}
    assert found
    return {name: words for name, words in found.items() if words}


def test_what_is_marked_higher_is_in_no_part_of_any_file(desk: Scratch) -> None:
    made = desk.do("meeting", "lisbon-2024", "--audience", "TLP:GREEN", "--json")
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
    whole = desk.do("meeting", "lisbon-2024", "-f", "md", "--json").json
    released = desk.do("meeting", "lisbon-2024", "-f", "md", "-a", "TLP:GREEN", "--json").json
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
    built = desk.build("--json")
    assert built.code == 0, built.err
    assert [e["name"] for e in built.json["briefs"]] == [
        "country/brazil (for TLP:GREEN)",
        "theme/stocks (for TLP:GREEN)",
    ]
    assert all_told(desk, "out") == {}
    sixth = desk.read("facts/meetings/lisbon-2024.yaml").partition("claims:")[0].partition("documents:")[0]
    desk.write("facts/meetings/porto-2023.yaml", sixth.replace("2024-03-11", "2023-03-11").replace("is: 7", "is: 6"))
    in_full = desk.do("theme", "stocks", "--depth", "full", "-a", "TLP:GREEN")
    assert in_full.code == 0, in_full.err
    pictures = [path.name for path in (desk.root / "out/theme").glob("*.png")]
    assert pictures
    assert [name for name in pictures if "tlp-green" not in name] == []  # no other audience's


# --- what is refused ------------------------------------------------------------------------------


def test_a_record_above_the_ceiling_is_refused_by_its_id(desk: Scratch) -> None:
    ran = desk.do("meeting", "gallimaufry-2024", "-a", "TLP:GREEN")
    assert ran.code == 1
    assert ran.err.startswith("facts/meetings/gallimaufry-2024.yaml:1:1: error: the meeting 'gallimaufry-2024' is not")
    assert "[not-released]" in ran.err
    desk.append("briefgen.toml", BRIEFS + 'records = ["lisbon-2024", "gallimaufry-2024"]\n')
    built = desk.build()
    assert built.code == 1
    assert "is not released to readers of TLP:GREEN [not-released]" in built.err
    assert (desk.root / "out/board/lisbon-2024.tlp-green.md").is_file()


@pytest.mark.parametrize("records", ["all", "series = harvest-forum"])
def test_choices_leave_out_what_is_not_released(desk: Scratch, records: str) -> None:
    desk.append("briefgen.toml", BRIEFS + f'records = ["{records}"]\nformats = ["md"]\n')
    status = desk.do("status", "--json")
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
    built = workspace.build()
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
    built = workspace.build()
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
    made = desk.do("note", "lisbon-2024", "-a", "TLP:GREEN")
    assert made.code == 0, made.err
    assert told(desk.read("out/note/lisbon-2024.tlp-green.md")) == []
    assert "none TLP:CLEAR" in desk.read("out/note/lisbon-2024.tlp-green.md")


def test_warnings_name_nothing_that_is_held_back(desk: Scratch) -> None:
    desk.edit("facts/sources/zugzwang-cable.yaml", "label: Zugzwang cable", 'label: "Zugzwang \u202acable"')
    assert "zugzwang-cable.yaml" in desk.do("meeting", "lisbon-2024", "-f", "md").err
    assert desk.do("meeting", "lisbon-2024", "-f", "md", "-a", "TLP:GREEN").err == ""


def test_a_file_that_cannot_be_read_is_not_named(desk: Scratch) -> None:
    desk.write("facts/persons/wigwam.yaml", "name: [Wigwam\n")
    assert "wigwam.yaml" in desk.do("meeting", "lisbon-2024", "-f", "md").err
    made = desk.do("meeting", "lisbon-2024", "-f", "md", "-a", "TLP:GREEN")
    assert (made.code, told(made.out + made.err)) == (0, [])
    assert "there is one error in facts that this brief does not use [errors-elsewhere]" in made.err
