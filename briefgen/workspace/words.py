"""Records and values in words, as commands and the preview name them: in the language of the workspace."""

from __future__ import annotations

from typing import Any

from briefgen.facts.factbase import in_language, references
from briefgen.model.schema import REFERENCE, TEXT
from briefgen.model.statement import Statement
from briefgen.workspace.workspace import Workspace


def name_of(workspace: Workspace, key: str) -> str:
    """The name of a record in the language of the workspace; a country's comes from the register."""
    base, tag = workspace.facts.base, workspace.home.settings["language"]
    record = base.record(key)
    codes = record.values("code") if record else ()
    if record and codes and not record.values(base.schema[record.kind].label):
        return workspace.locale(tag).territory(str(codes[0].value))
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
    else:
        text = str(value)
    ties = [k for k in references(statement, workspace.facts.base.schema) if k != value and k not in statement.speakers]
    return f"{text} → {', '.join(ties)}" if ties else text
