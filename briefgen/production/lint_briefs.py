"""Every brief of a workspace made in memory, for what only facts bring to light."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from jinja2 import TemplateSyntaxError

from briefgen.briefs.assemble import House
from briefgen.briefs.kind import BriefKind
from briefgen.diagnostics import Diagnostic, has_errors
from briefgen.errors import Problems
from briefgen.lint.findings import Findings
from briefgen.lint.rendered import Seen, Undrawn, read_briefs
from briefgen.lint.repeats import Facts, repeated
from briefgen.lint.source import parse
from briefgen.lint.static import Linted
from briefgen.lint.word import repeated_in_word
from briefgen.production.make import prepare
from briefgen.rendering.environment import Environment
from briefgen.sandbox.bounded import bounded
from briefgen.workspace.workspace import Workspace

LOT = 8
"""How many briefs are made by one child process."""

if TYPE_CHECKING:
    from briefgen.production.linting import Templates


def lint_briefs(workspace: Workspace, templates: Templates, linted: Linted, kinds: Iterable[BriefKind]) -> Seen:
    """What is found in the briefs of these kinds, and words of their templates that repeat a fact."""
    seen = Seen()
    prepare(workspace)
    for kind in kinds:
        names = tuple(sorted(linted.reached.get(kind.template, ())))
        word = templates.words.get(kind.template)
        broken = word is not None and has_errors(word.diagnostics)
        keys = [r.key for r in workspace.facts.base.of_kind(kind.about)] if names and not broken else []
        _read(workspace, kind, keys, names, seen)
    for diagnostic in _repeated(workspace, templates):
        seen.found.setdefault((diagnostic.location, diagnostic.code), (diagnostic, []))
    return seen


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


def _lot(workspace: Workspace, kind: BriefKind, keys: list[str], names: tuple[str, ...]) -> Seen:
    from briefgen.production.linting import Templates

    templates, seen = Templates(workspace), Seen()
    sources = {name: source for name in names if (source := templates.source(name)) is not None}
    read_briefs(_assembler(workspace, templates, kind), kind, keys, sources, seen)
    return seen


def _assembler(workspace: Workspace, templates: Templates, kind: BriefKind) -> Undrawn:
    settings = workspace.home.settings
    scheme = tuple(settings["markings.scheme"])
    house = House(scheme, settings["markings.default"], settings["author"], settings["language"])
    locale = workspace.locale(kind.settings["language"] or settings["language"])
    word, environment = templates.words.get(kind.template), templates.environment
    if word is not None:
        given = {kind.template: (word.file, word.source)}
        environment = Environment(workspace.home.template_folders, templates.compiled, sources=given)
    made = Undrawn(workspace.facts.base, workspace.disputes, environment, locale, house, word=word)
    return made.without_pictures()


def _repeated(workspace: Workspace, templates: Templates) -> list[Diagnostic]:
    facts = Facts(workspace.facts.base, workspace.locale(workspace.home.settings["language"]))
    findings = Findings()
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
