"""Every code that can be reported has its explanation, and all rules run together."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

import briefgen
from briefgen.checks.base import Rule
from briefgen.checks.context import Context
from briefgen.checks.registry import CHECKS, all_rules, explain, run_checks
from briefgen.diagnostics import in_order
from tests.checks.pages import context

ROOMS = ("facts", "model", "checks")
PACKAGE = Path(briefgen.__file__).parent
# Where each function that reports takes the code.
CODE_AT = {"Diagnostic": 2, "say": 2, "_say": 3, "problem": 0, "_last": 2, "_TooMuch": 2}
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def codes_in(tree: ast.AST) -> Iterator[str]:
    """The codes that a module hands to a function that reports, or names `code`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
            at = CODE_AT.get(str(name))
            if at is not None and len(node.args) > at:
                yield from constants(node.args[at])
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
            names = [getattr(e, "id", "") for e in node.targets[0].elts]
            if "code" in names and isinstance(node.value, ast.Tuple):
                yield from constants(node.value.elts[names.index("code")])


def constants(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and SLUG.fullmatch(part.value):
            yield part.value


def test_every_code_that_is_reported_has_an_explanation() -> None:
    modules = [path for room in ROOMS for path in sorted((PACKAGE / room).rglob("*.py"))]
    reported = {code for path in modules for code in codes_in(ast.parse(path.read_text("utf-8")))}
    assert {"unknown-key", "missing-key", "bad-date", "duplicate-id", "yaml"} <= reported
    assert sorted(code for code in reported if explain(code) is None) == []


def test_checks_report_through_their_rules_alone() -> None:
    calls = [
        path.name
        for path in sorted((PACKAGE / "checks").glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Diagnostic"
    ]
    assert calls == ["base.py"]


def test_no_code_means_two_things() -> None:
    codes = [rule.code for rule in all_rules()]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: str(rule.code))
def test_an_explanation_reads_in_a_terminal(rule: Rule) -> None:
    text = explain(rule.code)
    assert text is not None
    assert text.startswith(f"{rule.code} ({rule.severity}): {rule.title}\n\n")
    assert all(len(line) <= 120 for line in text.splitlines())
    assert SLUG.fullmatch(rule.code)


def test_an_unknown_code_has_no_explanation() -> None:
    assert explain("no-such-code") is None


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


def test_ten_times_the_facts_are_ten_times_the_work(tmp_path: Path) -> None:
    few, many = (steps(context(tmp_path / str(n), base_of(n))) for n in (20, 200))
    assert many < 12 * few


def test_no_rule_is_left_out() -> None:
    modules = {path.stem for path in (PACKAGE / "checks").glob("*.py") if "\ndef check(" in path.read_text("utf-8")}
    assert {str(getattr(check, "__name__", "")).rpartition(".")[2] for check in CHECKS} == modules
