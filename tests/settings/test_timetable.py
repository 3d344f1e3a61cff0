"""Times of day from `[schedule]`: through days that are an hour short or long, none comes twice and none never."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.settings.timetable import Timetable
from tests.workspaces import Scratch

BERLIN = "Europe/Berlin"


def timetable(at: str = "", every: str = "", zone: str = BERLIN) -> Timetable:
    found = Timetable.of({"schedule.at": at, "schedule.every": every, "schedule.time-zone": zone})
    assert found is not None
    return found


def times(table: Timetable, since: str, count: int) -> list[str]:
    """The next times on the clocks of Berlin, from a moment there."""
    moment = datetime.fromisoformat(since).replace(tzinfo=ZoneInfo(BERLIN))
    found = []
    for _ in range(count):
        moment = table.after(moment)
        found.append(moment.astimezone(ZoneInfo(BERLIN)).strftime("%d %H:%M %Z"))
    return found


def test_a_time_that_a_day_does_not_have_comes_when_it_would_have_been() -> None:
    assert times(timetable("02:30"), "2026-03-28T00:00", 3) == ["28 02:30 CET", "29 03:30 CEST", "30 02:30 CEST"]


def test_a_time_that_comes_twice_is_taken_the_first_time() -> None:
    assert times(timetable("02:30"), "2026-10-24T12:00", 2) == ["25 02:30 CEST", "26 02:30 CET"]
    assert times(timetable(every="2 hours"), "2026-10-25T01:00", 2) == ["25 02:00 CEST", "25 04:00 CET"]


def test_short_intervals_go_on_through_the_hour_that_comes_twice() -> None:
    found = times(timetable(every="30 minutes"), "2026-10-25T01:30", 5)
    assert found == ["25 02:00 CEST", "25 02:30 CEST", "25 02:00 CET", "25 02:30 CET", "25 03:00 CET"]


@given(
    minute=st.integers(0, 1439),
    zone=st.sampled_from([BERLIN, "UTC", "Australia/Lord_Howe", "America/St_Johns", "Africa/Casablanca"]),
    day=st.dates(datetime(2024, 1, 1).date(), datetime(2027, 12, 1).date()),
)
def test_a_daily_time_comes_once_each_day_whatever_the_clocks_do(minute: int, zone: str, day: object) -> None:
    table = timetable(f"{minute // 60:02}:{minute % 60:02}", zone=zone)
    moment = datetime.fromisoformat(f"{day}T00:00:00+00:00")
    found = []
    for _ in range(10):
        moment = table.after(moment)
        found.append(moment)
    assert all(timedelta(hours=22) < b - a < timedelta(hours=26) for a, b in pairwise(found))


@given(
    every=st.sampled_from(["1 minute", "15 minutes", "30 minutes", "1 hour"]),
    moment=st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 1), timezones=st.just(UTC)),
)
def test_short_intervals_keep_their_distance_whatever_the_clocks_do(every: str, moment: datetime) -> None:
    table = timetable(every=every)
    first = table.after(moment)
    assert table.after(first) - first == timedelta(minutes=table.minutes)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('at = "2:00"', "4:1: error: '2:00' is no time of day [bad-schedule]"),
        ('at = "24:00"', "4:1: error: '24:00' is no time of day [bad-schedule]"),
        ("at = 2", "4:1: error: expected text in quotation marks [wrong-type]"),
        ('every = "7 minutes"', "'7 minutes' is no interval that fits into an hour or a day [bad-schedule]"),
        ('every = "0 minutes"', "'0 minutes' is no interval"),
        ('every = "often"', "'often' is no interval"),
        ('at = "02:00"\nevery = "1 hour"', "5:1: error: at and every do not go together [bad-schedule]"),
        ('time-zone = "Mars/Olympus"', "4:1: error: there is no time zone 'Mars/Olympus' [bad-schedule]"),
        ('time-zone = "../etc"', "there is no time zone '../etc'"),
        ('att = "02:00"', "unknown key 'att' [unknown-key]"),
    ],
)
def test_what_is_no_time_is_told_with_its_line(workspace: Scratch, text: str, said: str) -> None:
    workspace.write("briefgen.toml", f'author = "Desk"\n\n[schedule]\n{text}\n')
    ran = workspace.run("schedule", "show", "-w", str(workspace.root))
    assert ran.code == 1
    assert said in ran.err
    assert "hint: " in ran.err


def test_where_no_time_zone_is_known_that_is_said(workspace: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zoneinfo.available_timezones", set)
    workspace.write("briefgen.toml", '[schedule]\ntime-zone = "Mars/Olympus"\n')
    ran = workspace.run("schedule", "show", "-w", str(workspace.root))
    assert "hint: no time zone is known here: pip install tzdata" in ran.err


# --- times of each table ---

SETTINGS = """
[schedule]
at = "02:00"
time-zone = "UTC"
[briefs.council]
kind = "meeting"
schedule = "every 15 minutes"
[briefs.country]
[briefs.meeting]
schedule = "02:00"
[briefs.theme]
schedule = "never"
"""


def test_tables_share_a_schedule_or_have_their_own_and_the_rest_is_that_of_all(workspace: Scratch) -> None:
    workspace.write("briefgen.toml", SETTINGS)
    shown = workspace.run("schedule", "show", "-w", str(workspace.root), "--count", "2")
    lines = [line for line in shown.out.splitlines() if not line.startswith("  ")]
    assert lines == ["every 15 minutes (UTC): council", "every day at 02:00 (UTC): country, meeting", "never: theme"]
    told = workspace.run("schedule", "show", "-w", str(workspace.root), "--json").json["schedules"]
    assert [(plan["briefs"], len(plan["next"])) for plan in told] == [
        (["council"], 5),
        (["country", "meeting"], 5),
        (["theme"], 0),
    ]


def test_times_that_no_table_has_any_use_for_are_told(workspace: Scratch) -> None:
    unused = "at in [schedule] serves nothing: each table in [briefs] has times of its own\n"
    for times, is_unused in (("06:00", True), ("weekly on monday at 06:00", True), ("weekly on monday", False)):
        settings = f'[schedule]\nat = "02:00"\n[briefs.theme]\nschedule = "{times}"\n'
        workspace.write("briefgen.toml", settings)
        assert workspace.run("schedule", "show", "-w", str(workspace.root)).out.endswith(unused) == is_unused


def test_tables_with_the_same_times_are_one_schedule_of_all(workspace: Scratch) -> None:
    workspace.write("briefgen.toml", '[briefs.country]\nschedule = "6 hours"\n[briefs.theme]\nschedule = "6 hours"\n')
    assert workspace.run("schedule", "show", "-w", str(workspace.root)).out.startswith("every 6 hours\n  20")


def test_a_schedule_of_a_table_that_is_no_time_is_told_at_its_line(workspace: Scratch) -> None:
    workspace.write("briefgen.toml", '[briefs.country]\nschedule = "7 minutes"\n[briefs.theme]\nschedule = "25:00"\n')
    ran = workspace.run("build", "-w", str(workspace.root))
    assert ran.code == 1
    told = "briefgen.toml:2:1: error: '7 minutes' is neither a time of day nor an interval, nor does it name days"
    assert f"{told} [bad-schedule]\n  hint: write a" in ran.err
    assert "briefgen.toml:4:1: error: '25:00' is neither" in ran.err


def test_all_that_is_wrong_with_times_is_told_at_once(workspace: Scratch) -> None:
    workspace.write("briefgen.toml", '[schedule]\nat = "2:00"\nevery = "7 minutes"\ntime-zone = "Wien"\n')
    ran = workspace.run("schedule", "show", "-w", str(workspace.root))
    told = [line.partition(" error: ")[2] for line in ran.err.splitlines() if " error: " in line]
    assert told == [
        "'2:00' is no time of day [bad-schedule]",
        "'7 minutes' is no interval that fits into an hour or a day [bad-schedule]",
        "at and every do not go together [bad-schedule]",
        "there is no time zone 'Wien' [bad-schedule]",
    ]


# --- some days only ---


def of_table(text: str, at: str = "") -> Timetable:
    settings = {"schedule.at": at, "schedule.every": "", "schedule.time-zone": BERLIN}
    found = Timetable.of_table({**settings, "briefs": {"weekly": {"schedule": text}}}, "weekly")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "words", "next_days"),
    [
        ("weekly on monday at 06:00", "weekly on monday at 06:00", ["02 06:00", "09 06:00"]),
        ("weekly on monday", "weekly on monday at 06:00", ["02 06:00", "09 06:00"]),
        ("Thursdays and mondays at 07:30", "weekly on monday and thursday at 07:30", ["29 07:30", "02 07:30"]),
        ("Monday 07:30", "weekly on monday at 07:30", ["02 07:30"]),
        ("on friday, sunday", "weekly on friday and sunday at 06:00", ["30 06:00", "01 06:00"]),
        ("weekdays at 18:00", "weekdays at 18:00", ["27 18:00", "28 18:00", "29 18:00", "30 18:00", "02 18:00"]),
        ("monthly on 28", "monthly on 28 at 06:00", ["28 06:00", "28 06:00"]),
        ("quarterly on 1 at 00:30", "quarterly on 1 at 00:30", ["01 00:30", "01 00:30"]),
    ],
)
def test_a_table_may_be_made_on_some_days_only(text: str, words: str, next_days: list[str]) -> None:
    table = of_table(text)
    assert table.words == f"{words} ({BERLIN})"
    assert [said[:8] for said in times(table, "2026-10-27T12:00", len(next_days))] == next_days


def test_days_without_a_time_have_that_of_the_schedule() -> None:
    assert of_table("weekly on monday", at="02:15").at == "02:15"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("weekly on mondy", "'mondy' is no day of the week"),
        ("monthly on 31", "a day of the month is 1 to 28, which every month has, and not 31"),
        ("weekly on monday at 6", "'6' is no time of day"),
        ("weekly", "'weekly' is neither a time of day nor an interval, nor does it name days"),
        ("fortnightly on monday", "'fortnightly on monday' is neither"),
    ],
)
def test_days_that_there_are_not_are_told_at_their_line(workspace: Scratch, text: str, said: str) -> None:
    workspace.write("briefgen.toml", f'[briefs.country]\nschedule = "{text}"\n')
    ran = workspace.run("schedule", "show", "-w", str(workspace.root))
    assert ran.code == 1
    assert f"briefgen.toml:2:1: error: {said}" in ran.err
    assert 'days such as "weekly on monday at 06:00"' in ran.err
