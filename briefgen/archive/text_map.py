"""Where words stand in an archived text: paragraph, and where the text was drawn from pages or speech, page and time.

The map is a list of stretches, each from a character of the text to the next one's. `briefgen add` writes it beside the
text; a plain text needs none, its paragraphs are counted.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from briefgen.frozen import dataclass
from briefgen.regexes import pattern

_WRAPPED = 120  # characters; where no line is longer, lines were broken to fit and a blank line parts paragraphs
_LINE = pattern(r"[^\r\n]*[^\s][^\r\n]*")
_UNKNOWN = {"page": 0, "seconds": -1, "heading": "", "ocr": False}
_BLOCK = pattern(r"[^\r\n]*[^\s][^\r\n]*(?:\r?\n[^\r\n]*[^\s][^\r\n]*)*")


@dataclass(frozen=True, slots=True)
class TextStretch:
    """From the character `start` on, the text stands in this paragraph, counted from 1, and under this heading.

    `page` is the number of the sheet, 0 where there are none; `seconds` the time of speech, -1 where there is none.
    `ocr`: a program has read the words off a picture.
    """

    start: int
    paragraph: int
    page: int = 0
    seconds: int = -1
    heading: str = ""
    ocr: bool = False

    @property
    def locator(self) -> str:
        """How a citation names the place: p3, min12, par5."""
        if self.page:
            return f"p{self.page}"
        return f"min{self.seconds // 60}" if self.seconds >= 0 else f"par{self.paragraph}"

    @property
    def time(self) -> str:
        """The time of speech as hours, minutes and seconds; "" where there is none."""
        hours, rest = divmod(self.seconds, 3600)
        return f"{hours}:{rest // 60:02}:{rest % 60:02}" if self.seconds >= 0 else ""


class TextMap:
    """The stretches of one text, asked by the number of a character."""

    def __init__(self, stretches: Iterable[TextStretch]) -> None:
        self.stretches: Sequence[TextStretch] = tuple(stretches) or (TextStretch(0, 1),)
        self._starts = [s.start for s in self.stretches]

    def at(self, offset: int) -> TextStretch:
        """The stretch in which a character stands."""
        return self.stretches[max(bisect_right(self._starts, offset) - 1, 0)]

    def between(self, start: int, end: int) -> Sequence[TextStretch]:
        """The stretches in which the characters from `start` to `end` stand."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        return self.stretches[first : max(bisect_right(self._starts, max(end - 1, start)), first + 1)]


def paragraphs(text: str) -> TextMap:
    """The map of a plain text: each of its paragraphs, numbered from 1."""
    is_wrapped = "\n" in text and all(len(line) <= _WRAPPED for line in text.splitlines())
    pattern = _BLOCK if is_wrapped and re.search(r"\n[ \t\r]*\n", text.strip()) else _LINE
    return TextMap(TextStretch(m.start(), n) for n, m in enumerate(pattern.finditer(text), 1))


def write_stretches(stretches: Iterable[TextStretch]) -> list[dict[str, Any]]:
    """The stretches as they stand in `map.json`; what is not known is left out."""
    return [
        {"start": s.start, "paragraph": s.paragraph}
        | {name: said for name, usual in _UNKNOWN.items() if (said := getattr(s, name)) != usual}
        for s in stretches
    ]


def read_stretches(rows: Any) -> TextMap | None:
    """The map that rows of `map.json` hold; None where they hold none."""
    try:
        found = [TextStretch(**row) for row in rows]
        fits = all(_fits(s) for s in found) and found == sorted(found, key=lambda s: s.start)
    except (TypeError, ValueError):
        return None
    return TextMap(found) if found and fits else None


def read_map(content: bytes) -> dict[str, Any]:
    """What `map.json` says; empty where it is damaged."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _fits(stretch: TextStretch) -> bool:
    numbers = (stretch.start, stretch.paragraph, stretch.page, stretch.seconds)
    whole = all(isinstance(n, int) and not isinstance(n, bool) for n in numbers)
    return whole and isinstance(stretch.heading, str) and isinstance(stretch.ocr, bool)
