"""The standard briefs of a workspace: what `[briefs.…]` in briefgen.toml asks for, and each brief one by one.

    [briefs.council]
    kind = "meeting"
    records = ["series = council-heads"]
    parameters = ["max-points = 5"]

`records` holds "all", ids, and conditions on fields of the record; what meets any of them is made.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

from briefgen.build.wish import Wish
from briefgen.diagnostics import Diagnostic, did_you_mean
from briefgen.disk import content_of
from briefgen.settings import Places
from briefgen.workspace import SETTINGS_FILE

if TYPE_CHECKING:
    from briefgen.briefs.kind import BriefKind
    from briefgen.briefs.parameters import Plain
    from briefgen.build.desk import Desk
    from briefgen.model.statement import Record

ALL = "all"


def standard_briefs(desk: Desk, *, allow_stale: bool = False) -> tuple[list[Wish], list[Diagnostic]]:
    """Every standard brief, once, by name; without `[briefs.…]` every kind of every record. And what is wrong."""
    problems: list[Diagnostic] = []
    found = dict.fromkeys(wish for _, wish in _wishes(desk, problems, allow_stale=allow_stale))
    return sorted(found, key=lambda w: (w.kind, w.id, w.words)), problems


def briefs_of(desk: Desk, names: Collection[str]) -> list[str]:
    """The names of the standard briefs of these tables, `[briefs.NAME]`."""
    return sorted({wish.name for name, wish in _wishes(desk, []) if name in names})


def table_names(desk: Desk) -> list[str]:
    """The tables that there are; without any, the kinds of brief stand for them."""
    return [*(desk.workspace.settings["briefs"] or desk.kinds)]


def _wishes(desk: Desk, problems: list[Diagnostic], *, allow_stale: bool = False) -> Iterator[tuple[str, Wish]]:
    """Each brief of each table, with the name of the table."""
    tables: dict[str, dict[str, Any]] = desk.workspace.settings["briefs"]
    if not tables:
        tables = {
            kind: {"kind": kind, "records": (ALL,), "formats": (), "language": "", "parameters": ()}
            for kind in desk.kinds
        }
    places = Places(SETTINGS_FILE, _settings(desk))
    for name, table in tables.items():
        for wish in _Table(desk, places, name, table, problems).wishes(allow_stale=allow_stale):
            yield name, wish


def _settings(desk: Desk) -> bytes | None:
    return content_of(desk.workspace.root / SETTINGS_FILE)


class _Table:
    """One table of briefgen.toml on its way to wishes."""

    def __init__(
        self, desk: Desk, places: Places, name: str, table: dict[str, Any], problems: list[Diagnostic]
    ) -> None:
        self.desk, self.places, self.name, self.table, self.problems = desk, places, name, table, problems

    def wishes(self, *, allow_stale: bool) -> Iterator[Wish]:
        kind = self._kind()
        if kind is None:
            return
        parameters = self._parameters(kind)
        formats = tuple(sorted(self.table["formats"]))
        for record in self._records(kind):
            yield Wish(kind.name, record.id, formats, str(self.table["language"]), parameters, allow_stale)

    def _kind(self) -> BriefKind | None:
        name = str(self.table["kind"]) or self.name
        if name not in self.desk.kinds:
            hint = did_you_mean(name, self.desk.kinds) or f"kinds are: {', '.join(self.desk.kinds)}"
            self._problem("kind", f"there is no kind of brief '{name}'", hint)
            return None
        kind, problems = self.desk.kind(name)
        if any(d.code == "unreadable" for d in problems):
            self.problems.extend(problems)
            return None
        if kind.about not in self.desk.facts.base.schema:
            self._problem("kind", f"'{name}' is about '{kind.about}', which is no kind of record", "")
            return None
        return kind

    def _parameters(self, kind: BriefKind) -> tuple[tuple[str, Plain], ...]:
        from briefgen.briefs.parameters import BadValue

        found: dict[str, Plain] = {}
        for entry in self.table["parameters"]:
            name, sign, value = (part.strip() for part in entry.partition("="))
            if not sign or name not in kind.parameters:
                hint = did_you_mean(name, kind.parameters) or 'write them as in parameters = ["since = 2024"]'
                self._problem("parameters", f"'{entry}' is no parameter of {kind.name}", hint)
                continue
            try:
                found[name] = kind.parameters[name].read({"true": True, "false": False}.get(value, value))
            except BadValue as bad:
                self._problem("parameters", f"{name}: {bad}", kind.parameters[name].help)
        return tuple(sorted(found.items()))

    def _records(self, kind: BriefKind) -> Iterator[Record]:
        known = {record.id: record for record in self.desk.facts.base.of_kind(kind.about)}
        chosen: dict[str, Record] = {}
        for entry in self.table["records"]:
            if entry == ALL:
                chosen.update(known)
            elif "=" in entry:
                chosen.update(self._meeting(kind, known, entry))
            elif entry in known:
                chosen[entry] = known[entry]
            else:
                hint = did_you_mean(entry, known) or 'write "all", an id, or a condition such as "series = ID"'
                self._problem("records", f"there is no {kind.about} '{entry}'", hint)
        yield from chosen.values()

    def _meeting(self, kind: BriefKind, known: dict[str, Record], condition: str) -> dict[str, Record]:
        """The records that meet a condition on one of their fields."""
        field, _, wanted = (part.strip().strip("\"'") for part in condition.partition("="))
        fields = self.desk.facts.base.schema[kind.about].fields
        if field not in fields:
            hint = did_you_mean(field, fields) or f"a {kind.about} has: {', '.join(sorted(fields))}"
            self._problem("records", f"a {kind.about} has no field '{field}'", hint)
            return {}
        values = {id_: {str(s.value) for s in record.values(field)} for id_, record in known.items()}
        return {
            id_: known[id_] for id_, found in values.items() if found & {wanted, *_keys(wanted, fields[field].kinds)}
        }

    def _problem(self, key: str, message: str, hint: str) -> None:
        place = self.places.of("briefs", self.name, key)
        self.problems.append(Diagnostic(place, message, "bad-brief", hint=hint or None))


def _keys(id_: str, kinds: tuple[str, ...]) -> set[str]:
    return {f"{kind}/{id_}" for kind in kinds}
