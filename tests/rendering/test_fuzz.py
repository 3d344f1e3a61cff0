"""Shipped templates with pieces cut, doubled and swapped: a brief or a diagnostic, never a traceback or a hang."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest

from briefgen.diagnostics import Diagnostic
from briefgen.errors import Problems
from briefgen.rendering.environment import Environment
from briefgen.rendering.render import render
from tests.rendering.test_sandbox import scope_of
from tests.workspaces import REPOSITORY, Scratch, open_workspace

PIECES = (
    *("{{", "}}", "{%", "%}", "{#", "#}", "(", ")", "[", "]", "|", ".", "'", '"', "~", "*", "**", "%", ",", "=", ":"),
    *("{% for x in meeting.gaps %}", "{% endfor %}", "{% if meeting %}", "{% else %}", "{% endif %}", "{% set x = "),
    *("{% macro m(a) %}", "{% endmacro %}", "{{ m(1) }}", "{% call m() %}", "{% endcall %}", "{% block b %}", "loop."),
    *("|listing", "|where('a')", "|first", "|t(n=1)", "|take(2)", "|grouped('id')", "|ordinal", "|in_words", "|when"),
    *(
        "__class__",
        "meeting",
        "brief",
        "none",
        "true",
        "5",
        "-1",
        "0",
        "1.5",
        "not ",
        " in ",
        " is ",
        " if ",
        "\n",
        " ",
    ),
    *("{% include 'note/brief.md.j2' %}", "{% import '_parts/words.md.j2' as w %}", "\x00", "\ue021", "é", "9" * 30),
)
SHIPPED = sorted(REPOSITORY.glob("templates/*/*.md.j2"))


def mutated(text: str, chance: Random) -> str:
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((0, 0, 1, 5, 40)))
        piece = chance.choice((chance.choice(PIECES), text[chance.randrange(len(text) + 1) :][:30], ""))
        text = text[:start] + piece + text[end:]
    return text


@pytest.mark.few(2)
@pytest.mark.parametrize("seed", range(6))
def test_a_mutated_template_gives_a_text_or_a_diagnostic(workspace: Scratch, seed: int) -> None:
    chance = Random(seed)
    opened = open_workspace(workspace.root)
    scope = scope_of(opened)
    context = {"meeting": scope.view("meeting/lisbon-2024"), "brief": {"label": "x", "sources": ()}}
    found: list[Diagnostic] = []
    for _ in range(40):
        shipped = chance.choice(SHIPPED).read_text("utf-8")
        workspace.write("templates/note/brief.md.j2", mutated(shipped, chance).encode("utf-8", "surrogatepass"))
        with suppress_problems(found):
            render(Environment(opened.home.template_folders), "note/brief.md.j2", scope_of(opened), context)
    assert found
    assert all(d.location.line and d.message for d in found)
    assert not [d for d in found if "object at 0x" in str(d) or "Traceback" in str(d)]


@contextmanager
def suppress_problems(found: list[Diagnostic]) -> Iterator[None]:
    try:
        yield
    except Problems as problems:
        found.extend(problems.diagnostics)
