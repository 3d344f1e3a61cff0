"""The rooms of the program as they are: their modules, what each says of itself, and which room imports which."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

from briefgen.collector import collector_paused
from tests.workspaces import REPOSITORY

PROGRAM = REPOSITORY / "briefgen"


@dataclass(frozen=True)
class Outline:
    """What the house asks of a module: the first line of its docstring, what it imports, the classes it makes."""

    saying: str
    imports: frozenset[str]
    classes: tuple[str, ...]


@cache
def modules() -> dict[str, Path]:
    """Every module of the program by its full name, in alphabetical order."""
    paths = sorted(path for path in PROGRAM.rglob("*.py"))
    return {
        ".".join(path.relative_to(REPOSITORY).with_suffix("").parts).removesuffix(".__init__"): path for path in paths
    }


def trees() -> Iterator[tuple[str, ast.Module]]:
    """Every module with its tree, one after the other: all at once take more memory than all else in a test process.

    Python's collector of garbage would take three quarters of the time.
    """
    with collector_paused():
        for module, path in modules().items():
            yield module, ast.parse(path.read_text("utf-8"))


def room(module: str) -> str:
    """The room of a module: `writers` of `briefgen.writers.docx.blocks`, `disk` of `briefgen.disk`."""
    return module.split(".")[1] if "." in module else ""


@cache
def rooms() -> tuple[str, ...]:
    """The rooms, and the few modules that stand beside them, without the way in."""
    return tuple(sorted({room(name) for name in modules()} - {"", "__main__"}))


def saying(module: str) -> str:
    """The first line of a module's docstring."""
    return outlines()[module].saying


@cache
def arrows() -> dict[str, frozenset[str]]:
    """Which rooms each room imports, wherever the import stands and whatever it is for."""
    found: dict[str, set[str]] = {name: set() for name in rooms()}
    for module in modules():
        if room(module) in found:
            found[room(module)] |= {room(name) for name in outlines()[module].imports} & found.keys() - {room(module)}
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


@cache
def outlines() -> dict[str, Outline]:
    """The outline of every module of the program."""
    return {module: _outline(tree) for module, tree in trees()}


def _outline(tree: ast.Module) -> Outline:
    found = list(_statements(tree.body))
    return Outline(
        (ast.get_docstring(tree) or "").partition("\n")[0],
        frozenset(_imported(found)),
        tuple(node.name for node in found if isinstance(node, ast.ClassDef)),
    )


def _imported(statements: Iterable[ast.AST]) -> set[str]:
    """The modules of the program that are imported; `from a import b` names b where that is a module."""
    found: set[str] = set()
    for node in statements:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in modules() else node.module for name in names}
    return {name for name in found if name in modules()}


def _statements(parts: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """The parts and all statements within them; imports and classes are statements, and expressions hold none."""
    for part in parts:
        yield part
        for name in ("body", "orelse", "finalbody", "handlers", "cases"):
            yield from _statements(getattr(part, name, ()))
