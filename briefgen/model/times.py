"""Times of day as sources give them: 14:30, about 14:30 Europe/Vienna, 14:30+02:00; with a zone where one is said."""

from __future__ import annotations

import re
from functools import lru_cache

from briefgen.diagnostics import quoted
from briefgen.frozen import dataclass
from briefgen.regexes import pattern

_TIME = pattern(
    r"(?P<about>about )?(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})"
    r"(?: ?(?P<zone>Z|UTC|[+-][0-9]{2}:[0-9]{2}|[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_+-]+)+))?"
)
_DAY = 24 * 60
SLACK = 15
"""How many minutes "about" may be off."""


class BadTimeOfDay(ValueError):
    """The text is no time of day; the message says why."""


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """A time in minutes from midnight, where the clocks of `zone` show it; "" where no zone is said."""

    minutes: int
    zone: str = ""
    about: bool = False

    @property
    def clock(self) -> str:
        """Hours and minutes: 09:05."""
        return f"{self.minutes // 60:02}:{self.minutes % 60:02}"

    @property
    def text(self) -> str:
        """The one way to write it."""
        return ("about " if self.about else "") + self.clock + (f" {self.zone}" if self.zone else "")

    @property
    def bounds(self) -> tuple[int, int]:
        """The first and the last minute that it can mean, counted from midnight."""
        slack = SLACK * self.about
        return self.minutes - slack, self.minutes + slack

    def before_utc(self) -> int | None:
        """How many minutes its clocks are before UTC; None where that depends on the day, or no zone is said."""
        return _offset(self.zone) if self.zone else None

    def is_comparable_with(self, other: TimeOfDay) -> bool:
        """Whether one of the two comes first for certain: by the same clocks, or by clocks whose distance is known."""
        return self.zone == other.zone or None not in (self.before_utc(), other.before_utc())

    def is_below(self, other: TimeOfDay, *, equal: bool = False) -> bool:
        """Whether all that it can mean comes before all that the other can, or is `equal` to it at most."""
        mine, theirs = (0, 0) if self.zone == other.zone else (self.before_utc() or 0, other.before_utc() or 0)
        last, first = self.bounds[1] - mine, other.bounds[0] - theirs
        return last < first or (equal and last == first)

    def agrees_with(self, other: TimeOfDay) -> bool:
        """Whether both can be one moment of a day; clocks of zones that cannot be compared do not contradict."""
        offsets = _offset(self.zone), _offset(other.zone)
        if self.zone == other.zone or not (self.zone and other.zone):
            offsets = 0, 0
        if offsets[0] is None or offsets[1] is None:
            return True
        apart = abs((self.minutes - offsets[0]) - (other.minutes - offsets[1])) % _DAY
        return min(apart, _DAY - apart) <= SLACK * (self.about or other.about)


def _offset(zone: str) -> int | None:
    """How many minutes a zone is before UTC; None where that depends on the day."""
    if zone in ("Z", "UTC"):
        return 0
    if found := re.fullmatch(r"([+-])([0-9]{2}):([0-9]{2})", zone):
        return (1 if found[1] == "+" else -1) * (60 * int(found[2]) + int(found[3]))
    return None


@lru_cache(maxsize=1024)
def parse_time(text: str) -> TimeOfDay:
    """The time that a text gives; raises `BadTimeOfDay`."""
    found = _TIME.fullmatch(" ".join(text.split()))
    if found is None:
        raise BadTimeOfDay(f"{quoted(text)} is no time of day such as 14:30, 14:30 Europe/Vienna or about 14:30+02:00")
    hour, minute = int(found["hour"]), int(found["minute"])
    if hour > 23 or minute > 59:
        raise BadTimeOfDay(f"{quoted(text)} is on no clock")
    return TimeOfDay(60 * hour + minute, found["zone"] or "", bool(found["about"]))
