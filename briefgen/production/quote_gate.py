"""Whether the quotes that a brief prints may stand: nothing is footnoted with words its source does not have.

A quote that is not found refuses the brief. A source whose archived text has changed refuses it too, unless
stale quotes are allowed; then every note on that source says so. Quotes that cannot be checked here, because
neither the archived text nor the lock knows them, are a warning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING

from briefgen.checks.verification import Checked, Verdict, Verification
from briefgen.diagnostics import Diagnostic, Location, counted
from briefgen.disk import content_of
from briefgen.model.schema import SOURCE, source_key
from briefgen.model.statement import Citation
from briefgen.workspace.workspace import Workspace

if TYPE_CHECKING:
    from briefgen.checks.context import WordsAt


class QuoteGate:
    """The verdicts on the quotes of a workspace, asked by the statements that a brief uses."""

    def __init__(self, workspace: Workspace, verification: Verification) -> None:
        self.workspace, self.base, self.verification = workspace, workspace.facts.base, verification

    @cached_property
    def _words_at(self) -> WordsAt:
        return words_at(self.workspace)

    @property
    def stale(self) -> frozenset[str]:
        """The sources whose archived text is not the one that was quoted."""
        return self.verification.stale

    def problems(self, statements: Collection[str], *, allow_stale: bool) -> list[Diagnostic]:
        """What stands against printing these statements: errors first of all, then what is merely unverified."""
        used = list(self.base.in_order(frozenset(statements)))
        found: list[Diagnostic] = []
        unchecked: Counter[str] = Counter()
        changed: dict[str, Checked] = {}
        read: Counter[str] = Counter()
        for quote in (q for s in used for q in self.verification.of_statement(s.id)):
            if quote.verdict in (Verdict.NOT_FOUND, Verdict.IN_BOILERPLATE):
                found.append(self._misquoted(quote))
            elif quote.verdict is Verdict.STALE:
                changed.setdefault(quote.citation.source, quote)
            elif quote.verdict is Verdict.IN_OCR:
                read[quote.citation.source] += 1
            elif quote.verdict is Verdict.UNCHECKED:
                unchecked[quote.citation.source] += 1
        if self.base.deprecated_sources:
            from briefgen.checks.rules.sourcing import resting_on_deprecated

            found.extend(resting_on_deprecated(self.base, used))
        if not allow_stale:
            found.extend(self._changed(source, quote) for source, quote in changed.items())
        found.extend(self._unverified(source, count) for source, count in unchecked.items())
        found.extend(self._off_picture(source, count) for source, count in read.items())
        return found

    def _misquoted(self, quote: Checked) -> Diagnostic:
        is_missing = quote.verdict is Verdict.NOT_FOUND
        where = "is not in" if is_missing else "stands only in the page furniture of"
        code = "quote-not-found" if is_missing else "quote-in-boilerplate"
        message = f"the quote of '{quote.statement.property}' {where} {quote.citation.source}; no brief prints it"
        place = self._place(quote)
        at = self._words_at(place.file, quote.citation, place.line) or (place.line, place.column)
        return Diagnostic(Location(place.file, *at), message, code, "briefgen check says more")

    def _changed(self, source: str, quote: Checked) -> Diagnostic:
        record = self.base.record(source_key(source))
        declared = (record.first("sha256") if record else "") or "none"
        message = f"stale quotes: the text of {source} has sha256 {quote.sha256[:12]}…, its record {declared[:12]}…"
        place = Location(record.file, record.line, 1) if record else self._place(quote)
        hint = "compare the texts, then briefgen check --lock; or make it with --allow-stale"
        return Diagnostic(place, message, "source-changed", hint)

    def _unverified(self, source: str, count: int) -> Diagnostic:
        record = self.base.record(source_key(source))
        place = Location(record.file, record.line, 1) if record else Location("facts")
        quotes = counted(count, "quote")
        message = f"{quotes} of {source} could not be compared with its text"
        return Diagnostic(place, message, "quote-unverified", "name the archive folder")

    def _off_picture(self, source: str, count: int) -> Diagnostic:
        record = self.base.record(f"source/{source}")
        place = Location(record.file, record.line, 1) if record else Location("facts")
        message = f"{counted(count, 'quote')} of {source} found in OCR, never verified"
        return Diagnostic(place, message, "quote-in-ocr", "compare them with the picture")

    def _place(self, quote: Checked) -> Location:
        statement = quote.statement
        return Location(self.base.records[statement.subject].file, statement.line, statement.column)


# --- Where the files of a workspace have the words of a quote, for findings that point at them ---


def words_at(workspace: Workspace, unsaved: Mapping[str, bytes] | None = None) -> WordsAt:
    """Looks words up in the file that has them, by its shown name; `unsaved` is what files will have.

    Only of bad quotes it is asked: good ones are looked up nowhere.
    """
    from briefgen.facts.passages.written_quotes import FreshQuotes, place_of_quote

    root, shown = workspace.home.folder("facts"), workspace.home.shown("facts")
    kept = cache(FreshQuotes(root / workspace.facts.base.schema[SOURCE].folder, {}).kept_of)

    def find(file: str, citation: Citation, near: int) -> tuple[int, int] | None:
        raw = (unsaved or {}).get(file) or content_of(root / file.removeprefix(f"{shown}/"))
        return place_of_quote(raw, citation.quote, citation.source, near, kept) if raw else None

    return find
