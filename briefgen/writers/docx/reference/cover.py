"""The cover: what stands before each brief on pages of its own, with places for what the brief says of itself."""

from __future__ import annotations

from collections.abc import Iterator

from docx.opc.part import Part as WordPart

from briefgen.ooxml.fields import COVER
from briefgen.ooxml.text import escape
from briefgen.ooxml.tree import MC, NAMESPACES, WP, Element, R, W, fragment, make, remove, unwrap, value
from briefgen.writers.docx.house import Cover, Relation
from briefgen.writers.docx.reference.carry import Media, carry_relations, report_pictures
from briefgen.writers.docx.reference.fields import settle_fields
from briefgen.writers.docx.reference.findings import HouseFindings
from briefgen.writers.docx.reference.page import Sections, read_section

PLACE = "cover"
_EDITED = "{http://schemas.microsoft.com/office/word/2010/wordml}"  # w14: names paragraphs by random numbers
_NOTES = ("footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef")
_FIRST_DRAWING = 100_001  # the figures of a brief count from 1
_LONG = 2_000  # characters, about a page


class CoverReader:
    """The cover of a reference document while it is read."""

    def __init__(self, part: WordPart, main: Element, sections: Sections) -> None:
        """`main` is the part's tree, without what is never taken over."""
        self._part, self._main, self._sections = part, main, sections
        self.blocks = sections.cover

    def lists(self) -> frozenset[str]:
        """The lists that its paragraphs use, by w:numId."""
        return frozenset(n.get(W + "val", "") for block in self.blocks for n in block.iter(W + "numId"))

    def read(
        self,
        lists: frozenset[str],
        headers: dict[str, str],
        markings: frozenset[str],
        media: Media,
        findings: HouseFindings,
    ) -> Cover | None:
        """The cover, or None where there is none.

        `lists` are the w:numIds that the house has, `headers` gives the new ids of headers by old id, `markings`
        are the ids of its character styles for markings.
        """
        if not self.blocks:
            return None
        setups = [read_section(end.find(f"{W}pPr/{W}sectPr"), headers) for end in self._sections.ends]
        root = self._alone()
        self._clean(root, lists, findings)
        report_pictures(root, PLACE, findings)
        relations = _renamed(carry_relations(self._part, root, media, findings, PLACE), root)
        settle_fields(root, markings, PLACE, findings)
        for end, setup in zip(self._sections.ends, setups, strict=True):
            _close(end, setup)
        self._sections.ends[-1].extend(_bookmark())
        _number_drawings(root)
        declared = dict(_declared(self._main, root))
        return Cover(
            fragment(*root, declared=declared), _start_tag(self._main, declared), relations, self._sections.pages
        )

    def _alone(self) -> Element:
        """An element that holds the cover without its page setups; sample text stays behind."""
        root = make("body")
        root.extend(self.blocks)
        for section in list(root.iter(W + "sectPr")):
            remove(section)
        return root

    def _clean(self, root: Element, lists: frozenset[str], findings: HouseFindings) -> None:
        text = "".join(t.text or "" for t in root.iter(W + "t"))
        if len(text) > _LONG:
            findings.say("house-cover-long", len(text), " ".join(text[:40].split()))
        for note in list(root.iter(*(W + name for name in _NOTES))):
            findings.left_out("notes on its cover")
            remove(note)
        for link in list(root.iter(W + "hyperlink")):
            if link.get(R + "id") is None:  # it leads to a bookmark, and those stay behind
                unwrap(link)
        for number in list(root.iter(W + "numPr")):
            if value(number, "numId") not in (None, "0", *lists):
                remove(number)
        for paragraph in root.iter(W + "p"):
            for name in (_EDITED + "paraId", _EDITED + "textId"):
                paragraph.attrib.pop(name, None)


def _close(end: Element, setup: Element) -> None:
    """Put a page setup into the paragraph that ends its section; it stands behind all but w:pPrChange (17.3.1.26)."""
    properties = end.find(W + "pPr")
    if properties is None:
        properties = make("pPr")
        end.insert(0, properties)
    properties.append(setup)


def _bookmark() -> tuple[Element, Element]:
    """The mark by which a brief's file says how far its cover goes; the bookmarks of the text count from 1."""
    return make("bookmarkStart", id="0", name=COVER), make("bookmarkEnd", id="0")


def _renamed(relations: tuple[Relation, ...], root: Element) -> tuple[Relation, ...]:
    """The relations under ids that nothing else in a brief has."""
    names = {relation.id: f"rIdCover{n}" for n, relation in enumerate(relations, 1)}
    for element in root.iter():
        for name in [n for n in element.attrib if n.startswith(R)]:
            element.set(name, names[element.get(name)])
    return tuple(Relation(names[r.id], r.type, r.target, r.external) for r in relations)


def _number_drawings(root: Element) -> None:
    for number, drawing in enumerate(root.iter(WP + "docPr"), _FIRST_DRAWING):
        drawing.set("id", str(number))


def _declared(main: Element, root: Element) -> Iterator[tuple[str, str]]:
    """The prefixes of the main part that the cover needs: in names, or in what asks for an extension of Word."""
    elements = [e for e in root.iter() if isinstance(e.tag, str)]  # and not a hole
    used = {name[1:].partition("}")[0] for e in elements for name in (e.tag, *e.attrib) if name[0] == "{"}
    required = {p for choice in root.iter(MC + "Choice") for p in (choice.get("Requires") or "").split()}
    for prefix, uri in sorted((p, u) for p, u in main.nsmap.items() if p and p not in NAMESPACES):
        if uri in used or prefix in required:
            yield prefix, uri


def _start_tag(main: Element, declared: dict[str, str]) -> str:
    """What the start tag of a brief's main part says more: namespaces, and which of them a reader may ignore."""
    ignored = [prefix for prefix in (main.get(MC + "Ignorable") or "").split() if prefix in declared]
    compatible = {"mc": MC[1:-1]} if ignored else {}
    names = "".join(f' xmlns:{p}="{escape(u)}"' for p, u in sorted((declared | compatible).items()))
    return names + (f' mc:Ignorable="{" ".join(ignored)}"' if ignored else "")
