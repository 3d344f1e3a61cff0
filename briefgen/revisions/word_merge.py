"""Three versions of a run of inlines merged into one, word by word, with their looks, notes and links."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence

from briefgen.document.nodes import FigureRef, LineBreak, NoteRef, Subscript, Superscript, Text
from briefgen.document.runs import Run, to_inlines, to_runs
from briefgen.document.walk import Content
from briefgen.frozen import dataclass, replace
from briefgen.revisions.alignment import equal_pairs, pick, split_words

_HAS_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class MergedWords:
    """The two versions; equal where nothing was changed by both sides in different ways."""

    theirs: Content
    ours: Content

    @property
    def is_settled(self) -> bool:
        return self.theirs == self.ours


@dataclass(slots=True)
class _TokenStretch:
    """Tokens of the three versions that stand at one place; `is_common` where all three have the same words."""

    base: list[Run]
    theirs: list[Run]
    ours: list[Run]
    is_common: bool = False

    def join(self, other: _TokenStretch) -> None:
        self.base += other.base
        self.theirs += other.theirs
        self.ours += other.ours
        self.is_common = False


def merge_wording(base: Content, theirs: Content, ours: Content) -> MergedWords:
    """The inlines with the changes of both sides.

    Changes conflict where they overlap, and where no unchanged word stands between a changed word of one side and
    one of the other: "12 states" made "14 states" by one and "12 countries" by the other is no "14 countries".
    """
    side = pick(base, theirs, ours)
    if side != "both":
        chosen = ours if side == "ours" else theirs
        return MergedWords(chosen, chosen)
    stretches = _joined(_stretches(tokens(base), tokens(theirs), tokens(ours)))
    merged = [_merged(stretch) for stretch in stretches]
    versions = [to_inlines([p for pair in merged for p in pair[n]]) for n in (0, 1)]
    return MergedWords(versions[0], versions[1])


def tokens(content: Content) -> list[Run]:
    """The runs of the content, text parted into words, blanks and signs."""
    out: list[Run] = []
    for run in to_runs(content):
        if isinstance(run.node, Text):
            words = split_words(run.node.value)
            out += [replace(run, node=Text(word), opens=run.opens and not n) for n, word in enumerate(words)]
        else:
            out.append(run)
    return out


def _key(run: Run) -> Hashable:
    """What a token says, whatever it looks like."""
    match run.node:
        case Text(value):
            return value
        case NoteRef(number):
            return number
        case Superscript() | Subscript():
            return run.node
        case FigureRef(name):
            return (name,)
        case LineBreak():
            return None


def _stretches(base: list[Run], theirs: list[Run], ours: list[Run]) -> list[_TokenStretch]:
    in_theirs, in_ours = _places(base, theirs), _places(base, ours)
    stretches: list[_TokenStretch] = []
    b = t = o = 0
    for i in range(len(base) + 1):
        j = in_theirs.get(i) if i < len(base) else len(theirs)
        k = in_ours.get(i) if i < len(base) else len(ours)
        if j is None or k is None:
            continue
        if b < i or t < j or o < k:
            stretches.append(_TokenStretch(base[b:i], theirs[t:j], ours[o:k]))
        if i < len(base):
            stretches.append(_TokenStretch([base[i]], [theirs[j]], [ours[k]], is_common=True))
        b, t, o = i + 1, j + 1, k + 1
    return stretches


def _places(base: list[Run], other: list[Run]) -> dict[int, int]:
    """For each token of the base that the other version has too, where it stands there."""
    return dict(equal_pairs([_key(p) for p in base], [_key(p) for p in other]))


def _joined(stretches: list[_TokenStretch]) -> list[_TokenStretch]:
    """The stretches with those made one that a person would not tell apart."""
    out: list[_TokenStretch] = []
    last = -1  # the last changed stretch in `out`
    for stretch in stretches:
        out.append(stretch)
        if stretch.is_common:
            if _words([*stretch.base]):
                last = -1
            continue
        if last >= 0 and _touch(out[last], stretch):
            for follower in out[last + 1 :]:
                out[last].join(follower)
            del out[last + 1 :]
        last = len(out) - 1
    return out


def _touch(one: _TokenStretch, other: _TokenStretch) -> bool:
    """Whether one side changed words of the one and the other side words of the other."""
    return bool(_changed_by(one) | _changed_by(other) == {"theirs", "ours"})


def _changed_by(stretch: _TokenStretch) -> set[str]:
    said = _words(stretch.base)
    return {side for side in ("theirs", "ours") if _words(getattr(stretch, side)) != said}


def _words(runs: Sequence[Run]) -> list[str]:
    said = (p.node.value for p in runs if isinstance(p.node, Text | Superscript | Subscript))
    return [value for value in said if _HAS_WORD.search(value)]


def _merged(stretch: _TokenStretch) -> tuple[list[Run], list[Run]]:
    """The two versions of a stretch."""
    if stretch.is_common:
        return _with_looks(stretch.base[0], stretch.theirs[0], stretch.ours[0])
    side = pick(stretch.base, stretch.theirs, stretch.ours)
    if side == "both":
        return stretch.theirs, stretch.ours
    chosen = stretch.ours if side == "ours" else stretch.theirs
    return chosen, chosen


def _with_looks(base: Run, theirs: Run, ours: Run) -> tuple[list[Run], list[Run]]:
    """A token that all three have, with what each side did to its look."""
    chosen = ours
    for name in ("strong", "emphasis"):
        if getattr(theirs, name) != getattr(base, name):
            chosen = replace(chosen, **{name: getattr(theirs, name)})
    side = pick(base.link, theirs.link, ours.link)
    if side == "both":
        return [replace(chosen, link=theirs.link)], [chosen]
    chosen = replace(chosen, link=theirs.link) if side == "theirs" else chosen
    return [chosen], [chosen]
