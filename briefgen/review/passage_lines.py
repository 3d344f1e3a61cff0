"""The lines of a file on which the passages stand that a statement rests on; their author wrote part of it.

Of a passage its own lines count, not those of the values below it: each value has lines of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from briefgen.archive.matching import fold, fragments
from briefgen.facts.passages.words import TO
from briefgen.facts.passages.written import PASSAGES
from briefgen.model.shared import OF_A_PASSAGE

_SHORT = re.compile(rf"quote: *[\"']?(.+?){TO}(.+?)[\"']?(?= *(?:[,}}]|$|\w+:))")
_KEY = re.compile(r"(\s*(?:- +)?)([A-Za-z_]+):(?:\s|$)")


def lines_of_passages(lines: Sequence[str], quotes: Iterable[str]) -> list[int]:
    """The numbers of the lines, from 0, of every passage that holds a part of the quotes.

    Where words cannot be found again, as where they are written with escapes, those of all passages.
    """
    wanted = [letters for quote in quotes for part in fragments(fold(quote)) if (letters := _letters(part))]
    items = [item for item in _items(lines) if item]
    found = [item for item in items if _holds(" ".join(lines[n] for n in item), wanted)]
    return [n for item in found or items for n in item]


def _holds(item: str, wanted: Iterable[str]) -> bool:
    """Whether a passage as it is written is one of these words, in full or by its first and its last ones."""
    ends = [(_letters(m[1]), _letters(m[2])) for m in _SHORT.finditer(item)]
    return any(
        part in _letters(item) or any(part.startswith(first) and last in part for first, last in ends)
        for part in wanted
    )


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w", text)).casefold()


def _items(lines: Sequence[str]) -> Iterator[list[int]]:
    """Of each passage the lines that are its own; likewise of the words that stand for the whole record."""
    key, item, kept, depth = "", list[int](), True, -1
    for n, line in enumerate(lines):
        if (at_top := re.match(r"([A-Za-z_]+):", line)) is not None:
            yield item
            key, item, kept, depth = at_top[1], [], True, -1
        if key == "quote" or (key == PASSAGES and at_top and line.rstrip() != f"{PASSAGES}:"):
            item.append(n)
        elif key == PASSAGES and not at_top and line.strip() and not line.lstrip().startswith("#"):
            if (begins := re.match(r"(\s*- +)\S", line)) and depth in (-1, len(begins[1])):
                yield item
                item, kept, depth = [], True, len(begins[1])
            if (named := _KEY.match(line)) and len(named[1]) == depth:
                kept = named[2] in OF_A_PASSAGE
            if kept:
                item.append(n)
    yield item
