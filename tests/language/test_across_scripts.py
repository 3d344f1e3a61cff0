"""Words in other scripts are known for those in Latin letters that they write."""

from __future__ import annotations

import pytest

from briefgen.language.across_scripts import likeness, spelt, table_for, words_alike
from briefgen.language.sounds import latin


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
