"""What each filter of templates works on, and what it makes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from briefgen.lint import abilities as can
from briefgen.model.schema import REFERENCE
from briefgen.rendering import shapes as s
from briefgen.rendering.shapes import Shape

Fault = Callable[[Shape], str]
OF_LISTS = frozenset({"listing", "count", "where", "without", "grouped", "take", "first", "last", "list", "batch"})
OF_LISTS_OR_TEXT = frozenset({"first", "last", "list", "reverse", "length", "batch", "slice", "take"})
BY_FIELD = frozenset({"where", "without", "each", "grouped"})
FOREIGN = {
    "default": "write {{ x if x else … }}",
    "d": "write {{ x if x else … }}",
    "join": "|listing joins names as in a sentence",
    "title": "|capital gives a capital first",
    "capitalize": "|capital gives a capital first",
    "upper": "|capital gives a capital first",
    "selectattr": "|where chooses by a field",
    "select": "|where chooses by a field",
    "rejectattr": "|without leaves out by a field",
    "groupby": "|grouped makes groups by a field",
    "map": "go through the list with {% for … %}",
    "sort": "lists come in the order that the desk or the facts give them",
    "safe": "values of the facts are never markup",
    "date": "dates print in the language of the brief; |when puts one into a sentence",
    "strftime": "dates print in the language of the brief; |when puts one into a sentence",
    "string": "a value prints as its text",
    "int": "a number of the facts is compared with == or !=",
}


@dataclass(frozen=True, slots=True)
class Effect:
    """What a filter makes of a shape: the result, and what is wrong, with a hint."""

    result: Shape
    fault: str = ""
    hint: str = ""


def item_of(shape: Shape) -> Shape:
    """What a list holds; anything where that cannot be told."""
    items = [o.of for o in can.options(shape) if o.of is not None]
    return s.one_of(*items) if items else s.ANYTHING


def effect(name: str, shape: Shape) -> Effect:
    """What a filter by this name does with a shape; fields are looked at elsewhere."""
    if name in ("listing", "count"):
        return _of_values(name, shape)
    if name in ("where", "without", "take", "beyond", "besides", "followed_by", "within", "each", "grouped"):
        if fault := can.no_list(shape):
            return Effect(s.ANYTHING, fault, f"|{name} works on a list")
        if name == "beyond" and shape.type == s.LIST:
            return Effect(s.list_of(_left_out(item_of(shape))))
        return Effect(shape if shape.type in (s.LIST, s.CHOICE) else s.ANYTHING)
    if name in ("first", "last", "list", "reverse", "batch", "slice", "length"):
        return _built_in(name, shape)
    if name == "the" and (shape.type == s.LIST or (shape.type == s.CHOICE and not can.no_list(shape))):
        return Effect(s.list_of(can.with_text(item_of(shape))))
    if name in ("in_words", "ordinal"):
        if fault := can.no_number(shape):
            return Effect(can.A_NUMBER, fault, f"|{name} works on a number")
        return Effect(can.LENGTH_IN_WORDS if shape in (can.LENGTH, can.LENGTH_IN_WORDS) else can.A_NUMBER)
    if name == "since":
        wrong = can.each(shape, lambda one: "" if one.type in (s.RECORD, s.ANY) else "this is no record")
        return Effect(shape if not wrong else s.ANYTHING, wrong, "|since works on a record" if wrong else "")
    if name == "when":
        fault = can.no_date(shape)
        return Effect(can.with_text(shape), fault, "|when works on a date" if fault else "")
    if name == "trim" and shape.type in s.STRINGS:
        return Effect(s.TEXT_OF_TEMPLATE)
    if name == "t":
        wrong = can.each(
            shape, lambda one: "" if one.type in (*s.STRINGS, s.ANY) else "this is no text of the template"
        )
        hint = "|t is for words of the template; a value prints in the language that the facts have"
        return Effect(s.TEXT_OF_TEMPLATE, wrong, hint if wrong else "")
    fault = can.no_value(shape)
    hint = f"|{name} works on one value; go through a list with {{% for … %}}" if fault else ""
    return Effect(can.with_text(shape), fault, hint)


def _of_values(name: str, shape: Shape) -> Effect:
    result = can.A_TEXT if name == "listing" else can.A_NUMBER
    no_list = can.each(shape, lambda o: "this is no list" if can.no_list(o) or o.type in s.STRINGS else "")
    if no_list:
        return Effect(result, no_list, f"|{name} works on a list")
    if fault := can.no_value(item_of(shape)):
        hint = "go through them with {% for … %}" if name == "listing" else "|length counts them"
        return Effect(result, fault.replace("this", "each of these", 1), hint)
    return Effect(result)


def _built_in(name: str, shape: Shape) -> Effect:
    fault = can.each(shape, lambda o: _not_counted(o, name))
    if fault:
        return Effect(s.ANYTHING, fault, f"|{name} works on a list")
    if name == "length":
        item = item_of(shape) if shape.type == s.LIST else s.ANYTHING
        noted = item.noted and (item.type in s.VALUES or item.type == s.RECORD)
        return Effect(can.LENGTH if noted else s.A_COUNT)
    if name in ("first", "last"):
        return Effect(item_of(shape).maybe() if shape.type == s.LIST else s.ANYTHING)
    if name in ("batch", "slice"):
        return Effect(s.list_of(s.list_of(item_of(shape))))
    return Effect(shape if shape.type in (s.LIST, s.CHOICE) else s.ANYTHING)


@cache
def _left_out(item: Shape) -> Shape:
    """Something that a brief leaves out: how many of them there are is said without their notes."""
    return replace(item, noted=False)


def _not_counted(shape: Shape, name: str) -> str:
    return "" if name == "length" and shape.type in s.STRINGS else can.no_list(shape)


def with_field(shape: Shape, name: str, field: Shape | None) -> Shape:
    """A list whose items are known to have a field."""
    item = item_of(shape)
    if field is None or not field.optional or item.type not in (s.ROW, s.RECORD, REFERENCE):
        return shape
    return s.list_of(replace(item, fields={**item.fields, name: s.present(field)}))


def groups(item: Shape, field: Shape | None) -> Shape:
    """What |grouped makes: rows with `by` and `items`."""
    by = s.ANYTHING if field is None else (item_of(field) if field.type == s.LIST else field)
    return s.list_of(s.row(by=by.maybe(), items=s.list_of(item)))
