"""The folder `facts/` read into a FactBase, with everything that is wrong in it.

What was read before and has not changed since (by content hash) is known from the store (`store/fact_store.py`), and
its statements are read when somebody asks for them; only changed files are parsed, and only then are the pydantic
models imported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from functools import partial
from hashlib import blake2b
from os.path import samefile
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.collector import collector_paused
from briefgen.copies import are_versions, differences, originals, said_of_copy
from briefgen.diagnostics import Diagnostic, Location, Severity, did_you_mean, has_errors, in_order, quoted
from briefgen.disk import content_of, is_there
from briefgen.facts.factbase import FactBase
from briefgen.facts.files import NUMBERED, FactFile, KnownDigest, excerpt_of, read_files
from briefgen.facts.gathering import BrokenFile, Gathering, broken_files, files_meant, twice, words_in
from briefgen.facts.kinds import Defaults, KindFiles, Kinds
from briefgen.facts.references import SOURCE_NAMED, UnknownReferences, codes_of
from briefgen.facts.store.fact_rows import NOTHING, diagnostic_row, head_from, without_statements
from briefgen.facts.store.fact_store import Cache, FactStore, FileEntry
from briefgen.frozen import dataclass
from briefgen.model.ids import is_slug, why_no_slug
from briefgen.model.schema import SOURCE, STATE
from briefgen.model.statement import Record
from briefgen.regexes import pattern

if TYPE_CHECKING:
    from briefgen.facts.passages.excerpt import KeptPassages
    from briefgen.facts.passages.short_forms import Named
    from briefgen.facts.yaml_tree import Path as YamlPath
    from briefgen.facts.yaml_tree import YamlMap

_SRC = pattern(rb"^src: *[\"']?([a-z0-9-]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What reading gave: the facts, and all diagnostics in order.

    `read_anew` are the names of the files that were parsed.
    `broken` are the files with errors, `left` what is left of the records in them without what is at fault, which the
    facts do not have. `digests` stand for the content of each file, by its name. `unread` are kinds of record whose
    descriptions could not be read.
    """

    base: FactBase
    diagnostics: list[Diagnostic]
    read_anew: tuple[str, ...] = ()
    broken: tuple[BrokenFile, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    left: tuple[Record, ...] = ()

    def faults_of(self, kind: str, named: str) -> list[Diagnostic]:
        """What is wrong with the file of a record that somebody names and that is not there; `kind` "" for any."""
        known = [key.partition("/")[2] for key in self.base.heads if kind in ("", key.partition("/")[0])]
        files = files_meant(self.broken, kind, named, known) if self.broken else ()
        return [d for d in self.diagnostics if d.location.file in files]


def load_facts(
    folder: Path,
    *,
    shown_as: str = "facts",
    cache: Cache | None = None,
    known_digest: KnownDigest = lambda *_: "",
    code: str = "",
) -> Loaded:
    """Read every record under `folder`; diagnostics name files below `shown_as`.

    `cache` hold what an earlier call has read, and what this one reads from now on; what is damaged or of other
    `code` is ignored. `known_digest` says which files need not be read again. A file with a fault gives no record, and
    references to it are no second fault.
    """
    problems: list[Diagnostic] = []
    with collector_paused():
        kind_files = KindFiles.below(folder, shown_as, problems)
        defaults = Defaults.below(folder, shown_as, problems)
        of_all = blake2b(kind_files.digest.encode() + defaults.raw, digest_size=16).hexdigest()
        store = FactStore(cache, {"code": code, "kinds": of_all})
        kinds = Kinds(store.schema, {}) if store else kind_files.read(problems)
        kinds_are_sound = not has_errors(problems)
        files: list[FactFile] = []
        for file in read_files(folder, shown_as, problems, partial(_unchanged, store, known_digest)):
            files.append(file)
            if store.digest(file.name) == file.digest != "":
                file.let_go()
        sources = _SourceFiles(files, kinds.schema[SOURCE].folder)
        parsing = _Parsing(problems, kinds, sources, defaults)
        problems.extend(_copies(files))
        for file in files:
            if not _restore(file, store, sources):
                parsing.read(file)
        gathering = Gathering(files, parsing, _PathPlaces(files, parsing).find, store)
        base, left = gathering.base(problems, of_all), gathering.left
        if kinds_are_sound:
            gathering.keep()
    digests = {f.name: f.digest for f in [*kind_files.files, *files]}
    broken = tuple(broken_files(files, kinds, problems))
    return Loaded(base, in_order(problems), tuple(parsing.read_anew), broken, digests, kinds.unread, left)


# --- what was read before ------------------------------------------------------------------------


def _unchanged(store: FactStore, known_digest: KnownDigest, name: str, path: str) -> str:
    """The digest of a file that the store knows and that looks as it did then; "" for every other."""
    known = store.digest(name)
    return known if known and known_digest(name, path) == known else ""


def _restore(file: FactFile, store: FactStore, sources: _SourceFiles) -> bool:
    """True where the store knows the file's bytes; then its records come from there.

    Passages that it names of sources must stand there as they did.
    """
    if not file.digest or store.digest(file.name) != file.digest:
        return False
    entry = store.entry(file.name)
    if any(sources.digest(id_) != known for id_, known, _ in entry.uses):
        return False
    file.entry, file.uses, file.named = entry, entry.uses, dict(entry.named) if entry.named else NOTHING
    file.heads = [head_from(head, file.name, store.schema[head[0]].roles) for head in entry.heads]
    return True


# --- parsing what changed ------------------------------------------------------------------------


class _Parsing:
    """Reads files one by one; keeps, for those with faults, what is left of them."""

    def __init__(self, problems: list[Diagnostic], kinds: Kinds, sources: _SourceFiles, defaults: Defaults) -> None:
        self.problems, self.kinds, self.sources, self.defaults = problems, kinds, sources, defaults
        self.folders = {spec.folder: spec.kind for spec in kinds.schema.values()}
        self.remains: dict[str, tuple[list[Record], YamlMap]] = {}
        self.read_anew: list[str] = []

    def read(self, file: FactFile) -> None:
        """The records of a file; where it has no errors, what may be kept of it but for its references."""
        self.read_anew.append(file.name)
        file.entry, file.uses, file.named = None, (), NOTHING
        if file.folder in self.kinds.broken:  # its description is at fault
            return
        kind = self.folders.get(file.folder)
        if kind is None and self.kinds.unread - set(self.kinds.broken.values()):  # it may be the folder of one of these
            return
        if kind is None:
            near = did_you_mean(file.folder, self.folders)
            hint = near or f"describe it in facts/_kinds/; folders are: {', '.join(self.folders)}"
            message = f"{quoted(file.folder)} is no kind of record"
            self.problems.append(Diagnostic(Location(file.name), message, "unknown-kind", hint=hint))
            return
        found = list(_name_faults(file))
        if file.raw is not None:
            found += self._content(file, file.raw, kind, named_well=is_slug(file.stem))
            if not has_errors(found) and not self.kinds.doubtful:
                warnings = tuple(map(diagnostic_row, found))
                file.entry = FileEntry(file.digest, tuple(file.uses), tuple(file.named.items()), warnings)
        file.heads = [without_statements(record) for record in file.records]
        self.problems.extend(found)

    def _content(self, file: FactFile, raw: bytes, kind: str, named_well: bool) -> list[Diagnostic]:
        from briefgen.facts.explode import explode
        from briefgen.facts.parse import parse_yaml

        parsed = parse_yaml(raw, file.name)
        found = list(parsed.diagnostics)
        if parsed.remains is None:
            return found
        data, in_passages = self.expand(parsed.remains, file, raw, kind)
        found += in_passages
        self.defaults.fill(data)
        faults: list[Diagnostic] = []
        paths: list[YamlPath] = []
        record = self.kinds.reading.record(data, kind)
        if record is None:  # what is wrong with it is not said there
            from briefgen.facts.validate import of_another_kind, validate

            record, faults, paths = validate(data, self.kinds.models.of_kind(kind), file.name)
            faults = of_another_kind(faults, paths, kind, self.kinds.schema)
        if record is not None and parsed.data is not None:
            records, faults = explode(
                record, self.kinds.schema, kind, file.stem, file.name, data, self.passages_for(file)
            )
            if named_well and not has_errors(faults) and not has_errors(in_passages):
                file.records = records
            else:
                self.remains[file.name] = records, data
        else:
            from briefgen.facts.validate import recover

            records, remains, more = recover(data, kind, self.kinds.models, file.stem, file.name, paths)
            self.remains[file.name] = records, remains
            faults += more
        told = {d.location for d in found if d.severity is Severity.ERROR}
        unsaid: set[str] = set()
        if self.kinds.doubtful:
            from briefgen.facts.validate import unknown_key

            unsaid = {unknown_key(name) for name in self.kinds.doubtful}  # the description that adds it is at fault
        return found + [d for d in faults if d.location not in told and d.message not in unsaid]

    def expand(self, data: YamlMap, file: FactFile, raw: bytes, kind: str) -> tuple[YamlMap, list[Diagnostic]]:
        """The data with its passages taken apart; the file knows then which passages of sources it names."""
        from briefgen.facts.passages.expand import expand, has_passages, named_passages

        is_source = kind == SOURCE
        keys, sources = self.kinds.keys(kind), self.sources
        if not has_passages(raw, data, keys) and not (is_source and file.excerpt):
            return data, []
        own = file.stem if is_source else ""
        whole, problems, used = expand(data, keys, file.name, own, sources.passages, sources.excerpt, sources.files)
        uses: dict[str, list[str]] = {}
        for id_, name in used:
            uses.setdefault(id_, []).append(name)
        file.uses = [[id_, self.sources.digest(id_), names] for id_, names in uses.items()]
        if is_source:
            named = {name: p.at for name, p in named_passages(data, file.stem).items()}
            numbered = {f"{NUMBERED}{n}": (line, 1) for n, line in enumerate(sources.excerpt(own).lines, 1)}
            file.named = named | numbered
        return whole, problems

    def passages_for(self, file: FactFile) -> Callable[[str, str], str]:
        """The kept passage in which words stand; of the sources alone whose passages the file uses."""
        used = {id_ for id_, *_ in file.uses}
        return lambda source, quote: self.sources.excerpt(source).around(quote) if source in used else ""

    def tree(self, file: FactFile) -> YamlMap | None:
        """The data of a sound file, with its passages taken apart."""
        from briefgen.facts.parse import parse_yaml

        data = parse_yaml(file.raw or b"", file.name).data
        return data if data is None else self.expand(data, file, file.raw or b"", self.folders[file.folder])[0]


class _SourceFiles:
    """The files of sources by their ids, for passages that records of other files name."""

    def __init__(self, files: list[FactFile], folder: str) -> None:
        self.files = {f.stem: f for f in files if f.folder == folder}
        self.known: dict[str, Named] = {}
        self.excerpts: dict[str, KeptPassages] = {}

    def digest(self, id_: str) -> str:
        file = self.files.get(id_)
        return file.digest if file else ""

    def excerpt(self, id_: str) -> KeptPassages:
        from briefgen.facts.passages.excerpt import KeptPassages

        if id_ not in self.excerpts:
            file = self.files.get(id_)
            self.excerpts[id_] = KeptPassages.of(file.excerpt if file else b"")
        return self.excerpts[id_]

    def passages(self, id_: str) -> Named | None:
        from briefgen.facts.parse import parse_yaml
        from briefgen.facts.passages.expand import named_passages

        file = self.files.get(id_)
        if file is None:
            return None
        if id_ not in self.known:
            data = parse_yaml(file.raw or b"", file.name).remains
            self.known[id_] = named_passages(data, id_, self.excerpt) if data is not None else {}
        return self.known[id_]


def _name_faults(file: FactFile) -> Iterable[Diagnostic]:
    """What is wrong with the name of a file, once: its id, with the ending, or its ending alone."""
    lower = file.stem.lower()
    has_ending = file.place.endswith(".yaml")
    if is_slug(file.stem):
        if not has_ending:
            message, hint = f"the ending is {file.path.suffix}", f"rename it to {lower}.yaml"
            yield Diagnostic(Location(file.name), message, "file-name", hint=hint)
        return
    hint = f"rename it to {lower}.yaml" if is_slug(lower) else "the file's name is the record's id; rename the file"
    beside = file.path.with_name(f"{lower}.yaml")
    if is_there(beside) and not samefile(file.path, beside):
        hint = f"there is a {lower}.yaml beside it; join the two, and delete this one"
    message = why_no_slug(file.stem) + ("" if has_ending else f"; and the ending is {file.path.suffix}")
    yield Diagnostic(Location(file.name), message, "bad-id", hint=hint)


def _copies(files: list[FactFile]) -> Iterable[Diagnostic]:
    """Files that are another version of one beside them, made by a program for sharing folders or by hand."""
    folders: dict[str, dict[str, FactFile]] = {}
    for file in files:
        folders.setdefault(file.folder, {})[file.stem] = file
    for beside in folders.values():
        for stem, other, is_sure in originals(beside):
            file, original = beside[stem], beside[other]
            if original.raw is None or file.raw is None or not (is_sure or are_versions(file.raw, original.raw)):
                continue
            message, hint = said_of_copy(original.path.name, differences(file.raw, original.raw))
            yield Diagnostic(Location(file.name), message, "copied-file", hint)


class _PathPlaces:
    """Where in its file a path leads; a file is parsed again only when something in it must be shown."""

    def __init__(self, files: list[FactFile], parsing: _Parsing) -> None:
        self.files, self.parsing = {f.name: f for f in files}, parsing
        self.trees: dict[str, YamlMap | None] = {name: tree for name, (_, tree) in parsing.remains.items()}
        self.sources: dict[str, dict[str, tuple[int, int]]] = {}

    def find(self, file: str, path: tuple[str | int, ...]) -> tuple[int, int]:
        from briefgen.facts.yaml_tree import locate, source_places

        if file not in self.trees:
            self.trees[file] = self.parsing.tree(self.files[file])
        if path[0] != SOURCE_NAMED:
            return locate(self.trees[file], path)
        if file not in self.sources:
            self.sources[file] = source_places(self.trees[file])
        return self.sources[file].get(str(path[1]), (1, 1))


def _sources_named(file: FactFile, folder: str, known: set[str]) -> Iterable[FactFile]:
    """The files of the sources whose passages a file may name: known ones, and one at its head that has a fault."""
    raw = file.raw or b""
    named = words_in(raw) & known
    for id_ in sorted(named | {match[1].decode() for match in _SRC.finditer(raw)}):
        path = file.path.parents[1] / folder / f"{id_}.yaml"
        if path != file.path and (content := content_of(path)) is not None:
            excerpt = content_of(Path(excerpt_of(path))) or b""
            yield FactFile(str(path), f"{folder}/{path.name}", folder, content, excerpt=excerpt)


def read_beside(file: FactFile, base: FactBase, kinds: Kinds) -> tuple[list[Record], list[Diagnostic]]:
    """The records of one file, whose content may not be saved yet, beside the other files of a base.

    With what is wrong in it: as YAML, against its kind, and where a reference leads nowhere. Nothing else is read.
    """
    problems: list[Diagnostic] = []
    folder = base.schema[SOURCE].folder
    known = {record.id for record in base.of_kind(SOURCE)}
    if file.folder == folder:
        file.excerpt = content_of(Path(excerpt_of(file.path))) or b""
    sources = _SourceFiles([*_sources_named(file, folder, known), file], folder)
    parsing = _Parsing(problems, kinds, sources, Defaults.below(file.path.parents[1], "facts", []))
    parsing.read(file)
    found = file.records or parsing.remains.get(file.name, ([], None))[0]
    others = [key for key, head in base.heads.items() if head.file != file.name]
    keys = [*others, *(record.key for record in found)]
    states = base.kinds_acting(STATE)
    codes = codes_of(base.schema, (base.records[key] for key, head in base.heads.items() if head.kind in states))
    references = UnknownReferences(base.schema, keys, (), _PathPlaces([file], parsing).find, codes)
    records = [references.resolve(record) for record in found]
    beside = {key: base.heads[key] for key in others}
    problems.extend(twice(record, beside[record.key]) for record in records if record.key in beside)
    return records, in_order([*problems, *references.problems])
