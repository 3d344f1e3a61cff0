"""briefgen template: make, list and check kinds of brief, and the commands below it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.options import Group, explain_option, json_option, plain_command, report_options, workspace_command
from briefgen.cli.terminal import open_workspace, print_bold, print_json, print_problems, refuse_existing, shown_path
from briefgen.diagnostics import Diagnostic, counted, did_you_mean_or, has_errors, with_article
from briefgen.disk import content_of, read_file, replace_file
from briefgen.errors import UsageProblem
from briefgen.workspace.folder import STARTER, shipped_templates
from briefgen.workspace.workspace import HOUSE_FILE

if TYPE_CHECKING:
    from briefgen.briefs.kind import BriefKind
    from briefgen.briefs.parameters import Parameter
    from briefgen.production.field_list import Field, Filter
    from briefgen.workspace.workspace import Workspace

WITH_COVER = STARTER / "house-with-cover.docx"
HEADS = {
    "": "names",
    "value": "every value of a record has besides (write meeting.date.origin)",
    "name": "every name of a record has besides, with the fields of that record (write meeting.series.record)",
}
"""What stands above names that belong to no record."""


@plain_command(
    "briefgen template list",
    "briefgen template new outlook --from theme",
    "briefgen template fields meeting",
    "briefgen template check",
    cls=Group,
)
def command() -> None:
    """Make, list and check kinds of brief."""


@workspace_command(
    "briefgen template check",
    "briefgen template check meeting --strict",
    "briefgen template check --without-facts --format github",
    "briefgen template check board --annotate",
    "briefgen template check --explain may-be-missing",
    of=command,
    short_help="Find everything that is wrong in templates.",
)
@click.argument("kind", required=False, default="")
@report_options
@click.option("--without-facts", is_flag=True, help="Look at the text of the templates only; make no brief.")
@click.option(
    "--annotate",
    metavar="[FOLDER]",
    is_flag=False,
    flag_value="",
    help="Write copies of Word templates with what was found as comments. Default: annotated/ beside out/.",
)
@explain_option
def check(
    kind: str,
    form: str,
    as_json: bool,
    strict: bool,
    without_facts: bool,
    annotate: str | None,
    explain: str | None,
    root: Path | None,
) -> int:
    """Find everything that is wrong in templates, or in those of one KIND of brief.

    Every template is read through, with all its branches; then every brief is made, without writing anything.
    Leaves with 0 when there is nothing to do, with 1 when there are errors.
    """
    from briefgen.cli.commands.check import code_of, print_explanation

    if explain:
        return print_explanation(explain)
    from briefgen.checks.report import FORMATS, with_source_lines
    from briefgen.outputs.annotating import folder_of
    from briefgen.production.linting import lint_workspace
    from briefgen.production.templates import line_reader

    workspace = open_workspace(root)
    if annotate and not kind and annotate in workspace.kinds:  # what stands behind --annotate is the KIND then
        kind, annotate = annotate, ""
    folder = None if annotate is None else folder_of(workspace, annotate)
    linting = lint_workspace(workspace, kind, with_facts=not without_facts)
    form = "json" if as_json else form
    if form == "text":
        click.echo(with_source_lines(linting.diagnostics, line_reader(workspace)), nl=False)
        click.echo(_read(linting.templates, linting.briefs, linting.passages, linting.uncited))
    else:
        click.echo(FORMATS[form](linting.diagnostics), nl=False)
    if folder is not None:
        _annotate(workspace, linting.diagnostics, folder, err=form != "text")
    return code_of(linting.diagnostics, strict=strict)


def _annotate(workspace: Workspace, found: Sequence[Diagnostic], folder: Path, *, err: bool) -> None:
    """Write the copies and say so, where nothing else is read by a program."""
    from briefgen.outputs.annotating import write_copies

    copies = write_copies(workspace, found, folder)
    for copy in copies:
        comments = counted(copy.comments, "comment")
        click.echo(f"{shown_path(copy.path)}: {comments}", err=err)
        if copy.kept:
            click.echo(f"{shown_path(copy.kept)}: the copy as somebody changed it", err=err)
    if not copies:
        click.echo("no copy was written: nothing was found in a template made in Word that can be read", err=err)


def _read(templates: int, briefs: int, passages: int, uncited: int) -> str:
    text = counted(templates, "template")
    if briefs:
        text += f"; {counted(briefs, 'brief')} made in memory"
        text += f", {passages} passages, {uncited} of them without a note"
    return text


@workspace_command(
    "briefgen template fields meeting",
    "briefgen template fields meeting date",
    "briefgen template fields country 'country.meetings[].*'",
    "briefgen template fields theme --json",
    of=command,
    short_help="List every name that a template can use.",
)
@click.argument("kind")
@click.argument("pattern", required=False, default="")
@json_option
def fields(kind: str, pattern: str, as_json: bool, root: Path | None) -> int:
    """List every name that a template of a KIND of brief can use, with type, example and meaning.

    PATTERN narrows the list to names in which it occurs. [] stands for the items of a list: go through them with
    {% for … %}. A question mark behind a name says that it may be missing.
    """
    from dataclasses import asdict

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


@workspace_command(
    "briefgen template house",
    "briefgen template house --force --cover",
    of=command,
    short_help="Write a fresh house.docx, the looks of Word files.",
)
@click.option("--force", is_flag=True, help="Replace the one that is there; a copy of it is kept beside it.")
@click.option("--cover", is_flag=True, help="Write one with a cover, which then stands before every brief.")
def house(force: bool, cover: bool, root: Path | None) -> int:
    """Write a fresh house.docx, the looks of Word files, into the folder of templates.

    Open it in Word and change its styles, page, header and footer; every brief then looks like it.
    """
    target = open_workspace(root).home.folder("templates") / HOUSE_FILE
    present = content_of(target)
    fresh = read_file(WITH_COVER if cover else shipped_templates() / HOUSE_FILE)
    if present == fresh:
        click.echo(f"up to date: {shown_path(target)}")
        return 0
    if target.exists() and not force:
        raise UsageProblem(
            f"{shown_path(target)} is there already; it was left as it is (--force replaces it and keeps a copy)"
        )
    if present is not None:
        copy = _free_name(target)
        replace_file(copy, present)
        click.echo(f"kept {shown_path(copy)}: what was there before")
    replace_file(target, fresh)
    click.echo(f"wrote {shown_path(target)}")
    click.echo(f"next: change its {'cover, ' if cover else ''}styles, header and footer in Word, then make a brief")
    return 0


def _free_name(path: Path) -> Path:
    number = 1
    while (copy := path.with_name(f"{path.stem}.before-{number}{path.suffix}")).exists():
        number += 1
    return copy


@workspace_command(
    "briefgen template list",
    "briefgen template list --json",
    of=command,
    short_help="List the kinds of brief with their settings and parameters.",
)
@json_option
def list_(as_json: bool, root: Path | None) -> int:
    """List the kinds of brief with their settings and parameters."""
    workspace = open_workspace(root)
    found = [workspace.kind(name) for name in workspace.kinds]
    problems = [problem for _, own in found for problem in own]
    if as_json:
        print_json([_as_json(kind) for kind, _ in found])
    else:
        for kind, _ in found:
            _tell(kind)
    print_problems(problems)
    return 1 if has_errors(problems) else 0


def _as_json(kind: BriefKind) -> dict[str, object]:
    settings = kind.settings
    return {
        "kind": kind.name,
        "folder": kind.shown,
        "about": kind.about,
        **{key: settings[key] for key in ("label", "title", "help", "formats", "notes", "output")},
        "parameters": [
            {key: getattr(p, key) for key in ("name", "type", "help", "default", "choices")}
            for p in kind.parameters.values()
        ],
    }


def _tell(kind: BriefKind) -> None:
    settings = kind.settings
    click.echo(f"{kind.name}: {settings['help'] or settings['label'] or f'a brief about one {kind.about}'}")
    files = " and ".join(settings["formats"])
    click.echo(f"  from       {kind.shown}")
    click.echo(
        f"  about      {'a' if kind.is_selection else 'one'} {kind.about}; makes {files}, notes as {settings['notes']}"
    )
    for number, parameter in enumerate(kind.parameters.values()):
        click.echo(f"  {'' if number else 'parameters':<10} --{parameter.name}  {_meaning(parameter)}")


def _meaning(parameter: Parameter) -> str:
    many = f"one of {', '.join(parameter.choices)}" if parameter.choices else parameter.meaning
    return f"{parameter.help} ({many})" if parameter.help else many


@workspace_command(
    "briefgen template new person",
    "briefgen template new note --about meeting",
    "briefgen template new short-theme --from theme",
    of=command,
    short_help="Make a new kind of brief, or a variant of one that there is.",
)
@click.argument("kind")
@click.option("--from", "base", metavar="KIND", help="Make a variant of this kind: it extends it, block by block.")
@click.option("--about", metavar="RECORD", help="The kind of record it is about. Default: KIND, or as with --from.")
def new(kind: str, base: str | None, about: str | None, root: Path | None) -> int:
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
        from briefgen.model.schema import SESSION, acting_as

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
    from briefgen.model.schema import no_kind_of_record

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
