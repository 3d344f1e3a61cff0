"""The law of the Markdown writer: what it writes reads back to the same Document."""

from __future__ import annotations

from hypothesis import given, settings

from briefgen.document.nodes import Document
from briefgen.document.reader import read_markdown
from briefgen.writers.markdown import MarkdownWriter
from tests.document.strategies import MARKINGS, documents


@settings(max_examples=300, deadline=None)
@given(documents())
def test_what_is_written_reads_back_to_the_same_document(document: Document) -> None:
    written = MarkdownWriter().write(document).decode()
    read, diagnostics = read_markdown(written, markings=MARKINGS)
    assert diagnostics == [], written
    assert read == document, written
