"""WordprocessingML by lxml: names, parsing, serialising to stencils; and a file that is read, by its parts."""

from __future__ import annotations

import posixpath
import re
from typing import Any

from docx.oxml.ns import nsmap
from docx.oxml.parser import parse_xml
from lxml import etree  # type: ignore[import-untyped]

from briefgen.frozen import dataclass
from briefgen.ooxml.packing import DECLARATION, TARGET, Stencil, cut

Element = Any  # lxml has no types of its own

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NAMESPACES = {"w": nsmap["w"], "r": nsmap["r"]}
_FIRST_ROW = 0x20
_MEASURE = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)(mm|cm|in|pt|pc|pi)")
_TWIPS = {"mm": 1440 / 25.4, "cm": 1440 / 2.54, "in": 1440, "pt": 20, "pc": 240, "pi": 240}
_OFF = frozenset({"0", "false", "off", "none"})


def parse(data: bytes) -> Element:
    """The root element, by python-docx's parser, which expands no entities; comments and the like are gone."""
    root = parse_as_is(data)
    tidy(root)
    return root


def parse_as_is(data: bytes) -> Element:
    """The root element with everything that Word left in it; ValueError where text could vanish behind entities."""
    root = parse_xml(data)
    if root.getroottree().docinfo.doctype:
        raise ValueError("it has a document type declaration")
    return root


def tidy(root: Element) -> None:
    """Remove comments, processing instructions and the ids of editing sessions (rsid)."""
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    for element in root.iter():
        for name in [n for n in element.attrib if n.startswith(W + "rsid")]:
            del element.attrib[name]
    for element in list(root.iter(W + "rsid", W + "rsids", W + "proofErr", W + "lastRenderedPageBreak")):
        remove(element)


def make(tag: str, **attributes: str) -> Element:
    """A w: element with w: attributes."""
    return etree.Element(W + tag, {W + name: value for name, value in attributes.items()}, nsmap=NAMESPACES)


def hole(name: str) -> Element:
    """A hole that a stencil keeps open; stands where an element or text may stand."""
    return etree.ProcessingInstruction(TARGET, name)


def remove(element: Element) -> None:
    """Take the element out, with its content; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def replace(element: Element, *others: Element) -> None:
    """Put others where the element stands."""
    for other in others:
        element.addprevious(other)
    remove(element)


def unwrap(element: Element) -> None:
    """Put the element's children where it stands."""
    replace(element, *list(element))


def stencil(root: Element) -> Stencil:
    """The whole part as a stencil."""
    return cut(DECLARATION + etree.tostring(root, encoding="unicode"))


def serialised(root: Element) -> bytes:
    """The part as it stands in a package."""
    xml: str = etree.tostring(root, encoding="unicode")
    return (DECLARATION + xml).encode()


def fragment(*elements: Element, declared: dict[str, str] | None = None) -> Stencil:
    """Elements that will stand in the main document, where w: and r: are `declared` already, and perhaps more."""
    prefixes = NAMESPACES | (declared or {})
    whole = etree.Element("whole", nsmap=prefixes)
    whole.extend(elements)
    etree.cleanup_namespaces(whole, keep_ns_prefixes=list(prefixes))
    xml: str = etree.tostring(whole, encoding="unicode")
    return cut(xml[xml.index(">") + 1 : xml.rindex("<")])


def shade(element: Element, path: str) -> str:
    """The colour behind something as RRGGBB, by the w:shd at the end of a path such as `tcPr/shd`.

    "" for none, for one that the program chooses, and for white, which nobody sees.
    """
    shading = element.find("/".join(W + step for step in path.split("/")))
    found = "" if shading is None else (shading.get(W + "fill") or "").upper()
    return found if re.fullmatch(r"[0-9A-F]{6}", found) and found != "FFFFFF" else ""


def twips(said: str) -> float | None:
    """A measure that names its unit, such as 12pt, in twentieths of a point (17.18.81); None for what names none."""
    measure = _MEASURE.fullmatch(said)
    return float(measure[1]) * _TWIPS[measure[2]] if measure else None


def whole(text: str | None) -> int:
    """The whole number that the text is, 0 for what is none."""
    try:
        return round(float(text or 0))
    except (ValueError, OverflowError):
        return 0


def value(element: Element, path: str) -> str | None:
    """The w:val at the end of a path of w: names such as `pPr/numPr/numId`, or None."""
    found = element.find("/".join(W + step for step in path.split("/")))
    return None if found is None else found.get(W + "val")


def text_element(words: str) -> Element:
    """A w:t with words, blanks at their ends kept."""
    made = make("t")
    made.text = words
    made.set(SPACE, "preserve")
    return made


def has_head(table: Element) -> bool:
    """Whether the first row of a w:tbl looks like a header: as w:tblLook says, or else yes."""
    look = table.find(f"{W}tblPr/{W}tblLook")
    flag = None if look is None else look.get(W + "firstRow")
    if look is None or flag is not None:
        return look is None or on(flag)
    try:
        return bool(int(look.get(W + "val") or "0020", 16) & _FIRST_ROW)
    except ValueError:
        return True


def on(said: str | None) -> bool:
    """What an attribute means that switches something on or off (17.17.4); one that is not there is off."""
    return said is not None and said.lower() not in _OFF


def is_on(element: Element | None) -> bool:
    """Whether an element that switches something on is there and does; without a w:val it does."""
    return element is not None and on(element.get(W + "val") or "1")


def switch(properties: Element | None, name: str) -> bool | None:
    """Whether properties switch something such as w:b on; None where they say nothing of it."""
    found = None if properties is None else properties.find(W + name)
    return None if found is None else is_on(found)


# --- A Word file with a text to be read: its parts by name, and what each of them points to (ECMA-376 part 2) ---
#
# Reference documents are opened by python-docx; what editors type and edit is read here without its models of a text.


_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part points to: `kind` is the last word of the type; `target` a part's name or, `external`, an address."""

    kind: str
    target: str
    external: bool


class WordPackage:
    """The parts of a file; each is parsed when it is first asked for."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self._roots: dict[str, Element] = {}
        found = (r.target for r in self.relations("").values() if r.kind == "officeDocument" and not r.external)
        self.main = next(found, "")
        """The name of the part with the text, "" where the file names none."""

    def root(self, name: str) -> Element:
        """The root of a part, the same one each time; KeyError where there is no such part."""
        if name not in self._roots:
            self._roots[name] = parse(self.parts[name])
        return self._roots[name]

    def relations(self, name: str) -> dict[str, Relationship]:
        """What a part points to, by id (6.5); what the file itself points to for ""."""
        folder, base = posixpath.split(name)
        part = posixpath.join(folder, "_rels", f"{base}.rels")
        if part not in self.parts:
            return {}
        return {e.get("Id") or "": _relationship(folder, e) for e in self.root(part).iter(_RELATIONSHIP)}

    def related(self, kind: str) -> list[str]:
        """The names of the parts of a kind that the part with the text points to, sorted."""
        names = {r.target for r in self.relations(self.main).values() if r.kind == kind and not r.external}
        return sorted(names & self.parts.keys())


def _relationship(folder: str, element: Element) -> Relationship:
    external, target = element.get("TargetMode") == "External", element.get("Target") or ""
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relationship((element.get("Type") or "").rpartition("/")[2], target, external)
