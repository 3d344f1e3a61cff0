"""Set phrases the program itself says, by language. A language that is not here falls back to English.

What a brief says beyond these stands in its template. Add a language by adding a column.
"""

from __future__ import annotations

from itertools import zip_longest

from briefgen.language.cldr import Locale

_PHRASES: dict[str, dict[str, str]] = {
    "en": {
        "undated": "undated",
        "no-year": "{} (year not shown)",
        "no-month": "{} (month not known)",
        "uncertain": "{} (uncertain)",
        "uncertain-year": "{} (year uncertain)",
        "open-end": "since {}",
        "unknown-end": "from {}, end not known",
        "open-start": "until {}",
        "inferred": "inferred",
        "inferred-part": "{} inferred",
        "not-quoted": "no words quoted",
        "stale": "[Stale: the archived text has changed since it was quoted.]",
        "register": "{}; not stated by a source",
        "basis": "Inferred: {}",
        "preferred": "Preferred: {}",
        "not-in": "Not stated in: {}",
        "judgement": "Judgement of the desk, reviewed {}; it rests on {}",
        "retrieved": "text retrieved {}",
        "on-day": "on {}",
        "in-month": "in {}",
        "notes": "Notes",
    },
    "ru": {
        "undated": "без даты",
        "no-year": "{} (год не указан)",
        "no-month": "{} (месяц неизвестен)",
        "uncertain": "{} (неточно)",
        "uncertain-year": "{} (год под вопросом)",
        "open-end": "с {}",
        "unknown-end": "с {}, окончание неизвестно",
        "open-start": "до {}",
        "inferred": "по выводу редакции",
        "inferred-part": "{}: вывод редакции",
        "not-quoted": "без цитаты",
        "stale": "[Устарело: архивный текст с тех пор изменился.]",
        "register": "{}; в источниках не указано",
        "basis": "Основание вывода: {}",
        "preferred": "Предпочтено: {}",
        "not-in": "Не указано: {}",
        "judgement": "Оценка редакции, пересмотрена {}; опирается на: {}",
        "retrieved": "текст получен {}",
        "on-day": "{}",
        "in-month": "{}",
        "notes": "Примечания",
    },
}
_PARTS = {
    "en": {"year": "year", "month": "month", "day": "day", "all": "inferred", "date": "date", "series": "series"},
    "ru": {"year": "год", "month": "месяц", "day": "день", "all": "", "date": "дата", "series": "серия"},
}
_ORDINALS = {
    "en": {"one": "{}st", "two": "{}nd", "few": "{}rd", "other": "{}th"},
    "ru": {"other": "{}-й"},
}
_NUMBERS = {
    "en": ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
    "ru": [
        "ноль",
        "один",
        "два",
        "три",
        "четыре",
        "пять",
        "шесть",
        "семь",
        "восемь",
        "девять",
        "десять",
        "одиннадцать",
        "двенадцать",
    ],
}


def phrase(locale: Locale, name: str, *filled: str) -> str:
    """A set phrase in the language of the brief, its gaps filled."""
    table = _PHRASES.get(locale.language, _PHRASES["en"])
    return "".join(part + word for part, word in zip_longest(table[name].split("{}"), filled, fillvalue=""))


def inferred_part(locale: Locale, part: str) -> str:
    """What stands in brackets behind an inferred value: year inferred."""
    parts = _PARTS.get(locale.language, _PARTS["en"])
    if part in ("all", "value"):
        return phrase(locale, "inferred")
    return phrase(locale, "inferred-part", parts.get(part, part.replace("-", " ")))


def ordinal(locale: Locale, number: int) -> str:
    """A number of rank: 21st."""
    form = locale.ordinal_forms[number if number < 200 else 100 + number % 100]
    patterns = _ORDINALS.get(locale.language, {"other": "{}."})
    return patterns.get(form, patterns["other"]).format(number)


def number_in_words(locale: Locale, number: int) -> str:
    """Small numbers as words, as running text has them; larger ones in figures."""
    words = _NUMBERS.get(locale.language, [])
    return words[number] if 0 <= number < len(words) else str(number)
