"""Every quote compared with the archived text of its source: verified, not found, or cannot be checked.

The archived texts are not in the repository; `facts/quotes.lock` is, so that a check without the archive still knows
what a check with it has found. One line of JSON for each quote, in a fixed order, so that a change of one
quote is a change of one line; writing what has not changed gives the same bytes. Words stand in a source whoever
rests on them: a sentence that is said in another way needs no new comparison.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path
from typing import Any

from briefgen.archive.archived import Archive, ArchivedText, QuotePlace, place_of, read_archive
from briefgen.archive.matching import GAP, Match, Passages, matches
from briefgen.diagnostics import Diagnostic, Location
from briefgen.facts.factbase import FactBase
from briefgen.frozen import dataclass
from briefgen.model.schema import SOURCE, source_key
from briefgen.model.statement import Citation, Record, Statement
from briefgen.sandbox.limits import own_limits


class Verdict(StrEnum):
    """What comparing a quote with its source gave.

    Found-in-ocr: a program has read the words off a picture, and nobody has compared them. In-boilerplate: it
    stands only in what the source's record calls page furniture. Stale: the archived text is not the one whose
    sha256 the record names. Unchecked: there is no text here, and the lock knows nothing.
    """

    VERIFIED = "verified"
    IN_OCR = "found-in-ocr"
    NOT_FOUND = "not-found"
    IN_BOILERPLATE = "in-boilerplate"
    STALE = "stale"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Checked:
    """One quote and its verdict.

    `match` and `text` say where it stands in which folded text, where there is one; `position` is -1 where it
    is not found. `earlier` is what the lock knows of it; with `by_lock` the verdict is the lock's.
    """

    statement: Statement
    citation: Citation
    verdict: Verdict
    position: int = -1
    sha256: str = ""
    match: Match | None = None
    text: str = ""
    earlier: LockEntry | None = None
    by_lock: bool = False
    archived: ArchivedText | None = None

    @property
    def place(self) -> str:
        """The locator of its page, paragraph or minute: as the lock has it of this text, or as that shows."""
        if self.earlier and self.earlier.place and (self.by_lock or self.earlier.sha256 == self.sha256):
            return self.earlier.place
        if self.archived is None or self.match is None:
            return ""
        return place_of(self.archived, self.match).locator

    @property
    def verified_on(self) -> str:
        """The day of the verification that the lock records for these words, or "" ."""
        return self.earlier.date if self.earlier and self.earlier.verdict == Verdict.VERIFIED else ""

    def entry(self, today: str) -> LockEntry | None:
        """What the lock has of it after a check made on the day `today` (2025-10-17); None where nothing is known.

        A verdict that is the same against the same text keeps its day. What could not be compared now keeps what was
        known of it.
        """
        if self.by_lock or self.verdict is Verdict.UNCHECKED:
            return self.earlier
        same = self.earlier and (self.earlier.verdict, self.earlier.sha256) == (self.verdict, self.sha256)
        day = self.earlier.date if self.earlier and same else today
        key = _lock_key(self.statement, self.citation)
        return LockEntry(*key, self.verdict, day, self.sha256, self.position, self.place)

    @property
    def elided(self) -> tuple[str, ...]:
        """The words that the quote's elisions leave out."""
        return tuple(self.text[a:b] for a, b in self.match.elided) if self.match else ()


class SourceText:
    """One archived text, folded once."""

    def __init__(self, archived: ArchivedText, source: Record) -> None:
        self.archived, self.sha256 = archived, archived.sha256
        self.declared = source.first("sha256")
        self.folded = archived.folded
        self._boilerplate = [self.fold(str(s.value)) for s in source.values("boilerplate")]
        self._places: dict[tuple[str, bool], tuple[Verdict, Match | None]] = {}

    def fold(self, text: str) -> str:
        """Words as they are compared with this text."""
        return self.archived.fold(text)

    @property
    def has_changed(self) -> bool:
        return bool(self.declared) and self.declared != self.sha256

    def place(self, quote: str, furniture_counts: bool) -> tuple[Verdict, Match | None]:
        """Whether and where a quote stands; `furniture_counts` where page furniture may be quoted."""
        key = (quote, furniture_counts)
        if key not in self._places:
            self._places[key] = self._find(self.fold(quote), furniture_counts)
        return self._places[key]

    @cached_property
    def passages(self) -> Passages:
        return Passages(self.folded)

    @cached_property
    def _furniture(self) -> list[tuple[int, int]]:
        return [(m.start, m.end) for text in self._boilerplate for m in matches(self.folded, text)]

    def _find(self, quote: str, furniture_counts: bool) -> tuple[Verdict, Match | None]:
        only_furniture: Match | None = None
        off_picture: Match | None = None
        for match in matches(self.folded, quote, GAP):
            if furniture_counts or not any(a <= match.start and match.end <= b for a, b in self._furniture):
                if not self.archived.was_read_off_picture(match):
                    return Verdict.VERIFIED, match
                off_picture = off_picture or match
            else:
                only_furniture = only_furniture or match
        if off_picture is not None:
            return Verdict.IN_OCR, off_picture
        return (Verdict.IN_BOILERPLATE if only_furniture else Verdict.NOT_FOUND), only_furniture


class Verification:
    """All quotes of a fact base with their verdicts, and the texts they were compared with.

    To fold a long text takes longer than making a brief, and is no template's doing: it has limits of its own.
    """

    def __init__(self, base: FactBase, archive: Archive, lock: Lock) -> None:
        self.base, self.archive, self.lock = base, archive, lock
        self._texts: dict[str, SourceText | None] = {}
        self._of_statement: dict[str, tuple[Checked, ...]] = {}
        self._is_prepared = False

    @cached_property
    def quotes(self) -> tuple[Checked, ...]:
        """Every citation with a quote, in the order of the statements."""
        return tuple(self._all())

    def of_statement(self, id_: str) -> tuple[Checked, ...]:
        """The quotes of a statement, in their order; they are compared when they are asked for."""
        found = self._of_statement.get(id_, () if self._is_prepared else None)
        if found is None:
            statement = self.base.statement_or_none(id_)
            cited = statement.citations if statement is not None else ()
            found = tuple([self.of(statement, one) for one in cited if statement is not None and one.quote])
            self._of_statement[id_] = found
        return found

    @cached_property
    def stale(self) -> frozenset[str]:
        """The ids of the sources whose archived text is not the one that was quoted."""
        if not any(map(self._has_changed, self.archive.texts)):  # as nearly always
            return frozenset()
        return frozenset(q.citation.source for q in self.quotes if q.verdict is Verdict.STALE)

    def _has_changed(self, source: str) -> bool:
        record = self.base.record(source_key(source))
        return record is not None and record.first("sha256") not in ("", self.archive.texts[source].sha256)

    def places(self, statement: str) -> dict[Citation, str]:
        """The locators of a statement's quotes in their texts, where they stand there."""
        return {q.citation: q.place for q in self.of_statement(statement) if q.place}

    def prepare(self) -> None:
        """Compare every quote now, so that processes copied from this one need not."""
        if self._is_prepared:
            return
        self._is_prepared, self._of_statement = True, {}
        for quote in self.quotes:
            self._of_statement[quote.statement.id] = (*self._of_statement.get(quote.statement.id, ()), quote)

    def text(self, source: str) -> SourceText | None:
        """The archived text of a source by its id, where there is one."""
        if source not in self._texts:
            found, record = self.archive.texts.get(source), self.base.record(source_key(source))
            with own_limits():
                self._texts[source] = SourceText(found, record) if found and record else None
        return self._texts[source]

    def where(self, checked: Checked) -> QuotePlace | None:
        """The page, paragraph or minute at which a quote stands; None where there is no text, or it is not found."""
        text = self.archive.texts.get(checked.citation.source)
        return place_of(text, checked.match) if text is not None and checked.match is not None else None

    def _all(self) -> Iterator[Checked]:
        for statement in self.base.statements:
            for citation in statement.citations:
                if citation.quote:
                    yield self.of(statement, citation)

    def of(self, statement: Statement, citation: Citation) -> Checked:
        """The verdict on one quote."""
        earlier = self.lock.get(_lock_key(statement, citation)) if self.lock else None
        text = self.text(citation.source)
        if text is None:
            return self._by_lock(statement, citation, earlier)
        of_itself = statement.subject == source_key(citation.source)
        verdict, match = text.place(citation.quote, of_itself)
        if text.has_changed:
            verdict = Verdict.STALE
        position = match.start if match else -1
        found = (statement, citation, verdict, position, text.sha256, match, text.folded, earlier)
        return Checked(*found, archived=text.archived)

    def _by_lock(self, statement: Statement, citation: Citation, earlier: LockEntry | None) -> Checked:
        if earlier is None:
            return Checked(statement, citation, Verdict.UNCHECKED)
        source = self.base.record(source_key(citation.source))
        declared = source.first("sha256") if source else ""
        if declared not in ("", earlier.sha256) or earlier.verdict not in _LASTING:
            return Checked(statement, citation, Verdict.UNCHECKED, earlier=earlier)
        verdict = _LASTING[earlier.verdict]
        return Checked(statement, citation, verdict, earlier.position, earlier.sha256, earlier=earlier, by_lock=True)


_LASTING = {v.value: v for v in (Verdict.VERIFIED, Verdict.IN_OCR, Verdict.NOT_FOUND, Verdict.IN_BOILERPLATE)}


def archive_of(folder: Path | None, base: FactBase) -> Archive:
    """The archived text of every source of a fact base; None or no folder: no texts."""
    if folder is None or not folder.is_dir():
        return read_archive(None, {})
    named = {s.id: str(next((v.value for v in s.values("archive")), "")) for s in base.of_kind(SOURCE)}
    return read_archive(folder, named)


# --- the lock ---

_HEAD = "# Written by `briefgen check --lock`: each quote, and what comparing it with the archived text gave.\n"
_FIELDS = ("source", "of_itself", "quote", "verdict", "date", "sha256", "position", "place")
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
    def key(self) -> _LockKey:
        return self.source, self.of_itself, self.quote


_LockKey = tuple[str, bool, str]
Lock = Mapping[_LockKey, LockEntry]


def _lock_key(statement: Statement, citation: Citation) -> _LockKey:
    """The key under which a statement's citation stands in the lock."""
    quote = blake2b(citation.quote.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    return citation.source, statement.subject == source_key(citation.source), quote


def read_lock(text: str, file: str = "facts/quotes.lock") -> tuple[Lock, list[Diagnostic]]:
    """The entries of a lock file; lines that cannot be read (a merge left its marks) are named and passed over."""
    entries: dict[_LockKey, LockEntry] = {}
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


def lock_after(quotes: Iterable[Checked], today: str) -> str:
    """The lock file after a check of these quotes made on the day `today`; what no statement cites any more is gone."""
    entries = [entry for one in quotes if (entry := one.entry(today)) is not None]
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
