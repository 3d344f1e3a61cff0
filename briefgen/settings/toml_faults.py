"""What the library says of a file that is no TOML, in an editor's words and at the line to look at."""

from __future__ import annotations

import re
from collections.abc import Callable

from briefgen.diagnostics import Location, quoted

_KEY = re.compile(r"[ \t]*([\w.\"'-]+)[ \t]*=")
_TABLE = re.compile(r"[ \t]*\[+([^\[\]#\n]+)\]")
_QUOTED = "texts stand in quotation marks"
Said = tuple[str, str]
"""What is wrong, and how to put it right."""


def toml_fault(bad: Exception, file: str, text: str) -> tuple[Location, str, str]:
    """Where the library met what is no TOML, what is wrong there, and a hint."""
    said = str(bad)
    found = re.search(r"\(at line (\d+), column (\d+)\)", said)
    line, column = (int(found[1]), int(found[2])) if found else (len(text.rstrip().split("\n")), 1)
    lines = text.split("\n")
    here = lines[line - 1] if 0 < line <= len(lines) else ""
    for words, rule in _RULES.items():
        if words in said and (told := rule(here, lines, line)) is not None:
            message, hint = told
            return Location(file, line, 1), message, hint
    plain = said.partition(" (at ")[0] + ("" if found else " (the file ends here)")
    return Location(file, line, column), f"not readable as TOML: {plain[:1].lower()}{plain[1:]}", _QUOTED


def _twice(here: str, lines: list[str], line: int) -> Said | None:
    """A table or a key that stands a second time; None where the line shows neither."""
    for pattern, what, hint in (
        (_TABLE, "the table [{}]", "put the keys of both under one"),
        (_KEY, "the key {}", "take one of the two lines out"),
    ):
        if (found := pattern.match(here)) is not None:
            name = found[1].strip()
            first = _first(pattern, name, lines, line)
            where = f", first on line {first}" if first else ""
            shown = name if pattern is _TABLE else quoted(name)
            return f"{what.format(shown)} stands twice{where}", hint
    return None


def _first(pattern: re.Pattern[str], name: str, lines: list[str], before: int) -> int:
    """The line on which a name stands before another: of a key, within the same table. 0 where none is found."""
    found = 0
    for number, text in enumerate(lines[: before - 1], 1):
        if pattern is _KEY and _TABLE.match(text):
            found = 0
        elif not found and (other := pattern.match(text)) is not None and other[1].strip() == name:
            found = number
    return found


def _not_closed(what: str, hint: str) -> Callable[[str, list[str], int], Said]:
    return lambda here, lines, line: (what, hint)


_RULES: dict[str, Callable[[str, list[str], int], Said | None]] = {
    "Cannot declare": _twice,
    "Cannot overwrite a value": _twice,
    "Expected ']' at the end of a table declaration": _not_closed("the name of a table is not closed", "end it with ]"),
    "Unclosed array": _not_closed("a list is opened and never closed", "close it with ]"),
    "Illegal character '\\n'": _not_closed("a text is opened here and not closed", "close its quotation mark"),
    "Expected newline or end of document": _not_closed(
        "something stands behind a value", "each key has a line of its own"
    ),
}
