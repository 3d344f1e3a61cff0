"""How words of names sound, and how far two of them are apart."""

from __future__ import annotations

from math import inf

import pytest

from briefgen.language.sounds import apart, begins, classes, latin, sound_of


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
