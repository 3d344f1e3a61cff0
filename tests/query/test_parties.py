"""One party over all meetings: where it stands, hosts, presides, and what it and others say."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.facts.factbase import FactBase
from briefgen.query import parties
from briefgen.query.parties import (
    bodies_of,
    memberships_of,
    namings,
    presences,
    sources_by,
    sources_relaying,
    written_by,
)
from tests.facts.pages import SOURCE, base_of, load_page, said

PAGE = """
=== sources/s.yaml
{type: essay, language: en, retrieved: 2026-01-01, label: S, descriptor: an essay}
=== countries/ab.yaml
code: AM
=== countries/bc.yaml
code: AZ
=== countries/cd.yaml
code: BY
=== organisations/office.yaml
{src: s, name: Example Office, country: ab}
=== series/council.yaml
{src: s, name: Example Council}
=== series/forum.yaml
{src: s, name: Example Forum}
=== themes/trade.yaml
label: trade
=== meetings/first.yaml
{src: s, series: council, date: 2030-01-01, attendance: [{parties: [ab, bc]}], documents: [text]}
=== meetings/second.yaml
{src: s, series: council, date: 2031-01-01, attendance: [{parties: [bc]}], host: office}
=== meetings/third.yaml
{src: s, series: council, date: 2032-01-01, country: ab, chair: office}
=== meetings/elsewhere.yaml
{src: s, series: forum, date: 2030-06-01, attendance: [{parties: [cd]}]}
=== documents/text.yaml
{src: s, title: Example Text, type: statement}
=== claims/own.yaml
{src: s, said_by: office, says: prices rise, mode: reported, about: cd, themes: trade}
=== claims/other.yaml
{src: s, said_by: cd, says: prices fall, mode: reported, about: ab, themes: trade}
"""


def base(folder: Path) -> FactBase:
    return base_of(folder, PAGE)


def test_every_meeting_of_its_series_and_none_of_another_field(tmp_path: Path) -> None:
    found = parties.appearances(base(tmp_path), "country/ab")
    assert [(a.meeting.id, a.status) for a in found] == [
        ("first", "listed"),
        ("second", "not-listed"),
        ("third", "no-list"),
    ]


def test_meetings_stand_by_date_whatever_series_they_are_of(tmp_path: Path) -> None:
    between = "=== meetings/between.yaml\n{src: s, series: forum, date: 2030-07-01, attendance: [{parties: [bc]}]}\n"
    found = parties.appearances(load_page(tmp_path, PAGE + between).base, "country/bc")
    assert [a.meeting.id for a in found] == ["first", "elsewhere", "between", "second", "third"]


def test_hosting_presiding_and_being_the_place_are_told_apart(tmp_path: Path) -> None:
    found = {a.meeting.id: a for a in parties.appearances(base(tmp_path), "country/ab")}
    assert [bool(a.host) for a in found.values()] == [False, True, False]
    assert [bool(a.place) for a in found.values()] == [False, False, True]
    assert [bool(a.chair) for a in found.values()] == [False, False, True]


def test_what_its_bodies_said_and_what_was_said_of_it_are_kept_apart(tmp_path: Path) -> None:
    facts = base(tmp_path)
    assert [c.id for c in parties.claims_by(facts, "country/ab")] == ["own"]
    assert [c.id for c in parties.claims_about(facts, "country/ab")] == ["other"]
    assert parties.themes_of(facts, "country/ab") == ("theme/trade",)


def test_a_document_of_its_meeting_is_not_its_own(tmp_path: Path) -> None:
    facts = base(tmp_path)
    assert parties.documents_of(facts, "country/ab") == ()
    assert [d.id for d in parties.documents_of_its_meetings(facts, "country/ab")] == ["text"]
    assert parties.documents_of_its_meetings(facts, "country/cd") == ()


def test_who_speaks_for_a_party_at_a_meeting_is_named_for_it(tmp_path: Path) -> None:
    page = """
        === countries/exampleland.yaml
        code: AM
        === persons/ana-sample.yaml
        name: Ana Sample
        country: exampleland
        === meetings/forum.yaml
        attendance: [{status: listed, parties: [exampleland]}]
        people: [{is: ana-sample, role: speaker}]
        """
    base = load_page(tmp_path, page).base
    assert [[s.value for s in a.people] for a in parties.appearances(base, "country/exampleland")] == [
        ["person/ana-sample"]
    ]


KIND = """\
=== _kinds/treaty.yaml
folder: treaties
meaning: A treaty.
roles: {name: title, date: date, parties: parties}
fields:
  title: {type: text, required: true, meaning: what it is called}
  date: {type: date, meaning: when}
  parties: {type: reference, to: party, many: true, meaning: who}
  stages: {type: stage, many: true, meaning: how it went on}
  keeper: {type: reference, to: actor, meaning: who keeps it}
"""
BASE = f"{KIND}=== sources/log.yaml\n{SOURCE}=== sources/letter.yaml\n{SOURCE}"
TREATIES = """\
=== treaties/late.yaml
title: Late
src: log
date: 2031
parties: [spain]
=== treaties/early.yaml
title: Early
src: log
date: 2030
parties: [spain, france]
stages:
  - {is: 2030-02-01, stage: signed, party: spain}
  - {is: 2030-03-01, stage: ratified, party: spain}
  - {is: 2030-03-02, stage: ratified, party: spain, src: letter}
  - {is: 2030-04-01, stage: ratified, party: france}
"""


def told(folder: Path, page: str, key: str) -> list[tuple[str, list[str]]]:
    loaded = load_page(folder, BASE + page)
    assert said(loaded) == ""
    return [(n.record.id, [f"{s.property} {s.value}" for s in n.statements]) for n in namings(loaded.base, key)]


def test_what_names_a_state_stands_by_date_and_alternatives_once(tmp_path: Path) -> None:
    assert told(tmp_path, TREATIES, "country/spain") == [
        ("early", ["parties country/spain", "stages 2030-02-01", "stages 2030-03-01"]),
        ("late", ["parties country/spain"]),
    ]


def test_the_preferred_of_two_stands_for_both(tmp_path: Path) -> None:
    page = TREATIES.replace("party: spain, src: letter}", 'party: spain, src: letter, rank: preferred, why: "its own"}')
    assert told(tmp_path, page, "country/spain")[0][1][-1] == "stages 2030-03-02"


def test_what_somebody_spoke_of_is_there_without_a_statement(tmp_path: Path) -> None:
    page = f"""{TREATIES}\
=== organisations/office.yaml
name: Office
type: other
src: log
=== claims/one.yaml
said_by: office
says: the treaty is late
mode: reported
about: late
src: log
"""
    assert told(tmp_path, page, "organisation/office") == [("late", [])]


CLUB = f"""\
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
def club(tmp_path_factory: pytest.TempPathFactory) -> FactBase:
    return base_of(tmp_path_factory.mktemp("facts"), CLUB)


def found(club: FactBase, key: str) -> list[tuple[str, list[str], int]]:
    return [(p.meeting.id, [s.property for s in p.statements], len(p.said)) for p in presences(club, key)]


def test_a_person_was_where_a_role_a_delegation_or_a_statement_has_them(club: FactBase) -> None:
    assert found(club, "person/berg") == [("tide", [], 1), ("reef", ["people"], 0)]
    assert found(club, "person/dahl") == [("tide", ["chair"], 0), ("reef", ["attendance"], 0)]


def test_a_body_was_where_its_officials_were(club: FactBase) -> None:
    assert found(club, "organisation/club") == [("tide", [], 1), ("reef", ["attendance", "people"], 0)]
    assert found(club, "organisation/rescue") == []


@pytest.mark.parametrize("home", ["at", "with"])
@pytest.mark.parametrize(("during", "own"), [("../2022-06-02", 0), ("../2022-06-03", 1), ("2022/..", 1)])
def test_nobody_speaks_for_whom_they_had_left(tmp_path: Path, home: str, during: str, own: int) -> None:
    post = f"{{is: Captain, organisation: club, during: {during}}}"
    page = CLUB.replace("{is: Captain, organisation: club}", post).replace("at: tide", f"{home}: tide")
    assert len(parties.claims_by(base_of(tmp_path, page), "organisation/club")) == own


def test_what_belongs_to_a_body_and_what_it_belongs_to(club: FactBase) -> None:
    assert [r.id for r in bodies_of(club, "organisation/club")] == ["rescue"]
    assert [s.subject for s in memberships_of(club, "organisation/club")] == ["organisation/union"]
    assert memberships_of(club, "organisation/rescue") == ()
    assert [r.id for r in written_by(club, "organisation/club")] == ["chart"]


def test_the_sources_of_somebody_are_told_from_those_that_draw_on_them(tmp_path: Path) -> None:
    own = SOURCE.rstrip("\n") + "\npublisher: club\nauthor: dahl\n"
    relaying = SOURCE.rstrip("\n") + "\nderived_from: club\n"
    page = f"{CLUB}=== sources/sheet.yaml\n{own}=== sources/wire.yaml\n{relaying}"
    base = load_page(tmp_path, page).base
    assert [r.id for r in sources_by(base, "organisation/club")] == ["sheet"]
    assert [r.id for r in sources_by(base, "person/dahl")] == ["sheet"]
    assert [r.id for r in sources_relaying(base, "organisation/club")] == ["wire"]
