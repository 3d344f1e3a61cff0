"""Small faults that a tired programmer makes, planted in a module's text: what is lost, turned round or forgotten.

cosmic-ray changes operators and numbers. These change what a statement or a condition is there for.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_Words = Callable[[ast.expr], str]


@dataclass(frozen=True)
class Fault:
    """One change of a module: where it begins, as line and column, and the whole text with it."""

    place: tuple[int, int]
    text: str


def faults(code: str) -> list[Fault]:
    """Every such fault of a module: a call or yield left out, a condition or one side of it dropped, an argument
    forgotten, an order lost, a branch never or always taken, one of several lists not joined."""
    plain = code.encode()
    begins = [0]
    for line in plain.splitlines(keepends=True):
        begins.append(begins[-1] + len(line))

    def said(node: ast.expr | ast.stmt) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return begins[node.lineno - 1] + node.col_offset, begins[node.end_lineno - 1] + node.end_col_offset

    def words(node: ast.expr) -> str:
        start, end = said(node)
        return plain[start:end].decode()

    found = []
    for node in ast.walk(ast.parse(code)):
        for old, new in _changes(node, words):
            start, end = said(old)
            text = (plain[:start] + new.encode() + plain[end:]).decode()
            found.append(Fault((old.lineno, old.col_offset), text))
    return found


def _changes(node: ast.AST, words: _Words) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    """What stands at a node, and what may stand there instead."""
    match node:
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.AugAssign():
            yield node, "..."
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield node, "..."
        case ast.BoolOp(op=op, values=values):
            joined = " and " if isinstance(op, ast.And) else " or "
            for at in range(len(values)):
                rest = [words(value) for value in values[:at] + values[at + 1 :]]
                yield node, f"({joined.join(rest)})"
        case ast.If(test=test):
            yield test, "False"
        case ast.IfExp(body=body, orelse=orelse):
            yield node, f"({words(body)})"
            yield node, f"({words(orelse)})"
        case ast.comprehension(ifs=ifs):
            yield from ((test, "True") for test in ifs)
        case ast.List(elts=[_, _, *_] as parts) | ast.Tuple(elts=[_, _, *_] as parts) if _is_read(node):
            for at, part in enumerate(parts):
                if isinstance(part, ast.Starred):
                    rest = [words(other) for other in parts[:at] + parts[at + 1 :]]
                    inner = ", ".join(rest)
                    yield node, f"[{inner}]" if isinstance(node, ast.List) else f"({inner},)"
        case ast.Call(func=ast.Name(id="sorted" | "reversed"), args=[only, *_]):
            yield node, f"list({words(only)})"
        case _:
            pass
    if isinstance(node, ast.Call) and not any(isinstance(part, ast.GeneratorExp) for part in node.args):
        for at, keyword in enumerate(node.keywords):
            if keyword.arg:
                rest = [words(part) for part in node.args]
                rest += [f"{one.arg}={words(one.value)}" if one.arg else f"**{words(one.value)}"
                         for one in node.keywords[:at] + node.keywords[at + 1 :]]  # fmt: skip
                yield node, f"{words(node.func)}({', '.join(rest)})"


def _is_read(node: ast.List | ast.Tuple) -> bool:
    return isinstance(node.ctx, ast.Load)
