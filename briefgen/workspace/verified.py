"""The quotes of a workspace compared with its archive and its lock, without the other rules of `checks`."""

from __future__ import annotations

from briefgen.checks.verification import Lock, Verification, archive_of, read_lock
from briefgen.diagnostics import Diagnostic
from briefgen.disk import content_of
from briefgen.facts.factbase import FactBase
from briefgen.workspace.folder import WorkspaceFolder

LOCK_FILE = "quotes.lock"


def verify(home: WorkspaceFolder, base: FactBase) -> Verification:
    """Every quote with its verdict."""
    lock, _ = read_quotes_lock(home)
    return Verification(base, archive_of(home.folder("archive"), base), lock)


def verified_in(known: Verification, base: FactBase) -> Verification:
    """What is known of the quotes in a part of the facts: of citations that are still there."""
    found = Verification(base, known.archive, known.lock)
    cited = {s.id: set(s.citations) for s in base.statements}
    found.__dict__["quotes"] = tuple(q for q in known.quotes if q.citation in cited.get(q.statement.id, ()))
    found.prepare()
    return found


def read_quotes_lock(home: WorkspaceFolder) -> tuple[Lock, list[Diagnostic]]:
    """What the lock records, and what is wrong with it; nothing where there is no lock."""
    content = read_beside_facts(home, LOCK_FILE)
    if content is None:
        return {}, []
    return read_lock(content.decode("utf-8-sig", "replace"), f"{home.shown('facts')}/{LOCK_FILE}")


def read_beside_facts(home: WorkspaceFolder, name: str) -> bytes | None:
    """The bytes of a file in the folder of facts, None where there is none."""
    return content_of(home.folder("facts") / name)
