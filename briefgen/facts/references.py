"""References between records: each leads to one record, or is a diagnostic at its own place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from briefgen.diagnostics import Diagnostic, Location, did_you_mean
from briefgen.model.schema import REFERENCE, FieldSpec, Schema
from briefgen.model.statement import Record, Statement

# A path that begins with this leads to the first place where the source named next is mentioned.
SOURCE_NAMED = "*src*"
Locate = Callable[[str, tuple[str | int, ...]], tuple[int, int]]


class References:
    """Resolves bare ids to keys, and knows which ids exist.

    `broken` are keys whose files have faults of their own: a reference to one is no second fault. `place`
    finds line and column of a path in a file, and is asked only where something is wrong.
    """

    def __init__(self, schema: Schema, records: Iterable[Record], broken: Iterable[str], place: Locate) -> None:
        self.schema, self.place = schema, place
        self.known: dict[str, None] = dict.fromkeys([*(r.key for r in records), *broken])
        self.by_id: dict[str, list[str]] = {}
        for key in self.known:
            self.by_id.setdefault(key.partition("/")[2], []).append(key)
        self.missing: set[tuple[str, str]] = set()
        self.problems: list[Diagnostic] = []

    def resolve(self, record: Record) -> Record:
        """The record with every reference as kind/id; what leads nowhere is reported and kept."""
        statements = tuple(self._statement(record, s) for s in record.statements)
        if all(a is b for a, b in zip(statements, record.statements, strict=True)):
            return record
        return replace(record, statements=statements)

    def _statement(self, record: Record, statement: Statement) -> Statement:
        spec = self.schema[statement.kind].fields.get(statement.property)
        changed: dict[str, Any] = {}
        if spec is not None and spec.type == REFERENCE:
            key = self._key(record, statement.value, spec.kinds, statement.path)
            if key != statement.value:
                changed["value"] = key
        if statement.speakers:
            speakers = tuple(
                self._key(record, s, (), (*statement.path, "according_to", n)) for n, s in enumerate(statement.speakers)
            )
            if speakers != statement.speakers:
                changed["speakers"] = speakers
        if statement.qualifiers and spec is not None:
            qualifiers = self._qualifiers(record, statement, spec)
            if qualifiers != statement.qualifiers:
                changed["qualifiers"] = qualifiers
        for citation in statement.citations:
            self._source(record, citation.source)
        return replace(statement, **changed) if changed else statement

    def _source(self, record: Record, source: str) -> None:
        """A source that many values share is reported once for each file, where it is first named."""
        if f"source/{source}" not in self.known and (record.file, source) not in self.missing:
            self.missing.add((record.file, source))
            self._unknown(record, source, ("source",), (SOURCE_NAMED, source))

    def _qualifiers(self, record: Record, statement: Statement, spec: FieldSpec) -> dict[str, Any]:
        found = dict(statement.qualifiers)
        for name, value in statement.qualifiers.items():
            part = spec.qualifiers.get(name)
            if part is None or part.type != REFERENCE:
                continue
            path = (*statement.path, name)
            if isinstance(value, list):
                found[name] = [self._key(record, v, part.kinds, (*path, n)) for n, v in enumerate(value)]
            else:
                found[name] = self._key(record, value, part.kinds, path)
        return found

    def _key(self, record: Record, reference: str, kinds: tuple[str, ...], path: tuple[str | int, ...]) -> str:
        if "/" in reference:
            if reference not in self.known:
                self._unknown(record, reference.partition("/")[2], (reference.partition("/")[0],), path)
            return reference
        found = [key for key in self.by_id.get(reference, ()) if not kinds or key.partition("/")[0] in kinds]
        if len(found) == 1:
            return found[0]
        if not found:
            self._unknown(record, reference, kinds, path)
        else:
            hint = f"write {' or '.join(found)}"
            self._say(record, path, f"'{reference}' is the id of more than one record", "ambiguous-reference", hint)
        return reference

    def _unknown(self, record: Record, id_: str, kinds: tuple[str, ...], path: tuple[str | int, ...]) -> None:
        others = self.by_id.get(id_, [])
        what = " or ".join(kinds) if kinds else "record"
        if others:
            hint: str | None = f"there is {' and '.join(others)}"
        else:
            near = [key.partition("/")[2] for key in self.known if not kinds or key.partition("/")[0] in kinds]
            folder = self.schema[kinds[0]].folder if kinds and kinds[0] in self.schema else "…"
            hint = did_you_mean(id_, near) or f"add facts/{folder}/{id_}.yaml"
        self._say(record, path, f"there is no {what} '{id_}'", "unknown-reference", hint)

    def _say(self, record: Record, path: tuple[str | int, ...], message: str, code: str, hint: str | None) -> None:
        self.problems.append(
            Diagnostic(Location(record.file, *self.place(record.file, path)), message, code, hint=hint)
        )
