"""Measured: quotes are found exactly in pages and PDFs as programs make them, and on the right page.

The judge of pages is poppler's pdftotext, which shares nothing with pdfium.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefgen.archive.archived import ArchivedText, TextMap, places
from briefgen.intake.drawing.draw import draw
from briefgen.intake.drawing.drawn import Drawn
from tests.intake.made import MadeText, pages, pdfs, run

AROUND = ("Home", "Weather", "Teaser", "All rights", "Imprint", "cookies", "not believe", "no words")
PAGES = pages()


def missing(drawn: Drawn, text: MadeText) -> list[str]:
    archived = ArchivedText(drawn.text, "")
    pairs = [" ".join(p[n : n + 2]) for p in text.paragraphs for n in range(len(p) - 1)]
    return [quote for quote in (*text.sentences, *pairs) if next(places(archived, quote), None) is None]


@pytest.mark.parametrize("name", PAGES)
def test_every_quote_stands_in_a_page_and_no_menu_does(name: str) -> None:
    data, text = PAGES[name]
    drawn = draw(data, "page.html")
    assert missing(drawn, text) == []
    assert [words for words in AROUND if words in drawn.text] == []


@pytest.mark.slow
def test_quotes_of_printed_pages_are_found_and_on_the_right_page(tmp_path: Path) -> None:
    lost, asked, elsewhere = {True: 0, False: 0}, {True: 0, False: 0}, []
    for file, (data, text, has_columns) in pdfs(tmp_path).items():
        drawn = draw(data)
        told, map_ = missing(drawn, text), TextMap(drawn.stretches)
        lost[has_columns] += len(told)
        asked[has_columns] += len(text.sentences)
        judged = run(["pdftotext", "-raw", str(tmp_path / f"{file.rpartition('.')[0]}.pdf"), "-"]).decode().split("\f")
        for number in re.findall(r"\d{5}", " ".join(text.sentences)):
            (page,) = (n for n, words in enumerate(judged, 1) if re.search(rf"(?<!\d){number}(?!\d)", words))
            if (at := drawn.text.find(number)) >= 0 and map_.at(at).page != page:
                elsewhere.append((file, number))
        assert not re.search(r"Coastal Review|of the volume", drawn.text), "a running head stands in the text"
    assert asked[True] > 1000
    assert lost[True] <= 0.03 * asked[True]
    assert lost[False] <= 0.01 * asked[False]
    assert elsewhere == []
