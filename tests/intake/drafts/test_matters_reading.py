"""What a meeting spoke of and what came of it, told apart."""

from __future__ import annotations

import pytest

from briefgen.intake.drafts.rules import propose
from tests.intake.drafts.reports import TEXT, found


def test_what_it_was_about_and_what_came_of_it() -> None:
    assert [p.value for p in found(TEXT, "agenda")] == ["sea walls and early warning"]
    listed = found("The agenda had three items: the reporting of ransoms, levies and help for ports.", "agenda")
    assert [p.value for p in listed] == ["the reporting of ransoms", "levies", "help for ports"]
    assert [p.value for p in found(TEXT, "outcomes")] == ["At the close the delegations signed a joint statement."]


def test_what_the_meeting_did_is_proposed_though_somebody_tells_of_it() -> None:
    text = "The meeting discussed sea walls, the statement said. He said his ministry discussed it."
    assert [p.value for p in found(text, "discussion")] == ["The meeting discussed sea walls, the statement said."]
    assert [p.quote for p in found("The delegates condemned attacks on ports.", "outcomes")] != []
    assert found("The delegates attended a dinner in port.", "outcomes") == []


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("They discussed quotas that were adopted a year ago.", {"discussion"}),
        ("They discussed quotas and agreed to meet again.", {"discussion", "outcomes"}),
        ("They made a joint statement in which they stressed quotas.", {"outcomes"}),
        ("They discussed many topics on the agenda.", {"discussion"}),
        ("New walls will be shared and built, the ministers agreed.", {"outcomes"}),
        ("The Foreign Ministers of Peru and Fiji jointly condemned it.", {"outcomes", "attendance"}),
        ("The ministers unanimously adopted it.", {"outcomes"}),
        ("It was told in the Review and Coordination Meeting.", {"names"}),
        ("The council was founded in 1996 after it was agreed.", set()),
        ("It should be noted that they agreed to quotas.", set()),
        ("Ministers Adopt a Declaration on Quotas", set()),
    ],
)
def test_what_was_discussed_and_what_came_of_it_are_told_apart(text: str, fields: set[str]) -> None:
    assert {p.field for p in propose(text, "en")} == fields
