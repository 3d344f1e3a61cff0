"""Pairs of question and answer by number, packed by what the questions rest on.

Ten thousand briefs have millions of pairs, hundreds of thousands of them different. Only those are unpacked whose
question may have another answer by now, and those behind a brief of which somebody wants to know why it is stale.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import accumulate, count, groupby
from marshal import loads

from briefgen.facts.questions import resting_on
from briefgen.facts.store.fact_rows import pack

Pair = tuple[str, str]


class Pairs:
    """Those that were kept, in groups that rest on the same, and behind them those that have come since."""

    def __init__(self, grounds: Sequence[str] = (), counts: bytes = b"", rows: Sequence[bytes] = ()) -> None:
        """`grounds` are what each group rests on, `counts` how many pairs are in it, `rows` the pairs, packed."""
        self._grounds, self._counts, self._rows = list(grounds), array("I", counts), list(rows)
        self._starts = array("I", accumulate(self._counts, initial=0))
        self.kept = self._starts[-1]
        self._new: list[Pair] = []
        self._numbers: dict[Pair, int] = {}
        self._unpacked: dict[int, list[Pair]] = {}
        self._unread: dict[str, list[int]] = {}
        for group, ground in enumerate(self._grounds):
            self._unread.setdefault(ground, []).append(group)

    def __len__(self) -> int:
        return self.kept + len(self._new)

    def __getitem__(self, number: int) -> Pair:
        if number >= self.kept:
            return self._new[number - self.kept]
        group = bisect_right(self._starts, number) - 1
        return self._group(group)[number - self._starts[group]]

    def __iter__(self) -> Iterator[Pair]:
        for row in self._rows:
            yield from loads(row)
        yield from self._new

    def _group(self, group: int) -> list[Pair]:
        found = self._unpacked.get(group)
        if found is None:
            found = self._unpacked[group] = loads(self._rows[group])
        return found

    def resting(self, is_same: Callable[[str], bool]) -> dict[int, Pair]:
        """The pairs that were kept, by number, but for those that rest on what is surely the same."""
        groups = [group for group, ground in enumerate(self._grounds) if not is_same(ground)]
        return {n: pair for group in groups for n, pair in enumerate(self._group(group), self._starts[group])}

    def numbered(self, pairs: Iterable[Pair]) -> array[int]:
        """The numbers of pairs: those that they had, and new ones."""
        numbers, known = array("I"), self._numbers
        for pair in pairs:
            number = known.get(pair)
            if number is None:
                if self._unread:
                    self._read(resting_on(pair[0]))
                number = known.setdefault(pair, len(self))
                if number == len(self):
                    self._new.append(pair)
            numbers.append(number)
        return numbers

    def _read(self, ground: str) -> None:
        for group in self._unread.pop(ground, ()):
            self._numbers.update(zip(self._group(group), count(self._starts[group])))

    def packed(self) -> tuple[tuple[list[str], bytes, list[bytes]], Callable[[int], int]]:
        """What another one is made of, and what the number of each pair is there."""
        grounds, counts, rows = self._grounds[:], self._counts[:], self._rows[:]
        resting = [resting_on(question) for question, _ in self._new]
        places, kept = array("I", bytes(4 * len(resting))), self.kept
        order = sorted(range(len(resting)), key=resting.__getitem__)
        for place, number in enumerate(order, kept):
            places[number] = place
        for ground, group in groupby(order, resting.__getitem__):
            found = [self._new[number] for number in group]
            grounds.append(ground)
            counts.append(len(found))
            rows.append(pack(found))
        return (grounds, counts.tobytes(), rows), lambda n: n if n < kept else places[n - kept]


class SharedFingerprints(Mapping[str, str]):
    """The answers of one brief by question, as numbers of pairs; they are read when somebody asks."""

    def __init__(self, pairs: Pairs, numbers: array[int]) -> None:
        self.pairs, self.numbers = pairs, numbers

    def has_any(self, numbers: AbstractSet[int]) -> bool:
        return not numbers.isdisjoint(self.numbers)

    def questions(self, numbers: AbstractSet[int]) -> list[str]:
        """Its questions among the pairs of these numbers, in order."""
        return [self.pairs[n][0] for n in self.numbers if n in numbers]

    @cached_property
    def _answers(self) -> dict[str, str]:
        return dict([self.pairs[n] for n in self.numbers])

    def __getitem__(self, question: str) -> str:
        return self._answers[question]

    def __iter__(self) -> Iterator[str]:
        return iter(self._answers)

    def __len__(self) -> int:
        return len(self.numbers)
