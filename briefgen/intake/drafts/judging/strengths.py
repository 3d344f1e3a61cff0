"""What a value makes stronger than its passage has it: will for may, all for some, the states for two of them.

A program may not; a person who words a value so is asked whether the passage says it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from briefgen.archive.matching import fold
from briefgen.intake.drafts.clauses import clauses, governing, sentences_in, without_asides
from briefgen.intake.drafts.proposal import Refusal
from briefgen.intake.drafts.wordlists import WordList, compiled
from briefgen.language.numerals import WORD
from briefgen.language.numerals import fold as fold_word

_STEM = 4
_NEAR = 5  # words, between one that says how many, or how surely, and what it says that of
_FEWEST = 3  # letters of a word that tells something


def raised(said: str, quote: str, lists: WordList, negations: re.Pattern[str] | None) -> Iterator[Refusal]:
    """Each word of a passage by which it says less than the value."""
    place = _place(said, quote, lists)
    around = _around(said, place, lists) if place else ""
    hedges = [m[0] for m in lists.all("hedges", around) if m[0].islower() or len(m[0]) > _FEWEST]  # and no month of May
    is_hedged = any(m[0].islower() or len(m[0]) > _FEWEST for m in lists.all("hedges", said))
    if hedges and not is_hedged and not (negations and negations.search(around)):
        yield Refusal("value-raises", f"'{hedges[0]}' is left out, by which the passage is less sure")
    if place and (few := _few(said, place[0][: place[1]], lists)):
        yield Refusal("value-raises", f"the passage says it of '{few}' these alone")
    if fold(said).casefold().strip(" .") not in fold(quote).casefold():
        for strong, weak in lists.raised:
            yield from _stronger(said, quote, strong, weak, lists)


def _place(said: str, quote: str, lists: WordList) -> tuple[str, int, int] | None:
    """The sentence of a passage that has most of the words of a value, and the shortest stretch of it that has them."""
    ours = _stems(said, lists)
    best: tuple[int, int, str, int, int] | None = None
    for sentence in (one for whole in sentences_in(quote, lists) for one in (without_asides(whole, lists), whole)):
        found = [(fold_word(m[0])[:_STEM], m.start(), m.end()) for m in WORD.finditer(sentence)]
        found = [one for one in found if one[0] in ours]
        wanted = {stem for stem, *_ in found}
        last: dict[str, int] = {}  # where each of them stood last
        for stem, start, end in found:
            last[stem] = start
            if len(last) == len(wanted):
                known = (len(wanted), min(last.values()) - end, sentence, min(last.values()), end)
                best = max(best, known, key=lambda one: one[:2]) if best else known
    return best[2:] if best and 2 * best[0] >= len(ours) else None


def _stems(text: str, lists: WordList) -> set[str]:
    """How the words of a text begin that tell something."""
    return {fold_word(w)[:_STEM] for w in WORD.findall(text) if len(w) >= _FEWEST and not lists.has("little", w)}


def _around(said: str, place: tuple[str, int, int], lists: WordList) -> str:
    """The words that a value takes, with those before them in their clause, and behind them to its end.

    Of several clauses, those that have most of its words.
    """
    sentence, start, end = place
    ours = _stems(said, lists)
    spans = [(a, b) for a, b in clauses(sentence, lists) if start < b and a < end]
    said_by = [len(ours & _stems(sentence[a:b], lists)) for a, b in spans]
    if len(spans) > 1 and 2 * max(said_by) > len(ours):
        a, b = spans[said_by.index(max(said_by))]
        asides = " ".join(sentence[c:d] for c, d in spans if len(sentence[c:d].split()) < _FEWEST)  # , probably,
        return f"{asides} {_around(said, (sentence[:b], max(start, a), min(end, b)), lists)}"
    behind = sentence[end : end + clauses(sentence[end:], lists)[0][1]]
    behind = compiled(rf"(?<!\w)(?:{lists['relative']}|{lists['that']})(?!\w)").split(behind)[0]
    return f"{governing(sentence, start, said, lists)}{sentence[start:end]}{behind}"


def _few(said: str, before: str, lists: WordList) -> str:
    """The words right before those of a value that say of how few of them it is so, where the value has none such."""
    few = compiled(rf"(?<!\w)({lists['few_of']})\W+(?:\w+\W+){{0,2}}$").search(before)
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
