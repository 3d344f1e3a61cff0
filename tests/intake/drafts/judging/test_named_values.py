"""What a passage says otherwise of a value, of another session, as planned, or of others, is asked about."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from briefgen.intake.drafts.proposal import DraftedValue
from tests.intake.drafts.planted import asked, refused

BEARINGS = Path(__file__).parent.parent / "texts" / "bearings.txt"


def how(line: str) -> tuple[str, str]:
    """The verdict of a line of the file, and what the gate says."""
    language, verdict, field, passage, value, speaker, keys, *_ = [*(cell.strip() for cell in line.split("|")), "", ""]
    quote = passage.replace("\\n", "\n")
    said = [one.strip() for one in value.split(";")] if field == "attendance" else value
    beside = dict(key.split("=") for key in keys.split(";") if key)
    one = DraftedValue("x", "meeting", field, said, quote, speaker=speaker, keys=beside)
    return verdict, "refused" if refused(one, language, quote) else "asked" if asked(one, language, quote) else "passes"


def test_what_a_passage_says_otherwise_does_not_pass_unasked_and_what_it_bears_does() -> None:
    found = {"F": Counter[str](), "T": Counter[str]()}
    for line in BEARINGS.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            verdict, said = how(line)
            found[verdict][said] += 1
    # What passes falsely is told by words that no list has: "followed on television", "of a text of Bonn", "a myth",
    # "relieved of hosting", "left unsigned", "den Vorsitz geführt hatte"; or by a day "since" which, or "by" which.
    # Asked of what is true: ends that are left out, other words, a person who "spoke first".
    # Refused of it: denied that it was, as "was not"; who chaired behind "est revenue".
    assert found == {
        "F": {"refused": 108, "asked": 212, "passes": 17},
        "T": {"passes": 331, "asked": 13, "refused": 2},
    }


def question(field: str, value: object, quote: str, **keys: str) -> str:
    return asked(DraftedValue("x", "meeting", field, value, quote, keys=keys), "en", quote)


def test_those_of_whom_the_same_is_said_stand_in_one_question() -> None:
    told = question("attendance", ["Peru", "Fiji", "Chad"], "Unlike Peru and Fiji, Chad attended.")
    assert "says 'Unlike' of Peru, Fiji;" in told


def test_a_dinner_that_is_the_meeting_is_not_beside_it() -> None:
    assert question("venue", "Grand Hotel", "The dinner was held at the Grand Hotel.") == ""
    assert "'dinner'" in question("venue", "Grand Hotel", "After a dinner in the Grand Hotel the session began.")


def test_who_is_to_come_may_be_announced() -> None:
    for status, asks in (("listed", True), ("announced", False)):
        told = question("attendance", ["Peru", "Chile"], "Peru and Chile will attend.", status=status)
        assert ("'will'" in told) is asks
    last = question("attendance", ["Peru", "Chile"], "Peru and Chile will attend the next forum.", status="announced")
    assert "'next forum'" in last


def test_another_town_is_none_where_the_meeting_is_named_with_its_own_or_a_state_alone() -> None:
    for quote in ("The session in Lima was held in the Town Library.", "LIMA, 3 May - Ministers met in Peru."):
        assert question("place", "Lima" if "Lima" in quote else "LIMA", quote) == ""
    assert "'in Quito'" in question("place", "Lima", "After two days in Lima ministers met in Quito.")


@pytest.mark.parametrize(
    ("language", "quote", "value"),
    [
        ("en", "The levy falls from 12 to 9 per cent.", "The levy falls from 12 to 9 per cent"),
        ("en", "The participants were:\n- Peru\n- Chile", ["Peru", "Chile"]),
        ("en", "Participants: Peru, Chile and Fiji", ["Peru", "Chile", "Fiji"]),
        ("fr", "Non seulement le Pérou mais aussi le Chili étaient présents.", ["Pérou", "Chili"]),
        ("de", "Nicht nur Peru, sondern auch Chile war vertreten.", ["Peru", "Chile"]),
    ],
)
def test_what_is_so_in_other_forms_is_not_refused(language: str, quote: str, value: object) -> None:
    field = "attendance" if isinstance(value, list) else "outcomes"
    assert refused(DraftedValue("x", "meeting", field, value, quote), language, quote) == []


def test_a_letter_that_somebody_quotes_and_a_condition_are_no_claims_of_theirs() -> None:
    for quote, code in (
        ("Ana Sample quoted a letter which said that walls are too low.", "another-speaker"),
        ("If walls are too low, Ana Sample said, the port will close.", "value-turns-negation"),
    ):
        one = DraftedValue("x", "meeting", "claims", "walls are too low", quote, speaker="Ana Sample")
        assert refused(one, "en", quote) == [code]


def test_the_words_of_a_post_stand_together() -> None:
    quote = "Kenya's president Ana Sample opened the forum, whereas Fiji sent an envoy."
    for post, asks in (("president of Fiji", True), ("president", False)):
        assert ("words of 'president of Fiji' apart" in question("people", "Ana Sample", quote, post=post)) is asks


@pytest.mark.parametrize(
    ("status", "quote", "told"),
    [
        ("postponed", "The congress was postponed.", ""),
        ("cancelled", "The congress was postponed.", "does not say 'cancelled'"),
        ("held", "The congress, to be held in Lima, was cancelled.", "'cancelled' of the meeting"),
        ("held", "The congress took place in Lima.", ""),
        ("postponed", "The congress was not postponed.", "'not' of the meeting"),
    ],
)
def test_how_a_meeting_stands_is_told_by_its_passage(status: str, quote: str, told: str) -> None:
    asks = question("status", status, quote)
    assert told in asks
    assert bool(asks) is bool(told)
