"""Quotes by their first and last words that nobody has read off yet, told once for each file; the rest is checked.

Whoever types a record does not know yet what `facts tidy` will keep. Where the archived text is at hand, `check` reads
such words off it: values are held against them as against any others, one line tells that they are to be kept, and
only words that the text itself does not have, or has in several places, are faults of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from briefgen.archive.archived import ArchivedText
from briefgen.diagnostics import Diagnostic, quoted
from briefgen.disk import content_of
from briefgen.facts.parse import parse_yaml
from briefgen.facts.passages.excerpt import TO, KeptPassages, ReadOff
from briefgen.facts.passages.written_quotes import WrittenQuote, quotes_in
from briefgen.frozen import replace
from briefgen.model.statement import Citation, Record, Statement
from briefgen.workspace.workspace import Workspace

UNREAD = "unread-quote"
Texts = Mapping[str, ArchivedText]


def with_words(record: Record, texts: Texts) -> Record:
    """A record with the words in full that are archived and not kept yet; values without any are left out."""
    if not any(TO in cited.quote for statement in record.statements for cited in statement.citations):
        return record
    return replace(record, statements=tuple(s for one in record.statements if (s := _in_full(one, texts)) is not None))


def _in_full(statement: Statement, texts: Texts) -> Statement | None:
    cited: list[Citation] = []
    for one in statement.citations:
        reading = _read(one.source, one.quote, texts) if TO in one.quote else None
        if TO in one.quote and (reading is None or reading.refused):
            return None
        cited.append(replace(one, quote=reading.words) if reading else one)
    return replace(statement, citations=tuple(cited))


def _read(source: str, words: str, texts: Texts) -> ReadOff | None:
    text = texts.get(source)
    return KeptPassages.whole(text.text).read(words) if text is not None else None


def told_once(workspace: Workspace, found: Iterable[Diagnostic], texts: Texts) -> list[Diagnostic]:
    """What the loader found, with the quotes that `facts tidy` will read off told once for each file."""
    told, kept = list[Diagnostic](), dict[str, list[Diagnostic]]()
    quotes = _QuotesByPlace(workspace)
    for one in found:
        quote = quotes.at(one) if one.code == UNREAD else None
        reading = _read(quote.source, quote.words, texts) if quote is not None else None
        if quote is None or reading is None:
            told.append(one)
        elif reading.refused == UNREAD:
            message = f"{quoted(reading.missing)} does not stand in the archived text of {quote.source}"
            told.append(
                replace(one, message=message, hint="copy the words from there; ' … ' stands for all between two")
            )
        elif reading.refused:
            message = f"{quoted(quote.words)} has several places in {quote.source}"
            told.append(replace(one, message=message, code=reading.refused, hint="write a word more at either end"))
        else:
            kept.setdefault(one.location.file, []).append(one)
    for first, *others in kept.values():
        count = f"{len(others) + 1} quotes are" if others else "a quote is"
        hint = "briefgen facts tidy reads the words between off the archived text and keeps them"
        told.append(replace(first, message=f"{count} known by first and last words alone", hint=hint))
    return told


class _QuotesByPlace:
    """The quotes of the files of a workspace by where they stand."""

    def __init__(self, workspace: Workspace) -> None:
        self.root, self.shown = workspace.home.folder("facts"), workspace.home.shown("facts")
        self.files: dict[str, dict[Any, WrittenQuote]] = {}

    def at(self, diagnostic: Diagnostic) -> WrittenQuote | None:
        place = diagnostic.location
        if place.file not in self.files:
            data = parse_yaml(content_of(self.root / place.file.removeprefix(f"{self.shown}/")) or b"", "").remains
            self.files[place.file] = {quote.at: quote for quote in quotes_in(data)}
        found = self.files[place.file].get((place.line, place.column))
        return found if found is not None and found.source and not found.is_part else None
