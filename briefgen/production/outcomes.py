"""What making a brief gave, or checking a workspace: plain data, so that it can be kept."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode

from briefgen.diagnostics import Diagnostic
from briefgen.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Report:
    """A brief as made: `files` are contents by name below `out/`; `conflicts` are ids and whether each is open.

    `asked` are the questions whose answers decide what it is (`facts.tracing`).
    """

    kind: str
    about: str
    title: str
    marking: str
    sources: tuple[str, ...]
    statements: tuple[str, ...]
    notes: int
    conflicts: tuple[tuple[str, str], ...]
    gaps: int
    diagnostics: tuple[Diagnostic, ...]
    files: dict[str, bytes]
    asked: tuple[str, ...] = ()

    def to_bytes(self, key: str) -> bytes:
        """The report as it is kept, under the key that stands for all its inputs."""
        return json.dumps(
            {
                "key": key,
                "kind": self.kind,
                "about": self.about,
                "title": self.title,
                "marking": self.marking,
                "sources": self.sources,
                "statements": self.statements,
                "notes": self.notes,
                "conflicts": self.conflicts,
                "gaps": self.gaps,
                "diagnostics": [d.as_json() for d in self.diagnostics],
                "asked": self.asked,
                "files": {name: b64encode(content).decode() for name, content in self.files.items()},
            },
            ensure_ascii=False,
        ).encode()

    @classmethod
    def from_bytes(cls, data: bytes, key: str) -> Report | None:
        """The report that was kept under this key; None for anything else, or where the data is damaged."""
        try:
            kept = json.loads(data)
            if kept.pop("key") != key:
                return None
            return cls(
                **{
                    **kept,
                    "sources": tuple(kept["sources"]),
                    "statements": tuple(kept["statements"]),
                    "asked": tuple(kept["asked"]),
                    "conflicts": tuple((c[0], c[1]) for c in kept["conflicts"]),
                    "diagnostics": tuple(Diagnostic.from_json(d) for d in kept["diagnostics"]),
                    "files": {name: b64decode(content) for name, content in kept["files"].items()},
                }
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            return None


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
