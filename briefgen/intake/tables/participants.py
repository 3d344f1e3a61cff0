"""Participants of a meeting from a pasted list or a column: each name found as a party or a person, none guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from briefgen.diagnostics import Diagnostic, did_you_mean, did_you_mean_or, in_order, quoted
from briefgen.disk import read_file, replace_file
from briefgen.errors import Problems, UsageProblem
from briefgen.facts.factbase import FactBase
from briefgen.facts.parse import parse_yaml
from briefgen.facts.passages.another_value import as_plain
from briefgen.facts.references import state_of
from briefgen.facts.yaml_edit import insert_value, set_value
from briefgen.intake.drafts.referring import is_id, to_make
from briefgen.intake.proposing import slug
from briefgen.intake.tables.worksheet import Imported, ReadTable, SheetCell, at
from briefgen.model.schema import GROUP, SOURCE, STATE, FieldSpec, KindSpec, acting_as
from briefgen.query.whose import MayBe, meant, whose_name
from briefgen.workspace.open_facts import record_of, refuse_faulty
from briefgen.workspace.workspace import Workspace

_PARTED = re.compile(r"\s*[,;،、]\s*|\s+(?:and|und|et|и|y|e)\s+")


def add_participants(
    workspace: Workspace, sheet: ReadTable, meeting: str, column: str, source: str, file: str, status: str = ""
) -> Imported:
    """Write who took part into the meeting's record; raises `Problems` where a name is nobody's or several people's.

    `status` is how they were there, such as observer; "" leaves it to a column headed so, or else to the kind. A person
    of whom it is told stands on a list, as a party does; others stand among the people.
    """
    base = workspace.facts.base
    record = _meeting(workspace, meeting)
    spec = base.schema[record.kind]
    parties, people = spec.role("parties") or None, spec.role("people") or None
    if source:
        record_of(workspace, SOURCE, source)
    known_as = spec.fields[parties].keys.get("status") if parties else None
    if status and (known_as is None or status not in known_as.choices):
        raise UsageProblem(
            f"no status '{status}'; {did_you_mean_or(status, known_as.choices if known_as else (), 'there are')}"
        )
    path = workspace.home.folder("facts").parent / record.file
    text = before = read_file(path).decode("utf-8")
    there: Any = parse_yaml(text.encode(), record.file).data or {}
    problems: list[Diagnostic] = []
    found: dict[tuple[str, str], list[str]] = {}
    by_row = _of_rows(sheet, "status") if known_as and column and not status else {}
    for cell, name in _names(sheet, column):
        who = _who(base, name, spec, parties, people)
        if not isinstance(who, MayBe) and not column and cell in sheet.headings and sheet.rows:
            who = who[0], f"{who[1]}; if this row heads the columns: --column {quoted(cell.text, 60)}"
        if isinstance(who, MayBe):
            of_row = by_row.get(cell.row)
            how = of_row.text.casefold() if of_row else status
            fields = [f for f in (parties, people) if f and who.record.kind in _kinds(spec.fields[f])]
            field = fields[0 if how else -1]
            if field != parties:
                of_row, how = None, status
            if of_row and known_as and how not in known_as.choices:
                hint = did_you_mean_or(how, known_as.choices, "there are")
                problems.append(at(file, of_row, f"no status {quoted(of_row.text, 60)}", "bad-choice", hint))
            found.setdefault((field, how), []).append(who.record.id)
        else:
            refuse_faulty(workspace, "", slug(name))
            problems.append(at(file, cell, f"{quoted(name, 60)} {who[0]}", "unknown-record", who[1]))
    if problems:
        raise Problems(in_order(problems))
    told = Imported()
    for (field, how), ids in found.items():
        said = {key: value for key, value in (("status", how), ("src", source)) if value}
        known = {str(s.value).rpartition("/")[2] for s in record.values(field)} | set(_ids(there.get(field)))
        fresh = [id_ for id_ in dict.fromkeys(ids) if id_ not in known]
        told.unchanged += len(set(ids)) - len(fresh)
        if fresh:
            text = _written(text, there, field, spec.fields[field], fresh, said)
            there = parse_yaml(text.encode(), record.file).data
    if text != before:
        replace_file(path, text.encode())
        told.written.append(path)
    return told


def _meeting(workspace: Workspace, name: str) -> Any:
    """The record that has parties, by its id or key."""
    base = workspace.facts.base
    kinds = [kind for kind, spec in base.schema.items() if spec.roles.get("parties")]
    for kind in kinds:
        record = base.record(name if "/" in name else f"{kind}/{name}")
        if record is not None and record.kind == kind:
            return record
    refuse_faulty(workspace, name.rpartition("/")[0], name)
    ids = [record.id for kind in kinds for record in base.of_kind(kind)]
    hint = did_you_mean(name, ids)
    raise UsageProblem(f"there is no meeting '{name}'{f'; {hint}' if hint else ''}")


def _kinds(spec: FieldSpec) -> tuple[str, ...]:
    return spec.keys[spec.of].kinds if spec.form == GROUP else spec.kinds


def _names(sheet: ReadTable, column: str) -> Iterator[tuple[SheetCell, str]]:
    """Each name and its cell: of a column by its heading, else of the first, whose heading may be a name as well."""
    heads = {cell.text.casefold(): cell.column for cell in sheet.headings}
    texts = [cell.text for cell in sheet.headings]
    if column:
        if column.casefold() not in heads:
            raise UsageProblem(f"there is no column '{column}'; {did_you_mean_or(column, texts, 'the columns are')}")
        wanted, rows = heads[column.casefold()], sheet.rows
    else:
        wanted, rows = sheet.headings[0].column, (sheet.headings, *sheet.rows)
        if (
            sheet.rows
            and texts[1:]
            and all(cell.text.strip(" .").isdigit() for row in sheet.rows for cell in row if cell.column == wanted)
        ):
            raise UsageProblem(
                f"the first column counts the rows; name that of the names: --column {quoted(texts[1], 60)}"
            )
    lines = [row for row in rows if row]
    pasted = len(lines) == 1 and not column
    for row in lines:
        for cell in row:
            if pasted or cell.column == wanted:
                parts = _PARTED.split(cell.text) if pasted else [cell.text]
                yield from ((cell, part.strip(" .•*-–")) for part in parts if part.strip(" .•*-–"))


def _of_rows(sheet: ReadTable, heading: str) -> dict[int, SheetCell]:
    """What stands below a heading, by the numbers of the rows."""
    at_ = next((cell.column for cell in sheet.headings if cell.text.casefold() == heading), 0)
    return {cell.row: cell for row in sheet.rows for cell in row if cell.column == at_}


def _who(
    base: FactBase, name: str, spec: KindSpec, parties: str | None, people: str | None
) -> MayBe | tuple[str, str | None]:
    """The one record that has the name, or what to say of it."""
    kinds = (*(_kinds(spec.fields[parties]) if parties else ()), *(spec.fields[people].kinds if people else ()))
    for kind in kinds:
        if is_id(base, name, (kind,)):
            key = f"{kind}/{name.rpartition('/')[2]}"
            record = base.record(key) or state_of(key)
            return MayBe(record, name, "its id", True)
    may_be = whose_name(base, name, kinds)
    exact = [one for one in may_be if one.is_exact]
    if len(exact) == 1:
        return exact[0]
    if exact:
        return "is the name of several records", f"write the id: {', '.join(one.record.id for one in exact)}"
    if may_be:
        return "has no record of that name", meant(may_be)
    states = acting_as(base.schema, STATE)  # which few names are that ISO 3166 does not know: named last
    return "has no record", to_make(name, sorted(kinds, key=lambda kind: kind in states) or ("KIND",))


def _ids(value: Any) -> Iterator[str]:
    """Every id that stands in what a record says of its participants."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key in ("is", "parties") or not isinstance(part, str):
                yield from _ids(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _ids(part)
    elif value is not None:
        yield str(value)


def _written(text: str, there: Any, field: str, spec: FieldSpec, ids: list[str], said: dict[str, str]) -> str:
    if spec.form != GROUP and "status" in said:
        raise UsageProblem(f"a status is that of parties: {', '.join(ids)} would stand among {field}")
    new: list[Any] = [{spec.of: ids, **said}] if spec.form == GROUP else [{"is": i, **said} if said else i for i in ids]
    known = there.get(field)
    if known is None:
        return set_value(text, (field,), new)
    if not isinstance(known, list):
        text = set_value(text, (field,), [as_plain(known)])
        known = [known]
    for n, value in enumerate(new):
        text = insert_value(text, (field, len(known) + n), value)
    return text
