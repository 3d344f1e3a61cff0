"""What there is to say about a Word file that a person has edited: one place for codes and wording.

A Word file has no lines, so a message shows the words at its place. Nothing that a person put into the file is
left out without one of these.
"""

from __future__ import annotations

from briefgen.diagnostics import Diagnostic, Location
from briefgen.ooxml.elements import Fate
from briefgen.ooxml.simplify import CHANGE, HIDDEN, PROMPT
from briefgen.ooxml.text import REPLACEMENT

_SHOWN = 60
_RULES: dict[str, tuple[str, str | None]] = {
    "edit-left-out": (
        "{} has no place in a brief and is left out",
        "write what it says into a paragraph, a list or a table of the text",
    ),
    "edit-hidden": ("{} shows on no page and is left out", None),
    "edit-prompt": ("{}, {}, is left out", None),
    "edit-comment": ("the comment {}{} is no part of the brief", None),
    "edit-tracked": (
        "tracked changes are taken as accepted",
        "to decide otherwise, accept or reject them in Word and save the file",
    ),
    "edit-look": ("{} is lost at {}; the words stay", None),
    "edit-link": ("the link to {} is refused: {}; its text is kept", None),
    "edit-field": ("the field {!r} stays as the plain text {}", None),
    "edit-cells": (
        "the table that begins with {} has merged or nested cells; they are taken apart",
        "split the cells in Word",
    ),
    "edit-generated": (
        "{} is written by the program; {} is not kept",
        "change it in the template, the settings or templates/house.docx",
    ),
    "edit-characters": (
        "characters that only one font knows are replaced in {}",
        "put a character of Unicode in their place, or leave them out",
    ),
    "edit-note": (
        "a cross-reference shows note {}, but the note is gone; the reference is left out",
        "call the note where it is used first, or take the cross-reference away",
    ),
}


class ReaderFindings:
    """Collects diagnostics about one file, each once and in reading order."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: dict[Diagnostic, None] = {}

    def all(self) -> list[Diagnostic]:
        return list(self._found)

    def say(self, code: str, *details: str, hint: str | None = None) -> None:
        """Something to be told; details fill the message, words of the file as `shown`."""
        message, usual = _RULES[code]
        self._found[Diagnostic(Location(self.file), message.format(*details), code, hint or usual)] = None

    def left_out(self, what: str, text: str = "") -> None:
        """Something has no place in a brief; `text` are its words."""
        self.say("edit-left-out", _with_words(what, text))

    def unseen(self, what: str, text: str) -> None:
        """Something that shows on no page does not get into a brief, where everybody would read it."""
        way_out = "to show the words to readers: in Word, Font, Hidden off" if what == HIDDEN else None
        self.say("edit-hidden", _with_words(what, text), hint=way_out)

    def became(self, _: object, fate: Fate, what: str, text: str) -> None:
        """Something is left out, or its words are kept as plain ones, before the text is read."""
        if what == PROMPT:
            self.say("edit-prompt", what, shown(text))
        elif what == CHANGE:
            self.say("edit-tracked")
        elif fate is Fate.UNSEEN:
            self.unseen(what, text)
        elif fate is Fate.LEFT_OUT:
            self.left_out(what, text)
        elif REPLACEMENT in text:
            self.say("edit-characters", shown(text))
        else:
            self.say("edit-look", what, shown(text))


def _with_words(what: str, text: str) -> str:
    return f"{what} with the words {shown(text)}" if text.strip() else what


def shown(text: str) -> str:
    """The words of a place, by which a reader finds it."""
    words = " ".join(text.split())
    return f"“{words[:_SHOWN].rstrip()}…”" if len(words) > _SHOWN else f"“{words}”"
