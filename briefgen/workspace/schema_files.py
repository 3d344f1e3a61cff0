"""The JSON Schemas of a workspace as files: of its kinds of record with the ids that there are, and of its settings."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from briefgen.disk import content_of, replace_file
from briefgen.errors import Problems, UsageProblem
from briefgen.facts.factbase import FactBase
from briefgen.model.schema import STATE, Schema
from briefgen.model.statement import Record
from briefgen.model.states import FORMER, STATES
from briefgen.workspace.workspace import Workspace

FOLDER = ".schemas"
_LONGEST = 80


def schema_files(kinds: Schema, *, completing: bool = True) -> dict[str, bytes]:
    """The schema files of records, and of descriptions of kinds, by name.

    `completing` ones ask for ids in `ids.json`, which stands beside them.
    """
    from briefgen.model.jsonschema import json_schemas
    from briefgen.model.kind_forms import DESCRIPTION, description_schema

    schemas = {**json_schemas(kinds, completing=completing), DESCRIPTION: description_schema(kinds)}
    return {f"{name}.json": _as_file(schema) for name, schema in schemas.items()}


def ids_file(workspace: Workspace) -> bytes:
    """The ids that editors complete, with names: of records, of files just written, of states in the register."""
    base, folder = workspace.facts.base, workspace.home.folder("facts")
    language = workspace.home.settings["language"]
    return ids_of(base, folder, language)


def ids_of(base: FactBase, folder: Path, language: str) -> bytes:
    """The same for a base read from a folder."""
    from briefgen.model.jsonschema import ids_schema

    names: dict[str, dict[str, str]] = {kind: {} for kind in base.schema}
    for record in base.records.values():
        names[record.kind][record.id] = _name(base, record, language)
    for kind, spec in base.schema.items():
        for path in (folder / spec.folder).glob("*.yaml"):
            names[kind].setdefault(path.stem, "")
        if STATE in spec.acts_as:
            for id_, code in (*STATES.items(), *((id_, name) for id_, (_, name) in FORMER.items())):
                names[kind].setdefault(id_, code)
    return _as_file(ids_schema(base.schema, names))


def keep_ids(workspace: Workspace) -> None:
    """Writes the ids anew where `briefgen schema` or `init` wrote them and others have come; a full disk is no fault.

    Commands that write records call it, and so does `check`.
    """
    from briefgen.model.jsonschema import IDS

    path = workspace.home.folder("facts") / FOLDER / IDS
    before = content_of(path)
    if before is not None and (now := ids_file(workspace)) != before:
        with suppress(Problems, UsageProblem, OSError):
            replace_file(path, now)


def _name(base: FactBase, record: Record, language: str) -> str:
    """What a record is called; of a state that the register names, its code."""
    name = base.label(record.key, language)
    if name == record.id and base.acts(record.kind, STATE):
        name = record.first("code") or name
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]} …"


def settings_schema_files(kinds: Schema) -> dict[str, bytes]:
    """The schema files of settings by name."""
    from briefgen.briefs.skeleton import template_schema
    from briefgen.settings.explained import settings_schema
    from briefgen.workspace.folder import SETTINGS

    return {
        "template.json": _as_file(template_schema(list(kinds))),
        "briefgen.json": _as_file(settings_schema("briefgen", SETTINGS)),
    }


def _as_file(schema: dict[str, Any]) -> bytes:
    return (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()
