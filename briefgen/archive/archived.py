"""The archived texts of the sources, read from a folder outside the repository, and where words stand in them.

Below the folder lies, for a source that `briefgen add` took in, a folder named by its id: the bytes as they came
(`original.…`), the text drawn from them (`text.txt`) and a map of that text (`map.json`): a list of stretches, each
from a character to the next one's, with paragraph, page, time. A plain text that a record names with `archive` needs
nothing beside it: its paragraphs are counted.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Any

from briefgen.archive.matching import GAP, Match, broken_words, fold, join_words, matches
from briefgen.disk import NotRead, Outside, read_file, resolved
from briefgen.frozen import dataclass
from briefgen.regexes import pattern

_LARGEST = 20 * 1024 * 1024
TEXT, MAP = "text.txt", "map.json"
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


@dataclass(eq=False)
class ArchivedText:
    """One source's text as archived, and the sha256 of its bytes; `beside` is the content of its map, if it has one."""

    text: str
    sha256: str
    beside: bytes = b""

    @cached_property
    def folded(self) -> str:
        """The text as quotes are compared with it."""
        return self.fold(self.text)

    def fold(self, words: str) -> str:
        """Words as they are compared with this text."""
        return join_words(fold(words), self._broken)

    @cached_property
    def map(self) -> TextMap:
        """Its stretches, from the map beside it; a map that was made for another text counts for none."""
        if self.beside:
            said = read_map(self.beside)
            found = read_stretches(said.get("stretches")) if said.get("text") == self.sha256 else None
            if found is not None:
                return found
        return paragraphs(self.text)

    def was_read_off_picture(self, match: Match) -> bool:
        """Whether a program has read these words, or some of them, off a picture (OCR)."""
        return self._has_pictures and any(s.ocr for s in self.map.between(*self.span(match)))

    @cached_property
    def _has_pictures(self) -> bool:
        return bool(self.beside) and any(s.ocr for s in self.map.stretches)

    def span(self, match: Match) -> tuple[int, int]:
        """Where a match in the folded text begins and ends in the text itself.

        Folding drops, joins and spells anew; what stays in order are letters and digits, so these are counted.
        """
        before = self._letters_folded[match.start]
        after = self._letters_folded[match.end]
        start = bisect_left(self._letters, before + 1) if after > before else bisect_left(self._letters, before)
        return max(start - 1, 0), bisect_left(self._letters, after)

    @cached_property
    def _broken(self) -> frozenset[tuple[str, str]]:
        return broken_words(self.text)

    @cached_property
    def _letters(self) -> list[int]:
        """How many letters and digits, as folded, stand before each character of the text, and at its end."""
        weights = {c: sum(map(str.isalnum, fold(c))) for c in set(self.text)}
        return list(accumulate((weights[c] for c in self.text), initial=0))

    @cached_property
    def _letters_folded(self) -> list[int]:
        return list(accumulate(map(str.isalnum, self.folded), initial=0))


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """Where a quote stands: its first and its last character in the text, and the stretch in which it begins."""

    start: int
    end: int
    place: TextStretch

    @property
    def locator(self) -> str:
        """p3, min12 or par5; of words that run on, the place where they begin."""
        return self.place.locator


def places(text: ArchivedText, quote: str) -> Iterator[QuotePlace]:
    """Every place at which a quote stands in an archived text, the first one first."""
    for match in matches(text.folded, text.fold(quote), GAP):
        yield place_of(text, match)


def place_of(text: ArchivedText, match: Match) -> QuotePlace:
    """The place of a match that is known."""
    start, end = text.span(match)
    return QuotePlace(start, end, text.map.at(start))


# --- reading the folder ---


@dataclass(frozen=True, slots=True)
class Archive:
    """The archived texts by source id, and why a text that should be there cannot be read, by source id.

    A source that is in neither has no text here.
    """

    texts: Mapping[str, ArchivedText] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)


def read_archive(folder: Path | None, named: Mapping[str, str]) -> Archive:
    """The texts of sources by id, each from the file that its record names or from the folder of its id.

    `named` gives each source's file or folder, "" where its record names none. None or no folder: no texts.
    """
    texts: dict[str, ArchivedText] = {}
    faults: dict[str, str] = {}
    home = resolved(folder) if folder is not None else None
    if home is None or not home.is_dir():
        return Archive()
    for source, name in named.items():
        found = _read(home, name or source, may_be_file=bool(name))
        if isinstance(found, ArchivedText):
            texts[source] = found
        elif found is not None:
            faults[source] = found
    return Archive(texts, faults)


def archived(content: bytes, beside: bytes = b"") -> ArchivedText | str:
    """The text that bytes hold, or what is wrong with them."""
    try:
        return ArchivedText(content.decode("utf-8-sig"), sha256(content).hexdigest(), beside)
    except UnicodeDecodeError as bad:
        return f"is not UTF-8 at byte {bad.start:,}"


def _read(home: Path, name: str, *, may_be_file: bool) -> ArchivedText | str | None:
    try:
        if (home / name / TEXT).is_file():
            return archived(_content(home, f"{name}/{TEXT}"), _beside(home, f"{name}/{MAP}"))
        return archived(_content(home, name)) if may_be_file else None
    except FileNotFoundError:
        return None
    except Outside:
        return "lies outside the archive folder"
    except NotRead as bad:
        return str(bad.strerror)
    except (OSError, ValueError) as bad:
        return f"cannot be read: {getattr(bad, 'strerror', None) or bad}"


def _content(home: Path, name: str) -> bytes:
    return read_file(home / name, _LARGEST, within=home)


def _beside(home: Path, name: str) -> bytes:
    try:
        return _content(home, name)
    except OSError:
        return b""
