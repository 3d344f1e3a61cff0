"""briefgen verify: a file is an issue or it is not, whatever it is called."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile, rmtree

import pytest

from tests.readers.docx import hands
from tests.workspaces import MEETING, Ran, Scratch

DATE = ("date: {is: 2024-03-11,", "date: {is: 2024-03-12,")


def issued(workspace: Scratch) -> Path:
    ran = workspace.do("issue", "meeting", "lisbon-2024", "--date", "2026-03-01")
    assert ran.code == 0, ran
    return workspace.root / "out/issued/meeting/lisbon-2024/1"


def verify(workspace: Scratch, file: Path, *arguments: str) -> Ran:
    return workspace.do("verify", str(file), *arguments)


def test_an_issue_is_known_by_its_content_under_any_name(workspace: Scratch) -> None:
    for suffix in ("docx", "md"):
        copy = workspace.root / f"received.{suffix}"
        copyfile(issued(workspace) / f"lisbon-2024.issue-1.{suffix}", copy)
        ran = verify(workspace, copy)
        assert (ran.code, ran.err) == (0, "")
        assert "is issue 1 of meeting/lisbon-2024, of 2026-03-01, unchanged" in ran.out
        assert "made today, it would say the same" in ran.out


def test_what_it_would_say_otherwise_today_is_told(workspace: Scratch) -> None:
    file = issued(workspace) / "lisbon-2024.issue-1.docx"
    workspace.edit(MEETING, *DATE)
    ran = verify(workspace, file, "--json")
    assert (ran.code, ran.json["unchanged"], ran.json["issue"]) == (0, True, 1)
    assert any("took place in Lisbon on 11 March 2024;" in said for said in ran.json["today"]["removed"])
    assert any("took place in Lisbon on 12 March 2024;" in said for said in ran.json["today"]["added"])
    assert "  - The meeting took place" in verify(workspace, file).out


def test_an_edited_copy_is_said_to_be_edited_and_where(workspace: Scratch) -> None:
    copy = workspace.root / "lisbon-2024.issue-1.md"
    text = (issued(workspace) / copy.name).read_text("utf-8")
    copy.write_text(text.replace("Brazil, Colombia", "Peru, Colombia"), "utf-8")
    ran = verify(workspace, copy)
    assert ran.code == 1
    said = (
        "is not issue 1 of meeting/lisbon-2024 as it was issued: it was changed since, or comes from another workspace"
    )
    assert said in ran.out
    assert "  + - **Who took part.** Peru, Colombia and Ethiopia are listed." in ran.out


@pytest.mark.slow
def test_an_issue_that_was_edited_in_its_place_is_said_to_be_changed_and_how(workspace: Scratch) -> None:
    folder = issued(workspace)
    for name in ("lisbon-2024.issue-1.docx", "lisbon-2024.issue-1.md"):
        ran = verify(workspace, put(folder / name, edited((folder / name).read_bytes(), name)))
        assert (ran.code, ran.err) == (1, "")
        assert "was changed since it was issued as issue 1 of meeting/lisbon-2024, of 2026-03-01:\n  - " in ran.out
        assert ran.out.count("\n  + ") == ran.out.count("\n  - ") == 1
        assert "Peru, Colombia and Ethiopia are listed." in ran.out
        assert "made today, it would say the same" in ran.out
    ran = verify(workspace, put(folder / "lisbon-2024.issue-1.docx", b"no Word file"), "--json")
    assert (ran.code, ran.json["known_by"], ran.json["edited"]) == (1, "place", None)
    assert "edit-unreadable" in ran.out


def put(file: Path, content: bytes) -> Path:
    """Write over a file that is read-only."""
    file.unlink()
    file.write_bytes(content)
    return file


def edited(content: bytes, name: str) -> bytes:
    """The issue as somebody has edited it."""
    if name.endswith(".docx"):
        return hands.reword(content, "Brazil, Colombia", "Peru, Colombia")
    return content.replace(b"Brazil, Colombia and Ethiopia are", b"Peru, Colombia and Ethiopia are")


def test_a_word_file_is_known_by_its_mark_when_it_was_edited_and_renamed(workspace: Scratch) -> None:
    copy = workspace.root / "received.docx"
    copy.write_bytes(edited((issued(workspace) / "lisbon-2024.issue-1.docx").read_bytes(), copy.name))
    workspace.edit(MEETING, *DATE)
    issued(workspace)
    ran = verify(workspace, copy)
    assert (ran.code, ran.err) == (1, "")
    assert "received.docx was changed since it was issued as issue 1 of meeting/lisbon-2024" in ran.out
    assert "Peru, Colombia and Ethiopia are listed." in ran.out
    assert "issue 2 has followed since" in ran.out
    copy.write_bytes(copy.read_bytes()[:500])
    assert "is no issue of this workspace, nor is it called like one" in verify(workspace, copy).out


@pytest.mark.slow
def test_an_issue_of_another_workspace_is_none_of_this_one(workspace: Scratch) -> None:
    name = "lisbon-2024.issue-1.docx"
    copy = workspace.write(name, (issued(workspace) / name).read_bytes())
    rmtree(workspace.root / "out")
    ran = verify(workspace, copy)
    assert (ran.code, "is no issue of this workspace" in ran.out) == (1, True)
    workspace.edit(MEETING, *DATE)
    issued(workspace)
    ran = verify(workspace, copy)
    assert (ran.code, "or comes from another workspace" in ran.out) == (1, True)


def test_a_draft_is_compared_with_the_last_issue_of_its_brief(workspace: Scratch) -> None:
    issued(workspace)
    workspace.brief()
    ran = verify(workspace, workspace.root / "out/meeting/lisbon-2024.md")
    assert (ran.code, "is no issue; from issue 1 of meeting/lisbon-2024 it differs so:" in ran.out) == (1, True)
    assert "  + *Meeting brief, draft. " in ran.out


@pytest.mark.slow
def test_a_superseded_issue_says_so(workspace: Scratch) -> None:
    file = issued(workspace) / "lisbon-2024.issue-1.md"
    workspace.edit(MEETING, *DATE)
    issued(workspace)
    assert "issue 2 has followed since" in verify(workspace, file).out


def test_a_brief_that_can_no_longer_be_made_is_verified_all_the_same(workspace: Scratch) -> None:
    file = issued(workspace) / "lisbon-2024.issue-1.md"
    (workspace.root / MEETING).unlink()
    ran = verify(workspace, file)
    assert ran.code == 0
    assert "what it would say today cannot be told" in ran.out


def test_what_is_no_issue_and_what_is_not_there(workspace: Scratch) -> None:
    ran = verify(workspace, workspace.root / "briefgen.toml")
    assert (ran.code, "is no issue of this workspace" in ran.out) == (1, True)
    ran = verify(workspace, workspace.root / "gone.docx")
    assert (ran.code, "gone.docx cannot be read: No such file or directory" in ran.err) == (2, True)


@pytest.mark.slow
def test_a_damaged_lock_hides_no_other_issue(workspace: Scratch) -> None:
    folder = issued(workspace)
    workspace.do("issue", "country", "brazil", "--date", "2026-03-01")
    (folder / "issue.json").unlink()
    file = workspace.root / "out/issued/country/brazil/1/brazil.issue-1.md"
    assert verify(workspace, file).code == 0
    ran = verify(workspace, folder / "lisbon-2024.issue-1.md")
    assert (ran.code, "issue.json: error: is gone [issue-changed]" in ran.err) == (1, True)
