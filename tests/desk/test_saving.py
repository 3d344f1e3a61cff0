"""Saving from the desk: inside its folders, never over somebody else's work, and undone again."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from difflib import SequenceMatcher
from pathlib import Path
from socket import gethostname

import pytest

from briefgen.desk import saving as saves
from briefgen.desk.saving import (
    PATIENCE,
    ChangedMeanwhile,
    Saving,
    desks_beside,
    diff_lines,
    digest_of_content,
    mark_of,
    say_here,
)
from briefgen.errors import UsageProblem
from briefgen.workspace.folder import find_workspace
from tests.review.conftest import git
from tests.workspaces import MEETING, Scratch

NAME = "meetings/lisbon-2024.yaml"


def saving(workspace: Scratch, *, commits: bool = False) -> Saving:
    return Saving(find_workspace(workspace.root)[0], commits)


def test_what_is_saved_can_be_undone_to_the_byte(workspace: Scratch) -> None:
    desk, before = saving(workspace), workspace.read(MEETING)
    _, seen = desk.read("facts", NAME)
    saved = desk.save("facts", NAME, before.replace("Lisbon,", "Porto,").encode(), seen)
    assert [line for line in saved.diff if line[0] in "+-"][1].startswith("+place: {is: Porto")
    assert "Porto," in workspace.read(MEETING)
    desk.undo()
    assert workspace.read(MEETING) == before
    with pytest.raises(UsageProblem, match="nothing to undo"):
        desk.undo()


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ("A\nb\nc\nd\n", "a\nb\nc\nD\n", "A\nb\nc\nD\n"),
        ("a\nb\nc\nd\nmine\n", "a\nc\nd\n", "a\nc\nd\nmine\n"),
        ("a\nB\nc\nd\n", "a\nB\nc\nd\n", "a\nB\nc\nd\n"),
        ("a\nB\nc\nd\n", "a\nX\nc\nd\n", None),
        ("a\nb\nmine\nc\nd\n", "a\nb\ntheirs\nc\nd\n", None),
        ("a\nB\nc\nd\n", "a\nb\nC\nd\n", None),
    ],
)
def test_two_changes_of_one_text_stand_together_unless_they_touch(
    workspace: Scratch, mine: str, theirs: str, both: str | None
) -> None:
    desk = saving(workspace)
    workspace.write("facts/gaps/new.yaml", "a\nb\nc\nd\n")
    _, seen = desk.read("facts", "gaps/new.yaml")
    assert desk.merged(mine, seen, theirs.encode()) == ((both or mine).encode(), both is not None)


def test_of_a_long_file_only_what_lies_between_the_changes_is_compared(
    workspace: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = list[int]()

    def matcher(junk: None, one: list[bytes], other: list[bytes], *, autojunk: bool) -> SequenceMatcher[bytes]:
        compared.append(len(one) * len(other))
        return SequenceMatcher(junk, one, other, autojunk=autojunk)

    monkeypatch.setattr(saves, "SequenceMatcher", matcher)
    old = "".join(f"- is: value {n}\n  src: paper\n\n" for n in range(2_500))
    mine, theirs = old.replace("value 1\n", "A\n"), old.replace("value 2498\n", "B\n")
    both = mine.replace("value 2498\n", "B\n")
    desk = saving(workspace)
    workspace.write("facts/gaps/new.yaml", old)
    _, seen = desk.read("facts", "gaps/new.yaml")
    assert desk.merged(mine, seen, theirs.encode()) == (both.encode(), True)
    assert compared == [1, 1]


def test_what_a_colleague_saved_in_another_encoding_is_not_merged(workspace: Scratch) -> None:
    desk = saving(workspace)
    workspace.write("facts/gaps/new.yaml", "a\nb\nc\n")
    _, seen = desk.read("facts", "gaps/new.yaml")
    assert desk.merged("A\nb\nc\n", seen, "a\nb\nç\n".encode("cp1252")) == (b"A\nb\nc\n", False)


def test_a_new_file_is_undone_by_taking_it_away(workspace: Scratch) -> None:
    desk = saving(workspace)
    desk.save("facts", "persons/ana.yaml", b"name: Ana\n", "")
    desk.undo()
    assert not (workspace.root / "facts/persons/ana.yaml").exists()


def test_what_somebody_else_saved_is_never_written_over(workspace: Scratch) -> None:
    desk = saving(workspace)
    content, seen = desk.read("facts", NAME)
    workspace.append(MEETING, "# a colleague\n")
    with pytest.raises(ChangedMeanwhile, match="changed by somebody else"):
        desk.save("facts", NAME, b"x", seen)
    assert workspace.read(MEETING).endswith("# a colleague\n")
    saved = desk.save("facts", NAME, content or b"", digest_of_content(workspace.read(MEETING).encode()))
    assert saved.before is not None
    workspace.append(MEETING, "# again\n")
    with pytest.raises(ChangedMeanwhile):
        desk.undo()


def test_a_file_that_went_or_came_meanwhile_is_not_written_over(workspace: Scratch) -> None:
    desk = saving(workspace)
    _, seen = desk.read("facts", NAME)
    (workspace.root / "facts" / NAME).unlink()
    with pytest.raises(ChangedMeanwhile) as told:
        desk.save("facts", NAME, b"mine", seen)
    assert (told.value.content, (workspace.root / "facts" / NAME).exists()) == (None, False)
    _, nothing = desk.read("facts", "gaps/new.yaml")
    workspace.write("facts/gaps/new.yaml", "question: Whose?\n")
    with pytest.raises(ChangedMeanwhile) as told:
        desk.save("facts", "gaps/new.yaml", b"mine", nothing)
    assert (told.value.content, workspace.read("facts/gaps/new.yaml")) == (b"question: Whose?\n", "question: Whose?\n")


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("facts", "../briefgen.yaml"),
        ("facts", "meetings/../../x.yaml"),
        ("facts", "/etc/x.yaml"),
        ("facts", "meetings\\x.yaml"),
        ("facts", "meetings/x.yaml\0"),
        ("facts", "meetings/x.py"),
        ("facts", ".git/x.yaml"),
        ("facts", "c:/x.yaml"),
        ("facts", "meetings//x.yaml"),
        ("templates", "meeting/x.py"),
        ("templates", "house.docx"),
        ("out", "x.yaml"),
        ("archive", "x.exe"),
    ],
)
def test_nothing_is_written_outside_the_folders(workspace: Scratch, folder: str, name: str) -> None:
    with pytest.raises(UsageProblem):
        saving(workspace).save(folder, name, b"x", "")


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_no_link_leads_out(workspace: Scratch, tmp_path: Path) -> None:
    target = tmp_path / "outside.yaml"
    target.write_text("x")
    (workspace.root / "facts/meetings/link.yaml").symlink_to(target)
    (workspace.root / "facts/linked").symlink_to(tmp_path)
    for name in ("meetings/link.yaml", "linked/outside.yaml"):
        with pytest.raises(UsageProblem, match="leads out"):
            saving(workspace).save("facts", name, b"y", digest_of_content(b"x"))
    assert target.read_text() == "x"


def test_each_save_is_a_commit_where_one_wants(workspace: Scratch) -> None:
    git(workspace, "init", "-q")
    git(workspace, "config", "user.name", "Ana")
    git(workspace, "config", "user.email", "a@example.org")
    git(workspace, "add", "-A")
    git(workspace, "commit", "-q", "-m", "all")
    desk = saving(workspace, commits=True)
    content, seen = desk.read("facts", NAME)
    desk.save("facts", NAME, (content or b"") + b"# more\n", seen)
    git(workspace, "diff", "--quiet", "HEAD")
    desk.undo()
    git(workspace, "diff", "--quiet", "HEAD~2", "HEAD")


def test_a_diff_is_short(workspace: Scratch) -> None:
    assert diff_lines("x", b"a\nb\n", b"a\nc\n") == ["@@ -1,2 +1,2 @@", " a", "-b", "+c"]
    assert diff_lines("x", None, b"a\n") == ["@@ -0,0 +1 @@", "+a"]


def test_two_desks_know_of_each_other(tmp_path: Path) -> None:
    one, two = mark_of("one"), mark_of("two")
    say_here(tmp_path, one, "Ana")
    say_here(tmp_path, two, "")
    now = time.time()
    assert desks_beside(tmp_path, one, now) == ["somebody"]
    assert desks_beside(tmp_path, two, now) == ["Ana"]
    assert desks_beside(tmp_path, two, now + PATIENCE + 1) == []
    assert "one" not in one
    os.utime(tmp_path / two, (now - 40 * PATIENCE, now - 40 * PATIENCE))
    say_here(tmp_path, one, "Ana")
    assert [path.name for path in tmp_path.iterdir()] == [one]


@pytest.mark.skipif(os.name == "nt", reason="there nobody is asked whether a process lives")
def test_a_desk_that_was_killed_is_nobody_s_at_once(tmp_path: Path) -> None:
    program = "import sys; from pathlib import Path; from briefgen.desk.saving import say_here as say"
    words = [sys.executable, "-c", f"{program}; say(Path(sys.argv[1]), sys.argv[2], 'Ben')"]
    subprocess.run([*words, str(tmp_path), mark_of("two")], check=True)
    assert (tmp_path / mark_of("two")).is_file()
    assert desks_beside(tmp_path, mark_of("one"), time.time()) == []
    (tmp_path / mark_of("two")).write_text(f"Ben\n² {gethostname()}\n", "utf-8")  # is no number of a process
    assert desks_beside(tmp_path, mark_of("one"), time.time()) == []
    (tmp_path / mark_of("two")).write_text(f"Ben\n{os.getpid()} elsewhere.example\n")  # nobody knows from here
    assert desks_beside(tmp_path, mark_of("one"), time.time()) == ["Ben"]
