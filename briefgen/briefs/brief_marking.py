"""The marking of a brief: as high as that of anything in it, and at its head."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.citations.resolve import Resolved
from briefgen.diagnostics import Diagnostic, Location, did_you_mean_or
from briefgen.document.nodes import Document, Marking
from briefgen.errors import Problems
from briefgen.facts.factbase import FactBase
from briefgen.frozen import replace
from briefgen.model.schema import SOURCE
from briefgen.model.statement import Statement
from briefgen.rendering.marked_words import needs_note
from briefgen.rendering.views import LookedAt


def marking_of(base: FactBase, looked: LookedAt, resolved: Resolved, floor: str, scheme: Sequence[str]) -> str:
    """The highest marking of anything printed or named, and of the sources it rests on; never under the floor.

    What is printed with a note is known exactly; of what needs none, all that the template looked at counts. `scheme`
    are the markings from least to most; raises `Problems` for a statement with another.
    """
    marked = [s for id_ in resolved.statements if (s := base.statement(id_)).marking]
    seen = (s for id_ in looked.statements if (s := base.statement(id_)).marking)
    marked.extend(s for s in seen if not needs_note(base, s))
    for key in dict.fromkeys((*looked.named, *resolved.named)):
        marked.extend(s for s in _naming(base, key) if s.marking)
    for statement in marked:
        if statement.marking not in scheme:
            raise Problems([_unknown_marking(base, statement, scheme)])
    return max({floor, *(s.marking for s in marked)}, key=scheme.index)


def _naming(base: FactBase, key: str) -> tuple[Statement, ...]:
    """What gives away a record by being named: its name, where it has one; of a source, all that is held of it."""
    record = base.record(key)
    if record is None or record.kind == SOURCE:
        return record.statements if record else ()
    return record.values(base.schema[record.kind].label) or record.beginning()


def _unknown_marking(base: FactBase, statement: Statement, scheme: Sequence[str]) -> Diagnostic:
    place = Location(base.records[statement.subject].file, statement.line, statement.column)
    hint = did_you_mean_or(statement.marking, scheme, "the markings are")
    return Diagnostic(place, f"'{statement.marking}' is no marking here", "unknown-marking", hint=hint)


def headed(document: Document, marking: str) -> Document:
    """The document with the marking of the whole brief at its head and nowhere another one."""
    if not marking:
        return document
    own = Marking(marking)
    first = next((n for n, block in enumerate(document.blocks[:3]) if isinstance(block, Marking)), -1)
    rest = [own if isinstance(block, Marking) else block for n, block in enumerate(document.blocks) if n != first]
    return replace(document, blocks=(own, *rest))
