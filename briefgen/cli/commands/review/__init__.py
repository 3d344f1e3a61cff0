"""briefgen review: a second pair of eyes on what was recorded. Each command below it is a module here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from briefgen.cli.group import Group
from briefgen.cli.options import json_option, workspace_command
from briefgen.cli.terminal import open_workspace, print_json, print_problems
from briefgen.diagnostics import has_errors
from briefgen.model.statement import Statement
from briefgen.review.deciding import find_statement
from briefgen.review.standing import Reviews, Standing

LINES = {
    "approve": "Approve statements that somebody else wrote.",
    "object": "Object to a statement, with a word that says why.",
    "sheet": "Write a sheet for checking a brief on paper, in Word and Markdown.",
    "show": "Show what a record states beside its passages and sources.",
    "withdraw": "Take back what you approved or objected to.",
    "wrote": "Say that you wrote a record, where git cannot tell.",
}


@workspace_command(
    "briefgen review",
    "briefgen review show meeting/samarkand-2025",
    "briefgen review sheet meeting samarkand-2025",
    cls=Group,
    lines=LINES,
    package=__name__,
    invoke_without_command=True,
)
@json_option
@click.pass_context
def command(ctx: click.Context, as_json: bool, root: Path | None) -> int:
    """Approve or object to what somebody else recorded.

    Alone it lists the records in which something is open. An approval is bound to the statement, its passage and the
    text of its source, and void when one of them changes; it is kept in facts/_reviews/. Leaves with 0 when all is
    approved, with 1 otherwise.
    """
    if ctx.invoked_subcommand is not None:
        return 0

    reviews = reviews_of(root)
    counts, records = reviews.counts, _by_record(reviews)
    if as_json:
        print_json({"counts": {str(k): n for k, n in counts.items()}, "records": records})
    else:
        for key, found in records.items():
            click.echo(f"{key}: {', '.join(f'{n} {standing}' for standing, n in found.items() if n)}")
        click.echo(f"{len(reviews.all)} statements: {', '.join(f'{n} {standing}' for standing, n in counts.items())}")
        print_problems(reviews.problems)
    return 0 if counts[Standing.APPROVED] == len(reviews.all) and not has_errors(reviews.problems) else 1


def _by_record(reviews: Reviews) -> dict[str, dict[str, int]]:
    """The records in which something is not approved, each with how many of its statements stand how."""
    found: dict[str, dict[str, int]] = {}
    for one in reviews.all:
        counts = found.setdefault(one.statement.subject, {str(standing): 0 for standing in Standing})
        counts[str(one.standing)] += 1
    return {key: counts for key, counts in found.items() if counts[str(Standing.APPROVED)] < sum(counts.values())}


def reviews_of(root: Path | None) -> Reviews:
    """The reviews of a workspace; raises `Problems` where its facts have errors."""
    workspace = open_workspace(root)
    workspace.refuse_errors()
    return Reviews(workspace)


def chosen(reviews: Reviews, names: Sequence[str]) -> list[Statement]:
    """The statements that are named by their ids, or by how these begin; a record stands for all that it states."""
    statements: dict[str, Statement] = {}
    for name in names:
        record = reviews.base.record(name)
        found = [one.statement for one in reviews.record(record)] if record else [find_statement(reviews, name)]
        statements.update((statement.id, statement) for statement in found)
    return list(statements.values())
