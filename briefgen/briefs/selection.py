"""What was chosen for a brief - its parameters and its title - as a template sees it."""

from __future__ import annotations

import re
from hashlib import blake2b

from briefgen.briefs import parameters
from briefgen.briefs.kind import BriefKind, filled
from briefgen.briefs.parameters import Parameter, Plain
from briefgen.citations.caveats import pay
from briefgen.document.nodes import Cite as Cited
from briefgen.document.nodes import Document, Heading, Text
from briefgen.document.walk import blocks, plain_text
from briefgen.language.in_words import date_in_words
from briefgen.model.dates import parse_date
from briefgen.model.markings import in_file_name
from briefgen.query.about import records_named
from briefgen.regexes import pattern
from briefgen.rendering.scope import Scope
from briefgen.rendering.views import Measured, Missing, Parameters, Value

PERIOD = ("since", "until", "period")
"""Parameters of a selection that its title says in one."""


def parameter_views(scope: Scope, kind: BriefKind) -> Parameters:
    """What `parameters` is in a template: each parameter by its name, with _ for the hyphen."""
    declared = kind.parameters
    return Parameters({declared[name].key: _view(scope, declared[name], v) for name, v in kind.values.items()})


def _view(scope: Scope, parameter: Parameter, value: Plain | None) -> object:
    if value is None:
        return Missing(f"the parameter {parameter.name}")
    if isinstance(value, tuple):
        return tuple(Value(word) for word in value)
    if isinstance(value, int):  # numbers, years, yes and no
        return value
    if parameter.record_kind or parameter.type == "record":
        keys = records_named(scope.base, value)
        return scope.view(keys[0]) if len(keys) == 1 else Missing(f"the parameter {parameter.name}")
    if parameter.type == "date":
        date = parse_date(value)
        return Measured(date, date_in_words(scope.locale, date), raw=value)
    return Value(value)


def selection(scope: Scope, kind: BriefKind) -> tuple[dict[str, Value], ...]:
    """What the head of a brief says of the parameters that are not at their defaults: help and value."""
    return tuple(
        {"help": Value(_help(scope, kind.parameters[name])), "value": _said(scope, kind.parameters[name], value)}
        for name, value in kind.chosen.items()
        if name not in kind.arguments and not (kind.is_selection and name in PERIOD)
    )


def _help(scope: Scope, parameter: Parameter) -> str:
    return scope.translation.text(parameter.help) if parameter.help else parameter.name


def _said(scope: Scope, parameter: Parameter, value: Plain) -> Value:
    if isinstance(value, bool):
        return Value(scope.translation.text("yes") if value else scope.translation.text("no"))
    if isinstance(value, tuple):
        return Value(scope.locale.listing(list(value)))
    if parameter.record_kind or parameter.type == "record":
        return scope.name((*records_named(scope.base, str(value)), str(value))[0])
    view = _view(scope, parameter, value)
    return view if isinstance(view, Value) else Value(str(value), raw=value)


def title(scope: Scope, kind: BriefKind, key: str, label: str) -> Value | Missing:
    """The title that the settings give a brief about a record; it rests on what gives the record its name."""
    pattern = str(kind.settings["title"])
    if not pattern:
        return Missing("the title: template.toml sets none")
    if re.search(r"[^\W\d_]", re.sub(r"\{[^{}]*\}", "", pattern)):  # has words of its own, not only punctuation
        pattern = scope.translation.text(pattern)
    name = Value(label) if kind.is_selection else scope.name(key)
    values = {n: _said(scope, kind.parameters[n], v).text for n, v in kind.values.items() if v is not None}
    fixed = {"label": label, "name": name.text, "id": key.partition("/")[2], "kind": kind.name}
    return scope.joined(filled(pattern, values | fixed), [name] if "{name}" in pattern else [])


def variant(kind: BriefKind) -> str:
    """What tells the pictures of a brief with choices of its own from those of the brief without; "" where none is."""
    values = blake2b(parameters.as_key(kind.chosen).encode(), digest_size=4).hexdigest() if kind.chosen else ""
    others_beside = kind.name if kind.folder else ""  # whose pictures of the same record lie in the same folder
    return "-".join(part for part in (values, in_file_name(kind.audience), others_beside) if part)


# --- Titles outside the text: of the file, and at the head of each page ---


SHORT = 85
"""How long a title fits into one line of a page's header, in characters."""
_BEFORE_COLON = pattern(r"(?:\([^()]*\)|:(?! )|[^():])+(?=: )")  # a colon in brackets parts no title


def in_full(scope: Scope, value: Value) -> str:
    """A text that stands outside the brief's own, such as the title of the file, with what it owes."""
    text = (Text(value.text), Cited(value.statements)) if value.statements else (Text(value.text),)
    return plain_text(pay(Document((Heading(1, text),)), scope.remarks)[0].blocks[0].content)  # type: ignore[union-attr]


def shortened(title: str) -> str:
    """A title for the head of a page: what stands before its colon, or else as many of its words as go there."""
    if len(title) <= SHORT:
        return title
    named = _BEFORE_COLON.match(title)
    return named[0] if named and len(named[0]) <= SHORT else f"{title[:SHORT].rpartition(' ')[0].rstrip(',:;')} …"


def first_heading(document: Document) -> str:
    """Its words; "" where a document has none."""
    return next((plain_text(b.content) for b in blocks(document.blocks) if isinstance(b, Heading)), "")
