"""Which towns on record a name leads to: two spellings of one town are no two places.

Where a meeting was is a text, in the words of its source. A record of a town (`facts/towns/`) holds the names that it
has; letter case and punctuation do not count, as nowhere where texts are compared.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache

from briefgen.facts.factbase import FactBase
from briefgen.facts.names.mentions import names_of
from briefgen.model.schema import TOWN


class Towns:
    """The towns of a base by their names, which are read when the first is asked for."""

    def __init__(self, base: FactBase) -> None:
        self._base = base

    @cached_property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        return {town.key: tuple(names_of(town)) for town in self._base.acting(TOWN)}

    @cached_property
    def _by_name(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for key, names in self.names.items():
            for name in names:
                found.setdefault(bare(name), set()).add(key)
        return found

    def called(self, name: str) -> set[str]:
        """The keys of the towns that have this name."""
        return self._by_name.get(bare(name), set()) if self._by_name else set()

    def other_names(self, name: str) -> Iterator[str]:
        """Every name of the towns that have this name."""
        for key in sorted(self.called(name)):
            yield from self.names[key]

    def is_one(self, a: Mapping[str, str], b: Mapping[str, str]) -> bool:
        """Whether two texts, each in one or several languages, name one town on record."""
        return bool(self._meant(a) & self._meant(b))

    def _meant(self, text: Mapping[str, str]) -> set[str]:
        found = [self.called(words) for words in text.values()]
        return set.intersection(*found) if found else set()


@lru_cache(4096)
def bare(text: str) -> str:
    """Letters, marks and figures alone: "Washington, D.C." is "Washington DC"."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if unicodedata.category(c)[0] in "LMN") or text
