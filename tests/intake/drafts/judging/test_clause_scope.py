"""Where a passage says a value: the clause, what governs it, and what denies or doubts what stands in it."""

from __future__ import annotations

import pytest

from briefgen.intake.drafts.judging.clause_scope import HALF, predicate_of, scopes, turning
from briefgen.intake.drafts.wordlists import word_list

EN = word_list("en")
CHAIRS = (("chairs", "chaired_by", "chair_posts"), ("opens",))


@pytest.mark.parametrize(
    ("said", "quote", "ahead", "behind"),
    [
        ("the levy rises", "It rained, and the levy rises on Monday, Ana said.", "", " on Monday"),
        ("the levy rises", "The council refused to say that the levy rises.", "The council refused to say that", "."),
        ("The forum agreed", "The forum, which sat late, agreed.", "", "."),
        ("ships will pay", "If the levy passes, ships will pay.", "If the levy passes,", "."),
        ("ships will pay", "According to the port, ships will pay.", "According to the port,", "."),
        ("ships will pay", "Ports pay, ships will pay.", "", "."),
    ],
)
def test_a_value_stands_in_its_clause_with_what_governs_that(said: str, quote: str, ahead: str, behind: str) -> None:
    one = scopes(said, quote, EN)[0]
    assert (one.ahead.strip(), one.behind, one.is_literal) == (ahead, behind, True)


def test_words_in_another_order_stand_in_the_clause_that_has_most_of_them() -> None:
    (one,) = scopes("The board raised the levy", "It may rain, but the levy was raised by the board.", EN)
    assert (one.core.strip(), one.gaps) == ("the levy was raised by the board.", None)
    assert scopes("The board raised the levy", "Gulls sang.", EN) == []


def test_what_turns_a_place_is_near_before_it_or_has_a_that_behind() -> None:
    for words, told in (
        ("ports may pay", "may"),
        ("may ports in the far north of the isles pay", None),
        ("the port denied in a note to all of its members that ports pay", "denied"),
        ("the port denied in a note to all of its members, ports pay", None),
        ("in May ports pay", None),
    ):
        found = turning(words, words.index("pay"), (*HALF, "hedges"), EN)
        assert (found[0] if found else None) == told


@pytest.mark.parametrize(
    ("sentence", "name", "part"),
    [
        ("Ana Sample, mayor of Lima, chaired the talks.", "Ana Sample", "Ana Sample chaired the talks."),
        (
            "Eva Muster opened it with Ana Sample, who had chaired the last one.",
            "Ana Sample",
            " who had chaired the last",
        ),
        ("Ana Sample wrote, and Ben Beispiel chaired the talks.", "Ana Sample", " Ben Beispiel chaired the talks."),
        (
            "Ana Sample, Eva Muster, and Ben Beispiel chaired the talks.",
            "Ana Sample",
            "Ben Beispiel chaired the talks.",
        ),
        ("Eva Muster chaired the talks, Ana Sample spoke.", "Ana Sample", "Eva Muster chaired the talks"),
    ],
)
def test_what_is_said_of_a_name_stands_around_asides_in_one_or_in_the_nearest_clause(
    sentence: str, name: str, part: str
) -> None:
    at = sentence.index(name)
    assert part in predicate_of(sentence, (at, at + len(name)), CHAIRS, EN, is_where=False).words
