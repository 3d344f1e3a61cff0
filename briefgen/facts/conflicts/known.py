"""The conflicts of a fact base, known from an earlier run as far as no record that counts has changed."""

from __future__ import annotations

import pickle

from briefgen.facts.conflicts.conflict import Conflict
from briefgen.facts.conflicts.find import FoundConflicts, conflicts_in, find_conflicts, look_again
from briefgen.facts.factbase import FactBase
from briefgen.facts.store.fact_rows import pack, unpack
from briefgen.facts.store.fact_store import Cache
from briefgen.facts.store.lazy_base import LazyFactBase

SLOT = "facts.conflicts"


def known_conflicts(base: FactBase, cache: Cache, code: str, language: str) -> tuple[Conflict, ...]:
    """Every conflict of a base (`find_conflicts`); `code` stands for the program by which they were found."""
    if not isinstance(base, LazyFactBase):
        return find_conflicts(base, language=language)
    about = [code, base.kinds_digest, language]
    kept = unpack(cache.get(SLOT))
    before: dict[str, str] = {}
    found, marks = FoundConflicts(), base.marks()
    if isinstance(kept, dict) and kept.get("about") == about:
        before, found = kept["marks"], pickle.loads(kept["found"])
    changed = {key for key, mark in marks.items() if not mark or before.get(key) != mark}
    changed.update(before.keys() - marks.keys())
    if changed or not before:
        look_again(base, found, changed, language)
        cache.put(SLOT, pack({"about": about, "marks": marks, "found": pickle.dumps(found)}))
    return conflicts_in(base, found)
