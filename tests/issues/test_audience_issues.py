"""Issues, news and redlines for an audience: what is marked higher by now is not repeated from an earlier issue."""

from __future__ import annotations

import pytest

from tests.workspaces import MEETING, Ran, Scratch

GREEN = ("--audience", "TLP:GREEN")
DATE = ("date: {is: 2024-03-11,", "date: {is: 2024-03-12,")
POINT = "  - is: Participants discussed stocks of green coffee.\n"
RED = f'{POINT}    marking: "TLP:RED"\n'
NAME = "meeting/lisbon-2024.tlp-green"


@pytest.fixture
def desk(workspace: Scratch) -> Scratch:
    """A workspace whose meeting briefs are Markdown alone."""
    workspace.edit("templates/meeting/template.toml", 'formats = ["docx", "md"]', 'formats = ["md"]')
    return workspace


def run(desk: Scratch, command: str, *arguments: str) -> Ran:
    dated = ("--date", "2026-03-01") if command == "issue" else ()
    return desk.do(command, "meeting", "lisbon-2024", *dated, *arguments)


def brief(desk: Scratch) -> str:
    made = desk.make("-f", "md", *GREEN)
    assert made.code == 0, made.err
    return desk.read(f"out/{NAME}.md")


def test_each_audience_has_issues_of_its_own(desk: Scratch) -> None:
    for arguments in ((), GREEN):
        assert "issue 1 in" in run(desk, "issue", *arguments).out
    names = {p.name for p in (desk.root / "out/issued/meeting").iterdir()}
    assert names == {"lisbon-2024", "lisbon-2024.tlp-green"}
    file = desk.root / f"out/issued/{NAME}/1/lisbon-2024.tlp-green.issue-1.md"
    desk.edit(MEETING, POINT, RED)
    ran = desk.do("verify", str(file), "--json")
    assert any("stocks of green coffee" in line for line in ran.json["today"]["removed"])


def test_news_do_not_repeat_what_is_marked_higher_by_now(desk: Scratch) -> None:
    run(desk, "issue", *GREEN)
    desk.edit(MEETING, POINT, RED)
    desk.edit(MEETING, *DATE)
    text = brief(desk)
    assert "issue 1 had: 11 March 2024" in text
    assert "discussed stocks" not in text


def test_news_do_not_repeat_a_conflict_with_what_is_marked_higher_by_now(desk: Scratch) -> None:
    desk.edit(MEETING, "date: {is: 2024-03-11,", "date:\n  - is: 2024-03-19\n  - {is: 2024-03-11,")
    run(desk, "issue", *GREEN)
    assert "19 March" in desk.read(f"out/issued/{NAME}/1/lisbon-2024.tlp-green.issue-1.md")
    desk.edit(MEETING, "- is: 2024-03-19\n", '- {is: 2024-03-19, marking: "TLP:RED"}\n')
    text = brief(desk)
    assert "19 March" not in text
    assert "No longer contested" not in text


def test_a_marking_that_was_lowered_is_news(desk: Scratch) -> None:
    desk.edit(MEETING, POINT, RED)
    run(desk, "issue", *GREEN)
    desk.edit(MEETING, RED, POINT)
    assert "**New** (discussion): Participants discussed" in brief(desk)


@pytest.mark.slow
def test_a_redline_has_nothing_that_is_marked_higher_by_now(desk: Scratch) -> None:
    run(desk, "issue", *GREEN)
    desk.edit(MEETING, POINT, RED)
    ran = run(desk, "redline", "-f", "md", *GREEN)
    said = f"issue 1 of {NAME} rests on what readers of TLP:GREEN may not see any more: meeting/lisbon-2024/discussion/"
    assert (ran.code, said in ran.err) == (2, True), ran
    assert "stocks" not in ran.err
    assert not (desk.root / "out/redlines").exists()
    run(desk, "issue", *GREEN)
    desk.edit(MEETING, *DATE)
    desk.edit(MEETING, "discussed stocks of green coffee.\n", "discussed stocks of red coffee.\n")
    assert run(desk, "redline", "-f", "md", *GREEN).code == 0
    text = desk.read(f"out/redlines/{NAME}.since-issue-2.md")
    assert "12 March 2024" in text
    assert "discussed stocks" not in text


def test_the_same_brief_in_two_folders_is_issued_once(desk: Scratch) -> None:
    desk.append("briefgen.toml", '\n[briefs.meeting]\nformats = ["md"]\n\n[briefs.web]\nkind = "meeting"\n'
                'formats = ["md"]\nfolder = "web"\n')  # fmt: skip
    ran = desk.do("issue", "--date", "2026-03-01")
    assert (ran.code, ran.out.count("issued ")) == (0, 1), ran


def test_an_audience_never_widens_that_of_a_standard_brief(desk: Scratch) -> None:
    desk.append("briefgen.toml", '\n[briefs.meeting]\naudience = "TLP:GREEN"\n')
    ran = desk.do("issue", "--date", "2026-03-01", "--audience", "TLP:RED")
    assert "meeting/lisbon-2024 (for TLP:GREEN): issue 1" in ran.out
