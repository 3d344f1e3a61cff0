"""What shows only with facts: each brief is made in memory, and what goes wrong is told once for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from briefgen.briefs.assemble import Assembler
from briefgen.briefs.derived.derived_shapes import pictured
from briefgen.briefs.kind import BriefKind
from briefgen.diagnostics import Diagnostic, Location
from briefgen.document.nodes import Document, Heading, NoteRef, Picture
from briefgen.document.walk import blocks, containers, inlines, plain_text
from briefgen.errors import Problems
from briefgen.frozen import replace
from briefgen.lint.template_source import TemplateText
from briefgen.lint.typed_words import faults, heading_fault, place_of
from briefgen.model.statement import Record
from briefgen.rendering.scope import Derived, Scope
from briefgen.rendering.views import Image
from briefgen.wordtemplates.template import WordTemplate


class Undrawn(Assembler):
    """Makes briefs without drawing their pictures, which takes most of the time and changes no word."""

    located = True

    def without_pictures(self) -> Undrawn:
        """The same, with each picture described once."""
        pictures = pictured(self.base.schema)
        self.derived = {
            kind: {name: _once(a) if name in pictures else a for name, a in answers.items()}
            for kind, answers in self.derived.items()
        }
        return self

    def _drawn(self, scope: Scope, text: str) -> list[Picture]:
        return [Picture(name, b"", 1, 1) for name in scope.looked.pictures if f"]({name})" in text]


def _once(answer: Derived) -> Derived:
    kept: dict[tuple[str, str], object] = {}

    def remembered(scope: Scope, record: Record) -> object:
        key = record.key, scope.locale.tag
        if key not in kept:
            kept[key] = answer(scope, record)
        found = kept[key]
        if isinstance(found, Image):
            scope.looked.pictures.setdefault(found.name, _never)
        return found

    return remembered


def _never() -> Picture:
    raise AssertionError("pictures are not drawn here")


@dataclass
class Seen:
    """What was found in the briefs of a kind: each fault once, with the briefs that have it; and how much was read."""

    briefs: int = 0
    passages: int = 0
    uncited: int = 0
    found: dict[tuple[Location, str], tuple[Diagnostic, list[str]]] = field(default_factory=dict)

    def add(self, key: str, diagnostic: Diagnostic) -> None:
        place = diagnostic.location, diagnostic.code
        self.found.setdefault(place, (diagnostic, []))[1].append(key)

    def take(self, other: Seen) -> None:
        """Adds what was seen elsewhere."""
        self.briefs += other.briefs
        self.passages += other.passages
        self.uncited += other.uncited
        for diagnostic, keys in other.found.values():
            for key in keys:
                self.add(key, diagnostic)

    def diagnostics(self) -> list[Diagnostic]:
        """Each fault with the briefs that have it."""
        return [_told(diagnostic, list(dict.fromkeys(keys))) for diagnostic, keys in self.found.values()]


def _told(diagnostic: Diagnostic, keys: list[str]) -> Diagnostic:
    if not keys:
        return diagnostic
    others = f" and {len(keys) - 1} more" if len(keys) > 1 else ""
    return replace(diagnostic, message=f"{diagnostic.message} (in the brief of {keys[0]}{others})")


def read_briefs(
    assembler: Assembler, kind: BriefKind, keys: Iterable[str], sources: Mapping[str, TemplateText], seen: Seen
) -> None:
    """Makes the brief of each record and collects what is wrong with it; `sources` are the kind's templates."""
    for key in keys:
        seen.briefs += 1
        try:
            brief = assembler.assemble(kind, key)
        except Problems as bad:
            for diagnostic in bad.diagnostics:
                seen.add(key, diagnostic)
            continue
        for diagnostic in brief.diagnostics:
            seen.add(key, diagnostic)
        _headings(kind, key, brief.document, sources, assembler.word, seen)
        _count(brief.document, seen)


def _headings(
    kind: BriefKind,
    key: str,
    document: Document,
    sources: Mapping[str, TemplateText],
    word: WordTemplate | None,
    seen: Seen,
) -> None:
    texts = [source for source in sources.values() if not source.made]
    for fault in faults(document.blocks):
        if word is not None and (in_word := heading_fault(word, fault)) is not None:
            seen.add(key, in_word)
            continue
        found = place_of(fault.heading, texts)
        place = found[0].location(found[1]) if found else Location(f"{kind.shown}/{kind.file}")
        seen.add(key, Diagnostic(place, fault.message, fault.code, fault.hint))


def _count(document: Document, seen: Seen) -> None:
    """Passages (paragraphs, items, cells) and those that no note belongs to."""
    headings = {id(block.content) for block in blocks(document.blocks) if isinstance(block, Heading)}
    for content in containers(document):
        if id(content) in headings or not any(char.isalpha() for char in plain_text(content)):
            continue
        seen.passages += 1
        seen.uncited += not any(isinstance(node, NoteRef) for node in inlines(content))
