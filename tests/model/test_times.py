"""Times of day: how they are written, and which can be one moment."""

from __future__ import annotations

import pytest

from briefgen.model.times import BadTimeOfDay, parse_time


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("9:05", "09:05"),
        ("14.30", "14:30"),
        ("about 14:30 Europe/Vienna", "about 14:30 Europe/Vienna"),
        ("14:30+02:00", "14:30 +02:00"),
        ("14:30Z", "14:30 Z"),
    ],
)
def test_a_time_has_one_form(written: str, text: str) -> None:
    assert parse_time(written).text == text
    assert parse_time(text) == parse_time(written)


@pytest.mark.parametrize("written", ["", "noon", "24:00", "14:60", "14:30 somewhere"])
def test_what_is_no_time_is_refused(written: str) -> None:
    with pytest.raises(BadTimeOfDay):
        parse_time(written)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("14:30", "14:30", True),
        ("14:30", "14:31", False),
        ("about 14:30", "14:40", True),
        ("14:30+02:00", "12:30Z", True),
        ("14:30+02:00", "14:30Z", False),
        ("00:30+01:00", "23:30Z", True),
        ("14:30 Europe/Vienna", "12:30Z", True),  # which depends on the day
        ("14:30 Europe/Vienna", "15:30 Europe/Vienna", False),
        ("14:30 Europe/Vienna", "14:30", True),
    ],
)
def test_times_agree_where_they_can_be_one_moment(one: str, other: str, agree: bool) -> None:
    assert parse_time(one).agrees_with(parse_time(other)) is agree
    assert parse_time(other).agrees_with(parse_time(one)) is agree
