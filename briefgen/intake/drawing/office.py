"""The text of Word and OpenDocument files: paragraphs, headings, tables row by row, notes behind their paragraph.

What a tracked change removed is not there. Pages are those that the program noted which saved the file last. Files of
older forms (.doc, .rtf) are made new by LibreOffice, where it is installed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from briefgen.frozen import replace
from briefgen.intake.drawing.bylines import day_shown
from briefgen.intake.drawing.drawn import Drawn, DrawnParagraph, Imprint, Strip, Undrawable, drawn, guessed_language
from briefgen.intake.drawing.plain_text import first_lines
from briefgen.ooxml.archive import Unreadable, Unsafe, open_safely
from briefgen.sandbox.limits import own_limits

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_META = {f"{_DC}title": "title", f"{_DC}creator": "author", f"{_DC}language": "language", f"{_DC}publisher": "outlet"}
_DEEPEST = 200


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of an office file; raises `Undrawable` for what is none, or is built to harm."""
    try:
        return open_safely(data)
    except (Unsafe, Unreadable) as bad:
        raise Undrawable(f"is not opened: {bad}") from bad


def draw_office(data: bytes) -> Drawn | None:
    """The text of a .docx or an .odt; None for a file of another sort in a zip archive."""
    parts = parts_of(data)
    if _main_part(parts):
        return _draw_word(parts)
    is_text = parts.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument.text")
    return _draw_opendocument(parts) if is_text else None


def _main_part(parts: dict[str, bytes]) -> str:
    """The part of a .docx with its text, "" for another file: word/document.xml, unless the package names another."""
    if "_rels/.rels" in parts and "[Content_Types].xml" in parts:
        for relation in _tree(parts, "_rels/.rels"):
            target = str(relation.get("Target", "")).lstrip("/")
            if str(relation.get("Type", "")).endswith("/officeDocument") and target.startswith("word/"):
                return target if target in parts else ""
    return "word/document.xml" if "word/document.xml" in parts else ""


def _draw_word(parts: dict[str, bytes]) -> Drawn:
    """The paragraphs of a .docx with their notes."""
    body = _tree(parts, _main_part(parts)).find(f"{_W}body")
    if body is None:
        raise Undrawable("is a Word file without a body")
    notes = {
        kind: {n.get(f"{_W}id"): n for n in _tree(parts, f"word/{kind}s.xml").iter(f"{_W}{kind}")}
        if f"word/{kind}s.xml" in parts
        else {}
        for kind in ("footnote", "endnote")
    }
    walk = _WordWalk(notes, _heading_styles(parts))
    paragraphs = list(walk.blocks(body))
    if not paragraphs:
        raise Undrawable("is a Word file without words")
    return drawn("docx", paragraphs, _said(_core(parts), paragraphs))


class _WordWalk:
    """One pass over the body; `page` counts the breaks that Word noted when it last laid the file out."""

    def __init__(self, notes: dict[str, dict[str | None, Any]], headings: frozenset[str]) -> None:
        self.notes, self.headings, self.page, self.has_pages = notes, headings, 1, False
        self.initial = ""  # a large letter with a paragraph of its own, before the paragraph that it begins

    def blocks(self, holder: Any) -> Iterator[DrawnParagraph]:
        for child in holder:
            if child.tag == f"{_W}p":
                yield from self.paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield from self._table(child)
            elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
                yield from self.blocks(child)

    def paragraph(self, paragraph: Any) -> Iterator[DrawnParagraph]:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        frame = paragraph.find(f"{_W}pPr/{_W}framePr")
        hung: list[Any] = []
        boxes: list[Any] = []
        strips = self._strips(paragraph, hung, boxes)
        if frame is not None and frame.get(f"{_W}dropCap") in ("drop", "margin"):
            self.initial = "".join(strip.text for strip in strips)
            return
        if self.initial and strips:
            strips = [Strip(self.initial + strips[0].text, page=strips[0].page), *strips[1:]]
            self.initial = ""
        yield DrawnParagraph(tuple(strips), style is not None and style.get(f"{_W}val") in self.headings)
        for box in boxes:
            yield from self.blocks(box)
        for note in hung:
            yield from self.blocks(note)

    def _strips(self, paragraph: Any, hung: list[Any], boxes: list[Any]) -> list[Strip]:
        found: list[Strip] = []
        words: list[str] = []

        def cut() -> None:
            found.append(Strip("".join(words), page=self.page if self.has_pages else 0))
            words.clear()

        def into(element: Any, depth: int) -> None:
            for child in element if depth < _DEEPEST else ():
                tag = child.tag
                if tag == f"{_W}t":
                    words.append(child.text or "")
                elif tag in (f"{_W}tab", f"{_W}ptab"):
                    words.append("\t")
                elif tag in (f"{_W}br", f"{_W}cr"):
                    words.append("\n")
                elif tag == f"{_W}noBreakHyphen":
                    words.append("\u2011")
                elif tag == f"{_W}lastRenderedPageBreak":
                    cut()
                    self.page, self.has_pages = self.page + 1, True
                elif tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
                    kind = tag[len(_W) : -len("Reference")]
                    if (note := self.notes[kind].get(child.get(f"{_W}id"))) is not None and len(hung) < 50:
                        hung.append(note)
                elif tag == f"{_W}txbxContent":
                    boxes.append(child)
                elif tag not in (
                    f"{_W}del",
                    f"{_W}moveFrom",
                    f"{_MC}Fallback",
                    f"{_W}pPr",
                    f"{_W}rPr",
                    f"{_W}instrText",
                ):
                    into(child, depth + 1)

        into(paragraph, 0)
        cut()
        if self.has_pages:  # what stood before the first break is on the first page
            found = [Strip(s.text, page=max(s.page, 1)) for s in found]
        return found

    def _table(self, table: Any) -> Iterator[DrawnParagraph]:
        for row in table.iter(f"{_W}tr"):
            cells = ([b for b in self.blocks(cell) if b.text.strip()] for cell in row.iterchildren(f"{_W}tc"))
            yield from _row(list(cells))


def _row(cells: list[list[DrawnParagraph]]) -> Iterator[DrawnParagraph]:
    """A row of a table as one paragraph; where a cell has several, all by themselves."""
    every = [paragraph for cell in cells for paragraph in cell]
    is_one = all(len(cell) <= 1 for cell in cells)
    yield from [DrawnParagraph.of("\t".join(one.text for one in every))] if is_one else every


def _heading_styles(parts: dict[str, bytes]) -> frozenset[str]:
    if "word/styles.xml" not in parts:
        return frozenset()
    styles = _tree(parts, "word/styles.xml").iter(f"{_W}style")
    return frozenset(
        str(s.get(f"{_W}styleId"))
        for s in styles
        if s.find(f"{_W}pPr/{_W}outlineLvl") is not None
        or str(getattr(s.find(f"{_W}name"), "attrib", {}).get(f"{_W}val", "")).lower().startswith(("heading", "title"))
    )


def _draw_opendocument(parts: dict[str, bytes]) -> Drawn:
    """The paragraphs of an .odt with their notes."""
    body = _tree(parts, "content.xml").find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise Undrawable("is an OpenDocument file that is no text")
    paragraphs = list(_odt_blocks(body, 0))
    if not paragraphs:
        raise Undrawable("is an OpenDocument file without words")
    return drawn("odt", paragraphs, _said(_odt_meta(parts), paragraphs))


def _odt_blocks(holder: Any, depth: int) -> Iterator[DrawnParagraph]:
    for child in holder if depth < _DEEPEST else ():
        if child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            hung: list[Any] = []
            yield DrawnParagraph.of(_odt_words(child, hung, 0), is_heading=child.tag == f"{_TEXT}h")
            for note in hung:
                yield from _odt_blocks(note, depth + 1)
        elif child.tag == f"{_TABLE}table-row":
            yield from _row([list(_odt_blocks(cell, depth + 1)) for cell in child])
        elif child.tag not in (f"{_TEXT}tracked-changes", f"{_TEXT}sequence-decls"):
            yield from _odt_blocks(child, depth + 1)


def _odt_words(element: Any, hung: list[Any], depth: int) -> str:
    words = [" ".join((element.text or "").split("\n"))]
    for child in element if depth < _DEEPEST else ():
        if child.tag == f"{_TEXT}s":
            words.append(" ")
        elif child.tag == f"{_TEXT}tab":
            words.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            words.append("\n")
        elif child.tag == f"{_TEXT}note":
            hung.extend(child.iterchildren(f"{_TEXT}note-body"))
        elif isinstance(child.tag, str) and child.tag != f"{_OFFICE}annotation":
            words.append(_odt_words(child, hung, depth + 1))
        words.append(" ".join((child.tail or "").split("\n")))
    return "".join(words)


def _odt_meta(parts: dict[str, bytes]) -> Iterator[Imprint]:
    if "meta.xml" in parts:
        yield from _dublin_core(_tree(parts, "meta.xml"))


def _core(parts: dict[str, bytes]) -> Iterator[Imprint]:
    if "docProps/core.xml" in parts:
        yield from _dublin_core(_tree(parts, "docProps/core.xml"))


def _said(properties: Iterator[Imprint], paragraphs: list[DrawnParagraph]) -> list[Imprint]:
    above = first_lines("\n".join(paragraph.text for paragraph in paragraphs))
    return [*_own(properties, paragraphs), *_first_heading(paragraphs), *_day_above(paragraphs), *above]


def _own(said: Iterator[Imprint], paragraphs: list[DrawnParagraph]) -> Iterator[Imprint]:
    """What the properties say; of a title that is the first heading and the name of a site, the heading."""
    heading = next((one.value for one in _first_heading(paragraphs)), "")
    for one in said:
        behind = one.value.removeprefix(heading) if heading and one.what == "title" else ""
        yield replace(one, value=heading) if re.match(r"\s+[|–—·»-]\s", behind) else one


def _first_heading(paragraphs: list[DrawnParagraph]) -> Iterator[Imprint]:
    for paragraph in paragraphs:
        if paragraph.is_heading and paragraph.text.strip():
            yield Imprint("title", paragraph.text, "its first heading")
            return


def _day_above(paragraphs: list[DrawnParagraph]) -> Iterator[Imprint]:
    """The day that stands in a short line above the text, as newsletters and notes have it."""
    language = guessed_language(" ".join(p.text for p in paragraphs[:50]))
    for number, paragraph in enumerate(paragraphs[:4], 1):
        if len(paragraph.text) < 80 and (day := day_shown(paragraph.text, language)):
            yield Imprint("published", day, f"line {number} of the text")
            return


def _dublin_core(tree: Any) -> Iterator[Imprint]:
    for element in tree.iter():
        name = element.tag if isinstance(element.tag, str) else ""
        if (what := _META.get(name)) and element.text:
            yield Imprint(what, element.text, f"document properties, {name.rpartition('}')[2]}")
        elif name.endswith(("}created", "}creation-date")) and element.text:
            yield Imprint("made", element.text[:10], "document properties, created")


def _tree(parts: dict[str, bytes], name: str) -> Any:
    from lxml import etree  # type: ignore[import-untyped]

    if name not in parts:
        raise Undrawable(f"has no part {name}")
    content = parts[name].replace(b"http://purl.oclc.org/ooxml/wordprocessingml/main", _W[1:-1].encode())  # strict
    try:
        return etree.fromstring(
            content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, collect_ids=False)
        )
    except etree.XMLSyntaxError as bad:
        raise Undrawable(f"is damaged in {name}: {bad.msg}") from bad


# --- .doc and .rtf ---


_OLD = (b"\xd0\xcf\x11\xe0", b"{\\rtf")
_WORD_STREAM = "WordDocument".encode("utf-16-le")
"""Names what Word has written in a file of many parts; LibreOffice takes one without it for a plain text."""
_NO_LIBREOFFICE = "install LibreOffice, which reads it, or open it and save it as .docx or .odt"
_SECONDS = 120
_GUARDED = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
</item></oor:items>
"""


def is_old_office(data: bytes) -> bool:
    """Whether a file begins as .doc, .rtf and their kin do."""
    return data.startswith(_OLD)


def draw_old_office(data: bytes) -> Drawn:
    """The paragraphs of such a file; raises `Undrawable` where LibreOffice is not installed, or makes nothing of it.

    It writes the file anew as .docx in a folder of its own, with a profile that is thrown away: no macro runs in it,
    and nothing is loaded that the file points to.
    """

    form = "rtf" if data.startswith(b"{") else "doc"
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Undrawable(f"is a .{form} file; {_NO_LIBREOFFICE}")
    if form == "doc" and _WORD_STREAM not in data:
        raise Undrawable("begins like a .doc file and holds no text of Word; save it as PDF, .docx or plain text")
    with TemporaryDirectory(prefix="briefgen-") as name:
        folder = Path(name)
        file = folder / f"old.{form}"
        file.write_bytes(data)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_GUARDED, "utf-8")
        command = [program, f"-env:UserInstallation={profile.parent.as_uri()}", "--headless", "--norestore"]
        # A filter that reads text alone: a workbook with such a beginning is no text, and is not taken for one.
        command += ["--writer", "--convert-to", "docx", "--outdir", name, str(file)]
        try:
            with own_limits():
                subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired as slow:
            raise Undrawable(f"kept LibreOffice busy for more than {_SECONDS} seconds") from slow
        made = folder / "old.docx"
        if not made.is_file():
            raise Undrawable(f"is no .{form} file that LibreOffice can read; open it and save it as .docx or .odt")
        return replace(_draw_word(parts_of(made.read_bytes())), form=form)
