"""A person at work: edits to a Word file as Word makes them, through python-docx or in the XML."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from typing import Any

import docx
from docx.text.paragraph import Paragraph as WordParagraph

from tests.writers.docx.packages import changed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def edit(data: bytes, change: Callable[[Any], None]) -> bytes:
    """The file after a change to it as an open document, saved."""
    opened = docx.Document(BytesIO(data))
    change(opened)
    saved = BytesIO()
    opened.save(saved)
    return saved.getvalue()


def find(opened: Any, words: str) -> WordParagraph:
    """The first paragraph with the words, in the text or in a table; not a line of the table of contents."""
    for element in opened.element.body.iter(f"{W}p"):
        paragraph = WordParagraph(element, opened._body)
        if words in paragraph.text and not (paragraph.style and (paragraph.style.name or "").startswith("toc")):
            return paragraph
    raise AssertionError(f"no paragraph has the words {words!r}")


def reword(data: bytes, old: str, new: str, *, within: str = "") -> bytes:
    """The file with some words of one run replaced."""

    def change(opened: Any) -> None:
        for run in find(opened, within or old).runs:
            if old in run.text:
                run.text = run.text.replace(old, new)
                return
        raise AssertionError(f"no run has {old!r}")

    return edit(data, change)


def type_behind(data: bytes, words: str, text: str) -> bytes:
    """A new paragraph behind one, as the Enter key makes it: in the same style, the same list."""

    def change(opened: Any) -> None:
        paragraph = find(opened, words)
        copy = deepcopy(paragraph._p)
        for child in list(copy):
            if child.tag != f"{W}pPr":
                copy.remove(child)
        paragraph._p.addnext(copy)
        WordParagraph(copy, opened._body).add_run(text)

    return edit(data, change)


def delete(data: bytes, words: str) -> bytes:
    def change(opened: Any) -> None:
        found = find(opened, words)._p
        found.getparent().remove(found)

    return edit(data, change)


def swap_with_next(data: bytes, words: str) -> bytes:
    def change(opened: Any) -> None:
        found = find(opened, words)._p
        found.getnext().addnext(found)

    return edit(data, change)


def embolden(data: bytes, words: str) -> bytes:
    """Some words of one run made bold: Word parts the run in three."""

    def change(opened: Any) -> None:
        for run in find(opened, words).runs:
            before, found, after = run.text.partition(words)
            if found:
                copies = [deepcopy(run._r) for _ in range(2)]
                run.text = before
                run._r.addnext(copies[0])
                copies[0].addnext(copies[1])
                parts = [r for r in find(opened, words).runs if r._r in copies]
                parts[0].text, parts[1].text, parts[0].bold = found, after, True
                return

    return edit(data, change)


def add_row(data: bytes, behind: str, *cells: str) -> bytes:
    """A row behind the one that begins with the words."""

    def change(opened: Any) -> None:
        row = next(r for t in opened.tables for r in t.rows if r.cells[0].text.startswith(behind))
        row._tr.addnext(deepcopy(row._tr))
        table = next(t for t in opened.tables if any(r._tr is row._tr for r in t.rows))
        new = table.rows[[r._tr for r in table.rows].index(row._tr) + 1]
        for cell, text in zip(new.cells, cells, strict=True):
            for child in list(cell.paragraphs[0]._p):
                if child.tag != f"{W}pPr":
                    cell.paragraphs[0]._p.remove(child)
            cell.paragraphs[0].add_run(text)

    return edit(data, change)


def add_note(data: bytes, behind: str, text: str) -> bytes:
    """An endnote behind some words, as Word writes it."""
    note = (
        '<w:endnote w:id="900"><w:p><w:pPr><w:pStyle w:val="EndnoteText"/></w:pPr><w:r><w:rPr><w:rStyle '
        'w:val="EndnoteReference"/></w:rPr><w:endnoteRef/></w:r><w:r><w:t xml:space="preserve"> '
        f"{text}</w:t></w:r></w:p></w:endnote></w:endnotes>"
    )
    reference = f'{behind}</w:t></w:r><w:r><w:endnoteReference w:id="900"/></w:r><w:r><w:t xml:space="preserve">'
    data = changed(data, "word/endnotes.xml", lambda xml: xml.replace("</w:endnotes>", note))
    return changed(data, "word/document.xml", lambda xml: xml.replace(behind, reference, 1))
