"""briefgen import: tables and lists of references become records."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.options import workspace_command
from briefgen.cli.terminal import open_workspace, print_problems, shown_path, today
from briefgen.errors import UsageProblem
from briefgen.workspace.schema_files import keep_ids


@workspace_command(
    "briefgen import people.csv --kind person",
    "briefgen import library.bib",
    "briefgen import names.txt --participants samarkand-2025 --src nca-2025-10-17",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--kind", default="", help="What each row is: person, organisation, country, meeting, …")
@click.option("--partial", is_flag=True, help="Write the rows that have no fault.")
@click.option("--participants", metavar="MEETING", default="", help="The names are participants of this meeting.")
@click.option("--column", default="", help="The column of the names; left out: the first.")
@click.option(
    "--status",
    default="",
    help="How they were there: observer, present, absent, …; left out: listed, but persons among the people.",
)
@click.option("--src", "source", metavar="SOURCE", default="", help="The source that lists the participants.")
def command(
    file: Path,
    kind: str,
    partial: bool,
    participants: str,
    column: str,
    status: str,
    source: str,
    root: Path | None,
) -> int:
    """Make records of a table (CSV, XLSX), or sources of a list of references (CSL-JSON, BibTeX, RIS).

    Headings are the fields of the kind. Every fault has its row and column, and nothing is written unless all is well.
    The same file again changes nothing; what is there is never written over.
    """
    from briefgen.intake.tables.importing import import_file

    if bool(participants) and bool(kind):
        raise UsageProblem("--kind and --participants are two ways to read a table; give one of them")
    if status and not participants:
        raise UsageProblem("--status says how --participants were there")
    workspace = open_workspace(root)
    found = import_file(workspace, file, kind, participants, column, source, today(), status, partial=partial)
    keep_ids(workspace)
    for path in found.written:
        click.echo(f"wrote {shown_path(path)}")
    for question in found.questions:
        click.echo(f"question: {question}")
    if found.unchanged:
        click.echo(f"{found.unchanged} {'was' if found.unchanged == 1 else 'were'} there already")
    print_problems(found.problems)
    return 1 if found.problems else 0
