"""A parsed file against what is said of its kind: everything wrong with it, each at its own line."""

from __future__ import annotations

from typing import Any

from briefgen.diagnostics import Diagnostic, Location, quoted
from briefgen.facts.explode import explode
from briefgen.facts.yaml_tree import Path, YamlList, YamlMap, follow, locate, locate_key
from briefgen.model.record_reading import MappingReading, RecordReading
from briefgen.model.scalars import Fault, Misfit
from briefgen.model.schema import Schema
from briefgen.model.statement import Record

MOST_FAULTS = 100
_OTHERS_KEYS = 3  # so many unknown keys are no slip, where another kind of record has them all


def validate(data: YamlMap, read: MappingReading, file: str) -> tuple[Any, list[Diagnostic], list[Path]]:
    """What `data` writes, or None, what is wrong with it, and where in the data each fault lies."""
    try:
        return read(data), [], []
    except Misfit as bad:
        faults = bad.faults
    found = [told(fault, data, file) for fault in faults[:MOST_FAULTS]]
    if len(faults) > MOST_FAULTS:
        message = f"{len(faults) - MOST_FAULTS:,} more faults in this file are not shown"
        found.append(Diagnostic(Location(file), message, "too-many", hint="correct these first"))
    return None, found, [fault.path for fault in faults]


def told(fault: Fault, data: YamlMap, file: str) -> Diagnostic:
    """A fault at its place in the file."""
    place = locate_key(data, fault.path) if fault.at_key else locate(data, fault.path)
    hint = fault.hint() if callable(fault.hint) else fault.hint
    return Diagnostic(Location(file, *place), fault.message, fault.code, hint=hint or None)


def of_another_kind(faults: list[Diagnostic], paths: list[Path], kind: str, schema: Schema) -> list[Diagnostic]:
    """The faults, with one in the place of all unknown keys where those are what another kind of record has."""
    strange = {str(path[0]): fault for fault, path in zip(faults, paths, strict=False) if _is_strange(fault, path)}
    if len(strange) < _OTHERS_KEYS:
        return faults
    of = next((other for other, spec in schema.items() if strange.keys() <= spec.fields.keys()), "")
    if not of:
        return faults
    first, *_ = strange.values()
    keys = ", ".join([*map(quoted, list(strange)[:_OTHERS_KEYS]), *(["…"] if len(strange) > _OTHERS_KEYS else [])])
    message = f"this is {schema[kind].a}, and {keys} are keys of {schema[of].a}"
    told = Diagnostic(first.location, message, "unknown-key", f"move the file to facts/{schema[of].folder}/")
    return [told, *(f for f in faults if f not in strange.values() and f.code != "missing-key")]


def _is_strange(fault: Diagnostic, path: Path) -> bool:
    return fault.code == "unknown-key" and len(path) == 1


# --- What is left of a record once its faults are cut out, so that one fault does not hide the others ---


# Cutting out a key can make these faults, which then say nothing about the file.
_FOLLOWS = {"src": "quote-source", "why": "no-reason"}
_ROUNDS = 4


def recover(
    data: YamlMap, kind: str, reading: RecordReading, id_: str, file: str, faults: list[Path]
) -> tuple[list[Record], YamlMap, list[Diagnostic]]:
    """The records that the sound parts write, those parts with their places, and what else is wrong in them."""
    lost: set[str] = set()
    for _ in range(_ROUNDS):
        data = _without(data, faults, lost)
        record, _problems, faults = validate(data, reading.of_kind(kind), file)
        if record is not None:
            records, problems = explode(record, reading.schema, kind, id_, file, data)
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
