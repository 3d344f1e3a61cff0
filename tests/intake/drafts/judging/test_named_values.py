"""What a passage says otherwise of a value, of another session, as planned, or of others, is asked about."""

from __future__ import annotations

from collections import Counter

import pytest

from briefgen.intake.drafts.proposal import DraftedValue
from tests.intake.drafts.reports import asked, cases, how


def test_what_a_passage_says_otherwise_does_not_pass_unasked_and_what_it_bears_does() -> None:
    found = {"F": Counter[str](), "T": Counter[str]()}
    for language, verdict, one in cases("bearings.txt"):
        found[verdict][how(one, language, one.quote)] += 1
    # What passes falsely is told by words that no list has: "followed on television", "of a text of Bonn", "a myth",
    # "relieved of hosting", "left unsigned", "den Vorsitz geführt hatte"; or by a day "since" which, or "by" which;
    # and by "das jedenfalls", which begins as an aside does, the year in "the 2029 meeting", whose chairmanship
    # it was that a charter was written under, schools in a town, and countries that a forum discussed or called up.
    # Asked of what is true: ends that are left out, other words, a person who "spoke first".
    # Refused of it: denied that it was, as "was not"; who chaired behind "est revenue".
    assert found == {
        "F": {"refused": 134, "asked": 319, "passes": 24},
        "T": {"passes": 373, "asked": 14, "refused": 2},
    }


def question(field: str, value: object, quote: str, **keys: str) -> str:
    return asked(DraftedValue("x", "meeting", field, value, quote, keys=keys), "en", quote)


def test_those_of_whom_the_same_is_said_stand_in_one_question() -> None:
    told = question("attendance", ["Peru", "Fiji", "Chad"], "Unlike Peru and Fiji, Chad attended.")
    assert "says 'Unlike' of Peru, Fiji;" in told


def test_who_is_to_come_may_be_announced() -> None:
    for status, asks in (("listed", True), ("announced", False)):
        told = question("attendance", ["Peru", "Chile"], "Peru and Chile will attend.", status=status)
        assert ("'will'" in told) is asks
    last = question("attendance", ["Peru", "Chile"], "Peru and Chile will attend the next forum.", status="announced")
    assert "'next forum'" in last


def test_a_session_to_come_is_asked_about_where_the_text_tells_of_the_one_before() -> None:
    quote = "Chile, which will host the seventh forum, gave two million euros."
    for before, asks in (("The sixth forum ended on Thursday.", True), ("The forum ended on Thursday.", False)):
        for field, value in (("host", "Chile"), ("ordinal", "7")):
            one = DraftedValue("x", "meeting", field, value, quote)
            assert ("tells of number 6" in asked(one, "en", f"{before} {quote}")) is asks


@pytest.mark.parametrize(
    ("field", "value", "quote", "word"),
    [
        ("attendance", ["Peru"], "Peru came to the town to attend the forum.", "to attend"),
        ("attendance", ["Peru"], "Peru would have come had they been invited.", "would have"),
        ("attendance", ["Peru"], "To resume talks Peru attended the forum.", ""),
        ("headcount", "40 delegates", "40 delegates came to the town to attend the forum.", "to attend"),
        ("headcount", "40 delegates", "40 delegates will be represented at the forum.", "will"),
        ("people", "Ana Sample", "Ana Sample, present at first, should have joined the forum.", "should have"),
        ("people", "Ana Sample", "Ana Sample will be represented at the forum.", ""),
        ("host", "Chile", "Chile voted not to attend.", ""),
        ("place", "Lima", "The forum held in Lima will meet again.", "will meet again"),
        ("place", "Lima", "The forum held in Lima was not a session that ended.", ""),
    ],
)
def test_what_turns_a_value_is_asked_of_those_of_whom_it_is_said(
    field: str, value: object, quote: str, word: str
) -> None:
    told = question(field, value, quote)
    assert f"the passage says '{word}' of" in told if word else "the passage says" not in told
