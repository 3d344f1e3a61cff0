"""Values of a record that rest on the same words, put under one passage that has these once.

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
from typing import Any

from briefgen.facts.parse import parse_yaml
from briefgen.facts.passages.another_value import as_plain
from briefgen.facts.passages.shared_keys import EACH
from briefgen.facts.passages.written import FROM, PASSAGES
from briefgen.facts.yaml_edit import NotEdited, Path, insert_value, remove_value, set_value
from briefgen.facts.yaml_text import Block, Exact
from briefgen.facts.yaml_tree import YamlList, YamlMap, items_of
from briefgen.model.scalars import is_by_language
from briefgen.model.schema import PLAIN, KindSpec
from briefgen.model.shared import OF_A_PASSAGE, OF_A_RECORD

_WORTH = 20
"""Characters that must be saved, where nobody asks for it: a value is found more easily among others of its field."""
_BY = "proposed_by"
_CITES_ELSEWHERE = frozenset({"src", FROM, EACH, "register"})
_OF_OTHERS = frozenset({"src", "according_to", "marking"})
"""What a passage may say that a value with the same words need not mean."""

_Moved = dict[str, list[tuple[int, YamlMap]]]


def under_one(text: str, kind: KindSpec, words: str = "") -> str:
    """The text of a record in which that is so, of all words that several values rest on or, where given, of these."""
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
    by = passages[there].get(_BY) if there is not None else _shared(found)
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


def _shared(found: _Moved) -> Any:
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
