"""Archived texts are read from inside their folder only, from plain files only, and say where words stand in them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefgen.archive.archived import (
    Archive,
    ArchivedText,
    TextMap,
    TextStretch,
    archived,
    paragraphs,
    place_of,
    places,
    read_archive,
    read_map,
    read_stretches,
    write_stretches,
)
from briefgen.archive.matching import matches


def read(folder: Path, name: str = "paper.txt") -> Archive:
    return read_archive(folder / "archive", {"paper": name})


def text_of(content: str, beside: object = None) -> ArchivedText:
    found = archived(content.encode(), json.dumps(beside).encode() if beside else b"")
    assert isinstance(found, ArchivedText)
    return found


def test_no_folder_and_no_file_are_no_fault(tmp_path: Path) -> None:
    assert read(tmp_path) == Archive()
    assert read_archive(None, {"paper": "paper.txt"}) == Archive()
    (tmp_path / "archive").mkdir()
    assert read(tmp_path) == Archive()
    assert read(tmp_path, "") == Archive()


def test_a_text_comes_with_the_sum_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "paper.txt").write_bytes(b"\xef\xbb\xbfabc")
    text = read(tmp_path).texts["paper"]
    assert (text.text, text.sha256[:8]) == ("abc", "1c28dc3f")


@pytest.mark.parametrize("named", ["", "paper"])
def test_the_folder_of_a_sources_id_needs_no_name_in_its_record(tmp_path: Path, named: str) -> None:
    (tmp_path / "archive" / "paper").mkdir(parents=True)
    (tmp_path / "archive" / "paper" / "text.txt").write_text("abc")
    assert read(tmp_path, named).texts["paper"].text == "abc"


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


def test_a_folder_that_leads_elsewhere_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "text.txt").write_text("abc")
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "paper").symlink_to(tmp_path / "elsewhere")
    assert read(tmp_path, "").faults == {"paper": "lies outside the archive folder"}


def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "other.txt").write_text("abc")
    (tmp_path / "archive" / "paper.txt").symlink_to("other.txt")
    assert read(tmp_path).texts["paper"].text == "abc"


# --- where words stand ---


def test_a_quote_of_a_plain_text_has_its_paragraph() -> None:
    text = text_of("A heading\n\nThe first words.\n\nThe second words, and the first words.\n")
    found = list(places(text, "the first words"))
    assert [(p.locator, text.text[p.start : p.end]) for p in found] == [("par3", "the first words")]


def test_a_place_is_that_of_the_text_itself_however_it_is_spelt() -> None:
    text = text_of("Intro…\n\nHe said: “the o\ufb03ce of counter-\nterrorism re\u00ad\nmains” — so it is.")
    (found,) = places(text, '"the office of counterterrorism remains" - so it')
    assert text.text[found.start : found.end] == "the o\ufb03ce of counter-\nterrorism re\u00ad\nmains” — so it"


def test_a_quote_that_runs_over_a_page_has_the_page_on_which_it_begins() -> None:
    content = "It begins here and\nends there."
    rows = [{"start": 0, "paragraph": 1, "page": 4}, {"start": 19, "paragraph": 1, "page": 5}]
    text = text_of(content)
    text = text_of(content, {"text": text.sha256, "stretches": rows})
    (found,) = places(text, "begins here and ends there")
    assert found.locator == "p4"


@pytest.mark.parametrize("beside", [b"", b"[]", b"{", b'{"text": "0", "stretches": [{"start": 0, "paragraph": 9}]}'])
def test_a_map_that_is_damaged_or_of_another_text_counts_for_none(beside: bytes) -> None:
    found = archived(b"One.\n\nTwo is longer.", beside)
    assert isinstance(found, ArchivedText)
    assert [p.locator for p in places(found, "Two is longer")] == ["par2"]


WORD = st.from_regex(r"[a-eéжя0ﬁ\u00ad\u200b’]{1,6}(['-][a-eéжя0]{1,5})?", fullmatch=True)


@given(st.lists(WORD, min_size=3, max_size=30), st.sampled_from([" ", "\n", "  ", "-\n", " — "]), st.data())
def test_what_is_quoted_stands_at_the_place_that_is_told(words: list[str], between: str, data: st.DataObject) -> None:
    text = text_of(between.join(words))
    start = data.draw(st.integers(0, len(words) - 1))
    quote = text.fold(between.join(words[start : start + 4]))
    assume(any(map(str.isalnum, quote)))  # a mark alone is no quote
    for match in matches(text.folded, quote):
        place = place_of(text, match)
        shown = "".join(filter(str.isalnum, text.fold(text.text[place.start : place.end])))
        assert shown == "".join(filter(str.isalnum, text.folded[match.start : match.end]))


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("", [0]),
        ("one", [0]),
        ("one\ntwo\n\nthree", [0, 9]),
        ("\n\n one\n \n two\n", [2, 9]),
        ("one\ntwo", [0, 4]),
        ("a heading\n" + "a line that was never broken " * 8 + "\nthe next", [0, 10, 243]),
        ("one\r\ntwo\r\n\r\nthree", [0, 12]),
    ],
)
def test_paragraphs_are_blocks_where_lines_were_broken_to_fit_and_else_lines(text: str, starts: list[int]) -> None:
    assert [s.start for s in paragraphs(text).stretches] == starts


def test_the_stretch_of_a_character_is_the_last_that_begins_before_it() -> None:
    found = TextMap([TextStretch(3, 1, page=1), TextStretch(10, 2, page=2)])
    assert [found.at(n).page for n in (0, 3, 9, 10, 99)] == [1, 1, 1, 2, 2]


def test_the_stretches_of_a_run_of_characters() -> None:
    found = TextMap([TextStretch(3, 1), TextStretch(10, 2), TextStretch(20, 3)])
    spans = [(0, 2), (3, 10), (9, 11), (10, 21), (25, 25)]
    assert [[s.paragraph for s in found.between(*span)] for span in spans] == [[1], [1], [1, 2], [2, 3], [3]]


@pytest.mark.parametrize(
    ("stretch", "locator", "time"),
    [
        (TextStretch(0, 5), "par5", ""),
        (TextStretch(0, 5, page=3), "p3", ""),
        (TextStretch(0, 5, seconds=3725), "min62", "1:02:05"),
        (TextStretch(0, 5, seconds=0), "min0", "0:00:00"),
    ],
)
def test_a_locator_is_the_page_the_minute_or_the_paragraph(stretch: TextStretch, locator: str, time: str) -> None:
    assert (stretch.locator, stretch.time) == (locator, time)


def test_what_is_written_is_read_again() -> None:
    told = [TextStretch(0, 1), TextStretch(4, 2, page=2, heading="On walls"), TextStretch(9, 3, seconds=7, ocr=True)]
    found = read_stretches(json.loads(json.dumps(write_stretches(told))))
    assert found is not None
    assert list(found.stretches) == told


@pytest.mark.parametrize(
    "rows",
    [
        None,
        {},
        [],
        [1],
        [{"start": 0}],
        [{"start": True, "paragraph": 1}],
        [{"start": 5, "paragraph": 1}, {"start": 0, "paragraph": 2}],
        [{"start": 0, "paragraph": 1, "heading": 2}],
        [{"start": 0, "paragraph": 1, "sheet": 2}],
    ],
)
def test_rows_that_are_no_map_are_none(rows: object) -> None:
    assert read_stretches(rows) is None


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b"[" * 9999])
def test_a_damaged_map_says_nothing(content: bytes) -> None:
    assert read_map(content) == {}
