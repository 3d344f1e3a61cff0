"""How much a value says otherwise than its passage: numbers of another size, bound or unit; will for may, all for some.

A number is one however it is written: 1.5bn, 1,500 million, 1 500 000 000, полтора миллиарда. What is stronger than
its passage a program may not say; a person who words a value so is asked whether the passage says it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from fractions import Fraction
from functools import cache, lru_cache
from itertools import pairwise

from briefgen.archive.matching import fold
from briefgen.frozen import dataclass, replace
from briefgen.intake.drafts.judging.clause_scope import scopes, stem_of, told
from briefgen.intake.drafts.proposal import Refusal
from briefgen.intake.drafts.wordlists import POINT_THOUSANDS, WordList, compiled, word_list
from briefgen.language.numerals import WORD, figures, read
from briefgen.language.numerals import fold as fold_word

_SIZES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_FIGURES = r"\d+(?:[.,  \u202f]\d+)*"
_SIGNS = {"$": "dol|дол|usd", "€": "eur|евр", "£": "pound|pfund|livre|libra|фунт|gbp", "¥": "yen|ien|yuan|иен|юан",
          "₽": "rub|rou|руб"}  # fmt: skip
"""How the names of a currency begin for which a sign stands."""
_MOST_WORDS = 4  # of a number in words before its size
_MOST_FIGURES = 4000  # of more Python makes no number
_NEAR = 5  # words, between one that says how many, or how surely, and what it says that of


@dataclass(frozen=True, slots=True)
class StatedAmount:
    """A number of a text, with its size, as `value`.

    `number` is as it is written, `unit` what is counted in per cent or points, `size` the word of its size, `bound` the
    words that make it a bound, `sign` that of its currency, and `of` the words for what is counted.
    """

    value: Fraction
    number: str
    unit: str
    size: str
    bound: str
    sign: str
    of: tuple[str, ...]
    written: tuple[int, int]

    def shown(self) -> str:
        return f"{self.sign}{self.number} {self.size or self.unit}".strip()


def misstated(said: str, quote: str, lists: WordList, own: WordList) -> Iterator[Refusal]:
    """What a text, in the language of `own`, says of numbers that the passage does not."""
    base = lists.language.partition("-")[0]
    ours, theirs = amounts(said, own), amounts(quote, lists)
    spelt = {n for n in read(_without(said, ours), own.language).spelt if n > 1}
    if missing := [n for n in sorted(spelt) if n not in figures(quote) and n not in read(quote, base, n)]:
        yield Refusal("value-not-in-quote", f"the words do not give {', '.join(map(str, missing))}")
    for one in ours:
        same = [other for other in theirs if other.value == one.value]
        alike = [other for other in theirs if other.number == one.number and other.unit == one.unit]
        if not same and (other := next(iter(alike), None)) and not _is_spelt(one, quote, base):
            yield Refusal("value-turns-number", f"the passage has {other.shown()}")
        elif not same and (one.size or one.value.denominator > 1) and not _is_spelt(one, quote, base):
            yield Refusal("value-not-in-quote", f"the words do not give {one.shown()}")
        elif same and one.unit not in {other.unit for other in same}:
            yield Refusal("value-turns-number", f"the passage has {' or '.join(other.shown() for other in same)}")
        elif same and not any(_is_of_one_currency(one, other, lists) for other in same):
            named = " or ".join(f"{other.shown()} {' '.join(other.of[:1])}".strip() for other in same)
            yield Refusal("value-turns-number", f"the passage has {named}")
    for other in theirs:
        first = figures(other.bound)
        is_range = bool(first & figures(said)) or max(first, default=0) > other.value  # between 5 and 7; from 12 to 9
        if other.bound and not is_range and any(one.value == other.value and not one.bound for one in ours):
            yield Refusal("value-turns-number", f"the passage says '{other.bound} {other.number}'")


def of_another_number(said: str, quote: str, lists: WordList) -> Iterator[Refusal]:
    """What a text counts by a number that the passage has of something else: 3 euros, where it says 3 boats, 5 euros.

    What a passage says once for two numbers ("80 of herring") is not told apart.
    """
    theirs = amounts(quote, lists)
    for one in amounts(said, lists):
        same = [other for other in theirs if other.value == one.value]
        if not same or not one.of or any(not other.of and not other.sign for other in same):
            continue
        own = {stem_of(word) for other in same for word in other.of}
        others = {stem_of(word): word for other in theirs if other.value != one.value for word in other.of}
        wrong = [others[stem_of(w)] for w in one.of if stem_of(w) not in own and stem_of(w) in others]
        if wrong and any(len(other.of) >= len(one.of) for other in same):
            yield Refusal("value-not-in-quote", f"the words give '{wrong[0]}' by another number than {one.shown()}")


def numbers_alike(said: str, quote: str, lists: WordList) -> frozenset[int]:
    """The figures in a text by which it gives a number that the passage gives in another form."""
    theirs, base = {other.value for other in amounts(quote, lists)}, lists.language.partition("-")[0]
    found = (one for one in amounts(said, lists) if one.value in theirs or _is_spelt(one, quote, base))
    return frozenset(n for one in found for n in figures(said[slice(*one.written)]))


def _is_spelt(one: StatedAmount, quote: str, base: str) -> bool:
    return one.value.denominator == 1 and int(one.value) in read(quote, base, int(one.value))


def _is_of_one_currency(one: StatedAmount, other: StatedAmount, lists: WordList) -> bool:
    """Whether two amounts can be of one currency, by their signs or names; an amount without either can be of any."""

    def named(amount: StatedAmount) -> set[str]:
        signs = {amount.sign} if amount.sign else set()
        return signs | {sign for sign, names in _SIGNS.items() for w in amount.of[:1] if re.match(names, fold_word(w))}

    ours, theirs = named(one), named(other)
    return not ours or not (theirs or other.of) or bool(ours & theirs)


def _without(text: str, found: tuple[StatedAmount, ...]) -> str:
    for one in found:
        text = text[: one.written[0]] + "#" * (one.written[1] - one.written[0]) + text[one.written[1] :]
    return text


# --- reading them ---


def amounts(text: str, lists: WordList) -> tuple[StatedAmount, ...]:
    """Each number in figures, and each in words with its size, in their order."""
    return _amounts(text, lists.language)


@lru_cache(maxsize=256)
def _amounts(text: str, language: str) -> tuple[StatedAmount, ...]:
    lists = word_list(language)
    base = lists.language.partition("-")[0]
    bounds, part = compiled(rf"(?<!\w){lists['bounds']}\s*$"), _behind_part(lists["ranges"])
    read_ = [(m, *known) for m in _pattern(language).finditer(text) if (known := _value(m, base, lists)) is not None]
    found: list[StatedAmount] = []
    for n, (m, value, start) in enumerate(read_):
        size, unit = _known(m["size"], lists), _known(m["unit"], lists)
        until = read_[n + 1][2] if n + 1 < len(read_) else len(text)
        bound = bounds.search(text[max(start - 40, 0) : start]) or part.search(text[:start])
        bound = None if bound and bound.groupdict().get("spelt") and not read(bound["spelt"], base).spelt else bound
        of = tuple(_counted(text[m.end() : until], lists))
        number = _plain(m["figures"], base) if m["figures"] else text[start : m.end("words")].strip(" -")
        shown, said = m["size"] if size else m["unit"] or "", bound[0].strip() if bound else ""
        value *= _SIZES.get(size, 1)
        found.append(StatedAmount(value, number, unit, shown, said, m["sign"] or "", of, (start, m.end())))
    return tuple(_of_ranges(found, text, lists))


def _of_ranges(found: list[StatedAmount], text: str, lists: WordList) -> Iterator[StatedAmount]:
    """The amounts, and the first of "5 to 7 million" or "5 to 7 per cent" with what the second has besides."""
    between = compiled(rf"\s*(?:[–—-]|{lists['ranges']}|{lists['joins']})\s*")
    for one, after in pairwise(found):
        is_bare = not one.size and after.size
        if is_bare and between.fullmatch(text[one.written[1] : after.written[0]]):
            size = _SIZES.get(_known(after.size, lists), 1)
            value, unit = (one.value, after.unit) if after.unit else (one.value * size, one.unit)
            yield replace(one, value=value, unit=unit, size=after.size, of=after.of)
    yield from found


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """A number in figures, or in words with a size, perhaps with a half before its size or behind it."""
    lists = word_list(language)
    words = {unit: [word for word, of in lists.units.items() if of == unit] for unit in set(lists.units.values())}
    sizes = _any(word for unit in _SIZES for word in words.get(unit, ()))
    units = _any(word for unit, them in words.items() if unit not in _SIZES for word in them)
    half, parts = lists["and_half"], lists["fractions"]
    tail = rf"(?:\s?(?P<size>{sizes})(?![^\W\d_])\.?)?(?P<half_behind>\s{half})?(?:\s?-?(?P<unit>{units})(?!\w))?"
    figures_ = rf"(?P<sign>[$€£₽¥])?(?<![\d.,])(?P<figures>{_FIGURES})(?P<half>\s{half})?[\s-]?"
    worded = rf"(?<!\w)(?P<words>(?:{parts}[\s-]?|(?:[^\W\d_]+[\s-]){{1,{_MOST_WORDS}}}?))(?=(?:{sizes})(?![^\W\d_]))"
    return compiled(rf"(?:{figures_}|{worded}){tail}")


def _any(words: Iterator[str]) -> str:
    found = sorted(words, key=lambda word: -len(word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in found) or "(?!)"


def _known(word: str | None, lists: WordList) -> str:
    return lists.units.get(" ".join((word or "").casefold().split()), "")


def _value(m: re.Match[str], base: str, lists: WordList) -> tuple[Fraction, int] | None:
    """A number without its size, and where it begins."""
    half = Fraction(1, 2) if m["half_behind"] or m["half"] else Fraction(0)
    if m["figures"]:
        plain = _plain(m["figures"], base).replace(",", ".")
        is_number = plain.count(".") < 2 and len(plain) <= _MOST_FIGURES
        return (Fraction(plain) + half, m.start()) if is_number else None
    words, best = m["words"], None
    for one in reversed(list(re.finditer(r"[^\s-]+", words))):  # the last of these words that are a number
        value = _in_words(" ".join(re.split(r"[\s-]+", words[one.start() :].strip(" -").casefold())), base, lists)
        if value is not None and (best is None or value != best[0]):
            best = value, m.start("words") + one.start()
    return (best[0] + half, best[1]) if best else None


def _in_words(words: str, base: str, lists: WordList) -> Fraction | None:
    ending = compiled(rf"(.*?)\s?{lists['and_half']}").fullmatch(words)
    part = next((p for name, p in lists.parts.items() if words == name or words.endswith(f" {name}")), None)
    if part is not None and not ending:
        return Fraction(part)
    words = ending[1] if ending else words
    number = max(read(words, base).spelt, default=0) or int(lists.has("articles", words.rpartition(" ")[2]))
    return number + Fraction(1, 2) * bool(ending) if number else None


def _counted(behind: str, lists: WordList) -> Iterator[str]:
    """The words for what a number counts: tonnes, and cod, of "250 tonnes of cod and 80 …"."""
    is_far = False
    for m in re.finditer(r"[^\W\d_]+|[^\w\s]", behind):
        word = m[0]
        if not word[0].isalpha() and word not in "'’-":
            return
        if lists.has("joins", word) and not lists.has("of_state", word):
            return
        if lists.has(("little", "articles"), word) or len(word) < 3:
            is_far = False
            continue
        if is_far:
            return
        yield word
        is_far = True


def _behind_part(ranges: str) -> re.Pattern[str]:
    """5 to 7, 40 of the 60, twelve of the 30: the second number is not all there is to say."""
    return compiled(rf"(?:\d[\d.,]*\s(?:\w+\s)?|(?P<spelt>[^\W\d]+)\s){ranges}\s(?:[^\W\d]{{3,4}}\s)?$")


def _plain(number: str, language: str) -> str:
    """The figures of a number without what parts its thousands: 1.500 in German and Spanish, 1,500 elsewhere."""
    point = r"\." if POINT_THOUSANDS in word_list(language).traits else ","
    return re.sub(rf"[  \u202f]|{point}(?=\d{{3}}(?!\d))", "", number)


# --- words by which a passage says less ---


def raised(said: str, quote: str, lists: WordList, negations: re.Pattern[str] | None) -> Iterator[Refusal]:
    """Each word of a passage by which it says less than the value."""
    scope = next(iter(scopes(said, quote, lists)), None)
    around = scope.core if scope else ""
    hedge = next(told("hedges", around, lists), None)
    if hedge and not any(told("hedges", said, lists)) and not (negations and negations.search(around)):
        yield Refusal("value-raises", f"'{hedge[0]}' is left out, by which the passage is less sure")
    if scope and (few := _few(said, scope.sentence[: scope.start], lists)):
        yield Refusal("value-raises", f"the passage says it of '{few}' these alone")
    if fold(said).casefold().strip(" .") not in fold(quote).casefold():
        for strong, weak in lists.raised:
            yield from _stronger(said, quote, strong, weak, lists)


def _few(said: str, before: str, lists: WordList) -> str:
    """The words right before those of a value that say of how few of them it is so, where the value has none such."""
    few = compiled(rf"(?<!\w)({lists['few_of']})\W+(?:\w+\W+){{0,2}}$").search(before)
    if few and few.end() == len(before) and few[1].casefold() not in said.casefold() and lists.has("bounds", few[1]):
        return few[1]  # nearly half
    weak = [lists["few_of"], *(weak for _, weak in lists.raised)]
    if few is None or any(compiled(rf"(?<!\w){one}(?!\w)").search(said) for one in weak):
        return ""
    every = any(compiled(rf"(?<!\w){strong}\W+$").search(before[: few.start()]) for strong, _ in lists.raised)
    return "" if every else few[1]  # every one of the judges


def _stronger(said: str, quote: str, strong: str, weak: str, lists: WordList) -> Iterator[Refusal]:
    either = list(compiled(rf"(?<!\w)(?:(?P<weak>{weak})|{strong})(?!\w)").finditer(quote))
    ends = [one.end() for one in either]
    theirs = [(fold_word(m[0]), m.start()) for m in WORD.finditer(quote)]
    for m in compiled(rf"(?<!\w){strong}(?!\w)").finditer(said):
        behind = next((w for w in WORD.findall(said[m.end() :]) if not lists.has("little", w)), "")
        for at in (at for word, at in theirs if behind and word.startswith(stem_of(behind))):
            n = bisect_right(ends, at)
            last = either[n - 1] if n else None
            between = quote[last.end() : at] if last else ""
            if last and last["weak"] and len(between.split()) < _NEAR and not re.search(r"[.;!?]\s", between):
                yield Refusal("value-raises", f"'{m[0]}' is more than the '{last[0]}' of the passage")
                return
