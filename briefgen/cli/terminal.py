"""What is written to the terminal: no letter that it lacks ends a run, and no text commands it.

Names of files, keys, words of a hook and of documents come from anywhere. A terminal takes an escape character in them
for an order: to colour, to move, to retitle, to paste. Every control character but tab and line end, and every sign
that turns the direction of what follows, is shown as \u001b and the like. So is a letter that the code page of a
redirected stream lacks (Windows 1252, 437), which JSON reads back as the letter.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from briefgen.diagnostics import Diagnostic, gravest_last, has_errors, in_order, summary
from briefgen.errors import Problems, UsageProblem

if TYPE_CHECKING:
    from briefgen.workspace.workspace import Workspace

HOME = "briefgen.home"
"""Under which a call of the program keeps what it found where it looked for kinds of brief."""
LOOK = "briefgen.look"
"""Under which it has how files looked a moment ago."""
_ORDERS = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"


@contextmanager
def guarded_streams(said: list[tuple[int, str]]) -> Iterator[None]:
    """Everything that is printed meanwhile is harmless to a terminal, and can be printed there.

    `said` takes it down: to which of the two streams, and what.
    """
    before = sys.stdout, sys.stderr
    guarded = sys.stdout, sys.stderr = Guarded(sys.stdout, 1, said), Guarded(sys.stderr, 2, said)
    try:
        yield
    finally:
        if (sys.stdout, sys.stderr) == guarded:  # else click has hushed them, as their reader has gone
            sys.stdout, sys.stderr = before


def unguarded(stream: TextIO) -> TextIO:
    """The stream as it was, for a program that draws on the terminal itself."""
    return stream.stream if isinstance(stream, Guarded) else stream


def print_bold(line: str) -> None:
    """A line to standard output, in bold letters where somebody watches."""
    bold, plain = ("\x1b[1m", "\x1b[0m") if sys.stdout.isatty() and sys.platform != "win32" else ("", "")
    write = sys.stdout.write_as_is if isinstance(sys.stdout, Guarded) else sys.stdout.write
    write(bold)
    print(line, end="")
    write(f"{plain}\n")


class Guarded:
    """A stream of text that writes nothing but text. It has no `buffer`, or click would go past it."""

    def __init__(self, stream: Any, number: int, said: list[tuple[int, str]]) -> None:
        self.stream: Any = unguarded(stream)
        self._number, self._said = number, said

    def write(self, text: str) -> int:
        self.write_as_is(_printable(text, getattr(self.stream, "encoding", None)))
        return len(text)

    def write_as_is(self, text: str) -> None:
        """What commands the terminal, by the program's own will."""
        self._said.append((self._number, text))
        self.stream.write(text)

    def writelines(self, lines: list[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        if name == "buffer":
            raise AttributeError(name)
        return getattr(self.stream, name)


def _printable(text: str, encoding: str | None) -> str:
    shown = text
    if not text.replace("\n", "").isprintable():  # true of nearly every text, and known without a pattern
        shown = re.sub(_ORDERS, lambda m: _escape(m[0]), text)
    if encoding is None or shown.isascii():
        return shown
    try:
        shown.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return "".join(c if c.isascii() or _has(encoding, c) else _escape(c) for c in shown)
    return shown


def _has(encoding: str, character: str) -> bool:
    try:
        character.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _escape(character: str) -> str:
    r"""As JSON writes it: \u2713, and two halves for what lies beyond U+FFFF."""
    if ord(character) < 0x10000:
        return f"\\u{ord(character):04x}"
    number = ord(character) - 0x10000
    return f"\\u{0xD800 + (number >> 10):04x}\\u{0xDC00 + (number & 0x3FF):04x}"


# --- What commands print: problems to standard error, results to standard output ---


def open_workspace(root: Path | None) -> Workspace:
    """The workspace that a command works in; raises `Problems` for settings with faults."""
    from briefgen.workspace.cache import Store
    from briefgen.workspace.folder import find_workspace
    from briefgen.workspace.workspace import Workspace

    context = click.get_current_context(silent=True)
    known = {} if context is None else context.meta
    found, problems = known.get(HOME, {}).get(root) or find_workspace(root)
    if has_errors(problems):
        raise Problems(problems)
    return Workspace(found, Store.of(found.root), look=known.get(LOOK))


def print_problems(diagnostics: Iterable[Diagnostic]) -> None:
    """Every problem, in order, the gravest last, and how many there are."""
    found = gravest_last(in_order(diagnostics))
    for diagnostic in found:
        click.echo(str(diagnostic), err=True)
    if found:
        click.echo(summary(found), err=True)


def print_json(data: object) -> None:
    import json

    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def kept_copy(path: object) -> str:
    """What is said of a copy that was kept of a file."""
    return f"{path}: somebody had changed the file; this is a copy of it"


def merged_edits(name: str) -> str:
    return f"{name} holds what was edited by hand and what is new"


def today() -> str:
    """The day on which a command is called, as YYYY-MM-DD."""
    from datetime import date

    return date.today().isoformat()


def refuse_existing(path: Path) -> None:
    """Raises `UsageProblem` where something lies under a name that a command would write."""
    if path.exists():
        raise UsageProblem(f"{shown_path(path)} is there already; it was left as it is")


def shown_path(path: Path) -> str:
    """A path as a person would type it here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except (ValueError, OSError):  # OSError: the folder one stands in has been removed
        return str(path)
