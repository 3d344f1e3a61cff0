"""The rooms of the program as they are: their modules, what each says of itself, and which room imports which."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

from tests.workspaces import REPOSITORY

PROGRAM = REPOSITORY / "briefgen"


@cache
def modules() -> dict[str, Path]:
    """Every module of the program by its full name, in alphabetical order."""
    paths = sorted(path for path in PROGRAM.rglob("*.py"))
    return {
        ".".join(path.relative_to(REPOSITORY).with_suffix("").parts).removesuffix(".__init__"): path for path in paths
    }


def room(module: str) -> str:
    """The room of a module: `writers` of `briefgen.writers.docx.blocks`, `disk` of `briefgen.disk`."""
    return module.split(".")[1] if "." in module else ""


@cache
def rooms() -> tuple[str, ...]:
    """The rooms, and the few modules that stand beside them, without the way in."""
    return tuple(sorted({room(name) for name in modules()} - {"", "__main__"}))


def saying(module: str) -> str:
    """The first line of a module's docstring."""
    return (ast.get_docstring(_tree(module)) or "").partition("\n")[0]


@cache
def arrows() -> dict[str, frozenset[str]]:
    """Which rooms each room imports, wherever the import stands and whatever it is for."""
    found: dict[str, set[str]] = {name: set() for name in rooms()}
    for module in modules():
        if room(module) in found:
            found[room(module)] |= {room(name) for name in _imported(module)} & found.keys() - {room(module)}
    return {name: frozenset(below) for name, below in found.items()}


def direct(graph: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The arrows that no longer way stands for, the lowest rooms first: what a drawing needs. Raises for a circle."""
    reached: dict[str, frozenset[str]] = {}
    found = {}
    # In order, as sets have none: the drawing is the same every time.
    for name in TopologicalSorter({name: sorted(graph[name]) for name in sorted(graph)}).static_order():
        longer: frozenset[str] = frozenset().union(*(reached[below] for below in graph[name]))
        reached[name] = graph[name] | longer
        found[name] = graph[name] - longer
    return found


def _imported(module: str) -> set[str]:
    """The modules of the program that a module imports; `from a import b` names b where that is a module."""
    found: set[str] = set()
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in modules() else node.module for name in names}
    return {name for name in found if name in modules()}


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(modules()[module].read_text("utf-8"))
