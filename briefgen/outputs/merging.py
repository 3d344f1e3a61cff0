"""Words that a person wrote into a brief, merged with the brief as it is now: one file in, one file out.

Three contents of the file are read back in one and the same way - as generated then, as edited, as generated
now - so that only what was changed differs. The brief is put together once more for what no file tells: its
properties and the sizes of its pictures. All of it happens in a child process within limits, for the file may
come from anywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Protocol

from briefgen.diagnostics import Diagnostic, Location, Severity
from briefgen.frozen import dataclass, replace

if TYPE_CHECKING:
    from briefgen.briefs.kind import BriefKind
    from briefgen.document.nodes import Document
    from briefgen.language.cldr import Locale
    from briefgen.revisions.merged import Merged
    from briefgen.workspace.plugins import Plugins, PluginWriter
    from briefgen.workspace.workspace import Workspace
    from briefgen.writers.docx.writer import DocxWriter

WithBrief = Callable[..., Any]
"""`with_brief(file, work, *arguments)` gives what `work(workspace, kind, document, *arguments)` returns for a brief put
together once more, in a child process within limits; `file` is named where a limit is passed."""
_HARMLESS = frozenset({"note-unused"})  # whoever deletes a sentence leaves its note


@dataclass(frozen=True, slots=True)
class EditedFile:
    """One edited file: what it is called in messages, and its three contents. `why` names what changed."""

    shown: str
    base: bytes
    theirs: bytes
    ours: bytes
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MergedFile:
    """The merged content, None where there is none to be had, and why; what to say, and how many conflicts it has."""

    content: bytes | None
    findings: tuple[Diagnostic, ...] = ()
    conflicts: int = 0
    why: str = "not everything in it can be kept"


def still_open(file: str, content: bytes, shown: str, *, in_conflict: bool) -> list[Diagnostic]:
    """The marks of a conflict that nobody has resolved yet; none where there are none or the file is unreadable.

    `in_conflict` says that the program has put both versions into the file.
    """
    if file.endswith(".md"):
        from briefgen.revisions.merged import conflict_marks

        return conflict_marks(content.decode("utf-8", "replace").replace("\r\n", "\n"), shown)
    if not in_conflict or not file.endswith(".docx"):
        return []
    from briefgen.errors import Problems
    from briefgen.readers.docx.reader import undecided_changes
    from briefgen.sandbox.bounded import WORD_FILE, bounded

    try:
        return bounded(WORD_FILE, shown, undecided_changes, content, shown)
    except Problems:
        return []


# --- in the child ---


class _Form(Protocol):
    """How one format is read and written."""

    def read(self, data: bytes, base: Document) -> tuple[Document, list[Diagnostic]]: ...

    def around(self, data: bytes) -> tuple[str, ...]:
        """The words that stand outside the Document."""

    def write(self, merged: Merged) -> bytes: ...


@dataclass(frozen=True, slots=True)
class _Markdown:
    file: str
    markings: tuple[str, ...]
    locale: Locale

    def read(self, data: bytes, base: Document) -> tuple[Document, list[Diagnostic]]:
        from briefgen.readers.markdown.reader import read_edited_markdown

        return read_edited_markdown(data, self.file, base=base, markings=self.markings)

    def around(self, data: bytes) -> tuple[str, ...]:
        return ()

    def write(self, merged: Merged) -> bytes:
        from briefgen.language.phrases import phrase
        from briefgen.writers.markdown_versions import write_with_conflicts

        return write_with_conflicts(merged, phrase(self.locale, "edited-by-hand"))


@dataclass(frozen=True, slots=True)
class _Word:
    file: str
    writer: DocxWriter
    author: str
    why: tuple[str, ...]
    origin: str
    locale: Locale

    def read(self, data: bytes, base: Document) -> tuple[Document, list[Diagnostic]]:
        from briefgen.readers.docx.reader import read_docx

        return read_docx(data, self.file, base=base)

    def around(self, data: bytes) -> tuple[str, ...]:
        from briefgen.readers.docx.package import headers_and_footers

        return headers_and_footers(data, self.file)

    def write(self, merged: Merged) -> bytes:
        from briefgen.writers.docx.redline.writer import RedlineWriter

        if not merged.conflicts:
            return self.writer.write(merged.document, self.origin)
        redline = RedlineWriter(self.writer, self.author, merged.document.meta.date, self.origin)
        comment = self._comment()
        return redline.write(merged.by_hand, merged.document, lambda _: comment)

    def _comment(self) -> str:
        """The comment at a conflict, in the language of the brief; records go by their names."""
        from briefgen.language.phrases import phrase

        changed = [phrase(self.locale, "what-changed", "; ".join(self.why))] if self.why else []
        return "\n".join([phrase(self.locale, "edited-and-changed"), *changed, phrase(self.locale, "choose")])


@dataclass(frozen=True, slots=True)
class _OfPlugins:
    """A format of other packages, which has a writer and a reader; it cannot show two versions of the same words."""

    plugins: Plugins
    writer: PluginWriter

    def read(self, data: bytes, base: Document) -> tuple[Document, list[Diagnostic]]:
        read = self.plugins.read(self.writer.suffix, data)
        return base if read is None else read, []

    def around(self, data: bytes) -> tuple[str, ...]:
        return ()

    def write(self, merged: Merged) -> bytes:
        return self.writer.write(merged.document)


def merge_file(workspace: Workspace, kind: BriefKind, document: Document, edited: EditedFile) -> MergedFile:
    """The merge of an edited file with the brief as it is now, to be done by a `WithBrief`.

    Raises `Problems` where the edited file cannot be read, or is too much for the limits.
    """
    from briefgen.workspace.looks import word_writer
    from briefgen.writers.docx.properties import origin_of

    format_ = edited.shown.rpartition(".")[2]
    if (other := workspace.plugins.writer(format_)) is not None:
        return _merged_by_plugins(_OfPlugins(workspace.plugins, other), document, edited)
    settings, locale = workspace.home.settings, _locale(workspace, document.meta.language)
    if edited.shown.endswith(".md"):
        return _merged(_Markdown(edited.shown, tuple(settings["markings.scheme"]), locale), document, edited)
    writer = word_writer(workspace, kind)
    author = settings["author"].strip() or "briefgen"
    return _merged(_Word(edited.shown, writer, author, edited.why, origin_of(edited.ours), locale), document, edited)


def _merged_by_plugins(form: _OfPlugins, document: Document, edited: EditedFile) -> MergedFile:
    """The merge of a file of other packages, where no word of the brief is lost on the way through their reader."""
    if not form.plugins.reads(form.writer.suffix):
        return MergedFile(None, why=f"no plugin reads {form.writer.suffix} files back")
    if form.writer.write(form.read(edited.ours, document)[0]) != edited.ours:
        return MergedFile(None, why=f"the plugins for {form.writer.suffix} do not write again what they have read")
    merged = _merged(form, document, edited)
    if merged.conflicts:
        return MergedFile(None, why="the same words were edited and changed, and its format shows one version alone")
    return merged


def _locale(workspace: Workspace, tag: str) -> Locale:
    """A language with the phrases that its catalogue words in its own way."""
    from briefgen.rendering.catalogue import find_catalogue

    locale = workspace.locale(tag)
    return replace(locale, phrases=find_catalogue(workspace.home.template_folders, locale)[0].phrases)


def _merged(form: _Form, document: Document, edited: EditedFile) -> MergedFile:
    from briefgen.revisions.merge import merge

    ours, _ = form.read(edited.ours, document)
    base, before = form.read(edited.base, document)
    theirs, after = form.read(edited.theirs, base)
    found = [*_new(before, after), *_outside(form, edited)]
    if lost := tuple(d for d in found if d.severity is not Severity.NOTE):
        return MergedFile(None, lost)
    merged = merge(base, theirs, ours)
    is_as_new = not merged.conflicts and merged.document == ours
    content = edited.ours if is_as_new else form.write(merged)
    return MergedFile(content, tuple(found), len(merged.conflicts))


def _new(before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings of the edited file that the generated one does not have, wherever they stand."""
    known = Counter((d.code, d.message) for d in before)
    found = []
    for diagnostic in after:
        if known[diagnostic.code, diagnostic.message]:
            known[diagnostic.code, diagnostic.message] -= 1
        elif diagnostic.code not in _HARMLESS:
            found.append(diagnostic)
    return found


def _outside(form: _Form, edited: EditedFile) -> list[Diagnostic]:
    """A finding where a person wrote into headers and footers."""
    if form.around(edited.theirs) in (form.around(edited.base), form.around(edited.ours)):
        return []
    hint = "change it where it comes from: the template, the settings or templates/house.docx"
    message = "a header or footer was edited; those are written by the program and cannot be kept"
    return [Diagnostic(Location(edited.shown), message, "edit-generated", hint)]
