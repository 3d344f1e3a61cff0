"""Words that stand where facts should."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefgen.checks.context import BY_LANGUAGE, Context
from briefgen.diagnostics import Diagnostic
from briefgen.model.statement import Rank, Record
from briefgen.regexes import pattern

_UNFILLED = pattern(r"\s*<[^<>]+>\s*")  # what a skeleton puts for a value: <text>, <words>, <exact words>

# Not inside a longer word; letter case counts, as in TODO and in xxx.
_WORDS = ("orem ipsum", "FIXME", "TODO", "TBD", "TBC", "XXX", "xxx", "???")
_PLACEHOLDER = pattern(r"(?<!\w)(?:[Ll]orem ipsum|FIXME|TODO|TBD|TBC|XXX|xxx|\?\?\?)(?!\w)")


def check(context: Context) -> Iterator[Diagnostic]:
    """Each placeholder at its statement; one in the quote of a whole record is said once."""
    quotes: set[tuple[str, str]] = set()
    for statement in [s for r in context.records if _may_have_one(r) for s in r.statements]:
        if statement.rank is Rank.DEPRECATED:
            continue
        texts = (statement.value, statement.why, statement.contested, *statement.qualifiers.values())
        found = [m for text in texts if text for m in _found(text)][:1]
        for quote in dict.fromkeys(c.quote for c in statement.citations if _is_unfilled(c.quote)):
            if (statement.subject, quote) not in quotes:
                quotes.add((statement.subject, quote))
                found.append(quote)
        for words in found:
            message = f"'{words}' in '{statement.property}' is a placeholder"
            yield Diagnostic(context.place(statement), message, "placeholder", "write the fact, or leave the key out")


def _may_have_one(record: Record) -> bool:
    """Hardly any has, which all its texts tell at once, as Python shows them: it leaves such words as they are."""
    own = record.statements
    shown = repr([(s.value, s.why, s.contested, s.qualifiers, [c.quote for c in s.citations]) for s in own])
    return any(word in shown for word in ("<", *_WORDS))


def _is_unfilled(text: str) -> bool:
    return "<" in text and _UNFILLED.fullmatch(text) is not None


def _found(value: Any) -> Iterator[str]:
    is_one = isinstance(value, (str, list, int))  # asked first: to ask whether it is a mapping takes long
    texts = value.values() if not is_one and isinstance(value, BY_LANGUAGE) else [value]
    for text in texts:
        if not isinstance(text, str):
            continue
        if _is_unfilled(text):
            yield text.strip()
        elif any(word in text for word in _WORDS) and (match := _PLACEHOLDER.search(text)):
            yield match[0].strip()
