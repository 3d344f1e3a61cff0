"""A reference document to a House.

Only what briefs use is taken: styles, numbering, fonts, theme, the cover, and page setups with their headers and
footers and their pictures. All other text, properties, thumbnails and every other part stay behind, so nothing of the
document's past can reach a brief.
"""

from __future__ import annotations

from typing import Any

from docx import Document as open_document
from docx.opc.part import Part as WordPart

from briefgen.errors import Overrun, Problems
from briefgen.ooxml.archive import repack, unpack, unreadable
from briefgen.ooxml.soundness import sound
from briefgen.ooxml.tree import Element, R, W, fragment, parse, remove, stencil
from briefgen.writers.docx.house import House, Part, Relation
from briefgen.writers.docx.reference.carry import (
    Media,
    carry_relations,
    report_active_content,
    report_pictures,
    root_of,
)
from briefgen.writers.docx.reference.cover import CoverReader
from briefgen.writers.docx.reference.fields import open_running_texts, settle_fields
from briefgen.writers.docx.reference.findings import Findings
from briefgen.writers.docx.reference.marked_pages import complete, even_pages_differ, mark
from briefgen.writers.docx.reference.numbering import Numbering
from briefgen.writers.docx.reference.page import read_section, read_settings, text_height, text_width
from briefgen.writers.docx.reference.sections import Sections
from briefgen.writers.docx.reference.style_fallback import StyleFallback
from briefgen.writers.docx.reference.styles import marking_ids, read_styles, set_language_hole

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
_EMBEDDED_FONTS = tuple(W + f"embed{face}" for face in ("Regular", "Bold", "Italic", "BoldItalic"))


def read_house(data: bytes, file: str, fallback: StyleFallback | None = None) -> House:
    """The House of a .docx.

    `data` are the file's bytes, `file` its name for messages. The House's diagnostics say which styles are
    missing and what was left out. Raises Problems where the file is unsafe (`house-unsafe`) or no Word
    document (`house-unreadable`). With a `fallback`, styles that are missing come from there, and nothing
    is said of them.
    """
    parts = unpack(data, file)
    try:
        return _Reading(open_document(repack(parts)), file, fallback).house()
    except (Problems, Overrun, MemoryError):
        raise
    except Exception as problem:  # python-docx and lxml raise a dozen kinds at a damaged file
        raise unreadable(file, f"{type(problem).__name__}: {problem}") from problem


class _Reading:
    """One reference document while it is read."""

    def __init__(self, document: Any, file: str, fallback: StyleFallback | None) -> None:
        self._fallback = fallback
        self._findings = Findings(file)
        self._main: WordPart = document.part
        text = root_of(self._main)
        sound(text, self._findings.unsound)
        self._sections = Sections(text.find(W + "body"))
        # The text of a template made in Word is the brief's, from its first page on.
        self._cover = None if fallback else CoverReader(self._main, text, self._sections)
        self._media = Media()
        report_active_content(list(document.part.package.iter_rels()), self._findings)

    def house(self) -> House:
        styles = self._root("styles")
        if styles is None:
            raise ValueError("it has no styles")
        if self._fallback:
            self._fallback.fill(styles, text_width(read_section(self._sections.last, {})))
        ids = read_styles(styles, Findings("") if self._fallback else self._findings)
        set_language_hole(styles)
        cover_lists = self._cover.lists() if self._cover else frozenset[str]()
        numbering = Numbering(self._root("numbering"), styles, ids, self._findings, cover_lists)
        markings = marking_ids(ids)
        if self._fallback:
            self._fallback.rename(ids)
        parts = [
            _part("word/styles.xml", f"{_WORD}.styles+xml", "styles", styles),
            _part("word/numbering.xml", f"{_WORD}.numbering+xml", "numbering", numbering.root),
            _part(
                "word/settings.xml",
                f"{_WORD}.settings+xml",
                "settings",
                read_settings(self._root("settings"), self._findings),
            ),
        ]
        parts += self._fonts()
        parts += self._theme()
        headers = self._headers(parts, markings)
        section = read_section(self._sections.last, headers)
        cover = None
        if self._cover:
            cover = self._cover.read(numbering.lists(), headers, markings, self._media, self._findings)
        return House(
            parts=(*parts, *self._media.parts.values()),
            styles=ids,
            text_width=text_width(section),
            text_height=text_height(section),
            section=fragment(section),
            cover=cover,
            first_page=self._sections.first_page(),
            bullets=numbering.bullets,
            numbers=numbering.numbers,
            next_number=numbering.next_number,
            diagnostics=self._findings.all(),
            heading_shift=self._fallback.heading_shift if self._fallback else 0,
        )

    def _related(self, kind: str) -> WordPart | None:
        """The part of that kind that the main document points to."""
        for relation in self._main.rels.values():
            if relation.reltype.rpartition("/")[2] == kind and not relation.is_external:
                part: WordPart = relation.target_part
                return part
        return None

    def _root(self, kind: str) -> Element | None:
        part = self._related(kind)
        if part is None:
            return None
        root = parse(part.blob)
        sound(root, self._findings.unsound)
        return root

    def _fonts(self) -> list[Part]:
        """The font table, without fonts embedded in the file."""
        root = self._root("fontTable")
        if root is None:
            return []
        for embedded in list(root.iter(*_EMBEDDED_FONTS)):
            self._findings.left_out("embedded fonts")
            remove(embedded)
        for charset in root.iter(W + "charset"):  # LibreOffice adds an attribute of the strict form of the format
            charset.attrib.pop(W + "characterSet", None)
        return [_part("word/fontTable.xml", f"{_WORD}.fontTable+xml", "fontTable", root)]

    def _theme(self) -> list[Part]:
        part = self._related("theme")
        if part is None:
            return []
        root = parse(part.blob)
        relations = carry_relations(part, root, self._media, self._findings)
        return [Part("word/theme/theme1.xml", _THEME, "theme", stencil(root), relations)]

    def _headers(self, parts: list[Part], markings: frozenset[str]) -> dict[str, str]:
        """Append the headers and footers of the text and the cover to the parts; their new ids by their old ones."""
        sections = (self._sections.last, *(self._sections.of_cover if self._cover else ()))
        new_ids: dict[str, str] = {}
        for place in ("header", "footer"):
            references = [r for section in sections for r in section.iterchildren(W + f"{place}Reference")]
            for count, old in enumerate(dict.fromkeys(reference.get(R + "id") for reference in references), 1):
                parts.append(self._header(self._main.rels[old].target_part, place, count, markings))
                new_ids[old] = f"rId{len(parts)}"

        def add(place: str, root: Element) -> str:
            number = sum(part.relation == place for part in parts) + 1
            parts.append(self._running_part(place, number, root, ()))
            new_ids[f"added{len(parts)}"] = f"rId{len(parts)}"
            return f"added{len(parts)}"

        even_pages = even_pages_differ(self._root("settings"))
        for section in sections:
            complete(section, even_pages=even_pages, add=add)
        return new_ids

    def _header(self, part: WordPart, place: str, count: int, markings: frozenset[str]) -> Part:
        root = root_of(part)
        sound(root, self._findings.unsound)
        report_pictures(root, place, self._findings)
        relations = carry_relations(part, root, self._media, self._findings)
        settle_fields(root, markings, place, self._findings)
        if self._fallback:
            open_running_texts(root)
        mark(root)
        return self._running_part(place, count, root, relations)

    @staticmethod
    def _running_part(place: str, count: int, root: Element, relations: tuple[Relation, ...]) -> Part:
        return Part(f"word/{place}{count}.xml", f"{_WORD}.{place}+xml", place, stencil(root), relations)


def _part(name: str, content_type: str, relation: str, root: Element) -> Part:
    return Part(name, content_type, relation, stencil(root))
