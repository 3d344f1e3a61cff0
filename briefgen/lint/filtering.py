"""A filter in a template: its name, its brackets, the fields that it asks for, and what it is put on."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import nodes

from briefgen.diagnostics import did_you_mean
from briefgen.frozen import dataclass, replace
from briefgen.lint import abilities as can
from briefgen.lint.abilities import fault_of
from briefgen.lint.expressions import Expressions
from briefgen.lint.names import Frame, known_if
from briefgen.model.schema import REFERENCE
from briefgen.rendering import shapes as s
from briefgen.rendering.catalogue import PLACE
from briefgen.rendering.comparing import SPANS
from briefgen.rendering.filters import NOT_PRINTED, WORDS_ALONE
from briefgen.rendering.shapes import Shape

OF_VALUES = frozenset({"the", "in_words", "ordinal", "when", "sentence", "clause", "plain_words", "capital", "trim"})


def filtered(walk: Expressions, node: nodes.Filter, frame: Frame) -> Shape:
    """What a filter makes; what is wrong with it is reported at its name."""
    shape = walk.shape(node.node, frame) if node.node is not None else s.TEXT_OF_TEMPLATE
    for argument in node.args:
        walk.shape(argument, frame)
    known = walk.library.environment.filters
    if node.name not in known:
        hint = FOREIGN.get(node.name) or did_you_mean(node.name, known) or f"there are: {', '.join(sorted(known))}"
        walk.report(node.lineno, "template-syntax", f"there is no filter '{node.name}'", hint)
        _arguments(walk, node, frame)
        return s.ANYTHING
    message, hint = fault_of(f"|{node.name}", known[node.name], node)
    if message:
        walk.report(node.lineno, "template", message, hint)
    if node.name == "t":
        _translated(walk, node, frame)
    else:
        _arguments(walk, node, frame)
    found = effect(node.name, shape)
    if found.fault:
        place = walk.place_of(node.node) if node.node is not None else node.lineno
        walk.report(place, "template", found.fault, found.hint)
        return found.result
    if node.name in OF_VALUES and node.node is not None:
        walk.is_there(node.node, shape)
    if node.name in ("first", "last") and known_if(node.node, frame, True) & frame.known:
        return s.present(found.result)
    return _by_field(walk, node, shape) if node.name in BY_FIELD and not message else found.result


def _arguments(walk: Expressions, node: nodes.Filter, frame: Frame) -> None:
    for keyword in node.kwargs:
        walk.shape(keyword.value, frame)


def _by_field(walk: Expressions, node: nodes.Filter, shape: Shape) -> Shape:
    """|where, |without, |each and |grouped ask each item for a field."""
    unknown = s.ANYTHING if node.name in ("each", "grouped") else shape
    given = {str(keyword.key): keyword.value for keyword in node.kwargs}
    named = node.args[0] if node.args else given.get("name", given.get("attribute"))
    item = item_of(shape)
    if node.name == "sort" and named is None:
        _sorted(walk, node, item, "each of these")
        return shape
    if named is None:
        return unknown
    if not isinstance(named, nodes.Const) or not isinstance(named.value, str):
        return unknown
    found = [walk.field_of(option, named.value) for option in can.options(item)]
    there = [field for field in found if field is not None]
    if not there:
        _no_field(walk, named, item)
        return unknown
    field = s.one_of(*there)
    if node.name == "sort":
        _sorted(walk, named, s.present(field), f"'{named.value}'")
        return shape
    span = node.args[1] if node.name == "grouped" and len(node.args) > 1 else given.get("span")
    if node.name == "grouped" and span is not None:
        _by_span(walk, named, span, field)
        return groups(item, s.value("the month, quarter or year", optional=True))
    if node.name == "grouped":
        return groups(item, field)
    if node.name == "each":
        inner = s.present(field)  # a field that is a list gives its items
        lists = [option for option in can.options(inner) if option.type == s.LIST]
        return lists[0] if lists else s.list_of(inner)
    for wanted in node.args[1:]:
        if isinstance(wanted, nodes.Const):  # of a field that is a list, one of its items counts
            walk.chosen(item_of(field) if field.type == s.LIST else field, wanted.value, wanted.lineno, named.value)
    return with_field(shape, named.value, field) if node.name == "where" else shape


def _sorted(walk: Expressions, place: nodes.Node, shape: Shape, said: str) -> None:
    """|sort takes what has an order, or words."""
    first = can.each(shape, lambda one: "x" if one.type in (s.ROW, s.FLAG, s.PICTURE, s.MENTION) else "")
    if first:
        hint = "name a field: |sort('date')" if said == "each of these" else None
        walk.report(place.lineno, "template", f"{said} has no order", hint or "sort by a date, a number or a name")


def _by_span(walk: Expressions, named: nodes.Const, span: nodes.Node, field: Shape) -> None:
    if isinstance(span, nodes.Const) and span.value not in SPANS:
        hint = did_you_mean(str(span.value), SPANS) or f"it is one of: {', '.join(SPANS)}"
        walk.report(span.lineno, "template", f"|grouped takes dates by no '{span.value}'", hint)
    one = item_of(field) if field.type == s.LIST else field
    if can.no_date(s.present(one)):
        walk.report(named.lineno, "template", f"'{named.value}' is no date", "only dates have a month, quarter or year")


def _no_field(walk: Expressions, named: nodes.Const, item: Shape) -> None:
    owner, known = walk.owner(named, item)
    hint = did_you_mean(str(named.value), known) or (f"they have: {', '.join(known)}" if len(known) < 12 else None)
    owner = "the items have" if owner == "this" else f"{owner} has"
    walk.report(named.lineno, "undefined-name", f"{owner} no '{named.value}'", hint)


# --- |t ---


def _translated(walk: Expressions, node: nodes.Filter, frame: Frame) -> None:
    """The gaps of a text and what is given for them; what is put in has to be a text that is there."""
    text = node.node.value if isinstance(node.node, nodes.Const) and isinstance(node.node.value, str) else None
    gaps = set(PLACE.findall(text)) if text is not None else None
    given = {str(keyword.key): keyword.value for keyword in node.kwargs}
    for name, value in given.items():
        printed = gaps is None or name in gaps
        shape = walk.printed(value, frame) if printed else walk.shape(value, frame)
        if name == "n" and (fault := can.no_number(shape)) and not (printed and can.no_text(shape)):
            walk.report(walk.place_of(value), "template", fault, "n decides between the form for one and for more")
    if text is None or gaps is None or node.dyn_kwargs is not None:
        return
    for gap in sorted(gaps - given.keys()):
        hint = f"write {gap}=… in the brackets of |t" + (f"; given: {', '.join(given)}" if given else "")
        walk.report(_gap(walk, node, gap), "template", f"no value is given for {{{gap}}}", hint)
    for name, value in given.items():
        if name not in gaps and name != "n":
            place = walk.source.before(value.lineno, name)
            walk.report(place, "template", f"the text has no {{{name}}}", NOT_PRINTED)
    if "|" in text and "n" not in given:
        hint = "say which number decides, as in |t(n=parties|count)"
        walk.report(node.lineno, "template", "this text has two forms", hint)


def _gap(walk: Expressions, node: nodes.Filter, gap: str) -> int:
    assert node.node is not None
    start = walk.source.offset(node.node.lineno)
    found = re.compile(rf"\{{{gap}\}}").search(walk.source.text, start)
    return walk.source.place(found.start() if found else start)


# --- What each filter of templates works on, and what it makes ---


BY_FIELD = frozenset({"where", "without", "each", "grouped", "sort"})
OF_LISTS = BY_FIELD | {"once", "take", "beyond", "besides", "followed_by", "within"}
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
    "safe": "values of the facts are never markup",
    "date": "dates print in the language of the brief; |when puts one into a sentence",
    "strftime": "dates print in the language of the brief; |when puts one into a sentence",
    "string": "a value prints as its text",
    "int": "a number of the facts is compared as it is: meeting.ordinal >= 20",
    "sum": "|total sums amounts of one unit",
    "sortby": "|sort('date') puts a list in order",
    "group_by": "|grouped('date', 'month') makes groups",
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
    if name in ("listing", "count", "total"):
        return _of_values(name, shape)
    if name in OF_LISTS:
        if fault := can.no_list(shape):
            return Effect(s.ANYTHING, fault, f"|{name} works on a list")
        if name == "beyond" and shape.type == s.LIST:
            return Effect(s.list_of(_left_out(item_of(shape))))
        return Effect(shape if shape.type in (s.LIST, s.CHOICE) else s.ANYTHING)
    if name == "account":
        fault = can.no_list(shape) or can.no_value(item_of(shape)).replace("this", "each of these", 1)
        return Effect(can.AN_ACCOUNT, fault, "|account works on sentences and claims")
    if name in ("first", "last", "list", "reverse", "batch", "slice", "length"):
        return _built_in(name, shape)
    if name == "the" and (shape.type == s.LIST or (shape.type == s.CHOICE and not can.no_list(shape))):
        return Effect(s.list_of(can.with_text(item_of(shape))))
    if name in ("in_words", "ordinal"):
        if fault := can.no_number(shape):
            return Effect(can.A_NUMBER, fault, f"|{name} works on a number")
        return Effect(can.LENGTH_IN_WORDS if shape in (can.LENGTH, can.LENGTH_IN_WORDS) else can.A_NUMBER)
    if name == "called":
        return Effect(can.A_TEXT)
    if name == "since":
        wrong = can.each(shape, lambda one: "" if one.type in (s.RECORD, s.ANY) else "this is no record")
        return Effect(shape if not wrong else s.ANYTHING, wrong, "|since works on a record")
    if name == "when":
        return Effect(can.with_text(shape), can.no_date(shape), "|when works on a date")
    if name == "trim" and shape.type in s.STRINGS:
        return Effect(s.TEXT_OF_TEMPLATE)
    if name == "t":
        wrong = can.each(
            shape, lambda one: "" if one.type in (*s.STRINGS, s.ANY) else "this is no text of the template"
        )
        return Effect(s.TEXT_OF_TEMPLATE, wrong, WORDS_ALONE)
    hint = f"|{name} works on one value; go through a list with {{% for … %}}"
    return Effect(can.with_text(shape), can.no_value(shape), hint)


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
    fault = can.each(shape, lambda o: "" if name == "length" and o.type in s.STRINGS else can.no_list(o))
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
