"""The author whom a short line names, and lines that name none."""

from __future__ import annotations

import pytest

from briefgen.intake.drawing.visible_authors import author_in, begins_byline


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Ana Sample", "Ana Sample"),
        ("by Ana Sample, 7 March 2031", "Ana Sample"),
        ("Written by: Ana Sample | Example Times", "Ana Sample"),
        ("Автор: Анна Пример", "Анна Пример"),
        ("von Ben Beispiel", "Ben Beispiel"),
        ("By 7 March 2031", ""),
        ("By the end of the year all was said", ""),
        ("Ana Sample", ""),
    ],
)
def test_a_byline_names_its_author_alone(line: str, author: str) -> None:
    assert author_in(line) == author
    assert begins_byline(line) is (line != "Ana Sample")
