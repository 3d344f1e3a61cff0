"""What descriptions of a workspace's kinds leave to be said: plural forms that lack, fields that no brief prints."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from briefgen.checks.descriptions import described_amiss
from briefgen.diagnostics import Diagnostic
from briefgen.facts.kinds import KindFiles
from briefgen.production.assembling import environment_of
from briefgen.regexes import pattern
from briefgen.rendering.catalogue import PLURALS

if TYPE_CHECKING:
    from briefgen.rendering.environment import Environment
    from briefgen.workspace.workspace import Workspace

_LEADING = pattern(r"""\{%-?\s*(?:include|extends|import|from)\s+["']([^"']+)["']""")
_EVERY = "added"
"""The derived field that prints what a template does not name (`_parts/added.md.j2`)."""


def amiss(workspace: Workspace) -> Iterator[Diagnostic]:
    """What is told of the descriptions of a workspace; nothing where it adds none."""
    folder, shown = workspace.home.folder("facts"), workspace.home.shown("facts")
    if KindFiles.below(folder, shown, []).files:
        base, texts = workspace.facts.base, texts_about(workspace)

        def is_printed(kind: str, field: str) -> bool | None:
            return _names(texts[kind], field) if kind in texts else None

        def is_key_printed(key: str) -> bool:
            return any(_names(of, key, every="") for of in texts.values())

        forms = partial(plural_forms, workspace)
        yield from described_amiss(folder, shown, base, forms, is_printed, answered(workspace), is_key_printed)


def answered(workspace: Workspace) -> Callable[[str, str], bool]:
    """Whether templates answer a name from other records, by what a kind acts as, so that its own field is not seen."""
    from briefgen.briefs.derived.derived_fields import fields
    from briefgen.query.about import Disputes

    base = workspace.facts.base
    by_part = fields(Disputes(base, ()))
    return lambda kind, field: any(field in by_part.get(part, {}) for part in base.schema[kind].acts_as)


def plural_forms(workspace: Workspace, language: str) -> list[str]:
    """The plural forms that whole numbers ask for in a language."""
    asked = set(workspace.locale(language).plural_forms)
    return [form for form in PLURALS if form in asked]


def texts_about(workspace: Workspace) -> Mapping[str, Collection[str]]:
    """The texts of the templates, parts included, that make the briefs about a kind of record, by that kind.

    A brief about a selection, and one made in Word, says nothing here.
    """
    environment = environment_of(workspace)
    found: dict[str, dict[str, str]] = {}
    for name in workspace.kinds:
        kind = workspace.kind(name)[0]
        if not kind.is_selection and not kind.is_word:
            _reach(environment, kind.template, found.setdefault(kind.about, {}))
    return {about: tuple(texts.values()) for about, texts in found.items()}


def _reach(environment: Environment, name: str, found: dict[str, str]) -> None:
    from jinja2 import TemplateNotFound  # which a check imports where a workspace describes kinds

    if name in found:
        return
    try:
        found[name] = environment.templates.get_source(environment, name)[0]
    except TemplateNotFound:
        return
    for other in _LEADING.findall(found[name]):
        _reach(environment, other, found)


def _names(texts: Collection[str], field: str, every: str = _EVERY) -> bool:
    """Whether any text asks for a field, as `.field` or as a word, or by `every` for whatever is not named."""
    asked = re.compile(
        rf"""\.\s*(?:{"|".join(map(re.escape, filter(None, (field, every))))})\b|["']{re.escape(field)}["']"""
    )
    return any(asked.search(text) for text in texts)
