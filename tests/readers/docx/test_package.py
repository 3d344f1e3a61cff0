"""Headers and footers: a person's change to them is seen; and whatever reads a part of a file meets the same gate."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.document.nodes import Heading, Paragraph
from briefgen.errors import Problems
from briefgen.readers.docx.package import headers_and_footers
from briefgen.readers.docx.reader import read_docx, undecided_changes
from briefgen.writers.docx.house import House
from briefgen.writers.docx.writer import DocxWriter
from tests.readers.docx import hands
from tests.writers.docx.packages import document, item, package, parts, words


def test_words_in_a_header_are_seen_and_numbers_of_pages_are_not(house: House) -> None:
    short = document(Heading(1, words("A")), Paragraph(words("x")))
    long = document(Heading(1, words("A")), *[Paragraph(words("x " * 900))] * 30)
    made, longer = (DocxWriter(house, contents="never").write(d) for d in (short, long))
    assert headers_and_footers(made, "a.docx") == headers_and_footers(longer, "a.docx")
    assert any("TLP:GREEN" in part for part in headers_and_footers(made, "a.docx"))
    changed = hands.edit(made, lambda d: d.sections[0].footer.paragraphs[0].add_run("Call the desk"))
    assert any("Call the desk" in part for part in headers_and_footers(changed, "a.docx"))
    assert headers_and_footers(changed, "a.docx") != headers_and_footers(made, "a.docx")


def test_a_file_that_libreoffice_saved_has_the_same_words_in_its_headers(house: House) -> None:
    """`libreoffice-header.docx` is what is written here, saved as .docx by LibreOffice 7.4: frames are text boxes."""
    made = DocxWriter(house, contents="never").write(document(Heading(1, words("A")), Paragraph(words("x"))))
    saved = (Path(__file__).parent / "data/libreoffice-header.docx").read_bytes()
    assert headers_and_footers(saved, "a.docx") == headers_and_footers(made, "a.docx")
    changed = hands.edit(saved, lambda d: d.sections[0].header.paragraphs[0].add_run("Call the desk"))
    assert headers_and_footers(changed, "a.docx") != headers_and_footers(made, "a.docx")


READERS = (read_docx, undecided_changes, headers_and_footers)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("blanks", [0, 64, 5000])
def test_a_document_type_declaration_is_refused_by_whoever_reads(house: House, read: object, blanks: int) -> None:
    made = parts(DocxWriter(house).write(document(*item("x"))))
    text = made["word/document.xml"].partition(b"\n")[2]
    hostile = b" " * blanks + b'<!DOCTYPE x [<!ENTITY e "lost">]>' + text
    assert callable(read)
    with pytest.raises(Problems, match="document type declaration"):
        read(package(made | {"word/document.xml": hostile}), "out/a.docx")
