"""How each statement stands: open, approved, objected to, or approved once and changed since; and who says so.

The files in `facts/_reviews/` are as readable as the facts beside them. There is one for each record, one entry for
each opinion, in the order of time below the statement that it is about: two people who look at different statements
change different lines, and git puts them together.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from enum import StrEnum
from functools import cached_property
from hashlib import blake2b
from typing import Any

from briefgen.diagnostics import Diagnostic, Location, quoted
from briefgen.disk import content_of
from briefgen.facts.parse import parse_yaml
from briefgen.facts.yaml_tree import Place, YamlList, YamlMap
from briefgen.frozen import dataclass
from briefgen.model.schema import source_key
from briefgen.model.statement import Citation, Origin, Rank, Record, Statement
from briefgen.workspace.workspace import Workspace

FOLDER = "_reviews"
APPROVED, OBJECTED, WITHDRAWN = "approved", "objected", "withdrawn"
HEAD = "# Who looked at what this record states. An approval is void as soon as a hash beside it no longer fits.\n"
HASHES = ("statement", "passages", "sources")
_VERDICTS = (APPROVED, OBJECTED, WITHDRAWN)
_WORDS = (*_VERDICTS, "on", "wrote", "word", "said", "hashes")


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one person said of one statement on a day, or that they said so no longer.

    `hashes` are those of the statement, its passages and the texts of its sources when it was looked at; `wrote` are
    the people who had written it; `said` is its value in words, for people who read the file. `word` is the reason of
    an objection.
    """

    verdict: str
    by: str
    on: str
    hashes: tuple[tuple[str, str], ...]
    wrote: tuple[str, ...] = ()
    word: str = ""
    said: str = ""

    @property
    def is_own(self) -> bool:
        """Whether somebody approved what they wrote themselves, which counts for nothing."""
        return self.verdict == APPROVED and self.by in self.wrote


@dataclass(frozen=True, slots=True)
class Ledger:
    """The opinions on one record by the property and hash of each statement, and who is said to have written it."""

    opinions: Mapping[str, tuple[Opinion, ...]] = field(default_factory=dict)
    writers: tuple[str, ...] = ()

    def with_opinion(self, key: str, opinion: Opinion) -> Ledger:
        return Ledger({**self.opinions, key: (*self.opinions.get(key, ()), opinion)}, self.writers)

    def last_words(self, key: str) -> dict[str, Opinion]:
        """The last opinion of each person on a statement, but of those who took theirs back."""
        last = {one.by: one for one in self.opinions.get(key, ())}
        return {by: one for by, one in last.items() if one.verdict != WITHDRAWN}

    def with_writer(self, name: str) -> Ledger:
        return Ledger(self.opinions, tuple(sorted({*self.writers, name})))


def ledger_name(folder: str, id_: str) -> str:
    """The file of a record below the folder of facts."""
    return f"{FOLDER}/{folder}/{id_}.yaml"


def ledger_text(ledger: Ledger) -> str:
    """The file; the same opinions give the same text."""
    lines = [HEAD]
    if ledger.writers:
        lines.append(f"writers: {_flow(list(ledger.writers))}\n")
    for key in sorted(ledger.opinions):
        lines.append(f"{key}:\n")
        lines.extend(_opinion_lines(ledger.opinions[key]))
    return "".join(lines)


def _opinion_lines(opinions: Iterable[Opinion]) -> Iterable[str]:
    for one in opinions:
        yield f"  - {one.verdict}: {_flow(one.by)}\n"
        yield f"    on: {one.on}\n"
        for name, value in (("word", one.word), ("said", one.said), ("wrote", list(one.wrote))):
            if value:
                yield f"    {name}: {_flow(value)}\n"
        yield f"    hashes: {{{', '.join(f'{name}: {digest}' for name, digest in one.hashes)}}}\n"


def _flow(value: Any) -> str:
    """A word or a list of words in quotation marks, which every reader of YAML takes for these very words."""
    return json.dumps(value, ensure_ascii=False)


def read_ledger(raw: bytes, shown: str) -> tuple[Ledger, list[Diagnostic]]:
    """The opinions in a file, and what is wrong with it: an entry with a fault counts for nothing."""
    parsed = parse_yaml(raw, shown)
    problems = list(parsed.diagnostics)
    data = parsed.data if parsed.data is not None else parsed.remains
    opinions: dict[str, tuple[Opinion, ...]] = {}
    writers: tuple[str, ...] = ()
    for key, value in (data or {}).items():
        place = data.key_at[key] if data else (0, 0)
        if key == "writers":
            writers = tuple(_words(value))
        elif isinstance(value, YamlList):
            found = [_read(item, at, shown, problems) for item, at in zip(value, value.item_at, strict=True)]
            opinions[key] = tuple(one for one in found if one is not None)
        else:
            problems.append(_fault(shown, place, f"{quoted(key)} holds no list of opinions"))
    return Ledger(opinions, writers), problems


def _read(data: Any, at: Place, shown: str, problems: list[Diagnostic]) -> Opinion | None:
    verdicts = [word for word in _VERDICTS if isinstance(data, YamlMap) and word in data]
    unknown = [word for word in data if word not in _WORDS] if isinstance(data, YamlMap) else []
    if len(verdicts) != 1 or unknown:
        said = f"has a key {quoted(unknown[0])}" if unknown else "says neither approved nor objected nor withdrawn"
        problems.append(_fault(shown, at, f"the opinion {said}"))
        return None
    by, hashes = data[verdicts[0]], data.get("hashes")
    if not isinstance(by, str) or not by or not isinstance(hashes, YamlMap) or set(hashes) != set(HASHES):
        problems.append(_fault(shown, at, "the opinion lacks a name or its three hashes"))
        return None
    return Opinion(
        verdicts[0],
        by,
        str(data.get("on", "")),
        tuple((name, str(hashes[name])) for name in HASHES),
        tuple(_words(data.get("wrote"))),
        str(data.get("word", "")),
        str(data.get("said", "")),
    )


def _words(value: Any) -> list[str]:
    return [str(word) for word in value] if isinstance(value, YamlList) else [value] if isinstance(value, str) else []


def _fault(shown: str, at: Place, message: str) -> Diagnostic:
    hint = "briefgen review writes these files; put it back as it was, or delete the entry and look at it again"
    return Diagnostic(Location(shown, *at), message, "bad-review", hint=hint)


# --- Statements, and what the opinions on them come to ---


RESTS_ON = "rests_on"
"""The field of a judgement that names what it rests on: somebody else looks at that too."""


class Standing(StrEnum):
    """What became of a statement; `VOID`: it, its passage or its source's text has changed since it was approved."""

    OPEN = "open"
    APPROVED = "approved"
    OBJECTED = "objected"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A statement, how it stands, and why: the opinions that count, or what has changed."""

    statement: Statement
    standing: Standing
    opinions: tuple[Opinion, ...] = ()
    why: str = ""


class Reviews:
    """The reviews of a workspace, read file by file as they are asked for."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace, self.base = workspace, workspace.facts.base
        self.problems: list[Diagnostic] = []
        self._ledgers: dict[str, Ledger] = {}

    @property
    def is_required(self) -> bool:
        """Whether a brief is issued only when everything in it was approved."""
        return bool(self.workspace.home.settings["review.required"])

    @property
    def is_in_use(self) -> bool:
        """Whether anybody has reviewed anything here, or has to."""
        return self.is_required or (self.workspace.home.folder("facts") / FOLDER).is_dir()

    @cached_property
    def all(self) -> tuple[Reviewed, ...]:
        """Every statement that somebody else must look at, by record, in the editor's order."""
        return tuple(self.of(s) for r in self.base.records.values() for s in r.statements if self.concerns(s))

    @property
    def counts(self) -> dict[Standing, int]:
        """How many statements stand how."""
        found = Counter(one.standing for one in self.all)
        return {standing: found[standing] for standing in Standing}

    def concerns(self, statement: Statement) -> bool:
        """Whether a statement needs a second pair of eyes: what a source bears, what is inferred, what is judged."""
        if statement.rank is Rank.DEPRECATED:
            return False
        if statement.citations or statement.origin is Origin.INFERRED:
            return True
        record = self.base.records[statement.subject]
        return statement.property == self.base.schema[record.kind].label and bool(record.values(RESTS_ON))

    def record(self, record: Record) -> list[Reviewed]:
        """How what one record states stands."""
        return [self.of(s) for s in record.statements if self.concerns(s)]

    def among(self, ids: Iterable[str]) -> Iterator[Reviewed]:
        """How the statements with these ids stand, as far as they need a review."""
        for id_ in dict.fromkeys(ids):
            statement = self.base.statement_or_none(id_)
            if statement is not None and self.concerns(statement):
                yield self.of(statement)

    def missing(self, name: str, ids: Iterable[str]) -> Iterator[Diagnostic]:
        """What is not approved of the statements that `name` rests on, each at its own line."""
        for one in self.among(ids):
            if one.standing is not Standing.APPROVED:
                record = self.base.records[one.statement.subject]
                place = Location(record.file, one.statement.line, one.statement.column)
                why = one.why or "; ".join(f"{o.by} objects: {o.word}" for o in one.opinions)
                said = f"{name} says '{one.statement.property}', which is {one.standing}"
                message = f"{said}: {why or 'nobody has approved it'}"
                yield Diagnostic(place, message, "not-reviewed", hint=f"briefgen review show {record.key}")

    def of(self, statement: Statement) -> Reviewed:
        """How one statement stands: the last word of each person counts, and an objection outweighs."""
        ledger = self.ledger(self.base.records[statement.subject])
        last = ledger.last_words(key_of(statement))
        hashes = self.hashes(statement)
        holding = tuple(one for one in last.values() if one.hashes == hashes and not one.is_own)
        if any(one.verdict == OBJECTED for one in holding):
            return Reviewed(statement, Standing.OBJECTED, holding)
        if holding:
            return Reviewed(statement, Standing.APPROVED, holding)
        if changed := [one for one in last.values() if not one.is_own]:
            standing = Standing.VOID if any(one.verdict == APPROVED for one in changed) else Standing.OPEN
            return Reviewed(statement, standing, tuple(changed), _changed(changed[-1], dict(hashes)))
        return self._replaced(statement, ledger) or Reviewed(statement, Standing.OPEN)

    def _replaced(self, statement: Statement, ledger: Ledger) -> Reviewed | None:
        """A statement in whose place another stood that was approved."""
        there = {key_of(s) for s in self.base.records[statement.subject].statements}
        for key in ledger.opinions:
            opinions = tuple(ledger.last_words(key).values())
            gone = key not in there and key.rpartition("/")[0] == statement.property
            if gone and any(one.verdict == APPROVED and not one.is_own for one in opinions):
                said = next((one.said for one in reversed(opinions) if one.said), "another value")
                return Reviewed(statement, Standing.VOID, opinions, f"it said “{said}” when it was approved")
        return None

    def ledger(self, record: Record) -> Ledger:
        """The file of a record as it was read."""
        if record.key not in self._ledgers:
            self._ledgers[record.key], problems = self.ledger_now(record)
            self.problems.extend(problems)
        return self._ledgers[record.key]

    def ledger_now(self, record: Record) -> tuple[Ledger, list[Diagnostic]]:
        """The file of a record as it lies there now, and what is wrong with it."""
        home, name = self.workspace.home, self.file_name(record)
        raw = content_of(home.folder("facts") / name)
        return (Ledger(), []) if raw is None else read_ledger(raw, f"{home.shown('facts')}/{name}")

    def place(self, statement: Statement, citation: Citation) -> str:
        """Where the words stand in the source, as a reader looks for them: page 3, paragraph 12; 0:04:10."""
        quotes = self.workspace.verification.of_statement(statement.id)
        checked = next((quote for quote in quotes if quote.citation == citation), None)
        found = self.workspace.verification.where(checked) if checked else None
        if found is None:
            return citation.locator
        at = found.place
        page = f"page {at.page}" if at.page else ""
        return ", ".join(part for part in (page, at.time or f"paragraph {at.paragraph}") if part)

    def forget(self, record: Record) -> None:
        """Read the file of a record again when it is next asked for."""
        self._ledgers.pop(record.key, None)
        self.__dict__.pop("all", None)

    def file_name(self, record: Record) -> str:
        """The name of its file below the folder of facts."""
        return ledger_name(self.base.schema[record.kind].folder, record.id)

    def hashes(self, statement: Statement) -> tuple[tuple[str, str], ...]:
        """What an opinion is bound to: the statement, its passages, the texts of its sources."""
        said = [
            statement.subject, statement.property, statement.value, str(statement.rank), str(statement.origin),
            statement.inferred, statement.register, dict(statement.why), dict(statement.contested),
            list(statement.speakers), statement.marking, dict(statement.qualifiers),
        ]  # fmt: skip
        passages = [[c.source, c.locator, c.quote] for c in statement.citations]
        sources = [[id_, self._text_hash(id_)] for id_ in sorted({c.source for c in statement.citations})]
        return (("statement", _digest(said)), ("passages", _digest(passages)), ("sources", _digest(sources)))

    def _text_hash(self, source: str) -> str:
        """The sha256 of the archived text; where it is not here, the one that the record of the source names."""
        if (text := self.workspace.verification.archive.texts.get(source)) is not None:
            return text.sha256
        record = self.base.record(source_key(source))
        return next((str(s.value) for s in record.values("sha256")), "") if record else ""


def key_of(statement: Statement) -> str:
    """How a statement is named in its record's file: property and hash of its value."""
    return statement.id.removeprefix(f"{statement.subject}/")


def _digest(data: Any) -> str:
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return blake2b(text.encode(), digest_size=8).hexdigest()


_PARTS = {"statement": "the statement", "passages": "its passage", "sources": "the text of its source"}


def _changed(before: Opinion, now: dict[str, str]) -> str:
    parts = [_PARTS[name] for name, digest in before.hashes if now[name] != digest]
    verb = "has" if len(parts) == 1 else "have"
    return f"{' and '.join(parts)} {verb} changed since {before.by} looked at it on {before.on}"
