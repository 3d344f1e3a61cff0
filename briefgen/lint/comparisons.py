"""What a template compares: whether two sides have an order, and what is typed that can never equal a value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from briefgen.lint import abilities as can
from briefgen.model.amounts import BadAmount, parse_amount
from briefgen.model.schema import AMOUNT, DATE, NUMBER, TIME
from briefgen.model.times import BadTimeOfDay, parse_time
from briefgen.rendering import shapes as s
from briefgen.rendering.comparing import (
    AMOUNT_WRITTEN,
    NO_AMOUNT,
    NO_DATE,
    NO_TIME,
    TIME_WRITTEN,
    WRITTEN,
    typed_date,
)
from briefgen.rendering.faults import UNLIKE
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
