"""What stands on the cover, in headers and in footers: written by the program, and no part of a Document."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.ooxml.fields import COVER
from briefgen.ooxml.tree import Element, W
from briefgen.readers.docx.package import WordFile

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_COUNTED = ("PAGE", "NUMPAGES", "SECTIONPAGES")


def headers_and_footers(data: bytes, file: str) -> tuple[str, ...]:
    """The lines of the cover and of each header and footer, if any, sorted, without numbers of pages.

    LibreOffice turns a frame into a text box, which it writes in two ways and hangs into another line; so each line
    counts once, and their order does not.

    To be compared with those of the file as it was written: a difference is a person's. Raises Problems where the
    file cannot be read.
    """
    package = WordFile(data, file)
    parts = [part for kind in ("header", "footer") for part in package.related(kind)]
    body = package.main.root.find(W + "body")
    cover = [] if body is None else parted(body)[0]
    stories = [_words([part.root]) for part in parts] + [_words(cover)]
    return tuple(sorted({words for words in stories if words}))


def _words(roots: Iterable[Element]) -> str:
    paragraphs = {_paragraph(p) for root in roots for p in root.iter(W + "p") if not _is_fallback(p)}
    return "\n".join(sorted(paragraphs - {""}))


def _is_fallback(element: Element) -> bool:
    """Whether it is what a program reads that cannot read the form in front of it."""
    return next(element.iterancestors(_FALLBACK), None) is not None


def _paragraph(paragraph: Element) -> str:
    out: list[str] = []
    code, counted = "", False
    for node in paragraph.iter(W + "fldChar", W + "instrText", W + "t", W + "tab", W + "br"):
        if next(node.iterancestors(W + "p"), None) is not paragraph:  # in a text box, a paragraph of its own
            continue
        if node.tag == W + "fldChar":
            kind = node.get(W + "fldCharType")
            code = "" if kind == "begin" else code
            counted = kind == "separate" and code.split()[:1] in ([name] for name in _COUNTED)
        elif node.tag == W + "instrText":
            code += node.text or ""
        elif not counted:
            out.append((node.text or "") if node.tag == W + "t" else " ")
    return " ".join("".join(out).split())


def parted(body: Element) -> tuple[list[Element], list[Element]]:
    """What stands on the cover, and what is the brief.

    The cover ends with the section break that the program marked. Where a person took that break away, the mark is
    at the beginning of the text; where the mark is gone, nothing is taken for a cover, so that no text gets lost.
    """
    blocks = list(body)
    for place, block in enumerate(blocks):
        if any(mark.get(W + "name") == COVER for mark in block.iter(W + "bookmarkStart")):
            ends = place + any(True for _ in block.iter(W + "sectPr"))
            return blocks[:ends], blocks[ends:]
    return [], blocks
