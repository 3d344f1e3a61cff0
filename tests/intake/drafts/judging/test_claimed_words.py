"""What goes before the words of a claim in its passage, and whose they are."""

from __future__ import annotations

import pytest

from briefgen.intake.drafts.judging.claimed_words import inner_speech, perhaps_unsaid, speakers, words_before
from briefgen.intake.drafts.proposal import DraftedValue
from briefgen.intake.drafts.wordlists import word_list

EN = word_list("en")


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
