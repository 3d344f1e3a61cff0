"""The templates of a workspace as the lint takes them, and what their text alone tells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cache, cached_property

from jinja2 import TemplateNotFound

from briefgen.briefs.kind import BriefKind, place_of
from briefgen.briefs.shapes import context_of, shapes_of
from briefgen.diagnostics import Diagnostic, Location, Severity, in_order
from briefgen.disk import read_file, resolved
from briefgen.errors import Problems
from briefgen.frozen import replace
from briefgen.lint.static import Linted, Root, lint
from briefgen.lint.template_source import TemplateText
from briefgen.lint.typed_words import paragraphs, source_of
from briefgen.model.schema import STATE
from briefgen.model.states import FORMER, STATES
from briefgen.production.assembling import environment_of
from briefgen.sandbox.bounded import bounded, busy_with
from briefgen.wordtemplates.template import WordTemplate
from briefgen.workspace.looks import word_of, word_problems
from briefgen.workspace.workspace import Workspace

SHIPPED = "(shipped) "


def lint_templates(workspace: Workspace) -> tuple[Linted, list[Diagnostic]]:
    """What is wrong with all templates, read within limits; raises `Problems` where one is passed."""
    return bounded(workspace.limits, workspace.home.shown("templates"), _lint, workspace)


def _lint(workspace: Workspace) -> tuple[Linted, list[Diagnostic]]:
    templates = Templates(workspace, busy_with)
    linted = templates.lint()
    looks = [d for kind in templates.kinds.values() if kind.is_word for d in word_problems(workspace, kind)]
    return linted, [*templates.problems, *linted.diagnostics, *looks]


def lint_text(
    workspace: Workspace, busy: Callable[[str], None] = lambda _: None
) -> tuple[list[Diagnostic], frozenset[str]]:
    """What can be told of all templates without rendering them, and the kinds of records whose names were asked for.

    `busy` is told which is being read.
    """
    templates = Templates(workspace, busy)
    linted = templates.lint()
    return [*linted.diagnostics, *templates.unreadable, *templates.unused], frozenset(templates.asked)


def syntax_faults(workspace: Workspace, files: frozenset[str]) -> list[Diagnostic]:
    """All faults of syntax in some files of templates, in order; what else there is, is not looked at."""
    templates = Templates(workspace, busy_with)
    known = (*templates.names, *(templates.words if any(file.endswith(".docx") for file in files) else ()))
    names = [n for n in known if (source := templates.source(n)) is not None and source.location(1).file in files]
    shapes = shapes_of(workspace.facts.base.schema)
    linted = lint(templates.environment, shapes, (), templates.source, names, own=names, busy=busy_with)
    found = templates.in_words(linted.diagnostics)
    return in_order(d for d in found if d.code == "template-syntax" and d.location.file in files)


def names_of(workspace: Workspace, kinds: frozenset[str]) -> frozenset[str] | None:
    """What records of these kinds are called, by id and by name in every language; None where one may be missing.

    States of the register count as well, for they need no record.
    """
    loaded = workspace.facts
    if loaded.unread or any(d.severity is Severity.ERROR for d in loaded.diagnostics):
        return None
    base, locale = loaded.base, workspace.locale(workspace.home.settings["language"])
    found: set[str] = set()
    for kind in sorted(kinds & base.schema.keys()):
        label = base.schema[kind].label
        for record in base.of_kind(kind):
            found.add(record.id)
            for statement in record.values(label):
                value = statement.value
                found.update(map(str, value.values()) if isinstance(value, Mapping) else (str(value),))
        if STATE in base.schema[kind].acts_as:
            found.update((*STATES, *FORMER, *map(locale.territory, STATES.values())))
    return frozenset(found)


class Templates:
    """The templates of a workspace as the lint takes them."""

    def __init__(self, workspace: Workspace, busy: Callable[[str], None] = lambda _: None) -> None:
        self.busy, self.unused = busy, list[Diagnostic]()
        self.workspace, self.problems, self.unreadable = workspace, list[Diagnostic](), list[Diagnostic]()
        self.environment = environment_of(workspace)
        self.kinds: dict[str, BriefKind] = {}
        for name in workspace.kinds:
            self.kinds[name], problems = workspace.kind(name)
            self.problems.extend(problems)
        self.names = self.environment.list_templates()
        self.find, self.named = cache(self._find), cache(self._named)
        self.asked = set[str]()  # kinds of records whose names count

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

    def source(self, name: str) -> TemplateText | None:
        """A template that briefs are made from, or a part of one."""
        return source_of(name, self.words[name]) if name in self.words else self.find(name)

    def _find(self, name: str) -> TemplateText | None:
        """What `include` and the like can name, which a Word file is not."""
        if name.endswith(".docx"):
            return None
        try:
            text, file, _ = self.environment.templates.get_source(self.environment, name)
        except TemplateNotFound as bad:
            said = str(bad.message or "")
            if found := re.fullmatch(r"(.+?) (cannot be read: .+|(?:cannot be read|is too large|is empty); .+)", said):
                message, _, hint = found[2].partition("; ")
                self.unreadable.append(Diagnostic(Location(found[1]), message, "no-template", hint=hint or None))
            return None
        return TemplateText.of_file(name, text, file or name)

    def lint(self) -> Linted:
        """What the text of the templates tells."""
        schema = self.workspace.facts.base.schema
        roots = []
        for kind in self.kinds.values():
            source = self.source(kind.template)
            if (fault := self.workspace.no_subject(kind)) is not None:
                self.problems.append(fault)
            elif source is not None and kind.about not in self.workspace.facts.unread:
                roots.append(Root(source, context_of(schema, kind.about, kind.parameters.values())))
        known = (*self.names, *self.words)
        own = [n for n in known if (s := self.source(n)) and not s.location(1).file.startswith(SHIPPED)]
        linted = lint(
            self.environment, shapes_of(schema), roots, self.find, self.names, own=own, busy=self.busy, named=self.named
        )
        linted = replace(linted, diagnostics=tuple(self.in_words(linted.diagnostics)))
        self.problems.extend(self.unreadable)
        for kind in self.kinds.values():
            self.unused.extend(self._unused_parameters(kind, linted))
        self.problems.extend(self.unused)
        return linted

    def _named(self, kinds: frozenset[str]) -> frozenset[str] | None:
        self.asked |= kinds
        return names_of(self.workspace, kinds)

    def in_words(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """What was said of the texts of Word templates as it is said of the documents."""
        files = {word.file: word for word in self.words.values()}
        return [files[d.location.file].in_words(d) if d.location.file in files else d for d in found]

    def _unused_parameters(self, kind: BriefKind, linted: Linted) -> list[Diagnostic]:
        """Parameters of a kind's settings that none of its templates asks for."""
        names = linted.reached.get(kind.template, frozenset())
        texts = [source.text for name in names if (source := self.source(name)) is not None]
        asked = [p for p in kind.parameters.values() if p.name not in kind.conditions]
        unused = [p for p in asked if not any(_asks(text, p.key) for text in texts)]
        return [
            Diagnostic(
                place_of(("parameters", p.name), *self.workspace.kinds[kind.name]),
                f"the parameter '{p.name}' is never used",
                "unused",
                f"write {{{{ parameters.{p.key} }}}} where it belongs, or leave it out",
            )
            for p in (unused if names else ())
        ]


def _asks(text: str, name: str) -> bool:
    return re.search(rf"parameters\s*(?:\.\s*{re.escape(name)}\b|\[\s*[\"']{re.escape(name)}[\"'])", text) is not None


def line_reader(workspace: Workspace) -> Callable[[str, int], str | None]:
    """A line of a template by the name that diagnostics have for its file; None where it cannot be had.

    A line of a Word file is what a paragraph says.
    """
    folders = [(shown, resolved(path)) for shown, path in workspace.home.template_folders]

    @cache
    def lines_of(file: str) -> list[str] | None:
        if file.endswith(".docx"):
            return next((paragraphs(word) for word in workspace.word_templates.values() if word.file == file), None)
        for shown, folder in folders:
            path = folder / file.removeprefix(f"{shown}/")
            if file.startswith(f"{shown}/") and path.suffix in (".j2", ".toml"):
                with suppress(OSError):
                    return read_file(path, within=folder).decode("utf-8", "replace").splitlines()
        return None

    def line_of(file: str, number: int) -> str | None:
        lines = lines_of(file)
        return lines[number - 1] if lines is not None and 0 < number <= len(lines) else None

    return line_of
