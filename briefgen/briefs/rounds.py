"""Rounds of making a brief that says something of itself, and how it is known that another would change nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field

from briefgen.briefs.news import News, Snapshot
from briefgen.citations.csl_item import StyledReferences
from briefgen.citations.evidence import Evidences
from briefgen.frozen import dataclass
from briefgen.query.untranslated import Untranslated
from briefgen.rendering.render import Rendering
from briefgen.rendering.scope import Scope
from briefgen.rendering.views import LookedAt, NoSuchField, View


@dataclass(frozen=True, slots=True)
class Found:
    """What a round found out about the brief; the next round may print it."""

    sources: tuple[tuple[str, int, int], ...] = ()
    conflicts: tuple[str, ...] = ()
    marking: str = ""
    foreign: Untranslated = field(default_factory=Untranslated)
    references: StyledReferences = field(default_factory=StyledReferences)
    snapshot: Snapshot | None = None
    news: tuple[News, ...] = ()

    def changed(self, now: Found) -> set[str]:
        """The parts of it that another round has found to be otherwise."""
        return {part for part in OF_ROUND.values() if getattr(self, part) != getattr(now, part)}

    def listed(self) -> list[tuple[str, int, int]]:
        """The sources with their notes and passages counted, in the order of the citation style, else by first use."""
        order = {source: n for n, source in enumerate(self.references.entries)}
        return sorted(self.sources, key=lambda entry: order.get(entry[0], len(order)))


OF_ROUND = {
    "marking": "marking",
    "sources": "sources",
    "notes": "sources",
    "passages": "sources",
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


class AboutItself(View):
    """`brief.…` for a template; `asked` are the parts of what the last round found that it has looked at.

    While a rendering is taken down part by part, `asked` is that of the part at work.
    """

    def __init__(self, parts: Mapping[str, object]) -> None:
        self._parts = dict(parts)
        self.asked: set[str] = set()

    def field(self, name: str) -> object:
        if part := OF_ROUND.get(name):
            self.asked.add(part)
        if name not in self._parts:
            raise NoSuchField(name, "this", list(self._parts))
        value = self._parts[name]
        if isinstance(value, Later):
            value = self._parts[name] = value.found()
        return value

    def field_names(self) -> Iterable[str]:
        return self._parts

    def update(self, parts: Mapping[str, object]) -> None:
        """What another round has found."""
        self._parts.update(parts)

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
