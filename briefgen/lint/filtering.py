"""A filter in a template: its name, its brackets, the fields that it asks for, and what it is put on."""

from __future__ import annotations

import re

from jinja2 import nodes

from briefgen.diagnostics import did_you_mean
from briefgen.lint import abilities as can
from briefgen.lint.arguments import fault_of
from briefgen.lint.expressions import Expressions
from briefgen.lint.filter_shapes import BY_FIELD, FOREIGN, effect, groups, item_of, with_field
from briefgen.lint.knowledge import known_if
from briefgen.lint.names import Frame
from briefgen.rendering import shapes as s
from briefgen.rendering.catalogue import PLACE
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
    named = node.args[0] if node.args else node.kwargs[0].value
    item = item_of(shape)
    if not isinstance(named, nodes.Const) or not isinstance(named.value, str):
        return unknown
    found = [walk.field_of(option, named.value) for option in can.options(item)]
    there = [field for field in found if field is not None]
    if not there:
        _no_field(walk, named, item)
        return unknown
    field = s.one_of(*there)
    if node.name == "grouped":
        return groups(item, field)
    if node.name == "each":
        return s.list_of(s.present(field))
    for wanted in node.args[1:]:
        if isinstance(wanted, nodes.Const) and isinstance(wanted.value, str):
            walk.chosen(field, wanted.value, wanted.lineno, named.value)
    return with_field(shape, named.value, field) if node.name == "where" else shape


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
            hint = "what is given must be printed, or its sources are lost"
            walk.report(place, "template", f"the text has no {{{name}}}", hint)
    if "|" in text and "n" not in given:
        hint = "say which number decides, as in |t(n=parties|count)"
        walk.report(node.lineno, "template", "this text has two forms", hint)


def _gap(walk: Expressions, node: nodes.Filter, gap: str) -> int:
    assert node.node is not None
    start = walk.source.offset(node.node.lineno)
    found = re.compile(rf"\{{{gap}\}}").search(walk.source.text, start)
    return walk.source.place(found.start() if found else start)
