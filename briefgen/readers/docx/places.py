"""What fields and references of an edited file point to: looked up once, before its text is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from briefgen.document.nodes import Document, FigureRef, Link, NoteRef, Subscript, Superscript, Text
from briefgen.document.walk import containers, inlines, plain_text
from briefgen.ooxml.fields import target
from briefgen.ooxml.tree import Element, W

NOTE_REFERENCES = {W + "endnoteReference": "endnote", W + "footnoteReference": "footnote"}

_NEAR = 12  # characters in front of a note's number by which its place is known
_NOTE_BOOKMARK = re.compile(r"_Note([1-9]\d{0,4})")


class Bookmarked:
    """Bookmarks: which note a bookmark stands at, and which picture stands before it.

    A note is known by its form and id, such as `endnote 3`; a picture by its w:drawing element.
    """

    def __init__(self, text: Element, base: Document) -> None:
        """`text` is the root of the main part, `base` the Document that the file was written from."""
        self._written = set(_numbers(base, NoteRef)) - set(_numbers(base, Superscript))
        self.notes: dict[str, str] = {}
        self.drawings: dict[str, Element] = {}
        waiting: list[str] = []
        drawing: Element | None = None
        for element in text.iter(W + "bookmarkStart", W + "drawing", *NOTE_REFERENCES):
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

    def was_note(self, number: int, before: str) -> bool:
        """Whether the file as it was written called the note right behind these words."""
        return (number, before[-_NEAR:]) in self._written


def _numbers(document: Document, kind: type[NoteRef] | type[Superscript]) -> Iterator[tuple[int, str]]:
    """The number of each use of a note, or each raised number, and the words that it stands behind."""
    for content in containers(document):
        before = ""
        for node in inlines(content):
            if isinstance(node, NoteRef | Superscript) and isinstance(node, kind):
                said = str(node.number) if isinstance(node, NoteRef) else node.value
                if said.isascii() and said.isdigit():
                    yield int(said), before[-_NEAR:]
            if isinstance(node, Text | Superscript | Subscript):
                before += plain_text((node,))
            elif isinstance(node, FigureRef):
                before += node.text


def note_key(reference: Element) -> str:
    return f"{NOTE_REFERENCES[reference.tag]} {reference.get(W + 'id')}"


def written_number(bookmark: str) -> int | None:
    """The number that a note had when the program wrote the file, from the name of its bookmark."""
    found = _NOTE_BOOKMARK.fullmatch(bookmark)
    return int(found[1]) if found else None


# --- Addresses of links as the brief has them, however the program that saved the file spells them ---


_BARE_HOST = re.compile(r"(https?://[^/?#]+)/", re.IGNORECASE)


class Addresses:
    """The addresses of a Document; another spelling of one of them is known as that one."""

    def __init__(self, document: Document) -> None:
        links = [n for c in containers(document) for n in inlines(c) if isinstance(n, Link)]
        self._exact = frozenset(_targets(links))
        self._known = {_key(address): address for address in reversed(_targets(links))}

    def settled(self, url: str) -> str:
        """The address as the Document has it, or itself where it is new; blanks in it are encoded."""
        if url in self._exact:
            return url
        return self._known.get(_key(url)) or re.sub(r"\s", "%20", url.strip())


def _targets(links: Iterable[Link]) -> list[str]:
    return list(dict.fromkeys(target(link.url, plain_text(link.content)) for link in links))


def _key(url: str) -> str:
    """What all spellings of an address have in common."""
    plain = unquote(url)
    bare = _BARE_HOST.fullmatch(plain)
    return bare[1] if bare else plain
