"""Queries over many records cost what the records cost, and ask a traced base once what they ask."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import FrameType

import pytest

from briefgen.facts.factbase import FactBase
from briefgen.facts.tracing import TracedFactBase
from briefgen.query import participation, parties, sessions
from tests.facts.pages import load_page

HEAD = """
=== sources/s.yaml
{type: essay, language: en, retrieved: 2026-01-01, label: S, descriptor: an essay}
=== series/council.yaml
{src: s, name: Example Council}
=== countries/ab.yaml
code: AM
=== countries/bc.yaml
code: AZ
=== countries/cd.yaml
code: BY
=== claims/own.yaml
{src: s, said_by: ab, says: prices rise, mode: reported, about: cd}
"""


def base(folder: Path, meetings: int) -> FactBase:
    page = HEAD + "".join(
        f"=== meetings/m{n:03}.yaml\n{{src: s, series: council, date: {1900 + n}-01-01, ordinal: {n + 1}, "
        "attendance: [{parties: [ab, bc]}]}\n"
        for n in range(meetings)
    )
    return load_page(folder, page).base


def calls(work: Callable[[], object]) -> int:
    """How many functions of Python's own are called; the same on every machine."""
    count = 0

    def took(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(took)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def all_of_it(asked: FactBase) -> None:
    for party in ("country/ab", "country/bc"):
        parties.appearances(asked, party)
        parties.documents_of_its_meetings(asked, party)
        parties.themes_of(asked, party)
        parties.claims_about(asked, party)
    for meeting in asked.of_kind("meeting"):
        participation.participation(asked, meeting)
        participation.parties_near(asked, meeting)


def test_the_cost_follows_the_number_of_meetings(tmp_path: Path) -> None:
    sizes = [10, 20, 40]
    bases = [TracedFactBase(base(tmp_path / str(n), n)) for n in sizes]
    costs = [calls(lambda b=b: all_of_it(b)) for b in bases]  # type: ignore[misc]
    first, second = (b - a for a, b in pairwise(costs))
    assert second < 2.5 * first, costs  # of twice as many more, about twice the cost; with the square, four times


def test_what_was_asked_twice_is_written_down_as_if_asked_once(tmp_path: Path) -> None:
    held = base(tmp_path, 3)
    once, twice = TracedFactBase(held), TracedFactBase(held)
    all_of_it(once)
    all_of_it(twice)
    all_of_it(twice)
    assert once.questions() == twice.questions()
    assert any(question.startswith("referring series/council") for question in once.questions())


def test_a_base_without_some_records_is_asked_anew(tmp_path: Path) -> None:
    held = base(tmp_path, 3)
    for asked in (held, TracedFactBase(held)):
        assert len(sessions.meetings_of(asked, "series/council")) == 3
        narrowed = asked.passing_over(frozenset({"meeting/m001"}))
        assert [m.id for m in sessions.meetings_of(narrowed, "series/council")] == ["m000", "m002"]
        assert len(sessions.meetings_of(asked, "series/council")) == 3


@pytest.mark.parametrize("query", [sessions.meetings_of, sessions.kindred_series])
def test_a_query_keeps_its_name_and_words(query: Callable[..., object]) -> None:
    assert query.__name__ in ("meetings_of", "kindred_series")
    assert query.__doc__
