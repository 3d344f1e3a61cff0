"""Linting one template, with some of the shipped parts beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from briefgen.briefs.shapes import context_of, shapes_of
from briefgen.facts.kinds import shipped_kinds
from briefgen.lint.static import Linted, Root, lint
from briefgen.lint.template_source import TemplateText
from briefgen.rendering.environment import Environment
from briefgen.rendering.shapes import Shapes
from tests.workspaces import REPOSITORY

NAME = "note/brief.md.j2"
PARTS = ("_parts/gaps.md.j2", "_parts/head.md.j2", "_parts/words.md.j2")


@cache
def shapes() -> Shapes:
    return shapes_of(shipped_kinds().schema)


@cache
def shipped(name: str) -> str:
    return (REPOSITORY / "templates" / name).read_text("utf-8")


def lint_one(
    text: str,
    parts: Mapping[str, str] | None = None,
    about: str = "meeting",
    name: str = NAME,
    busy: Callable[[str], None] = lambda _: None,
) -> Linted:
    """What is found in a template of this text; `parts` are further templates, `busy` is told which is being read."""
    texts = {part: shipped(part) for part in PARTS} | dict(parts or {}) | {name: text}

    def find(wanted: str) -> TemplateText | None:
        return TemplateText.of_file(wanted, texts[wanted], wanted) if wanted in texts else None

    source = find(name)
    assert source is not None
    environment = Environment([("templates", REPOSITORY / "templates")])
    roots = [Root(source, context_of(shapes().schema, about))]
    return lint(environment, shapes(), roots, find, sorted(texts), own=[name], busy=busy)


def said_of(text: str, parts: Mapping[str, str] | None = None) -> str:
    """The findings in the template itself, without the name of its file."""
    return "".join(f"{d}\n" for d in lint_one(text, parts).diagnostics).replace(f"{NAME}:", "")
