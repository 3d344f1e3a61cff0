"""Sound records, read as their descriptions say, without a model being built.

One sentence changes, and a brief is wanted: to import the library that validates, and to build its models of a meeting
with all that may stand in one, takes three times as long as this. Where anything is not as it should be nothing is
returned, and the models (`models.py`) say what it is; they take all that is taken here, and as the same values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from types import SimpleNamespace
from typing import Any

from briefgen.model.canonical import citation, citations, listed, stated
from briefgen.model.scalars import TYPES, Misfit, reference_to
from briefgen.model.schema import (
    GROUP,
    PLAIN,
    RECORD,
    REFERENCE,
    FieldSpec,
    Schema,
    actors,
    attribute,
    may_be_nameless,
)
from briefgen.model.shared import OF_A_GROUP, OF_A_RECORD, OF_A_VALUE, RANKS, SRC, VALUE_ITSELF

Read = Callable[[Any], Any]
_REQUIRED = object()
Keys = dict[str, tuple[str, Read, object]]
"""Of each key of a mapping: the attribute that it becomes, how it is read, and what stands for one that is missing."""


class Reading:
    """How the records of each kind of a workspace are read."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._actors = actors(schema)
        self._of_kind = cache(self._keys_of_kind)
        self._value_keys = cache(self._keys_of_value)

    def record(self, data: object, kind: str) -> Any:
        """What `explode` takes: the record's parts as attributes. None where anything in it is not as it should be."""
        try:
            return _mapping(self._of_kind(kind), data)
        except (Misfit, _Doubt, RecursionError):
            return None

    def _keys_of_kind(self, kind: str) -> Keys:
        return _SHARED_BY_RECORDS | {name: self._part(spec) for name, spec in self.schema[kind].fields.items()}

    def _keys_of_value(self, scalar: str, kinds: tuple[str, ...], choices: tuple[str, ...]) -> Keys:
        own: Keys = {
            VALUE_ITSELF: ("is_", self._scalar(scalar, kinds, choices), _REQUIRED),
            "according_to": ("according_to", partial(_many, listed, self._reference(self._actors)), ()),
        }
        return _SHARED_BY_VALUES | own

    def _part(self, spec: FieldSpec) -> tuple[str, Read, object]:
        name, missing = attribute(spec.name), _REQUIRED if spec.must_be_written else ()
        if spec.form == PLAIN:
            one = self._scalar(spec.scalar, spec.kinds, spec.choices)
            if spec.default:
                return name, one, spec.default
            if spec.many:
                return name, partial(_many, listed, one), missing
            return name, one, _REQUIRED if spec.must_be_written else None
        if spec.form == RECORD:
            return name, partial(_many, listed, partial(self._nested, spec.kinds[0])), missing
        if spec.form == GROUP:
            keys = _SHARED_BY_GROUPS | {inner.name: self._part(inner) for inner in spec.keys.values()}
            return name, partial(_many, listed, partial(_mapping, keys)), missing
        keys = self._value_keys(spec.scalar, spec.kinds, spec.choices)
        keys = keys | {inner.name: self._part(inner) for inner in spec.qualifiers.values()}
        return name, partial(_many, stated, partial(_mapping, keys)), missing

    def _nested(self, kind: str, data: object) -> Any:
        own: Keys = {"id": ("id", TYPES["word"].read, _REQUIRED)}
        return _mapping({**self._of_kind(kind), **own}, data)

    def _scalar(self, scalar: str, kinds: tuple[str, ...], choices: tuple[str, ...]) -> Read:
        if choices:
            return partial(_choice, choices)
        return self._reference(kinds) if scalar == REFERENCE else TYPES[scalar].read

    def _reference(self, kinds: tuple[str, ...]) -> Read:
        return reference_to(kinds, or_words=may_be_nameless(self.schema, kinds))


class _Doubt(Exception):
    """Something is not as it should be."""


def _mapping(keys: Keys, data: object) -> SimpleNamespace:
    if not isinstance(data, dict) or not data.keys() <= keys.keys():
        raise _Doubt
    parts = {}
    for key, (name, read, missing) in keys.items():
        if key in data:
            parts[name] = read(data[key])
        elif missing is _REQUIRED:
            raise _Doubt
        else:
            parts[name] = missing
    return SimpleNamespace(**parts)


def _many(apart: Callable[[object], list[Any]], read: Read, value: object) -> tuple[Any, ...]:
    return tuple([read(one) for one in apart(value)])


def _choice(choices: tuple[str, ...], value: object) -> str:
    if not isinstance(value, str) or value not in choices:
        raise _Doubt
    return str(value)


def _counts(value: object) -> dict[str, int]:
    if not isinstance(value, dict):
        raise _Doubt
    return {TYPES["words"].read(key): TYPES["number"].read(number) for key, number in value.items()}  # type: ignore[misc]


def _cited(apart: Any) -> SimpleNamespace:
    return SimpleNamespace(**citation(apart))


def _shared(specs: Mapping[str, FieldSpec]) -> Keys:
    """The keys that need no schema to be read."""
    found: dict[str, tuple[str, Read, object]] = {SRC: (SRC, partial(_many, citations, _cited), ())}
    for key, spec in specs.items():
        name = f"{key}_" if key == "register" else key
        if spec.scalar in TYPES:
            found[key] = (name, TYPES[spec.scalar].read, None)
    if "expect" in specs:
        found["expect"] = ("expect", _counts, None)
    if "rank" in specs:
        found["rank"] = ("rank", partial(_choice, RANKS), specs["rank"].default)
    return found


_SHARED_BY_GROUPS, _SHARED_BY_VALUES, _SHARED_BY_RECORDS = map(_shared, (OF_A_GROUP, OF_A_VALUE, OF_A_RECORD))
