"""What can be done with things of a shape: print them, go through them, call them, compare them.

Each function says what is wrong, or "" where nothing is; of a thing that is now this, now that, something is
wrong only where it is wrong of all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from inspect import Parameter, Signature, signature
from types import MappingProxyType
from typing import Any, cast

from jinja2 import nodes
from jinja2.utils import _PassArg

from briefgen.diagnostics import did_you_mean
from briefgen.lint.library import Library
from briefgen.lint.names import Binding, written
from briefgen.lint.template_source import TemplateText
from briefgen.model.amounts import BadAmount, parse_amount
from briefgen.model.dates import BadTimeOfDay, parse_time
from briefgen.model.schema import AMOUNT, DATE, NUMBER, POINT, REFERENCE, TEXT, TIME
from briefgen.rendering import shapes as s
from briefgen.rendering.comparing import AMOUNT_WRITTEN, NO_AMOUNT, NO_DATE, NO_TIME, TIME_WRITTEN, WRITTEN, typed_date
from briefgen.rendering.render import UNLIKE
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


# --- Blocks that extend each other: which is printed, as `block`, `super()` or `self.name()` ---


Chain = Sequence[tuple[nodes.Block, TemplateText]]
"""A block as the template furthest out has it, then as each that this one extends has it."""


class BlockSections:
    """The blocks of a template and of those that extend it, and which of them are printed."""

    def __init__(self, chains: Mapping[str, Chain] = MappingProxyType({})) -> None:
        shapes = {name: Shape(MACRO) for name in chains}
        self.chain = chains.get
        self.binding = Binding(Shape(SECTIONS, fields=shapes))
        self.printed = set[str]()
        self._names = {shape: name for name, shape in shapes.items()}

    def called(self, shape: Shape) -> tuple[str, Chain] | None:
        """The name and the block that `self.name()` prints; None for any other call."""
        name = self._names.get(shape)
        chain = None if name is None else self.chain(name)
        return None if name is None or chain is None else (name, chain)


# --- What a template compares: whether two sides have an order, and what is typed that can never equal a value ---


Side = tuple[object, Shape]
"""What is typed on a side of a comparison, None where it is worked out, and its shape."""
Told = tuple[str, str | None]
"""What is wrong, and a hint."""


@dataclass(frozen=True)
class OrderedType:
    """A type of values that have an order: what it is called, what is said of others, and what of them may be typed."""

    one: str
    fault: str
    written: str
    is_typed: Callable[[str], bool]
    misfit: Callable[[Shape], str]


def _is_amount(text: str) -> bool:
    try:
        return bool(parse_amount(text))
    except BadAmount:
        return False


def _is_time(text: str) -> bool:
    try:
        return bool(parse_time(text))
    except BadTimeOfDay:
        return False


_MEASURED = {
    DATE: OrderedType("date", NO_DATE, WRITTEN, lambda text: typed_date(text) is not None, no_date),
    AMOUNT: OrderedType("amount", NO_AMOUNT, AMOUNT_WRITTEN, _is_amount, no_amount),
    TIME: OrderedType("time of day", NO_TIME, TIME_WRITTEN, _is_time, no_time),
}


def is_of(shape: Shape, type_: str) -> bool:
    """Whether a shape is of a type, whichever of its ways it takes."""
    return all(option.type == type_ for option in options(shape))


def order_faults(sides: Sequence[Side]) -> Iterator[tuple[int, Told]]:
    """What keeps two sides from having an order, each with the number of its side.

    Dates, amounts and times of day have one, also with a typed one, and numbers; nothing else of the facts has.
    """
    for type_, measured in _MEASURED.items():
        if any(is_of(shape, type_) for _, shape in sides):
            for n, (typed, shape) in enumerate(sides):
                if isinstance(typed, str):
                    if not measured.is_typed(typed):
                        yield n, (f"'{typed}' is no {measured.one}", measured.written)
                elif measured.misfit(shape) or (type_ == DATE and is_of(shape, s.COUNT)):
                    yield n, (measured.fault, measured.written)
            return
    if any(is_of(shape, NUMBER) for _, shape in sides) and not any(no_number(shape) for _, shape in sides):
        return
    types = {o.type for _, shape in sides for o in options(shape)}
    values = any(each(shape, lambda o: "x" if o.type in (s.VALUES | {s.RECORD}) else "") for _, shape in sides)
    if values or types == {s.COUNT, s.MARKUP}:
        yield 0, UNLIKE


def unlike(shape: Shape, typed: object) -> Told:
    """Why something that is typed can equal nothing of a shape, and a hint; "" where it can."""
    types = {option.type for option in options(shape)}
    if typed is None or len(types) != 1 or typed == "":
        return "", None
    (of,) = types
    measured = _MEASURED.get(of)
    if measured is not None and not (of == DATE and isinstance(typed, bool)) and not measured.is_typed(str(typed)):
        article = "an" if measured.one[0] in "aeiou" else "a"
        return f"{article} {measured.one}, and '{typed}' is none", measured.written
    if of == DATE and isinstance(typed, int):
        return f"a date, and {typed} is a number", f'put it into quotation marks: "{typed}"'
    if of == NUMBER and isinstance(typed, str) and not re.fullmatch(r"-?\d+", typed):
        return f"a number, and '{typed}' is none", "write a number in figures"
    if of == s.COUNT and isinstance(typed, str):
        return f"a number, and '{typed}' is a text", "write a number without quotation marks"
    if of == s.FLAG and isinstance(typed, str):
        return f"a yes or no, and '{typed}' is a text", "write {% if … %} or {% if not … %} with the name alone"
    if of == s.LIST and isinstance(typed, str | int):
        return f"a list, and '{typed}' is one thing", f'ask whether the list holds it: "{typed}" in …'
    return "", None


_ORDER = frozenset({"lt", "lteq", "gt", "gteq"})
_CONSTANT_LISTS = nodes.List | nodes.Tuple


class Comparisons:
    """Reports what one template compares and what has no order, or can never be equal."""

    def __init__(self, library: Library, source: TemplateText) -> None:
        self.library, self.source = library, source

    def report(self, place: int, code: str, message: str, hint: str | None = None) -> None:
        self.library.findings.say(self.source, place, code, message, hint)

    def check(self, node: nodes.Compare, shapes: Sequence[Shape]) -> None:
        """A whole comparison; `shapes` are those of its sides."""
        for operand, right in zip(node.ops, shapes[1:], strict=True):
            if operand.op in _ORDER:
                self._ordered(node, shapes[0], right)
            elif operand.op in ("in", "notin"):
                if wrong := no_list(right):
                    place = self.source.place_of(operand.expr)
                    self.report(place, "template", wrong, "'in' asks whether a list holds something")
                self._choices(node.expr, shapes[0], operand.expr)
                if isinstance(node.expr, nodes.Const):
                    self._held(node.expr, operand.expr, [o.of for o in options(right) if o.of is not None])
            else:
                self._choices(node.expr, shapes[0], operand.expr)
                self._choices(operand.expr, right, node.expr)

    def _ordered(self, node: nodes.Compare, left: Shape, right: Shape) -> None:
        sides = ((node.expr, left), *((operand.expr, right) for operand in node.ops[:1]))
        typed = [(expr.value if isinstance(expr, nodes.Const) else None, shape) for expr, shape in sides]
        for n, (message, hint) in order_faults(typed):
            expr = sides[n][0]
            place = expr.lineno if isinstance(typed[n][0], str) else self.source.place_of(expr)
            self.report(place, "template", message, hint)

    def _held(self, typed: nodes.Const, items: nodes.Node, inside: list[Shape]) -> None:
        """A word that is looked for in a list, none of whose items it can be."""
        said = written(items) or "this"
        if inside and not isinstance(items, _CONSTANT_LISTS):
            self.chosen(s.one_of(*inside), typed.value, typed.lineno, f"an item of {said}")
        if isinstance(typed.value, str) and {one.type for one in inside} == {s.ROW}:
            message = f"the items of '{said}' have parts, and none of them is '{typed.value}'"
            self.report(typed.lineno, "never-equal", message, f'ask for a part: |where("…", "{typed.value}")')

    def _choices(self, node: nodes.Node, shape: Shape, other: nodes.Node) -> None:
        """A word that a field can never be."""
        for text in other.items if isinstance(other, _CONSTANT_LISTS) else [other]:
            if isinstance(text, nodes.Const):
                self.chosen(shape, text.value, text.lineno, written(node))

    def chosen(self, shape: Shape, typed: object, place: int, field: str) -> None:
        """What is typed and can never be the value of a field."""
        owner = f"'{field}'" if field else "this"
        fault, hint = unlike(shape, typed)
        if fault:
            self.report(place, "never-equal", f"{owner} is {fault}", hint)
        elif isinstance(typed, str) and typed:
            ways = options(shape)
            kinds = frozenset(kind for option in ways for kind in option.kinds)
            if kinds and all(o.type in (s.RECORD, REFERENCE) for o in ways):
                self._named(owner, typed, place, kinds)
            choices = [c for option in ways for c in option.choices]
            if typed not in choices and all(option.choices for option in ways):
                hint = did_you_mean(typed, choices) or f"it is one of: {', '.join(choices)}"
                self.report(place, "never-equal", f"{owner} is never '{typed}'", hint)

    def _named(self, owner: str, word: str, place: int, kinds: frozenset[str]) -> None:
        """A word that is neither the id nor the name of a record that a field may lead to."""
        known = self.library.named(kinds)
        if known is not None and word not in known:
            hint = did_you_mean(word, known) or "write the id of a record, or its name: briefgen list names them"
            self.report(place, "never-equal", f"{owner} is never '{word}': no record has this id or name", hint)
