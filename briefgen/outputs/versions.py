"""The last versions of each file as they were generated, and which of them a hand-edited file began with.

Somebody leaves a brief open while a build replaces it, and then saves what was edited over the new one. Compared with
what was generated last, all old facts in that file would look like edits. So the last few versions of each file are
kept, and the edited one is held against that from which it was made.

A Word file tells by its mark (`writers.docx.properties`). Markdown has no place for one that nobody sees; there the
version counts that differs least, if it is clearly nearer than the last: a person may well put back an old word.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from pathlib import Path

from briefgen.disk import Replacement, content_of
from briefgen.regexes import pattern

_SHA256 = pattern("[0-9a-f]{64}")
_CLEARLY = 4  # lines, went and came: two lines stand as they did in an earlier version


class Versions:
    """Contents by their hashes, in a folder of the program's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, digests: Iterable[str]) -> list[bytes]:
        """Those that are kept, each once."""
        names = (digest for digest in dict.fromkeys(digests) if _SHA256.fullmatch(digest))
        found = (content_of(self.folder / name, within=self.folder) for name in names)
        return [content for content in found if content is not None]

    def to_keep(self, digest: str, content: bytes, shown: Path) -> list[Replacement]:
        """What is to be written to keep a content; where it cannot be, the message names the file `shown`."""
        if (self.folder / digest).is_file():
            return []
        return [Replacement(self.folder / digest, content, shown)]

    def sweep(self, known: Container[str]) -> None:
        """Remove what was generated so long ago that nobody is likely to have it open any more."""
        try:
            for entry in os.scandir(self.folder):
                if _SHA256.fullmatch(entry.name) and entry.name not in known:
                    os.unlink(entry.path)
        except OSError:
            return


def find_merge_base(name: str, edited: bytes, versions: Sequence[bytes]) -> bytes | None:
    """The version that somebody edited; `versions` are those known, the last one first.

    None for a Word file that is marked as made from none of them.
    """
    return _by_mark(edited, versions) if name.endswith(".docx") else _nearest(edited, versions)


def _by_mark(edited: bytes, versions: Sequence[bytes]) -> bytes | None:
    from briefgen.writers.docx.properties import origin_of

    origin = origin_of(edited)
    if not origin:
        return versions[0]
    return next((version for version in versions if origin_of(version) == origin), None)


def _nearest(edited: bytes, versions: Sequence[bytes]) -> bytes:
    lines = _lines(edited)
    apart = [((lines - other).total() + (other - lines).total()) for other in map(_lines, versions)]
    least = min(apart)
    return versions[apart.index(least)] if least + _CLEARLY <= apart[0] else versions[0]


def _lines(text: bytes) -> Counter[bytes]:
    return Counter(line for line in text.removeprefix(b"\xef\xbb\xbf").splitlines() if line)
