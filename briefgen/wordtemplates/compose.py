"""A paragraph's pieces as a line of the tape: its words escaped, its tags as plain Jinja.

Escaping keeps whatever an editor types in Word from being markup or a tag; only single blanks stay what they are, so
that `{%-` can take them away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from urllib.parse import unquote

from briefgen.document.escape import escape
from briefgen.wordtemplates.marks import look_mark
from briefgen.wordtemplates.paragraphs import Piece
from briefgen.wordtemplates.tags import Tag, find_tags

_BLANKS = re.compile("( +)")


@dataclass(slots=True)
class Stretch:
    """A piece of the tape between notes: its text, its columns as a `Line` has them, and the note behind it."""

    text: str = ""
    columns: list[tuple[int, int, int]] = field(default_factory=list)
    note: Piece | None = None

    def add(self, text: str, start: int, end: int) -> None:
        self.columns.append((len(self.text), start, end))
        self.text += text


def text_of(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def compose(pieces: list[Piece], tags: list[Tag]) -> list[Stretch]:
    """The paragraph as stretches; each but the last ends in a note."""
    stretches = [Stretch()]
    position = 0
    for tag in tags:
        _literal(pieces, position, tag.start, stretches)
        look = next(piece.look for start, piece in _placed(pieces) if start <= tag.start < start + len(piece.text))
        stretches[-1].add(_looking(tag.source, look if tag.is_print else 0), tag.start, tag.end)
        position = tag.end
    _literal(pieces, position, len(text_of(pieces)), stretches)
    return stretches


def words(text: str) -> str:
    """Text that is printed just as it stands."""
    return "".join(piece if piece.startswith(" ") else escape(piece) for piece in _BLANKS.split(text))


def _placed(pieces: list[Piece]) -> Iterator[tuple[int, Piece]]:
    return zip(accumulate((len(piece.text) for piece in pieces), initial=0), pieces, strict=False)


def _literal(pieces: list[Piece], first: int, last: int, stretches: list[Stretch]) -> None:
    for start, piece in _placed(pieces):
        begin, end = max(first, start), min(last, start + len(piece.text))
        if begin >= end:
            continue
        if piece.kind == "text":
            text = piece.text[begin - start : end - start]
            stretches[-1].add(_looking(words(text), piece.look if text.strip() else 0), begin, end)
        elif piece.kind == "link":
            stretches[-1].add("[", begin, end)
        elif piece.kind == "link end":
            stretches[-1].add(f"]({_address(piece.data)})", begin, end)
        else:
            stretches[-1].note = piece
            stretches.append(Stretch())


def _looking(text: str, look: int) -> str:
    """Marked before and behind, since a loop may come back to any place of its paragraph."""
    return f"{look_mark(look)}{text}{look_mark(0)}" if look else text


def _address(address: str) -> str:
    """An address, in which tags are tags."""
    plain = unquote(address)
    tags, faults = find_tags(plain)
    if faults or not tags:
        return escape(address)
    out, position = "", 0
    for tag in tags:
        out += escape(plain[position : tag.start]) + tag.source
        position = tag.end
    return out + escape(plain[position:])
