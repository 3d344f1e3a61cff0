"""One name, one thing: a class is called like no other, whichever room it stands in."""

from __future__ import annotations

import ast
from collections import defaultdict

from tests.house.rooms import modules

# A module whose private classes are on their way elsewhere.
UNDER_WAY = {"briefgen.citations.caveats"}


def test_no_two_classes_have_one_name() -> None:
    """Private classes count: whoever reads `_Plan` must not think of another Plan. So do enums and named tuples."""
    found: dict[str, list[str]] = defaultdict(list)
    for module, path in modules().items():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and not (node.name.startswith("_") and module in UNDER_WAY):
                found[node.name.lstrip("_")].append(f"{module}.{node.name}")
    twice = {name: places for name, places in found.items() if len(places) > 1}
    assert twice == {}, "one of them needs a name that says what it alone is"
