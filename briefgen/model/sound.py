"""Sound records, read as their descriptions say, without a model being built.

One sentence changes, and a brief is wanted: to import the library that validates, and to build its models of a meeting
with all that may stand in one, takes three times as long as this. Where anything is not as it should be nothing is
returned, and the models (`models.py`) say what it is; they take all that is taken here, and as the same values.

What an editor writes in the shortest form that is still true is turned here into the one form that the program knows: a
bare scalar becomes `{is: scalar}`, one value becomes a list of one, `src: id` becomes a list of citations.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from types import SimpleNamespace
from typing import Any

from briefgen.diagnostics import quoted
from briefgen.model.ids import is_slug, why_no_slug
from briefgen.model.scalars import (
    CUT_BY_A_COMMA,
    LOCATOR,
    TYPES,
    Misfit,
    Path,
    is_by_language,
    no_value,
    problem,
    reference_to,
    words,
)
from briefgen.model.schema import GROUP, PLAIN, RECORD, REFERENCE, FieldSpec, Schema, actors, attribute, may_be_nameless
from briefgen.model.shared import OF_A_GROUP, OF_A_RECORD, OF_A_VALUE, RANKS, SRC, VALUE_ITSELF

Read = Callable[[Any], Any]
_REQUIRED = object()
Keys = dict[str, tuple[str, Read, object]]
"""Of each key of a mapping: the attribute that it becomes, how it is read, and what stands for one that is missing."""


class RecordReading:
    """How the records of each kind of a workspace are read."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._actors = actors(schema)
        self._of_kind = cache(lambda kind: _mapping_of(self._keys_of_kind(kind)))
        self._nested = cache(self._within_another)
        self._value_keys = cache(self._keys_of_value)
        self._reference = cache(self._reference_to)

    def record(self, data: object, kind: str) -> Any:
        """What `explode` takes: the record's parts as attributes. None where anything in it is not as it should be."""
        try:
            return self._of_kind(kind)(data)
        except (Misfit, _Doubt, RecursionError):
            return None

    def _keys_of_kind(self, kind: str) -> Keys:
        return _SHARED_BY_RECORDS | {name: self._part(spec) for name, spec in self.schema[kind].fields.items()}

    def _keys_of_value(self, scalar: str, kinds: tuple[str, ...], choices: tuple[str, ...]) -> Keys:
        own: Keys = {VALUE_ITSELF: ("is_", self._scalar(scalar, kinds, choices), _REQUIRED)}
        return _SHARED_BY_VALUES | self._speakers() | own

    def _speakers(self) -> Keys:
        return {"according_to": ("according_to", partial(_many, listed, self._reference(self._actors)), ())}

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
            return name, partial(_many, listed, lambda data: self._nested(spec.kinds[0])(data)), missing
        if spec.form == GROUP:
            keys = (
                _SHARED_BY_GROUPS | self._speakers() | {inner.name: self._part(inner) for inner in spec.keys.values()}
            )
            return name, partial(_many, listed, _mapping_of(keys)), missing
        keys = self._value_keys(spec.scalar, spec.kinds, spec.choices)
        keys = keys | {inner.name: self._part(inner) for inner in spec.qualifiers.values()}
        return name, partial(_many, stated, _mapping_of(keys)), missing

    def _within_another(self, kind: str) -> Read:
        return _mapping_of({**self._keys_of_kind(kind), "id": ("id", TYPES["word"].read, _REQUIRED)})

    def _scalar(self, scalar: str, kinds: tuple[str, ...], choices: tuple[str, ...]) -> Read:
        if choices:
            return partial(_choice, choices)
        return self._reference(kinds) if scalar == REFERENCE else TYPES[scalar].read

    def _reference_to(self, kinds: tuple[str, ...]) -> Read:
        return reference_to(kinds, or_words=may_be_nameless(self.schema, kinds))


class _Doubt(Exception):
    """Something is not as it should be."""


def _mapping_of(keys: Keys) -> Read:
    """How a mapping of these keys is read; only those are looked at that are written."""
    missing = {name: instead for name, _, instead in keys.values() if instead is not _REQUIRED}
    filled_in = {name: instead for key, (name, _, instead) in keys.items() if instead and name == attribute(key)}
    made = type("Read", (SimpleNamespace,), missing)  # what nearly all lack is not set in each
    return partial(_mapping, keys, made, filled_in, {key for key, (*_, one) in keys.items() if one is _REQUIRED})


def _mapping(
    keys: Keys, made: type[SimpleNamespace], filled_in: Mapping[str, object], required: set[str], data: object
) -> SimpleNamespace:
    if not isinstance(data, dict) or not required <= data.keys() <= keys.keys():
        raise _Doubt
    found = made()
    parts = vars(found)
    parts.update(filled_in)
    for key, value in data.items():
        name, read, _ = keys[key]
        parts[name] = read(value)
    return found


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


# --- the one form, for the models too; what has none raises `scalars.problem` ---

Apart = tuple[object, object, Path]
"""What names a source, the words quoted from it, and the way to them."""


def listed(value: object) -> list[object]:
    """One thing, or a list of them, as a list."""
    if value in ("", []):
        raise no_value()
    return value if isinstance(value, list) else [value]


def stated(value: object) -> list[object]:
    """One value with its sources, or several, each of which may be written bare."""
    return [item if isinstance(item, dict) and not is_by_language(item) else {"is": item} for item in listed(value)]


def citations(value: object) -> list[Apart]:
    """Every citation apart, with the way to it, so that each can be refused at its own place."""
    if value in ("", [], {}):
        raise no_value()
    if not isinstance(value, list):
        return list(_apart(value, ()))
    return [citation for n, item in enumerate(value) for citation in _apart(item, (n,))]


def _apart(item: object, at: Path) -> Iterator[Apart]:
    if isinstance(item, dict) and item:
        for n, (key, words) in enumerate(item.items()):  # {gazette: It met on 30 May, 2031}
            yield key, None if n and words == "" else words, (*at, str(key))
    else:
        yield item or "", "", at


def citation(apart: Apart) -> dict[str, str]:
    """The source, the locator and the quote of one."""
    key, quote, at = apart
    is_key = quote != "" or (isinstance(key, str) and at[-1:] == (key,))
    text = str(key) if is_key else words(key, at, up=1)
    source, has_locator, locator = text.partition("#")
    hint = CUT_BY_A_COMMA if quote is None else ""
    if not is_slug(source):
        raise problem("bad-id", f"in src, {why_no_slug(source)}", hint=hint, up=1, at=at, at_key=is_key)
    if quote is None:
        raise problem("empty-value", f"no words stand behind {quoted(source)}", hint=hint, up=1, at=at, at_key=True)
    if isinstance(quote, list):
        hint = f"several passages of one source: src: {text}, and beside it quote: [first … last, another]"
        raise problem("wrong-type", "expected the words of one passage, found a list", hint=hint, up=1, at=at)
    if has_locator and not re.fullmatch(LOCATOR, locator):
        message = f"{quoted(locator)} is no locator such as p3 or min12"
        raise problem("bad-locator", message, up=1, at=at, at_key=is_key)
    return {"source": source, "locator": locator, "quote": words(quote, at, up=1) if is_key else ""}


_SHARED_BY_GROUPS, _SHARED_BY_VALUES, _SHARED_BY_RECORDS = map(_shared, (OF_A_GROUP, OF_A_VALUE, OF_A_RECORD))
