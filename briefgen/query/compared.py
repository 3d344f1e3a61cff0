"""Two records of a kind side by side, field by field: what only one of them says, and what both do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from briefgen.facts.factbase import FactBase
from briefgen.frozen import dataclass
from briefgen.model.schema import AMOUNT, DATE, NESTED, FieldSpec
from briefgen.model.statement import Rank, Record, Statement

_SEATS = ("chair", "host")


@dataclass(frozen=True, slots=True)
class ComparedField:
    """One field of two records: what the first alone says, the second alone, and both; of both, the first's words.

    `alternatives` says that a field has one value, so that two that differ stand against each other.
    """

    name: str
    type: str
    alternatives: bool
    first: tuple[Statement, ...] = ()
    second: tuple[Statement, ...] = ()
    common: tuple[Statement, ...] = ()
    common_of_second: tuple[Statement, ...] = ()

    @property
    def differs(self) -> bool:
        return bool(self.first or self.second)


def compared(base: FactBase, first: Record, second: Record) -> tuple[ComparedField, ...]:
    """Every field of which one of the records says something, in the order of their kind."""
    spec = base.schema[first.kind]
    named = ("iso-3166", "url")  # what only identifies a record differs always and says nothing
    fields = (f for f in spec.fields.values() if f.type != NESTED and f.name != spec.label and f.written not in named)
    found = (_field(field, first, second) for field in fields)
    return tuple(f for f in found if f.first or f.second or f.common)


def _field(field: FieldSpec, first: Record, second: Record) -> ComparedField:
    ours, theirs = (_in_force(record, field.name) for record in (first, second))
    of_first, of_second = _said(ours, field), _said(theirs, field)
    return ComparedField(
        field.name,
        field.type,
        not field.many,
        tuple(s for key, s in of_first.items() if key not in of_second),
        tuple(s for key, s in of_second.items() if key not in of_first),
        tuple(s for key, s in of_first.items() if key in of_second),
        tuple(of_second[key] for key in of_first if key in of_second),
    )


def _in_force(record: Record, name: str) -> list[Statement]:
    """Who sat in the chair or hosted stands there, also where it is written among the people."""
    found, seats = list(record.in_force(name)), {record.role(seat): seat for seat in _SEATS if record.role(seat)}
    if name == record.role("people"):
        found = [s for s in found if s.qualifiers.get("role") not in seats.values()]
    elif seat := seats.get(name):
        seated = {s.value for s in found}
        people = record.in_force(record.role("people"))
        found += [s for s in people if s.qualifiers.get("role") == seat and s.value not in seated]
    return [s for s in found if s.rank is Rank.PREFERRED] or found


def _said(statements: Iterable[Statement], field: FieldSpec) -> dict[str, Statement]:
    """Statements by what they say; that somebody was not there is something else, and so is another number or stage.

    What is counted may stand behind the number or beside it.
    """
    return {f"{_counted(s)} {apart(s)} {[(n, s.qualifiers[n]) for n in beside(s, field)]}": s for s in statements}


def _counted(statement: Statement) -> str:
    of = statement.qualifiers.get("of")
    if isinstance(of, Mapping):  # by language, "" for a text in one
        of = of.get("", of)
    return f"{statement.value} {of}" if of else str(statement.value)


def apart(statement: Statement) -> str:
    """The status that keeps a value from being the same as another one; "" for what was there or is listed."""
    status = str(statement.qualifiers.get("status", ""))
    return "" if status in ("listed", "present") else status


def beside(statement: Statement, field: FieldSpec) -> tuple[str, ...]:
    """The qualifiers that a value is nothing without, by name: how many troops were sent, which stage a day is of."""
    return tuple(
        name
        for name, part in field.qualifiers.items()
        if name in statement.qualifiers and (part.type in (AMOUNT, DATE) or name in field.apart)
    )
