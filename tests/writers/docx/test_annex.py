"""Short footnotes, and the annex with their words: each leads to the other, and a reader puts them together again."""

from __future__ import annotations

import re

import pytest

from briefgen.document.nodes import Document, Heading, Note, NoteRef, Paragraph, Text
from briefgen.readers.docx.reader import read_docx
from briefgen.writers.docx.house import House
from briefgen.writers.docx.writer import DocxWriter
from tests.writers.docx.packages import META, changed, parts
from tests.writers.docx.validity import faults

WHERE, WORDS = "Gazette, 12 March 2024, p3", ": “The forum met in Lisbon”."
BRIEF = Document(
    (Heading(1, (Text("A forum"),)), Paragraph((Text("It met."), NoteRef(1), Text(" Again."), NoteRef(2), NoteRef(1)))),
    (Note(1, (Text(WHERE + WORDS),), len(WHERE)), Note(2, (Text("Not stated in: Gazette."),))),
    META,
)


def text_of(xml: bytes) -> list[str]:
    return ["".join(re.findall(r"<w:t[^>]*>([^<]*)", p)) for p in re.findall(r"<w:p>.*?</w:p>", xml.decode(), re.S)]


def written(house: House, notes: str = "footnotes", document: Document = BRIEF) -> bytes:
    return DocxWriter(house, notes).write(document)  # type: ignore[arg-type]


def test_a_footnote_is_short_and_its_words_stand_in_the_annex(house: House) -> None:
    package = parts(written(house))
    assert [line for line in text_of(package["word/footnotes.xml"]) if line] == [WHERE, "Not stated in: Gazette."]
    assert text_of(package["word/document.xml"])[-2:] == ["Evidence", f"1{WORDS}"]
    assert faults(written(house)) == []


def test_a_note_leads_to_its_words_and_they_lead_back(house: House) -> None:
    package = parts(written(house))
    body, notes = package["word/document.xml"].decode(), package["word/footnotes.xml"].decode()
    assert 'w:anchor="_Evidence1"' in notes
    assert 'w:name="_Evidence1"' in body
    assert 'w:anchor="_Note1"' in body
    assert 'w:name="_Note1"' in body


@pytest.mark.parametrize(("many", "breaks"), [(1, False), (12, False), (24, True), (32, False)])
def test_the_annex_begins_a_page_where_that_of_the_text_is_well_filled(house: House, many: int, breaks: bool) -> None:
    """Not where it fits on it or most of it is empty, nor where it is so full that it may have run over."""
    note = Note(1, (Text(WHERE + WORDS + " x" * 2_000),), len(WHERE))
    text = (*(Paragraph((Text("It met."),)) for _ in range(many)), Paragraph((Text("So."), NoteRef(1))))
    xml = parts(written(house, document=Document(text, (note,), META)))["word/document.xml"].decode()
    heading = xml[: xml.index('w:name="_Evidence"')].rpartition("<w:p>")[2]
    assert ("<w:pageBreakBefore/>" in heading) == breaks


@pytest.mark.parametrize("notes", ["quoted", "endnotes"])
def test_other_notes_keep_their_words(house: House, notes: str) -> None:
    package = parts(written(house, notes))
    part = package["word/footnotes.xml" if notes == "quoted" else "word/endnotes.xml"]
    assert WHERE + WORDS in text_of(part)
    assert b"_Evidence" not in package["word/document.xml"]


def test_what_a_reader_reads_is_what_was_written(house: House) -> None:
    back, problems = read_docx(written(house), "brief.docx", base=BRIEF)
    assert (back, problems) == (BRIEF, [])
    assert [note.lead for note in back.notes] == [len(WHERE), 0]
    assert written(house, document=back) == written(house)


def test_words_changed_by_hand_in_the_annex_or_the_footnote_are_changed_in_the_note(house: House) -> None:
    edited = changed(written(house), "word/document.xml", lambda xml: xml.replace("The forum met", "The forum sat"))
    edited = changed(edited, "word/footnotes.xml", lambda xml: xml.replace(", p3", ", p4"))
    back, _ = read_docx(edited, "brief.docx", base=BRIEF)
    assert back.notes[0].content == (Text("Gazette, 12 March 2024, p4: “The forum sat in Lisbon”."),)


def edited(house: House, old: str, new: str) -> tuple[Document, list[str]]:
    """What comes back of the brief with some XML changed, and what is told."""
    data = changed(written(house), "word/document.xml", lambda xml: xml.replace(old, new, 1))
    found, told = read_docx(data, "a.docx", base=BRIEF)
    return found, [d.message for d in told]


def test_words_typed_among_the_evidence_stay_and_their_new_place_is_told(house: House) -> None:
    found, told = edited(house, "<w:sectPr>", "<w:p><w:r><w:t>A remark.</w:t></w:r></w:p><w:sectPr>")
    assert (found.blocks, found.notes) == ((*BRIEF.blocks, Paragraph((Text("A remark."),))), BRIEF.notes)
    assert told == ["the place among the evidence is lost at “A remark.”; the words stay"]


def test_another_heading_of_the_evidence_is_told(house: House) -> None:
    found, told = edited(house, ">Evidence<", ">Quotes<")
    assert (found, told) == (BRIEF, ["the heading of the evidence is written by the program; “Quotes” is not kept"])


def test_a_note_to_the_evidence_is_told_with_its_words(house: House) -> None:
    call = '</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p><w:sectPr>'
    found, told = edited(house, "</w:t></w:r></w:p><w:sectPr>", call)
    assert found == BRIEF
    assert told == ["a note to a note with the words “Not stated in: Gazette.” has no place in a brief and is left out"]


def test_a_note_read_with_all_its_words_goes_back_to_the_annex(house: House) -> None:
    """As in a file that showed both versions of a conflict, whose notes are whole."""
    found, _ = read_docx(written(house, "quoted"), "a.docx", base=BRIEF)
    assert [note.lead for note in found.notes] == [len(WHERE), 0]
