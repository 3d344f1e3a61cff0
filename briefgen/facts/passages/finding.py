"""Which passages a set of quotes makes: quotes that share words become one, in the order of the text they are from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from briefgen.archive.archived import ArchivedText
from briefgen.facts.passages.excerpt import KeptPassages
from briefgen.facts.passages.words import ELISION, TO, is_long, places_of


def gathered(
    kept: KeptPassages, quotes: Iterable[str], text: ArchivedText | None, stay: Collection[str] = ()
) -> KeptPassages:
    """The fewest passages that hold the long ones of these quotes, and nothing that is not quoted.

    Quotes that overlap in the archived text become its words from the first to the last. Without the text, a passage
    that is kept stays as it is while something is quoted of it, and only what stands whole in another is none itself.
    Those that are to `stay` are wanted however short they are: records may quote them by their ends.
    """
    wanted = [quote for quote in dict.fromkeys([*stay, *quotes]) if is_long(quote) or quote in stay]
    if text is not None:
        merged = list(_in_text(wanted, " ".join(text.text.split())))
    else:
        merged = [words for words in kept.passages if any(_has(words, quote) for quote in wanted)]
    rest = [quote for quote in wanted if not any(_has(longer, quote) for longer in merged)]
    return KeptPassages((*merged, *_longest(rest)))


def with_quote(kept: KeptPassages, quote: str, text: ArchivedText | None) -> tuple[KeptPassages, str]:
    """What is kept of a source with one more quote, and how the quote is then written; "" where not in short."""
    new = gathered(kept, quote.split(ELISION), text, stay=kept.passages)
    short = new.short(quote, KeptPassages.whole(text.text) if text is not None else None)
    return (new, short) if TO in short else (kept, "")


def _has(words: str, quote: str) -> bool:
    return next(places_of(words, quote), -1) >= 0


def _longest(quotes: list[str]) -> Iterator[str]:
    """The quotes that are part of no other."""
    kept: list[str] = []
    for quote in sorted(quotes, key=lambda q: -len(q)):
        if not any(_has(longer, quote) for longer in kept):
            kept.append(quote)
    yield from (q for q in quotes if q in kept)


def _in_text(quotes: list[str], text: str) -> Iterator[str]:
    """Words of the text that hold quotes, in their order; quotes that it spells otherwise are left out."""
    spans = sorted((at, at + len(quote)) for quote in quotes if (at := next(places_of(text, quote), -1)) >= 0)
    start, end = -1, -1
    for begin, until in [*spans, (len(text) + 1, 0)]:
        if begin >= end:
            if end >= 0:
                yield text[start:end]
            start, end = begin, until
        end = max(end, until)
