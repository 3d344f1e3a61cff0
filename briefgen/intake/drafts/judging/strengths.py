"""What a value makes stronger than its passage has it: will for may, all for some, the states for two of them.

A program may not; a person who words a value so is asked whether the passage says it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from briefgen.archive.matching import fold
from briefgen.intake.drafts.judging.clause_scope import scopes, told
from briefgen.intake.drafts.proposal import Refusal
from briefgen.intake.drafts.wordlists import WordList, compiled
from briefgen.language.numerals import WORD
from briefgen.language.numerals import fold as fold_word

_STEM = 4
_NEAR = 5  # words, between one that says how many, or how surely, and what it says that of


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
        for at in (at for word, at in theirs if behind and word.startswith(fold_word(behind)[:_STEM])):
            n = bisect_right(ends, at)
            last = either[n - 1] if n else None
            between = quote[last.end() : at] if last else ""
            if last and last["weak"] and len(between.split()) < _NEAR and not re.search(r"[.;!?]\s", between):
                yield Refusal("value-raises", f"'{m[0]}' is more than the '{last[0]}' of the passage")
                return
