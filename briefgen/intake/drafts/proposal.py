"""A proposal: a value for a field with the exact passage that bears it, as data, as JSON, and as it is kept.

The JSON form is what other programs hand in (`briefgen draft SOURCE --from FILE`); its schema is `json_schema()`:

    {"program": "a name", "version": "1", "proposals": [
      {"kind": "meeting", "field": "date", "value": "2031-06-11", "quote": "exact words of the source"},
      {"kind": "meeting", "field": "claims", "value": "walls are too low", "quote": "…", "speaker": "Ana Sample"}]}
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from briefgen.diagnostics import Diagnostic, Location, has_errors
from briefgen.disk import content_of, replace_file, stay_inside
from briefgen.errors import Problems, UsageProblem
from briefgen.frozen import dataclass, replace
from briefgen.model.ids import free_id

OPEN, ACCEPTED, DISCARDED = "open", "accepted", "discarded"
CLAIMS = "claims"
"""The field whose values are what somebody asserts; they need their speaker."""
SENTENCES = ("outcomes", "discussion")
"""The fields whose values are sentences about what came of a meeting, or what was said there."""
ATTENDANCE = "attendance"
"""The field whose values are who was there, or was not."""
_OPTIONAL = ("speaker", "keys")


@dataclass(frozen=True, slots=True)
class DraftedValue:
    """`value` is a text, a list of them, or a mapping by language; `keys` stand beside it, such as a person's role.

    `speaker` are the words in which the passage names who says it, `place` the locator of the passage, `by` the program
    with its version, `asks` a question that a person must answer; `state` and `into` say what became of it.
    """

    id: str
    kind: str
    field: str
    value: Any
    quote: str
    place: str = ""
    speaker: str = ""
    keys: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    by: str = ""
    asks: str = ""
    state: str = OPEN
    into: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a proposal does not pass: a code, and what is wrong in words."""

    code: str
    message: str
    way: str = ""

    @property
    def hint(self) -> str:
        """What whoever proposes can do about it; `way` where that is not what the code says."""
        return self.way or next((hint for begins, hint in _HINTS if self.code.startswith(begins)), "")


_HINTS = (
    ("quote-not-found", "copy the words from the archived text; […] stands for what is left out"),
    ("quote-too-short", "quote more of the sentence"),
    ("quote-in-boilerplate", "quote the text itself, or correct the boilerplate of the source's record"),
    ("quote-clips", "begin the quote earlier, and say in the value what it says"),
    ("quote-elides", "quote what was left out"),
    ("worded-freely", "confirm that the passage says so, or word it as the passage does"),
    ("wrong-value", "write what the field takes; briefgen schema --reference lists the fields"),
    ("value-", "take the words of the passage, or quote the ones that give the value"),
    ("bad-date", "write 2031-06-11, 2031-06, 2031 or 2031-06-11/2031-06-12"),
    ("no-speaker", "name the speaker in the words of the passage: a name, an office, she"),
    ("another-day", "take the day of the meeting, or quote the passage that gives it"),
    ("another-person", "name the one of whom the passage says it"),
    ("another-speaker", "name the one to whom the passage gives the words, or quote another passage"),
    ("words-", "leave the words out, and give the claim as reported"),
    ("no-clause", "--value gives it, in accept or in briefgen draft change: the agreement is a victory"),
    ("first-person", "word it as others tell it, or put it in quotation marks: briefgen draft change --value"),
    ("unknown-", "briefgen schema --reference lists kinds and their fields"),
)


def of_meeting(
    field: str, value: Any, quote: str, *, speaker: str = "", keys: Mapping[str, Any] | None = None, asks: str = ""
) -> DraftedValue:
    """A value that a passage gives to a field of a meeting."""
    return DraftedValue("", "meeting", field, value, quote, "", speaker, keys or {}, asks=asks)


def as_data(proposal: DraftedValue) -> dict[str, Any]:
    """A proposal as plain data, without what is empty."""
    names = ("id", "kind", "field", "value", "keys", "quote", "place", "speaker", "asks", "by", "state", "into", "why")
    return {name: value for name in names if (value := getattr(proposal, name))}


def from_data(data: Mapping[str, Any]) -> DraftedValue:
    """A proposal from data as it is kept."""
    names = ("id", "kind", "field", "quote", "place", "speaker", "by", "asks", "state", "into", "why")
    said = {name: str(data.get(name) or "") for name in names}
    return DraftedValue(
        value=data.get("value", ""), keys=dict(data.get("keys") or {}), **{**said, "state": said["state"] or OPEN}
    )


def handed_in(data: Any) -> tuple[list[DraftedValue], list[str]]:
    """The proposals of another program, and what is wrong with their form, each by its number."""
    if not isinstance(data, dict) or not isinstance(data.get("proposals"), list):
        return [], ['expected {"program": …, "version": …, "proposals": […]}']
    by = " ".join(str(data[key]) for key in ("program", "version") if isinstance(data.get(key), str) and data[key])
    faults = [] if by.count(" ") else ['program and version say who proposes, as texts: "a reader", "2"']
    found: list[DraftedValue] = []
    for n, one in enumerate(data["proposals"], 1):
        wrong = _faults_of(one)
        faults.extend(f"proposal {n}: {fault}" for fault in wrong)
        if not wrong:
            keys = dict(one.get("keys") or {})
            found.append(
                DraftedValue(
                    f"x{n}", one["kind"], one["field"], one["value"], one["quote"], "", one.get("speaker", ""), keys, by
                )
            )
    return found, faults


def _faults_of(one: Any) -> list[str]:
    if not isinstance(one, dict):
        return ["expected a mapping"]
    faults = [
        f"{key} is missing" for key in ("kind", "field", "quote") if not isinstance(one.get(key), str) or not one[key]
    ]
    faults += [f"unknown key {key}" for key in one if key not in ("kind", "field", "value", "quote", *_OPTIONAL)]
    if one.get("value") in (None, "", [], {}):
        faults.append("value is missing")
    elif not isinstance(one["value"], str | list | dict):
        faults.append(f'value is a text, a list of them, or texts by language: "{one["value"]}"')
    if not isinstance(one.get("speaker", ""), str) or not isinstance(one.get("keys", {}), dict):
        faults.append("speaker is a text, keys are a mapping")
    return faults


def json_schema() -> dict[str, Any]:
    """The JSON Schema of what other programs hand in."""
    text = {"type": "string", "minLength": 1}
    value = {
        "anyOf": [
            text,
            {"type": "array", "items": text, "minItems": 1},
            {"type": "object", "additionalProperties": text},
        ]
    }
    proposal = {
        "type": "object",
        "required": ["kind", "field", "value", "quote"],
        "additionalProperties": False,
        "properties": {
            "kind": {**text, "description": "a kind of record, such as meeting"},
            "field": {**text, "description": "one of its fields, such as date, agenda, claims"},
            "value": {
                **value,
                "description": "a text, a date (2031-06-11), a number in figures, names as the source has them",
            },
            "quote": {**text, "description": "the exact words of the source that bear it; […] for what is left out"},
            "speaker": {"type": "string", "description": "of a claim: who says it, in the words of the quote"},
            "keys": {"type": "object", "description": "what stands beside the value, such as role or post"},
        },
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "proposals",
        "type": "object",
        "required": ["program", "version", "proposals"],
        "properties": {"program": text, "version": text, "proposals": {"type": "array", "items": proposal}},
    }


# --- kept in `facts/_drafts/<source>.yaml`, which nothing reads as facts ---


FOLDER = "_drafts"
_MEND = "mend it, or remove the file and what was decided with it"


def draft_file(facts: Path, source: str) -> Path:
    """Where the proposals of a source are kept."""
    return facts / FOLDER / f"{source}.yaml"


def read_drafts(facts: Path, source: str) -> list[DraftedValue]:
    """The proposals kept of a source; none where there is no file.

    Raises `Problems` where the file has a fault: what somebody decided is never taken for nothing and written over; and
    `UsageProblem` where nothing could be written back, before anything else is written.
    """
    from briefgen.facts.parse import parse_yaml

    stay_inside(facts, f"{FOLDER}/{source}.yaml", facts.name)
    raw, shown = content_of(draft_file(facts, source)), f"{facts.name}/{FOLDER}/{source}.yaml"
    if raw is None:
        return []
    parsed = parse_yaml(raw, shown)
    if parsed.data is None or has_errors(parsed.diagnostics):
        raise Problems(parsed.diagnostics)
    found = parsed.data.get("proposals")
    if found == "none":
        return []
    if not isinstance(found, list) or not all(isinstance(one, dict) and one.get("id") for one in found):
        raise Problems([Diagnostic(Location(shown, 1), "expected proposals, each with its id", "wrong-type", _MEND)])
    return [from_data(plain(one)) for one in found]


def keep_drafts(facts: Path, source: str, proposals: Iterable[DraftedValue]) -> Path:
    """Write the proposals of a source; gives the file. Raises `UsageProblem` where a link leads out of the facts."""
    from briefgen.facts.yaml_text import Exact, record

    path = draft_file(facts, source)
    stay_inside(facts, f"{FOLDER}/{path.name}", facts.name)
    kept = [{**as_data(p), "quote": Exact(p.quote)} for p in proposals]
    head = (
        f"# Proposals from {source}, no facts: `briefgen draft list {source}`, then accept, change or discard them.\n"
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, (head + record({"source": source, "proposals": kept or "none"})).encode())
    return path


def joined(known: Iterable[DraftedValue], new: Iterable[DraftedValue]) -> list[DraftedValue]:
    """What is kept with what was proposed anew: nothing that somebody decided on is asked again."""
    found = list(known)
    seen = {_same(p) for p in found}
    taken = {p.id for p in found}
    for proposal in new:
        if _same(proposal) in seen:
            continue
        seen.add(_same(proposal))
        id_ = free_id(proposal.id, taken)
        taken.add(id_)
        found.append(replace(proposal, id=id_))
    return found


def pick(proposals: Iterable[DraftedValue], id_: str, *, again: bool = False) -> DraftedValue:
    """The open proposal with an id, or one put aside that is taken up `again`; raises `UsageProblem` for none."""
    for proposal in proposals:
        if proposal.id == id_:
            if proposal.state == ACCEPTED or (proposal.state != OPEN and not again):
                where = f"it is in {proposal.into}: correct it there" if proposal.into else "change takes it up again"
                raise UsageProblem(f"{id_} is {proposal.state} already; {where}")
            return replace(proposal, state=OPEN, why="")
    raise UsageProblem(f"there is no proposal {id_}; briefgen draft list shows them")


def settled(proposals: Iterable[DraftedValue], proposal: DraftedValue) -> list[DraftedValue]:
    """The proposals with one in its new state."""
    return [proposal if p.id == proposal.id else p for p in proposals]


def _same(proposal: DraftedValue) -> tuple[str, ...]:
    return proposal.kind, proposal.field, repr(plain(proposal.value)), proposal.quote


def plain(data: Any) -> Any:
    if isinstance(data, dict):
        return {str(key): plain(value) for key, value in data.items()}
    return [plain(v) for v in data] if isinstance(data, list | tuple) else str(data)


def speakers_needed(proposal: DraftedValue) -> bool:
    """Whether a person must say who speaks before it can be accepted."""
    return proposal.field == CLAIMS
