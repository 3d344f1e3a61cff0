"""What a brief about a selection asks for, held against the facts: whether there is such a thing at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from briefgen.briefs.kind import LEADING_TO, BriefKind, place_of
from briefgen.diagnostics import Diagnostic, did_you_mean, did_you_mean_or
from briefgen.errors import Problems, UsageProblem
from briefgen.frozen import dataclass
from briefgen.model.dates import BadDate
from briefgen.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class WrongCondition:
    """What is wrong with what a condition asks for, and how to put it right."""

    condition: str
    message: str
    hint: str = ""


def check_conditions(workspace: Workspace, kind: BriefKind) -> None:
    """Raises where something is asked for that there is not: `Problems` at the lines of the kind's own settings, or
    where it is not released; `UsageProblem` for what was chosen on the command line."""
    wrong = _wrong(workspace, kind)
    if own := [_at_its_line(workspace, kind, one) for one in wrong if not kind.values.get(one.condition)]:
        raise Problems(own)
    for one in wrong:
        raise UsageProblem("; ".join(filter(None, (one.message, one.hint))))
    two = [_record(workspace, name, str(kind.values[name])) for name in kind.arguments if _is_any(kind, name)]
    if len({key.partition("/")[0] for key in two}) > 1:
        raise UsageProblem(f"{' and '.join(two)} are records of two kinds; two of one kind are compared")
    if len(two) > len(set(two)):
        raise UsageProblem(f"{two[0]} is named twice; two records are compared with each other")
    assert all(two)


def wrong_conditions(workspace: Workspace, kind: BriefKind) -> list[Diagnostic]:
    """All that is wrong with the conditions that a kind's own settings set, each at its line."""
    if not kind.is_selection:
        return []
    try:
        return [_at_its_line(workspace, kind, one) for one in _wrong(workspace, kind)]
    except Problems as bad:
        return list(bad.diagnostics)


def _at_its_line(workspace: Workspace, kind: BriefKind, wrong: WrongCondition) -> Diagnostic:
    place = place_of([kind.about, wrong.condition], *workspace.kinds[kind.name])
    return Diagnostic(place, wrong.message, "bad-selection", hint=wrong.hint or None)


def _wrong(workspace: Workspace, kind: BriefKind) -> list[WrongCondition]:
    """What is asked for and is not there; raises `Problems` for a record that is not released."""
    found = [
        WrongCondition(where, f"{where}: there is no '{word}'", did_you_mean_or(word, known, "there are"))
        for where, word, known in _wanted(workspace, kind)
        if word not in known
    ]
    steps: list[tuple[str, Callable[[], object]]] = [(_of_period(kind), partial(_check_period, workspace, kind))]
    steps += [("records", partial(_record, workspace, "records", str(word))) for word in kind.condition("records")]
    for condition, step in steps:
        try:
            step()
        except UsageProblem as bad:
            message, _, hint = str(bad).partition("; ")
            found.append(WrongCondition(condition, message, hint))
    return found


def _of_period(kind: BriefKind) -> str:
    """The condition that says of which days the brief is."""
    return next((name for name in ("period", "since", "until") if kind.condition(name)), "period")


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
    from briefgen.workspace.open_facts import refuse_faulty

    base = workspace.facts.base
    found = records_named(base, word)
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageProblem(f"{name}: '{word}' may be {' or '.join(found)}; write it so")
    whole = [word] if "/" in word else [f"{kind}/{word}" for kind in base.schema]
    if held_back := next(filter(None, map(workspace.readers.refuse, whole)), None):
        raise Problems([held_back])
    refuse_faulty(workspace, word.rpartition("/")[0], word)
    ids = sorted(record.id for record in base.records.values() if not record.deprecated)
    hint = did_you_mean(word.rpartition("/")[2], ids) or "briefgen list KIND names them"
    raise UsageProblem(f"{name}: there is no record '{word}'; {hint}")
