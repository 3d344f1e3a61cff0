"""Meetings in their series."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.facts.factbase import FactBase
from briefgen.facts.tracing import TracedFactBase
from briefgen.query.sessions import by_date, meetings_of, next_session, previous_session, rest_of_series
from tests.facts.pages import load_page

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
    loaded = load_page(tmp_path, PAGE)
    assert loaded.diagnostics == []
    return loaded.base


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
