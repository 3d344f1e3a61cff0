"""A brief put together as a document, with the issues before it in mind; nothing is written, no limit holds here.

A draft is made with the last issue behind it, of which it says what is new since.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefgen.frozen import replace
from briefgen.workspace.looks import read_word

if TYPE_CHECKING:
    from briefgen.briefs.assemble import Brief, HouseRules
    from briefgen.briefs.issue import Issuing
    from briefgen.briefs.kind import BriefKind
    from briefgen.facts.tracing import TracedFactBase
    from briefgen.rendering.environment import Environment
    from briefgen.wordtemplates.template import WordTemplate
    from briefgen.workspace.register import Issue
    from briefgen.workspace.workspace import Workspace


def assemble(
    workspace: Workspace,
    kind: BriefKind,
    key: str,
    *,
    stale: frozenset[str] = frozenset(),
    traced: TracedFactBase | None = None,
    issuing: Issuing | None = None,
    lines: dict[str, list[tuple[str, int]]] | None = None,
) -> Brief:
    """The brief as a document, without writing anything; notes on `stale` sources say that they are.

    `traced` takes down what the brief asks: of the facts, which are its own, and of all else that decides it.
    `issuing` says as which issue; without it, it is a draft of the next one. `lines` takes down where the templates
    print each statement, as files and lines by its id.
    """
    from briefgen.briefs.assemble import Assembler
    from briefgen.workspace.citation_styles import citing

    compiled, _ = workspace.compiled, workspace.markings  # which are refused where the default is none of them
    word = read_word(workspace, kind)
    kept = {} if workspace.environments is None else workspace.environments
    name = "" if word is None else kind.template
    environment = kept[name] = kept.get(name) or environment_of(workspace, kind, word)
    environment.begin()
    locale = workspace.locale(kind.settings["language"] or workspace.home.settings["language"])
    issued_as = issue_name(kind, key.partition("/")[2])
    if issuing is None:
        issuing = draft_since_last(workspace, issued_as)
    try:
        disputes = workspace.disputes if traced is None else workspace.disputes.traced(traced.ask)
        cite = citing(workspace, kind, key, locale)
        assembler = Assembler(
            workspace.facts.base if traced is None else traced,
            disputes,
            environment,
            locale,
            house_rules(workspace),
            stale=stale,
            places=workspace.verification.places,
            word=word,
            cite=cite,
            issuing=issuing,
        )
        assembler.located = lines is not None
        brief = assembler.assemble(kind, key)
        if lines is not None:
            for use in assembler.printed_at:
                lines.setdefault(use.of, []).append((use.file, use.line))
        return brief
    finally:
        if traced is not None:
            besides = (f"issue {issued_as}", *_of_kind(workspace, kind), f"words {locale.tag}", *environment.asked())
            for question in ("settings", "kinds", *besides):
                traced.ask(question)
        if compiled.changed:
            workspace.keep_compiled(compiled.stored)
            compiled.changed = False


def environment_of(
    workspace: Workspace, kind: BriefKind | None = None, word: WordTemplate | None = None
) -> Environment:
    """The templates of a workspace as they are rendered, with the one of a kind that is made in Word, where it is."""
    from briefgen.query.sessions import from_year
    from briefgen.rendering.environment import Environment

    filters = workspace.plugins.filters if workspace.home.has_plugins else {}
    sources = {} if kind is None or word is None else {kind.template: (word.file, word.source)}
    return Environment(workspace.home.template_folders, workspace.compiled, from_year, sources, filters)


def house_rules(workspace: Workspace) -> HouseRules:
    """What a workspace decides for all its briefs."""
    from briefgen.briefs.assemble import HouseRules

    settings = workspace.home.settings
    scheme = tuple(settings["markings.scheme"])
    return HouseRules(scheme, settings["markings.default"], settings["author"], settings["language"])


def _of_kind(workspace: Workspace, kind: BriefKind) -> Iterator[str]:
    """The questions about its templates and its citation style that every brief of a kind asks."""
    from briefgen.briefs.kind import TEMPLATE_FILES
    from briefgen.workspace.citation_styles import OWN, style_name

    yield f"template-settings {kind.name}"
    yield from (f"template {kind.name}/{file}" for file in TEMPLATE_FILES)
    if (style := style_name(workspace, kind)) != OWN:
        yield f"style {style}"


# --- issues ---


def issue_name(kind: BriefKind, id_: str) -> str:
    """The name of a brief in the register: meeting/lisbon-2024, theme/drugs.since_2024.tlp-green.ru.

    Each audience has issues of its own; where a brief's files are put makes no other brief of it.
    """
    plain = replace(kind, settings={**kind.settings, "output": "{kind}/{id}"}, folder="")
    language = kind.settings["language"]
    return plain.output_name(id_) + (f".{language}" if language else "")


def draft_since_last(workspace: Workspace, name: str) -> Issuing | None:
    """How a draft is made: with the last issue behind it; None where the brief was never issued."""
    last = workspace.register.last(name)
    return since(workspace, last) if last else None


def since(workspace: Workspace, last: Issue | None, number: int = 0, date: str = "") -> Issuing:
    """A draft, or issue `number` of a date, after the last one; raises `Problems` where that is damaged.

    What the readers of the workspace's audience may not know any more is not remembered of the last one.
    """
    from briefgen.briefs.issue import Issuing

    if last is None:
        return Issuing(number, date)
    remembered = workspace.readers.remembering(last.contents.snapshot, workspace.conflicts)
    marking, scheme = last.provenance.marking, workspace.markings.scheme
    # A marking of a scheme that was given up counts as the highest: nobody can tell how high it was.
    marking = marking if marking in scheme else scheme[-1]
    return Issuing(number, date, last.number, remembered, marking, last.provenance.date)
