"""What is recorded and never printed: statements that no standard brief rests on, as the last build made them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from briefgen.diagnostics import Diagnostic, Location
from briefgen.incremental.build_state import States
from briefgen.model.statement import Rank, Statement
from briefgen.rendering.scope import needs_note
from briefgen.workspace.workspace import Workspace

_PRINTED = "verdict "
"""Begins the question that a brief asks for each statement that it prints."""
_HOMES = frozenset({"meeting", "document", "series", "theme", "claim"})


def unprinted(workspace: Workspace) -> list[Statement] | None:
    """The statements that a note belongs to and no brief of the last build prints; None where nothing was built."""
    states = States.read(workspace.store)
    asked = {n for n, (question, _) in enumerate(states.pairs) if question.startswith(_PRINTED)}
    missed = set(asked)
    for state in states.briefs.values():
        missed.difference_update(getattr(state.fingerprints, "numbers", ()))
    if not states.briefs:
        return None
    printed = {states.pairs[n][0].removeprefix(_PRINTED) for n in asked - missed}
    base = workspace.facts.base
    gone = {key for key, record in base.records.items() if record.deprecated}
    found = (s for s in base.statements if s.id not in printed and s.subject not in gone)
    return [s for s in found if s.rank is not Rank.DEPRECATED and needs_note(s) and not _is_a_tie(workspace, s)]


def _is_a_tie(workspace: Workspace, statement: Statement) -> bool:
    """Where a record belongs, which briefs show by putting it there; and what a source's record says of the text."""
    spec = workspace.facts.base.schema[statement.kind].fields.get(statement.property)
    if statement.kind == "source":
        return spec is None or "function" not in spec.qualifiers
    return spec is None or (bool(spec.kinds) and set(spec.kinds) <= _HOMES)


def notes(workspace: Workspace) -> Iterator[Diagnostic]:
    """One note on all that is printed nowhere: which sorts of statement, and how many."""
    found = unprinted(workspace)
    if found:
        sorts = Counter(f"{s.kind} {s.property}" for s in found).most_common()
        listed = ", ".join(f"{count} {sort}" for sort, count in sorts[:4]) + (", …" if len(sorts) > 4 else "")
        statements = "statement is" if len(found) == 1 else "statements are"
        message = f"{len(found)} {statements} in no standard brief of the last build: {listed}"
        place = Location(workspace.home.shown("facts"))
        yield Diagnostic(place, message, "unprinted", "briefgen facts --unprinted lists them")
