"""Quotes that come into a record in full, written by their first and last words at once, as `facts tidy` would.

Whoever writes a record for somebody (desk, import, an accepted proposal) has it gone over here: long quotes
that the record did not have before become short, and what is kept of their sources has the words. All else stays, and
so does a quote that the archived text does not have word for word: whoever mends it needs to see it.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from briefgen.archive.archived import ArchivedText
from briefgen.disk import content_of, replace_file
from briefgen.facts.files import excerpt_of
from briefgen.facts.parse import parse_yaml
from briefgen.facts.passages.excerpt import KeptPassages, with_quote
from briefgen.facts.passages.quote_places import quotes_in
from briefgen.facts.passages.words import TO, is_long
from briefgen.facts.yaml_edit import NotEdited, set_value


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
