"""What the cache gives back is what was put into it, or nothing."""

from __future__ import annotations

from dataclasses import fields, replace
from types import MappingProxyType

import pytest

from briefgen.diagnostics import Diagnostic, Location, Severity
from briefgen.facts.store.fact_rows import (
    diagnostic_from,
    diagnostic_row,
    head_from,
    head_row,
    pack,
    statement_rows,
    unpack,
    with_statements,
)
from briefgen.model.statement import Citation, Origin, Rank, Record, Statement

FILE = "facts/meetings/m.yaml"
PLAIN = Statement("meeting/m/place/1", "meeting/m", "place", {"": "Лиссабон"}, (Citation("news", "p3", "in Lisbon"),))
FULL = replace(
    PLAIN,
    rank=Rank.PREFERRED,
    origin=Origin.INFERRED,
    inferred="year",
    register="places",
    why={"en": "because"},
    contested={"en": "others differ"},
    speakers=("person/ana",),
    marking="TLP:RED",
    recorded="2024-04-01",
    qualifiers={"scope": "partial", "list": 1},
    path=("place", 0),
    line=7,
    column=3,
)


def again(record: Record) -> Record:
    """A record as it comes out of a packed cache."""
    head, rows = unpack(pack([head_row(record), statement_rows(record)]))
    return with_statements(head_from(head, record.file), rows)


@pytest.mark.parametrize("name", [f.name for f in fields(Statement) if f.name not in ("id", "subject", "property")])
def test_every_part_of_a_statement_comes_back(name: str) -> None:
    one = replace(PLAIN, **{name: getattr(FULL, name)})
    assert again(Record("meeting", "m", FILE, (one, FULL))).statements == (one, FULL)


def test_every_part_of_a_record_comes_back() -> None:
    record = Record("meeting", "m", FILE, (PLAIN,), 4, {"en": "a slip"}, 2, "TLP:RED", {"en": "in doubt"})
    assert again(record) == record
    assert again(Record("meeting", "m", FILE)) == Record("meeting", "m", FILE)


@pytest.mark.parametrize("severity", Severity)
def test_what_is_said_of_a_file_comes_back(severity: Severity) -> None:
    said = Diagnostic(Location(FILE, 3, 9), "quote has no locator", "quote-locator", "add one", severity)
    assert diagnostic_from(unpack(pack(diagnostic_row(said))), FILE) == said


@pytest.mark.parametrize("damage", [lambda d: d[:-1], lambda d: b"x" + d[1:], lambda d: b""])
def test_what_is_something_else_is_nothing(damage: object) -> None:
    assert callable(damage)
    assert unpack(damage(pack({"a": ["ä", 1, None]}))) is None
    assert unpack(pack({"a": ["ä", 1, None]})) == {"a": ["ä", 1, None]}


def test_a_text_of_a_class_of_its_own_is_kept_as_a_plain_one() -> None:
    kept = unpack(pack({"rank": Rank.PREFERRED, "list": [Severity.ERROR], "pair": (Rank.NORMAL, MappingProxyType({}))}))
    assert kept == {"rank": "preferred", "list": ["error"], "pair": ("normal", {})}


def test_the_rows_of_records_and_of_what_is_said_are_plain_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("briefgen.facts.store.fact_rows.plain")
    said = Diagnostic(Location(FILE, 3, 9), "quote has no locator", "quote-locator", "add one")
    rows = [statement_rows(Record("meeting", "m", FILE, (PLAIN, FULL))), diagnostic_row(said)]
    assert unpack(pack(rows)) == rows
