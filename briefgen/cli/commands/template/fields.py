"""briefgen template fields: every name that a template can use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.options import json_option, workspace_command
from briefgen.cli.terminal import open_workspace, print_bold, print_json
from briefgen.diagnostics import with_article
from briefgen.errors import UsageProblem

if TYPE_CHECKING:
    from briefgen.production.field_list import Field, Filter


@workspace_command(
    "briefgen template fields meeting",
    "briefgen template fields meeting date",
    "briefgen template fields country 'country.meetings[].*'",
    "briefgen template fields theme --json",
)
@click.argument("kind")
@click.argument("pattern", required=False, default="")
@json_option
def command(kind: str, pattern: str, as_json: bool, root: Path | None) -> int:
    """List every name that a template of a KIND of brief can use, with type, example and meaning.

    PATTERN narrows the list to names in which it occurs. [] stands for the items of a list: go through them with
    {% for … %}. A question mark behind a name says that it may be missing.
    """
    from briefgen.production.assembling import environment_of
    from briefgen.production.field_list import fields_of, filters

    workspace = open_workspace(root)
    found = fields_of(workspace, kind, pattern)
    known = [f for f in filters(environment_of(workspace)) if pattern.lstrip("|") in f.name]
    if not found and not known:
        raise UsageProblem(f"no name of '{kind}' has '{pattern}' in it; briefgen template fields {kind} lists them all")
    if as_json:
        print_json({"fields": [*map(asdict, found)], "filters": [*map(asdict, known)]})
    else:
        _print(found if pattern else [f for f in found if f.section in HEADS], known)
        others = dict.fromkeys(f.section for f in found if f.section not in HEADS)
        if others and not pattern:
            click.echo(f"\nfields of other records: briefgen template fields {kind} '{next(iter(others))}.*'")
            click.echo(f"  there are: {', '.join(others)}")
    return 0


HEADS = {
    "": "names",
    "value": "every value of a record has besides (write meeting.date.origin)",
    "name": "every name of a record has besides, with the fields of that record (write meeting.series.record)",
}


def _print(fields: Sequence[Field], filters: Sequence[Filter]) -> None:
    section = None
    for field in fields:
        if field.section != section:
            print_bold(
                ("" if section is None else "\n") + HEADS.get(field.section, f"fields of {with_article(field.section)}")
            )
            section = field.section
        _print_field(field)
    if filters:
        print_bold("\nfilters" if fields else "filters")
        width = max(len(f.name) for f in filters) + 1
        for filter_ in filters:
            click.echo(f"  {'|' + filter_.name:<{width}}  {filter_.meaning}")


def _print_field(field: Field) -> None:
    indent = "  " * (field.name.count(".") + 1)
    click.echo(f"{indent}{field.name}{'?' if field.may_be_missing else ''}  ({field.type})  {field.meaning}".rstrip())
    if field.example:
        click.echo(f"{indent}    e.g. {field.example}")
