"""The small files that Word and LibreOffice keep beside a file while it is open."""

from __future__ import annotations

_WORD, _LIBREOFFICE = "~$", ".~lock."


def lock_names(name: str) -> tuple[str, ...]:
    """The names that a lock file may have which tells that the file of this name is open.

    Word puts `~$` in front of a short name, and in place of one or two letters of a longer one; LibreOffice writes
    `.~lock.` in front and `#` behind.
    """
    return (*(_WORD + name[dropped:] for dropped in range(3)), f"{_LIBREOFFICE}{name}#")


def is_lock(name: str) -> bool:
    """Whether a file of this name is such a lock and no document."""
    return name.startswith((_WORD, _LIBREOFFICE))
