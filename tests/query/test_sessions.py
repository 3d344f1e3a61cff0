"""Meetings in their series and from a year on, and who took part: silence is not a fact."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.facts.factbase import FactBase
from briefgen.facts.tracing import TracedFactBase
from briefgen.query import themes
from briefgen.query.parties import appearances
from briefgen.query.sessions import (
    attendance_lists,
    by_date,
    from_year,
    meetings_of,
    next_session,
    participation,
    previous_session,
    rest_of_series,
)
from tests.facts.pages import base_of, load_page

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
    base = base_of(tmp_path, page + body + ELSEWHERE + meeting)
    found = {row.party for row in participation(base, base.records["meeting/m"])}
    assert ("country/cd" in found) is is_missed
    shown = [a.status for a in appearances(base, "country/cd") if a.meeting.id == "m"]
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


PAGE = """
=== sources/s.yaml
type: essay
language: en
retrieved: 2026-01-01
label: S
descriptor: an essay
=== series/forum.yaml
name: Forum
=== series/other.yaml
name: Other
=== meetings/first.yaml
src: s
series: forum
ordinal: 1
date: 2020-05-01
=== meetings/third.yaml
src: s
series: forum
ordinal: 3
date: 2022-05-01
=== meetings/fourth.yaml
src: s
series: forum
ordinal: 4
=== meetings/unnumbered.yaml
src: s
series: forum
date: 2021
=== meetings/elsewhere.yaml
src: s
series: other
ordinal: 2
date: 2021-05-01
=== meetings/alone.yaml
src: s
date:
  - {is: 2019-01-01, rank: deprecated, why: wrong}
  - {is: 2019-02-01}
  - {is: 2019-03-01, rank: preferred, why: better}
"""


@pytest.fixture
def base(tmp_path: Path) -> FactBase:
    return base_of(tmp_path, PAGE)


def test_meetings_stand_by_date_and_those_without_one_last(base: FactBase) -> None:
    assert [m.id for m in meetings_of(base, "series/forum")] == ["first", "unnumbered", "third", "fourth"]
    assert next(m.id for m in by_date(base.of_kind("meeting"))) == "alone"


def test_a_meeting_of_which_only_the_last_day_is_known_stands_where_it_ended(tmp_path: Path) -> None:
    base = load_page(tmp_path, PAGE.replace("date: 2021\n", "date: ../2022-06-01\n")).base
    assert [m.id for m in meetings_of(base, "series/forum")] == ["first", "third", "unnumbered", "fourth"]


@pytest.mark.parametrize(
    ("meeting", "before", "after"),
    [
        ("first", None, "third"),
        ("third", "first", "fourth"),
        ("fourth", "third", None),
        ("unnumbered", None, None),
        ("elsewhere", None, None),
        ("alone", None, None),
    ],
)
def test_neighbours_go_by_number_within_the_series(
    base: FactBase, meeting: str, before: str | None, after: str | None
) -> None:
    record = base.records[f"meeting/{meeting}"]
    found = (previous_session(base, record), next_session(base, record))
    assert tuple(m.id if m else None for m in found) == (before, after)


def test_a_session_with_a_higher_number_that_met_earlier_is_not_the_one_after(tmp_path: Path) -> None:
    base = load_page(tmp_path, PAGE.replace("date: 2022-05-01", "date: 2019-05-01")).base
    first, third = base.records["meeting/first"], base.records["meeting/third"]
    following = next_session(base, first)
    assert following is not None
    assert following.id == "fourth"
    assert previous_session(base, third) is None
    assert third in rest_of_series(base, first)


def test_the_rest_of_a_series_is_what_stands_on_neither_side(base: FactBase) -> None:
    rest = {m: [r.id for r in rest_of_series(base, base.records[f"meeting/{m}"])] for m in ("first", "third", "alone")}
    assert rest == {"first": ["unnumbered", "fourth"], "third": ["unnumbered"], "alone": []}


def test_a_series_is_looked_up_without_asking_what_other_meetings_there_are(base: FactBase) -> None:
    traced = TracedFactBase(base)
    assert len(meetings_of(traced, "series/forum")) == 4
    asked = traced.questions()
    assert "referring series/forum" in asked
    assert not [q for q in asked if "elsewhere" in q or "alone" in q or q.startswith(("kind", "column"))]


def test_of_several_values_the_preferred_is_followed(base: FactBase) -> None:
    statement = base.records["meeting/alone"].followed("date")
    assert statement is not None
    assert statement.value == "2019-03-01"
    assert base.records["meeting/alone"].followed("series") is None


# --- The facts from a year on: what is certainly earlier is passed over with what belongs to it ---


OF_TWO_YEARS = """
=== sources/paper.yaml
{type: news-report, language: en, retrieved: 2026-01-01, label: P, descriptor: a report}
=== themes/trade.yaml
label: trade
=== documents/note.yaml
{src: paper, type: statement, title: the early note, themes: trade}
=== documents/pact.yaml
{src: paper, type: statement, title: the pact of both, themes: trade}
=== meetings/early.yaml
{src: paper, date: 2023-12-31, agenda: {is: trade, themes: trade}, documents: [note, pact]}
=== meetings/late.yaml
{src: paper, date: 2024-01-01, agenda: {is: trade, themes: trade}, documents: [pact]}
=== meetings/over-new-year.yaml
{src: paper, date: 2023-12-30/2024-01-02, agenda: {is: trade, themes: trade}}
=== meetings/some-october.yaml
{src: paper, date: XXXX-10-20, agenda: {is: trade, themes: trade}}
=== meetings/undated.yaml
{src: paper, agenda: {is: trade, themes: trade}}
=== claims/early-words.yaml
{src: paper, said_by: source/paper, says: prices rise, mode: reported, themes: trade, at: early}
=== claims/words.yaml
{src: paper, said_by: source/paper, says: prices fall, mode: reported, themes: trade}
"""


def of_two_years(folder: Path) -> FactBase:
    return base_of(folder, OF_TWO_YEARS)


def test_meetings_that_are_certainly_earlier_are_passed_over(tmp_path: Path) -> None:
    seen = from_year(of_two_years(tmp_path), 2024)
    kept = ["late", "over-new-year", "some-october", "undated"]
    assert [m.id for m in seen.of_kind("meeting")] == kept
    assert sorted(t.meeting.id for t in themes.treated_at(seen, "theme/trade")) == kept


def test_what_belongs_to_them_alone_goes_with_them(tmp_path: Path) -> None:
    seen = from_year(of_two_years(tmp_path), 2024)
    assert [c.id for c in themes.claims_on(seen, "theme/trade")] == ["words"]
    assert [d.id for d in themes.documents_on(seen, "theme/trade")] == ["pact"]


def test_what_is_passed_over_can_still_be_looked_up_and_the_base_stays_as_it_was(tmp_path: Path) -> None:
    whole = of_two_years(tmp_path)
    seen = from_year(whole, 2024)
    assert seen.record("meeting/early") is whole.record("meeting/early") is not None
    assert len(whole.of_kind("meeting")) == 5
    assert len(themes.claims_on(whole, "theme/trade")) == 2
