"""The quotes of a workspace compared with its archive and its lock, without the other rules of `checks`."""

from __future__ import annotations

from briefgen.build.desk import Desk
from briefgen.checks.archive import read_archive
from briefgen.checks.lock import Lock, read_lock
from briefgen.checks.verification import Verification
from briefgen.diagnostics import Diagnostic
from briefgen.errors import UsageProblem

LOCK_FILE = "quotes.lock"


def verify(desk: Desk) -> Verification:
    """Every quote with its verdict."""
    lock, _ = read_quotes_lock(desk)
    base = desk.facts.base
    return Verification(base, read_archive(desk.workspace.folder("archive"), base), lock)


def read_quotes_lock(desk: Desk) -> tuple[Lock, list[Diagnostic]]:
    """What the lock records, and what is wrong with it; nothing where there is no lock."""
    content = read_beside_facts(desk, LOCK_FILE)
    if content is None:
        return {}, []
    return read_lock(content.decode("utf-8", "replace"), f"{desk.workspace.shown('facts')}/{LOCK_FILE}")


def read_beside_facts(desk: Desk, name: str) -> bytes | None:
    """The bytes of a file in the folder of facts, None where there is none."""
    path = desk.workspace.folder("facts") / name
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError as bad:
        raise UsageProblem(f"{path} cannot be read: {bad.strerror}") from bad
