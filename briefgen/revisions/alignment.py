"""Which member of one row is which of another: first those that are equal, then those that are alike.

Members are compared by their keys, where equal means the same, and by the words in them, where most words in common
means alike. Comparing and merging look for other things in a block, so each says of its members what makes them alike;
how that is measured stands here alone.

Equal members that stand once in each row hold the two together (as in Bram Cohen's patience diff), which keeps
comparisons readable and their cost near the length of the rows; what lies between is small.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from itertools import pairwise

from briefgen.document.nodes import Note
from briefgen.document.walk import plain_text
from briefgen.frozen import dataclass

Pair = tuple[int, int]
_Likeness = Callable[[int, int], float]
_WordsAt = Callable[[bool, int], Counter[str]]
_MOST = 400_000_000  # pairs of members that may be compared by equality, in a bit of memory each
_FEW = 900  # pairs that may be compared by likeness
_MOVED = 0.8  # how much of a member is the same where it stands out of order
_MOST_PAIRS = 10_000
_PUNCTUATION = r"\s!-/:-@\[-`{-~\u00a1-\u00bf\u2000-\u200b\u200e-\u206f\u3000-\u303f"
_LETTER = rf"[^{_PUNCTUATION}]"
_TOKEN = re.compile(
    rf"""
      [0-9]{{1,2}}\.?[ \u00a0][^\W\d_]{{3,}}[ \u00a0][0-9]{{4}}(?!\w)       # 17 October 2025
    | [0-9]+(?:[.,:/–-][0-9]+)*{_LETTER}*%?                    # 2025-10-17, 1,200.5, 21st
    | [\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]\u3099?                 # scripts without blanks: a character
    | {_LETTER}+(?:['’&+-]{_LETTER}+)*                         # words, counter-terrorism, Shanghai’s
    | [ ]+ | \s
    | .
    """,
    re.VERBOSE | re.DOTALL,
)


def split_words(text: str) -> list[str]:
    """The text in pieces that a comparison keeps whole; joined they are the text."""
    return _TOKEN.findall(text)


def words_in(text: str) -> Counter[str]:
    """The words of a text, whatever their case, counted."""
    return Counter(word for word in split_words(text.casefold()) if any(map(str.isalnum, word)))


def shared(one: Counter[str], other: Counter[str], *, grows: bool = False) -> float:
    """How much two bags of words have in common, from 0 to 1 (Dice's coefficient); those without words are alike.

    With `grows`, how much of the smaller is in the larger: a list that has gained much is still the same list.
    """
    sizes = one.total(), other.total()
    if not all(sizes):
        return float(sizes == (0, 0))
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    common = sum(min(count, large[word]) for word, count in small.items() if word in large)
    return common / min(sizes) if grows else 2 * common / sum(sizes)


@dataclass(frozen=True)
class Member:
    """A member of a row: equal keys are the same, and only members of one `kind` can be alike.

    `text` gives its words when they are asked for, of which a share of `least` makes it alike. `name` is a word or two
    that make two members the same whatever else they say, as the first cell of a table's row does; "" for none.
    """

    key: Hashable
    kind: Hashable
    text: Callable[[], str]
    least: float
    name: Hashable = ""
    grows: bool = False

    @cached_property
    def words(self) -> Counter[str]:
        return words_in(self.text())

    def likeness(self, other: Member) -> float:
        """0 for not alike, more for more in common; members of one name are more alike than any others."""
        if self.kind != other.kind:
            return 0.0
        common = shared(self.words, other.words, grows=self.grows)
        if self.name and self.name == other.name:
            return (1 + common) / 2
        return common if common >= self.least else 0.0

    def has_moved_to(self, other: Member) -> bool:
        """Whether it is so much the same that it is the other one wherever that stands."""
        if not self.words or self.kind != other.kind:
            return False
        return self.key == other.key or shared(self.words, other.words, grows=self.grows) >= max(_MOVED, self.least)


@dataclass(frozen=True, slots=True)
class Alignment:
    """For members of the old row, by index, the member of the new one; `moved` are old ones out of order."""

    pairs: dict[int, int]
    moved: frozenset[int]


def in_order(old: Sequence[Member], new: Sequence[Member]) -> list[Pair]:
    """The places of members that belong together, in order: those that are equal, and between them those alike."""
    equal = equal_pairs([member.key for member in old], [member.key for member in new])
    found = list(equal)
    for before, after in _gaps(equal, len(old), len(new)):
        if before and after:
            found += _like_pairs(
                before,
                after,
                lambda is_new, place: (new if is_new else old)[place].words,
                lambda i, j: old[i].likeness(new[j]),
            )
    return sorted(found)


def align(old: Sequence[Member], new: Sequence[Member]) -> Alignment:
    """Pair members in order, then those that moved."""
    found = dict(in_order(old, new))
    moved = _moved(
        [i for i in range(len(old)) if i not in found],
        sorted(set(range(len(new))) - set(found.values())),
        lambda i, j: old[i].has_moved_to(new[j]),
    )
    return Alignment(found | moved, frozenset(moved))


def _moved(olds: Sequence[int], news: Sequence[int], same: Callable[[int, int], bool]) -> dict[int, int]:
    if len(olds) * len(news) > _MOST_PAIRS:
        return {}
    free = list(news)
    moved: dict[int, int] = {}
    for i in olds:
        found = next((j for j in free if same(i, j)), None)
        if found is not None:
            moved[i] = found
            free.remove(found)
    return moved


# --- Three rows aligned into one: what each side added, left out, moved and kept ---


@dataclass(slots=True, eq=False)
class Aligned:
    """One member, by its index in each of the three rows; None where a row does not have it."""

    base: int | None = None
    theirs: int | None = None
    ours: int | None = None


def align_three(base: Sequence[Member], theirs: Sequence[Member], ours: Sequence[Member]) -> list[Aligned]:
    """Every member of the three, each once, in one order; also those that one side or both left out."""
    to_theirs, to_ours = align(base, theirs), align(base, ours)
    lines = [Aligned(i, to_theirs.pairs.get(i), to_ours.pairs.get(i)) for i in range(len(base))]
    known_theirs, known_ours = set(to_theirs.pairs.values()), set(to_ours.pairs.values())
    added = [Aligned(ours=k) for k in range(len(ours)) if k not in known_ours]
    for j in range(len(theirs)):
        if j not in known_theirs:
            same = next((s for s in added if _is_same(s, theirs[j], ours)), None)
            if same:
                same.theirs = j
            else:
                added.append(Aligned(theirs=j))
    return _put_in_order([*lines, *added], to_theirs.moved - to_ours.moved)


def _is_same(line: Aligned, member: Member, ours: Sequence[Member]) -> bool:
    """Whether both sides added the same."""
    return line.theirs is None and line.ours is not None and ours[line.ours].key == member.key


def _put_in_order(lines: list[Aligned], moved: frozenset[int]) -> list[Aligned]:
    def stays(line: Aligned) -> bool:
        return line.ours is not None and line.base not in moved

    order = sorted((s for s in lines if stays(s)), key=lambda s: s.ours or 0)
    by_theirs = {s.theirs: s for s in lines if s.theirs is not None}
    for j, line in sorted(by_theirs.items()):
        if not stays(line):
            before = by_theirs.get(j - 1)
            order.insert(order.index(before) + 1 if before else 0, line)
    return order


def pick(base: object, theirs: object, ours: object) -> str:
    """Which side of a three-way merge counts: "ours", "theirs", or "both" where each changed it differently."""
    if theirs in (base, ours):
        return "ours"
    return "theirs" if ours == base else "both"


def note_members(notes: Iterable[Note], least: float) -> list[Member]:
    return [Member(note.content, "note", partial(plain_text, note.content), least) for note in notes]


# --- Equal members, and members alike between them ---


def equal_pairs(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """The places of members that are equal and in order in both rows."""
    return list(_equal(old, new, 0, len(old), 0, len(new)))


def _equal(old: Sequence[Hashable], new: Sequence[Hashable], a: int, b: int, c: int, d: int) -> Iterator[Pair]:
    while a < b and c < d and old[a] == new[c]:
        yield a, c
        a, c = a + 1, c + 1
    tail: list[Pair] = []
    while a < b and c < d and old[b - 1] == new[d - 1]:
        b, d = b - 1, d - 1
        tail.append((b, d))
    if a < b and c < d:
        yield from _between(old, new, a, b, c, d)
    yield from reversed(tail)


def _between(old: Sequence[Hashable], new: Sequence[Hashable], a: int, b: int, c: int, d: int) -> Iterator[Pair]:
    """Rows that differ at both ends: cut at members that are single in both, else compared as they are."""
    anchors = _single(old, new, a, b, c, d)
    if not anchors:
        if (b - a) * (d - c) <= _MOST:
            yield from ((a + i, c + j) for i, j in _longest(old[a:b], new[c:d]))
        return
    for i, j in anchors:
        if i >= a and j >= c:
            yield from _equal(old, new, a, i, c, j)
            yield i, j
            a, c = i + 1, j + 1
    yield from _equal(old, new, a, b, c, d)


def _longest(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[Pair]:
    """The longest row of members that both have in order; numbers stand for members, so that no hash can deceive."""
    from rapidfuzz.distance import LCSseq  # here, because most builds compare nothing

    numbers: dict[Hashable, int] = {}
    rows = [[numbers.setdefault(member, len(numbers)) for member in row] for row in (old, new)]
    for step in LCSseq.opcodes(*rows):
        if step.tag == "equal":
            length = step.src_end - step.src_start
            yield from ((step.src_start + n, step.dest_start + n) for n in range(length))


def _single(old: Sequence[Hashable], new: Sequence[Hashable], a: int, b: int, c: int, d: int) -> list[Pair]:
    before, after = Counter(old[a:b]), Counter(new[c:d])
    places = {member: j for j in range(c, d) if after[member := new[j]] == 1}
    return _ascending((i, places[old[i]]) for i in range(a, b) if before[old[i]] == 1 and old[i] in places)


def _ascending(pairs: Iterable[Pair]) -> list[Pair]:
    """The most of the pairs, ascending in the first place, that ascend in the second as well."""
    ends: list[int] = []  # the least second place in which a chain of each length ends
    chains: list[tuple[Pair, int]] = []
    last: list[int] = []
    for pair in pairs:
        at = bisect_left(ends, pair[1])
        chains.append((pair, last[at - 1] if at else -1))
        ends[at : at + 1] = [pair[1]]
        last[at : at + 1] = [len(chains) - 1]
    found: list[Pair] = []
    at = last[-1] if last else -1
    while at >= 0:
        pair, at = chains[at]
        found.append(pair)
    return found[::-1]


def _like_pairs(old: range, new: range, words: _WordsAt, likeness: _Likeness) -> list[Pair]:
    """Pairs, in order, of members that are alike; `likeness` says how much, 0 for not enough.

    `words(is_new, place)` counts what a member is made of: where there is too much to compare each with each,
    members that share rare words are tried.
    """
    if len(old) * len(new) <= _FEW:
        return _best(old, new, likeness)
    guessed = _by_rare_words(old, new, words)
    anchors = _ascending((i, j) for i, j in guessed if likeness(i, j))
    found: list[Pair] = []
    shifted = [(i - old.start, j - new.start) for i, j in anchors]
    for (before, after), anchor in zip(_gaps(shifted, len(old), len(new)), [*anchors, None], strict=True):
        left = range(old.start + before.start, old.start + before.stop)
        right = range(new.start + after.start, new.start + after.stop)
        if left and right and len(left) * len(right) <= _FEW:
            found += _best(left, right, likeness)
        if anchor:
            found.append(anchor)
    return found


def _gaps(pairs: Iterable[Pair], old: int, new: int) -> Iterator[tuple[range, range]]:
    """The places before, between and behind the pairs, in rows of these lengths."""
    a = c = 0
    for i, j in (*pairs, (old, new)):
        yield range(a, i), range(c, j)
        a, c = i + 1, j + 1


def _best(old: range, new: range, likeness: _Likeness) -> list[Pair]:
    """The pairs in order whose likeness adds up to the most."""
    table = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike = [[likeness(i, j) for j in new] for i in old]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            both = alike[i][j] + table[i + 1][j + 1] if alike[i][j] else 0.0
            table[i][j] = max(table[i + 1][j], table[i][j + 1], both)
    found: list[Pair] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if alike[i][j] and table[i][j] == alike[i][j] + table[i + 1][j + 1]:
            found.append((old[i], new[j]))
            i, j = i + 1, j + 1
        elif table[i][j] == table[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _by_rare_words(old: range, new: range, words: _WordsAt) -> list[Pair]:
    """For each old member the new one that shares most of what stands in one member a side: words, or two in a row."""
    before, after = (_owners(places, is_new, words) for places, is_new in ((old, False), (new, True)))
    votes: dict[int, Counter[int]] = {}
    for word, i in before.items():
        if i >= 0 and after.get(word, -1) >= 0:
            votes.setdefault(i, Counter())[after[word]] += 1
    return [(i, max(votes[i], key=lambda j: (votes[i][j], -j))) for i in sorted(votes)]


def _owners(places: range, is_new: bool, words: _WordsAt) -> dict[str, int]:
    """The one member that has each word; -1 where several have it."""
    owners: dict[str, int] = {}
    for place in places:
        alone = list(words(is_new, place))
        for word in {*alone, *map(" ".join, pairwise(alone))}:
            owners[word] = -1 if word in owners else place
    return owners
