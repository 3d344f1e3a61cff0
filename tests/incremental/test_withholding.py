"""A marking raised after a brief went to its readers: what holds too much is named and put away, and all goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.incremental.withholding import raised_files, raised_issues, withhold, withhold_alone
from briefgen.outputs.artifacts import Artifacts
from briefgen.outputs.manifest import Owner
from tests.incremental.conftest import opened
from tests.incremental.test_audience_build import BOARD, BRIEFS, FILE, POINT, RED, WHOLE
from tests.incremental.test_build import standings
from tests.workspaces import MEETING, Scratch
from tests.writers.docx.packages import changed

WORDS = "stocks of green coffee"
TABLE = Path("out/.briefgen")


@pytest.fixture
def desk(workspace: Scratch) -> Scratch:
    workspace.append("briefgen.toml", BRIEFS)
    return workspace


def holding(desk: Scratch, words: str, folder: str = "out/board") -> list[str]:
    """The files that readers can come to and that have these words."""
    files = (p for p in sorted((desk.root / folder).rglob("*")) if p.is_file())
    return [p.relative_to(desk.root).as_posix() for p in files if words.encode() in p.read_bytes()]


def test_an_edited_file_is_put_away_with_its_copies_and_made_again(desk: Scratch) -> None:
    desk.build()
    edited = desk.read(FILE).replace("11 March 2024", "about 11 March 2024", 1)
    desk.write(FILE, edited)
    desk.write(FILE.replace(".md", ".edited-1.md"), edited)
    desk.edit(MEETING, POINT, RED)
    before = desk.do("status")
    assert f"{FILE}: error: readers of TLP:GREEN had this file, and may not see any more what it says of" in before.err
    built = desk.build()
    assert (built.code, f"{FILE}: error: readers of TLP:GREEN had this file" in built.err) == (1, True), built
    assert "[marking-raised]" in built.err
    assert holding(desk, WORDS) == []
    assert "11 March 2024" in desk.read(FILE)
    kept = TABLE / "withheld/1/board/monthly/lisbon-2024.tlp-green.md"
    assert desk.read(str(kept)) == edited
    assert desk.read(str(kept).replace(".md", ".edited-1.md")) == edited
    assert (desk.root / TABLE / "withheld").stat().st_mode & 0o077 == 0
    again = desk.build()
    assert (again.code, again.out, again.err) == (0, "2 briefs: 2 fresh\n", "")


@pytest.mark.slow
def test_what_was_generated_before_goes_as_well(desk: Scratch) -> None:
    desk.build(BOARD)
    desk.edit(MEETING, POINT, RED)
    desk.build(BOARD)
    assert holding(desk, WORDS, "out/.briefgen/generated") == []


@pytest.mark.slow
def test_an_orphan_whose_record_was_marked_higher_is_put_away(desk: Scratch) -> None:
    desk.build()
    desk.append(MEETING, 'marking: "TLP:RED"\n')
    built = desk.build("--json")
    found = [(d["file"], d["code"]) for d in built.json["problems"] if d["code"] == "marking-raised"]
    assert (built.code, found) == (1, [(FILE, "marking-raised")])
    assert list((desk.root / "out/board").rglob("*.md")) == []


@pytest.mark.slow
def test_a_brief_that_was_not_asked_for_is_put_away_too_and_made_when_it_is(desk: Scratch) -> None:
    desk.build()
    desk.edit(MEETING, POINT, RED)
    assert "[marking-raised]" in desk.build(WHOLE).err
    assert not (desk.root / FILE).exists()
    assert standings(desk.build("--json"))[BOARD] == "made"
    assert WORDS not in desk.read(FILE)


@pytest.mark.slow
def test_it_is_known_without_any_memory(desk: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.build()
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "other"))
    desk.write(FILE, desk.read(FILE) + "\nMine.\n")
    desk.edit(MEETING, POINT, RED)
    assert "[marking-raised]" in desk.build().err
    assert holding(desk, WORDS) == []


@pytest.mark.slow
def test_words_that_changed_with_their_marking_are_put_away(desk: Scratch) -> None:
    desk.build()
    desk.write(FILE, desk.read(FILE) + "\nMine.\n")
    desk.edit(MEETING, POINT, RED.replace("green coffee", "red coffee"))
    assert "[marking-raised]" in desk.build().err
    assert holding(desk, WORDS) == []


@pytest.mark.slow
def test_one_brief_by_itself_is_put_away_as_well(desk: Scratch) -> None:
    asked = ("meeting", "lisbon-2024", "-w", str(desk.root), "-f", "md", "--audience", "TLP:GREEN")
    desk.run(*asked)
    file = "out/meeting/lisbon-2024.tlp-green.md"
    desk.write(file, desk.read(file) + "\nMine.\n")
    desk.edit(MEETING, POINT, RED)
    made = desk.run(*asked)
    assert (made.code, "[marking-raised]" in made.err, WORDS in desk.read(file)) == (1, True, False)


@pytest.mark.slow
def test_an_issue_is_named_once_and_the_next_one_is_made(desk: Scratch) -> None:
    issue = ("issue", "meeting", "lisbon-2024", "-w", str(desk.root), "--audience", "TLP:GREEN")
    assert desk.run(*issue, "--date", "2026-03-01").code == 0
    desk.build()
    desk.edit(MEETING, POINT, RED)
    place = "out/issued/meeting/lisbon-2024.tlp-green/1"
    assert f"{place}: error: issue 1 of meeting/lisbon-2024.tlp-green was issued to readers of" in desk.build().err
    desk.edit(MEETING, "date: {is: 2024-03-11,", "date: {is: 2024-03-12,")
    assert place not in desk.build().err
    assert "issue 2 in" in desk.run(*issue, "--date", "2026-03-02").out


@pytest.mark.slow
def test_a_participant_who_is_withheld_freezes_no_brief_and_is_no_news(desk: Scratch) -> None:
    issue = ("issue", "meeting", "lisbon-2024", "-w", str(desk.root), "--audience", "TLP:GREEN")
    desk.run(*issue, "--date", "2026-03-01")
    desk.build()
    assert "Ethiopia" in desk.read(FILE)
    desk.append("facts/countries/ethiopia.yaml", 'marking: "TLP:RED"\n')
    built = desk.build("--json")
    assert standings(built)[BOARD] == "made"
    assert "Ethiopia" not in desk.read(FILE)
    assert "**Changed** (attendance" not in desk.read(FILE)
    assert "issue 2 in" in desk.run(*issue, "--date", "2026-03-02").out
    assert desk.do("verify", str(desk.root / FILE)).code in (0, 1)


@pytest.mark.slow
@pytest.mark.parametrize(
    "raise_it",
    [
        lambda desk: desk.append("facts/sources/example-gazette.yaml", 'marking: "TLP:RED"\n'),
        lambda desk: desk.append("facts/themes/stocks.yaml", 'marking: "TLP:RED"\n'),
        lambda desk: desk.edit("briefgen.toml", "[markings]\n", '[markings]\ndefault = "TLP:RED"\n'),
        lambda desk: desk.edit("briefgen.toml", "[markings]\n", '[markings]\nscheme = ["TLP:GREEN", "TLP:CLEAR"]\n'),
    ],
    ids=["a source", "a theme", "what carries no marking", "the order of markings"],
)
def test_however_a_marking_was_raised_what_holds_too_much_is_put_away(
    desk: Scratch, raise_it: Callable[[Scratch], None]
) -> None:
    desk.build(BOARD)
    assert holding(desk, WORDS) == [FILE]
    raise_it(desk)
    assert "[marking-raised]" in desk.build().err
    assert holding(desk, WORDS) == []


def test_the_report_names_nothing_that_readers_may_not_know(desk: Scratch) -> None:
    desk.build()
    desk.append("facts/countries/ethiopia.yaml", 'marking: "TLP:RED"\n')
    desk.edit(MEETING, "place: {is: Lisbon,", "place: {is: Lisboa,")
    assert "country/ethiopia" in desk.build("--explain").out
    report = desk.read(str(TABLE / "report.json"))
    (line,) = (row for row in report.splitlines() if row.lstrip().startswith('{"name": "meeting/lisbon-2024 (for'))
    assert "ethiopia" not in line.lower()
    assert "place of meeting/lisbon-2024 changed" in line
    assert "the facts changed" in line


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["docx", "md"])
def test_what_was_put_away_and_is_saved_again_from_an_open_window_is_put_away_again(desk: Scratch, suffix: str) -> None:
    desk.edit("briefgen.toml", 'formats = ["md"]\naudience', f'formats = ["{suffix}"]\naudience')
    path = desk.root / FILE.replace(".md", f".{suffix}")
    desk.build(BOARD)
    opened = path.read_bytes()
    if suffix == "docx":  # and goes on being written in
        opened = changed(
            opened, "word/document.xml", lambda xml: xml.replace("11 March 2024", "about 11 March 2024", 1)
        )
    desk.edit(MEETING, POINT, RED)
    assert "[marking-raised]" in desk.build(BOARD).err
    made = path.read_bytes()
    path.write_bytes(opened)
    assert "[marking-raised]" in desk.do("status").err
    built = desk.build(BOARD)
    assert (built.code, "has been saved again since from a window that was open" in built.err) == (1, True), built
    assert path.read_bytes() == made
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    assert desk.build(BOARD).code == 0


@pytest.mark.slow
def test_an_edit_of_the_new_version_is_no_file_that_came_back(desk: Scratch) -> None:
    desk.build(BOARD)
    desk.edit(MEETING, POINT, RED)
    desk.build(BOARD)
    desk.write(FILE, desk.read(FILE) + "\nMine.\n")
    assert (desk.build(BOARD).code, "Mine." in desk.read(FILE)) == (0, True)


# --- what is raised, file by file, without a build -----------------------------------------------------------


MINE, OTHER, PLAIN = "board/mine.md", "board/other.md", "board/plain.md"


@pytest.fixture
def held(workspace: Scratch) -> Artifacts:
    """Files for readers of TLP:GREEN, and one for all, of facts that are marked higher since."""
    artifacts = Artifacts(workspace.root / "out")
    brief = "meeting/lisbon-2024 (for TLP:GREEN)"
    artifacts.write({MINE: b"mine"}, Owner(brief, "TLP:GREEN", ("meeting/lisbon-2024/date", "country/brazil/name")))
    artifacts.write({OTHER: b"other"}, Owner(brief, "TLP:GREEN", ("country/brazil/name", "source/example-gazette")))
    artifacts.write({PLAIN: b"plain"}, Owner("meeting/lisbon-2024"))
    assert raised_files(opened(workspace), artifacts) == []
    workspace.append(MEETING, 'marking: "TLP:RED"\n')
    return artifacts


def there(artifacts: Artifacts) -> set[str]:
    return {
        p.relative_to(artifacts.out).as_posix() for p in artifacts.out.rglob("board/*") if ".briefgen" not in str(p)
    }


def test_a_file_with_what_its_readers_may_not_see_any_more_is_named(workspace: Scratch, held: Artifacts) -> None:
    (found,) = raised_files(opened(workspace), held)
    assert (str(found.location), found.code) == ("out/board/mine.md", "marking-raised")
    said = "may not see any more what it says of meeting/lisbon-2024/date"
    assert found.message == f"readers of TLP:GREEN had this file, and {said}"
    assert found.hint == "briefgen build puts it out of their reach"
    workspace.append("facts/countries/brazil.yaml", 'marking: "TLP:RED"\n')
    mine, other = (d.message for d in raised_files(opened(workspace), held))
    assert mine == f"readers of TLP:GREEN had this file, and {said} and 1 more"
    assert other.endswith("what it says of country/brazil/name")
    workspace.append("facts/sources/example-gazette.yaml", 'marking: "TLP:RED"\n')
    assert raised_files(opened(workspace), held)[1].message.endswith("what it says of country/brazil/name and 1 more")


def test_where_the_scheme_of_markings_was_given_up_nothing_is_raised(workspace: Scratch, held: Artifacts) -> None:
    workspace.edit("briefgen.toml", "[markings]\n", '[markings]\nscheme = ["OPEN", "TLP:RED"]\ndefault = "OPEN"\n')
    assert raised_files(opened(workspace), held) == []


def test_it_is_put_away_and_said_where(workspace: Scratch, held: Artifacts) -> None:
    with held.batch():
        (found,) = withhold(opened(workspace), held)
    assert found.message.endswith("/date; it is now out/.briefgen/withheld/1/board/mine.md")
    assert "tell the readers who have it" in (found.hint or "")
    assert there(held) == {OTHER, PLAIN}
    assert (held.out / ".briefgen/withheld/1/board/mine.md").read_bytes() == b"mine"
    assert raised_files(opened(workspace), held) == []


def test_a_file_that_has_gone_already_is_forgotten(workspace: Scratch, held: Artifacts) -> None:
    (held.out / MINE).unlink()
    with held.batch():
        (found,) = withhold(opened(workspace), held)
    assert found.message.endswith("what it says of meeting/lisbon-2024/date")
    assert MINE not in held.manifest.files


def test_one_that_is_saved_again_from_an_open_window_is_put_away_again(workspace: Scratch, held: Artifacts) -> None:
    with held.batch():
        withhold(opened(workspace), held)
    held.write({MINE: b"new"}, Owner("meeting/lisbon-2024 (for TLP:GREEN)", "TLP:GREEN", ()))
    assert raised_files(opened(workspace), held) == []
    (held.out / MINE).write_bytes(b"mine")
    (found,) = raised_files(opened(workspace), held)
    assert found.message == (
        "it was put away when a marking was raised, and has been saved again since from a window that was open"
    )
    held.write({MINE: b"new"}, Owner("meeting/lisbon-2024"))
    assert raised_files(opened(workspace), held) == []
    (held.out / MINE).write_bytes(b"mine")
    assert raised_files(opened(workspace), held) == []  # from a file for all nothing is withheld


def test_a_run_of_its_own_puts_away_its_own_files_alone(workspace: Scratch, held: Artifacts) -> None:
    workspace.append("facts/countries/brazil.yaml", 'marking: "TLP:RED"\n')
    at = opened(workspace)
    assert withhold_alone(at, held, [PLAIN, "board/none.md"]) == []
    assert there(held) == {MINE, OTHER, PLAIN}
    (found,) = withhold_alone(at, held, [OTHER, PLAIN])
    assert (found.location.file, there(held)) == ("out/board/other.md", {MINE, PLAIN})


def test_issues_are_named_by_their_folders_and_only_those_whose_readers_may_see_less(workspace: Scratch) -> None:
    issue = ("issue", "meeting", "lisbon-2024", "-w", str(workspace.root), "--date", "2026-03-01")
    for audience in ((), ("--audience", "TLP:GREEN")):
        assert workspace.run(*issue, *audience).code == 0
    assert raised_issues(opened(workspace)) == {}
    workspace.append("facts/sources/example-gazette.yaml", 'marking: "TLP:RED"\n')
    place = "out/issued/meeting/lisbon-2024.tlp-green/1"
    ((shown, found),) = raised_issues(opened(workspace)).items()
    assert (shown, found.location.file, found.code) == (place, place, "marking-raised")
    assert "issue 1 of meeting/lisbon-2024.tlp-green was issued to readers of TLP:GREEN, and may not" in found.message
    workspace.write("out/issued/meeting/lisbon-2024/1/issue.json", "{")
    assert [*raised_issues(opened(workspace))] == [place]  # what is damaged hides no other
    workspace.write(f"{place}/issue.json", "{")
    assert raised_issues(opened(workspace)) == {}
