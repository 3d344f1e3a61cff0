"""Findings as comments in a copy of a Word template, each at the place it speaks of.

A comment belongs to the body: what is found in a header or footer is told at the first paragraph, what is found in a
note where the text refers to it; such comments say so. The copy keeps tracked changes and all else as it is.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from briefgen.diagnostics import Diagnostic
from briefgen.ooxml.tree import Element, W, make, parse_as_is, serialised
from briefgen.wordtemplates.package import TemplatePackage, no_traceback
from briefgen.wordtemplates.reading import read_template
from briefgen.wordtemplates.tags import OBJECT, find_tags
from briefgen.wordtemplates.template import WordTemplate

AUTHOR = "briefgen"
DATE = "1980-01-01T00:00:00Z"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_CHARACTERS = tuple(W + name for name in ("t", "br", "tab", "footnoteReference", "endnoteReference"))
_UNFIT = dict.fromkeys([*range(9), 0xB, 0xC, *range(0xE, 0x20), 0xFFFE, 0xFFFF])


def annotate(data: bytes, findings: Iterable[Diagnostic], *, author: str = AUTHOR) -> bytes:
    """A copy of the .docx with a comment for each finding about it; other comments stay.

    A finding's line is the number of its paragraph, as everything that reads Word templates gives it; findings that
    name no line stand at the first paragraph.
    """
    with no_traceback(""):
        template = read_template(data, "")
        package = TemplatePackage(data, "")
        root = parse_as_is(package.parts[package.main])
        comments = _CommentsPart(package)
        paragraphs = list(root.iter(W + "p"))
        for finding in findings:
            paragraph, remark = _anchor(finding, template, paragraphs, package.main)
            at = -1 if remark else finding.location.column - 1
            _mark(paragraph, comments.add(f"{remark}{_said(finding)}", author), at)
        package.parts[package.main] = serialised(root)
        comments.store()
        return package.packed()


def _said(finding: Diagnostic) -> str:
    hint = f"\n{finding.hint}" if finding.hint else ""
    return f"{finding.severity}: {finding.message} [{finding.code}]{hint}"


def _anchor(finding: Diagnostic, template: WordTemplate, paragraphs: list[Element], main: str) -> tuple[Element, str]:
    """The paragraph that a comment hangs on, and what to say first where that is not where the fault is."""
    lines = template.lines
    number = finding.location.line
    line = lines[number - 1] if 0 < number <= len(lines) else None
    if line is None or not paragraphs:
        return paragraphs[0], ""
    if line.place.file == main:
        return paragraphs[min(line.place.number, len(paragraphs) - 1)], ""
    before = next((own for own in reversed(lines[:number]) if own.place.file == main), None)
    at = before if line.place.part.startswith("note") else None
    return paragraphs[at.place.number if at else 0], f"In {line.place.part}: "


def _mark(paragraph: Element, comment: int, at: int) -> None:
    """Put a comment around what stands at an offset of a paragraph's text, or else around all of it (17.13.4)."""
    first, last = _around(paragraph, at)
    start, end = make("commentRangeStart", id=str(comment)), make("commentRangeEnd", id=str(comment))
    run = make("r")
    run.append(make("commentReference", id=str(comment)))
    if first is None:
        properties = paragraph.find(W + "pPr")
        paragraph.insert(0 if properties is None else 1, start)
        paragraph.extend([end, run])
        return
    first.addprevious(start)
    last.addnext(run)
    last.addnext(end)


def _around(paragraph: Element, at: int) -> tuple[Element, Element]:
    """The first and the last child of a paragraph that hold the tag at an offset; None where nothing stands there."""
    texts = [(e, (e.text or "") if e.tag == W + "t" else OBJECT) for e in paragraph.iter(*_CHARACTERS)]
    texts = [(e, text) for e, text in texts if next(e.iterancestors(W + "del", W + "moveFrom"), None) is None]
    whole = "".join(text for _, text in texts)
    end = next((tag.end for tag in find_tags(whole)[0] if tag.start <= at < tag.end), at + 1)
    held: list[Element] = []
    position = 0
    for element, text in texts:
        if position < end and position + len(text) > at:
            held.append(next(e for e in (element, *element.iterancestors()) if e.getparent() is paragraph))
        position += len(text)
    return (held[0], held[-1]) if held else (None, None)


class _CommentsPart:
    """The comments part of a package, made where there is none."""

    def __init__(self, package: TemplatePackage) -> None:
        self._package = package
        self._name = package.one_related("comments")
        self._root = parse_as_is(package.parts[self._name]) if self._name else make("comments")
        known = [comment.get(W + "id", "0") for comment in self._root.iter(W + "comment")]
        self._next = max((int(i) for i in known if i.isdecimal()), default=-1) + 1

    def add(self, text: str, author: str) -> int:
        """The id of a new comment of this text, a paragraph for each of its lines."""
        number, self._next = self._next, self._next + 1
        lines = "".join(
            f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
            for line in text.translate(_UNFIT).split("\n")
        )
        named = f"w:author={quoteattr(author)} w:initials={quoteattr(author[:1])} w:date={quoteattr(DATE)}"
        xml = f'<w:comment xmlns:w="{_W}" w:id="{number}" {named}>{lines}</w:comment>'
        self._root.append(parse_as_is(xml.encode()))
        return number

    def store(self) -> None:
        """Put the part into the package, with its relationship and content type."""
        parts, main = self._package.parts, self._package.main
        if not self._name:
            folder = posixpath.dirname(main)
            self._name = next(name for n in range(1000) if (name := f"{folder}/comments{n or ''}.xml") not in parts)
            _insert(parts, "[Content_Types].xml", f'<Override PartName="/{self._name}" ContentType="{_TYPE}"/>')
            relations = f"{folder}/_rels/{posixpath.basename(main)}.rels"
            _insert(parts, relations, _relationship(posixpath.basename(self._name), parts[relations]))
        parts[self._name] = serialised(self._root)


def _relationship(target: str, relations: bytes) -> str:
    rid = next(i for n in range(10_000) if f'"{(i := f"rIdComments{n}")}"'.encode() not in relations)
    return f'<Relationship Id="{rid}" Type="{_KIND}" Target="{target}"/>'


def _insert(parts: dict[str, bytes], name: str, xml: str) -> None:
    tree = parse_as_is(parts[name])
    child = parse_as_is(xml.encode())
    child.tag = f"{tree.tag.partition('}')[0]}}}{child.tag}"
    tree.append(child)
    parts[name] = serialised(tree)
