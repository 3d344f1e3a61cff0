"""The files of a brief put in place: what becomes of each by what a person did to it, and what is said of it."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from briefgen.diagnostics import Diagnostic, Location
from briefgen.errors import Problems
from briefgen.outputs import publishing
from briefgen.outputs.artifacts import Artifacts, Condition
from briefgen.outputs.manifest import Owner
from briefgen.outputs.merging import EditedFile, MergedFile
from briefgen.outputs.publishing import (
    KeepEdits,
    Policy,
    Publication,
    Published,
    has_lock_beside,
    lock_names,
    publish,
    publish_alone,
    stays_open,
    unresolved,
)

MD, PNG, NEW = "m/a.md", "m/a.png", "m/a.new.md"
OWNER = Owner("meeting/a")
Merge = Callable[[EditedFile], MergedFile]


class Desk:
    """A folder `out` with one brief, which is published again and again."""

    def __init__(self, root: Path) -> None:
        self.root, self.out = root, root / "out"
        self.asked: list[EditedFile] = []

    def publish(
        self, content: bytes, merge: Merge | None = None, keep: KeepEdits = KeepEdits.MERGE, **why: tuple[str, ...]
    ) -> Published:
        def with_brief(shown: str, work: object, edited: EditedFile) -> MergedFile:
            assert shown == edited.shown
            self.asked.append(edited)
            assert merge is not None, "nothing is to be merged"
            return merge(edited)

        brief = Publication(OWNER, {MD: content, PNG: content}, self.root, with_brief)
        artifacts = Artifacts(self.out)
        with artifacts.batch():
            return publish(brief, artifacts, Policy(keep, **why))

    def edit(self, content: bytes, name: str = MD) -> None:
        (self.out / name).write_bytes(content)

    def read(self, name: str = MD) -> bytes:
        return (self.out / name).read_bytes()

    def condition(self, name: str = MD) -> Condition:
        return Artifacts(self.out).condition(name)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    assert made.publish(b"first\n").is_sound
    return made


def told(published: Published) -> list[tuple[str, str]]:
    return [(str(d.location), d.code) for d in (*published.failed, *published.findings)]


def both(edited: EditedFile) -> MergedFile:
    return MergedFile(edited.theirs + edited.ours)


def test_what_nobody_edited_is_replaced(desk: Desk) -> None:
    done = desk.publish(b"second\n")
    assert [(w.path, w.changed) for w in done.written] == [(desk.out / MD, True), (desk.out / PNG, True)]
    assert (done.held, done.merged, told(done), desk.asked) == ([], [], [], [])


def test_an_edited_file_whose_brief_is_as_before_is_left_alone(desk: Desk) -> None:
    desk.edit(b"mine\n")
    done = desk.publish(b"first\n")
    assert (done.held, done.merged, told(done), desk.read()) == ([MD], [], [], b"mine\n")


def test_an_edit_is_merged_with_what_is_new_and_stays_merged(desk: Desk) -> None:
    desk.edit(b"mine\n")
    why = ("date of meeting/a changed",)
    done = desk.publish(b"second\n", both, why=why)
    (asked,) = desk.asked
    assert (asked.base, asked.theirs, asked.ours, asked.why) == (
        b"first\n",
        b"mine\n",
        b"second\n",
        ("meeting/a, date",),
    )
    assert asked.shown == f"out/{MD}"
    assert (done.merged, done.conflicts, told(done), desk.read()) == ([MD], [], [], b"mine\nsecond\n")
    assert [w.kept_copy for w in done.written if w.path == desk.out / MD] == [desk.out / "m/a.edited-1.md"]
    again = desk.publish(b"second\n")
    assert (again.held, again.merged, desk.condition()) == ([], [MD], Condition.MERGED)
    third = desk.publish(b"third\n", both)
    assert (desk.asked[-1].base, desk.asked[-1].theirs) == (b"second\n", b"mine\nsecond\n")
    assert [w.kept_copy for w in third.written if w.path == desk.out / MD] == [None]  # it is the program's own


def test_a_merge_that_comes_to_what_is_new_leaves_no_edit(desk: Desk) -> None:
    desk.edit(b"mine\n")
    done = desk.publish(b"second\n", lambda edited: MergedFile(edited.ours))
    assert (done.merged, desk.read(), desk.condition()) == ([MD], b"second\n", Condition.AS_WRITTEN)


def test_a_file_whose_edit_is_what_is_new_is_no_edited_one(desk: Desk) -> None:
    desk.edit(b"second\n")
    done = desk.publish(b"second\n")
    assert (done.held, done.merged, desk.condition()) == ([], [], Condition.AS_WRITTEN)


def test_a_conflict_is_told_with_its_reasons_until_it_is_resolved(desk: Desk) -> None:
    desk.edit(b"mine\n")
    marked = b"<<<<<<< mine\nmine\n=======\nsecond\n>>>>>>> briefgen\n"
    done = desk.publish(b"second\n", lambda _: MergedFile(marked, conflicts=2), why=("x changed", "y changed"))
    assert (done.conflicts, done.is_sound, told(done)) == ([MD], False, [(f"out/{MD}", "edit-conflict")])
    assert done.findings[0].message.startswith(
        "at 2 places the same words were edited by hand and changed in the brief"
    )
    assert "(x changed; y changed)" in done.findings[0].message
    assert done.findings[0].hint == "keep one of the two versions and take away the three lines with marks"
    still = desk.publish(b"second\n")
    assert (still.conflicts, still.merged) == ([MD], [MD])
    assert [line for line, _ in told(still)] == [f"out/{MD}:{n}:1" for n in (1, 3, 5)]
    stuck = desk.publish(b"third\n")
    assert (stuck.conflicts, stuck.is_sound, desk.read()) == ([MD], False, marked)
    assert [str(d.location) for d in stuck.failed] == [f"out/{MD}:{n}:1" for n in (1, 3, 5)]
    assert len(unresolved(Artifacts(desk.out), MD, MD)) == 3
    desk.edit(b"mine\n")
    assert unresolved(Artifacts(desk.out), MD, MD) == []
    assert desk.publish(b"third\n", both).conflicts == []


@pytest.mark.parametrize(
    ("keep", "copied", "content"),
    [(KeepEdits.COPY, True, b"second\n"), (KeepEdits.DISCARD, True, b"second\n"), (KeepEdits.REFUSE, False, b"mine\n")],
)
def test_what_else_may_be_done_with_an_edited_file(desk: Desk, keep: KeepEdits, copied: bool, content: bytes) -> None:
    desk.edit(b"mine\n")
    done = desk.publish(b"second\n", keep=keep)
    assert (desk.read(), (desk.out / "m/a.edited-1.md").is_file()) == (content, copied)
    assert desk.read(PNG) == (b"first\n" if keep is KeepEdits.REFUSE else b"second\n")
    assert told(done) == ([(f"out/{MD}", "edited-by-hand")] if keep is KeepEdits.REFUSE else [])


def unreadable(_: EditedFile) -> MergedFile:
    raise Problems([Diagnostic(Location("x"), "no", "unreadable")])


@pytest.mark.parametrize(
    ("merge", "why", "codes"),
    [
        (unreadable, "it cannot be read", ["unreadable", "edit-unmerged"]),
        (
            lambda _: MergedFile(None, (Diagnostic(Location("x"), "m", "edit-lost"),)),
            "not everything in it can be kept",
            ["edit-lost", "edit-unmerged"],
        ),
    ],
)
def test_a_file_that_cannot_be_merged_stays_and_the_new_one_lies_beside_it(
    desk: Desk, merge: Merge, why: str, codes: list[str]
) -> None:
    desk.edit(b"mine\n")
    done = desk.publish(b"second\n", merge)
    assert (desk.read(), desk.read(NEW), [code for _, code in told(done)]) == (b"mine\n", b"second\n", codes)
    assert f"cannot be merged with the new version: {why}; the new version is in a.new.md" in done.failed[-1].message
    assert not done.is_sound
    desk.publish(b"second\n", both)
    assert (desk.read(), (desk.out / NEW).exists()) == (b"mine\nsecond\n", False)


def test_a_picture_is_not_merged(desk: Desk) -> None:
    desk.edit(b"mine", PNG)
    done = desk.publish(b"second\n")
    assert (desk.read(PNG), desk.read("m/a.new.png"), desk.read()) == (b"mine", b"second\n", b"second\n")
    assert "it is a picture" in done.failed[0].message


def test_an_edit_of_what_is_kept_no_more_is_not_merged(desk: Desk) -> None:
    desk.edit(b"mine\n")
    for path in (desk.out / ".briefgen/generated").iterdir():
        path.unlink()
    done = desk.publish(b"second\n")
    assert "what was generated then is gone" in done.failed[0].message


def test_a_file_that_is_saved_again_and_again_meanwhile_is_left_to_its_person(desk: Desk) -> None:
    desk.edit(b"mine\n")

    def saving(edited: EditedFile) -> MergedFile:
        desk.edit(edited.theirs + b"more\n")
        return both(edited)

    done = desk.publish(b"second\n", saving)
    assert len(desk.asked) == 3
    assert desk.read() == b"mine\nmore\nmore\nmore\n"
    assert "it was saved again and again meanwhile" in done.failed[0].message


def test_a_brief_by_itself_takes_care_of_edits_too(desk: Desk) -> None:
    brief = Publication(OWNER, {MD: b"second\n"}, desk.root, lambda shown, work, edited: both(edited))
    assert [w.changed for w in publish_alone(brief, Artifacts(desk.out), Policy()).written] == [True]
    desk.edit(b"mine\n")
    third = Publication(OWNER, {MD: b"third\n"}, desk.root, brief.with_brief)
    assert publish_alone(third, Artifacts(desk.out), Policy()).merged == [MD]
    assert desk.read() == b"mine\nthird\n"


def test_an_edit_of_an_earlier_version_saved_over_the_new_one_gets_what_is_new(tmp_path: Path) -> None:
    lines = [f"line {n}\n".encode() for n in range(9)]
    first, second = b"".join(lines), b"".join([b"other\n", b"others\n", *lines[2:]])
    desk = Desk(tmp_path)
    desk.publish(first)
    desk.publish(second)
    desk.edit(first + b"mine\n")  # from a window that was open all the time
    done = desk.publish(second, both)
    assert (desk.asked[-1].base, done.held, told(done)) == (first, [], [(f"out/{MD}", "edit-earlier")])
    assert desk.read() == first + b"mine\n" + second


def test_a_new_version_beside_goes_once_the_file_itself_can_be_replaced(desk: Desk) -> None:
    desk.edit(b"mine\n")
    desk.publish(b"second\n", unreadable)
    assert (desk.out / NEW).is_file()
    desk.edit(b"first\n")  # a person took the edit back
    desk.publish(b"third\n")
    assert (desk.read(), (desk.out / NEW).exists()) == (b"third\n", False)


def test_a_copy_that_lies_beside_a_brief_made_alone_is_told(desk: Desk) -> None:
    desk.edit(b"first\nmine\n", "m/a (1).md")
    brief = Publication(OWNER, {MD: b"second\n"}, desk.root, lambda *_: both(*_[2:]))
    (found,) = publish_alone(brief, Artifacts(desk.out), Policy()).findings
    assert (str(found.location), found.code) == ("out/m/a (1).md", "copied-brief")


NAMES = ["~$lisbon.docx", "~$isbon.docx", "~$sbon.docx", ".~lock.lisbon.docx#"]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(publishing, "UNTIL_CLOSED", 0.0)
    path = tmp_path / "lisbon.docx"
    path.write_bytes(b"x")
    return path


def test_the_names_under_which_word_and_libreoffice_say_that_a_file_is_open() -> None:
    assert list(lock_names("lisbon.docx")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_lock_that_a_crash_left_holds_nothing(file: Path, name: str) -> None:
    assert not has_lock_beside(file)
    file.with_name(name).write_bytes(b"Somebody")
    assert has_lock_beside(file)
    assert not stays_open(file)


def hold(opened: IO[bytes]) -> None:
    fcntl.flock(opened.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


@pytest.mark.parametrize("held", ["lisbon.docx", ".~lock.lisbon.docx#"])
def test_a_file_that_another_program_holds_is_open(file: Path, held: str) -> None:
    file.with_name(".~lock.lisbon.docx#").write_bytes(b"Somebody")
    with open(file.with_name(held), "r+b") as opened:
        hold(opened)
        assert stays_open(file)
    assert not stays_open(file)


def test_a_lock_of_the_other_sort_that_another_process_holds_counts_too(file: Path) -> None:
    """LibreOffice takes one that belongs to its process, and not to the open file."""
    file.with_name(".~lock.lisbon.docx#").write_bytes(b"Somebody")
    (waiting, end), (said, holds) = os.pipe(), os.pipe()
    if (child := os.fork()) == 0:
        os.close(end)
        fcntl.lockf(os.open(file, os.O_RDWR), fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.write(holds, b"x")
        os.read(waiting, 1)
        os._exit(0)
    assert os.read(said, 1) == b"x"
    assert stays_open(file)
    os.close(end)
    os.waitpid(child, 0)
    assert not stays_open(file)
    for handle in (waiting, said, holds):
        os.close(handle)


def test_a_file_that_is_closed_in_time_does_not_stay_open(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.with_name(".~lock.lisbon.docx#").write_bytes(b"Somebody")
    monkeypatch.setattr(publishing, "UNTIL_CLOSED", 60.0)
    with open(file, "r+b") as opened:
        hold(opened)
        monkeypatch.setattr("briefgen.outputs.publishing.time.sleep", lambda _: opened.close())
        assert not stays_open(file)


@pytest.mark.parametrize("fault", [PermissionError(errno.EACCES, "no"), OSError(errno.EIO, "no")])
def test_a_file_that_cannot_be_opened_here_is_not_taken_for_open(
    file: Path, monkeypatch: pytest.MonkeyPatch, fault: OSError
) -> None:
    def refuse(*_: object) -> None:
        raise fault

    file.with_name(".~lock.lisbon.docx#").write_bytes(b"Somebody")
    monkeypatch.setattr(publishing, "open", refuse, raising=False)
    assert not stays_open(file)


@pytest.mark.parametrize(("fault", "is_open"), [(errno.EAGAIN, True), (errno.EACCES, True), (errno.ENOLCK, False)])
def test_a_drive_without_locks_tells_of_nobody(
    file: Path, monkeypatch: pytest.MonkeyPatch, fault: int, is_open: bool
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(fault, "no")

    file.with_name(".~lock.lisbon.docx#").write_bytes(b"Somebody")
    monkeypatch.setattr(fcntl, "lockf", refuse)
    assert stays_open(file) is is_open


def test_a_file_without_a_lock_beside_it_is_not_asked_about(file: Path) -> None:
    with open(file, "r+b") as opened:
        hold(opened)
        assert not stays_open(file)
