"""Dates and times of day: what is in the profile, what it means, and the laws of its order."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.dates import BadDate, BadTimeOfDay, Edtf, PartialDate, parse_date, parse_time

LOW, HIGH = date.min, date.max


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-10-17", date(2025, 10, 17), date(2025, 10, 17)),
        ("0999", date(999, 1, 1), date(999, 12, 31)),
        ("9999-12-31", HIGH, HIGH),
        ("0001", LOW, date(1, 12, 31)),
        ("202X", date(2020, 1, 1), date(2029, 12, 31)),
        ("000X", LOW, date(9, 12, 31)),
        ("XXXX-10-20", date(1, 10, 20), date(9999, 10, 20)),
        ("XXXX-02-29", date(4, 2, 29), date(9996, 2, 29)),
        ("21XX-02-29", date(2104, 2, 29), date(2196, 2, 29)),
        ("2025-XX-31", date(2025, 1, 31), date(2025, 12, 31)),
        ("2025-0X-31", date(2025, 1, 31), date(2025, 8, 31)),
        ("2025-X2-30", date(2025, 12, 30), date(2025, 12, 30)),
        ("2025-10-3X", date(2025, 10, 30), date(2025, 10, 31)),
        ("2025-02-XX", date(2025, 2, 1), date(2025, 2, 28)),
        ("2024-10-16/2024-10-17", date(2024, 10, 16), date(2024, 10, 17)),
        ("2024-10-16/2024-10-16", date(2024, 10, 16), date(2024, 10, 16)),
        ("2023/..", date(2023, 1, 1), HIGH),
        ("2023/", date(2023, 1, 1), HIGH),
        ("../2023", LOW, date(2023, 12, 31)),
        ("/2023", LOW, date(2023, 12, 31)),
        ("2024?-10-04~", date(2024, 10, 4), date(2024, 10, 4)),
    ],
)
def test_a_date_has_a_first_and_a_last_day(text: str, first: date, last: date) -> None:
    assert parse_date(text).bounds() == (first, last)
    assert str(parse_date(text)) == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2025-02-30", "'2025-02-30' is not in the calendar: that month has 28 days"),
        ("2025-02-29", "'2025-02-29' is not in the calendar: that month has 28 days"),
        ("1900-02-29", "'1900-02-29' is not in the calendar: that month has 28 days"),
        ("XXX1-02-29", "'XXX1-02-29' is not in the calendar: that month has 28 days"),
        ("XXXX-02-30", "'XXXX-02-30' is not in the calendar: that month has 29 days"),
        ("2025-02-3X", "'2025-02-3X' is not in the calendar: that month has 28 days"),
        ("2025-04-31", "'2025-04-31' is not in the calendar: that month has 30 days"),
        ("2025-13", "'2025-13' has a month 13; months run from 01 to 12"),
        ("2025-4X", "'2025-4X' has a month 4X; months run from 01 to 12"),
        ("2025-10-00", "'2025-10-00' has a day 00; days run from 01 to 31"),
        ("0000", "'0000' is in the year 0; years run from 0001 to 9999"),
        ("/..", "'/..' has neither a beginning nor an end"),
        ("2025-10-17/2025-10-16", "'2025-10-17/2025-10-16' ends before it begins"),
    ],
)
def test_what_the_calendar_does_not_have_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(BadDate) as bad:
        parse_date(text)
    assert str(bad.value) == reason


@pytest.mark.parametrize(
    "text",
    ["", "999", "10000", "-2025", "+2025", "2025-1-1", "17.10.2025", "2025/10/17", "2025-10-17T10:00", "2025-10-17Z",
     "2025-10-17+14:00", "25-10-17", "2025 ", " 2025", "2025-W03", "2025-21?x", "Y17E7", "[2025,2026]", "２０２５",
     "٢٠٢٥", "2025-10-17\n", "202x", "2025–10"],
)  # fmt: skip
def test_what_is_not_in_the_profile_is_refused(text: str) -> None:
    with pytest.raises(BadDate, match="is not a date like 2025-10-17"):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("17.10.2025", "2025-10-17"),
        ("17/10/2025", "2025-10-17"),
        ("10/17/2025", "2025-10-17"),
        ("03/04/2025", "2025-04-03 or 2025-03-04"),
        ("04/04/2025", "2025-04-04"),
        ("2025/10/17", "2025-10-17"),
        ("2025.1.5", "2025-01-05"),
        ("2025-1-5", "2025-01-05"),
        ("2025-10-17 10:30", "2025-10-17"),
        ("17 October 2025", "2025-10-17"),
        ("Oct 17, 2025", "2025-10-17"),
        ("7 Sept. 2025", "2025-09-07"),
    ],
)
def test_a_day_written_in_another_way_is_told_how_it_is_written_here(text: str, meant: str) -> None:
    with pytest.raises(BadDate) as bad:
        parse_date(text)
    assert str(bad.value).endswith(f"; did you mean {meant}?")
    assert all(parse_date(day).is_exact_day for day in meant.split(" or "))


OTHER_SIGNS = ["2025-10-16 - 2025-10-17", "2025-10-16–2025-10-17", "2025-10-16 to 2025-10-17", "16-17 October 2025",
               "16 and 17 October 2025", "October 16–17, 2025"]  # fmt: skip


@pytest.mark.parametrize("text", OTHER_SIGNS)
def test_of_days_with_another_sign_between_it_is_told_which_one_stands_here(text: str) -> None:
    with pytest.raises(BadDate, match=r"; did you mean 2025-10-16/2025-10-17\?"):
        parse_date(text)


@pytest.mark.parametrize("text", ["31.02.2025", "17.10.25", "30 Foo 2025", "31 May 0000", "00/00/2025", "99.99.9999",
                                  "18-17 October 2025"])  # fmt: skip
def test_no_day_is_proposed_that_the_calendar_does_not_have(text: str) -> None:
    with pytest.raises(BadDate) as bad:
        parse_date(text)
    assert "did you mean" not in str(bad.value)


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("2024?-10-04", {"year"}),
        ("2024-10~-04", {"year", "month"}),
        ("2024-10-04%", {"year", "month", "day"}),
        ("2024-10-04", set()),
    ],
)
def test_a_qualifier_holds_for_its_part_and_those_to_its_left(text: str, doubtful: set[str]) -> None:
    start = parse_date(text).start
    assert isinstance(start, PartialDate)
    assert start.doubtful == doubtful


@pytest.mark.parametrize(
    ("a", "b", "agree"),
    [
        ("2025-10", "2025-10-17", True),
        ("2025", "2025-10-17", True),
        ("XXXX-10-20", "2024-10-20", True),
        ("XXXX-10-20", "2024-10-21", False),
        ("XXXX-02-29", "2023", False),
        ("2024-10-16/2024-10-17", "2025-10-17", False),
        ("2024-10-16/2024-10-17", "2024-10-17", True),
        ("XXXX-03-05/XXXX-03-06", "2031-03-05", True),
        ("XXXX-03-05/XXXX-03-06", "2031-03-07", False),
        ("XXXX-02-29/XXXX-03-01", "2031-03-01", False),
        ("2023/..", "2025-10-17", True),
        ("2023/..", "2022", False),
        ("202X", "2019", False),
    ],
)
def test_dates_agree_where_some_day_fits_both(a: str, b: str, agree: bool) -> None:
    assert parse_date(a).overlaps(parse_date(b)) is agree
    assert parse_date(b).overlaps(parse_date(a)) is agree


# --- laws ----------------------------------------------------------------------------------------

PARTS = st.from_regex(r"[0-9X]{4}(-[01X][0-9X](-[0-3X][0-9X])?)?[?~%]?", fullmatch=True)
TEXTS = st.one_of(PARTS, st.tuples(st.one_of(PARTS, st.sampled_from(["", ".."])), PARTS).map("/".join))


def parsed(text: str) -> Edtf | None:
    try:
        return parse_date(text)
    except BadDate:
        return None


DATES = TEXTS.map(parsed).filter(bool)


@given(st.text(alphabet="0123456789X-/?~%. ", max_size=24))
def test_any_text_is_a_date_or_a_reason(text: str) -> None:
    parsed(text)


@given(DATES)
def test_bounds_are_in_order_and_are_days_that_fit(value: Edtf) -> None:
    first, last = value.bounds()
    assert LOW <= first <= last <= HIGH
    if value.end is None:
        assert value.overlaps(parse_date(first.isoformat()))
        assert value.overlaps(parse_date(last.isoformat()))


@given(DATES, DATES)
def test_agreement_is_symmetric_and_reflexive(a: Edtf, b: Edtf) -> None:
    assert a.overlaps(b) == b.overlaps(a)
    assert a.overlaps(a)


@given(st.dates(), DATES)
def test_a_day_that_agrees_lies_within_the_bounds(day: date, value: Edtf) -> None:
    first, last = value.bounds()
    if value.overlaps(parse_date(day.isoformat())):
        assert first <= day <= last


def test_a_span_without_a_beginning_stands_among_others_where_it_ends() -> None:
    dates = [parse_date(text) for text in ("../2012-07-07", "2011", "2012-07-08", "2013/..")]
    assert [d.text for d in sorted(dates, key=lambda d: d.sort_key)] == [
        "2011",
        "../2012-07-07",
        "2012-07-08",
        "2013/..",
    ]


@given(st.lists(DATES, max_size=8), st.randoms())
def test_sorting_does_not_depend_on_the_order_before(values: list[Edtf], chance: object) -> None:
    in_order = sorted(values, key=lambda v: v.sort_key)
    chance.shuffle(values)  # type: ignore[attr-defined]
    assert sorted(values, key=lambda v: v.sort_key) == in_order


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
