"""Where a person or a body was, and what belongs to a body."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.facts.factbase import FactBase
from briefgen.query.presence import bodies_of, memberships_of, presences, sources_by, sources_relaying, written_by
from tests.facts.pages import SOURCE, load_page

PAGE = f"""\
=== sources/log.yaml
{SOURCE}
=== organisations/club.yaml
src: log
name: Diving Club
=== organisations/rescue.yaml
src: log
name: Rescue Team
parent: club
=== organisations/union.yaml
src: log
name: Union
members: [{{is: club, during: 2020/..}}, {{is: rescue, rank: deprecated, why: It left.}}]
=== persons/berg.yaml
src: log
name: Ida Berg
posts: {{is: Captain, organisation: club}}
=== persons/dahl.yaml
src: log
name: Olav Dahl
=== documents/chart.yaml
src: log
title: Chart
type: other
author: berg
=== meetings/reef.yaml
src: log
date: 2023-06-03
place: Bergen
attendance: {{status: listed, parties: [{{is: club, head: dahl}}]}}
people: {{is: berg, role: speaker}}
=== meetings/tide.yaml
src: log
date: 2022-06-03
place: Oslo
chair: dahl
claims:
  - {{id: warm, said_by: berg, says: the water was warm, mode: reported, at: tide}}
=== meetings/gone.yaml
src: log
deprecated: It never took place.
place: Moss
people: {{is: berg, role: speaker}}
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> FactBase:
    loaded = load_page(tmp_path_factory.mktemp("facts"), PAGE)
    assert loaded.diagnostics == []
    return loaded.base


def found(base: FactBase, key: str) -> list[tuple[str, list[str], int]]:
    return [(p.meeting.id, [s.property for s in p.statements], len(p.said)) for p in presences(base, key)]


def test_a_person_was_where_a_role_a_delegation_or_a_statement_has_them(base: FactBase) -> None:
    assert found(base, "person/berg") == [("tide", [], 1), ("reef", ["people"], 0)]
    assert found(base, "person/dahl") == [("tide", ["chair"], 0), ("reef", ["attendance"], 0)]


def test_a_body_was_where_its_officials_were(base: FactBase) -> None:
    assert found(base, "organisation/club") == [("tide", [], 1), ("reef", ["attendance", "people"], 0)]
    assert found(base, "organisation/rescue") == []


def test_what_belongs_to_a_body_and_what_it_belongs_to(base: FactBase) -> None:
    assert [r.id for r in bodies_of(base, "organisation/club")] == ["rescue"]
    assert [s.subject for s in memberships_of(base, "organisation/club")] == ["organisation/union"]
    assert memberships_of(base, "organisation/rescue") == ()
    assert [r.id for r in written_by(base, "organisation/club")] == ["chart"]


def test_the_sources_of_somebody_are_told_from_those_that_draw_on_them(tmp_path: Path) -> None:
    own = SOURCE.rstrip("\n") + "\npublisher: club\nauthor: dahl\n"
    relaying = SOURCE.rstrip("\n") + "\nderived_from: club\n"
    page = f"{PAGE}=== sources/sheet.yaml\n{own}=== sources/wire.yaml\n{relaying}"
    base = load_page(tmp_path, page).base
    assert [r.id for r in sources_by(base, "organisation/club")] == ["sheet"]
    assert [r.id for r in sources_by(base, "person/dahl")] == ["sheet"]
    assert [r.id for r in sources_relaying(base, "organisation/club")] == ["wire"]
