"""The short forms in which editors write a record: passages, and what names them; keys that values share.

    gaps:
      looked_in: gazette-2031-06
      levy-date: {question: From when will the levy be due?, closes: the text of the agreement}
      levy-rate: {question: How high will it be?, closes: the text of the agreement}
    discussion:
      - themes: sea-level
        each:
          - The delegations disagreed on who should pay.
          - {is: They agreed on a levy., quote: agreed a levy}

Of values `each` holds them, and the keys beside it are all theirs. Records that have an id stand by it, beside the keys
that they share. What one of them says itself takes the place of what they share. A number that they share as `from 1`
counts them, in the order in which they stand; from one that has its own number the count goes on. All of this is taken
apart before anything else is looked at, so that nothing below knows of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from briefgen.facts.yaml_tree import Place, YamlList, YamlMap, copied, items_of, list_of, put, wrapped
from briefgen.frozen import dataclass
from briefgen.model.scalars import is_by_language
from briefgen.model.schema import NUMBER, PLAIN, RECORD, VALUE, FieldSpec
from briefgen.model.shared import OF_A_NESTED, OF_A_PASSAGE, OF_A_RECORD, VALUE_ITSELF
from briefgen.regexes import pattern

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
    cited = ((wrapped(words, at, passage.source), at) for passage, words, at in found)
    return list_of(cited, found[0][2] if found else (1, 1))


def names_in(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, YamlList) else (value,) if isinstance(value, str) and value else ()


# --- keys that several values share ---

EACH = "each"
_EACH = b"each:"
CITING = {"src": {"src", "quote", FROM}, FROM: {"src", "quote", FROM}, "quote": {"quote", FROM}}
"""Ways to cite: one of these takes the place of those."""
_COUNTED = pattern(r"from (\d{1,4})\Z", re.ASCII)


def shares_keys(raw: bytes, data: YamlMap, forms: Mapping[str, FieldSpec]) -> bool:
    """Whether a file may hold values that share keys; most are never walked for them."""
    return _EACH in raw or any((form := forms.get(key)) is not None and form.form == RECORD for key in data)


def spread(data: YamlMap, forms: Mapping[str, FieldSpec]) -> YamlMap:
    """The data with everything that values share written in each of them; values keep their places."""
    new = copied(data)
    for key, value in data.items():
        form = forms.get(key)
        if key == PASSAGES and isinstance(value, YamlList):
            new[key] = list_of(
                [(spread(item, forms) if isinstance(item, YamlMap) else item, at) for item, at in items_of(data, key)],
                value.at,
            )
        elif form is not None and form.form != PLAIN:
            found = [part for item, at in items_of(data, key) for part in _parts(item, at, form)]
            if len(found) != 1 or found[0][0] is not (value[0] if isinstance(value, YamlList) else value):
                new[key] = list_of(found, data.value_at[key])
    return new


def shares(value: Any, form: FieldSpec) -> bool:
    """Whether several values that share keys are written here."""
    if _stand_by_id(value, form):
        return True
    is_theirs = isinstance(value, YamlMap) and VALUE_ITSELF not in value  # which would be lost
    return form.form == VALUE and is_theirs and isinstance(value.get(EACH), YamlList)


def _stand_by_id(value: Any, form: FieldSpec) -> bool:
    """Whether records inside another stand by their ids."""
    return form.form == RECORD and isinstance(value, YamlMap) and "id" not in value and bool(_ids(value, form))


def own_keys(form: FieldSpec) -> set[str]:
    """The keys of records inside another; every other key beside them is an id."""
    return {*OF_A_RECORD, *OF_A_NESTED, *form.qualifiers}


def _ids(value: YamlMap, form: FieldSpec) -> list[str]:
    own = own_keys(form)
    return [key for key, inner in value.items() if key not in own and isinstance(inner, YamlMap)]


def _parts(item: Any, at: Place, form: FieldSpec) -> Iterator[tuple[Any, Place]]:
    """One value, or those that share keys in it."""
    if _stand_by_id(item, form):
        ids = dict.fromkeys(_ids(item, form))
        shared, count = [key for key in item if key not in ids], _CountedUp(item, form)
        for id_ in ids:
            new = YamlMap(item[id_].at)
            put(new, "id", id_, item.key_at[id_])
            yield _shared(copied(item[id_], new), item, shared, count), item.value_at[id_]
    elif shares(item, form):
        shared, count = [key for key in item if key != EACH], _CountedUp(item, form)
        for one, one_at in items_of(item, EACH):
            new = copied(one) if isinstance(one, YamlMap) and not is_by_language(one) else wrapped(one, one_at)
            yield _shared(new, item, shared, count), one_at
    else:
        yield item, at


def _shared(new: YamlMap, item: YamlMap, keys: list[str], count: _CountedUp) -> YamlMap:
    taken = {other for key in new for other in CITING.get(key, {key})}
    numbers = count.for_next(new)
    for key in keys:
        if key not in taken:
            put(new, key, numbers.get(key, item[key]), item.value_at[key], item.key_at[key])
    return new


class _CountedUp:
    """The numbers of values that are counted, key by key."""

    def __init__(self, item: YamlMap, form: FieldSpec) -> None:
        counted = ((key, _COUNTED.match(said)) for key, said in item.items() if isinstance(said, str))
        self.next = {key: int(found[1]) for key, found in counted if found and is_number(form, key)}

    def for_next(self, value: YamlMap) -> dict[str, str]:
        """Those of the next value, which may say a number itself."""
        numbers = {key: str(n) for key, n in self.next.items()}
        for key, n in numbers.items():
            own = value.get(key, n)
            self.next[key] = int(own if _is_short_number(own) else n) + 1
        return numbers


def is_number(form: FieldSpec, key: str) -> bool:
    """Whether a key of the values of a field holds a number, by which they can be counted."""
    spec = form.qualifiers.get(key)
    return spec is not None and spec.type == NUMBER


def as_count(numbers: list[Any]) -> tuple[str, set[int]]:
    """How values share their numbers, and which of them say their own; "" where many would, or all are but two."""
    if len(numbers) < 3 or not all(map(_is_short_number, numbers)):
        return "", set()
    own = {n for n in range(1, len(numbers)) if int(numbers[n]) != int(numbers[n - 1]) + 1}
    return (f"from {int(numbers[0])}", own) if 3 * len(own) < len(numbers) - 1 else ("", set())


def _is_short_number(said: Any) -> bool:
    return isinstance(said, str) and said.isascii() and said.isdigit() and len(said) <= 4
