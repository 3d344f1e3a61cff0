"""The words by which rules read the texts of one language, from its list in `words/`, as patterns.

What tells a meeting, an office or a verb of speech is data: another language is another file, and no code. A language
without a list is read by its dates, its countries and its numbers alone.
"""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import regex

from briefgen.frozen import dataclass

FOLDER = Path(__file__).with_name("words")
"""The lists, a file for each language, which is all that a language needs."""
NOTHING = "(?:(?!))"
"""The pattern of a list without words."""
CAPITAL = r"\p{Lu}[\p{L}\p{M}'’-]*"
"""A word with a capital, in a pattern that is `cased`."""
_ALSO_ENGLISH = ("bodies", "venues", "common")
"""Lists whose English words stand in names in every language: the World Conference Center Bonn."""
_IN_NAMES = ("particles", "name_heads", "body_joins", "in_names", "town_joins", "hall_joins")
_IN_DATES = ("until", "of_month", "rank_ends")
CAPITAL_NOUNS, HEAD_LAST, MONTH_FIRST, TITLE_CASE = "capital-nouns", "head-last", "month-first", "title-case"
VERB_SECOND, SUBJECT_FIRST, CASES, POINT_THOUSANDS = "verb-second", "subject-first", "cases", "point-thousands"
_TABLES = ("units", "fractions")
_OTHERWISE = frozenset({*_TABLES, "functions", "contraries", "raised", "traits", "lands"})
"""What a file has that is no list of words."""


@dataclass(frozen=True, slots=True)
class WordList:
    """The words of a language: each list a pattern in brackets that matches whole words, NOTHING where it has none.

    `contraries` are pairs of such patterns, `units` what each word or sign for a unit stands for, `parts` the value of
    words such as "half a", and `raised` pairs of patterns of which the first says more than the second. `traits` are
    how it is written: CAPITAL_NOUNS, HEAD_LAST (what a meeting is ends its name), MONTH_FIRST (5/3/2031), TITLE_CASE
    (of headlines), VERB_SECOND (who speaks stands behind it where something else is first), SUBJECT_FIRST (behind it at
    quotations alone), CASES (whose it is needs no "of"), POINT_THOUSANDS (1.500).
    `lands` are the adjectives of states that do not begin as the name of the state does, by its code.
    """

    language: str
    patterns: dict[str, str]
    functions: tuple[tuple[str, str], ...] = ()
    contraries: tuple[tuple[str, str], ...] = ()
    units: Mapping[str, str] = dataclasses.field(default_factory=dict)
    parts: Mapping[str, str] = dataclasses.field(default_factory=dict)
    raised: tuple[tuple[str, str], ...] = ()
    traits: frozenset[str] = frozenset()
    lands: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.patterns.get(name, NOTHING)

    def finds(self, names: str | Iterable[str], words: str) -> re.Match[str] | None:
        """The first place in words where an entry of a list stands as whole words, capitals or not.

        Of several lists it is the first one's place, wherever that of another stands.
        """
        return next(self.all(names, words), None)

    def told(self, names: str | Iterable[str], words: str) -> str:
        """The words of that place; "" for none."""
        return m[0] if (m := self.finds(names, words)) else ""

    def all(self, names: str | Iterable[str], words: str) -> Iterator[re.Match[str]]:
        """Every such place, list by list."""
        for name in (names,) if isinstance(names, str) else names:
            yield from _whole(self[name]).finditer(words)

    def has(self, names: str | Iterable[str], word: str) -> bool:
        """Whether a text is an entry of a list, or of one of several, and no more."""
        every = (names,) if isinstance(names, str) else names
        return any(compiled(self[name]).fullmatch(word) for name in every)


@cache
def compiled(pattern: str, *, with_case: bool = False) -> re.Pattern[str]:
    """A pattern compiled once; letters count as alike whatever their case, unless asked otherwise."""
    return re.compile(pattern, re.UNICODE if with_case else re.IGNORECASE)


@cache
def cased(pattern: str) -> regex.Pattern[str]:
    """A pattern compiled once, in which capitals count; it may ask for those of every script."""
    return regex.compile(pattern)


@cache
def _whole(pattern: str) -> re.Pattern[str]:
    """A list's pattern for whole words; kept by the pattern, whose long text is not put together for each look."""
    begins = r"(?:(?<![\w’'-])|(?<=\b[dlDL]['’]))"  # l'ordre du jour
    return compiled(rf"{begins}{pattern}(?![\w])")


@cache
def word_list(language: str) -> WordList:
    """The words of a language, en of en-GB; empty ones where there is no list."""
    path = FOLDER / f"{language.partition('-')[0]}.toml"
    data = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
    english = (
        {} if language[:2] == "en" else {name: word_list("en")[name] for name in _ALSO_ENGLISH * bool(data) + _IN_NAMES}
    )
    if not data:  # dates are read in every language
        others = [word_list(path.stem) for path in sorted(FOLDER.glob("*.toml"))]
        english |= {name: "|".join(one[name] for one in others) for name in _IN_DATES}
    names = {*data, *english} - _OTHERWISE
    patterns = {name: _pattern(str(data.get(name, "")), english.get(name, "")) for name in names}
    by_word = {
        name: {word: meant for meant, words in data.get(name, {}).items() for word in words.split("|")}
        for name in _TABLES
    }
    patterns["fractions"] = _pattern("|".join(by_word["fractions"]))
    return WordList(
        language,
        patterns,
        tuple((word, function) for word, function in data.get("functions", ())),
        _pairs(data, "contraries"),
        by_word["units"],
        by_word["fractions"],
        _pairs(data, "raised"),
        frozenset(data.get("traits", ())),
        {code: _pattern(words) for code, words in data.get("lands", {}).items()},
    )


def _pairs(data: Mapping[str, object], name: str) -> tuple[tuple[str, str], ...]:
    lines = [line.partition(" : ") for line in str(data.get(name, "")).splitlines()]
    return tuple((_pattern(one), _pattern(other)) for one, _, other in lines)


def _pattern(entries: str, others: str = "") -> str:
    """The entries as one pattern, the longest first, others behind: `*` is any ending, or a few words."""
    every = {one for entry in entries.split("|") if entry.strip() for one in _each(" ".join(entry.split()))}
    words = sorted(every, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join([*map(_entry, words), *filter(None, [others])]) or '(?!)'})"


def _entry(entry: str) -> str:
    entry, _, apart = entry.partition(" > ")  # hob > hervor: with the other word further on in its clause
    within = r"(?<=\w)\*(?=\w)"  # hat*stattgefunden: with words between
    parts = [re.escape(part).replace(r"\*", r"[\w’'-]*").replace(r"\ ", r"\s+") for part in re.split(within, entry)]
    joined = r"\b(?:\W+[\w’'.-]+){0,12}?\W+".join(parts)
    end = r"(?:\W*$|[\s”“»\")]*[,.;:!?–]|\s(?:und|sowie|oder|aber)\b)"  # nahm ihn an, and not: nahm an ihm teil
    ahead = rf"(?=[^.;:]*?\s{re.escape(apart)}{end})" if apart else ""
    return re.sub(r"\\\[(\w+)\\\]", r"[\1]", joined) + ahead  # emphasi[sz]ed


def _each(entry: str) -> list[str]:
    """What an entry stands for: was set and were set, of (was/were) set."""
    if (m := re.search(r"\(([^()]+)\)", entry)) is None:
        return [entry]
    return [one for part in m[1].split("/") for one in _each(f"{entry[: m.start()]}{part}{entry[m.end() :]}")]
