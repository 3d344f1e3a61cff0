"""Choosing statements by what they are about, who says them, and where they come from."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from briefgen.facts.factbase import FactBase, references
from briefgen.frozen import dataclass
from briefgen.model.schema import ASSERTION, EVENT, REFERENCE, TYING
from briefgen.model.statement import Rank, Record, Statement
from briefgen.query.about import with_parts
from briefgen.query.sessions import date_of


@dataclass(frozen=True, slots=True)
class Selection:
    """Conditions that must all hold; what is empty does not count.

    `about` are record keys that a statement must concern: as its subject, by reference, or because its record
    concerns them (a claim made at a meeting concerns the meeting). `contested` asks for statements marked so
    or standing on a side of a conflict.
    """

    about: tuple[str, ...] = ()
    kind: str = ""
    property: str = ""
    source: str = ""
    speaker: str = ""
    marking: str = ""
    contested: bool = False
    words: str = ""


def select(
    base: FactBase, wanted: Selection, *, in_conflict: Collection[str] = (), default_marking: str = ""
) -> Iterator[Statement]:
    """The statements in force that meet the conditions, in the order of the base."""
    for record in base.records.values():
        if record.deprecated:
            continue
        of_record = {v for s in record.statements if _ties(base, s) for v in _own_references(base, s)}
        for statement in record.statements:
            if statement.rank is Rank.DEPRECATED:
                continue
            if wanted.about and not set(wanted.about) <= {record.key, *of_record, *references(statement, base.schema)}:
                continue
            if _meets(base, statement, wanted, in_conflict, default_marking):
                yield statement


def _ties(base: FactBase, statement: Statement) -> bool:
    return any(base.plays(statement, part) for part in TYING)


def _own_references(base: FactBase, statement: Statement) -> list[str]:
    spec = base.schema[statement.kind].fields.get(statement.property)
    return [statement.value] if spec is not None and spec.type == REFERENCE else []


def _meets(
    base: FactBase, statement: Statement, wanted: Selection, in_conflict: Collection[str], default_marking: str
) -> bool:
    if wanted.kind and statement.kind != wanted.kind:
        return False
    if wanted.property and statement.property != wanted.property:
        return False
    if wanted.source and wanted.source not in {c.source for c in statement.citations}:
        return False
    if wanted.speaker and wanted.speaker not in speakers_of(base, statement):
        return False
    if wanted.marking and (statement.marking or default_marking) != wanted.marking:
        return False
    if wanted.contested and not (_is_contested(base, statement) or statement.id in in_conflict):
        return False
    return not wanted.words or wanted.words.casefold() in _text(statement).casefold()


def _is_contested(base: FactBase, statement: Statement) -> bool:
    """By itself, or with all that its record tells."""
    record = base.record(statement.subject)
    return bool(statement.contested or (record and record.contested))


def speakers_of(base: FactBase, statement: Statement) -> set[str]:
    """Whom a statement belongs to: those the source names for it, and the speaker of its claim."""
    record = base.record(statement.subject)
    said_by = (
        {s.value for s in record.values(record.role("speaker"))}
        if record and base.acts(statement.kind, ASSERTION)
        else set()
    )
    return {*statement.speakers, *said_by}


def _text(statement: Statement) -> str:
    value = statement.value
    words = " ".join(value.values()) if isinstance(value, dict) else str(value)
    return " ".join([words, *(c.quote for c in statement.citations)])


# --- A part of the time: the same facts, seen from a year on ---


def from_year(base: FactBase, year: int) -> FactBase:
    """The base without the meetings that were certainly before a year, and without what belongs to them alone.

    To a meeting belong its documents, the claims made there and those reported with it. A meeting without a date,
    or with one that may lie in the year or later, stays: that nothing is known of its date does not make it early.
    """
    early: set[str] = set()
    later: set[str] = set()
    for meeting in base.acting(EVENT):
        (early if is_before(meeting, year) else later).update(with_parts(base, meeting))
    return base.passing_over(frozenset(early - later))


def is_before(meeting: Record, year: int) -> bool:
    """True where the last day that the date can mean lies before the year."""
    when = date_of(meeting)
    return when is not None and when.bounds()[1] < date(year, 1, 1)
