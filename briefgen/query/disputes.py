"""Conflicts, looked up by the records that they touch."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import cached_property

from briefgen.facts.conflicts.conflict import Conflict
from briefgen.facts.factbase import FactBase, references
from briefgen.query.about import ties_of


class Disputes:
    """The conflicts of a fact base; `ask` is told which records they were looked up for."""

    def __init__(
        self, base: FactBase, conflicts: Iterable[Conflict], ask: Callable[[str], None] = lambda _: None
    ) -> None:
        self.base, self.conflicts, self._ask = base, tuple(conflicts), ask

    def traced(self, ask: Callable[[str], None]) -> Disputes:
        """The same conflicts, with somebody told what they are looked up for."""
        other = Disputes(self.base, self.conflicts, ask)
        other.__dict__["_by_key"] = self._by_key
        return other

    def prepare(self) -> None:
        """Make the index now, so that processes copied from this one need not."""
        _ = self._by_key

    def touching(self, keys: Collection[str]) -> tuple[Conflict, ...]:
        """The conflicts about any of the records, with one of them as a value, or tied to one; by id."""
        for key in sorted(keys):
            self._ask(f"conflicts {key}")
        found = {c.id: c for key in keys for c in self._by_key.get(key, ())}
        return tuple(found[id_] for id_ in sorted(found))

    def named(self, ids: Collection[str]) -> tuple[Conflict, ...]:
        """The conflicts with these ids, which were found by `touching`; by id."""
        return tuple(c for c in self.conflicts if c.id in ids)

    @cached_property
    def _by_key(self) -> dict[str, list[Conflict]]:
        found: dict[str, list[Conflict]] = {}
        for conflict in self.conflicts:
            for key in self._touched(conflict):
                found.setdefault(key, []).append(conflict)
        return found

    def _touched(self, conflict: Conflict) -> set[str]:
        keys = set(conflict.subjects)
        for subject in conflict.subjects:
            record = self.base.record(subject)
            keys |= ties_of(record) if record else frozenset()
        for id_ in conflict.statements:
            keys |= set(references(self.base.statement(id_), self.base.schema))
        return keys
