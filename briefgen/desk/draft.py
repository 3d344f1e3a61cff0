"""A brief as the preview shows it: never written to `out/`, and whole, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from hashlib import blake2b

from briefgen.briefs.assemble import Brief
from briefgen.briefs.kind import BriefKind
from briefgen.briefs.parameters import Plain
from briefgen.citations.resolve import NotedSentence
from briefgen.desk.note_cards import Card, Remarker, Tally, cards
from briefgen.diagnostics import Diagnostic, has_errors
from briefgen.document.nodes import Document, Marking, Picture
from briefgen.errors import Problems
from briefgen.frozen import dataclass, replace
from briefgen.production.assembling import assemble
from briefgen.production.quote_gate import QuoteGate
from briefgen.production.request import find_record
from briefgen.sandbox.bounded import bounded
from briefgen.workspace.looks import word_writer
from briefgen.workspace.workspace import HOUSE_FILE, Workspace
from briefgen.writers.html import HtmlWriter
from briefgen.writers.markdown import MarkdownWriter


@dataclass(frozen=True, slots=True)
class Draft:
    """A brief that could be rendered.

    `problems` are what a run would say of it; with an error among them it would write no file. `cards` say for
    each note where it comes from; `page` and `markdown` are its two views; `tally` counts the marked sentences;
    `sentences` are those with notes, each with its statements.
    """

    kind: str
    id: str
    language: str
    document: Document
    cards: tuple[Card, ...]
    problems: tuple[Diagnostic, ...]
    tally: Tally
    statements: int
    sources: int
    page: str
    markdown: str
    sentences: tuple[NotedSentence, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether a run would write no file."""
        return has_errors(self.problems)


def compose(workspace: Workspace, kind: BriefKind, key: str, stale: frozenset[str]) -> Brief:
    """The brief from facts and template, made by a child process within limits: here alone a template runs."""
    workspace.prepare()
    brief = bounded(workspace.limits, f"{kind.shown}/{kind.file}", partial(assemble, stale=stale), workspace, kind, key)
    if brief.document.pictures:
        from briefgen.figures.sheet import load

        load()  # so that the next child has it
    return brief


def draw(
    workspace: Workspace, kind_name: str, id_: str, language: str, values: Mapping[str, Plain] | None = None
) -> Draft:
    """The brief of a kind about one record as facts and templates are now; `values` are those of its parameters.

    Raises `Problems` where these have errors and `UsageProblem` where there is no such kind or record. A quote
    that is not in its source is shown, and told, for here an editor is at work.
    """
    kind, problems = workspace.kind(kind_name)
    problems = [*problems, *workspace.facts.diagnostics]
    if has_errors(problems):
        raise Problems(problems)
    kind = kind.in_language(language).with_values(values or {}).for_audience(workspace.audience)
    if above := workspace.floor_too_high(kind):
        raise Problems([above])
    verification = workspace.verification
    gate = QuoteGate(workspace, verification)
    brief = compose(workspace, kind, find_record(workspace, kind, id_), gate.stale)
    resolved = brief.resolved
    remarks = Remarker(workspace.facts.base, resolved, brief.conflicts, verification)
    page = HtmlWriter(pictures=picture_address, remarks=remarks).write(below_header(brief.document))
    return Draft(
        kind_name,
        id_,
        language,
        brief.document,
        cards(workspace, resolved, verification),
        (*problems, *gate.problems(resolved.statements, allow_stale=False), *brief.diagnostics),
        remarks.tally,
        len(resolved.statements),
        len(resolved.sources),
        page.decode(),
        MarkdownWriter().write(brief.document).decode(),
        resolved.sentences,
    )


def below_header(document: Document) -> Document:
    """The document without the marking that begins it: the page carries that in its header, as in Word."""
    marking = document.meta.marking
    begins = document.blocks[:1] == (Marking(marking),)
    return replace(document, blocks=document.blocks[1:]) if begins else document


def picture_address(picture: Picture) -> str:
    """Where a page finds a picture, below its own address; another picture has another address."""
    return f"picture/{blake2b(picture.png, digest_size=8).hexdigest()}/{picture.name}"


def word_file(workspace: Workspace, draft: Draft) -> bytes:
    """The draft as a Word file, the same bytes that a run would write; its looks are read within limits."""
    return bounded(workspace.limits, f"{workspace.home.shown('templates')}/{HOUSE_FILE}", _as_word, workspace, draft)


def _as_word(workspace: Workspace, draft: Draft) -> bytes:
    return word_writer(workspace, workspace.kind(draft.kind)[0]).write(draft.document)
