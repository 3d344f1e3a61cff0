"""The lint and the rendering agree: what the one calls an error stops the other, and the other way round."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.briefs.assemble import HouseRules
from briefgen.briefs.kind import find_kinds, read_kind
from briefgen.diagnostics import Severity
from briefgen.errors import Problems
from briefgen.facts.conflicts.find import find_conflicts
from briefgen.facts.factbase import FactBase
from briefgen.facts.loader import load_facts
from briefgen.language.cldr import extract, from_data
from briefgen.lint.rendered import Undrawn
from briefgen.query.about import Disputes
from briefgen.rendering.environment import Environment
from tests.examples import examples
from tests.lint.one import NAME, PARTS, lint_one, shipped
from tests.lint.test_faults import CASES
from tests.workspaces import MARKINGS, REPOSITORY, Scratch

KINDS = ("country", "meeting", "theme")
# Faults that a rendering passes by: what it does not reach, and what only a reader of the template can see.
ELSEWHERE = {"a field in a branch that no brief runs", "a field inside a macro that nothing calls"}
FATAL = [n for n, (_, said) in CASES.items() if ": error: " in said and "_parts/" not in said and n not in ELSEWHERE]


@pytest.mark.few(5)
@pytest.mark.parametrize("case", FATAL)
def test_what_the_lint_calls_an_error_stops_a_brief_that_comes_by(workspace: Scratch, case: str) -> None:
    text = "{% set meeting = subject %}" + CASES[case][0] if "extends" not in CASES[case][0] else CASES[case][0]
    made = workspace.template(text)
    assert made.code == 1, (text, made)
    assert ": error: " in made.err


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_every_misspelt_field_of_a_shipped_template_is_found_at_its_place(kind: str) -> None:
    text = shipped(f"{kind}/brief.md.j2")
    fields = list(re.finditer(rf"(?<=\b{kind}\.)[a-z_]+", text))
    assert len(fields) > 20
    for field in fields[:: max(1, len(fields) // 12)]:
        wrong = f"{text[: field.end()]}qq{text[field.end() :]}"
        line = text.count("\n", 0, field.start()) + 1
        column = field.start() - text.rfind("\n", 0, field.start())
        found = lint_one(wrong, _parts(), kind, f"{kind}/brief.md.j2").diagnostics
        places = [(d.location.line, d.location.column) for d in found if d.code == "undefined-name"]
        assert (line, column) in places, (field[0], found)


@pytest.mark.slow
def test_a_brief_that_fails_has_been_warned_of(tmp_path: Path) -> None:
    """Any one field of a shipped template misspelt: where the brief fails, the lint has named the very place."""
    base, text = load_facts(REPOSITORY / "facts").base, shipped("meeting/brief.md.j2")
    fields, failed = list(re.finditer(r"(?<=\.)[a-z_]+(?=[ |)])", text)), 0
    for field in random.Random(5).sample(fields, 12):
        wrong = f"{text[: field.end()]}qq{text[field.end() :]}"
        if _fails(base, wrong, tmp_path):
            failed += 1
            line, column = text.count("\n", 0, field.start()) + 1, field.start() - text.rfind("\n", 0, field.start())
            said = lint_one(wrong, _parts(), "meeting", "meeting/brief.md.j2").diagnostics
            errors = {(d.location.line, d.location.column) for d in said if d.severity is Severity.ERROR}
            assert (line, column) in errors
    assert failed > 4


def _fails(base: FactBase, template: str, folder: Path) -> bool:
    (folder / "meeting").mkdir(exist_ok=True)
    (folder / "meeting/brief.md.j2").write_text(template, "utf-8")
    folders = [("templates", folder), ("shipped", REPOSITORY / "templates")]
    kind = read_kind("meeting", *find_kinds(folders)["meeting"])[0]
    house, locale = HouseRules(MARKINGS, "TLP:CLEAR", "", "en-GB"), from_data(extract("en-GB"))
    assembler = Undrawn(
        base, Disputes(base, find_conflicts(base)), Environment(folders), locale, house
    ).without_pictures()
    try:
        assembler.assemble(kind, "meeting/samarkand-2025")
    except Problems:
        return True
    return False


def _parts() -> dict[str, str]:
    folder = REPOSITORY / "templates/_parts"
    return {f"_parts/{path.name}": path.read_text("utf-8") for path in sorted(folder.glob("*.j2"))}


SNIPPETS = (
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "#}",
    "'",
    '"',
    "(",
    ")",
    "|",
    ".",
    "endfor",
    "if",
    " ",
    "\n",
    "=",
    "{",
    "}",
    "é",
    "\r",
)


@pytest.mark.slow
@examples(8)
@given(st.data())
def test_no_template_whatever_breaks_the_lint(data: st.DataObject) -> None:
    text = shipped(data.draw(st.sampled_from([f"{kind}/brief.md.j2" for kind in KINDS] + list(PARTS))))
    start = data.draw(st.integers(0, max(0, len(text) - 400)))
    text = text[start : start + 400]
    for _ in range(data.draw(st.integers(1, 4))):
        at, length = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, 12))
        text = text[:at] + data.draw(st.sampled_from(("", *SNIPPETS))) + text[at + length :]
    for found in lint_one(text).diagnostics:
        if found.location.file == NAME:
            lines = re.split(r"\r\n|\r|\n", text)
            assert 1 <= found.location.line <= len(lines)
            assert 1 <= found.location.column <= len(lines[found.location.line - 1]) + 1
            assert found.message
