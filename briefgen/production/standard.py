"""The standard briefs of a workspace: what `[briefs.…]` in briefgen.toml asks for, and each brief one by one.

    [briefs.council]
    kind = "meeting"
    records = ["series = council-heads"]
    parameters = ["max-points = 5"]
    audience = "TLP:GREEN"
    folder = "board"

`records` holds "all", ids, and conditions on fields of the record; what meets any of them is made. For an audience,
records and conditions are those that are released to it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from briefgen.briefs.kind import ISSUED, BriefKind, no_kind
from briefgen.briefs.parameters import Plain
from briefgen.diagnostics import Diagnostic, Location, did_you_mean
from briefgen.errors import Problems, UsageProblem
from briefgen.frozen import replace
from briefgen.model.ids import is_slug
from briefgen.model.schema import REFERENCE
from briefgen.production.conditions import check_conditions
from briefgen.production.request import Request, id_of
from briefgen.settings.toml import TomlPlaces
from briefgen.workspace.folder import STANDARD_BRIEFS
from briefgen.workspace.workspace import Workspace

ALL = "all"
_ID = "{id}"
"""Stands for the id of each brief where their names are worked out once."""


def standard_briefs(workspace: Workspace, *, allow_stale: bool = False) -> tuple[list[Request], list[Diagnostic]]:
    """Every standard brief, once, by name; without `[briefs.…]` every kind of every record. And what is wrong."""
    problems: list[Diagnostic] = []
    found = dict.fromkeys(request for _, request in _requests(workspace, problems, allow_stale=allow_stale))
    by_id = {(request.kind, request.id): request for request in found}
    if len(by_id) < len(found):  # else what tells those of one id apart is not looked at
        return sorted(found, key=lambda request: (request.kind, request.id, request.words)), problems
    return [by_id[key] for key in sorted(by_id)], problems


def briefs_of(workspace: Workspace, names: Collection[str]) -> list[str]:
    """The names of the standard briefs of these tables, `[briefs.NAME]`."""
    return sorted({request.name for name, request in _requests(workspace, []) if name in names})


def table_names(workspace: Workspace) -> list[str]:
    """The tables that there are; without any, the kinds of brief stand for them."""
    return [*(workspace.home.settings["briefs"] or made_without_tables(workspace))]


def made_without_tables(workspace: Workspace) -> list[str]:
    """The kinds of brief that are made where no table asks for any."""
    found = ((name, workspace.kind(name)[0]) for name in workspace.kinds)
    return [name for name, kind in found if kind.settings["standard"] and not kind.arguments]


def _requests(
    workspace: Workspace, problems: list[Diagnostic], *, allow_stale: bool = False
) -> Iterator[tuple[str, Request]]:
    """Each brief of each table, with the name of the table."""
    tables: dict[str, dict[str, Any]] = workspace.home.settings["briefs"]
    if not tables:
        defaults = {key: setting.default for key, setting in STANDARD_BRIEFS.items()}
        tables = {kind: {**defaults, "kind": kind} for kind in made_without_tables(workspace)}
    places = workspace.home.places
    found: dict[str, tuple[Request, str]] = {}
    for name, table in tables.items():
        read = _BriefTable(workspace, places, name, table, problems)
        asked = list(read.requests(allow_stale=allow_stale))
        read.add_to(found, asked)
        yield from ((name, request) for stem, request in asked if found[stem][0] == request)


class _BriefTable:
    """One table of briefgen.toml on its way to requests."""

    def __init__(
        self, workspace: Workspace, places: TomlPlaces, name: str, table: dict[str, Any], problems: list[Diagnostic]
    ) -> None:
        self.workspace, self.places, self.name, self.table, self.problems = workspace, places, name, table, problems

    def requests(self, *, allow_stale: bool) -> Iterator[tuple[str, Request]]:
        """Each brief, behind the name of its files."""
        kind = self._kind()
        if kind is None or not (self._for_audience(kind) and self._has_folder()):
            return
        if (parameters := self._parameters(kind)) is None:
            return
        formats = tuple(sorted(self.table["formats"]))
        language, audience, folder = (str(self.table[key]) for key in ("language", "audience", "folder"))
        stem = ""
        for id_ in self._selection(kind, dict(parameters)) if kind.is_selection else self._records(kind):
            request = Request(kind.name, id_, formats, language, parameters, allow_stale, audience, folder)
            stem = stem or replace(request, id=_ID).stem(kind)  # the same for all of a table
            yield stem.replace(_ID, id_), request

    def add_to(self, found: dict[str, tuple[Request, str]], requests: Iterable[tuple[str, Request]]) -> None:
        """Add briefs by the name of their files, with the table that asks for them; no two may have the same files."""
        twice: dict[str, list[str]] = {}
        for stem, request in requests:
            first, table = found.setdefault(stem, (request, self.name))
            if first != request:
                twice.setdefault(table, []).append(stem)
        for table, stems in twice.items():
            more = f" and {len(stems) - 1} more" if len(stems) > 1 else ""
            message = f"[briefs.{table}] and [briefs.{self.name}] would both write {stems[0]}{more}"
            hint = "give one of them a folder of its own, or ask for all formats in one table"
            self._told("", Diagnostic(self._place, message, "same-file", hint=hint))

    def _kind(self) -> BriefKind | None:
        name = str(self.table["kind"]) or self.name
        if name not in self.workspace.kinds:
            self._problem("kind", *no_kind(name, self.workspace.kinds))
            return None
        kind, problems = self.workspace.kind(name)
        if any(d.code == "unreadable" for d in problems):
            self.problems.extend(problems)
            return None
        if (fault := self.workspace.no_subject(kind)) is not None:
            self.problems.append(fault)
            return None
        if kind.about in self.workspace.facts.unread:
            return None
        return kind

    def _for_audience(self, kind: BriefKind) -> bool:
        """Whether the audience is one, and may see such briefs; from here on the facts are those released to it."""
        audience = str(self.table["audience"])
        if audience and (fault := self.workspace.no_marking(audience)):
            self._told("audience", Diagnostic(self._place, fault[0], "unknown-marking", hint=fault[1]))
            return False
        self.workspace = self.workspace.for_audience(audience)
        if above := self.workspace.floor_too_high(kind):
            self._told("audience", above)
        return above is None

    def _has_folder(self) -> bool:
        folder = str(self.table["folder"])
        parts = folder.split("/")
        if not folder or (all(map(is_slug, parts)) and parts[0] != ISSUED):
            return True
        why = f"'{ISSUED}' is for what was issued" if parts[0] == ISSUED else f"'{folder}' is no folder below out/"
        hint = "write names of lower-case letters, digits and hyphens: board/monthly"
        self._told("folder", Diagnostic(self._place, why, "bad-folder", hint=hint))
        return False

    def _parameters(self, kind: BriefKind) -> tuple[tuple[str, Plain], ...] | None:
        """The values that are asked for; None where one is wrong, as no brief is made other than it was meant."""
        from briefgen.briefs.parameters import BadValue

        found: dict[str, Plain] = {}
        before = len(self.problems)
        for entry in self.table["parameters"]:
            name, sign, value = (part.strip() for part in entry.partition("="))
            if not sign or name not in kind.parameters:
                has = f"{kind.name} has: {', '.join(kind.parameters)}" if kind.parameters else f"{kind.name} has none"
                hint = did_you_mean(name, kind.parameters) or f'{has}; write them as in parameters = ["since = 2024"]'
                self._problem("parameters", f"'{entry}' is no parameter of {kind.name}", hint)
                continue
            try:
                found[name] = kind.parameters[name].read(_given(kind.parameters[name].type, value))
            except BadValue as bad:
                self._problem("parameters", f"{name}: {bad}", kind.parameters[name].help)
        return tuple(sorted(found.items())) if len(self.problems) == before else None

    def _selection(self, kind: BriefKind, parameters: dict[str, Plain]) -> Iterator[str]:
        """The id of the one brief about a selection: what its words are, else the name of the table."""
        missing = [name for name in kind.arguments if name not in parameters]
        if missing:
            hint = f'write parameters = ["{missing[0]} = ID"]'
            self._problem("parameters", f"a brief of the kind {kind.name} needs '{missing[0]}'", hint)
            return
        try:
            check_conditions(self.workspace, kind.with_values(parameters))
        except UsageProblem as bad:
            message, _, hint = str(bad).partition("; ")
            self._problem("parameters", message, hint)
            return
        except Problems as bad:
            for diagnostic in bad.diagnostics:
                self._told("parameters", diagnostic)
            return
        yield id_of(kind, parameters) if kind.arguments else self.name if is_slug(self.name) else kind.name

    def _records(self, kind: BriefKind) -> Iterator[str]:
        """The ids of the records; one that cannot be read is one of them, for its brief is to fail and be named."""
        known = [head.id for head in self.workspace.facts.base.heads_of(kind.about)]
        broken = self._broken(kind.about)
        chosen: dict[str, None] = {}
        there = frozenset(known)
        for entry in self.table["records"]:
            if entry == ALL:
                chosen.update(dict.fromkeys((*known, *broken)))
            elif "=" in entry:
                chosen.update(dict.fromkeys(self._meeting(kind, entry)))
            elif entry in there or entry in broken:
                chosen[entry] = None
            elif held_back := self.workspace.readers.refuse(f"{kind.about}/{entry}"):
                self._told("records", held_back)
            else:
                hint = did_you_mean(entry, known) or 'write "all", an id, or a condition such as "series = ID"'
                self._problem("records", f"there is no {kind.about} '{entry}'", hint)
        yield from chosen

    def _broken(self, about: str) -> list[str]:
        """The ids of records of a kind that are in the facts and cannot be read."""
        keys = sorted({key for broken in self.workspace.facts.broken for key in broken.keys})
        return [key.partition("/")[2] for key in keys if key.startswith(f"{about}/")]

    def _meeting(self, kind: BriefKind, condition: str) -> list[str]:
        """The ids of the records that meet a condition on one of their fields; a condition that none meets is told."""
        field, _, wanted = (part.strip().strip("\"'") for part in condition.partition("="))
        fields = self.workspace.facts.base.schema[kind.about].fields
        if field not in fields:
            hint = did_you_mean(field, fields) or f"it has: {', '.join(sorted(fields))}"
            one = self.workspace.facts.base.schema[kind.about].a
            self._problem("records", f"{one} has no field '{field}'", hint)
            return []
        asked = {wanted, *(f"{of}/{wanted}" for of in fields[field].kinds)}
        base = self.workspace.facts.base
        if fields[field].type == REFERENCE:  # then it is known who refers to it, and nothing else need be read
            leading = {
                s.subject for key in asked for s in base.referring(key) if s.property == field and s.value == key
            }
            if chosen := [head.id for head in base.heads_of(kind.about) if head.key in leading]:
                return chosen
        records = base.of_kind(kind.about)
        values = {record.id: {str(s.value) for s in record.values(field)} for record in records}
        if found := [id_ for id_, has in values.items() if has & asked]:
            return found
        there = sorted({value.rpartition("/")[2] for has in values.values() for value in has})
        hint = did_you_mean(wanted, there) or f"there are: {', '.join(there[:12]) or 'none'}"
        message = f"no {kind.about} has {field} '{wanted}'"
        self._told("records", Diagnostic(self._place, message, "nothing-chosen", hint))
        return []

    def _problem(self, key: str, message: str, hint: str) -> None:
        self._told(key, Diagnostic(self._place, message, "bad-brief", hint=hint or None))

    def _told(self, key: str, diagnostic: Diagnostic) -> None:
        """Note what is wrong at a key of the table, "" for the table as a whole."""
        place = self.places.of("briefs", self.name, *filter(None, [key]))
        self.problems.append(replace(diagnostic, location=place))

    @property
    def _place(self) -> Location:
        return self.places.of("briefs", self.name)


def _given(type_: str, value: str) -> object:
    """What words behind a parameter's name stand for: yes and no, or several texts with commas between them."""
    if type_ == "list":
        return tuple(word.strip() for word in value.split(","))
    return {"true": True, "false": False}.get(value, value)
