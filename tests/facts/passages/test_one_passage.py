"""Values that rest on the same words, under one passage: what each says, their order and remarks stay."""

from __future__ import annotations

import pytest

from briefgen.facts.kinds import shipped_kinds
from briefgen.facts.passages.one_passage import under_one

MEETING = shipped_kinds().schema["meeting"]
BY = "proposed_by: rules 2"
LONG = "The forum agreed to … in June."


def under(text: str, words: str = "") -> str:
    new = under_one(text, MEETING, words)
    assert under_one(new, MEETING, words) == new
    return new


def test_the_words_and_who_proposed_stand_once() -> None:
    text = f"""\
src: gazette
recorded: 2031-06-20
ordinal: {{is: 3, quote: {LONG}, {BY}}}
date: {{is: 2031-06-11, quote: {LONG}, {BY}}}
outcomes:
  - is: They agreed.
    quote: They … agreed.
  - is: They left.
    quote: {LONG}
    {BY}
"""
    assert (
        under(text)
        == f"""\
src: gazette
recorded: 2031-06-20
passages:
  - quote: {LONG}
    {BY}
    ordinal: 3
    date: 2031-06-11
    outcomes: They left.
outcomes:
  - is: They agreed.
    quote: They … agreed.
"""
    )


def test_one_more_value_joins_a_passage_that_is_there() -> None:
    text = f"src: gazette\npassages:\n  - quote: {LONG}\n    ordinal: 3\nplace: {{is: Lima, quote: {LONG}}}\n"
    new = under(text, LONG)
    assert new == f"src: gazette\npassages:\n  - quote: {LONG}\n    ordinal: 3\n    place: Lima\n"
    text = (
        f"src: gazette\npassages:\n  - quote: {LONG}\n    agenda: [walls, tides]\nagenda: {{is: fog, quote: {LONG}}}\n"
    )
    assert "    agenda: [walls, tides, fog]\n" in under(text, LONG)
    others = text.replace("    agenda: [", "    according_to: ministry\n    agenda: [")
    assert under(others, LONG) == others  # which this value does not say


@pytest.mark.parametrize(
    "text",
    [
        f"# why 3\nordinal: {{is: 3, quote: {LONG}}}\ndate: {{is: 2031, quote: {LONG}}}\n",
        f"ordinal:\n  is: 3  # counted\n  quote: {LONG}\ndate: {{is: 2031, quote: {LONG}}}\n",
        f"ordinal: {{is: 3, src: other, quote: {LONG}}}\ndate: {{is: 2031, quote: {LONG}}}\n",
        f"outcomes:\n  - {{is: One., quote: {LONG}}}\n  - Two.\ndate: {{is: 2031, quote: {LONG}}}\n",
        f"ordinal: {{is: 3, quote: {LONG}}}\ndate: {{is: 2031, quote: others}}\n",
    ],
)
def test_what_has_a_remark_another_source_or_another_place_in_its_list_stays(text: str) -> None:
    assert under(f"src: gazette\n{text}", LONG) == f"src: gazette\n{text}"


def test_unasked_little_is_not_moved() -> None:
    text = "src: gazette\nordinal: {is: 3, quote: 'In … June'}\ndate: {is: 2031, quote: 'In … June'}\n"
    assert under(text) == text
    assert "passages:" in under(text, "In … June")


def test_a_passage_whose_quote_is_no_text_is_left_as_it_is() -> None:
    text = f"src: gazette\npassages:\n  - quote: [Words]\n    ordinal: 3\ndate: {{is: 2031-06-11, quote: {LONG}}}\n"
    assert under(text) == text
