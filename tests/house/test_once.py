"""What is said is written once: no two modules have the same sentence, so that nobody can change one of them alone.

Messages stand where they are raised, for that is where their gaps are filled; what the code of a message weighs and
means is data (`codes.md`). A sentence that two modules need is a name in the lower one.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator

from tests.house.rooms import trees

WORDS = 6
"""How many words make a sentence; fewer are terms."""
TWICE = {
    "expected a mapping of keys to values": "said of YAML by its own check and of records by pydantic's words",
    "the other values that sources give for it": "descriptions of fields, which stand side by side with others",
}


def sentences(tree: ast.Module) -> Iterator[str]:
    """The texts of a module with six words or more, without what fills their gaps; neither XML nor addresses."""
    passed: set[int] = set()  # docstrings, and the parts of a text with gaps; each comes behind what it is part of
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            passed.add(id(node.value))
        if isinstance(node, ast.JoinedStr):
            passed |= {id(part) for part in node.values}
            text = "".join(str(p.value) if isinstance(p, ast.Constant) else " " for p in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed:
            text = node.value
        else:
            continue
        words = re.findall(r"[a-z][a-z'-]*", text.lower())
        if len(words) >= WORDS and "<" not in text and "://" not in text and text.count(" ") >= WORDS - 1:
            yield " ".join(words)


def test_no_sentence_is_written_in_two_modules() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for module, tree in trees():
        for said in sentences(tree):
            found[said].add(module)
    twice = {said: sorted(where) for said, where in found.items() if len(where) > 1}
    assert {said: where for said, where in twice.items() if said not in TWICE} == {}, "give it a name in one of them"
    assert sorted(TWICE.keys() - twice.keys()) == []
