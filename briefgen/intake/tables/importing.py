"""A file taken in, whatever it holds; a table becomes records: each row one, nothing written unless all is well.

Other files give names to a meeting, or references to the sources. What is there is never written over: a row whose
record says the same changes nothing, one whose record says otherwise is a fault. A name that looks like that of another
record is told, and nothing is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefgen.diagnostics import Diagnostic, Location, has_errors, in_order, quoted
from briefgen.disk import read_file, reason, replace_file
from briefgen.errors import Problems, UsageProblem
from briefgen.facts.parse import parse_yaml
from briefgen.facts.passages.written_quotes import FreshQuotes
from briefgen.facts.yaml_text import Exact, record
from briefgen.intake.adding import LIMITS, or_why_not
from briefgen.intake.proposing import slug
from briefgen.intake.tables.bibliography import import_sources, is_bibliography, read_references
from briefgen.intake.tables.participants import add_participants
from briefgen.intake.tables.repeated import add_repeated, is_repeated
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
    read_sheet,
)
from briefgen.model.ids import RULE, is_slug
from briefgen.model.schema import AMOUNT, GROUP, REFERENCE, SOURCE, KindSpec
from briefgen.query.whose import place_like, whose_name
from briefgen.sandbox.bounded import bounded
from briefgen.workspace.open_facts import check_kind
from briefgen.workspace.workspace import Workspace

_LARGEST = 32 << 20
_WORDS = ("quote",)
_THOUSANDS = re.compile(r"(?<![\d.,])([1-9]\d{0,2})\.(\d{3})(?![\d.,])")  # 1.234 as half of Europe writes 1,234
_NO_FIELD = "an import adds no field to a record that is there; write it into the record, or empty the cell"


@dataclass(slots=True)
class _ImportedRow:
    """One row: the cell by which faults of the whole row are named, its id, and what its record says."""

    cell: SheetCell
    id: str
    data: dict[str, Any]
    cells: dict[tuple[str, str], SheetCell]

    def cell_of(self, name: str, key: str = "") -> SheetCell:
        """The cell that gives a field, or a key of its value; the row's own where none does."""
        others = (cell for (field, _), cell in self.cells.items() if field == name)
        return self.cells.get((name, key)) or self.cells.get((name, "")) or next(others, self.cell)

    def has_source(self) -> bool:
        """Whether it names a source, or a register, for anything."""
        return any({"src", "register"} & {name, key} for name, key in self.cells)


def import_file(
    workspace: Workspace,
    file: Path,
    kind: str,
    participants: str,
    column: str,
    source: str,
    today: str,
    status: str = "",
    *,
    partial: bool = False,
) -> Imported:
    """What became of a file; raises `UsageProblem` and `Problems`."""
    try:
        data = read_file(file, _LARGEST)
    except (OSError, ValueError) as bad:
        why = reason(bad) if isinstance(bad, OSError) else str(bad)
        raise UsageProblem(f"{file} cannot be read: {why}") from bad
    if is_bibliography(data, file.name) and kind in ("", "source") and not participants:
        references = bounded(LIMITS, str(file), or_why_not, read_references, data, file.name)
        if isinstance(references, str):
            raise _unreadable(file, references)
        return import_sources(workspace, references, today)
    if not kind and not participants:
        raise UsageProblem("say what each row is, such as --kind person")
    sheet = bounded(LIMITS, str(file), or_why_not, read_sheet, data)
    if isinstance(sheet, str):
        raise _unreadable(file, sheet)
    if participants:
        return add_participants(workspace, sheet, participants, column, source, file.name, status)
    if is_repeated(workspace, sheet, kind):
        return add_repeated(workspace, sheet, kind, file.name, partial=partial)
    return import_table(workspace, sheet, kind, file.name, today, partial=partial)


def _unreadable(file: Path, why: str) -> Problems:
    return Problems([Diagnostic(Location(file.name), f"{file.name} {why}", "source-undrawable")])


def import_table(
    workspace: Workspace, sheet: ReadTable, kind: str, file: str, today: str, *, partial: bool = False
) -> Imported:
    """Write the record of each row; raises `Problems` where a row has a fault, unless `partial`."""
    told = _TableImport(workspace, kind, file)
    headings = told.headings(sheet)
    rows = [row for cells in sheet.rows if (row := told.row(cells, headings)) is not None]
    found = Imported()
    told.resolve(rows)
    found.questions += told.questions
    ready = [row for row in rows if told.is_fresh(row, found, today)]
    if not partial:
        told.refuse()
    faulty = {p.location.line for p in told.problems}
    for row in ready:
        if row.cell.row not in faulty:
            path = told.path(row.id)
            replace_file(path, told.quotes.written(told.text(row, today)).encode())
            found.written.append(path)
    told.quotes.write()
    written = [row for row in ready if told.path(row.id) in found.written]
    if sourceless := [str(row.cell.row) for row in written if not told.spec.desk and not row.has_source()]:
        few = ", ".join(sourceless[:5]) + (", …" if len(sourceless) > 5 else "")
        found.questions.append(f"which source has row {few}? add src: to the record; briefgen check asks for it")
    found.problems = in_order(told.problems)
    return found


class _TableImport(TableFaults):
    """One table on its way into one kind of record."""

    def __init__(self, workspace: Workspace, kind: str, file: str) -> None:
        check_kind(workspace.facts.base.schema, kind)
        super().__init__(workspace.facts.base, kind, file)
        self.spec: KindSpec = self.base.schema[kind]
        self.folder = workspace.home.folder("facts") / self.spec.folder
        self.language = str(workspace.home.settings["language"]).partition("-")[0]
        self.taken: dict[str, int] = {}
        self.questions: list[str] = []
        sources = workspace.home.folder("facts") / self.base.schema[SOURCE].folder
        self.quotes = FreshQuotes(sources, workspace.verification.archive.texts)

    def path(self, id_: str) -> Path:
        return self.folder / f"{id_}.yaml"

    # --- from cells to data ---

    def row(self, cells: tuple[SheetCell, ...], headings: Mapping[int, ColumnHeading]) -> _ImportedRow | None:
        data: dict[str, Any] = {}
        of: dict[tuple[str, str], SheetCell] = {}
        id_ = ""
        for cell in cells:
            if cell.column not in headings:
                continue
            if cell.fault:
                self.say(cell, f"{named(headings, cell)} {cell.fault}", "bad-cell")
                continue
            heading = headings[cell.column]
            of[heading.field, heading.key] = of.get((heading.field, heading.key), cell)
            if heading.field == ID:
                id_ = cell.text
            else:
                self._put(data, heading, cell)
        if not data and not id_:
            return None
        id_ = id_ or self._own_id(data)
        first = of.get((ID, "")) or cells[0]
        if not is_slug(id_):
            said = f"{quoted(id_)} is no id" if id_ else f"the row has neither an id nor a {self.spec.role('name')}"
            self.say(first, said, "bad-id", RULE)
            return None
        if id_ in self.taken:
            self.say(first, f"'{id_}' stands in row {self.taken[id_]} already", "duplicate-row")
            return None
        self.taken[id_] = first.row
        return _ImportedRow(first, id_, data, of)

    def _put(self, data: dict[str, Any], heading: ColumnHeading, cell: SheetCell) -> None:
        spec = heading.spec
        assert spec is not None
        if spec.type == AMOUNT and _THOUSANDS.search(cell.text):
            without = _THOUSANDS.sub(r"\1\2", cell.text)
            what = f"row {cell.row}: {quoted(cell.text)} is read with a decimal point"
            self.questions.append(f"{what}; if it parts thousands, write {without}")
        known = data.get(heading.field)
        by_language = isinstance(known, dict) and "is" not in known and not heading.key
        if heading.language or by_language:
            whole = known if isinstance(known, dict) else {self.language: known} if known else {}
            data[heading.field] = {**whole, heading.language or self.language: cell.text}
        elif heading.key:
            whole = known if isinstance(known, dict) else {"is": known} if known else {}
            data[heading.field] = {**whole, heading.key: cell.text}
        else:
            many = spec.many or spec.form == GROUP
            parts = [part for part in SEVERAL.split(cell.text) if part] if many else [cell.text]
            parts = [Exact(part) if heading.field in _WORDS else part for part in parts]
            value = parts if len(parts) > 1 or spec.form == GROUP else parts[0]
            data[heading.field] = {"is": value, **known} if isinstance(known, dict) else value

    def _own_id(self, data: Mapping[str, Any]) -> str:
        """The id of the record that has this very name, else one that is made of it."""
        name = data.get(self.spec.role("name"), "")
        words = next(iter(name.values()), "") if isinstance(name, dict) else name[0] if isinstance(name, list) else name
        same = [one for one in whose_name(self.base, str(words), (self.kind,)) if one.is_exact]
        return same[0].record.id if len(same) == 1 else slug(str(words))

    # --- references, by id or by name ---

    def resolve(self, rows: list[_ImportedRow]) -> None:
        """Write the ids of records in the place of their names; rows of this table count as records."""
        own = {row.id for row in rows}
        for row in rows:
            for name, value in list(row.data.items()):
                spec = self.kinds.keys(self.kind)[name]
                inner = spec.keys[spec.of] if spec.form == GROUP else spec
                if spec.form == GROUP:
                    keys = {k: v for k, v in value.items() if k != "is"} if isinstance(value, dict) else {}
                    value = value.get("is", []) if isinstance(value, dict) else value
                    value = [self._id(one, inner.kinds, own, row.cell_of(name)) for one in value]
                    row.data[name] = [{**keys, **({spec.of: value} if value else {})}]
                elif inner.type == REFERENCE and not isinstance(value, dict):
                    many = value if isinstance(value, list) else [value]
                    ids = [self._id(one, inner.kinds, own, row.cell_of(name)) for one in many]
                    row.data[name] = ids if isinstance(value, list) else ids[0]
                elif isinstance(value, dict):
                    if isinstance(value.get("is"), list):
                        beside = next((key for key in value if key != "is"), "")
                        message = f"several values of {name} cannot have keys beside them"
                        hint = "write one value in this row, and the others into the record"
                        self.say(row.cell_of(name, beside), message, "bad-cell", hint)
                    for key, given in value.items():
                        of = spec if key == "is" else {**spec.qualifiers, **spec.keys}.get(key)
                        if of is not None and of.type == REFERENCE and isinstance(given, str):
                            cell = row.cell_of(name, "" if key == "is" else key)
                            value[key] = self._id(given, of.kinds, own, cell)
            self.look_for_sources(cell for (name, key), cell in row.cells.items() if "src" in (name, key))

    def _id(self, text: str, kinds: tuple[str, ...], own: set[str], cell: SheetCell) -> str:
        if self.kind in kinds and text.removeprefix(f"{self.kind}/") in own:
            return text
        return self.id_in(cell, text, kinds)

    # --- what a row would write ---

    def is_fresh(self, row: _ImportedRow, found: Imported, today: str) -> bool:
        """Whether the record of a row is to be written; its faults are added to those of the table."""
        path = self.path(row.id)
        if path.exists():
            differing = list(self._differing(path, row))
            for name, known in differing:
                message = f"the record {self.kind}/{row.id} has {known}"
                self.say(row.cell_of(name), message, "import-differs", _NO_FIELD if known[:3] == "no " else NEVER_OVER)
            found.unchanged += not differing
            return False
        told = {(p.location.line, p.location.column) for p in self.problems}
        fields = {name for (name, _), cell in row.cells.items() if (cell.row, cell.column) in told}
        told |= {(cell.row, cell.column) for (name, _), cell in row.cells.items() if name in fields}
        is_told = any(line == row.cell.row for line, _ in told)
        faults = [
            one
            for one in self._faults(row, today)
            if (one.location.line, one.location.column) not in told and not (is_told and one.code == "missing-key")
        ]
        self.problems.extend(faults)
        name = cell.text if (cell := row.cells.get((self.spec.role("name"), ""))) else ""
        for one in whose_name(self.base, name, (self.kind,))[:2] if name else ():
            if one.record.id != row.id:
                found.questions.append(
                    f"row {row.cell.row}: {quoted(name)} may be {one.record.key} ({one.name}): {one.why}"
                )
        for part in self.spec.roles.get("place", ()):
            place = cell.text if (cell := row.cells.get((part, ""))) else ""
            other, why = place_like(self.base, place) if place else ("", "")
            if other:
                found.questions.append(
                    f"row {row.cell.row}: the place {quoted(place)} may be {quoted(other)}, as records have it: {why}"
                )
        return not has_errors(faults)

    def text(self, row: _ImportedRow, today: str) -> str:
        from briefgen.model.jsonschema import modeline

        keys = self.kinds.keys(self.kind)
        data = dict(row.data)
        if "recorded" in keys and "recorded" not in data:
            data["recorded"] = today
        return f"{modeline(self.kind)}\n{record(data)}"

    def _faults(self, row: _ImportedRow, today: str) -> list[Diagnostic]:
        """What is wrong with the record that a row would be, each at the cell that it comes from."""
        text = self.text(row, today)
        lines = text.splitlines()
        keys = [(n, m[1]) for n, line in enumerate(lines, 1) if (m := re.match(r"([a-z_0-9]+):", line))]
        faults = []
        for one in self.of_record(text):
            name = next((key for n, key in reversed(keys) if n <= one.location.line), "")
            inner = re.search(r"([a-z_0-9]+): $", lines[one.location.line - 1][: one.location.column - 1])
            cell = row.cell_of(name, inner[1] if inner else "")
            faults.append(at(self.file, cell, one.message, one.code, one.hint))
        return faults

    def _differing(self, path: Path, row: _ImportedRow) -> Iterator[tuple[str, str]]:
        """The fields that the file has otherwise, with what it has; the day of recording counts for nothing."""
        parsed = parse_yaml(read_file(path), self.file)
        there: Mapping[str, Any] = parsed.data or {}
        record = self.base.record(f"{self.kind}/{row.id}")
        cited = [c.source for s in record.statements for c in s.citations] if record is not None else []
        for name, value in row.data.items():
            if name == "recorded" or (name in _WORDS and is_quoted(record, value)):
                continue  # the file has words by the first and last of them
            if name == "src" and value in cited:
                continue  # with its words, perhaps
            known = there.get(name)
            if known is None:
                yield name, f"no '{name}'"
            elif bare(known) != bare(value):
                yield name, f"another '{name}'{f': {quoted(known, 60)}' if isinstance(known, str) else ''}"
