"""Quotes are compared with the text of their source, wherever it lies, and where they stand is known."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from briefgen.archive.archived import Archive
from briefgen.checks.lock import read_lock
from briefgen.checks.verification import Verdict, Verification, archive_of, lock_after
from tests.facts.pages import SOURCE, load_page

RECORD = "=== persons/t.yaml\nname: T\nsrc: {paper: the second paragraph says}\n"


def verified(folder: Path, named: str) -> Verification:
    loaded = load_page(folder / "facts", f"=== sources/paper.yaml\n{SOURCE}{named}{RECORD}")
    assert loaded.diagnostics == []
    return Verification(loaded.base, archive_of(folder / "archive", loaded.base), {})


def test_a_plain_file_that_the_record_names(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "paper.txt").write_text("The first.\n\nThen the second paragraph says more.")
    found = verified(tmp_path, "archive: paper.txt\n")
    assert [(q.verdict, p.locator if (p := found.where(q)) else "") for q in found.quotes] == [
        (Verdict.VERIFIED, "par2")
    ]


def test_the_folder_of_the_sources_id(tmp_path: Path) -> None:
    (tmp_path / "archive" / "paper").mkdir(parents=True)
    (tmp_path / "archive" / "paper" / "text.txt").write_text("The first.\n\nThe second.")
    found = verified(tmp_path, "")
    quote = found.quotes[0]
    assert (quote.verdict, found.where(quote)) == (Verdict.NOT_FOUND, None)


def test_no_text_is_no_place(tmp_path: Path) -> None:
    found = verified(tmp_path, "")
    quote = found.quotes[0]
    assert (quote.verdict, found.where(quote)) == (Verdict.UNCHECKED, None)


def test_words_that_were_read_off_a_picture_are_found_never_verified(tmp_path: Path) -> None:
    text = "On paper.\n\nThen the second paragraph says more."
    sum_ = sha256(text.encode()).hexdigest()
    stretches = [{"start": 0, "paragraph": 1, "page": 1}, {"start": 11, "paragraph": 2, "page": 2, "ocr": True}]
    (tmp_path / "archive" / "paper").mkdir(parents=True)
    (tmp_path / "archive" / "paper" / "text.txt").write_text(text)
    (tmp_path / "archive" / "paper" / "map.json").write_text(json.dumps({"text": sum_, "stretches": stretches}))
    (quote,) = {q.verdict for q in verified(tmp_path, "").quotes}
    assert quote is Verdict.IN_OCR


def test_places_come_from_the_text_and_where_it_is_not_here_from_the_lock(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "paper.txt").write_text("The first.\n\nThen the second paragraph says more.")
    here = verified(tmp_path, "archive: paper.txt\n")
    (checked,) = here.quotes
    assert here.places(checked.statement.id) == {checked.citation: "par2"}
    lock, _ = read_lock(lock_after(here.quotes, "2026-01-02"))
    elsewhere = Verification(here.base, Archive(), lock)
    assert elsewhere.places(checked.statement.id) == {checked.citation: "par2"}
    assert Verification(here.base, Archive(), {}).places(checked.statement.id) == {}
