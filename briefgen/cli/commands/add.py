"""briefgen add: a file or a page becomes an archived source with a record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.options import workspace_command
from briefgen.cli.terminal import open_workspace, print_problems, shown_path, today
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
        click.echo(f"  - {_short(change.before)}" if change.before else "  (new)")
        click.echo(f"  + {_short(change.after)}" if change.after else "  (gone)")
    if count > _MOST:
        click.echo(f"  … and {count - _MOST} more")
    one = added.standing == 1
    stand = f"{added.standing} quote{'' if one else 's'} stand{'s' if one else ''} in it"
    click.echo(f"  {stand}, {len(added.fallen)} no longer {'does' if len(added.fallen) == 1 else 'do'}")
    for statement, quote in added.fallen:
        click.echo(f"  no longer: {statement.subject} {statement.property}: “{_short(quote)}”")
    if added.state == "changed":
        click.echo(f"next: take it over with --new-version{'; the old version is kept beside it' if count else ''}")


def _short(text: str) -> str:
    return text if len(text) <= 160 else f"{text[:157].rstrip()}…"
