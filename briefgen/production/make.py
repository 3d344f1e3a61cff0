"""One brief, made: facts and template to the contents of its files.

What was made before from the very same inputs is taken from the store (`inputs.inputs_key`); then neither
templates nor documents are touched, and the modules for them are not even imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from briefgen.diagnostics import Diagnostic, Location, Severity, did_you_mean, has_errors
from briefgen.errors import Problems, ProgramFault, UsageProblem
from briefgen.production.report import Report
from briefgen.production.request import Request
from briefgen.workspace.inputs import inputs_key
from briefgen.workspace.looks import writers_for
from briefgen.workspace.word_templates import read_word
from briefgen.workspace.workspace import HOUSE_FILE, Workspace

if TYPE_CHECKING:
    from briefgen.briefs.assemble import Brief
    from briefgen.briefs.issue import Contents, Issuing
    from briefgen.briefs.kind import BriefKind
    from briefgen.document.nodes import Document
    from briefgen.facts.tracing import TracedFactBase
    from briefgen.writers.base import Writer

T = TypeVar("T")


def report_of(workspace: Workspace, request: Request) -> Report:
    """The brief made, or as it was made from the very same inputs; raises as `make_report` does."""
    key = inputs_key(workspace.home, *request.words, store=workspace.store)
    kept = workspace.store.get(request.slot) if request.slot else None
    report = Report.from_bytes(kept, key) if kept else None
    if report is None:
        report = make_report(workspace, request)
        if request.slot:
            workspace.store.put(request.slot, report.to_bytes(key))
    return report


def make_report(workspace: Workspace, request: Request) -> Report:
    """The brief made, by a child process: what a template does can be stopped, and harms nothing here.

    Nothing is written. Raises `UsageProblem` for an unknown kind or id, `Problems` where facts or templates have errors
    or a quote is not in its source.
    """
    workspace = workspace.for_audience(request.audience)
    kind, key, problems = resolve_request(workspace, request)
    stem = request.stem(kind)
    made = _within_limits(workspace, kind, _report, workspace, kind, key, stem, request.formats, request.allow_stale)
    _refuse_broken(workspace, made)
    return replace(made, diagnostics=(*problems, *_warnings(workspace), *made.diagnostics))


@dataclass(frozen=True, slots=True)
class Made:
    """A brief made with issues in mind: what a report says, the text, and what it rests on."""

    report: Report
    document: Document
    contents: Contents


def make_version(workspace: Workspace, request: Request, issuing: Issuing, name: str) -> Made:
    """The brief as an issue or as a draft, its files called `name`; made and refused like any brief."""
    workspace = workspace.for_audience(request.audience)
    kind, key, problems = resolve_request(workspace, request)
    made = _within_limits(workspace, kind, _version, workspace, kind, key, name, request.formats, issuing)
    _refuse_broken(workspace, made.report)
    told = (*problems, *_warnings(workspace), *made.report.diagnostics)
    return replace(made, report=replace(made.report, diagnostics=told))


def with_brief(workspace: Workspace, request: Request, file: str, work: Callable[..., T], *arguments: object) -> T:
    """What `work(desk, kind, document, *arguments)` returns for a brief that is put together once more, within limits.

    `file` is named where a limit is passed. Raises as `make_report` does, and `Problems` of the work.
    """
    from briefgen.sandbox.bounded import bounded

    workspace = workspace.for_audience(request.audience)
    prepare(workspace)
    made: T = bounded(workspace.limits, file, _with_brief, workspace, request, work, *arguments)
    return made


def _with_brief(workspace: Workspace, request: Request, work: Callable[..., T], *arguments: object) -> T:
    from briefgen.production.quote_gate import Vouching

    kind, key, _ = resolve_request(workspace, request)
    stale = Vouching(workspace, workspace.verification).stale
    return work(workspace, kind, assemble(workspace, kind, key, stale=stale).document, *arguments)


def resolve_request(workspace: Workspace, request: Request) -> tuple[BriefKind, str, list[Diagnostic]]:
    """The kind with what the request chooses, the key of the record, and warnings; raises as `make_report` does."""
    workspace = workspace.for_audience(request.audience)
    kind, problems = workspace.kind(request.kind)
    if has_errors(problems):
        raise Problems(problems)
    _refuse_unreadable(workspace)
    kind = request.chosen(kind)
    if above := workspace.floor_too_high(kind):
        raise Problems([above])
    _check_records(workspace, kind)
    if any(f"{kind.about}/{request.id}" in broken.keys for broken in workspace.facts.broken):
        raise Problems(workspace.facts.diagnostics)
    return kind, find_record(workspace, kind, request.id), problems


def _within_limits(workspace: Workspace, kind: BriefKind, work: Callable[..., T], *arguments: object) -> T:
    from briefgen.sandbox.bounded import bounded

    prepare(workspace)
    try:
        return bounded(workspace.limits, f"{kind.shown}/{kind.file}", work, *arguments)
    except (Problems, ProgramFault) as bad:
        if workspace.facts.broken:  # which may be why
            raise Problems(workspace.facts.diagnostics) from None
        raise _in_full(workspace, bad) from None


def _refuse_broken(workspace: Workspace, made: Report) -> None:
    """A brief that would be another without the errors in facts is not made; one that uses none of them is."""
    if any(broken.concerns(made.asked) for broken in workspace.facts.broken):
        raise Problems(workspace.facts.diagnostics)


def _refuse_unreadable(workspace: Workspace) -> None:
    """Errors that belong to no file of records, such as a folder that cannot be read, concern every brief."""
    known = {broken.file for broken in workspace.facts.broken}
    found = workspace.facts.diagnostics
    if any(d.severity is Severity.ERROR and d.location.file not in known for d in found):
        raise Problems(found)


def _warnings(workspace: Workspace) -> list[Diagnostic]:
    """What reading the facts found; of errors in files that a brief does not use, how many there are."""
    found = workspace.facts.diagnostics
    errors = [d for d in found if d.severity is Severity.ERROR]
    if not errors:
        return found
    files = sorted({d.location.file for d in errors})
    place = Location(files[0])
    message = f"there are {len(errors)} errors in facts that this brief does not use"
    if workspace.audience:  # nobody knows how high a file is marked that cannot be read: it is not named
        place = Location(workspace.home.shown("facts"))
    else:
        message += f": {', '.join(files)}"
    return [Diagnostic(place, message, "errors-elsewhere", Severity.WARNING, "briefgen check shows them")]


def prepare(workspace: Workspace) -> None:
    """Read what is no template's doing: it counts for no template's time, and no child reads it again."""
    import briefgen.briefs.assemble
    import briefgen.rendering.environment  # noqa: F401

    workspace.facts.base.prepare()
    workspace.disputes.prepare()
    workspace.verification.prepare()


def _in_full(workspace: Workspace, bad: Problems | ProgramFault) -> Problems | ProgramFault:
    """All syntax faults of a template that cannot be read, where rendering has met the first."""
    if isinstance(bad, ProgramFault) or not any(d.code == "template-syntax" for d in bad.diagnostics):
        return bad
    from briefgen.production.linting import lint_workspace

    files = {d.location.file for d in bad.diagnostics}
    linted = lint_workspace(workspace, with_facts=False).diagnostics
    return Problems([d for d in linted if d.code == "template-syntax" and d.location.file in files] or bad.diagnostics)


def _report(
    workspace: Workspace, kind: BriefKind, key: str, name: str, formats: tuple[str, ...], allow_stale: bool
) -> Report:
    return _made(workspace, kind, key, name, formats, allow_stale)[0]


def _version(
    workspace: Workspace, kind: BriefKind, key: str, name: str, formats: tuple[str, ...], issuing: Issuing
) -> Made:
    from briefgen.briefs.issue import Contents, grounds

    report, brief = _made(workspace, kind, key, name, formats, False, issuing)
    found = grounds(workspace.facts.base, brief.resolved.statements)
    return Made(report, brief.document, Contents(found, brief.snapshot, brief.resolved.sentences))


def _made(
    workspace: Workspace,
    kind: BriefKind,
    key: str,
    name: str,
    formats: tuple[str, ...],
    allow_stale: bool,
    issuing: Issuing | None = None,
) -> tuple[Report, Brief]:
    from briefgen.facts.tracing import TracedFactBase
    from briefgen.production.quote_gate import Vouching
    from briefgen.sandbox.bounded import busy_with

    vouching = Vouching(workspace, workspace.verification)
    traced = TracedFactBase(workspace.facts.base)
    word = read_word(workspace, kind)
    brief = assemble(workspace, kind, key, stale=vouching.stale, traced=traced, issuing=issuing)
    for id_ in brief.resolved.statements:
        traced.ask(f"verdict {id_}")
    doubts = vouching.problems(brief.resolved.statements, allow_stale=allow_stale)
    if has_errors(doubts):
        raise Problems(doubts)
    busy_with(f"{workspace.home.shown('templates')}/{HOUSE_FILE}")
    writers, found = writers_for(workspace, kind, list(formats) or list(kind.settings["formats"]))
    busy_with(f"{kind.shown}/{kind.file}")
    meta = brief.document.meta
    if above := workspace.too_high(kind, meta.marking):
        raise Problems([above])
    report = Report(
        kind.name,
        key,
        meta.title,
        meta.marking,
        brief.resolved.sources,
        brief.resolved.statements,
        len(brief.document.notes),
        tuple((c.id, c.status) for c in brief.conflicts),
        brief.gaps,
        (*([] if word is None else word.diagnostics), *doubts, *brief.diagnostics, *found),
        _files(name, brief.document, writers),
        (*traced.questions(), *(["house"] if any(w.name == "docx" for w in writers) else []), "program"),
    )
    return report, brief


def _files(name: str, document: Document, writers: Sequence[Writer]) -> dict[str, bytes]:
    """The content of each file by its name below `out/`; pictures lie beside the Markdown that shows them."""
    files = {name + writer.suffix: writer.write(document) for writer in writers}
    if any(writer.name == "md" for writer in writers):
        folder = name.rpartition("/")[0]
        files.update({f"{folder}/{p.name}" if folder else p.name: p.png for p in document.pictures})
    return files


def find_record(workspace: Workspace, kind: BriefKind, id_: str) -> str:
    """The key of the record a brief is about; an unknown id suggests the nearest."""
    schema = workspace.facts.base.schema
    if kind.about not in schema:
        hint = did_you_mean(kind.about, schema) or f"kinds of record are: {', '.join(schema)}"
        raise UsageProblem(f"{kind.shown}/template.toml: about = '{kind.about}' is no kind of record; {hint}")
    record = workspace.facts.base.record(f"{kind.about}/{id_}")
    if record is not None and not record.deprecated:
        return record.key
    if (held_back := workspace.held_back(f"{kind.about}/{id_}")) is not None:
        raise Problems([held_back])
    known = [r.id for r in workspace.facts.base.of_kind(kind.about)]
    if record is not None:
        why = next(iter(record.deprecated.values()))
        raise UsageProblem(f"the {kind.about} '{id_}' is deprecated ({record.file}): {why}")
    there = f"there are: {', '.join(known[:12])}" if known else f"{workspace.home.shown('facts')}/ has none yet"
    raise UsageProblem(f"there is no {kind.about} '{id_}'; {did_you_mean(id_, known) or there}")


def _check_records(workspace: Workspace, kind: BriefKind) -> None:
    """Raises `UsageProblem` where a parameter names a record that there is not."""
    for name, value in kind.values.items():
        about = kind.parameters[name].record_kind
        if about and value is not None and workspace.facts.base.record(str(value)) is None:
            if (held_back := workspace.held_back(str(value))) is not None:
                raise Problems([held_back])
            id_ = str(value).partition("/")[2]
            known = [r.id for r in workspace.facts.base.of_kind(about)]
            hint = did_you_mean(id_, known) or f"there are: {', '.join(known[:12])}"
            where = f"--{name}" if name in kind.given else f"{kind.shown}/template.toml: the default of {name}"
            raise UsageProblem(f"{where}: there is no {about} '{id_}'; {hint}")


def assemble(
    workspace: Workspace,
    kind: BriefKind,
    key: str,
    *,
    stale: frozenset[str] = frozenset(),
    traced: TracedFactBase | None = None,
    issuing: Issuing | None = None,
) -> Brief:
    """The brief as a document, without writing anything; notes on `stale` sources say that they are.

    `traced` takes down what the brief asks: of the facts, which are its own, and of all else that decides it.
    `issuing` says as which issue; without it, it is a draft of the next one.
    """
    from briefgen.briefs.assemble import Assembler
    from briefgen.briefs.assemble import House as Signature
    from briefgen.query.period import from_year
    from briefgen.rendering.environment import Environment
    from briefgen.rendering.folders import CompiledTemplates
    from briefgen.sandbox.limits import at_ease
    from briefgen.workspace.drafts import draft_since_last, issue_name
    from briefgen.workspace.styles import citing

    settings, markings = workspace.home.settings, workspace.markings
    compiled = CompiledTemplates(workspace.compiled_templates())
    word = read_word(workspace, kind)
    sources = {} if word is None else {kind.template: (word.file, word.source)}
    environment = Environment(workspace.home.template_folders, compiled, from_year, sources)
    locale = workspace.locale(kind.settings["language"] or settings["language"])
    issued_as = issue_name(kind, key.partition("/")[2])
    if issuing is None:
        issuing = draft_since_last(workspace, issued_as)
    signature = Signature(markings.scheme, markings.default, settings["author"], settings["language"])
    try:
        disputes = workspace.disputes if traced is None else workspace.disputes.traced(traced.ask)
        cite = citing(workspace, kind, key, locale)
        assembler = Assembler(
            workspace.facts.base if traced is None else traced,
            disputes,
            environment,
            locale,
            signature,
            stale=stale,
            word=word,
            at_ease=at_ease,
            cite=cite,
            issuing=issuing,
        )
        return assembler.assemble(kind, key)
    finally:
        if traced is not None:
            besides = (f"issue {issued_as}", *_of_kind(workspace, kind), f"words {locale.tag}", *environment.asked())
            for question in ("settings", *besides):
                traced.ask(question)
        if compiled.changed:
            workspace.keep_compiled(compiled.stored)


def _of_kind(workspace: Workspace, kind: BriefKind) -> Iterator[str]:
    """The questions about its templates and its citation style that every brief of a kind asks."""
    from briefgen.briefs.kind import TEMPLATE_FILES
    from briefgen.workspace.styles import OWN, style_name

    yield f"template-settings {kind.name}"
    yield from (f"template {kind.name}/{file}" for file in TEMPLATE_FILES)
    if (style := style_name(workspace, kind)) != OWN:
        yield f"style {style}"
