"""JSON Schemas of the records, for editors that complete and check while one types.

They describe the file as it is written, with every short form, while the models describe what the short forms
become. An editor reads YAML's scalars by type (`2025` is a number to it, `no` a word), so a text may be any of
these. Draft 7, which YAML extensions know best. `briefgen schema` writes them to `facts/.schemas/<kind>.json`,
and a record names its own in its first line:

    # yaml-language-server: $schema=../.schemas/meeting.json

What no schema can say (a reference that leads nowhere, 30 February) is left to `briefgen check`.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from briefgen.model import languages
from briefgen.model.ids import LONGEST, SLUG
from briefgen.model.kinds import KINDS, FieldShape, Kind, key_of
from briefgen.model.schema import COUNTS, DATE, REFERENCE, TEXT
from briefgen.model.schema import NUMBER as A_NUMBER
from briefgen.model.values import LOCATOR, NUMBER, BaseRecord, Cited, Sourced, Stated

Schema = dict[str, Any]
FOLDER = ".schemas"
_SCALAR = ["string", "number", "boolean"]
_DAY = r"[0-9X]{4}[?~%]?(-[0-9X]{2}[?~%]?(-[0-9X]{2}[?~%]?)?)?"
_ID = SLUG.pattern


def json_schemas() -> dict[str, Schema]:
    """The schema of each kind of record, by kind."""
    return {name: _record(kind) for name, kind in KINDS.items()}


def modeline(kind: str) -> str:
    """The first line of a record that leads an editor to its schema."""
    return f"# yaml-language-server: $schema=../{FOLDER}/{kind}.json"


def _record(kind: Kind) -> Schema:
    definitions: dict[str, Schema] = dict(_DEFINITIONS)
    record = _SchemaWriter(definitions).mapping(kind.model)
    of_a_passage = {
        key: form for key, form in record["properties"].items() if key not in ("src", "quote", "from", "note")
    }
    record["properties"]["passages"] = _passages(of_a_passage)
    if required := record.pop("required", None):  # a passage may bear what a record must have
        record |= {"if": {"not": {"required": ["passages"]}}, "then": {"required": required}}
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": kind.name}
    return {**head, **record, "definitions": dict(sorted(definitions.items()))}


class _SchemaWriter:
    """Writes the schemas of models; what has a name of its own goes to `definitions` and is referred to."""

    def __init__(self, definitions: dict[str, Schema]) -> None:
        self.definitions = definitions

    def mapping(self, model: type[BaseModel]) -> Schema:
        """A mapping of exactly the model's keys."""
        fields = model.model_fields.items()
        schema: Schema = {
            "type": "object",
            "description": (model.__doc__ or "").strip(),
            "properties": {key_of(name, info): self.property(info) for name, info in fields},
            "additionalProperties": False,
        }
        if issubclass(model, Sourced):
            schema["properties"]["from"] = {"description": "passages that bear it", **_to("from")}
        if issubclass(model, Sourced) and not issubclass(model, BaseRecord):
            schema["properties"]["part"] = {
                "description": "the part of the passage above that bears it",
                **_to("words"),
            }
        required = [key_of(name, info) for name, info in fields if info.is_required()]
        return {**schema, "required": required} if required else schema

    def property(self, info: FieldInfo) -> Schema:
        shape = FieldShape.of(info)
        schema: Schema = {"description": info.description or "", "anyOf": self.forms(shape)}
        if isinstance(info.default, str):
            schema["default"] = info.default
        return schema

    def forms(self, shape: FieldShape) -> list[Schema]:
        """Every way to write a field: its value bare or in a mapping, and a list of them where it holds several."""
        if shape.model is Cited:
            return [_to("src")]
        if shape.model is None:
            return _one_or_several([_scalar(shape)], shape.many)
        if issubclass(shape.model, Stated):
            value = _scalar(FieldShape.of(shape.model.model_fields["is_"]))
            return _one_or_several([value, self.named(shape.model)], True)
        return _one_or_several([self.named(shape.model)], True)

    def named(self, model: type[BaseModel]) -> Schema:
        if "[" in model.__name__:  # a value of some type, without a name of its own
            return self.mapping(model)
        if model.__name__ not in self.definitions:
            self.definitions[model.__name__] = {}
            self.definitions[model.__name__] = self.mapping(model)
        return _to(model.__name__)


def _passages(fields: Schema) -> Schema:
    """Passages with what they bear, in a list or by name."""
    own = {"name": _matching(_ID), "quote": _to("words"), "src": _matching(_CITED), "note": _to("words")}
    speakers: Schema = {"according_to": {"anyOf": _one_or_several([_matching(_ANY_ID)], True)}}
    passage: Schema = {
        "type": "object",
        "properties": {**fields, **speakers, **own},
        "additionalProperties": False,
        "required": ["quote"],
    }
    named = {"type": "object", "additionalProperties": {"anyOf": [_to("words"), passage]}, "minProperties": 1}
    listed = {"type": "array", "items": passage, "minItems": 1}
    return {"description": "words of a source, each with what rests on it", "anyOf": [named, listed]}


def _to(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _one_or_several(forms: list[Schema], several: bool) -> list[Schema]:
    items = forms[0] if len(forms) == 1 else {"anyOf": forms}
    return [*forms, {"type": "array", "items": items, "minItems": 1}] if several else forms


def _scalar(shape: FieldShape) -> Schema:
    if shape.choices:
        return {"enum": list(shape.choices)}
    if shape.holds == REFERENCE:
        kinds = "|".join(shape.kinds or KINDS)
        return _matching(f"(({kinds})/)?{_ID}") | {"maxLength": LONGEST + 20}
    if shape.pattern:
        return _matching(shape.pattern)
    named = {TEXT: "text", DATE: "date", A_NUMBER: "number", COUNTS: "counts"}
    return _to(named.get(shape.holds, "words"))


def _matching(pattern: str) -> Schema:
    """A word written so; an editor may take it for a number (an id such as 2025), which then passes."""
    return {"type": _SCALAR, "pattern": f"^(?:{pattern})$"}


_WORDS: Schema = {"type": _SCALAR, "pattern": r"\S"}
_CITED = f"{_ID}(#{LOCATOR})?"
_ANY_ID = f"([a-z-]+/)?{_ID}"
_PASSAGE = _matching(f"({_ID}#)?[^#]+")
_PART: Schema = {
    "type": "object",
    "description": "a passage with the part of it that bears the value, or the first and the last words: first … last",
    "additionalProperties": _WORDS,
    "minProperties": 1,
}
_QUOTED: Schema = {
    "type": "object",
    "description": "a source with its exact words",
    "propertyNames": {"pattern": f"^(?:{_CITED})$"},
    "additionalProperties": _WORDS,
    "minProperties": 1,
}
_DEFINITIONS: dict[str, Schema] = {
    "words": _WORDS,
    "text": {
        "anyOf": [
            _WORDS,
            {
                "type": "object",
                "description": "the text by language, such as {en: …, ru: …}",
                "propertyNames": {"pattern": f"^(?:{languages.PATTERN})$"},
                "additionalProperties": _WORDS,
                "minProperties": 1,
            },
        ]
    },
    "date": {
        "type": ["string", "integer"],
        "pattern": rf"^(?:{_DAY}|{_DAY}/({_DAY}|\.\.)?|(\.\.)?/{_DAY})$",
        "minimum": 0,
        "maximum": 9999,
    },
    "number": {"type": ["integer", "string"], "pattern": f"^(?:{NUMBER})$", "minimum": 0, "maximum": 999_999_999},
    "counts": {"type": "object", "additionalProperties": {"$ref": "#/definitions/number"}},
    "from": {
        "anyOf": [_PASSAGE, _PART, {"type": "array", "items": {"anyOf": [_PASSAGE, _PART]}, "minItems": 1}],
    },
    "src": {
        "anyOf": [
            _matching(_CITED),
            _QUOTED,
            {"type": "array", "items": {"anyOf": [_matching(_CITED), _QUOTED]}, "minItems": 1},
        ]
    },
}
