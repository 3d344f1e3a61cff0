"""Clauses, and whose they are."""

from __future__ import annotations

import pytest

from briefgen.intake.drafts.clauses import (
    clauses,
    governing,
    is_of_another_speaker,
    of_another_day,
    parted_by_speaker,
    sentences_in,
    without_asides,
)
from briefgen.intake.drafts.wordlists import word_list

EN, DE = word_list("en"), word_list("de")


def test_clauses_end_at_marks_and_at_words_that_begin_another_and_not_within_numbers() -> None:
    text = "The ports paid 1,500 euros, but Spain left; it rained"
    assert [text[a:b].strip() for a, b in clauses(text, EN)] == [
        "The ports paid 1,500 euros",
        "",
        "Spain left",
        "it rained",
    ]


def test_what_governs_words_may_stand_in_the_clause_before() -> None:
    said = "Der Rat verzichtete darauf, den Angriff zu verurteilen"
    assert governing(said, said.index("den"), said[said.index("den") :], DE) == "Der Rat verzichtete darauf, "
    denied = "Man wies es zurück, dass der Nachbar zahlte"
    assert governing(denied, denied.index("der N"), "der Nachbar zahlte", DE).startswith("Man wies")
    assert governing("It rained, Spain paid", 11, "Spain paid", EN) == " "


@pytest.mark.parametrize(
    ("quote", "day", "expected"),
    [
        ("The council, founded on 3 March 1998, met in Lisbon.", "1998-03-03", "founded"),
        ("The council met on 5 May 2031 before the vote of 9 May 2031.", "2031-05-09", "before"),
        ("The council met on 5 May 2031 before the vote of 9 May 2031.", "2031-05-05", ""),
        ("After the vote of 9 May 2031 the council rested.", "2031-05-09", ""),  # it may be all there is to say
    ],
)
def test_a_day_of_something_else_is_told_by_the_words_before_it(quote: str, day: str, expected: str) -> None:
    assert of_another_day(day, quote, EN) == expected


def test_whose_words_they_are_within_a_speech() -> None:
    assert is_of_another_speaker("an adviser had told her that ", EN) == "told"
    assert is_of_another_speaker("in 2030 ", EN) == ""
    assert without_asides("Ana, who met Ben, led", EN) == "Ana" + " " * 14 + " led"


def test_no_sentence_ends_behind_a_title_or_an_initial_even_where_capitals_are_gone() -> None:
    text = "“It is late,” said Mr. Phosay. J. Sample left."
    assert sentences_in(text, EN) == ["“It is late,” said Mr. Phosay.", "J. Sample left."]
    assert len(sentences_in(text.casefold(), EN)) == 2


def test_a_speaker_in_the_middle_parts_what_they_say() -> None:
    assert parted_by_speaker("Prices, Ana said, would fall.", "Ana", "would fall") == "Prices"
    assert parted_by_speaker("After the talks, Ana said prices would fall.", "Ana", "prices would fall") == ""
