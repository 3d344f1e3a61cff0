"""Diagnostics as text for a terminal, as JSON, as GitHub workflow commands, and as SARIF for other tools."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from unicodedata import combining, east_asian_width

from briefgen.codes import Rule, rules
from briefgen.diagnostics import Diagnostic, Severity, gravest_last, summary
from briefgen.version import __version__


def as_text(diagnostics: Sequence[Diagnostic]) -> str:
    """A line for each diagnostic, the gravest last, its hint below it, and a summary as the last line."""
    return "".join(f"{line}\n" for line in (*map(str, gravest_last(diagnostics)), summary(diagnostics)))


LineOf = Callable[[str, int], str | None]
_WIDEST = 100


def with_source_lines(diagnostics: Sequence[Diagnostic], line_of: LineOf) -> str:
    """As text, with the line that each speaks of and a caret under its column; `line_of` has lines by file."""
    return "".join(f"{_with_line(d, line_of)}\n" for d in gravest_last(diagnostics)) + f"{summary(diagnostics)}\n"


def _with_line(diagnostic: Diagnostic, line_of: LineOf) -> str:
    place = diagnostic.location
    line = line_of(place.file, place.line) if place.line else None
    head, _, hint = str(diagnostic).partition("\n")
    if line is None:
        return str(diagnostic)
    before, after = line[: place.column - 1], line[place.column - 1 :].rstrip()
    if len(before) > _WIDEST // 2:
        before = f"…{before[1 - _WIDEST // 2 :]}"
    if len(after) > _WIDEST // 2:
        after = f"{after[: _WIDEST // 2 - 1]}…"
    shown = [head, f"    {before}{after}", f"    {_blank(before)}^", *([hint] if hint else [])]
    return "\n".join(shown)


def _blank(text: str) -> str:
    """Blanks as wide as a text on a terminal (Unicode standard annex 11)."""
    return "".join("\t" if c == "\t" else " " * _width(c) for c in text)


def _width(char: str) -> int:
    return 0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1


def count(diagnostics: Sequence[Diagnostic]) -> dict[str, int]:
    """The number of diagnostics by severity, the gravest first; each severity has its entry."""
    found = Counter(d.severity for d in diagnostics)
    return {severity.value: found[severity] for severity in Severity}


def as_json(diagnostics: Sequence[Diagnostic]) -> str:
    """One JSON object: `diagnostics`, each as `Diagnostic.as_json`, and `counts` by severity."""
    return _dump({"diagnostics": [d.as_json() for d in diagnostics], "counts": count(diagnostics)})


def as_github(diagnostics: Sequence[Diagnostic]) -> str:
    """A workflow command for each diagnostic, which GitHub shows at the line of the file.

    See GitHub's "Workflow commands for GitHub Actions" and @actions/core `command.ts` for the escapes.
    """
    return "".join(f"{_command(d)}\n" for d in diagnostics)


def _command(diagnostic: Diagnostic) -> str:
    place = diagnostic.location
    parameters: dict[str, object] = {"file": place.file}
    if place.line:
        parameters |= {"line": place.line, "col": max(place.column, 1)}
    parameters["title"] = diagnostic.code
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in parameters.items())
    words = diagnostic.message if diagnostic.hint is None else f"{diagnostic.message}\nhint: {diagnostic.hint}"
    level = "notice" if diagnostic.severity is Severity.NOTE else diagnostic.severity.value
    return f"::{level} {listed}::{_data(words)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


# --- SARIF -----------------------------------------------------------------------------------------------

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_sarif(diagnostics: Sequence[Diagnostic]) -> str:
    """A SARIF 2.1.0 log with one run: the results, and the rules that they break with their explanations."""
    codes = sorted({d.code for d in diagnostics})
    driver = {
        "name": "briefgen",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(code, rules().get(code)) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(d, codes.index(d.code)) for d in diagnostics],
    }
    return _dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str, rule: Rule | None) -> dict[str, object]:
    if rule is None:
        return {"id": code}
    words = rule.explanation
    return {
        "id": code,
        "shortDescription": {"text": _sentence(rule.title)},
        "fullDescription": {"text": _sentence(rule.title)},
        "help": {"text": words, "markdown": words},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _result(diagnostic: Diagnostic, index: int) -> dict[str, object]:
    from urllib.parse import quote

    place = diagnostic.location
    physical: dict[str, object] = {"artifactLocation": {"uri": quote(place.file)}}
    if place.line:
        physical["region"] = {"startLine": place.line, "startColumn": max(place.column, 1)}
    words = diagnostic.message if diagnostic.hint is None else f"{diagnostic.message}. Hint: {diagnostic.hint}"
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": diagnostic.severity.value,
        "message": {"text": _sentence(words)},
        "locations": [{"physicalLocation": physical}],
    }


def _sentence(text: str) -> str:
    """SARIF wants messages as sentences (3.11.3)."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _dump(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[Diagnostic]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
