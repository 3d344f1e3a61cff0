"""The folder `facts/` read into a FactBase, with everything that is wrong in it.

What was read before and has not changed since (by content hash) comes from a cache that the caller keeps;
only changed files are parsed, and only then are the pydantic models imported.
"""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen import __version__
from briefgen.diagnostics import Diagnostic, Location, Severity, did_you_mean, in_order
from briefgen.facts.factbase import FactBase
from briefgen.facts.references import SOURCE_NAMED, References
from briefgen.facts.stored import pack, record_from, record_row, schema_from, schema_row, unpack
from briefgen.model.ids import RULE, is_slug
from briefgen.model.schema import Schema
from briefgen.model.statement import Record

if TYPE_CHECKING:
    from briefgen.model.kinds import Kind

IGNORED = ("~$", ".", "#")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What reading gave: the facts, all diagnostics in order, and new content for the cache (None: unchanged)."""

    base: FactBase
    diagnostics: list[Diagnostic]
    cache: bytes | None


@dataclass(slots=True)
class _File:
    path: Path
    name: str
    folder: str
    digest: str = ""
    raw: bytes = b""
    records: list[Record] = field(default_factory=list)
    row: Any = None


def load_facts(folder: Path, *, shown_as: str = "facts", cached: bytes | None = None) -> Loaded:
    """Read every record under `folder`; diagnostics name files below `shown_as`.

    `cached` is what an earlier call gave back. A file with a fault gives no record, and references to it are
    no second fault.
    """
    problems: list[Diagnostic] = []
    files = list(_read(folder, shown_as, problems))
    stored = _stored(cached)
    with _collector_paused():
        fresh = [f for f in files if not _restore(f, stored)]
        schema = _parse(fresh, problems) if fresh or "schema" not in stored else schema_from(stored["schema"])
        base = _join(files, schema, shown_as, folder, problems)
    new_cache = None
    if fresh or set(stored.get("files", ())) != {f.name for f in files}:
        rows = {f.name: [f.digest, f.row] for f in files if f.row is not None}
        new_cache = pack({"code": code_stamp(), "schema": schema_row(schema), "files": rows})
    return Loaded(base, in_order(problems), new_cache)


def code_stamp() -> str:
    """Changes with whatever decides how a file is read: the version, Python's, and the modules themselves."""
    stamp = blake2b(f"{__version__} {sys.version_info[:2]}".encode(), digest_size=16)
    here = Path(__file__).parent
    for path in sorted([*here.glob("*.py"), *(here.parent / "model").glob("*.py")]):
        status = path.stat()
        stamp.update(f"{path.name} {status.st_size} {status.st_mtime_ns}".encode())
    return stamp.hexdigest()


def _stored(cached: bytes | None) -> dict[str, Any]:
    data = unpack(cached) if cached else None
    return data if isinstance(data, dict) and data.get("code") == code_stamp() else {}


class _collector_paused:
    """Loading makes many objects and no garbage; walking them all again and again would double the time."""

    def __enter__(self) -> None:
        import gc

        self.was_on = gc.isenabled()
        gc.disable()

    def __exit__(self, *_: object) -> None:
        import gc

        if self.was_on:
            gc.enable()


# --- finding and reading files -------------------------------------------------------------------


def _read(folder: Path, shown_as: str, problems: list[Diagnostic]) -> Iterator[_File]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as bad:
        problems.append(
            Diagnostic(
                Location(shown_as),
                f"the folder of facts cannot be read: {bad.strerror}",
                "unreadable",
                hint="briefgen init makes one",
            )
        )
        return
    for sub in entries:
        if not sub.is_dir() or sub.name.startswith(IGNORED):
            continue
        for path in sorted(sub.iterdir()):
            name = f"{shown_as}/{sub.name}/{path.name}"
            if path.name.startswith(IGNORED) or path.suffix not in (".yaml", ".yml"):
                continue
            raw = _content(path, name, problems)
            if raw is not None:
                yield _File(path, name, sub.name, blake2b(raw, digest_size=16).hexdigest(), raw)


def _content(path: Path, name: str, problems: list[Diagnostic]) -> bytes | None:
    """The bytes of a regular file; anything else (a folder, a pipe, a dead link) is a diagnostic and is not opened."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            problems.append(
                Diagnostic(Location(name), "is not a regular file", "unreadable", hint="a record is a plain text file")
            )
            return None
        return path.read_bytes()
    except OSError as bad:
        hint = "the link leads nowhere" if path.is_symlink() else "check the permissions of the file"
        problems.append(Diagnostic(Location(name), f"cannot be read: {bad.strerror}", "unreadable", hint=hint))
        return None


def _restore(file: _File, stored: dict[str, Any]) -> bool:
    entry = stored.get("files", {}).get(file.name)
    if not entry or entry[0] != file.digest:
        return False
    file.row = entry[1]
    file.records = [record_from(row, file.name) for row in file.row]
    return True


# --- parsing what changed ------------------------------------------------------------------------


def _parse(files: list[_File], problems: list[Diagnostic]) -> Schema:
    from briefgen.model.kinds import FOLDERS, describe

    for file in files:
        kind = FOLDERS.get(file.folder)
        if kind is None:
            hint = did_you_mean(file.folder, FOLDERS) or f"folders are: {', '.join(FOLDERS)}"
            problems.append(
                Diagnostic(Location(file.name), f"'{file.folder}' is no kind of record", "unknown-kind", hint=hint)
            )
        else:
            _parse_file(file, kind, problems)
    return describe()


def _parse_file(file: _File, kind: Kind, problems: list[Diagnostic]) -> None:
    from briefgen.facts.explode import explode
    from briefgen.facts.parse import parse_yaml
    from briefgen.facts.validate import validate

    id_ = file.path.stem
    if file.path.suffix == ".yml":
        problems.append(
            Diagnostic(Location(file.name), "the ending is .yml", "file-name", hint=f"rename it to {id_}.yaml")
        )
    if not is_slug(id_):
        problems.append(
            Diagnostic(
                Location(file.name),
                f"'{id_}' is no id: {RULE}",
                "bad-id",
                hint="the file's name is the record's id; rename the file",
            )
        )
    parsed = parse_yaml(file.raw, file.name)
    problems.extend(parsed.diagnostics)
    if parsed.data is None or not is_slug(id_):
        return
    record, faults = validate(parsed.data, kind, file.name)
    problems.extend(faults)
    if record is None:
        return
    records, faults = explode(record, kind, id_, file.name, parsed.data)
    problems.extend(faults)
    if any(d.severity is Severity.ERROR for d in faults):
        return
    file.records = records
    if not parsed.diagnostics:
        file.row = [record_row(r) for r in records]


# --- joining records -----------------------------------------------------------------------------


def _join(files: list[_File], schema: Schema, shown_as: str, folder: Path, problems: list[Diagnostic]) -> FactBase:
    raw = {f.name: f.raw for f in files}
    kinds = {spec.folder: spec.kind for spec in schema.values()}
    broken = [f"{kinds[f.folder]}/{f.path.stem}" for f in files if not f.records and f.folder in kinds]
    records: dict[str, Record] = {}
    for record in (r for f in files for r in f.records):
        first = records.setdefault(record.key, record)
        if first is not record:
            message = f"the {record.kind} '{record.id}' stands twice, first at {first.file}:{first.line}"
            problems.append(
                Diagnostic(
                    Location(record.file, record.line, 1), message, "duplicate-id", hint="give one of them another id"
                )
            )

    @cache
    def tree(file: str) -> Any:
        from briefgen.facts.parse import parse_yaml

        return parse_yaml(raw[file], file).data

    def place(file: str, path: tuple[str | int, ...]) -> tuple[int, int]:
        from briefgen.facts.parse import locate, locate_source

        if path[0] == SOURCE_NAMED:
            return locate_source(tree(file), str(path[1])) or (1, 1)
        return locate(tree(file), path)

    references = References(schema, records.values(), broken, place)
    resolved = [references.resolve(r) for r in records.values()]
    problems.extend(references.problems)
    digest = blake2b("\n".join(f"{f.name} {f.digest}" for f in files).encode(), digest_size=16).hexdigest()
    return FactBase(schema, resolved, digest)
