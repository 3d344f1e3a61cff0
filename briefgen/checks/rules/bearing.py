"""Whether a quote bears the value it is given for: its numbers, its date, the names and posts in it.

Both are compared without letter case and accents of form, in any language of CLDR. A word counts as found where the
quote has it in another form: "Kazakh" for Kazakhstan, "Ереване" for Ереван. What cannot be told (a name in another
script or language than the quote, a number in words of a language that CLDR has no rules for) counts as borne, so that
what is told is worth looking at. An inferred part and a value that was looked up are no matter of a quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache

from briefgen.checks.context import Context
from briefgen.diagnostics import Diagnostic, quoted
from briefgen.errors import UsageProblem
from briefgen.facts.factbase import FactBase
from briefgen.facts.names.towns import Towns
from briefgen.frozen import dataclass
from briefgen.language.calendars import in_other_calendars, month_names
from briefgen.language.cldr import every_month, extract, months_elsewhere, other_state_names
from briefgen.language.numerals import WHOLE, WORD, NumbersInWords, figures, fold, has_none, orders, read, roman, script
from briefgen.model.amounts import parse_amount, plain
from briefgen.model.dates import BadDate, Edtf, PartialDate, parse_date
from briefgen.model.schema import AMOUNT, BODY, DATE, NUMBER, REFERENCE, SOMEBODY, STATE, TEXT, FieldSpec, source_key
from briefgen.model.statement import Origin, Statement
from briefgen.regexes import pattern

NAMES = frozenset({"name", "names", "short", "place", "venue", "title", "aliases"})
"""Properties whose words are a name that the source itself uses."""
POSTS = frozenset({"posts", "capacity"})
_BEGINS = pattern(r"(?:\A|[.!?:;])[\W_]{0,8}\Z")
_NUMBERS = pattern(r"(?<!\w)\d{1,9}(?!\w)")
_FEW = frozenset({0, 1, 2})  # "nobody", "a ship", "both" say so without a number
_DOZENS = frozenset(map(fold, ("dozen", "dozens", "score", "Dutzend", "douzaine", "docena", "dozzina", "дюжина")))
_PREFIXING = frozenset({"HEBREW", "SYRIAC"})  # scripts that write "in" and "of" as a letter before the word
# Dates in these are counted by a calendar of tables that are not here (Bikram Sambat).
_UNTOLD = frozenset({"ne"})
_ARTICLES = frozenset({0, 1})  # "ein" and "bir" need not count
_NO_NUMBERS = NumbersInWords()
_UNSEEN = "\u00ad\u200b\u200c\u200d"  # may stand within a word


@dataclass(frozen=True, slots=True)
class Unborne:
    """A part of a value that none of its quotes has: what sort of part, and the part itself."""

    what: str
    part: str


NAMED_EARLIER = "quote the words that name it as well, with […] between, or as a second quote"
"""What helps where a source names somebody once and says "she" thereafter: nothing is inferred then."""


def check(context: Context) -> Iterator[Diagnostic]:
    """A warning for each value of which its quotes lack a part."""
    bearing = Bearing(context.base, context.settings.language)
    for statement in context.statements:
        missing = bearing.unborne(statement)
        if missing:
            parts = ", ".join(f"the {one.what} {quoted(one.part, 60)}" for one in missing[:4])
            message = f"the quote of '{statement.property}' does not give {parts}"
            is_who = all(one.what == "name" for one in missing) and context.base.acts(
                str(statement.value), SOMEBODY, BODY
            )
            hint = (
                NAMED_EARLIER
                if is_who
                else "quote the words that give it; say inferred: or register: if no source does"
            )
            yield Diagnostic(context.place(statement), message, "value-not-in-quote", hint)


class Bearing:
    """Judges the statements of a base; `language` is that of texts which name none."""

    def __init__(self, base: FactBase, language: str = "en") -> None:
        self.base, self.language = base, language
        self._towns = Towns(base)
        self._of_source: dict[str, _Heard] = {}

    def unborne(self, statement: Statement) -> tuple[Unborne, ...]:
        """The parts of a stated value that its quotes do not bear; none where that cannot be told.

        Values without a quote for each of their sources are not judged.
        """
        quotes = [(c.quote, self._language_of(c.source)) for c in statement.citations]
        spec = self.base.schema[statement.kind].fields.get(statement.property)
        is_of_a_source = statement.origin in (Origin.STATED, Origin.INFERRED)
        if spec is None or not is_of_a_source or not quotes or not all(quote for quote, _ in quotes):
            return ()
        return tuple(dict.fromkeys(self._missing(statement, spec, _Heard(quotes))))

    def _missing(self, statement: Statement, spec: FieldSpec, heard: _Heard) -> Iterator[Unborne]:
        value, inferred = statement.value, statement.inferred
        if inferred and inferred not in ("year", "month", "day"):
            return
        if spec.type == DATE:
            yield from _date(parse_date(value), inferred, heard)
        elif inferred:
            return
        elif spec.type == AMOUNT:
            amount = parse_amount(value)
            numbers = dict.fromkeys((amount.low, amount.high))
            yield from (Unborne("number", plain(n)) for n in numbers if not heard.amount(n))
        elif spec.type == NUMBER and statement.property == "ordinal":
            if not heard.number(value, of_rank=True):
                yield Unborne("number", str(value))
        elif spec.type == NUMBER:
            if value not in _FEW and not heard.amount(Decimal(value)) and not _DOZENS & heard.words:
                yield Unborne("number", str(value))
        elif spec.type == REFERENCE and self._is_named(spec.kinds) and self._is_named([value]):
            names = list(self._names_of(value, heard))
            if names and not any(map(heard.some, names)) and not self._by_post(statement, heard):
                yield Unborne("name", self.base.label(value, self.language))
        elif spec.type == TEXT and self.base.plays(statement, "place") and self._is_town(value, heard):
            return
        elif spec.type == TEXT and statement.property in NAMES:
            yield from self._words("name", value, heard)
        elif spec.type == TEXT and statement.property in POSTS:
            yield from self._words("post", value, heard)
        elif spec.type == TEXT and ("function" in spec.qualifiers or statement.property == "says"):
            yield from self._sentence(statement, heard)
        post = statement.qualifiers.get("post")
        if isinstance(post, Mapping):
            yield from self._words("post", post, heard)

    def _words(self, what: str, text: Mapping[str, str], heard: _Heard) -> Iterator[Unborne]:
        """A name or post of which the quote has less than half the words, in each language that it is quoted in."""
        for tag, words in text.items():
            if not heard.speaks(tag or self.language):
                continue
            if not heard.most(words):
                yield Unborne(what, words)
            else:
                yield from (Unborne("number", n) for n in _NUMBERS.findall(words) if not heard.number(int(n)))

    def _is_town(self, text: Mapping[str, str], heard: _Heard) -> bool:
        """Whether the quote has another name of the town on record that a text names."""
        return any(heard.most(name) for words in text.values() for name in self._towns.other_names(words))

    def _sentence(self, statement: Statement, heard: _Heard) -> Iterator[Unborne]:
        """Its numbers must stand in its own quote; a source may name somebody once, and say "he" thereafter."""
        for tag, text in statement.value.items():
            if heard.speaks(tag or self.language):
                yield from (Unborne("number", n) for n in re.findall(r"\d+", text) if not heard.number(int(n)))
                for name in _proper(text):
                    if not heard.some(name) and not any(self._all_of(c.source).some(name) for c in statement.citations):
                        yield Unborne("name", name)

    def _by_post(self, statement: Statement, heard: _Heard) -> bool:
        """Whether the quote of a claim names its speaker by the capacity in which it was made."""
        record = self.base.record(statement.subject) if statement.property == "said_by" else None
        posts = [text for s in record.values("capacity") for text in s.value.values()] if record else []
        return any(map(heard.most, posts))

    def _is_named(self, kinds_or_keys: Iterable[str]) -> bool:
        """Whether one is a state, a body or somebody, whom a quote would name."""
        return any(self.base.acts(word, STATE, BODY, SOMEBODY) for word in kinds_or_keys)

    def _names_of(self, key: str, heard: _Heard) -> Iterator[str]:
        """All names of a record that are written as the quotes are."""
        record = self.base.record(key)
        if record is None:
            return
        texts = [s.value for p in ("name", "names", "short", "aliases") for s in record.values(p)]
        codes = [str(s.value) for s in record.values("code")]
        texts.extend(_territories(tag).get(code, "") for code in codes for tag in heard.languages)
        texts.extend(name for code in codes for tag in heard.languages for name in other_state_names(tag).get(code, ()))
        names = [name for text in texts for name in ([text] if isinstance(text, str) else text.values()) if name]
        yield from (name for name in names if {script(fold(part)) for part in _telling(name)} & heard.scripts)

    def _all_of(self, source: str) -> _Heard:
        """What all quotes of a source say."""
        if not self._of_source:
            quotes: dict[str, list[tuple[str, str]]] = {}
            for statement in self.base.statements:
                for cited in statement.citations:
                    quotes.setdefault(cited.source, []).append((cited.quote, self._language_of(cited.source)))
            self._of_source = {key: _Heard(dict.fromkeys(found)) for key, found in quotes.items()}
        return self._of_source[source]

    def _language_of(self, source: str) -> str:
        record = self.base.record(source_key(source))
        stated = record.values("language") if record else ()
        return str(stated[0].value) if stated else self.language


def unborne_date(date_: str, quote: str, language: str) -> list[Unborne]:
    """The parts of a date that a quote in this language does not give."""
    return list(_date(parse_date(date_), "", _Heard([(quote, language)])))


def _date(value: Edtf, inferred: str, heard: _Heard) -> Iterator[Unborne]:
    for part in (value.start, value.end):
        if not isinstance(part, PartialDate):
            continue
        stated = [
            (name, written)
            for name, written in (("year", part.year), ("month", part.month), ("day", part.day))
            if written and "X" not in written and name != inferred
        ]
        missing = [(name, written) for name, written in stated if not getattr(heard, name)(int(written))]
        if missing and not heard.in_another_calendar(part, {name for name, _ in stated}):
            yield from (Unborne(name, written) for name, written in missing)


def _with_both_points(number: str) -> tuple[str, str]:
    return number, number.replace(".", ",")


class _Heard:
    """What the quotes of a value say: their words and numbers, folded."""

    def __init__(self, quotes: Iterable[tuple[str, str]]) -> None:
        self.quotes = tuple(quotes)
        self.spoken = [(quote, tag.partition("-")[0]) for quote, tag in self.quotes]
        self.languages = {language for _, language in self.spoken}

    # Each is worked out when it is asked for: most values ask for one of them, or for none.

    @cached_property
    def text(self) -> str:
        return " ".join(fold(w) for quote, _ in self.quotes for w in WORD.findall(quote))

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
        return frozenset([roman(word) if word[0] in "ivxlc" else 0 for word in self.words])

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

    def amount(self, number: Decimal) -> bool:
        """As figures or in words, whole or in thousands and millions: 2,500,000 of 2.5 million."""
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
        return self._within(found) or any(_alike(n, word) for n in found if " " not in n for word in self.words)

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
        """Whether some word of a name is there."""
        return any(_alike(fold(part), word) for part in _telling(name) for word in self.words)

    def most(self, text: str) -> bool:
        """Whether at least half of the words are there; a text without any that tell is not judged."""
        parts = [fold(part) for part in _telling(text)]
        found = sum(any(_alike(part, word) for word in self.words) for part in parts)
        return not parts or 2 * found >= len(parts)


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
    return tuple(" ".join(map(fold, WORD.findall(name))) for name in month_names(calendar).get(month, ()))


def _proper(text: str) -> list[str]:
    """The words with a capital that do not begin a sentence: names, in languages that write them so."""
    return [
        m[0]
        for m in WORD.finditer(text)
        if m[0][0].isupper() and len(m[0]) > 3 and not _BEGINS.search(text[: m.start()])
    ]


def _telling(text: str) -> list[str]:
    """The words of a text that tell something: numbers, and words of three letters or more."""
    words: list[str] = WORD.findall(text)
    return [w for w in words if w.isnumeric() or len(w) > 3 or (len(w) > 1 and w.isupper())] or words


def _alike(a: str, b: str) -> bool:
    """Whether two words may be forms of one: the same beginning, of four letters or all but the last two."""
    if a == b:
        return True
    shared = min(len(a), len(b))
    needed = max(3 if shared < 5 else 4, shared - 2 if shared < 8 else shared - 4)
    return shared >= 3 and needed <= shared and a[:needed] == b[:needed] and not a[0].isnumeric()


@lru_cache(maxsize=64)
def _months(tag: str) -> Mapping[int, tuple[str, ...]]:
    try:
        written = every_month(tag)
    except UsageProblem:
        return {}
    return {
        n: tuple(dict.fromkeys(" ".join(map(fold, WORD.findall(name))) for name in names))
        for n, names in written.items()
    }


@lru_cache(maxsize=256)
def _elsewhere_called(month: int, languages: frozenset[str]) -> tuple[str, ...]:
    names = sorted(name for tag in languages for name in months_elsewhere(tag)[month])
    return tuple(dict.fromkeys(" ".join(map(fold, WORD.findall(name))) for name in names))


def _territories(tag: str) -> Mapping[str, str]:
    found: Mapping[str, str] = _tables(tag).get("territories", {})
    return found


def _tables(tag: str) -> Mapping[str, dict[str, str]]:
    try:
        return extract(tag)
    except UsageProblem:
        return {}
