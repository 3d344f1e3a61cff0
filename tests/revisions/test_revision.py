"""Two versions in one Document: what stayed, came and went, and each version taken out again."""

from __future__ import annotations

import pytest

from briefgen.document.nodes import (
    Block,
    BlockQuote,
    BulletList,
    Document,
    Emphasis,
    Figure,
    FigureRef,
    Heading,
    Inline,
    Link,
    Note,
    NoteRef,
    OrderedList,
    Paragraph,
    Picture,
    Strong,
    Table,
    Text,
)
from briefgen.document.walk import block_text
from briefgen.revisions.revision import (
    OLD_PICTURE,
    Revised,
    Revision,
    accepted,
    note_numbers,
    rejected,
    renumbered,
    revised_blocks,
    with_names,
    with_numbers,
    with_revisions,
)

KEPT, CAME, WENT = Revision.KEPT, Revision.INSERTED, Revision.DELETED


def text(*words: str, marks: tuple[Revision, ...] = ()) -> tuple[Inline, ...]:
    nodes = [Text(word) for word in words]
    return Revised(nodes, marks) if marks else tuple(nodes)


def plain(word: str) -> Paragraph:
    return Paragraph(text(word))


def test_a_run_with_marks_knows_them_and_is_none_without() -> None:
    run = Revised(("a", "b", "c"), (KEPT, CAME, WENT), (0, 1, 1))
    assert list(with_revisions(run)) == [("a", KEPT, 0), ("b", CAME, 1), ("c", WENT, 1)]
    assert list(with_revisions(("a",))) == [("a", KEPT, 0)]
    assert run[1:] == Revised(("b", "c"), (CAME, WENT), (1, 1))
    assert run[1] == "b"
    assert run != ("a", "b", "c")
    assert run != Revised(("a", "b", "c"), (KEPT, CAME, CAME), (0, 1, 1))
    assert run != Revised(("a", "b", "c"), (KEPT, CAME, WENT), (0, 1, 2))
    assert run == Revised(("a", "b", "c"), (KEPT, CAME, WENT), (0, 1, 1))
    assert (
        len({run, Revised(("a", "b", "c"), (KEPT, CAME, WENT), (0, 1, 1)), Revised(("a", "b", "c"), (KEPT,) * 3)}) == 2
    )


@pytest.mark.parametrize(("marks", "changes"), [((KEPT,), None), ((KEPT, CAME), (0,))])
def test_each_node_has_a_mark(marks: tuple[Revision, ...], changes: tuple[int, ...] | None) -> None:
    with pytest.raises(ValueError, match="each node has one revision and one change"):
        Revised(("a", "b"), marks, changes)


def test_what_stands_inside_of_what_came_or_went_came_or_went_with_it() -> None:
    items = Revised(((plain("a"),), (plain("b"), BlockQuote((plain("c"),)))), (KEPT, WENT))
    blocks: tuple[Block, ...] = Revised(
        (BulletList(items), BlockQuote((plain("d"), BulletList(((plain("e"),),)))), plain("f")), (KEPT, CAME, KEPT)
    )
    found = [(type(block).__name__[:5] + block_text(block)[:1], mark) for block, mark in revised_blocks(blocks)]
    assert [mark for _, mark in found] == [KEPT, KEPT, WENT, WENT, WENT, CAME, CAME, CAME, CAME, KEPT]
    everything = [mark for _, mark in revised_blocks(blocks, CAME)]
    assert set(everything) == {CAME}


MARKS = (KEPT, WENT, CAME)
WORDS = text("It met ", "here", "there", marks=MARKS)


@pytest.mark.parametrize(
    ("block", "old", "new"),
    [
        (Paragraph(WORDS), "It met here", "It met there"),
        (Heading(2, WORDS), "It met here", "It met there"),
        (Figure("a.png", "it shows", WORDS), "It met here", "It met there"),
        (BulletList(((Paragraph(WORDS),),)), "It met here", "It met there"),
        (BulletList(Revised(((plain("a"),), (plain("b"),), (plain("c"),)), MARKS)), "a\nb", "a\nc"),
        (BlockQuote(Revised((plain("a"), plain("b"), plain("c")), MARKS)), "a\nb", "a\nc"),
        (Table((WORDS, text("x")), ((WORDS, text("y")),)), "It met here", "It met there"),
        (Table((text("h"),), Revised(((text("a"),), (text("b"),), (text("c"),)), MARKS)), "b", "c"),
    ],
)
def test_both_versions_of_every_block_come_out(block: Block, old: str, new: str) -> None:
    document = Document((block,), pictures=(Picture("a.png", b"", 1, 1),) if isinstance(block, Figure) else ())
    was, now = (block_text(made.blocks[0]) for made in (rejected(document), accepted(document)))
    assert [part in was for part in old.split("\n")] == [True] * len(old.split("\n"))
    assert [part in now for part in new.split("\n")] == [True] * len(new.split("\n"))
    assert (new.split("\n")[-1] in was, old.split("\n")[-1] in now) == (False, False)


def test_what_nobody_marked_is_left_as_it_is() -> None:
    document = Document((Paragraph(text("one ", "two")),))
    assert accepted(document) == rejected(document) == document


def test_notes_are_those_of_the_version_by_first_use_and_pictures_those_it_shows() -> None:
    nodes: list[Inline] = [Text("A"), NoteRef(2), NoteRef(1), NoteRef(3)]
    content = Revised(nodes, (KEPT, KEPT, WENT, CAME))
    shown = (Figure("b.png", "", ()), Figure("a.png", "", ()), Figure(OLD_PICTURE + "a.png", "", ()))
    document = Document(
        (Paragraph(content), *Revised(shown, (KEPT, CAME, WENT))),
        Revised((Note(1, text("went")), Note(2, text("stays")), Note(3, text("came"))), (WENT, KEPT, CAME)),
        pictures=Revised(
            [Picture(name, b"", n, n) for n, name in enumerate(("a.png", "b.png", OLD_PICTURE + "a.png"), 1)],
            (CAME, KEPT, WENT),
        ),
    )
    document = Document(
        Revised(document.blocks, (KEPT, KEPT, CAME, WENT)), document.notes, document.meta, document.pictures
    )
    new, old = accepted(document), rejected(document)
    assert [(n.number, n.content) for n in new.notes] == [(1, text("stays")), (2, text("came"))]
    assert [(n.number, n.content) for n in old.notes] == [(1, text("stays")), (2, text("went"))]
    assert [(p.name, p.width) for p in new.pictures] == [("b.png", 2), ("a.png", 1)]
    assert [(p.name, p.width) for p in old.pictures] == [("b.png", 2), ("a.png", 3)]
    assert [block.name for block in old.blocks if isinstance(block, Figure)] == ["b.png", "a.png"]


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
