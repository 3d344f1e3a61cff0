"""One note for a passage, or a paragraph: what several facts quote of the same words of a source stands in it once.

Words that stand inside a longer quote from the same place share its note. Separate parts of a passage that is kept of
the source (`Citation.passage`) stand in one note, in their order, each in quotation marks of its own: what nobody
quoted is neither printed nor left out between words that then seem to belong together. Quotes that begin with one
sentence and go on elsewhere, “She spoke. […] She left.”, share its note, too: the sentence stands in it once. So do
passages of one paragraph, for their notes would name the same place, and nothing would tell which is which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from briefgen.citations.evidence import Evidence
from briefgen.document.sentences import is_ended
from briefgen.facts.passages.words import ELISION, TextsByWord, span_of
from briefgen.frozen import replace

_WORD = re.compile(r"\w")
_PARAGRAPH = "par"
_RULES = tuple("/*|•·=#~_—–-")


def one_of_each_passage(evidences: Iterable[Evidence]) -> Mapping[Evidence, Evidence]:
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
        order = {e: n for n, e in reversed([*enumerate(group)]) if e.basis}
        met = {e.quote: n for n, e in reversed([*enumerate(group)])}
        group.sort(key=lambda e: -len(e.quote))
        among = TextsByWord(list(dict.fromkeys(e.quote for e in group)))
        for part in group:
            longer = (among.texts[n] for n in among.holding(part.quote))
            quotes.setdefault(next((q for q in longer if q in quotes), part.quote), []).append(part)
        for (quote, *further), parts in _joined({q: quotes[q] for q in sorted(quotes, key=met.__getitem__)}):
            bases = dict.fromkeys(e.basis for e in sorted([e for e in parts if e.basis], key=order.__getitem__))
            one = replace(parts[0], quote=quote, further=tuple(further), basis=" ".join(bases))
            whole |= dict.fromkeys(parts, one)
    return whole


def _joined(quotes: dict[str, list[Evidence]]) -> list[tuple[list[str], list[Evidence]]]:
    """What is quoted of each passage and place, part by part, and the evidences that it is for."""
    passages = list(dict.fromkeys(one.passage for parts in quotes.values() for one in parts if one.passage))
    among = TextsByWord(passages)
    found: dict[tuple[str, str], list[str]] = {}
    notes: dict[object, list[tuple[str, str]]] = {}
    for quote, parts in quotes.items():
        likely = (parts[0].passage, *(passages[n] for n in among.likely(quote)))
        passage = next((words for words in likely if words and _spans(words, quote)), "")
        if not passage and is_ended(first := quote.split(ELISION)[0]):
            passage = next((words for n in among.likely(first) if span_of(words := passages[n], first)), first)
        of = passage or quote, parts[0].place
        found.setdefault(of, []).append(quote)
        where = parts[0].locator or parts[0].place
        note = notes.setdefault(where if where.startswith(_PARAGRAPH) else of, [])
        note.extend([] if of in note else [of])
    return [
        (
            [part for of in note for part in _parts(of[0], found[of])],
            [e for of in note for quote in found[of] for e in quotes[quote]],
        )
        for note in notes.values()
    ]


def _parts(passage: str, quotes: list[str]) -> list[str]:
    """The words of a passage that some quotes of it need, in their order; those that touch or overlap are one part.

    What a rule sets off from the words before ("///Example News, 3 May") stays a part of its own.
    Within a part […] stands for what a quote leaves out itself.
    """
    if len(quotes) == 1:
        return quotes
    found: list[list[tuple[int, int]]] = []
    for spans in sorted(filter(None, (_spans(passage, quote) for quote in quotes))):
        end = max(end for _, end in found[-1]) if found else 0
        ruled_off = spans[0][0] >= end and passage.startswith(_RULES, spans[0][0])
        if found and not ruled_off and not _apart(passage, end, spans[0][0]):
            found[-1] = sorted([*found[-1], *spans])
        else:
            found.append(spans)
    parts = [_words(passage, spans) for spans in found]
    for pieces in (quote.split(ELISION) for quote in quotes if not _spans(passage, quote)):
        is_told = len(pieces) > 1 and any(span_of(part, pieces[0]) for part in parts)
        parts.append(ELISION.join(pieces[1:] if is_told else pieces))
    return parts


def _words(passage: str, spans: list[tuple[int, int]]) -> str:
    words, (start, end) = "", spans[0]
    for begin, until in spans:
        if _apart(passage, end, begin):
            words += passage[start:end] + ELISION
            start = begin
        end = max(end, until)
    return words + passage[start:end]


def _apart(passage: str, end: int, begin: int) -> bool:
    """Whether words stand between the end of one part and the beginning of another."""
    return begin > end and _WORD.search(passage, end, begin) is not None


def _spans(passage: str, quote: str) -> list[tuple[int, int]]:
    """Where the pieces of a quote stand in a passage, in their order; none where one of them does not."""
    found: list[tuple[int, int]] = []
    for piece in quote.split(ELISION):
        span = span_of(passage, piece, found[-1][1] if found else 0)
        if span is None:
            return []
        found.append(span)
    return found
