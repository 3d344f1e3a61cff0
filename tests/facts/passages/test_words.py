"""Words found in others, whole or by their first and last ones."""

from __future__ import annotations

import pytest

from briefgen.facts.passages.words import part_of, shortened, shortest_part

OPENING = "The forum met on 11 June 2031 in Port Example, the ministry reported."


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("in Port Example", "in Port Example"),
        ("The forum … June", "The forum met on 11 June"),
        ("The forum […] the ministry … reported", "The forum […] the ministry reported"),
        ("reported … The forum", None),
        ("in Port Sample", None),
        ("The forum […] The forum", None),
        ("on 11 Jun", None),  # cuts a word in two
        ("The for … June", None),
    ],
)
def test_a_part_is_verbatim_or_its_first_and_last_words(part: str, found: str | None) -> None:
    assert part_of(OPENING, part) == found


def test_only_what_is_long_is_shortened_and_by_few_words_first() -> None:
    assert list(shortened("in Port Example")) == []
    assert next(shortened(OPENING)) == "The forum … reported."


def test_a_part_has_as_many_words_as_lead_to_it_and_to_nothing_else() -> None:
    first = "The forum met in the town and in its harbour, the ministry said. "
    quote = "The forum met in the hall and later in its garden, the ministry said."
    assert shortest_part(first + quote, quote) == "The forum met in the hall … the ministry said."
    assert shortest_part(first, "the town and in") == "the town and in"
