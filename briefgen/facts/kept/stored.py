"""Statements as compact rows, so that unchanged files need neither YAML nor models to be read again.

Rows are kept as Python keeps its compiled modules: written in a seventh of the time that JSON takes and read in two
thirds. Such bytes may only be read where one wrote them oneself: the store (`workspace/cache.py`) holds code already.
"""

from __future__ import annotations

import json
import marshal
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from briefgen.diagnostics import Diagnostic, Location, Severity
from briefgen.model.schema import FieldSpec, KindSpec, Schema
from briefgen.model.statement import Citation, Origin, Rank, Record, Statement

Row = list[Any]
NO_ROLES: Mapping[str, tuple[str, ...]] = {}


def head_row(record: Record) -> Row:
    """A record without its statements."""
    whole = [dict(record.deprecated), record.marking, dict(record.contested)]
    return [record.kind, record.id, record.line, record.column, *whole]


def head_from(row: Row, file: str, roles: Mapping[str, tuple[str, ...]] = NO_ROLES) -> Record:
    """A record that has no statements yet."""
    kind, id_, line, column, deprecated, marking, contested = row
    return Record(kind, id_, file, (), line, deprecated, column, marking, contested, roles)


def statement_rows(record: Record) -> Row:
    """The statements of a record."""
    return [_statement_row(s) for s in record.statements]


def with_statements(head: Record, rows: Row) -> Record:
    """A record with its statements."""
    h, subject = head, head.key
    found = tuple([_statement_from(subject, row) for row in rows])
    return Record(h.kind, h.id, h.file, found, h.line, h.deprecated, h.column, h.marking, h.contested, h.roles)


def without_statements(record: Record) -> Record:
    r = record
    return Record(r.kind, r.id, r.file, (), r.line, r.deprecated, r.column, r.marking, r.contested, r.roles)


def _statement_row(s: Statement) -> Row:
    row: Row = [
        s.id,
        s.property,
        s.value,
        s.line,
        s.column,
        list(s.path),
        [[c.source, c.locator, c.quote] for c in s.citations],
    ]
    rest = [
        str(s.rank),
        str(s.origin),
        s.inferred,
        s.register,
        dict(s.why),
        dict(s.contested),
        s.speakers,
        s.marking,
        s.recorded,
        dict(s.qualifiers),
        s.proposed_by,
    ]
    return row + rest if rest != _PLAIN else row


_PLAIN: Row = [Rank.NORMAL, Origin.STATED, "", "", {}, {}, (), "", "", {}, ""]


def _statement_from(subject: str, row: Row) -> Statement:
    id_, property_, value, line, column, path, cited = row[:7]
    citations = tuple([Citation(*c) for c in cited])
    rest = row[7:] or _PLAIN
    rank, origin, inferred, register, why, contested, speakers, marking, recorded, qualifiers, proposed = rest
    return Statement(
        id_,
        subject,
        property_,
        value,
        citations,
        _RANKS[rank],
        _ORIGINS[origin],
        inferred,
        register,
        why,
        contested,
        tuple(speakers),
        marking,
        recorded,
        qualifiers,
        tuple(path),
        line,
        column,
        proposed,
    )


_RANKS = {rank.value: rank for rank in Rank}
_ORIGINS = {origin.value: origin for origin in Origin}


def schema_row(schema: Schema) -> Row:
    return [
        [
            k.kind,
            k.folder,
            k.label,
            k.help,
            [_field_row(f) for f in k.fields.values()],
            {role: list(names) for role, names in k.roles.items()},
            k.acts_as,
            k.desk,
            {language: dict(names) for language, names in k.words.items()},
            k.example,
            k.file,
            k.added,
        ]
        for k in schema.values()
    ]


def schema_from(rows: Row) -> Schema:
    return {row[0]: _kind_from(row) for row in rows}


def _kind_from(row: Row) -> KindSpec:
    kind, folder, label, help_, fields, roles, acts_as, desk, words, example, file, added = row
    named = {role: tuple(names) for role, names in roles.items()}
    inner = {f[0]: _field_from(f) for f in fields}
    return KindSpec(
        kind, folder, label, help_, inner, named, tuple(acts_as), desk, words, tuple(example), file, tuple(added)
    )


def _field_row(f: FieldSpec) -> Row:
    return [
        f.name,
        f.type,
        f.many,
        f.kinds,
        f.choices,
        f.help,
        f.required,
        [_field_row(q) for q in f.qualifiers.values()],
        f.written,
        f.scalar,
        f.form,
        f.origin,
        f.default,
        f.pattern,
        f.example,
        f.of,
        f.apart,
        [_field_row(k) for k in f.keys.values()],
    ]


def _field_from(row: Row) -> FieldSpec:
    name, type_, many, kinds, choices, help_, required, qualifiers, *rest, keys = row
    written, scalar, form, origin, default, pattern, example, of, apart = rest
    return FieldSpec(
        name,
        type_,
        many,
        tuple(kinds),
        tuple(choices),
        help_,
        required,
        {q[0]: _field_from(q) for q in qualifiers},
        written,
        scalar,
        form,
        origin,
        default,
        pattern,
        example,
        of,
        tuple(apart),
        {k[0]: _field_from(k) for k in keys},
    )


def diagnostic_row(d: Diagnostic) -> Row:
    return [d.location.line, d.location.column, d.message, d.code, str(d.severity), d.hint]


def diagnostic_from(row: Row, file: str) -> Diagnostic:
    line, column, message, code, severity, hint = row
    return Diagnostic(Location(file, line, column), message, code, hint, Severity(severity))


def pack(data: Any) -> bytes:
    """Data behind a checksum of it."""
    content = flat(data)
    return _checksum(content) + content


def flat(data: Any) -> bytes:
    """Data as bytes; what is no plain text, number, list or mapping becomes one, as in JSON."""
    try:
        return marshal.dumps(data, _FORM)
    except ValueError:  # a text of a class of its own, such as a severity
        return marshal.dumps(json.loads(json.dumps(data)), _FORM)


def unpack(data: bytes) -> Any:
    """The stored data, or None where it is damaged: a cache may always be thrown away."""
    content = memoryview(data)[_CHECKSUM:]
    if data[:_CHECKSUM] != _checksum(content):
        return None
    try:
        return marshal.loads(content)
    except (ValueError, EOFError, TypeError):
        return None


_CHECKSUM = 16
_FORM = 4  # the same in every Python since 3.4


def _checksum(content: bytes | memoryview) -> bytes:
    return blake2b(content, digest_size=_CHECKSUM).digest()
