"""The memory of builds, by brief: the questions behind it with their fingerprints, and how it went.

It is kept in the store, so losing it costs a build and nothing else. Pairs of question and answer are stored
once for all briefs that share them, packed by what the questions rest on, and a brief is a row of their numbers. Ten
thousand briefs have millions of pairs, hundreds of thousands of them different. Only those are unpacked whose question
may have another answer by now, and those behind a brief of which somebody wants to know why it is stale.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import field
from functools import cached_property
from hashlib import blake2b
from itertools import accumulate, count, groupby, pairwise
from marshal import loads
from typing import TYPE_CHECKING, Any

from briefgen.diagnostics import Diagnostic
from briefgen.facts.questions import ISSUED, WORDING, resting_on
from briefgen.facts.store.fact_rows import pack, unpack
from briefgen.frozen import dataclass
from briefgen.model.schema import SOURCE
from briefgen.outputs.artifacts import Artifacts, Condition
from briefgen.workspace.cache import BUILD_STATES, Store
from briefgen.workspace.file_stat import FileStat
from briefgen.workspace.inputs import archive_look, issued_look, templates_key

if TYPE_CHECKING:
    from briefgen.facts.factbase import FactBase
    from briefgen.incremental.fingerprints import Fingerprints
    from briefgen.workspace.workspace import Workspace


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


# --- What answers rest on, each brief as last made, and all of it as it is kept ---


@dataclass(frozen=True, slots=True)
class SourceDigest:
    """The digest of each file of facts by its name, and one of what questions rest on besides; "" for unknown.

    `templates` stands for all templates and settings, `issued` for what was issued, "" for unknown.
    `left` has by audience a digest of what is left for it of records of which something may be held back, `disputed`
    what stands for the conflicts that touch a record, by its key.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    rest: str = ""
    left: Mapping[str, str] = field(default_factory=dict)
    templates: str = ""
    disputed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    issued: str = ""

    @classmethod
    def of(cls, workspace: Workspace, audiences: Mapping[str, Fingerprints]) -> SourceDigest:
        from briefgen.workspace.workspace import LOCK_FILE, read_beside_facts

        facts = workspace.facts
        rest = blake2b(archive_look(workspace.home), digest_size=16)
        rest.update(read_beside_facts(workspace.home, LOCK_FILE) or b"")
        sources = {head.file for head in facts.base.heads.values() if head.kind == SOURCE}
        marked = sorted(f"{id_} {marking}" for id_, marking in facts.base.marked)
        for word in (*(f"{name} {facts.digests[name]}" for name in sorted(sources)), *marked):
            rest.update(f"{word}\0".encode("utf-8", "backslashreplace"))
        left = {name: _left(facts.base, workspace.for_audience(name).facts.base) for name in audiences if name}
        disputed = {name: one.disputed() for name, one in audiences.items()}
        templates = templates_key(workspace.home, workspace.store) or ""
        return cls(facts.digests, rest.hexdigest(), left, templates, disputed, issued_look(workspace.home))

    def same(self, now: SourceDigest, base: FactBase, audience: str = "") -> Callable[[str], bool]:
        """Says of what questions rest on whether their answers are surely what they were when this was taken.

        `now` is of `base`, all facts as they are now; `audience` is that of the briefs that ask.
        """
        if not self.rest or now.rest != self.rest or now.left.get(audience) != self.left.get(audience):
            return lambda _: False
        files, then, since = now.files, self.disputed.get(audience), now.disputed.get(audience)
        known = {
            "": False,
            WORDING: bool(self.templates) and self.templates == now.templates,
            ISSUED: bool(self.issued) and self.issued == now.issued,
        }

        def is_same(ground: str) -> bool:
            if ground in known:
                return known[ground]
            head = base.heads.get(ground)
            if head is None or then is None or since is None:
                return False
            return self.files.get(head.file) == files.get(head.file) and then.get(ground) == since.get(ground)

        return is_same


def _left(whole: FactBase, released: FactBase) -> str:
    """A digest of all that is left of records which are not the same in the facts that are released."""
    digest = blake2b(digest_size=16)
    for key, record in whole.records.items():
        if (left := released.record(key)) is not record:
            said = [[s.id, [[c.source, c.quote] for c in s.citations]] for s in left.statements] if left else None
            digest.update(f"{key} {said}\0".encode("utf-8", "backslashreplace"))
    return digest.hexdigest()


_AS_WRITTEN = Condition.AS_WRITTEN
_LENGTH = 8


def short(sha256: str) -> str:
    """As much of a file's hash as tells it from every other one."""
    return sha256[:16]


@dataclass(frozen=True, slots=True)
class BriefState:
    """One brief as last made: `fingerprints` by question, `files` by name with a digest of each, and what was told.

    `failed` holds why the last attempt failed; then fingerprints and files are those of the last one that did not.
    """

    fingerprints: Mapping[str, str]
    files: Mapping[str, str]
    findings: tuple[Diagnostic, ...] = ()
    failed: tuple[Diagnostic, ...] = ()

    def made(self, name: str, artifacts: Artifacts) -> bool:
        """Whether a file in `out` is what was made then, but for edits by hand; `out` may have been put back."""
        entry = artifacts.manifest.files.get(name)
        return entry is not None and self.files.get(name) == short(entry.sha256)

    def is_in_place(self, artifacts: Artifacts) -> bool:
        """Whether it was made and each of its files is still what was made then, as of most briefs."""
        if self.failed:
            return False
        for name in self.files:  # asked of each brief there is
            if not self.made(name, artifacts) or artifacts.condition(name) is not _AS_WRITTEN:
                return False
        return True


@dataclass(slots=True)
class States:
    """All that is remembered of all briefs, by name.

    `up_to_date_key` is the key of all inputs when nothing was left to do for some scopes of a build (tables of
    briefgen.toml, "" for all): `scopes` names the briefs of each. `others` are standard briefs that were not made yet.
    `pairs` are those of all briefs, `used` how many of them there were when each was some brief's.
    `source_digest` is of the facts when every answer here was the one that facts gave. `raised` are the issues of which
    it was told that their readers may not see all of them any more. `look` is that of the file it was read from.
    """

    briefs: dict[str, BriefState] = field(default_factory=dict)
    up_to_date_key: str = ""
    scopes: dict[str, list[str]] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    pairs: Pairs = field(default_factory=Pairs)
    used: int = 0
    source_digest: SourceDigest = field(default_factory=SourceDigest)
    raised: list[str] = field(default_factory=list)
    look: FileStat | None = None

    def mark_up_to_date(self, key: str, scope: str, names: Iterable[str]) -> None:
        """Nothing is left to do for a scope while the inputs have this key."""
        if self.up_to_date_key != key:
            self.up_to_date_key, self.scopes = key, {}
        self.scopes[scope] = sorted(names)

    @classmethod
    def read(cls, store: Store, known: States | None = None) -> States:
        """The states that the last build left; nothing where that is lost or damaged.

        `known` are those that were read just now, and not changed; they are given back where they are still the last.
        """
        look = store.look(BUILD_STATES)
        if known is not None and known.look == look:
            return known
        try:
            states = _from_bytes(kept) if (kept := store.get(BUILD_STATES)) is not None else cls()
            states.look = look
            return states
        except (ValueError, KeyError, TypeError, IndexError, AttributeError):
            return cls()

    def write(self, store: Store) -> None:
        """Remember it; the end of a build is also when the store is tidied up."""
        store.sweep()
        data = _to_data(self)
        grounds, counts, rows = data["pairs"]
        head = pack(data | {"pairs": (grounds, counts, [*map(len, rows)])})
        store.put(BUILD_STATES, len(head).to_bytes(_LENGTH, "big"), head, *rows)  # most of it, and not copied for it

    def shared(self, answers: Mapping[str, str]) -> SharedFingerprints:
        """The answers behind a brief, kept once with those of all others: there are some hundred of each brief."""
        return SharedFingerprints(self.pairs, self.pairs.numbered(answers.items()))

    def outdated(
        self, names: Iterable[str], digest: Callable[[str], str], is_same: Callable[[str], bool] = lambda _: False
    ) -> AbstractSet[int]:
        """The numbers of the pairs behind these briefs whose question has another answer by now.

        `is_same` says of what questions rest on (`facts/questions.py`) that they need not be asked.
        """
        suspects = self.pairs.resting(is_same)
        suspect, behind = frozenset(suspects), set[int]()
        for name in names:
            state = self.briefs.get(name)
            if state is not None and isinstance(state.fingerprints, SharedFingerprints):
                behind.update(suspect.intersection(state.fingerprints.numbers))
        return {n for n in behind if digest(suspects[n][0]) != suspects[n][1]}


def _to_data(states: States) -> dict[str, Any]:
    """What is written; the numbers of the pairs of all briefs are one row of bytes."""
    fresh = 0 < 2 * states.used < len(states.pairs)  # most are of briefs as they were once
    pairs = Pairs() if fresh else states.pairs
    own = {name: _numbers(states.briefs[name].fingerprints, pairs) for name in sorted(states.briefs)}
    packed, place = pairs.packed()
    told = _ToldNumbers()
    numbers, rows = array("I"), {}
    for name, found in own.items():
        state = states.briefs[name]
        numbers.extend(array("I", map(place, found)) if found and max(found) >= pairs.kept else found)
        said = [tuple(map(told.number, those)) for those in (state.findings, state.failed)]
        rows[name] = (len(found), state.files, *said)
    data: dict[str, Any] = {
        "pairs": packed,
        "numbers": numbers.tobytes(),
        "used": len(pairs) if fresh or not states.used else states.used,
        "briefs": rows,
        "up_to_date_key": states.up_to_date_key,
    }
    data |= {
        "scopes": states.scopes,
        "others": states.others,
        "raised": states.raised,
        "told": [d.as_json() for d in told.numbers],
    }
    then = states.source_digest
    known = [then.files, then.rest, then.left, then.templates, then.disputed, then.issued]
    return data | {"facts": known}


class _ToldNumbers:
    """Numbers for what is told of thousands of briefs: most are one object, and to compare them takes longer."""

    def __init__(self) -> None:
        self.numbers: dict[Diagnostic, int] = {}
        self._known: dict[int, int] = {}

    def number(self, told: Diagnostic) -> int:
        found = self._known.get(id(told))
        if found is None:
            found = self._known[id(told)] = self.numbers.setdefault(told, len(self.numbers))
        return found


def _numbers(fingerprints: Mapping[str, str], pairs: Pairs) -> array[int]:
    if isinstance(fingerprints, SharedFingerprints) and fingerprints.pairs is pairs:
        return fingerprints.numbers
    return pairs.numbered(fingerprints.items())


def _from_bytes(kept: bytes) -> States:
    begin = _LENGTH + int.from_bytes(kept[:_LENGTH], "big")
    data = unpack(kept[_LENGTH:begin])
    grounds, counts, lengths = data["pairs"]
    ends = [*accumulate(lengths, initial=begin)]
    if ends[-1] != len(kept):
        raise ValueError("the pairs are not as long as they were")
    return _from_data(data, Pairs(grounds, counts, [kept[at:end] for at, end in pairwise(ends)]))


def _from_data(data: dict[str, Any], pairs: Pairs) -> States:
    said = [Diagnostic.from_json(d) for d in data["told"]]
    numbers, briefs, at = array("I"), {}, 0
    numbers.frombytes(data["numbers"])
    for name, (size, files, told, failed) in data["briefs"].items():
        fingerprints = SharedFingerprints(pairs, numbers[at : at + size])
        at += size
        briefs[name] = BriefState(fingerprints, files, tuple([said[n] for n in told]), tuple([said[n] for n in failed]))
    if at != len(numbers):
        raise ValueError("the numbers are not those of the briefs")
    states = States(briefs, data["up_to_date_key"], data["scopes"], data["others"], pairs, data["used"])
    states.source_digest, states.raised = SourceDigest(*data["facts"]), data["raised"]
    return states
