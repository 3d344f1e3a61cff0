"""The names in a proposal as the ids of records, where its field leads to records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from briefgen.diagnostics import quoted
from briefgen.errors import UsageProblem
from briefgen.facts.factbase import FactBase
from briefgen.frozen import replace
from briefgen.intake.drafts.cldr_reading import countries
from briefgen.intake.drafts.proposal import DraftedValue
from briefgen.intake.naming import NoneNamed, id_named
from briefgen.model.schema import GROUP, RECORD, REFERENCE, SOURCE, STATE, FieldSpec, actors
from briefgen.query.whose import names_of, state_with_code, whose_name


def with_ids(base: FactBase, proposal: DraftedValue) -> DraftedValue:
    """The proposal with ids in the place of the names of records; raises `UsageProblem` with the unknown ones."""
    spec = base.schema[proposal.kind].fields[proposal.field]
    faults: list[str] = []

    def one(text: Any, of: FieldSpec | None) -> Any:
        if of is None or of.type != REFERENCE or of.form == RECORD or isinstance(text, dict):
            return text
        if isinstance(text, list | tuple):
            return [one(part, of) for part in text]
        found = id_named(base, str(text), of.kinds)
        if isinstance(found, NoneNamed):
            found = _declined_state(base, str(text), of.kinds) or found
        if isinstance(found, NoneNamed):
            faults.append(_told(found, str(text)))
        return text if isinstance(found, NoneNamed) else found

    parts = {**spec.qualifiers, **spec.keys}
    changed = replace(
        proposal,
        value=one(proposal.value, _values_of(spec)),
        keys={key: one(words, parts.get(key)) for key, words in proposal.keys.items()},
    )
    if faults:
        raise UsageProblem("; ".join(faults))
    return changed


def _declined_state(base: FactBase, text: str, kinds: Sequence[str]) -> str:
    """The id of the state whose name a text has in one of its cases, such as Армении; "" where it is none."""
    if not set(kinds) & set(base.kinds_acting(STATE)):
        return ""
    languages = {str(s.value) for source in base.of_kind(SOURCE) for s in source.values("language")}
    for language in sorted(languages):
        if (named := countries(text, language)) and named[0][1] == text:
            return state_with_code(base, named[0][0], kinds).partition("/")[2]
    return ""


def names_without_record(base: FactBase, proposal: DraftedValue, speaker: str, kind: str) -> list[str]:
    """The names in a proposal, and of its speaker, that a record of a kind could have, and that are like nobody's."""
    spec = base.schema[proposal.kind].fields[proposal.field]
    of = _values_of(spec)
    asked = _list(proposal.value) if of and of.type == REFERENCE and of.form != RECORD and kind in of.kinds else []
    asked += [speaker] if speaker and kind in actors(base.schema) else []
    others = [other for other in base.schema if other != SOURCE]
    unlike = [n for n in asked if isinstance(id_named(base, n, others), NoneNamed) and not whose_name(base, n, others)]
    return [name for name in dict.fromkeys(unlike) if " " not in name or not name[:1].islower()]


def speaker_id(base: FactBase, speaker: str) -> str:
    """The id of who speaks, or words for somebody whom no source names, such as "a delegate"; raises `UsageProblem`."""
    kinds = actors(base.schema)
    found = id_named(base, speaker, kinds)
    if not isinstance(found, NoneNamed):
        return found
    if " " in speaker and speaker[:1].islower() and not found.is_near:
        return speaker
    raise UsageProblem(_told(found, speaker))


def as_quoted(
    base: FactBase, chosen: DraftedValue, proposed: DraftedValue, is_borne: Callable[[DraftedValue], bool]
) -> DraftedValue:
    """What was chosen, each id as that name of its record which the words bear, for the gate to judge.

    The name that was proposed is one of them, in whatever spelling the words have it.
    """
    spec = base.schema[chosen.kind].fields.get(chosen.field)
    of = _values_of(spec) if spec else None
    if of is None or of.type != REFERENCE or of.form == RECORD:
        return chosen
    settled = _list(with_ids(base, chosen).value)
    names = []
    for text, id_ in zip(_list(chosen.value), settled, strict=True):
        keys = {id_, *(f"{kind}/{id_}" for kind in of.kinds)}
        heard = [n for n in _list(proposed.value) if any(m.record.key in keys for m in whose_name(base, n, of.kinds))]
        own = [n for key in sorted(keys) if (record := base.record(key)) for n in names_of(base, record)]
        known = [text, *heard, *own]
        names.append(next((n for n in known if is_borne(replace(chosen, value=[n]))), text))
    return replace(chosen, value=names if isinstance(chosen.value, list) else names[0])


def _values_of(spec: FieldSpec) -> FieldSpec | None:
    return spec.keys.get(spec.of) if spec.form == GROUP else spec


def _list(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]


def _told(found: NoneNamed, text: str) -> str:
    return f"{found.message} {quoted(text)}{f'; {found.hint}' if found.hint else ''}"
