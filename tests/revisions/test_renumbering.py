"""Other numbers for notes and other names for pictures, wherever a Document refers to them."""

from __future__ import annotations

from briefgen.document.nodes import (
    Block,
    BlockQuote,
    BulletList,
    Document,
    Emphasis,
    Figure,
    FigureRef,
    Inline,
    Link,
    Note,
    NoteRef,
    OrderedList,
    Paragraph,
    Picture,
    Strong,
    Text,
)
from briefgen.revisions.renumbering import note_numbers, renumbered, with_names, with_numbers


def paragraph(*content: Inline) -> Paragraph:
    return Paragraph(content)


def noted(*numbers: int) -> tuple[Note, ...]:
    return tuple(Note(n, (Text(f"source {n}"),)) for n in numbers)


def test_notes_are_numbered_by_first_use_and_those_that_nothing_calls_go() -> None:
    document = Document(
        (paragraph(Text("A"), NoteRef(7)), BlockQuote((paragraph(NoteRef(3), NoteRef(7), NoteRef(9)),))), noted(3, 5, 7)
    )
    assert note_numbers(document) == {7: 1, 3: 2}
    made = renumbered(document)
    assert made.blocks == (paragraph(Text("A"), NoteRef(1)), BlockQuote((paragraph(NoteRef(2), NoteRef(1)),)))
    assert made.notes == (Note(1, (Text("source 7"),)), Note(2, (Text("source 3"),)))
    assert renumbered(made) is made


def test_what_is_left_empty_by_a_reference_that_goes_goes_too() -> None:
    content = (Strong((NoteRef(1), Emphasis((NoteRef(2),)))), Link("x", (NoteRef(2),)), Strong(()), Text("end"))
    made = with_numbers(Document((paragraph(*content),)), {1: 4})
    assert made.blocks == (paragraph(Strong((NoteRef(4),)), Strong(()), Text("end")),)


def test_notes_stay_in_their_order_under_other_numbers() -> None:
    assert [n.number for n in with_numbers(Document((), noted(1, 2)), {1: 2, 2: 1}).notes] == [2, 1]


def test_a_picture_has_its_new_name_wherever_it_is_shown_or_spoken_of() -> None:
    def document(a: str) -> Document:
        figure = Figure(a, "it shows", (Text("see "), FigureRef(a, "Figure 1")))
        blocks: tuple[Block, ...] = (
            figure,
            BulletList(((figure,), (paragraph(Strong((FigureRef(a, "Figure 1"), FigureRef("b.png", "Figure 2")))),))),
            OrderedList(((figure,),)),
            BlockQuote((figure, Figure("b.png", "", ()))),
        )
        return Document(blocks, pictures=(Picture(a, b"1", 1, 1), Picture("b.png", b"2", 1, 1)))

    assert with_names(document("a.png"), {"a.png": "old-a.png"}) == document("old-a.png")
    assert with_names(same := document("a.png"), {}) is same
