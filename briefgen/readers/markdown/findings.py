"""What the reader has to say about a Markdown text: each code with its message and hint, written once."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from briefgen.diagnostics import Diagnostic, Location
from briefgen.frozen import dataclass
from briefgen.regexes import pattern

_RULES: dict[str, tuple[str, str | None]] = {
    "raw-html": ("raw HTML is not read; it is kept as plain text", "write Markdown; escape a plain < as \\<"),
    "html-comment": ("an HTML comment is left out", "use a template comment, {# … #}"),
    "code-block": (
        "a brief has no code blocks; this is kept as a paragraph",
        "take away the blanks at the start of the line, or the fence",
    ),
    "inline-code": ("a brief has no inline code; this is kept as plain text", "take away the backticks"),
    "image": (
        "this image is no figure; only the text in the brackets is kept",
        "a figure begins its paragraph and names a plain file: ![what it shows](name-of-picture.png)",
    ),
    "picture-missing": (
        "there is no picture {}",
        "a template shows the pictures that are made for it, such as {{ theme.timeline }}",
    ),
    "figure-missing": ("no figure of this document shows {}", "show the picture, or leave its mention out"),
    "picture-alternative": ("the picture {} has no alternative text", "say in the brackets what it shows"),
    "thematic-break": ("a brief has no rules between paragraphs; this one is left out", "use a heading"),
    "task-list": ("a brief has no task lists; the box is kept as plain text", "write \\[ for a plain bracket"),
    "strikethrough": ("a brief has no struck-out text; the tildes are kept", "write \\~ for a plain tilde"),
    "link": ("this link is refused: {}; its text is kept", None),
    "link-title": ("the title of a link or picture is left out", "put it into the text of the link"),
    "link-leftover": (
        "this looks like a link but is not read as one",
        "take blanks out of the address, or write \\] where no link is meant",
    ),
    "link-unused": ("the address defined for [{}] is used nowhere and left out", None),
    "too-deep": ("lists and quotes are nested deeper than {} levels; the rest is put on the last level", None),
    "empty": ("an empty {} is left out", "a value in it may be missing"),
    "row-too-long": (
        "this row has more cells than the table's head; those behind the last column are lost",
        "add columns to the head, or write a plain bar as \\|",
    ),
    "table-too-wide": (
        "this table has {} columns; Word shows {}, and those behind are lost",
        "make several tables, or lay out as rows what stands in columns",
    ),
    "row-outside-table": (
        "this row belongs to no table; it is kept as plain text",
        "a table has no empty line inside, and below its head | --- | with as many cells; a plain bar is \\|",
    ),
    "note-label": ("[^{}] is not numbered", "label notes by numbers without leading zeros: [^1]"),
    "note-undefined": ("{} refers to no note", "add a line [^number]: with the note's text, or write \\["),
    "note-unused": ("note {} is referred to nowhere and left out", None),
    "note-twice": ("note {} is defined again; the first definition counts", None),
    "note-blocks": ("note {} is not one plain paragraph; its paragraphs are joined by line breaks", None),
    "note-in-note": ("note {} is referred to inside a note; the reference is left out", None),
    "note-order": ("note {} is used where note {} was due", "number notes in order of first use, from 1"),
    "unknown-mark": ("a private-use character cites nothing", "remove the character; templates make them"),
}

_MOST = 200
_LINE_START = pattern(rb"\A|\n")


@dataclass(slots=True, frozen=True)
class _Raised:
    offset: int
    code: str
    details: tuple[object, ...]


def figure_missing(place: Location, name: str) -> Diagnostic:
    """What to say of a reference to a figure that the document does not show."""
    message, hint = _RULES["figure-missing"]
    return Diagnostic(place, message.format(name), "figure-missing", hint)


class ReaderDiagnostics:
    """Collects what is wrong, by byte offset, and turns it into diagnostics at the end.

    After the first 200 the rest are only counted, so that a hostile text costs no memory.
    """

    def __init__(self, data: bytes, file: str) -> None:
        self._data = data
        self._file = file
        self._raised: list[_Raised] = []
        self._more = 0

    def say(self, code: str, offset: int, *details: object) -> None:
        """Something wrong at the place `offset` bytes into the text; details fill the message."""
        if len(self._raised) < _MOST:
            self._raised.append(_Raised(offset, code, details))
        else:
            self._more += 1

    def all(self) -> list[Diagnostic]:
        """All of them in reading order."""
        found = [self._diagnostic(r) for r in sorted(self._raised, key=lambda r: r.offset)]
        if self._more:
            message = f"{self._more} further problems are not shown"
            found.append(Diagnostic(Location(self._file), message, "more-problems"))
        return found

    def _diagnostic(self, raised: _Raised) -> Diagnostic:
        message, hint = _RULES[raised.code]
        place = self._location(raised.offset)
        return Diagnostic(place, message.format(*raised.details), raised.code, hint)

    def _location(self, offset: int) -> Location:
        line = bisect_right(self._line_starts, offset)
        before = self._data[self._line_starts[line - 1] : offset]
        return Location(self._file, line, len(before.decode(errors="replace")) + 1)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [m.end() for m in _LINE_START.finditer(self._data)]
