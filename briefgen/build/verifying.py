"""Whether a file is an issue of this workspace, and unchanged; and what the issue would say if it were made today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.build.drafts import register_of
from briefgen.errors import Problems, UsageProblem

if TYPE_CHECKING:
    from briefgen.build.desk import Desk
    from briefgen.build.register import Issue, Register
    from briefgen.diagnostics import Diagnostic

DOCUMENTS = (".docx", ".md")


@dataclass(frozen=True, slots=True)
class Difference:
    """What one text has and the other has not, in order."""

    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verified:
    """What is known of a file: which file of which issue it is, or comes nearest to; None where nothing does.

    `edited` is what was edited in it since; `today` what the issue would say otherwise today, None where that cannot
    be told (`why`). `newer` is the last issue where that is another one.
    """

    issue: Issue | None
    name: str = ""
    is_unchanged: bool = False
    edited: Difference = Difference()
    today: Difference | None = None
    why: tuple[Diagnostic, ...] = ()
    newer: int = 0


def verify_file(desk: Desk, file: Path) -> Verified:
    """Look a file up in the register by its hash, else by its name. Raises `UsageProblem` where it cannot be read."""
    try:
        content = file.read_bytes()
    except OSError as bad:
        raise UsageProblem(f"{file} cannot be read: {bad.strerror}") from bad
    register = register_of(desk)
    broken: list[Diagnostic] = []
    found = _by_hash(register, sha256(content).hexdigest(), broken)
    if found is not None:
        return _compared(desk, register, *found, Difference())
    near = _by_name(register, file)
    if near is None:
        return Verified(None, why=tuple(broken))
    issue, name = near
    edited = _difference(_lines(issue.file(name), name), _lines(content, file.name))
    return _compared(desk, register, issue, name, edited, is_unchanged=False)


def _by_hash(register: Register, digest: str, broken: list[Diagnostic]) -> tuple[Issue, str] | None:
    for issue in register.all():
        try:
            for name, known in issue.lock.files.items():
                if known == digest:
                    return issue, name
        except Problems as bad:
            broken.extend(bad.diagnostics)
    return None


def _by_name(register: Register, file: Path) -> tuple[Issue, str] | None:
    """The file of an issue that was called so, or the last issue of the brief that is."""
    if file.suffix not in DOCUMENTS:
        return None
    for issue in register.all():
        if file.name in issue.lock.files:
            return issue, file.name
    kind, brief = file.resolve().parent.name, file.stem.partition(".issue-")[0]
    named = [name for name in register.names() if name.partition("/")[2] == brief]
    for name in sorted(named, key=lambda n: (n.partition("/")[0] != kind, n)):
        last = register.last(name)
        if last is not None:
            wanted = [n for n in last.lock.files if n.endswith(f".issue-{last.number}{file.suffix}")]
            if wanted:
                return last, wanted[0]
    return None


def _compared(
    desk: Desk, register: Register, issue: Issue, name: str, edited: Difference, *, is_unchanged: bool = True
) -> Verified:
    from briefgen.build.issuing import remade, wish_of

    last = register.last(issue.name)
    newer = last.number if last and last.number != issue.number else 0
    try:
        made = remade(desk, wish_of(desk, issue), issue)
        today = _difference(*(_said(document) for document in (issue.document, made.document)))
    except Problems as found:
        return Verified(issue, name, is_unchanged, edited, None, found.diagnostics, newer)
    except UsageProblem as wrong:
        from briefgen.diagnostics import Diagnostic, Location

        why = (Diagnostic(Location(issue.name), str(wrong), "cannot-make"),)
        return Verified(issue, name, is_unchanged, edited, None, why, newer)
    return Verified(issue, name, is_unchanged, edited, today, (), newer)


def _said(document: object) -> list[str]:
    """The sentences of a document, those of its notes behind them."""
    from briefgen.document.nodes import Document
    from briefgen.document.sentences import sentence_ends
    from briefgen.document.walk import containers, plain_text

    assert isinstance(document, Document)
    said: list[str] = []
    for content in containers(document):
        text, start = plain_text(content), 0
        for end in sentence_ends(text):
            said.append(text[start:end].strip())
            start = end
    return said


def _lines(content: bytes, name: str) -> list[str]:
    if name.endswith(".docx"):
        from briefgen.writers.docx.plain import plain_paragraphs

        return plain_paragraphs(content, name)
    return [line for line in content.decode("utf-8", "replace").splitlines() if line.strip()]


def _difference(old: Sequence[str], new: Sequence[str]) -> Difference:
    removed: list[str] = []
    added: list[str] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            removed.extend(old[a:b])
            added.extend(new[c:d])
    return Difference(tuple(removed), tuple(added))
