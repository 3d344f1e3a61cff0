"""Choosing statements by what they are about, who says them, and where they come from."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from briefgen.facts.factbase import FactBase, references
from briefgen.frozen import dataclass
from briefgen.model.schema import ASSERTION, REFERENCE, TYING
from briefgen.model.statement import Rank, Statement


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
