"""What a conflict is: typed, with its sides, and an id that stays the same from run to run.

Both sides of a conflict are kept and printed; nothing here decides who is right.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum
from hashlib import blake2b

from briefgen.frozen import dataclass
from briefgen.model.dates import Edtf, parse_date
from briefgen.model.ids import LONGEST
from briefgen.model.statement import Record


class ConflictType(StrEnum):
    """What sort of disagreement it is."""

    VALUE = "value"
    ORDINAL_COLLISION = "ordinal-collision"
    SAME_ORDINAL = "same-ordinal"
    SERIES_ORDER = "series-order"
    ATTENDANCE = "attendance"
    ATTENDANCE_LISTS = "attendance-lists"
    PUBLISHED_BEFORE_EVENT = "published-before-event"
    WEEKDAY = "weekday"
    CLAIM_DISPUTE = "claim-dispute"
    ACCOUNTS = "accounts"


@dataclass(frozen=True, slots=True)
class Side:
    """One side: the record it speaks about, and the ids of the statements that stand for it.

    How each statement came about (stated, inferred, …) and whom it cites is asked of the statement itself.
    """

    about: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A disagreement between statements about `subjects` (record keys) in one property.

    Sides stand in a stable order: a preferred value first, then as the editor wrote them or by record.
    `status` is open or explained; `explanation` (by language) and `key` (its place among the key points of a
    brief) come from the editor's record, and are empty and None without one.
    """

    id: str
    type: ConflictType
    subjects: tuple[str, ...]
    property: str
    sides: tuple[Side, ...]
    status: str = "open"
    explanation: Mapping[str, str] = field(default_factory=dict)
    key: int | None = None

    @builtins.property  # `property` is a field of this class
    def statements(self) -> tuple[str, ...]:
        """The ids of the statements of all sides."""
        return tuple(id_ for side in self.sides for id_ in side.statements)


# --- ids ---


def conflict_of(
    type_: ConflictType, subjects: tuple[str, ...], property_: str, sides: Iterable[Side], *words: str
) -> Conflict:
    slug = "-".join((type_, *words)).replace("_", "-")
    if len(slug) > LONGEST:
        slug = f"{slug[: LONGEST - 9].rstrip('-')}-{digest(slug)}"
    return Conflict(slug, type_, subjects, property_, tuple(sides))


def digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=4).hexdigest()


# --- reading records ---


def span_of(record: Record) -> tuple[date, date] | None:
    """From the earliest to the latest day that any of the record's dates allows."""
    dates: list[Edtf] = [parse_date(s.value) for s in record.in_force(record.role("date"))]
    if not dates:
        return None
    bounds = [d.bounds() for d in dates]
    return min(low for low, _ in bounds), max(high for _, high in bounds)


def id_of(key: str) -> str:
    return key.partition("/")[2]
