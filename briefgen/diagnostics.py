"""One way to say what is wrong with a file that a person wrote.

Every room reports what an editor can fix as a `Diagnostic` value; nothing is raised for it and nothing
is printed below `cli/`. Diagnostics are collected, sorted and shown together.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from briefgen.codes import Severity as Severity
from briefgen.codes import severity_of as severity_of
from briefgen.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file: `line` and `column` count from 1; 0 means the whole file."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: where it is, what it is, and what to do about it.

    `code` is a stable slug (`unknown-key`) that `codes` explains; `hint` is one sentence or None. `severity` is the
    code's own where nothing else is given.
    """

    location: Location
    message: str
    code: str
    hint: str | None = None
    severity: Severity = None  # type: ignore[assignment]  # filled in below

    def __post_init__(self) -> None:
        if self.severity is None:
            object.__setattr__(self, "severity", severity_of(self.code))

    def __str__(self) -> str:
        text = f"{self.location}: {self.severity}: {self.message} [{self.code}]"
        return f"{text}\n  hint: {self.hint}" if self.hint else text

    def as_json(self) -> dict[str, object]:
        """The diagnostic as plain JSON data, one key per part."""
        return {
            "file": self.location.file,
            "line": self.location.line,
            "column": self.location.column,
            "severity": str(self.severity),
            "code": self.code,
            "message": self.message,
            "hint": self.hint,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Diagnostic:
        """The diagnostic that `as_json` gave; raises KeyError or ValueError for anything else."""
        place = Location(data["file"], data["line"], data["column"])
        return cls(place, data["message"], data["code"], data["hint"], Severity(data["severity"]))


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics without repetition, by file, line, column and code."""
    found = {_place(d): d for d in diagnostics}
    return [found[place] for place in sorted(found)]


def _place(d: Diagnostic) -> tuple[str, int, int, str, str, str, str]:
    """By which diagnostics are sorted, and told apart; a person reads a file from its beginning."""
    at = d.location
    return at.file, at.line, at.column, d.code, d.message, d.hint or "", d.severity


def gravest_last(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Notes, then warnings, then errors, each as they came: what must be mended stands nearest to the prompt."""
    order = [*Severity]
    return sorted(diagnostics, key=lambda d: -order.index(d.severity))


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """How many there are of each severity: 2 errors, 1 warning, 3 notes."""
    found = [d.severity for d in diagnostics]
    named = [counted(n, severity) for severity in Severity if (n := found.count(severity))]
    return ", ".join(named) or "no problems found"


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(d.severity is Severity.ERROR for d in diagnostics)


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """The known words that are near to a word, three at most, the nearest first."""
    from difflib import get_close_matches  # only where something is wrong

    known = list(dict.fromkeys(known))
    near = get_close_matches(word, known, n=3, cutoff=0.6)
    if near and near[0][:1] != word[:1] and not get_close_matches(word, near[:1], cutoff=0.65):
        near = []  # usa is not near to austria
    return near or [one for one in known if word.lower() in one.split("-")][:3]


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """A hint that names the nearest known word or words, or None where nothing is near."""
    quoted = [f"'{n}'" for n in nearest(word, known)]
    if not quoted:
        return None
    listed = quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
    return f"did you mean {listed}?"


def did_you_mean_or(word: str, known: Iterable[str], otherwise: str) -> str:
    """A hint that names the nearest known words, or where nothing is near all of them behind `otherwise`."""
    known = list(known)
    return did_you_mean(word, known) or f"{otherwise}: {', '.join(known)}"


def counted(number: int, thing: str) -> str:
    """A number of things whose plural ends in s: 1 brief, 3 briefs."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


PACKED = b"PK\x03\x04"
"""How a Word file begins, as everything else does that is a zip."""


def not_utf8(place: Location, raw: bytes = b"") -> Diagnostic:
    """What to say of a text whose bytes are none."""
    if raw.startswith(PACKED):
        return Diagnostic(Location(place.file), "this is a Word file, or another zip, no text", "encoding", AS_TEXT)
    return Diagnostic(place, "the file is not UTF-8", "encoding", "save it as UTF-8")


AS_TEXT = "save it as plain text, in UTF-8"


# --- How a message shows what somebody typed: in one line, in quotation marks, and never endlessly ---


LONGEST_SHOWN = 60


def with_article(name: str) -> str:
    """The English name of a sort of thing as one of them: a meeting, an exercise."""
    return f"{'an' if name[:1].lower() in 'aeio' else 'a'} {name}"


def quoted(text: object, longest: int = LONGEST_SHOWN) -> str:
    """The characters in single quotation marks, cut in the middle where they are many.

    Line ends and what no terminal should be sent are shown as escapes.
    """
    shown = str(text)
    if len(shown) > longest:
        half = (longest - 3) // 2
        shown = f"{shown[:half]} … {shown[-half:]}"
    return f"'{printable(shown)}'"


def printable(text: str) -> str:
    """The text with every character that does not print (line ends, controls, half characters) as an escape."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
