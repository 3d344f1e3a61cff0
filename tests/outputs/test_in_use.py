"""Whether somebody has a file open right now: the small file beside it alone says nothing."""

from __future__ import annotations

import fcntl
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


def test_a_file_without_a_lock_beside_it_is_not_asked_about(file: Path) -> None:
    with open(file, "r+b") as opened:
        hold(opened)
        assert not stays_open(file)
