"""Accepting and rejecting tracked changes as ECMA-376 part 1, 17.13.5 has it, and what a reader then sees.

Written from the standard for the tests; shares no code with the writer.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from tests.writers.docx.packages import parts
from tests.writers.docx.validity import A, R, W

_NOTES = ("endnote", "footnote")
Seen = list[object]


def reading(package: bytes, gone: str = "") -> Seen:
    """The text of a file as it reads, block by block, after the changes `gone` ("del" or "ins") were taken out.

    Each paragraph has its style and its place in a list, and its runs with their looks; links have their target,
    notes their text, pictures their bytes. An empty paragraph that closes the text does not count.
    """
    files = parts(package)
    body = ET.fromstring(files["word/document.xml"])[0]
    notes = {
        (kind, note.get(f"{W}id")): note
        for kind in _NOTES
        if f"word/{kind}s.xml" in files
        for note in ET.fromstring(files[f"word/{kind}s.xml"])
    }
    for root in (body, *notes.values()):
        _resolve(root, gone)
    reader = _Reader(files, notes)
    seen = list(reader.blocks(body))
    while seen and seen[-1] == ("paragraph", "BodyText", None, ()):
        seen.pop()
    return seen


def is_marked(package: bytes) -> bool:
    return any(
        f"<w:{tag} ".encode() in data
        for name, data in parts(package).items()
        if name.startswith("word/")
        for tag in ("ins", "del", "comment")
    )


def _resolve(root: ET.Element, gone: str) -> None:
    stays = {"del": "ins", "ins": "del", "": ""}[gone]
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == f"{W}tr" and child.find(f"{W}trPr/{W}{gone}") is not None:
                parent.remove(child)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == f"{W}tbl" and child.find(f"{W}tr") is None:
                parent.remove(child)
    for parent in list(root.iter()):
        if parent.tag in (f"{W}rPr", f"{W}trPr"):
            continue
        _unwrap(parent, gone, stays)
    for parent in list(root.iter()):
        _join_paragraphs(parent, gone)


def _unwrap(parent: ET.Element, gone: str, stays: str) -> None:
    made: list[ET.Element] = []
    for child in parent:
        if child.tag == f"{W}{gone}":
            continue
        if stays and child.tag == f"{W}{stays}":
            _unwrap(child, gone, stays)
            made.extend(child)
        else:
            made.append(child)
    parent[:] = made


def _join_paragraphs(parent: ET.Element, gone: str) -> None:
    waiting: list[ET.Element] = []
    made: list[ET.Element] = []
    for child in parent:
        if child.tag == f"{W}p":
            own = [e for e in child if e.tag != f"{W}pPr"]
            mark = child.find(f"{W}pPr/{W}rPr/{W}{gone}")
            if gone and mark is not None:
                waiting += own
                continue
            if waiting:
                child[:] = [*(e for e in child if e.tag == f"{W}pPr"), *waiting, *own]
                waiting = []
        made.append(child)
    assert not [e for e in waiting if e.tag == f"{W}r"], "text was left without a paragraph"
    parent[:] = made


class _Reader:
    def __init__(self, files: dict[str, bytes], notes: dict[tuple[str, str | None], ET.Element]) -> None:
        self._files = files
        self._notes = notes
        self._lists: dict[str, int] = {}
        numbering = ET.fromstring(files["word/numbering.xml"])
        self._starts = {
            num.get(f"{W}numId"): [e.get(f"{W}val") for e in num.iter(f"{W}startOverride")]
            for num in numbering.iter(f"{W}num")
        }

    def blocks(self, parent: ET.Element, part: str = "document") -> Iterator[object]:
        for child in parent:
            if child.tag == f"{W}p":
                yield self._paragraph(child, part)
            elif child.tag == f"{W}tbl":
                rows = [[list(self.blocks(cell, part)) for cell in row.iter(f"{W}tc")] for row in child.iter(f"{W}tr")]
                yield "table", rows

    def _paragraph(self, paragraph: ET.Element, part: str) -> object:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        runs = [run for run in self._runs(paragraph, part, "") if run[0]]
        merged: list[tuple[str, object]] = []
        for text, look in runs:
            if merged and merged[-1][1] == look:
                merged[-1] = (merged[-1][0] + text, look)
            else:
                merged.append((text, look))
        name = "" if style is None else style.get(f"{W}val")
        return "paragraph", name, self._place(paragraph), tuple(merged)

    def _place(self, paragraph: ET.Element) -> object:
        number = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        if number is None:
            return None
        value = str(number.get(f"{W}val"))
        level = paragraph.find(f"{W}pPr/{W}numPr/{W}ilvl")
        assert level is not None
        return level.get(f"{W}val"), self._lists.setdefault(value, len(self._lists)), self._starts[value]

    def _runs(self, parent: ET.Element, part: str, link: str) -> Iterator[tuple[str, object]]:
        for child in parent:
            if child.tag == f"{W}hyperlink":
                yield from self._runs(child, part, self._target(child.get(f"{R}id"), part) or "")
            elif child.tag == f"{W}r":
                yield from self._run(child, part, link)

    def _run(self, run: ET.Element, part: str, link: str) -> Iterator[tuple[str, object]]:
        look = (link, *(run.find(f"{W}rPr/{W}{tag}") is not None for tag in ("b", "i", "rStyle")))
        for child in run:
            kind = child.tag.removeprefix(W)
            if kind in ("t", "delText"):
                yield child.text or "", look
            elif kind in ("br", "tab"):
                yield {"br": "\n", "tab": "\t"}[kind], look
            elif kind in ("endnoteReference", "footnoteReference"):
                note = self._notes[kind.removesuffix("Reference"), child.get(f"{W}id")]
                yield f"⟦{list(self.blocks(note, kind.removesuffix('Reference') + 's'))}⟧", look
            elif kind == "drawing":
                shown = [e.get(f"{R}embed") for e in child.iter(f"{A}blip")]
                picture = self._files["word/" + str(self._target(shown[0], part))]
                words = {e.get("descr") for e in child.iter() if e.get("descr")}
                yield f"⟦{picture!r} {words}⟧", look

    def _target(self, rid: str | None, part: str) -> str | None:
        if rid is None:
            return None
        relations = ET.fromstring(self._files[f"word/_rels/{part}.xml.rels"])
        return next(e.get("Target") for e in relations if e.get("Id") == rid)
