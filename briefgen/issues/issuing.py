"""Issuing briefs: the brief as it is now becomes the next issue, unless it says what the last one says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from hashlib import sha256

from briefgen.briefs.kind import BriefKind, no_kind
from briefgen.briefs.parameters import BadValue, Plain, as_key
from briefgen.diagnostics import Diagnostic, Location, Severity, did_you_mean
from briefgen.document.nodes import document_as_json
from briefgen.errors import Problems, ProgramFault, UsageProblem
from briefgen.frozen import dataclass, replace
from briefgen.incremental.fingerprints import Fingerprints
from briefgen.outputs.artifacts import BY_HAND, Artifacts
from briefgen.outputs.runlock import running
from briefgen.production.assembling import issue_name, since
from briefgen.production.make import Made, make_version
from briefgen.production.request import Request, named, resolve_request
from briefgen.production.standard import standard_briefs
from briefgen.version import __version__
from briefgen.workspace.provenance import Provenance, write_provenance
from briefgen.workspace.register import CONTENTS, DOCUMENT, LOCK, Issue, plain_json
from briefgen.workspace.workspace import LOCK_FILE, Workspace, read_beside_facts

_VERIFY = (
    "an issue needs verified quotes: name the archive (BRIEFGEN_ARCHIVE), or run briefgen check --lock where it is"
)


@dataclass(frozen=True, slots=True)
class Issued:
    """The outcome for one brief: a new issue, the last one as it was, or why there is none."""

    request: Request
    issue: Issue | None
    is_new: bool = False
    findings: tuple[Diagnostic, ...] = ()
    problem: str = ""

    @property
    def failed(self) -> bool:
        return self.issue is None


def issue_briefs(
    workspace: Workspace, requests: Iterable[Request], date: str, *, wait: float = 0.0, without_edits: bool = False
) -> Iterator[Issued]:
    """Issue each brief, dated `date` (YYYY-MM-DD); one that fails stops no other.

    An issue is what facts and templates give. A brief whose file in `out/` holds hand edits, which would not be in it,
    is refused unless they are to be left out (`without_edits`).

    Raises `Busy` where another run writes to `out` for longer than `wait` seconds.
    """
    with running(workspace.home.folder("out"), wait=wait):
        workspace.register.sweep()
        for request in requests:
            try:
                yield _issue(workspace, request, date, without_edits=without_edits)
            except Problems as found:
                yield Issued(request, None, findings=found.diagnostics)
            except UsageProblem as wrong:
                yield Issued(request, None, problem=str(wrong))
            except ProgramFault as fault:
                yield Issued(request, None, problem=fault.in_short)


def _issue(workspace: Workspace, request: Request, date: str, *, without_edits: bool = False) -> Issued:
    workspace = workspace.for_audience(request.audience)
    kind, key, _ = resolve_request(workspace, request)
    if not without_edits:
        _refuse_edited(workspace, request.stem(kind), _formats(workspace, request))
    name, register = issue_name(kind, request.id), workspace.register
    last = register.last(name)
    if last is not None:
        if date < last.provenance.date:
            raise UsageProblem(f"{last.called} is of {last.provenance.date}; the next one cannot be of {date}")
        if changed := last.changed():
            raise Problems(changed)
        if _says_the_same(workspace, request, last):
            return Issued(request, last, findings=tuple(register.lost(name)))
    number = last.number + 1 if last else 1
    made = make_version(workspace, request, since(workspace, last, number, date), f"{_stem(name)}.issue-{number}")
    _refuse_unverified(workspace, made)
    _refuse_unreviewed(workspace, name, [ground.id for ground in made.contents.grounds])
    files = {
        **made.report.files,
        DOCUMENT: plain_json(document_as_json(made.document)),
        CONTENTS: plain_json(made.contents.as_json()),
    }
    lock = _lock(workspace, kind, key, request, made, name, number, date, last, files)
    issue = register.publish(name, number, {**files, LOCK: lock})
    return Issued(request, issue, True, (*register.lost(name), *made.report.diagnostics))


def _refuse_edited(workspace: Workspace, stem: str, formats: Sequence[str]) -> None:
    artifacts = Artifacts(workspace.home.folder("out"))
    shown = workspace.home.shown("out")
    names = [name for f in formats if (name := f"{stem}.{f}") in artifacts.manifest.files]
    if edited := [name for name in names if artifacts.condition(name) in BY_HAND]:
        message = "it holds hand edits, which an issue would not have"
        hint = "put them into facts or templates, or leave them out of the issue: --without-edits"
        raise Problems(
            [Diagnostic(Location(f"{shown}/{name}"), message, "edited-by-hand", hint=hint) for name in edited]
        )


def _refuse_unverified(workspace: Workspace, made: Made) -> None:
    """A desk that keeps a lock of its quotes issues none that neither the lock nor an archived text knows."""
    found = [d for d in made.report.diagnostics if d.code == "quote-unverified"]
    if found and read_beside_facts(workspace.home, LOCK_FILE):
        raise Problems([replace(d, severity=Severity.ERROR, hint=_VERIFY) for d in found])


def _refuse_unreviewed(workspace: Workspace, name: str, statements: Iterable[str]) -> None:
    """Where the settings ask for a second pair of eyes, nothing is issued that nobody has approved as it is."""
    if not workspace.home.settings["review.required"]:
        return
    from briefgen.review.standing import Reviews

    reviews = Reviews(workspace.whole)
    if found := [*reviews.missing(name, statements), *reviews.problems]:
        raise Problems(found)


def remade(workspace: Workspace, request: Request, issue: Issue) -> Made:
    """The brief as the same issue, of the same day and since the same one before it, from what is on record now."""
    workspace = workspace.for_audience(request.audience)
    last = workspace.register.before(issue)
    name = f"{_stem(issue.name)}.issue-{issue.number}"
    return make_version(workspace, request, since(workspace, last, issue.number, issue.provenance.date), name)


def request_of(workspace: Workspace, issue: Issue) -> Request:
    """The request for which it was issued; raises `UsageProblem` where its parameters are none of the kind."""
    import json

    issued = issue.provenance
    parameters = workspace.kind(issued.kind)[0].parameters
    values: dict[str, Plain] = {}
    for name, value in json.loads(issued.parameters).items():
        try:
            values[name] = parameters[name].read(value)
        except KeyError:
            values[name] = tuple(value) if isinstance(value, list) else value  # which the kind no longer has
        except BadValue as bad:
            raise UsageProblem(f"{issue.called} was made with {name} = {value!r}: {bad}") from None
    id_ = issued.key.partition("/")[2]
    given = tuple(sorted(values.items()))
    return Request(issued.kind, id_, issued.formats, issued.language, given, audience=issued.audience)


def find_issue(workspace: Workspace, request: Request, number: int | None) -> Issue:
    """An issue of a brief, the last one where no number is given; raises `UsageProblem` where there is none."""
    kind, _, _ = resolve_request(workspace, request)
    name, register = issue_name(kind, request.id), workspace.register
    numbers = register.numbers(name)
    if not numbers:
        near = did_you_mean(name, register.names())
        raise UsageProblem(f"{name} was never issued; {near or f'briefgen issue {request.kind} {request.id} does'}")
    if number is not None and number not in numbers:
        raise UsageProblem(f"there is no issue {number} of {name}; there are: {', '.join(map(str, numbers))}")
    return register.issue(name, numbers[-1] if number is None else number)


def requests_of(
    workspace: Workspace, words: Sequence[str], language: str = "", audience: str = ""
) -> tuple[list[Request], list[Diagnostic]]:
    """The briefs named as KIND ID …, or as standard briefs are (meeting/lisbon-2024); without words all of those.

    An audience never widens that of a standard brief. Raises `UsageProblem` for a name that leads nowhere.
    """
    workspace.for_audience(audience)  # which refuses what is no marking
    standard, problems = standard_briefs(workspace)
    if language:
        standard = [replace(request, language=language) for request in standard]
    if audience:
        standard = [replace(request, audience=_lower(workspace, request.audience, audience)) for request in standard]
    if not words:
        return _each_once(workspace, standard), problems
    if "/" in words[0]:
        known = {request.name: request for request in standard}
        requests = [known.get(word) or _named(workspace, word, known, language, audience) for word in words]
    else:
        kind = workspace.kind(words[0])[0] if words[0] in workspace.kinds else None
        if kind is not None and kind.is_selection:
            id_, given = named(kind, words[1:])
            requests = [Request(kind.name, id_, (), language, tuple(sorted(given.items())), audience=audience)]
        elif len(words) == 1:
            raise UsageProblem(_incomplete(workspace, words[0], [request.name for request in standard]))
        else:
            requests = [Request(words[0], id_, language=language, audience=audience) for id_ in words[1:]]
    for request in requests:
        with suppress(Problems):  # told where it is issued
            resolve_request(workspace, request)
    return requests, []


def _incomplete(workspace: Workspace, word: str, known: Sequence[str]) -> str:
    """The message where one word is given: a record behind a kind is missing, or the kind before a record."""
    if word in workspace.kinds:
        return f"name a record after '{word}': {word} ID; briefgen list {word} names them"
    named = [name for name in known if name.partition("/")[2] == word]
    return f"{no_kind(word, ())[0]}; " + (f"write {named[0]}" if named else "write KIND ID, or KIND/ID")


def _lower(workspace: Workspace, own: str, audience: str) -> str:
    return min(own or audience, audience, key=workspace.markings.scheme.index)


def _each_once(workspace: Workspace, requests: Iterable[Request]) -> list[Request]:
    """Briefs that differ in formats and in where their files are put alone are one, which is issued in all formats."""
    found: dict[Request, list[tuple[str, ...]]] = {}
    for request in requests:
        found.setdefault(replace(request, folder="", formats=()), []).append(request.formats)
    return [replace(request, formats=_joined(workspace, request.kind, formats)) for request, formats in found.items()]


def _joined(workspace: Workspace, kind: str, formats: list[tuple[str, ...]]) -> tuple[str, ...]:
    if len(formats) == 1:
        return formats[0]
    return tuple(sorted({f for some in formats for f in some or workspace.kind(kind)[0].settings["formats"]}))


def _named(workspace: Workspace, word: str, known: Iterable[str], language: str, audience: str) -> Request:
    kind, _, id_ = word.partition("/")
    if kind in workspace.kinds and id_ and " " not in id_:
        return Request(kind, id_, language=language, audience=audience)
    hint = did_you_mean(word, known) or "briefgen status names the standard briefs"
    raise UsageProblem(f"there is no brief '{word}'; {hint}")


def _says_the_same(workspace: Workspace, request: Request, last: Issue) -> bool:
    return (
        set(_formats(workspace, request)) <= set(last.provenance.formats)
        and remade(workspace, request, last).document == last.document
    )


def _formats(workspace: Workspace, request: Request) -> tuple[str, ...]:
    return request.formats or tuple(resolve_request(workspace, request)[0].settings["formats"])


def _stem(name: str) -> str:
    return name.rpartition("/")[2]


def _lock(
    workspace: Workspace,
    kind: BriefKind,
    key: str,
    request: Request,
    made: Made,
    name: str,
    number: int,
    date: str,
    last: Issue | None,
    files: dict[str, bytes],
) -> bytes:
    grounds = made.contents.grounds
    lock = Provenance(
        name=name,
        number=number,
        date=date,
        kind=kind.name,
        key=key,
        language=request.language,
        formats=_formats(workspace, request),
        parameters=as_key(dict(request.parameters)) or "{}",
        title=made.report.title,
        marking=made.report.marking,
        author=workspace.home.settings["author"],
        tool=__version__,
        since=last.number if last else 0,
        files={n: sha256(content).hexdigest() for n, content in files.items()},
        inputs=Fingerprints(workspace).files(made.report.asked),
        statements={ground.id: ground.sha256 for ground in grounds},
        sources={ground.id: ground.sources for ground in grounds if ground.sources},
        audience=request.audience,
    )
    return plain_json(write_provenance(lock))
