"""Sentences that do not end as sentences do: as a rule a text that YAML has cut, or one that nobody has finished."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.context import Context, texts_of
from briefgen.diagnostics import Diagnostic
from briefgen.document.sentences import full_stop, is_ended
from briefgen.model.schema import FieldSpec, KindSpec

PHRASES = frozenset({"agenda"})
"""What is tied to themes like a sentence, and is none."""
_MOST = 40  # characters of its end that are shown
_SENTENCES = frozenset({"completeness", "confidence_why", "explanation", "quality", "question", "scope", "text"})


def check(context: Context) -> Iterator[Diagnostic]:
    for statement in context.stated(_is_sentence):
        for text in texts_of(statement):
            if not is_ended(text) and full_stop(text):
                end = text if len(text) <= _MOST else f"… {text[-_MOST:].partition(' ')[2]}"
                message = f"'{statement.property}' is a sentence and does not end as one: {context.show(end)}"
                hint = f"end it with '{full_stop(text)}'; put a text that holds ' #' into quotation marks"
                yield Diagnostic(context.place(statement), message, "unfinished-sentence", hint)


def _is_sentence(_: KindSpec, field: FieldSpec) -> bool:
    return field.name not in PHRASES and ("function" in field.qualifiers or field.name in _SENTENCES)
