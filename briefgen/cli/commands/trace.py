"""briefgen trace: where a sentence comes from, and what rests on a source."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli.options import json_option, workspace_command
from briefgen.cli.terminal import open_workspace, print_bold, print_json
from briefgen.errors import UsageProblem
from briefgen.model.schema import SOURCE, source_key
from briefgen.model.statement import Citation, Statement
from briefgen.workspace.open_facts import record_of, statement_json, words_of
from briefgen.workspace.workspace import Workspace

if TYPE_CHECKING:
    from briefgen.checks.verification import Checked
    from briefgen.production.trace import Traced

    Verdicts = dict[tuple[str, Citation], Checked]


@workspace_command(
    'briefgen trace out/meeting/samarkand-2025.docx "nine states are listed"',
    "briefgen trace out/meeting/samarkand-2025.md 4",
    "briefgen trace --source nca-2025-10-17",
)
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.argument("words", required=False)
@click.option("--source", metavar="ID", help="Which statements, briefs and sentences rest on this source.")
@json_option
def command(file: Path | None, words: str | None, source: str | None, as_json: bool, root: Path | None) -> int:
    """Say where a sentence comes from: facts, quotes, sources.

    FILE is a brief, in Word or Markdown; WORDS are some words of the sentence, or the number of a note.
    """
    workspace = open_workspace(root)
    workspace.refuse_errors()
    if source is not None:
        return _trace_source(workspace, source, as_json)
    if file is None or words is None:
        raise UsageProblem("name a file and some words of a sentence in it, or --source ID")
    return _trace_sentence(workspace, file, words, as_json)


def _trace_sentence(workspace: Workspace, file: Path, words: str, as_json: bool) -> int:
    from briefgen.production.trace import trace_sentence

    traced = trace_sentence(workspace, file, words)
    verdicts: Verdicts = {(q.statement.id, q.citation): q for q in workspace.verification.quotes}
    if as_json:
        print_json([_as_json(workspace, one, verdicts) for one in traced])
        return 0
    for one in traced:
        notes = ", ".join(str(n) for n in one.sentence.notes)
        print_bold(f"“{one.sentence.text}”  [{notes}]")
        if not one.in_file:
            click.echo("  the file does not say this: it was edited, or facts or templates have changed since")
        for _, same in groupby(one.statements, key=lambda s: (s.subject, s.property, s.citations)):
            statement, *others = same  # fifty on a list rest on the same words, which are told once
            _print_statements(workspace, statement, *others)
            for citation in statement.citations:
                verdict = " ".join(_verdict(verdicts.get((statement.id, citation)))).strip() or "no words quoted"
                click.echo(
                    f"      {workspace.facts.base.label(source_key(citation.source))} ({citation.source}), {verdict}"
                )
                if citation.quote:
                    click.echo(f"      “{citation.quote}”")
    return 0


def _as_json(workspace: Workspace, traced: Traced, verdicts: Verdicts) -> dict[str, Any]:
    statements = []
    for statement in traced.statements:
        data = {"file": workspace.facts.base.records[statement.subject].file, **statement_json(statement)}
        for citation, cited in zip(data["citations"], statement.citations, strict=True):
            citation["verdict"], citation["verified_on"] = _verdict(verdicts.get((statement.id, cited)))
        statements.append(data)
    sentence = traced.sentence
    return {"sentence": sentence.text, "notes": sentence.notes, "in_file": traced.in_file, "statements": statements}


def _verdict(checked: Checked | None) -> tuple[str, str]:
    """How a quote fared, and on which day the lock says that it was verified; "" for what there is none of."""
    return (checked.verdict.value, checked.verified_on) if checked else ("", "")


def _print_statements(workspace: Workspace, first: Statement, *others: Statement) -> None:
    words = "; ".join(words_of(workspace, statement) for statement in (first, *others))
    click.echo(f"  {first.subject} {first.property}: {words}")
    click.echo(f"      {workspace.facts.base.records[first.subject].file}:{first.line}")


def _trace_source(workspace: Workspace, source: str, as_json: bool) -> int:
    from briefgen.production.trace import rests_on

    base = workspace.facts.base
    record_of(workspace, SOURCE, source)
    statements = [s for s in base.statements if any(c.source == source for c in s.citations)]
    resting = rests_on(workspace, source)
    if as_json:
        briefs = [
            {"kind": r.kind, "id": r.id, "sentences": [{"text": s.text, "notes": s.notes} for s in r.sentences]}
            for r in resting
        ]
        print_json({"source": source, "statements": [s.id for s in statements], "briefs": briefs})
        return 0
    print_bold(f"{len(statements)} statements rest on {source}")
    for statement in statements:
        record = base.records[statement.subject]
        click.echo(f"  {record.file}:{statement.line}  {statement.property}: {words_of(workspace, statement)}")
    for one in resting:
        print_bold(f"\n{one.kind} {one.id}: {len(one.sentences)} sentences")
        for sentence in one.sentences:
            click.echo(f"  “{sentence.text}”")
    return 0
