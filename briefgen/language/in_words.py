"""Dates, times of day and amounts in words, in the language of the brief and never more exact than they are."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

from briefgen.language.cldr import Locale
from briefgen.language.phrases import phrase
from briefgen.model.amounts import Amount, plain
from briefgen.model.dates import Edtf, PartialDate, TimeOfDay
from briefgen.regexes import pattern

# --- dates ---


def date_in_words(locale: Locale, value: Edtf) -> str:
    """17 October 2025; October 2025; 16–17 October 2024; 20 October (year not shown); 2024 (year uncertain).

    In the Gregorian calendar whatever the language, with the figures that the language has by default.
    """
    return locale.figures(_in_words(locale, value))


def _in_words(locale: Locale, value: Edtf) -> str:
    if value.end is None or value.end == value.start:
        assert isinstance(value.start, PartialDate)
        return _single(locale, value.start)
    if isinstance(value.start, str):
        assert isinstance(value.end, PartialDate)
        return phrase(locale, "open-start", _single(locale, value.end))
    if isinstance(value.end, str):
        return phrase(locale, "open-end" if value.end == ".." else "unknown-end", _single(locale, value.start))
    return _interval(locale, value.start, value.end)


def _single(locale: Locale, date: PartialDate) -> str:
    text = _bare(locale, date)
    if not date.doubtful:
        return text
    only_year = date.doubtful == frozenset({"year"})
    return phrase(locale, "uncertain-year" if only_year else "uncertain", text)


def _bare(locale: Locale, date: PartialDate) -> str:
    if "X" in date.month and date.month:
        return phrase(locale, "no-month", date.year)
    if not date.has_year:
        if not date.month:
            return date.year.replace("X", "?")
        known = (
            _pattern(locale, locale.month_day_pattern, date)
            if date.day and "X" not in date.day
            else locale.months_alone[str(int(date.month))]
        )
        return phrase(locale, "no-year", known)
    if not date.month:
        return phrase(locale, "year", date.year.lstrip("0"))
    if not date.day or "X" in date.day:
        return _pattern(locale, locale.month_pattern, date)
    return _pattern(locale, locale.day_pattern, date)


def _interval(locale: Locale, start: PartialDate, end: PartialDate) -> str:
    days = start.is_exact_day and end.is_exact_day and not start.doubtful and not end.doubtful
    if days and start.year == end.year and locale.day_pattern.startswith("d"):
        if start.month == end.month:
            return f"{int(start.day)}–{_single(locale, end)}"
        return f"{_pattern(locale, locale.month_day_pattern, start)} – {_single(locale, end)}"
    if start.precision == end.precision == "year":
        if not start.doubtful and not end.doubtful and start.has_year and end.has_year:
            return phrase(locale, "years", start.year.lstrip("0"), end.year.lstrip("0"))
        return f"{_single(locale, start)}–{_single(locale, end)}"
    return f"{_single(locale, start)} – {_single(locale, end)}"


# A year that ends with a stop would end sentences with it, or would not: 17 октября 2025 г. Меморандум подписан.
_YEAR = pattern(r"\s(?:г|р)\.$")
_SPELT_OUT = {"ru": "года", "be": "года", "uk": "року", "bg": "година"}

_FIELD = pattern(r"'[^']*'|d+|M+|L+|y+|G+")
_BEHIND_STOP = pattern(r"(?<=[.․]) (?=\w)")
_DAY = pattern(r"^(\d{1,2}) ")


@lru_cache(256)
def _pieces(pattern: str) -> tuple[str, ...]:
    """The fields of a CLDR pattern, at every second place, and what stands between them."""
    return tuple(re.split(f"({_FIELD.pattern})", pattern))


def _field(locale: Locale, field: str, date: PartialDate) -> str:
    letter, size = field[0], len(field)
    if letter == "'":
        return field[1:-1]
    if letter == "d":
        return str(int(date.day)) if size == 1 else date.day
    if letter == "G":
        return locale.eras[1]
    if letter == "y":
        return date.year.lstrip("0")
    if size < 3:
        return date.month if size == 2 else str(int(date.month))
    return (locale.months if letter == "M" else locale.months_alone)[str(int(date.month))]


def _pattern(locale: Locale, pattern: str, date: PartialDate) -> str:
    """A CLDR pattern filled: d, MMMM (the month in a date), LLLL (alone), y, G (the era), 'quoted' text."""
    pieces = _pieces(pattern)
    text = "".join(_field(locale, piece, date) if n % 2 else piece for n, piece in enumerate(pieces))
    # A stop inside a date ends no sentence: 17. Oktober, 2024 ж. 4 қазан.
    text = _BEHIND_STOP.sub("\u00a0", text)
    spelt = _SPELT_OUT.get(locale.language)
    # Where a year has its word, an editor leaves no day at the end of a line: 17 октября 2025 года.
    return _YEAR.sub(f"\u00a0{spelt}", _DAY.sub("\\1\u00a0", text)) if spelt else text


# --- amounts and times of day ---

_MILLION, _BILLION = Decimal(10) ** 6, Decimal(10) ** 9
_FIGURES = 4
"""Up to so many figures a number of millions is said in words: 2.5 million."""
_NO_TABLES: dict[str, Any] = {"decimal": ".", "group": ",", "grouping": [3, 3], "percent": "{0}%", "money": "¤{0}"}


def amount_in_words(locale: Locale, amount: Amount) -> str:
    """about 1,500 t; at least 137; 20–25; €2.5 million (2024)."""
    text = locale.figures(_with_unit(locale, amount))
    if amount.year:
        text = phrase(locale, "money-of", text, locale.figures(amount.year))
    return phrase(locale, amount.how.replace(" ", "-"), text) if amount.how else text


def time_in_words(locale: Locale, time: TimeOfDay) -> str:
    """14:30; about 14:30 (Europe/Vienna)."""
    text = locale.figures(time.clock)
    if time.zone:
        zone = f"UTC{time.zone}" if time.zone[0] in "+-" else "UTC" if time.zone == "Z" else time.zone
        text = f"{text} ({zone})"
    return phrase(locale, "about", text) if time.about else text


def _with_unit(locale: Locale, amount: Amount) -> str:
    number = _range(locale, amount)
    if not amount.unit:
        return number
    tables = _tables(locale)
    if amount.unit == "%":
        return str(tables["percent"]).replace("{0}", number)
    if amount.is_money:
        sign = tables.get("currencies", {}).get(amount.unit, amount.unit)
        pattern = str(tables["money"])
        if sign[-1:].isalpha() and "\u00a0" not in pattern:  # a code does not stick to a number
            pattern = pattern.replace("¤", "¤\u00a0")
        return pattern.replace("¤", sign).replace("{0}", number)
    forms = tables.get("units", {}).get(amount.unit)
    if not forms:
        return f"{number}\u00a0{amount.unit}" if len(amount.unit) < 3 else f"{number} {amount.unit}"
    form = forms.get(_form(locale, amount.high)) or forms.get("other") or "{0}"
    return str(form).replace("{0}", number)


def _range(locale: Locale, amount: Amount) -> str:
    low, high = (_number(locale, number, cents=amount.is_money) for number in (amount.low, amount.high))
    return low if amount.low == amount.high else phrase(locale, "range", low, high)


def _number(locale: Locale, number: Decimal, *, cents: bool) -> str:
    """A number with the separators of the language; millions in words, where it has few figures."""
    for size in (_BILLION, _MILLION):
        forms = _tables(locale).get("millions", {}).get(str(int(size)))
        part = number / size
        if forms and part >= 1 and len(plain(part).replace(".", "")) <= _FIGURES:
            said = forms.get(_form(locale, part)) or forms["other"]
            return str(said).replace("{0}", _figures(locale, part))
    return _figures(locale, number, places=2 if cents else 0)


def _figures(locale: Locale, number: Decimal, *, places: int = 0) -> str:
    """A number in figures; a part of one has so many `places` at least: $2.10, and $2."""
    tables = _tables(locale)
    whole, _, rest = plain(number).partition(".")
    rest = rest and rest.ljust(places, "0")
    first, others = tables["grouping"]
    if first and len(whole) > max(first, 3 if locale.language == "en" else 4):
        head, tail = whole[:-first], whole[-first:]
        parts = list[str]()
        while head:
            parts.insert(0, head[-others:])
            head = head[:-others]
        whole = str(tables["group"]).join([*parts, tail])
    return f"{whole}{tables['decimal']}{rest}" if rest else whole


def _form(locale: Locale, number: Decimal) -> str:
    """The plural form that a number asks for; fractions take that of fractions."""
    return locale.plural_form(int(number)) if number == int(number) else "other"


def _tables(locale: Locale) -> dict[str, Any]:
    return {**_NO_TABLES, **locale.numbers}
