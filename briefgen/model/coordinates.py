"""Where a place is, out of a register: 41.31, 69.28 or 41.31 N 69.28 E, in degrees of latitude and longitude."""

from __future__ import annotations

from decimal import Decimal

from briefgen.diagnostics import quoted
from briefgen.frozen import dataclass
from briefgen.regexes import pattern

_DEGREES = r"[0-9]{1,3}(?:\.[0-9]{1,6})?"
_SIGNED = pattern(rf"(-?{_DEGREES}) ?, ?(-?{_DEGREES})")
_LETTERED = pattern(rf"({_DEGREES})°? ?([NS]),? ({_DEGREES})°? ?([EW])")
NEAR = Decimal("0.05")
"""How far apart, in degrees, two registers may put one place."""


class BadCoordinates(ValueError):
    """The text gives no point on the globe; the message says why."""


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A point; latitude is negative in the south, longitude in the west."""

    latitude: Decimal
    longitude: Decimal

    @property
    def text(self) -> str:
        """The one way to write it."""
        return f"{self.latitude}, {self.longitude}"

    @property
    def in_letters(self) -> str:
        """As a page has it: 41.31° N, 69.28° E."""
        north, east = ("N" if self.latitude >= 0 else "S"), ("E" if self.longitude >= 0 else "W")
        return f"{abs(self.latitude)}° {north}, {abs(self.longitude)}° {east}"

    def agrees_with(self, other: Coordinates) -> bool:
        """Whether both can be of one place."""
        east = abs(self.longitude - other.longitude)
        return abs(self.latitude - other.latitude) <= NEAR and min(east, 360 - east) <= NEAR


def parse_coordinates(text: str) -> Coordinates:
    """The point that a text gives; raises `BadCoordinates`."""
    text = " ".join(text.split())
    if found := _SIGNED.fullmatch(text):
        latitude, longitude = Decimal(found[1]), Decimal(found[2])
    elif found := _LETTERED.fullmatch(text):
        latitude = Decimal(found[1]) * (1 if found[2] == "N" else -1)
        longitude = Decimal(found[3]) * (1 if found[4] == "E" else -1)
    else:
        raise BadCoordinates(f"{quoted(text)} is no point such as 41.31, 69.28 or 41.31 N 69.28 E")
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise BadCoordinates(f"{quoted(text)} is not on the globe; latitude stands first")
    return Coordinates(latitude, longitude)
