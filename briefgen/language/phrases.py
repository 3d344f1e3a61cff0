"""Set phrases the program itself says, in English; a catalogue beside the templates has them in another language.

What a brief says beyond these stands in its template. A language without a phrase (`Locale.phrases`) falls back to
English.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import zip_longest

from briefgen.language.cldr import Locale
from briefgen.regexes import pattern

# A phrase that catalogues alone have: how a number of rank is written, such as {}.
ORDINAL = "ordinal"
ENGLISH = "en"
INFERRED = "inferred "
"""How the names begin under which a catalogue has the parts that may be inferred: inferred year."""
_PHRASES: Mapping[str, str] = {
    "undated": "undated",
    "no-year": "{} (year not shown)",
    "no-month": "{} (month not known)",
    "uncertain": "{} (uncertain)",
    "uncertain-year": "{} (year uncertain)",
    "open-end": "since {}",
    "unknown-end": "from {}, end not known",
    "open-start": "until {}",
    "year": "{}",
    "years": "{}–{}",
    "quarter": "Q{} {}",
    "inferred": "inferred",
    "inferred-part": "{} inferred",
    "not-quoted": "no words quoted",
    "stale": "[Stale: the archived text has changed since it was quoted.]",
    "register": "{}; not stated by a source",
    "basis": "Inferred: {}",
    "preferred": "Preferred: {}",
    "reading": "the desk’s reading",
    "contested": "Contested: {}",
    "contested-remark": "contested",
    "named": "named",
    "gatherings": "meeting conference session summit congress assembly hearing",
    "remote": "online video videoconference virtual virtually remote remotely phone telephone teleconference",
    "on-site": "person hybrid mixed site onsite",
    "contested-account": "contested; according to {} alone",
    "contested-accounts": "contested; according to {}",
    "counted-contested": "{} of them contested",
    "counted-otherwise": "{} of them {}",
    "looked-up": "looked up",
    "meant": "meant: {}",
    "desk-judgement": "judgement of the desk",
    "according-to": "according to {}",
    "drawing-on": "{}, drawing on {}",
    "in-the-words-of": "according to {}",
    "alone": "according to {} alone",
    "alone-in-short": "{} alone",
    "other-value": "{}: {}",
    "or-value": "or {}",
    "other-accounts": "Others have: {}",
    "said-that": "{} said that {}",
    "said-when-that": "{} said {} that {}",
    "verb-that": "{} {} that {}",
    "verb-when-that": "{} {} {} that {}",
    "speaker-with-post": "{}, {},",
    "post-of": "{} of {}",
    "claim-of": "what {} said",
    "not-in": "Not stated in: {}",
    "judgement": "Judgement of the desk, reviewed {}; it rests on {}",
    "retrieved": "text retrieved {}",
    "place-page": "p. {}",
    "place-pages": "pp. {}",
    "place-paragraph": "¶{}",
    "place-minute": "min. {}",
    "about": "about {}",
    "at-least": "at least {}",
    "at-most": "at most {}",
    "over": "over {}",
    "under": "under {}",
    "range": "{}–{}",
    "money-of": "{} ({})",
    "of-what": "{} {}",
    "estimated": "{} (an estimate)",
    "on-day": "on {}",
    "in-month": "in {}",
    "notes": "Notes",
    "evidence": "Evidence",
    "contents": "Contents",
    "figure": "Figure",
    "edited-by-hand": "edited by hand",
    "edited-and-changed": "These words were edited by hand, and the brief has changed as well.",
    "what-changed": "What changed: {}",
    "choose": "Reject the change to keep the words written by hand, accept it to take the new ones.",
}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def phrase(locale: Locale, name: str, *filled: str) -> str:
    """A set phrase in the language of the brief, its gaps filled."""
    text = locale.phrases.get(name) or _PHRASES[name]
    return "".join(part + word for part, word in zip_longest(text.split("{}"), filled, fillvalue=""))


def quarter_of_year(locale: Locale, quarter: int, year: str) -> str:
    """A quarter of a year: Q4 2025; as a catalogue words it, else as CLDR does where the program has no own words."""
    is_ours = "quarter" in locale.phrases or locale.language == ENGLISH or not locale.quarters
    number = str(quarter)
    return phrase(locale, "quarter", number, year) if is_ours else locale.quarters[quarter - 1].replace("{}", year)


def gaps_of_phrases() -> dict[str, int]:
    """Every set phrase by name, with how many gaps it has."""
    return {name: text.count("{}") for name, text in _PHRASES.items()} | {ORDINAL: 1}


_PLACES = pattern(r"(?P<unit>pp?|par|min)(?P<number>\d+)(?:-(?P=unit)?(?P<last>\d+))?")
_UNITS = {"p": "place-page", "pp": "place-page", "par": "place-paragraph", "min": "place-minute"}


def place_in_words(locale: Locale, locator: str) -> str:
    """Where in a source: p. 3, pp. 3-5 with a dash, ¶7, min. 12; a locator of some other form as it is written."""
    found = _PLACES.fullmatch(locator)
    if found is None:
        return locator
    number = locale.figures(found["number"])
    if found["last"]:
        number += f"–{locale.figures(found['last'])}"
    name = _UNITS[found["unit"]]
    return phrase(locale, "place-pages" if name == "place-page" and found["last"] else name, number).replace(
        " ", "\u00a0"
    )


def inferred_part(locale: Locale, part: str) -> str:
    """What stands in brackets behind an inferred value: year inferred; a part without a word is not named."""
    if part in ("all", "value"):
        return phrase(locale, "inferred")
    word = locale.phrases.get(INFERRED + part, "")
    if not any(name.startswith(INFERRED) for name in locale.phrases):
        word = part.replace("-", " ")
    return phrase(locale, "inferred-part", word) if word else phrase(locale, "inferred")


def ordinal(locale: Locale, number: int) -> str:
    """A number of rank: 21st; as a catalogue has it, else in English."""
    if pattern := locale.phrases.get(ORDINAL):
        return pattern.replace("{}", locale.figures(str(number)))
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def number_in_words(locale: Locale, number: int) -> str:
    """Small numbers as words, as running text has them; larger ones in figures.

    In figures as well in other languages than English: Russian ones agree with the gender of what they count.
    """
    is_word = locale.language == ENGLISH and 0 <= number < len(_NUMBERS)
    return _NUMBERS[number] if is_word else locale.figures(str(number))
