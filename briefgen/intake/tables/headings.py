"""The headings of a table as fields of a kind of record, each misspelt one with what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefgen.diagnostics import Diagnostic, did_you_mean_or, quoted
from briefgen.intake.tables.cells import ReadTable, SheetCell, at
from briefgen.model.scalars import is_language
from briefgen.model.schema import GROUP, RECORD, FieldSpec

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
