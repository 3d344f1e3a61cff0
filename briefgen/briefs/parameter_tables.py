"""The tables `[parameters.…]` of a template's settings: from what an editor wrote to parameters, faults named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from briefgen.briefs.parameters import RECORD, TYPES, BadValue, Parameter, Plain
from briefgen.diagnostics import Diagnostic, Location, did_you_mean
from briefgen.settings.toml import Setting

PARAMETER_SETTINGS: Mapping[str, Setting] = {
    "type": Setting(str, "text", f"what may be given: {', '.join(TYPES)}"),
    "default": Setting(object, None, "what holds where nothing is given; left out: nothing"),
    "help": Setting(str, "", "one line for --help, and for the head of a brief that was made with another value"),
    "choices": Setting(list, (), "what may be chosen, for the types choice and list"),
}
# The options that every kind of brief has, now or soon, and the words that patterns of names and titles know.
RESERVED = frozenset(
    {"allow-stale", "as-of", "audience", "compare", "draft", "explain", "force", "format", "help", "json", "keep-edits"}
    | {
        "language",
        "open",
        "out",
        "pdf",
        "quiet",
        "redline",
        "release",
        "strict",
        "style",
        "verbose",
        "version",
        "workspace",
    }
    | {"id", "kind", "label", "name"}
)
LONGEST_NAME = 30
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class _Flaw:
    """What is wrong with a parameter: at which of its keys ("" for the whole table), and what to do."""

    key: str
    message: str
    code: str
    hint: str


def read_parameters(
    tables: Mapping[str, Mapping[str, Any]], place: Callable[..., Location]
) -> tuple[dict[str, Parameter], list[Diagnostic]]:
    """The parameters by name, and what is wrong with them: one that is wrong is left out.

    `tables` are the settings of each (`PARAMETER_SETTINGS`), `place` says where one of its keys stands.
    """
    found: dict[str, Parameter] = {}
    problems: list[Diagnostic] = []
    for name, table in tables.items():
        own = list(_faults(name, table))
        problems.extend(
            Diagnostic(place("parameters", name, *filter(None, [f.key])), f.message, f.code, hint=f.hint) for f in own
        )
        if not own:
            found[name] = _parameter(name, table)
    return found, problems


def _parameter(name: str, table: Mapping[str, Any]) -> Parameter:
    """The parameter that a table describes; raises `BadValue` where its default does not fit."""
    bare = Parameter(name, table["type"], table["help"], choices=tuple(table["choices"]))
    if table["default"] is not None:
        return replace(bare, default=bare.read(table["default"]))
    empty: Mapping[str, Plain] = {"yes-no": False, "list": ()}
    return replace(bare, default=empty.get(bare.type))


def _faults(name: str, table: Mapping[str, Any]) -> Iterator[_Flaw]:
    yield from _name_faults(name)
    type_, choices = table["type"], table["choices"]
    if (fault := _type_fault(type_)) is not None:
        yield _Flaw("type", f"'{type_}' is no type of a parameter", "bad-parameter", fault)
        return
    if type_ == "choice" and not choices:
        yield _Flaw("type", "a choice needs choices", "bad-parameter", 'add choices = ["short", "long"]')
        return
    if choices and type_ not in ("choice", "list"):
        yield _Flaw("choices", f"the type {type_} has no choices", "bad-parameter", 'write type = "choice"')
        return
    try:
        _parameter(name, table)
    except BadValue as bad:
        message, _, hint = str(bad).partition("; ")
        yield _Flaw("default", message, "bad-default", hint or f"the type is {type_}: {Parameter(name, type_).meaning}")


def _name_faults(name: str) -> Iterator[_Flaw]:
    if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        better = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:LONGEST_NAME].strip("-")
        hint = f"write '{better}'" if NAME.fullmatch(better) else "write small letters, digits and hyphens"
        yield _Flaw("", f"'{name}' is no name for a parameter", "bad-parameter", hint)
    elif name in RESERVED:
        hint = f"choose another name, such as own-{name}"
        yield _Flaw("", f"'{name}' is taken by the program itself", "bad-parameter", hint)
    elif name.startswith("no-"):
        message = f"'{name}' would read as the opposite of an option '{name.removeprefix('no-')}'"
        yield _Flaw("", message, "bad-parameter", 'name the thing itself and write type = "yes-no"')


def _type_fault(type_: str) -> str | None:
    """The hint for a type that there is not; None for one that there is."""
    if type_.startswith(RECORD):
        from briefgen.model.kinds import KINDS

        kind = type_.removeprefix(RECORD)
        return None if kind in KINDS else did_you_mean(kind, KINDS) or f"kinds of record are: {', '.join(KINDS)}"
    known = [t for t in TYPES if not t.startswith(RECORD)]
    return None if type_ in known else did_you_mean(type_, TYPES) or f"types are: {', '.join(TYPES)}"
