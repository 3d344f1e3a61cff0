"""briefgen review: a second pair of eyes on what was recorded, and the commands below it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from briefgen.cli.options import Group, audience_option, by_option, json_option, workspace_command
from briefgen.cli.terminal import open_workspace, print_bold, print_json, print_problems, shown_path, today
from briefgen.diagnostics import has_errors
from briefgen.model.schema import source_key
from briefgen.model.statement import Statement
from briefgen.review import deciding
from briefgen.review.standing import Reviewed, Reviews, Standing
from briefgen.workspace.open_facts import record_named, statement_json, words_of


@workspace_command(
    "briefgen review",
    "briefgen review show meeting/samarkand-2025",
    "briefgen review sheet meeting samarkand-2025",
    cls=Group,
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
    reviews = _reviews_of(root)
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


def _reviews_of(root: Path | None) -> Reviews:
    """The reviews of a workspace; raises `Problems` where its facts have errors."""
    workspace = open_workspace(root)
    workspace.refuse_errors()
    return Reviews(workspace)


def _chosen(reviews: Reviews, names: Sequence[str]) -> list[Statement]:
    """The statements that are named by their ids, or by how these begin; a record stands for all that it states."""
    statements: dict[str, Statement] = {}
    for name in names:
        record = reviews.base.record(name)
        found = (
            [one.statement for one in reviews.record(record)] if record else [deciding.find_statement(reviews, name)]
        )
        statements.update((statement.id, statement) for statement in found)
    return list(statements.values())


@workspace_command(
    "briefgen review approve meeting/samarkand-2025/date",
    "briefgen review approve meeting/samarkand-2025",
    of=command,
    short_help="Approve statements that somebody else wrote.",
)
@click.argument("names", nargs=-1, required=True, metavar="STATEMENT...")
@by_option
def approve(names: tuple[str, ...], by: str, root: Path | None) -> int:
    """Approve statements: their passages bear them. Nobody approves what they wrote themselves.

    STATEMENT is an id as briefgen review show names it, its beginning, or a record for all that it states.
    """
    reviews = _reviews_of(root)
    statements, name = _chosen(reviews, names), deciding.reviewer(reviews, by)
    files = deciding.approve(reviews, statements, name, today())
    for file in files:
        click.echo(f"{name} approved, in {shown_path(file)}")
    click.echo(f"{len(statements)} approved")
    return 0


@workspace_command(
    'briefgen review object meeting/samarkand-2025/date "the source says 16 October"',
    of=command,
    short_help="Object to a statement, with a word that says why.",
)
@click.argument("name", metavar="STATEMENT")
@click.argument("word")
@by_option
def object_(name: str, word: str, by: str, root: Path | None) -> int:
    """Object to a statement, with WORD that says why. It stands until you approve it, or until it is changed.

    STATEMENT is an id as briefgen review show names it, its beginning, or a record for all that it states.
    """
    reviews = _reviews_of(root)
    who = deciding.reviewer(reviews, by)
    for file in deciding.object_to(reviews, _chosen(reviews, [name]), who, today(), word):
        click.echo(f"{who} objected, in {shown_path(file)}")
    return 0


@workspace_command(
    "briefgen review sheet meeting samarkand-2025 --open",
    of=command,
    short_help="Write a sheet for checking a brief on paper, in Word and Markdown.",
)
@click.argument("kind")
@click.argument("id_", metavar="ID")
@click.option("--open", "only_open", is_flag=True, help="Leave out what was approved and is as it was.")
@click.option("--language", "-l", default="", metavar="TAG", help="The language of the brief's sentences.")
@click.option(
    "--folder", "-o", type=click.Path(path_type=Path), help="Where to put it. Default: reviews in the folder out."
)
@audience_option
def sheet(
    kind: str,
    id_: str,
    only_open: bool,
    language: str,
    folder: Path | None,
    audience: str,
    root: Path | None,
) -> int:
    """Write a sheet for checking a brief: sentence, words of the source, where they stand, a box to tick.

    It is made in Word and in Markdown. A sheet that is there is replaced.
    """
    from briefgen.disk import replace_file
    from briefgen.production.request import Request
    from briefgen.review.checking_sheet import checking_sheet, sheet_files

    reviews = _reviews_of(root)
    request = Request(kind, id_, language=language, audience=audience)
    sheet = checking_sheet(reviews, request, only_open=only_open)
    where = folder or reviews.workspace.home.folder("out") / "reviews"
    for ending, content in sheet_files(reviews.workspace, sheet).items():
        path = where / f"{kind}-{id_}.{ending}"
        replace_file(path, content)
        click.echo(f"wrote {shown_path(path)}")
    return 0


@workspace_command(
    "briefgen review show meeting/samarkand-2025",
    of=command,
    short_help="Show what a record states beside its passages and sources.",
)
@click.argument("name", metavar="RECORD")
@json_option
def show(name: str, as_json: bool, root: Path | None) -> int:
    """Show each statement of RECORD: what it says, the words it rests on, the source, and how it stands."""
    reviews = _reviews_of(root)
    found = reviews.record(record_named(reviews.workspace, name))
    if as_json:
        print_json([_as_json(one) for one in found])
        return 0
    for one in found:
        _print(reviews, one)
    return 0


def _print(reviews: Reviews, one: Reviewed) -> None:
    workspace, statement = reviews.workspace, one.statement
    print_bold(f"{statement.id}  [{one.standing}]")
    click.echo(f"  says    {words_of(workspace, statement)}")
    for citation in statement.citations:
        source = reviews.base.label(source_key(citation.source), workspace.home.settings["language"])
        place = f", {where}" if (where := reviews.place(statement, citation)) else ""
        click.echo(f"  words   {f'“{citation.quote}”' if citation.quote else 'none quoted'}")
        click.echo(f"  source  {source} ({citation.source}{place})")
    for opinion in one.opinions:
        click.echo(f"  {opinion.verdict} by {opinion.by} on {opinion.on}{f': {opinion.word}' if opinion.word else ''}")
    if one.why:
        click.echo(f"  {one.why}")


def _as_json(one: Reviewed) -> dict[str, object]:
    opinions = [{"verdict": o.verdict, "by": o.by, "on": o.on, "word": o.word} for o in one.opinions]
    return {**statement_json(one.statement), "standing": str(one.standing), "why_void": one.why, "opinions": opinions}


@workspace_command(
    "briefgen review withdraw meeting/samarkand-2025/date",
    of=command,
    short_help="Take back what you approved or objected to.",
)
@click.argument("names", nargs=-1, required=True, metavar="STATEMENT...")
@by_option
def withdraw(names: tuple[str, ...], by: str, root: Path | None) -> int:
    """Take back what you approved or objected to; each statement then stands as if you had not looked at it.

    STATEMENT is an id as briefgen review show names it, its beginning, or a record for all that it states.
    """
    reviews = _reviews_of(root)
    who = deciding.reviewer(reviews, by)
    for file in deciding.withdraw(reviews, _chosen(reviews, names), who, today()):
        click.echo(f"{who} took it back, in {shown_path(file)}")
    return 0


@workspace_command(
    'briefgen review wrote meeting/samarkand-2025 --by "A Name"',
    of=command,
    short_help="Say that you wrote a record, where git cannot tell.",
)
@click.argument("name", metavar="RECORD")
@by_option
def wrote(name: str, by: str, root: Path | None) -> int:
    """Say that you wrote RECORD, so that somebody else can approve it in a folder that git does not keep."""
    reviews = _reviews_of(root)
    who = deciding.reviewer(reviews, by)
    record = record_named(reviews.workspace, name)
    click.echo(f"{who} wrote {record.key}, in {shown_path(deciding.note_writer(reviews, record, who))}")
    return 0
