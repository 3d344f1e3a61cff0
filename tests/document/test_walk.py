"""Going through a Document."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from briefgen.document.nodes import (
    BlockQuote,
    BulletList,
    Cite,
    Document,
    Emphasis,
    Figure,
    Heading,
    Inline,
    LineBreak,
    Link,
    Marking,
    Note,
    NoteRef,
    Paragraph,
    Strong,
    Table,
    Text,
)
from briefgen.document.walk import block_text, containers, parted, plain_text, rewrite
from tests.document.strategies import documents
from tests.examples import examples

LIST = BulletList(((Paragraph((Text("item"),)), BlockQuote((Paragraph((Text("quote"),)),))),))
TABLE = Table(((Text("h1"),), (Text("h2"),)), (((Text("a"),), ()),), ("", ""))
DOCUMENT = Document(
    (
        Marking("TLP:CLEAR"),
        Heading(1, (Text("Title "), Strong((Text("x"),)))),
        LIST,
        TABLE,
        Figure("a.png", "what it shows", (Text("caption"),)),
        Heading(2, (Text("End"), NoteRef(1))),
    ),
    (Note(1, (Text("note"),)),),
)


def test_containers_come_in_reading_order_with_notes_last() -> None:
    texts = [plain_text(content) for content in containers(DOCUMENT)]
    assert texts == ["Title x", "item", "quote", "h1", "h2", "a", "", "caption", "End", "note"]


def test_plain_text_is_what_a_reader_sees() -> None:
    link = Link("https://example.org", (Text("d"),))
    content = (Text("a"), Emphasis((Strong((Text("b"),)), LineBreak())), link, Cite(("s",)), NoteRef(1))
    assert plain_text(content) == "ab\nd"


def test_the_text_of_a_block_has_a_line_for_each_paragraph_and_row() -> None:
    assert block_text(LIST) == "item\nquote"
    assert block_text(TABLE) == "h1\th2\na\t"
    assert block_text(Marking("TLP:RED")) == "TLP:RED"
    assert block_text(DOCUMENT.blocks[4]) == "caption"


def test_rewrite_changes_captions() -> None:
    new = rewrite(DOCUMENT, lambda content: () if content == (Text("caption"),) else content)
    assert new.blocks[4] == Figure("a.png", "what it shows")


def test_rewrite_changes_what_it_must_and_shares_the_rest() -> None:
    def shout(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return (Text("QUOTE"),) if content == (Text("quote"),) else content

    new = rewrite(DOCUMENT, shout)
    assert [plain_text(c) for c in containers(new)][2] == "QUOTE"
    assert new.blocks[3] is DOCUMENT.blocks[3]
    assert new.notes is DOCUMENT.notes


@examples(10)
@given(documents())
def test_rewrite_visits_every_container_once_in_order(document: Document) -> None:
    seen: list[tuple[Inline, ...]] = []

    def look(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        seen.append(content)
        return content

    assert rewrite(document, look) is document
    assert seen == list(containers(document))


def test_a_note_is_parted_where_it_is_styled() -> None:
    note = Note(
        1,
        (Text("The "), Emphasis((Text("Gazette"),)), Text(", p3: “x”, "), Link("https://a.example", (Text("a"),))),
        15,
    )
    where, words = parted(note)
    assert where == (Text("The "), Emphasis((Text("Gazette"),)), Text(", p3"))
    assert words == (Text(": “x”, "), Link("https://a.example", (Text("a"),)))
    assert parted(replace(note, lead=0)) == (note.content, ())
