"""Rounds of making a brief that says something of itself, and how it is known that another would change nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from functools import lru_cache
from typing import Any

from briefgen.briefs.news import News, Snapshot
from briefgen.citations.csl_item import StyledReferences
from briefgen.citations.evidence import Evidences
from briefgen.facts.factbase import FactBase
from briefgen.frozen import dataclass
from briefgen.language.cldr import Locale
from briefgen.model.schema import TEXT
from briefgen.model.statement import Statement
from briefgen.rendering.looked_at import LookedAt
from briefgen.rendering.render import Rendering
from briefgen.rendering.scope import Scope


@dataclass(frozen=True, slots=True)
class Untranslated:
    """How many of the statements that hold text have none in the brief's language, and how many there are."""

    without: int = 0
    all: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """What a round found out about the brief; the next round may print it."""

    sources: tuple[tuple[str, int], ...] = ()
    conflicts: tuple[str, ...] = ()
    marking: str = ""
    foreign: Untranslated = field(default_factory=Untranslated)
    references: StyledReferences = field(default_factory=StyledReferences)
    snapshot: Snapshot | None = None
    news: tuple[News, ...] = ()

    def changed(self, now: Found) -> set[str]:
        """The parts of it that another round has found to be otherwise."""
        return {part for part in OF_ROUND.values() if getattr(self, part) != getattr(now, part)}


OF_ROUND = {
    "marking": "marking",
    "sources": "sources",
    "notes": "sources",
    "origins": "sources",
    "known_origins": "sources",
    "unknown_origins": "sources",
    "open_conflicts": "conflicts",
    "foreign": "foreign",
    "news": "news",
}
"""What a template may print of the brief itself that a round finds out, and as what part of it."""
_WITHOUT_BEING_ASKED = ("marking", "references", "snapshot", "news")


class Later:
    """What is worked out when a template asks for it, and not before."""

    def __init__(self, found: Callable[[], object]) -> None:
        self.found = found


class AboutItself(dict[str, object]):
    """`brief.…` for a template; `asked` are the parts of what the last round found that it has looked at.

    While a rendering is taken down part by part, `asked` is that of the part at work.
    """

    def __init__(self, parts: Mapping[str, object]) -> None:
        super().__init__(parts)
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> object:
        if part := OF_ROUND.get(name):
            self.asked.add(part)
        value = super().__getitem__(name)
        if isinstance(value, Later):
            value = self[name] = value.found()
        return value

    def _whole(self) -> None:
        for name in tuple(super().keys()):
            _ = self[name]
        self.asked.update(OF_ROUND.values())

    def get(self, name: str, default: object = None) -> object:
        try:
            return self[name]
        except KeyError:
            return default

    def __iter__(self) -> Iterator[str]:
        self._whole()
        return super().__iter__()

    def __repr__(self) -> str:
        self._whole()
        return super().__repr__()

    def __eq__(self, other: object) -> bool:
        self._whole()
        return super().__eq__(other)

    __hash__ = None

    def keys(self) -> Any:
        self._whole()
        return super().keys()

    def values(self) -> Any:
        self._whole()
        return super().values()

    def items(self) -> Any:
        self._whole()
        return super().items()

    def would_say_the_same(self, found: Found, now: Found) -> bool:
        """Whether the same text would come of what was found now as came of what had been found before."""
        return all(getattr(found, part) == getattr(now, part) for part in self.asked.union(_WITHOUT_BEING_ASKED))


class BriefInTheMaking:
    """A brief in the making: what its template is told, and as what it was rendered last.

    `about` is what was looked at for what the brief says of itself, `beside` for the rest of what it is told;
    `rendering` is None where the template is not rendered in parts.
    """

    def __init__(self, scope: Scope, brief: AboutItself, evidences: Evidences, about: LookedAt) -> None:
        self.scope, self.brief, self.evidences, self.about = scope, brief, evidences, about
        self.context: Mapping[str, object] = {}
        self.beside = LookedAt()
        self.rendering: Rendering | None = None


# --- How many of the texts that a brief prints are not in its language ---


def count_foreign(base: FactBase, statements: Iterable[str], locale: Locale, unnamed: str) -> Untranslated:
    """Counts statements by id; `unnamed` is the language of texts that name none."""
    texts = [s.value for id_ in statements if _holds_text(base, s := base.statement(id_))]
    return Untranslated(sum(not is_in(text, locale, unnamed) for text in texts), len(texts))


def _holds_text(base: FactBase, statement: Statement) -> bool:
    spec = base.schema[statement.kind].fields.get(statement.property)
    return spec is not None and spec.type == TEXT


def is_in(text: Mapping[str, str], locale: Locale, unnamed: str) -> bool:
    """Whether a text by language has words in the language of the brief.

    Words in no named language are taken to be in `unnamed`; but where letters tell, as between Latin and
    Cyrillic ones, they decide.
    """
    if locale.tag in text or locale.language in text:
        return True
    if "" not in text:
        return False
    own = _script(locale.months["1"])
    scripts = {_script(char) for char in set(text[""])} - {""}
    if own != "LATIN" or "LATIN" not in scripts:
        return not scripts or own in scripts
    return unnamed.partition("-")[0] == locale.language


@lru_cache(4096)
def _script(text: str) -> str:
    """The script of the first letter: LATIN, CYRILLIC, CJK; "" where there is none."""
    return next((unicodedata.name(char, "").partition(" ")[0] for char in text if char.isalpha()), "")
