"""The small files that Word and LibreOffice keep beside a file while it is open."""

from __future__ import annotations


def lock_names(name: str) -> tuple[str, ...]:
    """The names that a lock file may have which tells that the file of this name is open.

    Word puts `~$` in front of a short name, and in place of one or two letters of a longer one; LibreOffice writes
    `.~lock.` in front and `#` behind.
    """
    return (*(f"~${name[dropped:]}" for dropped in range(3)), f".~lock.{name}#")
