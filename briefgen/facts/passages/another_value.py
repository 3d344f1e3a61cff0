"""One more value in a field of a record, however those that are there are written: alone, listed, or sharing keys.

A field that the record does not have yet stands where its kind names it. A value that is there may rest on one more
source.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from briefgen.facts.passages.short_forms import FROM, PART, shares
from briefgen.facts.yaml_edit import insert_value, set_value
from briefgen.facts.yaml_tree import YamlList, YamlMap
from briefgen.model.scalars import is_by_language
from briefgen.model.schema import FieldSpec


def with_value(text: str, data: Mapping[str, Any], field: str, form: FieldSpec, value: Any) -> str | None:
    """A record's text with `value` behind the others of a field; `data` is what the text holds.

    What shares keys with others stays together, and the new value stands beside it, for it would take their keys. None
    where a single value stands there. Raises `NotEdited` where a remark would be lost.
    """
    there = data[field]
    if isinstance(there, YamlList):
        return insert_value(text, (field, len(there)), value)
    if not shares(there, form):
        return None
    return insert_value(set_value(text, (field,), [as_plain(there)]), (field, 1), value)


def resting_also_on(value: Any, outer: Mapping[str, Any], source: str, words: str) -> dict[str, Any] | None:
    """A value as it is to be written so that it rests on `words` of `source` as well.

    `outer` is what it stands in, the record's head or a passage, whose source is its own where it names none. None
    where that cannot be written beside what the value rests on so far.
    """
    is_bare = not isinstance(value, YamlMap) or is_by_language(value)
    new: dict[str, Any] = {"is": as_plain(value)} if is_bare else as_plain(value)
    has_own = bool(new.keys() & {"src", "quote"})
    if new.keys() & {"register", PART} or (FROM in outer and not has_own and FROM not in new):
        return None
    before = _rests_on(new, outer)
    if not before and FROM not in new:
        return None
    named = [name for one in before for name in (one if isinstance(one, Mapping) else (None,))]
    is_map = FROM not in new and None not in named and len({*named, source}) == len(named) + 1
    new.pop("quote", None)
    cited = [*before, {source: words}]
    new["src"] = {name: quote for one in cited for name, quote in one.items()} if is_map else cited
    return new


def _rests_on(value: Mapping[str, Any], outer: Mapping[str, Any]) -> list[Any]:
    """The sources that a value names, or has from around it, as items of a list; none that stand in its `from`."""
    around = {} if FROM in value else outer
    src = value.get("src", around.get("src"))
    quotes = _listed(value.get("quote", () if "src" in value else around.get("quote", ())))
    if quotes:
        return [{src: quote} for quote in quotes] if isinstance(src, str) else []
    return _listed(as_plain(src)) if src is not None else []


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def key_before(keys: list[str], order: list[str], wanted: str) -> str | None:
    """The key behind which a new one stands: the last of those that its kind names before it; None for the end."""
    earlier = [key for key in keys if key in order and order.index(key) < order.index(wanted)]
    later = [key for key in keys if key in order and order.index(key) > order.index(wanted)]
    if earlier:
        return earlier[-1]
    if not later:
        return None
    at = keys.index(later[0])
    return keys[at - 1] if at else ""


def as_plain(value: Any) -> Any:
    """What a file holds as plain mappings and lists, to be written again."""
    if isinstance(value, dict):
        return {key: as_plain(part) for key, part in value.items()}
    return [as_plain(part) for part in value] if isinstance(value, list) else value
