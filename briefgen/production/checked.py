"""What a check found, kept for as long as nothing it looks at has changed.

An editor wants `briefgen check` open all day: where the inputs are the very same, neither facts are read nor
rules run, and the modules for them are not even imported.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from briefgen.diagnostics import Diagnostic
from briefgen.workspace.inputs import inputs_key
from briefgen.workspace.workspace import Workspace

SLOT = "check.json"


@dataclass(frozen=True, slots=True)
class Checking:
    """What a check found, and how the quotes fared: a count for each verdict."""

    diagnostics: tuple[Diagnostic, ...]
    quotes: dict[str, int]
    records: int
    statements: int

    def to_bytes(self, key: str) -> bytes:
        """The result as it is kept, under the key that stands for all its inputs."""
        found = [d.as_json() for d in self.diagnostics]
        data = {"key": key, "found": found, "counts": [self.quotes, self.records, self.statements]}
        return json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass")

    @classmethod
    def from_bytes(cls, data: bytes, key: str) -> Checking | None:
        """The result that was kept under this key; None for anything else, or where the data is damaged."""
        try:
            kept = json.loads(data.decode("utf-8", "surrogatepass"))
            if kept["key"] != key:
                return None
            quotes, records, statements = kept["counts"]
            return cls(tuple(Diagnostic.from_json(d) for d in kept["found"]), quotes, records, statements)
        except (ValueError, KeyError, TypeError):
            return None


def check(workspace: Workspace) -> Checking:
    """All problems of the workspace, in order, each once; those of the last check where nothing has changed."""
    key = inputs_key(workspace.home, "check", store=workspace.store)
    kept = workspace.store.get(SLOT)
    checking = Checking.from_bytes(kept, key) if kept is not None else None
    if checking is None:
        from briefgen.production.checking import check_workspace

        checking = check_workspace(workspace)
        if (
            inputs_key(workspace.home, "check", store=workspace.store) == key
        ):  # else somebody has saved a file meanwhile
            workspace.store.put(SLOT, checking.to_bytes(key))
    return checking
