"""Pairs come back under their numbers, and only those are unpacked whose answers may be others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefgen.incremental.pairs import Pairs, SharedFingerprints

QUESTIONS = st.sampled_from(
    ["record a/b", "values a/b date", "conflicts a/b", "record a/c", "wording x 0", "issue x", "kind a", "settings"]
)
PAIRS = st.lists(st.tuples(QUESTIONS, st.sampled_from("123")), max_size=12)


@given(st.lists(PAIRS, max_size=4))
def test_each_pair_has_one_number_whenever_it_came(builds: list[list[tuple[str, str]]]) -> None:
    pairs, briefs = Pairs(), list[tuple[list[tuple[str, str]], list[int]]]()
    for found in builds:
        briefs.append((found, [*pairs.numbered(found)]))
        assert [*pairs] == [pairs[n] for n in range(len(pairs))]
        assert len({*pairs}) == len(pairs)
        packed, place = pairs.packed()
        pairs, briefs = Pairs(*packed), [(asked, [*map(place, numbers)]) for asked, numbers in briefs]
        for asked, numbers in briefs:
            assert [pairs[n] for n in numbers] == asked
            assert [*Pairs(*packed).numbered(asked)] == numbers


def test_what_rests_on_the_same_is_not_even_unpacked() -> None:
    made = Pairs()
    numbers = made.numbered([("record a/b", "1"), ("kind a", "2"), ("conflicts a/b", "3"), ("record a/c", "4")])
    (grounds, counts, rows), place = made.packed()
    damaged = [row if ground == "a/b" else b"damaged" for ground, row in zip(grounds, rows, strict=True)]
    pairs = Pairs(grounds, counts, damaged)
    found = pairs.resting(lambda ground: ground != "a/b")
    assert sorted(found.values()) == [("conflicts a/b", "3"), ("record a/b", "1")]
    assert {*found} == {place(numbers[0]), place(numbers[2])}
    assert SharedFingerprints(pairs, numbers[:0]).has_any({*found}) is False
