"""Three versions of a run of blocks merged into one, as far as their changes do not touch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from briefgen.document.nodes import (
    Block,
    BlockQuote,
    BulletList,
    Figure,
    Heading,
    OrderedList,
    Paragraph,
    Table,
)
from briefgen.document.walk import Content
from briefgen.revisions.members import block_members, item_members
from briefgen.revisions.merged import Conflict
from briefgen.revisions.table_merge import merge_tables
from briefgen.revisions.threeway import align_three, pick
from briefgen.revisions.wording import merge_wording

Blocks = tuple[Block, ...]
_Versions = tuple[Block | None, Block | None]


@dataclass(slots=True)
class Outcome:
    """The blocks as theirs and as ours would have them; places of conflicts count from the first block of ours."""

    theirs: list[Block] = field(default_factory=list)
    ours: list[Block] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)

    def add(self, more: Outcome) -> None:
        at = len(self.ours)
        self.conflicts += [replace(c, place=(at + c.place[0], *c.place[1:])) for c in more.conflicts]
        self.theirs += more.theirs
        self.ours += more.ours


def merge_blocks(base: Sequence[Block], theirs: Sequence[Block], ours: Sequence[Block]) -> Outcome:
    """The blocks with the changes of both sides, and where both changed the same."""
    out = Outcome()
    for aligned in align_three(block_members(base), block_members(theirs), block_members(ours)):
        versions = (_at(base, aligned.base), _at(theirs, aligned.theirs), _at(ours, aligned.ours))
        out.add(_merge(*versions))
    return out


def _at(blocks: Sequence[Block], index: int | None) -> Block | None:
    return None if index is None else blocks[index]


def _merge(base: Block | None, theirs: Block | None, ours: Block | None) -> Outcome:
    side = pick(base, theirs, ours)
    if side != "both":
        chosen = ours if side == "ours" else theirs
        return _outcome(chosen, chosen)
    match base, theirs, ours:
        case (BlockQuote(), BlockQuote(), BlockQuote()):
            return _quotes(base, theirs, ours)
        case (BulletList(), BulletList(), BulletList()):
            return _lists(base, theirs, ours)
        case (OrderedList(), OrderedList(), OrderedList()):
            return _lists(base, theirs, ours)
        case (Table(), Table(), Table()):
            return _outcome(*merge_tables(base, theirs, ours))
        case (Paragraph(), Paragraph(), Paragraph()):
            words = merge_wording(base.content, theirs.content, ours.content)
            return _outcome(_paragraph(words.theirs), _paragraph(words.ours))
        case (Heading(), Heading(), Heading()):
            words = merge_wording(base.content, theirs.content, ours.content)
            level = ours.level if theirs.level == base.level else theirs.level
            return _outcome(_heading(level, words.theirs), _heading(level, words.ours))
        case (Figure(), Figure(), Figure()):
            return _outcome(*_figures(base, theirs, ours))
    return _outcome(theirs, ours)


def _outcome(theirs: Block | None, ours: Block | None) -> Outcome:
    """The two versions of one block, None where it is left out; a conflict where they differ."""
    out = Outcome([] if theirs is None else [theirs], [] if ours is None else [ours])
    if theirs != ours:
        out.conflicts.append(Conflict((0,), tuple(out.theirs), tuple(out.ours)))
    return out


def _paragraph(content: Content) -> Block | None:
    return Paragraph(content) if content else None


def _heading(level: int, content: Content) -> Block | None:
    return Heading(level, content) if content else None


def _figures(base: Figure, theirs: Figure, ours: Figure) -> _Versions:
    if pick(base.alternative, theirs.alternative, ours.alternative) == "both":
        return theirs, ours
    name = ours.name if theirs.name == base.name else theirs.name
    alternative = ours.alternative if theirs.alternative == base.alternative else theirs.alternative
    words = merge_wording(base.caption, theirs.caption, ours.caption)
    return Figure(name, alternative, words.theirs), Figure(name, alternative, words.ours)


def _quotes(base: BlockQuote, theirs: BlockQuote, ours: BlockQuote) -> Outcome:
    inner = merge_blocks(base.blocks, theirs.blocks, ours.blocks)
    if not inner.theirs or not inner.ours:
        return _outcome(_quote(inner.theirs), _quote(inner.ours))
    conflicts = [replace(c, place=(0, *c.place)) for c in inner.conflicts]
    return Outcome([BlockQuote(tuple(inner.theirs))], [BlockQuote(tuple(inner.ours))], conflicts)


def _quote(blocks: Sequence[Block]) -> Block | None:
    return BlockQuote(tuple(blocks)) if blocks else None


def _lists(base: BulletList | OrderedList, theirs: BulletList | OrderedList, ours: BulletList | OrderedList) -> Outcome:
    items = _Items()
    for aligned in align_three(item_members(base.items), item_members(theirs.items), item_members(ours.items)):
        items.add(
            *(None if n is None else of.items[n] for of, n in zip((base, theirs, ours), _indexes(aligned), strict=True))
        )
    start = _start(ours) if _start(theirs) == _start(base) else _start(theirs)
    versions = [_list(ours, kept, start) for kept in (items.theirs, items.ours)]
    if None in versions:
        return _outcome(*versions)
    return Outcome([b for b in versions[:1] if b], [b for b in versions[1:] if b], items.conflicts)


def _indexes(aligned: object) -> tuple[int | None, ...]:
    return tuple(getattr(aligned, side) for side in ("base", "theirs", "ours"))


def _start(block: BulletList | OrderedList) -> int:
    return block.start if isinstance(block, OrderedList) else 0


def _list(like: Block, items: Sequence[Blocks], start: int) -> Block | None:
    if not items:
        return None
    return OrderedList(tuple(items), start) if isinstance(like, OrderedList) else BulletList(tuple(items))


class _Items:
    """The two versions of a list, item by item; places of conflicts begin with the list, which is block 0."""

    def __init__(self) -> None:
        self.theirs: list[Blocks] = []
        self.ours: list[Blocks] = []
        self.conflicts: list[Conflict] = []

    def add(self, base: Blocks | None, theirs: Blocks | None, ours: Blocks | None) -> None:
        side = pick(base, theirs, ours)
        if side != "both":
            chosen = ours if side == "ours" else theirs
            self._keep(chosen or (), chosen or ())
        elif base is None or theirs is None or ours is None:
            self._clash(theirs or (), ours or ())
        else:
            self._merge(merge_blocks(base, theirs, ours))

    def _merge(self, inner: Outcome) -> None:
        if inner.conflicts and not (inner.theirs and inner.ours):
            self._clash(tuple(inner.theirs), tuple(inner.ours))
            return
        self.conflicts += [replace(c, place=(0, len(self.ours), *c.place)) for c in inner.conflicts]
        self._keep(tuple(inner.theirs), tuple(inner.ours))

    def _clash(self, theirs: Blocks, ours: Blocks) -> None:
        self.conflicts.append(Conflict((0, len(self.ours)), theirs, ours))
        self._keep(theirs, ours)

    def _keep(self, theirs: Blocks, ours: Blocks) -> None:
        if theirs:
            self.theirs.append(theirs)
        if ours:
            self.ours.append(ours)
