"""What CLDR says of numbers in one language: separators, millions in words, units, signs of currencies; plain data.

`cldr.extract` keeps it beside the other tables of the language, so that no brief imports Babel for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from babel.core import Locale

_UNITS: Mapping[str, tuple[str, ...]] = {
    "g": ("mass-gram",),
    "kg": ("mass-kilogram",),
    "t": ("mass-tonne", "mass-metric-ton"),
    "m": ("length-meter",),
    "km": ("length-kilometer",),
    "mm": ("length-millimeter",),
    "cm": ("length-centimeter",),
    "mi": ("length-mile",),
    "ft": ("length-foot",),
    "m²": ("area-square-meter",),
    "km²": ("area-square-kilometer",),
    "ha": ("area-hectare",),
    "l": ("volume-liter",),
    "m³": ("volume-cubic-meter",),
    "min": ("duration-minute",),
    "h": ("duration-hour",),
    "d": ("duration-day",),
}
_PLACE = "{0}"


def number_tables(locale: Locale) -> dict[str, Any]:
    """The tables of a language as JSON data, for `Locale.numbers`."""
    known = locale.number_symbols
    symbols = {"decimal": ".", "group": ",", **known.get("latn", {}), **known.get(locale.default_numbering_system, {})}
    grouping = locale.decimal_formats[None].grouping
    return {
        "decimal": str(symbols["decimal"]),
        "group": str(symbols["group"]),
        "grouping": [int(grouping[0]), int(grouping[1])],
        "percent": _around(str(locale.percent_formats[None].pattern), "%"),
        "money": _around(str(locale.currency_formats["standard"].pattern), "¤"),
        "currencies": {code: sign for code, sign in locale.currency_symbols.items() if sign != code},
        "units": {unit: forms for unit, names in _UNITS.items() if (forms := _unit(locale, names))},
        "millions": {size: forms for size in ("1000000", "1000000000") if (forms := _millions(locale, size))},
    }


def _around(pattern: str, sign: str) -> str:
    """Where a sign stands to its number: {0} % of #,##0 %; the positive form of two."""
    pattern = pattern.partition(";")[0].strip("\u200e\u200f")
    before = pattern.partition(sign)[0]
    gap = "\u00a0" if any(c.isspace() for c in pattern) else ""
    return f"{sign}{gap}{_PLACE}" if not before.strip() else f"{_PLACE}{gap}{sign}"


def _unit(locale: Locale, names: tuple[str, ...]) -> dict[str, str]:
    found = locale._data["unit_patterns"]
    patterns: Mapping[str, str] = next(
        (found[name]["short"] for name in names if name in found and "short" in found[name]), {}
    )
    return {str(form): str(pattern) for form, pattern in patterns.items() if _PLACE in str(pattern)}


def _millions(locale: Locale, size: str) -> dict[str, str]:
    """How a number of millions is said, by the form of the number; nothing where the language counts otherwise."""
    found = {
        str(form): str(patterns[size].pattern).replace("'", "")
        for form, patterns in locale.compact_decimal_formats.get("long", {}).items()
        if size in patterns
    }
    said = {form: text.replace("0", _PLACE) for form, text in found.items() if text.count("0") == 1}
    return said if "other" in said and len(said) == len(found) else {}
