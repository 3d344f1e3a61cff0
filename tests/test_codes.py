"""Every code is data: it stands once, is raised, and is explained."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import briefgen
from briefgen.codes import Rule, page, rules
from briefgen.readers.markdown import builder
from tests.codes import Found, find_codes

PACKAGE = Path(briefgen.__file__).parent
HEAD = re.compile("^## (.+)$", re.MULTILINE)
# Where a code cannot be followed in the source, and why none is missed.
NOT_FOLLOWED = {
    "facts/store/fact_store.py: w": "a warning kept from an earlier run",
    "facts/validate.py: type_.partition(':')[2]": "what `problem` of the models said, which is followed",
    "readers/markdown/builder.py: code.replace('_', '-')": "the named groups of its pattern, taken in below",
}


@cache
def found() -> Found:
    return find_codes(PACKAGE)


LEFTOVERS = {name.replace("_", "-") for name in builder._LEFTOVER.groupindex} - {"note"}


def test_every_code_that_is_reported_has_an_explanation() -> None:
    assert sorted(code for code in {*found().codes, *LEFTOVERS} if code not in rules()) == []
    assert found().lost == set(NOT_FOLLOWED)


def test_codes_are_found_in_every_room_that_reports() -> None:
    rooms = {module.partition("/")[0] for modules in found().codes.values() for module in modules}
    assert {"briefs", "facts", "model", "production", "rendering", "settings", "writers"} <= rooms


def test_nothing_is_explained_that_is_never_reported() -> None:
    assert sorted(set(rules()) - set(found().codes) - LEFTOVERS) == []


@pytest.mark.parametrize(
    "text",
    [
        "def f(): Diagnostic(place, 'm', 'new-code')",
        "def f(): Diagnostic(place, 'm', code='new-code')",
        "CODE = 'new-code'\ndef f(): Diagnostic(place, 'm', CODE)",
        "def f(): Diagnostic(place, 'm', 'new-code' if x == 'no-code' else y or 'new-code')",
        "def say(m, code): Diagnostic(place, m, code)\ndef f(): say('m', 'new-code')",
        "@dataclass\nclass Gate:\n  called: str\n  bad: str\n  def f(self): Diagnostic(place, 'm', self.bad)\n"
        "GATE = Gate('x', 'new-code')",
        "def reader(code):\n  def read(text): Diagnostic(place, 'm', code)\n  return read\nread = reader('new-code')",
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
    read = find_codes(tmp_path)
    assert (set(read.codes) - {"y"}, read.lost - {"room.py: y"}) == ({"new-code"}, set())


def test_a_code_that_cannot_be_followed_is_told(tmp_path: Path) -> None:
    (tmp_path / "room.py").write_text("def f(): Diagnostic(place, 'm', CODES[kind])")
    assert find_codes(tmp_path).lost == {"room.py: CODES[kind]"}


def test_a_severity_stands_once_in_the_data() -> None:
    """A diagnostic weighs what its code weighs, but where one code tells of grave and of slight things."""
    given = {
        path.relative_to(PACKAGE).as_posix()
        for path in sorted(PACKAGE.rglob("*.py"))
        if "Diagnostic(" in (text := path.read_text("utf-8"))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Diagnostic"
        if len(node.args) > 4 or any(k.arg == "severity" for k in node.keywords)
    }
    # At the desk nothing is saved that the gate refuses, though a check only warns of it in what is there already.
    refused = "desk/recording/verdicts.py"
    assert given == {
        "facts/store/fact_rows.py",
        refused,
        "wordtemplates/template.py",
        "writers/docx/reference/findings.py",
    }


def test_no_code_stands_twice() -> None:
    codes = [head for file in PACKAGE.glob("*/codes.md") for head in HEAD.findall(file.read_text("utf-8"))]
    assert sorted(codes) == list(rules())


def test_a_code_stands_in_a_room_that_reports_it() -> None:
    strays = {
        code
        for file in PACKAGE.glob("*/codes.md")
        for code in HEAD.findall(file.read_text("utf-8"))
        if file.parent.name not in {module.partition("/")[0] for module in found().codes.get(code, ())}
    }
    assert strays <= {"too-big", "too-slow"} | LEFTOVERS  # errors of the limits, and what a pattern's groups name


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: str(rule.code))
def test_an_explanation_reads_in_a_terminal(rule: Rule) -> None:
    assert str(rule).startswith(f"{rule.code} ({rule.severity}): {rule.title}\n\n")
    assert rule.explanation
    assert all(len(line) <= 120 for line in str(rule).splitlines())


def test_the_page_of_all_codes_is_up_to_date() -> None:
    """`make codes` writes it anew."""
    assert (PACKAGE.parent / "docs" / "codes.md").read_text("utf-8") == page()


def test_nothing_is_read_before_a_code_is_asked_for() -> None:
    ask = "import briefgen.facts.loader, briefgen.codes as c; print(c.rules.cache_info().misses)"
    ran = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert ran.stdout == "0\n"
