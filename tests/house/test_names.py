"""One name, one thing: a class is called like no other, whichever room it stands in."""

from __future__ import annotations

from collections import defaultdict

from tests.house.rooms import modules, outlines


def test_no_two_classes_have_one_name() -> None:
    """Private classes count: whoever reads `_Plan` must not think of another Plan. So do enums and named tuples."""
    found: dict[str, list[str]] = defaultdict(list)
    for module, outline in outlines().items():
        for name in outline.classes:
            found[name.lstrip("_")].append(f"{module}.{name}")
    twice = {name: places for name, places in found.items() if len(places) > 1}
    assert twice == {}, "one of them needs a name that says what it alone is"


# Modules that are called alike in several folders because they are the same thing there.
SAME_ROLE = {
    "caveats": "what a fact may not be printed without, and the pass over a Document that sees to it",
    "fields": "Word's own fields: how they are written, and how those of a house document are read",
    "findings": "what a room says of a file that it reads: its diagnostics, with their words",
    "inlines": "inlines to the runs of Word, of one version or of two",
    "package": "the parts of a Word file behind the gate",
    "reader": "a file to what the program works with, in the folder of its format",
    "shapes": "what templates can see, described: of views, and of what a kind of brief adds",
    "styles": "what the styles of a Word file mean",
    "writer": "a Document to a file, in the folder of its format",
}
# Commands are named as they are typed, rules by what they check.
NAMED_OTHERWISE = ("briefgen.cli.commands.", "briefgen.checks.rules.")


def test_no_module_is_called_like_one_with_another_role() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for module, path in modules().items():
        if path.stem != "__init__" and not module.startswith(NAMED_OTHERWISE):
            found[path.stem].append(module)
    twice = {name: places for name, places in found.items() if len(places) > 1 and name not in SAME_ROLE}
    assert twice == {}, "rename one of them, or say in SAME_ROLE what both are"
    assert [name for name in SAME_ROLE if len(found[name]) < 2] == []
