"""What can be done with things of a shape: print them, go through them, compare them.

Each function says what is wrong, or "" where nothing is; of a thing that is now this, now that, something is
wrong only where it is wrong of all.
"""

from __future__ import annotations

from collections.abc import Callable

from briefgen.model.schema import DATE, NUMBER, REFERENCE, TEXT
from briefgen.rendering import shapes as s
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
_NO_DATES = {TEXT, s.WORD, REFERENCE, s.RECORD, s.PICTURE, s.MENTION}
