"""How words of names sound, and how far two of them are apart."""

from __future__ import annotations

from math import inf

import pytest

from briefgen.language.sounds import apart, begins, classes, latin, likeness, sound_of, spelt, table_for, words_alike


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ағаев Ё.", "agaev e."),
        ("Şükür Öz", "shukur oz"),
        ("O’Neill", "oneill"),
        ("Șalaru", "shalaru"),
        ("Ծառուկյան", "tsarrukyan"),
        ("Χέρτζογκ", "kherdzog"),
        ("ash-Sharaa", "al-sharaa"),
        ("Эр-Рияд", "al-riyad"),
    ],
)
def test_letters_are_latin(name: str, letters: str) -> None:
    assert latin(name) == letters


@pytest.mark.parametrize(
    ("word", "other"),
    [("naghiyev", "nagiyev"), ("tschernow", "chernov"), ("khristo", "hristo"), ("oghlu", "ogly"), ("fon", "von")],
)
def test_two_spellings_of_one_sound_are_no_way_apart(word: str, other: str) -> None:
    assert apart(sound_of(word), sound_of(other), 1.0) == 0


def test_what_spellings_confuse_costs_less_than_another_sound() -> None:
    assert 0 < apart("gulev", "kulev", 2.0) < apart("murat", "marat", 2.0) < apart("karimov", "rahimov", 2.0)
    assert apart("ploz", "ploc", 2.0) == apart("ploc", "ploz", 2.0)
    assert apart("murat", "marat", 0.1) == inf
    assert 0 < apart("eksampel", "eksample", 2.0) < 1


def test_words_are_alike_that_spellings_confuse() -> None:
    assert classes("kurtanidze") == classes("gurdanitsu")
    assert begins("uladimir") & begins("vladimir")
    assert not begins("karimov") & begins("nazarov")


@pytest.mark.parametrize(
    ("script", "written"),
    [("CYRILLIC", "Ховард"), ("HANGUL", "하워드"), ("KATAKANA", "ハワード"), ("CJK", "霍华德"), ("ARABIC", "هاورد")],
)
def test_one_name_is_likelier_than_another(script: str, written: str) -> None:
    word, table = latin(written), table_for(script)
    assert likeness("howard", word, table) > 5 > 0 > likeness("petrov", word, table)


def test_a_word_is_spelt_as_such_words_mostly_are() -> None:
    assert spelt(latin("슈타인"), "hangul").startswith("s")
    assert spelt("borodin", "other") == "borodin"
    assert spelt("9", "other") == "9"


def test_names_are_alike_by_all_words_of_the_shorter_one() -> None:
    assert words_alike(("ana",), ("boris", "ana"), "other") == likeness("ana", "ana", "other")
    assert words_alike(("boris", "ana"), ("ana",), "other") == likeness("ana", "ana", "other")
