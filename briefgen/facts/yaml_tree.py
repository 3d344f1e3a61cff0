"""What a YAML file holds, with the line and column of every key and value."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Place = tuple[int, int]
Path = tuple[str | int, ...]


class YamlMap(dict[str, Any]):
    """A mapping that knows where it, its keys and its values stand."""

    __slots__ = ("at", "key_at", "value_at")

    def __init__(self, at: Place) -> None:
        super().__init__()
        self.at = at
        self.key_at: dict[str, Place] = {}
        self.value_at: dict[str, Place] = {}


class YamlList(list[Any]):
    """A sequence that knows where it and its items stand."""

    __slots__ = ("at", "item_at")

    def __init__(self, at: Place) -> None:
        super().__init__()
        self.at = at
        self.item_at: list[Place] = []


# --- trees made anew ---


def put(data: YamlMap, key: str, value: Any, at: Place, key_at: Place | None = None) -> None:
    """Set a key with its place."""
    data[key], data.value_at[key], data.key_at[key] = value, at, key_at or at


def list_of(items: Iterable[tuple[Any, Place]], at: Place) -> YamlList:
    """A list of values, each at its place."""
    new = YamlList(at)
    for value, item_at in items:
        new.append(value)
        new.item_at.append(item_at)
    return new


def wrapped(value: Any, at: Place, key: str = "is") -> YamlMap:
    """A mapping of one key."""
    new = YamlMap(at)
    put(new, key, value, at)
    return new


def copied(data: YamlMap, into: YamlMap | None = None) -> YamlMap:
    """A mapping of the same keys and values, or another with them added."""
    new = YamlMap(data.at) if into is None else into
    for key, value in data.items():
        put(new, key, value, data.value_at[key], data.key_at[key])
    return new


def items_of(data: YamlMap, key: str) -> list[tuple[Any, Place]]:
    """The values of a field with their places, whether one stands there or a list of them."""
    value = data[key]
    if isinstance(value, YamlList):
        return list(zip(value, value.item_at, strict=True))
    return [(value, data.value_at[key])]


def listed(data: YamlMap, key: str, at: Place) -> YamlList:
    """The list of a field's values; a single value becomes one, a field that is not there an empty one."""
    if key in data and isinstance(data[key], YamlList):
        items: YamlList = data[key]
        return items
    items = list_of(items_of(data, key) if key in data else (), data.value_at.get(key, at))
    put(data, key, items, items.at, data.key_at.get(key, at))
    return items


# --- places ---


def value_at(data: Any, path: Path) -> Any:
    """What stands at the end of a path; raises LookupError where it leads nowhere."""
    for step in path:
        data = data[step]
    return data


def locate(data: Any, path: Path) -> Place:
    """The place that `path` leads to; steps that the short form left out are passed over."""
    place: Place = data.at if isinstance(data, (YamlMap, YamlList)) else (1, 1)
    for step in path:
        of = data.__class__
        if of is YamlMap and step in data:
            place, data = data.value_at[step], data[step]
        elif of is YamlList and step.__class__ is int and step < len(data):
            place, data = data.item_at[step], data[step]
    return place


def locate_key(data: Any, path: Path) -> Place:
    """The place of the key (not the value) that `path` leads to."""
    for step in path[:-1]:
        data = follow(data, step)
    if isinstance(data, YamlMap) and path and path[-1] in data.key_at:
        return data.key_at[str(path[-1])]
    return locate(data, path[-1:])


def follow(data: Any, step: str | int) -> Any:
    """What one step leads to; the data itself where the short form left the step out."""
    if isinstance(data, YamlMap) and step in data:
        return data[str(step)]
    if isinstance(data, YamlList) and isinstance(step, int) and step < len(data):
        return data[step]
    return data


def source_places(data: Any) -> dict[str, Place]:
    """Every source named under a `src` key, with the place where it is first named."""
    found: dict[str, Place] = {}
    _sources_below(data, found)
    return found


def _sources_below(data: Any, found: dict[str, Place]) -> None:
    if isinstance(data, YamlList):
        for item in data:
            _sources_below(item, found)
    elif isinstance(data, YamlMap):
        for key, value in data.items():
            if key == "src":
                _sources_in(value, data.value_at[key], found)
            else:
                _sources_below(value, found)


def _sources_in(value: Any, at: Place, found: dict[str, Place]) -> None:
    if isinstance(value, YamlList):
        for item, item_at in zip(value, value.item_at, strict=True):
            _sources_in(item, item_at, found)
    elif isinstance(value, YamlMap):
        for key, key_at in value.key_at.items():
            found.setdefault(key.partition("#")[0], key_at)
    elif isinstance(value, str):
        found.setdefault(value.partition("#")[0], at)
