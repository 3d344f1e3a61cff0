"""briefgen template new: a folder with the settings and the template of a new kind of brief."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.options import workspace_command
from briefgen.cli.terminal import open_workspace, refuse_existing, shown_path
from briefgen.diagnostics import did_you_mean_or
from briefgen.disk import replace_file
from briefgen.errors import UsageProblem
from briefgen.model.schema import SESSION, acting_as, no_kind_of_record
from briefgen.workspace.workspace import Workspace


@workspace_command(
    "briefgen template new person",
    "briefgen template new note --about meeting",
    "briefgen template new short-theme --from theme",
)
@click.argument("kind")
@click.option("--from", "base", metavar="KIND", help="Make a variant of this kind: it extends it, block by block.")
@click.option("--about", metavar="RECORD", help="The kind of record it is about. Default: KIND, or as with --from.")
def command(kind: str, base: str | None, about: str | None, root: Path | None) -> int:
    """Make a new kind of brief, or a variant of one that there is.

    KIND becomes a folder under templates/ with its settings and its template, and a command of that name. With
    --from, naming a kind itself makes a variant in its place. Files that are there already are left alone.
    """
    from briefgen.briefs.kind import SELECTION
    from briefgen.briefs.skeleton import (
        SELECTION_TEMPLATE,
        bare_template,
        settings_text,
        variant_settings,
        variant_template,
    )

    workspace = open_workspace(root)
    _refuse_bad_name(kind)
    folder = workspace.home.folder("templates") / kind
    refuse_existing(folder)
    if base is None:
        subject, schema = _subject(workspace, about, kind), workspace.facts.base.schema
        files = {
            "template.toml": settings_text(subject, "" if subject == SELECTION else schema[subject].several(1)),
            "brief.md.j2": SELECTION_TEMPLATE
            if subject == SELECTION
            else bare_template(schema[subject], acting_as(schema, SESSION)),
        }
    else:
        subject = _subject(workspace, about, kind) if about else ""
        files = {
            "template.toml": variant_settings(workspace.kind(base)[0], subject),
            "brief.md.j2": variant_template(*_extended(workspace, base, kind)),
        }
    for name, text in files.items():
        replace_file(folder / name, text.encode())
        click.echo(f"wrote {shown_path(folder / name)}")
    about_record = subject != SELECTION and (subject or not workspace.kind(str(base))[0].is_selection)
    click.echo(f"next: change brief.md.j2, then: briefgen {kind}{' ID' if about_record else ''}")
    return 0


def _refuse_bad_name(kind: str) -> None:
    from briefgen.briefs.kind import ISSUED, is_kind_name
    from briefgen.cli.commands import COMMANDS

    if not is_kind_name(kind):
        raise UsageProblem(f"'{kind}' is no name for a kind of brief: small letters, digits and hyphens, such as note")
    if kind == ISSUED:
        raise UsageProblem(
            f"'{kind}' is taken: out/{ISSUED}/ is for what was issued; name it {kind}-note, for instance"
        )
    if kind in COMMANDS:
        raise UsageProblem(
            f"'{kind}' is a command of briefgen; a kind of brief needs another name, such as {kind}-note"
        )


def _subject(workspace: Workspace, about: str | None, kind: str) -> str:
    """The kind of record that a new kind of brief is about."""
    from briefgen.briefs.kind import SELECTION

    schema, wanted = workspace.facts.base.schema, about or kind
    if wanted in schema or wanted == SELECTION:
        return wanted
    hint = did_you_mean_or(wanted, (*schema, SELECTION), "there are")
    way = "" if about else "; say what it is about with --about"
    raise UsageProblem(f"{no_kind_of_record(wanted, schema)[0]}{way}; {hint}")


def _extended(workspace: Workspace, base: str, kind: str) -> tuple[str, dict[str, str], list[str]]:
    """The name under which a variant extends a kind's template, the blocks that it may override, the sections."""
    from briefgen.briefs.skeleton import blocks_of, sections_of
    from briefgen.rendering.folders import SHIPPED, Folders, sources_of

    name = f"{SHIPPED if base == kind else ''}{base}/brief.md.j2"
    sources = sources_of(Folders(workspace.home.template_folders), name)
    if not sources:
        raise UsageProblem(f"the kind '{base}' has no brief.md.j2 that a variant could extend")
    return name, blocks_of(sources), sections_of(sources)
