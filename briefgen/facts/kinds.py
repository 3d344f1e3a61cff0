"""The kinds of record of a workspace, those that `facts/_kinds/` adds among them, and what all its records say.

A description is checked like a record, each fault at its own line. A kind whose description has one is not read, nor
are its records, so that one fault does not become many. What every record says of itself, unless it says otherwise,
stands in `facts/defaults.yaml` (`recorded: 2031-06-20`): a desk that records a first stock of sources in one go need
not write the day into each file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen import model
from briefgen.diagnostics import Diagnostic, Location, did_you_mean_or, has_errors, quoted
from briefgen.disk import content_of
from briefgen.facts.files import DEFAULTS, FactFile, read_folder
from briefgen.facts.yaml_tree import YamlMap, put
from briefgen.frozen import dataclass
from briefgen.model.dates import BadDate, parse_date
from briefgen.model.ids import is_slug, why_no_slug
from briefgen.model.schema import FieldSpec, Schema
from briefgen.regexes import pattern

if TYPE_CHECKING:
    from briefgen.facts.yaml_tree import Path as YamlPath
    from briefgen.model.field_forms import Description
    from briefgen.model.kind_forms import KindForm
    from briefgen.model.models import Models
    from briefgen.model.sound import RecordReading

FOLDER = "_kinds"
SHIPPED = Path(model.__file__).parent / "kinds"


@dataclass(eq=False)
class Kinds:
    """The kinds by name; `broken` are the folders of kinds whose descriptions have faults, with their names.

    `unread` are the names of descriptions of which nothing could be told, `doubtful` the keys that records may have if
    what is wrong with a description that adds to a kind is mended.
    """

    schema: Schema
    broken: dict[str, str]
    unread: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()

    @cached_property
    def models(self) -> Models:
        from briefgen.model.models import Models

        return Models(self.schema)

    @cached_property
    def reading(self) -> RecordReading:
        from briefgen.model.sound import RecordReading

        return RecordReading(self.schema)

    def keys(self, kind: str) -> Mapping[str, FieldSpec]:
        """All that may stand in a record of a kind."""
        from briefgen.model.shared import OF_A_RECORD

        return {**OF_A_RECORD, **self.schema[kind].fields}


@dataclass(frozen=True, slots=True)
class KindFiles:
    """The descriptions that a workspace adds, as bytes; `digest` stands for them, "" where there are none."""

    files: Sequence[FactFile]
    digest: str

    @classmethod
    def below(cls, folder: Path, shown_as: str, problems: list[Diagnostic]) -> KindFiles:
        if not (folder / FOLDER).is_dir():
            return cls((), "")
        files = list(read_folder(folder / FOLDER, f"{shown_as}/{FOLDER}", problems))
        content = "\n".join(f"{file.name} {file.digest}" for file in files)
        return cls(files, blake2b(content.encode(), digest_size=16).hexdigest() if files else "")

    def read(self, problems: list[Diagnostic]) -> Kinds:
        """The kinds with those that are shipped; what is wrong with the descriptions is added to `problems`."""
        if not self.files:
            return shipped_kinds()
        from briefgen.facts.yaml_tree import locate, locate_key
        from briefgen.model.kind_schema import schema_of

        found: list[Description] = []
        trees, broken, unread, at_fault = {}, {}, set(), set[str]()
        for file in self.files:
            told: list[Diagnostic] = []
            description, tree = _read(file, told)
            problems.extend(told)
            trees[file.name] = tree
            if description is not None:
                found.append(description)
            if description is not None and not description.left_out and not has_errors(told):
                continue
            at_fault.add(file.name)
            if description is not None:
                continue
            unread.add(file.stem)
            if tree is not None and isinstance(tree.get("folder"), str):
                broken[tree["folder"]] = file.stem
        # Whatever its file is called, what adds to a kind follows what describes one.
        found.sort(key=lambda description: description.form.extends is not None)
        schema, faults = schema_of([*_shipped(), *found], unread)
        for fault in faults:
            tree = trees[fault.file]
            place = locate_key(tree, fault.path) if fault.at_key else locate(tree, fault.path)
            problems.append(Diagnostic(Location(fault.file, *place), fault.message, fault.code, hint=fault.hint))
        at_fault.update(fault.file for fault in faults)
        broken |= {spec.folder: name for name, spec in schema.items() if spec.file in at_fault}
        doubtful = (key for name in at_fault if (tree := trees[name]) is not None for key in _keys_added(tree))
        return Kinds(schema, broken, frozenset({*unread, *broken.values()}), frozenset(doubtful))


def _keys_added(tree: YamlMap) -> Iterator[str]:
    """The fields, and keys of values, that a file adds to a kind, as it writes them."""
    if tree.get("extends") is not None:
        for way in ("fields", "keys"):
            added = tree.get(way)
            yield from map(str, added) if isinstance(added, dict) else ()


@cache
def shipped_kinds() -> Kinds:
    """The kinds that come with the program."""
    from briefgen.model.kind_schema import schema_of

    schema, faults = schema_of(_shipped())
    assert not faults, faults
    return Kinds(schema, {})


@cache
def _shipped() -> tuple[Description, ...]:
    problems: list[Diagnostic] = []
    read = [_read(file, problems)[0] for file in read_folder(SHIPPED, "", problems)]
    assert not problems, problems
    found = [d for d in read if d is not None]
    return tuple(type(d)(d.name, d.form) for d in found)


def _read(file: FactFile, problems: list[Diagnostic]) -> tuple[Description | None, YamlMap | None]:
    """What a file describes, None where it cannot be told, and its content."""
    from briefgen.facts.parse import parse_yaml
    from briefgen.facts.validate import validate
    from briefgen.model.field_forms import Description
    from briefgen.model.kind_forms import KindForm

    if not is_slug(file.stem):
        problems.append(Diagnostic(Location(file.name), why_no_slug(file.stem), "bad-id", hint="rename the file"))
        return None, None
    if file.raw is None:
        return None, None
    parsed = parse_yaml(file.raw, file.name)
    problems.extend(parsed.diagnostics)
    if parsed.remains is None:
        return None, None
    form, faults, paths = validate(parsed.remains, KindForm, file.name)
    problems.extend(faults)
    left_out = frozenset[str]()
    if form is None:  # what else is wrong is told in the same run
        form, left_out = _without(parsed.remains, paths, file.name)
    return (Description(file.stem, form, file.name, left_out) if form is not None else None), parsed.remains


def _without(data: YamlMap, paths: Sequence[YamlPath], file: str) -> tuple[KindForm | None, frozenset[str]]:
    """What is left of a description without the fields and keys that are at fault, and the names of these."""
    from briefgen.facts.validate import validate
    from briefgen.model.kind_forms import KindForm

    rest = deepcopy(data)
    names = set[str]()
    for path in paths:
        inner = path[:2] if len(path) > 1 and isinstance(rest.get(str(path[0])), dict) else path[:1]
        names.update(str(step) for step in inner[:2])
        holder = rest if len(inner) < 2 else rest.get(str(inner[0]), {})
        if inner and isinstance(holder, dict):
            holder.pop(str(inner[-1]), None)
    return validate(rest, KindForm, file)[0], frozenset(names)


# --- what every record says of itself ---

_KEYS = ("recorded", "marking")
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
            if key not in _KEYS:
                hint = did_you_mean_or(key, _KEYS, "records share")
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
