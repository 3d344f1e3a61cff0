"""A sheet for checking a brief on paper: each sentence, the words it rests on, where they stand, a box to tick."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefgen.citations.resolve import NotedSentence
from briefgen.document.nodes import Document, Heading, Inline, Marking, Meta, Paragraph, Strong, Table, Text
from briefgen.model.schema import source_key
from briefgen.model.statement import Citation
from briefgen.production.request import Request, resolve_request
from briefgen.production.trace import sentences_of
from briefgen.review.standing import Reviewed, Reviews, Standing
from briefgen.workspace.looks import read_house
from briefgen.workspace.workspace import Workspace
from briefgen.writers.docx.writer import DocxWriter
from briefgen.writers.markdown import MarkdownWriter

BOX = "☐"
_HEAD = ("", "Sentence of the brief", "Words of the source", "Where they stand", "Review")
_HOW = (
    "Tick a box where the words of the source bear the sentence: who, what, when, where, how many, who says so, "
    "and nothing left out that would turn it. Write a word beside what they do not bear."
)


def checking_sheet(reviews: Reviews, request: Request, *, only_open: bool = False) -> Document:
    """The sheet of one brief, all its sentences with notes or, with `only_open`, those not approved as they are."""
    workspace = reviews.workspace.for_audience(request.audience)
    kind, key, _ = resolve_request(workspace, request)
    made = sentences_of(workspace, kind, key)
    rows = [row for s in dict.fromkeys(made.sentences) for row in _rows(reviews, workspace, s, only_open=only_open)]
    title = f"Checking sheet: {request.name}"
    marking = _marking(workspace, made.sentences)
    meta = Meta(title=title, short_title=title, marking=marking, author=workspace.home.settings["author"],
                date=workspace.facts.base.last_day or Meta().date)  # fmt: skip
    head = tuple(_text(word) for word in _HEAD)
    body = Table(head, tuple(rows)) if rows else Paragraph(_text("Nothing is left to check."))
    checked = Paragraph(_text("Checked by ………………………………………… on ……………………"))
    return Document((Marking(marking), Heading(1, _text(title)), Paragraph(_text(_HOW)), body, checked), meta=meta)


def sheet_files(workspace: Workspace, sheet: Document) -> dict[str, bytes]:
    """The sheet in Word, with the looks of the house, and as Markdown, by the ending of the file."""
    return {"docx": DocxWriter(read_house(workspace)).write(sheet), "md": MarkdownWriter().write(sheet)}


def _rows(
    reviews: Reviews, workspace: Workspace, sentence: NotedSentence, *, only_open: bool
) -> Iterator[tuple[tuple[Inline, ...], ...]]:
    """A row for each passage of a sentence; a sentence whose statements quote nothing has one row all the same.

    Passages are those that the readers of `workspace` may see; how they stand is the same for everybody.
    """
    stands = list(reviews.among(sentence.statements))
    if only_open and all(one.standing is Standing.APPROVED for one in stands):
        return
    cited = {one.statement.id: workspace.facts.base.statement(one.statement.id).citations for one in stands}
    passages = dict.fromkeys(c for one in stands for c in cited[one.statement.id])
    said = _text(sentence.text)
    if not passages:
        yield (_text(BOX), said, _text("no words quoted"), (), _standing(stands))
    for number, citation in enumerate(passages):
        bearing = [one for one in stands if citation in cited[one.statement.id]]
        words = _text(f"“{citation.quote}”") if citation.quote else _text("no words quoted")
        yield (
            _text(BOX),
            said if number == 0 else (),
            words,
            _where(reviews, bearing[0], citation),
            _standing(bearing),
        )


def _where(reviews: Reviews, one: Reviewed, citation: Citation) -> tuple[Inline, ...]:
    label = reviews.base.label(source_key(citation.source), reviews.workspace.home.settings["language"])
    place = reviews.place(one.statement, citation)
    return (Strong(_text(label)), Text(f" ({citation.source}){f', {place}' if place else ''}"))


def _standing(stands: Iterable[Reviewed]) -> tuple[Inline, ...]:
    said = dict.fromkeys(f"{one.standing}{''.join(f': {o.word}' for o in one.opinions if o.word)}" for one in stands)
    return _text("; ".join(said))


def _marking(workspace: Workspace, sentences: Iterable[NotedSentence]) -> str:
    """The highest marking of what stands on the sheet."""
    base, markings = workspace.facts.base, workspace.markings
    found = [markings.default]
    for id_ in {id_ for sentence in sentences for id_ in sentence.statements}:
        statement = base.statement(id_)
        found += [m for m in (statement.marking, base.records[statement.subject].marking) if m in markings.scheme]
        found += [
            record.marking
            for c in statement.citations
            if (record := base.record(source_key(c.source))) and record.marking in markings.scheme
        ]
    return max(found, key=markings.scheme.index)


def _text(words: str) -> tuple[Inline, ...]:
    """Words as they are, in one line."""
    plain = " ".join(words.split())
    return (Text(plain),) if plain else ()
