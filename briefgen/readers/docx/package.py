"""An edited Word file: the parts that hold its text, safely unpacked and parsed, and what that refers to in them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import unquote

from lxml import etree  # type: ignore[import-untyped]

from briefgen.document.figures import is_picture_name, plain_png
from briefgen.document.nodes import Document, Figure, FigureRef, Link, NoteRef, Picture, Subscript, Superscript, Text
from briefgen.document.walk import containers, inlines, plain_text
from briefgen.ooxml.archive import EDITED
from briefgen.ooxml.fields import COVER, target
from briefgen.ooxml.simplify import words_of
from briefgen.ooxml.tree import MC, WP, A, Element, R, Relationship, W, WordPackage, whole
from briefgen.readers.docx.findings import ReaderFindings

# A file saved as "Strict Open XML" says the same in other namespaces (ISO/IEC 29500-1, annex on namespaces).
_STRICT = {
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
}


class EditedPackage(WordPackage):
    """An edited Word file."""

    def __init__(self, data: bytes, file: str) -> None:
        """Raises Problems where the file is unsafe (`edit-unsafe`) or no Word document (`edit-unreadable`)."""
        self._file = file
        if not data:
            raise EDITED.unreadable(file, "it is empty")
        super().__init__({name: _in_usual_words(name, part) for name, part in EDITED.unpack(data, file).items()})
        if self.main not in self.parts or not self.text.tag.endswith("}document"):
            raise EDITED.unreadable(file, "it is no Word document")

    @property
    def text(self) -> Element:
        return self.root(self.main)

    def root(self, name: str) -> Element:
        """The root of a part; raises Problems where it is damaged."""
        try:
            return super().root(name)
        except (etree.XMLSyntaxError, ValueError) as problem:
            raise EDITED.unreadable(self._file, f"{name}: {problem}") from problem

    def roots(self, kind: str) -> list[Element]:
        """The parts of a kind, in the order of their names."""
        return [self.root(name) for name in self.related(kind)]


def _in_usual_words(name: str, part: bytes) -> bytes:
    for strict, usual in _STRICT.items() if name.endswith((".xml", ".rels")) else ():
        part = part.replace(strict, usual)
    return part


# --- Pictures and other drawings ---


_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_EMU_PER_MM = 36_000
_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ue000-\uf8ff\U000f0000-\U0010ffff]+")


class Drawings:
    """Reads drawings; knows the pictures that the brief had when it was made."""

    def __init__(self, package: EditedPackage, known: Sequence[Picture], findings: ReaderFindings) -> None:
        self._package = package
        self._findings = findings
        self._known = {(p.name, _plain(p.png)): p for p in known}
        self._by_content = {png: p for (_, png), p in reversed(self._known.items())}
        self.pictures: dict[str, Picture] = {}  # those that figures show, in order of first use

    def figure(self, drawing: Element, relations: Mapping[str, Relationship]) -> Figure | None:
        """The figure that a w:drawing is; None, with a finding, for what no brief can show.

        `relations` are those of the part that it stands in.
        """
        shown = self.shown(drawing, relations)
        if isinstance(shown, str):
            self._findings.left_out(shown, words_of(drawing))
            return None
        figure, picture = shown
        self.pictures.setdefault(figure.name, picture)
        return figure

    def shown(self, drawing: Element, relations: Mapping[str, Relationship]) -> tuple[Figure, Picture] | str:
        """The figure and its picture that a w:drawing shows, or what else it is."""
        blips = list(drawing.iter(A + "blip"))
        if any(True for _ in drawing.iter(W + "txbxContent")):
            return "a text box"
        if len(blips) != 1:
            return "a drawing"
        relation = relations.get(blips[0].get(R + "embed") or "")
        data = self._package.parts.get(relation.target) if relation and not relation.external else None
        if data is None:
            return "a picture that is not in the file"
        try:
            png = plain_png(data)
        except ValueError:
            return "a picture that is no PNG"
        properties = next(drawing.iter(WP + "docPr"), None)
        alternative = "" if properties is None else _BREAKS.sub(" ", properties.get("descr") or "")
        picture = self._picture(drawing, png)
        return Figure(picture.name, alternative if alternative.strip() else picture.name), picture

    def _picture(self, drawing: Element, png: bytes) -> Picture:
        names = [e.get("name") or "" for e in drawing.iter(_PICTURE + "cNvPr")]
        known = next((self._known[n, png] for n in names if (n, png) in self._known), None)
        known = known or self._by_content.get(png)
        if known:
            return known
        taken = {name for name, _ in self._known}
        name = next((n for n in names if is_picture_name(n) and n not in taken), "")
        name = name or f"picture-{hashlib.blake2b(png, digest_size=6).hexdigest()}.png"
        extent = next(drawing.iter(WP + "extent"), None)
        sides = [whole(extent.get(a)) / _EMU_PER_MM if extent is not None else 0 for a in ("cx", "cy")]
        return Picture(name, png, max(sides[0], 0.1), max(sides[1], 0.1))


def _plain(png: bytes) -> bytes:
    try:
        return plain_png(png)
    except ValueError:
        return png


# --- What fields and references point to: looked up once, before the text is read ---


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


# --- What stands on the cover, in headers and in footers: written by the program, and no part of a Document ---


_COUNTED = ("PAGE", "NUMPAGES", "SECTIONPAGES")


def headers_and_footers(data: bytes, file: str) -> tuple[str, ...]:
    """The lines of the cover and of each header and footer, if any, sorted, without numbers of pages.

    LibreOffice turns a frame into a text box, which it writes in two ways and hangs into another line; so each line
    counts once, and their order does not.

    To be compared with those of the file as it was written: a difference is a person's. Raises Problems where the
    file cannot be read.
    """
    package = EditedPackage(data, file)
    parts = [root for kind in ("header", "footer") for root in package.roots(kind)]
    body = package.text.find(W + "body")
    cover = [] if body is None else parted(body)[0]
    stories = [_words([root]) for root in parts] + [_words(cover)]
    return tuple(sorted({words for words in stories if words}))


def _words(roots: Iterable[Element]) -> str:
    paragraphs = {_paragraph(p) for root in roots for p in root.iter(W + "p") if not _is_fallback(p)}
    return "\n".join(sorted(paragraphs - {""}))


def _is_fallback(element: Element) -> bool:
    """Whether it is what a program reads that cannot read the form in front of it."""
    return next(element.iterancestors(MC + "Fallback"), None) is not None


def _paragraph(paragraph: Element) -> str:
    out: list[str] = []
    code, counted = "", False
    for node in paragraph.iter(W + "fldChar", W + "instrText", W + "t", W + "tab", W + "br"):
        if next(node.iterancestors(W + "p"), None) is not paragraph:  # in a text box, a paragraph of its own
            continue
        if node.tag == W + "fldChar":
            kind = node.get(W + "fldCharType")
            code = "" if kind == "begin" else code
            counted = kind == "separate" and code.split()[:1] in ([name] for name in _COUNTED)
        elif node.tag == W + "instrText":
            code += node.text or ""
        elif not counted:
            out.append((node.text or "") if node.tag == W + "t" else " ")
    return " ".join("".join(out).split())


def parted(body: Element) -> tuple[list[Element], list[Element]]:
    """What stands on the cover, and what is the brief.

    The cover ends with the section break that the program marked. Where a person took that break away, the mark is
    at the beginning of the text; where the mark is gone, nothing is taken for a cover, so that no text gets lost.
    """
    blocks = list(body)
    for place, block in enumerate(blocks):
        if any(mark.get(W + "name") == COVER for mark in block.iter(W + "bookmarkStart")):
            ends = place + any(True for _ in block.iter(W + "sectPr"))
            return blocks[:ends], blocks[ends:]
    return [], blocks
