"""Words that run the other way stand in isolates, and do not decide which way a paragraph runs."""

from __future__ import annotations

import pytest

from briefgen.document.direction import begins_rtl, isolated


@pytest.mark.parametrize(
    ("text", "language", "inside"),
    [
        ("Example Gazette", "en", False),
        ("Example Gazette", "he", True),
        ("הארץ", "en-GB", True),
        ("הארץ", "he", False),
        ("דו״ח של FSB על 3 ארגונים", "en", True),
        ("דו״ח של FSB על 3 ארגונים", "he", False),
        ("דו״ח של FSB", "he", True),
        ("the daily הארץ", "en", True),
        ("Газета", "ar-EG", True),
        ("新闻", "en", False),
        ("12.3.2024", "fa", False),
        ("", "fa", False),
    ],
)
def test_an_isolate_stands_around_what_begins_or_ends_the_other_way(text: str, language: str, inside: bool) -> None:
    found = isolated(text, language)
    assert found == (f"\u2068{text}\u2069" if inside else text)
    assert isolated(found, language) == found


@pytest.mark.parametrize(
    ("text", "rtl"),
    [
        ("הארץ, 12 March", True),
        ("\u2068הארץ\u2069, 12 March", False),
        ("\u2068Gazette\u2069, 12 במרץ", True),
        ("1. “שלום”", True),
        ("12 March הארץ", False),
        ("\u2068הארץ\u2069", False),
        ("12", False),
    ],
)
def test_a_paragraph_runs_as_its_first_letter_outside_isolates_does(text: str, rtl: bool) -> None:
    assert begins_rtl(text) == rtl
