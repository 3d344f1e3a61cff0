"""From loose parts to inlines: text merged, marks made `Cite`, line ends made `LineBreak`.

Both the reader, which collects parts, and writers, which want a hand-made tree in its plainest form, come
here. The plainest form: no empty node; adjacent texts are one `Text`; adjacent `Strong` are one, and so are
adjacent `Emphasis`; nothing is strong within strong or emphatic within emphasis.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from typing import TypeAlias

from briefgen.document import nodes
from briefgen.document.escape import unescape
from briefgen.frozen import dataclass, replace
from briefgen.regexes import pattern

MARK = 0xF0000
"""The first of the private-use characters that stand for citations: MARK + i cites the i-th mark."""

_UNIT = "[\r\n\ue00d\ue00a\U000f0000-\U0010ffff]"
_APART = pattern(f"({_UNIT}{_UNIT}*)")  # one, then others: `+` would be tried at each letter
_MARK = pattern("[\U000f0000-\U0010ffff]")
_UNITS = pattern("\r\n|\ue00d\ue00a|[\r\n\ue00d\ue00a]|[\U000f0000-\U0010ffff]+")


@dataclass(slots=True)
class Span:
    """A `Strong` or `Emphasis` still open to more parts."""

    kind: type[nodes.Strong] | type[nodes.Emphasis]
    parts: list[Part] = field(default_factory=list)


Part: TypeAlias = (
    "str | Span | nodes.Superscript | nodes.Subscript | nodes.Link | nodes.LineBreak | nodes.Cite | nodes.NoteRef"
    " | nodes.FigureRef | nodes.TemplateNote"
)


class Marks:
    """What citation characters stand for, statements or notes; counts the characters that stand for none."""

    def __init__(self, meanings: Sequence[nodes.Meaning] = ()) -> None:
        self._meanings = meanings
        self._seen: dict[str, tuple[Sequence[nodes.Cite | nodes.TemplateNote], int]] = {}
        self.unknown = 0

    def read(self, characters: str) -> Sequence[nodes.Cite | nodes.TemplateNote]:
        """The citation that a run of characters makes, then its notes; nothing if it stands for nothing."""
        if characters not in self._seen:
            self._seen[characters] = self._look_up([ord(c) - MARK for c in characters])
        found, unknown = self._seen[characters]
        self.unknown += unknown
        return found

    def _look_up(self, places: Sequence[int]) -> tuple[Sequence[nodes.Cite | nodes.TemplateNote], int]:
        known = [self._meanings[i] for i in places if i < len(self._meanings)]
        uses = tuple([m for m in known if isinstance(m, nodes.Use)])
        statements = tuple(of for m in known if (of := _cited(m)))
        cites = [nodes.Cite(statements, uses)] if statements or uses else []
        return [*cites, *(m for m in known if isinstance(m, nodes.TemplateNote))], len(places) - len(known)


def _cited(meaning: nodes.Meaning) -> str:
    """The statement that words rest on; "" for what was only said of one, for a record named, for a note."""
    if isinstance(meaning, nodes.Use):
        return meaning.of if meaning.rests else ""
    return meaning if isinstance(meaning, str) else ""


def cited_in(text: str, meanings: Sequence[nodes.Meaning]) -> Iterator[tuple[bool, str]]:
    """What the marks in a text of Markdown cite, in order, each with whether it stands in a heading."""
    for line in text.splitlines():
        if line.isprintable():
            continue
        for mark in _MARK.findall(line):
            place = ord(mark) - MARK
            if of := _cited(meanings[place]) if place < len(meanings) else "":
                yield line.startswith("#"), of


def add_parts(parts: list[Part], more: Iterable[Part]) -> None:
    """Append the parts; a span that continues a span of its kind becomes part of that."""
    for part in more:
        last = parts[-1] if parts else None
        if not isinstance(part, Span):
            parts.append(part)
        elif isinstance(last, Span) and last.kind is part.kind:
            add_parts(last.parts, part.parts)
        elif part.parts:
            parts.append(part)


def assemble(parts: Iterable[Part], marks: Marks) -> tuple[nodes.Inline, ...]:
    """The inlines that the parts amount to.

    In text, escapes are undone, a line end becomes `LineBreak`, a tab a blank, and each run of citation
    characters one `Cite`.
    """
    out: list[nodes.Inline] = []
    text: list[str] = []
    for part in parts:
        if isinstance(part, str):
            text.append(part)
            continue
        _add_text(out, text, marks)
        if not isinstance(part, Span):
            out.append(part)
        elif content := assemble(part.parts, marks):
            out.append(part.kind(content))
    _add_text(out, text, marks)
    return tuple(out)


def plainest(inlines: Iterable[nodes.Inline]) -> tuple[nodes.Inline, ...]:
    """The same content with every redundancy of structure taken out.

    Raises ValueError for a citation character: in a finished tree there are only `Cite` nodes.
    """
    inlines = tuple(inlines)
    if _is_plainest(inlines):
        return inlines
    marks = Marks()
    content = assemble(_parts(inlines, frozenset(), marks), marks)
    if marks.unknown:
        raise ValueError("a text holds a private-use character that stands for a citation")
    return content


def _is_plainest(content: tuple[nodes.Inline, ...]) -> bool:
    """Whether a run has texts and numbers of notes alone, each text apart, as most have."""
    after_text = False
    for node in content:
        if isinstance(node, nodes.Text):
            if after_text or not node.value or not node.value.isprintable():
                return False
            after_text = True
        elif isinstance(node, nodes.NoteRef):
            after_text = False
        else:
            return False
    return True


def _parts(inlines: Iterable[nodes.Inline], within: frozenset[type], marks: Marks) -> list[Part]:
    parts: list[Part] = []
    for node in inlines:
        if isinstance(node, nodes.Text):
            parts.append(node.value)
        elif isinstance(node, nodes.Link):
            if content := assemble(_parts(node.content, within, marks), marks):
                parts.append(nodes.Link(node.url, content))
        elif not isinstance(node, nodes.Strong | nodes.Emphasis):
            parts.append(node)
        elif type(node) in within:
            add_parts(parts, _parts(node.content, within, marks))
        else:
            add_parts(parts, [Span(type(node), _parts(node.content, within | {type(node)}, marks))])
    return parts


def _add_text(out: list[nodes.Inline], text: list[str], marks: Marks) -> None:
    if not text:
        return
    value = text[0] if len(text) == 1 else "".join(text)
    text.clear()
    if value.isprintable():  # false for every control and private-use character, and many times faster
        if value:
            out.append(nodes.Text(value))
        return
    for i, piece in enumerate(_APART.split(value)):
        if i % 2:
            _add_breaks_and_cites(out, piece, marks)
        elif plain := unescape(piece).replace("\t", " "):
            out.append(nodes.Text(plain))


def _add_breaks_and_cites(out: list[nodes.Inline], piece: str, marks: Marks) -> None:
    for unit in _UNITS.findall(piece):
        if ord(unit[0]) < MARK:
            out.append(nodes.LineBreak())
        else:
            out.extend(marks.read(unit))


# --- tables that go on ---


def with_joined_tables(document: nodes.Document) -> nodes.Document:
    """The document with one table in the place of several that follow each other with the same columns.

    Only of those whose rows have their names in a first column without a head, as where sources differ in several
    things: each conflict makes a table of its own, and its columns are the sources.
    """
    joined: list[nodes.Block] = []
    for block in document.blocks:
        last = joined[-1] if joined else None
        if (
            isinstance(block, nodes.Table)
            and isinstance(last, nodes.Table)
            and _columns(block) == _columns(last)
            and not last.head[0]
        ):
            joined[-1] = replace(last, rows=(*last.rows, *block.rows))
        else:
            joined.append(block)
    return replace(document, blocks=tuple(joined)) if len(joined) < len(document.blocks) else document


def _columns(table: nodes.Table) -> tuple[object, ...]:
    return table.head, table.align, table.style, table.widths
