"""The small files that Word and LibreOffice keep beside a file while it is open."""

from __future__ import annotations

_WORD, _LIBREOFFICE = "~$", ".~lock."
_SHORT = 6  # characters of a name without its ending that Word leaves whole


def lock_names(name: str) -> tuple[str, str]:
    """The names of the lock files that tell that the file of this name is open, in Word and in LibreOffice.

    Word puts `~$` in front of a short name and in place of one or two letters of a longer one.
    """
    stem = name.rpartition(".")[0]
    dropped = min(max(len(stem) - _SHORT, 0), 2)
    return _WORD + name[dropped:], f"{_LIBREOFFICE}{name}#"


def is_lock(name: str) -> bool:
    """Whether a file of this name is such a lock and no document."""
    return name.startswith((_WORD, _LIBREOFFICE))
