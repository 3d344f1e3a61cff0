"""What a statement may not be printed without: that it is contested, inferred, one of several, somebody's claim.

A caveat belongs to the record, not to the template: whoever prints a value asks here what it owes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from enum import StrEnum
from functools import partial
from typing import Any

from briefgen.facts.conflicts.conflict import Conflict, ConflictType
from briefgen.facts.factbase import FactBase, references
from briefgen.frozen import dataclass
from briefgen.model import schema
from briefgen.model.statement import Origin, Rank, Statement

LOW_GRADES = frozenset({"D", "E", "F"})
"""The grades of a source on which alone nothing is printed without its name.

D and E are not, or hardly, to be relied on; of F nobody can tell, so nobody can say that it is better.
"""


NOT_COME = frozenset({"absent", "declined", "announced"})
"""Why a party may be on a list without having taken part: whoever names it says so."""


class Owed(StrEnum):
    """What is owed: of a value, of a sentence somebody stands behind, or of what it is about and rests on."""

    INFERRED = "inferred"
    LOOKED_UP = "looked-up"
    JUDGED = "judged"
    CONTESTED = "contested"
    OTHERS = "others"
    SPEAKER = "speaker"
    CLAIM = "claim"
    RECORD = "record"
    ALONE = "alone"
    STATUS = "status"
    REFERENT = "referent"


@dataclass(frozen=True, slots=True)
class Caveat:
    """One thing that a statement owes.

    `statements` are those that say it where they are printed too: the other values, the speaker of a claim, how likely
    a judgement is;
    `capacity` is that of the speaker. `speakers` are keys of records, `sources` ids, `record` the contested one;
    `status` is that of a party which a list of those at a meeting names and which did not, or need not, take part.
    Of what a sentence refers to, `record` is the record meant, or "", and `statements` those that name it, or the
    sentence meant.
    """

    owed: Owed
    statements: tuple[str, ...] = ()
    capacity: str = ""
    speakers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    record: str = ""
    status: str = ""


Touching = Callable[[FactBase, Collection[str]], Iterable[Conflict]]
"""The conflicts about one of some records, looked up on behalf of a base, which is told."""


class Caveats:
    """The caveats of a base, worked out once a statement; `kept` are those of briefs that were made before."""

    def __init__(self, base: FactBase, conflicts_of: Touching, kept: dict[Any, Any] | None = None) -> None:
        self.base, self._touching = base, conflicts_of
        self._kept = {} if kept is None else kept
        self._known: dict[str, tuple[Caveat, ...]] = {}

    def of(self, id_: str) -> tuple[Caveat, ...]:
        """What a statement owes; for the key of a record, what a mention of it owes."""
        known = self._known.get(id_)
        if known is None:
            known = self._known[id_] = self.base.remembered(self._kept, id_, partial(self._worked_out, id_))
        return known

    def _worked_out(self, id_: str, base: FactBase) -> tuple[Caveat, ...]:
        over = Caveats(base, self._touching)  # which asks anew: what it asks is written down with the answer
        return tuple(over._of_mention(id_) if is_key(id_) else over._of_statement(base.statement(id_)))

    def account(self, key: str) -> tuple[str, ...]:
        """Whose account a record is, where pages say so: the sources of a contested one, or one poor source alone."""
        record = self.base.record(key)
        sources = record.accounts() if record is not None else ()
        poor = len(sources) == 1 and self._is_poor(sources[0])
        return sources if poor or (record is not None and record.contested) else ()

    def _of_mention(self, key: str) -> Iterator[Caveat]:
        record = self.base.record(key)
        if record is not None and record.contested:
            yield Caveat(Owed.RECORD, record=key, sources=record.accounts())

    def _of_statement(self, statement: Statement) -> Iterator[Caveat]:
        if statement.origin is Origin.INFERRED:
            yield Caveat(Owed.INFERRED)
        elif statement.origin is Origin.REGISTER and not self._names_a_state(statement):
            yield Caveat(Owed.LOOKED_UP)
        elif statement.origin is Origin.JUDGED and self.base.acts(statement.kind, schema.JUDGEMENT):
            yield Caveat(Owed.JUDGED, self._how_likely(statement))
        if (status := statement.qualifiers.get("status")) in NOT_COME:
            yield Caveat(Owed.STATUS, status=status)
        yield from self._referents(statement)
        yield from self._disagreement(statement)
        by_desk = self._is_the_desk_s(statement)
        if not by_desk:
            yield from self._voice(statement)
        yield from self._contested_records(statement, by_desk=by_desk)
        if not by_desk:
            yield from self._alone(statement)

    def _names_a_state(self, statement: Statement) -> bool:
        """True for what a former state is called, which is no finding, as that of another is none."""
        return self.base.acts(statement.kind, schema.STATE) and self.base.plays(statement, "name")

    def _is_the_desk_s(self, statement: Statement) -> bool:
        """True for a reading of the desk, which is according to nobody else; of a date only a part is inferred."""
        spec = self.base.schema[statement.kind].fields.get(statement.property)
        whole = statement.origin is Origin.INFERRED and (spec is None or spec.type != schema.DATE)
        return whole or statement.origin is Origin.JUDGED

    def _how_likely(self, statement: Statement) -> tuple[str, ...]:
        """The statement that says how likely a judgement is, without which its text would be a fact."""
        record = self.base.record(statement.subject) if statement.property == "text" else None
        return tuple(s.id for s in record.values("likelihood")[:1]) if record is not None else ()

    # --- what its words refer to ---

    def _referents(self, statement: Statement) -> Iterator[Caveat]:
        """What a sentence, or the words of a claim, mean by "the report" or "these challenges"."""
        meant: Iterable[str] = statement.qualifiers.get(schema.REFERS_TO, ())
        if statement.property in ("says", "words") and self.base.acts(statement.kind, schema.ASSERTION):
            record = self.base.record(statement.subject)
            meant = [s.value for s in record.values(schema.REFERS_TO)] if record is not None else ()
        for key in meant:
            if not is_key(key):
                if self.base.statement_or_none(key) is not None:
                    yield Caveat(Owed.REFERENT, (key,))
            elif (record := self.base.record(key)) is not None:
                names = record.values(record.role("place")) if self.base.acts(record.kind, schema.EVENT) else ()
                names = (names or record.values(self.base.schema[record.kind].label))[:1]
                yield Caveat(Owed.REFERENT, tuple(s.id for s in names if s.citations), record=key)

    # --- other values ---

    def _disagreement(self, statement: Statement) -> Iterator[Caveat]:
        others, preferred = self._others(statement)
        if others and not preferred:
            yield Caveat(Owed.OTHERS, others)
        elif others or statement.contested or self._is_in_two_minds(statement):
            yield Caveat(Owed.CONTESTED, others)

    def _others(self, statement: Statement) -> tuple[tuple[str, ...], bool]:
        """The values that contradict this one, and whether one of all is preferred."""
        record, spec = self.base.record(statement.subject), self.base.schema[statement.kind].fields
        field = spec.get(statement.property)
        if record is None or field is None or (field.many and not field.apart):
            return (), False
        in_force = record.in_force(statement.property)
        if len(in_force) < 2:
            return (), False
        sides = [
            side.statements
            for conflict in self._touching(self.base, {statement.subject})
            if conflict.type is ConflictType.VALUE and statement.id in conflict.statements
            for side in conflict.sides
            if statement.id not in side.statements
        ]
        others = tuple(dict.fromkeys(id_ for side in sides for id_ in side))
        ranks = [s.rank for s in in_force if s.id in others or s.id == statement.id]
        return others, ranks.count(Rank.PREFERRED) == 1

    def _is_in_two_minds(self, statement: Statement) -> bool:
        """True for a party that one list has present and another absent."""
        record = self.base.record(statement.subject)
        if record is None or "status" not in statement.qualifiers:
            return False
        same = [s for s in record.values(statement.property) if s.value == statement.value]
        return len(same) > 1 and any(
            conflict.type is ConflictType.ATTENDANCE and statement.id in conflict.statements
            for conflict in self._touching(self.base, {statement.subject})
        )

    # --- whose words ---

    def _voice(self, statement: Statement) -> Iterator[Caveat]:
        if self.base.acts(statement.kind, schema.ASSERTION):
            if statement.property in ("says", "words"):
                yield from self._claim(statement)
        elif self.base.acts(statement.kind, schema.RULING):
            return  # the desk sets accounts against each other, and its words say whose they are
        elif statement.speakers and not any(self.base.plays(statement, role) for role in schema.NAMING):
            yield Caveat(Owed.SPEAKER, speakers=statement.speakers)

    def _claim(self, statement: Statement) -> Iterator[Caveat]:
        record = self.base.record(statement.subject)
        said_by = record.values("said_by") if record else ()
        capacity = record.values("capacity") if record else ()
        yield Caveat(
            Owed.CLAIM,
            tuple(s.id for s in said_by),
            capacity[0].id if capacity else "",
            tuple(str(s.value) for s in said_by),
        )

    # --- what it is about, and what it rests on ---

    def _contested_records(self, statement: Statement, *, by_desk: bool) -> Iterator[Caveat]:
        keys = (statement.subject, *references(statement, self.base.schema), *self._named_by_the_desk(statement))
        for key in dict.fromkeys(keys):
            record = self.base.record(key)
            if record is not None and record.contested and record.kind != schema.SOURCE:
                yield Caveat(Owed.RECORD, record=key, sources=() if by_desk else record.accounts())

    def _named_by_the_desk(self, statement: Statement) -> Iterator[str]:
        """The records that a question or a conflict is about and whose place its words name."""
        record = self.base.record(statement.subject)
        if (
            record is None
            or not self.base.acts(statement.kind, schema.QUESTION, schema.RULING)
            or not isinstance(statement.value, dict)
        ):
            return
        words = "\n".join(map(str, statement.value.values()))
        for about in (str(s.value) for s in record.values("about")):
            other = self.base.record(about) if is_key(about) else None
            places = (
                (s.value for s in other.values(other.role("place"))) if other is not None and other.contested else ()
            )
            if any(name in words for place in places if isinstance(place, dict) for name in place.values() if name):
                yield about

    def _alone(self, statement: Statement) -> Iterator[Caveat]:
        sources = {c.source for c in statement.citations}
        is_short_name = statement.property == "short"  # the desk's way to call something whose name it knows
        if len(sources) == 1 and statement.kind != schema.SOURCE and not is_short_name and self._is_poor(*sources):
            yield Caveat(Owed.ALONE, sources=tuple(sources))

    def _is_poor(self, source: str) -> bool:
        """Whether nothing is printed on a source alone without its name."""
        record = self.base.record(schema.source_key(source))
        if record is None:
            return False
        return bool(record.contested) or any(str(s.value) in LOW_GRADES for s in record.values("reliability"))


def is_key(of: str) -> bool:
    """True for the key of a record, false for the id of a statement."""
    return of.count("/") == 1


def is_told(spec: schema.FieldSpec) -> bool:
    """Whether values of a field are somebody's account: a sentence about something, or a figure."""
    return spec.type == schema.AMOUNT or (spec.type in (schema.TEXT, schema.WORDS) and "themes" in spec.qualifiers)
