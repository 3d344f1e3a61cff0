"""A reference document to a House.

Only what briefs use is taken: styles, numbering, fonts, theme, the cover, and page setups with their headers and
footers and their pictures. All other text, properties, thumbnails and every other part stay behind, so nothing of the
document's past can reach a brief.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from typing import Any

from docx import Document as open_document
from docx.opc.part import Part as WordPart
from lxml.etree import ProcessingInstruction  # type: ignore[import-untyped]

from briefgen.errors import Overrun, Problems
from briefgen.ooxml.archive import HOUSE, repack
from briefgen.ooxml.packing import LANGUAGE, MARKING_STYLE, marking_hole, property_hole, property_name, running_number
from briefgen.ooxml.sanitise import drop_unknown_styles, sanitise
from briefgen.ooxml.style_names import ASKED, INSTEAD, MARKING, MARKING_OTHER, TLP, StyleKind
from briefgen.ooxml.tree import Element, R, W, fragment, hole, is_on, make, parse, replace, stencil, value
from briefgen.writers.docx.house import House, Part, Relation, style_key
from briefgen.writers.docx.reference.carry import (
    Media,
    carry_relations,
    report_active_content,
    report_pictures,
    root_of,
)
from briefgen.writers.docx.reference.fields import open_running_texts, settle_fields
from briefgen.writers.docx.reference.findings import HouseFindings
from briefgen.writers.docx.reference.page import (
    CoverReader,
    Sections,
    page_size,
    read_section,
    read_settings,
    running_off_page,
    text_height,
    text_width,
)
from briefgen.writers.docx.reference.styles import Numbering, StyleFallback
from briefgen.writers.docx.reference.theme import embedding_settings, font_relations, read_theme, take_fonts
from briefgen.writers.docx.reference.visibility import Visibility

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_THEME = "application/vnd.openxmlformats-officedocument.theme+xml"


def read_house(data: bytes, file: str, fallback: StyleFallback | None = None) -> House:
    """The House of a .docx.

    `data` are the file's bytes, `file` its name for messages. The House's diagnostics say which styles are
    missing and what was left out. Raises Problems where the file is unsafe (`house-unsafe`) or no Word
    document (`house-unreadable`). With a `fallback`, styles that are missing come from there, and nothing
    is said of them.
    """
    parts = HOUSE.unpack(data, file)
    try:
        return _ReferenceReading(open_document(repack(parts)), file, fallback).house()
    except (Problems, Overrun, MemoryError):
        raise
    except Exception as problem:  # python-docx and lxml raise a dozen kinds at a damaged file
        raise HOUSE.unreadable(file, f"{type(problem).__name__}: {problem}") from problem


class _ReferenceReading:
    """One reference document while it is read."""

    def __init__(self, document: Any, file: str, fallback: StyleFallback | None) -> None:
        self._fallback = fallback
        self._findings = HouseFindings(file)
        self._main: WordPart = document.part
        text = root_of(self._main)
        sanitise(text, self._findings.unsound)
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
        there = {style.get(W + "styleId") for style in styles.iter(W + "style")}
        drop_unknown_styles(styles, there, self._findings.unsound)
        ids = read_styles(styles, HouseFindings("") if self._fallback else self._findings)
        set_language_hole(styles)
        cover_lists = self._cover.lists() if self._cover else frozenset[str]()
        lists = self._root("numbering")
        for root in (lists, *(self._cover.blocks if self._cover else ())):
            if root is not None:
                drop_unknown_styles(root, there, self._findings.unsound)
        numbering = Numbering(lists, styles, ids, self._findings, cover_lists)
        markings = marking_ids(ids)
        if self._fallback:
            self._fallback.rename(ids)
        fonts = self._fonts()
        settings = read_settings(self._root("settings"), self._findings)
        embedding_settings(settings, fonts[1:])
        parts = [
            _part("word/styles.xml", f"{_WORD}.styles+xml", "styles", styles),
            _part("word/numbering.xml", f"{_WORD}.numbering+xml", "numbering", numbering.root),
            _part("word/settings.xml", f"{_WORD}.settings+xml", "settings", settings),
            *fonts[:1],
        ]
        parts += self._theme()
        page = read_section(self._sections.last, {})
        visibility = Visibility(styles, markings, *page_size(page))
        headers = self._headers(parts, markings, visibility, there)
        section = read_section(self._sections.last, headers)
        for one in (section, *(self._sections.of_cover if self._cover else ())):
            if place := running_off_page(one):
                raise Problems([self._findings.off_page(place)])
        cover = None
        if self._cover:
            cover = self._cover.read(numbering.lists(), headers, markings, self._media, self._findings)
        return House(
            parts=(*parts, *fonts[1:], *self._media.parts.values()),
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
        sanitise(root, self._findings.unsound)
        return root

    def _fonts(self) -> list[Part]:
        """The font table, and the fonts of it that are embedded in the file."""
        table, root = self._related("fontTable"), self._root("fontTable")
        if table is None or root is None:
            return []
        for charset in root.iter(W + "charset"):  # LibreOffice adds an attribute of the strict form of the format
            charset.attrib.pop(W + "characterSet", None)

        def blob_of(id_: str) -> bytes:
            relation = table.rels.get(id_)
            return b"" if relation is None or relation.is_external else bytes(relation.target_part.blob)

        fonts = take_fonts(root, blob_of, self._findings.left_out)
        name, type_ = "word/fontTable.xml", f"{_WORD}.fontTable+xml"
        return [Part(name, type_, "fontTable", stencil(root), font_relations(fonts)), *fonts]

    def _theme(self) -> list[Part]:
        part = self._related("theme")
        if part is None:
            return []
        return [Part("word/theme/theme1.xml", _THEME, "theme", read_theme(parse(part.blob), self._findings))]

    def _headers(
        self, parts: list[Part], markings: frozenset[str], visibility: Visibility, styles: Collection[str]
    ) -> dict[str, str]:
        """Append the headers and footers of the text and the cover to the parts; their new ids by their old ones."""
        sections = (self._sections.last, *(self._sections.of_cover if self._cover else ()))
        new_ids: dict[str, str] = {}
        for place in ("header", "footer"):
            references = [r for section in sections for r in section.iterchildren(W + f"{place}Reference")]
            for count, old in enumerate(dict.fromkeys(reference.get(R + "id") for reference in references), 1):
                root = root_of(self._main.rels[old].target_part)
                drop_unknown_styles(root, styles, self._findings.unsound)
                parts.append(self._header(self._main.rels[old].target_part, root, place, count, markings, visibility))
                new_ids[old] = f"rId{len(parts)}"

        def add(place: str, root: Element) -> str:
            self._see(root, place, visibility)
            number = sum(part.relation == place for part in parts) + 1
            parts.append(self._running_part(place, number, root, ()))
            new_ids[f"added{len(parts)}"] = f"rId{len(parts)}"
            return f"added{len(parts)}"

        even_pages = even_pages_differ(self._root("settings"))
        for section in sections:
            complete(section, even_pages=even_pages, add=add)
        return new_ids

    def _header(
        self, part: WordPart, root: Element, place: str, count: int, markings: frozenset[str], visibility: Visibility
    ) -> Part:
        sanitise(root, self._findings.unsound)
        report_pictures(root, place, self._findings)
        relations = carry_relations(part, root, self._media, self._findings)
        settle_fields(root, markings, place, self._findings)
        if self._fallback:
            open_running_texts(root)
        if mark(root, visibility):
            self._see(root, place, visibility)
        return self._running_part(place, count, root, relations)

    def _see(self, root: Element, place: str, visibility: Visibility) -> None:
        """Refuse a line with the marking, the last of a header or footer, that would not be seen."""
        *_, look, shown = root.iter(ProcessingInstruction)
        if visibility.hides(shown):  # a hidden Normal is not the marking's
            look.getparent().append(make("vanish", val="0"))
        if reason := visibility.hides(shown):
            raise Problems([self._findings.unseen(place, reason)])

    @staticmethod
    def _running_part(place: str, count: int, root: Element, relations: tuple[Relation, ...]) -> Part:
        return Part(f"word/{place}{count}.xml", f"{_WORD}.{place}+xml", place, stencil(root), relations)


def _part(name: str, content_type: str, relation: str, root: Element) -> Part:
    return Part(name, content_type, relation, stencil(root))


# --- The marking on every page: in each header and footer that a page can have, whatever the reference document ---


_MARKING = "Marking"
_TYPED = re.compile(r"TLP:(?:RED|AMBER\+STRICT|AMBER|GREEN|CLEAR|WHITE)\b")


def mark(root: Element, visibility: Visibility) -> bool:
    """Let a header or footer show the marking of each brief: for one that was typed, or on a line of its own.

    True where it got such a line.
    """
    for text in list(root.iter(W + "t")):
        _open(text)
    there = [(place, (place.text or "").strip()) for place in root.iter(ProcessingInstruction)]
    shown = [name for place, name in there if not visibility.hides(place)]
    if any((property_name(name) or "").casefold() == _MARKING.casefold() for name in shown):
        return False
    running = [number for name in shown if (number := running_number(name)) is not None]
    root.append(_line(marking_hole(running)))
    return True


def _open(text: Element) -> None:
    """A hole in place of each marking that was typed, which would be that of all briefs."""
    before, *rest = _TYPED.split(text.text or "")
    if not rest:
        return
    text.text = before
    for after in rest:
        place = hole(property_hole(_MARKING))
        place.tail = after
        text.append(place)


def _line(name: str) -> Element:
    paragraph, settings, align = make("p"), make("pPr"), make("jc", val="right")
    settings.append(align)
    run, look, text = make("r"), make("rPr"), make("t")
    look.append(hole(MARKING_STYLE))
    text.append(hole(name))
    run.extend((look, text))
    paragraph.extend((settings, run))
    return paragraph


def lacking(section: Element, *, even_pages: bool) -> Iterator[tuple[str, str]]:
    """The headers and footers that pages of a section have and the section does not: place and type (17.10.1)."""
    first = section.find(W + "titlePg")
    types = ["default", *(["first"] if is_on(first) else []), *(["even"] if even_pages else [])]
    for place in ("header", "footer"):
        there = {r.get(W + "type", "default") for r in section.iterchildren(W + f"{place}Reference")}
        yield from ((place, type_) for type_ in types if type_ not in there)


def even_pages_differ(settings: Element | None) -> bool:
    """Whether left and right pages have headers of their own (17.10.1)."""
    found = None if settings is None else settings.find(W + "evenAndOddHeaders")
    return is_on(found)


def complete(section: Element, *, even_pages: bool, add: Callable[[str, Element], str]) -> None:
    """Give a section the headers and footers that it lacks; `add` takes a place and its content and gives its id."""
    for place, type_ in lacking(section, even_pages=even_pages):
        root = make("hdr" if place == "header" else "ftr")
        root.append(_line(property_hole(_MARKING)))
        reference = make(f"{place}Reference", type=type_)
        reference.set(R + "id", add(place, root))
        section.insert(0, reference)


# --- The styles part: cleaned, and asked which of the writer's style names it knows ---


_KINDS: tuple[StyleKind, ...] = ("paragraph", "character", "table")
_INSTEAD: dict[StyleKind, str] = {
    "paragraph": "the document's default paragraph style (Normal)",
    "character": "plain direct formatting",
    "table": "a table without lines",
}


def read_styles(root: Element, findings: HouseFindings) -> dict[str, str]:
    """The ids of all styles by `style_key`; says which of the asked names are missing."""
    styles: dict[str, str] = {}
    for style in root.iter(W + "style"):
        kind, name = style.get(W + "type", "paragraph"), value(style, "name")
        if kind in _KINDS and name:
            styles.setdefault(style_key(name, kind), style.get(W + "styleId"))
    _fill_in(styles, findings)
    _report_markings(styles, findings)
    return styles


def _fill_in(styles: dict[str, str], findings: HouseFindings) -> None:
    """Let the nearest style that there is serve for each that is missing, and say so."""
    there = dict(styles)
    for name, kind in ASKED:
        if style_key(name, kind) in there:
            continue
        near = next((other for other in INSTEAD.get(name, ()) if style_key(other, kind) in there), None)
        if near is not None:
            styles[style_key(name, kind)] = there[style_key(near, kind)]
        findings.say("house-style-missing", kind, name, f"'{near}'" if near else _INSTEAD[kind])


def marking_ids(styles: dict[str, str]) -> frozenset[str]:
    """The ids of the character styles that show markings."""
    prefix = style_key(f"{MARKING} ", "character")
    return frozenset(styles[key] for key in styles if key.startswith(prefix))


def set_language_hole(root: Element) -> None:
    """Let each brief state its language in the document defaults, the place all styles inherit from."""
    properties = root
    for tag in ("docDefaults", "rPrDefault", "rPr"):
        child = properties.find(W + tag)
        if child is None:
            child = make(tag)
            properties.insert(0, child)
        properties = child
    language = properties.find(W + "lang")
    if language is None:
        language = make("lang")
        _before_the_last(properties, language)
    replace(language, hole(LANGUAGE))


def _before_the_last(properties: Element, language: Element) -> None:
    """w:lang stands before these few (17.3.2.28)."""
    late = [child for child in properties if child.tag in {W + t for t in ("eastAsianLayout", "specVanish", "oMath")}]
    if late:
        late[0].addprevious(language)
    else:
        properties.append(language)


def _report_markings(styles: dict[str, str], findings: HouseFindings) -> None:
    """A house that knows one TLP marking should know all; one with another scheme need not know any."""
    names = [f"{MARKING} {label}" for label in TLP]
    missing = [name for name in names if style_key(name, "character") not in styles]
    if len(missing) < len(names):
        for name in missing:
            findings.say("house-style-missing", "character", name, f"'{MARKING_OTHER}'")
