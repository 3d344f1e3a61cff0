"""Another form of a name is one that its language has; a letter more, less or otherwise is none."""

from __future__ import annotations

import pytest

from briefgen.language.name_forms import is_form, is_slip
from briefgen.language.numerals import fold


@pytest.mark.parametrize(
    ("language", "name", "told"),
    [
        ("en", "Sample", "Samples"),
        ("en", "Sergey", "Sergei"),
        ("fr", "Évian", "EVIAN"),
        ("de", "Rat", "Rates"),
        ("de", "Wien", "Wiener"),
        ("de", "Großer", "Großen"),
        ("de", "Zürich", "Zuerich"),
        ("ru", "Москва", "Москве"),
        ("ru", "Образцовым", "Образцов"),
        ("ru", "Череповец", "Череповца"),
        ("tr", "Ankara", "Ankaralı"),
        ("kk", "Астана", "Астанадағы"),
        ("fi", "Helsinki", "Helsingissä"),
        ("fi", "Virtanen", "Virtasen"),
        ("fi", "Turku", "Turussa"),
        ("cs", "Praha", "Praze"),
        ("pl", "Ryga", "Rydze"),
        ("ar", "الرياض", "بالرياض"),
        ("ar", "القاهرة", "وللقاهرة"),
        ("he", "חיפה", "בחיפה"),
        ("lv", "Edgars", "Edgara"),
        ("lv", "Bērziņš", "Bērziņam"),
        ("fi", "Samarkand", "Samarkandissa"),
    ],
)
def test_forms_of_a_name(language: str, name: str, told: str) -> None:
    assert is_form(fold(name), fold(told), language)
    assert not is_slip(fold(name), fold(told), language)


@pytest.mark.parametrize(
    ("language", "name", "told"),
    [
        ("en", "Samarkandd", "Samarkand"),
        ("en", "Geneve", "Geneva"),
        ("en", "P\u043ert", "Port"),
        ("fr", "Samarkande", "Samarkand"),
        ("es", "Madrit", "Madrid"),
        ("de", "Berline", "Berlin"),
        ("ru", "Самаркант", "Самарканде"),
        ("fi", "Samarkandt", "Samarkandissa"),
        ("tr", "Bişkep", "Bişkek"),
        ("fi", "Virtanen", "Virsu"),
        ("cs", "Praha", "Prostějov"),
        ("ar", "الرياض", "القاهرة"),
        ("ru", "Чад", "Чехия"),
    ],
)
def test_what_is_no_form_of_a_name(language: str, name: str, told: str) -> None:
    assert not is_form(fold(name), fold(told), language)


@pytest.mark.parametrize(
    ("language", "name", "told", "expected"),
    [
        ("en", "samplee", "sample", True),
        ("en", "beispiell", "beispiel", True),
        ("en", "russia", "russian", False),
        ("en", "germany", "german", False),
        ("en", "maria", "marie", False),
        ("en", "portugal", "portuguese", False),
        ("en", "lima", "limb", False),
        ("de", "spanien", "spanier", False),
        ("de", "turkei", "turken", False),
    ],
)
def test_a_slip_is_one_last_letter_and_nothing_that_is_derived(
    language: str, name: str, told: str, expected: bool
) -> None:
    assert is_slip(name, told, language) is expected
