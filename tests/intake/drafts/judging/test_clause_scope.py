"""Where a passage says a value: the clause, what governs it, and what denies or doubts what stands in it."""

from __future__ import annotations

import pytest

from briefgen.intake.drafts.judging.clause_scope import (
    HALF,
    inner_speech,
    perhaps_unsaid,
    predicate_of,
    scopes,
    speakers,
    turning,
    words_before,
)
from briefgen.intake.drafts.proposal import DraftedValue
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


@pytest.mark.parametrize(
    ("sentence", "before"),
    [
        ("Ana Sample said walls were low.", ("", True)),
        ("In May, Ana Sample said, walls were low.", ("in May ", True)),
        ("Ana Sample, who had once doubted whether walls were low.", (", who had once doubted whether ", False)),
        ("It rained, and walls were low.", ("", False)),
    ],
)
def test_what_goes_before_a_claim_begins_with_its_speaker(sentence: str, before: tuple[str, bool]) -> None:
    assert words_before(sentence, sentence.index("walls"), "Ana Sample", EN) == before


def test_a_letter_that_is_two_when_folded_shifts_nothing() -> None:
    for street in ("Straße", "Gasse"):
        sentence = f"Auf der {street}, Ana Sample, fehlen Mauern."
        assert words_before(sentence, sentence.index("Mauern"), "Ana Sample", word_list("de")) == (", fehlen ", False)


@pytest.mark.parametrize(
    ("quote", "told", "inner"),
    [
        ("Ana Sample said walls were low.", ["Ana Sample"], ""),
        ("Ana Sample stressed that walls were low, her office said.", ["office", "Ana Sample"], ""),
        ("The walls committee said walls were low.", ["walls committee"], ""),
        ("Ana Sample said the mayor claimed walls were low.", ["Ana Sample"], "claimed"),
    ],
)
def test_whose_the_words_of_a_claim_are(quote: str, told: list[str], inner: str) -> None:
    one = DraftedValue("x", "meeting", "claims", "walls were low", quote, speaker="Ana Sample")
    assert (list(speakers(one, EN)), inner_speech(one, EN)) == (told, inner)


def test_who_is_named_behind_words_that_nobody_says_is_asked_about() -> None:
    for quote, asks in (
        ('"Walls are low," read a banner behind Ana Sample.', True),
        ('"Walls are low," said Ana Sample.', False),
    ):
        one = DraftedValue("x", "meeting", "claims", "Walls are low", quote, speaker="Ana Sample")
        assert bool(list(perhaps_unsaid(one, EN))) is asks
