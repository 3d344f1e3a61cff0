"""Quantities and sums of money as sources give them, with their precision: at least 137, about 1,500 t, 20-25.

An amount is a number or a range, a word that says how exact it is, and a unit or a currency with its year:
`over 20`, `about 2.5 million EUR (2024)`, `12.5 %`. Two amounts agree where some number fits both, so that "over 20"
and "22" do, and "137" and "145" do not. Where a place is, out of a register, is two numbers: 41.31, 69.28.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache

from briefgen.diagnostics import quoted
from briefgen.frozen import dataclass
from briefgen.regexes import pattern

ABOUT, AT_LEAST, AT_MOST, OVER, UNDER = "about", "at least", "at most", "over", "under"
HOW = (ABOUT, AT_LEAST, AT_MOST, OVER, UNDER)
_SAID: Mapping[str, str] = {
    **{how: how for how in HOW},
    "around": ABOUT,
    "roughly": ABOUT,
    "some": ABOUT,
    "approximately": ABOUT,
    "circa": ABOUT,
    "nearly": UNDER,
    "almost": UNDER,
    "more than": OVER,
    "up to": AT_MOST,
    "fewer than": UNDER,
    "less than": UNDER,
}
_SCALES = {"thousand": 3, "million": 6, "billion": 9}
_NUMBER = r"[0-9]{1,3}(?:[, ][0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,15}(?:\.[0-9]{1,6})?"
_WHOLE = pattern(
    rf"(?:(?P<how>{'|'.join(sorted(_SAID, key=len, reverse=True))}) )?"
    rf"(?P<before>[A-Z]{{3}} )?(?P<low>{_NUMBER})(?:[-–](?P<high>{_NUMBER}))?"
    rf"(?: (?P<scale>{'|'.join(_SCALES)}))?"
    r"(?: ?(?P<unit>%|[^\W\d_][^\d()]{0,39}?))?(?: \((?P<year>[0-9]{4})\))?",
)
_LONG = pattern(r"(?<![\d.])\d{5,}")
_CURRENCY = pattern(r"[A-Z]{3}")
_EXPECTED = "is no amount such as 137, at least 20, about 1,500 t, 20-25 or 2.5 million EUR (2024)"
# How many of the first unit of its row a unit is; what is in one row can be compared.
_UNITS: tuple[Mapping[str, str], ...] = (
    {"g": "1", "kg": "1000", "t": "1000000"},
    {"m": "1", "km": "1000", "mm": "0.001", "cm": "0.01", "mi": "1609.344", "ft": "0.3048"},
    {"m²": "1", "ha": "10000", "km²": "1000000"},
    {"l": "1", "m³": "1000"},
    {"min": "1", "h": "60", "d": "1440"},
)


def grouped(text: str) -> str:
    """An amount as it is kept, for a reader: 165,000,000 EUR."""
    return _LONG.sub(lambda digits: f"{int(digits[0]):,}", text)


class BadAmount(ValueError):
    """The text is no amount; the message says why."""


@dataclass(frozen=True, slots=True)
class Amount:
    """From `low` to `high`, equal where it is one number; `how` is one of `HOW`, "" where it is exact.

    `unit` is what it is counted in, or a currency; `year` that of the money, "" where none is said.
    """

    low: Decimal
    high: Decimal
    how: str = ""
    unit: str = ""
    year: str = ""

    @property
    def is_money(self) -> bool:
        return bool(_CURRENCY.fullmatch(self.unit))

    @property
    def text(self) -> str:
        """The one way to write it."""
        number = plain(self.low) if self.low == self.high else f"{plain(self.low)}-{plain(self.high)}"
        year = f" ({self.year})" if self.year else ""
        return " ".join(filter(None, (self.how, number, self.unit))) + year

    @property
    def bounds(self) -> tuple[Decimal, Decimal | None]:
        """The least and the greatest number it can mean; None where nothing limits it."""
        if self.how == ABOUT:
            slack = max(self.low / 10, _step(self.low) / 2)
            return max(Decimal(0), self.low - slack), self.high + max(self.high / 10, _step(self.high) / 2)
        if self.how in (OVER, AT_LEAST):
            return self.low, None
        return (Decimal(0) if self.how in (UNDER, AT_MOST) else self.low), self.high

    def agrees_with(self, other: Amount) -> bool:
        """Whether some number fits both; amounts that cannot be compared do not contradict each other."""
        if not self.is_comparable_with(other):
            return True
        return not (self.is_below(other) or other.is_below(self))

    def is_comparable_with(self, other: Amount) -> bool:
        """Whether the two count in units of one sort, or in one currency of one year."""
        if self.unit != other.unit and factors(self.unit)[1] != factors(other.unit)[1]:
            return False
        if self.unit != other.unit and not factors(self.unit)[1]:
            return False
        return not self.is_money or self.year == other.year

    def is_below(self, other: Amount, *, equal: bool = False) -> bool:
        """Whether every number that it can mean is less than every one of the other's, or `equal` to it at most."""
        high, low = self._scaled[1], other._scaled[0]
        return high is not None and (high < low or (high == low and (equal or self.how == UNDER or other.how == OVER)))

    @property
    def _scaled(self) -> tuple[Decimal, Decimal | None]:
        """The bounds, in the first unit of the row."""
        (low, high), factor = self.bounds, factors(self.unit)[0]
        return low * factor, None if high is None else high * factor


def factors(unit: str) -> tuple[Decimal, str]:
    """How many of the first unit of its row a unit is, and which that is; "" where it is in no row."""
    row = next((row for row in _UNITS if unit in row), None)
    return (Decimal(1), "") if row is None else (Decimal(row[unit]), next(iter(row)))


def _step(number: Decimal) -> Decimal:
    """The place of the last figure that is not nought: 100 of 1,500."""
    figures = number.normalize().as_tuple()
    assert isinstance(figures.exponent, int)
    return Decimal(1).scaleb(figures.exponent) if number else Decimal(1)


def plain(number: Decimal) -> str:
    """A number in figures without noughts that say nothing: 2500000, 12.5."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=4096)
def parse_amount(text: str) -> Amount:
    """The amount that a text gives; raises `BadAmount`."""
    found = _WHOLE.fullmatch(" ".join(text.split()))
    if found is None:
        raise BadAmount(f"{quoted(text)} {_EXPECTED}{_meant(text)}")
    low, high = _decimal(found["low"]), _decimal(found["high"] or found["low"])
    before = (found["before"] or "").strip()
    if before and found["unit"]:
        raise BadAmount(f"{quoted(text)} has two units, {before} and {found['unit']}")
    if high < low:
        raise BadAmount(f"{quoted(text)} ends below where it begins")
    how = _SAID.get(found["how"] or "", "")
    if how and how != ABOUT and low != high:
        raise BadAmount(f"{quoted(text)} is a range, which is neither {AT_LEAST} nor {AT_MOST} so much")
    scale = Decimal(10) ** _SCALES.get(found["scale"] or "", 0)
    amount = Amount(low * scale, high * scale, how, (found["unit"] or before).strip(), found["year"] or "")
    if amount.year and not amount.is_money:
        raise BadAmount(f"{quoted(text)} has a year, which only money has")
    return amount


def _meant(text: str) -> str:
    """What to add to the refusal of a number with a comma before its decimals: how it is written here."""
    ours = text.translate(str.maketrans(",.", ".,"))
    return f"; did you mean {ours}?" if "," in text and _WHOLE.fullmatch(" ".join(ours.split())) else ""


def parse_money(text: str) -> Amount:
    """A sum of money; raises `BadAmount` for what has no currency."""
    amount = parse_amount(text)
    if not amount.is_money:
        raise BadAmount(f"{quoted(text)} names no currency; write its code, such as 2.5 million EUR (2024)")
    return amount


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace(" ", ""))


def total(amounts: Iterable[Amount]) -> Amount:
    """What amounts of one unit come to, as exact as the least exact of them; raises `BadAmount` for others."""
    found = list(amounts)
    if len({(a.unit, a.year) for a in found}) != 1:
        raise BadAmount("amounts of several units, currencies or years have no sum")
    how = {a.how for a in found}
    if how & {AT_LEAST, OVER} and how & {AT_MOST, UNDER}:
        raise BadAmount("what is at least so much and what is at most so much have no sum")
    low, high = sum((a.low for a in found), Decimal(0)), sum((a.high for a in found), Decimal(0))
    limit = AT_LEAST if how & {AT_LEAST, OVER} else AT_MOST if how & {AT_MOST, UNDER} else ""
    if limit and low != high:
        raise BadAmount("a range and what is at least or at most so much have no sum")
    return Amount(low, high, limit or (ABOUT if ABOUT in how else ""), found[0].unit, found[0].year)


# --- points on the globe ---

_DEGREES = r"[0-9]{1,3}(?:\.[0-9]{1,6})?"
_SIGNED = pattern(rf"(-?{_DEGREES}) ?, ?(-?{_DEGREES})")
_LETTERED = pattern(rf"({_DEGREES})°? ?([NS]),? ({_DEGREES})°? ?([EW])")
_NEAR = Decimal("0.05")
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
        return abs(self.latitude - other.latitude) <= _NEAR and min(east, 360 - east) <= _NEAR


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
