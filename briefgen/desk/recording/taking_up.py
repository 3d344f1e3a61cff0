"""A proposal as its form is filled in: ids in the place of names, and the names that lead to no record yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefgen.facts.factbase import FactBase
from briefgen.intake.drafts.proposal import DraftedValue, as_data
from briefgen.intake.drafts.speaking.claims_reading import speaker_offered
from briefgen.intake.naming import NoneNamed, id_named
from briefgen.model.schema import GROUP, RECORD, REFERENCE, FieldSpec, actors
from briefgen.query.whose import whose_name

_MOST_NEAR = 3


def taken_up(base: FactBase, proposal: DraftedValue) -> dict[str, Any]:
    """The proposal as data, with what its form holds: `form` by the parts of it, "is" for the value itself.

    `missing` are the names for which a person must say whom they mean, or make a record: with the part in which each
    stands, the kinds of record that it may be, and the records that may be meant.
    """
    filling = _Filling(base)
    kind = base.schema.get(proposal.kind)
    spec = kind.fields.get(proposal.field) if kind else None
    if spec is not None:
        filling.take(spec, proposal)
    return {**as_data(proposal), "form": filling.form, "missing": filling.missing}


class _Filling:
    def __init__(self, base: FactBase) -> None:
        self.base = base
        self.form: dict[str, Any] = {}
        self.missing: list[dict[str, Any]] = []

    def take(self, spec: FieldSpec, proposal: DraftedValue) -> None:
        parts = {**spec.qualifiers, **spec.keys}
        if spec.form == RECORD:
            inner = self.base.schema[spec.kinds[0]]
            parts = dict(inner.fields)
            self.form["says"] = proposal.value
            if proposal.speaker and inner.role("speaker"):
                speakers = actors(self.base.schema)
                speaker = speaker_offered(proposal, guessed=False)
                self.form[inner.role("speaker")] = self.named(speaker, inner.role("speaker"), speakers)
        else:
            values = spec.keys.get(spec.of) if spec.form == GROUP else spec
            self.form["is"] = self.values(proposal.value, "is", values)
        for key, words in proposal.keys.items():
            if key in parts:
                self.form[key] = self.values(words, key, parts[key])
        if proposal.speaker and spec.form not in (RECORD, GROUP):
            self.form["according_to"] = self.named(proposal.speaker, "according_to", actors(self.base.schema))

    def values(self, value: Any, part: str, spec: FieldSpec | None) -> Any:
        """A value as it is typed: texts as they are, ids in the place of names."""
        words = [str(one) for one in _listed(value)]
        if spec is None or spec.type != REFERENCE:
            return words if isinstance(value, list | tuple) else words[0] if words else ""
        return [self.named(word, part, spec.kinds) for word in words]

    def named(self, name: str, part: str, kinds: tuple[str, ...]) -> str:
        found = id_named(self.base, name, kinds)
        if not isinstance(found, NoneNamed):
            return found
        near = [
            {"id": one.record.id if len(kinds) == 1 else one.record.key, "name": one.name}
            for one in whose_name(self.base, name, kinds)[:_MOST_NEAR]
        ]
        self.missing.append({"at": part, "name": name, "kinds": list(kinds), "near": near})
        return name


def _listed(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list | tuple):
        yield from value
    else:
        yield value
