# ruff: noqa: E501  (a diagnostic is one line)
"""Rows that add to a record: claims, people and outcomes of a meeting, each fault at its row and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.errors import Problems
from briefgen.intake.tables.repeated import add_repeated, is_repeated
from briefgen.intake.tables.worksheet import Imported, read_sheet
from tests.intake.tables.test_importing import PAGE, workspace
from tests.intake.tables.test_participants import text

MEETING = """
=== meetings/m.yaml
place: Port Example  # on the coast
src: paper
"""
CLAIMS = """id,claims.said_by,claims.says,claims.mode,claims.src,claims.quote
m,Ali Nagiyev,walls are too low,reported,paper,"Nagiyev said that walls are too low"
,a delegate,nobody pays for walls,reported,paper,"a delegate said that nobody pays for walls"
"""


def told(folder: Path, table: str, *, partial: bool = False) -> Imported:
    found = workspace(folder, PAGE + MEETING if not (folder / "facts").exists() else "")
    sheet = read_sheet(table.encode())
    assert is_repeated(found, sheet, "meeting")
    return add_repeated(found, sheet, "meeting", "t.csv", partial=partial)


def faults(folder: Path, table: str) -> list[str]:
    before = text(folder) if (folder / "facts").exists() else ""
    with pytest.raises(Problems) as found:
        told(folder, table)
    assert before in ("", text(folder))
    return [str(d).splitlines()[0] for d in found.value.diagnostics]


def test_the_claims_of_a_meeting_come_from_a_table(tmp_path: Path) -> None:
    found = told(tmp_path, CLAIMS)
    assert [p.name for p in found.written] == ["m.yaml"]
    assert text(tmp_path).startswith("place: Port Example  # on the coast\nsrc: paper\nclaims:\n  - ")
    again = workspace(tmp_path, "")
    assert again.facts.diagnostics == []
    claims = {c.id: {s.property: s.value for s in c.statements} for c in again.facts.base.of_kind("claim")}
    assert sorted(claims) == ["m-nobody-pays-for-walls", "m-walls-are-too-low"]
    assert claims["m-walls-are-too-low"]["said_by"] == "person/nagiyev"
    assert str(claims["m-nobody-pays-for-walls"]["said_by"]).startswith("unnamed/")


def test_the_same_table_again_changes_nothing_and_a_longer_one_adds(tmp_path: Path) -> None:
    told(tmp_path, CLAIMS)
    before = text(tmp_path)
    found = told(tmp_path, CLAIMS)
    assert (found.written, found.unchanged, text(tmp_path)) == ([], 2, before)
    told(tmp_path, CLAIMS + 'm,nagiyev,the levy is due,quoted,paper,"Nagiyev said the levy is due"\n')
    assert text(tmp_path).startswith(before)
    assert "the levy is due" in text(tmp_path)


def test_every_fault_is_told_at_its_row_and_column_and_nothing_is_written(tmp_path: Path) -> None:
    table = """id,claims.said_by,claims.says,claims.mode,claims.src
n,Ali Nagiyev,walls are low,reported,paper
m,Nobody Known,walls are low,said,papr
m,Ali Nagiyev,,reported,paper
"""
    assert faults(tmp_path, table) == [
        "t.csv:2:1: error: there is no meeting 'n' [unknown-record]",
        "t.csv:3:2: error: no person or organisation or source or document or country is called 'Nobody Known'; make its record first, as person or organisation or source or document or country: briefgen new person nobody-known [unknown-record]",
        "t.csv:3:4: error: 'said' is none of the values this key takes [bad-choice]",
        "t.csv:3:5: error: there is no source 'papr' [unknown-record]",
        "t.csv:4:2: error: the key 'says' is missing [missing-key]",
    ]


def test_a_claim_that_is_there_otherwise_is_not_written_over(tmp_path: Path) -> None:
    table = "id,claims.id,claims.said_by,claims.says,claims.mode\nm,low,nagiyev,{},reported\n"
    told(tmp_path, table.format("walls are low"))
    (fault,) = faults(tmp_path, table.format("walls are high"))
    assert fault == "t.csv:2:4: error: claims 'low' of meeting/m has another 'says' [import-differs]"


def test_it_adds_to_records_that_stand_by_their_ids_and_to_values_that_share_keys(tmp_path: Path) -> None:
    record = """claims:
  mode: reported
  low: {said_by: nagiyev, says: walls are low}
outcomes:
  function: agreement
  each:
    - A levy was agreed.
"""
    workspace(tmp_path, PAGE + MEETING + record)
    table = "id,claims.id,claims.said_by,claims.says,claims.mode,outcomes\n"
    told(tmp_path, table + "m,low,nagiyev,walls are low,reported,A levy was agreed.\n")
    assert text(tmp_path).endswith(record)
    told(tmp_path, table + "m,high,nagiyev,walls are high,quoted,Nobody signed.\n")
    again = workspace(tmp_path, "")
    assert again.facts.diagnostics == []
    assert sorted(c.id for c in again.facts.base.of_kind("claim")) == ["high", "low"]
    said = [s.value for s in again.facts.base.records["meeting/m"].statements if s.property == "outcomes"]
    assert len(said) == 2


def test_people_with_their_posts_and_outcomes_with_their_themes(tmp_path: Path) -> None:
    table = """id,people,people.role,people.post,outcomes,outcomes.function
m,Ali Nagiyev,chair,Minister of Walls,A levy was agreed.,agreement
m,,,,Nobody signed.,
"""
    told(tmp_path, table)
    assert "people:\n  - {is: nagiyev, role: chair, post: Minister of Walls}\n" in text(tmp_path)
    assert "outcomes:\n  - {is: A levy was agreed., function: agreement}\n  - Nobody signed.\n" in text(tmp_path)
    assert told(tmp_path, table).unchanged == 3
