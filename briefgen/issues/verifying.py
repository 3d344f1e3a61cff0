"""Whether a file is an issue of this workspace, and unchanged; and what the issue would say if it were made today."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from briefgen.diagnostics import Diagnostic, Location
from briefgen.disk import read_file, reason, resolved
from briefgen.document.nodes import Document
from briefgen.document.sentences import sentence_ends
from briefgen.document.walk import containers, plain_text
from briefgen.errors import Problems, UsageProblem
from briefgen.frozen import dataclass, replace
from briefgen.issues.issuing import remade, request_of
from briefgen.revisions.alignment import equal_pairs
from briefgen.sandbox.bounded import WORD_FILE, bounded
from briefgen.workspace.plugins import Plugins
from briefgen.workspace.register import Issue, Register
from briefgen.workspace.workspace import Workspace

DOCUMENTS = (".docx", ".md")


@dataclass(frozen=True, slots=True)
class Difference:
    """The parts that one text has and the other has not, in order."""

    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


class KnownBy(StrEnum):
    """The sign by which a file is known: its content, to the last byte; its place in the register; the mark that a Word
    file keeps when it is edited; or its name alone, which any file can have."""

    CONTENT = "content"
    PLACE = "place"
    MARK = "mark"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class VerifiedFile:
    """A file that was looked up: which file of which issue it is, or comes nearest to; None where nothing does.

    `edited` is how its text differs from that of the issue, None where it cannot be read; `today` what the issue
    would say otherwise today, None where that cannot be told (`why` for both). `newer` is the last issue where that
    is another one.
    """

    issue: Issue | None
    name: str = ""
    known_by: KnownBy = KnownBy.CONTENT
    edited: Difference | None = Difference()
    today: Difference | None = None
    why: tuple[Diagnostic, ...] = ()
    newer: int = 0

    @property
    def is_unchanged(self) -> bool:
        return self.issue is not None and self.known_by is KnownBy.CONTENT


def verify_file(workspace: Workspace, file: Path) -> VerifiedFile:
    """Look a file up in the register, by what tells most. Raises `UsageProblem` where it cannot be read."""
    try:
        content = read_file(file)
    except OSError as bad:
        raise UsageProblem(f"{file} cannot be read: {reason(bad)}") from bad
    register = workspace.register
    broken: list[Diagnostic] = []
    sound = _sound(register, broken)
    readable = (*DOCUMENTS, *(f".{name}" for name in workspace.plugins.named["readers"]))
    found = _find(sound, file, content, readable)
    if found is None:
        return VerifiedFile(None, why=tuple(broken))
    issue, name, known_by = found
    verified = VerifiedFile(issue, name, known_by)
    if not verified.is_unchanged:
        try:
            verified = replace(verified, edited=_difference(*_texts(workspace, issue, name, content, file.name)))
        except Problems as unreadable:
            verified = replace(verified, edited=None, why=unreadable.diagnostics)
    return _with_today(workspace, register, issue, verified)


def _find(
    issues: Sequence[Issue], file: Path, content: bytes, readable: tuple[str, ...]
) -> tuple[Issue, str, KnownBy] | None:
    digest = sha256(content).hexdigest()
    same = [(issue, name) for issue in issues for name, known in issue.provenance.files.items() if known == digest]
    if same:  # issues for two audiences may have the same text: then the one that is called so is meant
        return *min(same, key=lambda found: found[1] != file.name), KnownBy.CONTENT
    place = resolved(file)
    for issue in issues:
        if place.parent == resolved(issue.folder) and place.name in issue.provenance.files:
            return issue, place.name, KnownBy.PLACE
    if near := _by_mark(issues, content):
        return *near, KnownBy.MARK
    named = _by_name(issues, file) if file.suffix in readable else None
    return (*named, KnownBy.NAME) if named else None


def _by_mark(issues: Sequence[Issue], content: bytes) -> tuple[Issue, str] | None:
    """The Word file of an issue from which this one was made."""
    from briefgen.writers.docx.properties import origin_of

    mark = origin_of(content)
    for issue in issues if mark else ():
        for name in issue.provenance.files:
            if name.endswith(".docx") and _mark_of(issue, name) == mark:
                return issue, name
    return None


def _mark_of(issue: Issue, name: str) -> str:
    from briefgen.writers.docx.properties import origin_of

    try:
        return origin_of(issue.file(name))
    except Problems:  # it was changed itself
        return ""


def _sound(register: Register, broken: list[Diagnostic]) -> list[Issue]:
    """The issues whose locks can be read; what is wrong with the others is told."""
    found = []
    for issue in register.all():
        try:
            _ = issue.provenance  # reading it is what can fail
        except Problems as bad:
            broken.extend(bad.diagnostics)
        else:
            found.append(issue)
    return found


def _by_name(issues: Sequence[Issue], file: Path) -> tuple[Issue, str] | None:
    """The file of an issue that is called so, or of the last issue of a brief that is called so."""
    brief, kind = file.stem.partition(".issue-")[0], resolved(file).parent.name
    named = [i for i in issues if file.name in i.provenance.files]
    named = named or [i for i in issues if i.name.partition("/")[2] == brief]
    for issue in sorted(named, key=lambda i: (i.name.partition("/")[0] == kind, i.number), reverse=True):
        for name in issue.provenance.files:
            if name.endswith(f".issue-{issue.number}{file.suffix}"):
                return issue, name
    return None


def _with_today(workspace: Workspace, register: Register, issue: Issue, verified: VerifiedFile) -> VerifiedFile:
    """The same with what it would say today."""
    last = register.last(issue.name)
    newer = last.number if last and last.number != issue.number else 0
    try:
        made = remade(workspace, request_of(workspace, issue), issue)
        today = _difference(*(_said(document) for document in (issue.document, made.document)))
    except Problems as found:
        return replace(verified, why=(*verified.why, *found.diagnostics), newer=newer)
    except UsageProblem as wrong:
        why = (Diagnostic(Location(issue.name), str(wrong), "cannot-make"),)
        return replace(verified, why=(*verified.why, *why), newer=newer)
    return replace(verified, today=today, newer=newer)


def _said(document: Document) -> list[str]:
    """The sentences of a document, those of its notes behind them."""
    said: list[str] = []
    for content in containers(document):
        text, start = plain_text(content), 0
        for end in sentence_ends(text):
            said.append(text[start:end].strip())
            start = end
    return said


def _texts(workspace: Workspace, issue: Issue, name: str, content: bytes, shown: str) -> tuple[list[str], list[str]]:
    """The words of the issue and those of a file, each in the units in which a person would look for a change.

    The issue is taken from its Document, so that it is known also where its own file was changed. Raises `Problems`.
    """
    if name.endswith(".docx"):
        from briefgen.readers.docx.normal import normal_form

        document = issue.document
        return _said(normal_form(document)), bounded(WORD_FILE, shown, _said_in, content, shown, document)
    if name.endswith(".md"):
        from briefgen.writers.markdown import MarkdownWriter

        return _lines(MarkdownWriter().write(issue.document)), _lines(content)
    if workspace.plugins.reads(f".{name.rpartition('.')[2]}"):
        return bounded(workspace.limits, shown, _said_by_plugins, workspace.plugins, name, issue.document, content)
    return [], []


def _said_by_plugins(plugins: Plugins, name: str, document: Document, content: bytes) -> tuple[list[str], list[str]]:
    """What a reader of another package finds in the file of an issue, written once more, and in the file at hand."""
    format_ = name.rpartition(".")[2]
    writer = plugins.writer(format_)
    before = plugins.read(f".{format_}", writer.write(document)) if writer else None
    after = plugins.read(f".{format_}", content)
    return _said(before or document), _said(after or document)


def _said_in(content: bytes, shown: str, base: Document) -> list[str]:
    from briefgen.readers.docx.reader import read_docx

    return _said(read_docx(content, shown, base=base)[0])


def _lines(content: bytes) -> list[str]:
    return [line for line in content.decode("utf-8", "replace").splitlines() if line.strip()]


def _difference(old: Sequence[str], new: Sequence[str]) -> Difference:
    pairs = equal_pairs(old, new)
    stay, there = {a for a, _ in pairs}, {b for _, b in pairs}
    removed = tuple(part for n, part in enumerate(old) if n not in stay)
    return Difference(removed, tuple(part for n, part in enumerate(new) if n not in there))
