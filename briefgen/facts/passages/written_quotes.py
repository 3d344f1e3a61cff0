"""The quotes of a record as its file has them: where they stand, and new ones written by their first and last words.

Whoever writes a record for somebody (desk, import, an accepted proposal) has it gone over here, as `facts tidy` would:
long quotes that the record did not have before become short, and what is kept of their sources has the words. All else
stays, and so does a quote that the archived text does not have word for word: whoever mends it needs to see it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from briefgen.archive.archived import ArchivedText
from briefgen.disk import content_of, replace_file
from briefgen.facts.files import excerpt_of
from briefgen.facts.parse import parse_yaml
from briefgen.facts.passages.excerpt import ELISION, TO, KeptOf, KeptPassages, is_long, part_of, with_quote
from briefgen.facts.passages.short_forms import FROM, PART, PASSAGES
from briefgen.facts.yaml_edit import NotEdited, set_value
from briefgen.facts.yaml_tree import Place, YamlList, YamlMap, items_of
from briefgen.frozen import dataclass


@dataclass(frozen=True, slots=True)
class WrittenQuote:
    """Words as a file has them: the way to them, where they stand, and their source without a locator ("": unknown).

    `is_part` is said of words that are read off a passage of the record, and not off what is kept of a source.
    """

    way: tuple[str | int, ...]
    at: Place
    source: str
    words: str
    is_part: bool = False


def quotes_in(data: Any, way: tuple[str | int, ...] = (), source: str = "") -> Iterator[WrittenQuote]:
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


class FreshQuotes:
    """Records with their new quotes in short; `kept` is what is then kept of each source that has one more.

    `folder` is where the records of sources lie, `texts` are the archived texts by source.
    """

    def __init__(self, folder: Path, texts: Mapping[str, ArchivedText]) -> None:
        self.folder, self.texts = folder, texts
        self.kept: dict[str, KeptPassages] = {}
        self.known: dict[tuple[str, str, bytes], tuple[KeptPassages, str]] = {}

    def file(self, source: str) -> Path:
        """Where the passages of a source are kept."""
        return Path(excerpt_of(self.folder / f"{source}.yaml"))

    def kept_of(self, source: str) -> KeptPassages:
        """The passages of a source that are kept by now."""
        if source not in self.kept:
            return KeptPassages.of(content_of(self.file(source)) or b"")
        return self.kept[source]

    def written(self, text: str, before: str = "") -> str:
        """The text of a record with the long quotes by their ends that it did not have `before`."""
        there = {(one.source, one.words) for one in quotes_in(_tree(before))} if before else set()
        for one in list(quotes_in(_tree(text))):
            if one.is_part or (one.source, one.words) in there or TO in one.words or not is_long(one.words):
                continue
            if one.source and (short := self.short(one.source, one.words)):
                with suppress(NotEdited):
                    text = set_value(text, one.way, short)
        return text

    def short(self, source: str, words: str) -> str:
        """How a quote is written then, or "" where it stays as it is; what is kept has its words from now on."""
        text = self.texts.get(source)
        if text is None or not (self.folder / f"{source}.yaml").is_file():
            return ""
        kept = self.kept_of(source)
        asked = (source, words, kept.content(source))
        if asked not in self.known:
            is_there = KeptPassages.whole(text.text).read(words).refused is None
            self.known[asked] = with_quote(kept, words, text) if is_there else (kept, "")
        more, short = self.known[asked]
        if short:
            self.kept[source] = more
        return short

    def again(self) -> FreshQuotes:
        """Another one that begins anew and remembers what was worked out."""
        new = FreshQuotes(self.folder, self.texts)
        new.known = self.known
        return new

    def files(self) -> dict[Path, bytes]:
        """The files of passages that become others."""
        found = {self.file(source): kept.content(source) for source, kept in self.kept.items()}
        return {path: content for path, content in found.items() if content != content_of(path)}

    def write(self) -> None:
        for path, content in self.files().items():
            replace_file(path, content)


def _tree(text: str) -> Any:
    return parse_yaml(text.encode(), "").data
