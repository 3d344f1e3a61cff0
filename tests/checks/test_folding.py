"""The rule by which two texts count as the same words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.checks.folding import broken_words, fold, join_words

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(list(" \n\t\u00ad-—–…“”‘’\u200bé\u0301")))


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("two  blanks,\ta tab\r\nand a\u00a0line", "two blanks, a tab and a line"),
        ("  both ends ", "both ends"),
        ("“curly” ‘single’ „low“ «angle» it’s", '"curly" \'single\' "low" "angle" it\'s'),
        ("non‑regional 2023–2025 −5", "non-regional 2023-2025 -5"),
        ("crime — issues—that", "crime - issues - that"),
        ("and so on…", "and so on..."),
        ("se\u00adcu\u00adrity, secu\u00ad\nrity, zero\u200bwidth", "security, security, zerowidth"),
        ("infor-\nmation and infor-  \r\n  mation", "information and information"),
        ("Kassym-\nJomart, 2023-\n2025", "Kassym-Jomart, 2023- 2025"),
        ("cafe\u0301", "café"),
        ("Letter Case stays, and so do commas.", "Letter Case stays, and so do commas."),
    ],
)
def test_what_a_copy_may_change_is_folded_and_nothing_else(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_a_word_broken_at_the_end_of_a_line_is_the_same_with_its_hyphen_and_without() -> None:
    text = "a para-\ngraph on counter-\nterrorism, non-counter-terrorism and Kassym-\nJomart"
    broken = broken_words(text)
    assert broken == {("para", "graph"), ("counter", "terrorism")}
    assert join_words(fold(text), broken) == "a paragraph on counterterrorism, non-counterterrorism and Kassym-Jomart"
    assert join_words("counter-terrorism", broken) == "counterterrorism"
    assert join_words("multi-national", broken) == "multi-national"


@given(ANY_TEXT)
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_folded_text_is_one_line_without_double_blanks(text: str) -> None:
    folded = fold(text)
    assert "  " not in folded
    assert folded == folded.strip()
    assert len(folded.splitlines()) <= 1
