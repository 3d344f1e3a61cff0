"""What briefs need of CLDR for one language, taken from Babel once and kept as plain data.

Importing Babel and opening a locale costs as much as making a whole brief, so the few tables in use are
extracted (`extract`) and stored by the caller's cache; `Locale` works on that data alone.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.errors import UsageProblem
from briefgen.frozen import dataclass

if TYPE_CHECKING:
    from babel.core import Locale as BabelLocale


@dataclass(frozen=True, slots=True)
class Locale:
    """The tables of one language; `tag` is its BCP 47 tag, such as en-GB.

    `phrases` are what a workspace says in place of the program's own; it may add to the `abbreviations`. Where
    `days_stopped`, a full stop behind a day makes it an ordinal: 17. Oktober.
    """

    tag: str
    months: dict[str, str]
    months_alone: dict[str, str]
    day_pattern: str
    month_pattern: str
    month_day_pattern: str
    list_patterns: dict[str, str]
    territories: dict[str, str]
    plural_forms: list[str]
    quotes: tuple[str, str]
    eras: tuple[str, str] = ("BC", "AD")
    quarters: tuple[str, ...] = ()  # the four of a year, {} for the year
    digits: str = ""  # the ten of the language's own, "" where it writes 0-9
    numbers: Mapping[str, Any] = field(default_factory=dict)
    phrases: Mapping[str, str] = field(default_factory=dict)
    abbreviations: frozenset[str] = frozenset()
    days_stopped: bool = False

    @property
    def language(self) -> str:
        """The language alone: en of en-GB."""
        return self.tag.partition("-")[0]

    def figures(self, text: str) -> str:
        """The text with its figures as the language writes them: ۱۷ in Persian, १७ in Marathi."""
        return text.translate(dict(zip(_ASCII_DIGITS, self.digits, strict=True))) if self.digits else text

    def territory(self, code: str) -> str:
        """The country with an ISO 3166-1 alpha-2 code; the code itself where CLDR has no name.

        CLDR has the names of lists, Bosnia & Herzegovina, which a sentence writes in full.
        """
        name = self.territories.get(code, code)
        return name.replace(" & ", " and ") if self.language == "en" else name

    def plural_form(self, number: int) -> str:
        """CLDR's category of a count: zero, one, two, few, many or other."""
        return self.plural_forms[number if number < len(self.plural_forms) else 100 + number % 100]

    def listing(self, items: Sequence[str]) -> str:
        """The items as a list in a sentence: a, b and c."""
        if len(items) < 2:
            return "".join(items)
        patterns = self.list_patterns
        if len(items) == 2:
            return _fill(patterns["2"], items[0], items[1])
        text = _fill(patterns["end"], items[-2], items[-1])
        for item in reversed(items[1:-2]):
            text = _fill(patterns["middle"], item, text)
        return _fill(patterns["start"], items[0], text)


def _fill(pattern: str, first: str, second: str) -> str:
    before, _, rest = pattern.partition("{0}")
    between, _, after = rest.partition("{1}")
    return f"{before}{first}{between}{second}{after}"


def _known(tag: str) -> Any:
    """The language as babel has it; raises `UsageProblem` for a tag that CLDR does not know."""
    from babel.core import Locale as BabelLocale
    from babel.core import UnknownLocaleError

    try:
        return BabelLocale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError) as bad:
        raise UsageProblem(f"'{tag}' is no language that CLDR knows; write a tag such as en-GB or ru") from bad


@cache
def extract(tag: str) -> dict[str, Any]:
    """The tables of a language as JSON data; raises `UsageProblem` for a tag that CLDR does not know."""
    locale = _known(tag)
    skeletons = locale.datetime_skeletons
    return {
        "tag": tag,
        "months": {str(n): name for n, name in locale.months["format"]["wide"].items()},
        "months_alone": {str(n): name for n, name in locale.months["stand-alone"]["wide"].items()},
        "day_pattern": str(locale.date_formats["long"].pattern),
        "month_pattern": str(skeletons["yMMMM"].pattern) if "yMMMM" in skeletons else "LLLL y",
        "month_day_pattern": str(skeletons["MMMMd"].pattern) if "MMMMd" in skeletons else "d MMMM",
        "list_patterns": dict(locale.list_patterns["standard"]),
        "territories": {code: name for code, name in locale.territories.items() if len(code) == 2 and code.isalpha()},
        # CLDR's rules for counts look at the last digits only: a form for each of 0-199.
        "plural_forms": [str(locale.plural_form(n)) for n in range(200)],
        "quotes": _quotes(tag),
        "eras": [str(locale.eras["abbreviated"][n]) for n in (0, 1)],
        "quarters": [_quarter(locale, number) for number in range(1, 5)],
        "digits": digits_of(locale.default_numbering_system),
        "numbers": _number_tables(locale),
        "abbreviations": abbreviations(tag.partition("-")[0]),
        "days_stopped": days_are_stopped(tag.partition("-")[0]),
    }


def _quarter(locale: Any, number: int) -> str:
    """What a quarter of a year is called, with {} for the year: 4. Quartal {}, 4e trimestre {}, 年第4季度."""
    from datetime import date

    from babel.dates import format_skeleton

    return format_skeleton("yQQQQ", date(2001, 3 * number, 1), locale=locale).replace("2001", "{}")


def names_of_states(tags: Iterable[str]) -> dict[str, list[str]]:
    """All that languages call the states, by ISO 3166-1 alpha-2 code; a tag that CLDR does not know adds nothing.

    What belongs to a state is called so as well, as far as state_adjectives.toml beside knows: French. Behind the
    code "" stand names in which that of a state is not its own: Indian Ocean.
    """
    found = {
        "": [name.strip() for text in words_beside("state_adjectives")["places"].values() for name in text.split("|")]
    }
    for tag in tags:
        for names in (
            other_state_names(tag),
            _by_code(words_beside("state_adjectives").get(tag.partition("-")[0], {})),
        ):
            for code, others in names.items():
                found.setdefault(code, []).extend(others)
        with suppress(UsageProblem):
            for code, name in extract(tag)["territories"].items():
                found.setdefault(code, []).append(name)
    return found


def adjectives_of_states(tags: Iterable[str]) -> dict[str, list[str]]:
    """What languages call those that belong to a state, by ISO code, as far as its language is called so: Kazakh.

    CLDR has the names of languages alone; one that begins as the state's name does is that of the state.
    """
    from babel.languages import get_official_languages

    found: dict[str, list[str]] = {}
    for tag in tags:
        with suppress(UsageProblem):
            called = _known(tag).languages
            for code, name in extract(tag)["territories"].items():
                own = (called.get(spoken, "") for spoken in get_official_languages(code, de_facto=True))
                found.setdefault(code, []).extend(one for one in own if one[:_ALIKE] == name[:_ALIKE])
    return found


_ALIKE = 3  # letters with which the names of a state and of its language begin: Portugal, Portuguese


@cache
def towns(tag: str) -> dict[str, str]:
    """The towns that CLDR names, which are those that time zones are called by, each with the code of its state."""
    from babel.core import get_global

    zones, lands = _known(tag).time_zones, set(extract(tag)["territories"].values())
    states, newer = get_global("zone_territories"), get_global("zone_aliases")
    found = {}
    for zone in {**states, **zones}:  # a locale may name a town by an older name of its zone: Europe/Kiev
        code = states.get(zone) or states.get(newer.get(zone, ""), "")
        if code.isalpha() and len(code) == 2 and code != "AQ":
            found[zones.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " ")] = code
    return {name: code for name, code in found.items() if name not in lands}


_ASCII_DIGITS = range(ord("0"), ord("9") + 1)
# CLDR's names of the numbering systems that some language has by default, with Unicode's names of their digits.
_NUMBERING = {
    "adlm": "ADLAM",
    "arab": "ARABIC-INDIC",
    "arabext": "EXTENDED ARABIC-INDIC",
    "beng": "BENGALI",
    "cakm": "CHAKMA",
    "deva": "DEVANAGARI",
    "hmnp": "NYIAKENG PUACHUE HMONG",
    "mtei": "MEETEI MAYEK",
    "mymr": "MYANMAR",
    "nkoo": "NKO",
    "olck": "OL CHIKI",
    "tibt": "TIBETAN",
}


def digits_of(numbering: str) -> str:
    """The ten digits of a numbering system, "" for 0-9 and for systems that no language has by default."""
    name = _NUMBERING.get(numbering)
    zero = ord(unicodedata.lookup(f"{name} DIGIT ZERO")) if name else 0
    return "".join(chr(zero + n) for n in range(10)) if name else ""


def every_month(tag: str) -> dict[int, list[str]]:
    """All names of each month, long and short, in a date and alone; raises `UsageProblem` as `extract` does."""
    _known(tag)
    return _months_of(tag.replace("-", "_"))


@cache
def months_elsewhere(language: str) -> dict[int, frozenset[str]]:
    """What else a month is called where the language is spoken or written otherwise: تشرين الأول, Jänner, октябр."""
    from babel.localedata import locale_identifiers

    found: dict[int, set[str]] = {month: set() for month in range(1, 13)}
    for known in locale_identifiers():
        if known.startswith(f"{language}_"):
            for month, names in _months_of(known).items():
                found[month].update(names)
    return {month: frozenset(names) for month, names in found.items()}


@cache
def _months_of(tag_known: str) -> dict[int, list[str]]:
    from babel.core import Locale as BabelLocale

    months = BabelLocale.parse(tag_known).months
    forms = [months[context][width] for width in ("wide", "abbreviated") for context in ("format", "stand-alone")]
    return {month: [form[month] for form in forms if month in form] for month in range(1, 13)}


def _quotes(tag: str) -> list[str]:
    # Babel does not carry CLDR's delimiters; these are CLDR's for the languages with other marks than English.
    table = {"ru": "«»", "uk": "«»", "fr": "«»", "hy": "«»", "de": "„“", "pl": "„”", "cs": "„“"}
    return list(table.get(tag.partition("-")[0], "“”"))


@cache
def words_beside(file: str) -> dict[str, Any]:
    """What a file of words in this folder holds."""
    return tomllib.loads(Path(__file__).with_name(f"{file}.toml").read_text("utf-8"))


def from_data(data: dict[str, Any]) -> Locale:
    """A locale from what `extract` gave."""
    return Locale(
        **{**data, "quotes": tuple(data["quotes"]), "eras": tuple(data["eras"]), "quarters": tuple(data["quarters"])}
    )


@cache
def other_state_names(language: str) -> Mapping[str, tuple[str, ...]]:
    """What texts in a language call states besides their names in CLDR, by ISO code; from state_names.toml beside."""
    return _by_code(words_beside("state_names").get(language.partition("-")[0], {}))


def _by_code(names: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {code: tuple(name.strip() for name in text.split("|")) for code, text in names.items()}


def states_called(name: str) -> frozenset[str]:
    """The codes of the states that have just this name, in any language of state_names.toml; none for other names."""
    return _codes_by_name().get(name.casefold(), frozenset())


@cache
def _codes_by_name() -> Mapping[str, frozenset[str]]:
    from babel.core import Locale as BabelLocale

    found: dict[str, set[str]] = {}
    for tag in words_beside("state_names"):
        cldr = {code: (name,) for code, name in BabelLocale.parse(tag).territories.items() if len(code) == 2}
        for names in (cldr, other_state_names(tag)):
            for code, called in names.items():
                for one in called:
                    found.setdefault(one.casefold(), set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


# --- Abbreviations behind which a sentence goes on, by language: CLDR's, and those of abbreviations.toml beside ---


# Their words stand in texts of any language, and none of them is a word of another script.
_EVERYWHERE = ("ar", "he", "hi", "hy", "ru")


@cache
def abbreviations(language: str) -> frozenset[str]:
    """The abbreviations of a language (en of en-GB), each with its full stop, and those of a few other scripts."""
    data = words_beside("abbreviations")
    lists = (data[name].get(one, "") for one in (language, *_EVERYWHERE) for name in ("cldr", "more"))
    return frozenset(word.strip() for text in lists for word in text.split("|") if word.strip())


@cache
def days_are_stopped(language: str) -> bool:
    """True where a full stop behind a day makes it an ordinal: 17. Oktober."""
    return language in str(words_beside("abbreviations")["days-stopped"]).split()


# --- numbers ---

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


def _number_tables(locale: BabelLocale) -> dict[str, Any]:
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


def _unit(locale: BabelLocale, names: tuple[str, ...]) -> dict[str, str]:
    found = locale._data["unit_patterns"]
    patterns: Mapping[str, str] = next(
        (found[name]["short"] for name in names if name in found and "short" in found[name]), {}
    )
    return {str(form): str(pattern) for form, pattern in patterns.items() if _PLACE in str(pattern)}


def _millions(locale: BabelLocale, size: str) -> dict[str, str]:
    """How a number of millions is said, by the form of the number; nothing where the language counts otherwise."""
    found = {
        str(form): str(patterns[size].pattern).replace("'", "")
        for form, patterns in locale.compact_decimal_formats.get("long", {}).items()
        if size in patterns
    }
    said = {form: text.replace("0", _PLACE) for form, text in found.items() if text.count("0") == 1}
    return said if "other" in said and len(said) == len(found) else {}
