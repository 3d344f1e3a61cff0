"""The house: what a reference document gives to every brief, as plain values.

Reading a reference document needs python-docx, which takes longer to import than a brief takes to write.
So it is read once (`reference.reader`), and kept as what it is.
"""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.diagnostics import Diagnostic
from briefgen.frozen import dataclass
from briefgen.ooxml.packing import Deflated, Stencil, holes, marking_beside, property_name
from briefgen.ooxml.style_names import MARKING_OTHER, StyleKind, marking_style
from briefgen.regexes import pattern

_REFERENCE = pattern(r'Reference [^>]*"rId([0-9]+)"')


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of a part of the house: to another part by name, or to a web address."""

    id: str
    type: str
    target: str
    external: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the package: an XML stencil, or a picture or a font as the package has it.

    `relation` is the type of the relationship from the main document, "" for a part that only a header or
    footer uses.
    """

    name: str
    content_type: str
    relation: str
    content: Stencil | Deflated
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True)
class ListLook:
    """A list of the house: its w:num, its w:abstractNum, and the left indent of each level in twips."""

    number: int
    abstract: int
    indents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands before the text of each brief, on pages of its own.

    `content` begins the body and ends with a section break; `start_tag` is what it asks of the start tag of the
    main part, `relations` are relationships of that part. `pages` is how many it has, as far as can be told.
    """

    content: Stencil
    start_tag: str
    relations: tuple[Relation, ...]
    pages: int


@dataclass(frozen=True, slots=True)
class House:
    """Everything a brief takes from its reference document; made by `reference.reader.read_house`.

    The main document's relationship to `parts[n]` has the id `rId{n+1}`; `section` is the page setup and
    refers to headers and footers by these ids. Text width and height are in twips. `styles` gives the id of a
    style by kind and lower-case name. `diagnostics` says what was missing or left out, so that a House from a
    cache still says it. With a `heading_shift` of 1 the title is in the style Title, and sections in heading 1.
    `first_page` is the number that the first page of the text has.
    """

    parts: tuple[Part, ...]
    styles: dict[str, str]
    section: Stencil
    text_width: int
    text_height: int
    bullets: ListLook
    numbers: ListLook
    next_number: int
    cover: Cover | None = None
    first_page: int = 1
    diagnostics: tuple[Diagnostic, ...] = ()
    heading_shift: int = 0

    def style(self, name: str, kind: StyleKind = "paragraph") -> str:
        """The id of the style with this name, or "" for the document's default."""
        return self.styles.get(style_key(name, kind), "")

    def marking_style(self, label: str) -> str:
        """The id of the character style that shows this marking."""
        return self.style(marking_style(label), "character") or self.style(MARKING_OTHER, "character")

    def asked_properties(self) -> tuple[str, ...]:
        """The document properties that fields on the cover, in headers and in footers show, each once."""
        return _properties(self.parts, () if self.cover is None else self.cover.content)

    def shows_marking(self) -> bool:
        """Whether every page of the text has the marking in header and footer."""
        used = set(_REFERENCE.findall("".join(self.section[::2])))
        parts = [part for n, part in enumerate(self.parts, 1) if str(n) in used and isinstance(part.content, tuple)]
        there = {part.relation for part in parts if _has_marking(part)}
        return there == {"header", "footer"} and all(map(_has_marking, parts))


def style_key(name: str, kind: StyleKind) -> str:
    return f"{kind}:{name.casefold()}"


def _has_marking(part: Part) -> bool:
    """Whether a header or footer has a place for the marking."""
    found = holes(part.content) if isinstance(part.content, tuple) else ()
    return any((property_name(h) or "").casefold() == "marking" or marking_beside(h) is not None for h in found)


def _properties(parts: Iterable[Part], content: Stencil = ()) -> tuple[str, ...]:
    """The document properties for which there are holes in the parts, or in the content."""
    stencils = (*(part.content for part in parts if isinstance(part.content, tuple)), content)
    found = (property_name(hole) for cut in stencils for hole in holes(cut))
    return tuple(dict.fromkeys(name for name in found if name))
