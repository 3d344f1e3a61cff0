"""Approving and objecting: who may, what is written down, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from briefgen.diagnostics import did_you_mean, has_errors, quoted
from briefgen.disk import content_of, replace_file
from briefgen.errors import Problems, UsageProblem
from briefgen.model.schema import source_key
from briefgen.model.statement import Record, Statement
from briefgen.review.ledger import APPROVED, OBJECTED, Ledger, Opinion, ledger_text
from briefgen.review.passage_lines import lines_of_passages
from briefgen.review.standing import Reviews, key_of
from briefgen.workspace.git import line_authors, user_name
from briefgen.workspace.open_facts import words_of

LONGEST_SAID = 200


def reviewer(reviews: Reviews, name: str = "") -> str:
    """Who reviews: the name that is given, or the one that git knows; raises `UsageProblem` where there is none.

    Where the settings name the people who may, it must be one of them.
    """
    home = reviews.workspace.home
    name = " ".join(name.split()) or user_name(home.root)
    people: Sequence[str] = home.settings["review.people"]
    if not name:
        raise UsageProblem("nobody knows who you are; give --by NAME, or git config user.name NAME")
    if people and name not in people:
        hint = did_you_mean(name, people) or f"they are: {', '.join(people)}"
        raise UsageProblem(f"{name} is none of the people of [review] in briefgen.toml; {hint}")
    return name


def find_statement(reviews: Reviews, named: str) -> Statement:
    """The statement with an id, or the only one whose id begins so; raises `UsageProblem`."""
    base = reviews.base
    found = base.statement_or_none(named)
    if found is None:
        begun = [s for s in base.statements if s.id.startswith(named) and reviews.concerns(s)]
        if len(begun) != 1:
            known = [one.statement.id for one in reviews.all]
            several = f"{len(begun)} statements begin so: {', '.join(s.id for s in begun[:6])}"
            none = did_you_mean(named, known) or "briefgen review show RECORD names them"
            raise UsageProblem(f"there is no statement {quoted(named)}; {several if begun else none}")
        found = begun[0]
    if not reviews.concerns(found):
        raise UsageProblem(f"{found.id} needs no review: it rests on no source, and nothing is inferred in it")
    return found


def writers_of(reviews: Reviews, statement: Statement) -> tuple[str, ...]:
    """Who wrote a statement: the authors of its lines and its passages as git knows them, or who says so (`wrote`)."""
    record = reviews.base.records[statement.subject]
    named = set(reviews.ledger(record).writers)
    file = _file_of(reviews, record)
    raw = content_of(file)
    lines = raw.decode("utf-8", "replace").splitlines() if raw is not None else []
    authors = line_authors(file, lines) if raw is not None else None
    if authors:
        first, behind = _lines_of(reviews, record, statement)
        named.update(authors[first - 1 : behind - 1] or authors)
        named.update(_writers_of_passages(reviews, statement, lines, authors))
    return tuple(sorted(name for name in named if name))


def _writers_of_passages(reviews: Reviews, statement: Statement, lines: list[str], authors: list[str]) -> Iterator[str]:
    """Who wrote the words that a statement rests on, in its own file or with the source that a `from` names."""
    quotes = [citation.quote for citation in statement.citations if citation.quote]
    yield from (authors[n] for n in lines_of_passages(lines, quotes))
    if not any("from:" in line for line in lines):
        return
    for source in dict.fromkeys(citation.source for citation in statement.citations):
        record = reviews.base.record(source_key(source))
        file = _file_of(reviews, record) if record else None
        raw = content_of(file) if file else None
        if file and raw and b"passages:" in raw:
            there = raw.decode("utf-8", "replace").splitlines()
            of_source = line_authors(file, there) or [""] * len(there)
            yield from (of_source[n] for n in lines_of_passages(there, quotes))


def _lines_of(reviews: Reviews, record: Record, statement: Statement) -> tuple[int, int]:
    """The first line of a statement and the first one behind it: where the next statement of its file begins."""
    lines = {s.line for s in reviews.base.statements if reviews.base.records[s.subject].file == record.file}
    later = [line for line in lines if line > statement.line]
    return max(statement.line, 1), min(later, default=1 << 30)


def approve(reviews: Reviews, statements: Iterable[Statement], by: str, on: str) -> list[Path]:
    """Note that somebody approves statements on a day; nothing is written where one of them is their own.

    Gives the files that were written.
    """
    chosen = list(statements)
    wrote = {s.id: writers_of(reviews, s) for s in chosen}
    if own := [s.id for s in chosen if by in wrote[s.id]]:
        raise UsageProblem(f"nobody approves their own: {by} wrote {', '.join(own)}")
    if unknown := [s.id for s in chosen if not wrote[s.id]]:
        raise UsageProblem(
            f"nobody knows who wrote {', '.join(unknown)}; commit it to git, or have its writer say so:"
            f" briefgen review wrote {reviews.base.statement(unknown[0]).subject} --by NAME"
        )
    return _note(reviews, chosen, APPROVED, by, on, wrote)


def object_to(reviews: Reviews, statements: Iterable[Statement], by: str, on: str, word: str) -> list[Path]:
    """Note that somebody objects, with a word that says why."""
    word = " ".join(word.split())
    if not word:
        raise UsageProblem("an objection needs a word that says why")
    chosen = list(statements)
    return _note(reviews, chosen, OBJECTED, by, on, {s.id: writers_of(reviews, s) for s in chosen}, word)


def note_writer(reviews: Reviews, record: Record, by: str) -> Path:
    """Note that somebody wrote a record, where git cannot tell."""
    return _save(reviews, record, _fresh(reviews, record).with_writer(by))


def _note(
    reviews: Reviews,
    statements: Sequence[Statement],
    verdict: str,
    by: str,
    on: str,
    wrote: dict[str, tuple[str, ...]],
    word: str = "",
) -> list[Path]:
    ledgers: dict[str, Ledger] = {}
    for statement in statements:
        record = reviews.base.records[statement.subject]
        said = words_of(reviews.workspace, statement)[:LONGEST_SAID]
        opinion = Opinion(verdict, by, on, reviews.hashes(statement), wrote[statement.id], word, said)
        ledger = ledgers.get(record.key) or _fresh(reviews, record)
        ledgers[record.key] = ledger.with_opinion(key_of(statement), opinion)
    return [_save(reviews, reviews.base.records[key], ledger) for key, ledger in ledgers.items()]


def _fresh(reviews: Reviews, record: Record) -> Ledger:
    """The file of a record as it lies there now; one with faults is not written over."""
    ledger, problems = reviews.ledger_now(record)
    if has_errors(problems):
        raise Problems(problems)
    return ledger


def _save(reviews: Reviews, record: Record, ledger: Ledger) -> Path:
    path = reviews.workspace.home.folder("facts") / reviews.file_name(record)
    replace_file(path, ledger_text(ledger).encode())
    reviews.forget(record)
    return path


def _file_of(reviews: Reviews, record: Record) -> Path:
    home = reviews.workspace.home
    return home.folder("facts") / record.file.removeprefix(f"{home.shown('facts')}/")
