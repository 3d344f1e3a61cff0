"""How a kind of record is described: the form of `facts/_kinds/<kind>.yaml`, and of the shipped kinds alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, field, fields
from functools import cache, partial
from typing import Any

from briefgen.frozen import dataclass
from briefgen.model.ids import SLUG
from briefgen.model.languages import is_language
from briefgen.model.record_reading import REQUIRED, KeyReading, MappingReading, Read, by_key, choice, several
from briefgen.model.scalars import TYPES, number, problem, slug, words
from briefgen.model.schema import ROLES, Schema

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
Json = dict[str, Any]


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


# --- what a key may hold: how it is read, and its JSON Schema ---


@dataclass(frozen=True)
class FormPart:
    read: Read
    schema: Json


def _one_or_several(one: Json) -> Json:
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}


def _listed(part: FormPart) -> FormPart:
    return FormPart(several(part.read), _one_or_several(part.schema))


def _each(read_key: Read, part: FormPart, keys: Json | None = None) -> FormPart:
    named = {"propertyNames": keys} if keys else {}
    return FormPart(
        partial(by_key, read_key, part.read), {"type": "object", "additionalProperties": part.schema, **named}
    )


def _choice(*choices: str) -> FormPart:
    return FormPart(partial(choice, choices), {"type": "string", "enum": [*choices]})


def _form(name: str) -> FormPart:
    """A form by its name, which may stand further down."""
    return FormPart(lambda data: reading_of(globals()[name])(data), {"$ref": f"#/definitions/{name}"})


def _written(part: FormPart, meaning: str, default: Any = MISSING, make: Callable[[], Any] | None = None) -> Any:
    """A key of a form; it must be there where nothing stands for it."""
    told = {"part": part, "meaning": meaning}
    return field(default_factory=make, metadata=told) if make else field(default=default, metadata=told)


_BARE = {"type": ["string", "number", "boolean"]}
_WORDS, _SLUG, _FLAG = FormPart(words, _BARE), FormPart(slug, _BARE), FormPart(_flag, {"type": "boolean"})
_FIELDS = _each(_key, _form("FieldForm"), {"pattern": f"^{_KEY.pattern}$"})
_PLURALS = ("zero", "one", "two", "few", "many", "other")
APART = "keys that make two facts of one value: the same post on two days; dates with the same ones are alternatives"


@dataclass(frozen=True)
class FieldForm:
    """One field."""

    type: str = _written(_WORDS, "what it holds: text, date, number, reference, choice, sentence, …")
    meaning: str = _written(_WORDS, "what an editor writes there, in a few words")
    many: bool = _written(_FLAG, "true: its values stand side by side; false: they are alternatives", False)
    required: bool = _written(_FLAG, "true: a record without it is refused", False)
    to: tuple[str, ...] = _written(
        _listed(_WORDS), "of a reference or a record: the kinds it may lead to, what they act as, or any", ()
    )
    choices: tuple[str, ...] = _written(_listed(_WORDS), "of a choice: the words it takes", ())
    default: str | None = _written(_WORDS, "of a choice: the word that holds where none is written", None)
    plain: str | None = _written(
        _choice("desk", "stated", "register"),
        "a bare word without sources of its own: the desk's, or what the record's source states, or out of a register",
        None,
    )
    of: str | None = _written(_WORDS, "of a group: which of its keys holds the values", None)
    example: str | None = _written(_WORDS, "a value to show those who fill it in", None)
    keys: Mapping[str, FieldForm] = _written(_FIELDS, "what each value may say besides, key by key", make=dict)
    apart: tuple[str, ...] = _written(_listed(FormPart(_key, _BARE)), APART, ())


@dataclass(frozen=True)
class NamesForm:
    """What a record of the kind is called."""

    one: str = _written(_WORDS, "what one of them is called, such as meeting")
    many: str = _written(_WORDS, "what several are called, such as meetings")
    counted: Mapping[str, str] = _written(
        _each(partial(choice, _PLURALS), _WORDS, {"enum": [*_PLURALS]}),
        "behind a number, by the plural forms of the language (CLDR), where one and many are not it: "
        "{one: встреча, few: встречи, many: встреч}",
        make=dict,
    )
    article: str | None = _written(_WORDS, "the article that one takes: a, an", None)


@dataclass(frozen=True)
class ExampleForm:
    """A record to learn from."""

    id: str = _written(_SLUG, "the name of its file")
    record: str = _written(_WORDS, "what stands in it")


@dataclass(frozen=True)
class KindForm:
    """A kind of record, what is added to one, or a type of field with keys of its own."""

    extends: str | None = _written(_SLUG, "the kind, or the type of field, to which this adds fields", None)
    folder: str | None = _written(_SLUG, "the folder under facts/ in which its records lie", None)
    value: str | None = _written(
        _WORDS, "instead of a folder: this is a type of field that holds such a value, with `keys`", None
    )
    meaning: str | None = _written(_WORDS, "what a record of the kind is, in one sentence", None)
    order: int | None = _written(
        FormPart(number, {"type": "integer"}), "its place in lists of kinds; those without come last", None
    )
    acts_as: tuple[str, ...] = _written(
        _listed(_SLUG), "words under which references take it: actor may speak, party may take part, …", ()
    )
    desk: bool = _written(_FLAG, "true: what its records say is the desk's own", False)
    roles: Mapping[str, tuple[str, ...]] = _written(
        _each(_role, _listed(_WORDS)), "which field names it, which dates it, …", make=dict
    )
    words: Mapping[str, NamesForm] = _written(
        _each(_language, _form("NamesForm")), "what it is called, by language", make=dict
    )
    fields: Mapping[str, FieldForm] = _written(_FIELDS, "its fields, in the order in which they are read", make=dict)
    keys: Mapping[str, FieldForm] = _written(_FIELDS, "of a type of field: what each value may say besides", make=dict)
    apart: tuple[str, ...] = _written(_listed(FormPart(_key, _BARE)), f"of a type of field: {APART}", ())
    example: ExampleForm | None = _written(_form("ExampleForm"), "a record to learn from", None)


@cache
def reading_of(form: type[Any]) -> MappingReading:
    """How what is written in a form is read."""
    keys = {}
    for one in fields(form):
        instead = one.default_factory() if one.default_factory is not MISSING else one.default
        part = one.metadata["part"]
        keys[one.name] = KeyReading(
            one.name, part.read, REQUIRED if instead is MISSING else instead, one.metadata["meaning"]
        )
    return MappingReading(keys, form)


# --- the same as a JSON Schema, for editors ---

DESCRIPTION = "_kinds"
"""The name of the schema of descriptions among those of kinds, which no kind can have."""
_COMPOUND = ("choice", "reference", "group", "record")


def description_schema(kinds: Schema) -> Json:
    """What an editor needs to complete and check a description, made from the forms above.

    A kind that is described next may be named already, so names of kinds are completed and not asked for.
    """
    forms = {form.__name__: _schema_of(form) for form in (ExampleForm, FieldForm, NamesForm)}
    known = {
        "type": sorted({*TYPES, *_COMPOUND}),
        "to": [*kinds, *dict.fromkeys(word for spec in kinds.values() for word in spec.acts_as), "any"],
        "extends": [*kinds],
    }
    field, kind = forms["FieldForm"]["properties"], _schema_of(KindForm)
    field["type"] |= {"anyOf": [{"enum": known["type"]}, {"type": "string", "pattern": SLUG.pattern}]}
    field["to"] |= _one_or_several({"anyOf": [{"enum": known["to"]}, _BARE]})
    kind["properties"]["extends"] |= {"anyOf": [{"enum": known["extends"]}, {"type": "string"}]}
    parts = {name: _one_or_several(_BARE) | {"description": meaning} for name, meaning in ROLES.items()}
    kind["properties"]["roles"] |= {"properties": parts, "additionalProperties": False}
    draft = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "a kind of record, or what is added to one"}
    return {**draft, **kind, "definitions": forms}


def _schema_of(form: Any) -> Json:
    keys = fields(form)
    described = {one.name: {"description": one.metadata["meaning"], **one.metadata["part"].schema} for one in keys}
    needed = [name for name, key in reading_of(form).keys.items() if key.instead is REQUIRED]
    whole = {"type": "object", "description": form.__doc__, "properties": described, "additionalProperties": False}
    return {**whole, "required": needed} if needed else whole
