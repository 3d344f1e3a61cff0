"""All checks run together: in order, at a cost that follows the facts, and none is left out."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType

import pytest

import briefgen
from briefgen.checks.context import Context, Settings
from briefgen.checks.registry import CHECKS, checked_alone, run_checks
from briefgen.diagnostics import Diagnostic, in_order
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.checks.pages import context
from tests.workspaces import MEETING, Scratch

PACKAGE = Path(briefgen.__file__).parent


def test_all_rules_run_together_in_order(tmp_path: Path) -> None:
    page = """
        === meetings/m.yaml
        place: TBD
        discussion: Prices will probably rise.
        """
    found = run_checks(context(tmp_path, page))
    assert found == in_order(found)
    assert [d.code for d in found] == [
        "placeholder",
        "statement-without-source",
        "likelihood-in-fact",
        "statement-without-source",
    ]


def base_of(count: int) -> str:
    """A page with so many meetings of one series, persons and sources, each with a few statements."""
    records = ["=== series/s.yaml\nname: Series\n"]
    for n in range(count):
        paper = f"{{type: essay, language: en, retrieved: 2026-01-01, label: P, descriptor: d, archive: a{n}.txt}}"
        records.append(f"=== sources/a{n}.yaml\n{paper}\n=== archive/a{n}.txt\nThe meeting number {n} was held.\n")
        records.append(
            f"=== meetings/m{n}.yaml\nsrc: a{n}\nquote: meeting number {n} was held\nseries: s\nordinal: {n}\n"
            f"date: 2025-01-{n % 28 + 1:02}\ndiscussion:\n  - {{is: Point {n} was made., key: 1}}\n"
        )
        records.append(f"=== persons/p{n}.yaml\nname: {word(n)} {word(n * 7)}\nsrc: a{n}\nquote: was held and {n}\n")
    return "".join(records)


def word(n: int) -> str:
    """A name of its own for each number below a thousand."""
    return "".join("kaleminoru"[int(digit)] + "bdfgzmnprs"[int(digit)] for digit in f"{n % 1000:03}")


def steps(seen: Context) -> int:
    """How many functions the checks call: a measure of work that no busy machine changes."""
    count = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        run_checks(seen)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.slow
def test_ten_times_the_facts_are_ten_times_the_work(tmp_path: Path) -> None:
    few, many = (steps(context(tmp_path / str(n), base_of(n))) for n in (20, 200))
    assert many < 12 * few


def test_no_rule_is_left_out() -> None:
    modules = {
        path.stem for path in (PACKAGE / "checks" / "rules").glob("*.py") if "\ndef check(" in path.read_text("utf-8")
    }
    assert {str(getattr(check, "__name__", "")).rpartition(".")[2] for check in CHECKS} == modules


# --- One file before the rules that need no other ---


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
