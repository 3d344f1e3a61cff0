"""Whether a quote bears the value it is given for: its numbers, its date, the names and posts in it.

What cannot be told (a name in another script or language than the quote, a number in words of a language that CLDR has
no rules for) counts as borne, so that what is told is worth looking at. An inferred part and a value that was looked up
are no matter of a quote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property, lru_cache

from briefgen.checks.context import Context
from briefgen.checks.quote_words import QuoteWords, telling_words
from briefgen.diagnostics import Diagnostic, quoted
from briefgen.errors import UsageProblem
from briefgen.facts.factbase import FactBase
from briefgen.facts.mentions import Names, Towns, languages_of
from briefgen.frozen import dataclass
from briefgen.language.cldr import extract, names_of_states, other_state_names
from briefgen.language.numerals import WORD, fold, script
from briefgen.model.amounts import parse_amount, plain
from briefgen.model.dates import Edtf, PartialDate, parse_date
from briefgen.model.schema import (
    AMOUNT,
    BODY,
    DATE,
    NAMELESS,
    NUMBER,
    REFERENCE,
    SOMEBODY,
    STATE,
    TEXT,
    FieldSpec,
    source_key,
)
from briefgen.model.statement import Origin, Statement
from briefgen.regexes import pattern

NAMES = frozenset({"name", "names", "short", "place", "venue", "title", "aliases"})
"""Properties whose words are a name that the source itself uses."""
POSTS = frozenset({"posts", "capacity"})
_BEGINS = pattern(r"(?:\A|[.!?:;])[\W_]{0,8}\Z")
_NUMBERS = pattern(r"(?<!\w)\d{1,9}(?!\w)")
_FIGURES, _NAME = pattern(r"\d{1,4000}"), pattern(r"(?<![A-Za-z])[A-Z][A-Za-z]{3,}")
_OF_A_SOURCE = frozenset({Origin.STATED, Origin.INFERRED})
_FEW = frozenset({0, 1, 2})  # "nobody", "a ship", "both" say so without a number
_DOZENS = frozenset(map(fold, ("dozen", "dozens", "score", "Dutzend", "douzaine", "docena", "dozzina", "дюжина")))


@dataclass(frozen=True, slots=True)
class Unborne:
    """A part of a value that none of its quotes has: what sort of part, and the part itself."""

    what: str
    part: str


_GIVEN = "quote the words that give it; say inferred: or register: if no source does"
_MOST_ALONE = 4  # of one list under one passage: a misquoted list of fifty is told once
NAMED_EARLIER = "quote the words that name it as well, with […] between, or as a second quote"
"""What helps where a source names somebody once and says "she" thereafter: nothing is inferred then."""


def check(context: Context) -> Iterator[Diagnostic]:
    """A warning for each value of which its quotes lack a part."""
    bearing = Bearing(context.base, context.settings.language)
    lacking: dict[object, list[tuple[Statement, tuple[Unborne, ...]]]] = {}
    for statement in context.statements:
        if missing := bearing.unborne(statement):
            words = tuple((c.source, c.quote) for c in statement.citations)
            lacking.setdefault((statement.subject, statement.property, words), []).append((statement, missing))
    for values in lacking.values():
        if len(values) > _MOST_ALONE:
            names = ", ".join(quoted(missing[0].part) for _, missing in values[:_MOST_ALONE])
            message = f"the quote of '{values[0][0].property}' does not give {len(values)} of its values: {names}, …"
            yield Diagnostic(context.place(values[0][0]), message, "value-not-in-quote", _GIVEN)
            continue
        for statement, missing in values:
            parts = ", ".join(f"the {one.what} {quoted(one.part, 60)}" for one in missing[:4])
            is_nameless = context.base.acts(
                statement.subject, NAMELESS
            )  # words in the place of an id, in another field
            message = f"the quote of {'a speaker' if is_nameless else quoted(statement.property)} does not give {parts}"
            is_who = all(one.what == "name" for one in missing) and context.base.acts(
                statement.subject if is_nameless else str(statement.value), SOMEBODY, BODY, NAMELESS
            )
            hint = NAMED_EARLIER if is_who else _GIVEN
            if statement.inferred:
                hint = (
                    f"inferred: {statement.inferred} is that part alone; where no source gives the rest: inferred: all"
                )
            yield Diagnostic(context.place(statement), message, "value-not-in-quote", hint)


class Bearing:
    """Judges the statements of a base; `language` is that of texts which name none."""

    def __init__(self, base: FactBase, language: str = "en") -> None:
        self.base, self.language = base, language
        self._towns = Towns(base)
        self._of_source: dict[str, QuoteWords] = {}
        self._languages: dict[str, str] = {}
        self._heard = lru_cache(maxsize=1024)(QuoteWords)  # several values rest on the same words, often side by side

    def unborne(self, statement: Statement) -> tuple[Unborne, ...]:
        """The parts of a stated value that its quotes do not bear; none where that cannot be told.

        Values without a quote for each of their sources are not judged.
        """
        if statement.origin not in _OF_A_SOURCE or not statement.citations:
            return ()
        quotes = tuple([(c.quote, self._language_of(c.source)) for c in statement.citations])
        for quote, tag in quotes:
            if not quote or not tag:  # without a tag the words of its source cannot be read: told once
                return ()
        spec = self.base.schema[statement.kind].fields.get(statement.property)
        return tuple(dict.fromkeys(self._missing(statement, spec, self._heard(quotes)))) if spec else ()

    def _missing(self, statement: Statement, spec: FieldSpec, heard: QuoteWords) -> Iterator[Unborne]:
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
            yield from _miscounted(f"{plain(amount.high)} {amount.unit}", heard)
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

    def _words(self, what: str, text: Mapping[str, str], heard: QuoteWords) -> Iterator[Unborne]:
        """A name or post of which the quote has less than half the words, in each language that it is quoted in."""
        for tag, words in text.items():
            if not heard.speaks(tag or self.language):
                continue
            if not heard.most(words, of_name=what == "name"):
                yield Unborne(what, words)
            else:
                yield from (Unborne("number", n) for n in _NUMBERS.findall(words) if not heard.number(int(n)))

    def _is_town(self, text: Mapping[str, str], heard: QuoteWords) -> bool:
        """Whether the quote has another name of the town on record that a text names."""
        return any(heard.most(name, of_name=True) for words in text.values() for name in self._towns.other_names(words))

    def _sentence(self, statement: Statement, heard: QuoteWords) -> Iterator[Unborne]:
        """Its numbers must stand in its own quote; a source may name somebody once, and say "he" thereafter."""
        for tag, text in statement.value.items():
            if heard.speaks(tag or self.language):
                yield from (Unborne("number", n) for n in _FIGURES.findall(text) if not heard.number(int(n)))
                yield from _miscounted(text, heard)
                for name in _proper(text):
                    known = heard.some(name) or any(self._all_of(c.source).some(name) for c in statement.citations)
                    if not known and not self._is_of_a_state(name, text, heard):
                        yield Unborne("name", name)

    def _is_of_a_state(self, word: str, text: str, heard: QuoteWords) -> bool:
        """Whether a word is part of the name of a state that the quote calls otherwise: the United States, US."""
        named = (list(self._names_of(key, heard)) for key in self._states.named_in(text))
        return any(any(word in name.split() for name in names) and any(map(heard.some, names)) for names in named)

    @cached_property
    def _states(self) -> Names:
        states = [record.key for record in self.base.acting(STATE)]
        return Names(self.base, states, names_of_states(languages_of(self.base)))

    def _by_post(self, statement: Statement, heard: QuoteWords) -> bool:
        """Whether the quote of a claim names its speaker by the capacity in which it was made."""
        record = self.base.record(statement.subject) if statement.property == "said_by" else None
        posts = [text for s in record.values("capacity") for text in s.value.values()] if record else []
        return any(map(heard.most, posts))

    def _is_named(self, kinds_or_keys: Iterable[str]) -> bool:
        """Whether one is a state, a body or somebody, whom a quote would name."""
        return any(self.base.acts(word, STATE, BODY, SOMEBODY) for word in kinds_or_keys)

    def _names_of(self, key: str, heard: QuoteWords) -> Iterator[str]:
        """All names of a record that are written as the quotes are."""
        record = self.base.record(key)
        if record is None:
            return
        texts = [s.value for p in ("name", "names", "short", "aliases") for s in record.values(p)]
        codes = [str(s.value) for s in record.values("code")]
        texts.extend(_territories(tag).get(code, "") for code in codes for tag in heard.languages)
        texts.extend(name for code in codes for tag in heard.languages for name in other_state_names(tag).get(code, ()))
        names = [name for text in texts for name in ([text] if isinstance(text, str) else text.values()) if name]
        yield from (name for name in names if {script(fold(part)) for part in telling_words(name)} & heard.scripts)

    def _all_of(self, source: str) -> QuoteWords:
        """What all quotes of a source say."""
        if not self._of_source:
            quotes: dict[str, list[tuple[str, str]]] = {}
            for statement in self.base.statements:
                for cited in statement.citations:
                    language = self._language_of(cited.source) or self.language
                    quotes.setdefault(cited.source, []).append((cited.quote, language))
            self._of_source = {key: QuoteWords(dict.fromkeys(found)) for key, found in quotes.items()}
        return self._of_source[source]

    def _language_of(self, source: str) -> str:
        """The language of a source, "" where there is no such source."""
        if source not in self._languages:
            record = self.base.record(source_key(source))
            self._languages[source] = (record.first("language") or self.language) if record else ""
        return self._languages[source]


def _miscounted(text: str, heard: QuoteWords) -> Iterator[Unborne]:
    """Numbers that the quotes have of something else."""
    yield from (Unborne("number", f"{number} {thing}") for number, thing in heard.miscounted(text))


def unborne_date(date_: str, quote: str, language: str) -> list[Unborne]:
    """The parts of a date that a quote in this language does not give."""
    return list(_date(parse_date(date_), "", QuoteWords([(quote, language)])))


def _date(value: Edtf, inferred: str, heard: QuoteWords) -> Iterator[Unborne]:
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


def _proper(text: str) -> list[str]:
    """The words with a capital that do not begin a sentence: names, in languages that write them so."""
    words = _NAME.finditer(text) if text.isascii() else WORD.finditer(text)
    return [m[0] for m in words if m[0][0].isupper() and len(m[0]) > 3 and not _BEGINS.search(text[: m.start()])]


def _territories(tag: str) -> Mapping[str, str]:
    try:
        found: Mapping[str, str] = extract(tag)["territories"]
    except UsageProblem:
        return {}
    return found
