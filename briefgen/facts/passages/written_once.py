"""What a record says several times, written once where that is shorter.

Neighbouring values share what they have in common: `each:`, or records by id. A list that has a remark between its
values is left as it stands; of records that stand by their ids already, what all of them say goes to their head. Values
that rest on the same words are put under one passage that has these once:

    ordinal: {is: 3, quote: The third … June.}        passages:
    date: {is: 2031-06-11, quote: The third … June.}    - quote: The third … June.
                                                           ordinal: 3
                                                           date: 2031-06-11

Each says what it said: the values of a field keep their order, and one that has a remark in it or above it stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from briefgen.facts.parse import parse_yaml
from briefgen.facts.passages.another_value import as_plain
from briefgen.facts.passages.short_forms import CITING, EACH, FROM, PASSAGES, as_count, is_number, own_keys, spread
from briefgen.facts.yaml_edit import NotEdited, Parts, Path, insert_value, remove_value, set_value
from briefgen.facts.yaml_text import Block, Exact, item
from briefgen.facts.yaml_tree import YamlList, YamlMap, items_of, value_at
from briefgen.frozen import dataclass
from briefgen.model.scalars import is_by_language, is_language
from briefgen.model.schema import PLAIN, RECORD, VALUE, FieldSpec, KindSpec
from briefgen.model.shared import OF_A_PASSAGE, OF_A_RECORD

_WORTH = 20
"""Characters that must be saved: a value is read more easily where it says all of itself, among others of its field."""
_MOST = 4
"""At most one value in so many says otherwise than what is shared; more would be a riddle."""
_LONGEST = 40
"""Values of one group; more of them are looked through in parts, so that the time does not grow with their square."""


@dataclass(frozen=True, slots=True)
class _Neighbours:
    """Neighbouring values of a list, from the first to behind the last, and what takes their place (None: as it is)."""

    start: int
    end: int
    group: dict[str, Any] | None = None


def grouped(text: str, kind: KindSpec) -> str:
    """The text of a record with what its values share written once; as it is where that would say anything else."""
    if "- " not in text and "[{" not in text and ":\n  " not in text:
        return text  # it has no values side by side
    data = _data(text)
    for path, value, form in list(_fields(data, kind)):
        new = text
        with suppress(NotEdited):
            if isinstance(value, list):
                new = _with_groups(new, path, value, form)
            for group, ids in _standing(value_at(_data(new), path), path, form):
                new = _with_more_shared(new, group, ids, form)
        if len(new) < len(text) and new.count("#") == text.count("#") and _says(new, kind) == _says(text, kind):
            text = new
    return text


def _with_groups(text: str, path: Path, values: list[Any], form: FieldSpec) -> str:
    runs = [run for run in _best(values, form, 2 * len(path)) if run.group is not None]
    if runs and runs[0].end - runs[0].start == len(values):
        return set_value(text, path, runs[0].group)
    parts = Parts(text)
    if runs and all((*path, n) in parts.lines for n in range(len(values))):
        for run in runs:
            as_one = partial(_as_one, path, range(run.end - run.start), run.group)
            parts.change((*path, run.start), (*path, run.end - 1), as_one)
        return parts.changed()
    for run in reversed(runs):
        text = _as_one(path, range(run.start, run.end), run.group, text)
    return text


def _as_one(path: Path, places: range, group: dict[str, Any] | None, text: str) -> str:
    for n in reversed(places[1:]):
        text = remove_value(text, (*path, n))
    return set_value(text, (*path, places[0]), group)


def _standing(value: Any, path: Path, form: FieldSpec) -> Iterator[tuple[Path, list[str]]]:
    """Where records stand by their ids, and these."""
    if form.form != RECORD:
        return
    for at, group in [((*path, n), one) for n, one in enumerate(value)] if isinstance(value, list) else [(path, value)]:
        if isinstance(group, dict) and "id" not in group:
            ids = [key for key, one in group.items() if key not in own_keys(form) and isinstance(one, dict)]
            if len(ids) > 1:
                yield at, ids


def _with_more_shared(text: str, path: Path, ids: list[str], form: FieldSpec) -> str:
    group = value_at(_data(text), path)
    behind = next((key for key in reversed(group) if key not in ids), "")
    for key, value in group[ids[0]].items():
        said = [group[id_].get(key) for id_ in ids]
        shared, own = as_count(said) if is_number(form, key) else ("", set[int]())
        if key in group or key in CITING or not (shared or said == [value] * len(ids)):
            continue
        text, behind = insert_value(text, (*path, key), shared or value, after=behind), key
        for n, id_ in enumerate(ids):
            if n not in own:
                text = remove_value(text, (*path, id_, key))
    return text


def _fields(data: Any, kind: KindSpec) -> Iterator[tuple[Path, Any, FieldSpec]]:
    places: list[tuple[Path, Any]] = [((), data)]
    if isinstance(data.get(PASSAGES), list):
        places += [((PASSAGES, n), one) for n, one in enumerate(data[PASSAGES]) if isinstance(one, dict)]
    for path, record in places:
        for key, value in record.items():
            form = kind.fields.get(key)
            if form is not None and form.form in (VALUE, RECORD) and isinstance(value, list | dict) and len(value) > 1:
                yield (*path, key), value, form


def _best(values: list[Any], form: FieldSpec, indent: int) -> list[_Neighbours]:
    """The runs that make the list shortest."""
    least: list[tuple[int, list[_Neighbours]]] = [(0, [])]
    for end in range(1, len(values) + 1):
        cost, runs = least[end - 1]
        best = cost + _length(values[end - 1], indent), [*runs, _Neighbours(end - 1, end)]
        for start in range(max(0, end - _LONGEST), end - 1):
            group = _group(values[start:end], form)
            if group is not None:
                cost, runs = least[start]
                whole = cost + _length(group, indent) + _WORTH
                if whole < best[0]:
                    best = whole, [*runs, _Neighbours(start, end, group)]
        least.append(best)
    return least[-1][1]


def _length(value: Any, indent: int) -> int:
    return len(item(value, indent)) + indent


def _group(values: list[Any], form: FieldSpec) -> dict[str, Any] | None:
    """The values as one mapping with what they share at its head; None where nothing can be written once."""
    if not all(isinstance(v, dict) and EACH not in v and not all(map(is_language, v)) for v in values):
        return None
    name = "id" if form.form == RECORD else "is"
    if not all(isinstance(v.get(name), str) or (name == "is" and v.get(name)) for v in values):
        return None
    shared = _shared(values, name, form)
    told = [{k for k, part in v.items() if k == name or shared.get(k) == part} for v in values]
    for key in [key for key in shared if is_number(form, key)]:
        own = as_count([v[key] for v in values])[1]
        for n, keys in enumerate(told):
            keys.update({key} - ({key} if n in own else set()))
    rest = [{k: part for k, part in v.items() if k not in keys} for v, keys in zip(values, told, strict=True)]
    if any(CITING.get(k, set()) & shared.keys() for one in rest for k in one):
        return None
    if name == "is":
        each = [v["is"] if not one else {"is": v["is"], **one} for v, one in zip(values, rest, strict=True)]
        return {**shared, EACH: each} if shared else None
    ids = [v["id"] for v in values]
    if len(set(ids)) < len(ids) or not all(rest) or (own_keys(form) & {*ids}) or not shared.keys() <= own_keys(form):
        return None
    return {**shared, **dict(zip(ids, rest, strict=True))}


def _shared(values: list[Any], name: str, form: FieldSpec) -> dict[str, Any]:
    """The keys that each of the values has, with what most of them say; how they are cited must be the same in all.

    Numbers that follow each other are written as a count.
    """
    found: dict[str, Any] = {}
    for key, first in values[0].items():
        said = [v[key] for v in values if key in v]
        if key == name or len(said) < len(values):
            continue
        if is_number(form, key):
            if count := as_count(said)[0]:
                found[key] = count
            continue
        most, times = Counter(map(repr, said)).most_common(1)[0]
        if times == len(said) or (key not in CITING and _MOST * (len(said) - times) <= len(said)):
            found[key] = next((one for one in said if repr(one) == most), first)
    return found


def _says(text: str, kind: KindSpec) -> Any:
    """What a record says once all that its values share is written in each of them."""
    tree = parse_yaml(text.encode(), "").data
    return None if tree is None else _plain(spread(tree, kind.fields))


def _data(text: str) -> Any:
    return _plain(parse_yaml(text.encode(), "").data or {})


def _plain(data: Any) -> Any:
    if isinstance(data, dict):
        plain = {key: _plain(value) for key, value in data.items()}
        return plain["is"] if plain.keys() == {"is"} else plain
    return [_plain(v) for v in data] if isinstance(data, YamlList) else data


# --- under one passage ---

_BY = "proposed_by"
_CITES_ELSEWHERE = frozenset({"src", FROM, EACH, "register"})
_OF_OTHERS = frozenset({"src", "according_to", "marking"})
"""What a passage may say that a value with the same words need not mean."""

_Moved = dict[str, list[tuple[int, YamlMap]]]


def under_one(text: str, kind: KindSpec, words: str = "") -> str:
    """The text of a record in which words that several values rest on stand once; where given, these `words` alone."""
    tree = parse_yaml(text.encode(), "").data
    if tree is None or not isinstance(tree.get("src"), str) or isinstance(tree.get(PASSAGES), YamlMap):
        return text
    before = text
    there = [one.get("quote") for one in tree.get(PASSAGES, ()) if isinstance(one, YamlMap)]
    for quote, count in Counter(one["quote"] for _, _, one in _quoting(tree, kind)).items():
        if (count > 1 or quote in there) and (not words or quote == words):
            with suppress(NotEdited):
                new = _gathered(text, kind, quote, is_last=bool(words))
                new = new if "\n\n\n" in text else re.sub("\n{3,}", "\n\n", new)
                text = new if words or len(new) + _WORTH <= len(text) else text
    return text if text == before or words else under_one(text, kind)  # what stood before others may move now


def _quoting(tree: YamlMap, kind: KindSpec) -> Iterator[tuple[str, int, YamlMap]]:
    """The values that have a quote of the record's source beside them, each with its field and its place there."""
    for field in tree:
        form = kind.fields.get(field)
        if form is None or form.form == PLAIN or field in OF_A_PASSAGE:
            continue
        for n, (one, _) in enumerate(items_of(tree, field)):
            is_quoting = isinstance(one, YamlMap) and isinstance(one.get("quote"), str) and not is_by_language(one)
            if is_quoting and not one.keys() & _CITES_ELSEWHERE:
                yield field, n, one


def _gathered(text: str, kind: KindSpec, quote: str, *, is_last: bool) -> str:
    """`is_last`: what joins a passage that is there was said last, and stands last."""
    tree = parse_yaml(text.encode(), "").data or YamlMap((1, 1))
    passages = tree.get(PASSAGES, YamlList((1, 1)))
    found: _Moved = {}
    for field, n, one in _quoting(tree, kind):
        if one["quote"] == quote:
            found.setdefault(field, []).append((n, one))
    there = next((n for n, one in enumerate(passages) if _is_of(one, quote)), None)
    by = passages[there].get(_BY) if there is not None else _proposer(found)
    before = passages if there is None else passages[:there]
    moved = {f: v for f, v in found.items() if _may_move(text, tree, f, v, before if there is not None else [], by)}
    if not moved or (there is None and sum(map(len, moved.values())) < 2):
        return text
    for field, values in reversed(moved.items()):
        text = _without(text, field, [n for n, _ in values], tree[field])
    under = {field: [_bare(one, by) for _, one in values] for field, values in moved.items()}
    if there is not None:
        return _joined(text, (PASSAGES, there), under, passages[there], is_last=is_last)
    item = Block(
        quote=quote if " … " in quote else Exact(quote),
        **({_BY: by} if by else {}),
        **{field: values if len(values) > 1 else values[0] for field, values in under.items()},
    )
    if PASSAGES not in tree:
        return insert_value(text, (PASSAGES,), [item], after=_head(tree))
    at = next((n for n, one in enumerate(passages) if isinstance(one, YamlMap) and one.keys() & moved.keys()), None)
    return insert_value(text, (PASSAGES, len(passages) if at is None else at), item)


def _may_move(text: str, tree: YamlMap, field: str, values: list[Any], before: list[Any], by: Any) -> bool:
    """Whether values can stand under a passage behind these others, with all values of their field in their order."""
    is_list = isinstance(tree[field], YamlList)
    count = len(tree[field]) if is_list else 1
    lines = text.split("\n")
    places = [tree[field].item_at[n] if is_list else tree.key_at[field] for n, _ in values]
    return (
        [n for n, _ in values] == list(range(count - len(values), count))
        and not any(isinstance(one, YamlMap) and field in one for one in before)
        and all(not by or one.get(_BY) for _, one in values)
        and not any(lines[line - 2].lstrip().startswith("#") for line, _ in places if line > 1)
        and all(_has_no_remark(text, (field, n) if is_list else (field,), one) for n, one in values)
    )


def _has_no_remark(text: str, path: Path, one: YamlMap) -> bool:
    with suppress(NotEdited):
        return bool(set_value(text, path, as_plain(one)))
    return False


def _is_of(passage: Any, quote: str) -> bool:
    return isinstance(passage, YamlMap) and passage.get("quote") == quote and not passage.keys() & _OF_OTHERS


def _proposer(found: _Moved) -> Any:
    """Which program proposed all of the values; "" where they differ."""
    named = {one.get(_BY) for values in found.values() for _, one in values}
    return named.pop() if len(named) == 1 else ""


def _bare(one: YamlMap, by: Any) -> Any:
    kept = {key: part for key, part in as_plain(one).items() if key != "quote" and not (key == _BY and part == by)}
    return kept["is"] if kept.keys() == {"is"} else kept


def _without(text: str, field: str, numbers: list[int], value: Any) -> str:
    if not isinstance(value, YamlList) or len(numbers) == len(value):
        return remove_value(text, (field,))
    for n in reversed(numbers):
        text = remove_value(text, (field, n))
    return text


def _joined(text: str, path: Path, under: Mapping[str, list[Any]], passage: YamlMap, *, is_last: bool) -> str:
    for field, values in under.items():
        there = as_plain(passage.get(field, []))
        there = there if isinstance(there, list) else [there]
        new = [*there, *values] if is_last else [*values, *there]
        text = set_value(text, (*path, field), new if len(new) > 1 else new[0])
    return text


def _head(tree: YamlMap) -> str:
    """The key behind which passages stand: the last of what the record says of itself at its beginning."""
    found = "src"
    for key in tree:
        if key not in OF_A_RECORD:
            break
        found = key
    return found
