"""Tracked changes behind a cover: the cover is that of the new version, without a change."""

from __future__ import annotations

import pytest

from briefgen.document.nodes import Heading, Paragraph
from briefgen.writers.docx.house import House
from briefgen.writers.docx.redline.writer import RedlineWriter
from briefgen.writers.docx.reference.reader import read_house
from briefgen.writers.docx.writer import DocxWriter
from tests.writers.docx.maker import HOUSE_WITH_COVER
from tests.writers.docx.packages import document, parts, words
from tests.writers.docx.redline.test_writer import CASES
from tests.writers.docx.redline.tracked import reading
from tests.writers.docx.validity import faults


@pytest.fixture(scope="module")
def with_cover() -> House:
    return read_house(HOUSE_WITH_COVER.read_bytes(), "house.docx")


@pytest.mark.few(10)
@pytest.mark.parametrize("name", [name for name in CASES if name != "marking"])
def test_both_versions_come_out_behind_a_cover(name: str, with_cover: House) -> None:
    old, new = CASES[name]
    made, plain = RedlineWriter(DocxWriter(with_cover), "A desk", "2026-11-21").write(old, new), DocxWriter(with_cover)
    assert faults(made) == []
    assert reading(made, "del") == reading(plain.write(new))
    assert reading(made, "ins") == reading(plain.write(old))


def test_contents_of_two_versions_count_the_cover(with_cover: House, house: House) -> None:
    old, new = (document(Heading(2, words("Part")), Paragraph(words(f"{n} words"))) for n in ("Two", "Three"))
    made = (
        RedlineWriter(DocxWriter(h, contents="always"), "A desk", "2026-11-21").write(old, new)
        for h in (house, with_cover)
    )
    bare, behind = (parts(m)["word/document.xml"].decode().split("PAGEREF")[1] for m in made)
    assert ("<w:t>1</w:t>" in bare, "<w:t>2</w:t>" in behind) == (True, True)
