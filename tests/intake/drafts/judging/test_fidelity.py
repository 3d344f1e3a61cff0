"""What a proposal twists is refused, though each of its words stands in the passage; and what is true is not."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.archive.archived import ArchivedText
from briefgen.facts.kinds import shipped_kinds
from briefgen.intake.drafts.judging.gate import refusals
from briefgen.intake.drafts.proposal import DraftedValue
from briefgen.intake.drafts.rules import propose
from briefgen.language.denials import denying, denying_words
from tests.intake.drafts.reports import asked, cases, how, refused

TEXT = """\
The talks on fish ended on 5 May 2031 in Port Example. More than 60 delegations attended. The fund has 12 million euros
and grew by 3 percentage points, or 1.5 per cent a year.

Ana Sample told Ben Beispiel that the walls were low. Cy Exemple denied that the port had paid. Dan Voorbeeld did not
say that a date had been set. “Walls must rise,” Eva Muster said. According to the Port Authority, if the levy passes,
ships will pay.

It is not the case, and never was in the long history of the ports on this coast, that the council approved the plan.

Delegates from Guinea-Bissau and Nigeria came; Senegal was absent. Three ships sank. The 4 states met for two days.
Spain accused Port Example of delays. Some 40 of the 60 ports paid 1,500 tonnes, which costs 5 to 7 million euros.

Related: Forum on whales ended in uproar
"""
SCHEMA = shipped_kinds().schema
ACCUSED = "Spain accused Port Example of delays."
PAID = "Some 40 of the 60 ports paid 1,500 tonnes, which costs 5 to 7 million euros."
NOT = denying(denying_words()["en"])
FUND = "The fund has 12 million euros and grew by 3 percentage points, or 1.5 per cent a year."
TOLD = "Ana Sample told Ben Beispiel that the walls were low."
CAME = "Delegates from Guinea-Bissau and Nigeria came; Senegal was absent."
CASE = (
    "It is not the case, and never was in the long history of the ports on this coast, "
    "that the council approved the plan."
)


def codes(field: str, value: object, quote: str, speaker: str = "", **keys: object) -> set[str]:
    proposal = DraftedValue("x1", "meeting", field, value, quote, speaker=speaker, keys=keys)
    furniture = ("Related: Forum on whales ended in uproar",)
    return {r.code for r in refusals(proposal, ArchivedText(TEXT, ""), SCHEMA, "en", NOT, furniture)}


@pytest.mark.parametrize(
    ("value", "quote", "speaker", "code"),
    [
        ("the walls were low", TOLD, "Ben Beispiel", "another-speaker"),
        ("the walls were low", TOLD, "a", "no-speaker"),
        ("the walls were low", TOLD, "An", "no-speaker"),
        ("the port had paid", "Cy Exemple denied that the port had paid.", "Cy Exemple", "value-turns-negation"),
        ("a date had been set", "Dan Voorbeeld did not say that a date had been set.", "Dan Voorbeeld",
         "value-turns-negation"),
        ("walls must rise", "“Walls must rise,” Eva Muster said. According to the Port Authority, if the levy passes,"
         " ships will pay.", "Port Authority", "another-speaker"),
        ("ships will pay", "According to the Port Authority […] ships will pay", "Port Authority",
         "quote-elides-condition"),
        ("the port had paid", "Ana Sample […] that the port had paid.", "Ana Sample", "quote-elides-speaker"),
        ("ships will pay", "if the levy passes, ships will pay", "Eva Muster", "quote-clips-speaker"),
    ],
)  # fmt: skip
def test_claims_that_are_twisted(value: str, quote: str, speaker: str, code: str) -> None:
    assert code in codes("claims", value, quote, speaker)


@pytest.mark.parametrize(
    ("field", "value", "quote", "code"),
    [
        ("outcomes", "The council approved the plan.", "the council approved the plan", "quote-clips-negation"),
        ("outcomes", "The council approved the plan.", CASE, "value-turns-negation"),
        ("outcomes", "60 delegations attended the talks", "More than 60 delegations attended.", "value-turns-number"),
        ("outcomes", "The fund has 12 billion euros", FUND, "value-turns-number"),
        ("outcomes", "The fund has 12 euros", FUND, "value-turns-number"),
        ("outcomes", "The fund grew by 3 per cent", FUND, "value-turns-number"),
        ("outcomes", "The fund grew by 3 basis points", FUND, "value-turns-number"),
        ("outcomes", "The fund grew by 1.2 per cent a year", FUND, "value-not-in-quote"),
        ("outcomes", "60 ports paid", PAID, "value-turns-number"),
        ("outcomes", "Ports paid 1,500 dollars", PAID, "value-turns-number"),
        ("outcomes", "It costs 7 million euros", PAID, "value-turns-number"),
        ("outcomes", "Port Example accused Spain of delays", ACCUSED, "value-turns-names"),
        ("outcomes", "Four ships sank", "Three ships sank.", "value-not-in-quote"),
        ("outcomes", "Three ships never sank", "Three ships sank.", "value-turns-negation"),
        ("outcomes", "Forum on whales ended in uproar", "Forum on whales ended in uproar", "quote-in-boilerplate"),
        ("place", "port lisbon", "The talks on fish ended on 5 May 2031 in Port Example.", "value-not-in-quote"),
        ("place", "P\u043ert Example", "The talks on fish ended on 5 May 2031 in Port Example.", "value-not-in-quote"),
        ("people", "Ana Beispiel", TOLD, "value-not-in-quote"),
        ("people", "Sample, Ben", TOLD, "value-not-in-quote"),
        ("attendance", ["Guinea", "Nigeria"], CAME, "value-not-in-quote"),
        ("attendance", ["Niger"], CAME, "value-not-in-quote"),
        ("ordinal", "4", "The 4 states met for two days.", "value-not-in-quote"),
    ],
)
def test_values_that_are_twisted(field: str, value: object, quote: str, code: str) -> None:
    assert code in codes(field, value, quote)


def test_a_claim_has_both_marks_of_a_quotation() -> None:
    quote = '"Prices will not fall," the secretary, Ana Sample, said.'
    assert "words-not-quoted" in codes("claims", 'prices will not fall," the secretary', quote, "Ana Sample")
    assert codes("claims", "prices will not fall", quote, "Ana Sample") == {"quote-not-found"}  # of no text here


@pytest.mark.parametrize(
    "quote",
    [
        "The council scarcely approved the plan.",
        "The council all but approved the plan.",
        "The council nearly approved the plan.",
        "Had the council approved the plan, it would have said so.",
        "Critics wish the council approved the plan.",
    ],
)
def test_what_did_not_come_so_is_not_told_as_if_it_had(quote: str) -> None:
    assert "value-turns-negation" in codes("outcomes", "The council approved the plan.", quote)


def test_what_is_denied_in_an_aside_turns_nothing() -> None:
    quote = "The ministers, none of whom spoke to the press, signed the treaty."
    assert codes("outcomes", "The ministers signed the treaty.", quote) == {"quote-not-found"}
    quote = "The ministers, none of whom signed the treaty, spoke to the press."
    assert "value-turns-negation" in codes("outcomes", "The ministers signed the treaty.", quote)


def test_the_no_of_a_number_denies_nothing() -> None:
    quote = "The council adopted Resolution No. 1540."
    assert codes("outcomes", "The council adopted resolution 1540", quote) == {"quote-not-found"}


def test_keys_that_are_twisted() -> None:
    assert "words-not-quoted" in codes(
        "claims", "the walls were low", TOLD, "Ana Sample", mode="quoted", words="the walls were low"
    )
    assert "value-not-in-quote" in codes("attendance", ["Senegal"], CAME, status="listed")
    assert "value-not-in-quote" in codes("attendance", ["Nigeria"], CAME, status="absent")
    assert codes("attendance", ["Senegal"], CAME, status="absent") == set()


@pytest.mark.parametrize(
    ("field", "value", "quote", "speaker"),
    [
        ("claims", "the walls were low", TOLD, "Ana Sample"),
        ("claims", "ships will pay, if the levy passes", "According to the Port Authority, if the levy passes, ships"
         " will pay.", "Port Authority"),
        ("outcomes", "More than 60 delegations attended the talks", "More than 60 delegations attended.", ""),
        ("outcomes", "Delays, of which Spain accused Port Example", ACCUSED, ""),
        ("outcomes", "40 of the 60 ports paid, 1,500 tonnes", PAID, ""),
        ("outcomes", "Costs of 5 to 7 million euros", PAID, ""),
        ("outcomes", "The fund has €12 million", FUND, ""),
        ("outcomes", "The council did not approve the plan", CASE, ""),
        ("people", "Sample, Ana", TOLD, ""),
    ],
)  # fmt: skip
def test_what_is_true_in_other_words_passes(field: str, value: str, quote: str, speaker: str) -> None:
    assert codes(field, value, quote, speaker) == set()


# --- planted ---

TEXTS = Path(__file__).parent.parent / "texts"
NAMES = ("accra.en", "lagos.en", "lima.en", "nairobi.en", "hanoi.en", "tbilisi.en")


def planted(count: int) -> Iterator[tuple[DraftedValue, str]]:
    """What the rules propose of some texts, each falsified in one way, with its text."""
    choose = random.Random(23)
    texts = {name: (TEXTS / f"{name}.txt").read_text("utf-8") for name in NAMES}
    true = [(p, name) for name, text in texts.items() for p in propose(text, "en")]
    made: set[tuple[str, str, str, str]] = set()
    while len(made) < count:
        one, name = choose.choice(true)
        other = choose.choice([p for p, n in true if n != name and p.field == one.field] or [one])
        false = choose.choice([_number, _negation, _speaker, _value])(one, other, choose)
        key = (name, one.id, repr(false.value if false else ""), false.speaker if false else "")
        if false is not None and key not in made:
            made.add(key)
            yield false, texts[name]


def _number(one: DraftedValue, other: DraftedValue, choose: random.Random) -> DraftedValue | None:
    if not isinstance(one.value, str) or not re.search(r"[1-9]", one.value):
        return None
    return replace(one, value=re.sub(r"[1-9](?!.*[1-9])", lambda m: str(int(m[0]) % 9 + 1), one.value))


def _negation(one: DraftedValue, other: DraftedValue, choose: random.Random) -> DraftedValue | None:
    if one.field not in ("claims", "outcomes", "discussion"):
        return None
    if NOT.search(one.value):
        return replace(one, value=NOT.sub("", one.value).strip().replace("  ", " "))
    words = one.value.split()
    n = choose.randrange(1, len(words))
    return replace(one, value=" ".join([*words[:n], choose.choice(["not", "never"]), *words[n:]]))


def _speaker(one: DraftedValue, other: DraftedValue, choose: random.Random) -> DraftedValue | None:
    is_other = len(other.speaker) > 3 and other.speaker not in one.speaker
    return replace(one, speaker=other.speaker) if one.field == "claims" and is_other else None


def _value(one: DraftedValue, other: DraftedValue, choose: random.Random) -> DraftedValue | None:
    return replace(one, value=other.value) if other.value != one.value else None


def test_of_two_hundred_planted_falsehoods_none_passes() -> None:
    how = Counter(
        "refused" if refused(p, "en", text) else "asked" if asked(p, "en", text) else f"{p.value} of {p.quote}"
        for p, text in planted(200)
    )
    # Which two hundred they are changes with what the rules find, and so how many are asked about; none passes.
    assert how == {"refused": 198, "asked": 2}


def test_a_denial_that_is_told_with_its_verb_is_none_that_gets_lost() -> None:
    denial = ("claims", "the port had paid", "Cy Exemple denied that the port had paid.", "Cy Exemple")
    assert codes(*denial, mode="reported", verb="denied") == set()
    assert codes(*denial, mode="reported", verb="said") == {"value-turns-negation"}
    told = ("claims", "a date had been set", "Dan Voorbeeld did not say that a date had been set.", "Dan Voorbeeld")
    assert "value-turns-negation" in codes(*told, mode="reported", verb="not")


@pytest.mark.parametrize(
    ("field", "value", "language"),
    [
        ("outcomes", "Exporting countries met importing countries, and prices rose while wages fell.", "en"),
        ("outcomes", "The council stopped short of a vote and rejected the plan.", "en"),
        ("agenda", "border security in the western and the eastern Atlantic", "en"),
        ("date", "XXXX-04-07", "ru"),
    ],
)
def test_what_is_taken_as_it_stands_turns_nothing(field: str, value: str, language: str) -> None:
    passage = {
        "agenda": f"The forum is expected to deliberate on {value}.",
        "date": "Очередное заседание совета состоялось 7 апреля.",
    }.get(field, value)
    one = DraftedValue("x", "meeting", field, value, passage)
    found = refusals(one, ArchivedText(passage, ""), SCHEMA, language, denying(denying_words()[language]))
    assert [r.code for r in found] == []


def test_two_contraries_of_one_passage_keep_their_places() -> None:
    quote = "Exporting countries met importing countries, and prices rose while wages fell."
    for value in ("prices fell while wages rose", "prices fell", "wages rose"):
        assert "value-turns-meaning" in refused(DraftedValue("x", "meeting", "outcomes", value, quote), "en", quote)


def test_a_name_is_taken_in_another_of_its_cases_where_a_language_has_these() -> None:
    passage = "Президент встретился с премьер-министром Анваром Ибрагимом."
    for name, expected in (("Анвар Ибрагим", False), ("Пётр Образцов", True)):
        keys = {"post": "премьер-министр"}
        one = DraftedValue("x", "meeting", "people", name, passage, keys=keys)
        found = refusals(one, ArchivedText(passage, ""), SCHEMA, "ru", denying(denying_words()["ru"]))
        assert bool(found) is expected


@pytest.mark.parametrize(("language", "verdict", "one"), list(cases("belonging.txt")))
def test_what_is_theirs_passes_and_what_is_another_s_does_not(language: str, verdict: str, one: DraftedValue) -> None:
    expected = {"R": ("refused",), "A": ("refused", "asked"), "N": ("passes", "asked"), "T": ("passes",)}
    assert how(one, language, one.quote) in expected[verdict]


def test_who_speaks_behind_a_but_is_out_of_reach_of_a_denial_before_it() -> None:
    quote = "delegates said they expected money soon."
    one = DraftedValue("x", "meeting", "claims", "they expected money soon", quote, speaker="delegates")
    for text, expected in (
        (f"The day has not been set but {quote}", []),
        (f"It is not true that {quote}", ["quote-clips-negation"]),
    ):
        assert refused(one, "en", text) == expected
