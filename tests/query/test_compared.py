"""Two records side by side: what stands against each other, what one has alone, what is the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.query.compared import ComparedField, beside, compared
from tests.facts.pages import SOURCE, load_page

PAGE = f"""\
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
    base = load_page(tmp_path, PAGE).base
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
        PAGE + "=== persons/ana.yaml\nname: Ana Sample\nsrc: log\n=== persons/ben.yaml\nname: Ben Beispiel\nsrc: log\n"
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
    page = PAGE.replace("discussion: Vis", f"headcount: {one}\ndiscussion: Vis")
    base = load_page(tmp_path, page + f"=== meetings/three.yaml\nsrc: log\nheadcount: {two}\n").base
    found = {f.name: f for f in compared(base, base.records["meeting/one"], base.records["meeting/three"])}
    assert found["headcount"].differs is differs


def test_of_people_those_that_an_editor_prefers_are_compared(tmp_path: Path) -> None:
    page = f"{PAGE}=== persons/ana.yaml\nname: Ana Sample\n=== persons/ben.yaml\nname: Ben Beispiel\n"
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
    base = load_page(tmp_path, f"{PAGE}{kind}").base
    one, two = base.record("gathering/one"), base.record("gathering/two")
    assert one is not None
    assert two is not None
    (people,) = [field for field in compared(base, one, two) if field.name == "people"]
    assert [s.value for s in people.first] == ["person/ana"]
