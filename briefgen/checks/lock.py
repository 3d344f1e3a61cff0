"""`facts/quotes.lock`: which quote was verified, when, against which text, and where it stands there.

The archived texts are not in the repository; this file is, so that a check without the archive still knows
what a check with it has found. One line of JSON for each quote, in a fixed order, so that a change of one
quote is a change of one line; writing what has not changed gives the same bytes. Words stand in a source whoever
rests on them: a sentence that is said in another way needs no new comparison.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from operator import attrgetter
from typing import Any

from briefgen.diagnostics import Diagnostic, Location
from briefgen.frozen import dataclass
from briefgen.model.schema import source_key
from briefgen.model.statement import Citation, Statement

_HEAD = "# Written by `briefgen check --lock`: each quote, and what comparing it with the archived text gave.\n"
_KEY = ("source", "of_itself", "quote")
_FOUND = ("verdict", "date", "sha256", "position")
_FIELDS = (*_KEY, *_FOUND, "place")
_KEYS = frozenset(_FIELDS)
_TYPES = {"position": int, "of_itself": bool}


@dataclass(frozen=True, slots=True)
class LockEntry:
    """What comparing one quote gave: verified or not-found, on a day, against the text with this sha256.

    `of_itself` is true where the source's own record quotes it, which may quote page furniture too; `quote` is a
    digest of the words; `position` counts characters in the folded text, -1 where not found; `place` is
    the locator of its page, paragraph or minute, "" where it is not known.
    """

    source: str
    of_itself: bool
    quote: str
    verdict: str
    date: str
    sha256: str
    position: int
    place: str = ""

    @property
    def key(self) -> LockKey:
        return self.source, self.of_itself, self.quote


LockKey = tuple[str, bool, str]
Lock = Mapping[LockKey, LockEntry]


def lock_key(statement: Statement, citation: Citation) -> LockKey:
    """The key under which a statement's citation stands in the lock."""
    quote = blake2b(citation.quote.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    return citation.source, statement.subject == source_key(citation.source), quote


def read_lock(text: str, file: str = "facts/quotes.lock") -> tuple[Lock, list[Diagnostic]]:
    """The entries of a lock file; lines that cannot be read (a merge left its marks) are named and passed over."""
    entries: dict[LockKey, LockEntry] = {}
    problems: list[Diagnostic] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        entry = _entry(line)
        if entry is None:
            place = Location(file, number, 1)
            hint = "write the file anew: briefgen check --lock"
            problems.append(Diagnostic(place, "this line records no quote", "lock-damaged", hint))
        else:
            known = entries.get(entry.key)  # from a merge
            entries[entry.key] = _of_both(known, entry) if known else entry
    return entries, problems


def write_lock(entries: Iterable[LockEntry]) -> str:
    """The lock file of these entries, each once; what no statement cites any more is gone."""
    lines = sorted({entry.key: _line(entry) for entry in entries}.items())
    return _HEAD + "".join(f"{line}\n" for _, line in lines)


def _of_both(one: LockEntry, other: LockEntry) -> LockEntry:
    """The earlier of two entries for the same words that found the same, else the later one, or the one below."""
    if (one.verdict, one.sha256) == (other.verdict, other.sha256):
        return min(one, other, key=attrgetter("date"))
    return max(other, one, key=attrgetter("date"))


def _line(entry: LockEntry) -> str:
    return json.dumps({name: getattr(entry, name) for name in _FIELDS}, ensure_ascii=False)


def _entry(line: str) -> LockEntry | None:
    try:
        data: Any = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or data.keys() != _KEYS:
        return None
    return LockEntry(**data) if all(type(data[name]) is _TYPES.get(name, str) for name in data) else None
