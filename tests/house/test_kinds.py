"""Kinds of record are data: no module names one, save where it is truly about that kind, and then it says why here.

The program asks what a kind acts as and which part a field plays (`briefgen/model/schema.py`), so that a kind of a
workspace's own is treated as a shipped one is.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from briefgen.facts.kinds import shipped_kinds
from tests.house.rooms import trees

KNOWN = "source"
"""The one kind that citations name; the same word is the key of a citation in files that others read."""
ASKING = frozenset({"role", "plays", "_playing", "_choices"})
"""Functions that take the word of a part that a field plays (`schema.ROLES`): there, series is no kind."""
PARTS = "the words of parts that fields play (`schema.ROLES`), of which one is called series, one country"
# The modules that name a kind, or have its name as another word, and why.
NAMED = {
    "briefs.derived.derived_fields": "names that templates ask for: the claim and the conflict of a key point; "
    + PARTS,
    "briefs.derived.of_conflicts": PARTS,
    "briefs.derived.of_subjects": "what templates ask the rows of tables for: a meeting, its series",
    "briefs.kind": "the condition of a selection that editors write: series",
    "checks.rules.unnamed": PARTS,
    "checks.rules.unplaced": PARTS,
    "citations.csl_item": "CSL's own word for a text of no other type",
    "desk.draft": "names of looks (CSS) of remarks",
    "facts.caveats": "what a value owes: the name of a caveat",
    "incremental.results": "the name of a state of a build",
    "intake.drafts.judging.named_values": PARTS,
    "intake.drafts.meeting_reading": PARTS,
    "intake.drafts.place_reading": "a part of a pattern: the town behind a hall",
    "intake.drafts.proposal": "rules that read meetings off a text",
    "intake.exporting": PARTS,
    "intake.proposing": "what a source in pages is called that says nothing of its type: document",
    "model.schema": PARTS,
    "query.parties": "the key of a sentence that says which document it concerns, as `about` is one",
    "writers.docx.reference.reader": "a part of a Word file: its theme",
}


def kinds_named(tree: ast.Module, kinds: frozenset[str]) -> Iterator[str]:
    """The names of kinds, and beginnings of keys such as meeting/…, among the texts of a module."""
    passed: set[int] = set()  # docstrings, and words of parts; each comes behind what it stands in
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            passed.add(id(node.value))
        elif isinstance(node, ast.Call):
            passed |= {id(word) for word in _parts_asked_for(node)}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed:
            word, slash, _ = node.value.partition("/")
            if word in kinds and (slash == "" or " " not in node.value):
                yield word


def _parts_asked_for(call: ast.Call) -> list[ast.expr]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    return call.args if name in ASKING else []


def test_no_module_names_a_kind_of_record_without_a_reason() -> None:
    kinds = frozenset(shipped_kinds().schema) - {KNOWN}
    found = {module.removeprefix("briefgen."): sorted(set(kinds_named(tree, kinds))) for module, tree in trees()}
    naming = {module: named for module, named in found.items() if named}
    assert {module: named for module, named in naming.items() if module not in NAMED} == {}, (
        "ask what a kind acts as, or which part a field plays; else say here why"
    )
    assert sorted(NAMED.keys() - naming.keys()) == []


def test_the_house_sees_a_kind_that_is_named() -> None:
    tree = ast.parse(
        '"""meeting"""\nx = base.of_kind("meeting")\ny = f"claim/{id}"\nz = "a meeting of two", r.role("series")'
    )
    assert list(kinds_named(tree, frozenset({"meeting", "claim", "series"}))) == ["meeting", "claim"]
