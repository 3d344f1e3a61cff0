"""Values in conditions: dates, numbers and records as templates type them."""

from __future__ import annotations

import pytest

from briefgen.model.amounts import parse_amount
from briefgen.model.dates import parse_date, parse_time
from briefgen.rendering.comparing import (
    DATES_IN_ORDER,
    SPANS,
    NoOrder,
    equals_typed,
    lies_within,
    measures_in_order,
    sort_key,
    span_of,
)
from tests.workspaces import Scratch


def orders(one: object, typed: object) -> set[str]:
    """Which orders hold of two measures; turned round, the same hold the other way."""
    turned = {"lt": "gt", "lteq": "gteq", "gt": "lt", "gteq": "lteq"}
    found = {how for how in turned if measures_in_order(how, one, typed)}
    assert {how for how in turned if measures_in_order(turned[how], typed, one)} == found
    return found


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
    found = [how for how, holds in DATES_IN_ORDER.items() if holds(parse_date(one), parse_date(other))]
    assert " ".join(found) == holding


@pytest.mark.parametrize(
    ("one", "typed", "holding"),
    [
        ("137", 100, "gt gteq"),
        ("137", 137, "lteq gteq"),
        ("at least 137", 137, "gteq"),
        ("at least 137", 100, "gt gteq"),
        ("over 20", 20, "gt gteq"),
        ("under 20", 20, "lt lteq"),
        ("at most 20", 20, "lteq"),
        ("about 100", 100, ""),
        ("about 100", 40, "gt gteq"),
        ("20-25", "25", "lteq"),
        ("2 t", "1,500 kg", "gt gteq"),
        ("2.5 million EUR (2024)", "2 million", "gt gteq"),
        ("2.5 million EUR (2024)", "2 million EUR", "gt gteq"),
    ],
)
def test_an_amount_is_more_or_less_where_that_holds_of_every_number(one: str, typed: object, holding: str) -> None:
    assert orders(parse_amount(one), typed) == set(holding.split())


@pytest.mark.parametrize(
    ("one", "typed", "why"),
    [
        ("20 t", "3 EUR", "cannot be compared"),
        ("3 EUR (2024)", "3 EUR (2020)", "cannot be compared"),
        ("20", "many", "this is no amount"),
        ("20 apples", "3 pears", "cannot be compared"),
    ],
)
def test_amounts_that_have_no_order_say_why(one: str, typed: str, why: str) -> None:
    with pytest.raises(NoOrder, match=why):
        measures_in_order("lt", parse_amount(one), typed)


@pytest.mark.parametrize(
    ("one", "typed", "equal"),
    [
        ("20", 20, True),
        ("20", "20", True),
        ("20 t", 20, True),
        ("at least 20", 20, False),
        ("at least 20", "at least 20", True),
        ("2.5 million EUR (2024)", "2,500,000 EUR", True),
        ("20", True, False),
        ("20", "twenty", False),
    ],
)
def test_an_amount_equals_what_is_typed_as_records_have_it(one: str, typed: object, equal: bool) -> None:
    assert equals_typed(parse_amount(one), typed) is equal


@pytest.mark.parametrize(
    ("one", "typed", "holding"),
    [
        ("14:30", "14:30", "lteq gteq"),
        ("14:30", "9:05", "gt gteq"),
        ("about 14:30", "15:00", "lt lteq"),
        ("about 14:30", "14:35", ""),
        ("14:30 Europe/Vienna", "15:00", "lt lteq"),
        ("14:30+02:00", "13:00Z", "lt lteq"),
        ("14:30+02:00", "12:30Z", "lteq gteq"),
    ],
)
def test_a_time_of_day_is_before_or_after_where_that_holds_of_every_minute(one: str, typed: str, holding: str) -> None:
    assert orders(parse_time(one), typed) == set(holding.split())


@pytest.mark.parametrize(
    ("one", "typed", "why"),
    [
        ("14:30", "noon", "this is no time of day"),
        ("14:30", 14, "this is no time of day"),
        ("14:30 Europe/Vienna", "14:30Z", "how far their clocks are apart depends on the day"),
    ],
)
def test_times_that_have_no_order_say_why(one: str, typed: object, why: str) -> None:
    with pytest.raises(NoOrder, match=why):
        measures_in_order("lt", parse_time(one), typed)


@pytest.mark.parametrize(
    ("one", "typed", "equal"),
    [
        ("14:30", "14:30", True),
        ("9:05 Europe/Vienna", "09:05", True),
        ("14:30 Europe/Vienna", "14:30 Asia/Tashkent", False),
        ("about 14:30", "14:30", False),
        ("14:30", "half past two", False),
        ("14:30", 1430, False),
    ],
)
def test_a_time_of_day_equals_what_is_typed_as_records_have_it(one: str, typed: object, equal: bool) -> None:
    assert equals_typed(parse_time(one), typed) is equal


def test_times_of_day_have_an_order_by_one_clock() -> None:
    keys = [sort_key(parse_time(text)) for text in ("09:00", "14:30+02:00", "14:30Z", "14:30 Europe/Vienna")]
    assert [of for of, _ in keys] == [
        "times of day",
        "times of day by UTC",
        "times of day by UTC",
        "times of day in Europe/Vienna",
    ]
    assert keys[1] < keys[2]


@pytest.mark.parametrize(
    ("date", "month", "quarter", "year"),
    [
        ("2025-10-17", "2025-10", "2025-Q4", "2025"),
        ("2025-03", "2025-03", "2025-Q1", "2025"),
        ("2025", "2025", "2025", "2025"),
        ("2025-09-30/2025-10-02", "2025-09", "2025-Q3", "2025"),
        ("../2025-10", "2025-10", "2025-Q4", "2025"),
        ("2025-10?", "2025-10?", "2025-Q4?", "2025?"),
        ("XXXX-10-20", "", "", ""),
    ],
)
def test_a_date_lies_in_the_month_quarter_and_year_that_it_begins_in(
    date: str, month: str, quarter: str, year: str
) -> None:
    assert [span_of(parse_date(date), span) for span in SPANS] == [month, quarter, year]


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
    'meeting.series.record == "Example Harvest Forum"': True,
    'meeting.series.record == "Harvest"': False,
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
