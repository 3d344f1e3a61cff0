"""Sentences, posts and bodies that name a state, where nothing ties them to its record and no brief on it has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise

from briefgen.checks.context import Context
from briefgen.diagnostics import Diagnostic
from briefgen.facts.factbase import FactBase, references
from briefgen.facts.mentions import Names, languages_of, names_of, states_of_posts
from briefgen.language.cldr import adjectives_of_states, names_of_states
from briefgen.model.schema import BODY, EVENT, SEQUENCE, SOMEBODY, STATE, WORK
from briefgen.model.statement import Record, Statement
from briefgen.regexes import pattern

_ABOUT = "about"
_COUNTRY = "country: in that record puts what is said into the brief on the state, if it is said for it"
_ACTS = ("speaker", "host", "chair")
_AND = r"(?:and|as well as|und|sowie|et|и|а также|y|e)\s+"
_COMMAS = pattern(rf"(?<!\s)\s*[,;]\s*(?:{_AND})?|(?<!\s)\s+{_AND}")
"""What parts the items of a list."""


def check(context: Context) -> Iterator[Diagnostic]:
    base = context.base
    named = _NamedStates(base)
    for statement in context.stated(lambda _, field: {"function", _ABOUT} <= field.qualifiers.keys()):
        if missing := named.beside(statement):
            listed = ", ".join(missing)
            it, that = ("them", "these briefs") if missing[1:] else ("it", "that brief")
            message = f"the sentence names {listed}, and no brief about {it} prints it"
            ids = f"[{listed}]" if missing[1:] else listed
            hint = f"about: {ids} puts it into {that}, if it belongs there"
            yield Diagnostic(context.place(statement), message, "not-about", hint)
    for meeting in base.acting(EVENT) if named.states else ():
        for statement, missing in named.beside_lists(meeting):
            message = f"the passage of the list names {', '.join(missing)}, whom no list of {meeting.id} has"
            hint = "add it to the list, or quote the words of the list alone: a brief would call it not listed"
            yield Diagnostic(context.place(statement), message, "list-lacks", hint)
    for person in base.acting(SOMEBODY) if named.states else ():
        posts = {key: statement for statement, key in states_of_posts(base, person, named.names)}
        if posts and not person.deprecated:
            states = " and ".join(key.partition("/")[2] for key in posts)
            message = f"a post of {person.id} names {states}, and {person.file} has no country"
            yield Diagnostic(context.place(next(iter(posts.values()))), message, "no-country", _COUNTRY)
    for body in base.acting(BODY) if named.states else ():
        if state := named.by_body(body):
            message = f"{body.id} speaks or acts, its name names {state}, and {body.file} has no country"
            yield Diagnostic(context.place_of(body), message, "no-country", _COUNTRY)


class _NamedStates:
    """Which states a sentence names that have a record."""

    def __init__(self, base: FactBase) -> None:
        self.base = base
        self.states = [record.key for record in base.acting(STATE)]
        self.codes = names_of_states(languages_of(base)) if self.states else {}
        self.names = Names(base, self.states, self.codes)
        self.begins = _beginnings(base, self.states, self.codes)

    def beside(self, statement: Statement) -> list[str]:
        """The ids of those that nothing in the sentence or its record leads to."""
        texts = statement.value.values() if isinstance(statement.value, Mapping) else ()
        found = [key for text in texts if self.begins.search(text) for key in self.names.named_in(text)]
        if not found:
            return []
        record = self.base.record(statement.subject)
        places = ("country", "host", "speaker") if record is not None else ()
        known = {statement.subject, *references(statement, self.base.schema)}
        known |= {str(s.value) for role in places for p in record.roles.get(role, ()) for s in record.values(p)}  # type: ignore[union-attr]
        missing = dict.fromkeys(key for key in found if key not in known)
        within = self._in_other_names(texts) if missing else set()
        return [key.partition("/")[2] for key in missing if key not in within]

    def by_body(self, body: Record) -> str:
        """The id of the one state in the name of a body that acts and whose record ties it to nobody; or ""."""
        ties = [body.role(name) for name in ("acts_for", "parent", "members")]
        if body.deprecated or not ties[0] or any(body.values(tie) for tie in ties if tie):
            return ""
        named = [name for name in names_of(body) if self.begins.search(name)]
        found = {key for name in named for key in (*self.names.named_in(name), *self._belonging.named_in(name))}
        referring = self.base.referring(body.key) if len(found) == 1 else ()
        acts = any(s.value == body.key and self.base.plays(s, role) for s in referring for role in _ACTS)
        return found.pop().partition("/")[2] if acts else ""

    @cached_property
    def _belonging(self) -> Names:
        """The states by what belongs to them is called: the Kazakh Ministry of Ports."""
        return Names(self.base, self.states, adjectives_of_states(languages_of(self.base)))

    def beside_lists(self, meeting: Record) -> Iterator[tuple[Statement, list[str]]]:
        """The first statement of each passage that gives a list, and whom it names that nothing in the record has."""
        parties = meeting.in_force(meeting.role("parties"))
        if not parties:
            return
        known = {str(value) for s in meeting.statements for value in (s.value, *s.qualifiers.values())}
        on_lists = {str(s.value) for s in parties}
        seen: set[str] = set()
        for statement in (s for s in parties if s.qualifiers.get("status") == "listed"):
            for quote in (c.quote for c in statement.citations if c.quote and c.quote not in seen):
                seen.add(quote)
                named = self.names.named_in(quote) if self.begins.search(quote) else ()
                unlisted = dict.fromkeys(key for key in named if key not in on_lists)
                among = self._among(quote, on_lists) if unlisted else set()
                missing = [key for key in unlisted if key not in known or key in among]
                within = self._in_other_names([quote]) if missing else set()
                if left := [key.partition("/")[2] for key in missing if key not in within]:
                    yield statement, left

    def _among(self, quote: str, on_lists: set[str]) -> set[str]:
        """The states that a passage names right behind one on a list: "Iceland and Chad came", not "to Chad"."""
        parts = _COMMAS.split(quote)
        return {
            key
            for before, part in pairwise(parts)
            if on_lists.intersection(self._lost(before, before.rpartition(" ")[0]))
            for key in self._lost(part, part.removeprefix("the ").partition(" ")[2])
        }

    def _lost(self, text: str, shorter: str) -> set[str]:
        return {*self.names.named_in(text)} - {*self.names.named_in(shorter)}

    def _in_other_names(self, texts: Iterable[str]) -> set[str]:
        """The states that are only part of a name: the Bank of Exampleland."""
        others = {key for text in texts for key in self._others.named_in(text)}
        records = [r for key in others if (r := self.base.record(key)) is not None]
        return {key for record in records for name in names_of(record) for key in self.names.named_in(name)}

    @cached_property
    def _others(self) -> Names:
        return Names(self.base, [record.key for record in self.base.acting(BODY, SOMEBODY, SEQUENCE, WORK)])


def _beginnings(base: FactBase, states: Iterable[str], codes: Mapping[str, Iterable[str]]) -> re.Pattern[str]:
    """Matches a text that may name one of some states: most sentences name none, and cost no more than this."""
    found: set[str] = set()
    for record in (r for key in states if (r := base.record(key)) is not None):
        of_code = [name for s in record.values("code") for name in codes.get(str(s.value), ())]
        found.update(name[:3] for name in (*names_of(record), *of_code) if name)
    return re.compile("|".join(map(re.escape, sorted(found))) or "(?!)")
