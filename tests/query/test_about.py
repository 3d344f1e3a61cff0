"""Records that speak about another record."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.facts.conflicts.find import find_conflicts
from briefgen.facts.factbase import FactBase
from briefgen.query.about import (
    Disputes,
    assessments_about,
    claims_at,
    claims_reported_with,
    gaps_about,
    key_statements,
    sources_of,
)
from tests.facts.pages import base_of, load_page

PAGE = """
=== sources/s.yaml
type: essay
language: en
retrieved: 2026-01-01
label: S
descriptor: an essay
=== sources/t.yaml
type: essay
language: en
retrieved: 2026-01-01
label: T
descriptor: an essay
=== persons/p.yaml
name: P
=== documents/d.yaml
src: s
title: D
type: statement
points:
  - {is: A point., key: 2}
=== meetings/m.yaml
src: t
date: {is: 2024, src: s}
place: Lisbon
documents: d
outcomes:
  - {is: An outcome., key: 1}
  - {is: Another outcome.}
claims:
  - {id: second, at: m, said_by: p, says: b, mode: reported, key: 2}
  - {id: first, at: m, said_by: p, says: a, mode: reported, key: 1}
  - {id: unranked, at: m, said_by: p, says: c, mode: reported}
gaps:
  - {id: who, question: Who?, looked_in: s}
=== claims/elsewhere.yaml
src: s
said_by: p
says: d
mode: reported
with: m
=== claims/withdrawn.yaml
src: s
said_by: p
says: e
mode: reported
at: m
deprecated: never said
=== assessments/holds.yaml
text: It holds.
about: m
likelihood: likely
confidence: low
confidence_why: so it seems
rests_on: source/s
reviewed: 2026-01-01
=== assessments/gone.yaml
text: It went.
about: m
status: withdrawn
likelihood: likely
confidence: low
confidence_why: so it seems
rests_on: source/s
reviewed: 2026-01-01
"""


@pytest.fixture
def base(tmp_path: Path) -> FactBase:
    return base_of(tmp_path, PAGE)


def test_claims_stand_by_the_editors_rank_and_withdrawn_ones_are_left_out(base: FactBase) -> None:
    assert [c.id for c in claims_at(base, "meeting/m")] == ["first", "second", "unranked"]


def test_each_speaker_is_heard_before_one_is_heard_again(tmp_path: Path) -> None:
    page = PAGE.replace(
        "  - {id: unranked, at: m, said_by: p, says: c, mode: reported}\n",
        "  - {id: again, at: m, said_by: p, says: c, mode: reported}\n"
        "  - {id: once-more, at: m, said_by: p, says: f, mode: reported}\n"
        "  - {id: other, at: m, said_by: a delegate, says: g, mode: reported}\n",
    )
    found = claims_at(load_page(tmp_path, page).base, "meeting/m")
    assert [c.id for c in found] == ["first", "second", "other", "again", "once-more"]


def test_a_claim_made_elsewhere_is_reported_with_a_meeting_and_not_made_there(base: FactBase) -> None:
    assert [c.id for c in claims_reported_with(base, "meeting/m")] == ["elsewhere"]


def test_a_withdrawn_judgement_is_left_out(base: FactBase) -> None:
    assert [a.id for a in assessments_about(base, "meeting/m")] == ["holds"]


def test_gaps_of_a_meeting(base: FactBase) -> None:
    assert [g.id for g in gaps_about(base, "meeting/m")] == ["who"]


def test_key_statements_are_those_of_the_meeting_and_its_documents(base: FactBase) -> None:
    assert [s.value[""] for s in key_statements(base, "meeting/m")] == ["An outcome.", "A point."]
    assert key_statements(base, "meeting/none") == ()


def test_sources_in_order_of_first_use(base: FactBase) -> None:
    assert sources_of(base.records["meeting/m"])[0] in ("s", "t")
    assert set(sources_of(base.records["meeting/m"])) == {"s", "t"}


# --- conflicts that a page shows ---

TWO_ACCOUNTS = """
=== sources/s.yaml
{type: essay, language: en, retrieved: 2026-01-01, label: S, descriptor: an essay, published: 2024-05-01}
=== persons/p.yaml
name: P
=== series/r.yaml
name: R
=== meetings/m.yaml
{src: s, series: r, ordinal: 4, place: [Lisbon, Porto], date: 2024-06-01, status: held}
=== meetings/n.yaml
{src: s, series: r, ordinal: 4, place: Braga, date: 2025-06-01}
=== claims/a.yaml
{src: s, said_by: p, says: it was so, mode: reported, disputed_by: b}
=== claims/b.yaml
{src: s, said_by: p, says: it was not, mode: reported}
=== conflicts/openings.yaml
{src: s, status: open, explanation: It opens twice., about: m, accounts: [It opens at noon., It opens at dawn.]}
"""
VALUE, COLLISION, DISPUTE = "value-m-place", "ordinal-collision-r-4", "claim-dispute-a-b"
EARLY = "published-before-event-m-s"


@pytest.mark.parametrize(
    ("printed", "told", "shown"),
    [
        (["meeting/m place"], [], [VALUE]),  # whatever the template asks, the other value stands beside it
        (["meeting/m place"], [VALUE, COLLISION, DISPUTE, "openings", EARLY], [VALUE]),
        (["meeting/m ordinal"], [COLLISION], []),
        (["meeting/m ordinal", "meeting/n ordinal"], [COLLISION], [COLLISION]),
        (["meeting/m ordinal", "meeting/n ordinal"], [], []),  # two numbers in a table tell nobody that they collide
        (["meeting/m date", "meeting/n date", "meeting/n place"], [COLLISION], []),
        (["claim/a says", "claim/b says"], [DISPUTE], [DISPUTE]),
        (["claim/a says"], [DISPUTE], []),
        (["conflict/openings accounts"], ["openings"], ["openings"]),
        (["meeting/m date"], [EARLY], [EARLY]),  # its other side is the day of the source, which every note gives
        (["meeting/m series"], [EARLY, "openings"], []),
    ],
)
def test_a_conflict_is_on_a_page_where_what_stands_against_each_other_is(
    tmp_path: Path, printed: list[str], told: list[str], shown: list[str]
) -> None:
    base = load_page(tmp_path, TWO_ACCOUNTS).base
    disputes = Disputes(base, find_conflicts(base))
    assert {*told, *shown} <= {c.id for c in disputes.conflicts}
    ids = [s.id for s in base.statements if f"{s.subject} {s.property}" in printed]
    assert [c.id for c in disputes.on_page(ids, ["s"], told)] == shown
