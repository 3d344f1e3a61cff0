"""A template prints a fact with its source and under its marking, however it turns the text over."""

from __future__ import annotations

import pytest

from tests.workspaces import MEETING, Scratch

CAPTURED = "{% set x %}{{ meeting.place }}{% endset %}"

# Ways to print what was captured; each is a sentence or part of one.
WAYS = (
    "{{ x }}",
    "{{ x|capital }}",
    "{{ x|sentence }}",
    "{{ x|clause }}",
    "{{ x|trim }}",
    "{{ x|plain_words }}",
    "{{ x|t }}",
    "{{ '{a}'|t(a=x) }}",
    "{{ [x, x]|listing }}",
    "{{ x ~ '' }}",
    "{% for k in {x: 1} %}{{ k }}{% endfor %}",
    "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(x) }}",
    "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ x }}{% endcall %}",
    "{% filter trim %}{{ x }}{% endfilter %}",
    "{% autoescape true %}{{ x ~ '' }}{% endautoescape %}",
    "{% set y %}{{ x }}|b{% endset %}{{ y|t(n=1) }}",
    "[{{ x }}](https://example.org)",
    "[place](https://example.org/{{ x }})",
    "# {{ x }}",
    "| {{ x }} |\n| --- |",
)


@pytest.fixture
def restricted(workspace: Scratch) -> Scratch:
    workspace.edit(MEETING, "place: {is: Lisbon,", "place: {is: Lisbon, marking: 'TLP:RED',")
    return workspace


@pytest.mark.few(7)
@pytest.mark.parametrize("way", WAYS)
def test_what_is_printed_has_its_source_and_its_marking(restricted: Scratch, way: str) -> None:
    made = restricted.template(CAPTURED + way)
    assert made.code == 0, made
    written = restricted.read("out/note/lisbon-2024.md")
    assert "Lisbon" in written
    assert "[^1]" in written
    assert "marked TLP:RED" in made.out


# Ways to take a text apart: to print its letters without what stands behind them, or to find them out.
APART = (
    "{% for c in x %}{{ c }}{% endfor %}",
    "{% for c in x|list %}{{ c }}{% endfor %}",
    "{% for c, d in [x] %}{{ c }}{% endfor %}",
    "{% for c in x recursive %}{{ c }}{% endfor %}",
    "{% for c in x if c != 's' %}{{ c }}{% endfor %}",
    "{% for c in [1, 2] %}{% for d in x %}{% if loop.index == c %}{{ d }}{% endif %}{% endfor %}{% endfor %}",
    "{{ x[0] }}",
    "{{ x[0:3] }}",
    "{{ x[:] }}",
    "{{ x|first }}",
    "{{ x|last }}",
    "{{ x|reverse }}",
    "{{ x|take(3)|length }}",
    "{% for c in x|batch(2) %}{{ c[0] }}{% endfor %}",
    "{% for c in x|slice(2) %}{{ c[0] }}{% endfor %}",
    "{{ x|listing }}",
    "{{ x|count }}",
    "{{ x|where('a')|length }}",
    "{{ x|without('a')|length }}",
    "{{ x|grouped('a')|length }}",
    "{% set a, b, c, d, e, f, g = x %}{{ a }}",
    "{% set (a, b), c = (x, 1) %}{{ a }}",
    "{% for (a, b), c in [(x, 1)] %}{{ a }}{% endfor %}",
    "{% macro m() %}{{ varargs[0] }}{% endmacro %}{{ m(*x) }}",
    "{{ [1]|batch(*x)|length }}",
    "{{ 'y' if 'Lis' in x }}",
    "{{ 'y' if 'Z' not in x }}",
    "{{ 'y' if x < 'M' }}",
    "{{ 'y' if 'A' < x <= 'M' }}",
    "{{ 'y' if 3 is in x }}",
    "{{ 'y' if x is lt 'M' }}",
    "{{ 'y' if x is ge('M') }}",
    "{{ 'y' if 'Lis' is in x }}",
    "{{ x + 'a' }}",
    "{{ x * 2 }}",
    "{{ '%s' % x }}",
)


@pytest.mark.few(3)
@pytest.mark.parametrize("way", APART)
def test_a_text_does_not_come_apart(restricted: Scratch, way: str) -> None:
    said = restricted.fault("\n" + CAPTURED + way)
    assert said.startswith("templates/note/brief.md.j2:2:")
    assert "Traceback" not in said


def test_lists_are_gone_through_as_ever(workspace: Scratch) -> None:
    text = "{% for a, b in [(1, 2), (3, 4)] %}{{ a }}{{ b }}{{ loop.last and 'end' or ', ' }}{% endfor %}"
    assert workspace.rendered(text) == "12, 34end"
    assert workspace.rendered("{% set a, b = [1, 2] %}{{ [a, b, 3][1:]|length }}") == "2"
    assert workspace.rendered("{{ 'y' if 1 < 2 <= 2 != 3 }}{{ 'n' if 1 < 2 < 2 }}{{ 'in' if 2 in [1, 2] }}") == "yin"
    text = "{% macro m() %}{{ varargs|length }}{% endmacro %}{{ m(*[1, 2]) }}{{ 'a' if ''|length == 0 }}"
    assert workspace.rendered(text) == "2a"


def test_nothing_is_worked_out_while_compiling(workspace: Scratch) -> None:
    """A template compiled for one language serves another one."""
    workspace.write("templates/note/template.toml", 'about = "meeting"\nformats = ["md"]\n')
    workspace.write("templates/note/brief.md.j2", "{{ 7|ordinal }} {{ [1, 2]|listing }}")
    written = []
    for language in ("en-GB", "ru"):
        made = workspace.run("note", "lisbon-2024", "-l", language, "-w", str(workspace.root))
        assert made.code == 0, made
        written.append(workspace.read(f"out/note/lisbon-2024.{language}.md").splitlines()[-1])
    assert written == ["7th 1 and 2", "№\xa07 1 и 2"]


def test_one_brief_leaves_the_next_one_as_it_is(workspace: Scratch) -> None:
    before = workspace.brief()
    workspace.template("{% set meeting = 'mine' %}{% set brief = {'marking': 'TLP:RED'} %}{{ brief.marking }}")
    assert workspace.brief() == before
