"""Records, and descriptions of kinds, read as it is said of them: what they amount to, or all that is wrong with them.

What reads a part raises `Misfit`; what reads the whole goes on with the other parts, and raises all that was raised,
each with the way to it. One sentence changes, and a brief is wanted: so nothing is built here for which a library would
have to be imported.

What an editor writes in the shortest form that is still true is turned here into the one form that the program knows: a
bare scalar becomes `{is: scalar}`, one value becomes a list of one, `src: id` becomes a list of citations.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from types import SimpleNamespace
from typing import Any

from briefgen.diagnostics import did_you_mean, did_you_mean_or, quoted
from briefgen.frozen import dataclass
from briefgen.model.ids import is_slug, why_no_slug
from briefgen.model.scalars import (
    LOCATOR,
    TYPES,
    Fault,
    Misfit,
    Path,
    is_by_language,
    no_value,
    problem,
    reference_to,
    words,
)
from briefgen.model.schema import GROUP, PLAIN, RECORD, REFERENCE, FieldSpec, Schema, actors, attribute, may_be_nameless
from briefgen.model.shared import EACH, OF_A_GROUP, OF_A_RECORD, OF_A_VALUE, RANKS, SRC, VALUE_ITSELF

Read = Callable[[Any], Any]
REQUIRED = object()
SPEAKERS = "according_to"
MANY = 100
"""So many unknown keys are no slips."""


@dataclass(frozen=True, slots=True)
class KeyReading:
    """A key of a mapping: the attribute that it becomes, how it is read, and what stands for one that is missing."""

    attribute: str
    read: Read
    instead: object
    meaning: str = ""


class MappingReading:
    """Reads a mapping of keys, and makes of it what has them as attributes."""

    def __init__(self, keys: Mapping[str, KeyReading], make: Callable[..., Any] = SimpleNamespace) -> None:
        self.keys, self.make = keys, make
        self.missing = {key.attribute: key.instead for key in keys.values() if key.instead is not REQUIRED}
        self.required = {name for name, key in keys.items() if key.instead is REQUIRED}

    def __call__(self, data: object) -> Any:
        if not isinstance(data, dict):
            raise no_mapping(data)
        parts, faults, keys = dict(self.missing), list[Fault](), self.keys
        for name, value in data.items():
            key = keys.get(name)
            if key is not None:
                try:
                    parts[key.attribute] = key.read(value)
                except Misfit as bad:
                    faults += bad.below(name, key.meaning)
        if faults or not self.required <= data.keys() <= keys.keys():
            raise Misfit(*faults, *self._keys_at_fault(data))
        return self.make(**parts)

    def _keys_at_fault(self, data: Mapping[str, object]) -> Iterator[Fault]:
        """Keys that are missing, and those that are unknown; a misspelt `is` is not missing as well."""
        unknown = [name for name in data if name not in self.keys]
        for name, key in self.keys.items():
            if name in self.required and name not in data and not _is_misspelt(name, unknown):
                yield Fault((name,), f"the key '{name}' is missing", "missing-key", f"{name}: {key.meaning}")
        for name in unknown:
            hint = partial(self._meant, name, is_bare=data[name] == "")
            yield Fault((name,), unknown_key(name), "unknown-key", hint, at_key=True)

    def _meant(self, name: str, *, is_bare: bool) -> str:
        if " " in name and is_bare:  # {is: Port Example, the harbour}
            return "if it goes on what stands before it, put that into quotation marks: a comma ends it here"
        shared = [key for key in OF_A_GROUP if key in self.keys]
        known = [key for key in self.keys if key not in shared] + [*shared, *(["from"] if shared else [])]
        return did_you_mean(name, _each(known)) or did_you_mean_or(name, known, "known keys here")


def unknown_key(name: object) -> str:
    """What is said of a key that its mapping does not take."""
    return f"unknown key {quoted(name)}"


def no_mapping(value: object) -> Misfit:
    if value == "":
        return no_value(hint=None)
    return problem("wrong-type", "expected a mapping of keys to values", hint=None)


def _is_misspelt(name: str, unknown: Sequence[str]) -> bool:
    return len(unknown) <= MANY and any(did_you_mean(word, [name, *_each([name])]) for word in unknown)


def _each(known: Sequence[str]) -> list[str]:
    """The key that holds several values, where one of these keys holds a value; it is read before this."""
    return [EACH] if VALUE_ITSELF in known else []


class RecordReading:
    """How the records of each kind of a workspace are read."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._actors = actors(schema)
        self.of_kind = cache(lambda kind: MappingReading(self._keys_of_kind(kind)))
        self._nested = cache(self._within_another)
        self._value_keys = cache(self._keys_of_value)

    def _keys_of_kind(self, kind: str) -> dict[str, KeyReading]:
        return _SHARED_BY_RECORDS | {name: self._part(spec) for name, spec in self.schema[kind].fields.items()}

    def _keys_of_value(self, scalar: str, kinds: tuple[str, ...], choices: tuple[str, ...]) -> dict[str, KeyReading]:
        value, speaker = self._scalar(scalar, kinds, choices), self._reference(self._actors)
        own = {
            VALUE_ITSELF: KeyReading("is_", value, REQUIRED, OF_A_VALUE[VALUE_ITSELF].help),
            SPEAKERS: KeyReading(SPEAKERS, several(speaker), (), OF_A_VALUE[SPEAKERS].help),
        }
        return {key: own.get(key) or _SHARED_BY_VALUES[key] for key in OF_A_VALUE}

    def _part(self, spec: FieldSpec) -> KeyReading:
        name, missing = attribute(spec.name), REQUIRED if spec.must_be_written else ()
        if spec.form == PLAIN:
            one = self._scalar(spec.scalar, spec.kinds, spec.choices)
            if spec.default:
                return KeyReading(name, one, spec.default, spec.help)
            if spec.many:
                return KeyReading(name, several(one), missing, spec.help)
            return KeyReading(name, one, REQUIRED if spec.must_be_written else None, spec.help)
        if spec.form == RECORD:
            return KeyReading(name, several(lambda data: self._nested(spec.kinds[0])(data)), missing, spec.help)
        if spec.form == GROUP:
            keys = _SHARED_BY_GROUPS | {inner.name: self._part(inner) for inner in spec.keys.values()}
            return KeyReading(name, several(MappingReading(keys)), missing, spec.help)
        keys = self._value_keys(spec.scalar, spec.kinds, spec.choices)
        keys = keys | {inner.name: self._part(inner) for inner in spec.qualifiers.values()}
        return KeyReading(name, partial(_many, stated, MappingReading(keys)), missing, spec.help)

    def _within_another(self, kind: str) -> Read:
        own_id = KeyReading("id", TYPES["word"].read, REQUIRED, "its own id")
        return MappingReading({**self._keys_of_kind(kind), "id": own_id})

    def _scalar(self, scalar: str, kinds: tuple[str, ...], choices: tuple[str, ...]) -> Read:
        if choices:
            return partial(choice, choices)
        return self._reference(kinds) if scalar == REFERENCE else TYPES[scalar].read

    def _reference(self, kinds: tuple[str, ...]) -> Read:
        return reference_to(kinds, or_words=may_be_nameless(self.schema, kinds))


def several(read: Read) -> Read:
    """Reads one, or a list of them."""
    return partial(_many, listed, read)


def _many(apart: Callable[[object], list[Any]], read: Read, value: object) -> tuple[Any, ...]:
    found, faults = [], list[Fault]()
    for number, one in enumerate(apart(value)):
        try:
            found.append(read(one))
        except Misfit as bad:
            faults += bad.below(number)
    if faults:
        raise Misfit(*faults)
    return tuple(found)


def choice(choices: Sequence[str], value: object) -> str:
    """Reads one of some words."""
    if isinstance(value, str) and value in choices:
        return str(value)
    known = f"one of: {', '.join(choices)}"
    if value == "":
        raise no_value(hint=known)
    near = did_you_mean(value, choices) if isinstance(value, str) else None
    raise problem("bad-choice", f"{quoted(value)} is none of the values this key takes", hint=near or known)


def by_key(read_key: Read, read: Read, data: object) -> dict[Any, Any]:
    """Reads a mapping whose keys are an editor's own."""
    if not isinstance(data, dict):
        raise no_mapping(data)
    found, faults = {}, list[Fault]()
    for key, value in data.items():
        name = key
        try:
            name = read_key(key)
        except Misfit as bad:
            faults += (Fault((key,), f.message, f.code, f.hint, at_key=True) for f in bad.faults)
        try:
            found[name] = read(value)
        except Misfit as bad:
            faults += bad.below(key)
    if faults:
        raise Misfit(*faults)
    return found


def _cited(apart: Any) -> SimpleNamespace:
    return SimpleNamespace(**citation(apart))


def _shared(specs: Mapping[str, FieldSpec]) -> dict[str, KeyReading]:
    """The keys that need no schema to be read."""
    found = {}
    for key, spec in specs.items():
        name = f"{key}_" if key == "register" else key
        if key == SRC:
            found[key] = KeyReading(key, partial(_many, citations, _cited), (), spec.help)
        elif key == "rank":
            found[key] = KeyReading(key, partial(choice, RANKS), spec.default, spec.help)
        elif key == "expect":
            found[key] = KeyReading(key, partial(by_key, TYPES["words"].read, TYPES["number"].read), None, spec.help)
        elif spec.scalar in TYPES:
            found[key] = KeyReading(name, TYPES[spec.scalar].read, None, spec.help)
    return found


# --- the one form; what has none raises `scalars.problem` ---

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
        yield from ((key, words, (*at, str(key))) for key, words in item.items())
    else:
        yield item or "", "", at


def citation(apart: Apart) -> dict[str, str]:
    """The source, the locator and the quote of one."""
    key, quote, at = apart
    is_key = quote != "" or (isinstance(key, str) and at[-1:] == (key,))
    text = str(key) if is_key else words(key, at, up=1)
    source, has_locator, locator = text.partition("#")
    if not is_slug(source):
        raise problem("bad-id", f"in src, {why_no_slug(source)}", up=1, at=at, at_key=is_key)
    if has_locator and not re.fullmatch(LOCATOR, locator):
        message = f"{quoted(locator)} is no locator such as p3 or min12"
        raise problem("bad-locator", message, up=1, at=at, at_key=is_key)
    return {"source": source, "locator": locator, "quote": words(quote, at, up=1) if is_key else ""}


_SHARED_BY_GROUPS, _SHARED_BY_VALUES, _SHARED_BY_RECORDS = map(_shared, (OF_A_GROUP, OF_A_VALUE, OF_A_RECORD))
