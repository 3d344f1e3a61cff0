"""Statements for other programs: a table that no spreadsheet would run, lines of JSON, linked data (JSON-LD 1.1).

There, schema.org tells what there is, and PROV where each statement comes from: https://schema.org/Event,
https://schema.org/Claim, https://www.w3.org/TR/prov-o/. What a record is, its description says: a kind with a date and
parties is an event, one with a speaker a claim, one whose names are people's a person.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO, StringIO
from typing import Any

from briefgen.facts.factbase import FactBase
from briefgen.model.dates import BadDate, PartialDate, parse_date
from briefgen.model.schema import DATE, REFERENCE, SOURCE, KindSpec
from briefgen.model.statement import Rank, Record, Statement

COLUMNS = (
    "statement", "subject", "property", "value", "qualifiers", "rank", "origin", "inferred", "register", "why",
    "contested", "according_to", "marking", "recorded", "source", "locator", "quote", "file", "line",
)  # fmt: skip
_FORMULA = re.compile(r"[=+\-@\t\r\n|]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


def rows(base: FactBase, statements: Iterable[Statement], language: str) -> Iterator[tuple[str, ...]]:
    """A row for each citation, so that each quote stands beside its source; one for a statement that has none."""
    for statement in statements:
        known = as_data(base, statement)
        first = [_cell(known[name], language) for name in COLUMNS[: COLUMNS.index("source")]]
        last = [str(known["file"]), str(known["line"])]
        for citation in known["citations"] or [{"source": "", "locator": "", "quote": ""}]:
            yield (*first, citation["source"], citation["locator"], citation["quote"], *last)


def as_data(base: FactBase, statement: Statement) -> dict[str, Any]:
    """All that is known of a statement, as plain data."""
    return {
        "statement": statement.id,
        "subject": statement.subject,
        **statement.as_data(),
        "citations": [c.as_data() for c in statement.citations],
        "file": base.records[statement.subject].file,
        "line": statement.line,
    }


def as_csv(base: FactBase, statements: Iterable[Statement], language: str) -> bytes:
    """CSV as RFC 4180 has it, with the mark by which spreadsheets know UTF-8."""
    file = StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    writer.writerows([harmless(cell) for cell in row] for row in rows(base, statements, language))
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def as_xlsx(base: FactBase, statements: Iterable[Statement], language: str) -> bytes:
    """A workbook with one sheet; every cell is text, whatever it begins with, and the bytes are the same every time."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    from briefgen.ooxml.archive import open_safely, repack

    book = Workbook(write_only=True)
    sheet = book.create_sheet("statements")
    sheet.freeze_panes = "A2"
    for row in (COLUMNS, *rows(base, statements, language)):
        cells = []
        for text in row:
            cell = WriteOnlyCell(sheet, value=text)
            cell.data_type = "s"  # else a text that begins with = would be a formula
            cells.append(cell)
        sheet.append(cells)
    file = BytesIO()
    book.save(file)
    parts = open_safely(file.getvalue())
    core = "docProps/core.xml"
    parts[core] = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"1980-01-01T00:00:00Z", parts[core])
    return repack(parts, compression=8).getvalue()


def as_json_lines(base: FactBase, statements: Iterable[Statement], language: str) -> bytes:
    """One statement a line, complete; `language` changes nothing."""
    return "".join(f"{json.dumps(as_data(base, s), ensure_ascii=False)}\n" for s in statements).encode()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: with an apostrophe before what would begin one."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def _cell(value: Any, language: str) -> str:
    if isinstance(value, Mapping):
        if not value:
            return ""
        if all(isinstance(words, str) for words in value.values()) and (
            language in value or "" in value or len(value) == 1
        ):
            return str(value.get(language) or value.get("") or next(iter(value.values())))
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    return str(value)


# --- linked data ---


_CONTEXT = {
    "@vocab": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "briefgen": "urn:briefgen:property:",
}
_OUTLET_TYPES = {
    "news-report": "NewsArticle",
    "book": "Book",
    "report": "Report",
    "dataset": "Dataset",
    "web-page": "WebPage",
}


def as_json_ld(base: FactBase, statements: Iterable[Statement], language: str) -> bytes:
    """The records that the statements are about and lead to, and the statements themselves with their sources."""
    told = list(statements)
    keys = {s.subject for s in told}
    keys |= {f"{SOURCE}/{c.source}" for s in told for c in s.citations}
    keys |= {s.value for s in told if isinstance(s.value, str) and s.value in base.records}
    keys |= {key for s in told for key in s.speakers if key in base.records}
    own = {s.id for s in told}
    graph = [_thing(base, base.records[key], language, own) for key in sorted(keys) if key in base.records]
    graph += [_statement(base, s, language) for s in told]
    return f"{json.dumps({'@context': _CONTEXT, '@graph': graph}, ensure_ascii=False, indent=1)}\n".encode()


def _iri(key: str) -> str:
    return f"urn:briefgen:{key.replace('/', ':')}"


def _thing(base: FactBase, record: Record, language: str, own: set[str]) -> dict[str, Any]:
    spec = base.schema[record.kind]
    found: dict[str, Any] = {
        "@id": _iri(record.key),
        "@type": _type(spec, record),
        "name": base.label(record.key, language),
    }
    stated = [s for s in record.statements if s.rank is not Rank.DEPRECATED and s.id in own]
    for name, values in _properties(spec, stated, language):
        found.setdefault(name, []).extend(values)
    return {name: _one(value) for name, value in found.items()}


def _one(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    once = [part for n, part in enumerate(value) if part not in value[:n]]
    return once[0] if len(once) == 1 else once


def _type(spec: KindSpec, record: Record) -> str:
    if spec.kind == SOURCE:
        return _OUTLET_TYPES.get(next((str(s.value) for s in record.values("type")), ""), "CreativeWork")
    if spec.role("speaker"):
        return "Claim"
    if spec.role("date") and spec.role("parties") and spec.role("place"):
        return "Event"
    if spec.names_people:
        return "Person"
    if "code" in spec.fields:
        return "Country"
    if "party" in spec.acts_as:
        return "Organization"
    return "CreativeWork" if spec.role("date") else "Thing"


def _properties(spec: KindSpec, stated: list[Statement], language: str) -> Iterator[tuple[str, list[Any]]]:
    """What schema.org has a word for, by the parts that fields play."""
    roles = {field: role for role, fields in spec.roles.items() for field in fields}
    for statement in stated:
        role = roles.get(statement.property, "")
        value = _value(statement.value, language)
        if role == "date":
            yield from _dates(str(statement.value), is_event=bool(spec.role("place")))
        elif role == "place":
            yield "location", [{"@type": "Place", "name": value} if isinstance(value, str) else value]
        elif role == "parties":
            yield "attendee" if spec.role("place") else "member", [value]
        elif role == "other_names":
            yield "alternateName", [value]
        elif role == "speaker":
            yield "author", [value]
        elif role == "series":
            yield "superEvent", [value]
        elif statement.property in ("url", "language"):
            yield {"url": "url", "language": "inLanguage"}[statement.property], [value]
        elif role == "name" and spec.role("speaker"):
            yield "text", [value]


def _dates(text: str, *, is_event: bool) -> Iterator[tuple[str, list[Any]]]:
    """The days that are known; a year that is not shown, or a doubt, stays with the statement."""
    try:
        date = parse_date(text)
    except BadDate:
        return
    first, last = date.start, date.end if date.end is not None else date.start
    for name, part in (("startDate", first), ("endDate", last)) if is_event else (("datePublished", first),):
        if isinstance(part, PartialDate) and not part.doubtful and "X" not in part.year + part.month + part.day:
            yield name, ["-".join(p for p in (part.year, part.month, part.day) if p)]


def _statement(base: FactBase, statement: Statement, language: str) -> dict[str, Any]:
    """One statement as a claim about its subject, with what it was drawn from and who is said to have said it."""
    spec = base.schema[statement.kind].fields.get(statement.property)
    found: dict[str, Any] = {
        "@id": _iri(statement.id),
        "@type": ["Claim", "rdf:Statement", "prov:Entity"],
        "rdf:subject": {"@id": _iri(statement.subject)},
        "rdf:predicate": {"@id": f"briefgen:{statement.property}"},
        "rdf:object": _value(statement.value, language, is_reference=spec is not None and spec.type == REFERENCE),
        "about": {"@id": _iri(statement.subject)},
        "briefgen:origin": str(statement.origin),
        "briefgen:rank": str(statement.rank),
    }
    if spec is not None and spec.type == DATE:
        found["temporal"] = str(statement.value)
    for name, said in (("inferred", statement.inferred), ("register", statement.register)):
        if said:
            found[f"briefgen:{name}"] = said
    if statement.contested:
        found["briefgen:contested"] = _value(statement.contested, language)
    if statement.speakers:
        found["prov:wasAttributedTo"] = [{"@id": _iri(key)} for key in statement.speakers]
    if statement.marking:
        found["conditionsOfAccess"] = statement.marking
    if statement.citations:
        found["prov:wasDerivedFrom"] = [{"@id": _iri(f"{SOURCE}/{c.source}")} for c in statement.citations]
        found["prov:qualifiedDerivation"] = [
            {
                "@type": "prov:Quotation" if c.quote else "prov:Derivation",
                "prov:entity": {"@id": _iri(f"{SOURCE}/{c.source}")},
                **({"prov:value": c.quote} if c.quote else {}),
                **({"briefgen:locator": c.locator} if c.locator else {}),
            }
            for c in statement.citations
        ]
    return found


def _value(value: Any, language: str, *, is_reference: bool = True) -> Any:
    if isinstance(value, Mapping):
        if "" in value or language in value:
            return value.get(language) or value.get("")
        return [{"@value": words, "@language": tag} for tag, words in value.items()] if value else ""
    if is_reference and isinstance(value, str) and "/" in value and " " not in value and "://" not in value:
        return {"@id": _iri(value)}
    return value
