"""The facts from a year on: what is certainly earlier is passed over with what belongs to it, and can be looked up."""

from __future__ import annotations

from pathlib import Path

from briefgen.facts.factbase import FactBase
from briefgen.query import themes
from briefgen.query.sessions import from_year
from tests.facts.pages import load_page

PAGE = """
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


def base(folder: Path) -> FactBase:
    loaded = load_page(folder, PAGE)
    assert loaded.diagnostics == [], [str(d) for d in loaded.diagnostics]
    return loaded.base


def test_meetings_that_are_certainly_earlier_are_passed_over(tmp_path: Path) -> None:
    seen = from_year(base(tmp_path), 2024)
    kept = ["late", "over-new-year", "some-october", "undated"]
    assert [m.id for m in seen.of_kind("meeting")] == kept
    assert sorted(t.meeting.id for t in themes.treated_at(seen, "theme/trade")) == kept


def test_what_belongs_to_them_alone_goes_with_them(tmp_path: Path) -> None:
    seen = from_year(base(tmp_path), 2024)
    assert [c.id for c in themes.claims_on(seen, "theme/trade")] == ["words"]
    assert [d.id for d in themes.documents_on(seen, "theme/trade")] == ["pact"]


def test_what_is_passed_over_can_still_be_looked_up_and_the_base_stays_as_it_was(tmp_path: Path) -> None:
    whole = base(tmp_path)
    seen = from_year(whole, 2024)
    assert seen.record("meeting/early") is whole.record("meeting/early") is not None
    assert len(whole.of_kind("meeting")) == 5
    assert len(themes.claims_on(whole, "theme/trade")) == 2
