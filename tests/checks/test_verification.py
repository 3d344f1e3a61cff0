"""Archived texts are read from inside their folder only, and only from plain files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefgen.checks.verification import Archive, read_archive
from tests.facts.pages import SOURCE, load_page

PAGE = f"=== sources/paper.yaml\n{SOURCE}archive: paper.txt\n"


def read(folder: Path) -> Archive:
    return read_archive(folder / "archive", load_page(folder, PAGE).base)


def test_no_folder_and_no_file_are_no_fault(tmp_path: Path) -> None:
    assert read(tmp_path) == Archive()
    assert read_archive(None, load_page(tmp_path, PAGE).base) == Archive()
    (tmp_path / "archive").mkdir()
    assert read(tmp_path) == Archive()


def test_a_text_comes_with_the_sum_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "paper.txt").write_bytes(b"\xef\xbb\xbfabc")
    text = read(tmp_path).texts["paper"]
    assert (text.text, text.sha256[:8]) == ("abc", "1c28dc3f")


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (lambda path: path.mkdir(), "is not a regular file"),
        (lambda path: os.mkfifo(path), "is not a regular file"),
        (lambda path: path.symlink_to("/etc/hosts"), "lies outside the archive folder"),
        (lambda path: path.symlink_to(path), "cannot be read"),
        (lambda path: path.write_bytes(b"\xff"), "is not UTF-8 at byte 0"),
        (lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY), 21 << 20), "at most 20,971,520 are read"),
    ],
)
def test_what_is_no_plain_text_in_the_folder_is_named_and_not_opened(tmp_path: Path, make: object, fault: str) -> None:
    (tmp_path / "archive").mkdir()
    assert callable(make)
    make(tmp_path / "archive" / "paper.txt")
    archive = read(tmp_path)
    assert not archive.texts
    assert fault in archive.faults["paper"]


def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "other.txt").write_text("abc")
    (tmp_path / "archive" / "paper.txt").symlink_to("other.txt")
    assert read(tmp_path).texts["paper"].text == "abc"
