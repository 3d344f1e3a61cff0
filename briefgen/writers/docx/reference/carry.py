"""Taking a part of the reference document into the house, with the pictures it shows and nothing else."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import field
from typing import Any

from docx.opc.part import Part as WordPart

from briefgen.diagnostics import Severity
from briefgen.frozen import dataclass
from briefgen.ooxml.fields import target
from briefgen.ooxml.packing import deflated
from briefgen.ooxml.tree import WP, Element, R, W, make, parse, remove, unwrap
from briefgen.writers.docx.house import Part, Relation
from briefgen.writers.docx.reference.findings import HouseFindings

_PICTURES = {"image/png": "png", "image/jpeg": "jpeg", "image/gif": "gif"}
_FOREIGN = ("object", "control", "altChunk", "subDoc", "del", "moveFrom", "permStart", "permEnd", "bookmarkStart")
_MOVES = ("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd")
_HISTORY = (  # who changed which look when
    *(f"{what}PrChange" for what in ("r", "p", "sect", "tbl", "tc", "tr")),
    *("tblPrExChange", "tblGridChange", "numberingChange", "cellIns", "cellDel", "cellMerge"),
)
_MARKS = ("bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference", *_MOVES)
_WRAPPERS = ("ins", "moveTo", "smartTag", "customXml")
_PLAYED = ("webVideoPr", "movie", "scriptAnchor")
_ADDRESSES = ("src", "href", "althref")
_SHOWN = tuple(W + name for name in ("drawing", "pict", "object"))

# Relationships that no brief takes over (MITRE T1221 and its kin), and how to name them to a person.
_ACTIVE = {
    "attachedTemplate": "an attached template, which Word would fetch on opening",
    "vbaProject": "macros",
    "wordVbaData": "macros",
    "oleObject": "an embedded object",
    "package": "an embedded file",
    "aFChunk": "imported foreign content (altChunk)",
    "control": "an ActiveX control",
    "frame": "a frame",
    "subDocument": "a sub-document",
    "mailMergeSource": "a mail-merge source",
    "mailMergeHeaderSource": "a mail-merge source",
    "recipientData": "mail-merge data",
    "keyMapCustomizations": "key bindings",
    "attachedToolbars": "toolbars",
}
_QUIET = {"customXml": "custom XML data", "glossaryDocument": "building blocks", "comments": "comments"}


@dataclass(slots=True)
class Media:
    """The pictures taken so far, by their bytes."""

    parts: dict[bytes, Part] = field(default_factory=dict)

    def take(self, blob: bytes, content_type: str) -> str | None:
        """The name of the picture's part in the house, or None for a format that is not taken."""
        ending = _PICTURES.get(content_type)
        if ending is None:
            return None
        name = f"word/media/image{len(self.parts) + 1}.{ending}"
        return self.parts.setdefault(blob, Part(name, content_type, "", deflated(blob))).name


def report_active_content(relations: list[Any], findings: HouseFindings) -> None:
    """Say which relationships of the package, of any part, are left out."""
    for relation in relations:
        kind = relation.reltype.rpartition("/")[2]
        if kind in _ACTIVE:
            findings.left_out(_ACTIVE[kind])
        elif kind in _QUIET:
            findings.left_out(_QUIET[kind], Severity.NOTE)
        elif relation.is_external and kind != "hyperlink":
            findings.left_out(f"a reference to something outside the file ({kind})")


def root_of(part: WordPart) -> Element:
    """The part's XML as a tree of its own, without what is never taken over."""
    root = parse(part.blob)
    for row in [row for row in root.iter(W + "tr") if row.find(f"{W}trPr/{W}del") is not None]:
        remove(row)
    for name in (*_FOREIGN, *_MARKS, *_HISTORY):
        for element in list(root.iter(W + name)):
            remove(element)
    controls_to_fields(root)
    for element in list(root.iter(W + "sdt")):
        content = element.find(W + "sdtContent")
        if content is not None:
            unwrap(content)
        for extra in list(element.iterchildren(W + "sdtPr", W + "sdtEndPr")):
            remove(extra)
        unwrap(element)
    for name in _WRAPPERS:
        for element in list(root.iter(W + name)):
            unwrap(element)
    return root


def report_pictures(root: Element, place: str, findings: HouseFindings) -> None:
    """Say which pictures and text boxes have nothing to say to a reader who cannot see them."""
    for picture in root.iter(WP + "docPr"):
        if not picture.get("descr"):
            findings.say("house-alt-text", picture.get("name") or "a picture", place)


def carry_relations(
    part: WordPart, root: Element, media: Media, findings: HouseFindings, place: str = "header or footer"
) -> tuple[Relation, ...]:
    """The relationships that stay: pictures inside the file and web links. What used the others is cut out."""
    _drop_targets(root, findings)
    used = {value for element in root.iter() for name, value in _references(element)}
    kept: list[Relation] = []
    for rid in sorted(used):
        relation = _carried(rid, part, media)
        if relation:
            kept.append(relation)
        else:
            _cut_out(root, rid)
            if rid in part.rels:
                findings.left_out(f"a {part.rels[rid].reltype.rpartition('/')[2]} in a {place}")
    return tuple(kept)


def _drop_targets(root: Element, findings: HouseFindings) -> None:
    """Take out what leads outside without a relationship: addresses in old drawings (VML), videos played in place."""
    for element in [e for e in root.iter() if isinstance(e.tag, str)]:
        if element.tag.rpartition("}")[2] in _PLAYED:
            findings.left_out("a video from outside the file")
            remove(element)
        for name in [n for n in element.attrib if not n.startswith(R) and n.rpartition("}")[2] in _ADDRESSES]:
            findings.left_out("a drawing that leads outside the file")
            del element.attrib[name]


def _carried(rid: str, part: WordPart, media: Media) -> Relation | None:
    if rid not in part.rels:
        return None
    relation = part.rels[rid]
    if relation.reltype.endswith("/hyperlink") and relation.is_external:
        return _web_link(rid, relation.reltype, relation.target_ref)
    if not relation.reltype.endswith("/image") or relation.is_external:
        return None
    name = media.take(relation.target_part.blob, relation.target_part.content_type)
    return Relation(rid, relation.reltype, f"/{name}") if name else None


def _web_link(rid: str, kind: str, url: str) -> Relation | None:
    try:
        return Relation(rid, kind, target(url, url), external=True)
    except ValueError:
        return None


def _references(element: Element) -> list[tuple[str, str]]:
    return [(name, value) for name, value in element.attrib.items() if name.startswith(R)]


def _cut_out(root: Element, rid: str) -> None:
    """Remove what shows the target of a relationship; the words of a link stay."""
    for element in list(root.iter()):
        if not any(value == rid for _, value in _references(element)):
            continue
        if element.tag == W + "hyperlink":
            unwrap(element)
        elif element.tag.endswith("}svgBlip"):  # a better copy of the picture beside it
            remove(element.getparent())
        else:
            shown = next((e for e in element.iterancestors() if e.tag in _SHOWN), element)
            remove(shown)


# --- Content controls that show a property of the document, as on Word's own covers: fields that show the same ---


_CORE = re.compile(r"/\w+:coreProperties\[1\]/\w+:(\w+)\[1\]")
_FIELDS = {
    "title": "TITLE",
    "subject": "SUBJECT",
    "creator": 'DOCPROPERTY "Author"',
    "keywords": 'DOCPROPERTY "Keywords"',
}


def controls_to_fields(root: Element) -> None:
    """Put a field into each control that is bound to data (17.5.2.6), for those who settle fields.

    Of data that is no property of a brief, such as a company, the field has a code that none of them knows.
    """
    for control in list(root.iter(W + "sdt")):
        properties = control.find(W + "sdtPr")
        binding = None if properties is None else properties.find(W + "dataBinding")
        if binding is None:
            continue
        runs = list(control.iter(W + "r"))
        if not runs:
            continue
        found = _CORE.fullmatch(binding.get(W + "xpath") or "")
        if found and found[1] in _FIELDS:
            _show(_FIELDS[found[1]], properties, runs)
        else:
            _hold(f"CONTROL {_name(properties)}".strip(), runs)


def _show(code: str, properties: Element, runs: list[Element]) -> None:
    """A field in place of the runs, in the look of the first; in the control's own where that is a placeholder's."""
    is_placeholder = properties.find(W + "showingPlcHdr") is not None
    look = (properties if is_placeholder else runs[0]).find(W + "rPr")
    run = make("r")
    run.extend([] if look is None else [deepcopy(look)])
    run.append(make("t"))
    field = make("fldSimple", instr=code)
    field.append(run)
    runs[0].addprevious(field)
    for old in runs:
        remove(old)


def _hold(code: str, runs: list[Element]) -> None:
    """A field around the runs that stand beside the first."""
    field = make("fldSimple", instr=code)
    parent = runs[0].getparent()
    runs[0].addprevious(field)
    field.extend([run for run in runs if run.getparent() is parent])


def _name(properties: Element) -> str:
    alias = properties.find(W + "alias")
    return "" if alias is None else str(alias.get(W + "val") or "")
