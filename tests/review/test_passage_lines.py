"""Whose lines a passage is: its own words, and not the values below it."""

from __future__ import annotations

import pytest

from briefgen.review.passage_lines import lines_of_passages

FILE = """\
src: paper
passages:
  - quote: >
      The forum met on 11 June
      in Port Example.
    name: opening
    date: 2031-06-11
    outcomes:
      - is: They met.
  - {quote: "Nobody signed.", outcomes: Nobody signed.}
place: {is: Port Example, from: opening}
quote: "All of it"
""".splitlines()


@pytest.mark.parametrize(
    ("quotes", "numbers"),
    [
        (["met on 11 June in Port Example"], [2, 3, 4, 5]),
        (["The forum […] Port Example"], [2, 3, 4, 5]),
        (["Nobody signed."], [9]),
        (["All of it"], [11]),
        (["words with \u00e9scapes"], [2, 3, 4, 5, 9, 11]),
    ],
)
def test_the_lines_of_the_passage_that_holds_the_words(quotes: list[str], numbers: list[int]) -> None:
    assert lines_of_passages(FILE, quotes) == numbers


def test_a_file_without_passages_has_none() -> None:
    assert lines_of_passages(["src: paper", "date: 2031"], ["2031"]) == []


def test_a_passage_by_its_first_and_last_words_is_found_by_them() -> None:
    lines = """\
src: paper
passages:
  - quote: The forum … Example, it said.
    date: 2031-06-11
  - {quote: "Nobody … treaty.", outcomes: Nobody signed.}
""".splitlines()
    assert lines_of_passages(lines, ["The forum met in Port Example, it said."]) == [2]
    assert lines_of_passages(lines, ["Nobody signed the treaty."]) == [4]
