"""The templates of a workspace, linted: their text alone, and then with every record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import TemplateNotFound

from briefgen.briefs.kind import SETTINGS_FILE, BriefKind
from briefgen.briefs.shapes import context_of, shapes_of
from briefgen.diagnostics import Diagnostic, Location, Severity, did_you_mean, in_order
from briefgen.errors import Problems
from briefgen.lint.source import Source
from briefgen.lint.static import Linted, Root, lint
from briefgen.lint.word import paragraphs, source_of
from briefgen.rendering.environment import Environment
from briefgen.rendering.folders import CompiledTemplates
from briefgen.sandbox.bounded import bounded, busy_with
from briefgen.workspace.word_templates import word_of, word_problems
from briefgen.workspace.workspace import Workspace

if TYPE_CHECKING:
    from briefgen.wordtemplates.template import WordTemplate

SHIPPED = "(shipped) "


@dataclass(frozen=True, slots=True)
class Linting:
    """What was found, and how much was read: briefs made, their passages, and those without a note."""

    diagnostics: tuple[Diagnostic, ...]
    templates: int
    briefs: int = 0
    passages: int = 0
    uncited: int = 0


def lint_workspace(workspace: Workspace, kind: str = "", *, with_facts: bool = True) -> Linting:
    """Everything that is wrong with the templates, or with those of one kind of brief.

    Raises `UsageProblem` for a kind that there is not.
    """
    if kind:
        workspace.kind(kind)
    templates = Templates(workspace)
    try:
        linted, found = bounded(workspace.limits, workspace.home.shown("templates"), _lint, workspace)
    except Problems as bad:
        return Linting(bad.diagnostics, templates.count)
    kinds = [templates.kinds[kind]] if kind else list(templates.kinds.values())
    if not with_facts:
        return _for(kind, Linting(tuple(in_order(found)), templates.count), linted, templates)
    from briefgen.production.lint_briefs import lint_briefs

    briefs = lint_briefs(workspace, templates, linted, kinds)
    known = {(d.location.file, d.location.line) for d in found if d.severity is Severity.ERROR}
    found.extend(d for d in briefs.diagnostics() if (d.location.file, d.location.line) not in known)
    whole = Linting(tuple(in_order(found)), templates.count, briefs.briefs, briefs.passages, briefs.uncited)
    return _for(kind, whole, linted, templates)


def _lint(workspace: Workspace) -> tuple[Linted, list[Diagnostic]]:
    templates = Templates(workspace, busy_with)
    linted = templates.lint()
    looks = [d for kind in templates.kinds.values() if kind.is_word for d in word_problems(workspace, kind)]
    return linted, [*templates.problems, *linted.diagnostics, *looks]


def lint_text(workspace: Workspace, busy: Callable[[str], None] = lambda _: None) -> list[Diagnostic]:
    """What can be told of all templates without rendering them; `busy` is told which is being read."""
    templates = Templates(workspace, busy)
    linted = templates.lint()
    return [*linted.diagnostics, *templates.unreadable, *templates.unused]


def _for(kind: str, linting: Linting, linted: Linted, templates: Templates) -> Linting:
    """What concerns one kind: its folder, and the templates that it leads to."""
    if not kind:
        return linting
    names = linted.reached.get(templates.kinds[kind].template, frozenset())
    files = {source.location(1).file for name in names if (source := templates.source(name)) is not None}
    folder = f"{templates.kinds[kind].shown}/"
    mine = tuple(d for d in linting.diagnostics if d.location.file in files or d.location.file.startswith(folder))
    return Linting(mine, len(names), linting.briefs, linting.passages, linting.uncited)


class Templates:
    """The templates of a workspace as the lint takes them."""

    def __init__(self, workspace: Workspace, busy: Callable[[str], None] = lambda _: None) -> None:
        self.busy, self.unused = busy, list[Diagnostic]()
        self.workspace, self.problems, self.unreadable = workspace, list[Diagnostic](), list[Diagnostic]()
        self.compiled = CompiledTemplates(workspace.compiled_templates())
        self.environment = Environment(workspace.home.template_folders, self.compiled)
        self.kinds: dict[str, BriefKind] = {}
        for name in workspace.kinds:
            self.kinds[name], problems = workspace.kind(name)
            self.problems.extend(problems)
        self.names = self.environment.list_templates()
        self.find = cache(self._find)

    @cached_property
    def words(self) -> dict[str, WordTemplate]:
        """Templates made in Word, by name; what cannot be read is told."""
        found = {}
        for kind in self.kinds.values():
            if kind.is_word:
                self.busy(f"{kind.shown}/{kind.file}")
                try:
                    found[kind.template] = word_of(self.workspace, kind)
                except Problems as bad:
                    self.unreadable.extend(bad.diagnostics)
        return found

    @property
    def count(self) -> int:
        return len(self.names) + sum(kind.is_word for kind in self.kinds.values())

    def source(self, name: str) -> Source | None:
        """A template that briefs are made from, or a part of one."""
        return source_of(name, self.words[name]) if name in self.words else self.find(name)

    def _find(self, name: str) -> Source | None:
        """What `include` and the like can name, which a Word file is not."""
        if name.endswith(".docx"):
            return None
        try:
            text, file, _ = self.environment.templates.get_source(self.environment, name)
        except TemplateNotFound as bad:
            said = str(bad.message or "")
            if found := re.fullmatch(r"(.+?) (cannot be read: .+|(?:cannot be read|is too large); .+)", said):
                message, _, hint = found[2].partition("; ")
                self.unreadable.append(Diagnostic(Location(found[1]), message, "no-template", hint=hint or None))
            return None
        return Source.of_file(name, text, file or name)

    def lint(self) -> Linted:
        """What the text of the templates tells."""
        schema = self.workspace.facts.base.schema
        roots = []
        for kind in self.kinds.values():
            source = self.source(kind.template)
            if kind.about not in schema:
                self.problems.append(_no_kind(kind, list(schema)))
            elif source is not None:
                roots.append(Root(source, context_of(kind.about, kind.parameters.values())))
        known = (*self.names, *self.words)
        own = [n for n in known if (s := self.source(n)) and not s.location(1).file.startswith(SHIPPED)]
        linted = lint(self.environment, shapes_of(schema), roots, self.find, self.names, own=own, busy=self.busy)
        linted = replace(linted, diagnostics=tuple(self.in_words(linted.diagnostics)))
        self.problems.extend(self.unreadable)
        for kind in self.kinds.values():
            self.unused.extend(self._unused_parameters(kind, linted))
        self.problems.extend(self.unused)
        return linted

    def in_words(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """What was said of the texts of Word templates as it is said of the documents."""
        files = {word.file: word for word in self.words.values()}
        return [files[d.location.file].in_words(d) if d.location.file in files else d for d in found]

    def _unused_parameters(self, kind: BriefKind, linted: Linted) -> list[Diagnostic]:
        """Parameters of a kind's settings that none of its templates asks for."""
        names = linted.reached.get(kind.template, frozenset())
        texts = [source.text for name in names if (source := self.source(name)) is not None]
        unused = [p for p in kind.parameters.values() if not any(_asks(text, p.key) for text in texts)]
        return [
            Diagnostic(
                _parameter_place(self.workspace, kind, p.name),
                f"the parameter '{p.name}' is never used",
                "unused",
                Severity.WARNING,
                f"write {{{{ parameters.{p.key} }}}} where it belongs, or leave it out",
            )
            for p in (unused if names else ())
        ]


def _asks(text: str, name: str) -> bool:
    return re.search(rf"parameters\s*(?:\.\s*{re.escape(name)}\b|\[\s*[\"']{re.escape(name)}[\"'])", text) is not None


def _parameter_place(workspace: Workspace, kind: BriefKind, name: str) -> Location:
    file = f"{kind.shown}/{SETTINGS_FILE}"
    text = (workspace.kinds[kind.name][1] / SETTINGS_FILE).read_text("utf-8", "replace")
    found = re.search(rf"^\s*\[\s*parameters\.{re.escape(name)}\s*\]", text, re.M)
    return Location(file, text.count("\n", 0, found.end()) + 1, 1) if found else Location(file)


def _no_kind(kind: BriefKind, known: list[str]) -> Diagnostic:
    hint = did_you_mean(kind.about, known) or f"kinds of record are: {', '.join(known)}"
    place = Location(f"{kind.shown}/{SETTINGS_FILE}")
    return Diagnostic(place, f"about: '{kind.about}' is no kind of record", "bad-choice", hint=hint)


def line_reader(workspace: Workspace) -> Callable[[str, int], str | None]:
    """A line of a template by the name that diagnostics have for its file; None where it cannot be had.

    A line of a Word file is what a paragraph says.
    """
    folders = [(shown, path.resolve()) for shown, path in workspace.home.template_folders]

    @cache
    def lines_of(file: str) -> list[str] | None:
        if file.endswith(".docx"):
            return next((paragraphs(word) for word in workspace.words.values() if word.file == file), None)
        for shown, folder in folders:
            path = folder / file.removeprefix(f"{shown}/")
            if file.startswith(f"{shown}/") and path.is_file() and path.suffix in (".j2", ".toml"):
                return Path(path).read_text("utf-8", "replace").splitlines()
        return None

    def line_of(file: str, number: int) -> str | None:
        lines = lines_of(file)
        return lines[number - 1] if lines is not None and 0 < number <= len(lines) else None

    return line_of
