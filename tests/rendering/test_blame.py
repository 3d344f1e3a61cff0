"""A fault of the program is said to be one, and never blamed on a template."""

from __future__ import annotations

import pytest

from briefgen.briefs import assemble
from briefgen.rendering.scope import RecordView
from tests.workspaces import Scratch

WRONG = (
    TypeError("wrong"),
    ValueError("wrong"),
    ZeroDivisionError("wrong"),
    KeyError("wrong"),
    AttributeError("wrong"),
)


def _broken(fault: Exception) -> object:
    def broken(*_: object, **__: object) -> object:
        raise fault

    return broken


@pytest.mark.parametrize("fault", WRONG, ids=lambda f: type(f).__name__)
@pytest.mark.parametrize("text", ["{{ meeting.date }}", "{{ meeting.gaps|where('id')|length }}"])
def test_what_breaks_behind_a_template_is_a_fault_of_the_program(
    workspace: Scratch, monkeypatch: pytest.MonkeyPatch, fault: Exception, text: str
) -> None:
    workspace.template("x")
    monkeypatch.setattr(RecordView, "field", _broken(fault))
    made = workspace.template(text)
    assert made.code == 70
    assert made.err.endswith(
        "briefgen: this is a fault of the program, not of your files; please report the lines above\n"
    )
    assert f"{type(fault).__name__}: " in made.err
    assert "[template]" not in made.err


def test_so_is_what_breaks_after_the_template(workspace: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assemble, "resolve", _broken(TypeError("wrong")))
    made = workspace.template("x")
    assert made.code == 70
    assert "TypeError: wrong" in made.err


@pytest.mark.parametrize(
    "text",
    [
        "{{ 'x' if meeting.date < 3 }}",
        "{{ meeting.gaps|take('a') }}",
        "{{ meeting.date|capital(1, 2) }}",
        "{{ 5|without('a') }}",
        "{{ 1 % 0 }}",
        "{{ " + "9" * 5000 + " }}",
        "{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}",
        "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(a=1, a=2) }}",
    ],
)
def test_what_a_template_does_wrong_is_its_own_fault(workspace: Scratch, text: str) -> None:
    assert workspace.fault("\n" + text).startswith("templates/note/brief.md.j2:")
