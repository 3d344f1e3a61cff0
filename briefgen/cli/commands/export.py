"""briefgen export: statements and sources for other programs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from briefgen.cli.options import audience_option, workspace_command
from briefgen.cli.terminal import open_workspace, refuse_existing, shown_path
from briefgen.disk import replace_file
from briefgen.errors import UsageProblem
from briefgen.frozen import replace as change
from briefgen.model.statement import Citation, Statement
from briefgen.workspace.open_facts import check_kind


@workspace_command(
    "briefgen export statements facts.xlsx",
    "briefgen export statements facts.jsonld --kind meeting",
    "briefgen export sources library.json",
)
@click.argument("what", type=click.Choice(["statements", "sources"]))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--kind", default="", help="Statements of records of this kind alone.")
@click.option("--replace", is_flag=True, help="Write over the file, where there is one.")
@audience_option
def command(what: str, file: Path, kind: str, replace: bool, audience: str, root: Path | None) -> int:
    """Write statements as CSV, XLSX, JSON Lines or JSON-LD, or sources as CSL-JSON; the file's ending says which.

    Each quote has its page, paragraph or minute where that is known. Cells that a spreadsheet would take for a formula
    are text. Facts that cannot be read stop the export.
    """
    workspace = open_workspace(root).for_audience(audience)
    workspace.refuse_errors()
    if not replace:
        refuse_existing(file)
    base, tag = workspace.facts.base, str(workspace.home.settings["language"])
    if kind:
        check_kind(base.schema, kind)
    ending = file.suffix.lower()
    if what == "sources":
        import json

        from briefgen.citations.csl_item import csl_item
        from briefgen.model.schema import SOURCE

        if ending != ".json":
            raise UsageProblem("sources are written as CSL-JSON: give the file the ending .json")
        locale = workspace.locale(tag)
        every = (csl_item(base, record.id, locale) for record in base.of_kind(SOURCE))
        items = [{key: value for key, value in item.items() if value != "und"} for item in every]  # no language known
        content, count = f"{json.dumps(items, ensure_ascii=False, indent=1)}\n".encode(), len(items)
    else:
        from briefgen.intake.exporting import as_csv, as_json_ld, as_json_lines, as_xlsx

        writers = {".csv": as_csv, ".xlsx": as_xlsx, ".jsonl": as_json_lines, ".jsonld": as_json_ld}
        if ending not in writers:
            raise UsageProblem(f"statements are written as {', '.join(writers)}: give the file one of these endings")
        chosen = (s for s in base.statements if not kind or s.kind == kind)
        told = [_with_places(s, workspace.verification.places(s.id)) for s in chosen]
        content, count = writers[ending](base, told, tag.partition("-")[0]), len(told)
    replace_file(file, content)
    click.echo(f"wrote {shown_path(file)}: {count} {what}")
    return 0


def _with_places(statement: Statement, places: Mapping[Citation, str]) -> Statement:
    """The statement with the page, paragraph or minute of each quote, where nobody has written it and it is known."""
    found = (c if c.locator else change(c, locator=places.get(c, "")) for c in statement.citations)
    return change(statement, citations=tuple(found))
