"""Everything that can be checked in a workspace: facts, rules across them, templates, and the house document."""

from __future__ import annotations

from collections.abc import Callable

from briefgen.briefs.kind import BriefKind, place_of
from briefgen.checks.archive import read_archive
from briefgen.checks.context import Context
from briefgen.checks.lock import Lock, write_lock
from briefgen.checks.registry import run_checks
from briefgen.checks.settings import LoadedWord, Settings, Yardstick
from briefgen.checks.words import read_words
from briefgen.diagnostics import Diagnostic, did_you_mean, has_errors, in_order
from briefgen.disk import replace_file
from briefgen.errors import Problems, UsageProblem
from briefgen.production.checked import Checking
from briefgen.production.linting import lint_text
from briefgen.rendering.catalogue import catalogue_problems
from briefgen.sandbox.bounded import bounded, busy_with
from briefgen.workspace.looks import read_house
from briefgen.workspace.quotes import LOCK_FILE, read_beside_facts, read_quotes_lock, verify
from briefgen.workspace.styles import check_styles
from briefgen.workspace.word_templates import word_problems
from briefgen.workspace.workspace import HOUSE_FILE, Workspace

WORDS_FILE = "words.yaml"


def check_workspace(workspace: Workspace) -> Checking:
    """All problems of the workspace, in order, each once."""
    lock, faults = read_quotes_lock(workspace)
    words, word_faults = _words(workspace)
    context = _context(workspace, lock, words)
    found = [*workspace.facts.diagnostics, *faults, *word_faults, *run_checks(context), *_templates(workspace)]
    counts: dict[str, int] = {}
    for quote in context.verification.quotes:
        counts[quote.verdict.value] = counts.get(quote.verdict.value, 0) + 1
    base = workspace.facts.base
    return Checking(tuple(in_order(found)), counts, len(base.records), sum(1 for _ in base.statements))


def lock_quotes(workspace: Workspace, today: str) -> bool:
    """Write `quotes.lock` anew; True where it changed. Raises `UsageProblem` where there is no archive."""
    folder = workspace.home.folder("archive")
    if not folder.is_dir():
        raise UsageProblem(f"there is no archive at {folder}; set BRIEFGEN_ARCHIVE or archive in briefgen.toml")
    if has_errors(workspace.facts.diagnostics):
        raise Problems(workspace.facts.diagnostics)
    path = workspace.home.folder("facts") / LOCK_FILE
    text = write_lock(verify(workspace).quotes, today).encode()
    if path.is_file() and path.read_bytes() == text:
        return False
    replace_file(path, text)
    return True


def _context(workspace: Workspace, lock: Lock, words: tuple[LoadedWord, ...]) -> Context:
    settings = workspace.home.settings
    yardstick = Yardstick.of(settings["yardstick.likelihood"], settings["yardstick.confidence"])
    rules = Settings(
        language=settings["language"], loaded_words=words, yardstick=yardstick, markings=settings["markings.scheme"]
    )
    base = workspace.facts.base
    archive = read_archive(workspace.home.folder("archive"), base)
    return Context(base, archive, lock, rules, incomplete=has_errors(workspace.facts.diagnostics))


def _words(workspace: Workspace) -> tuple[tuple[LoadedWord, ...], list[Diagnostic]]:
    content = read_beside_facts(workspace, WORDS_FILE)
    return ((), []) if content is None else read_words(content, f"{workspace.home.shown('facts')}/{WORDS_FILE}")


def _subject(workspace: Workspace, kind: BriefKind) -> list[Diagnostic]:
    """What is wrong with the kind of record that a kind of brief is about."""
    schema = workspace.facts.base.schema
    if kind.about in schema:
        return []
    hint = did_you_mean(kind.about, schema) or f"kinds of record are: {', '.join(schema)}"
    message = f"about: '{kind.about}' is no kind of record"
    return [Diagnostic(place_of("about", *workspace.kinds[kind.name]), message, "bad-about", hint=hint)]


def _templates(workspace: Workspace) -> list[Diagnostic]:
    """What can be told of the templates without any facts: settings, syntax, filters, and the house document."""
    found: list[Diagnostic] = []
    for name in workspace.kinds:
        kind, problems = workspace.kind(name)
        found.extend([*problems, *_subject(workspace, kind)])
        if kind.is_word:
            found.extend(_within(workspace, f"{kind.shown}/{kind.file}", word_problems, workspace, kind))
    found.extend(check_styles(workspace))
    shown = workspace.home.shown("templates")
    for file, work in ((shown, _linted), (f"{shown}/{HOUSE_FILE}", _house)):
        found.extend(_within(workspace, file, work, workspace))
    return found


def _within(
    workspace: Workspace, file: str, work: Callable[..., list[Diagnostic]], *arguments: object
) -> list[Diagnostic]:
    """What some work finds, done within limits; or why it found nothing."""
    try:
        return bounded(workspace.limits, file, work, *arguments)
    except Problems as bad:
        return list(bad.diagnostics)


def _linted(workspace: Workspace) -> list[Diagnostic]:
    return [*lint_text(workspace, busy_with), *catalogue_problems(workspace.home.template_folders, busy_with)]


def _house(workspace: Workspace) -> list[Diagnostic]:
    return list(read_house(workspace).diagnostics)
