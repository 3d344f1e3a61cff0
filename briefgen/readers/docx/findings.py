"""What there is to say about a Word file that a person has edited: one place for codes and wording.

A Word file has no lines, so a message shows the words at its place. Nothing that a person put into the file is
left out without one of these.
"""

from __future__ import annotations

from briefgen.diagnostics import Diagnostic, Location
from briefgen.errors import Problems
from briefgen.ooxml.elements import Fate
from briefgen.ooxml.simplify import CHANGE, HIDDEN, PROMPT
from briefgen.ooxml.text import REPLACEMENT

_SHOWN = 60


class ReaderFindings:
    """Collects diagnostics about one file, each once and in reading order."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: dict[Diagnostic, None] = {}

    def all(self) -> list[Diagnostic]:
        return list(self._found)

    def left_out(self, what: str, text: str = "") -> None:
        """Something has no place in a brief; `text` are its words."""
        words = f" with the words {_shown(text)}" if text.strip() else ""
        self._add(
            f"{what}{words} has no place in a brief and is left out",
            "edit-left-out",
            "write what it says into a paragraph, a list or a table of the text",
        )

    def unseen(self, what: str, text: str) -> None:
        """Something that shows on no page does not get into a brief, where everybody would read it."""
        words = f" with the words {_shown(text)}" if text.strip() else ""
        self._add(
            f"{what}{words} shows on no page and is left out",
            "edit-hidden",
            "to show the words to readers: in Word, Font, Hidden off" if what == HIDDEN else None,
        )

    def became(self, _: object, fate: Fate, what: str, text: str) -> None:
        """Something is left out, or its words are kept as plain ones, before the text is read."""
        if what == PROMPT:
            self._add(f"{what}, {_shown(text)}, is left out", "edit-prompt", None)
        elif what == CHANGE:
            self.tracked()
        elif fate is Fate.UNSEEN:
            self.unseen(what, text)
        elif fate is Fate.LEFT_OUT:
            self.left_out(what, text)
        elif REPLACEMENT in text:
            self.characters(text)
        else:
            self.look(what, text)

    def comment(self, author: str, text: str) -> None:
        by = f" by {author}" if author else ""
        self._add(f"the comment {_shown(text)}{by} is no part of the brief", "edit-comment", None)

    def tracked(self) -> None:
        self._add(
            "tracked changes are taken as accepted",
            "edit-tracked",
            "to decide otherwise, accept or reject them in Word and save the file",
        )

    def look(self, what: str, text: str) -> None:
        """Formatting that no brief carries; the words stay."""
        self._add(f"{what} is lost at {_shown(text)}; the words stay", "edit-look", None)

    def link(self, url: str, problem: str) -> None:
        self._add(f"the link to {url} is refused: {problem}; its text is kept", "edit-link", None)

    def field(self, code: str, text: str) -> None:
        self._add(f"the field {code!r} stays as the plain text {_shown(text)}", "edit-field", None)

    def merged_cells(self, text: str) -> None:
        self._add(
            f"the table that begins with {_shown(text)} has merged or nested cells; they are taken apart",
            "edit-cells",
            "split the cells in Word",
        )

    def generated(self, what: str, text: str) -> None:
        """A person changed what the program writes anew each time."""
        self._add(
            f"{what} is written by the program; {_shown(text)} is not kept",
            "edit-generated",
            "change it in the template, the settings or templates/house.docx",
        )

    def characters(self, text: str) -> None:
        self._add(
            f"characters that only one font knows are replaced in {_shown(text)}",
            "edit-characters",
            "put a character of Unicode in their place, or leave them out",
        )

    def lost_note(self, number: str) -> None:
        self._add(
            f"a cross-reference shows note {number}, but the note is gone; the reference is left out",
            "edit-note",
            "call the note where it is used first, or take the cross-reference away",
        )

    def _add(self, message: str, code: str, hint: str | None) -> None:
        self._found[Diagnostic(Location(self.file), message, code, hint)] = None


def unreadable(file: str, reason: str) -> Problems:
    """The exception for a file that is no Word document, or a damaged one."""
    message = f"the edited file cannot be read: {reason}"
    hint = "open it in Word and save it as a Word document (.docx), or put the last good file in its place"
    return Problems([Diagnostic(Location(file), message, "edit-unreadable", hint=hint)])


def unsafe(file: str, reason: str) -> Problems:
    """The exception for a package that is built to harm."""
    message = f"the edited file is not safe to open: {reason}"
    return Problems([Diagnostic(Location(file), message, "edit-unsafe", hint="save it anew from Word")])


def _shown(text: str) -> str:
    words = " ".join(text.split())
    return f"“{words[:_SHOWN].rstrip()}…”" if len(words) > _SHOWN else f"“{words}”"
