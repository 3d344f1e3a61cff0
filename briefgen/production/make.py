"""One brief, made: facts and template to the contents of its files.

What was made before from the very same inputs is taken from the store (`inputs.inputs_key`); then neither
templates nor documents are touched, and the modules for them are not even imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from briefgen.diagnostics import Diagnostic, Location, Severity, has_errors
from briefgen.disk import content_of
from briefgen.errors import OVER_LIMITS, Problems, ProgramFault
from briefgen.frozen import dataclass, replace
from briefgen.production.assembling import assemble
from briefgen.production.request import Report, Request, resolve_request
from briefgen.workspace.inputs import inputs_key
from briefgen.workspace.looks import import_writers, read_word, writers_for
from briefgen.workspace.workspace import HOUSE_FILE, Workspace

if TYPE_CHECKING:
    from briefgen.briefs.assemble import Brief
    from briefgen.briefs.issue import IssueContents, Issuing
    from briefgen.briefs.kind import BriefKind
    from briefgen.document.nodes import Document
    from briefgen.writers.base import Writer

T = TypeVar("T")


def report_of(workspace: Workspace, request: Request, *, alone: bool = False) -> Report:
    """The brief made, or as it was made from the very same inputs; raises as `make_report` does.

    `alone`: this process asks for no other and needs no facts, so whoever makes it reads them.
    """
    key = inputs_key(workspace.home, *request.words, store=workspace.store, look=workspace.look).encode()
    report: Report | None = workspace.store.value(request.slot, key)
    if report is None:
        report = (_by_worker if alone else make_report)(workspace, request)
        # Another key means that somebody has saved a file meanwhile, such as a template.
        if inputs_key(workspace.home, *request.words, store=workspace.store).encode() == key:
            workspace.store.keep_value(request.slot, key, report)
    return report


def _by_worker(workspace: Workspace, request: Request) -> Report:
    from briefgen.sandbox.bounded import by_worker

    most, file = workspace.limits.megabytes << 18, workspace.home.shown("facts")
    try:
        return by_worker(most, file, make_report, workspace, request)
    except Problems as bad:  # one that was ended has not said whose it is
        raise _whose(workspace, bad) from None


def make_report(workspace: Workspace, request: Request) -> Report:
    """The brief made, by a child process: what a template does can be stopped, and harms nothing here.

    Nothing is written. Raises `UsageProblem` for an unknown kind or id, `Problems` where facts or templates have errors
    or a quote is not in its source.
    """
    workspace = workspace.for_audience(request.audience)
    kind, key, problems = resolve_request(workspace, request)
    import_writers(request.formats or kind.settings["formats"])
    made = _within_limits(workspace, kind, _report, workspace, kind, key, request.stem(kind), request)
    return _told(workspace, problems, made)


@dataclass(frozen=True, slots=True)
class Made:
    """A brief made with issues in mind: what a report says, the text, and what it rests on."""

    report: Report
    document: Document
    contents: IssueContents


def make_version(workspace: Workspace, request: Request, issuing: Issuing | None, name: str) -> Made:
    """The brief as an issue or as a draft, its files called `name`; made and refused like any brief.

    Without `issuing` it is a draft of the next issue, as every run makes it.
    """
    workspace = workspace.for_audience(request.audience)
    kind, key, problems = resolve_request(workspace, request)
    made = _within_limits(workspace, kind, _version, workspace, kind, key, name, request, issuing)
    return replace(made, report=_told(workspace, problems, made.report))


def with_brief(workspace: Workspace, request: Request, file: str, work: Callable[..., T], *arguments: object) -> T:
    """What `work(desk, kind, document, *arguments)` returns for a brief that is put together once more, within limits.

    `file` is named where a limit is passed. Raises as `make_report` does, and `Problems` of the work.
    """
    from briefgen.sandbox.bounded import bounded

    workspace = workspace.for_audience(request.audience)
    workspace.prepare()
    made: T = bounded(workspace.limits, file, _with_brief, workspace, request, work, *arguments)
    return made


def _with_brief(workspace: Workspace, request: Request, work: Callable[..., T], *arguments: object) -> T:
    from briefgen.production.quote_gate import QuoteGate

    kind, key, _ = resolve_request(workspace, request)
    stale = QuoteGate(workspace, workspace.verification).stale
    return work(workspace, kind, assemble(workspace, kind, key, stale=stale).document, *arguments)


def _within_limits(workspace: Workspace, kind: BriefKind, work: Callable[..., T], *arguments: object) -> T:
    from briefgen.sandbox.bounded import bounded

    workspace.prepare()
    try:
        return bounded(workspace.limits, f"{kind.shown}/{kind.file}", work, *arguments)
    except (Problems, ProgramFault) as bad:
        if workspace.facts.broken:  # which may be why
            raise Problems(workspace.facts.diagnostics) from None
        if isinstance(bad, Problems) and _is_shipped(workspace, f"{kind.shown}/{kind.file}"):
            bad = _whose(workspace, bad)
        raise _in_full(workspace, bad) from None


_OURS = (
    "this template came with the program, which should make it within its limits: please report that; "
    "limits.seconds and limits.megabytes in briefgen.toml allow more"
)


def _whose(workspace: Workspace, bad: Problems) -> Problems:
    """The same problems; where a template that came with the program passed a limit, nobody is told to mend that."""
    return Problems(
        replace(d, hint=_OURS) if d.code in OVER_LIMITS and _is_shipped(workspace, d.location.file) else d
        for d in bad.diagnostics
    )


def _is_shipped(workspace: Workspace, file: str) -> bool:
    """Whether a template is as it came with the program, be it a copy among the workspace's own."""
    (shown, shipped), *own = reversed(workspace.home.template_folders)
    if file.startswith(f"{shown}/"):
        return True
    for name, folder in own:
        if file.startswith(f"{name}/"):
            below = file.removeprefix(f"{name}/")
            return content_of(folder / below) == content_of(shipped / below) is not None
    return False


def _told(workspace: Workspace, problems: Iterable[Diagnostic], made: Report) -> Report:
    """The report with what is wrong besides.

    A brief that would be another without the errors in facts is not made; one that uses none of them is.
    """
    if any(broken.concerns(made.asked) for broken in workspace.facts.broken):
        raise Problems(workspace.facts.diagnostics)
    return replace(made, diagnostics=(*problems, *_warnings(workspace), *made.diagnostics))


def _warnings(workspace: Workspace) -> list[Diagnostic]:
    """What reading the facts found; of errors in files that a brief does not use, how many there are."""
    found = workspace.facts.diagnostics
    errors = [d for d in found if d.severity is Severity.ERROR]
    if not errors:
        return found
    files = sorted({d.location.file for d in errors})
    place = Location(files[0])
    said = "is one error" if len(errors) == 1 else f"are {len(errors)} errors"
    message = f"there {said} in facts that this brief does not use"
    if workspace.audience:  # nobody knows how high a file is marked that cannot be read: it is not named
        place = Location(workspace.home.shown("facts"))
    else:
        message += f": {', '.join(files)}"
    return [Diagnostic(place, message, "errors-elsewhere", "briefgen check shows them")]


def _in_full(workspace: Workspace, bad: Problems | ProgramFault) -> Problems | ProgramFault:
    """All syntax faults of a template that cannot be read, where rendering has met the first."""
    if isinstance(bad, ProgramFault) or not any(d.code == "template-syntax" for d in bad.diagnostics):
        return bad
    from briefgen.production.templates import syntax_faults
    from briefgen.sandbox.bounded import bounded

    files = frozenset(d.location.file for d in bad.diagnostics)
    try:
        found = bounded(workspace.limits, workspace.home.shown("templates"), syntax_faults, workspace, files)
    except Problems:  # reading them passes a limit
        found = []
    return Problems(found or bad.diagnostics)


def _report(workspace: Workspace, kind: BriefKind, key: str, name: str, request: Request) -> Report:
    return _made(workspace, kind, key, name, request)[0]


def _version(
    workspace: Workspace, kind: BriefKind, key: str, name: str, request: Request, issuing: Issuing | None
) -> Made:
    from briefgen.briefs.issue import IssueContents, grounds

    report, brief = _made(workspace, kind, key, name, request, issuing)
    found = grounds(workspace.facts.base, brief.resolved.statements)
    return Made(report, brief.document, IssueContents(found, brief.snapshot, brief.resolved.sentences))


def _made(
    workspace: Workspace, kind: BriefKind, key: str, name: str, request: Request, issuing: Issuing | None = None
) -> tuple[Report, Brief]:
    from briefgen.facts.tracing import TracedFactBase
    from briefgen.production.quote_gate import QuoteGate
    from briefgen.sandbox.bounded import busy_with

    gate = QuoteGate(workspace, workspace.verification)
    traced = TracedFactBase.afresh(workspace.facts.base)
    word = read_word(workspace, kind)
    brief = assemble(workspace, kind, key, stale=gate.stale, traced=traced, issuing=issuing)
    for id_ in brief.resolved.statements:
        traced.ask(f"verdict {id_}")
    doubts = gate.problems(brief.resolved.statements, allow_stale=request.allow_stale)
    if has_errors(doubts):
        raise Problems(doubts)
    busy_with(f"{workspace.home.shown('templates')}/{HOUSE_FILE}")
    writers, found = writers_for(workspace, kind, request.formats or kind.settings["formats"])
    busy_with(f"{kind.shown}/{kind.file}")
    meta = brief.document.meta
    if above := workspace.too_high(kind, meta.marking):
        raise Problems([above])
    told = (*([] if word is None else word.diagnostics), *doubts, *brief.diagnostics, *found)
    besides = ["house", "program"] if any(w.name == "docx" for w in writers) else ["program"]
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
        told,
        _files(name, brief.document, writers),
        (*_of_texts(traced.questions(), told), *besides),
    )
    return report, brief


def _of_texts(questions: Iterable[str], told: Iterable[Diagnostic]) -> Iterator[str]:
    """The questions; of templates those branches count alone that were reached, unless a line of one is told."""
    asked = tuple(questions)
    if any(".j2" in d.location.file for d in told):
        return (question for question in asked if not question.startswith("wording "))
    whole = {f"template {question.split(' ', 2)[1]}" for question in asked if question.startswith("wording ")}
    return (question for question in asked if question not in whole)


def _files(name: str, document: Document, writers: Sequence[Writer]) -> dict[str, bytes]:
    """The content of each file by its name below `out/`; pictures lie beside the Markdown that shows them."""
    files = {name + writer.suffix: writer.write(document) for writer in writers}
    if any(writer.name == "md" for writer in writers):
        folder = name.rpartition("/")[0]
        files.update({f"{folder}/{p.name}" if folder else p.name: p.png for p in document.pictures})
    return files
