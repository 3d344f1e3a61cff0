"""Where words stand in others that were kept: whole, or by their first and their last words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.archive.matching import cuts_word
from briefgen.regexes import pattern

TO = " … "
"""Between the first and the last words of a part."""
ELISION = " […] "
_SHORTEST = 40
"""Characters up to which words are written out."""
_MOST = 20
"""First and last words, together, before a quote is rather written out."""
_END = 6
"""Characters that either end of a shortened quote has at least, for a person to know it by them."""

_IN_TEXTS = pattern("[^\\W_\u0e00-\U0010ffff]+|[\u0e00-\u1fff\u2c00-\U0010ffff]|…")
"""What is looked up of a text: a word, one letter where words may stand without blanks, or the sign in `TO`."""


class TextsByWord:
    """Many texts by the words in them: what stands in few of them is looked for in these, however many there are."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts, self._with = texts, dict[str, list[int]]()
        for n, text in enumerate(texts if len(texts) > 1 else ()):
            for word in set(_IN_TEXTS.findall(text)):
                self._with.setdefault(word, []).append(n)

    def likely(self, piece: str) -> Sequence[int]:
        """The numbers of the texts that have the rarest word of a piece, which may be written by its ends."""
        words = _IN_TEXTS.findall(piece.replace("…", " ")) if len(self.texts) > 1 else ()
        return min((self._with.get(word, ()) for word in words), key=len, default=range(len(self.texts)))

    def holding(self, piece: str) -> Iterator[int]:
        """The numbers of the texts in which a piece stands whole."""
        likely = self._with.get("…", ()) if "…" in piece and len(self.texts) > 1 else self.likely(piece)
        return (n for n in likely if next(places_of(self.texts[n], piece), -1) >= 0)


def part_of(words: str, part: str) -> str | None:
    """The part in full, or None where the words do not have it: `first … last`, pieces with […] between them."""
    found: list[str] = []
    at = 0
    for piece in part.split(ELISION):
        span = span_of(words, piece, at)
        if span is None:
            return None
        found.append(words[span[0] : span[1]])
        at = span[1]
    return ELISION.join(found)


def span_of(words: str, piece: str, start: int = 0) -> tuple[int, int] | None:
    """Where a piece without elisions stands, in whole words."""
    at = next(places_of(words, piece, start), -1)
    if at >= 0:
        return at, at + len(piece)
    return next(spans_between(words, piece, start), None)


def spans_between(words: str, piece: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """From each place of the first words of `first … last` to the nearest of the last ones behind it."""
    first, is_short, last = piece.partition(TO)
    for at in places_of(words, first, start) if is_short else ():
        end = next(places_of(words, last, at + len(first)), -1)
        if end >= 0:
            yield at, end + len(last)


def places_of(words: str, piece: str, start: int = 0) -> Iterator[int]:
    """Where a piece stands without cutting a word in two."""
    at = words.find(piece, start) if piece else -1
    while at >= 0:
        if not (cuts_word(words, at) or cuts_word(words, at + len(piece))):
            yield at
        at = words.find(piece, at + 1)


def is_long(piece: str) -> bool:
    """Whether words are written by their first and last ones."""
    return len(piece) > _SHORTEST


def shortened(piece: str, fewest: int = 1) -> Iterator[str]:
    """A long piece by its first and last words, ever more of them; nothing where it is short enough to stand whole."""
    if not is_long(piece):
        return
    parts = piece.split(" ")
    for both in range(2 * fewest, min(len(parts), _MOST)):
        for first in range((both + 1) // 2, both - fewest + 1):
            for n in {first: None, both - first: None}:
                first_words, last_words = " ".join(parts[:n]), " ".join(parts[n - both :])
                if len(first_words) >= _END and len(last_words) >= _END:
                    yield f"{first_words}{TO}{last_words}"


def shortest_part(words: str, quote: str) -> str:
    """How a quote is written as a part of a passage: its first and last words where that is much shorter."""
    found = ELISION.join(next(shortened(piece), piece) for piece in quote.split(ELISION))
    if part_of(words, found) == quote:
        return found
    longer = shortened(quote, 3) if ELISION not in quote else ()
    return next((short for short in longer if part_of(words, short) == quote), quote)
