"""The ways in which a name may be read."""

from __future__ import annotations

import pytest

from briefgen.language.name_readings import pinyin_of, readings, skeletons
from briefgen.language.sounds import latin


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("Mevlüt Çavuşoğlu", ("mevlut", "cavusoglu")),
        ("Abdelmadjid Tebboune", ("abd", "madjid", "tebboune")),
        ("Nur al-Din", ("nur", "din")),
        ("Sample, Ana", ("ana", "sample")),
        ("Paco Ruiz", ("francisco", "ruiz")),
        ("诸葛亮", ("zhuge", "liang")),
    ],
)
def test_a_name_has_a_reading(name: str, reading: tuple[str, ...]) -> None:
    assert reading in readings(tuple(latin(name).replace("-", " ").split()), name)


def test_consonants_are_alike_in_arabic_and_in_latin_letters() -> None:
    assert skeletons("عبد الفتاح", ())[0] == skeletons("Abdel Fattah", ("abdel", "fattah"))[0]


def test_names_in_pinyin_are_known() -> None:
    assert pinyin_of(("li", "keqiang"), "Li Keqiang") == ("keqiang", "li")
    assert pinyin_of(("ana", "sample"), "Ana Sample") == ()
