"""What the rules read in a text: each proposal with its passage, and with its speaker where somebody speaks."""

from __future__ import annotations

from briefgen.archive.archived import ArchivedText
from briefgen.facts.kinds import shipped_kinds
from briefgen.intake.drafts.gate import refusals
from briefgen.intake.drafts.proposal import DraftedValue
from briefgen.intake.drafts.rules import propose

TEXT = """\
The third Coastal Climate Forum was held in Port Example, Portugal, on 11 and 12 June 2031.

The talks, chaired by Ana Sample, the Minister for the Coast, brought delegates from Portugal, Spain and Morocco.
Key topics included sea walls and early warning.
Ana Sample said that every wall on the coast would be too low within twenty years. She added that money was missing.
"Nobody has paid so far," Ben Beispiel told reporters.
According to the Ports Authority, traffic fell by 12 per cent.
At the close the delegations signed a joint statement.
"""


def found(text: str, field: str, language: str = "en") -> list[DraftedValue]:
    return [p for p in propose(text, language) if p.field == field]


def test_the_meeting_itself() -> None:
    assert [p.value for p in found(TEXT, "ordinal")] == ["3"]
    assert [p.value for p in found(TEXT, "date")] == ["2031-06-11/2031-06-12"]
    assert [p.value for p in found(TEXT, "place")] == ["Port Example"]
    assert [(p.value, p.keys) for p in found(TEXT, "country")] == [("Portugal", {"code": "PT"})]


def test_who_was_there() -> None:
    (parties,) = found(TEXT, "attendance")
    assert (parties.value, parties.keys) == (["Portugal", "Spain", "Morocco"], {"status": "listed"})
    assert [p.value for p in found(TEXT, "chair")] == ["Ana Sample"]
    assert ("Ana Sample", {"post": "Minister for the Coast"}) in [(p.value, p.keys) for p in found(TEXT, "people")]


def test_who_said_what_and_the_speaker_as_a_question() -> None:
    claims = found(TEXT, "claims")
    assert [(p.speaker, p.keys["mode"]) for p in claims] == [
        ("Ana Sample", "reported"),
        ("She", "reported"),
        ("Ben Beispiel", "quoted"),
        ("Ports Authority", "reported"),
    ]
    assert claims[0].value == "every wall on the coast would be too low within twenty years"
    assert claims[1].asks == "who is 'She'? perhaps Ana Sample"


def test_what_is_said_is_told_as_it_follows_said_that() -> None:
    text = 'The walls are low. "We can no longer wait for it," Ana Sample said. "Walls are too low," Ana Sample said.'
    first, second = found(text, "claims")
    assert first.value == "we can no longer wait for it"
    assert "first person" in first.asks
    assert first.keys == {"mode": "quoted", "words": "We can no longer wait for it"}
    assert second.value == "walls are too low"
    assert "first person" not in second.asks
    (named,) = found("Ana Sample said Lisbon would pay for it.", "claims")
    assert named.value == "Lisbon would pay for it"
    (acronym,) = found('"NATO will not pay for it," Ana Sample said.', "claims")
    assert acronym.value == "NATO will not pay for it"


def test_what_it_was_about_and_what_came_of_it() -> None:
    assert [p.value for p in found(TEXT, "agenda")] == ["sea walls and early warning"]
    assert [p.value for p in found(TEXT, "outcomes")] == ["At the close the delegations signed a joint statement."]


def test_dates_in_other_languages() -> None:
    text = "Двадцать первое заседание Совета состоялось 17 октября 2025 года в Самарканде."
    assert [p.value for p in found(text, "date", "ru")] == ["2025-10-17"]
    assert [p.value for p in found(text, "place", "ru")] == ["Самарканде"]


def test_whatever_is_proposed_passes_the_gate() -> None:
    schema, text = shipped_kinds().schema, ArchivedText(TEXT, "")
    assert [p for p in propose(TEXT, "en") if refusals(p, text, schema, "en")] == []


def test_page_furniture_is_not_read() -> None:
    assert propose("Ana Sample said that this is an advertisement.", "en", ("Ana Sample said that this is",)) != []
    assert (
        propose("Subscribe to our daily newsletter today.", "en", ("Subscribe to our daily newsletter today.",)) == []
    )
