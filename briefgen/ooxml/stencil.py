"""XML with holes: what a house fixes once, and what each brief fills in.

A stencil is a tuple of strings in which text and holes alternate, beginning and ending with text:
`("<w:t>", "property:Marking", "</w:t>")`. In XML a hole is a processing instruction, which a house document
cannot smuggle in because the reference reader removes all it finds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import quote, unquote

from briefgen.regexes import pattern

Stencil = tuple[str, ...]

TARGET = "briefgen"

LANGUAGE = "language"  # the w:lang element of the document defaults
THEME_LANGUAGE = "theme-language"  # w:themeFontLang in the settings
MARKING_STYLE = "marking-style"  # the w:rStyle of the document's marking
LISTS = "lists"  # w:num elements, one for each numbered list
NOTE_SETTINGS = "note-settings"  # w:footnotePr or w:endnotePr in the settings
SECTION_NOTES = "section-notes"  # the same, in the section
PAGES = "pages"  # the number of pages, as text
SECTION_PAGES = "section-pages"  # that of the pages behind the cover

_PROPERTY = "property:"
_RUNNING = "running:"
_MARKING = "marking-beside:"
RUNNING_MARK = pattern("\ue120([0-9]+)\ue121")
"""What stands in the text of a header until the reader of the reference document opens a hole there."""
_HOLE = pattern(rf"<\?{TARGET} (.*?)\?>")


def property_hole(name: str) -> str:
    """The hole that shows the document property of that name."""
    return _PROPERTY + quote(name, safe=" ")


def property_name(hole: str) -> str | None:
    """The document property that a hole shows, or None for holes of other kinds."""
    return unquote(hole.removeprefix(_PROPERTY)) if hole.startswith(_PROPERTY) else None


def running_mark(number: int) -> str:
    """The characters that make the reader of a reference document open a hole for a running text."""
    return f"\ue120{number}\ue121"


def running_hole(number: int) -> str:
    """The hole that shows one of the document's running texts, counted from 0."""
    return f"{_RUNNING}{number}"


def running_number(hole: str) -> int | None:
    """The running text that a hole shows, or None for holes of other kinds."""
    return int(hole.removeprefix(_RUNNING)) if hole.startswith(_RUNNING) else None


def marking_hole(running: Sequence[int]) -> str:
    """The hole that shows the marking unless one of these running texts, beside which it stands, has it already."""
    return _MARKING + ",".join(map(str, running))


def marking_beside(hole: str) -> list[int] | None:
    """The running texts beside which a hole shows the marking, or None for holes of other kinds."""
    if not hole.startswith(_MARKING):
        return None
    return [int(number) for number in hole.removeprefix(_MARKING).split(",") if number]


def cut(xml: str) -> Stencil:
    """The stencil of serialised XML whose holes are processing instructions."""
    return tuple(_HOLE.split(xml))


def holes(stencil: Stencil) -> tuple[str, ...]:
    return stencil[1::2]


def fill(stencil: Stencil, value: Callable[[str], str]) -> str:
    """The XML, with `value(hole)` (XML itself) put into each hole."""
    if len(stencil) == 1:
        return stencil[0]
    return "".join(value(piece) if odd % 2 else piece for odd, piece in enumerate(stencil))
