"""Rows that add to records which are there: the claims of a meeting, its people, what came of it.

The first column names the record by its id; an empty cell below it stands for the one above. The others are paths such
as `claims.said_by`: each row is one value of every field that it has cells for. What is there already stays and counts
for nothing; one that says otherwise under the same id is a fault.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from briefgen.diagnostics import Diagnostic, did_you_mean, in_order, quoted
from briefgen.disk import read_file, replace_file
from briefgen.errors import UsageProblem
from briefgen.facts.factbase import FactBase
from briefgen.facts.kinds import Kinds
from briefgen.facts.parse import parse_yaml
from briefgen.facts.passages.another_value import with_value
from briefgen.facts.passages.short_forms import spread
from briefgen.facts.passages.written_quotes import FreshQuotes
from briefgen.facts.yaml_edit import NotEdited, insert_value
from briefgen.facts.yaml_text import Exact, in_line
from briefgen.intake.drafts.referring import id_named, speaker_id, values_told
from briefgen.intake.proposing import slug
from briefgen.intake.tables.worksheet import (
    ID,
    NEVER_OVER,
    SEVERAL,
    ColumnHeading,
    Imported,
    ReadTable,
    SheetCell,
    TableFaults,
    at,
    bare,
    is_quoted,
    named,
    read_headings,
)
from briefgen.model.schema import GROUP, RECORD, REFERENCE, SOURCE, FieldSpec
from briefgen.workspace.workspace import Workspace

_WORDS_OF_ID = 6


def is_repeated(workspace: Workspace, sheet: ReadTable, kind: str) -> bool:
    """Whether rows add to records: a column is a key of a nested record, or ids are left out or repeated."""
    schema = workspace.facts.base.schema
    headings = read_headings(sheet, Kinds(schema, {}).keys(kind), "")[0] if kind in schema else {}
    if any(h.spec is not None and h.spec.form == RECORD for h in headings.values()):
        return True
    column = next((n for n, heading in headings.items() if heading.field == ID), 0)
    if not column or any(h.spec is not None and not _takes_several(h.spec) for h in headings.values()):
        return False
    ids = [next((cell.text for cell in row if cell.column == column), "") for row in sheet.rows]
    return "" in ids or len(set(ids)) < len(ids)


def _takes_several(spec: FieldSpec) -> bool:
    return spec.many or spec.form in (GROUP, RECORD)


@dataclass(slots=True)
class _RepeatedValue:
    """One value that a row adds to a field of a record, with the cell of each of its keys."""

    record: str
    field: str
    data: dict[str, Any]
    cells: dict[str, SheetCell]

    def cell(self, key: str) -> SheetCell:
        return self.cells.get(key) or next(iter(self.cells.values()))


def add_repeated(workspace: Workspace, sheet: ReadTable, kind: str, file: str, *, partial: bool = False) -> Imported:
    """Add what the rows of a table say to the records that they name; raises `Problems` unless `partial`."""
    told = _RepeatedImport(workspace.facts.base, kind, file)
    headings = told.headings(sheet)
    found = Imported()
    values = [value for row in sheet.rows for value in told.values(row, headings)]
    for value in values:
        told.refer(value)
        told.problems.extend(told.faults(value))
    if not partial:
        told.refuse()
    faulty = {problem.location.line for problem in told.problems}
    folder = workspace.home.folder("facts") / told.base.schema[SOURCE].folder
    quotes = FreshQuotes(folder, workspace.verification.archive.texts)
    for name in dict.fromkeys(value.record for value in values):
        path = workspace.home.folder("facts") / told.base.schema[kind].folder / f"{name}.yaml"
        text = before = read_file(path).decode("utf-8")
        for value in values:
            if value.record == name and value.cell("").row not in faulty:
                text = told.put(text, value, found)
        if text != before:
            found.written.append(path)
            told.ready.append((path, quotes.written(text, before)))
    if not partial:
        told.refuse()
    for path, text in told.ready:
        replace_file(path, text.encode())
    quotes.write()
    found.problems = in_order(told.problems)
    return found


class _RepeatedImport(TableFaults):
    """One such table on its way into the records of a kind."""

    def __init__(self, base: FactBase, kind: str, file: str) -> None:
        super().__init__(base, kind, file)
        self.record = ""
        self.ready: list[tuple[Any, str]] = []

    # --- from cells to values ---

    def values(self, row: tuple[SheetCell, ...], headings: Mapping[int, ColumnHeading]) -> Iterator[_RepeatedValue]:
        """The values that a row adds, one for each field that it has cells for."""
        found: dict[str, _RepeatedValue] = {}
        for cell in row:
            heading = headings.get(cell.column)
            if heading is None:
                continue
            if cell.fault:
                self.say(cell, f"{named(headings, cell)} {cell.fault}", "bad-cell")
            elif heading.field == ID:
                self.record = self._record(cell)
            elif heading.spec is not None and not _takes_several(heading.spec):
                message = f"{quoted(heading.field)} has one value; a table that adds to records has fields of many"
                self.say(cell, message, "bad-cell", "import it with a table of its own")
            else:
                value = found.setdefault(heading.field, _RepeatedValue(self.record, heading.field, {}, {}))
                key = heading.key or self._own_key(heading.spec)
                value.data[key] = self._said(heading, key, cell.text)
                value.cells[key] = cell
        if found and not self.record:
            if not any(problem.location.line == row[0].row for problem in self.problems):
                self.say(row[0], f"the row names no {self.kind}", "bad-id", "write its id first")
            return
        for value in found.values():
            value.record = self.record
            yield value

    def _record(self, cell: SheetCell) -> str:
        found = id_named(self.base, cell.text, (self.kind,))
        if isinstance(found, str) and self.base.record(f"{self.kind}/{found}") is not None:
            return found
        known = did_you_mean(cell.text, [one.id for one in self.base.of_kind(self.kind)])
        hint = known or f"import the {self.kind} itself first, or make it: briefgen new {self.kind} {slug(cell.text)}"
        self.say(cell, f"there is no {self.kind} {quoted(cell.text, 60)}", "unknown-record", hint)
        return ""

    def _own_key(self, spec: FieldSpec | None) -> str:
        """The key of what a bare heading holds: the value itself, or what a group is of."""
        return spec.of if spec is not None and spec.form == GROUP else "is"

    def _said(self, heading: ColumnHeading, key: str, text: str) -> Any:
        spec = self._of(heading.spec, key)
        if key == "quote":
            return Exact(text)
        several = spec is not None and (spec.many or (heading.spec is not None and key == heading.spec.of))
        parts = [part for part in SEVERAL.split(text) if part] if several else [text]
        return parts if len(parts) > 1 or (heading.spec is not None and key == heading.spec.of) else parts[0]

    def _of(self, spec: FieldSpec | None, key: str) -> FieldSpec | None:
        if spec is None or key == "is":
            return spec
        return {**spec.qualifiers, **spec.keys}.get(key)

    # --- what it refers to, and what is wrong with it ---

    def refer(self, value: _RepeatedValue) -> None:
        """Write ids in the place of names, and give a nested record its id."""
        spec = self.kinds.keys(self.kind)[value.field]
        for key, said in list(value.data.items()):
            of = self._of(spec, key)
            if of is None or of.type != REFERENCE:
                continue
            parts = said if isinstance(said, list) else [said]
            ids = [self._id(str(part), key, of, spec, value.cell(key)) for part in parts]
            value.data[key] = ids if isinstance(said, list) else ids[0]
        if spec.form == RECORD and ID not in value.data:
            named_by = self.base.schema[spec.kinds[0]].role("name")
            words = slug(" ".join(str(value.data.get(named_by, "")).split()[:_WORDS_OF_ID]))
            value.data = {ID: f"{value.record}-{words}", **value.data}
        self.look_for_sources(value.cells[key] for key in ("src",) if key in value.cells)

    def _id(self, text: str, key: str, of: FieldSpec, spec: FieldSpec, cell: SheetCell) -> str:
        if spec.form == RECORD and key == self.base.schema[spec.kinds[0]].role("speaker"):
            try:
                return speaker_id(self.base, text)
            except UsageProblem as unknown:
                self.say(cell, str(unknown), "unknown-record")
                return text
        return self.id_in(cell, text, of.kinds)

    def faults(self, value: _RepeatedValue) -> Iterator[Diagnostic]:
        """What is wrong with a value, by the rules of its kind, each at the cell that it comes from."""
        keys = list(value.data)
        lines = [f"{'  - ' if not n else '    '}{key}: {in_line(value.data[key])}" for n, key in enumerate(keys)]
        for one in self.of_record("\n".join([f"{value.field}:", *lines, ""])):
            line = one.location.line - 2
            if one.code == "missing-key" and line < 0:
                continue  # of the record around it
            key = keys[line] if 0 <= line < len(keys) else ""
            if key == ID and ID not in value.cells and one.code == "bad-id":
                continue  # made of what is missing
            yield at(self.file, value.cell(key), one.message, one.code, one.hint)

    # --- into the record ---

    def put(self, text: str, value: _RepeatedValue, found: Imported) -> str:
        """The text of a record with a value more, unless it is there."""
        data = parse_yaml(text.encode(), "").data
        if data is None:
            message = f"{self.kind}/{value.record} cannot be read; briefgen check says why"
            self.say(value.cell(""), message, "bad-cell")
            return text
        forms = self.kinds.keys(self.kind)
        spec = forms[value.field]
        for _, _, there in values_told(spread(data, forms), value.field):
            known = there if isinstance(there, dict) else {"is": there}
            if spec.form == RECORD and known.get(ID) == value.data[ID]:
                for key, said in value.data.items():
                    if key == "quote" and is_quoted(self.base.record(f"{spec.kinds[0]}/{value.data[ID]}"), said):
                        continue  # the file has it by its first and last words
                    if key in known and bare(known[key]) != bare(said):
                        message = f"{value.field} '{value.data[ID]}' of {self.kind}/{value.record} has another '{key}'"
                        self.say(value.cell(key), message, "import-differs", NEVER_OVER)
                        return text
                found.unchanged += 1
                return text
            own = self._own_key(spec)
            if spec.form != RECORD and bare(known.get(own)) == bare(value.data.get(own)):
                found.unchanged += 1
                return text
        item = value.data["is"] if list(value.data) == ["is"] else value.data
        try:
            if value.field not in data:
                return insert_value(text, (value.field,), [item])
            if (longer := with_value(text, data, value.field, spec, item)) is not None:
                return longer
        except NotEdited as bad:
            self.say(value.cell(""), str(bad), "bad-cell")
            return text
        message = f"{self.kind}/{value.record} has one value of {value.field}, which is no list"
        self.say(value.cell(""), message, "bad-cell", "write it as a list, with `- `")
        return text
