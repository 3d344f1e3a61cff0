"""Approving, objecting, and taking that back: who may, what is written down, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from briefgen.archive.matching import fold, fragments
from briefgen.diagnostics import did_you_mean, has_errors, quoted
from briefgen.disk import content_of, replace_file
from briefgen.errors import Problems, UsageProblem
from briefgen.facts.passages.excerpt import TO
from briefgen.facts.passages.short_forms import PASSAGES
from briefgen.model.schema import source_key
from briefgen.model.shared import OF_A_PASSAGE
from briefgen.model.statement import Record, Statement
from briefgen.review.standing import APPROVED, OBJECTED, WITHDRAWN, Ledger, Opinion, Reviews, key_of, ledger_text
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


def withdraw(reviews: Reviews, statements: Iterable[Statement], by: str, on: str) -> list[Path]:
    """Note that somebody's opinion on statements no longer counts; raises `UsageProblem` where they gave none."""
    chosen = [s for s in statements if by in reviews.ledger(reviews.base.records[s.subject]).last_words(key_of(s))]
    if not chosen:
        raise UsageProblem(f"{by} neither approves it nor objects to it; there is nothing to take back")
    return _note(reviews, chosen, WITHDRAWN, by, on, {})


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
        opinion = Opinion(verdict, by, on, reviews.hashes(statement), wrote.get(statement.id, ()), word, said)
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


# --- The lines of a file on which the passages stand that a statement rests on; their author wrote part of it ---
#
# Of a passage its own lines count, not those of the values below it: each value has lines of its own.


_SHORT = re.compile(rf"quote: *[\"']?(.+?){TO}(.+?)[\"']?(?= *(?:[,}}]|$|\w+:))")
_KEY = re.compile(r"(\s*(?:- +)?)([A-Za-z_]+):(?:\s|$)")


def lines_of_passages(lines: Sequence[str], quotes: Iterable[str]) -> list[int]:
    """The numbers of the lines, from 0, of every passage that holds a part of the quotes.

    Where words cannot be found again, as where they are written with escapes, those of all passages.
    """
    wanted = [letters for quote in quotes for part in fragments(fold(quote)) if (letters := _letters(part))]
    items = [item for item in _items(lines) if item]
    found = [item for item in items if _holds(" ".join(lines[n] for n in item), wanted)]
    return [n for item in found or items for n in item]


def _holds(item: str, wanted: Iterable[str]) -> bool:
    """Whether a passage as it is written is one of these words, in full or by its first and its last ones."""
    ends = [(_letters(m[1]), _letters(m[2])) for m in _SHORT.finditer(item)]
    return any(
        part in _letters(item) or any(part.startswith(first) and last in part for first, last in ends)
        for part in wanted
    )


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w", text)).casefold()


def _items(lines: Sequence[str]) -> Iterator[list[int]]:
    """Of each passage the lines that are its own; likewise of the words that stand for the whole record."""
    key, item, kept, depth = "", list[int](), True, -1
    for n, line in enumerate(lines):
        if (at_top := re.match(r"([A-Za-z_]+):", line)) is not None:
            yield item
            key, item, kept, depth = at_top[1], [], True, -1
        if key == "quote" or (key == PASSAGES and at_top and line.rstrip() != f"{PASSAGES}:"):
            item.append(n)
        elif key == PASSAGES and not at_top and line.strip() and not line.lstrip().startswith("#"):
            if (begins := re.match(r"(\s*- +)\S", line)) and depth in (-1, len(begins[1])):
                yield item
                item, kept, depth = [], True, len(begins[1])
            if (named := _KEY.match(line)) and len(named[1]) == depth:
                kept = named[2] in OF_A_PASSAGE
            if kept:
                item.append(n)
    yield item
