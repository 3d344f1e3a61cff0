"""How much two members have in common, which is which in three versions of a row, and what a word is."""

from __future__ import annotations

from collections.abc import Hashable

import pytest

from briefgen.document.nodes import Note, Text
from briefgen.revisions.alignment import (
    Member,
    align,
    align_three,
    in_order,
    note_members,
    pick,
    shared,
    split_words,
    words_in,
)


def member(text: str, kind: Hashable = "x", least: float = 0.4, name: str = "", grows: bool = False) -> Member:
    return Member(text, kind, lambda: text, least, name, grows)


def members(text: str) -> list[Member]:
    """One member for each word."""
    return [member(word) for word in text.split()]


def test_words_are_counted_whatever_their_case_and_without_signs() -> None:
    assert words_in("The the, 1,200 states.") == {"the": 2, "1,200": 1, "states": 1}


@pytest.mark.parametrize(
    ("one", "other", "common", "grown"),
    [
        ("a b c d", "a b c d", 1.0, 1.0),
        ("a b", "a c", 0.5, 0.5),
        ("a a b", "a b b", 2 * 2 / 6, 2 / 3),
        ("a b", "a b c d e f", 0.5, 1.0),
        ("a b c d e f", "a b", 0.5, 1.0),
        ("", "", 1.0, 1.0),
        ("a", "", 0.0, 0.0),
    ],
)
def test_how_much_two_texts_have_in_common(one: str, other: str, common: float, grown: float) -> None:
    assert shared(words_in(one), words_in(other)) == pytest.approx(common)
    assert shared(words_in(one), words_in(other), grows=True) == pytest.approx(grown)


def test_only_members_of_one_kind_are_alike_and_those_of_one_name_most() -> None:
    one = member("a b c d", name="n")
    assert one.likeness(member("a b c d")) == 1.0
    assert one.likeness(member("a b c d", kind="y")) == 0.0
    assert one.likeness(member("a x y z")) == 0.0  # less than asked for
    assert one.likeness(member("a b y z")) == 0.5
    assert one.likeness(member("w x y z", name="n")) == 0.5
    assert one.likeness(member("a b y z", name="n")) == 0.75


def test_a_member_has_moved_where_most_of_it_stands_elsewhere() -> None:
    one = member("a b c d e")
    assert one.has_moved_to(member("a b c d x"))
    assert not one.has_moved_to(member("a b c x y"))
    assert not one.has_moved_to(member("a b c d e", kind="y"))
    assert not member("").has_moved_to(member(""))  # without words nobody can tell
    assert not member("a b c d e", least=0.9).has_moved_to(member("a b c d x"))


def test_what_is_equal_is_held_together_before_what_is_alike() -> None:
    old = [member("a b c d"), member("k l m n")]
    new = [member("a b c x"), member("k l m n"), member("a b c d")]
    assert in_order(old, new) == [(0, 0), (1, 1)]
    found = align([member("p"), member("k l m n o"), member("q")], [member("k l m n z"), member("p"), member("q")])
    assert (found.pairs, found.moved) == ({0: 1, 2: 2, 1: 0}, frozenset({1}))


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "expected"),
    [
        ("a b c", "a b c", "a b c", ["aaa", "bbb", "ccc"]),
        ("a c", "a b c", "a c", ["aaa", "-b-", "ccc"]),
        ("a c", "a c", "a b c", ["aaa", "--b", "ccc"]),
        ("a c", "a b c", "a b c", ["aaa", "-bb", "ccc"]),  # both added the same: once
        ("a c", "a b c", "a d c", ["aaa", "-b-", "--d", "ccc"]),
        ("a b c", "a c", "a b c", ["aaa", "b-b", "ccc"]),
        ("a b c", "a b c", "a c", ["aaa", "bb-", "ccc"]),
        ("a b c", "b a c", "a b c", ["bbb", "aaa", "ccc"]),  # a person's order
        ("a b c", "a b c", "c a b", ["ccc", "aaa", "bbb"]),  # today's order
        ("a", "x a", "a", ["-x-", "aaa"]),
        ("a b c d", "b c d a", "b c a d", ["bbb", "ccc", "aaa", "ddd"]),  # moved by both: today's order
    ],
)
def test_three_rows_in_one(base: str, theirs: str, ours: str, expected: list[str]) -> None:
    rows = [row.split() for row in (base, theirs, ours)]
    lines = align_three(*(members(row) for row in (base, theirs, ours)))
    told = [
        "".join("-" if n is None else row[n] for row, n in zip(rows, (x.base, x.theirs, x.ours), strict=True))
        for x in lines
    ]
    assert told == expected


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "side"),
    [
        (1, 1, 1, "ours"),
        (1, 1, 2, "ours"),
        (1, 2, 1, "theirs"),
        (1, 2, 2, "ours"),
        (1, 2, 3, "both"),
        (1, None, 1, "theirs"),
    ],
)
def test_the_side_that_changed_something_counts(base: object, theirs: object, ours: object, side: str) -> None:
    assert pick(base, theirs, ours) == side


def test_notes_are_alike_from_the_share_on_that_is_asked_for() -> None:
    old, new = (note_members([Note(1, (Text(text),))], 0.75)[0] for text in ("a b c d", "a b c x"))
    assert old.likeness(new) == 0.75
    assert note_members([Note(1, (Text("a b c d"),))], 0.8)[0].likeness(new) == 0.0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It met on 17 October 2025.", ["It", " ", "met", " ", "on", " ", "17 October 2025", "."]),
        ("5. März 2024", ["5. März 2024"]),
        ("2025-10-17, 1,200.5 and 21st", ["2025-10-17", ",", " ", "1,200.5", " ", "and", " ", "21st"]),
        ("50% of 3/4", ["50%", " ", "of", " ", "3/4"]),
        ("counter-terrorism, Shanghai’s R&D", ["counter-terrorism", ",", " ", "Shanghai’s", " ", "R&D"]),
        ("日本", ["日", "本"]),
        ("a  b\nc", ["a", "  ", "b", "\n", "c"]),
        ("(x)", ["(", "x", ")"]),
        ("17 October 20256", ["17", " ", "October", " ", "20256"]),
    ],
)
def test_words_numbers_and_dates_are_whole(text: str, words: list[str]) -> None:
    assert split_words(text) == words
    assert "".join(split_words(text)) == text
