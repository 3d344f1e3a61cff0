"""briefgen add, import and new: records of a file or a page, of a table or a list of references, or to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.options import workspace_command
from briefgen.cli.terminal import open_workspace, print_problems, refuse_existing, shown_path, today
from briefgen.diagnostics import counted
from briefgen.errors import Problems, UsageProblem
from briefgen.workspace.schema_files import keep_ids

if TYPE_CHECKING:
    from briefgen.intake.adding import TakenIn

_MOST = 8  # changes or quotes that are shown


@workspace_command(
    "briefgen add article.html report.pdf",
    "briefgen add https://gazette.example/forum",
    "briefgen add interview.vtt --id gazette-interview-2031 --language en",
)
@click.argument("names", metavar="FILE|URL...", nargs=-1, required=True)
@click.option("--id", "id_", default="", help="The id of the source; left out: one is proposed.")
@click.option("--language", default="", help="The language in which pictures of words are read, such as ru.")
@click.option("--new-version", is_flag=True, help="Take over a page that has changed since it was archived.")
@click.option("--own-network", is_flag=True, help="Fetch from this machine and its network, too.")
def command(
    names: tuple[str, ...],
    id_: str,
    language: str,
    new_version: bool,
    own_network: bool,
    root: Path | None,
) -> int:
    """Archive pages and files, and propose the record of each.

    HTML as a browser saved it, PDF, Word, OpenDocument, mail, transcripts, Markdown, plain text, pictures of words, and
    pages by their address. The archive keeps the bytes, the text drawn from them and the place of every word.
    """
    from briefgen.intake.adding import SourceRequest, add

    if id_ and len(names) > 1:
        raise UsageProblem("--id names one source; add the others apart")
    worst = 0
    for name in names:
        workspace = open_workspace(root)  # anew: what was added just now may be seen again
        try:
            added = add(workspace, SourceRequest(name, id_, language, new_version, own_network), today())
        except Problems as found:
            print_problems(found.diagnostics)
            worst = max(worst, 1)
        except UsageProblem as wrong:
            if len(names) == 1:
                raise
            click.echo(f"briefgen: {wrong}", err=True)
            worst = 2
        else:
            _tell(added)
            keep_ids(workspace)
            worst = max(worst, 1 if added.state == "changed" else 0)
    return worst


def _tell(added: TakenIn) -> None:
    if added.state == "unchanged":
        click.echo(f"{added.id}: archived already, and unchanged")
    elif added.state == "restored":
        click.echo(f"{added.id}: its text was gone from the archive, and is back as its record has it")
    elif added.state in ("changed", "renewed"):
        _tell_version(added)
    else:
        click.echo(f"added {added.id}")
    for path in added.written:
        click.echo(f"  wrote {shown_path(path)}")
    for remark in added.remarks:
        click.echo(f"  note: {remark}")
    for question in added.questions:
        click.echo(f"  question: {question}")
    if added.state == "added":
        click.echo(f"  to confirm in the record: {', '.join(added.open)}")
        click.echo(f"next: read the record, then quote from the text, or: briefgen draft {added.id}")


def _tell_version(added: TakenIn) -> None:
    count = len(added.version)
    what = f"a new version; {counted(count, 'passage')} changed"
    click.echo(f"{added.id}: {what if count else 'no text of it is archived that this one could be compared with'}")
    for change in added.version[:_MOST]:
        pairs = enumerate(zip(change.before, change.after, strict=False))
        same = next((n for n, (old, new) in pairs if old != new), 0)
        at = change.before.rfind(" ", 0, max(same - 60, 0)) + 1  # a little of what is the same leads to the change
        click.echo(f"  - {_short(change.before, at)}" if change.before else "  (new)")
        click.echo(f"  + {_short(change.after, at)}" if change.after else "  (gone)")
    if count > _MOST:
        click.echo(f"  … and {count - _MOST} more")
    one = added.standing == 1
    stand = f"{added.standing} quote{'' if one else 's'} stand{'s' if one else ''} in it"
    click.echo(f"  {stand}, {len(added.fallen)} no longer {'does' if len(added.fallen) == 1 else 'do'}")
    for statement, quote in added.fallen:
        click.echo(f"  no longer: {statement.subject} {statement.property}: “{_short(quote)}”")
    if added.state == "renewed" and added.fallen:
        kept = f"facts/sources/{added.id}.txt"
        click.echo(f"next: correct what rests on them; words kept in {kept} are read anew when taken out there")
    if added.state == "changed":
        click.echo(f"next: take it over with --new-version{'; the old version is kept beside it' if count else ''}")


def _short(text: str, at: int = 0) -> str:
    """The text where it is short, else what stands of it from a place on."""
    shown = text if len(text) <= 160 else f"{'…' if at else ''}{text[at:]}"
    return shown if len(shown) <= 160 else f"{shown[:157].rstrip()}…"


# --- briefgen import ---


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
def import_(
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


# --- briefgen new ---


@workspace_command("briefgen new meeting tashkent-2026", "briefgen new source example-2026-03-01")
@click.argument("kind")
@click.argument("id_", metavar="ID")
def new(kind: str, id_: str, root: Path | None) -> int:
    """Write a commented record to fill in.

    KIND is meeting, source, claim, …; the file is named by ID. A file that is there already is left alone.
    """
    from briefgen.disk import replace_file
    from briefgen.model.ids import hint_of_slug, is_slug, why_no_slug
    from briefgen.model.reference import skeleton
    from briefgen.workspace.open_facts import check_kind

    workspace = open_workspace(root)
    schema = workspace.facts.base.schema
    check_kind(schema, kind)
    if not is_slug(id_):
        raise UsageProblem("; ".join(filter(None, (why_no_slug(id_), hint_of_slug(id_)))))
    target = workspace.home.folder("facts") / schema[kind].folder / f"{id_}.yaml"
    refuse_existing(target)
    replace_file(target, skeleton(schema, kind, id_).encode())
    keep_ids(workspace)
    click.echo(f"wrote {shown_path(target)}")
    click.echo("next: fill in what stands in <angle brackets>, then: briefgen check")
    return 0
