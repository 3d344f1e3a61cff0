"""One file before the rules that need no other."""

from __future__ import annotations

from briefgen.checks.one_file import checked_alone
from briefgen.checks.settings import Settings
from briefgen.diagnostics import Diagnostic
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.workspaces import MEETING, Scratch

FAULTS = [
    ("date: {is: 2024-03-11", "date: {is: 2024-02-30", "bad-date"),
    ('"agreed to exchange crop figures every quarter"', '"agreed to exchange crops"', "quote-not-found"),
]


def test_an_error_does_not_silence_what_else_is_wrong_in_its_file(workspace: Scratch) -> None:
    for old, new, _ in FAULTS:
        workspace.edit(MEETING, old, new)
    out = workspace.run("check", "-w", str(workspace.root)).out
    assert [code for _, _, code in FAULTS if f"[{code}]" not in out] == []


def test_where_an_error_was_told_nothing_else_is_said(workspace: Scratch) -> None:
    workspace.edit(MEETING, "stocks of green coffee.", "stocks of green")
    opened = Workspace(find_workspace(workspace.root)[0], Store(None))
    base, quotes = opened.facts.base, opened.verification
    found = checked_alone(base, MEETING, quotes, Settings(), ())
    (unfinished,) = (d for d in found if d.code == "unfinished-sentence")
    told = Diagnostic(unfinished.location, "the theme is unknown", "unknown-reference")
    assert checked_alone(base, MEETING, quotes, Settings(), [told]) == [d for d in found if d is not unfinished]
    slight = Diagnostic(unfinished.location, "a remark", "single-origin")
    assert checked_alone(base, MEETING, quotes, Settings(), [slight]) == found
