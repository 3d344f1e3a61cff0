"""Which passages a set of quotes makes: quotes that share words become one, each of them a part of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from briefgen.archive.archived import ArchivedText
from briefgen.archive.matching import GAP
from briefgen.facts.passages.expand import ELISION, TO, part_of, span_of
from briefgen.frozen import dataclass

_NAME = re.compile(r"[A-Za-z0-9]{4,}")
_PLAIN = frozenset(
    re.findall(
        r"\w+",
        "about after also among been before between both could during event from have held into meeting more most only "
        "other over said such than that their them then there these they this those under upon were what when where "
        "which while will with would your",
    )
)
_SHORTEST = 60
"""Characters up to which a part is written out."""


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage of a source (with a locator, as `src` has it) and the quotes that are it or a part of it."""

    source: str
    words: str
    quotes: tuple[str, ...]


def find_passages(source: str, quotes: Iterable[str], text: ArchivedText | None) -> list[FoundPassage]:
    """The fewest passages that hold all the quotes, in the order of the text where it is there, else as they came.

    Quotes that overlap in the archived text are joined to its words from the first to the last; without the text, only
    those that stand whole in another one.
    """
    known = list(dict.fromkeys(quotes))
    merged = list(_in_text(known, " ".join(text.text.split()))) if text is not None else []
    whole = {q for _, _, group in merged for q in group}
    rest = [q for q in known if q not in whole]
    found = [(words, at) for words, at, _ in merged] + [(q, -1) for q in _longest(rest)]
    of: dict[str, list[str]] = {words: [] for words, _ in found}
    for quote in known:
        of[next(words for words in of if quote == words or part_of(words, quote) == quote)].append(quote)
    order = sorted(found, key=lambda f: (f[1] < 0, f[1]))
    return [FoundPassage(source, words, tuple(of[words])) for words, _ in order if of[words]]


def _longest(quotes: list[str]) -> Iterator[str]:
    """The quotes that are part of no other."""
    kept: list[str] = []
    for quote in sorted(quotes, key=lambda q: -len(q)):
        if not any(part_of(longer, quote) == quote for longer in kept):
            kept.append(quote)
    yield from (q for q in quotes if q in kept)


def _in_text(quotes: list[str], text: str) -> Iterator[tuple[str, int, list[str]]]:
    """Words of the text that hold quotes, where they begin, and which; quotes that it spells otherwise are left out."""
    spans = sorted((*span, quote) for quote in quotes if (span := _span(text, quote)) is not None)
    start, end, group = -1, -1, list[str]()
    for begin, until, quote in [*spans, (len(text) + 1, 0, "")]:
        if group and begin >= end:
            words = text[start:end]
            if all(part_of(words, q) == q for q in group):
                yield words, start, group
            group = []
        if not group:
            start, end = begin, until
        end = max(end, until)
        group = [*group, quote] if quote else []


def _span(text: str, quote: str) -> tuple[int, int] | None:
    """From the first word of a quote to its last, what it leaves out included."""
    start, at = -1, 0
    for piece in quote.split(ELISION):
        span = span_of(text, piece, at)
        if span is None or (start >= 0 and span[0] - at > GAP):
            return None
        start, at = (span[0] if start < 0 else start), span[1]
    return start, at


def shortest_part(words: str, quote: str) -> str:
    """How a quote is written as a part of a passage: its first and last words where that is much shorter."""
    pieces: list[str] = []
    for piece in quote.split(ELISION):
        short = piece if len(piece) <= _SHORTEST else next(_shortened(piece), piece)
        pieces.append(short)
    found = ELISION.join(pieces)
    return found if part_of(words, found) == quote else _longer(words, quote)


def _shortened(piece: str, fewest: int = 2) -> Iterator[str]:
    parts = piece.split(" ")
    for n in range(fewest, len(parts) // 2):
        yield f"{' '.join(parts[:n])}{TO}{' '.join(parts[-n:])}"


def _longer(words: str, quote: str) -> str:
    """Ever more words at both ends, until they lead to the quote and to nothing else."""
    if ELISION not in quote:
        for short in _shortened(quote, 3):
            if part_of(words, short) == quote:
                return short
    return quote


def names_for(passages: Iterable[FoundPassage], taken: Iterable[str]) -> Mapping[str, str]:
    """A short name for each passage, by its words: the first word of weight in it that no other has."""
    names: dict[str, str] = {}
    used = set(taken)
    for n, passage in enumerate(passages, 1):
        weighty = [w.lower() for w in _NAME.findall(passage.words) if w.lower() not in _PLAIN]
        tries = [*weighty[:12], *(f"{a}-{b}" for a, b in pairwise(weighty)), f"p{n}"]
        name = next((w for w in tries if w not in used), "")
        while not name or name in used:
            n += 1
            name = f"p{n}"
        used.add(name)
        names[passage.words] = name
    return names
