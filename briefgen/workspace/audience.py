"""Who reads: those of a marking, the facts that are released to them, and what is held back.

Whoever makes a brief for an audience works with a workspace whose facts are the released ones, so that no question can
go past the filter. What was held back is known here alone, for what earlier issues and builds say of it. Where nobody
is kept from anything, both bases of facts are one, and nothing is held back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.diagnostics import Diagnostic, Location, Severity
from briefgen.frozen import dataclass, replace
from briefgen.model.schema import source_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from briefgen.briefs.news import Dispute, Fact, Snapshot
    from briefgen.facts.conflicts.conflict import Conflict
    from briefgen.facts.factbase import FactBase
    from briefgen.facts.loader import Loaded

_KEY = re.compile(r"[a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*")


def released(known: Loaded, markings: Collection[str], conflicts: tuple[Conflict, ...], language: str) -> Loaded:
    """The facts of these markings; of warnings, those about files of which all is released.

    `conflicts` are all of the facts, in a workspace of this language.
    """
    from briefgen.facts.mentions import languages_of
    from briefgen.facts.release import release
    from briefgen.language.cldr import names_of_states

    names = names_of_states(languages_of(known.base))
    readers = Audience(known.base, release(known.base, frozenset(markings), conflicts, names, language), "")
    closed = {r.file for r in known.base.records.values() if readers.holds_back_of(r.key)}
    told = [d for d in known.diagnostics if d.severity is Severity.ERROR or d.location.file not in closed]
    return replace(known, base=readers.released, diagnostics=told)


@dataclass(frozen=True, slots=True)
class Audience:
    """Those who may see the marking at most, "" for those who may see all: `released` of the `whole` facts."""

    whole: FactBase
    released: FactBase
    marking: str

    def refuse(self, key: str) -> Diagnostic | None:
        """What is wrong where a brief asks for a record that these readers may not know of."""
        if not self.holds_back(key):
            return None
        record = self.whole.records[key]
        message = f"the {record.kind} '{record.id}' is not released to readers of {self.marking}"
        hint = "it is marked higher, or without what is marked higher nothing is left of it, or not its name"
        return Diagnostic(Location(record.file, record.line, record.column), message, "not-released", hint=hint)

    def holds_back(self, key: str) -> bool:
        """Whether there is such a record, and these readers may not know of it."""
        return self.whole.record(key) is not None and self.released.record(key) is None

    def holds_back_of(self, key: str) -> bool:
        """Whether anything about a record is held back."""
        before, after = self.whole.record(key), self.released.record(key)
        return before is not None and (after is None or after.statements != before.statements)

    def _holds_back_statement(self, id_: str, subject: str) -> bool:
        there = self.whole.statement_or_none(id_) is not None
        return self.holds_back(subject) or (there and self.released.statement_or_none(id_) is None)

    def held_back_among(self, ids: Iterable[str]) -> list[str]:
        """Of statements and sources (source/ID) that an earlier text rests on, those that are held back now.

        A statement that is no more counts where another one of the same property is held back: it was put in its place.
        """
        return [id_ for id_ in ids if self._is_held_back(id_)]

    def _is_held_back(self, id_: str) -> bool:
        kind, record, *rest = id_.split("/")
        if not rest:
            return self.holds_back(id_)
        subject = f"{kind}/{record}"
        if self._holds_back_statement(id_, subject):
            return True
        if self.whole.statement_or_none(id_) is not None or (before := self.whole.record(subject)) is None:
            return False
        now = (s for s in before.statements if s.property == rest[0])
        return any(self.released.statement_or_none(s.id) is None for s in now)

    def remembering(self, snapshot: Snapshot, conflicts: Iterable[Conflict]) -> Snapshot:
        """What an earlier issue rested on, without what is held back now; `conflicts` are those of released facts."""
        facts = tuple(
            replace(fact, sources=tuple(s for s in fact.sources if not self.holds_back(source_key(s))))
            for fact in map(self._without_scope, snapshot.facts)
            if not self._holds_back_statement(fact.id, fact.subject)
        )
        known, open_ = {fact.words for fact in facts}, {conflict.id for conflict in conflicts}
        disputes: list[Dispute] = []
        for dispute in snapshot.disputes:
            if not any(map(self.holds_back_of, dispute.subjects)):
                disputes.append(dispute)
            elif dispute.id in open_:
                disputes.append(replace(dispute, values=tuple(v for v in dispute.values if v in known), said=""))
        return replace(snapshot, facts=facts, disputes=tuple(disputes))

    def _without_scope(self, fact: Fact) -> Fact:
        """A fact without what was said of the scope of its list, where something was held back from that since."""
        from briefgen.briefs.news import SCOPE
        from briefgen.model.statement import CUT

        now = self.released.statement_or_none(fact.id)
        if now is None or CUT not in now.qualifiers or fact.details is None:
            return fact
        return replace(fact, details=tuple(d for d in fact.details if d[0] != SCOPE))

    def tellable(self, reasons: Iterable[str]) -> tuple[str, ...]:
        """The reasons for which a brief is made again that name nothing which is held back."""
        return tuple(r for r in reasons if not any(map(self.holds_back, _KEY.findall(r))))
