"""What a Word file must hold to, checked with the standard library alone; shares no code with the writer."""

from __future__ import annotations

import itertools
import posixpath
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

# The orders of ECMA-376 part 1: 17.3.1.26, 17.3.2.28, 17.4.59, 17.4.69, 17.4.81, 17.6.17.
_ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr",
    "rPr": "ins del rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
    "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign "
    "rtl cs em lang",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "trPr": "cantSplit tblHeader ins del",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
}


def faults(package: bytes) -> list[str]:
    """Everything that is wrong with the file, one line each."""
    with ZipFile(BytesIO(package)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    found = [f"{name} stands twice" for name, count in Counter(names).items() if count > 1]
    roots: dict[str, ET.Element] = {}
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            try:
                roots[name] = ET.fromstring(data)
            except ET.ParseError as problem:
                found.append(f"{name} is not well-formed: {problem}")
    if found:
        return found
    found += _content_types(parts, roots)
    found += _relationships(parts, roots)
    for name, root in roots.items():
        by_part = (_order, _ids, _cells, _fields, _drawings)
        found += [f"{name}: {fault}" for check in by_part for fault in check(root)]
    found += _styles(roots)
    found += _lists(roots)
    found += _notes(roots)
    found += _revisions(roots)
    return found


def _content_types(parts: dict[str, bytes], roots: dict[str, ET.Element]) -> Iterator[str]:
    types = roots["[Content_Types].xml"]
    defaults = {e.get("Extension") for e in types.iter(_TYPES + "Default")}
    overrides = [str(e.get("PartName")) for e in types.iter(_TYPES + "Override")]
    yield from (f"{name} has two content types" for name, n in Counter(overrides).items() if n > 1)
    yield from (f"{name} has a content type and is not there" for name in overrides if name.lstrip("/") not in parts)
    for name in parts:
        if f"/{name}" not in overrides and name.rpartition(".")[2] not in defaults:
            yield f"{name} has no content type"
        if name.startswith("word/") and name.endswith(".xml") and f"/{name}" not in overrides:
            yield f"{name} has no content type of its own"


def _relationships(parts: dict[str, bytes], roots: dict[str, ET.Element]) -> Iterator[str]:
    reached = set()
    for name, root in roots.items():
        if not name.endswith(".rels"):
            continue
        folder, base = posixpath.split(name)
        source = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))
        ids = [str(e.get("Id")) for e in root.iter(_RELATION)]
        yield from (f"{name}: {rid} stands twice" for rid, n in Counter(ids).items() if n > 1)
        used = {v for e in roots[source].iter() for k, v in e.attrib.items() if k.startswith(R)} if source else set()
        yield from (f"{source} uses {rid}, which {name} lacks" for rid in sorted(used - set(ids)))
        for element in root.iter(_RELATION):
            if element.get("TargetMode") == "External":
                continue
            target = str(element.get("Target"))
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(posixpath.dirname(source), target)
            reached.add(posixpath.normpath(path))
            if posixpath.normpath(path) not in parts:
                yield f"{name} points to {target}, which is not there"
    left = set(parts) - reached - {"[Content_Types].xml"}
    yield from (f"nothing leads to {name}" for name in sorted(left) if not name.endswith(".rels"))


def _order(root: ET.Element) -> Iterator[str]:
    for tag, order in _ORDERS.items():
        places = {W + name: place for place, name in enumerate(order.split())}
        for element in root.iter(W + tag):
            children = [child for child in element if child.tag.startswith(W)]  # Word's extensions have no order here
            known = [places.get(child.tag, -1) for child in children]
            if tag == "sectPr":  # headers and footers may alternate
                known = [max(place, 1) for place in known]
            if -1 in known:
                yield f"{tag} holds {children[known.index(-1)].tag.removeprefix(W)}, which no order here knows"
            elif known != sorted(known) or (tag != "sectPr" and len(set(known)) < len(known)):
                yield f"the children of a {tag} are out of order: {[c.tag.removeprefix(W) for c in element]}"


def _ids(root: ET.Element) -> Iterator[str]:
    for tag, attribute in (("bookmarkStart", "id"), ("bookmarkStart", "name"), ("style", "styleId"), ("num", "numId")):
        values = Counter(e.get(W + attribute) for e in root.iter(W + tag))
        yield from (f"{tag} {attribute} {value} stands {n} times" for value, n in values.items() if n > 1)
    starts, ends = ({e.get(W + "id") for e in root.iter(W + f"bookmark{s}")} for s in ("Start", "End"))
    if starts != ends:
        yield "a bookmark does not begin and end"


def _cells(root: ET.Element) -> Iterator[str]:
    for cell in root.iter(W + "tc"):
        if cell[-1].tag != W + "p":
            yield "a cell does not end in a paragraph"
    for table in root.iter(W + "tbl"):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for row in table.findall(W + "tr"):
            spans = [c.find(f"{W}tcPr/{W}gridSpan") for c in row.findall(W + "tc")]
            if sum(1 if span is None else int(span.get(W + "val", "1")) for span in spans) != columns:
                yield f"a row does not span the {columns} columns of its grid"
    for body in (*root.iter(W + "body"), *root.iter(W + "tc")):
        tags = [child.tag for child in body]
        if (W + "tbl", W + "tbl") in itertools.pairwise(tags):
            yield "two tables touch: Word joins them"
        if body.tag == W + "body" and (tags[-1:] != [W + "sectPr"] or tags[-2:-1] == [W + "tbl"]):
            yield "the body does not end in a paragraph and the page setup"


def _fields(root: ET.Element) -> Iterator[str]:
    open_fields: list[str] = []  # the last step of each; one may stand in the result of another
    for element in root.iter(W + "fldChar"):
        step = str(element.get(W + "fldCharType"))
        if step == "begin":
            open_fields.append(step)
        elif open_fields[-1:] != [{"separate": "begin", "end": "separate"}[step]]:
            yield f"fields are broken: {step} after {open_fields[-1:]}"
        elif step == "separate":
            open_fields[-1] = step
        else:
            open_fields.pop()
    if open_fields:
        yield f"fields are broken: {len(open_fields)} never end"
    if any(e.get(W + "dirty") for e in root.iter(W + "fldChar")) or root.find(W + "updateFields") is not None:
        yield "Word would ask to update fields"


def _drawings(root: ET.Element) -> Iterator[str]:
    ids = Counter(e.get("id") for e in root.iter(WP + "docPr"))
    yield from (f"drawing {value} stands {n} times" for value, n in ids.items() if n > 1)
    for drawing in root.iter(WP + "inline"):
        words = [(e.get("descr") or "").strip() for e in drawing.iter() if e.tag.endswith(("docPr", "cNvPr"))]
        extents = [(e.get("cx"), e.get("cy")) for e in (*drawing.iter(WP + "extent"), *drawing.iter(A + "ext"))]
        if not all(words) or len(set(words)) > 1:
            yield f"a drawing has no alternative text, or two: {words}"
        if len(extents) != 2 or extents[0] != extents[1] or any(int(side or 0) < 1 for side in extents[0]):
            yield f"the size of a drawing is unclear: {extents}"


def _styles(roots: dict[str, ET.Element]) -> Iterator[str]:
    kinds = {e.get(W + "styleId"): e.get(W + "type") for e in roots["word/styles.xml"].iter(W + "style")}
    for name, root in roots.items():
        for tag, kind in (("pStyle", "paragraph"), ("rStyle", "character"), ("tblStyle", "table")):
            for element in root.iter(W + tag):
                if kinds.get(element.get(W + "val")) != kind:
                    yield f"{name} uses the {kind} style {element.get(W + 'val')}, which is not there"


def _lists(roots: dict[str, ET.Element]) -> Iterator[str]:
    numbering = roots["word/numbering.xml"]
    nums = {e.get(W + "numId") for e in numbering.iter(W + "num")}
    abstracts = {e.get(W + "abstractNumId") for e in numbering.iter(W + "abstractNum")}
    for name in ("word/document.xml", "word/styles.xml"):
        used = {e.get(W + "val") for e in roots[name].iter(W + "numId")}
        yield from (f"{name} uses the list {number}, which is not there" for number in used - nums)
    links = {e.get(W + "val") for e in numbering.iter(W + "abstractNumId")}
    yield from (f"a list has the definition {number}, which is not there" for number in links - abstracts)
    tags = [child.tag for child in numbering]
    if tags != sorted(tags, key=[W + "abstractNum", W + "num"].index):
        yield "numbering: a definition stands behind a list"


def _revisions(roots: dict[str, ET.Element]) -> Iterator[str]:
    """Tracked changes: ids that are single in the file, text of the right sort, comments that are there."""
    tags = ("ins", "del", "bookmarkStart")
    found = [e for root in roots.values() for tag in tags for e in root.iter(W + tag)]
    ids = Counter(e.get(W + "id") for e in found)
    yield from (f"the id {value} of a change or bookmark stands {n} times" for value, n in ids.items() if n > 1)
    for root in roots.values():
        gone = {e for d in root.iter(W + "del") for e in d.iter()}
        for element in root.iter():
            if element.tag in (W + "t", W + "instrText") and element in gone:
                yield "text that went is not marked as such"
            elif element.tag in (W + "delText", W + "delInstrText") and element not in gone:
                yield "text that stayed is marked as gone"
        for change in (*root.iter(W + "ins"), *root.iter(W + "del")):
            if not change.get(W + "author") or not change.get(W + "date"):
                yield "a change has no author or no date"
            if any(child.tag == W + "hyperlink" for child in change):
                yield "a link stands inside a change"
    part = roots.get("word/comments.xml")
    there = [] if part is None else [e.get(W + "id") for e in part]
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        if sorted(map(str, there)) != sorted(str(e.get(W + "id")) for e in roots["word/document.xml"].iter(W + tag)):
            yield f"the comments are {there}, their {tag}s others"


def _notes(roots: dict[str, ET.Element]) -> Iterator[str]:
    main = roots["word/document.xml"]
    for kind in ("footnote", "endnote"):
        used = [e.get(W + "id") for e in main.iter(f"{W}{kind}Reference")]
        root = roots.get(f"word/{kind}s.xml")
        if root is None:
            yield from [f"{kind}s are used and there are none"] if used else []
            continue
        notes = list(root.iter(W + kind))
        normal = [n.get(W + "id") for n in notes if n.get(W + "type") is None]
        special = {n.get(W + "id"): n.get(W + "type") for n in notes if n.get(W + "type")}
        if used != normal:
            yield f"the {kind}s are {normal}, their references {used}"
        if sorted(map(str, special.values())) != ["continuationSeparator", "separator"]:
            yield f"the {kind}s lack a separator"
        listed = [e.get(W + "id") for e in roots["word/settings.xml"].iter(W + kind)]
        if set(listed) != set(special):
            yield f"the settings name {listed} as separators of {kind}s"
        if any(n.find(f".//{W}{kind}Ref") is None for n in notes if n.get(W + "type") is None):
            yield f"a {kind} does not show its number"
    bookmarks = {e.get(W + "name") for e in main.iter(W + "bookmarkStart")}
    for element in main.iter(W + "instrText"):
        words = (element.text or "").split()
        if words[0] in ("NOTEREF", "PAGEREF", "REF") and words[1] not in bookmarks:
            yield f"a {words[0]} points to {words[1]}, which is not there"
    for element in main.iter(W + "hyperlink"):
        anchor = element.get(W + "anchor")
        if anchor and anchor not in bookmarks:
            yield f"a link points to {anchor}, which is not there"
