"""When standard briefs are made: `[schedule]` and `[briefs.…]` of briefgen.toml as times of day.

    [schedule]
    at = "02:00"                 # once a day
    every = "15 minutes"         # or: this often, counted from midnight
    time-zone = "Europe/Vienna"  # left out: that of the machine

    [briefs.council]
    schedule = "15 minutes"      # a time of day, an interval or "never"; left out: as [schedule] has it

    [briefs.weekly]
    schedule = "weekly on monday at 06:00"  # some days only; without a time: that of [schedule], else 06:00

Days are "weekly on monday and thursday", "weekdays", "monthly on 1" and "quarterly on 1" (of January, April, July and
October); a day of the month is one that every month has, 1 to 28. An interval divides the hour or the day, so that
cron, systemd, Windows and GitHub all mean the same times. Clocks that are put forward or back: a time that the day does
not have is taken when it would have been, a time that comes twice is taken the first time, and intervals of an hour or
less go on through both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from briefgen.frozen import dataclass

DAY = 24 * 60
MORNING = 6 * 60
"""When briefs of some days are made where neither their table nor [schedule] says a time."""
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
QUARTERS = (1, 4, 7, 10)
_DAYS = re.compile(
    r"(?:weekly )?on (?P<week>[a-z, ]+?)|(?P<work>weekdays)|(?P<often>monthly|quarterly) on (?P<month>\d{1,2})"
)
_AT = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_EVERY = re.compile(r"(\d{1,4}) (minute|hour)s?")
NEVER = "never"
HINTS = {
    "at": 'write a time of day from 00:00 to 23:59, such as at = "02:00"',
    "every": 'write minutes that divide an hour or hours that divide a day: "15 minutes", "1 hour", "6 hours"',
    "time-zone": 'write a name of the IANA list, such as "Europe/Vienna" or "UTC"',
    "schedule": (
        'write a time of day such as "02:00", an interval such as "15 minutes" or "6 hours", days such as '
        '"weekly on monday at 06:00", "weekdays at 06:00", "monthly on 1" or "quarterly on 1", or "never"'
    ),
}


class BadTime(ValueError):
    """A value that stands for no time; `path` leads to its key, as in schedule, at."""

    def __init__(self, message: str, *path: str, hint: str = "") -> None:
        super().__init__(message)
        self.path, self.hint = path, hint or HINTS[path[-1]]


@dataclass(frozen=True, slots=True)
class CalendarDays:
    """Some days of the calendar: those of the week (Monday is 0), or a day of the month in some months."""

    week: tuple[int, ...] = ()
    month: int = 0
    months: tuple[int, ...] = ()

    def has(self, day: date) -> bool:
        """Whether a day is one of them; every day is where nothing limits them."""
        if self.week:
            return day.weekday() in self.week
        return not self.month or (day.day == self.month and (not self.months or day.month in self.months))

    @property
    def words(self) -> str:
        """The days as a person says them."""
        if self.week:
            return "weekdays" if self.week == tuple(range(5)) else f"weekly on {_listed([WEEK[d] for d in self.week])}"
        if self.month:
            return f"{'quarterly' if self.months else 'monthly'} on {self.month}"
        return "every day"


EVERY_DAY = CalendarDays()


@dataclass(frozen=True, slots=True)
class Timetable:
    """Times of day, every `minutes` from `first` (minutes after midnight), in a zone ("" for the machine's)."""

    first: int
    minutes: int
    zone: str = ""
    days: CalendarDays = EVERY_DAY

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Timetable | None:
        """What `[schedule]` asks for; None where it asks for nothing. Raises `BadTime`."""
        at, every, zone = (str(settings[f"schedule.{key}"]) for key in ("at", "every", "time-zone"))
        if zone:
            _zone(zone)
        if at and every:
            raise BadTime("at and every do not go together", "schedule", "every")
        if at:
            if (minute := _minute(at)) is None:
                raise BadTime(f"'{at}' is no time of day", "schedule", "at")
            return cls(minute, DAY, zone)
        if every and not (interval := _interval(every)):
            raise BadTime(f"'{every}' is no interval that fits into an hour or a day", "schedule", "every")
        return cls(0, interval, zone) if every else None

    @classmethod
    def of_table(cls, settings: Mapping[str, Any], name: str) -> Timetable | None:
        """When the briefs of `[briefs.NAME]` are made: at its own times, else at those of `[schedule]`."""
        text, zone = str(settings["briefs"][name]["schedule"]).strip(), str(settings["schedule.time-zone"])
        if not text:
            return cls.of(settings)
        if text == NEVER:
            return None
        if (minute := _minute(text.removeprefix("at "))) is not None:
            return cls(minute, DAY, zone)
        if interval := _interval(text.removeprefix("every ")):
            return cls(0, interval, zone)
        said, time_of_day = _parted(text.lower())
        days = _days(said, name)
        minute = _minute(time_of_day or str(settings["schedule.at"]))
        if days is not None and time_of_day and minute is None:
            raise BadTime(f"'{time_of_day}' is no time of day", "briefs", name, "schedule")
        if days is not None:
            return cls(MORNING if minute is None else minute, DAY, zone, days)
        raise BadTime(
            f"'{text}' is neither a time of day nor an interval, nor does it name days", "briefs", name, "schedule"
        )

    @property
    def is_daily(self) -> bool:
        """Whether there is one time in a day, be it each day or some."""
        return self.minutes == DAY

    @property
    def at(self) -> str:
        """The first time of day, as 02:00."""
        return f"{self.first // 60:02}:{self.first % 60:02}"

    @property
    def words(self) -> str:
        """The timetable as a person says it."""
        count, unit = (self.minutes // 60, "hour") if self.minutes % 60 == 0 else (self.minutes, "minute")
        when = (
            f"{self.days.words} at {self.at}"
            if self.is_daily
            else f"every {count} {unit}s"
            if count > 1
            else f"every {unit}"
        )
        return f"{when} ({self.zone})" if self.zone else when

    def local(self, moment: datetime) -> datetime:
        """A moment on the clocks of the zone."""
        return moment.astimezone(_zone(self.zone))

    def after(self, moment: datetime) -> datetime:
        """The first time after a moment, in UTC; both have a zone."""
        day = self.local(moment).date() - timedelta(days=1)
        while True:
            times = [t for offset in range(4) for t in self._of_day(day + timedelta(days=offset)) if t > moment]
            if times:
                return min(times)
            day += timedelta(days=3)  # a zone may skip a whole day, as Samoa has

    def _of_day(self, day: date) -> Iterator[datetime]:
        if not self.days.has(day):
            return
        zone = _zone(self.zone)
        for minute in range(self.first, DAY, self.minutes):
            wall = datetime.combine(day, time(minute // 60, minute % 60))
            yield _instant(wall, zone)
            if self.minutes <= 60:
                yield _instant(wall.replace(fold=1), zone)


@dataclass(frozen=True, slots=True)
class ScheduledTables:
    """Which tables `[briefs.…]` are made when; no `tables` are all of them, no `timetable` is never."""

    timetable: Timetable | None
    tables: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The tables as a person says it."""
        return ", ".join(self.tables) or "all standard briefs"


def scheduled_tables(settings: Mapping[str, Any]) -> list[ScheduledTables]:
    """The tables by the times that they share, those that are never made last. Raises `BadTime`."""
    shared: dict[Timetable | None, list[str]] = {}
    for name in settings["briefs"]:
        shared.setdefault(Timetable.of_table(settings, name), []).append(name)
    if len(shared) < 2:
        return [ScheduledTables(next(iter(shared), Timetable.of(settings)))]
    return [ScheduledTables(table, tuple(names)) for table, names in sorted(shared.items(), key=_often_first)]


def _often_first(shared: tuple[Timetable | None, Sequence[str]]) -> tuple[int, int]:
    table = shared[0]
    if table is None:
        return (3 * DAY, 0)
    return (table.minutes if table.days == EVERY_DAY else 2 * DAY, table.first)


def _instant(wall: datetime, zone: tzinfo | None) -> datetime:
    """The moment of a reading of the clock; without a zone the machine's."""
    return wall.replace(tzinfo=zone).astimezone(UTC)


def _minute(text: str) -> int | None:
    """Minutes after midnight; None for what is no time of day."""
    found = _AT.fullmatch(text)
    return int(found[1]) * 60 + int(found[2]) if found else None


def _parted(text: str) -> tuple[str, str]:
    """The days and the time of day that a text names, each "" where it names none."""
    found = re.fullmatch(r"(.*?)(?:,? at (.*)|,? (\d+:\d+))?", text)
    assert found
    return found[1].strip(), (found[2] or found[3] or "").strip()


def _days(text: str, table: str) -> CalendarDays | None:
    """The days that a text names; None where it speaks of none. Raises `BadTime` for a day that there is not."""
    found = _DAYS.fullmatch(text) or (
        _DAYS.fullmatch(f"on {text}") if text.split(" ")[0].rstrip(",s") in WEEK else None
    )
    if found is None:
        return None
    if found["work"]:
        return CalendarDays(week=tuple(range(5)))
    if found["often"]:
        if not 1 <= int(found["month"]) <= 28:
            message = f"a day of the month is 1 to 28, which every month has, and not {found['month']}"
            raise BadTime(message, "briefs", table, "schedule")
        return CalendarDays(month=int(found["month"]), months=QUARTERS if found["often"] == "quarterly" else ())
    named = [word for word in re.split(r"[, ]+", found["week"]) if word not in ("", "and", "on")]
    for word in named:
        if word.removesuffix("s") not in WEEK:
            raise BadTime(f"'{word}' is no day of the week", "briefs", table, "schedule")
    return CalendarDays(week=tuple(sorted({WEEK.index(word.removesuffix("s")) for word in named})))


def _listed(words: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def _interval(text: str) -> int:
    """Minutes; 0 for what is no interval that divides an hour or a day."""
    found = _EVERY.fullmatch(text)
    count, whole = (int(found[1]), 60 if found[2] == "minute" else 24) if found else (0, 0)
    if not count or whole % count:
        return 0
    return count if whole == 60 else count * 60


def _zone(name: str) -> tzinfo | None:
    if not name:
        return None
    from zoneinfo import ZoneInfo, available_timezones

    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):  # an odd name, the name of a folder, an unknown one
        none = "" if available_timezones() else "no time zone is known here: pip install tzdata"  # as Windows has none
        raise BadTime(f"there is no time zone '{name}'", "schedule", "time-zone", hint=none) from None
