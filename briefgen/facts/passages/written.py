"""The forms of a passage, and of naming one, as editors write them in a record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from briefgen.facts.yaml_tree import Place, YamlList, YamlMap, put
from briefgen.frozen import dataclass
from briefgen.model.shared import OF_A_PASSAGE

PASSAGES, FROM, PART = "passages", "from", "part"


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a source (`source` with a locator, as `src` has it), and whom the source names for them."""

    source: str
    words: str
    at: Place
    speakers: tuple[str, ...] = ()
    marking: str = ""


Named = Mapping[str, Passage]
Elsewhere = Callable[[str], Named | None]
"""The passages that stand with a source, by name; None where there is no such source."""


@dataclass(frozen=True, slots=True)
class AsWritten:
    name: str
    data: Any
    at: Place

    @property
    def words_at(self) -> Place:
        is_map = isinstance(self.data, YamlMap) and "quote" in self.data
        return self.data.value_at["quote"] if is_map else self.at

    def fields(self) -> list[str]:
        return [key for key in self.data if key not in OF_A_PASSAGE] if isinstance(self.data, YamlMap) else []


def as_written(data: YamlMap) -> Iterator[AsWritten]:
    passages = data.get(PASSAGES)
    if isinstance(passages, YamlMap):
        for name, value in passages.items():
            yield AsWritten(name, value, passages.value_at[name])
    elif isinstance(passages, YamlList):
        for value, at in zip(passages, passages.item_at, strict=True):
            name = value.get("name", "") if isinstance(value, YamlMap) else ""
            yield AsWritten(str(name), value, at)


def references(value: Any, at: Place) -> Iterator[tuple[Any, Any, Place, Place]]:
    """Each passage named: its name, the part of it or None, and where these stand."""
    if isinstance(value, YamlList):
        for item, item_at in zip(value, value.item_at, strict=True):
            yield from references(item, item_at)
    elif isinstance(value, YamlMap):
        for name, part in value.items():
            yield name, part, value.key_at[name], value.value_at[name]
    elif value != "":
        yield value, None, at, at


def cited_words(found: list[tuple[Passage, str, Place]]) -> YamlList:
    """Citations as `src` has them, at the places where the passages are named."""
    items = YamlList(found[0][2] if found else (1, 1))
    for passage, words, at in found:
        one = YamlMap(at)
        put(one, passage.source, words, at)
        items.append(one)
        items.item_at.append(at)
    return items


def names_in(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, YamlList) else (value,) if isinstance(value, str) and value else ()
