"""A parsed file against its model: everything wrong with it, each at its own line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import reduce
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from briefgen.diagnostics import Diagnostic, Location, did_you_mean, did_you_mean_or, quoted
from briefgen.facts.explode import explode
from briefgen.facts.passages.short_forms import EACH
from briefgen.facts.yaml_tree import Path, YamlList, YamlMap, follow, list_of, locate, locate_key, put
from briefgen.model.models import Models, Sourced, key_of
from briefgen.model.scalars import CUT_BY_A_COMMA
from briefgen.model.schema import Schema
from briefgen.model.statement import Record

MOST_FAULTS = 100
_OTHERS_KEYS = 3  # so many unknown keys are no slip, where another kind of record has them all


M = TypeVar("M", bound=BaseModel)


def validate(data: YamlMap, model: type[M], file: str) -> tuple[M | None, list[Diagnostic], list[Path]]:
    """What `data` writes, or None, what is wrong with it, and where in the data each fault lies."""
    try:
        return model.model_validate(data), [], []
    except ValidationError as bad:
        errors = _causes(bad.errors(include_url=False, include_input=False))
    found = [_diagnose(error, data, model, file) for error in errors[:MOST_FAULTS]]
    if len(errors) > MOST_FAULTS:
        message = f"{len(errors) - MOST_FAULTS:,} more faults in this file are not shown"
        found.append(Diagnostic(Location(file), message, "too-many", hint="correct these first"))
    return None, found, [_path(error) for error in errors]


def of_another_kind(faults: list[Diagnostic], paths: list[Path], kind: str, schema: Schema) -> list[Diagnostic]:
    """The faults, with one in the place of all unknown keys where those are what another kind of record has."""
    told = zip(faults, paths, strict=False)
    strange = {str(path[0]): fault for fault, path in told if fault.code == "unknown-key" and len(path) == 1}
    if len(strange) < _OTHERS_KEYS:
        return faults
    of = next((other for other, spec in schema.items() if strange.keys() <= spec.fields.keys()), "")
    if not of:
        return faults
    first, *_ = strange.values()
    keys = ", ".join([*map(quoted, list(strange)[:_OTHERS_KEYS]), *(["…"] if len(strange) > _OTHERS_KEYS else [])])
    message = f"this is {schema[kind].a}, and {keys} are keys of {schema[of].a}"
    hint = f"move the file to facts/{schema[of].folder}/"
    return [
        Diagnostic(first.location, message, "unknown-key", hint),
        *(f for f in faults if f not in strange.values() and f.code != "missing-key"),
    ]


def _causes(errors: list[Any]) -> list[Any]:
    """The errors without those that only follow from another: a misspelt `is` is missing as well."""
    unknown: dict[Path, list[str]] = {}
    for error in errors:
        if error["type"] == "extra_forbidden":
            unknown.setdefault(error["loc"][:-1], []).append(str(error["loc"][-1]))
    return [e for e in errors if e["type"] != "missing" or not _is_misspelt(e["loc"], unknown)]


def _is_misspelt(path: Path, unknown: dict[Path, list[str]]) -> bool:
    written, meant = unknown.get(path[:-1], ()), [str(path[-1]), *_each(path[-1:])]
    return len(written) <= MOST_FAULTS and any(did_you_mean(word, meant) for word in written)


def _each(known: Iterable[object]) -> list[str]:
    """The key that holds several values, where one of these keys holds a value; no model knows it."""
    return [EACH] if "is" in known else []


def _is_in_a_row(data: YamlMap, path: Path) -> bool:
    """Whether other keys stand in the line of a key: {is: Port Example, harbour}."""
    around = _at_path(data, path[:-1])
    rows = [at[0] for at in around.key_at.values()] if isinstance(around, YamlMap) else []
    return rows.count(locate_key(data, path)[0]) > 1


def _path(error: Any) -> Path:
    context = error.get("ctx", {})
    loc: Path = error["loc"]
    return (*loc[: len(loc) - context.get("up", 0)], *context.get("at", ()))


def _diagnose(error: Any, data: YamlMap, model: type[BaseModel], file: str) -> Diagnostic:
    path, type_ = _path(error), error["type"]
    context = error.get("ctx", {})
    is_key = path[-1:] == ("[key]",)  # pydantic's word for a fault in a key of a free mapping
    path = path[:-1] if is_key else path
    at_key = is_key or type_ == "extra_forbidden" or context.get("at_key", False)
    hint: str | None
    if type_ == "extra_forbidden":
        known = known_keys(model, path[:-1])
        message, code = unknown_key(path[-1]), "unknown-key"
        hint = did_you_mean(str(path[-1]), _each(known)) or did_you_mean(str(path[-1]), known)
        if _at_path(data, path) == "" and (" " in str(path[-1]) or (not hint and _is_in_a_row(data, path))):
            hint = CUT_BY_A_COMMA
        hint = hint or did_you_mean_or(str(path[-1]), known, "known keys here")
    elif type_ == "missing":
        message, code, hint = f"the key '{path[-1]}' is missing", "missing-key", _help(model, path)
        path = path[:-1]
    elif type_ == "literal_error":
        message, code, hint = _no_choice(_at_path(data, path), context["expected"])
    elif type_ in _WORDS and _at_path(data, path) == "":
        message, code, hint = "no value stands here", "empty-value", _help(model, path)
    elif type_.startswith("briefgen:"):
        message, code, hint = context["message"], type_.partition(":")[2], context["hint"] or None
    else:
        message, code, hint = _WORDS.get(type_, error["msg"]), "wrong-type", _help(model, path)
    place = locate_key(data, path) if at_key else locate(data, path)
    return Diagnostic(Location(file, *place), message, code, hint=hint)


_WORDS = {
    "model_type": "expected a mapping of keys to values",
    "model_attributes_type": "expected a mapping of keys to values",
    "dict_type": "expected a mapping of keys to values",
    "string_type": "expected text",
    "list_type": "expected a list",
    "tuple_type": "expected a list",
}


def unknown_key(name: object) -> str:
    """What is said of a key that its mapping does not take."""
    return f"unknown key {quoted(name)}"


def _no_choice(given: Any, expected: str) -> tuple[str, str, str | None]:
    choices = re.findall(r"'([^']*)'", expected)
    if given == "":
        return "no value stands here", "empty-value", f"one of: {', '.join(choices)}"
    hint = did_you_mean(given, choices) if isinstance(given, str) else None
    return (
        f"{quoted(given)} is none of the values this key takes",
        "bad-choice",
        hint or f"one of: {', '.join(choices)}",
    )


def _at_path(data: Any, path: Path) -> Any:
    return reduce(follow, path, data)


def known_keys(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that may stand in the mapping to which `path` leads."""
    fields = _model_at(model, path).model_fields.items()
    own = [key_of(name, info) for name, info in fields if name not in Sourced.model_fields]
    return [*own, *Sourced.model_fields, "from"]


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel]:
    for step in path:
        for name, info in model.model_fields.items():
            if key_of(name, info) == step and (inner := _model_in(info.annotation)) is not None:
                model = inner
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model of what a list, a mapping or an optional value holds."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(part) for part in get_args(annotation))
    return next((model for model in inner if model is not None), None)


def _help(model: type[BaseModel], path: Path) -> str | None:
    names = [step for step in path if isinstance(step, str)]
    if not names:
        return None
    inner = _model_at(model, path[: len(path) - 1 - path[::-1].index(names[-1])])
    for name, info in inner.model_fields.items():
        if key_of(name, info) == names[-1]:
            return f"{names[-1]}: {info.description}" if info.description else None
    return None


# --- What is left of a record once its faults are cut out, so that one fault does not hide the others ---


# Cutting out a key can make these faults, which then say nothing about the file.
_FOLLOWS = {"src": "quote-source", "why": "no-reason"}
_ROUNDS = 4


def recover(
    data: YamlMap, kind: str, models: Models, id_: str, file: str, faults: list[Path]
) -> tuple[list[Record], YamlMap, list[Diagnostic]]:
    """The records that the sound parts write, those parts with their places, and what else is wrong in them."""
    lost: set[str] = set()
    for _ in range(_ROUNDS):
        data = _without(data, faults, lost)
        record, _problems, faults = validate(data, models.of_kind(kind), file)
        if record is not None:
            records, problems = explode(record, models.schema, kind, id_, file, data)
            consequences = {"expectation", *(_FOLLOWS[key] for key in lost if key in _FOLLOWS)}
            return records, data, [p for p in problems if p.code not in consequences]
    return [], data, []


def _without(data: YamlMap, faults: list[Path], lost: set[str]) -> YamlMap:
    """A copy without the keys and items at fault; their names are added to `lost`."""
    cut: dict[int, set[str | int]] = {}
    for fault in faults:
        parent, step = _deepest(data, fault)
        cut.setdefault(id(parent), set()).add(step)
        lost.add(str(step))
    copy = _copy(data, cut)
    assert isinstance(copy, YamlMap)
    return copy


def _deepest(data: Any, path: Path) -> tuple[Any, str | int]:
    """The innermost mapping or list on the path, and the step in it that leads to the fault.

    Where a key is missing, that is the mapping which lacks it.
    """
    found: tuple[Any, str | int] = (data, path[0] if path else "")
    for step in path:
        inner = follow(data, step)
        if inner is not data:
            found = (data, step)
            data = inner
    return found


def _copy(data: Any, cut: dict[int, set[str | int]]) -> Any:
    gone = cut.get(id(data), set())
    if isinstance(data, YamlMap):
        mapping = YamlMap(data.at)
        for key, value in data.items():
            if key not in gone:
                put(mapping, key, _copy(value, cut), data.value_at[key], data.key_at[key])
        return mapping
    if isinstance(data, YamlList):
        kept = (n for n in range(len(data)) if n not in gone)
        return list_of(((_copy(data[n], cut), data.item_at[n]) for n in kept), data.at)
    return data
