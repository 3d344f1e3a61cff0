"""Which questions can have no other answer than at the end of the last build, told without answering them.

A question about one record rests on that record's file, so while the file is the same the answer is too. What an
answer may rest on besides is taken as a whole, and where any of it is different, every question is asked again: the
sources and their archived texts, the lock, and all markings, by which something may be withheld. What an audience may
know of a record also rests on the records that it leads to; so where anything else is left of the facts for it than was
then, every question of its briefs is asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING

from briefgen.facts.questions import Question
from briefgen.workspace.inputs import archive_look

if TYPE_CHECKING:
    from briefgen.facts.factbase import FactBase
    from briefgen.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SourceDigest:
    """The digest of each file of facts by its name, and one of what questions rest on besides; "" for unknown.

    `left` has by audience a digest of what is left for it of records of which something may be held back.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    rest: str = ""
    left: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, workspace: Workspace, audiences: Iterable[str] = ()) -> SourceDigest:
        from briefgen.workspace.quotes import LOCK_FILE, read_beside_facts

        facts = workspace.facts
        rest = blake2b(archive_look(workspace.home), digest_size=16)
        rest.update(read_beside_facts(workspace.home, LOCK_FILE) or b"")
        sources = {record.file for record in facts.base.records.values() if record.kind == "source"}
        marked = [f"{s.id} {s.marking}" for s in facts.base.statements if s.marking]
        for word in (*(f"{name} {facts.digests[name]}" for name in sorted(sources)), *marked):
            rest.update(f"{word}\0".encode("utf-8", "backslashreplace"))
        left = {name: _left(facts.base, workspace.for_audience(name).facts.base) for name in audiences if name}
        return cls(facts.digests, rest.hexdigest(), left)

    def same(self, now: SourceDigest, base: FactBase, audience: str = "") -> Callable[[str], bool]:
        """Says of a question whether its answer is surely what it was when this was taken.

        `now` is of `base`, all facts as they are now; `audience` is that of the briefs that ask.
        """
        if not self.rest or now.rest != self.rest or now.left.get(audience) != self.left.get(audience):
            return lambda _: False
        known: dict[str, bool] = {}

        def of_record(key: str) -> bool:
            record = base.record(key)
            return record is not None and self.files.get(record.file) == now.files[record.file]

        def is_same(question: str) -> bool:
            key = Question(question).alone
            if not key:
                return False
            if key not in known:
                known[key] = of_record(key)
            return known[key]

        return is_same


def _left(whole: FactBase, released: FactBase) -> str:
    """A digest of all that is left of records which are not the same in the facts that are released."""
    digest = blake2b(digest_size=16)
    for key, record in whole.records.items():
        if (left := released.record(key)) is not record:
            said = [[s.id, [[c.source, c.quote] for c in s.citations]] for s in left.statements] if left else None
            digest.update(f"{key} {said}\0".encode("utf-8", "backslashreplace"))
    return digest.hexdigest()
