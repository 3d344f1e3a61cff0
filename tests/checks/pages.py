"""A fact base and its archive on one page, and what one rule says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from textwrap import dedent

from briefgen.checks.context import Context, Settings
from briefgen.checks.verification import Lock, archive_of
from briefgen.diagnostics import Diagnostic, in_order
from tests.facts.pages import load_page

Check = Callable[[Context], Iterable[Diagnostic]]


def context(
    folder: Path,
    page: str,
    *,
    settings: Settings | None = None,
    lock: Lock | None = None,
    faults: tuple[str, ...] = (),
) -> Context:
    """What rules see of a page; files under `archive/` are the archived texts. The records have these faults alone."""
    loaded = load_page(folder, page)
    assert tuple(d.code for d in loaded.diagnostics) == faults
    archive = archive_of(folder / "archive", loaded.base)
    return Context(loaded.base, archive, lock or {}, settings or Settings())


def said(check: Check, seen: Context) -> str:
    """All that a rule says, as the command line prints it."""
    return "\n".join(str(d) for d in in_order(check(seen)))


def expect(check: Check, seen: Context, expected: str) -> None:
    """Holds that a rule says exactly this."""
    assert said(check, seen) == dedent(expected).strip("\n")
