"""The standard briefs made again: only those that are stale, each with its reason.

Files are written here and nowhere else, those of a brief together; a brief that fails keeps its last good files and
stops no other.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property
from sys import intern
from typing import TYPE_CHECKING

from briefgen.collector import collector_paused
from briefgen.diagnostics import Diagnostic, Location, Severity, did_you_mean, did_you_mean_or, has_errors, in_order
from briefgen.errors import UsageProblem
from briefgen.frozen import replace
from briefgen.incremental.build_state import BriefState, SourceDigest, States, short
from briefgen.incremental.results import BriefResult, BuildResult, Choices, Listener, Status, write_report
from briefgen.incremental.single import to_publish
from briefgen.incremental.staleness import (
    rests_on_the_same,
    result_without_work,
    status_by_hand,
    up_to_date_result,
    why_stale,
    with_orphans,
)
from briefgen.incremental.withholding import raised_files, raised_issues, withhold
from briefgen.outputs.artifacts import Artifacts
from briefgen.outputs.copied_briefs import StrayCopy, stray_copies, told_of
from briefgen.outputs.manifest import FOLDER, MANIFEST, Manifest, digest_of
from briefgen.outputs.publishing import Policy, Published, publish
from briefgen.workspace.file_stat import FileStats
from briefgen.workspace.folder import SETTINGS_FILE, find_workspace
from briefgen.workspace.inputs import inputs_key
from briefgen.workspace.workspace import Workspace

if TYPE_CHECKING:
    from briefgen.executors.processes import TaskResult
    from briefgen.production.request import Report, Request

_UNLOCK = "allow writing to it, then build again"
MEANWHILE = "meanwhile"
"""A question whose answer is never the same: something was saved while the brief was made."""


def build(workspace: Workspace, choices: Choices, listener: Listener = lambda *_: None) -> BuildResult:
    """Make what is stale. Raises `Busy` while another run writes, `UsageProblem` where nothing can be written."""
    _refuse_unknown_tables(workspace, choices)
    if choices.executor:
        from briefgen.executors.cluster import place_of

        place_of(choices.executor)  # also where there is nothing to do
    with collector_paused():
        return _build(workspace, choices, _key(workspace, choices, workspace.look), listener)


def _build(workspace: Workspace, choices: Choices, key: str, listener: Listener) -> BuildResult:
    out = workspace.home.folder("out")
    states, artifacts = States.read(workspace.store), Artifacts(out)
    if states.up_to_date_key == key and not choices.wanted and not artifacts.manifest.is_interrupted:
        copies = _copies(states, states.scopes.get(_scope(choices), ()), artifacts)
        built = result_without_work(states, artifacts, workspace, _scope(choices))
        if built is not None:
            built.problems = told_of(copies, out, workspace.home.shown("out"))
            files = (*artifacts.manifest.files, *(f for s in states.briefs.values() for f in s.files))
            built.looked_at = tuple(dict.fromkeys((*files, *(copy.name for copy in copies))))
            return built

    with artifacts.batch(wait=choices.wait, together=True):
        workspace.register.sweep()
        states = States.read(workspace.store, states)  # what another run may have made before the lock was ours
        if choices.wait:
            key = _key(workspace, choices, workspace.look)
        return _Building(workspace, choices, states, artifacts, key).run(listener)


def status_of_briefs(workspace: Workspace, choices: Choices) -> BuildResult:
    """How every standard brief stands, and why; nothing is made or written."""
    _refuse_unknown_tables(workspace, choices)
    with collector_paused():
        states, artifacts = States.read(workspace.store), Artifacts(workspace.home.folder("out"))
        return _Building(workspace, choices, states, artifacts, "").status_of_briefs()


def report_missed(workspace: Workspace, why: str) -> BuildResult:
    """A build that could do nothing, reported and told like one that did, where that can be written.

    `why` is said to who reads the log, as it may name folders.
    """
    built = BuildResult(problems=[Diagnostic(Location(SETTINGS_FILE), why, "cannot-build")])
    out = workspace.home.folder("out")
    with suppress(UsageProblem, OSError):
        write_report(built, out, Manifest(out))
    states = States.read(workspace.store)
    states.up_to_date_key = ""  # the next build looks at everything, and takes the report back
    states.write(workspace.store)
    return built


def _copies(states: States, wanted: Iterable[str], artifacts: Artifacts) -> list[StrayCopy]:
    """The copies that lie beside the files of these briefs."""
    files = [file for name in wanted if (state := states.briefs.get(name)) for file in state.files]
    return stray_copies(files, artifacts.out, artifacts.manifest.files)


def _key(workspace: Workspace, choices: Choices, look: FileStats | None = None) -> str:
    words = ("build", "stale" if choices.allow_stale else "")
    return inputs_key(workspace.home, *words, store=workspace.store, look=look)


def _refuse_unknown_tables(workspace: Workspace, choices: Choices) -> None:
    if not choices.tables:
        return
    from briefgen.production.standard import table_names

    known = table_names(workspace)
    if unknown := [name for name in choices.tables if name not in known]:
        hint = did_you_mean_or(unknown[0], known, "there are")
        raise UsageProblem(f"briefgen.toml has no table [briefs.{unknown[0]}]; {hint}")


def _scope(choices: Choices) -> str:
    """The tables that a build is restricted to, as a name; "" for all standard briefs."""
    return "\n".join(sorted(set(choices.tables)))


class _Building:
    """One build under way."""

    def __init__(self, workspace: Workspace, choices: Choices, states: States, artifacts: Artifacts, key: str) -> None:
        from briefgen.incremental.fingerprints import Fingerprints
        from briefgen.production.standard import standard_briefs

        self.workspace, self.choices, self.states, self.artifacts, self.key = workspace, choices, states, artifacts, key
        self.requests, self.problems = standard_briefs(workspace, allow_stale=choices.allow_stale)
        self.problems.extend(d for d in workspace.facts.diagnostics if d.severity is Severity.ERROR)
        self.audiences = {request.name: request.audience for request in self.requests}
        self.wanted = self._wanted()
        self.made: list[str] = []
        self.untouched: dict[str, BriefResult] = {}  # there is nothing to do for these, and nobody has edited a file
        self._told: dict[Diagnostic, Diagnostic] = {}  # what is found in many briefs is kept once
        self.damaged = _damaged(workspace, artifacts)
        audiences = dict.fromkeys(self.audiences.values())
        self.fingerprints = {name: Fingerprints(workspace.for_audience(name)) for name in audiences}

    def run(self, listener: Listener) -> BuildResult:
        withheld = withhold(self.workspace, self.artifacts)  # first of all, whatever becomes of the briefs
        reasons = self._reasons()
        due = [request for request in self.requests if reasons.get(request.name)]
        done = {
            request.name: self._failed(request.name, why) for request in due if (why := self._protected(request.name))
        }
        free = [request for request in due if request.name not in done]
        pending = dict.fromkeys(request.name for request in free)
        if free:
            listener(free[0].name, len(done), len(due))
        choices = self.choices
        published: list[tuple[TaskResult, Published]] = []

        def enter() -> None:
            self.artifacts.commit()
            done.update((one.request.name, self._finished(one, files)) for one, files in published)
            published.clear()

        if choices.executor:
            from briefgen.executors.cluster import run_on_cluster

            results = run_on_cluster(choices.executor, self.workspace.home, free, self.key, enter)
        else:
            from briefgen.executors.processes import run_tasks

            results = run_tasks(self.workspace, free, choices.jobs, self._answers, enter)
        for result in results:
            name = result.request.name
            if result.report is None:
                done[name] = self._failed(name, result.failed)
            elif protected := self._protected(name, result.report.files):
                done[name] = replace(self._failed(name, protected), statements=result.report.statements)
            else:
                published.append((result, self._published(result.request, result.report, reasons[name])))
            del pending[name]
            if not (pending and self.artifacts.has_waiting):
                enter()
            listener(next(iter(pending), name), len(due) - len(pending), len(due))
        built = self._built([self._with_reasons(entry, reasons[name]) for name, entry in done.items()])
        built.problems.extend([*self.damaged, *withheld, *self._raised_issues()])
        built.problems.extend(self._copies())
        self._remember(built)
        write_report(built, self.artifacts.out, self.artifacts.manifest)
        return built

    def _with_reasons(self, entry: BriefResult, reasons: tuple[str, ...]) -> BriefResult:
        """A result with the reasons, as this desk may know them and as the readers of the brief may."""
        audience = self.audiences[entry.name]
        tellable = self.workspace.for_audience(audience).readers.tellable(reasons)
        reported = tellable if tellable == reasons else (*tellable, "the facts changed")
        return replace(entry, reasons=reasons, reported=reported)

    def _raised_issues(self) -> list[Diagnostic]:
        """The issues whose readers may not see all of them any more, each told once."""
        found, known = raised_issues(self.workspace), self.states.raised
        self.states.raised = sorted(found)
        return [issue for shown, issue in found.items() if shown not in known]

    def status_of_briefs(self) -> BuildResult:
        stale: list[BriefResult] = []
        for name, reasons in self._reasons().items():
            state = self.states.briefs.get(name)
            if reasons:
                status = Status.FAILED if state and state.failed else Status.STALE
                told = state.failed if state else ()
                entry = up_to_date_result(name, state, self.artifacts, self.workspace)
                if entry.status is not Status.CONFLICT:
                    entry = replace(entry, status=status, findings=told)
                stale.append(replace(entry, reasons=reasons))
        built = self._built(stale)
        built.problems.extend([*raised_files(self.workspace, self.artifacts), *self._copies()])
        return built

    def _wanted(self) -> list[str]:
        """The names of the briefs that are asked for, by name and by table; else of all."""
        from briefgen.production.standard import briefs_of

        named, known = self.choices.wanted, [request.name for request in self.requests]
        if unknown := [name for name in named if name not in known]:
            hint = did_you_mean(unknown[0], known) or "briefgen status names them all"
            raise UsageProblem(f"there is no standard brief '{unknown[0]}'; {hint}")
        if not (named or self.choices.tables):
            return known
        asked = {*named, *(briefs_of(self.workspace, self.choices.tables) if self.choices.tables else ())}
        return [name for name in known if name in asked]

    def _reasons(self) -> dict[str, tuple[str, ...]]:
        """Why each brief that is wanted is stale; nothing where it is fresh."""
        audiences = self.audiences
        then, base = self.states.source_digest, self.workspace.facts.base
        now = self.source_digest if then.rest else SourceDigest()
        outdated = {
            audience: self.states.outdated(
                [n for n in self.wanted if audiences[n] == audience], one.digest_once, then.same(now, base, audience)
            )
            for audience, one in self.fingerprints.items()
        }
        found: dict[str, tuple[str, ...]] = {}
        for name in self.wanted:
            audience, state = audiences[name], self.states.briefs.get(name)
            if state and rests_on_the_same(state, outdated[audience]) and state.is_in_place(self.artifacts):
                self.untouched[name], found[name] = BriefResult(name, Status.FRESH, findings=state.findings), ()
            else:
                why = why_stale(state, self.fingerprints[audience], self.artifacts, outdated[audience])
                found[name] = tuple(why)
        return found

    @cached_property
    def source_digest(self) -> SourceDigest:
        return SourceDigest.of(self.workspace, self.fingerprints)

    def _built(self, entries: Iterable[BriefResult]) -> BuildResult:
        known = self.untouched | {entry.name: entry for entry in entries}
        names = [request.name for request in self.requests]
        every = [
            known.get(n) or up_to_date_result(n, self.states.briefs.get(n), self.artifacts, self.workspace)
            for n in self.wanted
        ]
        built = BuildResult(every, problems=list(self.problems))
        return built if self._is_partial else with_orphans(built, set(names), self.artifacts)

    def _copies(self) -> list[Diagnostic]:
        out, shown = self.artifacts.out, self.workspace.home.shown("out")
        return told_of(_copies(self.states, self.wanted, self.artifacts), out, shown)

    @property
    def _is_partial(self) -> bool:
        """Whether errors may hide records, and so briefs: then no file is said to belong to none."""
        return has_errors(self.problems)

    # --- one brief ---

    def _protected(self, name: str, files: Iterable[str] | None = None) -> list[Diagnostic]:
        """The findings that keep a brief from being written; before it is made, None for the files that it had."""
        if files is None:
            state = self.states.briefs.get(name)
            files = state.files if state else ()
        whys = self.artifacts.protected(files)
        return [Diagnostic(Location(name), why, "write-protected", hint=_UNLOCK) for why in whys]

    def _failed(self, name: str, why: Iterable[Diagnostic]) -> BriefResult:
        last, told = self.states.briefs.get(name), tuple(in_order(why))
        self.states.briefs[name] = BriefState(last.fingerprints if last else {}, last.files if last else {}, (), told)
        return BriefResult(name, Status.FAILED, findings=told)

    def _answers(self, request: Request, report: Report) -> dict[str, str]:
        """What stands behind each question that a brief asked, as a digest."""
        digest = self.fingerprints[request.audience].digest
        return {question: digest(question) for question in report.asked}

    def _published(self, request: Request, report: Report, reasons: tuple[str, ...]) -> Published:
        """What becomes of the files of a brief, once they are in their places."""
        policy = Policy(
            self.choices.keep_edits, self.workspace.for_audience(request.audience).readers.tellable(reasons)
        )
        return publish(to_publish(self.workspace, request, report), self.artifacts, policy)

    def _finished(self, result: TaskResult, done: Published) -> BriefResult:
        """Remember what was made and put in place; where a file is not as it should be, the brief stays stale."""
        request, report = result.request, result.report
        assert report is not None
        answers = self._answers(request, report) if result.answers is None else result.answers
        told = tuple(self._told.setdefault(d, d) for d in report.diagnostics if d.severity is not Severity.NOTE)
        if done.failed:
            entry = self._failed(request.name, [*done.findings, *done.failed])
        else:
            files = {name: short(digest_of(content)) for name, content in report.files.items()}
            self.states.briefs[request.name] = BriefState(self.states.shared(answers), files, told)
            self.made.append(request.name)
            entry = BriefResult(request.name, _status_of(done), findings=(*told, *in_order(done.findings)))
        return replace(
            entry,
            status=Status.CONFLICT if done.conflicts else entry.status,
            written=tuple(self._shown(w.path) for w in done.written if w.changed),
            copies=tuple(self._shown(w.kept_copy) for w in done.written if w.kept_copy),
            edited=tuple(done.held),
            merged=tuple(done.merged),
            statements=tuple(map(intern, report.statements)),
        )

    def _shown(self, path: object) -> str:
        return str(path).removeprefix(f"{self.artifacts.out}/")

    # --- the end ---

    def _remember(self, built: BuildResult) -> None:
        """Keep what is known of each brief; where something was saved meanwhile, that nothing is known for sure."""
        names = {request.name for request in self.requests}
        if not self._is_partial:
            self.states.briefs = {n: s for n, s in self.states.briefs.items() if n in names}
        self.states.others = sorted(names - self.states.briefs.keys())
        is_sound = not built.failed and not self.choices.wanted
        is_all = is_sound and not self.choices.tables
        source_digest = self.source_digest if is_all else SourceDigest()  # before the key that vouches for it
        same = self._is_as_it_was()
        if not same:
            for name in self.made:
                self.states.briefs[name] = replace(self.states.briefs[name], fingerprints={MEANWHILE: ""})
        if not same or built.failed:
            # Once all is as before, the report is to be taken back.
            self.states.up_to_date_key, self.states.scopes = "", {}
        elif is_sound:
            self.states.mark_up_to_date(self.key, _scope(self.choices), self.wanted)
        self.states.source_digest = source_digest if same else SourceDigest()
        self.states.write(self.workspace.store)

    def _is_as_it_was(self) -> bool:
        """Whether nothing was saved meanwhile; settings are read before the lock, which a build may wait for."""
        settings = find_workspace(self.workspace.home.root)[0].settings
        return settings == self.workspace.home.settings and _key(self.workspace, self.choices) == self.key


def _damaged(workspace: Workspace, artifacts: Artifacts) -> list[Diagnostic]:
    """A finding where it is not known any more which files the program wrote."""
    if not artifacts.manifest.is_damaged:
        return []
    place = Location(f"{workspace.home.shown('out')}/{FOLDER}/{MANIFEST}")
    message = "the record of what was written is damaged, and counts as nothing: every file may be somebody's own"
    hint = "nothing is lost: what differs from what is made now is kept beside it"
    return [Diagnostic(place, message, "state-damaged", hint)]


def _status_of(done: Published) -> Status:
    if any(w.changed for w in done.written):
        return Status.MERGED if done.merged else Status.MADE
    return status_by_hand(done.held, done.merged) or Status.UNCHANGED
