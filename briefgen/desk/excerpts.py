"""The line of a file that a problem is about, with the place in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefgen.diagnostics import Location
from briefgen.disk import read_file

_LARGEST = 4_000_000
_WIDEST = 160


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line by number; `before` stands left of the place that is meant, `behind` begins there."""

    line: int
    before: str
    behind: str


def excerpt(path: Path | None, place: Location) -> Excerpt | None:
    """The line that a location names, cut to a readable width; None where the file has no such line."""
    if path is None or not place.line:
        return None
    try:
        lines = read_file(path, _LARGEST).decode("utf-8", "replace").split("\n")
    except OSError:
        return None
    if place.line > len(lines):
        return None
    text = "".join(c if c.isprintable() else " " for c in lines[place.line - 1].rstrip("\r"))
    column = min(max(place.column, 1) - 1, len(text))
    before, behind = text[:column], text[column : column + _WIDEST]
    if len(before) > _WIDEST // 2:
        before = f"… {before[-(_WIDEST // 2) :]}"
    return Excerpt(place.line, before, behind)
