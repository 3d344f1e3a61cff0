"""Choosing statements: each condition alone, and several together."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest

from briefgen.facts.factbase import FactBase
from briefgen.query.select import Selection, select, speakers_of
from tests.facts.pages import SOURCE, base_of, load_page

PAGE = f"""\
=== sources/log.yaml
{SOURCE}marking: TLP:GREEN
=== sources/letter.yaml
{SOURCE}
=== countries/norway.yaml
code: NO
=== themes/reefs.yaml
label: reefs
=== themes/tides.yaml
label: tides
=== organisations/club.yaml
name: Diving Club
=== persons/berg.yaml
name: Ida Berg
=== series/dives.yaml
name: Dives
=== documents/chart.yaml
title: Chart
type: other
=== meetings/reef-2023.yaml
src: {{log: "met off Bergen"}}
series: dives
date: 2023-06-03
place: {{is: Bergen, contested: two places are named}}
attendance: {{status: listed, parties: [norway, club]}}
discussion:
  - {{is: Visibility was good., themes: reefs, according_to: berg, marking: TLP:AMBER}}
  - {{is: Currents were strong., themes: tides, src: {{letter: "a strong CURRENT ran"}}}}
  - {{is: Nobody dived., rank: deprecated, why: It was withdrawn.}}
documents: chart
claims:
  - {{id: warm, said_by: berg, says: the water was warm, mode: reported, themes: reefs}}
=== meetings/tide-2024.yaml
src: letter
place: Oslo
=== meetings/gone-2022.yaml
deprecated: It never took place.
place: Bergen
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> FactBase:
    return base_of(tmp_path_factory.mktemp("facts"), PAGE)


def chosen(base: FactBase, in_conflict: Collection[str] = (), **wanted: Any) -> list[str]:
    """Subject and property of what is chosen."""
    selection = Selection(**wanted)
    found = select(base, selection, in_conflict=in_conflict, default_marking="TLP:CLEAR")
    return [f"{s.subject.partition('/')[2]} {s.property}" for s in found]


def test_without_conditions_all_that_is_in_force_is_chosen_in_the_order_of_the_base(base: FactBase) -> None:
    every = [s for s in base.statements if s.rank != "deprecated" and s.subject != "meeting/gone-2022"]
    assert list(select(base, Selection())) == every


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"about": ("person/berg",), "kind": "meeting"}, ["reef-2023 discussion"]),
        ({"about": ("theme/tides",)}, ["reef-2023 discussion", "tides label"]),
        ({"about": ("country/norway",)}, ["norway code", "reef-2023 attendance"]),
        ({"about": ("organisation/club",)}, ["club name", "club type", "reef-2023 attendance"]),
        ({"about": ("document/chart",), "kind": "meeting"}, ["reef-2023 documents"]),
        ({"about": ("meeting/tide-2024",)}, ["tide-2024 place"]),
        ({"about": ("meeting/reef-2023", "theme/tides")}, ["reef-2023 discussion"]),
        ({"kind": "theme"}, ["reefs label", "tides label"]),
        ({"property": "place"}, ["reef-2023 place", "tide-2024 place"]),
        ({"source": "letter", "kind": "meeting"}, ["reef-2023 discussion", "tide-2024 place"]),
        ({"speaker": "person/berg", "property": "says"}, ["warm says"]),
        ({"speaker": "person/berg", "kind": "meeting"}, ["reef-2023 discussion"]),
        ({"speaker": "organisation/club"}, []),
        ({"marking": "TLP:AMBER"}, ["reef-2023 discussion"]),
        ({"contested": True}, ["reef-2023 place"]),
        ({"words": "strong currents"}, []),
        ({"words": "currents were"}, ["reef-2023 discussion"]),
        ({"words": "strong current ran"}, ["reef-2023 discussion"]),
        ({"words": "BERGEN", "property": "place"}, ["reef-2023 place"]),
        ({"property": "discussion", "source": "log"}, ["reef-2023 discussion"]),
        ({"kind": "meeting", "property": "label"}, []),
    ],
    ids=str,
)
def test_each_condition_narrows_the_choice(base: FactBase, wanted: dict[str, Any], expected: list[str]) -> None:
    assert sorted(chosen(base, **wanted)) == sorted(expected)


def test_a_claim_made_at_a_meeting_or_about_a_theme_belongs_to_it_as_a_whole(base: FactBase) -> None:
    of_claim = {"warm with", "warm said_by", "warm says", "warm mode", "warm themes"}
    assert of_claim <= set(chosen(base, about=("meeting/reef-2023",)))
    assert of_claim <= set(chosen(base, about=("theme/reefs",)))
    assert not of_claim & set(chosen(base, about=("theme/tides",)))


def test_what_has_no_marking_has_the_default(base: FactBase) -> None:
    assert "tide-2024 place" in chosen(base, marking="TLP:CLEAR")
    assert set(chosen(base, marking="TLP:GREEN")) == {
        f"log {s.property}" for s in base.records["source/log"].statements
    }


def test_a_side_of_a_conflict_is_contested(base: FactBase) -> None:
    (oslo,) = base.records["meeting/tide-2024"].statements
    assert chosen(base, in_conflict=[oslo.id], contested=True) == ["reef-2023 place", "tide-2024 place"]


def test_speakers_are_those_named_for_a_sentence_and_the_one_of_a_claim(base: FactBase) -> None:
    (says,) = base.records["claim/warm"].values("says")
    assert speakers_of(base, says) == {"person/berg"}
    assert [sorted(speakers_of(base, s)) for s in base.records["meeting/reef-2023"].values("discussion")[:2]] == [
        ["person/berg"],
        [],
    ]


def test_the_choice_is_the_same_from_a_cache(tmp_path: Path, base: FactBase) -> None:
    assert list(select(load_page(tmp_path, PAGE).base, Selection(words="a"))) == list(
        select(base, Selection(words="a"))
    )


def test_all_that_a_contested_record_tells_is_contested(tmp_path: Path) -> None:
    page = PAGE.replace("=== meetings/tide-2024.yaml\n", "=== meetings/tide-2024.yaml\ncontested: Nobody saw it.\n")
    base = base_of(tmp_path, page)
    found = chosen(base, contested=True)
    assert found[0] == "reef-2023 place"
    assert {line.partition(" ")[0] for line in found[1:]} == {"tide-2024"}
