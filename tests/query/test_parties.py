"""One party over all meetings: where it stands, hosts, presides, and what it and others say."""

from __future__ import annotations

from pathlib import Path

from briefgen.facts.factbase import FactBase
from briefgen.query import parties
from tests.facts.pages import load_page

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
    loaded = load_page(folder, PAGE)
    assert loaded.diagnostics == [], [str(d) for d in loaded.diagnostics]
    return loaded.base


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
