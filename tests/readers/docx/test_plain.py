"""The words of a Word file, paragraph by paragraph, with the numbers of its notes."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from briefgen.errors import Problems
from briefgen.readers.docx.plain import plain_paragraphs
from tests.workspaces import Scratch

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_file(
    body: str, *, head: str = "", part: str = "word/document.xml", packing: int = zipfile.ZIP_DEFLATED
) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", packing) as package:
        package.writestr(part, f"{head}<w:document {W}><w:body>{body}</w:body></w:document>")
    return data.getvalue()


def in_utf16(xml: str) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("word/document.xml", xml.encode("utf-16"))
    return data.getvalue()


def text(*runs: str) -> str:
    return "<w:p>" + "".join(r if r.startswith("<") else f"<w:r><w:t>{r}</w:t></w:r>" for r in runs) + "</w:p>"


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> NOTEREF _Ref1 </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


@pytest.mark.parametrize(
    ("body", "paragraphs"),
    [
        (text("One, ", "two."), ["One, two."]),
        (text("One.") + text() + text("Two."), ["One.", "Two."]),
        (text("One.", '<w:r><w:footnoteReference w:id="2"/></w:r>'), ["One.[^2]"]),
        (text("One.", '<w:r><w:endnoteReference w:id="12"/></w:r>'), ["One.[^12]"]),
        (text("One.", FIELD), ["One.[^3]"]),
        (text("One.", '<w:r><w:endnoteReference w:id="1"/></w:r>', ", ", FIELD, " Two."), ["One.[^1][^3] Two."]),
        (text("a", "<w:r><w:br/></w:r>", "b", "<w:r><w:tab/></w:r>", "c"), ["a b c"]),
        (text(FIELD.replace("NOTEREF _Ref1", "PAGE"), " pages"), ["3 pages"]),
        (f"<w:tbl><w:tr><w:tc>{text('left')}</w:tc><w:tc>{text('right')}</w:tc></w:tr></w:tbl>", ["left", "right"]),
    ],
    ids=["runs", "empty", "footnote", "endnote", "again", "side by side", "breaks", "other field", "cells"],
)
def test_words_and_notes_of_each_paragraph(body: str, paragraphs: list[str]) -> None:
    assert plain_paragraphs(word_file(body), "brief.docx") == paragraphs


def test_the_word_file_of_a_brief_says_what_its_markdown_says(workspace: Scratch) -> None:
    """Sentences and their notes, other than headings, tables and emphasis."""
    assert workspace.make("-f", "md", "-f", "docx").code == 0
    data = (workspace.root / "out/meeting/lisbon-2024.docx").read_bytes()
    said = plain_paragraphs(data, "lisbon-2024.docx")
    markdown = workspace.read("out/meeting/lisbon-2024.md").replace("*", "")
    items = re.findall(r"(?m)^- (.*\[\^\d+\].*)$", markdown)
    assert len(items) > 3
    assert set(items) <= set(said)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "File is not a zip file"),
        (b"PK\x03\x04 and no more", "File is not a zip file"),
        (word_file("", part="word/other.xml"), "word/document.xml"),
        (word_file("<w:p>"), "mismatched tag"),
        (word_file("", head='<!DOCTYPE x [<!ENTITY a "b">]>'), "has a document type declaration"),
        (lambda: word_file(" " * (65 << 20)), "unpacks to more than 300 times its size"),
        (word_file("", packing=zipfile.ZIP_BZIP2), "packed in a way that Word does not use"),
        (in_utf16('<!DOCTYPE x [<!ENTITY a "b">]><w:document/>'), "has a document type declaration"),
    ],
    ids=["empty", "cut off", "no text", "broken", "document type", "giant", "bzip2", "UTF-16"],
)
def test_what_is_no_word_file_is_one_problem(data: bytes | Callable[[], bytes], reason: str) -> None:
    with pytest.raises(Problems) as caught:
        plain_paragraphs(data() if callable(data) else data, "brief.docx")
    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.location.file) == ("docx-unreadable", "brief.docx")
    assert reason in problem.message


@pytest.mark.parametrize("seed", range(200))
def test_a_damaged_file_gives_words_or_one_problem_and_never_falls_over(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(word_file(text("One.", FIELD) * 20))
    for _ in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    found: tuple[str, ...] = ()
    try:
        plain_paragraphs(bytes(data), "brief.docx")
    except Problems as bad:
        found = tuple(d.code for d in bad.diagnostics)
    assert found in ((), ("docx-unreadable",))
