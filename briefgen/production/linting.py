"""Templates linted: their text, and every brief made in memory for what only facts bring to light."""

from __future__ import annotations

from collections.abc import Iterable

from jinja2 import TemplateSyntaxError

from briefgen.briefs.kind import SELECTION, BriefKind, subjects
from briefgen.diagnostics import Diagnostic, Severity, has_errors, in_order
from briefgen.errors import Problems, ProgramFault
from briefgen.facts.factbase import FactBase
from briefgen.frozen import dataclass
from briefgen.lint.library import LintFindings
from briefgen.lint.rendered import Seen, Undrawn, read_briefs
from briefgen.lint.static import Linted
from briefgen.lint.template_source import parse
from briefgen.lint.typed_words import Facts, repeated, repeated_in_word
from briefgen.production.assembling import environment_of, house_rules
from briefgen.production.misnamed import misnamed, stray_copies
from briefgen.production.request import id_of
from briefgen.production.templates import Templates, lint_templates
from briefgen.rendering.catalogue import catalogue_problems
from briefgen.sandbox.bounded import bounded, busy_with
from briefgen.workspace.workspace import Workspace

LOT = 8
"""How many briefs are made by one child process."""


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
        linted, found = lint_templates(workspace)
    except Problems as bad:
        return Linting(bad.diagnostics, templates.count)
    found = [*stray_copies(workspace.home), *misnamed(workspace.home, workspace.kinds), *found]
    if not kind:
        found += _catalogues(workspace)
    kinds = [templates.kinds[kind]] if kind else list(templates.kinds.values())
    if not with_facts:
        return _for(kind, Linting(tuple(in_order(found)), templates.count), linted, templates)
    briefs = _lint_briefs(workspace, templates, linted, kinds)
    known = {(d.location.file, d.location.line) for d in found if d.severity is Severity.ERROR}
    unclosed = {d.location.file for d in found if d.code == "template-syntax"}  # told where it begins
    made = (d for d in briefs.diagnostics() if not (d.code == "template-syntax" and d.location.file in unclosed))
    found.extend(d for d in made if (d.location.file, d.location.line) not in known)
    whole = Linting(tuple(in_order(found)), templates.count, briefs.briefs, briefs.passages, briefs.uncited)
    return _for(kind, whole, linted, templates)


def _catalogues(workspace: Workspace) -> Iterable[Diagnostic]:
    shown = f"{workspace.home.shown('templates')}/_lang"
    try:
        return bounded(workspace.limits, shown, catalogue_problems, workspace.home.template_folders, busy_with)
    except Problems as bad:
        return bad.diagnostics


def _for(kind: str, linting: Linting, linted: Linted, templates: Templates) -> Linting:
    """What concerns one kind: its folder, and the templates that it leads to."""
    if not kind:
        return linting
    names = linted.reached.get(templates.kinds[kind].template, frozenset())
    files = {source.location(1).file for name in names if (source := templates.source(name)) is not None}
    folder = f"{templates.kinds[kind].shown}/"
    mine = tuple(d for d in linting.diagnostics if d.location.file in files or d.location.file.startswith(folder))
    return Linting(mine, len(names), linting.briefs, linting.passages, linting.uncited)


def _lint_briefs(workspace: Workspace, templates: Templates, linted: Linted, kinds: Iterable[BriefKind]) -> Seen:
    """What is found in the briefs of these kinds, and words of their templates that repeat a fact."""
    seen = Seen()
    workspace.prepare()
    for kind in kinds:
        names = tuple(sorted(linted.reached.get(kind.template, ())))
        word = templates.words.get(kind.template)
        broken = word is not None and has_errors(word.diagnostics)
        kind, keys = for_lint(kind, workspace.facts.base)
        keys = keys if names and not broken else []
        _read(workspace, kind, keys, names, seen)
    for diagnostic in _repeated(workspace, templates):
        seen.found.setdefault((diagnostic.location, diagnostic.code), (diagnostic, []))
    return seen


def for_lint(kind: BriefKind, base: FactBase) -> tuple[BriefKind, list[str]]:
    """A kind with the keys of what its briefs are about; one that wants two records has the first two of a kind."""
    if not kind.arguments:
        return kind, list(subjects(kind, base))
    most = max(map(base.of_kind, base.schema), key=len, default=())[: len(kind.arguments)]
    if len(most) < len(kind.arguments):
        return kind, []
    given = dict(zip(kind.arguments, (record.key for record in most), strict=True))
    return kind.with_values(given), [f"{SELECTION}/{id_of(kind, given)}"]


def _read(workspace: Workspace, kind: BriefKind, keys: list[str], names: tuple[str, ...], seen: Seen) -> None:
    """Some briefs at a time, each lot within the limits of one; where a limit is passed, the kind is left."""
    for start in range(0, len(keys), LOT):
        lot = keys[start : start + LOT]
        try:
            seen.take(bounded(workspace.limits, f"{kind.shown}/{kind.file}", _lot, workspace, kind, lot, names))
        except Problems as bad:
            for diagnostic in bad.diagnostics:
                seen.add(lot[0], diagnostic)
            return
        except ProgramFault:
            errors = [d for d in workspace.facts.diagnostics if d.severity is Severity.ERROR]
            if not errors:
                raise
            for diagnostic in errors:  # what they keep from being read may be what the brief lacks
                seen.found.setdefault((diagnostic.location, diagnostic.code), (diagnostic, []))
            return


def _lot(workspace: Workspace, kind: BriefKind, keys: list[str], names: tuple[str, ...]) -> Seen:
    templates, seen = Templates(workspace), Seen()
    sources = {name: source for name in names if (source := templates.source(name)) is not None}
    read_briefs(_assembler(workspace, templates, kind), kind, keys, sources, seen)
    return seen


def _assembler(workspace: Workspace, templates: Templates, kind: BriefKind) -> Undrawn:
    locale = workspace.locale(kind.settings["language"] or workspace.home.settings["language"])
    word = templates.words.get(kind.template)
    environment = templates.environment if word is None else environment_of(workspace, kind, word)
    house, base = house_rules(workspace), workspace.facts.base
    return Undrawn(base, workspace.disputes, environment, locale, house, word=word).without_pictures()


def _repeated(workspace: Workspace, templates: Templates) -> list[Diagnostic]:
    facts = Facts(workspace.facts.base, workspace.locale(workspace.home.settings["language"]))
    findings = LintFindings()
    for name in (*templates.names, *templates.words):
        source = templates.source(name)
        if source is None:
            continue
        try:
            tree = parse(templates.environment, source)
        except (TemplateSyntaxError, RecursionError):  # it has been reported
            continue
        repeated(facts, source, tree, findings)
    typed = [d for word in templates.words.values() for d in repeated_in_word(facts, word)]
    return [*templates.in_words(findings.all()), *typed]
