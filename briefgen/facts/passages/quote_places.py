"""Where the quotes of a record stand in its file, as they are written: in full, or by their first and last words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from briefgen.facts.parse import parse_yaml
from briefgen.facts.passages.excerpt import KeptOf
from briefgen.facts.passages.words import ELISION, TO, part_of
from briefgen.facts.passages.written import FROM, PART, PASSAGES
from briefgen.facts.yaml_tree import Path, Place, YamlList, YamlMap, items_of
from briefgen.frozen import dataclass


@dataclass(frozen=True, slots=True)
class WrittenQuote:
    """Words as a file has them: the way to them, where they stand, and their source without a locator ("": unknown).

    `is_part` is said of words that are read off a passage of the record, and not off what is kept of a source.
    """

    way: Path
    at: Place
    source: str
    words: str
    is_part: bool = False


def quotes_in(data: Any, way: Path = (), source: str = "") -> Iterator[WrittenQuote]:
    """Every quote in what a file holds."""
    if isinstance(data, YamlList):
        for n, one in enumerate(data):
            yield from quotes_in(one, (*way, n), source)
    if not isinstance(data, YamlMap):
        return
    if "src" in data:
        source = data["src"] if isinstance(data["src"], str) else ""
    for key, value in data.items():
        here = (*way, key)
        if key in ("quote", PART):
            for n, (words, at) in enumerate(items_of(data, key)):
                if isinstance(words, str):
                    inner = (*here, n) if isinstance(value, YamlList) else here
                    yield WrittenQuote(inner, at, source.partition("#")[0], words, key == PART)
        elif key in ("src", FROM) or (key == PASSAGES and isinstance(value, YamlMap)):
            for n, (one, _) in enumerate(items_of(data, key)):
                for name, words in one.items() if isinstance(one, YamlMap) else ():
                    inner = (*here, n, name) if isinstance(value, YamlList) else (*here, name)
                    if isinstance(words, str):
                        of = {"src": str(name), PASSAGES: source}.get(key, "").partition("#")[0]
                        yield WrittenQuote(inner, one.value_at[name], of, words, key == FROM)
            if key == PASSAGES:
                yield from quotes_in(value, here, source)
        elif key != "expect":
            yield from quotes_in(value, here, source)


def place_of_quote(raw: bytes, words: str, source: str, near: int, kept: KeptOf) -> Place | None:
    """Where a file has words, whole or by their ends, nearest to the line `near`; None where it has them nowhere.

    Words that share a passage with others are found where that stands.
    """
    quotes, lengths = _by_first_words(raw)
    likely = (one for length in lengths for one in quotes.get(words[:length], ()))
    found = [one.at for one in likely if _says(one, words, source, kept)]
    return min(found, key=lambda at: (abs(at[0] - near), at), default=None)


@lru_cache(1)
def _by_first_words(raw: bytes) -> tuple[dict[str, list[WrittenQuote]], frozenset[int]]:
    """The quotes of a file by the words that each begins with, and how long these are; often asked for in a row."""
    found: dict[str, list[WrittenQuote]] = {}
    for one in quotes_in(parse_yaml(raw, "").remains):
        found.setdefault(one.words.partition(TO)[0].partition(ELISION)[0], []).append(one)
    return found, frozenset(map(len, found))


def _says(one: WrittenQuote, words: str, source: str, kept: KeptOf) -> bool:
    if one.words == words:
        return True
    if TO not in one.words:
        return False
    return (
        part_of(words, one.words) == words if one.is_part else kept(one.source or source).read(one.words).words == words
    )
