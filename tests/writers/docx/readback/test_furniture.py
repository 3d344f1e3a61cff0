"""Headers and footers: a person's change to them is seen."""

from __future__ import annotations

from briefgen.document.nodes import Heading, Paragraph
from briefgen.writers.docx.house import House
from briefgen.writers.docx.readback.furniture import furniture
from briefgen.writers.docx.writer import DocxWriter
from tests.writers.docx.packages import document, words
from tests.writers.docx.readback import hands


def test_words_in_a_header_are_seen_and_numbers_of_pages_are_not(house: House) -> None:
    short = document(Heading(1, words("A")), Paragraph(words("x")))
    long = document(Heading(1, words("A")), *[Paragraph(words("x " * 900))] * 30)
    made, longer = (DocxWriter(house, contents="never").write(d) for d in (short, long))
    assert furniture(made, "a.docx") == furniture(longer, "a.docx")
    assert any("TLP:GREEN" in part for part in furniture(made, "a.docx"))
    changed = hands.edit(made, lambda d: d.sections[0].footer.paragraphs[0].add_run("Call the desk"))
    assert any("Call the desk" in part for part in furniture(changed, "a.docx"))
    assert furniture(changed, "a.docx") != furniture(made, "a.docx")
