"""Kinds of record are data: no module names one, save where it is truly about that kind, and then it says why here.

The program asks what a kind acts as and which part a field plays (`briefgen/model/schema.py`), so that a kind of a
workspace's own is treated as a shipped one is.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from briefgen.facts.kinds import shipped_kinds
from tests.house.rooms import modules

KNOWN = "source"
"""The one kind that citations name; the same word is the key of a citation in files that others read."""
SHIPPED_BRIEFS = "what templates may ask of the shipped kinds of record, as types for the lint and the list of fields"
PARTS = "the word is that of a part that a field plays (`schema.ROLES`), which is asked for"
# The modules that name a kind, or have its name as another word, and why.
NAMED = {
    "briefs.charts": "a message about a picture of the brief of a theme",
    "briefs.derived": f"{SHIPPED_BRIEFS}: names of rows, such as meeting",
    "briefs.derived_actor": f"{SHIPPED_BRIEFS}: names of rows, such as meeting",
    "briefs.derived_country": f"{SHIPPED_BRIEFS}: names of rows, such as meeting",
    "briefs.derived_theme": f"{SHIPPED_BRIEFS}: names of rows, such as meeting",
    "briefs.kind": "the condition of a selection that editors write: series",
    "briefs.selected": "the condition of a selection that editors write: series",
    "briefs.shapes": SHIPPED_BRIEFS,
    "checks.rules.duplicates": PARTS,
    "checks.rules.posts": "a key of posts: an office is held in an organisation",
    "citations.csl_item": "CSL's own word for a text of no other type",
    "citations.pandoc": "CSL's own word for a text of no other type",
    "desk.note_cards": "names of looks (CSS) of remarks",
    "facts.caveats": "what a value owes: the name of a caveat",
    "facts.conflicts.find": PARTS,
    "incremental.results": "the name of a state of a build",
    "intake.drafts.rules": "rules that read meetings and countries off a text",
    "intake.exports.linked_data": "a word of the vocabulary that is exported",
    "intake.proposing": "whom the metadata of a page names: a publisher is an organisation, an author a person",
    "intake.tables.participants": "a list of participants is a list of persons",
    "language.phrases": "words for what is inferred, by the name of the field",
    "model.schema": PARTS,
    "production.conditions": "the condition of a selection that editors write: series",
    "query.chosen": PARTS,
    "query.parties": "a key of posts: an office is held in an organisation",
    "query.select": "fields that tie a record to others, by name",
    "query.sessions": PARTS,
    "rendering.wording": "keys of posts: of which organisation or country",
    "workspace.citation_styles": "CSL's own word for a text of no other type",
    "writers.docx.reference.reader": "a part of a Word file: its theme",
}


def kinds_named(tree: ast.Module, kinds: frozenset[str]) -> Iterator[str]:
    """The names of kinds, and beginnings of keys such as meeting/…, among the texts of a module."""
    docstrings = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            word, slash, _ = node.value.partition("/")
            if word in kinds and (slash == "" or " " not in node.value):
                yield word


def test_no_module_names_a_kind_of_record_without_a_reason() -> None:
    kinds = frozenset(shipped_kinds().schema) - {KNOWN}
    found = {
        module.removeprefix("briefgen."): sorted(set(kinds_named(ast.parse(path.read_text("utf-8")), kinds)))
        for module, path in modules().items()
    }
    naming = {module: named for module, named in found.items() if named}
    assert {module: named for module, named in naming.items() if module not in NAMED} == {}, (
        "ask what a kind acts as, or which part a field plays; else say here why"
    )
    assert sorted(NAMED.keys() - naming.keys()) == []


def test_the_house_sees_a_kind_that_is_named() -> None:
    tree = ast.parse('"""meeting"""\nx = base.of_kind("meeting")\ny = f"claim/{id}"\nz = "a meeting of two"')
    assert list(kinds_named(tree, frozenset({"meeting", "claim"}))) == ["meeting", "claim"]
