"""A proposal as its form is filled in, ids in the place of names, and what the gate says of it as it would be saved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from briefgen.desk.recording.entries import entry_sent, listed
from briefgen.diagnostics import Diagnostic, Location, Severity
from briefgen.errors import UsageProblem
from briefgen.facts.factbase import FactBase
from briefgen.frozen import replace
from briefgen.intake.drafts.at_hand import SourceAtHand
from briefgen.intake.drafts.proposal import DraftedValue, as_data, pick, read_drafts
from briefgen.intake.drafts.referring import NoneNamed, id_named, speaker_id
from briefgen.intake.drafts.speaking.claims_reading import speaker_offered
from briefgen.model.ids import is_slug, why_no_slug
from briefgen.model.schema import GROUP, RECORD, REFERENCE, FieldSpec, actors
from briefgen.query.whose import whose_name
from briefgen.workspace.workspace import Workspace

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
        known = self.base.found.setdefault("desk names", {})  # the same names stand in many proposals
        if (name, kinds) not in known:
            known[name, kinds] = self._looked_up(name, kinds)
        found = known[name, kinds]
        if isinstance(found, str):
            return found
        self.missing.append({"at": part, "name": name, "kinds": list(kinds), "near": found})
        return name

    def _looked_up(self, name: str, kinds: tuple[str, ...]) -> str | list[dict[str, str]]:
        """The id of whoever has a name, or who may be meant by it."""
        found = id_named(self.base, name, kinds)
        if not isinstance(found, NoneNamed):
            return found
        return [
            {"id": one.record.id if len(kinds) == 1 else one.record.key, "name": one.name}
            for one in whose_name(self.base, name, kinds)[:_MOST_NEAR]
        ]


def _listed(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list | tuple):
        yield from value
    else:
        yield value


# --- what the gate says of it ---


_AT_THE_GATE = {
    "bad-date": "is",
    "no-speaker": "said_by",
    "another-speaker": "said_by",
    "first-person": "says",
    "no-clause": "says",
}
"""At which part of the form the gate's refusals are shown; those of words and values, at these."""


def part_refused(code: str) -> str:
    """The part of the form at which a refusal with this code is shown; "" where it is about none."""
    sort = {"quote": "quote", "value": "is", "worded": "is"}.get(code.partition("-")[0], "")
    return _AT_THE_GATE.get(code, sort)


def refused(workspace: Workspace, name: str, data: Mapping[str, Any]) -> list[Diagnostic]:
    """What speaks against a proposal as it would be taken up; it passes the same gate as at the terminal."""
    draft, entry = data.get("draft"), data.get("entry")
    if not isinstance(draft, dict) or not isinstance(entry, dict):
        return []
    source, taken = source_named(draft), entry_sent(entry)
    hand = SourceAtHand(workspace, source)
    proposal = pick(read_drafts(hand.facts, source), str(draft.get("id", "")))
    field_ = workspace.facts.base.schema[proposal.kind].fields.get(taken.field)
    said = taken.parts.get("says", "") if field_ and field_.form == RECORD else taken.value
    value = listed(str(said)) if isinstance(proposal.value, list) else said
    keys = {key: words for key, words in taken.parts.items() if key in proposal.keys}
    written = replace(proposal, field=taken.field, value=value, quote=taken.quote, keys=keys)
    place = Location(f"{workspace.home.shown('facts')}/{name}")
    against = hand.against(proposal, written, is_confirmed=draft.get("confirmed") is True)
    found = [Diagnostic(place, r.message, r.code, severity=Severity.ERROR) for r in against]
    if taken.source != source:
        found.append(Diagnostic(place, f"the words are not those of {source}", "quote-not-found"))
    inner = workspace.facts.base.schema[field_.kinds[0]] if field_ and field_.form == RECORD else None
    speaker = str(taken.parts.get(inner.role("speaker"), "")) if inner else ""
    try:
        speaker_id(workspace.facts.base, speaker) if " " in speaker else ""
    except UsageProblem as unknown:  # a name has a record; a delegate, whom no source names, has none
        found.append(Diagnostic(place, str(unknown), "no-speaker"))
    return found


def source_named(data: Mapping[str, Any]) -> str:
    """The source that is meant by what was sent; raises `UsageProblem` where that is no name of one."""
    source = str(data.get("source", ""))
    if not is_slug(source):
        raise UsageProblem(f"'{source}' names no source: {why_no_slug(source)}")
    return source
