"""The same thing recorded twice: a person or body under two spellings, a country with one code, a meeting."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.context import Context, texts_of
from briefgen.diagnostics import Diagnostic
from briefgen.facts.mentions import Towns
from briefgen.language.namesakes import namesakes
from briefgen.model.schema import EVENT, IDENTIFYING, STATE, TEXT, KindSpec
from briefgen.model.statement import Rank, Record, Statement


def check(context: Context) -> Iterator[Diagnostic]:
    for kind, spec in context.base.schema.items():
        if STATE in spec.acts_as:
            yield from _same_values(context, kind, ("code",), "code")
        elif spec.role("name") and spec.role("other_names"):
            yield from _same_names(context, kind, spec)
        event = tuple(spec.role(part) for part in IDENTIFYING)
        if EVENT in spec.acts_as and all(event):
            yield from _same_values(context, kind, event, "series, number, day and place")
    yield from _same_places(context)


def _same_names(context: Context, kind: str, spec: KindSpec) -> Iterator[Diagnostic]:
    names = [(record.key, name) for record in context.base.of_kind(kind) for name in _names(record, spec)]
    for pair in namesakes(names, of_person=spec.names_people):
        a, b = context.base.records[pair.first], context.base.records[pair.second]
        if frozenset((a.key, b.key)) in context.settings.distinct or _are_told_apart(a, b):
            continue
        message = f"'{pair.other}' may be the {kind} '{a.id}' ('{pair.name}', {a.file}): {pair.why}"
        hint = f"keep one record and put the other name under aliases; where they are two: {NOT_SAME} {a.key} {b.key}"
        yield Diagnostic(context.place_of(b), message, "near-duplicate", hint)


def _same_places(context: Context) -> Iterator[Diagnostic]:
    """Towns that records write in two ways; a place is no record, its own words name it, or a town on record."""
    towns = Towns(context.base)
    names: dict[tuple[str, str], Statement] = {}
    for statement in context.stated(lambda kind, f: f.type == TEXT and f.name in kind.roles.get("place", ())):
        words = list(texts_of(statement))
        known = sorted({key for name in words for key in towns.called(name)})
        for name in words:
            names.setdefault((known[0] if known else f"{PLACE}{words[0]}", name), statement)
    for key, its_names in towns.names.items():
        named = context.base.records[key].statements[0]
        names.update({(key, name): names.get((key, name), named) for name in its_names})
    for pair in namesakes(names, of_person=False):
        if frozenset((pair.first, pair.second)) in context.settings.distinct or not (
            pair.first.startswith(PLACE) or pair.second.startswith(PLACE)
        ):
            continue
        both = [(pair.first, pair.name), (pair.second, pair.other)]
        (of, name), (of_other, called) = both if pair.second.startswith(PLACE) else reversed(both)
        one, other = names[of, name], names[of_other, called]
        message = f"the place '{called}' may be '{name}' ({context.base.records[one.subject].file}): {pair.why}"
        answer = f"{NOT_SAME} '{pair.first}' '{pair.second}'"
        hint = f"write it in one way, or record the town with both; where they are two: {answer}"
        yield Diagnostic(context.place(other), message, "near-duplicate", hint)


PLACE = "place/"
NOT_SAME = "briefgen facts names --not-same"


def _same_values(context: Context, kind: str, properties: tuple[str, ...], shown: str) -> Iterator[Diagnostic]:
    """Records of a kind that agree in all of these properties, each of which both state."""
    first: dict[tuple[str, ...], Record] = {}
    for record in context.base.of_kind(kind):
        stated = [record.values(name) for name in properties]
        if all(stated):
            key = tuple(str(values[0].value).casefold() for values in stated)
            if (known := first.setdefault(key, record)) is not record and not _are_told_apart(known, record):
                message = f"the {kind} '{record.id}' has the {shown} of '{known.id}' ({known.file})"
                hint = "keep one record, with the sources of both"
                yield Diagnostic(context.place_of(record), message, "near-duplicate", hint)


def _are_told_apart(a: Record, b: Record) -> bool:
    named = {s.value for r in (a, b) for s in r.values(r.role("apart"))}
    if a.key in named or b.key in named:
        return True
    countries = [{s.value for s in r.values(r.role("acts_for"))} for r in (a, b)]
    return all(countries) and not countries[0] & countries[1]


def _names(record: Record, spec: KindSpec) -> Iterator[str]:
    properties = [name for role in ("name", "other_names") for name in spec.roles.get(role, ())]
    for statement in record.statements:
        if statement.property in properties and statement.rank is not Rank.DEPRECATED:
            yield from texts_of(statement)
