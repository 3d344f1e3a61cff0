"""Quotes are found in whole words, in their order, and in bounded time."""

from __future__ import annotations

import re
import sys

import pytest
import regex
from hypothesis import assume, given
from hypothesis import strategies as st

from briefgen.archive import matching
from briefgen.archive.matching import Match, Passages, broken_words, fold, fragments, join_words, matches
from briefgen.checks.context import outside_quotes
from tests.growth import assert_linear

WORD = st.from_regex(r"[a-eéжя0]{1,5}(['-][a-eéжя0]{1,5})?", fullmatch=True)
WORDS = st.lists(WORD, min_size=4, max_size=40)


def found(text: str, quote: str, gap: int = 600) -> list[Match]:
    return list(matches(fold(text), fold(quote), gap))


@given(WORDS, st.data())
def test_any_run_of_words_of_a_text_is_found_in_it(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    assert found("\n".join(words), " ".join(words[start:end]))


@given(WORDS, st.data())
def test_a_quote_with_a_changed_word_is_not_found(words: list[str], data: st.DataObject) -> None:
    changed = data.draw(st.integers(0, len(words) - 1))
    other = data.draw(st.text("abcdeéжя0", min_size=1, max_size=9))
    assume(other not in re.split(r"\W", " ".join(words)))
    quote = " ".join([*words[:changed], other, *words[changed + 1 :]])
    assert not found(" ".join(words), quote)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("the nationals met", "the national"),
        ("by non-regional actors", "regional actors"),
        ("they didn't agree", "they didn"),
        ("some 1,000 men", "some 1"),
        ("in 3.5 years", "5 years"),
        ("the cafés of the town", "the cafe"),
        ("Russia's service", "s service"),
        ("it was Held in May", "it was held"),
    ],
)
def test_a_quote_may_not_cut_a_word_nor_change_its_case(text: str, quote: str) -> None:
    assert not found(text, quote)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Russia's service", "Russia"),
        ("(the text)", "the text"),
        ("held—so it says—in May", "so it says"),
        ("会议在北京举行", "在北京"),
    ],
)
def test_a_quote_may_end_where_a_word_ends(text: str, quote: str) -> None:
    assert found(text, quote)


def test_parts_around_an_elision_stand_in_their_order() -> None:
    text = "the conference on intelligence took place in May"
    assert fragments(fold("the conference […] took place")) == ["the conference", "took place"]
    assert found(text, "the conference […] took place") == [Match(0, 41, ((14, 31),))]
    assert found(text, "the conference [...] took place") == found(text, "the conference […] took place")
    assert not found(text, "took place […] the conference")


def test_an_elision_leaves_out_no_more_than_the_gap() -> None:
    assert found("begin " + "x " * 10 + "end", "begin […] end", gap=30)
    assert not found("begin " + "x " * 20 + "end", "begin […] end", gap=30)


def test_an_elision_starts_from_the_nearest_of_several_beginnings() -> None:
    text = "begin here. " + "x " * 30 + "begin again and end"
    assert [m.elided for m in found(text, "begin […] end", gap=30)] == [((77, 88),)]


def test_every_place_of_a_quote_is_given() -> None:
    assert [m.start for m in found("one two one two", "one two")] == [0, 8]


def test_nothing_is_found_of_an_empty_quote() -> None:
    assert not found("text", " […] ")


def test_the_nearest_passage_is_the_one_with_most_of_the_words() -> None:
    text = fold("Many words. The meeting was held in Bishkek on May 24, 2024. More words follow here.")
    assert (
        Passages(text).nearest("The meeting was hold in Bishkek on May 24")
        == "The meeting was held in Bishkek on May 24"
    )
    assert Passages(text).nearest("something quite different altogether") is None


@pytest.mark.few(1)
@pytest.mark.parametrize("unit", ["a", "a-\n", "“", '"', "\u00ad \n", " "])
def test_a_hostile_text_costs_one_pass(unit: str) -> None:
    def look_into(text: str) -> None:
        folded = join_words(fold(text), broken_words(text))
        assert not list(matches(folded, "another quote altogether"))
        assert Passages(folded).nearest("another quote altogether") is None
        assert "quote" not in outside_quotes(text)

    assert_linear(look_into, unit * 50_000, unit * 400_000)


@pytest.mark.slow
def test_long_texts_and_repeated_words_cost_one_pass() -> None:
    def look_into(text: str) -> None:
        assert not list(matches(text, "the [...] the [...] never"))
        assert Passages(text).nearest("the end was near for the end") is not None

    assert_linear(look_into, "the end " * 7_500, "the end " * 60_000)


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


def test_what_is_asked_before_the_library_of_all_scripts_passes_over_nothing_of_theirs() -> None:
    every = "".join(chr(n) for n in range(sys.maxunicode + 1) if not 0xD800 <= n <= 0xDFFF)
    known = regex.compile(r"(?V1)[\p{Default_Ignorable_Code_Point}\u0640--\u00ad]+")
    assert matching._INVISIBLE.findall(every) == known.findall(every)
    of_other_scripts = regex.compile(rf"{matching._FOLDED_WIDE}|\p{{LB=SA}}|\p{{Hangul}}").findall(every)
    assert [c for c in of_other_scripts if not matching._EASTERN.match(c)] == []
