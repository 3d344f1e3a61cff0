"""Both versions in one Word file: they stand there until somebody decides, whatever became of dates and names."""

from __future__ import annotations

import re

import pytest

from briefgen.document.nodes import Paragraph
from briefgen.readers.docx.undecided import undecided_changes
from briefgen.writers.docx.house import House
from briefgen.writers.docx.redline.writer import RedlineWriter
from briefgen.writers.docx.writer import DocxWriter
from tests.writers.docx.packages import changed, document, words

OLD, NEW = (document(Paragraph(words(f"Stocks of {what} coffee."))) for what in ("green", "roasted"))


@pytest.fixture(scope="module")
def both(house: House) -> bytes:
    return RedlineWriter(DocxWriter(house), "A desk", "2026-11-21").write(OLD, NEW)


@pytest.mark.parametrize(
    ("date", "count"),
    [
        (None, 2),
        ("", 2),  # taken away, as offices do with names and dates
        (' w:date="2026-11-21T00:00:00"', 2),
        (' w:date="1970-01-01T00:00:00Z"', 2),
        (' w:date="2026-11-22T09:41:00Z"', 0),  # a person's own
    ],
)
def test_changes_of_the_program_stand_until_somebody_decides_them(both: bytes, date: str | None, count: int) -> None:
    def dated(xml: str) -> str:
        return re.sub(r' w:date="[^"]*"', date or "", xml).replace("A desk", "Author")

    data = both if date is None else changed(both, "word/document.xml", dated)
    found = undecided_changes(data, "out/a.docx")
    assert [d.code for d in found] == ["conflict-unresolved"] * bool(count)
    assert not count or f"as {count} tracked changes" in found[0].message
