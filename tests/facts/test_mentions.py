"""A text names a record by any of its names, in any form of it, and not by words that only look like one."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

import pytest

from briefgen.facts.conflicts.find import find_conflicts
from briefgen.facts.mentions import Names, Towns, languages_of
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


TOWNS = f"""
=== sources/a.yaml
{SOURCE}
=== towns/saint-petersburg.yaml
name: {{en: Saint Petersburg, ru: Санкт-Петербург}}
aliases: [St. Petersburg, Leningrad]
country: russia
src: a
coordinates: 59.94, 30.31
=== towns/petersburg-alaska.yaml
name: {{is: Petersburg, src: a}}
=== series/s.yaml
name: {{is: S, src: a}}
=== meetings/m.yaml
src: a
series: s
ordinal: 1
place: [%s, %s]
=== meetings/n.yaml
src: a
series: s
ordinal: 1
place: %s
"""


@pytest.mark.parametrize(
    ("one", "other", "conflicts"),
    [
        ("St. Petersburg", "Leningrad", []),
        ("{ru: Санкт-Петербург}", "st petersburg", []),
        ("St. Petersburg", "Petersburg", ["ordinal-collision-s-1", "value-m-place"]),
        ("St. Petersburg", "Moscow", ["ordinal-collision-s-1", "value-m-place"]),
        ("Moscow", "Samara", ["ordinal-collision-s-1", "value-m-place"]),
    ],
)
def test_names_of_one_town_agree(tmp_path: Path, one: str, other: str, conflicts: list[str]) -> None:
    loaded = load_page(tmp_path, TOWNS % (one, other, other))
    assert not loaded.diagnostics, said(loaded)
    assert [conflict.id for conflict in find_conflicts(loaded.base)] == conflicts


def test_a_name_leads_to_every_town_that_has_it(tmp_path: Path) -> None:
    towns = Towns(load_page(tmp_path, TOWNS % ("x", "x", "x")).base)
    assert towns.called("LENINGRAD") == {"town/saint-petersburg"}
    assert list(towns.other_names("Leningrad")) == [
        "Saint Petersburg",
        "Санкт-Петербург",
        "St. Petersburg",
        "Leningrad",
    ]
    assert towns.called("Moscow") == set()
