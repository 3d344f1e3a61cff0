"""What a build remembers of each brief: the questions behind it with their answers, and how it went.

It is kept in the store, so losing it costs a build and nothing else. Pairs of question and answer are stored
once for all briefs that share them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from briefgen.build.store import Store
from briefgen.diagnostics import Diagnostic

SLOT = "build.json"


@dataclass(frozen=True, slots=True)
class BriefState:
    """One brief as last made: `answers` by question, `files` by name, and what was told.

    `failed` holds why the last attempt failed; then answers and files are those of that attempt.
    """

    answers: Mapping[str, str]
    files: tuple[str, ...]
    told: tuple[Diagnostic, ...] = ()
    failed: tuple[Diagnostic, ...] = ()


@dataclass(slots=True)
class States:
    """What is remembered of all briefs, by name.

    `settled` is the key of all inputs when nothing was left to do for some scopes of a build (tables of briefgen.toml,
    "" for all): `scopes` names the briefs of each.
    """

    briefs: dict[str, BriefState] = field(default_factory=dict)
    settled: str = ""
    scopes: dict[str, list[str]] = field(default_factory=dict)

    def settle(self, key: str, scope: str, names: Iterable[str]) -> None:
        """Nothing is left to do for a scope while the inputs have this key."""
        if self.settled != key:
            self.settled, self.scopes = key, {}
        self.scopes[scope] = sorted(names)

    @classmethod
    def read(cls, store: Store) -> States:
        """What the last build left; nothing where that is lost or damaged."""
        data = store.get(SLOT)
        try:
            return cls._from_json(json.loads(data)) if data else cls()
        except (ValueError, KeyError, TypeError, IndexError, AttributeError):
            return cls()

    def write(self, store: Store) -> None:
        """Remember it; the end of a build is also when the store is tidied up."""
        pairs: dict[tuple[str, str], int] = {}
        rows = {}
        for name, state in sorted(self.briefs.items()):
            numbers = [pairs.setdefault(pair, len(pairs)) for pair in state.answers.items()]
            said = [[d.as_json() for d in found] for found in (state.told, state.failed)]
            rows[name] = [numbers, list(state.files), *said]
        data = {"pairs": list(pairs), "briefs": rows, "settled": self.settled, "scopes": self.scopes}
        store.sweep()
        store.put(SLOT, json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass"))

    @classmethod
    def _from_json(cls, data: dict[str, object]) -> States:
        pairs, rows, scopes = data["pairs"], data["briefs"], data["scopes"]
        assert isinstance(pairs, list)
        assert isinstance(rows, dict)
        assert isinstance(scopes, dict)
        briefs = {
            str(name): BriefState(
                dict(tuple(pairs[n]) for n in numbers),
                tuple(files),
                tuple(map(Diagnostic.from_json, told)),
                tuple(map(Diagnostic.from_json, failed)),
            )
            for name, (numbers, files, told, failed) in rows.items()
        }
        return cls(briefs, str(data["settled"]), scopes)
