"""A validated record taken apart into statements.

The walk follows the description of the kind: a property with values gives a statement each; a group of values that
share their sources (a list of participants) gives a statement for each of its values; a record written inside
another one becomes a record of its own; any other field is a statement that rests on the record's sources.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from briefgen.diagnostics import Diagnostic, Location
from briefgen.facts.yaml_tree import Path, YamlMap, locate
from briefgen.frozen import replace
from briefgen.model.schema import (
    ABOVE,
    GROUP,
    NAMELESS,
    PLAIN,
    RECORD,
    REFERENCE,
    REFERS_TO,
    FieldSpec,
    KindSpec,
    Schema,
    acting_as,
    attribute,
)
from briefgen.model.statement import Citation, Origin, Rank, Record, Statement, statement_id

if TYPE_CHECKING:
    from briefgen.model.models import BaseRecord, Sharing, Sourced, Stated

_NORMAL, _STATED, _INFERRED = Rank.NORMAL, Origin.STATED, Origin.INFERRED  # to look one up takes long
_REGISTER, _JUDGED = Origin.REGISTER, Origin.JUDGED
_ALONE = {"is_"}
"""What a value has of which nothing is said but what it is."""


def explode(
    record: BaseRecord,
    schema: Schema,
    kind: str,
    id_: str,
    file: str,
    data: YamlMap,
    passage_of: Callable[[str, str], str] = lambda *_: "",
) -> tuple[list[Record], list[Diagnostic]]:
    """The record with its statements, then the records written inside it; and what is wrong across their keys.

    `passage_of` says, given a source and words of it, in which longer passage they stand.
    """
    walk = _Exploder(schema, file, data, passage_of)
    found = walk.record(record, schema[kind], id_, (), ())
    return [*found, *walk.nameless.values()], walk.problems


class _Exploder:
    def __init__(self, schema: Schema, file: str, data: YamlMap, passage_of: Callable[[str, str], str]) -> None:
        self.schema, self.file, self.data, self.passage_of = schema, file, data, passage_of
        self.problems: list[Diagnostic] = []
        self.nameless: dict[str, Record] = {}
        # What the record being walked says of itself, for every value in it that says nothing else.
        self.marking, self.recorded, self.proposed_by = "", "", ""
        self.speakers: tuple[str, ...] = ()  # of the list being walked

    def say(self, path: Path, message: str, code: str, hint: str) -> None:
        self.problems.append(Diagnostic(Location(self.file, *locate(self.data, path)), message, code, hint=hint))

    def record(
        self, record: BaseRecord, kind: KindSpec, id_: str, path: Path, default: tuple[Citation, ...]
    ) -> list[Record]:
        # The desk's own words do not inherit the sources of the record they are written in.
        citations = self.citations(record, path, () if kind.desk else default)
        outer, self.marking, self.recorded, self.proposed_by = (
            (self.marking, self.recorded, self.proposed_by),
            record.marking or self.marking,
            record.recorded or self.recorded,
            record.proposed_by or self.proposed_by,
        )
        subject = f"{kind.kind}/{id_}"
        statements: list[Statement] = []
        nested: list[Record] = []
        read = vars(record)
        for key, field in kind.fields.items():
            value = read.get(attribute(key))
            if value is None or value == ():
                continue
            here = (*path, key)
            if field.form == PLAIN:
                statements.extend(self.plain(subject, field, value, citations, here))
            elif field.form == RECORD:
                inner = self.schema[field.kinds[0]]
                for n, v in enumerate(value):
                    nested.extend(self.nested(v, inner, subject, (*here, n), citations))
            elif field.form == GROUP:
                for n, v in enumerate(value):
                    statements.extend(self.group(subject, field, v, citations, (*here, n), n))
            else:
                found = [self.value(subject, field, v, citations, (*here, n), {}) for n, v in enumerate(value)]
                statements.extend(self.pointing(found) if REFERS_TO in field.qualifiers else found)
        has_words = any(c.quote for c in citations)
        if has_words and any(s.citations == citations and s.origin is not _JUDGED for s in statements):
            # What is the desk's no words at the head say; where nothing else rests on them they are compared for it.
            bare = tuple(dict.fromkeys(Citation(c.source, c.locator) for c in citations))
            is_bare = [s.origin is _JUDGED and s.citations == citations for s in statements]
            statements = [replace(s, citations=bare) if b else s for s, b in zip(statements, is_bare, strict=True)]
        self.twice(statements)
        self.expectations(record, statements, path)
        line, column = locate(self.data, path)
        deprecated = dict(record.deprecated or {})
        contested = dict(record.contested or {})
        whole = Record(
            kind.kind, id_, self.file, tuple(statements), line, deprecated, column, self.marking, contested, kind.roles
        )
        self.marking, self.recorded, self.proposed_by = outer
        return [whole, *nested]

    def nested(
        self, record: BaseRecord, kind: KindSpec, parent: str, path: Path, citations: tuple[Citation, ...]
    ) -> list[Record]:
        """A record written inside another: it belongs to that one (a claim is reported with its meeting)."""
        id_ = record.id  # type: ignore[attr-defined]
        found = self.record(record, kind, id_, path, citations)
        first = found[0]
        homes = kind.roles.get("home", ())
        if homes and parent not in [s.value for home in homes for s in first.values(home)]:
            first = replace(first, statements=(*first.statements, self.link(first, homes[-1], parent, path)))
        return [first, *found[1:]]

    def link(self, record: Record, property_: str, value: str, path: Path) -> Statement:
        citations = record.statements[0].citations if record.statements else ()
        return self.statement(record.key, property_, value, path, citations)

    def plain(
        self, subject: str, field: FieldSpec, value: Any, citations: tuple[Citation, ...], path: Path
    ) -> Iterator[Statement]:
        origin = _ORIGINS[field.origin]
        values = list(enumerate(value)) if field.many else [(None, value)]
        for n, one in values:
            if field.type == REFERENCE and " " in one:
                one = self.somebody(one, subject, citations, path)
            at, cited = path if n is None else (*path, n), () if origin is _REGISTER else citations
            yield self.statement(subject, field.name, one, at, cited, origin)

    def value(
        self,
        subject: str,
        field: FieldSpec,
        value: Stated,
        default: tuple[Citation, ...],
        path: Path,
        more: dict[str, Any],
        name: str = "",
    ) -> Statement:
        name = name or field.name
        if not more and vars(value).keys() == _ALONE:  # as most are
            told = value.is_
            if field.type == REFERENCE and " " in told:
                told = self.somebody(told, subject, default, path)
            return self.statement(subject, name, told, path, default)
        qualifiers = {**more, **_qualifiers(value, field.qualifiers)}
        if (value.inferred or value.rank != "normal") and not value.why:
            what = "an inferred value" if value.inferred else f"a {value.rank} value"
            self.say(path, f"{what} gives no reason", "no-reason", "add why: with the basis, as a short text")
        citations = self.citations(value, path, default)
        if value.register_ and not value.src and not value.quote:
            citations = ()
        told = value.is_
        if field.type == REFERENCE and " " in told:
            told = self.somebody(told, subject, citations, path)
        origin = _INFERRED if value.inferred else _REGISTER if value.register_ else _STATED
        return Statement(
            _id_of(subject, name, told, qualifiers, field.apart),
            subject,
            name,
            told,
            citations,
            _NORMAL if value.rank == "normal" else Rank(value.rank),
            origin,
            value.inferred or "",
            value.register_ or "",
            value.why or {},
            value.contested or {},
            tuple(
                [
                    self.somebody(one, subject, citations, path) if " " in one else one
                    for one in value.according_to or self.speakers
                ]
            ),
            value.marking or self.marking,
            value.recorded or self.recorded,
            qualifiers,
            path,
            *locate(self.data, path),
            value.proposed_by or self.proposed_by,
        )

    def pointing(self, found: list[Statement]) -> Iterator[Statement]:
        """The sentences of a list; one that refers to the sentence above it knows which that is."""
        for n, one in enumerate(found):
            meant = one.qualifiers.get(REFERS_TO, ())
            if ABOVE not in meant:
                yield one
            else:
                if not n:
                    message = "no sentence stands above this one, to which it refers"
                    self.say((*one.path, REFERS_TO), message, "unknown-reference", "name the record that is meant")
                above = [found[n - 1].id] if n else []
                keys = [key for each in meant for key in (above if each == ABOVE else [each])]
                yield replace(one, qualifiers={**one.qualifiers, REFERS_TO: keys})

    def somebody(self, words: str, subject: str, citations: tuple[Citation, ...], path: Path) -> str:
        """The key of somebody whom the source does not name: one of each record that speaks of such, and no other's."""
        kind = acting_as(self.schema, NAMELESS)[0]
        id_ = f"{subject.partition('/')[2][:60].strip('-')}-{blake2b(words.encode(), digest_size=3).hexdigest()}"
        key, spec = f"{kind}/{id_}", self.schema[kind]
        name = self.statement(key, spec.label, {"": words}, path, citations)
        line, column = locate(self.data, path)
        self.nameless[key] = Record(
            kind, id_, self.file, (name,), line, column=column, marking=self.marking, roles=spec.roles
        )
        return key

    def group(
        self, subject: str, field: FieldSpec, group: Sharing, default: tuple[Citation, ...], path: Path, number: int
    ) -> Iterator[Statement]:
        """A statement for each value of a group; what the group says of itself becomes qualifiers of each."""
        citations = self.citations(group, path, default)
        values = field.keys[field.of]
        shared = {key: spec for key, spec in field.keys.items() if spec is not values}
        rest = _qualifiers(group, shared) | {"list": number}
        outer = self.marking, self.recorded, self.proposed_by
        self.speakers = group.according_to
        self.marking, self.recorded = group.marking or self.marking, group.recorded or self.recorded
        self.proposed_by = group.proposed_by or self.proposed_by
        found = [
            self.value(subject, values, value, citations, (*path, values.name, n), rest, field.name)
            for n, value in enumerate(getattr(group, attribute(values.name)))
        ]
        self.marking, self.recorded, self.proposed_by = outer
        self.speakers = ()
        yield from found

    def statement(
        self,
        subject: str,
        name: str,
        value: Any,
        path: Path,
        citations: tuple[Citation, ...],
        origin: Origin = _STATED,
    ) -> Statement:
        """One of which nothing is said but by its record."""
        id_, (line, column) = statement_id(subject, name, value), locate(self.data, path)
        said = (self.marking, self.recorded, dict[str, Any](), path, line, column, self.proposed_by)
        return Statement(id_, subject, name, value, citations, _NORMAL, origin, "", "", {}, {}, (), *said)

    def citations(self, sourced: Sourced, path: Path, default: tuple[Citation, ...]) -> tuple[Citation, ...]:
        """What the value cites: its own sources, else those above it; `quote` belongs to the one source in force."""
        own = tuple([self.citation(c.source, c.locator, c.quote) for c in sourced.src]) if sourced.src else ()
        if sourced.quote is None:
            return own or default
        bare = [c for c in own if not c.quote] if own else list(default)
        if len(bare) != 1:
            hint = 'write src: {id: "exact words"} for each source' if bare else "name the source: src: its-id"
            self.say((*path, "quote"), "it is not clear which source this quote is from", "quote-source", hint)
            return own or default
        quoted = self.citation(bare[0].source, bare[0].locator, sourced.quote)
        return tuple(quoted if c is bare[0] else c for c in own) if own else (quoted,)

    def citation(self, source: str, locator: str, quote: str) -> Citation:
        quote = " ".join(quote.split())  # as it is kept, wherever a line of it was broken
        return Citation(source, locator, quote, self.passage_of(source, quote) if quote else "")

    def twice(self, statements: list[Statement]) -> None:
        if len({s.id for s in statements}) == len(statements):
            return
        seen: dict[str, Statement] = {}
        for statement in statements:
            first = seen.setdefault(statement.id, statement)
            if first is not statement:
                message = f"'{statement.property}' has one value twice, first in line {first.line}"
                keys = {**first.qualifiers, **statement.qualifiers}
                other = [key for key in keys if first.qualifiers.get(key) != statement.qualifiers.get(key)]
                hint = "keep one, and give it both sources"
                if other:
                    hint = (
                        f"keep one, with one {' and one '.join(other)}, and give it both sources; "
                        f"in a field of yours they are two values with apart: [{', '.join(other)}] in its description"
                    )
                self.say(statement.path, message, "duplicate-statement", hint)

    def expectations(self, record: BaseRecord, statements: list[Statement], path: Path) -> None:
        for key, wanted in (record.expect or {}).items():
            count = sum(1 for s in statements if s.property == key)
            if count != wanted:
                self.say(
                    (*path, "expect", key),
                    f"{count} values of '{key}', expected {wanted}",
                    "expectation",
                    "correct the record, or the number here",
                )


# Where a plain field comes from: only such as a claim's words and circumstances are what a source states. What sort of
# thing a record is, which themes it belongs to, how it ranks: that is the desk's own ordering.
_ORIGINS = {"desk": _JUDGED, "stated": _STATED, "register": _REGISTER}


def _id_of(subject: str, name: str, value: Any, qualifiers: Mapping[str, Any], apart: Sequence[str]) -> str:
    """The id of a value, with those of its qualifiers that make it another fact."""
    identity = value
    if qualifiers:
        if "list" in qualifiers:
            identity = [value, qualifiers.get("status"), qualifiers.get("list")]
        if named := [[key, qualifiers[key]] for key in apart if key in qualifiers]:
            identity = [value, named]
    return statement_id(subject, name, identity)


def _qualifiers(value: Sourced, fields: Mapping[str, FieldSpec]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    read = vars(value)
    for key in fields:
        part = read.get(attribute(key))
        if part is not None and part != ():
            found[key] = list(part) if isinstance(part, tuple) else part
    return found
