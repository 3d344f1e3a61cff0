"""Headers and footers: a person's change to them is seen."""

from __future__ import annotations

from pathlib import Path

from briefgen.document.nodes import Heading, Paragraph
from briefgen.readers.docx.package import headers_and_footers
from briefgen.writers.docx.house import House
from briefgen.writers.docx.writer import DocxWriter
from tests.readers.docx import hands
from tests.writers.docx.packages import document, words


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
