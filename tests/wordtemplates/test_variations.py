"""What others' readers of Word files lose without a word: in a template made in Word, too, it stays or is told."""

from __future__ import annotations

import re

import pytest

from briefgen.wordtemplates.reading import read_template
from briefgen.writers.docx.house import House
from briefgen.writers.docx.writer import DocxWriter
from tests.readers.docx.test_variations import CASES, ONE, Case, with_case


@pytest.fixture(scope="module")
def one(house: House) -> bytes:
    return DocxWriter(house).write(ONE)


@pytest.mark.few(16)
@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_it_stays_or_is_told(one: bytes, case: Case) -> None:
    template = read_template(with_case(one, case), "brief.docx")
    plain, told = template.source, " ".join(d.message for d in template.diagnostics)
    shown = re.findall(r"\w+", case.shown.replace("₂", " 2"))
    assert [word for word in shown if word not in plain and word not in told] == []
    gone = "<w:del .*?</w:del>|<w:moveFrom .*?</w:moveFrom>|<w:tc><w:tcPr><w:cellDel .*?</w:tc>"
    typed = re.findall(r"<w:t[^>]*>([^<]+)", re.sub(gone, "", case.xml))
    assert [w for text in typed for w in re.findall(r"\w+", text) if w not in plain and w not in told] == []
