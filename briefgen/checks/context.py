"""What rules look at: the facts, the archive and the lock, what an editor has set, and what is worked out once for all.

An editor can set words to look for, and the yardstick of likelihood and confidence. The defaults are English and
Russian; settings add to them. Nothing here is about any country, body or theme.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from functools import cached_property, partial
from typing import Any

from briefgen.archive.archived import Archive
from briefgen.checks.verification import Lock, Verification
from briefgen.diagnostics import Diagnostic, Location, did_you_mean, did_you_mean_or, quoted
from briefgen.facts.conflicts.conflict import Conflict
from briefgen.facts.conflicts.find import find_conflicts
from briefgen.facts.factbase import FactBase, in_language
from briefgen.facts.parse import parse_yaml
from briefgen.facts.yaml_tree import YamlList, YamlMap, locate, locate_key
from briefgen.frozen import dataclass
from briefgen.language.denials import any_of, denying, denying_words, words_in
from briefgen.model.schema import FieldSpec, KindSpec, source_key
from briefgen.model.statement import Citation, Rank, Record, Statement
from briefgen.regexes import pattern


@dataclass(frozen=True, slots=True)
class LoadedWord:
    """A word that takes sides: why editors avoid it, and what to write instead.

    A word ending in `*` stands for every word that begins so.
    """

    word: str
    why: str
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Yardstick:
    """The steps of likelihood and of confidence, each with the words that express it in a sentence.

    The default steps of likelihood are those of the United Kingdom's PHIA probability yardstick.
    """

    likelihood: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(LIKELIHOOD))
    confidence: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(CONFIDENCE))

    @classmethod
    def of(cls, likelihood: Iterable[str], confidence: Iterable[str]) -> Yardstick:
        """The yardstick with these steps; a step that has no words here is expressed by its own name."""
        return cls(
            {step: LIKELIHOOD.get(step, (step.replace("-", " "),)) for step in likelihood},
            {step: CONFIDENCE.get(step, (f"{step.replace('-', ' ')} confidence",)) for step in confidence},
        )


LIKELIHOOD: Mapping[str, tuple[str, ...]] = {
    "remote": ("remote chance", "ничтожно мала вероятность"),
    "highly-unlikely": ("highly unlikely", "very unlikely", "крайне маловероятно"),
    "unlikely": ("unlikely", "improbable", "improbably", "маловероятно"),
    "realistic-possibility": ("realistic possibility", "realistic probability", "вполне возможно"),
    "likely": ("likely", "probable", "probably", "вероятно", "скорее всего"),
    "highly-likely": ("highly likely", "very likely", "highly probable", "весьма вероятно"),
    "almost-certain": ("almost certain", "almost certainly", "nearly certain", "почти наверняка"),
}
CONFIDENCE: Mapping[str, tuple[str, ...]] = {
    "low": ("low confidence", "low degree of confidence", "с низкой уверенностью"),
    "moderate": ("moderate confidence", "medium confidence", "с умеренной уверенностью"),
    "high": ("high confidence", "high degree of confidence", "с высокой уверенностью"),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """`language` is that of texts that name none; `markings` is the scheme, if any, and `unmarked` the marking of what
    carries none.

    `distinct` are pairs of records (their keys) that look like one and are two.
    """

    language: str = "en"
    loaded_words: tuple[LoadedWord, ...] = ()
    yardstick: Yardstick = field(default_factory=Yardstick)
    markings: tuple[str, ...] = ()
    unmarked: str = ""
    distinct: frozenset[frozenset[str]] = frozenset()


# --- what rules look at ---

_DEPRECATED = Rank.DEPRECATED  # to be looked up once: each look takes long
BY_LANGUAGE = (dict, Mapping)
"""What a text is; nearly each is a plain mapping, which is told in no time."""
WordsAt = Callable[[str, Citation, int], tuple[int, int] | None]
"""The line and column at which a file has the words of a citation, nearest to a line; None for nowhere."""


def nowhere(_file: str, _citation: Citation, _near: int) -> None:
    """No file is looked into."""


@dataclass(frozen=True)
class Context:
    """All that rules may look at; what several rules need is worked out once."""

    base: FactBase
    archive: Archive = field(default_factory=Archive)
    lock: Lock = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    incomplete: bool = False  # some records could not be read: what seems to be missing may only be unread
    unread: frozenset[str] = frozenset()  # the words of files with errors, ids among them
    words_at: WordsAt = nowhere
    known_conflicts: Callable[[], tuple[Conflict, ...]] | None = None

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        return (self.known_conflicts or partial(find_conflicts, self.base, language=self.settings.language))()

    @cached_property
    def verification(self) -> Verification:
        return Verification(self.base, self.archive, self.lock)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary(self.base)

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """The records in force, by kind and id."""
        return tuple(r for r in self.base.records.values() if not r.deprecated)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The statements in force: neither they nor their records are deprecated."""
        return tuple([s for r in self.records for s in r.statements if s.rank is not _DEPRECATED])

    @cached_property
    def sentences(self) -> tuple[Statement, ...]:
        """The sentences about meetings, documents and other subjects (what the models call items)."""
        return tuple(self.stated(lambda _, field: "function" in field.qualifiers))

    def stated(self, is_meant: Callable[[KindSpec, FieldSpec], bool]) -> Iterator[Statement]:
        """The statements in force of those fields that are meant; what has none of them is not looked at."""
        kinds = self.base.schema.items()
        meant = {kind: {name for name, field in spec.fields.items() if is_meant(spec, field)} for kind, spec in kinds}
        for record in self.records:
            if fields := meant.get(record.kind):
                yield from [s for s in record.statements if s.property in fields and s.rank is not _DEPRECATED]

    def acting(self, *parts: str) -> Iterator[Statement]:
        """The statements in force of records that act as one of `parts` (`schema.EVENT`, …)."""
        kinds = self.base.kinds_acting(*parts)
        own = (s for r in self.records if r.kind in kinds for s in r.statements)
        return (s for s in own if s.rank is not _DEPRECATED)

    def spec(self, statement: Statement) -> FieldSpec | None:
        """What the statement's property holds; None for a link that the loader added."""
        return self.base.schema[statement.kind].fields.get(statement.property)

    def place(self, statement: Statement) -> Location:
        return Location(self.base.heads[statement.subject].file, statement.line, statement.column)

    def place_of_words(self, statement: Statement, citation: Citation) -> Location:
        """Where a file has the words of a citation; the place of the statement where they are not to be found."""
        place = self.place(statement)
        at = self.words_at(place.file, citation, place.line)
        return Location(place.file, *at) if at else place

    def place_of(self, record: Record) -> Location:
        return Location(record.file, record.line, record.column)

    def show(self, value: Any) -> str:
        """A value as an editor wrote it, in quotation marks and short enough for a message."""
        text = in_language(value, self.settings.language) if isinstance(value, Mapping) else value
        return quoted(text, 80)


def texts_of(statement: Statement) -> Iterator[str]:
    """The words of a text value, in each of its languages."""
    if isinstance(statement.value, BY_LANGUAGE):
        yield from statement.value.values()


# --- `facts/words.yaml`: the loaded words that editors avoid, why, and what they write instead ---


_KEYS = ("word", "why", "instead")


def read_words(raw: bytes, file: str = "facts/words.yaml") -> tuple[tuple[LoadedWord, ...], list[Diagnostic]]:
    """The words a list file holds, and what is wrong with it; a faulty entry is left out."""
    data, problems = _of_one_key(raw, file, "words")
    found: list[LoadedWord] = []

    def say(path: tuple[str | int, ...], message: str, code: str, hint: str, *, key: bool = False) -> None:
        place = locate_key(data, path) if key else locate(data, path)
        problems.append(Diagnostic(Location(file, *place), message, code, hint))

    entries: Any = data.get("words", YamlList((1, 1)))
    if not isinstance(entries, YamlList):
        say(("words",), "expected a list", "wrong-type", "a list of {word, why, instead}")
        return (), problems
    for n, entry in enumerate(entries):
        path = ("words", n)
        if not isinstance(entry, YamlMap):
            say(path, "expected a mapping of keys to values", "wrong-type", "word: …, why: …, instead: …")
            continue
        for name in entry:
            if name not in _KEYS:
                hint = did_you_mean_or(name, _KEYS, "known keys here")
                say((*path, name), f"unknown key '{name}'", "unknown-key", hint, key=True)
        missing = [name for name in ("word", "why") if name not in entry]
        for name in missing:
            say(path, f"the key '{name}' is missing", "missing-key", "an entry has a word and says why to avoid it")
        wrong = [name for name in _KEYS if name in entry and not (isinstance(entry[name], str) and entry[name].strip())]
        for name in wrong:
            say((*path, name), "expected text", "wrong-type", "a few words")
        if not missing and not wrong:
            found.append(LoadedWord(entry["word"].strip(), entry["why"], entry.get("instead", "")))
    return tuple(found), problems


# --- `facts/distinct.yaml`: records that look like one and are two ---


def read_distinct(raw: bytes, file: str = "facts/distinct.yaml") -> tuple[frozenset[frozenset[str]], list[Diagnostic]]:
    """The pairs of records that the file tells apart, and what is wrong with it; a faulty pair is left out.

    Each line of its one list is a pair of keys: `- [person/ana-sample, person/anna-sample]`.
    """
    data, problems = _of_one_key(raw, file, "distinct")
    entries: Any = data.get("distinct", YamlList((1, 1)))
    found: set[frozenset[str]] = set()
    for n, entry in enumerate(entries if isinstance(entries, YamlList) else [entries]):
        if isinstance(entry, YamlList) and len(entry) == 2 and all(isinstance(e, str) and "/" in e for e in entry):
            found.add(frozenset(entry))
        else:
            place = Location(file, *locate(data, ("distinct", n) if isinstance(entries, YamlList) else ("distinct",)))
            hint = "a pair of records, such as: - [person/ana-sample, person/anna-sample]"
            problems.append(Diagnostic(place, "no pair of records", "wrong-type", hint))
    return frozenset(found), problems


def _of_one_key(raw: bytes, file: str, key: str) -> tuple[YamlMap, list[Diagnostic]]:
    """What a file holds that has one key alone, nothing where it is no YAML; and what is wrong with it so far."""
    parsed = parse_yaml(raw, file)
    data, problems = parsed.data or YamlMap((1, 1)), list(parsed.diagnostics)
    for name in data:
        if name != key:
            hint = did_you_mean(name, [key]) or f"the only key is: {key}"
            place = Location(file, *locate_key(data, (name,)))
            problems.append(Diagnostic(place, f"unknown key '{name}'", "unknown-key", hint))
    return data, problems


# --- The words that rules look for, in the language of each source ---


SPEECH: Mapping[str, tuple[str, ...]] = {
    "en": ("claimed", "said", "stated", "asserted", "alleged", "according to"),
    "ru": ("заявил", "заявила", "заявили", "сказал", "сказала", "утверждает", "утверждал", "по словам"),
}
_QUOTED = pattern(r"\"[^\"]*\"|“[^“”]*”|«[^«»]*»|„[^„“”]*[“”]")


class Vocabulary:
    """Patterns for words of negation and of speech; a source of unknown language is read with all languages."""

    def __init__(self, base: FactBase) -> None:
        self.base = base
        self._languages: dict[str, str] = {}
        self._negations: dict[str, re.Pattern[str]] = {}
        self._speech: dict[str, re.Pattern[str]] = {}

    def language(self, source: str) -> str:
        """The language of a source (an id) by its first part, en of en-GB; "" where it is unknown."""
        if source not in self._languages:
            record = self.base.record(source_key(source))
            self._languages[source] = record.first("language").partition("-")[0] if record else ""
        return self._languages[source]

    def negations(self, source: str) -> re.Pattern[str]:
        """Matches a word that denies something; "not only" denies nothing."""
        language = self.language(source)
        if language not in self._negations:
            self._negations[language] = denying(words_in(denying_words(), language))
        return self._negations[language]

    def speech(self, source: str) -> re.Pattern[str]:
        """Matches a verb of speech; the word is group 1."""
        language = self.language(source)
        if language not in self._speech:
            words = any_of(words_in(SPEECH, language))
            self._speech[language] = re.compile(rf"(?<!\w)({words})(?!\w)", re.IGNORECASE)
        return self._speech[language]


def outside_quotes(text: str) -> str:
    """The text with what stands in quotation marks left out: words there are somebody else's."""
    return _QUOTED.sub(" … ", text)
