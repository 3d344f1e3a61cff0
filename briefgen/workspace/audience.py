"""A workspace as readers of an audience may know it: one whose facts are those released to them.

Whoever makes a brief for an audience works with it and nothing else, so that no question can go past the
filter. What was held back is known here alone, for what earlier issues say of it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from briefgen.briefs.kind import place_of
from briefgen.diagnostics import Diagnostic, Location, Severity
from briefgen.workspace.folder import SETTINGS_FILE
from briefgen.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.briefs.issue import Ground
    from briefgen.briefs.kind import BriefKind
    from briefgen.briefs.news import Dispute, Snapshot
    from briefgen.checks.verification import Verification
    from briefgen.facts.factbase import FactBase
    from briefgen.facts.loader import Loaded

_KEY = re.compile(r"[a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*")


class ForAudience(Workspace):
    """The workspace `whole`, for readers of the marking `audience` at most."""

    def __init__(self, whole: Workspace, audience: str) -> None:
        super().__init__(whole.home, whole.store)
        self.whole, self.audience, self.words = whole, audience, whole.words

    @cached_property
    def facts(self) -> Loaded:
        """The facts that are released; of warnings, those about files of which all is."""
        from briefgen.facts.release import release

        known = self.whole.facts
        base = release(known.base, self.markings.up_to(self.audience), self.whole.conflicts)
        closed = {r.file for r in known.base.records.values() if self._is_cut(r.key, base)}
        told = [d for d in known.diagnostics if d.severity is Severity.ERROR or d.location.file not in closed]
        return replace(known, base=base, diagnostics=told, cache=None)

    def _is_cut(self, key: str, base: FactBase) -> bool:
        before, after = self.whole.facts.base.record(key), base.record(key)
        return after is None or before is None or after.statements != before.statements

    @cached_property
    def verification(self) -> Verification:
        """The verdicts on quotes that are released."""
        from briefgen.workspace.quotes import verified_in

        return verified_in(self.whole.verification, self.facts.base)

    def for_audience(self, audience: str) -> Workspace:
        return self if audience in ("", self.audience) else self.whole.for_audience(audience)

    def __reduce__(self) -> tuple[Any, ...]:
        return ForAudience, (self.whole, self.audience)

    # --- what is refused ---

    def floor_too_high(self, kind: BriefKind) -> Diagnostic | None:
        least = [kind.settings["marking-floor"] or self.markings.default, self.markings.default]
        return self.too_high(kind, max(least, key=self.markings.scheme.index))

    def too_high(self, kind: BriefKind, marking: str) -> Diagnostic | None:
        if not self.markings.is_above(marking, self.audience):
            return None
        own = marking == kind.settings["marking-floor"]
        place = place_of("marking-floor", *self.kinds[kind.name]) if own else Location(SETTINGS_FILE)
        message = f"such a brief is marked {marking} at least, and readers of {self.audience} may not see it"
        return Diagnostic(place, message, "audience-too-low", hint="name a higher audience, or lower the marking")

    def held_back(self, key: str) -> Diagnostic | None:
        if not self.holds_back(key):
            return None
        record = self.whole.facts.base.records[key]
        message = f"the {record.kind} '{record.id}' is not released to readers of {self.audience}"
        hint = "it is marked higher, or without what is marked higher nothing is left of it, or not its name"
        return Diagnostic(Location(record.file, record.line, record.column), message, "not-released", hint=hint)

    # --- what was held back ---

    def holds_back(self, key: str) -> bool:
        """Whether there is such a record, and these readers may not know of it."""
        return self.whole.facts.base.record(key) is not None and self.facts.base.record(key) is None

    def _holds_back_of(self, subject: str) -> bool:
        """Whether anything about a subject is held back."""
        record = self.whole.facts.base.record(subject)
        return record is not None and self._is_cut(record.key, self.facts.base)

    def _holds_back_statement(self, id_: str, subject: str) -> bool:
        there = self.whole.facts.base.statement_or_none(id_) is not None
        return self.holds_back(subject) or (there and self.facts.base.statement_or_none(id_) is None)

    def held_back_of(self, grounds: Iterable[Ground]) -> list[str]:
        """The statements and sources, by id, that an earlier text rests on and that are held back now."""
        found: dict[str, None] = {}
        for ground in grounds:
            if self._holds_back_statement(ground.id, ground.subject):
                found[ground.id] = None
            found.update({key: None for s in ground.sources if self.holds_back(key := f"source/{s}")})
        return list(found)

    def remembering(self, snapshot: Snapshot) -> Snapshot:
        """What an earlier issue rested on, without what is held back now."""
        facts = tuple(
            replace(fact, sources=tuple(s for s in fact.sources if not self.holds_back(f"source/{s}")))
            for fact in snapshot.facts
            if not self._holds_back_statement(fact.id, fact.subject)
        )
        known = {fact.words for fact in facts}
        disputes: list[Dispute] = []
        for dispute in snapshot.disputes:
            if not any(map(self._holds_back_of, dispute.subjects)):
                disputes.append(dispute)
            elif any(c.id == dispute.id for c in self.conflicts):
                disputes.append(replace(dispute, values=tuple(v for v in dispute.values if v in known), said=""))
        return replace(snapshot, facts=facts, disputes=tuple(disputes))

    def tellable(self, reasons: Iterable[str]) -> tuple[str, ...]:
        """The reasons that name nothing which is held back."""
        return tuple(r for r in reasons if not any(map(self.holds_back, _KEY.findall(r))))
