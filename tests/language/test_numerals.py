"""The numbers of a text, in figures and in words of any language."""

from __future__ import annotations

import pytest
from unicode_rbnf import RbnfEngine

from briefgen.language import numerals
from briefgen.language.numerals import WORD, figures, fold, has_none, orders, read, roman

IN_WORDS: tuple[tuple[str, str, set[int]], ...] = (
    ("ar", "الدورة السابعة", {7}),
    ("ar", "الدورة الحادية والعشرون", {21}),
    ("ar", "سابع دورة", {7}),
    ("de", "am siebten Treffen", {7}),
    ("de", "das einundzwanzigste Treffen", {21}),
    ("en", "at the twenty-first session", {21}),
    ("es", "la decimoséptima reunión", {17}),
    ("fr", "la septième réunion", {7}),
    ("fr", "la vingt et unième réunion", {21}),
    ("fr", "la seconde réunion", {2}),
    ("ka", "ოცდაერთი წევრი", {21}),
    ("kk", "жиырма бірінші отырыс", {21}),
    ("pt", "a décima sétima reunião", {17}),
    ("ru", "седьмое заседание", {7}),
    ("ru", "на двадцать первом заседании", {21}),
    ("ru", "четвертое и четвёртое", {4}),
    ("ru", "о двадцати одной стороне", {21}),
    ("th", "การประชุมครั้งที่ยี่สิบเอ็ด", {21}),
    ("tr", "onuncu toplantı", {10}),
    ("uz", "yettinchi majlis", set()),
    ("zh", "第七次会议", set()),
)


@pytest.mark.parametrize(("language", "text", "numbers"), IN_WORDS)
def test_the_longest_words_are_the_number(language: str, text: str, numbers: set[int]) -> None:
    assert read(text, language).spelt == numbers


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("ar", "وفي الدورة الحادية والعشرين", 21),
        ("bg", "на двадесет и първото заседание", 21),
        ("es", "la vigesimoprimera reunión", 21),
        ("fa", "پنجم تیر", 5),
        ("he", "בפגישה השביעית", 7),
        ("hu", "a hetediken", 7),
        ("kk", "жетіншісінде", 7),
        ("ko", "제이십일차 회의", 21),
        ("sr", "на седмој седници", 7),
        ("tr", "yirmi birincisinde", 21),
    ],
)
def test_words_are_known_in_forms_that_the_rules_do_not_have(language: str, text: str, number: int) -> None:
    words = read(text, language)
    assert number in words
    assert number not in words.spelt


@pytest.mark.parametrize(
    ("language", "text"),
    [("kk", "отырыс"), ("de", "siebenhundert"), ("en", "the seventies"), ("ru", "семья и седина")],
)
def test_a_word_that_only_begins_alike_is_no_number(language: str, text: str) -> None:
    words = read(text, language)
    assert words.spelt | words.bent == frozenset()


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("en", "in nineteen ninety-nine", 1999),
        ("en", "the one hundred and third session", 103),
        ("de", "im Jahr neunzehnhundertneunundneunzig", 1999),
        ("fr", "en mille neuf cent quatre-vingt-dix-neuf", 1999),
        ("ru", "в две тысячи двадцать пятом году", 2025),
        ("ko", "이백육십사", 264),
        ("nb", "tre hundre og femti", 350),
    ],
)
def test_a_larger_number_is_looked_for_when_it_is_wanted(language: str, text: str, number: int) -> None:
    assert number in read(text, language, number).spelt


def test_words_do_not_run_on_over_a_comma() -> None:
    assert read("двадцать, первое", "ru").spelt == {20, 1}


def test_of_some_languages_cldr_knows_how_they_count_and_not_how_they_order() -> None:
    languages = ("ar", "de", "es", "fr", "kk", "ru", "tr", "zh", "ka", "uk", "uz")
    assert [one for one in languages if not orders(one)] == ["ka", "uk", "uz"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("第二十一次会议于二〇二五年", {21, 2025}),
        ("廿一", {21}),
        ("两千零二十五", {2025}),
        ("٢١ و 7", {21, 7}),
        ("XXI", set()),
    ],
)
def test_figures_are_those_of_any_script(text: str, numbers: set[int]) -> None:
    assert figures(text) == numbers


def test_of_more_figures_than_make_a_number_several_are_made() -> None:
    assert figures("1" * 5000) == figures("٣ boats, " + "1" * 5000) - {3} != frozenset()


def test_a_roman_numeral_is_a_word_of_its_letters_alone() -> None:
    assert [roman(word) for word in ("xxi", "iv", "mix", "")] == [21, 4, 0, 0]


SPEAKING = [one for one in RbnfEngine.get_supported_languages() if "_" not in one and one not in ("ja", "yue", "zh")]


@pytest.mark.few(6)
@pytest.mark.parametrize("language", sorted(SPEAKING, key=lambda one: one not in ("ar", "de", "es", "fr", "ru", "tr")))
def test_what_the_rules_spell_is_read_as_that_number(language: str) -> None:
    rules = RbnfEngine.for_language(language)
    names = [name for name, one in rules.rulesets.items() if name.startswith("spellout-") and not one.is_private]
    for number in (*range(101), 108, 1208, 2302, 46_017, 2_819_685):
        for text in rules.format_number(number, ruleset_names=names).text_by_ruleset.values():
            if not figures(text):  # as of a year beyond 9999
                assert number in read(text.replace(",", ""), language, number).spelt, text


@pytest.mark.parametrize(("text", "language"), [("the board met this time", "en"), ("Sitzung im Hafen", "de")])
def test_a_larger_number_is_not_spelt_out_for_a_text_without_numbers(
    text: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(text, language, 1)
    read("one, eins", language, 2500)
    read(text, language, 2500)  # with what the words of any number begin is known from here on
    monkeypatch.setattr(numerals, "_spelt_out", lambda *_: pytest.fail("spelt out"))
    for number in range(3000, 3100):
        assert number not in read(text, language, number)


@pytest.mark.parametrize("language", ["en", "fi", "ru", "de", "th", "zh", "xx"])
def test_words_that_surely_have_no_number_have_none(language: str) -> None:
    texts = ("the board met twice", "one hundred and five ships", "сто пять судов", "satayksi", "hundert", "ห้า")
    for text in texts:
        for wanted in (0, 5, 101, 105, 2500):
            words = frozenset(fold(word) for word in WORD.findall(text))
            if has_none(words, language, wanted):
                found = read(text, language, wanted)
                assert not found.spelt
                assert not found.bent
    assert has_none(frozenset({"the", "board"}), "en", 2500)
    assert not has_none(frozenset({"the", "hundred"}), "th")
