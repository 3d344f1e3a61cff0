"""Short footnotes and the annex of two versions: each version has its own words there, with its own numbers."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefgen.document.nodes import Document, Heading, Note, NoteRef, Paragraph, Text
from briefgen.document.walk import plain_text
from briefgen.readers.docx.reader import read_docx
from briefgen.revisions.compare import compare
from briefgen.revisions.revision import accepted, rejected
from briefgen.writers.docx.house import House
from briefgen.writers.docx.redline.writer import RedlineWriter
from briefgen.writers.docx.writer import DocxWriter
from tests.document.strategies import documents
from tests.examples import examples
from tests.revisions.edits import edited
from tests.writers.docx.packages import META, changed, parts
from tests.writers.docx.redline.tracked import reading
from tests.writers.docx.validity import faults

TITLE = Heading(1, (Text("A forum"),))


def brief(text: str, *notes: tuple[str, str]) -> Document:
    """A brief whose text uses note 1 at the first *, note 2 at the second; notes say where, and the words."""
    pieces = text.split("*")
    content = [node for n, piece in enumerate(pieces, 1) for node in (Text(piece), NoteRef(n))][: 2 * len(pieces) - 1]
    made = tuple(Note(n, (Text(where + words),), len(where)) for n, (where, words) in enumerate(notes, 1))
    return Document((TITLE, Paragraph(tuple(node for node in content if node != Text("")))), made, META)


GAZETTE, TIMES, POST = ("Gazette, p3", ": “It met.”"), ("Times, p9", ": “It ended in May.”"), ("Post", "; “He left.”")
BARE = ("Not stated in: Gazette.", "")
CASES = {
    "words changed": (brief("It met.*", GAZETTE), brief("It met.*", (GAZETTE[0], ": “It met in Lisbon.”"))),
    "place changed": (brief("It met.*", GAZETTE), brief("It met.*", ("Gazette, p4", GAZETTE[1]))),
    "a note before": (brief("It met.*", GAZETTE), brief("It ended.* It met.*", TIMES, GAZETTE)),
    "the last note gone": (brief("It met.* It ended.*", GAZETTE, TIMES), brief("It met.*", GAZETTE)),
    "another order": (brief("It met.* It ended.*", GAZETTE, TIMES), brief("It ended.* It met.*", TIMES, GAZETTE)),
    "words came": (brief("It met.*", BARE), brief("It met.*", GAZETTE)),
    "words went": (brief("It met.*", GAZETTE), brief("It met.*", BARE)),
    "no annex before": (brief("It met."), brief("It met.*", GAZETTE)),
    "one of another": (brief("It met.* He left.*", GAZETTE, POST), brief("It met.* He left.*", BARE, POST)),
}


def written(house: House, old: Document, new: Document) -> bytes:
    made = RedlineWriter(DocxWriter(house, "footnotes"), "A desk", "2026-11-21").write(old, new)
    assert faults(made) == []
    return made


def assert_both_versions(house: House, old: Document, new: Document) -> None:
    made, plain = written(house, old, new), DocxWriter(house, "footnotes")
    assert reading(made, "del") == reading(plain.write(new))
    assert reading(made, "ins") == reading(plain.write(old))


@pytest.mark.parametrize("name", CASES)
def test_accepted_it_is_the_new_brief_with_its_annex_and_rejected_the_old_one(name: str, house: House) -> None:
    old, new = CASES[name]
    assert_both_versions(house, old, new)
    assert_both_versions(house, new, old)


@pytest.mark.parametrize("name", CASES)
def test_where_a_note_leads_to_its_words_is_kept_in_both_versions(name: str) -> None:
    old, new = CASES[name]
    compared = compare(old, new).document
    for version, taken in ((new, accepted(compared)), (old, rejected(compared))):
        assert taken == version
        said = [[n.lead % len(plain_text(n.content)) for n in d.notes] for d in (version, taken)]
        assert said[0] == said[1]


@pytest.mark.slow
@examples(50)
@given(st.data())
def test_any_two_versions_with_an_annex_come_out_again(house: House, data: st.DataObject) -> None:
    old = data.draw(documents())
    new = data.draw(st.one_of(documents(), edited(old)))
    part = data.draw(st.integers(0, 3))  # a note that says the same tells the same parts apart
    old, new = (
        replace(d, notes=tuple(replace(n, lead=len(plain_text(n.content)) * part // 3) for n in d.notes))
        for d in (old, new)
    )
    try:
        DocxWriter(house, "footnotes").write(old), DocxWriter(house, "footnotes").write(new)
    except ValueError:  # one of them that a link parted in two would be, which shows another address than it has
        assume(False)
    assert_both_versions(house, old, new)


def test_notes_lead_to_their_words_and_back_where_both_versions_have_them(house: House) -> None:
    made = parts(written(house, *CASES["a note before"]))
    body, notes = made["word/document.xml"].decode(), made["word/footnotes.xml"].decode()
    for number in (1, 2):
        assert f'w:anchor="_Evidence{number}"' in notes
        assert f'w:name="_Evidence{number}"' in body
        assert f'w:anchor="_Note{number}"' in body
        assert f'w:name="_Note{number}"' in body


@pytest.mark.parametrize("name", CASES)
def test_a_reader_of_the_redline_reads_the_new_brief(name: str, house: House) -> None:
    old, new = CASES[name]
    back, _ = read_docx(written(house, old, new), "brief.docx", base=new)
    assert back == new


@pytest.mark.slow
def test_words_changed_by_hand_in_the_annex_of_a_redline_are_changed_in_the_note(house: House) -> None:
    old, new = CASES["a note before"]
    edited_file = changed(
        written(house, old, new), "word/document.xml", lambda xml: xml.replace("ended in May", "ended")
    )
    back, _ = read_docx(edited_file, "brief.docx", base=new)
    assert plain_text(back.notes[0].content) == "Times, p9: “It ended.”"


def test_what_changed_in_the_words_alone_is_tracked_in_the_annex_alone(house: House) -> None:
    made = parts(written(house, *CASES["words changed"]))
    assert b"<w:ins " not in made["word/footnotes.xml"]
    annex = made["word/document.xml"].decode().partition('w:name="_Evidence"')[2]
    assert re.findall(r"<w:ins [^>]*><w:r><w:t[^>]*>([^<]*)", annex) == [" in Lisbon"]
