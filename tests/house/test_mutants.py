"""Faults that are planted: each is one change, of a sort that a tired programmer makes."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.house.faults import faults
from tests.house.mutants import tests_beside as beside


@pytest.mark.parametrize(
    ("code", "planted"),
    [
        ("found.append(x)", ["..."]),
        ("yield x", ["..."]),
        ("n += 1", ["..."]),
        ("self.x = 1", ["..."]),
        ("x = 1", []),
        ("y = a and b and c", ["y = (b and c)", "y = (a and c)", "y = (a and b)"]),
        ("if a: pass", ["if False: pass"]),
        ("y = a if b else c", ["y = (a)", "y = (c)"]),
        ("y = [x for x in y if x]", ["y = [x for x in y if True]"]),
        ("y = [*a, b]", ["y = [b]"]),
        ("y = 'ä', sorted(a, key=b)", ["y = 'ä', list(a)", "y = 'ä', sorted(a)"]),
        ("y = f(x, k=1, **z)", ["y = f(x, **z)"]),
    ],
)
def test_what_is_planted_in_a_line(code: str, planted: list[str]) -> None:
    assert [one.text for one in faults(code)] == planted


def test_a_fault_stands_where_it_says() -> None:
    code = dedent(
        """
        def f():
            if a:
                g()
        """
    )
    assert [(one.place, one.text.split()) for one in faults(code)] == [
        ((3, 7), ["def", "f():", "if", "False:", "g()"]),
        ((4, 8), ["def", "f():", "if", "a:", "..."]),
    ]


def test_tests_beside_a_module_are_its_own_or_else_those_that_use_it() -> None:
    assert beside("briefgen.facts.factbase") == ["tests/facts/test_factbase.py"]
    assert beside("briefgen.facts.conflicts.events") == ["tests/facts/test_conflicts.py"]
    assert beside("briefgen.facts.yaml_tree") == ["tests/facts/test_parse.py"]
    assert beside("briefgen.workspace.register") == ["tests/workspace/test_register.py"]
    assert beside("briefgen.production.field_list") == ["tests/production"]
