"""The archived texts of the sources, read from a folder outside the repository.

Only regular files that lie inside the folder are read; a pipe, a device or a link that leads out of it is
named and never opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from briefgen.disk import NotRead, Outside, read_file, resolved
from briefgen.facts.factbase import FactBase

LARGEST = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Archived:
    """One source's text as archived, and the sha256 of its bytes."""

    text: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Archive:
    """The archived texts by source id, and why a text that should be there cannot be read, by source id.

    A source that is in neither has no text here.
    """

    texts: Mapping[str, Archived] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)


def read_archive(folder: Path | None, base: FactBase) -> Archive:
    """The text of every source whose `archive` names a file in the folder; None or no folder: no texts."""
    texts: dict[str, Archived] = {}
    faults: dict[str, str] = {}
    home = resolved(folder) if folder is not None else None
    if home is None or not home.is_dir():
        return Archive()
    for source in base.of_kind("source"):
        for named in source.values("archive"):
            found = _read(home, str(named.value))
            if isinstance(found, Archived):
                texts[source.id] = found
            elif found is not None:
                faults[source.id] = found
    return Archive(texts, faults)


def archived(content: bytes) -> Archived | str:
    """The text that bytes hold, or what is wrong with them."""
    try:
        return Archived(content.decode("utf-8-sig"), sha256(content).hexdigest())
    except UnicodeDecodeError as bad:
        return f"is not UTF-8 at byte {bad.start:,}"


def _read(home: Path, name: str) -> Archived | str | None:
    try:
        return archived(read_file(home / name, LARGEST, within=home))
    except FileNotFoundError:
        return None
    except Outside:
        return "lies outside the archive folder"
    except NotRead as bad:
        return str(bad.strerror)
    except (OSError, ValueError) as bad:
        return f"cannot be read: {getattr(bad, 'strerror', None) or bad}"
