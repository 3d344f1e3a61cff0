"""`facts/quotes.lock`: which quote was verified, when, against which text, and where it stands there.

The archived texts are not in the repository; this file is, so that a check without the archive still knows
what a check with it has found. One line of JSON for each quote, in a fixed order, so that a change of one
quote is a change of one line; writing what has not changed gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import blake2b
from typing import Any, Protocol

from briefgen.diagnostics import Diagnostic, Location
from briefgen.frozen import dataclass
from briefgen.model.statement import Citation, Statement

_HEAD = "# Written by `briefgen check --lock`: each quote, and what comparing it with the archived text gave.\n"
_FIELDS = ("statement", "source", "locator", "quote", "verdict", "date", "sha256", "position")
_ALL = (*_FIELDS, "place")


@dataclass(frozen=True, slots=True)
class LockEntry:
    """What comparing one quote gave: verified or not-found, on a day, against the text with this sha256.

    `quote` is a digest of the words; `position` counts characters in the folded text, -1 where not found; `place` is
    the locator of its page, paragraph or minute, "" where it is not known.
    """

    statement: str
    source: str
    locator: str
    quote: str
    verdict: str
    date: str
    sha256: str
    position: int
    place: str = ""

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.statement, self.source, self.locator, self.quote


Lock = Mapping[tuple[str, str, str, str], LockEntry]


class QuoteVerdict(Protocol):
    """The part of a quote's verification that the lock records."""

    @property
    def statement(self) -> Statement: ...
    @property
    def citation(self) -> Citation: ...
    @property
    def verdict(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def position(self) -> int: ...
    @property
    def place(self) -> str: ...
    @property
    def earlier(self) -> LockEntry | None: ...
    @property
    def by_lock(self) -> bool: ...


def lock_key(statement: Statement, citation: Citation) -> tuple[str, str, str, str]:
    """The key under which a statement's citation stands in the lock."""
    quote = blake2b(citation.quote.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    return statement.id, citation.source, citation.locator, quote


def read_lock(text: str, file: str = "facts/quotes.lock") -> tuple[Lock, list[Diagnostic]]:
    """The entries of a lock file; lines that cannot be read (a merge left its marks) are named and passed over."""
    entries: dict[tuple[str, str, str, str], LockEntry] = {}
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
            entries[entry.key] = entry
    return entries, problems


def write_lock(checked: Iterable[QuoteVerdict], today: str) -> str:
    """The lock file after a check made on the day `today` (2025-10-17).

    A verdict that is the same against the same text keeps its day. What could not be compared now keeps what
    was known of it; what no statement cites any more is gone.
    """
    entries = [entry for one in checked if (entry := _renewed(one, today)) is not None]
    lines = sorted({entry.key: _line(entry) for entry in entries}.items())
    return _HEAD + "".join(f"{line}\n" for _, line in lines)


def _renewed(checked: QuoteVerdict, today: str) -> LockEntry | None:
    earlier = checked.earlier
    if checked.by_lock or checked.verdict == "unchecked":
        return earlier
    key = lock_key(checked.statement, checked.citation)
    entry = LockEntry(*key, checked.verdict, today, checked.sha256, checked.position, checked.place)
    if earlier is not None and (earlier.verdict, earlier.sha256) == (entry.verdict, entry.sha256):
        return replace(entry, date=earlier.date)
    return entry


def _line(entry: LockEntry) -> str:
    return json.dumps({name: getattr(entry, name) for name in _ALL}, ensure_ascii=False)


def _entry(line: str) -> LockEntry | None:
    try:
        data: Any = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or data.keys() not in (set(_FIELDS), set(_ALL)):  # before places were kept
        return None
    fits = all(isinstance(data[name], int if name == "position" else str) for name in data)
    return LockEntry(**data) if fits and not isinstance(data["position"], bool) else None
