"""What somebody says at the desk, as a small change in the text of a record: these words bear this value.

The change is made in the form in which people write records: what a record's `src` says is not said again, a value
stands beside those that are there, and every other character stays (`facts.yaml_edit`). What can be said comes from the
description of the kind, as a form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from dataclasses import field as made
from typing import Any

from briefgen.errors import UsageProblem
from briefgen.facts.factbase import FactBase
from briefgen.facts.parse import parse_yaml
from briefgen.facts.passages.another_value import key_before
from briefgen.facts.yaml_edit import NotEdited, insert_value, set_value
from briefgen.facts.yaml_text import Exact, record
from briefgen.frozen import replace
from briefgen.intake.drafts.proposal import DraftedValue, as_data
from briefgen.intake.drafts.referring import NoneNamed, id_named
from briefgen.intake.drafts.speaking.claims_reading import speaker_offered
from briefgen.model.scalars import is_by_language
from briefgen.model.schema import GROUP, PLAIN, RECORD, REFERENCE, VALUE, FieldSpec, Schema, actors
from briefgen.model.shared import OF_A_NESTED, OF_A_RECORD, of_a_value
from briefgen.query.whose import whose_name

WORDS_OF_SOURCES = ("quote", "src")
IN_THE_FILE = "change it in the file itself"
KEEP, MOVE, BESIDE = "keep", "move", "beside"
"""What becomes of the words that bear a value: they stay, others take their place, others bear it, too."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One value for a field of a record, with the words that bear it.

    `value` is what was typed, "" for a group or a record of its own, which `parts` fill; `said` is what else is said of
    it: whom the source names, a reason, a marking. Where a value that is recorded is corrected, it may be a list or
    texts by language, `was` stands for what was read of it, and `words` says what becomes of the words that bear it:
    where they rest on several passages, `instead` is the number of the one that others take the place of, from 0.
    """

    field: str
    value: Any = ""
    parts: Mapping[str, Any] = made(default_factory=dict)
    said: Mapping[str, Any] = made(default_factory=dict)
    source: str = ""
    quote: str = ""
    words: str = ""
    was: str = ""
    instead: int | None = None


def entry_sent(data: Any) -> Entry:
    """What was sent to the desk, as an entry; raises `UsageProblem` where it names no field."""
    if not isinstance(data, dict) or not isinstance(data.get("field"), str):
        raise UsageProblem("it is not said which field is meant")
    value = data.get("value", "")
    return Entry(
        data["field"],
        value.strip() if isinstance(value, str) else plain_sent({"": value}).get("", ""),
        plain_sent(data.get("parts")),
        plain_sent(data.get("said")),
        str(data.get("source", "")),
        " ".join(str(data.get("quote", "")).split()),
        words if (words := data.get("words")) in (MOVE, BESIDE) else KEEP,
        str(data.get("was", "")),
        number if isinstance(number := data.get("instead"), int) else None,
    )


def plain_sent(data: Any) -> dict[str, Any]:
    """Words, lists of words and words by language, by key; what is anything else is left out."""
    found: dict[str, Any] = {}
    for key, value in (data if isinstance(data, dict) else {}).items():
        if isinstance(value, str):
            found[str(key)] = value.strip()
        elif isinstance(value, list):
            found[str(key)] = [str(word).strip() for word in value if str(word).strip()]
        elif isinstance(value, dict) and is_by_language(value):
            found[str(key)] = {tag: said for tag, word in value.items() if (said := str(word).strip())}
    return found


def with_entry(text: str, form: Mapping[str, FormField], entry: Entry) -> str:
    """The text of a record with the entry in it; raises `UsageProblem` where that cannot be done."""
    asked = form.get(entry.field)
    if asked is None:
        raise UsageProblem(f"such a record has no field '{entry.field}'")
    data = _plain(parse_yaml(text.encode(), "").data)
    if data is None:
        raise UsageProblem("the file has a fault; mend it first")
    value = _written(asked, entry, str(data.get("src", "")))
    try:
        if entry.field not in data:
            first = [value] if asked.many and isinstance(value, dict) else value
            return insert_value(text, (entry.field,), first, after=key_before(list(data), list(form), entry.field))
        there = data[entry.field]
        if isinstance(there, list):
            return insert_value(text, (entry.field, len(there)), value)
        return set_value(text, (entry.field,), [there, value])
    except NotEdited as bad:
        raise UsageProblem(f"{bad}; {IN_THE_FILE}") from bad


def new_record(form: Mapping[str, FormField], data: Mapping[str, Any]) -> str:
    """The text of a record that begins with these fields, in the order of its kind."""
    order = ["src", "recorded", *form, *WORDS_OF_SOURCES]
    kept = {key: value for key, value in data.items() if value not in ("", [], {})}
    found = {key: kept[key] for key in dict.fromkeys([*order, *kept]) if key in kept}
    if "quote" in found:
        found["quote"] = Exact(found["quote"])
    return record(found)


def _written(asked: FormField, entry: Entry, default: str) -> Any:
    """The value as it stands in a file: bare where nothing is to be said of it."""
    passage = _passage(entry, default)
    parts = {key: value for key, value in entry.parts.items() if value not in ("", [], {})}
    said = {key: value for key, value in entry.said.items() if value not in ("", [], {})}
    if asked.form == RECORD:
        return {**parts, **said, **passage}
    if asked.form == GROUP:
        by = {"proposed_by": said.pop("proposed_by")} if "proposed_by" in said else {}  # of the group, not of a value
        values = [{"is": value, **said} if said else value for value in listed(entry.value)]
        return {**parts, **passage, **by, asked.of: values}
    if asked.form == PLAIN:
        return listed(entry.value) if asked.many and len(listed(entry.value)) > 1 else entry.value
    return {"is": entry.value, **parts, **said, **passage} if parts or said or passage else entry.value


def listed(value: str) -> list[str]:
    """The words of a list as they are typed: one behind the other, with commas between."""
    return [word.strip() for word in value.split(",") if word.strip()]


def _passage(entry: Entry, default: str) -> dict[str, Any]:
    if not entry.source:
        return {}
    if entry.source == default:
        return {"quote": Exact(entry.quote)} if entry.quote else {}
    return {"src": {entry.source: Exact(entry.quote)} if entry.quote else entry.source}


def _plain(data: Any) -> Any:
    """What a file holds, as it may be written again: words of sources stay in quotation marks."""
    if isinstance(data, dict):
        return {
            key: Exact(value) if key == "quote" and isinstance(value, str) else _quoted(key, _plain(value))
            for key, value in data.items()
        }
    return [_plain(value) for value in data] if isinstance(data, list) else data


def _quoted(key: str, value: Any) -> Any:
    if key == "src" and isinstance(value, dict):
        return {source: Exact(words) if isinstance(words, str) else words for source, words in value.items()}
    return value


# --- The form of a kind of record: its fields as somebody fills them in, taken from the description of the kind ---


_OF_A_VALUE = ("according_to", "why", "rank", "inferred", "contested", "register", "marking", "note")
_OF_A_RECORD = ("marking", "contested", "deprecated", "note")


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form.

    `form` says how it is written: a value with words of its own, a plain word, a group of values that share their
    words, a record inside the record. `parts` are what a value may carry, the keys of a group, or the fields of an
    inner record; `of` is the key of a group that holds its values. `said` is what else may be said of a value, whatever
    its field: whom the source names for it, a reason.
    """

    name: str
    type: str
    form: str
    many: bool = False
    required: bool = False
    kinds: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    default: str = ""
    help: str = ""
    of: str = ""
    parts: Mapping[str, FormField] = made(default_factory=dict)
    said: Mapping[str, FormField] = made(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The field as plain data, for the page."""
        plain = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "said"}
        return {**plain, "parts": [part.as_json() for part in self.parts.values()]}


def fields_of(schema: Schema, kind: str) -> Mapping[str, FormField]:
    """The form of a kind of record, in the order in which its fields are described."""
    said = said_of(schema)
    return {name: _field(spec, schema, said) for name, spec in schema[kind].fields.items()}


Said = Mapping[str, Mapping[str, FormField]]


def said_of(schema: Schema) -> Said:
    """What may be said of any value, by the form in which it is written."""
    known = of_a_value(schema)
    of_values = {name: replace(_field(known[name], schema, {}), default="") for name in _OF_A_VALUE}
    of_records = {name: _field(OF_A_RECORD[name], schema, {}) for name in _OF_A_RECORD}
    return {VALUE: of_values, GROUP: of_values, RECORD: of_records}


def _field(spec: FieldSpec, schema: Schema, said: Said) -> FormField:
    parts: Mapping[str, FieldSpec] = spec.qualifiers
    if spec.form == GROUP:
        parts = {name: part for name, part in spec.keys.items() if name != spec.of}
    elif spec.form == RECORD:
        inner = {**OF_A_NESTED, **schema[spec.kinds[0]].fields}
        parts = {name: part for name, part in inner.items() if part.form != RECORD}  # one inside that is not asked for
    return FormField(
        spec.name,
        spec.type,
        spec.form,
        spec.many,
        spec.must_be_written,
        spec.kinds,
        spec.choices,
        spec.default,
        spec.help,
        spec.of,
        {name: _field(part, schema, {}) for name, part in parts.items()},
        said.get(spec.form, {}),
    )


# --- A proposal as its form is filled in, ids in the place of names ---


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
        words = [str(one) for one in _each(value)]
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


def _each(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list | tuple):
        yield from value
    else:
        yield value
