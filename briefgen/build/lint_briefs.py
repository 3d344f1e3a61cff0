"""Every brief of a workspace made in memory, for what only facts bring to light."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from jinja2 import TemplateSyntaxError

from briefgen.briefs.assemble import House
from briefgen.briefs.kind import BriefKind
from briefgen.build.desk import Desk
from briefgen.diagnostics import Diagnostic
from briefgen.lint.findings import Findings
from briefgen.lint.rendered import Seen, Undrawn, read_briefs
from briefgen.lint.repeats import Facts, repeated
from briefgen.lint.source import parse
from briefgen.lint.static import Linted

if TYPE_CHECKING:
    from briefgen.build.linting import Templates


def lint_briefs(desk: Desk, templates: Templates, linted: Linted, kinds: Iterable[BriefKind]) -> Seen:
    """What is found in the briefs of these kinds, and words of their templates that repeat a fact."""
    seen = Seen()
    for kind in kinds:
        names = linted.reached.get(kind.template, frozenset())
        sources = {name: source for name in sorted(names) if (source := templates.find(name)) is not None}
        keys = [r.key for r in desk.facts.base.of_kind(kind.about)] if names else []
        read_briefs(lambda kind: _assembler(desk, templates, kind), kind, keys, sources, seen)
    if templates.compiled.changed:
        desk.keep_compiled(templates.compiled.stored)
    for diagnostic in _repeated(desk, templates):
        seen.found.setdefault((diagnostic.location, diagnostic.code), (diagnostic, []))
    return seen


def _assembler(desk: Desk, templates: Templates, kind: BriefKind) -> Undrawn:
    settings = desk.workspace.settings
    scheme = tuple(settings["markings.scheme"])
    house = House(scheme, settings["markings.default"], settings["author"], settings["language"])
    locale = desk.locale(kind.settings["language"] or settings["language"])
    made = Undrawn(desk.facts.base, desk.conflicts, templates.environment, locale, house)
    return made.without_pictures()


def _repeated(desk: Desk, templates: Templates) -> list[Diagnostic]:
    facts = Facts(desk.facts.base, desk.locale(desk.workspace.settings["language"]))
    findings = Findings()
    for name in templates.names:
        source = templates.find(name)
        if source is None:
            continue
        try:
            tree = parse(templates.environment, source)
        except TemplateSyntaxError:  # it has been reported
            continue
        repeated(facts, source, tree, findings)
    return findings.all()
