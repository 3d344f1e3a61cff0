"""The memory of builds, by brief: the questions behind it with their fingerprints, and how it went.

It is kept in the store, so losing it costs a build and nothing else. Pairs of question and answer are stored
once for all briefs that share them, and a brief is a row of their numbers: ten thousand briefs have millions of
pairs, of which a build looks at each different one once and at no brief's own that is fresh.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import field
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from briefgen.diagnostics import Diagnostic
from briefgen.facts.questions import alone
from briefgen.facts.store.fact_rows import pack, unpack
from briefgen.frozen import dataclass
from briefgen.model.schema import SOURCE
from briefgen.outputs.artifacts import Artifacts, Condition
from briefgen.workspace.cache import BUILD_STATES, Store
from briefgen.workspace.inputs import archive_look, templates_key

if TYPE_CHECKING:
    from briefgen.facts.factbase import FactBase
    from briefgen.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SourceDigest:
    """The digest of each file of facts by its name, and one of what questions rest on besides; "" for unknown.

    `templates` stands for all templates and settings.
    `left` has by audience a digest of what is left for it of records of which something may be held back.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    rest: str = ""
    left: Mapping[str, str] = field(default_factory=dict)
    templates: str = ""

    @classmethod
    def of(cls, workspace: Workspace, audiences: Iterable[str] = ()) -> SourceDigest:
        from briefgen.workspace.verified import LOCK_FILE, read_beside_facts

        facts = workspace.facts
        rest = blake2b(archive_look(workspace.home), digest_size=16)
        rest.update(read_beside_facts(workspace.home, LOCK_FILE) or b"")
        sources = {head.file for head in facts.base.heads.values() if head.kind == SOURCE}
        marked = sorted(f"{id_} {marking}" for id_, marking in facts.base.marked)
        for word in (*(f"{name} {facts.digests[name]}" for name in sorted(sources)), *marked):
            rest.update(f"{word}\0".encode("utf-8", "backslashreplace"))
        left = {name: _left(facts.base, workspace.for_audience(name).facts.base) for name in audiences if name}
        return cls(facts.digests, rest.hexdigest(), left, templates_key(workspace.home, workspace.store) or "")

    def same(self, now: SourceDigest, base: FactBase, audience: str = "") -> Callable[[str], bool]:
        """Says of a question whether its answer is surely what it was when this was taken.

        `now` is of `base`, all facts as they are now; `audience` is that of the briefs that ask.
        """
        if not self.rest or now.rest != self.rest or now.left.get(audience) != self.left.get(audience):
            return lambda _: False
        known: dict[str, bool] = {"": False}
        same_templates = bool(self.templates) and self.templates == now.templates

        def of_record(key: str) -> bool:
            head = base.heads.get(key)
            return head is not None and self.files.get(head.file) == now.files.get(head.file)

        def is_same(question: str) -> bool:
            if question.startswith("wording "):
                return same_templates
            key = alone(question)
            found = known.get(key)
            if found is None:
                found = known[key] = of_record(key)
            return found

        return is_same


def _left(whole: FactBase, released: FactBase) -> str:
    """A digest of all that is left of records which are not the same in the facts that are released."""
    digest = blake2b(digest_size=16)
    for key, record in whole.records.items():
        if (left := released.record(key)) is not record:
            said = [[s.id, [[c.source, c.quote] for c in s.citations]] for s in left.statements] if left else None
            digest.update(f"{key} {said}\0".encode("utf-8", "backslashreplace"))
    return digest.hexdigest()


Pair = tuple[str, str]
_AS_WRITTEN = Condition.AS_WRITTEN


def short(sha256: str) -> str:
    """As much of a file's hash as tells it from every other one."""
    return sha256[:16]


class SharedFingerprints(Mapping[str, str]):
    """The answers of one brief by question, as numbers of pairs; they are read when somebody asks."""

    def __init__(self, pairs: list[Pair], numbers: array[int]) -> None:
        self.pairs, self.numbers = pairs, numbers

    def has_any(self, numbers: AbstractSet[int]) -> bool:
        return not numbers.isdisjoint(self.numbers)

    @cached_property
    def _answers(self) -> dict[str, str]:
        return dict([self.pairs[n] for n in self.numbers])

    def __getitem__(self, question: str) -> str:
        return self._answers[question]

    def __iter__(self) -> Iterator[str]:
        return iter(self._answers)

    def __len__(self) -> int:
        return len(self.numbers)


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
        as_made = (self.made(name, artifacts) and artifacts.condition(name) is _AS_WRITTEN for name in self.files)
        return not self.failed and all(as_made)


@dataclass(slots=True)
class States:
    """All that is remembered of all briefs, by name.

    `up_to_date_key` is the key of all inputs when nothing was left to do for some scopes of a build (tables of
    briefgen.toml, "" for all): `scopes` names the briefs of each. `others` are standard briefs that were not made yet.
    `pairs` are those of the briefs that were read, `used` how many of them there were when each was some brief's.
    `source_digest` is of the facts when every answer here was the one that facts gave. `raised` are the issues of which
    it was told that their readers may not see all of them any more. `digest` is of the bytes that it was read from.
    """

    briefs: dict[str, BriefState] = field(default_factory=dict)
    up_to_date_key: str = ""
    scopes: dict[str, list[str]] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    used: int = 0
    source_digest: SourceDigest = field(default_factory=SourceDigest)
    raised: list[str] = field(default_factory=list)
    digest: bytes = b""
    _numbers: dict[Pair, int] | None = None

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
        data = store.get(BUILD_STATES)
        digest = blake2b(data or b"", digest_size=16).digest()
        if known is not None and known.digest == digest:
            return known
        try:
            states = _from_data(kept) if (kept := unpack(data)) is not None else cls()
            states.digest = digest
            return states
        except (ValueError, KeyError, TypeError, IndexError, AttributeError):
            return cls()

    def write(self, store: Store) -> None:
        """Remember it; the end of a build is also when the store is tidied up."""
        store.sweep()
        store.put(BUILD_STATES, pack(_to_data(self)))

    def shared(self, answers: Mapping[str, str]) -> SharedFingerprints:
        """The answers behind a brief, kept once with those of all others: there are some hundred of each brief."""
        if self._numbers is None:
            self._numbers = {pair: number for number, pair in enumerate(self.pairs)}
        numbers = array("I")
        for pair in answers.items():
            number = self._numbers.setdefault(pair, len(self.pairs))
            if number == len(self.pairs):
                self.pairs.append(pair)
            numbers.append(number)
        return SharedFingerprints(self.pairs, numbers)

    def outdated(
        self, names: Iterable[str], digest: Callable[[str], str], is_same: Callable[[str], bool] = lambda _: False
    ) -> AbstractSet[int]:
        """The numbers of the pairs behind these briefs whose question has another answer by now.

        `is_same` says of which questions that need not be asked.
        """
        behind: set[int] = set()
        for name in names:
            state = self.briefs.get(name)
            if state is not None and isinstance(state.fingerprints, SharedFingerprints):
                behind.update(state.fingerprints.numbers)
        asked = (n for n in behind if not is_same(self.pairs[n][0]))
        return {n for n in asked if digest(self.pairs[n][0]) != self.pairs[n][1]}


def _to_data(states: States) -> dict[str, Any]:
    """What is written; the numbers of the pairs of all briefs are one row of bytes."""
    fresh = 0 < 2 * states.used < len(states.pairs)  # most are of briefs as they were once
    numbering = _PairNumbers([] if fresh else states.pairs)
    told: dict[Diagnostic, int] = {}
    numbers, rows = array("I"), {}
    for name, state in sorted(states.briefs.items()):
        own = numbering.of(state.fingerprints)
        numbers.extend(own)
        said = [[told.setdefault(d, len(told)) for d in found] for found in (state.findings, state.failed)]
        rows[name] = [len(own), dict(state.files), *said]
    used = len(numbering.pairs) if fresh or not states.used else states.used
    data: dict[str, Any] = {
        "pairs": numbering.pairs,
        "numbers": numbers.tobytes(),
        "used": used,
        "briefs": rows,
        "up_to_date_key": states.up_to_date_key,
    }
    data |= {
        "scopes": states.scopes,
        "others": states.others,
        "raised": states.raised,
        "told": [d.as_json() for d in told],
    }
    then = states.source_digest
    return data | {"facts": [dict(then.files), then.rest, dict(then.left), then.templates]}


class _PairNumbers:
    """Numbers for pairs: those that they had, and new ones."""

    def __init__(self, pairs: list[Pair]) -> None:
        self.old, self.pairs = pairs, list(pairs)

    @cached_property
    def _numbers(self) -> dict[Pair, int]:
        return {pair: n for n, pair in enumerate(self.pairs)}

    def of(self, fingerprints: Mapping[str, str]) -> array[int]:
        if not isinstance(fingerprints, SharedFingerprints):
            return array("I", [self._number(pair) for pair in fingerprints.items()])
        if fingerprints.pairs is self.old:
            return fingerprints.numbers
        return array("I", [self._number(fingerprints.pairs[number]) for number in fingerprints.numbers])

    def _number(self, pair: Pair) -> int:
        number = self._numbers.setdefault(pair, len(self.pairs))
        if number == len(self.pairs):
            self.pairs.append(pair)
        return number


def _from_data(data: dict[str, Any]) -> States:
    pairs: list[Pair] = data["pairs"]
    said = [Diagnostic.from_json(d) for d in data["told"]]
    numbers, briefs, at = array("I"), {}, 0
    numbers.frombytes(data["numbers"])
    for name, (count, files, told, failed) in data["briefs"].items():
        fingerprints = SharedFingerprints(pairs, numbers[at : at + count])
        at += count
        briefs[name] = BriefState(fingerprints, files, tuple([said[n] for n in told]), tuple([said[n] for n in failed]))
    if at != len(numbers):
        raise ValueError("the numbers are not those of the briefs")
    states = States(briefs, data["up_to_date_key"], data["scopes"], data["others"], pairs, data["used"])
    states.source_digest, states.raised = SourceDigest(*data["facts"]), data["raised"]
    return states
