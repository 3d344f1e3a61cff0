"""The law of reading back: what the Word writer writes comes back as the normal form of the same Document."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefgen.document.nodes import Document, LineBreak, Marking, OrderedList, Table, Text
from briefgen.document.walk import Content
from briefgen.document.walk import blocks as all_blocks
from briefgen.readers.docx.normal import normal_form
from briefgen.readers.docx.reader import read_docx
from briefgen.writers.docx.house import House
from briefgen.writers.docx.writer import DocxWriter
from tests.briefs.test_shipped import briefs, made
from tests.document.strategies import documents
from tests.examples import examples
from tests.writers.docx.packages import META

Notes = Literal["endnotes", "footnotes"]


@pytest.mark.parametrize("notes", ["endnotes", "footnotes"])
def test_what_is_written_reads_back_in_normal_form(house: House, notes: Notes) -> None:
    @examples(20)
    @given(documents(), st.sampled_from(["never", "always"]), st.booleans())
    def law(document: Document, contents: Literal["never", "always"], marked: bool) -> None:
        assume(not any(isinstance(b, OrderedList) and b.start > 32_000 for b in all_blocks(document.blocks)))
        blocks = (Marking(META.marking), *document.blocks) if marked else document.blocks
        document = replace(document, blocks=blocks, meta=META)
        comes_back(house, document, notes, contents)

    law()


def comes_back(house: House, document: Document, notes: Notes, contents: Literal["never", "always"] = "never") -> None:
    written = DocxWriter(house, notes, contents).write(document)
    assert read_docx(written, "a.docx", base=document) == (normal_form(document), [])


@pytest.mark.parametrize("row", [((LineBreak(),), ()), ((Text("Walls"),), ()), ((), ()), ((), (Text("Walls"),))])
def test_a_first_cell_as_wide_as_the_table_hides_the_sides_of_the_others(
    house: House, row: tuple[Content, Content]
) -> None:
    table = Table(((), ()), (row,), ("", "center"))
    comes_back(house, Document((table,), (), META), "footnotes")


@examples(20)
@given(documents())
def test_the_normal_form_is_its_own_normal_form(document: Document) -> None:
    once = normal_form(document)
    assert normal_form(once) == once


@pytest.mark.few(3)
@pytest.mark.parametrize(("kind", "key"), briefs(), ids=str)
def test_every_shipped_brief_reads_back_as_it_is(house: House, kind: str, key: str) -> None:
    document = made(kind, key).document
    written = DocxWriter(house, "endnotes").write(document)
    assert read_docx(written, "a.docx", base=document) == (document, [])
