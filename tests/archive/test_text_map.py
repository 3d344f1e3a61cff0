"""A map says in which paragraph, on which page and at which time a character stands; a plain text has paragraphs."""

from __future__ import annotations

import json

import pytest

from briefgen.archive.text_map import TextMap, TextStretch, paragraphs, read_map, read_stretches, write_stretches


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
