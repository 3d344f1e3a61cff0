"""What changed within a run of inlines, so that a person can read it.

Words are compared, not characters. Where little of a sentence is left, the whole sentence goes and the new one
comes; a word or two that happen to be the same between two changes belong to the change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from itertools import groupby

from briefgen.document.joining import plainest
from briefgen.document.nodes import Emphasis, Inline, Strong, Text
from briefgen.document.sentences import sentence_ends
from briefgen.document.walk import Content, plain_text
from briefgen.frozen import dataclass
from briefgen.revisions.alignment import equal_pairs, split_words
from briefgen.revisions.revision import Revised, Revision


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a blank, a mark or a node that is not cut; `spans` is the formatting around it, outermost first."""

    value: str | Inline
    spans: tuple[type[Strong] | type[Emphasis], ...] = ()

    @property
    def text(self) -> str:
        """What the reader sees of it."""
        return self.value if isinstance(self.value, str) else plain_text((self.value,))

    @property
    def is_word(self) -> bool:
        return any(map(str.isalnum, self.text))


Stretch = tuple[Revision, list[Token], int]
"""Tokens in a row, what became of them, and the change they belong to (0 for none)."""

LEAST_KEPT, LEAST_KEPT_WORDS = 0.4, 0.5
"""The shares of a sentence's letters and words of which one must be kept for its words to be compared one by one."""

_ISLAND_WORDS = 2
_ISLAND_SHARE = 3  # an island is gone where the changes beside it have so many times its letters


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the sentence, or the block, before and after it as plain text, "" where there is none."""

    number: int
    old: str
    new: str


@dataclass(slots=True)
class Changes:
    """Numbers changes from 1 in reading order."""

    found: list[Change] = field(default_factory=list)

    def add(self, old: str, new: str) -> int:
        self.found.append(Change(len(self.found) + 1, old.strip(), new.strip()))
        return len(self.found)


@dataclass(slots=True)
class _Step:
    """A stretch of kept tokens (`old` and `new` are the same), or tokens that went and those that came for them."""

    kept: bool
    old: list[Token]
    new: list[Token]


def compare_inlines(old: Content, new: Content, changes: Changes) -> Content:
    """The inlines of both versions, `Revised`; the new ones as they are where they are equal to the old."""
    if old == new:
        return new
    made = [
        (node, mark, change)
        for mark, row, change in compare_tokens(tokens(old), tokens(new), changes)
        for node in assembled(row)
    ]
    return Revised((m[0] for m in made), (m[1] for m in made), (m[2] for m in made))


def compare_tokens(old: list[Token], new: list[Token], changes: Changes) -> Iterator[Stretch]:
    """What stayed, what went and what came, in reading order."""
    for segment in _segments(old, new):
        yield from _written(segment, changes)


# --- sentences ---------------------------------------------------------------------------------


def _segments(old: list[Token], new: list[Token]) -> Iterator[list[_Step]]:
    """The steps from old to new, cut where a sentence ends or begins in both."""
    old_begins, new_begins = _beginnings(old), _beginnings(new)
    segment: list[_Step] = []
    a = c = 0
    for i, j in (*equal_pairs(old, new), (len(old), len(new))):
        if a < i or c < j:
            segment.append(_Step(False, old[a:i], new[c:j]))
        if segment and i in old_begins and j in new_begins:
            yield segment
            segment = []
        if i < len(old):
            _keep(segment, old[i])
            if i + 1 in old_begins and j + 1 in new_begins:
                yield segment
                segment = []
        a, c = i + 1, j + 1
    if segment:
        yield segment


def _keep(segment: list[_Step], token: Token) -> None:
    if not segment or not segment[-1].kept:
        segment.append(_Step(True, [], []))
    segment[-1].old.append(token)
    segment[-1].new.append(token)


def _beginnings(row: Sequence[Token]) -> set[int]:
    """The places of tokens that begin a sentence, and the place behind the last token."""
    ends = set(sentence_ends("".join(t.text for t in row)))
    found, at, due = {0, len(row)}, 0, False
    for place, token in enumerate(row):
        if token.text:
            if due:
                found.add(place)
            at += len(token.text)
            due = at in ends
    return found


# --- one sentence ------------------------------------------------------------------------------


def _written(segment: list[_Step], changes: Changes) -> Iterator[Stretch]:
    if all(step.kept for step in segment):
        yield Revision.KEPT, [t for step in segment for t in step.new], 0
        return
    steps = _readable(segment)
    changed = [n for n, step in enumerate(steps) if not step.kept]
    number = changes.add(_text(steps, _old), _text(steps, _new))
    for n, step in enumerate(steps):
        if step.kept:
            yield Revision.KEPT, step.new, number if changed[0] < n < changed[-1] else 0
        else:
            yield Revision.DELETED, step.old, number
            yield Revision.INSERTED, step.new, number


def _text(steps: Iterable[_Step], side: Callable[[_Step], list[Token]]) -> str:
    return "".join(t.text for step in steps for t in side(step))


def _readable(segment: list[_Step]) -> list[_Step]:
    """The steps with islands flooded and equal edges of changes kept; one change where little is kept."""
    if _is_rewritten(segment):
        whole = _Step(False, [t for s in segment for t in s.old], [t for s in segment for t in s.new])
        return list(_with_kept_edges(whole))
    steps: list[_Step] = []
    for n, step in enumerate(segment):
        inside = 0 < n < len(segment) - 1
        if step.kept and inside and _is_island(segment[n - 1], step, segment[n + 1]):
            step = _Step(False, step.old, step.new)
        if steps and not step.kept and not steps[-1].kept:
            steps[-1] = _Step(False, steps[-1].old + step.old, steps[-1].new + step.new)
        else:
            steps.append(step)
    return [part for step in steps for part in ([step] if step.kept else _with_kept_edges(step))]


def _is_rewritten(segment: list[_Step]) -> bool:
    """Whether little is kept of the sentence. What was only added to, or only cut, is readable however much it was."""
    changes = [step for step in segment if not step.kept]
    if not (any(_letters(s.old) for s in changes) and any(_letters(s.new) for s in changes)):
        return False
    kept = [t for s in segment if s.kept for t in s.new if t.is_word]
    old, new = ([t for s in segment for t in side(s) if t.is_word] for side in (_old, _new))
    few_letters = _letters(kept) < LEAST_KEPT * max(_letters(old), _letters(new))
    return few_letters and len(kept) < LEAST_KEPT_WORDS * max(len(old), len(new))


def _old(step: _Step) -> list[Token]:
    return step.old


def _new(step: _Step) -> list[Token]:
    return step.new


def _is_island(before: _Step, kept: _Step, after: _Step) -> bool:
    if any(not isinstance(t.value, str) for t in kept.new):
        return False
    words = [t for t in kept.new if t.is_word]
    if not words:
        return True
    beside = min(_letters((*s.old, *s.new)) for s in (before, after))
    return len(words) <= _ISLAND_WORDS and beside >= _ISLAND_SHARE * _letters(words)


def _with_kept_edges(step: _Step) -> Iterator[_Step]:
    """The change without what is equal at its edges and no word: blanks, stops, references."""
    old, new = step.old, step.new
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head] and not old[head].is_word:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail] and not old[-1 - tail].is_word:
        tail += 1
    if head:
        yield _Step(True, old[:head], new[:head])
    yield _Step(False, old[head : len(old) - tail], new[head : len(new) - tail])
    if tail:
        yield _Step(True, old[-tail:], new[-tail:])


def _letters(row: Iterable[Token]) -> int:
    return sum(len(t.text) for t in row if t.is_word)


# --- Inlines as a row of tokens, each with the formatting it stands in, and back ---
#
# What a comparison moves about is a token: a word, a number or a date, a mark of punctuation, blanks, a link, a
# reference. None of them is ever cut in two.


def tokens(content: Iterable[Inline]) -> list[Token]:
    return list(_tokens(content, ()))


def _tokens(content: Iterable[Inline], spans: tuple[type[Strong] | type[Emphasis], ...]) -> Iterator[Token]:
    for node in content:
        if isinstance(node, Text):
            for word in split_words(node.value):
                yield Token(word, spans)
        elif isinstance(node, Strong | Emphasis):
            yield from _tokens(node.content, (*spans, type(node)))
        else:
            yield Token(node, spans)


def assembled(row: Iterable[Token]) -> tuple[Inline, ...]:
    """The inlines that the tokens are, in their plainest form."""
    return plainest(_assembled(list(row), 0))


def _assembled(row: list[Token], depth: int) -> list[Inline]:
    made: list[Inline] = []
    for span, group in groupby(row, key=lambda t: t.spans[depth] if len(t.spans) > depth else None):
        members = list(group)
        if span is not None:
            made.append(span(tuple(_assembled(members, depth + 1))))
        else:
            made += [Text(t.value) if isinstance(t.value, str) else t.value for t in members]
    return made
