"""A text names a record by any of its names, in any form of it, and not by words that only look like one."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

import pytest

from briefgen.facts.names.mentions import Names, languages_of
from tests.facts.pages import SOURCE, load_page, said

PAGE = f"""
=== sources/paper.yaml
{SOURCE}
=== countries/chad.yaml
code: TD
=== persons/said.yaml
name: {{en: Omar Saidov, ru: Омар Саидов}}
src: paper
=== organisations/grain.yaml
name: Grain Bureau
short: GB
aliases: [Bureau of Grain, Silo, НАТО]
src: paper
=== persons/eva.yaml
name: {{en: Eva Braid, ru: Ева Брайд, zh: 布莱德}}
src: paper
=== persons/xi.yaml
name: Xi Sample
src: paper
=== persons/karim.yaml
name: Karim Lang Field
src: paper
=== persons/petrov.yaml
name: {{ru: Петров Иван Сергеевич}}
src: paper
=== organisations/field.yaml
name: Field Club
src: paper
=== themes/grain-trade.yaml
label: Grain trade
"""


@pytest.fixture
def names(tmp_path: Path) -> Names:
    loaded = load_page(tmp_path, PAGE)
    assert not loaded.diagnostics, said(loaded)
    assert languages_of(loaded.base) == {"en", "ru", "zh"}
    return Names(loaded.base, loaded.base.records, {"TD": ["Chad", "Tschad"], "FR": ["France"]})


@pytest.mark.few(10)
@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Mr Omar Saidov spoke.", {"person/said"}),
        ("OMAR SAIDOV’S plan", {"person/said"}),
        ("по словам Омара Саидова", {"person/said"}),
        ("Omar, and later Saidov", {"person/said"}),
        ("Saidov, Omar", {"person/said"}),
        ("SAIDOV Omar", {"person/said"}),
        ("слова Саидова О.", {"person/said"}),
        ("Omar came", set()),  # many are called so
        ("Mr Xi, of whom it told", {"person/xi"}),
        ("xi and Xie", set()),
        ("Karim Lang-Beispiel", set()),
        ("Field, Karim came", {"person/karim"}),
        ("Field of Karim", set()),  # a word that another record has too
        ("Петров Иван", {"person/petrov"}),
        ("Петрова не было", {"person/petrov"}),
        ("Иван Петров", {"person/petrov"}),
        ("Сергеевич пришёл", set()),
        ("the Grain Bureau and Chad", {"organisation/grain", "country/chad"}),
        ("Silo rose", {"organisation/grain"}),
        ("в НАТО", {"organisation/grain"}),
        ("Наташа пришла", set()),  # an acronym has no endings
        ("a silo of grain", set()),  # a common word is no name
        ("the GB met", {"organisation/grain"}),  # two letters, as they are written
        ("the Gb met, gb too", set()),
        ("Grain trade grew", set()),  # a theme is what anybody may write about
        ("in France", set()),  # which has no record here
        ("grain bureaucracy", set()),
        ("слова Евы Брайд", {"person/eva"}),  # three letters, of which two stay
        ("Омар Са\u00adидов", {"person/said"}),
        ("_Omar Saidov_", {"person/said"}),
        ("дворец布莱德的", {"person/eva"}),
    ],
)
def test_whom_a_text_names(names: Names, text: str, named: set[str]) -> None:
    assert set(names.named_in(text)) == named
    assert set(names.named_in(normalize("NFD", text))) == named
