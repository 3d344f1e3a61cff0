"""The log of what each hook was told to be wrong, so that it is told once: `out/.briefgen/told.json`.

A reason counts as the same while file, code and message are; a line that has moved is no news. The file holds digests,
no message. Where `out` cannot be written, which is itself a thing to tell, the store keeps it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from briefgen.diagnostics import Diagnostic, Severity
from briefgen.disk import read_file, replace_file
from briefgen.errors import UsageProblem
from briefgen.incremental.results import WRONG, BuildResult
from briefgen.outputs.manifest import DAMAGED, FOLDER, own_folder
from briefgen.workspace.cache import Store

FILE = "told.json"


@dataclass(frozen=True, slots=True)
class Notice:
    """The news that a build brings for somebody who knows what was told before."""

    changed: bool
    newly_failed: tuple[str, ...]
    recovered: tuple[str, ...]

    def __bool__(self) -> bool:
        return self.changed or bool(self.newly_failed or self.recovered)


@dataclass(slots=True)
class NotificationLog:
    """By hook, what was wrong when it was last told: a digest of the reason by brief, or by file and code."""

    hooks: dict[str, dict[str, str]] = field(default_factory=dict)
    is_damaged: bool = False

    @classmethod
    def read(cls, out: Path, store: Store) -> NotificationLog:
        try:
            kept: bytes | None = read_file(out / FOLDER / FILE)
        except OSError:
            kept = store.get(FILE)
        try:
            data = json.loads(kept or b"{}")
            return cls({str(hook): {str(k): str(v) for k, v in wrong.items()} for hook, wrong in data.items()})
        except DAMAGED:
            return cls(is_damaged=True)

    def write(self, out: Path, store: Store) -> None:
        content = (json.dumps(self.hooks, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode(
            "utf-8", "surrogatepass"
        )
        try:
            replace_file(own_folder(out) / FILE, content)
        except (OSError, UsageProblem):
            store.put(FILE, content)

    def news(self, hook: str, built: BuildResult, *, whole: bool) -> Notice:
        """The news for a hook; a build that is not `whole` says nothing of briefs that it leaves out."""
        known, now = self.hooks.get(hook, {}), failures_in(built)
        changed = any(entry.written for entry in built.entries)
        over = [name for name in known if name not in now and self._is_covered(name, built, whole=whole)]
        return Notice(changed, tuple(n for n in now if known.get(n) != now[n]), tuple(over))

    def record(self, hook: str, built: BuildResult, *, whole: bool) -> None:
        """The hook has been told."""
        known = self.hooks.get(hook, {})
        left = {n: d for n, d in known.items() if not self._is_covered(n, built, whole=whole)}
        self.hooks[hook] = left | failures_in(built)

    @staticmethod
    def _is_covered(name: str, built: BuildResult, *, whole: bool) -> bool:
        return whole or name.endswith("]") or any(entry.name == name for entry in built.entries)


def failures_in(built: BuildResult) -> dict[str, str]:
    """A digest of each reason why something is wrong, by brief, or by file and code where it is no brief's."""
    wrong = {e.name: _digest([e.status, *map(_reason, e.findings)]) for e in built.entries if e.status in WRONG}
    by_place: dict[str, list[str]] = {}
    for problem in built.problems:
        if problem.severity is Severity.ERROR:
            by_place.setdefault(f"{problem.location.file} [{problem.code}]", []).append(_reason(problem))
    return wrong | {place: _digest(reasons) for place, reasons in by_place.items()}


def _reason(found: Diagnostic) -> str:
    return f"{found.location.file}\0{found.code}\0{found.message}"


def _digest(words: Iterable[str]) -> str:
    return blake2b("\0\0".join(sorted(words)).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
