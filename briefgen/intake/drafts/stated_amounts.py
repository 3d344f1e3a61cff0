"""The numbers that a value makes otherwise than its passage has them: another unit, another bound, of other things."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.intake.drafts.proposal import Refusal
from briefgen.intake.drafts.wordlists import WordList, compiled
from briefgen.language.numerals import WORD, figures, read
from briefgen.language.numerals import fold as fold_word

_AMOUNT = re.compile(
    r"(?P<bound>(?:[^\W\d_]+ ){0,2})(?P<sign>[$€£₽¥])?(?P<number>\d+(?:[.,  ]\d+)*)[\s-]?"
    r"(?P<unit>%|[^\W\d_]+(?:[ -](?:points?|cents?))?)?"
)
_COUNTED = re.compile(r"(?<![\d.,])(?![12]\d{3}\b)(\d+(?:[.,  ]\d+)*)\s([^\W\d_]{4,})")


def misstated(said: str, quote: str, lists: WordList) -> Iterator[Refusal]:
    """What a text says of numbers that the passage does not."""
    base = lists.language.partition("-")[0]
    spelt = {n for n in read(said, base).spelt if n > 1}
    if missing := [n for n in sorted(spelt) if n not in figures(quote) and n not in read(quote, base, n)]:
        yield Refusal("value-not-in-quote", f"the words do not give {', '.join(map(str, missing))}")
    theirs = list(_read_amounts(quote, lists))
    for number, unit, _, sign in (ours := list(_read_amounts(said, lists))):
        units = {u for n, u, _, _ in theirs if n == number}
        signs = {s for n, _, _, s in theirs if n == number and s}
        if not units and any(c in number for c in ".,"):
            yield Refusal("value-not-in-quote", f"the words do not give {number}")
        elif sign and signs and sign not in signs:
            yield Refusal("value-turns-number", f"the passage has {' or '.join(sorted(signs))}{number}")
        elif units and unit not in units:
            yield Refusal(
                "value-turns-number", f"the passage has {number} {' or '.join(sorted(units)).strip() or 'alone'}"
            )
    words = {fold_word(w)[:4] for w in WORD.findall(quote)}
    for number, counted in _COUNTED.findall(said):
        is_there = fold_word(counted)[:4] in words or lists.has("little", counted)
        if not is_there and counted.casefold() not in lists.units and _plain(number, base) in {n for n, *_ in theirs}:
            yield Refusal("value-turns-number", f"the passage does not say '{number} {counted}'")
    for number, _, bound, _ in theirs:
        if bound and any(n == number and not b for n, _, b, _ in ours):
            yield Refusal("value-turns-number", f"the passage says '{bound} {number}'")


def _read_amounts(text: str, lists: WordList) -> Iterator[tuple[str, str, str, str]]:
    """Each number in figures, with its unit, the words that make it a bound, and the sign of a currency."""
    units, base = lists.units, lists.language.partition("-")[0]
    bounds, part = _behind_bound(lists["bounds"]), _behind_part(lists["ranges"])
    for m in _AMOUNT.finditer(text):
        unit = (m["unit"] or "").casefold()
        known = units.get(unit) or units.get(unit.split(" ")[0].rstrip("s")) or units.get(unit.split(" ")[0], "")
        bound = bounds.search(m["bound"]) or part.search(text[: m.start("number")])
        yield _plain(m["number"], base), known, bound[0].strip() if bound else "", m["sign"] or ""


def _behind_bound(bounds: str) -> re.Pattern[str]:
    return compiled(rf"(?<!\w){bounds}\s*$")


def _behind_part(ranges: str) -> re.Pattern[str]:
    """5 to 7, 40 of the 60: the second number is not all there is to say."""
    return compiled(rf"\d[\d.,]*\s(?:\w+\s)?{ranges}\s(?:[^\W\d]{{3,4}}\s)?$")


def _plain(number: str, language: str) -> str:
    """The figures of a number without what parts its thousands: 1.500 in German and Spanish, 1,500 elsewhere."""
    point = r"\." if language in ("de", "es") else ","
    return re.sub(rf"[  ]|{point}(?=\d{{3}}(?!\d))", "", number)
