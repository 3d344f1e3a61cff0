"""A table as it was saved, its headings as fields of a kind of record, and what is wrong with it, each at its cell.

It is CSV in any common encoding and with any common separator, XLSX, or a pasted list; of a misspelt heading it is said
what was meant.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from briefgen.diagnostics import Diagnostic, Location, did_you_mean, did_you_mean_or, has_errors, in_order, quoted
from briefgen.errors import Problems
from briefgen.facts.factbase import FactBase
from briefgen.facts.kinds import Kinds
from briefgen.facts.parse import parse_yaml
from briefgen.facts.validate import validate
from briefgen.intake.drafts.referring import id_named
from briefgen.intake.drawing.drawn import Undrawable, clean
from briefgen.intake.drawing.office import parts_of
from briefgen.intake.drawing.plain_text import decoded
from briefgen.model.scalars import is_language
from briefgen.model.schema import GROUP, RECORD, SOURCE, FieldSpec, source_key
from briefgen.model.statement import Record

_MOST_ROWS, _MOST_COLUMNS = 50_000, 200
_SEPARATORS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class SheetCell:
    """What stands in a cell, and the number of its row and column, counted from 1; `fault` where it cannot be read."""

    text: str
    row: int
    column: int
    fault: str = ""


@dataclass(frozen=True, slots=True)
class ReadTable:
    """The first row that is no title and not empty, and the rows below it; empty cells are left out."""

    headings: tuple[SheetCell, ...]
    rows: tuple[tuple[SheetCell, ...], ...]


def read_sheet(data: bytes) -> ReadTable:
    """The table in a file; of a workbook the first sheet. Raises `Undrawable`."""
    rows = _workbook(data) if data.startswith(b"PK\x03\x04") else _separated(data)
    filled = [row for row in rows if row]
    if not filled:
        raise Undrawable("holds no table: no cell has anything in it")
    titles = next((n for n, row in enumerate(filled) if len(row) > 1), 0)  # one cell above a row of several
    return ReadTable(filled[titles], tuple(filled[titles + 1 :]))


def at(file: str, cell: SheetCell, message: str, code: str, hint: str | None = None) -> Diagnostic:
    """A fault at the row and column of a cell."""
    return Diagnostic(Location(file, cell.row, cell.column), message, code, hint)


def _separated(data: bytes) -> Iterator[tuple[SheetCell, ...]]:
    text = decoded(data)[0].lstrip("\ufeff")
    csv.field_size_limit(1 << 20)
    try:
        read = list(csv.reader(StringIO(text, newline=""), delimiter=_separator(text)))
    except csv.Error as bad:
        raise Undrawable(f"is no table that can be read: {bad}") from bad
    yield from _cells((n, row) for n, row in enumerate(read, 1))


def _separator(text: str) -> str:
    """The separator that gives the first rows most cells, and all of them as many."""
    beginning = "".join(text.splitlines(keepends=True)[:20])

    def weight(separator: str) -> tuple[bool, int]:
        widths = [len(row) for row in csv.reader(StringIO(beginning, newline=""), delimiter=separator) if row]
        return len(set(widths)) == 1, max(widths, default=0)

    return max(_SEPARATORS, key=lambda s: (weight(s)[1] > 1, *weight(s)))


def _cells(rows: Iterable[tuple[int, Iterable[Any]]]) -> Iterator[tuple[SheetCell, ...]]:
    for number, row in rows:
        if number > _MOST_ROWS:
            raise Undrawable(f"has more than {_MOST_ROWS:,} rows")
        cells = [SheetCell(clean(_text(value)), number, n) for n, value in enumerate(row, 1) if n <= _MOST_COLUMNS]
        yield tuple(cell for cell in cells if cell.text)


def _workbook(data: bytes) -> Iterator[tuple[SheetCell, ...]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    if "xl/workbook.xml" not in parts_of(data):
        raise Undrawable("is no workbook; save the table as .xlsx or .csv")
    try:
        values = load_workbook(BytesIO(data), read_only=True, data_only=True)
        written = load_workbook(BytesIO(data), read_only=True)
        first, formulas = values.worksheets[0], written.worksheets[0]
        pairs = zip(first.iter_rows(values_only=True), formulas.iter_rows(values_only=True), strict=False)
        for number, (row, formula) in enumerate(pairs, 1):
            if number > _MOST_ROWS:
                raise Undrawable(f"has more than {_MOST_ROWS:,} rows")
            cells = []
            for n, (value, stands) in enumerate(zip(row, formula, strict=False), 1):
                text = clean(_text(value))
                if value is None and isinstance(stands, str) and stands.startswith("="):
                    cells.append(SheetCell(stands, number, n, "holds a formula that no program has worked out"))
                elif text and n <= _MOST_COLUMNS:
                    cells.append(SheetCell(text, number, n))
            yield tuple(cells)
    except (InvalidFileException, KeyError, ValueError, IndexError, OSError, AttributeError) as bad:
        if isinstance(bad, Undrawable):
            raise
        raise Undrawable(f"is no workbook that can be read: {bad}") from bad


def _text(value: Any) -> str:
    """A cell as one would type it: a day as 2031-06-13, a whole number without its point."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


# --- its headings ---


ID = "id"
_LANGUAGE = re.compile(r"(.+?)[ _]*[(\[:_ ]([a-z]{2}(?:-[A-Za-z]{2,8})?)[)\]]?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ColumnHeading:
    """What a column holds: a field, on wish in one language, or a key of its value (`posts.on`)."""

    field: str
    spec: FieldSpec | None
    language: str = ""
    key: str = ""

    @property
    def names(self) -> tuple[str, str, str]:
        """What tells it from other columns."""
        return self.field, self.language, self.key


def read_headings(
    sheet: ReadTable, known: Mapping[str, FieldSpec], file: str
) -> tuple[dict[int, ColumnHeading], list[Diagnostic]]:
    """The heading of each column by its number, and what is wrong with them."""
    found: dict[int, ColumnHeading] = {}
    problems: list[Diagnostic] = []
    seen: dict[tuple[str, str, str], str] = {}
    for cell in sheet.headings:
        heading = _heading(cell.text, known)
        if isinstance(heading, str):
            hint = did_you_mean_or(_as_key(cell.text), (ID, *known), "known columns")
            problems.append(at(file, cell, heading, "unknown-column", hint))
        elif heading.names in seen:
            message = f"the column {quoted(cell.text)} stands there already as {quoted(seen[heading.names])}"
            problems.append(at(file, cell, message, "unknown-column", "join the two"))
        else:
            found[cell.column] = heading
            seen[heading.names] = cell.text
    return found, [*problems, *_beyond(sheet, file)]


def _beyond(sheet: ReadTable, file: str) -> Iterator[Diagnostic]:
    """Cells under no heading: somebody would miss them."""
    headed = {cell.column for cell in sheet.headings}
    told: set[int] = set()
    for cell in (cell for row in sheet.rows for cell in row if cell.column not in headed):
        if cell.column not in told:
            told.add(cell.column)
            yield at(
                file, cell, f"{quoted(cell.text, 40)} stands under no heading", "unknown-column", "name the column"
            )


def _heading(text: str, known: Mapping[str, FieldSpec]) -> ColumnHeading | str:
    name = _as_key(text)
    if name == ID:
        return ColumnHeading(ID, None)
    if name in known:
        return _taken(ColumnHeading(name, known[name]))
    before, dot, key = name.partition(".")
    if dot and before in known and key in _keys_of(known[before]):
        return _taken(ColumnHeading(before, known[before], key=key))
    if (match := _LANGUAGE.fullmatch(text.strip())) and is_language(match[2]):
        name = _as_key(match[1])
        if name in known and known[name].type == "text":
            return ColumnHeading(name, known[name], language=match[2])
    return f"there is no field {quoted(text)}"


def _keys_of(spec: FieldSpec) -> frozenset[str]:
    """What may stand behind the dot: the keys of a group, of a value, or of a nested record."""
    own = {*spec.qualifiers, *spec.keys}
    return frozenset(own | {ID, "src", "quote", "note", "marking"} if spec.form == RECORD else own | {"src", "quote"})


def _taken(heading: ColumnHeading) -> ColumnHeading | str:
    if heading.spec is not None and heading.spec.form == RECORD and not heading.key:
        first = next(iter(heading.spec.qualifiers), "part")
        return f"{quoted(heading.field)} are records of their own; name a part, such as {heading.field}.{first}"
    if heading.spec is not None and heading.spec.form == GROUP and not heading.spec.of:
        first = next(iter(heading.spec.keys), "part")
        return f"{quoted(heading.field)} has parts of its own; name one, such as {heading.field}.{first}"
    return heading


def _as_key(text: str) -> str:
    return re.sub(r"[\s-]+", "_", text.strip().casefold())


def named(headings: Mapping[int, ColumnHeading], cell: SheetCell) -> str:
    """The field of a cell, as messages name it."""
    heading = headings[cell.column]
    return f"{heading.field}.{heading.key}" if heading.key else heading.field


# --- what became of it, and what is wrong with it ---


SEVERAL = re.compile(r"\s*[;\n]\s*")
NEVER_OVER = "an import never writes over what is there; change the record itself, or the cell"


@dataclass(slots=True)
class Imported:
    """What became of a table: the files written, how many rows were there already, faults, and what to look at."""

    written: list[Path] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Diagnostic] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)


class TableFaults:
    """What is wrong with a table on its way into one kind of record, each at its cell."""

    def __init__(self, base: FactBase, kind: str, file: str) -> None:
        self.base, self.kind, self.file = base, kind, file
        self.kinds = Kinds(base.schema, {})
        self.problems: list[Diagnostic] = []

    def headings(self, sheet: ReadTable) -> Mapping[int, ColumnHeading]:
        """What each column is; raises `Problems` where one cannot be told."""
        found, problems = read_headings(sheet, self.kinds.keys(self.kind), self.file)
        self.problems += problems
        self.refuse()
        return found

    def refuse(self) -> None:
        """Raises `Problems` where there are errors by now."""
        if has_errors(self.problems):
            raise Problems(in_order(self.problems))

    def say(self, cell: SheetCell, message: str, code: str, hint: str | None = None) -> None:
        self.problems.append(at(self.file, cell, message, code, hint))

    def id_in(self, cell: SheetCell, text: str, kinds: tuple[str, ...]) -> str:
        """The id of the record that a text in a cell means; the text itself, with a problem, where none is meant."""
        found = id_named(self.base, text, kinds)
        if isinstance(found, str):
            return found
        self.say(cell, f"{found.message} {quoted(text, 60)}", "unknown-record", found.hint)
        return text

    def look_for_sources(self, cells: Iterable[SheetCell]) -> None:
        """Every source that cells name is on record: what rests on nothing is never written."""
        for cell in cells:
            for part in SEVERAL.split(cell.text):
                source = part.partition("#")[0].strip()
                if source and self.base.record(source_key(source)) is None:
                    known = [one.id for one in self.base.of_kind(SOURCE)]
                    hint = did_you_mean(source, known) or "take it in: briefgen add"
                    self.say(cell, f"there is no source {quoted(source, 60)}", "unknown-record", hint)

    def of_record(self, text: str) -> list[Diagnostic]:
        """What is wrong with the text of a record of the kind, or a part of one, at the lines of the text."""
        parsed = parse_yaml(text.encode(), self.file)
        if parsed.data is None:
            return list(parsed.diagnostics)
        return [*parsed.diagnostics, *validate(parsed.data, self.kinds.models.of_kind(self.kind), self.file)[1]]


def is_quoted(record: Record | None, words: Any) -> bool:
    """Whether a record rests on words, or on each of several."""
    there = {c.quote for statement in record.statements for c in statement.citations} if record is not None else set()
    return {str(one) for one in (words if isinstance(words, list) else [words])} <= there


def bare(value: Any) -> Any:
    """A value in the form in which two spellings of it are equal: one value is a list of one, bare is `is`."""
    if isinstance(value, list | tuple):
        parts = [bare(part) for part in value]
        return parts[0] if len(parts) == 1 else parts
    if isinstance(value, dict):
        said = {str(key): bare(part) for key, part in value.items() if key not in ("src", "quote", "from", "part")}
        return said["is"] if list(said) == ["is"] else said
    return value if value is None else " ".join(str(value).split())
