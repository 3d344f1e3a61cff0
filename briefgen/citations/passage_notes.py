"""One note for a passage: what several facts quote of the same words of a source stands in it once.

Words that stand inside a longer quote from the same place share its note. Separate parts of a passage that is kept of
the source (`Citation.passage`) become one quote in their order, with the words between them, or with […] where these
are many and neither deny nor leave anything open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from briefgen.citations.evidence import Evidence
from briefgen.facts.passages.words import ELISION, span_of
from briefgen.language.denials import hides

_FEW = 60
"""Characters between two parts that are rather quoted than left out."""


def one_of_each_passage(
    evidences: Iterable[Evidence], language_of: Callable[[str], str]
) -> Mapping[Evidence, Evidence]:
    """What stands for each evidence with a quote: one for all of a passage, with what any of them is inferred from."""
    groups: dict[tuple[str, str], list[Evidence]] = {}
    for evidence in evidences:
        if evidence.quote:
            groups.setdefault((evidence.source, evidence.locator), []).append(evidence)
    whole: dict[Evidence, Evidence] = {}
    for group in groups.values():
        if len(group) == 1:
            continue
        quotes: dict[str, list[Evidence]] = {}
        for part in sorted(group, key=lambda e: -len(e.quote)):
            quotes.setdefault(next((q for q in quotes if part.quote in q), part.quote), []).append(part)
        for quote, parts in _joined(quotes, language_of).items():
            bases = dict.fromkeys(e.basis for e in group if e in parts and e.basis)
            whole |= dict.fromkeys(parts, replace(parts[0], quote=quote, basis=" ".join(bases)))
    return whole


def _joined(quotes: dict[str, list[Evidence]], language_of: Callable[[str], str]) -> dict[str, list[Evidence]]:
    """The quotes of one source, those of one passage and place as one; each with the evidences that it is for."""
    if len(quotes) < 2:
        return quotes
    passages = dict.fromkeys(one.passage for parts in quotes.values() for one in parts if one.passage)
    found: dict[tuple[str, str], list[str]] = {}
    for quote, parts in quotes.items():
        likely = [parts[0].passage, *passages]
        passage = next((words for words in likely if words and _spans(words, quote)), quote)
        found.setdefault((passage, parts[0].place), []).append(quote)
    joined: dict[str, list[Evidence]] = {}
    for (passage, _), of_passage in found.items():
        one = of_passage[0]
        if len(of_passage) > 1:
            one = _quote_of(passage, of_passage, language_of(quotes[one][0].source))
        joined.setdefault(one, []).extend(e for quote in of_passage for e in quotes[quote])
    return joined


def _quote_of(passage: str, quotes: Iterable[str], language: str) -> str:
    """The words of a passage that some quotes of it need."""
    spans = sorted(span for quote in quotes for span in _spans(passage, quote))
    words, (start, end) = "", spans[0]
    for begin, until in spans:
        between = passage[end:begin]
        if len(between) > _FEW and not hides(language).search(between):
            words += passage[start:end] + ELISION
            start = begin
        end = max(end, until)
    return words + passage[start:end]


def _spans(passage: str, quote: str) -> list[tuple[int, int]]:
    """Where the pieces of a quote stand in a passage, in their order; none where one of them does not."""
    found: list[tuple[int, int]] = []
    for piece in quote.split(ELISION):
        span = span_of(passage, piece, found[-1][1] if found else 0)
        if span is None:
            return []
        found.append(span)
    return found
