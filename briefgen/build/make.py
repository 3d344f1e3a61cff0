"""One brief, made: facts and template to files in `out/`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from briefgen.briefs.assemble import Assembler, Brief
from briefgen.briefs.assemble import House as Signature
from briefgen.briefs.kind import BriefKind
from briefgen.build.artifacts import Artifacts, Written
from briefgen.build.desk import Desk
from briefgen.diagnostics import Diagnostic, did_you_mean, has_errors
from briefgen.errors import Problems, UsageProblem
from briefgen.facts.loader import code_stamp
from briefgen.rendering.environment import CompiledTemplates, Environment

if TYPE_CHECKING:
    from briefgen.writers.base import Writer
    from briefgen.writers.docx.house import House


@dataclass(frozen=True, slots=True)
class Made:
    """A brief and its files; `warnings` are diagnostics that did not stop it."""

    kind: BriefKind
    key: str
    brief: Brief
    files: tuple[Written, ...]
    warnings: tuple[Diagnostic, ...]


def make_brief(desk: Desk, kind_name: str, id_: str, *, formats: Sequence[str] = (), artifacts: Artifacts) -> Made:
    """Make the brief of a kind about one record and write its files.

    Raises `UsageProblem` for an unknown kind or id and for files that cannot be written, `Problems` where
    facts or templates have errors; in both cases the last good files stay as they are.
    """
    kind, problems = desk.kind(kind_name)
    problems = [*problems, *desk.facts.diagnostics]
    if has_errors(problems):
        raise Problems(problems)
    key = find_record(desk, kind, id_)
    brief = assemble(desk, kind, key)
    wanted = list(formats) or list(kind.settings["formats"])
    writers, found = _writers(desk, kind, wanted)
    name = kind.output_name(id_)
    written = artifacts.write({name + w.suffix: w.write(brief.document) for w in writers})
    return Made(kind, key, brief, tuple(written), (*problems, *brief.diagnostics, *found))


def find_record(desk: Desk, kind: BriefKind, id_: str) -> str:
    """The key of the record a brief is about; an unknown id suggests the nearest."""
    schema = desk.facts.base.schema
    if kind.about not in schema:
        hint = did_you_mean(kind.about, schema) or f"kinds of record are: {', '.join(schema)}"
        raise UsageProblem(
            f"{kind.shown}/template.toml says about = '{kind.about}', which is no kind of record; {hint}"
        )
    known = [r.id for r in desk.facts.base.of_kind(kind.about)]
    if id_ in known:
        return f"{kind.about}/{id_}"
    hint = did_you_mean(id_, known) or (
        f"there are: {', '.join(known[:12])}"
        if known
        else f"there are none; add one under {desk.workspace.shown('facts')}/"
    )
    raise UsageProblem(f"there is no {kind.about} '{id_}'; {hint}")


def assemble(desk: Desk, kind: BriefKind, key: str) -> Brief:
    """The brief as a document, without writing anything."""
    settings = desk.workspace.settings
    scheme = tuple(settings["markings.scheme"])
    default = settings["markings.default"]
    if default not in scheme:
        raise UsageProblem(f"briefgen.toml: the default marking '{default}' is not in the scheme {', '.join(scheme)}")
    compiled = CompiledTemplates(desk.compiled_templates())
    environment = Environment(desk.workspace.template_folders, compiled)
    locale = desk.locale(kind.settings["language"] or settings["language"])
    signature = Signature(scheme, default, settings["author"])
    try:
        return Assembler(desk.facts.base, desk.conflicts, environment, locale, signature).assemble(kind, key)
    finally:
        if compiled.changed:
            desk.keep_compiled(compiled.stored)


def _writers(desk: Desk, kind: BriefKind, formats: Sequence[str]) -> tuple[list[Writer], list[Diagnostic]]:
    writers: list[Writer] = []
    found: list[Diagnostic] = []
    for name in formats:
        if name == "docx":
            from briefgen.writers.docx.writer import DocxWriter

            house = read_house(desk)
            found.extend(house.diagnostics)
            writers.append(DocxWriter(house, kind.settings["notes"]))
        elif name == "md":
            from briefgen.writers.markdown import MarkdownWriter

            writers.append(MarkdownWriter())
        else:
            raise UsageProblem(f"there is no format '{name}'; formats are: docx, md")
    return writers, found


def read_house(desk: Desk) -> House:
    """The looks of Word files; read with python-docx once and kept for as long as the file stays the same."""
    from briefgen.writers.docx.house import House

    path = desk.house_file()
    content = path.read_bytes()
    name = f"house-{blake2b(content + code_stamp().encode(), digest_size=12).hexdigest()}.json"
    stored = desk.store.get(name)
    if stored is not None:
        try:
            return House.from_bytes(stored)
        except ValueError:
            pass
    from briefgen.writers.docx.reference.reader import read_house as read_reference

    house = read_reference(content, f"{desk.workspace.shown('templates')}/{path.name}")
    desk.store.put(name, house.to_bytes())
    return house
