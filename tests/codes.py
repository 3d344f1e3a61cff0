"""The codes that the package can report, read from its source.

A code is followed from `Diagnostic(…)` back to whoever names it: one that arrives as a parameter is looked for in
every call of that function (inside its module if it is private, else inside its room), one that is kept in a
field `code` in every call of that class, and one in a local name in whatever is assigned to it. What cannot be
followed is told, so that no code slips through. The rules of `checks` are left out: they carry their explanation.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefgen.collector import collector_paused

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Sink:
    """A function or class by name that takes a code, as its n-th argument or by keyword, and where it is called."""

    name: str
    position: int
    keyword: str = "code"
    place: str = ""


@dataclass
class Found:
    """Codes by the modules that name them, and expressions for a code that cannot be followed."""

    codes: dict[str, set[str]] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Call:
    """A call, the functions it stands in (none: the module itself), the innermost first, and its module."""

    node: ast.Call
    within: tuple[Function, ...]
    module: str
    tree: ast.Module


def find_codes(package: Path) -> Found:
    """All codes of a package of modules."""
    with collector_paused():  # which takes three quarters of the time to parse them
        return _found(
            {p.relative_to(package).as_posix(): ast.parse(p.read_text("utf-8")) for p in sorted(package.rglob("*.py"))}
        )


def _found(trees: dict[str, ast.Module]) -> Found:
    calls: dict[str, list[Call]] = {}
    aliases: dict[str, set[str]] = {}
    sinks = {Sink("Diagnostic", 2), Sink("problem", 0, place="model")}  # the second goes on its way through pydantic
    for module, tree in trees.items():
        for node, within in parts_of(tree):
            if isinstance(node, ast.Call):
                calls.setdefault(called(node.func), []).append(Call(node, within, module, tree))
            elif isinstance(node, ast.ClassDef) and node.name not in ("Diagnostic", "Rule"):
                sinks |= sinks_of(node)
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Attribute):  # self._say = problems.say
                aliases.setdefault(node.value.attr, set()).update(called(target) for target in node.targets)
    found, done = Found(), set[Sink]()
    while todo := sinks - done:
        done |= todo
        for sink in todo:
            sinks |= {replace(sink, name=alias) for alias in aliases.get(sink.name, ()) if alias}
            for call in calls.get(sink.name, []):
                if call.module.startswith(sink.place):
                    sinks |= follow(argument(call.node, sink, call.tree), call, found)
    return found


def called(function: ast.expr) -> str:
    """The bare name by which something is called."""
    return str(getattr(function, "attr", None) or getattr(function, "id", ""))


def parts_of(tree: ast.Module) -> Iterator[tuple[ast.AST, tuple[Function, ...]]]:
    """Every part of a module, and the functions it stands in, the innermost first."""
    todo: list[tuple[ast.AST, tuple[Function, ...]]] = [(tree, ())]
    while todo:
        part, within = todo.pop()
        yield part, within
        inner = (part, *within) if isinstance(part, Function) else within
        todo += [(node, inner) for node in ast.iter_child_nodes(part)]


def sinks_of(node: ast.ClassDef) -> set[Sink]:
    """The class itself, where its objects carry a code: as a field, or as an argument of `__init__`."""
    fields = [n.target.id for n in node.body if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)]
    made = next((n for n in node.body if isinstance(n, Function) and n.name == "__init__"), None)
    names = fields if made is None else parameters(made)
    return {Sink(node.name, names.index("code"))} if "code" in names else set()


def made_with(name: str, tree: ast.Module) -> set[Sink]:
    """The classes of a module that have a field of that name."""
    fields = {
        node.name: [n.target.id for n in node.body if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)]
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    return {Sink(one, names.index(name), name) for one, names in fields.items() if name in names}


def parameters(function: Function) -> list[str]:
    """The names of a function's parameters, without `self`."""
    names = [a.arg for a in (*function.args.posonlyargs, *function.args.args)]
    return names[1:] if names[:1] in (["self"], ["cls"]) else names


def argument(call: ast.Call, sink: Sink, tree: ast.Module) -> ast.expr:
    """What is handed over as the code; the call itself where that cannot be told."""
    given: list[ast.expr] = []
    for one in call.args:
        whole = values_of(one.value, None, tree) if isinstance(one, ast.Starred) else [one]
        given += whole[0].elts if isinstance(one, ast.Starred) and whole and isinstance(whole[0], ast.Tuple) else whole
    named = next((k.value for k in call.keywords if k.arg == sink.keyword), None)
    return named or (given[sink.position] if len(given) > sink.position else call)


def follow(value: ast.expr, call: Call, found: Found) -> set[Sink]:
    """Note what the expression can be; gives the functions whose callers name the code."""
    taking = next((f for f in call.within if isinstance(value, ast.Name) and value.id in parameters(f)), None)
    match value:
        case ast.Constant(value=str(code)):
            found.codes.setdefault(code, set()).add(call.module)
            return set()
        case ast.IfExp(body=one, orelse=other):
            return follow(one, call, found) | follow(other, call, found)
        case ast.BoolOp(values=several):
            return {sink for one in several for sink in follow(one, call, found)}
        case ast.Attribute(attr="code"):
            return set()  # whoever made the object named it
        case ast.Attribute(value=ast.Name(id="self"), attr=name) if made := made_with(name, call.tree):
            return made
        case ast.Name(id=name) if taking is not None:
            place = call.module if taking.name.startswith("_") else call.module.partition("/")[0]
            return {Sink(taking.name, parameters(taking).index(name), name, place)}
        case ast.Name() if given := values_of(value, next(iter(call.within), None), call.tree):
            return {sink for one in given for sink in follow(one, call, found)}
    found.lost.add(f"{call.module}: {ast.unparse(value)}")
    return set()


def values_of(value: ast.expr, within: Function | None, tree: ast.Module) -> list[ast.expr]:
    """Every value that a function, or else its module, gives to a name."""
    found: list[ast.expr] = []
    for node in ast.walk(within or tree):
        for target in node.targets if isinstance(node, ast.Assign) else ():
            assert isinstance(node, ast.Assign)
            names = [called(e) for e in target.elts] if isinstance(target, ast.Tuple) else []
            if called(target) == called(value):
                found.append(node.value)
            elif called(value) in names:
                found += items(node.value, names.index(called(value)), tree)
    return found if found or within is None else values_of(value, None, tree)


def items(value: ast.expr, n: int, tree: ast.Module) -> list[ast.expr]:
    """The n-th part of a tuple: of the one that is written there, or of each that the called function gives back."""
    if isinstance(value, ast.Call):
        functions = [f for f in tree.body if isinstance(f, Function) and f.name == called(value.func)]
        given = [r.value for f in functions for r in ast.walk(f) if isinstance(r, ast.Return)]
        return [part for one in given if isinstance(one, ast.Tuple) for part in items(one, n, tree)] or [value]
    return [value.elts[n]] if isinstance(value, ast.Tuple) else [value]
