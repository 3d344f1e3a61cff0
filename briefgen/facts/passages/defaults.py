"""What every record says of itself unless it says otherwise: `facts/defaults.yaml`.

    recorded: 2031-06-20

A desk that records a first stock of sources in one go need not write the day into each file. Records that are added
later say their own.
"""

from __future__ import annotations

from pathlib import Path

from briefgen.diagnostics import Diagnostic, Location, did_you_mean_or, quoted
from briefgen.disk import content_of
from briefgen.facts.files import DEFAULTS
from briefgen.facts.yaml_tree import YamlMap, put
from briefgen.frozen import dataclass
from briefgen.model.dates import BadDate, parse_date
from briefgen.regexes import pattern

KEYS = ("recorded", "marking")
_DAY = pattern(r"\d{4}-\d{2}-\d{2}\Z")


@dataclass(frozen=True, slots=True)
class Defaults:
    """Keys with their values, and the bytes that they were read from."""

    values: tuple[tuple[str, str], ...] = ()
    raw: bytes = b""

    @classmethod
    def below(cls, folder: Path, shown_as: str, problems: list[Diagnostic]) -> Defaults:
        """Those of a folder of facts; with every fault in them, at its place."""
        path, name = folder / DEFAULTS, f"{shown_as}/{DEFAULTS}"
        raw = content_of(path)
        if raw is None and path.is_symlink():  # else all records would have no marking, and nobody be told
            message, hint = "cannot be read: it is a link that leads nowhere", "put the file in its place"
            problems.append(Diagnostic(Location(name), message, "unreadable", hint))
        if not raw:
            return cls()
        from briefgen.facts.parse import parse_yaml

        parsed = parse_yaml(raw, name)
        problems += parsed.diagnostics
        data = parsed.data or YamlMap((1, 1))
        found = list[tuple[str, str]]()
        for key, value in data.items():
            if key not in KEYS:
                hint = did_you_mean_or(key, KEYS, "records share")
                problems.append(
                    Diagnostic(Location(name, *data.key_at[key]), f"unknown key {quoted(key)}", "unknown-key", hint)
                )
            elif not isinstance(value, str) or (key == "recorded" and not _DAY.match(value)):
                message = f"{key} holds one {'day' if key == 'recorded' else 'word'}"
                problems.append(Diagnostic(Location(name, *data.value_at[key]), message, "wrong-type"))
            elif key == "recorded" and (fault := _fault_of_day(value)):  # said here, not in each record
                problems.append(Diagnostic(Location(name, *data.value_at[key]), fault, "bad-date"))
            else:
                found.append((key, value))
        return cls(tuple(found), raw)

    def fill(self, data: YamlMap) -> None:
        """Puts what a record does not say itself into its data, where the record begins."""
        for key, value in self.values:
            if key not in data:
                put(data, key, value, (1, 1))


def _fault_of_day(day: str) -> str:
    try:
        parse_date(day)
    except BadDate as why:
        return str(why)
    return ""
