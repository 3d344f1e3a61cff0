"""Proposals kept in `facts/_drafts/<source>.yaml`, which nothing reads as facts, and what a person makes of them.

`read`, `keep` and `changed` are plain functions for a terminal, a desk or another program; `accepted` gives the text of
the record in which a proposal becomes a value, with its passage, who said it, and which program proposed it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from briefgen.checks.rules.unfinished import PHRASES
from briefgen.diagnostics import Diagnostic, Location, has_errors
from briefgen.disk import content_of, replace_file, stay_inside
from briefgen.document.sentences import ended
from briefgen.errors import Problems, UsageProblem
from briefgen.facts.parse import parse_yaml
from briefgen.facts.passages.another_value import as_plain, key_before, resting_also_on, with_value
from briefgen.facts.passages.excerpt import part_of, shortest_part
from briefgen.facts.passages.expand import named_passages
from briefgen.facts.passages.written_once import under_one
from briefgen.facts.yaml_edit import insert_value, set_value
from briefgen.facts.yaml_text import Exact, record
from briefgen.frozen import replace
from briefgen.intake.drafts.proposal import ACCEPTED, CLAIMS, OPEN, DraftedValue, as_data, from_data
from briefgen.model.ids import free_id
from briefgen.model.schema import GROUP, PLAIN, RECORD, FieldSpec, Schema

FOLDER = "_drafts"
_MEND = "mend it, or remove the file and what was decided with it"
_INFERRED = ("inferred", "why")


def draft_file(facts: Path, source: str) -> Path:
    """Where the proposals of a source are kept."""
    return facts / FOLDER / f"{source}.yaml"


def read_drafts(facts: Path, source: str) -> list[DraftedValue]:
    """The proposals kept of a source; none where there is no file.

    Raises `Problems` where the file has a fault: what somebody decided is never taken for nothing and written over; and
    `UsageProblem` where nothing could be written back, before anything else is written.
    """
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
    return [from_data(_plain(one)) for one in found]


def keep_drafts(facts: Path, source: str, proposals: Iterable[DraftedValue]) -> Path:
    """Write the proposals of a source; gives the file. Raises `UsageProblem` where a link leads out of the facts."""
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


def accepted(
    text: str | None,
    proposal: DraftedValue,
    source: str,
    schema: Schema,
    speaker: str,
    id_: str,
    short: str = "",
    today: str = "",
) -> str:
    """The text of a record with a proposal as a value of it; None stands for a record that is not there yet.

    Such a one is recorded `today`.

    `speaker` is the id of who says it, "" where the source does; `id_` that of the record in which a claim is kept.
    A passage of the record that holds the words is named; values that rest on the same words stand under them, and else
    they stand beside the value, by their first and last ones where `short` has these.
    """
    spec = schema[proposal.kind].fields[proposal.field]
    base = text if text is not None else record({"src": source, **({"recorded": today} if today else {})})
    data = parse_yaml(base.encode(), "").data
    if data is None:
        raise UsageProblem("the record cannot be read; briefgen check says why")
    if spec.form == PLAIN:
        raise UsageProblem(f"{proposal.field} is the desk's own word; write it yourself")
    words = short or Exact(proposal.quote)
    value = dict(_bearing(data, proposal, source, words))
    if spec.form == GROUP:
        value = {**proposal.keys, spec.of: proposal.value, **value}
    elif spec.form == RECORD:
        keys = {key: words for key, words in proposal.keys.items() if key in ("mode", "words", "verb", "capacity")}
        own = free_id(id_, re.findall(r"[\w-]+", text or ""))  # proposals of two sources may have one number
        value = {"id": own, "said_by": speaker, "says": proposal.value, **keys, **value}
    else:
        keys = {key: words for key, words in proposal.keys.items() if key in spec.qualifiers or key in _INFERRED}
        is_sentence = "function" in spec.qualifiers and spec.name not in PHRASES and isinstance(proposal.value, str)
        said = ended(proposal.value) if is_sentence else proposal.value
        value = {"is": said, **keys, **({"according_to": speaker} if speaker else {}), **value}
    if "is" in value and (new := _cited_too(base, data, proposal, spec, value, source, words)) is not None:
        return new
    value["proposed_by"] = proposal.by
    order = list(schema[proposal.kind].fields)
    new = _put(base, data, order, proposal.field, spec, value, many=spec.many or spec.form in (GROUP, RECORD))
    return under_one(new, schema[proposal.kind], words) if "quote" in value else new


def _bearing(data: Mapping[str, Any], proposal: DraftedValue, source: str, words: str) -> Iterable[tuple[str, Any]]:
    """The passage of the record that holds the words, or the words themselves."""
    for name, passage in named_passages(data, "").items():  # type: ignore[arg-type]
        if passage.source == source and part_of(passage.words, proposal.quote) == proposal.quote:
            whole = passage.words == proposal.quote
            yield "from", name if whole else {name: shortest_part(passage.words, proposal.quote)}
            return
    if data.get("src") == source:
        yield "quote", words
    else:
        yield "src", {source: words}


def _put(
    text: str,
    data: Mapping[str, Any],
    order: list[str],
    field: str,
    form: FieldSpec,
    value: dict[str, Any],
    *,
    many: bool,
) -> str:
    if field not in data:  # a value below a passage has the new one beside it, as an alternative
        return insert_value(text, (field,), [value] if many else value, after=key_before(list(data), order, field))
    if (new := with_value(text, data, field, form, value)) is not None:
        return new
    return insert_value(set_value(text, (field,), [as_plain(data[field])]), (field, 1), value)


def _cited_too(
    text: str,
    data: Mapping[str, Any],
    proposal: DraftedValue,
    spec: FieldSpec,
    value: dict[str, Any],
    source: str,
    words: str,
) -> str | None:
    """The record's text with the words as one more source of the value, where it stands there already; None if not.

    Raises `UsageProblem` where the two differ in what they say besides, or rest on the same words.
    """
    field = proposal.field
    for path, outer, there in values_told(data, field):
        known = there if isinstance(there, dict) and "is" in there else {"is": there}
        if repr(_plain(known["is"])) != repr(_plain(value["is"])):
            continue
        beside = ("according_to", *spec.qualifiers)
        unlike = [key for key in beside if repr(_plain(known.get(key))) != repr(_plain(value.get(key)))]
        if unlike:
            has = ", ".join(f"{key}: {known[key]}" if key in known else f"no {key}" for key in unlike)
            raise UsageProblem(f"{field} has {known['is']} already, with {has}; correct that one, or discard this")
        is_below = len(path) > 2  # a passage, of which the value may need a part, or whose words are somebody's
        is_apart = is_below and ("according_to" in outer or (isinstance(there, dict) and "quote" in there))
        new = None if is_apart else resting_also_on(there, outer, source, words)
        if new is None or _has_words(new["src"], source, words, proposal.quote):
            raise UsageProblem(f"{field} says so already; give the value that is there another source beside its own")
        return set_value(text, path, new)
    return None


def _has_words(cited: Any, source: str, words: str, full: str) -> bool:
    """Whether the words stand among those of their source before they were put there, as they are or in longer ones."""
    before = [one for one in (cited if isinstance(cited, list) else [])[:-1] if isinstance(one, dict)]
    return any(quote == words or part_of(quote, full) == full for one in before if (quote := one.get(source)))


def values_told(data: Mapping[str, Any], field: str) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, Any], Any]]:
    """Every value that a record has of a field: its path, what it stands in - a passage or the record - and itself."""
    below = data.get("passages")
    passages = [(("passages", n), one) for n, one in enumerate(below if isinstance(below, list) else ())]
    for path, place in [((), data), *passages]:
        if isinstance(place, dict) and field in place:
            outer = {"src": data.get("src"), **place}
            many = isinstance(place[field], list)
            for n, one in enumerate(place[field] if many else [place[field]]):
                yield (*path, field, n) if many else (*path, field), outer, one


def _same(proposal: DraftedValue) -> tuple[str, ...]:
    return proposal.kind, proposal.field, repr(_plain(proposal.value)), proposal.quote


def _plain(data: Any) -> Any:
    if isinstance(data, dict):
        return {str(key): _plain(value) for key, value in data.items()}
    return [_plain(v) for v in data] if isinstance(data, list | tuple) else str(data)


def speakers_needed(proposal: DraftedValue) -> bool:
    """Whether a person must say who speaks before it can be accepted."""
    return proposal.field == CLAIMS
