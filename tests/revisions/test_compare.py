"""What a comparison of two Documents shows, and that both versions come out of it again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.document.nodes import (
    Block,
    BulletList,
    Document,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Note,
    NoteRef,
    Paragraph,
    Picture,
    Strong,
    Table,
    Text,
)
from briefgen.document.walk import block_text, plain_text
from briefgen.readers.markdown.reader import read_markdown
from briefgen.revisions.compare import NotePairs, compare, pair_notes
from briefgen.revisions.revision import Revision, accepted, rejected, with_revisions
from tests.document.png import png
from tests.document.strategies import documents
from tests.examples import examples
from tests.growth import assert_linear
from tests.revisions.edits import edited

SIGNS = {Revision.KEPT: "{}", Revision.INSERTED: "[+{}+]", Revision.DELETED: "[-{}-]"}


def read(text: str) -> Document:
    document, problems = read_markdown(text)
    assert problems == []
    return document


def shown(old: str, new: str) -> list[str]:
    """The compared blocks, each a line, with signs around what came and went."""
    return [line for line in _lines(compare(read(old), read(new)).document.blocks) if line]


def _lines(blocks: tuple[Block, ...]) -> list[str]:
    lines: list[str] = []
    for block, mark, _ in with_revisions(blocks):
        if mark is not Revision.KEPT:
            lines.append(SIGNS[mark].format(block_text(block)))
        elif isinstance(block, BulletList):
            for item, of_item, _ in with_revisions(block.items):
                lines += [SIGNS[of_item].format(line) for line in _lines(item)]
        elif isinstance(block, Table):
            for row, of_row, _ in with_revisions(block.rows):
                lines.append(SIGNS[of_row].format(" | ".join(_inline(cell) for cell in row)))
        elif isinstance(block, Heading | Paragraph):
            lines.append(_inline(block.content))
    return lines


def _inline(content: tuple[Inline, ...]) -> str:
    signed = [
        (mark, f"^{node.number}" if isinstance(node, NoteRef) else plain_text((node,)), node)
        for node, mark, _ in with_revisions(content)
    ]
    return "".join(SIGNS[mark].format(text) for mark, text, _ in signed)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("It met in Astana.", "It met in Samarkand.", ["It met in [-Astana-][+Samarkand+]."]),
        # numbers and dates are whole
        ("It has 1,200 members.", "It has 1,300 members.", ["It has [-1,200-][+1,300+] members."]),
        (
            "It met on 16 October 2025 there.",
            "It met on 17 October 2025 there.",
            ["It met on [-16 October 2025-][+17 October 2025+] there."],
        ),
        ("On 2025-10-16.", "On 2025-10-17.", ["On [-2025-10-16-][+2025-10-17+]."]),
        # words that happen to be equal between two changes belong to the change
        (
            "The council met on the seventeenth of October and adopted the plan of the secretariat.",
            "The council met after lengthy deliberations of ministers and adopted the plan of the secretariat.",
            [
                "The council met [-on the seventeenth of October-][+after lengthy deliberations of ministers+]"
                " and adopted the plan of the secretariat."
            ],
        ),
        # a sentence that is mostly new is shown as a whole, its neighbours are not
        (
            "Nine states took part. The host was Uzbekistan. It ended late.",
            "Nine states took part. Delegations discussed border security at length. It ended late.",
            [
                "Nine states took part. [-The host was Uzbekistan-]"
                "[+Delegations discussed border security at length+]. It ended late."
            ],
        ),
        ("One. Three.", "One. Two came. Three.", ["One. [+Two came. +]Three."]),
        (
            "- a b c d\n- e f g h\n",
            "- a b c d\n- new point here\n- e f g h!\n",
            ["a b c d", "[+new point here+]", "e f g h[+!+]"],
        ),
        # a table keeps its rows by their names
        (
            "| x | y |\n| --- | --- |\n| A | listed |\n| B | absent |\n",
            "| x | y |\n| --- | --- |\n| A | listed |\n| C | listed |\n| B | stated |\n",
            ["A | listed", "[+C | listed+]", "B | [-absent-][+stated+]"],
        ),
        # other kinds of block are never alike
        ("Words here", "# Words here", ["[-Words here-]", "[+Words here+]"]),
        ("# A title", "# Another", ["[-A title-][+Another+]"]),
        ("**bold old** x", "**bold new** x", ["bold [-old-][+new+] x"]),
        ("word", "**word**", ["[-word-][+word+]"]),
        ("日本語の会議", "日本語の大会議", ["日本語の[+大+]会議"]),
    ],
)
def test_changes_are_readable(old: str, new: str, expected: list[str]) -> None:
    assert shown(old, new) == expected


def test_notes_are_compared_by_what_they_say_and_not_by_number() -> None:
    old = read("One.[^1] Two.[^2]\n\n[^1]: first source\n[^2]: second source\n")
    new = read("None.[^1] One.[^2] Two.[^3]\n\n[^1]: another thing\n[^2]: first source\n[^3]: second source\n")
    made = compare(old, new).document
    assert _lines(made.blocks) == ["[+None.+][+^1+][+ +]One.^2 Two.^3"]
    assert [mark for _, mark, _ in with_revisions(made.notes)] == [Revision.INSERTED, Revision.KEPT, Revision.KEPT]


def test_a_note_that_says_something_else_of_the_same_source_is_changed_inside() -> None:
    old = read("One.[^1]\n\n[^1]: The agency, 16 October 2025, “the meeting took place”.\n")
    new = read("One.[^1]\n\n[^1]: The agency, 17 October 2025, “the meeting took place”.\n")
    made = compare(old, new).document
    assert _lines(made.blocks) == ["One.^1"]
    assert _inline(made.notes[0].content) == (
        "The agency, [-16 October 2025-][+17 October 2025+], “the meeting took place”."
    )


def test_a_change_has_the_sentence_before_and_after_it() -> None:
    compared = compare(read("One here. It met in Astana.\n\nGone."), read("One here. It met in Almaty.\n\n- come"))
    assert [(c.number, c.old, c.new) for c in compared.changes] == [
        (1, "It met in Astana.", "It met in Almaty."),
        (2, "Gone.", ""),
        (3, "", "come"),
    ]


def test_without_a_change_the_document_is_the_new_one() -> None:
    document = read("# T\n\nText.[^1]\n\n[^1]: n\n")
    compared = compare(document, read("# T\n\nText.[^1]\n\n[^1]: n\n"))
    assert compared.document == document
    assert compared.changes == ()


def test_a_picture_that_changed_under_its_name_is_replaced() -> None:
    was, now = Picture("a.png", png(1, 1), 10, 10), Picture("a.png", png(2, 2), 10, 10)
    old, new = (Document((Figure("a.png", "it shows", (Text("c"),)),), pictures=(p,)) for p in (was, now))
    compared = compare(old, new)
    assert [mark for _, mark, _ in with_revisions(compared.document.blocks)] == [Revision.DELETED, Revision.INSERTED]
    assert {picture.name for picture in compared.document.pictures} == {"a.png", "old-a.png"}
    assert (rejected(compared.document), accepted(compared.document)) == (old, new)


def test_both_versions_come_back_as_deep_as_they_were() -> None:
    """What runs of one look each could not give back: they have one order of looks."""
    nested = Emphasis((Strong((Text("as it was"),)),))
    old, new = (Document((Paragraph((Text(word), nested, Text(" and so on."))),)) for word in ("Here ", "There "))
    compared = compare(old, new)
    assert (rejected(compared.document), accepted(compared.document)) == (old, new)


@examples(20)
@given(st.data())
def test_both_versions_come_out_of_a_comparison(data: st.DataObject) -> None:
    old = data.draw(documents())
    new = data.draw(st.one_of(documents(), edited(old)))
    compared = compare(old, new).document
    assert accepted(compared) == new
    assert rejected(compared) == replace(old, meta=new.meta)


def long_document(paragraphs: int, changed: int = 0) -> Document:
    blocks: list[Block] = []
    notes: list[Note] = []
    for n in range(paragraphs):
        words = " ".join(f"word{(n * 7 + k) % 997} of" for k in range(20))
        if changed and n % changed == 0:
            words = words.replace("of", "changed", 2)
        blocks.append(Paragraph((Text(f"Paragraph {n}. {words}."), NoteRef(n + 1), Strong((Text("end"),)))))
        notes.append(Note(n + 1, (Text(f"source {n}, a quotation of some words, accessed on day {n}"),)))
    return Document(tuple(blocks), tuple(notes))


@pytest.mark.slow
@pytest.mark.few(1)
@pytest.mark.parametrize("changed", [1, 10], ids=["every paragraph changed", "every tenth changed"])
def test_the_cost_grows_with_the_length(changed: int) -> None:
    few, many = ((long_document(n), long_document(n, changed)) for n in (250, 2000))
    assert_linear(lambda pair: compare(*pair), few, many)


# --- what a small fault would break ------------------------------------------------------------


def noted(*days: str) -> tuple[Note, ...]:
    return tuple(Note(n, (Text(f"The agency, {day}, on the meeting"),)) for n, day in enumerate(days, 1))


@pytest.mark.parametrize(
    ("old", "new", "was", "gone"),
    [
        (
            ("16 May 2025", "17 May 2025"),
            ("17 May 2025", "18 May 2025"),
            (1, 0),
            (),
        ),
        (("16 May 2025",), ("16 May 2025", "16 May 2025"), (0, None), ()),
        (("16 May 2025", "16 May 2025"), ("16 May 2025",), (0,), (1,)),
        (("16 May 2025",), ("another word altogether",), (None,), (0,)),
    ],
)
def test_which_note_takes_the_place_of_which(
    old: tuple[str, ...], new: tuple[str, ...], was: tuple[int | None, ...], gone: tuple[int, ...]
) -> None:
    made = noted(*new) if "another" not in new[0] else (Note(1, (Text("Nothing of this kind"),)),)
    assert pair_notes(noted(*old), made) == NotePairs(was, gone)


def test_paragraphs_of_a_list_item_are_compared_each_with_its_own() -> None:
    old = "- First words that stand here now.\n\n  Second words of it all.\n"
    assert shown(old, old.replace("now", "then")) == [
        "First words that stand here [-now-][+then+].",
        "Second words of it all.",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("## Words here", "### Words here"),
        ("1. one two three", "2. one two three"),
        ("| a | b |\n| --- | --- |\n| c | d |", "| a |\n| --- |\n| c |"),
        ("| a | b |\n| --- | --- |\n| c | d |", "| a | b |\n| --- | ---: |\n| c | d |"),
    ],
)
def test_what_a_redline_cannot_show_inside_is_another_block(old: str, new: str) -> None:
    marks = [mark for _, mark, _ in with_revisions(compare(read(old), read(new)).document.blocks)]
    assert marks == [Revision.DELETED, Revision.INSERTED]


def test_points_of_a_list_of_which_little_is_left_stay_in_one_list() -> None:
    old, new = "- alpha beta gamma\n- one two three four\n", "- delta epsilon zeta\n- one two three five\n"
    assert shown(old, new) == ["[-alpha beta gamma-]", "[+delta epsilon zeta+]", "one two three [-four-][+five+]"]


def test_changes_are_numbered_as_one_reads_and_those_of_a_new_block_have_no_old_words() -> None:
    compared = compare(read("# T\n\n- a b c d\n- gone away\n"), read("# T\n\nNew.\n\n- a b c e\n"))
    assert [(c.number, c.old, c.new) for c in compared.changes] == [
        (1, "", "New."),
        (2, "a b c d", "a b c e"),
        (3, "gone away", ""),
    ]


def test_notes_of_both_versions_have_numbers_of_their_own() -> None:
    old = read("One.[^1] Gone.[^2]\n\n[^1]: first source\n[^2]: quite another thing\n")
    new = read("One.[^1]\n\n[^1]: first source\n")
    made = compare(old, new).document
    assert [(note.number, mark) for note, mark, _ in with_revisions(made.notes)] == [
        (1, Revision.KEPT),
        (2, Revision.DELETED),
    ]
    assert _lines(made.blocks) == ["One.^1[- Gone.-][-^2-]"]


def test_what_did_not_change_inside_of_what_did_bears_no_marks() -> None:
    old = read("| State | Seat |\n| --- | --- |\n| Peru | Lima |\n| Chile | Santiago |\n")
    new = read("| State | Capital |\n| --- | --- |\n| Peru | Lima |\n| Chile | Santiago |\n")
    (table,), (plain,) = compare(old, new).document.blocks, new.blocks
    assert isinstance(table, Table)
    assert isinstance(plain, Table)
    assert (table.rows, table.head[0], table.head[1] == plain.head[1]) == (plain.rows, plain.head[0], False)


def test_a_note_is_compared_where_it_tells_the_place_and_where_it_quotes_apart() -> None:
    def version(word: str, lead: int, said: str) -> Document:
        return Document((Paragraph((Text(word), NoteRef(1))),), (Note(1, (Text(said),), lead),))

    same = "The agency, p3: “they met”."
    (note,) = compare(version("a", 0, same), version("b", 14, same)).document.notes
    assert (note.content, note.lead) == ((Text(same),), 14)
    other = version("b", 14, same.replace("p3", "p4").replace("met", "sat"))
    (note,) = compare(version("a", 14, same), other).document.notes
    assert _inline(note.content) == "The agency, [-p3-][+p4+]: “they [-met-][+sat+]”."
    assert note.lead == len("The agency, p3p4")
