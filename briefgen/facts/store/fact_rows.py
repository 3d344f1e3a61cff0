"""Statements as compact rows, so that unchanged files need neither YAML nor models to be read again.

Rows are kept as Python keeps its compiled modules: written in a seventh of the time that JSON takes and read in two
thirds. Such bytes may only be read where one wrote them oneself: the store (`workspace/cache.py`) holds code already.
"""

from __future__ import annotations

import marshal
from collections.abc import Mapping
from typing import Any

from briefgen.diagnostics import Diagnostic, Location, Severity
from briefgen.model.statement import Citation, Origin, Rank, Record, Statement

Row = list[Any]
_NO_ROLES: Mapping[str, tuple[str, ...]] = {}
NOTHING: Mapping[str, Any] = {}
"""Stands for what thousands of records have none of."""


HeadRow = tuple[str, str, int, int, dict[str, Any] | None, str, dict[str, Any] | None]


def head_row(record: Record) -> HeadRow:
    """A record without its statements."""
    deprecated, contested = (dict(said) if said else None for said in (record.deprecated, record.contested))
    return record.kind, record.id, record.line, record.column, deprecated, record.marking, contested


def head_from(row: HeadRow, file: str, roles: Mapping[str, tuple[str, ...]] = _NO_ROLES) -> Record:
    """A record that has no statements yet."""
    kind, id_, line, column, deprecated, marking, contested = row
    return Record(kind, id_, file, (), line, deprecated or NOTHING, column, marking, contested or NOTHING, roles)


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
    citations = [(c.source, c.locator, c.quote, *filter(None, [c.passage])) for c in s.citations]
    row: Row = [s.id, s.property, s.value, s.line, s.column, s.path, citations]
    said = s.inferred or s.register or s.why or s.contested or s.speakers or s.marking or s.recorded
    if not (said or s.qualifiers or s.proposed_by) and s.rank is _NORMAL and s.origin is _STATED:
        return row
    about = [str(s.rank), str(s.origin), s.inferred, s.register, dict(s.why), dict(s.contested), s.speakers]
    return [*row, *about, s.marking, s.recorded, dict(s.qualifiers), s.proposed_by]


_NORMAL, _STATED = Rank.NORMAL, Origin.STATED
_PLAIN: Row = [_NORMAL, _STATED, "", "", {}, {}, (), "", "", {}, ""]


def _statement_from(subject: str, row: Row) -> Statement:
    id_, property_, value, line, column, path, cited, *rest = row
    rank, origin, *others, proposed_by = rest or _PLAIN
    citations = tuple([Citation(*c) for c in cited])
    first = (id_, subject, property_, value, citations, _RANKS[rank], _ORIGINS[origin])
    held: Row = [*first, *others, path, line, column, proposed_by]
    return Statement(*held)


_RANKS = {rank.value: rank for rank in Rank}
_ORIGINS = {origin.value: origin for origin in Origin}


def diagnostic_row(d: Diagnostic) -> Row:
    return [d.location.line, d.location.column, d.message, d.code, str(d.severity), d.hint]


def diagnostic_from(row: Row, file: str) -> Diagnostic:
    line, column, message, code, severity, hint = row
    return Diagnostic(Location(file, line, column), message, code, hint, Severity(severity))


def pack(data: Any) -> bytes:
    """Data as bytes; whoever keeps them sees that they come back whole."""
    try:
        return marshal.dumps(data, _FORM)
    except ValueError:  # a text or a mapping of a class of its own, such as a severity
        return marshal.dumps(plain(data), _FORM)


def plain(data: Any) -> Any:
    """The same in texts, numbers, lists, tuples and mappings as Python has them."""
    if isinstance(data, str):
        return str(data)
    if isinstance(data, Mapping):
        return {plain(key): plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return (tuple if isinstance(data, tuple) else list)([plain(one) for one in data])
    return data


def unpack(data: bytes | None) -> Any:
    """The stored data; None where there is none, or it is something else: a cache may always be thrown away."""
    if data is None:
        return None
    try:
        return marshal.loads(data)
    except (ValueError, EOFError, TypeError):
        return None


_FORM = 4  # the same in every Python since 3.4
