"""What fields and references of an edited file point to: looked up once, before its text is read."""

from __future__ import annotations

import re

from briefgen.ooxml.tree import Element, W
from briefgen.readers.docx.package import PartRoot

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PROPERTIES = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
NOTE_REFERENCES = {W + "endnoteReference": "endnote", W + "footnoteReference": "footnote"}

_NOTE_BOOKMARK = re.compile(r"_Note([1-9]\d{0,4})")


class Places:
    """Bookmarks: which note a bookmark stands at, and which picture stands before it.

    A note is known by its form and id, such as `endnote 3`; a picture by its w:drawing element.
    """

    def __init__(self, main: PartRoot) -> None:
        self.notes: dict[str, str] = {}
        self.drawings: dict[str, Element] = {}
        waiting: list[str] = []
        drawing: Element | None = None
        for element in main.root.iter(W + "bookmarkStart", W + "drawing", *NOTE_REFERENCES):
            if element.tag == W + "bookmarkStart":
                name = element.get(W + "name") or ""
                waiting.append(name)
                if drawing is not None:
                    self.drawings[name] = drawing
            elif element.tag == W + "drawing":
                drawing = element
            else:
                self.notes.update(dict.fromkeys(waiting, note_key(element)))
                waiting.clear()


def note_key(reference: Element) -> str:
    return f"{NOTE_REFERENCES[reference.tag]} {reference.get(W + 'id')}"


def written_number(bookmark: str) -> int | None:
    """The number that a note had when the program wrote the file, from the name of its bookmark."""
    found = _NOTE_BOOKMARK.fullmatch(bookmark)
    return int(found[1]) if found else None
