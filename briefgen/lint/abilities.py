"""What can be done with things of a shape: print them, go through them, compare them.

Each function says what is wrong, or "" where nothing is; of a thing that is now this, now that, something is
wrong only where it is wrong of all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from inspect import Parameter, Signature, signature
from typing import Any, cast

from jinja2 import nodes
from jinja2.utils import _PassArg

from briefgen.model.schema import AMOUNT, DATE, NUMBER, POINT, REFERENCE, TEXT, TIME
from briefgen.rendering import shapes as s
from briefgen.rendering.comparing import NO_TIME
from briefgen.rendering.shapes import Shape

MACRO, MODULE, LOOP, SECTIONS = "macro", "module", "loop", "sections"
FIELDS_OF_LOOP = {
    **dict.fromkeys(("index", "index0", "revindex", "revindex0", "length", "depth", "depth0"), s.A_COUNT),
    **dict.fromkeys(("first", "last"), s.YES_NO),
    **dict.fromkeys(("previtem", "nextitem"), s.ANYTHING),
}
A_LOOP = Shape(LOOP, fields=FIELDS_OF_LOOP)
LENGTH = Shape(s.COUNT, "made with |length")
"""A number of things that have notes, which were lost by counting them with |length."""


def options(shape: Shape) -> tuple[Shape, ...]:
    return shape.options if shape.type == s.CHOICE else (shape,)


def each(shape: Shape, fault: Callable[[Shape], str]) -> str:
    """The fault of a shape, where every option has one."""
    faults = [fault(option) for option in options(shape)]
    return faults[0] if faults and all(faults) else ""


def no_text(shape: Shape) -> str:
    """Why it cannot be printed."""
    return each(shape, lambda one: _NO_TEXT.get(one.type, ""))


def no_list(shape: Shape) -> str:
    """Why it cannot be gone through."""
    return each(shape, lambda one: "this is no list" if one.type in _NO_LISTS else "")


def no_value(shape: Shape) -> str:
    """Why a filter of values does not work on it."""
    return each(shape, lambda one: _NO_VALUE.get(one.type, ""))


def no_number(shape: Shape) -> str:
    return each(shape, lambda one: "this is no number" if one.type in _NO_NUMBERS else "") or no_value(shape)


def no_date(shape: Shape) -> str:
    return each(shape, lambda one: "this is no date" if one.type in _NO_DATES else "") or no_value(shape)


def no_amount(shape: Shape) -> str:
    fits = (AMOUNT, s.COUNT, s.ANY, s.VALUE)
    return each(shape, lambda one: "" if one.type in fits else "this is no amount")


def no_time(shape: Shape) -> str:
    fits = (TIME, s.ANY, s.VALUE)
    return each(shape, lambda one: "" if one.type in fits else NO_TIME)


def no_figures(shape: Shape) -> str:
    """Why it cannot be reckoned with: a value of the facts cannot, a plain count can."""
    wrong = s.VALUES | {s.RECORD, s.LIST, s.ROW, s.NONE, MACRO, MODULE, LOOP, SECTIONS, *s.STRINGS}
    return each(shape, lambda one: "this is no plain number" if one.type in wrong else "")


def with_text(shape: Shape) -> Shape:
    """What a filter that changes words makes of a shape."""
    if shape.type == s.CHOICE:
        return s.one_of(*(with_text(option) for option in shape.options))
    if shape.type in (s.COUNT, NUMBER):
        return LENGTH_IN_WORDS if shape in (LENGTH, LENGTH_IN_WORDS) else A_NUMBER
    if shape.type in (DATE, s.WORD, s.VALUE, TEXT):
        return Shape(shape.type, choices=shape.choices, noted=shape.noted, open=True)
    return s.ANYTHING if shape.type == s.ANY else A_TEXT


A_NUMBER = Shape(NUMBER, noted=True, open=True)
A_TEXT = Shape(TEXT, noted=True, open=True)
AN_ACCOUNT = Shape(TEXT, open=True, optional=True)
LENGTH_IN_WORDS = Shape(NUMBER, open=True)

_NO_TEXT = {
    s.LIST: "this is a list, not a text",
    s.ROW: "this has parts, it is no text",
    s.FLAG: "this is a yes or no, not a text",
    s.NONE: "this is nothing, not a text",
    MACRO: "this is a macro, not a text",
    MODULE: "this is an imported part, not a text",
    LOOP: "this is the loop itself, not a text",
    SECTIONS: "these are all sections, not a text",
}
_NO_VALUE = {**_NO_TEXT, s.ROW: "this has parts, it is no value"}
_NO_LISTS = s.VALUES | s.STRINGS | {s.RECORD, s.COUNT, s.FLAG, s.NONE, MACRO, MODULE, LOOP, SECTIONS}
_NO_NUMBERS = {TEXT, DATE, s.WORD, REFERENCE, s.RECORD, s.PICTURE, s.MENTION, s.CODE, s.MARKUP}
_NO_DATES = {TEXT, AMOUNT, POINT, TIME, s.WORD, REFERENCE, s.RECORD, s.PICTURE, s.MENTION}


# --- Whether what stands in the brackets of a filter, test or macro is what it takes ---


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
