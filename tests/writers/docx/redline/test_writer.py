"""Tracked changes in Word: accepted they are the new brief, rejected the old one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefgen.document.nodes import (
    BulletList,
    Document,
    Figure,
    Heading,
    Link,
    Marking,
    NoteRef,
    OrderedList,
    Paragraph,
    Strong,
    Table,
    Text,
)
from briefgen.writers.docx.house import House
from briefgen.writers.docx.redline.writer import RedlineWriter
from briefgen.writers.docx.writer import DocxWriter
from tests.document.strategies import documents
from tests.examples import examples
from tests.revisions.edits import edited
from tests.writers.docx.packages import META, document, item, parts, words
from tests.writers.docx.redline.tracked import is_marked, reading
from tests.writers.docx.validity import faults

MAIN = "word/document.xml"


def written(house: House, old: Document, new: Document) -> bytes:
    made = RedlineWriter(DocxWriter(house), "A desk", "2026-11-21").write(old, new)
    assert faults(made) == []
    return made


def main(package: bytes) -> str:
    return parts(package)[MAIN].decode()


def assert_both_versions(house: House, old: Document, new: Document) -> None:
    made, plain = written(house, old, new), DocxWriter(house)
    assert reading(made, "del") == reading(plain.write(new))
    assert reading(made, "ins") == reading(plain.write(old))


A, B, C = (Paragraph(words(f"The {name} paragraph is here.")) for name in ("first", "second", "third"))
TABLE = Table((words("State"), words("Status")), ((words("A"), words("listed")), (words("B"), words("absent"))))
WIDE = Table((words("x"), words("y"), words("z")), ((words("1"), words("2"), words("3")),))
NOTED = Paragraph((Text("It met."), NoteRef(1)))

CASES: dict[str, tuple[Document, Document]] = {
    "word": (document(Paragraph(words("It met in Astana."))), document(Paragraph(words("It met in Almaty.")))),
    "paragraph inserted": (document(A, C), document(A, B, C)),
    "paragraph deleted": (document(A, B, C), document(A, C)),
    "last paragraph": (document(A, B), document(A)),
    "everything": (document(A), document(Heading(2, words("Other")), TABLE)),
    "from nothing": (document(), document(A)),
    "heading": (document(Heading(1, words("Old title")), A), document(Heading(1, words("A title")), A)),
    "heading level": (document(Heading(2, words("T")), A), document(Heading(3, words("T")), A)),
    "row inserted": (
        document(TABLE, A),
        document(replace(TABLE, rows=(*TABLE.rows, (words("C"), words("listed")))), A),
    ),
    "rows and cells": (
        document(TABLE, A),
        document(replace(TABLE, rows=((words("B"), words("stated absent")), (words("C"), ()))), A),
    ),
    "header cell": (document(TABLE, A), document(replace(TABLE, head=(words("Party"), words("Status"))), A)),
    "table wider": (document(TABLE, A), document(WIDE, A)),
    "table gone": (document(A, TABLE, B), document(A, B)),
    "table at the end": (document(A), document(A, TABLE)),
    "between tables": (document(TABLE, A, WIDE, B), document(TABLE, WIDE, B)),
    "a table between tables": (document(TABLE, WIDE, B), document(TABLE, WIDE, WIDE, B)),
    "items": (
        document(BulletList((item("first point here"), item("second point here"))), A),
        document(BulletList((item("first point here"), item("point between"), item("second point there"))), A),
    ),
    "item with more": (
        document(BulletList(((*item("first point here"), A), item("x"))), B),
        document(BulletList(((*item("first point here"), B, BulletList((item("deeper"),))), item("x"))), B),
    ),
    "numbered": (
        document(OrderedList((item("one of it"), item("two of it")), 3), A),
        document(OrderedList((item("two of it"), item("three of it")), 3), A),
    ),
    "list start": (document(OrderedList((item("one"),), 1), A), document(OrderedList((item("one"),), 2), A)),
    "link": (
        document(Paragraph((Text("See "), Link("https://example.org/a", words("a page")), Text(" now.")))),
        document(Paragraph((Text("See "), Link("https://example.org/b", words("a page")), Text(" now.")))),
    ),
    "bold": (
        document(Paragraph((Text("It is "), Strong(words("very old")), Text(" now.")))),
        document(Paragraph((Text("It is "), Strong(words("very new")), Text(" now.")))),
    ),
    "note inserted": (document(A, B), document(A, NOTED, B, notes=("a source",))),
    "note changed": (
        document(NOTED, notes=("The agency, 16 October 2025, said it",)),
        document(NOTED, notes=("The agency, 17 October 2025, said it",)),
    ),
    "note used earlier": (
        document(A, NOTED, notes=("a source",)),
        document(Paragraph((*A.content, NoteRef(1))), NOTED, notes=("a source",)),
    ),
    "notes side by side": (
        document(Paragraph((Text("It met."), NoteRef(1), NoteRef(2))), notes=("a", "b")),
        document(Paragraph((Text("It met."), NoteRef(1), NoteRef(2))), notes=("b", "c")),
    ),
    "notes numbered anew": (
        document(Paragraph((Text("It met."), NoteRef(1), Text(" It ended."), NoteRef(1))), notes=("a",)),
        document(
            Paragraph((Text("One came."), NoteRef(1), Text(" It met."), NoteRef(2), Text(" It ended."), NoteRef(2))),
            notes=("new", "a"),
        ),
    ),
    "figure": (
        document(Figure("a.png", "it shows", words("Three of five")), A),
        document(Figure("matrix.png", "m", words("All")), Figure("a.png", "it shows", words("Four of five")), A),
    ),
    "marking": (
        document(Marking("TLP:GREEN"), A),
        document(Marking("TLP:AMBER"), A, meta=replace(META, marking="TLP:AMBER")),
    ),
}


@pytest.mark.few(12)
@pytest.mark.parametrize("name", CASES)
def test_accepted_it_is_the_new_brief_and_rejected_the_old(name: str, house: House) -> None:
    old, new = CASES[name]
    if name == "marking":  # a marking that the page carries is left out of a plain brief
        made = written(house, old, new)
        assert "TLP:GREEN" in str(reading(made, "ins"))
        assert "TLP:AMBER" in str(reading(made, "del"))
        return
    assert_both_versions(house, old, new)
    assert_both_versions(house, new, old)


@examples(20)
@given(st.data())
def test_any_two_versions_come_out_again(house: House, data: st.DataObject) -> None:
    old = data.draw(documents())
    new = data.draw(st.one_of(documents(), edited(old)))
    try:
        DocxWriter(house).write(old), DocxWriter(house).write(new)
    except ValueError:
        assume(False)
    assert_both_versions(house, old, new)


def test_without_a_change_the_bytes_are_those_of_the_plain_brief(house: House) -> None:
    brief = document(Marking("TLP:GREEN"), Heading(1, words("T")), NOTED, TABLE, notes=("n",))
    made = written(house, brief, brief)
    assert made == DocxWriter(house).write(brief)
    assert not is_marked(made)


def test_author_and_date_are_those_given_and_ids_are_single(house: House) -> None:
    old, new = CASES["rows and cells"]
    made = main(RedlineWriter(DocxWriter(house), 'The "desk" & co', "2026-01-02").write(old, new))
    assert 'w:author="The &quot;desk&quot; &amp; co" w:date="2026-01-02T00:00:00Z"' in made
    with pytest.raises(ValueError, match="author"):
        RedlineWriter(DocxWriter(house), " ", "2026-01-02").write(old, new)
    with pytest.raises(ValueError, match="YYYY-MM-DD"):
        RedlineWriter(DocxWriter(house), "A", "2 January").write(old, new)


def test_a_comment_says_which_fact_changed_at_the_change(house: House) -> None:
    old = document(A, Paragraph(words("It met in Astana.")))
    new = document(A, Paragraph(words("It met in Almaty.")))
    made = RedlineWriter(DocxWriter(house), "A desk", "2026-11-21").write(
        old, new, {"It met in Almaty.": "place: Astana -> Almaty"}
    )
    assert faults(made) == []
    assert "place: Astana -&gt; Almaty" in parts(made)["word/comments.xml"].decode()
    text = main(made)
    assert text.index("It met in ") < text.index("<w:commentRangeStart") < text.index("<w:del ")
    assert text.index("</w:ins>") < text.index("<w:commentRangeEnd") < text.index("<w:commentReference")


def test_what_came_and_went_whole_has_its_comment_too_and_a_change_in_a_note_at_its_reference(house: House) -> None:
    old = document(NOTED, BulletList((item("a point that goes"), item("x y"))), notes=("on 16 October 2025, said",))
    new = document(NOTED, BulletList((item("x y"),)), TABLE, B, notes=("on 17 October 2025, said",))
    made = RedlineWriter(DocxWriter(house), "A desk", "2026-11-21").write(
        old, new, lambda change: f"{change.number}: why"
    )
    assert faults(made) == []
    assert parts(made)["word/comments.xml"].decode().count(": why") == 4
    assert main(made).count("<w:commentReference") == 4
    assert "<w:comment" not in parts(made)["word/endnotes.xml"].decode()


def test_a_table_of_contents_is_tracked_with_its_headings(house: House) -> None:
    old = document(Heading(2, words("One part")), A, Heading(2, words("Gone part")), B)
    new = document(Heading(2, words("New part")), C, Heading(2, words("One part here")), A, B)
    made = RedlineWriter(DocxWriter(house, contents="always"), "A desk", "2026-11-21").write(old, new)
    assert faults(made) == []
    plain = DocxWriter(house, contents="always")
    assert reading(made, "del") == reading(plain.write(new))
    assert reading(made, "ins") == reading(plain.write(old))
