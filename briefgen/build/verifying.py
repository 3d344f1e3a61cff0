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
    sound = _sound(register, broken)
    digest = sha256(content).hexdigest()
    same = [(issue, name) for issue in sound for name, known in issue.lock.files.items() if known == digest]
    if same:  # issues for two audiences may have the same text: then the one that is called so is meant
        issue, name = min(same, key=lambda found: found[1] != file.name)
        return _compared(desk, register, issue, name, Difference())
    near = _by_name(sound, file)
    if near is None:
        return Verified(None, why=tuple(broken))
    issue, name = near
    edited = _difference(_lines(issue.file(name), name), _lines(content, file.name))
    return _compared(desk, register, issue, name, edited, is_unchanged=False)


def _sound(register: Register, broken: list[Diagnostic]) -> list[Issue]:
    """The issues whose locks can be read; what is wrong with the others is told."""
    found = []
    for issue in register.all():
        try:
            assert issue.lock
            found.append(issue)
        except Problems as bad:
            broken.extend(bad.diagnostics)
    return found


def _by_name(issues: Sequence[Issue], file: Path) -> tuple[Issue, str] | None:
    """The file of an issue that is called so, or of the last issue of a brief that is called so."""
    if file.suffix not in DOCUMENTS:
        return None
    brief, kind = file.stem.partition(".issue-")[0], file.resolve().parent.name
    named = [i for i in issues if file.name in i.lock.files]
    named = named or [i for i in issues if i.name.partition("/")[2] == brief]
    for issue in sorted(named, key=lambda i: (i.name.partition("/")[0] == kind, i.number), reverse=True):
        for name in issue.lock.files:
            if name.endswith(f".issue-{issue.number}{file.suffix}"):
                return issue, name
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
