"""Two spellings of one town are no conflict, once the town is on record with both; two towns stay two."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.facts.conflicts.find import find_conflicts
from briefgen.facts.names.towns import Towns
from tests.facts.pages import SOURCE, load_page, said

PAGE = f"""
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
    loaded = load_page(tmp_path, PAGE % (one, other, other))
    assert not loaded.diagnostics, said(loaded)
    assert [conflict.id for conflict in find_conflicts(loaded.base)] == conflicts


def test_a_name_leads_to_every_town_that_has_it(tmp_path: Path) -> None:
    towns = Towns(load_page(tmp_path, PAGE % ("x", "x", "x")).base)
    assert towns.called("LENINGRAD") == {"town/saint-petersburg"}
    assert list(towns.other_names("Leningrad")) == [
        "Saint Petersburg",
        "Санкт-Петербург",
        "St. Petersburg",
        "Leningrad",
    ]
    assert towns.called("Moscow") == set()
