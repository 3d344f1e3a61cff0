"""One theme over all records: called for, agreed and reported are three things, and origins are counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.facts.factbase import FactBase
from briefgen.facts.kinds import shipped_kinds
from briefgen.query import themes
from tests.facts.pages import base_of, load_page

PAGE = """
=== sources/agency.yaml
{type: press-release, language: en, retrieved: 2026-01-01, label: A, descriptor: a release}
=== sources/paper.yaml
{type: news-report, language: en, retrieved: 2026-01-01, label: P, descriptor: a report, derived_from: agency}
=== sources/other.yaml
{type: essay, language: en, retrieved: 2026-01-01, label: O, descriptor: an essay}
=== themes/trade.yaml
label: trade
=== themes/tariffs.yaml
{label: tariffs, broader: trade}
=== meetings/m.yaml
src: paper
date: 2030-01-01
agenda: [{is: trade, themes: trade}]
discussion:
  - {is: They called for lower tariffs., themes: trade, function: call, src: [agency, paper]}
  - {is: They agreed to meet again., themes: trade, function: agreement, src: [paper, other]}
  - {is: They reported on prices., themes: trade, function: report}
  - {is: It was dropped., themes: trade, function: report, rank: deprecated, why: an error}
=== claims/c.yaml
{src: other, said_by: source/other, says: prices rise, mode: reported, themes: trade}
"""


def base(folder: Path) -> FactBase:
    return base_of(folder, PAGE)


def test_called_for_agreed_and_reported_are_told_apart(tmp_path: Path) -> None:
    facts = base(tmp_path)
    found = {name: [s.value[""] for s in themes.with_function(facts, "theme/trade", name)] for name in themes.FUNCTIONS}
    assert found == {
        "called-for": ["They called for lower tariffs."],
        "agreed": ["They agreed to meet again."],
        "undertaken": [],
        "recognised": [],
        "not-agreed": [],
        "reported": ["They reported on prices."],
        "feared": [],
        "omitted": [],
    }


@pytest.mark.parametrize(
    ("function", "group"),
    [
        ("agreement", "agreed"),
        ("decision", "agreed"),
        ("commitment", "undertaken"),
        ("intention", "undertaken"),
        ("acknowledgement", "recognised"),
        ("consensus", "recognised"),
        ("disagreement", "not-agreed"),
        ("failure", "not-agreed"),
        ("call", "called-for"),
        ("threat", "feared"),
    ],
)
def test_only_what_a_source_calls_agreed_counts_as_agreed(tmp_path: Path, function: str, group: str) -> None:
    loaded = load_page(tmp_path, PAGE.replace("function: agreement", f"function: {function}"))
    found = {
        name
        for name in themes.FUNCTIONS
        for s in themes.with_function(loaded.base, "theme/trade", name)
        if "again" in s.value[""]
    }
    assert found == {group}


def test_every_function_belongs_to_one_group() -> None:
    spec = shipped_kinds().schema["meeting"].fields["outcomes"].qualifiers["function"]
    assert sorted(f for group in themes.FUNCTIONS.values() for f in group) == sorted(spec.choices)


def test_agenda_and_discussion_of_each_meeting(tmp_path: Path) -> None:
    (row,) = themes.treated_at(base(tmp_path), "theme/trade")
    assert (row.meeting.id, len(row.agenda), len(row.content)) == ("m", 1, 3)


def test_two_articles_on_one_release_are_one_origin(tmp_path: Path) -> None:
    facts = base(tmp_path)
    support = themes.support(facts, themes.items_of(facts, "theme/trade"))
    assert (support.items, support.single) == (4, 3)
    assert dict(support.by_origin) == {("agency", "paper"): 1, ("paper",): 2}


def test_what_two_papers_have_from_one_voice_has_one_origin(tmp_path: Path) -> None:
    page = """
        === sources/herald.yaml
        type: news-report
        === sources/gazette.yaml
        type: news-report
        === organisations/office.yaml
        name: Example Office
        === themes/tides.yaml
        label: tides
        === meetings/forum.yaml
        outcomes:
          - {is: The plan was adopted., according_to: office, src: [herald, gazette], themes: tides}
          - {is: The plan was read out., src: [herald, gazette], themes: tides}
        """
    facts = load_page(tmp_path, page).base
    support = themes.support(facts, themes.items_of(facts, "theme/tides"))
    assert (support.items, support.single) == (2, 1)


def test_claims_and_narrower_themes(tmp_path: Path) -> None:
    facts = base(tmp_path)
    assert [c.id for c in themes.claims_on(facts, "theme/trade")] == ["c"]
    assert [t.id for t in themes.narrower(facts, "theme/trade")] == ["tariffs"]


def test_a_meeting_whose_document_alone_speaks_of_a_theme_is_told_apart(tmp_path: Path) -> None:
    page = """
        === themes/tides.yaml
        label: tides
        === documents/plan.yaml
        title: Plan
        type: plan
        points: [{is: Members measure tides., themes: tides}]
        === meetings/forum.yaml
        documents: [plan]
        """
    treated = themes.treated_at(load_page(tmp_path, page).base, "theme/tides")
    assert [(t.meeting.id, t.dealt, len(t.documents)) for t in treated] == [("forum", False, 1)]


def test_what_is_denied_stands_before_the_denial(tmp_path: Path) -> None:
    page = """
        === themes/tides.yaml
        label: tides
        === persons/ana.yaml
        name: Ana Sample
        === persons/zoe.yaml
        name: Zoe Sample
        === meetings/forum.yaml
        claims:
          theft: {said_by: zoe, says: they took it, mode: reported, themes: tides, disputed_by: denial}
          denial: {said_by: ana, says: they did not, mode: reported, themes: tides, disputed_by: theft}
        """
    facts = load_page(tmp_path, page).base
    assert [c.id for c in themes.claims_on(facts, "theme/tides")] == ["theft", "denial"]
