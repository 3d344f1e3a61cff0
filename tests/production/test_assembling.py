"""Templates that are kept from one brief to the next say of each what they would have said of it alone."""

from __future__ import annotations

from dataclasses import replace

from briefgen.facts.tracing import TracedFactBase
from briefgen.production.assembling import assemble
from briefgen.production.request import Request, resolve_request
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.workspaces import Scratch

WORDS = '{% set points = "Discussion"|t %}{% macro head() %}{{ points }}{% endmacro %}'
NOTE = '{% import "_parts/own.md.j2" as own with context %}{% import "_parts/own.md.j2" as plain %}'


def opened(workspace: Scratch) -> Workspace:
    workspace.write("templates/_parts/own.md.j2", WORDS)
    workspace.write("templates/note/template.toml", 'about = "meeting"\nformats = ["md"]\n')
    text = f"{NOTE}\n# {{{{ own.head() }}}}, {{{{ plain.head() }}}}\n\n{{{{ meeting.date }}}}, {{{{ brief.notes }}}}.\n"
    workspace.write("templates/note/brief.md.j2", text)
    return Workspace(find_workspace(workspace.root)[0], Store(None))


def made(workspace: Workspace, language: str) -> tuple[object, set[str]]:
    kind, key, _ = resolve_request(workspace, replace(Request("note", "lisbon-2024"), language=language))
    traced = TracedFactBase(workspace.facts.base)
    return assemble(workspace, kind, key, traced=traced), set(traced.questions())


def test_a_brief_in_another_language_has_its_own_words_and_has_asked_for_every_template(workspace: Scratch) -> None:
    alone = [made(opened(workspace), language) for language in ("", "ru", "")]
    together = opened(workspace)
    together.stays()
    assert [made(together, language) for language in ("", "ru", "")] == alone
    assert "template _parts/own.md.j2" in alone[1][1]
    assert together.environments


def test_what_is_made_for_an_audience_keeps_its_templates_too(workspace: Scratch) -> None:
    desk = opened(workspace)
    readers = desk.for_audience("TLP:CLEAR")
    alone = made(readers, "")
    desk.stays()
    assert [made(readers, ""), made(readers, "")] == [alone, alone]
    assert readers.environments
    assert not desk.environments


def test_what_does_not_stay_reads_templates_anew(workspace: Scratch) -> None:
    desk = opened(workspace)
    before = made(desk, "")
    workspace.edit("templates/note/brief.md.j2", "# ", "# New: ")
    assert made(desk, "") != before
