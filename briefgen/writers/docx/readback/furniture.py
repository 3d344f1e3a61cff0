"""What stands on the cover, in headers and in footers: written by the program, and no part of a Document."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.writers.docx.readback.cover import parted
from briefgen.writers.docx.readback.package import Package
from briefgen.writers.docx.reference.tree import Element, W

_COUNTED = ("PAGE", "NUMPAGES", "SECTIONPAGES")


def furniture(data: bytes, file: str) -> tuple[str, ...]:
    """The words of the cover and of each header and footer, if any, sorted, without numbers of pages.

    To be compared with those of the file as it was written: a difference is a person's. Raises Problems where the
    file cannot be read.
    """
    package = Package(data, file)
    parts = [part for kind in ("header", "footer") for part in package.related(kind)]
    body = package.main.root.find(W + "body")
    cover = [] if body is None else parted(body)[0]
    stories = [_words([part.root]) for part in parts] + [_words(cover)]
    return tuple(sorted({words for words in stories if words}))


def _words(roots: Iterable[Element]) -> str:
    paragraphs = [_paragraph(p) for root in roots for p in root.iter(W + "p")]
    return "\n".join(words for words in paragraphs if words)


def _paragraph(paragraph: Element) -> str:
    out: list[str] = []
    code, counted = "", False
    for node in paragraph.iter(W + "fldChar", W + "instrText", W + "t", W + "tab", W + "br"):
        if node.tag == W + "fldChar":
            kind = node.get(W + "fldCharType")
            code = "" if kind == "begin" else code
            counted = kind == "separate" and code.split()[:1] in ([name] for name in _COUNTED)
        elif node.tag == W + "instrText":
            code += node.text or ""
        elif not counted:
            out.append((node.text or "") if node.tag == W + "t" else " ")
    return " ".join("".join(out).split())
