"""Rounds of making a brief that says something of itself, and how it is known that another would change nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from functools import lru_cache

from briefgen.briefs.news import News, Snapshot
from briefgen.citations.csl_item import StyledReferences
from briefgen.citations.evidence import Evidences
from briefgen.citations.resolve import Resolved
from briefgen.diagnostics import Diagnostic, Location, did_you_mean_or
from briefgen.document.nodes import Document, Marking
from briefgen.errors import Problems
from briefgen.facts.factbase import FactBase
from briefgen.frozen import dataclass, replace
from briefgen.language.cldr import Locale
from briefgen.model.schema import SOURCE, TEXT
from briefgen.model.statement import Statement
from briefgen.rendering.marked_words import needs_note
from briefgen.rendering.render import Rendering
from briefgen.rendering.scope import Scope
from briefgen.rendering.views import LookedAt, NoSuchField, View


@dataclass(frozen=True, slots=True)
class Untranslated:
    """How many of the statements that hold text have none in the brief's language, and how many there are."""

    without: int = 0
    all: int = 0


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


# --- How many of the texts that a brief prints are not in its language ---


def count_foreign(
    base: FactBase, statements: Iterable[str], why: Iterable[str], locale: Locale, unnamed: str
) -> Untranslated:
    """Counts statements by id, and reasons `why` records, by their keys, are contested.

    `unnamed` is the language of texts that name none.
    """
    texts = [s.value for id_ in statements if _holds_text(base, s := base.statement(id_))]
    texts += [record.contested for record in map(base.record, why) if record is not None and record.contested]
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
    own, words = _script(locale.months["1"]), text[""]
    # What is written in ASCII has Latin letters alone, so the first tells.
    telling = words if not words.isascii() else next(filter(str.isalpha, words), "")
    scripts = {_script(char) for char in set(telling)} - {""}
    if own != "LATIN" or "LATIN" not in scripts:
        return not scripts or own in scripts
    return unnamed.partition("-")[0] == locale.language


@lru_cache(4096)
def _script(text: str) -> str:
    """The script of the first letter: LATIN, CYRILLIC, CJK; "" where there is none."""
    return next((unicodedata.name(char, "").partition(" ")[0] for char in text if char.isalpha()), "")


# --- The marking of a brief: as high as that of anything in it, and at its head ---


def marking_of(base: FactBase, looked: LookedAt, resolved: Resolved, floor: str, scheme: Sequence[str]) -> str:
    """The highest marking of anything printed or named, and of the sources it rests on; never under the floor.

    What is printed with a note is known exactly; of what needs none, all that the template looked at counts. `scheme`
    are the markings from least to most; raises `Problems` for a statement with another.
    """
    marked = [s for id_ in resolved.statements if (s := base.statement(id_)).marking]
    seen = (s for id_ in looked.statements if (s := base.statement(id_)).marking)
    marked.extend(s for s in seen if not needs_note(base, s))
    for key in dict.fromkeys((*looked.named, *resolved.named)):
        marked.extend(s for s in _naming(base, key) if s.marking)
    for statement in marked:
        if statement.marking not in scheme:
            raise Problems([_unknown_marking(base, statement, scheme)])
    return max({floor, *(s.marking for s in marked)}, key=scheme.index)


def _naming(base: FactBase, key: str) -> tuple[Statement, ...]:
    """What gives away a record by being named: its name, where it has one; of a source, all that is held of it."""
    record = base.record(key)
    if record is None or record.kind == SOURCE:
        return record.statements if record else ()
    return record.values(base.schema[record.kind].label) or record.beginning()


def _unknown_marking(base: FactBase, statement: Statement, scheme: Sequence[str]) -> Diagnostic:
    place = Location(base.records[statement.subject].file, statement.line, statement.column)
    hint = did_you_mean_or(statement.marking, scheme, "the markings are")
    return Diagnostic(place, f"'{statement.marking}' is no marking here", "unknown-marking", hint=hint)


def headed(document: Document, marking: str) -> Document:
    """The document with the marking of the whole brief at its head and nowhere another one."""
    if not marking:
        return document
    own = Marking(marking)
    first = next((n for n, block in enumerate(document.blocks[:3]) if isinstance(block, Marking)), -1)
    rest = [own if isinstance(block, Marking) else block for n, block in enumerate(document.blocks) if n != first]
    return replace(document, blocks=(own, *rest))
