"""What libyaml says of a broken file, in an editor's words and at the place where the editor must look.

libyaml notices most faults far behind their cause: an open quotation mark at the end of the file, an open
bracket at the next key. Its context mark leads back to where the thing began.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import yaml

from briefgen.facts.yaml_tree import Place
from briefgen.frozen import dataclass

Told = tuple[Place, str, str | None]
NO_KEY = ("a key is missing before the ':'", "write one")
_INDENTATION = (
    "this line fits no line above it by its indentation",
    "give it the indentation of its neighbours; quote a text that goes on over several lines or holds ' #'",
)
_MORE_TEXT = (
    "text goes on behind a closing quotation mark",
    "inside double quotation marks write \\\" for one that belongs to the text, inside single ones write ''",
)


@dataclass(frozen=True, slots=True)
class _ParserFault:
    problem: str
    context: str
    at: Place
    began: Place
    line: str
    text: str

    @property
    def before(self) -> str:
        return self.line[: self.at[1] - 1]

    @property
    def character(self) -> str:
        return self.line[self.at[1] - 1 : self.at[1]]


def explain(bad: yaml.MarkedYAMLError, text: str) -> Told:
    """Where to look, what is wrong there, and a hint."""
    at = _place(bad.problem_mark) or _place(bad.context_mark) or (0, 0)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    line = lines[at[0] - 1] if 0 < at[0] <= len(lines) else ""
    fault = _ParserFault(bad.problem or "", bad.context or "", at, _place(bad.context_mark) or at, line, text)
    for words, tell in _RULES.items():
        if words in fault.problem:
            if isinstance(tell, tuple):
                return at, *tell
            told = tell(fault)
            return _opened_above(fault, told) if tell in (_key, _colon) else told
    said = fault.problem or fault.context or "for no reason that libyaml gives"
    return at, f"not readable as YAML: {said}", None


_TAB = ("a tab stands where blanks must", "indent with blanks")


def _no_token(fault: _ParserFault) -> Told:
    if fault.character == "\t":
        return fault.at, *_TAB
    return fault.at, f"a text may not begin with '{fault.character}'", "put it in quotation marks"


_TIGHT = ("no blank stands behind the first colon of this line", "write a blank behind the colon")


def _is_tight(line: str) -> bool:
    """Whether a line has a key with its value right behind the colon: place:Lisbon."""
    return re.match(r"\s*(?:- )?[a-z_]+:[^\s:/]", line) is not None


def _colon(fault: _ParserFault) -> Told:
    if _is_tight(fault.line):
        return fault.at, *_TIGHT
    if ": " in fault.before or '"' in fault.before or "'" in fault.before:
        return fault.at, "a second ': ' in one line of plain text", "put the text in quotation marks"
    message = "this line stands deeper than the one above, which already has a value"
    return fault.at, message, "give it the indentation of its neighbours; quote a text that holds ': '"


def _key(fault: _ParserFault) -> Told:
    if not fault.before.strip():
        if fault.character == ":":
            return fault.at, *NO_KEY
        return fault.at, *_INDENTATION
    if fault.before.rstrip()[-1] in "\"'" or '"' in fault.before or "'" in fault.before:
        return fault.at, *_MORE_TEXT
    message = "this stands behind a value that is already complete"
    return fault.at, message, "remove it, or put the whole value in quotation marks"


def _opened_above(fault: _ParserFault, told: Told) -> Told:
    """Where a text in quotation marks ends in the line of the fault and began above it, that; else what was told."""
    last = fault.at[0] - 1
    with suppress(yaml.YAMLError):  # the fault itself
        for token in yaml.scan(fault.text, Loader=yaml.CSafeLoader):
            began, ended = token.start_mark, token.end_mark
            if isinstance(token, yaml.ScalarToken) and not token.plain and began.line < last == ended.line:
                message = f"a quotation mark is opened here and closed only in line {last + 1}"
                return (began.line + 1, began.column + 1), message, "close it where its text ends"
            if began.line > last:
                break
    return told


def _bracket(fault: _ParserFault) -> Told:
    sign = "[" if "sequence" in fault.context else "{"
    message = f"a '{sign}' is opened here and not closed where it should be"
    return fault.began, message, "close it; quote a text that holds a comma, a bracket or ': '"


def _quote(fault: _ParserFault) -> Told:
    hint = 'close it; inside double quotation marks write \\" for one that belongs to the text'
    return fault.began, "a quotation mark is opened here and never closed", hint


def _line(fault: _ParserFault) -> Told:
    message = "a line that is neither 'key: value' nor part of the text above"
    begun = fault.text.split("\n")[fault.began[0] - 1]
    return fault.began, message, _TIGHT[1] if _is_tight(begun) else "indent it below its key, or give it a key"


_CONTENT = ("a value is missing here, or a bracket was not closed", "write the value, or close the bracket")
_LIST = ("a list may not begin here", "begin it on a line of its own; quote a text that begins with '- '")
_ESCAPE = (
    "this backslash begins no escape that YAML knows",
    "write \\\\ for a backslash, or use single quotation marks",
)
_BLOCK = (
    "text stands beside a '|' or '>'",
    "begin the text on the next line, indented; quote a text that begins with '|' or '>'",
)


def _sign(fault: _ParserFault) -> Told:
    sign = "*" if "alias" in fault.context else "&"
    return fault.began, f"a text may not begin with '{sign}'", "put it in quotation marks"


_RULES: dict[str, tuple[str, str] | Callable[[_ParserFault], Told]] = {
    "cannot start any token": _no_token,
    "found a tab character": _TAB,
    "mapping values are not allowed": _colon,
    "unexpected end of stream": _quote,
    "unexpected document indicator": _quote,
    "could not find expected ':'": _line,
    "expected ',' or": _bracket,
    "expected key": _key,
    "expected node content": _CONTENT,
    "expected '-' indicator": _INDENTATION,
    "expected <document start>": _INDENTATION,
    "block sequence entries are not allowed": _LIST,
    "unknown escape character": _ESCAPE,
    "hexdecimal number": _ESCAPE,
    "invalid Unicode character": _ESCAPE,
    "expected comment or line break": _BLOCK,
    "expected alphabetic or numeric": _sign,
}


def _place(mark: Any) -> Place | None:
    return (mark.line + 1, mark.column + 1) if mark else None
