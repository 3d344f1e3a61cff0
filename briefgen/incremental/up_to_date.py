"""What a build came to that had nothing to do, kept for as long as nothing it looked at looks other than then.

It is small and read first of all: where all inputs and all files in `out/` look as they did, neither the manifest
nor what is remembered of each brief is read. What was told of briefs that are fresh is not kept in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from time import time_ns
from typing import Any

from briefgen.diagnostics import Diagnostic
from briefgen.incremental.results import Built, Entry, Standing
from briefgen.outputs.manifest import FOLDER, JOURNAL, MANIFEST
from briefgen.workspace.cache import Store
from briefgen.workspace.file_stat import State, is_over, look_of, state_of

SLOT = "settled.json"
OWN = (f"{FOLDER}/{MANIFEST}", f"{FOLDER}/{JOURNAL}")


@dataclass(frozen=True, slots=True)
class View:
    """How files below `out` look, at one time in nanoseconds."""

    names: tuple[str, ...]
    states: tuple[State | None, ...]
    taken: int

    @classmethod
    def of(cls, out: Path, files: Iterable[str]) -> View:
        taken, names = time_ns(), tuple(files)
        return cls(names, tuple([state_of(f"{out}/{name}") for name in names]), taken)

    def begins_like(self, other: View) -> bool:
        """Whether the files of an earlier view looked the same then."""
        return self.states[: len(other.states)] == other.states

    @property
    def look(self) -> str:
        return look_of(zip(self.names, self.states, strict=True)).hex()

    @property
    def is_over(self) -> bool:
        """Whether it can be relied on: no file is so new that it could be written again and look the same."""
        return all(is_over(state, self.taken) for state in self.states)


def view(out: Path, files: Iterable[str]) -> View:
    """How the files and the program's own records of them look now."""
    return View.of(out, (*OWN, *dict.fromkeys(files)))


def keep(store: Store, key: str, seen: View, built: Built) -> None:
    """Keep what a build came to that did nothing; `key` is that of its inputs, `seen` its files before it began."""
    if not seen.is_over or built.problems:
        return
    fresh = [entry.name for entry in built.entries if entry.standing is Standing.FRESH]
    others = [_row(entry) for entry in built.entries if entry.standing is not Standing.FRESH]
    looked: dict[str, Any] = {"key": key, "look": seen.look, "files": seen.names}
    data = looked | {"fresh": fresh, "others": others, "orphans": built.orphans}
    store.put(SLOT, json.dumps(data).encode())


def recall(store: Store, key: str, out: Path) -> Built | None:
    """What was kept for these inputs; None where something looks other than then, or nothing was kept."""
    kept = store.get(SLOT)
    try:
        data = json.loads(kept) if kept else {}
        if data.get("key") != key or View.of(out, data["files"]).look != data["look"]:
            return None
        entries = [Entry(name, Standing.FRESH) for name in data["fresh"]] + [_entry(row) for row in data["others"]]
        return Built(sorted(entries, key=lambda entry: entry.name), list(data["orphans"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def forget(store: Store) -> None:
    """Have the next build look at everything again."""
    store.put(SLOT, b"{}")


def _row(entry: Entry) -> list[Any]:
    return [entry.name, entry.standing, entry.edited, entry.merged, [d.as_json() for d in entry.told]]


def _entry(row: list[Any]) -> Entry:
    name, standing, edited, merged, told = row
    found = tuple(map(Diagnostic.from_json, told))
    return Entry(name, Standing(standing), edited=tuple(edited), merged=tuple(merged), told=found)
