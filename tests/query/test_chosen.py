"""Records chosen by conditions: each alone, what became of a record in a period, and every dated fact."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefgen.facts.factbase import FactBase
from briefgen.facts.tracing import TracedFactBase
from briefgen.model.periods import Period, parse_period
from briefgen.query.chosen import ComparedField, Conditions, beside, choose, compared, dated_facts
from tests.facts.pages import SOURCE, base_of, load_page

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


# --- Two records side by side ---


BOTH = f"""\
=== sources/log.yaml
{SOURCE}
=== countries/norway.yaml
code: NO
=== countries/chad.yaml
code: TD
=== countries/peru.yaml
code: PE
=== meetings/one.yaml
src: log
date: 2023-06-03
place: Bergen
status: held
attendance:
  - {{status: listed, parties: [norway, chad]}}
discussion: Visibility was good.
=== meetings/two.yaml
src: log
date: [{{is: 2023-06-03, rank: preferred, why: It is so.}}, 2023-06-04]
place: Oslo
status: held
attendance:
  - {{status: present, parties: norway}}
  - {{status: absent, parties: [chad, peru]}}
"""


def test_fields_stand_beside_each_other(tmp_path: Path) -> None:
    """The preferred value counts; listed and present are the same, absent is not; what neither has is left out."""
    base = load_page(tmp_path, BOTH).base
    one, two = base.record("meeting/one"), base.record("meeting/two")
    assert one is not None
    assert two is not None
    found = {field.name: field for field in compared(base, one, two)}

    assert list(found) == [name for name in base.schema["meeting"].fields if name in found]
    assert values(found["place"]) == (["Bergen"], ["Oslo"], [])
    assert found["place"].alternatives
    assert found["place"].differs
    assert values(found["date"]) == ([], [], ["2023-06-03"])
    assert values(found["attendance"]) == (["country/chad"], ["country/chad", "country/peru"], ["country/norway"])
    assert not found["attendance"].alternatives
    assert len(found["discussion"].first) == 1
    assert "venue" not in found


STAGES = f"""\
=== _kinds/stages.yaml
extends: document
fields:
  stages: {{type: stage, many: true, meaning: what it reached}}
=== sources/log.yaml
{SOURCE}
=== countries/norway.yaml
code: NO
=== countries/peru.yaml
code: PE
=== documents/one.yaml
title: One
type: treaty
src: log
stages: [{{is: 2024-05-01, stage: signed}}, {{is: 2025-01-01, stage: ratified, party: norway}}]
=== documents/two.yaml
title: Two
type: treaty
src: log
stages: [{{is: 2024-05-01, stage: in-force}}, {{is: 2025-01-01, stage: ratified, party: peru}}]
"""


def test_the_same_day_of_another_stage_or_party_is_not_the_same(tmp_path: Path) -> None:
    base = load_page(tmp_path, STAGES).base
    one, two = base.record("document/one"), base.record("document/two")
    assert one is not None
    assert two is not None
    found = {field.name: field for field in compared(base, one, two)}["stages"]

    assert (len(found.first), len(found.second), found.common) == (2, 2, ())
    assert beside(found.first[1], base.schema["document"].fields["stages"]) == ("stage", "party")


def values(field: ComparedField) -> tuple[list[object], ...]:
    return tuple([said(s.value) for s in part] for part in (field.first, field.second, field.common))


def said(value: object) -> object:
    return value[""] if isinstance(value, dict) else value


def test_who_sat_in_the_chair_stands_there_wherever_it_is_written(tmp_path: Path) -> None:
    page = (
        BOTH + "=== persons/ana.yaml\nname: Ana Sample\nsrc: log\n=== persons/ben.yaml\nname: Ben Beispiel\nsrc: log\n"
    )
    page = page.replace(
        "discussion: Vis", "people: [{is: ana, role: chair}, {is: ben, role: speaker}]\ndiscussion: Vis"
    )
    base = load_page(tmp_path, page + "=== meetings/three.yaml\nsrc: log\nchair: ana\n").base
    one, three = base.record("meeting/one"), base.record("meeting/three")
    assert one is not None
    assert three is not None
    found = {field.name: field for field in compared(base, one, three)}
    assert [s.value for s in found["chair"].common] == ["person/ana"]
    assert not found["chair"].differs
    assert [s.value for s in found["people"].first] == ["person/ben"]


@pytest.mark.parametrize(
    ("one", "two", "differs"),
    [
        ("9 members", "{is: 9, of: members}", False),
        ("9 members", "{is: 9, of: guests}", True),
        ("{is: 9, of: members}", "{is: 9, of: guests}", True),
    ],
)
def test_what_is_counted_is_the_same_behind_the_number_and_beside_it(
    tmp_path: Path, one: str, two: str, differs: bool
) -> None:
    page = BOTH.replace("discussion: Vis", f"headcount: {one}\ndiscussion: Vis")
    base = load_page(tmp_path, page + f"=== meetings/three.yaml\nsrc: log\nheadcount: {two}\n").base
    found = {f.name: f for f in compared(base, base.records["meeting/one"], base.records["meeting/three"])}
    assert found["headcount"].differs is differs


def test_of_people_those_that_an_editor_prefers_are_compared(tmp_path: Path) -> None:
    page = f"{BOTH}=== persons/ana.yaml\nname: Ana Sample\n=== persons/ben.yaml\nname: Ben Beispiel\n"
    people = "people: [{is: ana, role: speaker, rank: preferred, why: It is so.}, {is: ben, role: speaker}]"
    base = load_page(tmp_path, page.replace("discussion: Vis", f"{people}\ndiscussion: Vis")).base
    one, two = base.record("meeting/one"), base.record("meeting/two")
    assert one is not None
    assert two is not None
    found = {field.name: field for field in compared(base, one, two)}
    assert [s.value for s in found["people"].first] == ["person/ana"]


def test_a_chair_stands_among_the_people_where_its_kind_has_no_place_for_one(tmp_path: Path) -> None:
    kind = """\
=== _kinds/gathering.yaml
folder: gatherings
meaning: Some who meet.
acts_as: [event]
roles: {name: title, people: people}
fields:
  title: {type: text, meaning: what it was called}
  people:
    type: reference
    to: person
    many: true
    meaning: who came
    keys:
      role: {type: choice, choices: [chair, speaker], meaning: as what}
=== persons/ana.yaml
name: Ana Sample
=== gatherings/one.yaml
src: log
people: {is: ana, role: chair}
=== gatherings/two.yaml
src: log
title: Two
"""
    base = load_page(tmp_path, f"{BOTH}{kind}").base
    one, two = base.record("gathering/one"), base.record("gathering/two")
    assert one is not None
    assert two is not None
    (people,) = [field for field in compared(base, one, two) if field.name == "people"]
    assert [s.value for s in people.first] == ["person/ana"]
