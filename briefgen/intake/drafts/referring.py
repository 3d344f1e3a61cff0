"""The ids of the records that names mean, or the reason why none is meant; and a record with a proposal as a value.

What a cell of a table, a pasted list and a proposal name is found in the same way, by nobody's guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefgen.checks.rules.unfinished import PHRASES
from briefgen.diagnostics import did_you_mean, quoted
from briefgen.document.sentences import ended
from briefgen.errors import UsageProblem
from briefgen.facts.factbase import FactBase
from briefgen.facts.parse import parse_yaml
from briefgen.facts.passages.another_value import as_plain, key_before, resting_also_on, with_value
from briefgen.facts.passages.excerpt import part_of, shortest_part
from briefgen.facts.passages.expand import named_passages
from briefgen.facts.passages.written_once import under_one
from briefgen.facts.yaml_edit import insert_value, set_value
from briefgen.facts.yaml_text import Exact, record
from briefgen.frozen import replace
from briefgen.intake.drafts.cldr_reading import countries
from briefgen.intake.drafts.proposal import DraftedValue, plain
from briefgen.intake.proposing import slug
from briefgen.language.cldr import states_called
from briefgen.model.ids import free_id
from briefgen.model.schema import GROUP, PLAIN, RECORD, REFERENCE, SOURCE, STATE, FieldSpec, Schema, acting_as, actors
from briefgen.model.states import FORMER, STATES
from briefgen.query.whose import meant, names_of, state_with_code, whose_name


@dataclass(frozen=True, slots=True)
class NoneNamed:
    """Why a text leads to no record, as it follows the text, and what to do; `is_near`: one may be meant."""

    message: str
    hint: str | None
    is_near: bool = True


def is_id(base: FactBase, text: str, kinds: Sequence[str]) -> bool:
    """Whether a text is the id or the key of a record of these kinds, or of a state that needs none."""
    before, slash, after = text.partition("/")
    of = [kind for kind in kinds if kind == before] if slash else kinds
    id_ = after if slash else text
    if any(base.record(f"{kind}/{id_}") is not None for kind in of):
        return True
    return bool(set(of) & set(acting_as(base.schema, STATE))) and id_ in STATES.keys() | FORMER.keys()


def id_named(base: FactBase, text: str, kinds: Sequence[str]) -> str | NoneNamed:
    """The id of the one record of these kinds that has the very name, or the text itself where it is an id."""
    if is_id(base, text, kinds):
        return text
    last, comma, given = text.partition(", ")
    if comma and states_called(f"{given} {last}"):  # Korea, Republic of
        text = f"{given} {last}"
    found = whose_name(base, text, kinds)
    # The label of a source is as a rule the name of somebody who published it, and they are meant, not the page, unless
    # that is called so to the letter.
    sources, may_be = ([one for one in found if (one.record.kind == SOURCE) is is_one] for is_one in (True, False))
    exact = [one for one in may_be if one.is_exact] or [
        one for one in sources if one.name.casefold() == text.casefold()
    ]
    if len(exact) == 1:
        return exact[0].record.id
    what = " or ".join(kinds) or "record"
    if exact:
        hint = f"it is the name of {', '.join(one.record.key for one in exact)}; write the id"
        return NoneNamed(f"no {what} alone is called", hint)
    if may_be:
        return NoneNamed(f"no {what} is called", meant(may_be))
    near = did_you_mean(text, _ids(base, kinds))
    first = to_make(text, kinds) if kinds else None
    if sources and first:
        first += f"; or say {sources[0].record.id} if the source itself is meant"
    return NoneNamed(f"no {what} is called", first if sources else near or first, _is_mistyped(text, _ids(base, kinds)))


def _is_mistyped(text: str, ids: Iterator[str]) -> bool:
    """Whether words are an id but for a letter or two."""
    from difflib import get_close_matches

    return bool(get_close_matches("-".join(text.split()), list(ids), n=1, cutoff=0.85))


def _ids(base: FactBase, kinds: Sequence[str]) -> Iterator[str]:
    for kind in kinds:
        yield from (record.id for record in base.of_kind(kind))
    if set(kinds) & set(acting_as(base.schema, STATE)):
        yield from STATES


def to_make(name: str, kinds: Iterable[str]) -> str:
    """The hint to make a record of one of some kinds first, whose command can be typed as it stands."""
    first, *others = dict.fromkeys(kinds)
    which = f", as {' or '.join((first, *others))}" if others else ""
    return f"make its record first{which}: briefgen new {first} {slug(name) or 'an-id'}"


# --- the names in a proposal ---


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


# --- a proposal as a value of a record, with its passage, who said it, and which program proposed it ---


_INFERRED = ("inferred", "why")


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
        if repr(plain(known["is"])) != repr(plain(value["is"])):
            continue
        beside = ("according_to", *spec.qualifiers)
        unlike = [key for key in beside if repr(plain(known.get(key))) != repr(plain(value.get(key)))]
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
