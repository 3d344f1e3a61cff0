"""One brief, made: facts and template to files in `out/`.

What was made before from the very same inputs is taken from the store (`inputs.inputs_key`); then neither
templates nor documents are touched, and the modules for them are not even imported.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefgen.build.artifacts import Artifacts, Written
from briefgen.build.desk import Desk
from briefgen.build.inputs import inputs_key
from briefgen.build.report import Report
from briefgen.build.words import content_key, read_word
from briefgen.diagnostics import Diagnostic, did_you_mean, has_errors
from briefgen.errors import Problems, UsageProblem

if TYPE_CHECKING:
    from briefgen.briefs.assemble import Brief
    from briefgen.briefs.kind import BriefKind
    from briefgen.document.nodes import Document
    from briefgen.wordtemplates.template import WordTemplate
    from briefgen.writers.base import Writer
    from briefgen.writers.docx.house import House


def make_brief(
    desk: Desk,
    kind: str,
    id_: str,
    *,
    formats: Sequence[str] = (),
    language: str = "",
    artifacts: Artifacts,
    allow_stale: bool = False,
) -> tuple[Report, list[Written]]:
    """Make the brief of a kind about one record and write its files.

    Raises `UsageProblem` for an unknown kind or id and for files that cannot be written, `Problems` where
    facts or templates have errors or a quote is not in its source; in both cases the last good files stay as
    they are. With `allow_stale`, quotes of a source whose archived text has changed are printed and marked.
    `language` goes before that of the settings; its tag then stands in the names of the files.
    """
    key = inputs_key(desk.workspace, kind, id_, language, "stale" if allow_stale else "", *formats)
    slot = f"brief-{kind}-{id_}-{language}-{'-'.join(formats)}.json" if _is_plain(id_ + language) else ""
    kept = desk.store.get(slot) if slot else None
    report = Report.from_bytes(kept, key) if kept else None
    if report is None:
        report = _make(desk, kind, id_, formats, language, allow_stale)
        if slot:
            desk.store.put(slot, report.to_bytes(key))
    return report, artifacts.write(report.files)


def _is_plain(id_: str) -> bool:
    return id_.replace("-", "").isalnum() and len(id_) < 100


def _make(desk: Desk, kind_name: str, id_: str, formats: Sequence[str], language: str, allow_stale: bool) -> Report:
    from briefgen.build.quotes import verify
    from briefgen.build.vouching import Vouching

    kind, problems = desk.kind(kind_name)
    problems = [*problems, *desk.facts.diagnostics]
    if has_errors(problems):
        raise Problems(problems)
    kind = kind.in_language(language)
    if (word := read_word(desk, kind)) is not None:
        problems.extend(word.diagnostics)
    key = find_record(desk, kind, id_)
    vouching = Vouching(desk, verify(desk))
    brief = assemble(desk, kind, key, stale=vouching.stale)
    doubts = vouching.problems(brief.resolved.statements, allow_stale=allow_stale)
    if has_errors(doubts):
        raise Problems(doubts)
    writers, found = _writers(desk, kind, list(formats) or list(kind.settings["formats"]))
    name = kind.output_name(id_) + (f".{language}" if language else "")
    meta = brief.document.meta
    return Report(
        kind.name,
        key,
        meta.title,
        meta.marking,
        brief.resolved.sources,
        brief.resolved.statements,
        len(brief.document.notes),
        tuple((c.id, c.status) for c in brief.conflicts),
        brief.gaps,
        (*problems, *doubts, *brief.diagnostics, *found),
        _files(name, brief.document, writers),
    )


def _files(name: str, document: Document, writers: Sequence[Writer]) -> dict[str, bytes]:
    """The content of each file by its name below `out/`; pictures lie beside the Markdown that shows them."""
    files = {name + writer.suffix: writer.write(document) for writer in writers}
    if any(writer.name == "md" for writer in writers):
        folder = name.rpartition("/")[0]
        files.update({f"{folder}/{p.name}" if folder else p.name: p.png for p in document.pictures})
    return files


def find_record(desk: Desk, kind: BriefKind, id_: str) -> str:
    """The key of the record a brief is about; an unknown id suggests the nearest."""
    schema = desk.facts.base.schema
    if kind.about not in schema:
        hint = did_you_mean(kind.about, schema) or f"kinds of record are: {', '.join(schema)}"
        raise UsageProblem(f"{kind.shown}/template.toml: about = '{kind.about}' is no kind of record; {hint}")
    known = [r.id for r in desk.facts.base.of_kind(kind.about)]
    if id_ in known:
        return f"{kind.about}/{id_}"
    record = desk.facts.base.record(f"{kind.about}/{id_}")
    if record is not None and record.deprecated:
        why = next(iter(record.deprecated.values()))
        raise UsageProblem(f"the {kind.about} '{id_}' is deprecated ({record.file}): {why}")
    there = f"there are: {', '.join(known[:12])}" if known else f"{desk.workspace.shown('facts')}/ has none yet"
    raise UsageProblem(f"there is no {kind.about} '{id_}'; {did_you_mean(id_, known) or there}")


def assemble(desk: Desk, kind: BriefKind, key: str, *, stale: frozenset[str] = frozenset()) -> Brief:
    """The brief as a document, without writing anything; notes on `stale` sources say that they are."""
    from briefgen.briefs.assemble import Assembler
    from briefgen.briefs.assemble import House as Signature
    from briefgen.rendering.environment import CompiledTemplates, Environment

    settings = desk.workspace.settings
    scheme = tuple(settings["markings.scheme"])
    default = settings["markings.default"]
    if default not in scheme:
        raise UsageProblem(f"briefgen.toml: the default marking '{default}' is not in the scheme {', '.join(scheme)}")
    compiled = CompiledTemplates(desk.compiled_templates())
    word = read_word(desk, kind)
    sources = {} if word is None else {kind.template: (word.file, word.source)}
    environment = Environment(desk.workspace.template_folders, compiled, sources)
    locale = desk.locale(kind.settings["language"] or settings["language"])
    signature = Signature(scheme, default, settings["author"], settings["language"])
    try:
        assembler = Assembler(desk.facts.base, desk.conflicts, environment, locale, signature, stale=stale, word=word)
        return assembler.assemble(kind, key)
    finally:
        if compiled.changed:
            desk.keep_compiled(compiled.stored)


def _writers(desk: Desk, kind: BriefKind, formats: Sequence[str]) -> tuple[list[Writer], list[Diagnostic]]:
    writers: list[Writer] = []
    found: list[Diagnostic] = []
    for name in formats:
        if name == "docx":
            from briefgen.writers.docx.contents import Wish
            from briefgen.writers.docx.writer import DocxWriter

            word = read_word(desk, kind)
            house = read_house(desk, word)
            found.extend(house.diagnostics)
            contents: Wish = "always" if word is not None and word.has_contents else "auto"
            writers.append(DocxWriter(house, kind.settings["notes"], contents))
        elif name == "md":
            from briefgen.writers.markdown import MarkdownWriter

            writers.append(MarkdownWriter())
        else:
            raise UsageProblem(f"there is no format '{name}'; formats are: docx, md")
    return writers, found


def read_house(desk: Desk, word: WordTemplate | None = None) -> House:
    """The looks of Word files: a template made in Word brings its own, all others share the house document.

    Read with python-docx once and kept for as long as the file stays the same.
    """
    from briefgen.writers.docx.house import House

    path = desk.house_file()
    content = path.read_bytes()
    file = f"{desk.workspace.shown('templates')}/{path.name}"
    slot, key = "house.json", content_key(content)
    if word is not None:
        slot, key = f"house-{word.file.rpartition('/')[0].rpartition('/')[2]}.json", content_key(content + word.house)
    stored = desk.store.get(slot)
    if stored is not None and stored.startswith(key):
        try:
            return House.from_bytes(stored[len(key) :])
        except ValueError:
            pass
    from briefgen.writers.docx.reference.reader import read_house as read_reference

    loan = None
    if word is not None:
        from briefgen.writers.docx.reference.lending import Loan

        loan = Loan(content, {(kind, asked): own for kind, asked, own in word.own_styles})
        content, file = word.house, word.file
    house = read_reference(content, file, loan)
    desk.store.put(slot, key + house.to_bytes())
    return house
