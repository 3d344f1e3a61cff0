"""What docx-revisions, a library that shares nothing with us, takes out of a redline.

It knows words that came and went in paragraphs and cells, not the ends of paragraphs, rows or notes; what it
leaves of those are empty paragraphs and rows.
"""

from __future__ import annotations

from io import BytesIO

import pytest
from docx_revisions import RevisionDocument

from briefgen.document.nodes import Document
from briefgen.writers.docx.house import House
from briefgen.writers.docx.redline.writer import RedlineWriter
from briefgen.writers.docx.writer import DocxWriter
from tests.writers.docx.redline.test_writer import CASES
from tests.writers.docx.redline.tracked import is_marked


def lines(document: RevisionDocument) -> list[str]:
    """The words of paragraphs and rows that have any."""
    cells = (c.text for t in document.document.tables for r in t.rows for c in r.cells)
    return [text for text in (*(p.text for p in document.document.paragraphs), *cells) if text.strip()]


def read(package: bytes) -> RevisionDocument:
    return RevisionDocument(BytesIO(package))


# It looks for changes neither in links nor in the results of fields.
KNOWN = sorted(set(CASES) - {"link", "marking", "figure", "notes numbered anew"})


@pytest.mark.few(8)
@pytest.mark.parametrize("name", KNOWN)
def test_another_library_takes_out_the_same_words(name: str, house: House) -> None:
    old, new = CASES[name]
    made = RedlineWriter(DocxWriter(house), "A desk", "2026-11-21").write(old, new)
    accepted, rejected = read(made), read(made)
    assert is_marked(made)
    accepted.accept_all()
    rejected.reject_all()
    assert lines(accepted) == plain(house, new)
    assert lines(rejected) == plain(house, old)


def plain(house: House, document: Document) -> list[str]:
    return lines(read(DocxWriter(house).write(document)))
