"""The numbers that a text gives: in figures of any script, in Roman and Chinese ones, and in words.

Words are those of CLDR's rules for spelling numbers out, as `unicode-rbnf` carries them: how a language counts and
orders, in all genders and cases that the rules have. The library is imported for the first number that no figure
gives, and a language is spelt out once. Where a language bends its words further than its rules say, a word counts
that differs from one of them in its ending alone, and from no word of another number as little; tens with ones behind
them count as their sum too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from briefgen.frozen import dataclass
from briefgen.regexes import letters, pattern

if TYPE_CHECKING:
    from unicode_rbnf import RbnfEngine

WORD = letters(r"[\p{L}\p{M}]+|\p{N}+")
# Of more figures Python makes no number: they are taken for several.
_PLAIN_WORD, _FIGURES = pattern("[a-z]+|[0-9]+"), pattern(r"\d{1,4000}")
WHOLE = frozenset({"en"})
"""Languages of which the rules have every form there is."""
_DECLINED = frozenset({"fi", "ru"})  # the rules have all cases; "семья" is no form of "семь"
_SPELT = range(101)  # a larger number is spelt out when it is asked for
_THOUSANDS, _MILLIONS = range(2000, 10**4, 1000), range(10**6, 10**7, 10**6)
_LEADING = (*range(101, 200), *range(200, 2000, 100), *_THOUSANDS, *_MILLIONS, 10**9, 10**12)
"""Any number begins as one of these or one up to 100 does, in all languages that there are rules for."""
_HELD = 3  # so many letters of a word stay, however it is bent
_BREAK = letters(r"[^\p{L}\p{M}\p{N}\s\p{Pd}'’\u200b-\u200d\u00ad]+")  # what no number in words goes across
_HAN_WRITTEN = frozenset({"ja", "yue", "zh"})  # their words for numbers are the Chinese figures
_UNSPACED = frozenset({"km", "lo", "my", "th"})
# Letters that scripts write before a word for "and", "in", "of" and "the", and before a number of rank.
_BEFORE = {"ARABIC": "وفبلك", "HEBREW": "והבלכמש", "HANGUL": "제"}
_RULES_OF = {"nb": "no"}  # whose rules stand under another name
# Words that order and are missing in the rules.
_MORE = {"fr": {2: ("second", "seconde", "secondes", "seconds")}}
_HAN_FIGURES, _HAN_UNITS = "〇一二三四五六七八九", {"十": 10, "百": 100, "千": 1000}
_HAN = pattern("[〇零一二三四五六七八九十百千两兩廿卅]{1,12}")
_HAN_PLAIN = str.maketrans({"零": "〇", "两": "二", "兩": "二", "廿": "二十", "卅": "三十"})
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def figures(text: str) -> frozenset[int]:
    """The numbers that stand in figures, Chinese ones with those of other scripts; not the Roman ones."""
    if text.isascii():
        return frozenset(map(int, _FIGURES.findall(text)))
    written = (fold(word) for word in WORD.findall(text) if not word[0].isalpha())
    arabic = {int(n) for word in written for n in _FIGURES.findall(word)}
    return frozenset(arabic | {_han(n) for n in _HAN.findall(text)})


def roman(word: str) -> int:
    """The value of a Roman numeral in small letters, 0 for another word."""
    if not word or set(word) - set(_ROMAN):
        return 0
    values = [_ROMAN[c] for c in word]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def fold(text: str) -> str:
    """A word without letter case, forms of letters and, in Latin, accents; with figures as 0-9, and е for ё."""
    if text.isascii():
        return text.casefold()
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    folded = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in folded)
    plain = unicodedata.normalize("NFD", folded)
    if script(folded) == "LATIN":
        plain = "".join(c for c in plain if unicodedata.category(c) != "Mn")
    return unicodedata.normalize("NFC", plain)


def folded_words(text: str) -> list[str]:
    """The words and figures of a text, folded."""
    if text.isascii():
        return list(_PLAIN_WORD.findall(text.casefold()))
    return [fold(word) for word in WORD.findall(text)]


def script(text: str) -> str:
    """Unicode's name of the script that a text begins in: LATIN, CYRILLIC."""
    return unicodedata.name(text[:1] or " ", "").partition(" ")[0]


@dataclass(frozen=True, slots=True)
class NumbersInWords:
    """The numbers that a text has in words: as the rules spell them, and in further forms of those words."""

    spelt: frozenset[int] = frozenset()
    bent: frozenset[int] = frozenset()

    def __contains__(self, number: int) -> bool:
        return number in self.spelt or number in self.bent


@lru_cache(maxsize=1024)
def read(text: str, language: str, wanted: int = 0) -> NumbersInWords:
    """The numbers from 0 to 100, and the wanted one, that a text in a language has in words; the longest words first.

    "Twenty-first" is 21, and neither 20 nor 1. Nothing is found in a language that CLDR has no rules for.
    """
    if language in _HAN_WRITTEN:
        return NumbersInWords()
    larger = wanted if wanted not in _SPELT else 0
    if language not in _UNSPACED and has_none(frozenset(_units(text, language)), language, larger):
        return NumbersInWords()
    phrases = _phrases(language).with_number(larger, _spelt_phrases(language, larger)) if larger else _phrases(language)
    spelt: set[int] = set()
    bent: set[int] = set()
    for run in _BREAK.split(text):
        words, at = _units(run, language), 0
        before: frozenset[int] = frozenset()  # what stands at most one word ahead, as in "двадесет и първото"
        ended = 0
        while at < len(words):
            length, found, as_spelt = phrases.longest(words, at)
            (spelt if as_spelt else bent).update(found)
            bent.update(tens + ones for tens in before for ones in found if 0 < ones < 10 <= tens and tens % 10 == 0)
            before, ended = (found, at + length) if found else (before if at == ended else frozenset(), ended)
            at += length
    return NumbersInWords(frozenset(spelt), frozenset(bent))


def has_none(words: frozenset[str], language: str, wanted: int = 0) -> bool:
    """Whether folded words surely have no number in words, nor the wanted one: none that such words begin with.

    Most texts have none; then a larger number is not spelt out.
    """
    if language in _UNSPACED or language in _HAN_WRITTEN:
        return False
    phrases = _phrases(language)
    if phrases.bends:
        return not any(_may_begin(one, language) for word in words for one in _without_letters_before(word))
    return words.isdisjoint(phrases.first) and not (
        wanted not in _SPELT
        and any(_begins_one(word, language) for word in words)
        and any(phrase[0] in words for phrase in _spelt_phrases(language, wanted))
    )


@lru_cache(maxsize=1 << 14)
def _may_begin(word: str, language: str) -> bool:
    """Whether the first letters of a word are those of the words of some number."""
    return not _beginnings(language)[0].isdisjoint(accumulate(word[:_HELD]))


@lru_cache(maxsize=1 << 14)
def _begins_one(word: str, language: str) -> bool:
    """Whether a word begins as the words of some number do."""
    return _may_begin(word, language) and word.startswith(_beginnings(language)[1])


@lru_cache(maxsize=64)
def _beginnings(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """With what the words of any number begin, however large: their first letters, and whole words."""
    first = {phrase[0] for number in (*_SPELT, *_LEADING) for phrase in _spelt_phrases(language, number)}
    return frozenset(word[:_HELD] for word in first), tuple(first)


@lru_cache(maxsize=64)
def orders(language: str) -> bool:
    """Whether there are rules for numbers of rank in a language."""
    if language in _HAN_WRITTEN:
        return True
    rules = _rules(language)
    return rules is not None and any("ordinal" in name for name in _names(rules))


class _NumberPhrases:
    """The words of many numbers, to be looked up by how a phrase begins and the first letters of its last word."""

    def __init__(self, bends: bool) -> None:
        self.bends, self.length = bends, 0
        self.numbers: dict[tuple[str, ...], frozenset[int]] = {}
        self.first: set[str] = set()
        self._alike: dict[tuple[tuple[str, ...], str], list[str]] = {}

    def add(self, number: int, phrases: Iterable[tuple[str, ...]]) -> None:
        """A number, and all words that are it."""
        for phrase in phrases:
            *before, last = phrase
            if phrase not in self.numbers:
                self.length = max(self.length, len(phrase))
                self.first.add(phrase[0])
                alike = (tuple(before), last[:_HELD])
                self._alike[alike] = [*self._alike.get(alike, ()), last]
            self.numbers[phrase] = self.numbers.get(phrase, frozenset()) | {number}

    def with_number(self, number: int, phrases: Iterable[tuple[str, ...]]) -> _NumberPhrases:
        """These and another number, which stays unknown here."""
        more = _NumberPhrases(self.bends)
        more.length, more.numbers, more.first = self.length, dict(self.numbers), set(self.first)
        more._alike = dict(self._alike)
        more.add(number, phrases)
        return more

    def longest(self, words: tuple[str, ...], at: int) -> tuple[int, frozenset[int], bool]:
        """How many words from here on are a number, its values, and whether they stand as they are spelt."""
        for length in range(min(self.length, len(words) - at), 0, -1):
            phrase = words[at : at + length]
            if found := self.numbers.get(phrase):
                return length, found, True
            if self.bends:
                for first in _without_letters_before(phrase[0]):
                    if found := self._bent((first, *phrase[1:])):
                        return length, found, False
        return 1, frozenset(), True

    def _bent(self, phrase: tuple[str, ...]) -> frozenset[int]:
        """The values of a phrase whose last word ends otherwise; none where that could be two numbers."""
        if found := self.numbers.get(phrase):
            return found
        *before, word = phrase
        near = self._alike.get((tuple(before), word[:_HELD]), ())
        values = {self.numbers[(*before, known)] for known in near if _ends_otherwise(known, word)}
        return values.pop() if len(values) == 1 else frozenset()


def _ends_otherwise(known: str, word: str) -> bool:
    """Whether a word is a known one with more behind it, or with another ending in place of a letter or two.

    So much of a word stays: "седьм" of "седьмой", "седм" of "седми", "yedinci" in "yedincisinde".
    """
    if len(known) < 3:
        return False
    more = len(word) - len(known)
    if len(known) == 3:
        return word.startswith(known) and more <= 2
    other, room = (1, 1) if len(known) < 6 else (2, 3)
    return (more <= room and word.startswith(known[:-other])) or (more <= 6 and word.startswith(known))


def _without_letters_before(word: str) -> Iterator[str]:
    yield word
    letters = _BEFORE.get(script(word), "")
    for cut in (1, 2):
        if len(word) > cut + 2 and set(word[:cut]) <= set(letters):
            yield word[cut:]


def _units(text: str, language: str) -> tuple[str, ...]:
    """The words of a text, folded; its letters where words stand without spaces between them."""
    words = folded_words(text if text.isascii() else re.sub("[\u00ad\u200b-\u200d]", "", text))
    return tuple("".join(words)) if language in _UNSPACED else tuple(words)


@lru_cache(maxsize=64)
def _phrases(language: str) -> _NumberPhrases:
    found = _NumberPhrases(bends=language not in WHOLE | _DECLINED | _UNSPACED)
    for number in _SPELT:
        found.add(number, _spelt_phrases(language, number))
    return found


def _spelt_phrases(language: str, number: int) -> Iterator[tuple[str, ...]]:
    """The words of a number, however it is spelt, and written in one or without an article."""
    for text in _spelt_out(language, number):
        words = _units(text, language)
        joined = "".join(words)  # vigesimoprimera
        others = (tuple(w.removeprefix("ال") for w in words), (joined,) if len(joined) > 7 else words)
        yield from (phrase for phrase in {words, *others} if phrase and all(phrase))


@lru_cache(maxsize=4096)
def _spelt_out(language: str, number: int) -> tuple[str, ...]:
    """All that the rules make of a number."""
    from unicode_rbnf.engine import RbnfError

    rules = _rules(language)
    more = _MORE.get(language, {}).get(number, ())
    if rules is None:
        return more
    try:
        spelt = rules.format_number(number, ruleset_names=_names(rules)).text_by_ruleset
    except (RbnfError, OverflowError):  # a number beyond the rules
        return more
    return (*dict.fromkeys(spelt.values()), *more)


def _names(rules: RbnfEngine) -> list[str]:
    """The sets of rules that spell out: for counting, ordering and years, in each gender and case."""
    return [name for name, one in rules.rulesets.items() if name.startswith("spellout-") and not one.is_private]


@lru_cache(maxsize=64)
def _rules(language: str) -> RbnfEngine | None:
    from unicode_rbnf import RbnfEngine

    try:
        rules = RbnfEngine.for_language(_RULES_OF.get(language, language))
    except ValueError:
        return None
    return rules if _names(rules) else None


def _han(written: str) -> int:
    """二〇二五 and 十七: Chinese figures one after the other, or with tens, hundreds and thousands."""
    total, figure = 0, -1
    written = written.translate(_HAN_PLAIN)
    if not set(written) & set(_HAN_UNITS):
        return int("".join(str(_HAN_FIGURES.index(c)) for c in written))
    for c in written:
        if c in _HAN_UNITS:
            total, figure = total + _HAN_UNITS[c] * max(figure, 1 if figure < 0 else 0), -1
        else:
            figure = _HAN_FIGURES.index(c)
    return total + max(figure, 0)
