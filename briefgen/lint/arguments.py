"""Whether what stands in the brackets of a filter, test or macro is what it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from inspect import Parameter, Signature, signature
from typing import Any, cast

from jinja2 import nodes
from jinja2.utils import _PassArg

Given = nodes.Filter | nodes.Test | nodes.Call


@cache
def brackets(function: Callable[..., Any]) -> Signature:
    """What a filter or test takes in brackets: what it works on, and what Jinja passes, left out."""
    found = signature(function)
    first = 2 if _PassArg.from_obj(function) is not None else 1
    return found.replace(parameters=list(found.parameters.values())[first:], return_annotation=Signature.empty)


def fault_of(name: str, function: Any, node: Given) -> tuple[str, str]:
    """What is wrong with the brackets, and a hint; "" where nothing is or where it cannot be told."""
    if node.dyn_args is not None or node.dyn_kwargs is not None:
        return "", ""
    try:
        takes = brackets(function)
    except (TypeError, ValueError):
        return "", ""
    try:
        takes.bind(*node.args, **{str(keyword.key): keyword.value for keyword in node.kwargs})
    except TypeError as bad:
        return f"{name} {_plainly(str(bad))}", f"in its brackets it takes: {_taken(takes)}"
    return "", ""


def _plainly(message: str) -> str:
    if message.startswith("missing"):
        return f"is given too little: {message.rpartition(': ')[2]} is missing"
    if message.startswith("too many"):
        return "is given too much in its brackets"
    name = message.rpartition("'")[0].rpartition("'")[2]
    return f"takes no '{name}'" if "unexpected keyword" in message else message


def _taken(takes: Signature) -> str:
    parts = []
    for name, parameter in takes.parameters.items():
        if parameter.kind is Parameter.VAR_POSITIONAL:
            parts.append(f"any number of {name}")
        elif parameter.kind is Parameter.VAR_KEYWORD:
            parts.append("name=value for each gap of its text")
        else:
            parts.append(name if parameter.default is Parameter.empty else f"{name} if you like")
    return ", ".join(parts) or "nothing"


def of_macro(node: nodes.Macro, call: nodes.Call) -> tuple[str, str, list[str]]:
    """What is wrong with a call of a macro, a hint, and the parameters that are not given."""
    names = [argument.name for argument in node.args]
    loose = {name.name for name in node.find_all(nodes.Name)} & {"varargs", "kwargs"}
    takes = f"it takes {', '.join(names)}" if names else "it takes nothing"
    if call.dyn_args is not None or call.dyn_kwargs is not None:
        return "", "", []
    if len(call.args) > len(names) and "varargs" not in loose:
        return f"'{node.name}' is given {len(call.args)} things", takes, []
    given = names[: len(call.args)] + [str(keyword.key) for keyword in call.kwargs]
    for keyword in call.kwargs:
        key = str(keyword.key)
        if key not in names and "kwargs" not in loose:
            return f"'{node.name}' takes no '{key}'", takes, []
        if given.count(key) > 1:
            return f"'{node.name}' is given '{key}' twice", takes, []
    filled = names[len(names) - len(node.defaults) :] if node.defaults else []
    return "", takes, [name for name in names if name not in given and name not in filled]


def asks_for(macro: nodes.Macro, name: str) -> bool:
    """True where a macro prints or follows a parameter, beyond asking whether it is given."""
    asked = {id(test.node) for test in macro.find_all(nodes.Test) if test.name in ("defined", "undefined")}
    named = [node for body in macro.body for node in _names_in(body)]
    return any(node.name == name and node.ctx == "load" and id(node) not in asked for node in named)


def _names_in(node: nodes.Node) -> Iterator[nodes.Name]:
    if isinstance(node, nodes.Name):
        yield node
    yield from cast(Iterator[nodes.Name], node.find_all(nodes.Name))
