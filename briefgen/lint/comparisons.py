"""What a template compares: whether two sides have an order, and what is typed that can never equal a value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from jinja2 import nodes

from briefgen.diagnostics import did_you_mean
from briefgen.lint import abilities as can
from briefgen.lint.library import Library
from briefgen.lint.names import written
from briefgen.lint.template_source import TemplateText
from briefgen.model.amounts import BadAmount, parse_amount
from briefgen.model.dates import BadTimeOfDay, parse_time
from briefgen.model.schema import AMOUNT, DATE, NUMBER, REFERENCE, TIME
from briefgen.rendering import shapes as s
from briefgen.rendering.comparing import AMOUNT_WRITTEN, NO_AMOUNT, NO_DATE, NO_TIME, TIME_WRITTEN, WRITTEN, typed_date
from briefgen.rendering.render import UNLIKE
from briefgen.rendering.shapes import Shape

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
    DATE: OrderedType("date", NO_DATE, WRITTEN, lambda text: typed_date(text) is not None, can.no_date),
    AMOUNT: OrderedType("amount", NO_AMOUNT, AMOUNT_WRITTEN, _is_amount, can.no_amount),
    TIME: OrderedType("time of day", NO_TIME, TIME_WRITTEN, _is_time, can.no_time),
}


def is_of(shape: Shape, type_: str) -> bool:
    """Whether a shape is of a type, whichever of its ways it takes."""
    return all(option.type == type_ for option in can.options(shape))


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
    if any(is_of(shape, NUMBER) for _, shape in sides) and not any(can.no_number(shape) for _, shape in sides):
        return
    types = {o.type for _, shape in sides for o in can.options(shape)}
    values = any(can.each(shape, lambda o: "x" if o.type in (s.VALUES | {s.RECORD}) else "") for _, shape in sides)
    if values or types == {s.COUNT, s.MARKUP}:
        yield 0, UNLIKE


def unlike(shape: Shape, typed: object) -> Told:
    """Why something that is typed can equal nothing of a shape, and a hint; "" where it can."""
    types = {option.type for option in can.options(shape)}
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


ORDER = frozenset({"lt", "lteq", "gt", "gteq"})
CONSTANT_LISTS = nodes.List | nodes.Tuple


class Comparisons:
    """Reports what one template compares and what has no order, or can never be equal."""

    def __init__(self, library: Library, source: TemplateText) -> None:
        self.library, self.source = library, source

    def report(self, place: int, code: str, message: str, hint: str | None = None) -> None:
        self.library.findings.say(self.source, place, code, message, hint)

    def check(self, node: nodes.Compare, shapes: Sequence[Shape]) -> None:
        """A whole comparison; `shapes` are those of its sides."""
        for operand, right in zip(node.ops, shapes[1:], strict=True):
            if operand.op in ORDER:
                self._ordered(node, shapes[0], right)
            elif operand.op in ("in", "notin"):
                if wrong := can.no_list(right):
                    place = self.source.place_of(operand.expr)
                    self.report(place, "template", wrong, "'in' asks whether a list holds something")
                self._choices(node.expr, shapes[0], operand.expr)
                if isinstance(node.expr, nodes.Const):
                    self._held(node.expr, operand.expr, [o.of for o in can.options(right) if o.of is not None])
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
        if inside and not isinstance(items, CONSTANT_LISTS):
            self.chosen(s.one_of(*inside), typed.value, typed.lineno, f"an item of {said}")
        if isinstance(typed.value, str) and {one.type for one in inside} == {s.ROW}:
            message = f"the items of '{said}' have parts, and none of them is '{typed.value}'"
            self.report(typed.lineno, "never-equal", message, f'ask for a part: |where("…", "{typed.value}")')

    def _choices(self, node: nodes.Node, shape: Shape, other: nodes.Node) -> None:
        """A word that a field can never be."""
        for text in other.items if isinstance(other, CONSTANT_LISTS) else [other]:
            if isinstance(text, nodes.Const):
                self.chosen(shape, text.value, text.lineno, written(node))

    def chosen(self, shape: Shape, typed: object, place: int, field: str) -> None:
        """What is typed and can never be the value of a field."""
        owner = f"'{field}'" if field else "this"
        fault, hint = unlike(shape, typed)
        if fault:
            self.report(place, "never-equal", f"{owner} is {fault}", hint)
        elif isinstance(typed, str) and typed:
            options = can.options(shape)
            kinds = frozenset(kind for option in options for kind in option.kinds)
            if kinds and all(o.type in (s.RECORD, REFERENCE) for o in options):
                self._named(owner, typed, place, kinds)
            choices = [c for option in options for c in option.choices]
            if typed not in choices and all(option.choices for option in options):
                hint = did_you_mean(typed, choices) or f"it is one of: {', '.join(choices)}"
                self.report(place, "never-equal", f"{owner} is never '{typed}'", hint)

    def _named(self, owner: str, word: str, place: int, kinds: frozenset[str]) -> None:
        """A word that is neither the id nor the name of a record that a field may lead to."""
        known = self.library.named(kinds)
        if known is not None and word not in known:
            hint = did_you_mean(word, known) or "write the id of a record, or its name: briefgen list names them"
            self.report(place, "never-equal", f"{owner} is never '{word}': no record has this id or name", hint)
