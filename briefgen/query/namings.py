"""Records of a desk's own kinds that name a person, a body, a state or a document: treaties, listings, incidents."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.facts.factbase import FactBase, once_per_base
from briefgen.frozen import dataclass
from briefgen.model import schema
from briefgen.model.statement import Rank, Record, Statement, preferred
from briefgen.query.chosen import order
from briefgen.query.parties import claims_by

_MEETINGS_AND_WORKS = (schema.SESSION, schema.WORK, schema.ASSERTION, schema.SEQUENCE, schema.CITED)
_WHO_AND_WHAT = (schema.SOMEBODY, schema.BODY, schema.STATE, schema.TOPIC)
_TOLD_APART = (*_MEETINGS_AND_WORKS, *_WHO_AND_WHAT, schema.QUESTION, schema.JUDGEMENT, schema.RULING)
"""What kinds act as whose records a brief has answers of its own for: meetings, documents, statements, members, …"""


@dataclass(frozen=True, slots=True)
class Naming:
    """A record that names another one, and the statements by which it does."""

    record: Record
    statements: tuple[Statement, ...]


@once_per_base
def namings(base: FactBase, key: str) -> tuple[Naming, ...]:
    """The records that name another and are neither meetings nor any of what is told apart, by date.

    Of values that stand against each other - two days of one stage - the one that a brief follows stands for all. Those
    that it, or whoever acts for it, said something about are among them, without a statement.
    """
    found: dict[str, list[Statement]] = {}
    for statement in base.referring(key):
        if statement.rank is not Rank.DEPRECATED and not base.acts(statement.kind, *_TOLD_APART):
            found.setdefault(statement.subject, []).append(statement)
    for claim in claims_by(base, key):
        for about in claim.values("about"):
            if not base.acts(str(about.value).partition("/")[0], *_TOLD_APART):
                found.setdefault(str(about.value), [])
    records = sorted(base.in_force(found), key=lambda record: order(base, record))
    return tuple(Naming(record, tuple(_one_of_each(base, found[record.key]))) for record in records)


def _one_of_each(base: FactBase, statements: Iterable[Statement]) -> list[Statement]:
    """The statements as they are written, of alternatives the one that is followed."""
    kept: dict[tuple[object, ...], list[Statement]] = {}
    for statement in sorted(statements, key=lambda s: (s.line, s.column)):
        spec = base.schema[statement.kind].fields[statement.property]
        apart = tuple(str(statement.qualifiers.get(name)) for name in spec.apart)
        is_one = not spec.many or spec.apart
        words = (statement.property, *apart) if is_one else (statement.id,)
        kept.setdefault(words, []).append(statement)
    return [preferred(alternatives) for alternatives in kept.values()]
