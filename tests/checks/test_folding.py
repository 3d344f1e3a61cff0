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
        ("في ‏17 أكتوبر 2025‎ في سمرقند", "في 17 أكتوبر 2025 في سمرقند"),
        ("Oʻzbekiston yig‘ildi, O`zbek, Oʼzbek", "O'zbekiston yig'ildi, O'zbek, O'zbek"),
        ("oﬃces aﬀected conﬂict", "offices affected conflict"),
        ("The council\ufe0f agreed", "The council agreed"),
        ("ունե֊\nցավ, ունե֊\r\nցավ", "ունեցավ, ունեցավ"),
        ("Po\n\u00ad\nlitik", "Politik"),
        ("ﻻﺟﺘﻤﺎﻉ", "لاجتماع"),
        ("ایران کشور", "ايران كشور"),
        ("مـــؤتمر", "مؤتمر"),
        ("צה״ל ו־מס׳", "צה\"ל ו-מס'"),
        ("ＳＣＯ，２０２５ ⽂化", "SCO,2025文化"),
        ("近日在\n北京举行 和 2024 年", "近日在北京举行和2024年"),
        ("共同声明を\r\n採択した", "共同声明を採択した"),
        ("ประชุม\nคณะมนตรี ปี 2568", "ประชุมคณะมนตรีปี 2568"),
        ("안보회의 서\n기국", "안보회의 서 기국"),
        ("सुर-\nक्षा", "सुरक्षा"),
        ("10² and ½ and №", "10² and ½ and №"),
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


def test_a_line_of_korean_may_end_inside_a_word_or_between_two() -> None:
    text = "안보회의 서\n기국의 결정과\n공동성명"
    broken = broken_words(text)
    whole = join_words(fold(text), broken)
    for quote in ("안보회의 서기국의 결정과 공동성명", "서기국의 결정과", "결정과 공동성명"):
        assert join_words(fold(quote), broken) in whole


@given(ANY_TEXT)
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_folded_text_is_one_line_without_double_blanks(text: str) -> None:
    folded = fold(text)
    assert "  " not in folded
    assert folded == folded.strip()
    assert len(folded.splitlines()) <= 1
