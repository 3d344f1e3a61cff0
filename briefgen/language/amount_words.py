"""Amounts and times of day in words, in the language of the brief and never more exact than they are."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from briefgen.language.cldr import Locale
from briefgen.language.phrases import phrase
from briefgen.model.amounts import Amount, plain
from briefgen.model.times import TimeOfDay

_MILLION, _BILLION = Decimal(10) ** 6, Decimal(10) ** 9
FIGURES = 4
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
        if forms and part >= 1 and len(plain(part).replace(".", "")) <= FIGURES:
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
