"""The ways in which a name may be read."""

from __future__ import annotations

import pytest

from briefgen.language.name_readings import pinyin_of, readings, without_peerage
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


def test_a_name_is_read_without_a_peerage_and_without_the_ending_of_a_woman() -> None:
    assert without_peerage("Ana Sample, 4th Baroness Sample of Port Example") == "Ana Sample"
    assert without_peerage("Sample, Ana") == "Sample, Ana"
    assert ("ana", "merkel") in readings(("ana", "merkelova"), "Ana Merkelová")


def test_names_in_pinyin_are_known() -> None:
    assert pinyin_of(("li", "keqiang"), "Li Keqiang") == ("keqiang", "li")
    assert pinyin_of(("ana", "sample"), "Ana Sample") == ()
