"""Records chosen by conditions: each alone, what became of a record in a period, and every dated fact."""

from __future__ import annotations

from datetime import date

import pytest

from briefgen.facts.factbase import FactBase
from briefgen.facts.tracing import TracedFactBase
from briefgen.model.periods import Period, parse_period
from briefgen.query.chosen import Conditions, choose, dated_facts
from tests.facts.pages import SOURCE, base_of

PAGE = f"""\
=== sources/log.yaml
{SOURCE}
=== countries/norway.yaml
code: NO
=== themes/sea.yaml
label: the sea
=== themes/reefs.yaml
label: reefs
broader: sea
=== series/dives.yaml
name: Dives
=== documents/chart.yaml
title: Chart
type: other
meeting: reef-2023
src: log
recorded: 2024-02-05
=== persons/berg.yaml
name: Ida Berg
src: log
posts: {{is: Captain, on: 2023-06-05}}
=== meetings/reef-2023.yaml
src: log
recorded: 2024-01-10
series: dives
date: 2023-06-03
country: norway
discussion: {{is: Visibility was good., themes: reefs, marking: TLP:AMBER, recorded: 2024-02-06}}
claims:
  - {{id: warm, said_by: berg, says: the water was warm, mode: reported, at: reef-2023}}
=== meetings/tide-2024.yaml
src: log
recorded: 2024-02-05
date: XXXX-02-07
place: Oslo
=== meetings/gone-2022.yaml
deprecated: It never took place.
src: log
recorded: 2024-02-05
place: Bergen
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> FactBase:
    return base_of(tmp_path_factory.mktemp("facts"), PAGE)


def chosen(base: FactBase, **conditions: object) -> list[str]:
    return [one.key for one in choose(base, Conditions(**conditions))]  # type: ignore[arg-type]


def in_period(base: FactBase, words: str, by: str) -> list[tuple[str, str]]:
    period = parse_period(words, date(2024, 2, 29))
    return [(one.key, str(one.became)) for one in choose(base, Conditions(by=by).within(period))]


def test_without_conditions_all_that_happens_on_a_day_is_chosen_by_date(base: FactBase) -> None:
    assert chosen(base) == [
        "meeting/reef-2023",
        "document/chart",
        "claim/warm",
        "meeting/gone-2022",
        "meeting/tide-2024",
    ]


@pytest.mark.parametrize(
    ("conditions", "keys"),
    [
        ({"kinds": ("person",)}, ["person/berg"]),
        ({"series": ("series/dives",)}, ["meeting/reef-2023", "document/chart", "claim/warm"]),
        ({"themes": ("theme/sea",)}, ["meeting/reef-2023"]),
        ({"about": ("country/norway",)}, ["meeting/reef-2023"]),
        ({"about": ("person/berg",)}, ["claim/warm"]),
        ({"markings": ("TLP:AMBER",), "unmarked": "TLP:CLEAR"}, ["meeting/reef-2023"]),
    ],
)
def test_each_condition_must_hold(base: FactBase, conditions: dict[str, object], keys: list[str]) -> None:
    assert chosen(base, **conditions) == keys


def test_by_date_what_happened_in_the_period_is_new(base: FactBase) -> None:
    """What belongs to a meeting has its date; a day of no known year is in no period."""
    happened = [("meeting/reef-2023", "new"), ("document/chart", "new"), ("claim/warm", "new")]

    assert in_period(base, "2023", "date") == happened
    assert in_period(base, "2024", "date") == []


def test_by_recording_what_came_in_the_period_is_new_changed_or_withdrawn(base: FactBase) -> None:
    found = in_period(base, "1 month", "recorded")

    assert ("meeting/reef-2023", "changed") in found
    assert ("document/chart", "new") in found
    assert ("meeting/gone-2022", "withdrawn") in found
    assert ("claim/warm", "new") not in found


def test_conditions_survive_the_way_through_a_question() -> None:
    conditions = Conditions(("meeting",), by="date", themes=("theme/sea",)).within(
        parse_period("2024-Q1", date(2024, 3, 31))
    )

    assert Conditions.read(conditions.question.partition(" ")[2]) == conditions


def test_a_choice_is_one_question_whatever_it_looks_at(base: FactBase) -> None:
    traced = TracedFactBase(base)
    choose(traced, Conditions())

    assert [question.partition(" ")[0] for question in traced.questions()] == ["chosen"]


def test_every_dated_fact_is_told_once_by_date(base: FactBase) -> None:
    """A date that a claim has from its meeting is that meeting's."""
    found = dated_facts(base, ["claim/warm", "meeting/reef-2023", "person/berg", "meeting/tide-2024"], Period())

    assert [(f.statement.subject, f.statement.property, f.name) for f in found] == [
        ("meeting/reef-2023", "date", ""),
        ("person/berg", "posts", "on"),
    ]
