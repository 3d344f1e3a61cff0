"""What the quotes of a value say: their words and numbers, folded, so that a value can be looked for among them.

Letter case and accents of form count for nothing, in any language of CLDR. A word counts as found in another form of
it: "Kazakh" for Kazakhstan, "Ереване" for Ереван; one that is another but for its last letter is misspelt. Numbers are
read in figures of any script and in words, days in other calendars as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache

from briefgen.errors import UsageProblem
from briefgen.frozen import dataclass
from briefgen.language.calendars import in_other_calendars, month_names
from briefgen.language.cldr import every_month, months_elsewhere
from briefgen.language.name_forms import is_form, is_slip
from briefgen.language.numerals import (
    WHOLE,
    WORD,
    NumbersInWords,
    figures,
    fold,
    folded_words,
    has_none,
    orders,
    read,
    roman,
    script,
)
from briefgen.model.amounts import plain
from briefgen.model.dates import BadDate, PartialDate
from briefgen.regexes import pattern

_PREFIXING = frozenset({"HEBREW", "SYRIAC"})  # scripts that write "in" and "of" as a letter before the word
# Dates in these are counted by a calendar of tables that are not here (Bikram Sambat).
_UNTOLD = frozenset({"ne"})
_ARTICLES = frozenset({0, 1})  # "ein" and "bir" need not count
_NO_NUMBERS = NumbersInWords()
# No "11 through 14 June", which counts one thing twice. It begins with one set, so it is not tried at each letter.
_COUNT = pattern(r"(\d(?<![\w.,:/-]\d)\d{0,8})[ \u00a0]([^\W\d_]{4,})(?![\w-])(?! \d)")
_FURTHER = pattern(r"(?:[ \u00a0][^\W\d_]+){0,2}")
_FIGURES = pattern(r"\d+")
_BETWEEN_GROUPS = "[.,'’ \u00a0\u202f]"  # 10,626,559; 10'626'559 in Switzerland
_UNSEEN = "\u00ad\u200b\u200c\u200d"  # may stand within a word


class QuoteWords:
    """The words and numbers of some quotes, each with the language that its source is written in."""

    def __init__(self, quotes: Iterable[tuple[str, str]]) -> None:
        self.quotes = tuple(quotes)
        self.spoken = [(quote, tag.partition("-")[0]) for quote, tag in self.quotes]
        self.languages = {language for _, language in self.spoken}

    # Each is worked out when it is asked for: most values ask for one of them, or for none.

    @cached_property
    def text(self) -> str:
        return " ".join([word for quote, _ in self.quotes for word in folded_words(quote)])

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(self.text.split())

    @cached_property
    def numbers(self) -> frozenset[int]:
        return frozenset(n for quote, _ in self.quotes for n in figures(quote))

    @cached_property
    def scripts(self) -> set[str]:
        return {script(word) for word in self.words}

    @cached_property
    def romans(self) -> frozenset[int]:
        return frozenset([0 if word.strip("ivxlc") else roman(word) for word in self.words])

    def speaks(self, tag: str) -> bool:
        return tag.partition("-")[0] in self.languages

    def number(self, number: int, *, of_rank: bool = False) -> bool:
        """As figures, as a Roman numeral, or in words; it cannot be told where none of them is there to compare.

        One of rank cannot be told in a language without rules for those.
        """
        if number in self.numbers or number in self.romans or self.in_words(number):
            return True
        if not self.languages - WHOLE:
            return False
        if of_rank and not all(map(orders, self.languages)):
            return True
        return not self.numbers and not any(self._read(one, number).spelt - _ARTICLES for one in self.spoken)

    def miscounted(self, text: str) -> Iterator[tuple[int, str]]:
        """What a text counts, "48 countries", and the quotes count otherwise: "48 delegations from 40 countries".

        They must give both numbers, each with a word right behind it, and no "48 member countries". Where the other
        number stands first, this one may count the same things, "from 20 ships to 30 last year", unless its own word
        ends as the things do.
        """
        said = [(n, thing) for n, thing, _, _ in _counts(text)]
        heard = "; ".join(quote for quote, _ in self.quotes) if said else ""
        found = list(_counts(heard))
        for number, thing in said:
            own = [(other, at) for n, other, at, further in found if n == number and thing not in further]
            first = next((at for n, other, at, _ in found if other == thing and n != number), None)
            if first is None or not own or len(own) < _FIGURES.findall(heard).count(str(number)):
                continue
            if all(other != thing and (at < first or (len(other) > 4 and other[-1] == thing[-1])) for other, at in own):
                yield number, thing

    def amount(self, number: Decimal) -> bool:
        """As figures, in groups or not, or in words, whole or in thousands and millions: 2,500,000 of 2.5 million."""
        grouped = f"{int(number):,}".replace(",", _BETWEEN_GROUPS)
        if number == int(number) and any(re.search(rf"(?<!\d){grouped}(?!\d)", quote) for quote, _ in self.quotes):
            return True
        for scale in (0, 3, 6, 9):
            part = number.scaleb(-scale)
            if part == int(part):
                if self.number(int(part)):
                    return True
            elif any(form in quote for quote, _ in self.quotes for form in _with_both_points(plain(part))):
                return True
        return False

    def gives(self, number: int) -> bool:
        return number in self.numbers or self.in_words(number)

    def in_words(self, number: int) -> bool:
        return any(number in self._read(one, number) for one in self.spoken)

    def _read(self, spoken: tuple[str, str], number: int) -> NumbersInWords:
        text, language = spoken
        parted = any(sign in text for sign in _UNSEEN)  # then its words are others
        return _NO_NUMBERS if not parted and has_none(self.words, language, number) else read(text, language, number)

    def year(self, year: int) -> bool:
        return year % 100 in self.numbers or bool(_UNTOLD & self.languages) or self.gives(year)

    def month(self, month: int) -> bool:
        if month in self.numbers or _UNTOLD & self.languages:
            return True
        names = [name for tag in self.languages for name in _months(tag).get(month, ())]
        return (
            not names or self._names_one(names) or self._names_one(_elsewhere_called(month, frozenset(self.languages)))
        )

    def _names_one(self, names: Iterable[str]) -> bool:
        """A name of one word in any of its forms, one of several as it is: تشرين الأول is no تشرين الثاني."""
        found = list(names)
        return self._within(found) or any(alike(n, word) for n in found if " " not in n for word in self.words)

    def day(self, day: int) -> bool:
        return self.number(day) or bool(_UNTOLD & self.languages)

    def in_another_calendar(self, part: PartialDate, parts: set[str]) -> bool:
        """Whether one other calendar gives these parts of a date, by its own numbers and names of months."""
        return any(
            ("year" not in parts or bool(found.years & self._years_of(calendar)))
            and (
                "month" not in parts
                or (self._month_of(calendar, found) if found.months else self.month(int(part.month)))
            )
            and ("day" not in parts or (any(map(self.gives, found.days)) if found.months else self.day(int(part.day))))
            for calendar, found in _elsewhere(part.year, part.month, part.day).items()
        )

    def _years_of(self, calendar: str) -> frozenset[int]:
        """The first year of an emperor is no number."""
        return self.numbers | {1} if calendar == "japanese" and "元年" in self.text.replace(" ", "") else self.numbers

    def _month_of(self, calendar: str, found: _Days) -> bool:
        names = [name for month in found.months for name in _month_names(calendar, month)]
        return bool(found.months & self.numbers) or self._within(names)

    def _within(self, names: Iterable[str]) -> bool:
        """Whether a name stands in the text; a longer one also with syllables before or behind it, as in באוקטובר."""
        return any(
            name in self.text if len(name) > 3 or script(name) in _PREFIXING else f" {name} " in f" {self.text} "
            for name in names
        )

    def some(self, name: str) -> bool:
        """Whether some word of a name is there, and none but for its last letter."""
        parts = [fold(part) for part in telling_words(name)]
        return any(map(self._has, parts)) and not any(map(self._is_misspelt, parts))

    def _has(self, part: str) -> bool:
        """Whether a folded word is there in some form."""
        return part in self.words or any(alike(part, word) for word in self.words)

    def _is_misspelt(self, part: str) -> bool:
        is_other = part not in self.words
        return is_other and any(is_slip(part, word, tag) for tag in self.languages for word in self.words)

    def _has_name(self, part: str) -> bool:
        """Whether a word is there in a form that names have; small ones are no names."""
        folded = fold(part)
        if not part[0].isupper():
            return self._has(folded)
        return folded in self.words or any(is_form(folded, w, tag) for tag in self.languages for w in self.words)

    def most(self, text: str, *, of_name: bool = False) -> bool:
        """Whether at least half of the words are there; a text without any that tell is not judged."""
        parts = telling_words(text)
        found = sum(map(self._has_name, parts) if of_name else map(self._has, map(fold, parts)))
        return not parts or 2 * found >= len(parts)


def _counts(text: str) -> Iterator[tuple[int, str, int, list[str]]]:
    """The numbers in figures, years left out, with the word right behind each, where they stand, and two words more."""
    for found in _COUNT.finditer(text):
        if not (len(found[1]) == 4 and found[1][:2] in ("19", "20")):
            further = _FURTHER.match(text, found.end())
            yield int(found[1]), fold(found[2]), found.start(), fold(further[0] if further else "").split()


def _with_both_points(number: str) -> tuple[str, str]:
    return number, number.replace(".", ",")


def telling_words(text: str) -> list[str]:
    """The words of a text that tell something: numbers, and words of three letters or more."""
    words: list[str] = WORD.findall(text)
    return [w for w in words if w.isnumeric() or len(w) > 3 or (len(w) > 1 and w.isupper())] or words


def alike(a: str, b: str) -> bool:
    """Whether two words may be forms of one: the same beginning, of four letters or all but the last two."""
    if a == b:
        return True
    shared = min(len(a), len(b))
    needed = max(3 if shared < 5 else 4, shared - 2 if shared < 8 else shared - 4)
    return shared >= 3 and needed <= shared and a[:needed] == b[:needed] and not a[0].isnumeric()


@dataclass(slots=True)
class _Days:
    """What the days of a date are called in one calendar."""

    years: set[int]
    months: set[int]
    days: set[int]


@lru_cache(maxsize=512)
def _elsewhere(year: str, month: str, day: str) -> Mapping[str, _Days]:
    """What a date is called in other calendars; a month or a year is all that its days are called."""
    found: dict[str, _Days] = {}
    for other in (other for one in _days_of(year, month, day) for other in in_other_calendars(one)):
        seen = found.setdefault(other.calendar, _Days(set(), set(), set()))
        seen.years.add(other.year)
        if other.month:
            seen.months.add(other.month)
            seen.days.add(other.day)
    return found


def _days_of(year: str, month: str, day: str) -> Iterator[date]:
    """The days that a date can mean; of a year nobody gave those of any two, as most calendars follow the sun."""
    for one in [year] if year.isdigit() else ["2023", "2024"]:
        with suppress(BadDate):
            first, last = (bound.toordinal() for bound in PartialDate(one, month, day).bounds())
            # Two days a month tell the years and months of a year.
            yield from map(date.fromordinal, {*range(first, last, 1 if month.isdigit() else 14), last})


@lru_cache(maxsize=256)
def _month_names(calendar: str, month: int) -> tuple[str, ...]:
    return tuple(" ".join(folded_words(name)) for name in month_names(calendar).get(month, ()))


@lru_cache(maxsize=64)
def _months(tag: str) -> Mapping[int, tuple[str, ...]]:
    try:
        written = every_month(tag)
    except UsageProblem:
        return {}
    return {n: tuple(dict.fromkeys(" ".join(folded_words(name)) for name in names)) for n, names in written.items()}


@lru_cache(maxsize=256)
def _elsewhere_called(month: int, languages: frozenset[str]) -> tuple[str, ...]:
    names = sorted(name for tag in languages for name in months_elsewhere(tag)[month])
    return tuple(dict.fromkeys(" ".join(folded_words(name)) for name in names))
