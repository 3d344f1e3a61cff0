"""Whether somebody has a file open right now: the small file beside it alone says nothing."""

from __future__ import annotations

import errno
import fcntl
import os
from pathlib import Path
from typing import IO

import pytest

from briefgen.outputs import in_use
from briefgen.outputs.in_use import has_lock_beside, lock_names, stays_open

NAMES = ["~$lisbon.docx", "~$isbon.docx", "~$sbon.docx", ".~lock.lisbon.docx#"]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(in_use, "PATIENCE", 0.0)
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
    monkeypatch.setattr(in_use, "PATIENCE", 60.0)
    with open(file, "r+b") as opened:
        hold(opened)
        monkeypatch.setattr("briefgen.outputs.in_use.time.sleep", lambda _: opened.close())
        assert not stays_open(file)


@pytest.mark.parametrize("fault", [PermissionError(errno.EACCES, "no"), OSError(errno.EIO, "no")])
def test_a_file_that_cannot_be_opened_here_is_not_taken_for_open(
    file: Path, monkeypatch: pytest.MonkeyPatch, fault: OSError
) -> None:
    def refuse(*_: object) -> None:
        raise fault

    file.with_name(".~lock.lisbon.docx#").write_bytes(b"Somebody")
    monkeypatch.setattr(in_use, "open", refuse, raising=False)
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
