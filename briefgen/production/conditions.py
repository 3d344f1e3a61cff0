"""What a brief about a selection asks for, held against the facts: whether there is such a thing at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from briefgen.briefs.kind import LEADING_TO, place_of
from briefgen.diagnostics import Diagnostic, did_you_mean, did_you_mean_or
from briefgen.errors import Problems, UsageProblem
from briefgen.model.dates import BadDate

if TYPE_CHECKING:
    from briefgen.briefs.kind import BriefKind
    from briefgen.workspace.workspace import Workspace


def check_conditions(workspace: Workspace, kind: BriefKind) -> None:
    """Raises `UsageProblem` where something is asked for that there is not, and `Problems` where it is not released."""
    for where, word, known in _wanted(workspace, kind):
        if word not in known:
            raise UsageProblem(f"{where}: there is no '{word}'; {did_you_mean_or(word, known, 'there are')}")
    _check_period(workspace, kind)
    found = [_record(workspace, "records", str(word)) for word in kind.condition("records")]
    two = [_record(workspace, name, str(kind.values[name])) for name in kind.arguments if _is_any(kind, name)]
    if len({key.partition("/")[0] for key in two}) > 1:
        raise UsageProblem(f"{' and '.join(two)} are records of two kinds; two of one kind are compared")
    if len(two) > len(set(two)):
        raise UsageProblem(f"{two[0]} is named twice; two records are compared with each other")
    assert all([*found, *two])


def wrong_conditions(workspace: Workspace, kind: BriefKind) -> Diagnostic | None:
    """What is wrong with the conditions that a kind's own settings set, at their section."""
    if not kind.is_selection:
        return None
    try:
        check_conditions(workspace, kind)
    except UsageProblem as bad:
        message, _, hint = str(bad).partition("; ")
        place = place_of([kind.about, message.partition(":")[0]], *workspace.kinds[kind.name])
        return Diagnostic(place, message, "bad-selection", hint=hint or None)
    except Problems as bad:
        return bad.diagnostics[0]
    return None


def _is_any(kind: BriefKind, name: str) -> bool:
    return kind.parameters[name].type == "record" and kind.values[name] is not None


def _wanted(workspace: Workspace, kind: BriefKind) -> Iterator[tuple[str, str, Iterable[str]]]:
    """Each word of a condition, with the words that there are."""
    base = workspace.facts.base
    for word in kind.condition("kinds"):
        yield "kinds", str(word), list(base.schema)
    for word in kind.condition("markings"):
        yield "markings", str(word), workspace.markings.scheme
    for name, of in LEADING_TO.items():
        for word in kind.condition(name):
            yield name, str(word).rpartition("/")[2], [record.id for record in base.acting(of)]


def _check_period(workspace: Workspace, kind: BriefKind) -> None:
    from briefgen.briefs.selected import period_of

    try:
        found = period_of(kind, workspace.facts.base.last_day or "1980-01-01", "")
    except BadDate as bad:
        raise UsageProblem(str(bad)) from None
    if found.first and found.last and found.last < found.first:
        raise UsageProblem(f"the period ends on {found.last}, before it begins on {found.first}")


def _record(workspace: Workspace, name: str, word: str) -> str:
    """The key of the record that a word means; raises where it means none, or several."""
    from briefgen.query.about import records_named

    base = workspace.facts.base
    found = records_named(base, word)
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageProblem(f"{name}: '{word}' may be {' or '.join(found)}; write it so")
    whole = [word] if "/" in word else [f"{kind}/{word}" for kind in base.schema]
    if held_back := next(filter(None, map(workspace.readers.refuse, whole)), None):
        raise Problems([held_back])
    ids = sorted(record.id for record in base.records.values() if not record.deprecated)
    hint = did_you_mean(word.rpartition("/")[2], ids) or "briefgen list KIND names them"
    raise UsageProblem(f"{name}: there is no record '{word}'; {hint}")
