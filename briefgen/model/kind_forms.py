"""How a kind of record is described: the form of `facts/_kinds/<kind>.yaml`, and of the shipped kinds alike."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import Field

from briefgen.model.ids import SLUG
from briefgen.model.models import Listed, Number, Slug, Strict, Words, checked
from briefgen.model.scalars import TYPES, is_language, problem, words
from briefgen.model.schema import ROLES, Schema

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


def _flag(value: object) -> bool:
    text = words(value)
    if text not in ("true", "false"):
        raise problem("wrong-type", f"expected true or false, found '{text}'")
    return text == "true"


def _key(value: object) -> str:
    text = words(value)
    if not _KEY.fullmatch(text):
        hint = "small letters, digits and underscores, such as took_part"
        raise problem("bad-field-name", f"'{text}' is no name of a field", hint=hint)
    return text


def _role(value: object) -> str:
    text = words(value)
    if text not in ROLES:
        raise problem("bad-choice", f"'{text}' is no part that a field can play", hint=f"one of: {', '.join(ROLES)}")
    return text


def _language(value: object) -> str:
    text = words(value)
    if not is_language(text):
        raise problem("wrong-type", f"'{text}' is no language such as en or ru")
    return text


Flag = Annotated[bool, checked(_flag)]
Key = Annotated[str, checked(_key)]
Role = Annotated[str, checked(_role)]
Language = Annotated[str, checked(_language)]


PluralForm = Literal["zero", "one", "two", "few", "many", "other"]

APART = "keys that make two facts of one value: the same post on two days; dates with the same ones are alternatives"


class FieldForm(Strict):
    """One field."""

    type: Words = Field(description="what it holds: text, date, number, reference, choice, sentence, …")
    meaning: Words = Field(description="what an editor writes there, in a few words")
    many: Flag = Field(default=False, description="true: its values stand side by side; false: they are alternatives")
    required: Flag = Field(default=False, description="true: a record without it is refused")
    to: Listed[Words] = Field(
        default=(), description="of a reference or a record: the kinds it may lead to, what they act as, or any"
    )
    choices: Listed[Words] = Field(default=(), description="of a choice: the words it takes")
    default: Words | None = Field(default=None, description="of a choice: the word that holds where none is written")
    plain: Literal["desk", "stated", "register"] | None = Field(
        default=None,
        description="a bare word without sources of its own: the desk's, or what the record's source states, or out of "
        "a register",
    )
    of: Words | None = Field(default=None, description="of a group: which of its keys holds the values")
    example: Words | None = Field(default=None, description="a value to show those who fill it in")
    keys: dict[Key, FieldForm] = Field(default={}, description="what each value may say besides, key by key")
    apart: Listed[Key] = Field(default=(), description=APART)


class NamesForm(Strict):
    """What a record of the kind is called."""

    one: Words = Field(description="what one of them is called, such as meeting")
    many: Words = Field(description="what several are called, such as meetings")
    counted: dict[PluralForm, Words] = Field(
        default={},
        description="behind a number, by the plural forms of the language (CLDR), where one and many are not it: "
        "{one: встреча, few: встречи, many: встреч}",
    )
    article: Words | None = Field(default=None, description="the article that one takes: a, an")


class ExampleForm(Strict):
    """A record to learn from."""

    id: Slug = Field(description="the name of its file")
    record: Words = Field(description="what stands in it")


class KindForm(Strict):
    """A kind of record, what is added to one, or a type of field with keys of its own."""

    extends: Slug | None = Field(default=None, description="the kind, or the type of field, to which this adds fields")
    folder: Slug | None = Field(default=None, description="the folder under facts/ in which its records lie")
    value: Words | None = Field(
        default=None, description="instead of a folder: this is a type of field that holds such a value, with `keys`"
    )
    meaning: Words | None = Field(default=None, description="what a record of the kind is, in one sentence")
    order: Number | None = Field(default=None, description="its place in lists of kinds; those without come last")
    acts_as: Listed[Slug] = Field(
        default=(), description="words under which references take it: actor may speak, party may take part, …"
    )
    desk: Flag = Field(default=False, description="true: what its records say is the desk's own")
    roles: dict[Role, Listed[Words]] = Field(default={}, description="which field names it, which dates it, …")
    words: dict[Language, NamesForm] = Field(default={}, description="what it is called, by language")
    fields: dict[Key, FieldForm] = Field(default={}, description="its fields, in the order in which they are read")
    keys: dict[Key, FieldForm] = Field(default={}, description="of a type of field: what each value may say besides")
    apart: Listed[Key] = Field(default=(), description=f"of a type of field: {APART}")
    example: ExampleForm | None = Field(default=None, description="a record to learn from")


# --- the same as a JSON Schema, for editors ---

DESCRIPTION = "_kinds"
"""The name of the schema of descriptions among those of kinds, which no kind can have."""
_BARE = {"type": ["string", "number", "boolean"]}
_COMPOUND = ("choice", "reference", "group", "record")


def description_schema(kinds: Schema) -> dict[str, Any]:
    """What an editor needs to complete and check a description, made from the forms above.

    A kind that is described next may be named already, so names of kinds are completed and not asked for.
    """
    whole = KindForm.model_json_schema()
    forms = {name: _plain(form) for name, form in whole.pop("$defs").items()}
    known = {
        "type": sorted({*TYPES, *_COMPOUND}),
        "to": [*kinds, *dict.fromkeys(word for spec in kinds.values() for word in spec.acts_as), "any"],
        "extends": [*kinds],
    }
    field, kind = forms["FieldForm"]["properties"], _plain(whole)
    field["type"] |= {"anyOf": [{"enum": known["type"]}, {"type": "string", "pattern": SLUG.pattern}]}
    field["to"] |= _one_or_several({"anyOf": [{"enum": known["to"]}, _BARE]})
    kind["properties"]["extends"] |= {"anyOf": [{"enum": known["extends"]}, {"type": "string"}]}
    parts = {name: _one_or_several(_BARE) | {"description": meaning} for name, meaning in ROLES.items()}
    kind["properties"]["roles"] |= {"properties": parts, "additionalProperties": False}
    for holder in (field, kind["properties"]):
        for name in ("fields", "keys"):
            if name in holder:
                holder[name] |= {"propertyNames": {"pattern": f"^{_KEY.pattern}$"}}
    draft = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "a kind of record, or what is added to one"}
    return {**draft, **kind, "definitions": forms}


def _plain(schema: Any) -> Any:
    """A schema of pydantic's as an editor wants it: no titles, no null, one or a list, words as YAML reads them."""
    if isinstance(schema, list):
        return [_plain(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {key: _plain(value) for key, value in schema.items() if key not in ("title", "default", "properties")}
    if "properties" in schema:
        plain["properties"] = {key: _plain(value) for key, value in schema["properties"].items()}
    ways = [way for way in plain.pop("anyOf", []) if way != {"type": "null"}]
    plain |= ways[0] if len(ways) == 1 else {"anyOf": ways} if ways else {}
    if "$ref" in plain:
        plain = {"$ref": plain["$ref"].replace("#/$defs/", "#/definitions/")}
    if plain.get("type") == "string" and "enum" not in plain:
        plain |= _BARE
    if plain.get("type") == "array":
        plain = {**{k: v for k, v in plain.items() if k not in ("type", "items")}, **_one_or_several(plain["items"])}
    return plain


def _one_or_several(one: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}
