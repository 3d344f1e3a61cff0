"""Who took part: silence is not a fact."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.query.participation import attendance_lists, participation
from briefgen.query.parties import appearances
from tests.facts.pages import load_page

PLACES = (
    "=== sources/s.yaml\ntype: essay\nlanguage: en\nretrieved: 2026-01-01\nlabel: S\ndescriptor: an essay\n"
    "=== series/z.yaml\nsrc: s\nname: Z\n"
    + "".join(f"=== countries/{name}.yaml\ncode: {code}\n" for name, code in [("ab", "AM"), ("bc", "AZ"), ("cd", "BY")])
)
ELSEWHERE = "=== meetings/other.yaml\nsrc: s\nseries: z\nattendance: [{parties: [ab, bc, cd]}]\n"


def statuses(folder: Path, meeting: str, elsewhere: str = ELSEWHERE) -> dict[str, str]:
    """Each party's status at a meeting whose attendance is this; another meeting lists all three."""
    loaded = load_page(folder, f"{PLACES}{elsewhere}=== meetings/m.yaml\nsrc: s\nseries: z\n{meeting}\n")
    assert loaded.diagnostics == [], [str(d) for d in loaded.diagnostics]
    found = participation(loaded.base, loaded.base.records["meeting/m"])
    return {entry.party.removeprefix("country/"): entry.status for entry in found}


CASES = {
    "attendance: [{parties: [ab]}]": {"ab": "listed", "bc": "not-listed", "cd": "not-listed"},
    "attendance: [{scope: exhaustive, parties: [ab]}]": {"ab": "listed", "bc": "not-listed", "cd": "not-listed"},
    "attendance: [{status: present, parties: [ab]}]": {"ab": "present"},
    "attendance: [{status: absent, parties: [ab]}]": {"ab": "absent"},
    "attendance: [{parties: [ab]}, {status: absent, parties: [bc]}]": {
        "ab": "listed",
        "bc": "absent",
        "cd": "not-listed",
    },
    "attendance: [{parties: [ab]}, {status: present, parties: [ab]}]": {
        "ab": "present",
        "bc": "not-listed",
        "cd": "not-listed",
    },
    "attendance: [{status: announced, parties: [ab]}]": {"ab": "announced"},
    "attendance: [{status: announced, parties: [ab]}, {status: present, parties: [ab]}]": {"ab": "present"},
    "date: 2024": {},
}


@pytest.mark.parametrize("meeting", CASES)
def test_a_party_has_the_status_that_the_sources_give_it(tmp_path: Path, meeting: str) -> None:
    assert statuses(tmp_path, meeting) == CASES[meeting]


@pytest.mark.parametrize("meeting", CASES)
def test_what_is_not_listed_never_becomes_absent(tmp_path: Path, meeting: str) -> None:
    said_absent = {party for party, status in CASES[meeting].items() if status == "absent"}
    found = statuses(tmp_path, meeting)
    assert {party for party, status in found.items() if status in ("absent", "declined")} == said_absent


def test_a_party_that_stands_on_no_list_anywhere_is_not_named(tmp_path: Path) -> None:
    assert statuses(tmp_path, "attendance: [{parties: [ab]}]", elsewhere="") == {"ab": "listed"}


def test_a_party_for_which_somebody_is_named_is_represented(tmp_path: Path) -> None:
    people = "people: [{is: p, party: bc}]\nattendance: [{parties: [ab]}]\n=== persons/p.yaml\nname: P\n"
    assert statuses(tmp_path, people) == {"ab": "listed", "bc": "represented", "cd": "not-listed"}


@pytest.mark.parametrize(
    ("members", "memberships", "day", "is_missed"),
    [
        ("{is: cd, during: 2005/..}", "", "1991-12", False),
        ("{is: cd, during: 2005/..}", "", "2006", True),
        ("{is: cd, during: 2005/..}", "", "2005", True),
        ("{is: cd, during: 1995/2001}", "", "2006", False),
        ("cd", "", "1991-12", True),
        ("{is: bc, during: 2005/..}", "", "1991-12", True),
        ("{is: cd, during: 2005/..}", "memberships: {is: body, during: 1991/1999}", "1991-12", True),
        ("bc", "memberships: {is: body, during: 2005/..}", "1991-12", False),
    ],
)
def test_who_joined_later_is_not_missed_at_a_founding_session(
    tmp_path: Path, members: str, memberships: str, day: str, is_missed: bool
) -> None:
    page = PLACES.replace("code: BY\n", f"code: BY\nsrc: s\n{memberships}\n")
    page = page.replace("name: Z\n", "name: Z\nparent: body\n")
    body = f"=== organisations/body.yaml\nsrc: s\nname: Body\nmembers: {members}\n"
    meeting = f"=== meetings/m.yaml\nsrc: s\nseries: z\ndate: {day}\nattendance: [{{parties: [ab]}}]\n"
    loaded = load_page(tmp_path, page + body + ELSEWHERE + meeting)
    assert loaded.diagnostics == [], [str(d) for d in loaded.diagnostics]
    found = {row.party for row in participation(loaded.base, loaded.base.records["meeting/m"])}
    assert ("country/cd" in found) is is_missed
    shown = [a.status for a in appearances(loaded.base, "country/cd") if a.meeting.id == "m"]
    assert shown == (["not-listed"] if is_missed else [])


def test_lists_stay_apart_in_the_editor_s_order(tmp_path: Path) -> None:
    page = "attendance: [{status: absent, parties: [ab]}, {scope: partial, parties: [bc, cd]}]"
    loaded = load_page(tmp_path, f"{PLACES}=== meetings/m.yaml\nsrc: s\n{page}\n")
    found = attendance_lists(loaded.base.records["meeting/m"])
    shown = [(entry.status, entry.scope, [s.value for s in entry.statements]) for entry in found]
    assert shown == [
        ("absent", "unknown", ["country/ab"]),
        ("listed", "partial", ["country/bc", "country/cd"]),
    ]


def test_a_meeting_in_no_series_has_nothing_to_do_with_those_of_another_one(tmp_path: Path) -> None:
    page = """
        === meetings/a.yaml
        attendance: {status: listed, scope: exhaustive, parties: [italy, spain]}
        === meetings/b.yaml
        attendance: {status: listed, scope: exhaustive, parties: [japan]}
        """
    base = load_page(tmp_path, page).base
    lone = base.records["meeting/b"]
    assert [row.party for row in participation(base, lone)] == ["country/japan"]
    assert [a.meeting.id for a in appearances(base, "country/italy")] == ["a"]
