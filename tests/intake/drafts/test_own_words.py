"""What a program proposes is worded as the passage has it; of what seems true, nothing passes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.archive.archived import ArchivedText
from briefgen.facts.kinds import shipped_kinds
from briefgen.intake.drafts.gate import liberties
from briefgen.intake.drafts.proposal import DraftedValue
from briefgen.intake.drafts.rules import propose
from tests.intake.drafts.planted import planted, refused

SCHEMA = shipped_kinds().schema
TEXT = """\
Talks on herring

The plan was approved by nobody.
The forum, which met in an old mill, agreed on a levy after two days. The judges threw out a charge that Spain had paid.
Ana Sample said that, as fishermen put it, the sea is empty.
The board met on 9 March 2031 to mark the gale of 7 May 1931.
"""
AGREED = "The forum, which met in an old mill, agreed on a levy after two days."
CHARGE = "The judges threw out a charge that Spain had paid."
EMPTY = "Ana Sample said that, as fishermen put it, the sea is empty."
MARKED = "The board met on 9 March 2031 to mark the gale of 7 May 1931."


@pytest.mark.parametrize(
    ("field", "value", "quote", "expected"),
    [
        ("outcomes", "The forum agreed on a levy after two days", AGREED, []),
        ("outcomes", "The forum agreed on a levy", AGREED, ["value-leaves-out"]),
        ("outcomes", "The forum agreed on a tariff", AGREED, ["value-in-own-words"]),
        ("outcomes", "agreed on a levy after two days", AGREED, []),
        ("outcomes", "The forum agreed after two days", AGREED, ["value-leaves-out"]),
        ("outcomes", "Spain had paid", CHARGE, ["value-leaves-out"]),
        ("outcomes", "Spain had paid", "Spain had paid.", ["quote-clips-clause"]),
        ("outcomes", "The judges threw out a charge that Spain had paid", CHARGE, []),
        ("outcomes", "The forum agreed on a levy", "The forum, […] agreed on a levy", []),
        ("outcomes", "The plan was approved", "The plan was approved by nobody.", ["value-leaves-out"]),
        ("outcomes", "The judges […] Spain had paid", "The judges […] Spain had paid.", ["quote-elides-clause"]),
        ("claims", "as fishermen put it, the sea is empty", EMPTY, []),
        ("claims", "the sea is empty", EMPTY, ["value-leaves-out"]),
        ("claims", "the sea is empty", "Ana Sample said that, […] the sea is empty.", ["quote-elides-clause"]),
        ("date", "2031-03-09", MARKED, []),
        ("date", "1931-05-07", MARKED, ["another-day"]),
    ],
)
def test_a_program_takes_the_words_of_the_passage(field: str, value: str, quote: str, expected: list[str]) -> None:
    speaker = "Ana Sample" if field == "claims" else ""
    one = DraftedValue("x", "meeting", field, value, quote, speaker=speaker)
    assert [r.code for r in liberties(one, ArchivedText(TEXT, ""), SCHEMA, "en")] == expected


def test_of_a_language_without_words_nothing_more_is_asked() -> None:
    one = DraftedValue("x", "meeting", "outcomes", "Wholly other words", "The forum, which met in an old mill")
    assert liberties(one, ArchivedText(TEXT, ""), SCHEMA, "sw") == []


@pytest.mark.slow
def test_of_what_is_planted_in_five_languages_nothing_passes_and_what_is_true_does() -> None:
    sentences = list(planted())
    false = [(p.language, p.false.value) for p in sentences if not refused(p.false, p.language, p.sentence)]
    quotes = {(p.language, p.true.field, quote, p.sentence) for p in sentences for quote in p.false_quotes}
    hiding = []
    for language, field, quote, sentence in sorted(quotes):
        named = "claims" if field == "claims" else "outcomes"
        one = DraftedValue("x", "meeting", named, quote.replace("[…] ", ""), quote, speaker="Ana Sample")
        if not refused(one, language, sentence):
            hiding.append(quote)
    assert (len(sentences), len(quotes)) == (263, 549)
    assert (false, hiding) == ([], [])
    wrongly = [
        p.true.value for p in sentences if p.true.value != p.false.value and refused(p.true, p.language, p.sentence)
    ]
    assert len(wrongly) == 6  # all cut short of the end of a clause ("after two days"), as a program may not


@pytest.mark.slow
def test_what_the_rules_propose_of_the_texts_passes() -> None:
    found: list[tuple[str, str, str]] = []
    for path in sorted((Path(__file__).parent / "texts").glob("*.*.txt")):
        text, language = path.read_text("utf-8"), path.name.split(".")[1]
        for one in propose(text, language):
            found += [(path.name, one.field, code) for code in refused(replace(one), language, text)]
    assert len(found) <= 1  # "rejected claims that" is proposed without its verb
