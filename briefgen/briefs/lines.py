"""A record in a line: the answer of the brief of its kind, for texts about many records.

The block `answer` of the kind's template is rendered as for `--depth line`, in the same rendering: its notes are those
of the text that it is put into.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from briefgen.briefs.kind import SETTINGS_FILE, TEMPLATE_FILE, find_kinds, read_kind
from briefgen.briefs.parameters import Plain
from briefgen.briefs.selection import parameter_views
from briefgen.model.statement import Record
from briefgen.rendering.environment import Environment
from briefgen.rendering.render import block_of
from briefgen.rendering.scope import RecordView, Scope

BLOCK = "answer"
_DEPTH: Mapping[str, Plain] = {"depth": "line"}


def line_of(environment: Environment, scope: Scope, brief: object) -> Callable[[Record], str]:
    """Gives a record's answer as text of a template, "" where no brief is about such records or has none.

    `brief` is what the brief itself is said to be.
    """
    kinds = find_kinds(environment.folders)

    def line(record: Record) -> str:
        if record.kind not in kinds:
            return ""
        environment.templates.has(f"{record.kind}/{SETTINGS_FILE}")
        kind = read_kind(record.kind, *kinds[record.kind])[0]
        if kind.about != record.kind or not environment.templates.has(f"{record.kind}/{TEMPLATE_FILE}"):
            return ""
        given = {name: value for name, value in _DEPTH.items() if name in kind.parameters}
        view = RecordView(scope, record)
        parameters = parameter_views(scope, kind.with_values(given))
        context = {record.kind: view, "subject": view, "brief": brief, "parameters": parameters}
        return _in_one_line(block_of(environment, kind.template, BLOCK, context))

    return line


def _in_one_line(text: str) -> str:
    """Paragraphs of a template as one, without what makes them bold."""
    return " ".join(re.sub(r"(?<!\\)\*\*", "", text).split())
