"""Where drafts are made: one after the other, off the event loop, each once for each change of the workspace.

A draft that cannot be made never takes the last good one away: the page shows what is wrong and, below it, the
brief as it was. What is kept in memory is bounded; nothing is written to the workspace.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import field
from enum import StrEnum
from pathlib import Path

from briefgen.briefs.kind import subjects
from briefgen.desk.draft import Draft, draw, picture_address, word_file
from briefgen.diagnostics import Diagnostic, Location, Severity, has_errors, in_order
from briefgen.disk import read_file, resolved
from briefgen.errors import Problems, UsageProblem
from briefgen.frozen import dataclass
from briefgen.outputs.artifacts import Artifacts, Condition
from briefgen.outputs.manifest import digest_of
from briefgen.rendering.catalogue import catalogue_files
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import SETTINGS_FILE, WorkspaceFolder, find_workspace
from briefgen.workspace.workspace import Workspace

KEPT = 24
"""How many drafts are kept, the last good one of each brief that was looked at."""

_GRAVITY = {severity: n for n, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to tell, with the line it is about where there is one."""

    diagnostic: Diagnostic
    excerpt: Excerpt | None = None


@dataclass(frozen=True, slots=True)
class DraftView:
    """What a page shows of one brief: a draft, or none yet, and what is wrong; `stale` if the draft is an older one."""

    generation: int
    draft: Draft | None
    problems: tuple[Problem, ...]
    stale: bool = False


@dataclass(frozen=True, slots=True)
class ListedBrief:
    """One brief that can be made; `name` is that of its record."""

    kind: str
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Listing:
    """All briefs of the workspace, and the languages that its templates speak; the first is its own."""

    briefs: tuple[ListedBrief, ...] = ()
    languages: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class KeptStore(Store):
    """The store of a workspace with everything in memory as well, so that a redraw reads no file twice."""

    def __init__(self, behind: Store) -> None:
        super().__init__(behind.folder)
        self._kept: dict[str, bytes] = {}

    def get(self, name: str) -> bytes | None:
        if name not in self._kept and (found := super().get(name)) is not None:
            self._kept[name] = found
        return self._kept.get(name)

    def put(self, name: str, *data: bytes) -> None:
        if self._kept.get(name) != (whole := b"".join(data)):
            self._kept[name] = whole
            super().put(name, whole)


@dataclass
class Studio:
    """The drafts of one workspace. `changed` may be called from any thread; the rest by one thread at a time.

    They are for readers of the marking `audience` at most; "" holds nothing back.
    """

    home: WorkspaceFolder
    audience: str = ""
    generation: int = 1
    _views: OrderedDict[tuple[str, str, str], DraftView] = field(default_factory=OrderedDict)
    _facts: int = 1  # the generation in which facts were last saved
    _workspace: tuple[int, Workspace] | None = None
    _listing: tuple[int, Listing] = (0, Listing())
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._store = KeptStore(Store.of(self.home.root))

    @property
    def root(self) -> Path:
        return self.home.root

    def changed(self, *, facts: bool = True) -> None:
        """Something in the workspace was saved; without `facts`, templates alone."""
        with self._guard:
            self.generation += 1
            if facts:
                self._facts = self.generation

    def view(self, kind: str, id_: str, language: str = "") -> DraftView:
        """The brief as it is now. Raises `UsageProblem` where there is none and never was."""
        key, generation = (kind, id_, language), self.generation
        last = self._views.get(key)
        if last is None or last.generation != generation:
            last = self._view(key, generation, last.draft if last else None)
            self._views[key] = last
        self._views.move_to_end(key)
        while len(self._views) > KEPT:
            self._views.popitem(last=False)
        return last

    def picture(self, kind: str, id_: str, address: str) -> bytes | None:
        """A picture of a draft that is kept, by its address below the page; None for any other."""
        drafts = [view.draft for key, view in list(self._views.items()) if key[:2] == (kind, id_) and view.draft]
        pictures = (picture for draft in drafts for picture in draft.document.pictures)
        return next((picture.png for picture in pictures if picture_address(picture) == address), None)

    def glance(self, kind: str, id_: str) -> DraftView:
        """The brief as it is now, without keeping it for a page."""
        last = self._views.get((kind, id_, ""))
        return last if last and last.generation == self.generation else self._view((kind, id_, ""), 0, None)

    def listing(self) -> Listing:
        """Every brief there is; the last one known while the facts cannot be read."""
        generation = self.generation
        if self._listing[0] != generation:
            try:
                found = _list(self.workspace())
            except (Problems, UsageProblem) as bad:
                problems = self.told(_diagnostics(bad))
                found = Listing(self._listing[1].briefs, self._listing[1].languages, problems)
            self._listing = generation, found
        return self._listing[1]

    def last_draft(self, kind: str, id_: str, language: str) -> Draft | None:
        """The last good draft of a brief, without drawing anything."""
        last = self._views.get((kind, id_, language))
        return last.draft if last else None

    def looked_at(self) -> set[tuple[str, str]]:
        """The kind and id of the briefs that pages have shown of late."""
        return {key[:2] for key in list(self._views)}

    @property
    def last_listing(self) -> Listing:
        """The list of briefs as it was last read."""
        return self._listing[1]

    def workspace(self) -> Workspace:
        """The workspace as it is now; raises `Problems` for settings with errors."""
        generation = self.generation
        if self._workspace is None or self._workspace[0] != generation:
            home, problems = find_workspace(self.root)
            if has_errors(problems):
                raise Problems(problems)
            self.home = home
            workspace = Workspace(home, self._store)
            if self._workspace is not None and self._workspace[0] >= self._facts:
                workspace.facts, workspace.conflicts = self._workspace[1].facts, self._workspace[1].conflicts
            if self._workspace is not None:
                self._workspace[1].let_go()
            self._workspace = generation, workspace
        return self._workspace[1].for_audience(self.audience)

    def _view(self, key: tuple[str, str, str], generation: int, last: Draft | None) -> DraftView:
        try:
            draft = draw(self.workspace(), *key)
        except Problems as bad:
            return DraftView(generation, last, self.told(bad.diagnostics), stale=True)
        except UsageProblem as bad:
            if last is None:
                raise
            return DraftView(generation, last, self.told(_diagnostics(bad)), stale=True)
        except Exception as bad:  # a fault of the program's own must not end the preview
            message = f"briefgen itself failed: {type(bad).__name__}: {bad}"
            fault = Diagnostic(Location(f"{key[0]}/{key[1]}"), message, "internal-fault", hint="please report it")
            return DraftView(generation, last, (Problem(fault),), stale=True)
        return DraftView(generation, draft, self.told(draft.problems))

    def told(self, diagnostics: Iterable[Diagnostic]) -> tuple[Problem, ...]:
        """The problems, errors first, each with its line."""
        return tuple(self._told(diagnostics))

    def _told(self, diagnostics: Iterable[Diagnostic]) -> Iterator[Problem]:
        for diagnostic in sorted(in_order(diagnostics), key=lambda d: _GRAVITY[d.severity]):
            yield Problem(diagnostic, excerpt(self._file(diagnostic.location.file), diagnostic.location))

    def _file(self, shown: str) -> Path | None:
        """The file that a diagnostic names; None for anything that is no settings, fact or template."""
        folders = [("", self.root / SETTINGS_FILE), (self.home.shown("facts"), self.home.folder("facts"))]
        for name, folder in (*folders, *self.home.template_folders):
            if not name and shown == SETTINGS_FILE:
                return folder
            if name and shown.startswith(f"{name}/"):
                path = resolved(folder / shown[len(name) + 1 :])
                return path if path.is_relative_to(resolved(folder)) else None
        return None


def _list(workspace: Workspace) -> Listing:
    own, base = str(workspace.home.settings["language"]), workspace.facts.base
    briefs = [
        ListedBrief(name, key.partition("/")[2], base.label(key, own))
        for name in workspace.kinds
        for key in subjects(workspace.kind(name)[0], base)
    ]
    tags = (tag for tag, _, _ in catalogue_files(workspace.home.template_folders))
    others = sorted({tag for tag in tags if tag not in (own, own.partition("-")[0])})
    return Listing(tuple(briefs), (own, *others))


def _diagnostics(bad: Problems | UsageProblem) -> tuple[Diagnostic, ...]:
    if isinstance(bad, Problems):
        return bad.diagnostics
    return (Diagnostic(Location("briefgen"), str(bad), "not-as-asked"),)


# --- The line of a file that a problem is about, with the place in it ---


_LARGEST = 4_000_000
_WIDEST = 160


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line by number; `before` stands left of the place that is meant, `behind` begins there."""

    line: int
    before: str
    behind: str


def excerpt(path: Path | None, place: Location) -> Excerpt | None:
    """The line that a location names, cut to a readable width; None where the file has no such line."""
    if path is None or not place.line:
        return None
    try:
        lines = read_file(path, _LARGEST).decode("utf-8", "replace").split("\n")
    except OSError:
        return None
    if place.line > len(lines):
        return None
    text = "".join(c if c.isprintable() else " " for c in lines[place.line - 1].rstrip("\r"))
    column = min(max(place.column, 1) - 1, len(text))
    before, behind = text[:column], text[column : column + _WIDEST]
    if len(before) > _WIDEST // 2:
        before = f"… {before[-(_WIDEST // 2) :]}"
    return Excerpt(place.line, before, behind)


# --- How each brief stands to its files in `out/`: looked at one by one, when nothing else is to be done ---


class State(StrEnum):
    """What a list of briefs says of one."""

    FRESH = "up to date"
    OLD = "out of date"
    MISSING = "not made"
    EDITED = "edited by hand"
    MERGED = "up to date, with edits by hand"
    PROBLEMS = "has problems"


def state_of(studio: Studio, brief: ListedBrief) -> State:
    """Whether the files of a brief are there, untouched, and what a run would write now."""
    workspace = studio.workspace()
    kind = workspace.kind(brief.kind)[0].for_audience(workspace.audience)
    names = {format_: f"{kind.output_name(brief.id)}.{format_}" for format_ in kind.settings["formats"]}
    artifacts = Artifacts(workspace.home.folder("out"))
    found = [artifacts.condition(name) for name in names.values()]
    if Condition.EDITED in found:
        return State.EDITED
    view = studio.glance(brief.kind, brief.id)
    if view.draft is None or view.stale or has_errors(p.diagnostic for p in view.problems):
        return State.PROBLEMS
    if Condition.MISSING in found:
        return State.MISSING
    files, known = dict(_files(workspace, view.draft)), artifacts.manifest.files
    if any(known[name].sha256 != digest_of(files[format_]) for format_, name in names.items()):
        return State.OLD
    return State.MERGED if Condition.MERGED in found else State.FRESH


def _files(workspace: Workspace, draft: Draft) -> Iterator[tuple[str, bytes]]:
    yield "md", draft.markdown.encode()
    yield "docx", word_file(workspace, draft)
