"""Words that stand where facts should."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from briefgen.checks.base import Rule
from briefgen.checks.context import Context
from briefgen.diagnostics import Diagnostic, Severity

PLACEHOLDER = Rule(
    "placeholder",
    Severity.ERROR,
    "a placeholder stands where a fact should",
    """
A text still holds words such as TODO, TBD, xxx, ??? or lorem ipsum. A brief would print them.

Write the fact, or leave the key out: what is not known stays empty and can be named as a gap. Quotes are not
looked at. The list is a setting.
""",
)
RULES = (PLACEHOLDER,)


def check(context: Context) -> Iterator[Diagnostic]:
    pattern = _pattern(context.settings.placeholders)
    for statement in context.statements:
        texts = (statement.value, statement.why, statement.contested, *statement.qualifiers.values())
        found = next((m for text in texts for m in _found(pattern, text)), None)
        if found:
            message = f"'{found}' in '{statement.property}' is a placeholder"
            yield PLACEHOLDER.at(context.place(statement), message, "write the fact, or leave the key out")


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, not inside a longer word; letter case counts, as in TODO and in xxx."""
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)" if words else r"(?!)")


def _found(pattern: re.Pattern[str], value: Any) -> Iterator[str]:
    texts = value.values() if isinstance(value, Mapping) else [value]
    for text in texts:
        if isinstance(text, str) and (match := pattern.search(text)):
            yield match[0]
