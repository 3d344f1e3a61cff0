"""Every code that can be reported has its explanation, and all rules run together."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from types import FrameType

import pytest

import briefgen
from briefgen.checks import lock
from briefgen.checks.base import Rule
from briefgen.checks.context import Context
from briefgen.checks.registry import CHECKS, all_rules, explain, run_checks
from briefgen.diagnostics import in_order
from briefgen.readers.markdown import tree
from tests.checks.codes import find_codes
from tests.checks.pages import context

PACKAGE = Path(briefgen.__file__).parent
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FOUND = find_codes(PACKAGE)
# Where a code cannot be followed in the source, and why none is missed.
NOT_FOLLOWED = {
    "facts/loader.py: w": "a warning kept from an earlier run",
    "facts/validate.py: type_.partition(':')[2]": "what `problem` of the models said, which is followed",
    "readers/markdown/tree.py: code.replace('_', '-')": "the named groups of its pattern, taken in below",
}
LEFTOVERS = {name.replace("_", "-") for name in tree._LEFTOVER.groupindex} - {"note"}


def test_every_code_that_is_reported_has_an_explanation() -> None:
    assert sorted(code for code in {*FOUND.codes, *LEFTOVERS} if explain(code) is None) == []
    assert FOUND.lost == set(NOT_FOLLOWED)


def test_codes_are_found_in_every_room_that_reports() -> None:
    rooms = {module.partition("/")[0] for modules in FOUND.codes.values() for module in modules}
    assert {"briefs", "document", "facts", "model", "production", "rendering", "settings", "writers"} <= rooms


def test_nothing_is_explained_that_is_never_reported() -> None:
    own = {rule.code for check in CHECKS for rule in check.RULES} | {rule.code for rule in lock.RULES}
    assert sorted({rule.code for rule in all_rules()} - own - set(FOUND.codes) - LEFTOVERS) == []


@pytest.mark.parametrize(
    "text",
    [
        "def f(): Diagnostic(place, 'm', 'new-code')",
        "def f(): Diagnostic(place, 'm', code='new-code')",
        "CODE = 'new-code'\ndef f(): Diagnostic(place, 'm', CODE)",
        "def f(): Diagnostic(place, 'm', 'new-code' if x == 'no-code' else y or 'new-code')",
        "def say(m, code): Diagnostic(place, m, code)\ndef f(): say('m', 'new-code')",
        "def say(m, code): Diagnostic(place, m, code)\nWORDS = ('m', 'new-code')\ndef f(): say(*WORDS)",
        "class A:\n  def _say(self, code): Diagnostic(p, 'm', code)\n  def f(self): self._tell = self._say\n"
        "  def g(self): self._tell(code='new-code')",
        "class Fault(Exception):\n  def __init__(self, at, code): self.code = code\n"
        "def f(): raise Fault(1, 'new-code')\ndef g(bad): Diagnostic(place, 'm', bad.code)",
        "@dataclass\nclass Fault:\n  at: int\n  code: str\ndef f(): return Fault(1, 'new-code')",
        "def pair(): return 'm', 'new-code'\ndef f():\n  message, code = pair()\n  Diagnostic(place, message, code)",
        "def f():\n  code = 'new-code'\n  Diagnostic(place, 'm', code)",
    ],
)
def test_a_code_is_found_however_it_is_handed_on(tmp_path: Path, text: str) -> None:
    (tmp_path / "room.py").write_text(text)
    found = find_codes(tmp_path)
    assert (set(found.codes) - {"y"}, found.lost - {"room.py: y"}) == ({"new-code"}, set())


def test_a_code_that_cannot_be_followed_is_told(tmp_path: Path) -> None:
    (tmp_path / "room.py").write_text("def f(): Diagnostic(place, 'm', CODES[kind])")
    assert find_codes(tmp_path).lost == {"room.py: CODES[kind]"}


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
