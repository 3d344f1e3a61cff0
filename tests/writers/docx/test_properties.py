"""A Word file is marked with the version that it is, and keeps the mark while a person edits it."""

from __future__ import annotations

from dataclasses import replace

from briefgen.document.nodes import Document, Meta, Paragraph, Text
from briefgen.outputs.manifest import find_merge_base
from briefgen.writers.docx.house import House
from briefgen.writers.docx.properties import origin_of
from briefgen.writers.docx.redline.writer import RedlineWriter
from briefgen.writers.docx.writer import DocxWriter
from tests.readers.docx import hands
from tests.writers.docx.packages import changed


def said(*sentences: str) -> Document:
    return Document(tuple(Paragraph((Text(said),)) for said in sentences), meta=Meta(date="2026-01-01"))


def test_a_word_file_knows_what_it_began_with_also_after_it_was_edited(house: House) -> None:
    first, second = (DocxWriter(house).write(said("One.", word)) for word in ("Two.", "2."))
    assert len({origin_of(first), origin_of(second)}) == 2
    edited = hands.reword(first, "One", "1")
    assert origin_of(edited) == origin_of(first)
    assert find_merge_base("b.docx", edited, [second, first]) == first
    assert find_merge_base("b.docx", edited, [second]) is None
    unmarked = changed(edited, "docProps/custom.xml", lambda xml: xml.replace('name="briefgen"', 'name="other"'))
    assert find_merge_base("b.docx", unmarked, [second, first]) == second
    assert find_merge_base("b.docx", b"no zip", [second, first]) == second


def test_what_was_merged_carries_the_mark_that_it_is_given(house: House) -> None:
    old, new = said("One."), said("Two.")
    plain, redline = DocxWriter(house), RedlineWriter(DocxWriter(house), "Desk", "2026-01-01")
    mark = origin_of(plain.write(new))
    assert origin_of(plain.write(old, mark)) == mark
    assert origin_of(replace(redline, origin=mark).write(old, new)) == mark
    assert redline.write(new, new) == plain.write(new)
