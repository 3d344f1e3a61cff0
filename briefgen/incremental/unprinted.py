"""What is recorded and never printed: statements that no standard brief rests on, as the last build made them.

The name of a record counts as printed where a printed statement leads to the record, for that says the name; the
speaker of a claim where the claim is printed. `[unprinted.NAME]` of briefgen.toml gives reasons for what is left.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from briefgen.diagnostics import Diagnostic, Location, did_you_mean, has_errors
from briefgen.facts.factbase import FactBase
from briefgen.frozen import dataclass, replace
from briefgen.incremental.build_state import States
from briefgen.model.schema import ASSERTION, REFERENCE, SEQUENCE, SESSION, SOURCE, TOPIC, WORK, source_key
from briefgen.model.statement import Rank, Statement
from briefgen.production.request import Request
from briefgen.rendering.marked_words import is_ordering, needs_note
from briefgen.workspace.workspace import Workspace

_PRINTED = "verdict "
"""Begins the question that a brief asks for each statement that it prints."""
_HOMES = (SESSION, WORK, SEQUENCE, TOPIC, ASSERTION)
"""What a record belongs to."""
DEPTH, FULL = "depth", "full"
"""The parameter by which a kind of brief tells more or less, and its value for all."""
_FORM = "write KIND/RECORD/FIELD, as the ids of briefgen facts --unprinted --json begin; * stands for anything"
_FEW = 12


@dataclass(frozen=True, slots=True)
class Unprinted:
    """A statement that no standard brief prints, and the reason of an editor's for it; "" where there is none."""

    statement: Statement
    why: str = ""


def unprinted(workspace: Workspace) -> list[Unprinted] | None:
    """The statements that a note belongs to and no brief of the last build prints; None where nothing was built."""
    printed = _printed(workspace)
    if printed is None:
        return None
    base = workspace.facts.base
    named = _named(base, printed)
    gone = {key for key, record in base.records.items() if record.deprecated}
    # What a register alone has stands in no file and in no line: nobody recorded it.
    found = (s for s in base.statements if s.line and s.id not in printed and s.subject not in gone)
    left = [s for s in found if s.rank is not Rank.DEPRECATED and needs_note(base, s) and not _is_a_tie(workspace, s)]
    reasons = [
        (_pattern(word.split("/")), str(table["why"]))
        for table in workspace.home.settings["unprinted"].values()
        if str(table["why"]).strip()
        for word in table["statements"]
    ]
    return [
        Unprinted(s, next((why for pattern, why in reasons if pattern.match(s.id)), ""))
        for s in left
        if not _is_a_name(base, s, named) and not _is_a_speaker(base, s, printed)
    ]


def in_full_account(workspace: Workspace, wanted: Collection[str]) -> set[str]:
    """Which of these statements the standard briefs print where they are asked for with `depth = full`.

    Each is made by itself, until all are found; one that cannot be made prints nothing.
    """
    from briefgen.errors import Problems, UsageProblem
    from briefgen.production.make import report_of

    left = set(wanted)
    for request in _in_full(workspace):
        if not left:
            break
        try:
            left.difference_update(report_of(workspace, request).statements)
        except (Problems, UsageProblem):
            continue
    return set(wanted) - left


def _in_full(workspace: Workspace) -> Iterator[Request]:
    """The standard briefs whose kind has a depth, at their fullest."""
    from briefgen.production.standard import standard_briefs

    for request in standard_briefs(workspace)[0]:
        depth = workspace.kind(request.kind)[0].parameters.get(DEPTH)
        if depth is not None and FULL in depth.choices:
            yield replace(request, parameters=(*(p for p in request.parameters if p[0] != DEPTH), (DEPTH, FULL)))


def _printed(workspace: Workspace) -> set[str] | None:
    """The ids of all statements in the briefs of the last build; None where there was none."""
    states = States.read(workspace.store)
    if not states.briefs:
        return None
    asked = {n for n, (question, _) in enumerate(states.pairs) if question.startswith(_PRINTED)}
    missed = set(asked)
    for state in states.briefs.values():
        missed.difference_update(getattr(state.fingerprints, "numbers", ()))
    return {states.pairs[n][0].removeprefix(_PRINTED) for n in asked - missed}


def _named(base: FactBase, printed: Collection[str]) -> set[str]:
    """The keys of the records whose names stand where these statements do, and of those who wrote their sources."""
    named: set[str] = set()
    sources: set[str] = set()
    for id_ in printed:
        statement = base.statement_or_none(id_)
        if statement is None:
            continue
        fields = base.schema[statement.kind].fields
        spec = fields[statement.property]
        named.update(statement.speakers)
        sources.update(citation.source for citation in statement.citations)
        if spec.type == REFERENCE:
            named.add(str(statement.value))
        for name, qualifier in spec.qualifiers.items():
            if qualifier.type == REFERENCE and name != "about" and not is_ordering(base, qualifier):
                value = statement.qualifiers.get(name, ())
                named.update([value] if isinstance(value, str) else value)
    for said_by in (s for id_ in printed if (s := _said_by(base, id_)) is not None):
        named.add(str(said_by.value))
    for source in sources:
        if (record := base.record(source_key(source))) is not None:
            named.update(str(author.value) for author in record.values("author"))
    return named


def _said_by(base: FactBase, id_: str) -> Statement | None:
    """Whose claim it is, where these are the words of one: no brief prints them without."""
    kind, key, property_ = id_.split("/")[:3]
    is_words = base.acts(kind, ASSERTION) and property_ == base.schema[kind].label
    record = base.record(f"{kind}/{key}") if is_words else None
    return next(iter(record.values(record.role("speaker"))), None) if record is not None else None


def _is_a_name(base: FactBase, statement: Statement, named: Collection[str]) -> bool:
    return statement.property == base.schema[statement.kind].label and statement.subject in named


def _is_a_speaker(base: FactBase, statement: Statement, printed: Collection[str]) -> bool:
    if not (base.acts(statement.kind, ASSERTION) and base.plays(statement, "speaker")):
        return False
    record = base.record(statement.subject)
    return record is not None and any(says.id in printed for says in record.values(record.role("name")))


def _is_a_tie(workspace: Workspace, statement: Statement) -> bool:
    """Where a record belongs, which briefs show by putting it there; and what a source's record says of the text."""
    base = workspace.facts.base
    spec = base.schema[statement.kind].fields.get(statement.property)
    if statement.kind == SOURCE:
        return spec is None or "function" not in spec.qualifiers
    return spec is None or (bool(spec.kinds) and all(base.acts(kind, *_HOMES) for kind in spec.kinds))


# --- reasons ---


def _pattern(parts: list[str]) -> re.Pattern[str]:
    """Matches the ids that begin with these parts, in each of which * stands for anything."""
    return re.compile(f"{'/'.join(map(_part, parts))}(?:/|$)")


def _part(part: str) -> str:
    return "[^/]*".join(map(re.escape, part.split("*")))


def notes(workspace: Workspace) -> Iterator[Diagnostic]:
    """What is wrong with reasons, and one note on all that is printed nowhere: which sorts of statement, how many."""
    is_whole = not has_errors(workspace.facts.diagnostics)  # else a statement may stand in a record that cannot be read
    yield from _faults(workspace, is_whole)
    if not is_whole:
        return
    found = [u.statement for u in unprinted(workspace) or () if not u.why]
    if found:
        sorts = Counter(f"{s.kind} {s.property}" for s in found).most_common()
        listed = ", ".join(f"{count} {sort}" for sort, count in sorts[:4]) + (", …" if len(sorts) > 4 else "")
        statements = "statement is" if len(found) == 1 else "statements are"
        message = f"{len(found)} {statements} in no standard brief of the last build: {listed}"
        place = Location(workspace.home.shown("facts"))
        yield Diagnostic(place, message, "unprinted", "briefgen facts --unprinted lists them")


def _faults(workspace: Workspace, is_whole: bool) -> Iterator[Diagnostic]:
    """Tables without a reason or without statements, and patterns that no statement of the facts meets."""
    tables: Mapping[str, Mapping[str, Any]] = workspace.home.settings["unprinted"]
    if not tables:
        return
    places = workspace.home.places
    ids = [s.id for s in workspace.facts.base.statements]
    for name, table in tables.items():
        if not table["statements"] or not str(table["why"]).strip():
            hint = 'write statements = ["gap/*/question"] and why = "…", a whole sentence'
            message = f"[unprinted.{name}] needs both statements and why"
            yield Diagnostic(places.of("unprinted", name), message, "unprinted-reason", hint)
        for word in table["statements"]:
            parts = word.split("/")
            if is_whole and not any(map(_pattern(parts).match, ids)):
                message = f"no statement is meant by '{word}'"
                place = places.of("unprinted", name, "statements")
                yield Diagnostic(place, message, "unprinted-reason", _near(parts, ids))


def _near(parts: list[str], ids: list[str]) -> str:
    """A hint at the first part of a pattern that leads nowhere."""
    for size, part in enumerate(parts):
        met = _pattern(parts[:size]) if size else re.compile("")
        held = [id_.split("/") for id_ in ids if met.match(id_)]
        known = [*dict.fromkeys(each[size] for each in held if len(each) > size)]
        if not any(re.fullmatch(_part(part), name) for name in known):
            few = f"there are: {', '.join(known[:_FEW])}{', …' if len(known) > _FEW else ''}" if known else ""
            return did_you_mean(part, known) or few or _FORM
    return _FORM
