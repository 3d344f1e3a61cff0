"""References between records: each leads to one record, or is a diagnostic at its own place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache, cached_property, partial
from hashlib import blake2b
from typing import Any

from briefgen.diagnostics import Diagnostic, Location, did_you_mean
from briefgen.facts.yaml_tree import Path, Place
from briefgen.frozen import replace
from briefgen.model.schema import (
    REFERENCE,
    SOURCE,
    STATE,
    Schema,
    acting_as,
    actors,
    may_be_nameless,
    no_kind_of_record,
    source_key,
)
from briefgen.model.statement import Origin, Record, Statement, statement_id
from briefgen.model.states import ALSO_CALLED, FORMER, FORMER_REGISTER, REGISTER, STATES

# A path that begins with this leads to the first place where the source named next is mentioned.
SOURCE_NAMED = "*src*"
# The search for similar ids compares with every id there is; past this number of unknown ids it helps nobody.
MOST_SEARCHES = 200
Locate = Callable[[str, Path], Place]
Kinds = tuple[str, ...]


class UnknownReferences:
    """Resolves bare ids to keys, and knows which ids exist.

    `broken` are keys whose files have faults of their own: a reference to one is no second fault. `place`
    finds line and column of a path in a file, and is asked only where something is wrong. `by_code` are the keys of
    states by their codes; `registered` become those that have no record and need none. `unread` are kinds whose
    descriptions could not be read: what refers to them is no fault.
    """

    def __init__(
        self,
        schema: Schema,
        keys: Iterable[str],
        broken: Iterable[str],
        place: Locate,
        by_code: Mapping[str, str] | None = None,
        unread: Collection[str] = (),
    ) -> None:
        self.unread = unread
        self.schema, self.place = schema, place
        self.known = dict.fromkeys(keys)
        self.broken = dict.fromkeys(key for key in broken if key not in self.known)
        self.speakers = actors(schema)
        self.registered: dict[str, None] = {}
        self._states = acting_as(schema, STATE)
        self._by_code = by_code or {}
        self.missing: set[tuple[str, str]] = set()
        self.problems: list[Diagnostic] = []
        self.searches = 0
        self.plan = cache(partial(_plan, schema))
        self._nearest: dict[tuple[str, Kinds], str] = {}
        self.links: dict[tuple[str, Kinds], str] = {}
        """Where each reference led that was followed since this was last emptied."""
        self.refers: dict[str, None] = {}
        """What the statements among them refer to, their sources aside, and no sentence of their own record."""

    def resolve(self, record: Record) -> Record:
        """The record with every reference as kind/id; what leads nowhere is reported and kept."""
        statements = tuple([self._statement(record, s) for s in record.statements])
        if all(a is b for a, b in zip(statements, record.statements, strict=True)):
            return record
        return replace(record, statements=statements)

    def _statement(self, record: Record, statement: Statement) -> Statement:
        kinds, parts = self.plan(record.kind, statement.property)
        changed: dict[str, Any] = {}
        if kinds is not None:
            key = self._key(record, statement.value, kinds, statement.path)
            if key != statement.value:
                changed["value"] = key
        if statement.speakers:
            speakers = tuple(self._keys(record, statement.speakers, self.speakers, (*statement.path, "according_to")))
            if speakers != statement.speakers:
                changed["speakers"] = speakers
        if statement.qualifiers and parts:
            found = self._qualifiers(record, statement, parts)
            if found:
                changed["qualifiers"] = {**statement.qualifiers, **found}
        for citation in statement.citations:
            self._source(record, citation.source)
        return replace(statement, **changed) if changed else statement

    def _qualifiers(self, record: Record, statement: Statement, parts: dict[str, Kinds]) -> dict[str, Any]:
        """The qualifiers that change when their references are resolved."""
        changed: dict[str, Any] = {}
        for name, kinds in parts.items():
            value = statement.qualifiers.get(name)
            if value is None:
                continue
            path = (*statement.path, name)
            if isinstance(value, list):
                found: Any = self._keys(record, value, kinds, path)
            else:
                found = self._key(record, value, kinds, path)
            if found != value:
                changed[name] = found
        return changed

    def _keys(self, record: Record, references: Iterable[str], kinds: Kinds, path: Path) -> list[str]:
        return [self._key(record, reference, kinds, (*path, n)) for n, reference in enumerate(references)]

    @property
    def names_digest(self) -> str:
        """Stands for all names there are: with the same ones each reference leads where it led."""
        words = [*self.known, "", *self.broken, "", *self.unread, "", *map(str, self._by_code.items())]
        return blake2b("\0".join(words).encode("utf-8", "backslashreplace"), digest_size=16).hexdigest()

    def key_of(self, reference: str, kinds: Kinds) -> str | None:
        """The key that a reference leads to, itself where that cannot be told; None where it leads nowhere."""
        if reference in self.known or reference in self.broken:  # a key has a slash in it, a bare id has none
            return reference
        if " " in reference:  # somebody nameless, already told of
            return reference
        if (key := self._in_register(reference, kinds)) is not None:
            return key
        found = self._of_id(reference, kinds)
        if len(found) == 1:
            return found[0]
        return reference if any(key in self.broken for key in found) else None

    def hold(self, links: Mapping[tuple[str, Kinds], str], registered: Collection[str]) -> bool:
        """Whether references still lead where they led, to records or, as the `registered` did, to the register."""
        self.registered = {}
        leads = all(self.key_of(reference, kinds) == key for (reference, kinds), key in links.items())
        return leads and self.registered.keys() == set(registered)

    @cached_property
    def _kinds_named(self) -> Kinds:
        """The kinds of all that there is."""
        return tuple(dict.fromkeys(key.partition("/")[0] for key in (*self.known, *self.broken)))

    def _of_id(self, id_: str, kinds: Kinds = ()) -> list[str]:
        keys = [f"{kind}/{id_}" for kind in kinds or self._kinds_named]
        return [key for key in keys if key in self.known or key in self.broken]

    def _key(self, record: Record, reference: str, kinds: Kinds, path: Path) -> str:
        key = self.links.get((reference, kinds)) or self.key_of(reference, kinds)
        if key is not None:
            self.links[reference, kinds] = key
            self.refers[key] = None
            return key
        if "/" in reference:
            if all(reference != s.id for s in record.statements):  # else it is the sentence above it
                kind, _, id_ = reference.partition("/")
                self._unknown(record, id_, (kind,), path)
        elif found := self._of_id(reference, kinds):
            hint = f"write {' or '.join(found)}"
            self._say(record, path, f"'{reference}' is the id of more than one record", "ambiguous-reference", hint)
        else:
            self._unknown(record, reference, kinds, path)
        if reference.count("/") < 2:
            self.refers[reference] = None
        return reference

    def _in_register(self, reference: str, kinds: Kinds) -> str | None:
        """The key of a state that ISO 3166 knows: of its record, where there is one of its code, else its own."""
        kind, _, id_ = reference.rpartition("/")
        state = next((k for k in self._states if kind in ("", k) and (not kinds or k in kinds)), None)
        if state is None or (not kind and self._of_id(reference)) or id_ not in STATES.keys() | FORMER.keys():
            return None
        key = self._by_code.get(STATES.get(id_, "")) or f"{state}/{id_}"
        if key not in self.known:
            self.registered[key] = None
        return key

    def _source(self, record: Record, source: str) -> None:
        """A source that many values share is reported once for each file, where it is first named."""
        key = source_key(source)
        if key in self.known or key in self.broken:
            self.links[key, (SOURCE,)] = key
        elif (record.file, source) not in self.missing:
            self.missing.add((record.file, source))
            self._unknown(record, source, (SOURCE,), (SOURCE_NAMED, source))

    def _unknown(self, record: Record, id_: str, kinds: Kinds, path: Path) -> None:
        strange = [kind for kind in kinds if kind not in self.schema]
        if (strange and strange[0] in self.unread) or (kinds and self.unread and set(kinds) <= set(self.unread)):
            return
        if strange:
            message, hint = no_kind_of_record(strange[0], self.schema)
            self._say(record, path, message, "unknown-reference", hint)
            return
        what = " or ".join(kinds) if kinds else "record"
        if (id_, kinds) not in self._nearest:
            self._nearest[id_, kinds] = self._hint(id_, kinds)
        self._say(record, path, f"there is no {what} '{id_}'", "unknown-reference", self._nearest[id_, kinds])

    def _hint(self, id_: str, kinds: Kinds) -> str:
        if others := self._of_id(id_):
            return f"there is {' and '.join(others)}"
        add = "add " + " or ".join(f"facts/{folder}/{id_}.yaml" for folder in self._folders(kinds))
        if kinds and may_be_nameless(self.schema, kinds):
            add += "; whom no source names, two words stand for: a delegate"
        self.searches += 1
        if self.searches > MOST_SEARCHES:
            return add
        everything = (*self.known, *self.broken)
        near = [key.partition("/")[2] for key in everything if not kinds or key.partition("/")[0] in kinds]
        states = (*STATES, *FORMER) if not kinds or set(self._states) & set(kinds) else ()
        if states and id_ in ALSO_CALLED:
            return f"it is called {ALSO_CALLED[id_]} here; or {add}"
        meant = did_you_mean(id_, near) or did_you_mean(id_, states)
        if not meant:
            return add
        return meant if kinds and set(kinds) <= set(self._states) else f"{meant} If not, {add}"

    def _folders(self, kinds: Kinds) -> list[str]:
        """Where a record that is missing may be added; a state that the register does not know is hardly one."""
        states = [kind for kind in kinds if kind in self._states]
        ordered = [*(kind for kind in kinds if kind not in states), *states]
        return [self.schema[kind].folder for kind in ordered][:2] or ["…"]

    def _say(self, record: Record, path: Path, message: str, code: str, hint: str) -> None:
        place = Location(record.file, *self.place(record.file, path))
        self.problems.append(Diagnostic(place, message, code, hint=hint))


def _plan(schema: Schema, kind: str, property_: str) -> tuple[Kinds | None, dict[str, Kinds]]:
    """The kinds that a property's value may lead to (None for no reference), and those of its qualifiers."""
    spec = schema[kind].fields.get(property_)
    if spec is None:
        return None, {}
    parts = {name: part.kinds for name, part in spec.qualifiers.items() if part.type == REFERENCE}
    return (spec.kinds if spec.type == REFERENCE else None), parts


# --- states that need no record ---


def codes_of(schema: Schema, records: Iterable[Record]) -> dict[str, str]:
    """The keys of the states on record, by their codes."""
    return {str(s.value): r.key for r in records if STATE in schema[r.kind].acts_as for s in r.values("code")}


def state_of(key: str) -> Record:
    """What the register says of a state, as a record that stands in no file."""
    kind, _, id_ = key.partition("/")
    code, name = FORMER.get(id_) or (STATES[id_], "")
    register = FORMER_REGISTER if name else REGISTER
    known: list[tuple[str, object]] = [("code", code), *([("name", {"": name})] if name else [])]
    statements = [
        Statement(statement_id(key, field, value), key, field, value, origin=Origin.REGISTER, register=register)
        for field, value in known
    ]
    return Record(kind, id_, register, tuple(statements))
