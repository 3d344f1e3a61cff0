"""Fingerprints of what stands behind a question that a brief asked: equal ones, equal answers.

Questions about facts are those of `facts.tracing`. The others: "template NAME" (its text, or that there is
none), "wording NAME WAYS" (those of its branches that were reached), "words TAG" (catalogues of a language),
"template-settings KIND", "settings", "kinds" (their descriptions), "house", "style NAME" (a citation
style), "verdict STATEMENT" (whether its quotes are in their sources), "issue NAME" (the last issue), "program" and
"meanwhile", whose answer is never the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple
from functools import cached_property
from hashlib import blake2b, sha256
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.disk import content_of, read_file, reason
from briefgen.errors import Problems, ProgramFault, UsageProblem
from briefgen.facts.conflicts.conflict import Conflict
from briefgen.facts.factbase import FactBase
from briefgen.facts.questions import Question, parted
from briefgen.model.statement import Record, Statement
from briefgen.production.assembling import environment_of
from briefgen.query.chosen import Conditions, choose
from briefgen.workspace.citation_styles import find_styles, read
from briefgen.workspace.programs import code_stamp
from briefgen.workspace.workspace import Workspace

if TYPE_CHECKING:
    from briefgen.rendering.environment import Environment

SHIPPED = "shipped/"
_FILES = {
    "template": "templates/{}",
    "template-settings": "templates/{}/template.toml",
    "house": "templates/house.docx",
    "style": "templates/_styles/{}",
    "settings": "settings",
}
_MOST_KNOWN = 20_000
"""So many answers are known at a time: most are asked by one brief, and those of thousands would fill the memory."""
NO_MATTER = ("limits.", "briefs", "folders.out", "schedule.", "hooks.")
"""Settings that decide nothing about what a brief says."""


class Fingerprints:
    """The answers of one workspace as it is now."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._known: dict[str, str] = {}
        self._branches: dict[str, Mapping[str, str] | None] = {}

    def digest(self, question: str) -> str:
        """Sixteen letters that stand for the answer."""
        known = self._known.get(question)
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            known = self._known[question] = self.digest_once(question)
        return known

    def digest_once(self, question: str) -> str:
        """The same, which is not remembered: for whoever asks all questions there are, each once."""
        verb, _, rest = question.partition(" ")
        return _digest(_VERBS[verb](self, rest))

    def disputed(self) -> dict[str, str]:
        """The answers about the conflicts that touch a record, by its key, of all that any touches."""
        return {key: self.digest_once(f"conflicts {key}") for key in self.workspace.disputes.touched}

    def has_no(self, key: str) -> bool:
        """Whether there is no such record, or none any more."""
        return key not in self._base.heads

    def cannot_read(self, key: str) -> bool:
        """Whether the file of a record has errors."""
        return any(key in broken.keys for broken in self.workspace.facts.broken)

    def files(self, questions: Iterable[str]) -> dict[str, str]:
        """The sha256 of each file that templates and settings come from, by name; of the settings as they are read."""
        found: dict[str, str] = {}
        for asked in map(Question, questions):
            verb, rest = asked.verb, asked.rest
            if verb == "wording":
                verb, rest = "template", rest.partition(" ")[0]
            answer = _VERBS[verb](self, rest) if verb in _FILES else None
            if answer is not None:
                content = answer if isinstance(answer, bytes) else repr(answer).encode()
                found[_FILES[verb].format(rest)] = sha256(content).hexdigest()
        return dict(sorted(found.items()))

    # --- facts ---

    @property
    def _base(self) -> FactBase:
        return self.workspace.facts.base

    def _everything(self, _: str) -> object:
        """The digest of all files; for an audience, what is released to it."""
        if not self.workspace.audience:
            return self._base.digest
        return [
            [r.key, dict(r.deprecated), dict(r.contested), *map(_content, r.statements)]
            for r in self._base.records.values()
        ]

    def _values(self, rest: str) -> object:
        key, property_ = parted(rest)
        record = self._base.record(key)
        return [_content(s) for s in record.values(property_)] if record else None

    def _column(self, rest: str) -> object:
        kind, property_ = parted(rest)
        return [[r.id, *map(_content, r.values(property_))] for r in self._base.of_kind(kind)]

    def _statement(self, id_: str) -> object:
        found = self._base.statement_or_none(id_)
        return _content(found) if found else None

    def _referring(self, key: str, part: str = "") -> object:
        found = self._base.leading(key, part) if part else self._base.referring(key)
        records = {r.key: r for s in found if (r := self._base.record(s.subject)) is not None}
        return [[_content(s) for s in found], _listed(records.values())]

    def _verdict(self, id_: str) -> object:
        quotes = self.workspace.verification.of_statement(id_)
        return [[quote.citation.source, quote.verdict, quote.place] for quote in quotes] if quotes else None

    # --- templates and settings ---

    def _template(self, name: str) -> object:
        folders = self.workspace.home.template_folders
        path = name.removeprefix(SHIPPED)
        for _, folder in folders[-1:] if path != name else folders:
            try:
                return read_file(folder / path)
            except FileNotFoundError:
                continue
            except OSError as bad:
                return reason(bad)
        return None

    def _wording(self, rest: str) -> object:
        from briefgen.rendering.generator import digests_of

        name, _, reached = rest.partition(" ")
        if name not in self._branches:
            self._branches[name] = self._branches_of(name)
        branches = self._branches[name]
        return self._template(name) if branches is None else digests_of(branches, reached)

    def _branches_of(self, name: str) -> Mapping[str, str] | None:
        """The branches of a template; None where it is gone or cannot be compiled."""
        from jinja2 import TemplateError

        from briefgen.sandbox.bounded import bounded

        environment = self._environment
        try:
            text, file, _ = environment.templates.get_source(environment, name)
            if environment.has_compiled(name, text):
                return environment.branches(name)
            return bounded(self.workspace.limits, file, _branches_in, self.workspace, name)
        except (TemplateError, Problems, ProgramFault):
            return None

    @cached_property
    def _environment(self) -> Environment:
        return environment_of(self.workspace)

    def _words(self, tag: str) -> object:
        names = [f"_lang/{name}.toml" for name in dict.fromkeys((tag, tag.partition("-")[0], "en"))]
        folders = self.workspace.home.template_folders
        files = [folder / name for _, folder in folders for name in names]
        return [_content_or_reason(file) for file in files]

    def _style(self, name: str) -> object:
        files = find_styles(self.workspace.home.template_folders)
        return read(files, name) if name in files else None

    def _issue(self, name: str) -> object:
        last = self.workspace.register.last(name)
        return [last.number, last.digest] if last else None

    def _settings(self, _: str) -> object:
        settings = self.workspace.home.settings
        return [[key, settings[key]] for key in sorted(settings) if not key.startswith(NO_MATTER)]


def _of_record(say: Callable[[Record], object]) -> Callable[[Fingerprints, str], object]:
    """What is said of a record by its key; None where there is none."""

    def said(of: Fingerprints, key: str) -> object:
        record = of._base.record(key)
        return say(record) if record else None

    return said


_VERBS: Mapping[str, Callable[[Fingerprints, str], object]] = {
    "values": Fingerprints._values,
    "record": _of_record(lambda record: [*map(_content, record.statements)]),
    "beginning": _of_record(lambda record: [*map(_content, record.beginning())]),
    "exists": _of_record(lambda record: dict(record.deprecated)),
    "contested": _of_record(lambda record: dict(record.contested)),
    "kind": lambda of, kind: _listed(of._base.heads_of(kind)),
    "column": Fingerprints._column,
    "statement": Fingerprints._statement,
    "referring": Fingerprints._referring,
    "leading": lambda of, rest: of._referring(*parted(rest)),
    "conflicts": lambda of, key: [_of_conflict(c) for c in of.workspace.disputes.touching((key,))],
    "chosen": lambda of, words: [list(astuple(found)) for found in choose(of._base, Conditions.read(words))],
    "last-day": lambda of, _: of._base.last_day,
    "kinds": lambda of, _: repr(of._base.schema),
    "everything": Fingerprints._everything,
    "template": Fingerprints._template,
    "wording": Fingerprints._wording,
    "words": Fingerprints._words,
    "template-settings": lambda of, kind: of._template(f"{kind}/template.toml"),
    "settings": Fingerprints._settings,
    "house": lambda of, _: _content_or_reason(of.workspace.house_file()),
    "style": Fingerprints._style,
    "issue": Fingerprints._issue,
    "verdict": Fingerprints._verdict,
    "program": lambda of, _: code_stamp() + of.workspace.plugins.key,
    "meanwhile": lambda *_: "never the same",
}


def _branches_in(workspace: Workspace, name: str) -> Mapping[str, str]:
    """The branches of a template, in a process of its own that takes what can be sent to it."""
    return environment_of(workspace).branches(name)


def _listed(records: Iterable[Record]) -> object:
    """Which records there are, and in which order their files have them, by which equals are sorted."""
    found = list(records)
    return [[r.id for r in found], [r.key for r in sorted(found, key=lambda r: (r.file, r.line, r.id))]]


def _content(statement: Statement) -> object:
    """All that a brief may show of a statement: everything but where in its file it stands."""
    return [
        statement.id,
        statement.value,
        [[c.source, c.locator, c.quote, c.passage] for c in statement.citations],
        [statement.rank.value, statement.origin.value, statement.inferred, statement.register],
        [dict(statement.why), dict(statement.contested), dict(statement.qualifiers)],
        [statement.speakers, statement.marking, statement.recorded, statement.proposed_by],
    ]


def _of_conflict(conflict: Conflict) -> object:
    sides = [[side.about, side.statements] for side in conflict.sides]
    said = [conflict.status, dict(conflict.explanation), conflict.key]
    return [conflict.id, conflict.type, conflict.subjects, conflict.property, sides, said]


def _digest(answer: object) -> str:
    return blake2b(repr(answer).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _content_or_reason(path: Path) -> bytes | str | None:
    """The bytes of a file, None where there is none; where it cannot be read, why."""
    try:
        return content_of(path)
    except UsageProblem as bad:
        return str(bad)
