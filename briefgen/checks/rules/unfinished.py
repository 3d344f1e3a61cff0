"""What nobody has finished: sentences without their end, as where YAML has cut a text, and words in place of facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefgen.checks.context import BY_LANGUAGE, Context, texts_of
from briefgen.diagnostics import Diagnostic
from briefgen.document.sentences import full_stop, is_ended
from briefgen.model.schema import FieldSpec, KindSpec
from briefgen.model.statement import Rank, Record
from briefgen.regexes import pattern

PHRASES = frozenset({"agenda"})
"""What is tied to themes like a sentence, and is none."""
_SHOWN = 40  # characters of its end that are shown
_SENTENCES = frozenset({"completeness", "confidence_why", "explanation", "quality", "question", "scope", "text"})


def check(context: Context) -> Iterator[Diagnostic]:
    yield from _unended(context)
    yield from _placeholders(context)


def _unended(context: Context) -> Iterator[Diagnostic]:
    for statement in context.stated(_is_sentence):
        for text in texts_of(statement):
            if not is_ended(text) and full_stop(text):
                end = text if len(text) <= _SHOWN else f"… {text[-_SHOWN:].partition(' ')[2]}"
                message = f"'{statement.property}' is a sentence and does not end as one: {context.show(end)}"
                hint = f"end it with '{full_stop(text)}'; put a text that holds ' #' into quotation marks"
                yield Diagnostic(context.place(statement), message, "unfinished-sentence", hint)


def _is_sentence(_: KindSpec, field: FieldSpec) -> bool:
    return field.name not in PHRASES and ("function" in field.qualifiers or field.name in _SENTENCES)


_UNFILLED = pattern(r"\s*<[^<>]+>\s*")  # what a skeleton puts for a value: <text>, <words>, <exact words>

# Not inside a longer word; letter case counts, as in TODO and in xxx.
_WORDS = ("orem ipsum", "FIXME", "TODO", "TBD", "TBC", "XXX", "xxx", "???")
_PLACEHOLDER = pattern(r"(?<!\w)(?:[Ll]orem ipsum|FIXME|TODO|TBD|TBC|XXX|xxx|\?\?\?)(?!\w)")


def _placeholders(context: Context) -> Iterator[Diagnostic]:
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
