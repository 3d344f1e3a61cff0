"""What is left of a record once its faults are cut out, so that one fault does not hide the others.

The remains never reach a fact base. They are taken apart like a whole record, only to find what is wrong in
the rest of the file: references that lead nowhere, values that stand twice.
"""

from __future__ import annotations

from typing import Any

from briefgen.diagnostics import Diagnostic
from briefgen.facts.explode import explode
from briefgen.facts.tree import Path, YamlList, YamlMap, follow
from briefgen.facts.validate import validate
from briefgen.model.kinds import Kind
from briefgen.model.statement import Record

# Cutting out a key can make these faults, which then say nothing about the file.
_FOLLOWS = {"src": "quote-source", "why": "no-reason"}
_ROUNDS = 4


def recover(
    data: YamlMap, kind: Kind, id_: str, file: str, faults: list[Path]
) -> tuple[list[Record], YamlMap, list[Diagnostic]]:
    """The records that the sound parts write, those parts with their places, and what else is wrong in them."""
    lost: set[str] = set()
    for _ in range(_ROUNDS):
        data = _without(data, faults, lost)
        record, _problems, faults = validate(data, kind, file)
        if record is not None:
            records, problems = explode(record, kind, id_, file, data)
            consequences = {"expectation", *(_FOLLOWS[key] for key in lost if key in _FOLLOWS)}
            return records, data, [p for p in problems if p.code not in consequences]
    return [], data, []


def _without(data: YamlMap, faults: list[Path], lost: set[str]) -> YamlMap:
    """A copy without the keys and items at fault; their names are added to `lost`."""
    cut: dict[int, set[str | int]] = {}
    for fault in faults:
        parent, step = _deepest(data, fault)
        cut.setdefault(id(parent), set()).add(step)
        lost.add(str(step))
    copy = _copy(data, cut)
    assert isinstance(copy, YamlMap)
    return copy


def _deepest(data: Any, path: Path) -> tuple[Any, str | int]:
    """The innermost mapping or list on the path, and the step in it that leads to the fault.

    Where a key is missing, that is the mapping which lacks it.
    """
    found: tuple[Any, str | int] = (data, path[0] if path else "")
    for step in path:
        inner = follow(data, step)
        if inner is not data:
            found = (data, step)
            data = inner
    return found


def _copy(data: Any, cut: dict[int, set[str | int]]) -> Any:
    gone = cut.get(id(data), set())
    if isinstance(data, YamlMap):
        mapping = YamlMap(data.at)
        for key, value in data.items():
            if key not in gone:
                mapping[key] = _copy(value, cut)
                mapping.key_at[key], mapping.value_at[key] = data.key_at[key], data.value_at[key]
        return mapping
    if isinstance(data, YamlList):
        items = YamlList(data.at)
        for n, value in enumerate(data):
            if n not in gone:
                items.append(_copy(value, cut))
                items.item_at.append(data.item_at[n])
        return items
    return data
