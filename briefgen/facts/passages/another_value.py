"""One more value in a field of a record, however those that are there are written: alone, listed, or sharing keys.

A field that the record does not have yet stands where its kind names it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from briefgen.facts.passages.shared_keys import shares
from briefgen.facts.yaml_edit import insert_value, set_value
from briefgen.facts.yaml_tree import YamlList
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
