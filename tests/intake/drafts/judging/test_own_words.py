"""A program may word a value freely, and a person is asked; of what only seems true, nothing passes unasked."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.archive.archived import ArchivedText
from briefgen.facts.kinds import shipped_kinds
from briefgen.intake.drafts.judging.gate import refusals
from briefgen.intake.drafts.judging.own_words import FREELY
from briefgen.intake.drafts.proposal import DraftedValue
from briefgen.intake.drafts.rules import propose
from briefgen.language.denials import denying, denying_words
from tests.intake.drafts.reports import asked, asked_person, cases, how, planted, refused

SCHEMA, NOT = shipped_kinds().schema, denying(denying_words()["en"])
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


NO, HAS, BEFORE, LEFT = (
    "the passage has no '",
    "the passage has '",
    "' stands before the quote",
    "the quote leaves out '",
)


@pytest.mark.parametrize(
    ("field", "value", "quote", "expected"),
    [
        ("outcomes", "The forum agreed on a levy after two days", AGREED, ""),
        ("outcomes", "The forum agreed on a levy", AGREED, f"{HAS}after two days.'"),
        ("outcomes", "—", AGREED, "in another order"),
        ("outcomes", "The forum agreed on a tariff", AGREED, f"{NO}tariff'"),
        ("outcomes", "agreed on a levy after two days", AGREED, ""),
        ("outcomes", "The forum agreed after two days", AGREED, HAS),
        ("outcomes", "On a levy the forum agreed", AGREED, "in another order"),
        ("outcomes", "Spain had paid", CHARGE, HAS),
        ("outcomes", "Spain had paid", "Spain had paid.", f"threw out a charge that{BEFORE}"),
        ("outcomes", "The judges threw out a charge that Spain had paid", CHARGE, ""),
        ("outcomes", "The forum agreed on a levy", "The forum, […] agreed on a levy", ""),
        ("outcomes", "The plan was approved", "The plan was approved by nobody.", HAS),
        (
            "outcomes",
            "The judges […] Spain had paid",
            "The judges […] Spain had paid.",
            f"{LEFT}threw out a charge that",
        ),
        ("claims", "as fishermen put it, the sea is empty", EMPTY, ""),
        ("claims", "the sea is empty", EMPTY, HAS),
        ("claims", "the sea is empty", "Ana Sample said that, […] the sea is empty.", LEFT),
        ("date", "2031-03-09", MARKED, ""),
    ],
)
def test_what_is_worded_freely_is_asked_about(field: str, value: str, quote: str, expected: str) -> None:
    speaker = "Ana Sample" if field == "claims" else ""
    one = DraftedValue("x", "meeting", field, value, quote, speaker=speaker)
    question = asked(one, "en", TEXT)
    assert expected in question
    assert bool(question) is bool(expected)
    assert not expected or (question.startswith(f"{FREELY} ") and question.endswith("; does it say so?"))


def test_whether_somebody_was_there_is_asked_where_the_passage_only_names_them() -> None:
    quote = "Ana Sample told the Gazette that ports were full, and Ben Beispiel attended."
    for passage, asks in ((quote.partition(",")[0], True), (quote, False)):
        one = DraftedValue("x", "meeting", "people", "Ana Sample", passage)
        assert ("does not say that Ana Sample was there" in asked(one, "en", passage)) is asks


@pytest.mark.parametrize(
    ("field", "keys", "quote", "asks"),
    [
        ("people", {"role": "chair"}, "Ana Sample took part in the session.", True),
        ("people", {"role": "chair"}, "Ana Sample chaired the session.", False),
        ("people", {"role": "participant"}, "Ana Sample took part in the session.", False),
        ("attendance", {"scope": "exhaustive"}, "Iceland and Portugal came.", True),
        ("attendance", {"scope": "unknown"}, "Iceland and Portugal came.", False),
    ],
)
def test_keys_that_say_more_than_the_passage_are_asked_about(
    field: str, keys: dict[str, str], quote: str, asks: bool
) -> None:
    value = "Ana Sample" if field == "people" else ["Iceland", "Portugal"]
    one = DraftedValue("x", "meeting", field, value, quote, keys=keys)
    assert bool(asked(one, "en", quote)) is asks


def test_a_day_of_something_else_is_refused() -> None:
    one = DraftedValue("x", "meeting", "date", "1931-05-07", MARKED)
    assert "another-day" in refused(one, "en", TEXT)


def test_of_a_language_without_words_it_is_asked_where_it_has_few_of_those_of_its_passage() -> None:
    quote = "The forum, which met in an old mill"
    for said, question in (("The forum met", ""), ("The old forum burned lighthouses", "has few of these words")):
        assert question in asked(DraftedValue("x", "meeting", "outcomes", said, quote), "sw", TEXT)
    assert "value-not-in-quote" in refused(DraftedValue("x", "meeting", "outcomes", "Wholly others", quote), "sw", TEXT)


@pytest.mark.slow
def test_of_what_is_planted_in_five_languages_nothing_passes_unasked_and_what_is_true_does() -> None:
    sentences = list(planted())
    quotes = {(p.language, p.true.field, quote, p.sentence) for p in sentences for quote in p.false_quotes}
    hiding = Counter[str]()
    for language, field, quote, sentence in quotes:
        named = "claims" if field == "claims" else "outcomes"
        one = DraftedValue("x", "meeting", named, quote.replace("[…] ", ""), quote, speaker="Ana Sample")
        hiding[how(one, language, sentence)] += 1
    # Those that ask stand in the text, and leave out or cut off words that no list has ("threw out a charge that").
    assert hiding == {"refused": 518, "asked": 31}
    assert Counter(how(p.false, p.language, p.sentence) for p in sentences) == {"refused": 224, "asked": 39}
    true = Counter(how(p.true, p.language, p.sentence) for p in sentences if p.true.value != p.false.value)
    assert true == {"passes": 249, "asked": 6}  # all cut short of the end of a clause ("after two days")


def test_who_is_joined_to_a_list_by_several_words_is_in_it() -> None:
    for quote in ("Peru and Fiji took part, as well as the Sea Union.", "Peru took part, while the Sea Union said no."):
        one = DraftedValue("x", "meeting", "attendance", ["Peru", "Sea Union"], quote, keys={"status": "listed"})
        assert ("value-not-in-quote" in refused(one, "en", quote)) is ("while" in quote)


@pytest.mark.slow
def test_what_the_rules_propose_of_the_texts_passes() -> None:
    found: list[tuple[str, str, str]] = []
    for path in sorted((Path(__file__).parent.parent / "texts").glob("*.*.txt")):
        text, language = path.read_text("utf-8"), path.name.split(".")[1]
        # Asked about: whether people were there, and which of several countries it was in.
        for one in (p for p in propose(text, language) if p.field not in ("people", "country")):
            found += [(path.name, one.field, how(one, language, text))] if how(one, language, text) != "passes" else []
    assert found == [
        ("lagos.en.txt", "date", "asked"),  # the day of the report
        ("lagos.en.txt", "claims", "asked"),  # begun in the middle: an attack in January which, he said, had cost …
        ("oslo.en.txt", "chair", "asked"),  # elected there
        ("porto.en.txt", "outcomes", "asked"),  # the second of a list: what stands before it has no end
    ]


@pytest.mark.slow
def test_a_fresh_set_of_wordings_in_five_languages() -> None:
    """R: refused to programs, F: refused or asked about, T: refused to nobody."""
    found: dict[str, Counter[str]] = {"R": Counter(), "F": Counter(), "T": Counter()}
    for language, verdict, one in cases("wordings.txt"):
        found[verdict][how(one, language, one.quote)] += 1
    assert found == {
        "R": {"refused": 178, "asked": 10},
        "F": {"refused": 10, "asked": 4},
        "T": {"passes": 42, "asked": 112, "refused": 2},  # "had no room left"; "около тысячи" for 1000
    }


def test_of_another_number_and_of_what_is_raised_a_person_is_asked_and_a_program_is_refused() -> None:
    quote = "The fund, which may grow, received 12 boats and 3 pumps from some ports."
    for said, told in (
        ("The fund received 12 pumps", "the words give 'pumps' by another number than 12"),
        ("The fund received 3 pumps from ports", ""),
        ("The fund received 3 pumps from all ports", "'all' is more than the 'some' of the passage"),
    ):
        one = DraftedValue("x", "meeting", "outcomes", said, quote)
        assert (told in asked_person(one, "en"), bool(told)) == (True, bool(refused(one, "en", quote)))
        assert not refusals(one, ArchivedText(quote, ""), SCHEMA, "en", NOT)


def test_which_of_several_countries_it_was_in_is_asked_where_none_is_named_so() -> None:
    came, met = "The talks brought together chiefs from Ghana and Benin.", "Chiefs from Ghana and Benin met in Benin."
    one = DraftedValue("x", "meeting", "country", "Benin", came, keys={"code": "BJ"})
    assert "names 2 countries" in asked(one, "en", came)
    assert "names 2 countries" in asked(replace(one, quote=met), "en", met)
    assert asked(replace(one, quote="They met in Benin, not Ghana."), "en", "They met in Benin, not Ghana.") == ""
