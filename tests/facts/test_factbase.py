"""Looking up records: by key, by kind, by what refers to them, by the name a sentence gives them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import FrameType

import pytest

from briefgen.facts.factbase import FactBase, in_language, works_of
from briefgen.facts.tracing import TracedFactBase
from briefgen.query import parties, sessions
from tests.facts.pages import SOURCE, load_page, said

PAGE = f"""
=== sources/one.yaml
{SOURCE}
=== persons/p.yaml
name: {{en: Ana Sample, ru: Ана Сампле}}
src: one
=== themes/drugs.yaml
label: drugs
=== themes/arms.yaml
label: arms
deprecated: Nothing is about it.
=== meetings/a.yaml
src: one
outcomes: {{is: They agreed., themes: drugs, according_to: p}}
people: {{is: p, role: chair}}
"""


@pytest.fixture
def base(tmp_path: Path) -> FactBase:
    loaded = load_page(tmp_path, PAGE)
    assert not loaded.diagnostics, said(loaded)
    return loaded.base


def test_records_come_by_kind_and_id_without_the_deprecated(base: FactBase) -> None:
    assert list(base.records) == ["meeting/a", "person/p", "source/one", "theme/arms", "theme/drugs"]
    assert [r.id for r in base.of_kind("theme")] == ["drugs"]
    assert base.of_kind("nonsense") == ()
    assert [r.id for r in base.in_force(["theme/drugs", "theme/none", "theme/arms", "meeting/a"])] == ["drugs", "a"]
    assert base.record("theme/nonsense") is None


def test_who_refers_to_a_record(base: FactBase) -> None:
    assert [s.property for s in base.referring("person/p")] == ["people", "outcomes"]
    assert [s.property for s in base.referring("theme/drugs")] == ["outcomes"]
    assert base.referring("theme/arms") == ()


def test_a_record_is_named_in_the_language_asked_for(base: FactBase) -> None:
    assert base.label("person/p", "ru") == "Ана Сампле"
    assert base.label("person/p", "en-GB") == "Ana Sample"
    assert base.label("person/p", "fr") == "Ana Sample"
    assert base.label("person/nobody") == "nobody"
    assert in_language({}, "en") == ""


def test_a_statement_is_found_by_its_id(base: FactBase) -> None:
    for statement in base.statements:
        assert base.statement(statement.id) is statement
    with pytest.raises(KeyError):
        base.statement("nonsense")


def test_it_cannot_be_changed(base: FactBase) -> None:
    with pytest.raises(TypeError):
        base.records["theme/new"] = base.records["theme/drugs"]  # type: ignore[index]
    with pytest.raises(AttributeError):
        base.records["theme/drugs"].id = "new"  # type: ignore[misc]


def test_some_statements_come_in_the_order_of_all(base: FactBase) -> None:
    every = [s.id for s in base.statements]
    wanted = frozenset(every[::2])
    assert [s.id for s in base.in_order(wanted)] == every[::2]
    assert list(base.in_order({"meeting/a/nothing"})) == []


def test_the_documents_of_a_meeting_are_those_on_either_side(tmp_path: Path) -> None:
    document = "type: report\nsrc: one\nmeeting: a\n"
    page = f"""{PAGE}documents: listed
=== documents/listed.yaml
title: Listed
{document}=== documents/own.yaml
title: Own
{document}=== documents/gone.yaml
title: Gone
deprecated: There is none.
{document}"""
    base = load_page(tmp_path, page).base
    meeting = base.record("meeting/a")
    assert meeting is not None
    listed, own = works_of(base, meeting)
    assert (listed.value, own.value) == ("document/listed", "document/own")
    (said_there,) = base.records["document/own"].values("meeting")
    assert (own.id, own.citations, own.property) == (said_there.id, said_there.citations, "documents")


# --- Queries over many records cost what the records cost, and ask a traced base once what they ask ---


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


def with_meetings(folder: Path, meetings: int) -> FactBase:
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
        sessions.participation(asked, meeting)
        sessions.parties_near(asked, meeting)


def test_the_cost_follows_the_number_of_meetings(tmp_path: Path) -> None:
    sizes = [10, 20, 40]
    bases = [TracedFactBase(with_meetings(tmp_path / str(n), n)) for n in sizes]
    costs = [calls(lambda b=b: all_of_it(b)) for b in bases]  # type: ignore[misc]
    first, second = (b - a for a, b in pairwise(costs))
    assert second < 2.5 * first, costs  # of twice as many more, about twice the cost; with the square, four times


def test_what_was_asked_twice_is_written_down_as_if_asked_once(tmp_path: Path) -> None:
    held = with_meetings(tmp_path, 3)
    once, twice = TracedFactBase(held), TracedFactBase(held)
    all_of_it(once)
    all_of_it(twice)
    all_of_it(twice)
    assert once.questions() == twice.questions()
    assert any(question.startswith("referring series/council") for question in once.questions())


def test_a_base_without_some_records_is_asked_anew(tmp_path: Path) -> None:
    held = with_meetings(tmp_path, 3)
    for asked in (held, TracedFactBase(held)):
        assert len(sessions.meetings_of(asked, "series/council")) == 3
        narrowed = asked.passing_over(frozenset({"meeting/m001"}))
        assert [m.id for m in sessions.meetings_of(narrowed, "series/council")] == ["m000", "m002"]
        assert len(sessions.meetings_of(asked, "series/council")) == 3


@pytest.mark.parametrize("query", [sessions.meetings_of, sessions.kindred_series])
def test_a_query_keeps_its_name_and_words(query: Callable[..., object]) -> None:
    assert query.__name__ in ("meetings_of", "kindred_series")
    assert query.__doc__
