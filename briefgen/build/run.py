"""The standard briefs made again: only those that are stale, each with its reason.

Files are written here and nowhere else, one brief at a time; a brief that fails keeps its last good files and
stops no other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from briefgen.build import settled
from briefgen.build.artifacts import Artifacts, Condition
from briefgen.build.build_report import write_report
from briefgen.build.built import Built, Choices, Entry, Listener, Standing
from briefgen.build.desk import Desk
from briefgen.build.inputs import inputs_key
from briefgen.build.memory import collector_paused
from briefgen.build.placing import Policy, Put, put, unresolved
from briefgen.build.report import Report
from briefgen.build.snapshot import Snapshot
from briefgen.build.states import BriefState, States
from briefgen.build.wish import Wish
from briefgen.diagnostics import Diagnostic, Severity, did_you_mean, in_order
from briefgen.errors import UsageProblem

MEANWHILE = "meanwhile"
"""A question whose answer is never the same: something was saved while the brief was made."""


def build(desk: Desk, choices: Choices, listener: Listener = lambda *_: None) -> Built:
    """Make what is stale. Raises `Busy` while another run writes, `UsageProblem` where nothing can be written."""
    key = _key(desk, choices)
    out = desk.workspace.folder("out")
    if not (choices.wanted or choices.all_told) and (known := settled.recall(desk.store, key, out)) is not None:
        return known
    with collector_paused():
        return _build(desk, choices, key, listener)


def _build(desk: Desk, choices: Choices, key: str, listener: Listener) -> Built:
    out = desk.workspace.folder("out")
    records = settled.view(out, ())
    states, artifacts = States.read(desk.store), Artifacts(out)
    if states.settled == key and not choices.wanted and not artifacts.manifest.is_interrupted:
        seen = settled.view(out, [*artifacts.manifest.files, *(f for s in states.briefs.values() for f in s.files)])
        built = _as_it_is(states, artifacts, desk)
        if built is not None:
            if seen.begins_like(records):  # else another run has written since they were read
                settled.keep(desk.store, key, seen, built)
            return built
    with artifacts.batch(wait=choices.wait):
        return _Building(desk, choices, states, artifacts, key).run(listener)


def survey(desk: Desk, choices: Choices) -> Built:
    """How every standard brief stands, and why; nothing is made or written."""
    with collector_paused():
        states, artifacts = States.read(desk.store), Artifacts(desk.workspace.folder("out"))
        return _Building(desk, choices, states, artifacts, "").survey()


def _key(desk: Desk, choices: Choices) -> str:
    return inputs_key(desk.workspace, "build", "stale" if choices.allow_stale else "", store=desk.store)


def _as_it_is(states: States, artifacts: Artifacts, desk: Desk) -> Built | None:
    """What a build comes to that has nothing to do; None where a file is gone."""
    built = Built(orphans=_orphans(set(states.briefs), artifacts))
    for name, state in sorted(states.briefs.items()):
        entry = _untouched(name, state, artifacts, desk)
        if any(artifacts.condition(file) is Condition.MISSING for file in state.files):
            return None
        built.entries.append(entry)
    return built


def _untouched(name: str, state: BriefState | None, artifacts: Artifacts, desk: Desk) -> Entry:
    """A brief that nothing was done about."""
    files = state.files if state else ()
    edited = tuple(file for file in files if artifacts.condition(file) is Condition.EDITED)
    if marks := [m for f in edited for m in unresolved(artifacts, f, f"{desk.workspace.shown('out')}/{f}")]:
        return Entry(name, Standing.CONFLICT, edited=edited, told=tuple(marks))
    told = state.told if state else ()
    return Entry(name, Standing.EDITED if edited else Standing.FRESH, edited=edited, told=told)


def _orphans(names: set[str], artifacts: Artifacts) -> list[str]:
    """Files that the program wrote for briefs which are no standard briefs, or no more."""
    known = artifacts.manifest.files
    return [file for file, entry in known.items() if entry.brief not in names and (artifacts.out / file).exists()]


class _Building:
    """One build under way."""

    def __init__(self, desk: Desk, choices: Choices, states: States, artifacts: Artifacts, key: str) -> None:
        from briefgen.build.answers import Answers
        from briefgen.build.standard import standard_briefs

        self.desk, self.choices, self.states, self.artifacts, self.key = desk, choices, states, artifacts, key
        self.answers = Answers(desk)
        self.wishes, self.problems = standard_briefs(desk, allow_stale=choices.allow_stale)
        self.problems.extend(d for d in desk.facts.diagnostics if d.severity is Severity.ERROR)
        self.made: list[str] = []

    def run(self, listener: Listener) -> Built:
        from briefgen.build.executors import granted

        reasons = self._reasons()
        due = [wish for wish in self.wishes if reasons.get(wish.name)]
        done: dict[str, Entry] = {}
        for outcome in granted(self.desk, due, self.key, self.choices):
            name = outcome.wish.name
            if outcome.report is None:
                done[name] = self._failed(name, outcome.failed)
            else:
                entry = self._finished(outcome.wish, outcome.report, reasons[name])
                done[name] = replace(entry, statements=outcome.report.statements)
            listener(name, len(done), len(due))
        built = self._built([replace(entry, reasons=reasons[name]) for name, entry in done.items()])
        self._remember(built)
        write_report(built, self.artifacts.out, self.artifacts.manifest)
        return built

    def survey(self) -> Built:
        stale: list[Entry] = []
        for name, reasons in self._reasons().items():
            state = self.states.briefs.get(name)
            if reasons:
                standing = Standing.FAILED if state and state.failed else Standing.STALE
                told = state.failed if state else ()
                entry = _untouched(name, state, self.artifacts, self.desk)
                if entry.standing is not Standing.CONFLICT:
                    entry = replace(entry, standing=standing, told=told)
                stale.append(replace(entry, reasons=reasons))
        return self._built(stale)

    def _reasons(self) -> dict[str, tuple[str, ...]]:
        """Why each brief that is wanted is stale; nothing where it is fresh."""
        from briefgen.build.staleness import why_stale

        wanted, known = self.choices.wanted, [wish.name for wish in self.wishes]
        if unknown := [name for name in wanted if name not in known]:
            hint = did_you_mean(unknown[0], known) or "briefgen status names them all"
            raise UsageProblem(f"there is no standard brief '{unknown[0]}'; {hint}")
        names = [name for name in known if not wanted or name in wanted]
        outdated = self.states.outdated(names, self.answers.digest, self.states.snapshot.same(self.desk))
        return {n: tuple(why_stale(self.states.briefs.get(n), self.answers, self.artifacts, outdated)) for n in names}

    def _built(self, entries: Iterable[Entry]) -> Built:
        known = {entry.name: entry for entry in entries}
        names = [wish.name for wish in self.wishes]
        every = [known.get(n) or _untouched(n, self.states.briefs.get(n), self.artifacts, self.desk) for n in names]
        return Built(every, _orphans(set(names), self.artifacts), list(self.problems))

    # --- one brief ---

    def _failed(self, name: str, why: Iterable[Diagnostic]) -> Entry:
        last, told = self.states.briefs.get(name), tuple(in_order(why))
        self.states.briefs[name] = BriefState(last.answers if last else {}, last.files if last else (), (), told)
        return Entry(name, Standing.FAILED, told=told)

    def _finished(self, wish: Wish, report: Report, reasons: tuple[str, ...]) -> Entry:
        """Put what was made in place, and remember it; where a file is not as it should be, the brief stays stale."""
        policy = Policy(self.choices.keep_edits, reasons)
        done = put(self.desk, wish, report.files, self.artifacts, policy)
        told = tuple(d for d in report.diagnostics if d.severity is not Severity.NOTE)
        if done.failed:
            entry = self._failed(wish.name, [*done.told, *done.failed])
        else:
            answers = {question: self.answers.digest(question) for question in report.asked}
            self.states.briefs[wish.name] = BriefState(answers, tuple(report.files), told)
            self.made.append(wish.name)
            entry = Entry(wish.name, _standing(done), told=(*told, *in_order(done.told)))
        return replace(
            entry,
            standing=Standing.CONFLICT if done.conflicts else entry.standing,
            written=tuple(self._shown(w.path) for w in done.written if w.changed),
            copies=tuple(self._shown(w.kept_copy) for w in done.written if w.kept_copy),
            edited=tuple(done.held),
            merged=tuple(done.merged),
        )

    def _shown(self, path: object) -> str:
        return str(path).removeprefix(f"{self.artifacts.out}/")

    # --- the end ---

    def _remember(self, built: Built) -> None:
        """Keep what is known of each brief; where something was saved meanwhile, that nothing is known for sure."""
        names = {wish.name for wish in self.wishes}
        self.states.briefs = {n: s for n, s in self.states.briefs.items() if n in names}
        same = _key(self.desk, self.choices) == self.key
        if not same:
            for name in self.made:
                self.states.briefs[name] = replace(self.states.briefs[name], answers={MEANWHILE: ""})
        whole = same and not built.failed and not self.choices.wanted
        self.states.settled = self.key if whole else ""
        self.states.snapshot = Snapshot.of(self.desk) if whole else Snapshot()
        self.states.write(self.desk.store)


def _standing(done: Put) -> Standing:
    if done.merged:
        return Standing.MERGED
    if any(w.changed for w in done.written):
        return Standing.MADE
    return Standing.EDITED if done.held else Standing.UNCHANGED
