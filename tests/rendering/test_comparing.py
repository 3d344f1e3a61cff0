"""Values in conditions: dates, numbers and records as templates type them."""

from __future__ import annotations

import pytest

from briefgen.model.dates import parse_date
from briefgen.rendering.comparing import IN_ORDER, lies_within
from tests.workspaces import Scratch


@pytest.mark.parametrize(
    ("date", "typed", "is_within"),
    [
        ("2025-10-17", "2025", True),
        ("2025-10-17", "2025-10", True),
        ("2025-10-17", "2025-10-17", True),
        ("2025-10-17", "2025-11", False),
        ("2025", "2025-10", False),
        ("2025-10-16/2025-10-17", "2025-10", True),
        ("2025-12-31/2026-01-01", "2025", False),
        ("2025-10-17", "October", False),
    ],
)
def test_a_date_equals_a_typed_one_in_which_it_lies(date: str, typed: str, is_within: bool) -> None:
    assert lies_within(parse_date(date), typed) is is_within


@pytest.mark.parametrize(
    ("one", "other", "holding"),
    [
        ("2025-10-17", "2025-10-17", "lteq gteq"),
        ("2025-10-17", "2025-10-18", "lt lteq"),
        ("2025-10-17", "2025", "lteq gteq"),
        ("2025-10-17", "2024", "gt gteq"),
        ("2025", "2025-06-01", ""),
        ("2025", "2025-12-31", "lteq"),
        ("2025-10-16/2025-10-18", "2025-10-17", ""),
    ],
)
def test_an_order_holds_where_it_holds_of_every_day(one: str, other: str, holding: str) -> None:
    found = [how for how, holds in IN_ORDER.items() if holds(parse_date(one), parse_date(other))]
    assert " ".join(found) == holding


CONDITIONS = {
    'meeting.date == "2024"': True,
    'meeting.date != "2024-04"': True,
    'meeting.date >= "2024-03-11"': True,
    'meeting.date > "2024"': False,
    '"2023" < meeting.date < "2025"': True,
    "meeting.date <= meeting.date": True,
    "meeting.ordinal > 6": True,
    "7 >= meeting.ordinal": True,
    "meeting.venue": False,
    'meeting.country == "portugal"': True,
    'meeting.country == "Portugal"': True,
    'meeting.country == "spain"': False,
    'meeting == "lisbon-2024"': True,
    '"brazil" in meeting.lists[0].parties': True,
    '"portugal" in meeting.lists[0].parties': False,
    'meeting.claims|where("said_by", "example-secretariat")': True,
    'meeting.outcomes|where("themes", "stocks")': True,
    'meeting.outcomes|without("themes", "stocks")': False,
    'meeting.outcomes|where("themes", "stock")': False,
}


def test_conditions_hold_as_they_read(workspace: Scratch) -> None:
    lines = [f"{n} {{% if {condition} %}}yes{{% else %}}no{{% endif %}}\n" for n, condition in enumerate(CONDITIONS)]
    said = workspace.rendered("\n".join(lines))
    assert [line.split()[1] for line in said.splitlines() if line] == [
        "yes" if v else "no" for v in CONDITIONS.values()
    ]


def test_a_date_that_is_not_recorded_is_before_and_after_nothing(workspace: Scratch) -> None:
    line = next(
        row for row in workspace.read("facts/meetings/lisbon-2024.yaml").splitlines() if row.startswith("date:")
    )
    workspace.edit("facts/meetings/lisbon-2024.yaml", line, "")
    assert workspace.rendered('{% if meeting.date < "2030" %}before{% else %}not known{% endif %}\n') == "not known"


def test_what_is_no_date_is_told_at_its_line(workspace: Scratch) -> None:
    fault = workspace.fault('{% if meeting.date > "spring" %}x{% endif %}\n')
    assert "templates/note/brief.md.j2:1" in fault
    assert "this is no date" in fault or "'spring' is no date" in fault
