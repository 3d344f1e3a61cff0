"""Statements as a table or as lines of JSON: all that is known of each, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO, StringIO
from typing import Any

from briefgen.facts.factbase import FactBase
from briefgen.model.statement import Statement

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
