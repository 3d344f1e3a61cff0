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
from briefgen.workspace.workspace import HOUSE_FILE, Desk

WORDS_FILE = "words.yaml"


def check_workspace(desk: Desk) -> Checking:
    """All problems of the workspace, in order, each once."""
    lock, faults = read_quotes_lock(desk)
    words, word_faults = _words(desk)
    context = _context(desk, lock, words)
    found = [*desk.facts.diagnostics, *faults, *word_faults, *run_checks(context), *_templates(desk)]
    counts: dict[str, int] = {}
    for quote in context.verification.quotes:
        counts[quote.verdict.value] = counts.get(quote.verdict.value, 0) + 1
    base = desk.facts.base
    return Checking(tuple(in_order(found)), counts, len(base.records), sum(1 for _ in base.statements))


def lock_quotes(desk: Desk, today: str) -> bool:
    """Write `quotes.lock` anew; True where it changed. Raises `UsageProblem` where there is no archive."""
    folder = desk.workspace.folder("archive")
    if not folder.is_dir():
        raise UsageProblem(f"there is no archive at {folder}; set BRIEFGEN_ARCHIVE or archive in briefgen.toml")
    if has_errors(desk.facts.diagnostics):
        raise Problems(desk.facts.diagnostics)
    path = desk.workspace.folder("facts") / LOCK_FILE
    text = write_lock(verify(desk).quotes, today).encode()
    if path.is_file() and path.read_bytes() == text:
        return False
    replace_file(path, text)
    return True


def _context(desk: Desk, lock: Lock, words: tuple[LoadedWord, ...]) -> Context:
    settings = desk.workspace.settings
    yardstick = Yardstick.of(settings["yardstick.likelihood"], settings["yardstick.confidence"])
    rules = Settings(
        language=settings["language"], loaded_words=words, yardstick=yardstick, markings=settings["markings.scheme"]
    )
    base = desk.facts.base
    archive = read_archive(desk.workspace.folder("archive"), base)
    return Context(base, archive, lock, rules, incomplete=has_errors(desk.facts.diagnostics))


def _words(desk: Desk) -> tuple[tuple[LoadedWord, ...], list[Diagnostic]]:
    content = read_beside_facts(desk, WORDS_FILE)
    return ((), []) if content is None else read_words(content, f"{desk.workspace.shown('facts')}/{WORDS_FILE}")


def _subject(desk: Desk, kind: BriefKind) -> list[Diagnostic]:
    """What is wrong with the kind of record that a kind of brief is about."""
    schema = desk.facts.base.schema
    if kind.about in schema:
        return []
    hint = did_you_mean(kind.about, schema) or f"kinds of record are: {', '.join(schema)}"
    message = f"about: '{kind.about}' is no kind of record"
    return [Diagnostic(place_of("about", *desk.kinds[kind.name]), message, "bad-about", hint=hint)]


def _templates(desk: Desk) -> list[Diagnostic]:
    """What can be told of the templates without any facts: settings, syntax, filters, and the house document."""
    found: list[Diagnostic] = []
    for name in desk.kinds:
        kind, problems = desk.kind(name)
        found.extend([*problems, *_subject(desk, kind)])
        if kind.is_word:
            found.extend(_within(desk, f"{kind.shown}/{kind.file}", word_problems, desk, kind))
    found.extend(check_styles(desk))
    shown = desk.workspace.shown("templates")
    for file, work in ((shown, _linted), (f"{shown}/{HOUSE_FILE}", _house)):
        found.extend(_within(desk, file, work, desk))
    return found


def _within(desk: Desk, file: str, work: Callable[..., list[Diagnostic]], *arguments: object) -> list[Diagnostic]:
    """What some work finds, done within limits; or why it found nothing."""
    try:
        return bounded(desk.limits, file, work, *arguments)
    except Problems as bad:
        return list(bad.diagnostics)


def _linted(desk: Desk) -> list[Diagnostic]:
    return [*lint_text(desk, busy_with), *catalogue_problems(desk.workspace.template_folders, busy_with)]


def _house(desk: Desk) -> list[Diagnostic]:
    return list(read_house(desk).diagnostics)
