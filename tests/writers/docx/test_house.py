"""A House as a value, and the house document that ships with briefgen."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from briefgen.ooxml.packing import Deflated
from briefgen.writers.docx.house import House
from briefgen.writers.docx.reference.reader import read_house
from briefgen.writers.docx.writer import DocxWriter
from tests.writers.docx.maker import HOUSE, HOUSE_WITH_COVER
from tests.writers.docx.maker.document import make_house_document
from tests.writers.docx.packages import HOUSE_FILE, document, item
from tests.writers.docx.validity import faults


def test_a_kept_house_has_its_fonts_as_files_have_them_and_makes_the_same_bytes(house: House) -> None:
    kept: House = pickle.loads(pickle.dumps(house))
    assert kept == house
    fonts = [part for part in kept.parts if part.name.endswith(".odttf")]
    assert fonts
    assert all(isinstance(part.content, Deflated) and part.content.size > len(part.content.data) for part in fonts)
    brief = document(*item("x"))
    assert DocxWriter(kept).write(brief) == DocxWriter(house).write(brief)


@pytest.mark.slow
@pytest.mark.few(1)
@pytest.mark.parametrize(("cover", "file"), [(False, HOUSE), (True, HOUSE_WITH_COVER)])
def test_a_shipped_house_document_is_what_the_maker_makes(cover: bool, file: Path) -> None:
    assert file.read_bytes() == make_house_document(cover=cover)


def test_the_shipped_house_lacks_nothing_and_is_sound(house: House) -> None:
    assert house.diagnostics == ()
    assert faults(HOUSE_FILE.read_bytes()) == []


def test_a_brief_is_itself_a_house_document_with_the_same_looks(house: House) -> None:
    """So an editor may take any brief, change its styles in Word and make it the house."""
    again = read_house(DocxWriter(house).write(document(*item("x"))), "brief.docx")
    assert again.parts == house.parts
    assert again.section == house.section
    assert again.bullets == house.bullets
