"""JSON Schemas of the records, for editors that complete and check while one types.

They tell of the file as it is written, with every short form, while the models know what the short forms become. An
editor reads YAML's scalars by type (`2025` is a number to it, `no` a word), so a text may be any of these.
Draft 7, which YAML extensions know best. `briefgen schema` writes them to `facts/.schemas/<kind>.json`,
and a record names its own in its first line:

    # yaml-language-server: $schema=../.schemas/meeting.json

The ids of the records that there are stand in a file beside them, `ids.json`, so that a new record changes that alone.
An editor completes them, each with its name; another id is no fault to it, for the record may be written next.

What no schema can say (a reference that leads nowhere, 30 February) is left to `briefgen check`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from briefgen.frozen import replace
from briefgen.model.ids import LONGEST, SLUG
from briefgen.model.scalars import LANGUAGE, LOCATOR, NUMBER, TYPES
from briefgen.model.schema import (
    COUNTS,
    DATE,
    GROUP,
    PLAIN,
    RECORD,
    REFERENCE,
    SOURCE,
    TEXT,
    FieldSpec,
    KindSpec,
    Schema,
    may_be_nameless,
)
from briefgen.model.schema import NUMBER as A_NUMBER
from briefgen.model.shared import OF_A_GROUP, OF_A_NESTED, OF_A_RECORD, QUOTE, SRC, VALUE_ITSELF, of_a_value

Json = dict[str, Any]
FOLDER, IDS = ".schemas", "ids.json"
FROM, PART = "from", "part"
_SCALAR = ["string", "number", "boolean"]
_DAY = r"[0-9X]{4}[?~%]?(-[0-9X]{2}[?~%]?(-[0-9X]{2}[?~%]?)?)?"
_ID = SLUG.pattern
_DRAFT = "http://json-schema.org/draft-07/schema#"
_ANY, _QUOTED_FROM = "any", "quoted-from"


def json_schemas(schema: Schema, *, completing: bool = False) -> dict[str, Json]:
    """The schema of each kind of record, by kind; `completing` ones ask `ids.json` beside them for ids."""
    return {name: _record(_SchemaWriter(schema, completing), kind) for name, kind in schema.items()}


def ids_schema(schema: Schema, names: Mapping[str, Mapping[str, str]]) -> Json:
    """What stands in `ids.json`: the ids of each kind with what they are called, from `names` by kind and id.

    An id that two kinds share is there with its kind, too, as a reference that may lead to both must be written.
    """
    told = Counter(id_ for ids in names.values() for id_ in ids)
    definitions: dict[str, Json] = {}
    for kind in schema:
        ids = dict(sorted(names.get(kind, {}).items()))
        ids |= {f"{kind}/{id_}": name for id_, name in ids.items() if told[id_] > 1}
        definitions[kind] = {"enum": list(ids), "enumDescriptions": list(ids.values())} if ids else {"not": {}}
    definitions[_ANY] = {"anyOf": [_to(kind) for kind in schema]}
    sources = {id_: {"description": name, **_WORDS} for id_, name in sorted(names.get(SOURCE, {}).items())}
    definitions[_QUOTED_FROM] = {**_QUOTED, "properties": sources}
    return {"$schema": _DRAFT, "title": "the ids of the records that there are", "definitions": definitions}


def modeline(kind: str) -> str:
    """The first line of a record that leads an editor to its schema."""
    return f"# yaml-language-server: $schema=../{FOLDER}/{kind}.json"


def _record(writer: _SchemaWriter, kind: KindSpec) -> Json:
    record = writer.mapping(kind.help, {**OF_A_RECORD, **kind.fields}, FROM)
    own = ("src", "quote", FROM, "note")
    of_a_passage = {key: {"$ref": f"#/properties/{key}"} for key in record["properties"] if key not in own}
    record["properties"]["passages"] = _passages(writer.called("passage", _passage(of_a_passage)))
    if required := record.pop("required", None):  # a passage may bear what a record must have
        record |= {"if": {"not": {"required": ["passages"]}}, "then": {"required": required}}
    head = {"$schema": _DRAFT, "title": kind.kind}
    return {**head, **record, "definitions": dict(sorted(writer.definitions.items()))}


class _SchemaWriter:
    """Writes the schemas of fields; what has a name of its own goes to `definitions` and is referred to."""

    def __init__(self, schema: Schema, completing: bool) -> None:
        self.schema, self.of_a_value, self.completing = schema, of_a_value(schema), completing
        self.definitions: dict[str, Json] = dict(_DEFINITIONS)
        cited = [_matching(_CITED), _QUOTED, *self.known(SOURCE, _QUOTED_FROM)]
        self.definitions[SRC] = {"anyOf": [*cited, {"type": "array", "items": {"anyOf": cited}, "minItems": 1}]}

    def known(self, *names: str) -> list[Json]:
        """The ways to what `ids.json` has under these names."""
        return [{"$ref": f"{IDS}#/definitions/{name}"} for name in names] if self.completing else []

    def mapping(self, description: str, fields: Mapping[str, FieldSpec], *passages: str) -> Json:
        """A mapping of exactly these keys, and of those that lead to `passages`."""
        schema: Json = {
            "type": "object",
            "description": description,
            "properties": {key: self.shared(field) or self.property(field) for key, field in fields.items()},
            "additionalProperties": False,
        }
        schema["properties"] |= {key: _OF_PASSAGES[key] for key in passages}
        required = [key for key, field in fields.items() if field.must_be_written]
        return {**schema, "required": required} if required else schema

    def shared(self, field: FieldSpec) -> Json | None:
        """The way to a key that every value has, which is told once; None for any other."""
        if field is not self.of_a_value.get(field.name):
            return None
        name = f"key-{field.name}"
        self.definitions.setdefault(name, self.property(field))
        return _to(name)

    def property(self, field: FieldSpec) -> Json:
        schema: Json = {"description": field.help, "anyOf": self.forms(field)}
        if field.default:
            schema["default"] = field.default
        return schema

    def forms(self, field: FieldSpec) -> list[Json]:
        """Every way to write a field: its value bare or in a mapping, and a list of them where it holds several."""
        if field.name == SRC:
            return [_to("src")]
        if field.name == QUOTE:
            return _one_or_several([_to("words")], True)
        if field.form == PLAIN:
            return _one_or_several([self.scalar(field)], field.many)
        if field.form == RECORD:
            kind = self.schema[field.kinds[0]]
            inner = {**OF_A_RECORD, **kind.fields, **OF_A_NESTED}
            one = self.named(f"record-{kind.kind}", kind.help, inner, FROM)
            return _one_or_several([one, self.by_id(one)], True)
        if field.form == GROUP:
            shared = {name: self.of_a_value[name] for name in OF_A_GROUP}
            group = self.named(f"group-{field.name}", field.help, {**shared, **field.keys}, FROM, PART)
            return _one_or_several([group], True)
        value = replace(field, form=PLAIN, many=False)
        itself = replace(value, name=VALUE_ITSELF, help=self.of_a_value[VALUE_ITSELF].help, default="", required=True)
        keys = {**self.of_a_value, VALUE_ITSELF: itself, **field.qualifiers}
        # What many fields have is said once: values of a type, and of a type with keys of its own.
        name = field.written if field.written != field.scalar else ""
        if not field.qualifiers:
            name = "-".join(("value", field.scalar, *field.kinds, *field.choices))
        if name:
            named = self.named(name, "a value", keys, FROM, PART)
        else:
            named = self.called(f"value-of-{field.name}", self.mapping("a value", keys, FROM, PART))
        ways = [self.scalar(value), named]
        return [
            self.called(
                f"one-or-several-{_name(named)}", {"anyOf": _one_or_several([*ways, self.sharing(named, ways)], True)}
            )
        ]

    def by_id(self, record: Json) -> Json:
        """Records by their ids, beside the keys that they share."""
        keys = self.keys_of(record)
        several = {
            "type": "object",
            "description": "by their ids, beside the keys that they share",
            "properties": {key: value for key, value in self.shared_keys_of(record).items() if key != "id"},
            "additionalProperties": {"type": "object", "properties": keys, "additionalProperties": False},
        }
        return self.called(f"{_name(record)}-by-id", several)

    def sharing(self, named: Json, one: list[Json]) -> Json:
        """Values that share keys."""
        several = {"type": "array", "items": {"anyOf": one}, "minItems": 1}
        values = {
            "type": "object",
            "description": "values that share the other keys",
            "properties": {**self.shared_keys_of(named), "each": several},
            "additionalProperties": False,
            "required": ["each"],
        }
        return self.called(f"sharing-{_name(named)}", values)

    def keys_of(self, named: Json) -> Json:
        """The keys of what has a name, each by the way to it: what it says stands once."""
        keys = self.definitions[_name(named)]["properties"]
        return {key: {"$ref": f"{named['$ref']}/properties/{key}"} for key in keys}

    def shared_keys_of(self, named: Json) -> Json:
        """The same for what several values share: a number may count them."""
        properties = self.definitions[_name(named)]["properties"]
        numbers = {key for key, said in properties.items() if _to("number") in said.get("anyOf", ())}
        keys = self.keys_of(named)
        return {key: {"anyOf": [way, _to("count")]} if key in numbers else way for key, way in keys.items()}

    def called(self, name: str, schema: Json) -> Json:
        """The way to a schema, under a name or, where another has that, under the next."""
        count = 1
        while self.definitions.setdefault(tried := f"{name}-{count}" if count > 1 else name, schema) != schema:
            count += 1
        return _to(tried)

    def named(self, name: str, description: str, fields: Mapping[str, FieldSpec], *passages: str) -> Json:
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = self.mapping(description, fields, *passages)
        return _to(name)

    def scalar(self, field: FieldSpec) -> Json:
        if field.choices:
            return {"enum": list(field.choices)}
        if field.type == REFERENCE:
            kinds = "|".join(field.kinds or self.schema)
            reference = _matching(f"(({kinds})/)?{_ID}") | {"maxLength": LONGEST + 20}
            nameless = may_be_nameless(self.schema, field.kinds)
            words = [{"type": "string", "pattern": r"\S\s+\S"}] if nameless else []
            ways = [reference, *words, *self.known(*(field.kinds or (_ANY,)))]
            return {"anyOf": ways} if len(ways) > 1 else reference
        if (type_ := TYPES.get(field.scalar)) is not None and type_.pattern:
            return _matching(type_.pattern)
        named = {TEXT: "text", DATE: "date", A_NUMBER: "number", COUNTS: "counts"}
        return _to(named.get(field.type, "words"))


def _passage(fields: Json) -> Json:
    """A passage with what it bears."""
    own = {"name": _matching(_ID), "src": _matching(_CITED)}
    own |= {key: _to("words") for key in ("quote", "note", "marking", "proposed_by")}
    speakers: Json = {"according_to": {"anyOf": _one_or_several([_matching(_ANY_ID)], True)}}
    return {
        "type": "object",
        "properties": {**fields, **speakers, **own},
        "additionalProperties": False,
        "required": ["quote"],
    }


def _passages(passage: Json) -> Json:
    """Passages in a list or by name."""
    named = {"type": "object", "additionalProperties": {"anyOf": [_to("words"), passage]}, "minProperties": 1}
    listed = {"type": "array", "items": passage, "minItems": 1}
    return {"description": "words of a source, each with what rests on it", "anyOf": [named, listed]}


def _name(schema: Json) -> str:
    """The name of a schema that is referred to."""
    return str(schema["$ref"]).rpartition("/")[2]


def _to(name: str) -> Json:
    return {"$ref": f"#/definitions/{name}"}


def _one_or_several(forms: list[Json], several: bool) -> list[Json]:
    items = forms[0] if len(forms) == 1 else {"anyOf": forms}
    return [*forms, {"type": "array", "items": items, "minItems": 1}] if several else forms


def _matching(pattern: str) -> Json:
    """A word written so; an editor may take it for a number (an id such as 2025), which then passes."""
    return {"type": _SCALAR, "pattern": f"^(?:{pattern})$"}


_WORDS: Json = {"type": _SCALAR, "pattern": r"\S"}
_CITED = f"{_ID}(#{LOCATOR})?"
_ANY_ID = f"([a-z-]+/)?{_ID}"
_PASSAGE = _matching(f"({_ID}#)?[^#]+")
_PART: Json = {
    "type": "object",
    "description": "a passage with the part of it that bears the value, or the first and the last words: first … last",
    "additionalProperties": _WORDS,
    "minProperties": 1,
}
_QUOTED: Json = {
    "type": "object",
    "description": "a source with its exact words",
    "propertyNames": {"pattern": f"^(?:{_CITED})$"},
    "additionalProperties": _WORDS,
    "minProperties": 1,
}
_DEFINITIONS: dict[str, Json] = {
    "words": _WORDS,
    "text": {
        "anyOf": [
            _WORDS,
            {
                "type": "object",
                "description": "the text by language, such as {en: …, ru: …}",
                "propertyNames": {"pattern": f"^(?:{LANGUAGE})$"},
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
    "count": {
        "description": "numbers in the order in which the values stand: from 1",
        "type": "string",
        "pattern": "^from [0-9]{1,4}$",
    },
    "counts": {"type": "object", "additionalProperties": {"$ref": "#/definitions/number"}},
    "from": {"anyOf": [_PASSAGE, _PART, {"type": "array", "items": {"anyOf": [_PASSAGE, _PART]}, "minItems": 1}]},
}
_OF_PASSAGES: Json = {
    FROM: {"description": "passages that bear it", **_to("from")},
    PART: {"description": "the part of the passage above that bears it", **_to("words")},
}
