"""What is asked for: one brief, told apart from every other, and the kind and the record that it names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b

from briefgen.briefs.kind import BriefKind
from briefgen.briefs.parameters import BadValue, Plain, as_key, in_file_name
from briefgen.diagnostics import Diagnostic, Severity, did_you_mean, has_errors
from briefgen.errors import Problems, UsageProblem
from briefgen.frozen import dataclass
from briefgen.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Request:
    """A kind of brief about a record, and what is to be other than the kind says.

    `language` goes before that of the settings; its tag then stands in the names of the files. `parameters` are
    values for some of the kind's parameters; those that differ from the default stand in the names as well. With
    `allow_stale`, quotes of a source whose archived text has changed are printed and marked. `audience` is the highest
    marking that its readers may see, "" where they may see all; `folder` is where its files are put below `out`, ""
    for where the kind puts them.
    """

    kind: str
    id: str
    formats: tuple[str, ...] = ()
    language: str = ""
    parameters: tuple[tuple[str, Plain], ...] = ()
    allow_stale: bool = False
    audience: str = ""
    folder: str = ""

    @property
    def name(self) -> str:
        """How the brief is spoken of: meeting/samarkand-2025, theme/drugs (ru, since 2024, for TLP:GREEN)."""
        if not (self.language or self.parameters or self.audience or self.folder):  # as most, and asked for often
            return f"{self.kind}/{self.id}"
        rest = [self.language, *(f"{name} {value}" for name, value in self.parameters)]
        rest += [f"for {self.audience}" if self.audience else "", f"in {self.folder}" if self.folder else ""]
        behind = ", ".join(word for word in rest if word)
        return f"{self.kind}/{self.id}" + (f" ({behind})" if behind else "")

    def chosen(self, kind: BriefKind) -> BriefKind:
        """Its kind of brief, with all that is chosen."""
        kind = kind.in_language(self.language).with_values(dict(self.parameters))
        return kind.for_audience(self.audience).in_folder(self.folder)

    def stem(self, kind: BriefKind) -> str:
        """The name of its files below `out`, without their endings."""
        return self.chosen(kind).output_name(self.id) + (f".{self.language}" if self.language else "")

    @property
    def words(self) -> tuple[str, ...]:
        """What tells it from every other request."""
        stale = "stale" if self.allow_stale else ""
        values = as_key(dict(self.parameters))
        return (self.kind, self.id, self.language, stale, values, self.audience, self.folder, *self.formats)

    @property
    def slot(self) -> str:
        """Where the store keeps such a brief."""
        words = "\0".join(self.words).encode("utf-8", "surrogatepass")
        return f"brief-{blake2b(words, digest_size=10).hexdigest()}"


def named(kind: BriefKind, words: Sequence[str]) -> tuple[str, dict[str, Plain]]:
    """The id that words of a command line give a brief, and the parameters that they are; raises `UsageProblem`.

    A brief about a selection takes the parameters that its settings name, or a name of its own, by default its kind's.
    """
    if not kind.is_selection or not kind.arguments:
        if len(words) > 1 or not (words or kind.is_selection):
            raise UsageProblem(f"name one {kind.about}: briefgen {kind.name} ID")
        return (words[0] if words else kind.name), {}
    if len(words) != len(kind.arguments):
        shown = " ".join(name.upper() for name in kind.arguments)
        raise UsageProblem(f"name what it is about: briefgen {kind.name} {shown}")
    try:
        given = {name: kind.parameters[name].read(word) for name, word in zip(kind.arguments, words, strict=True)}
    except BadValue as bad:
        raise UsageProblem(str(bad)) from None
    return id_of(kind, given), given


def id_of(kind: BriefKind, given: Mapping[str, Plain]) -> str:
    """The id of a brief about a selection whose words are these: both of them, one behind the other."""
    return "-and-".join(in_file_name(kind.parameters[name], given[name]) for name in kind.arguments)


def resolve_request(workspace: Workspace, request: Request) -> tuple[BriefKind, str, list[Diagnostic]]:
    """The kind with what the request chooses, the key of the record, and warnings; raises as `make_report` does."""
    workspace = workspace.for_audience(request.audience)
    kind, problems = workspace.kind(request.kind)
    strange = workspace.strange_parameter(kind)
    if strange is not None or has_errors(problems):
        raise Problems([*problems, *filter(None, [strange])])
    _refuse_unreadable(workspace)
    kind = request.chosen(kind)
    if above := workspace.floor_too_high(kind):
        raise Problems([above])
    _check_records(workspace, kind)
    if any(f"{kind.about}/{request.id}" in broken.keys for broken in workspace.facts.broken):
        raise Problems(workspace.facts.diagnostics)
    return kind, find_record(workspace, kind, request.id), problems


def _refuse_unreadable(workspace: Workspace) -> None:
    """Errors that belong to no file of records, such as a folder that cannot be read, concern every brief."""
    known = {broken.file for broken in workspace.facts.broken}
    found = workspace.facts.diagnostics
    if any(d.severity is Severity.ERROR and d.location.file not in known for d in found):
        raise Problems(found)


def find_record(workspace: Workspace, kind: BriefKind, id_: str) -> str:
    """The key of the record a brief is about; an unknown id suggests the nearest."""
    workspace.check_subject(kind)
    if kind.is_selection:
        from briefgen.production.conditions import check_conditions

        check_conditions(workspace, kind)
        return f"{kind.about}/{id_}"
    record = workspace.facts.base.record(f"{kind.about}/{id_}")
    if record is not None and not record.deprecated:
        return record.key
    from briefgen.workspace.open_facts import refuse_faulty  # only where something is wrong

    if (held_back := workspace.readers.refuse(f"{kind.about}/{id_}")) is not None:
        raise Problems([held_back])
    if record is None:
        refuse_faulty(workspace, kind.about, id_)
    known = [r.id for r in workspace.facts.base.of_kind(kind.about)]
    if record is not None:
        why = next(iter(record.deprecated.values()))
        raise UsageProblem(f"the {kind.about} '{id_}' is deprecated ({record.file}): {why}")
    there = f"there are: {', '.join(known[:12])}" if known else f"{workspace.home.shown('facts')}/ has none yet"
    from briefgen.query.whose import whose_name

    meant = [one.record.id for one in whose_name(workspace.facts.base, id_.replace("-", " "), [kind.about])]
    if id_ in meant:  # a state that needs no record of its own
        raise UsageProblem(f"nothing is on record of the {kind.about} '{id_}'; {there}")
    named = id_.rpartition("/")[2].removesuffix(".yaml")  # a shell completes the names of files
    hint = did_you_mean(named, known) or (f"did you mean '{meant[0]}'?" if len(meant) == 1 else there)
    raise UsageProblem(f"there is no {kind.about} '{id_}'; {hint}")


def _check_records(workspace: Workspace, kind: BriefKind) -> None:
    """Raises `UsageProblem` where a parameter names a record that there is not."""
    for name, value in kind.values.items():
        about = kind.parameters[name].record_kind
        if about and value is not None and workspace.facts.base.record(str(value)) is None:
            if (held_back := workspace.readers.refuse(str(value))) is not None:
                raise Problems([held_back])
            id_ = str(value).partition("/")[2]
            known = [r.id for r in workspace.facts.base.of_kind(about)]
            hint = did_you_mean(id_, known) or f"there are: {', '.join(known[:12])}"
            where = f"--{name}" if name in kind.given else f"{kind.shown}/template.toml: the default of {name}"
            raise UsageProblem(f"{where}: there is no {about} '{id_}'; {hint}")


# --- What making a brief gave, or checking a workspace: plain data, so that it can be kept ---


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


@dataclass(frozen=True, slots=True)
class Checking:
    """What a check found, and how the quotes fared: a count for each verdict."""

    diagnostics: tuple[Diagnostic, ...]
    quotes: dict[str, int]
    records: int
    statements: int
