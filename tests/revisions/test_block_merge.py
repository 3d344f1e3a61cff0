"""What a merge does with what is no word: where a list begins, how a column stands, which picture is shown."""

from __future__ import annotations

import pytest

from briefgen.document.nodes import Block, BlockQuote, BulletList, Figure, Heading, OrderedList, Paragraph, Table, Text
from briefgen.revisions.alignment import words_in
from briefgen.revisions.block_merge import (
    Outcome,
    block_members,
    column_members,
    item_members,
    merge_blocks,
    row_members,
)
from briefgen.revisions.merged import MergeConflict


def p(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def merged(base: Block, theirs: Block, ours: Block) -> Block:
    out = merge_blocks([base], [theirs], [ours])
    assert (out.conflicts, out.theirs) == ([], out.ours)
    (block,) = out.ours
    return block


def numbered(start: int, *items: str) -> OrderedList:
    return OrderedList(tuple((p(item),) for item in items), start)


@pytest.mark.parametrize(("theirs", "ours", "start"), [(3, 1, 3), (1, 3, 3), (3, 5, 3), (1, 1, 1)])
def test_a_list_begins_where_the_side_that_changed_it_has_it(theirs: int, ours: int, start: int) -> None:
    made = merged(numbered(1, "a b", "c d"), numbered(theirs, "a b", "c x"), numbered(ours, "a y", "c d"))
    assert made == numbered(start, "a y", "c x")


def table(align: tuple[str, ...], *cells: str) -> Table:
    return Table(((Text("h"),), (Text("k"),)), (tuple((Text(cell),) for cell in cells),), align)


@pytest.mark.parametrize(
    ("theirs", "ours", "align"),
    [
        (("right", ""), ("", ""), ("right", "")),
        (("", ""), ("right", ""), ("right", "")),
        (("right", ""), ("", "center"), ("right", "center")),
        (("right", ""), ("center", ""), ("right", "")),
    ],
)
def test_a_column_stands_as_the_side_that_changed_it_has_it(
    theirs: tuple[str, ...], ours: tuple[str, ...], align: tuple[str, ...]
) -> None:
    made = merged(table(("", ""), "a b", "c d"), table(theirs, "a x", "c d"), table(ours, "a b", "c y"))
    assert made == table(align, "a x", "c y")


@pytest.mark.parametrize(
    ("theirs", "ours", "expected"),
    [
        (("a", "x", "one two"), ("a", "x", "one 2"), ("a", "x", "one 2")),
        (("a", "x", "1 two"), ("b", "x", "one two"), ("b", "x", "1 two")),
        (("b", "x", "one two"), ("a", "x", "one 2"), ("b", "x", "one 2")),
        (("a", "y", "one two"), ("a", "x", "one 2"), ("a", "y", "one 2")),
        (("a", "x", "1 two"), ("a", "y", "one two"), ("a", "y", "1 two")),
    ],
)
def test_a_figure_has_the_picture_the_words_and_the_caption_that_were_changed(
    theirs: tuple[str, str, str], ours: tuple[str, str, str], expected: tuple[str, str, str]
) -> None:
    def figure(name: str, alternative: str, caption: str) -> Figure:
        return Figure(f"{name}.png", f"a map of {alternative}", (Text(caption),))

    assert merged(figure("a", "x", "one two"), figure(*theirs), figure(*ours)) == figure(*expected)


def test_what_a_picture_shows_in_other_words_of_both_is_a_conflict() -> None:
    base, theirs, ours = (Figure("a.png", f"a map of {word} places", ()) for word in ("x", "y", "z"))
    out = merge_blocks([base], [theirs], [ours])
    assert out.conflicts == [MergeConflict((0,), (theirs,), (ours,))]


def test_a_quotation_of_which_one_side_left_nothing_is_a_conflict_of_the_whole() -> None:
    base, ours = BlockQuote((p("one two three"),)), BlockQuote((p("one two 3"),))
    out = merge_blocks([p("x"), base], [p("x")], [p("x"), ours])
    assert out.conflicts == [MergeConflict((1,), (), (ours,))]
    inside = merge_blocks([base], [BlockQuote((p("one 2 three"),))], [BlockQuote((p("one zwei three"),))])
    assert [c.place for c in inside.conflicts] == [(0, 0)]


def test_places_count_on_where_outcomes_are_joined() -> None:
    out = Outcome([p("a")], [p("a"), p("b")])
    out.add(Outcome([p("c")], [p("d")], [MergeConflict((0, 2), (p("c"),), (p("d"),))]))
    assert [c.place for c in out.conflicts] == [(2, 2)]
    assert (out.theirs, out.ours) == ([p("a"), p("c")], [p("a"), p("b"), p("d")])


def test_a_point_that_both_changed_another_way_stands_in_both() -> None:
    def points(*items: str) -> BulletList:
        return BulletList(tuple((p(item),) for item in items))

    out = merge_blocks([points("a b c", "d e f")], [points("a b c", "d e x")], [points("a b c", "d e y")])
    assert [c.place for c in out.conflicts] == [(0, 1, 0)]
    assert (out.theirs, out.ours) == ([points("a b c", "d e x")], [points("a b c", "d e y")])


# --- tables -----------------------------------------------------------------------------------


def rows(text: str) -> Table:
    """A table of one row a line, the first its head; cells are parted by bars."""
    head, *others = (tuple((Text(cell),) if cell else () for cell in line.split("|")) for line in text.split("/"))
    return Table(head, tuple(others), ("",) * len(head))


BASE = "State|Seat|Since/Peru|Lima|1995/Chile|Santiago|1996"


@pytest.mark.parametrize(
    ("theirs", "ours", "expected"),
    [
        (BASE + "/Cuba|Havana|1997", BASE, BASE + "/Cuba|Havana|1997"),  # a row of one side
        (BASE, BASE + "/Cuba|Havana|1997", BASE + "/Cuba|Havana|1997"),
        (BASE.replace("/Peru|Lima|1995", ""), BASE.replace("1996", "1998"), "State|Seat|Since/Chile|Santiago|1998"),
        (BASE.replace("1996", "1998"), BASE.replace("/Peru|Lima|1995", ""), "State|Seat|Since/Chile|Santiago|1998"),
        (
            BASE.replace("Lima", "Lima City"),
            "State|Seat|Since|Note/Peru|Lima|1995|new/Chile|Santiago|1996|old",
            "State|Seat|Since|Note/Peru|Lima City|1995|new/Chile|Santiago|1996|old",
        ),
        (
            "State|Seat|Since|Mine/Peru|Lima|1995|x/Chile|Santiago|1996|y",
            BASE + "/Cuba|Havana|1997",
            "State|Seat|Since|Mine/Peru|Lima|1995|x/Chile|Santiago|1996|y/Cuba|Havana|1997|",
        ),
        (
            "State|Since/Peru|1995/Chile|1996",
            BASE.replace("1995", "1994"),
            "State|Since/Peru|1994/Chile|1996",
        ),
        (
            BASE.replace("Seat", "Capital"),
            BASE.replace("1995", "1994"),
            BASE.replace("Seat", "Capital").replace("1995", "1994"),
        ),
    ],
)
def test_a_table_has_the_rows_columns_and_cells_that_either_side_gave_it(theirs: str, ours: str, expected: str) -> None:
    assert merged(rows(BASE), rows(theirs), rows(ours)) == rows(expected)


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        (BASE.replace("/Peru|Lima|1995", ""), BASE.replace("Lima", "Lima City")),  # a row that went, and changed
        (BASE.replace("Lima", "Lima City"), BASE.replace("/Peru|Lima|1995", "")),
        ("State|Since/Peru|1995/Chile|1996", BASE.replace("Lima", "Lima City")),  # a column
        (BASE.replace("Lima", "Lima City"), "State|Since/Peru|1995/Chile|1996"),
        (BASE.replace("1995", "1994"), BASE.replace("1995", "1993")),  # a cell
    ],
)
def test_what_both_changed_another_way_stands_in_each_version_as_its_side_has_it(theirs: str, ours: str) -> None:
    out = merge_blocks([rows(BASE)], [rows(theirs)], [rows(ours)])
    assert (out.theirs, out.ours) == ([rows(theirs)], [rows(ours)])
    assert [c.place for c in out.conflicts] == [(0,)]


def test_blocks_are_alike_by_their_kind_and_words_and_lists_also_by_what_they_keep() -> None:
    one, other, heading = block_members([p("a b c d"), p("a b x y"), Heading(2, (Text("a b c d"),))])
    assert (one.likeness(other), one.likeness(heading)) == (0.5, 0.0)
    items = [(p(word),) for word in ("one", "two", "three", "four", "five", "six", "seven")]
    short, long = block_members([BulletList(tuple(items[:1])), BulletList(tuple(items))])
    assert short.likeness(long) == 1.0
    lone, more = item_members(items[:1])[0], item_members([tuple(b for item in items for b in item)])[0]
    assert lone.likeness(more) == 0.0


def test_a_figure_is_known_by_its_name_and_what_it_shows() -> None:
    figures: list[Block] = [Figure("a.png", "a map of places", ()), Figure("b.png", "something else altogether", ())]
    one, other = block_members(figures)
    assert one.likeness(other) == 0.0
    assert one.likeness(block_members([Figure("a.png", "a map of places", ())])[0]) == 1.0


def test_rows_are_known_by_their_first_cell_and_columns_by_their_heading() -> None:
    head = ((Text("State"),), (Text("Seat"),))
    rows = (((Text("Peru"),), (Text("Lima"),)), ((Text("Chile"),), (Text("Santiago"),)))
    peru, chile = row_members(rows)
    assert (peru.name, chile.name, peru.likeness(chile)) == ("Peru", "Chile", 0.0)
    assert words_in(peru.text()) == {"peru": 1, "lima": 1}
    state, seat = column_members(Table(head, rows))
    assert (state.name, seat.name) == ("State", "Seat")
    assert words_in(seat.text()) == {"seat": 1, "lima": 1, "santiago": 1}
    renamed = column_members(Table((head[0], (Text("Capital"),)), rows))[1]
    assert renamed.likeness(seat) == pytest.approx(2 / 3)
