"""Everything that can be checked in a workspace: facts, rules across them, templates, and the house document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Any

from briefgen.archive.archived import ArchivedText
from briefgen.briefs.kind import place_of
from briefgen.checks.context import Context, LoadedWord, Settings, Yardstick, read_words
from briefgen.checks.registry import checked_alone, run_checks
from briefgen.checks.verification import Lock, archive_of
from briefgen.diagnostics import Diagnostic, Location, did_you_mean_or, has_errors, in_order, quoted
from briefgen.disk import content_of
from briefgen.errors import OVER_LIMITS, Problems, UsageProblem
from briefgen.facts.factbase import FactBase
from briefgen.facts.kinds import FOLDER as KINDS
from briefgen.facts.parse import parse_yaml
from briefgen.facts.passages.excerpt import TO, KeptPassages, ReadOff
from briefgen.facts.passages.written_quotes import WrittenQuote, quotes_in
from briefgen.frozen import replace
from briefgen.model.statement import Citation, Record, Statement
from briefgen.production.conditions import wrong_conditions
from briefgen.production.described import amiss
from briefgen.production.distinct import known_distinct
from briefgen.production.misnamed import misnamed, stray_copies
from briefgen.production.quote_gate import words_at
from briefgen.production.request import Checking
from briefgen.sandbox.bounded import bounded, busy_with
from briefgen.workspace.citation_styles import check_styles
from briefgen.workspace.folder import SETTINGS_FILE
from briefgen.workspace.inputs import templates_are_shipped, templates_key
from briefgen.workspace.looks import read_house, word_problems
from briefgen.workspace.open_facts import OpenFacts
from briefgen.workspace.workspace import HOUSE_FILE, Workspace, read_beside_facts, read_quotes_lock

WORDS_FILE = "words.yaml"


def check_workspace(workspace: Workspace) -> Checking:
    """All problems of the workspace, in order, each once."""
    lock, faults = read_quotes_lock(workspace.home)
    words, word_faults = read_loaded_words(workspace)
    distinct, pair_faults = known_distinct(workspace)
    context = _context(workspace, lock, words, distinct)
    loaded = _told_once(workspace, workspace.facts.diagnostics, context.archive.texts)
    found = [*loaded, *faults, *word_faults, *pair_faults, *run_checks(context)]
    found += _of_what_is_left(workspace, context)
    found += [*wrong_settings(workspace), *_of_plugins(workspace), *_templates(workspace)]
    counts: dict[str, int] = {}
    found.extend(amiss(workspace))
    for quote in context.verification.quotes:
        counts[quote.verdict.value] = counts.get(quote.verdict.value, 0) + 1
    base = workspace.facts.base
    return Checking(tuple(in_order(found)), counts, len(base.records), sum(1 for _ in base.statements))


def _of_what_is_left(workspace: Workspace, context: Context) -> Iterator[Diagnostic]:
    """What the rules find beside the errors in files that have some: an editor mends all of it in one go."""
    loaded = workspace.facts
    if not loaded.left:
        return
    there = [r for r in context.base.records.values() if r.key not in {left.key for left in loaded.left}]
    left = [_with_words(record, context.archive.texts) for record in loaded.left]
    base = FactBase(context.base.schema, [*there, *left])
    for file in dict.fromkeys(record.file for record in left):
        yield from checked_alone(base, file, context.verification, context.settings, loaded.diagnostics)


def _of_plugins(workspace: Workspace) -> list[Diagnostic]:
    """What the checks of other packages find, each within limits."""
    facts, run = OpenFacts(workspace), workspace.plugins.check
    found: list[Diagnostic] = []
    for plugin in workspace.plugins.of("checks"):
        found += _within(workspace, f"{SETTINGS_FILE} (the plugin {plugin.name})", run, plugin, facts)
    return found


def check_settings(
    workspace: Workspace, words: tuple[LoadedWord, ...], distinct: frozenset[frozenset[str]] = frozenset()
) -> Settings:
    """What the settings say to the rules; `words` are the loaded words of the workspace (`read_loaded_words`)."""
    settings = workspace.home.settings
    yardstick = Yardstick.of(settings["yardstick.likelihood"], settings["yardstick.confidence"])
    return Settings(
        language=settings["language"],
        loaded_words=words,
        yardstick=yardstick,
        markings=settings["markings.scheme"],
        unmarked=settings["markings.default"],
        distinct=distinct,
    )


def _context(
    workspace: Workspace, lock: Lock, words: tuple[LoadedWord, ...], distinct: frozenset[frozenset[str]]
) -> Context:
    rules = check_settings(workspace, words, distinct)
    base = workspace.facts.base
    archive = archive_of(workspace.home.folder("archive"), base)
    unread = frozenset(word for file in workspace.facts.broken for word in file.words)
    has_faults, at = has_errors(workspace.facts.diagnostics), words_at(workspace)
    return Context(base, archive, lock, rules, has_faults, unread, at, lambda: workspace.conflicts)


def read_loaded_words(workspace: Workspace) -> tuple[tuple[LoadedWord, ...], list[Diagnostic]]:
    """The words of the workspace that weigh more than they seem, and what is wrong with their file."""
    content = read_beside_facts(workspace.home, WORDS_FILE)
    return ((), []) if content is None else read_words(content, f"{workspace.home.shown('facts')}/{WORDS_FILE}")


LINT = "lint"
"""The slot in which what was found in the templates is kept."""
_TRIED_AGAIN = {*OVER_LIMITS, "style-failed", "no-pandoc"}


def _templates(workspace: Workspace) -> list[Diagnostic]:
    """What can be told of the templates without any facts, but for the kinds of record that there are.

    An editor of facts checks often and changes no template: what was found is kept for as long as the program and all
    that was read stay the same, what records are called included where a template compares a field with such a name.
    What a limit or another program stopped is tried again each time.
    """
    words = (
        "lint",
        f"{workspace.facts.base.schema!r} {sorted(workspace.facts.unread)}",
        workspace.home.shown("templates"),
    )
    key = templates_key(workspace.home, workspace.store, *words)
    kinds, called, found = (workspace.store.value(LINT, key.encode()) if key else None) or ([], "", None)
    if found is None or called != _called(workspace, kinds):
        found, kinds = _of_templates(workspace)
        is_sure = key == templates_key(workspace.home, workspace.store, *words)  # nobody has saved one meanwhile
        if key and is_sure and not any(d.code in _TRIED_AGAIN for d in found):
            workspace.store.keep_value(LINT, key.encode(), (kinds, _called(workspace, kinds), found))
    return [*stray_copies(workspace.home), *misnamed(workspace.home, workspace.kinds), *_selections(workspace), *found]


def _called(workspace: Workspace, kinds: list[str]) -> str:
    """Stands for what records of some kinds are called, and for there being some that cannot be read; "" for none."""
    if not kinds:
        return ""
    base = workspace.facts.base
    hashed = blake2b(b"broken" if has_errors(workspace.facts.diagnostics) else b"", digest_size=16)
    for record in (r for r in base.records.values() if r.kind in kinds):
        names = (s.value for s in record.values(base.schema[record.kind].label))
        hashed.update(f"{record.key} {list(names)}\n".encode("utf-8", "surrogatepass"))
    return hashed.hexdigest()


def _selections(workspace: Workspace) -> Iterator[Diagnostic]:
    """Conditions of selections that name what the facts have not."""
    for name in workspace.kinds:
        yield from wrong_conditions(workspace, workspace.kind(name)[0])


def _of_templates(workspace: Workspace) -> tuple[list[Diagnostic], list[str]]:
    """Settings, syntax, filters, and the house document; and the kinds of records whose names were asked for."""
    found: list[Diagnostic] = []
    for name in workspace.kinds:
        kind, problems = workspace.kind(name)
        found.extend([*problems, *filter(None, [workspace.no_subject(kind)])])
        if kind.is_word:
            found.extend(_within(workspace, f"{kind.shown}/{kind.file}", word_problems, workspace, kind))
    found.extend(check_styles(workspace))
    if _come_as_they_are(workspace):
        return found, []
    shown = workspace.home.shown("templates")
    kinds: list[str] = []
    try:
        linted, kinds = bounded(workspace.limits, shown, _linted, workspace)
    except Problems as bad:
        linted = list(bad.diagnostics)
    return [*found, *linted, *_within(workspace, f"{shown}/{HOUSE_FILE}", _house, workspace)], kinds


def _come_as_they_are(workspace: Workspace) -> bool:
    """Whether templates and kinds are the program's own, which its tests hold to have no fault."""
    has_own = (workspace.home.folder("facts") / KINDS).exists() or workspace.plugins.filters
    return not has_own and templates_are_shipped(workspace.home)


def _within(
    workspace: Workspace, file: str, work: Callable[..., list[Diagnostic]], *arguments: object
) -> list[Diagnostic]:
    """What some work finds, done within limits; or why it found nothing."""
    try:
        return bounded(workspace.limits, file, work, *arguments)
    except Problems as bad:
        return list(bad.diagnostics)


def _linted(workspace: Workspace) -> tuple[list[Diagnostic], list[str]]:
    from briefgen.production.templates import lint_text
    from briefgen.rendering.catalogue import catalogue_problems

    words = list(
        catalogue_problems(workspace.home.template_folders, busy_with)
    )  # first, as templates may take all the time
    found, kinds = lint_text(workspace, busy_with)
    return [*found, *words], sorted(kinds)


def _house(workspace: Workspace) -> list[Diagnostic]:
    return list(read_house(workspace).diagnostics)


# --- Settings with which no brief can be made, however well they are written: no such language, no such marking ---


def wrong_settings(workspace: Workspace) -> Iterator[Diagnostic]:
    """What is wrong with the markings and the languages of the workspace, its standard briefs and its kinds."""
    settings = workspace.home.settings
    places = workspace.home.places
    try:
        _ = workspace.markings
    except UsageProblem as bad:
        hint = did_you_mean_or(settings["markings.default"], settings["markings.scheme"], "the markings are")
        message = str(bad).removeprefix(f"{SETTINGS_FILE}: ")
        yield Diagnostic(places.of("markings", "default"), message, "unknown-marking", hint=hint)
    yield from _language(workspace, settings["language"], places.of("language"))
    for name, table in settings["briefs"].items():
        yield from _language(workspace, table["language"], places.of("briefs", name, "language"))
    for name in workspace.kinds:
        tag = workspace.kind(name)[0].settings["language"]
        if tag:
            yield from _language(workspace, tag, place_of(["language"], *workspace.kinds[name]))


def _language(workspace: Workspace, tag: str, place: Location) -> Iterator[Diagnostic]:
    try:
        if tag:
            workspace.locale(tag)
    except UsageProblem as bad:
        message, _, hint = str(bad).partition("; ")
        yield Diagnostic(place, message, "unknown-language", hint=hint)


# --- Quotes by first and last words that nobody has read off yet, told once for each file; the rest is checked ---
#
# Whoever types a record does not know yet what `facts tidy` will keep. Where the archived text is at hand, `check`
# reads such words off it: values are held against them as against any others, one line tells that they are to be kept,
# and only words that the text itself does not have, or has in several places, are faults of their own.


UNREAD = "unread-quote"
Texts = Mapping[str, ArchivedText]


def _with_words(record: Record, texts: Texts) -> Record:
    """A record with the words in full that are archived and not kept yet; values without any are left out."""
    if not any(TO in cited.quote for statement in record.statements for cited in statement.citations):
        return record
    return replace(record, statements=tuple(s for one in record.statements if (s := _in_full(one, texts)) is not None))


def _in_full(statement: Statement, texts: Texts) -> Statement | None:
    cited: list[Citation] = []
    for one in statement.citations:
        reading = _read(one.source, one.quote, texts) if TO in one.quote else None
        if TO in one.quote and (reading is None or reading.refused):
            return None
        cited.append(replace(one, quote=reading.words) if reading else one)
    return replace(statement, citations=tuple(cited))


def _read(source: str, words: str, texts: Texts) -> ReadOff | None:
    text = texts.get(source)
    return KeptPassages.whole(text.text).read(words) if text is not None else None


def _told_once(workspace: Workspace, found: Iterable[Diagnostic], texts: Texts) -> list[Diagnostic]:
    """What the loader found, with the quotes that `facts tidy` will read off told once for each file."""
    told, kept = list[Diagnostic](), dict[str, list[Diagnostic]]()
    quotes = _QuotesByPlace(workspace)
    for one in found:
        quote = quotes.at(one) if one.code == UNREAD else None
        reading = _read(quote.source, quote.words, texts) if quote is not None else None
        if quote is None or reading is None:
            told.append(one)
        elif reading.refused == UNREAD:
            message = f"{quoted(reading.missing)} does not stand in the archived text of {quote.source}"
            told.append(
                replace(one, message=message, hint="copy the words from there; ' … ' stands for all between two")
            )
        elif reading.refused:
            message = f"{quoted(quote.words)} has several places in {quote.source}"
            told.append(replace(one, message=message, code=reading.refused, hint="write a word more at either end"))
        else:
            kept.setdefault(one.location.file, []).append(one)
    for first, *others in kept.values():
        count = f"{len(others) + 1} quotes are" if others else "a quote is"
        hint = "briefgen facts tidy reads the words between off the archived text and keeps them"
        told.append(replace(first, message=f"{count} known by first and last words alone", hint=hint))
    return told


class _QuotesByPlace:
    """The quotes of the files of a workspace by where they stand."""

    def __init__(self, workspace: Workspace) -> None:
        self.root, self.shown = workspace.home.folder("facts"), workspace.home.shown("facts")
        self.files: dict[str, dict[Any, WrittenQuote]] = {}

    def at(self, diagnostic: Diagnostic) -> WrittenQuote | None:
        place = diagnostic.location
        if place.file not in self.files:
            data = parse_yaml(content_of(self.root / place.file.removeprefix(f"{self.shown}/")) or b"", "").remains
            self.files[place.file] = {quote.at: quote for quote in quotes_in(data)}
        found = self.files[place.file].get((place.line, place.column))
        return found if found is not None and found.source and not found.is_part else None
