"""The facts of a workspace as other programs and plugins ask them: stable names, plain answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from briefgen.diagnostics import did_you_mean
from briefgen.errors import Problems, UsageProblem
from briefgen.facts.factbase import in_language, references
from briefgen.model.amounts import grouped
from briefgen.model.schema import AMOUNT, REFERENCE, STATE, TEXT, Schema, no_kind_of_record
from briefgen.model.statement import Record, Statement
from briefgen.model.states import STATES
from briefgen.workspace.workspace import Workspace

if TYPE_CHECKING:
    from briefgen.facts.caveats import Caveats
    from briefgen.facts.conflicts.conflict import Conflict


class OpenFacts:
    """The facts of a workspace as its audience may know them: records, the statements they make, conflicts."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace, self._base = workspace, workspace.facts.base

    def statements(
        self, *, contested: bool | None = None, property: str | None = None, source: str | None = None, **about: str
    ) -> list[Statement]:
        """The statements that meet all conditions, by kind and id of their records and as the editor wrote them.

        `contested` asks for those that a brief must call so, False for the others; `property` for those of one field,
        such as "date"; `source` for those that cite a source, by its id. Any other condition names a kind of record and
        an id: `meeting="samarkand-2025"` asks for what that record states. Raises `UsageProblem` for a kind, a property
        or a record that there is not.
        """
        found = self._subjects(about)
        if source is not None:
            self.record("source", source)
        if property is not None:
            self._check_property(property, about)
        return [
            statement
            for record in found
            for statement in record.statements
            if (property is None or statement.property == property)
            and (source is None or any(citation.source == source for citation in statement.citations))
            and (contested is None or self._is_contested(statement) == contested)
        ]

    def record(self, kind: str, id: str) -> Record:
        """One record; raises `UsageProblem` for a kind or an id that there is not."""
        check_kind(self._base.schema, kind)
        return record_of(self._workspace, kind, id)

    def records(self, kind: str) -> list[Record]:
        """The records of a kind by id, deprecated ones left out; raises `UsageProblem` for a kind that there is not."""
        check_kind(self._base.schema, kind)
        return list(self._base.of_kind(kind))

    @property
    def conflicts(self) -> list[Conflict]:
        """Every disagreement between statements, settled or not, by id."""
        return list(self._workspace.conflicts)

    def _subjects(self, about: Mapping[str, str]) -> Sequence[Record]:
        if not about:
            return list(self._base.records.values())
        named = [self.record(kind, id_) for kind, id_ in about.items()]
        return named if len(named) == 1 else []  # no record is two

    def _check_property(self, property_: str, about: Mapping[str, str]) -> None:
        kinds = about or self._base.schema
        known = sorted({name for kind in kinds for name in self._base.schema[kind].fields})
        if property_ not in known:
            hint = did_you_mean(property_, known) or f"there are: {', '.join(known[:12])}"
            raise UsageProblem(f"no record has a field '{property_}'; {hint}")

    def _is_contested(self, statement: Statement) -> bool:
        from briefgen.facts.caveats import Owed

        return any(c.owed in (Owed.CONTESTED, Owed.OTHERS, Owed.RECORD) for c in self._caveats.of(statement.id))

    @cached_property
    def _caveats(self) -> Caveats:
        from briefgen.facts.caveats import Caveats

        return Caveats(self._base, self._workspace.disputes.asked_of)


# --- Records and values in words, as commands and the preview name them: in the language of the workspace ---


def check_kind(schema: Schema, kind: str) -> None:
    """Raises `UsageProblem` for a kind of record that there is not."""
    if kind not in schema:
        raise UsageProblem("; ".join(no_kind_of_record(kind, schema)))


def record_of(workspace: Workspace, kind: str, id: str) -> Record:
    """The record of a kind with this id; raises `UsageProblem` with the nearest, `Problems` where its file has some."""
    found = workspace.facts.base.record(f"{kind}/{id}")
    if found is None:
        refuse_faulty(workspace, kind, id)
        known = [record.id for record in workspace.facts.base.of_kind(kind)]
        hint = did_you_mean(id, known) or f"there are: {', '.join(known[:12]) or 'none'}"
        raise UsageProblem(f"there is no {kind} '{id}'; {hint}")
    return found


def record_named(workspace: Workspace, named: str) -> Record:
    """The record that a person means, by its key or an id that no other has; raises as `record_of` does."""
    base = workspace.facts.base
    if (record := base.record(named)) is not None:
        return record
    found = [r for r in base.records.values() if r.id == named]
    if len(found) > 1:
        raise UsageProblem(f"'{named}' is the id of {' and '.join(r.key for r in found)}; name one of them")
    if not found:
        refuse_faulty(workspace, named.rpartition("/")[0], named)
        ids = (key.partition("/")[2] for key in base.heads)
        hint = did_you_mean(named, [*base.heads, *ids]) or "briefgen list shows what there is"
        raise UsageProblem(f"there is no record '{named}'; {hint}")
    return found[0]


def refuse_faulty(workspace: Workspace, kind: str, named: str) -> None:
    """Raises `Problems` where a name that no record has is that of one whose file has errors; `kind` "" for any.

    Not for an audience: nobody knows how high a file is marked that cannot be read.
    """
    if (faults := workspace.facts.faults_of(kind, named)) and not workspace.audience:
        raise Problems(faults)


def name_of(workspace: Workspace, key: str) -> str:
    """The name of a record in the language of the workspace; a country's comes from the register."""
    base, tag = workspace.facts.base, workspace.home.settings["language"]
    record = base.record(key)
    kind, _, id_ = key.partition("/")
    code = record.first("code") if record else STATES.get(id_) if base.acts(kind, STATE) else ""
    if code and not (record and record.values(base.schema[kind].label)):
        return workspace.locale(tag).territory(code)
    return base.label(key, tag)


def words_of(workspace: Workspace, statement: Statement) -> str:
    """The value in words, with what it is tied to."""
    spec = workspace.facts.base.schema[statement.kind].fields[statement.property]
    language = workspace.home.settings["language"]
    value: Any = statement.value
    if spec.type == TEXT:
        text = in_language(value, language)
    elif spec.type == REFERENCE:
        text = f"{name_of(workspace, value)} ({value})"
    elif spec.type == AMOUNT:
        text = grouped(str(value))
    else:
        text = str(value)
    ties = [k for k in references(statement, workspace.facts.base.schema) if k != value and k not in statement.speakers]
    return f"{text} → {', '.join(ties)}" if ties else text


def statement_json(statement: Statement) -> dict[str, Any]:
    """A statement as JSON data."""
    return {
        "id": statement.id,
        **statement.as_data(),
        "line": statement.line,
        "citations": [c.as_data() for c in statement.citations],
    }
