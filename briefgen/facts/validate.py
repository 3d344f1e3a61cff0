"""A parsed file against its model: everything wrong with it, each at its own line."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ValidationError

from briefgen.diagnostics import Diagnostic, Location, did_you_mean
from briefgen.facts.parse import YamlMap, locate, locate_key
from briefgen.model.fields import BaseRecord
from briefgen.model.kinds import Kind, Shape, key_of


def validate(data: YamlMap, kind: Kind, file: str) -> tuple[BaseRecord | None, list[Diagnostic]]:
    """The record that `data` writes, or None and what is wrong with it."""
    try:
        return kind.model.model_validate(data), []
    except ValidationError as bad:
        return None, [
            _diagnose(error, data, kind, file) for error in bad.errors(include_url=False, include_input=False)
        ]


def _diagnose(error: Any, data: YamlMap, kind: Kind, file: str) -> Diagnostic:
    path = tuple(error["loc"])
    if error["type"] == "extra_forbidden":
        known = known_keys(kind.model, path[:-1])
        name = str(path[-1])
        hint = did_you_mean(name, known) or f"known keys here: {', '.join(known)}"
        return Diagnostic(Location(file, *locate_key(data, path)), f"unknown key '{name}'", "unknown-key", hint=hint)
    if error["type"] == "missing":
        place = locate(data, path[:-1])
        return Diagnostic(
            Location(file, *place), f"the key '{path[-1]}' is missing", "missing-key", hint=_help(kind.model, path)
        )
    place = locate(data, path)
    if error["type"] == "literal_error":
        given, allowed = _at_path(data, path), _choices(error)
        hint = did_you_mean(str(given), allowed) or f"one of: {', '.join(allowed)}"
        return Diagnostic(
            Location(file, *place), f"'{given}' is none of the values this key takes", "bad-choice", hint=hint
        )
    if error["type"].startswith("briefgen:"):
        return Diagnostic(Location(file, *place), error["msg"], error["type"].partition(":")[2])
    message, code = _WORDS.get(error["type"], (error["msg"][0].lower() + error["msg"][1:], "wrong-type"))
    return Diagnostic(Location(file, *place), message, code, hint=_help(kind.model, path))


_WORDS = {
    "model_type": ("expected a mapping of keys to values", "wrong-type"),
    "dict_type": ("expected a mapping of keys to values", "wrong-type"),
    "string_type": ("expected text", "wrong-type"),
    "list_type": ("expected a list", "wrong-type"),
    "tuple_type": ("expected a list", "wrong-type"),
}


def _choices(error: Any) -> list[str]:
    text = str(error["ctx"]["expected"]).replace(" or ", ", ")
    return [word.strip().strip("'") for word in text.split(",")]


def _at_path(data: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        is_item = isinstance(data, list) and isinstance(step, int) and step < len(data)
        if is_item or (isinstance(data, dict) and step in data):
            data = data[step]
    return data


def known_keys(model: type[BaseModel], path: tuple[Any, ...]) -> list[str]:
    """The keys that may stand in the mapping to which `path` leads."""
    inner = _model_at(model, path)
    return [key_of(name, info) for name, info in inner.model_fields.items()]


def _model_at(model: type[BaseModel], path: tuple[Any, ...]) -> type[BaseModel]:
    for step in path:
        for name, info in model.model_fields.items():
            if key_of(name, info) == step and (inner := Shape.of(info).model) is not None:
                model = inner
    return model


def _help(model: type[BaseModel], path: tuple[Any, ...]) -> str | None:
    names = [step for step in path if isinstance(step, str)]
    if not names:
        return None
    inner = _model_at(model, tuple(path[: path.index(names[-1])]))
    for name, info in inner.model_fields.items():
        if key_of(name, info) == names[-1]:
            return f"{names[-1]}: {info.description}" if info.description else None
    return None
