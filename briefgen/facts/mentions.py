"""Which records a text names: a person, a body, a state, a work or an event, by any of its names; and which towns.

A text names a record where the words of a name stand in it side by side, in their order; a longer word may have
another ending there ("Саидова" for Саидов). A person is named by the family name first too, without middle names, and
by the family name alone where no other record has that word; never by a first name or half the name of a body, which
are those of many others too, unless it is an alias. A name of one word is looked for with its capital, so that
no common word is taken for it, one of two letters just as it is written, and one of a single letter not at all. How a
text composes its letters, and what nobody sees in it, makes no difference. A name in a script that parts no words by
blanks may stand anywhere.

Where a meeting was is a text, in the words of its source. A record of a town (`facts/towns/`) holds the names that it
has, and two spellings of one town are no two places; letter case and punctuation do not count.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any

from briefgen.facts.factbase import FactBase
from briefgen.frozen import dataclass
from briefgen.model.schema import BODY, EVENT, SEQUENCE, SOMEBODY, STATE, TOWN, WORK, keys_leading_to
from briefgen.model.statement import Record, Statement, strings_in
from briefgen.regexes import pattern

_WORD = pattern(r"[^\W_]+")
_UNPARTED = pattern("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_BENT = 5  # letters from which on a word may end otherwise; in Cyrillic, where names are declined, three
_MONEY = ("cent", "cents", "dollar", "dollars")
_SHORT = 2  # letters of a name that is looked for just as it is written
_PATRONYMICS = ("вич", "вна", "ична", "vich", "vna")  # the family name goes before them, where they come last
_PARTICLES = frozenset({"al", "el", "de", "da", "di", "du", "la", "le", "st", "dr", "mr", "ms", "bin", "van", "von"})
_STEM = 3  # letters of a name's first word by which it is found


@dataclass(frozen=True, slots=True)
class _Name:
    key: str
    words: tuple[str, ...]
    is_cased: bool
    is_acronym: bool

    def begins(self, text: list[str], at: int) -> bool:
        """Whether the name stands at the word `at` of a text."""
        there = text[at : at + len(self.words)]
        if len(there) < len(self.words) or (self.is_cased and not there[0][0].isupper() and there[0][0].islower()):
            return False
        folded = tuple(map(_folded, there))
        if len(self.words) == 1 and len(self.words[0]) <= _SHORT:
            return folded == self.words and there[0][0].isupper() and (there[0].isupper() or not self.is_acronym)
        return folded == self.words if self.is_acronym else all(map(_may_be, self.words, folded))

    def is_of_money(self, text: list[str], at: int) -> bool:
        """Whether it only tells whose money it is: 2 US cents."""
        return self.is_acronym and text[at + 1 : at + 2] != [] and text[at + 1].casefold() in _MONEY


class Names:
    """The names of some records of a base; `by_code` are those of states that no record holds, by ISO 3166 code.

    Where these are known, Nigeria is no Niger with an ending, and South Sudan names no Sudan.
    """

    def __init__(self, base: FactBase, keys: Iterable[str], by_code: Mapping[str, Iterable[str]] | None = None) -> None:
        self._by_stem: dict[str, list[_Name]] = {}
        self._unparted: dict[str, str] = {}
        self._by_code = by_code or {}
        self._base = base
        for key in keys:
            record = base.record(key)
            if record is not None and base.acts(key, SOMEBODY, BODY, STATE, TOWN, WORK, EVENT, SEQUENCE):
                codes = [str(s.value) for s in record.values("code")] if by_code and base.acts(key, STATE) else []
                for name in {*names_of(record), *(name for code in codes for name in (by_code or {}).get(code, ()))}:
                    self._add(key, name)
                    if base.schema[record.kind].names_people:
                        self._add_person(key, name)

    def _add_person(self, key: str, name: str) -> None:
        """The other ways in which texts name a person who has a name of several words."""
        words = _words_of(_as_seen(name))
        if len(words) < 2 or _UNPARTED.search(name):
            return
        last, others = (words[0], words[1:]) if words[-1].lower().endswith(_PATRONYMICS) else (words[-1], words[:-1])
        for form in {(*others, last), (last, *others), (others[0], last), (last, others[0])} - {tuple(words)}:
            self._add(key, " ".join(form))
        short = [others[0]] if len(others[0]) == _SHORT and _folded(others[0]) not in _PARTICLES else []
        for alone in (last, *short):
            if alone[0].isupper() and self._holders[_folded(alone)] == {key}:
                self._add(key, alone)

    @cached_property
    def _holders(self) -> dict[str, set[str]]:
        """By each word of a name the keys of the records that have it."""
        found: dict[str, set[str]] = defaultdict(set)
        for record in self._base.records.values():
            for name in names_of(record):
                for word in _words_of(_as_seen(name)):
                    found[_folded(word)].add(record.key)
        return found

    def _add(self, key: str, name: str) -> None:
        name = _as_seen(name)
        words = _WORD.findall(name)
        if len(name) > 1 and _UNPARTED.search(name):
            self._unparted[name] = key
        elif len(name) >= _SHORT and words:
            first = _folded(words[0])
            stem = first if words[0].isupper() else _stem(first)
            self._by_stem.setdefault(stem[:_STEM], []).append(_name(key, name, words))

    @cached_property
    def _hiding(self) -> dict[str, list[tuple[str, ...]]]:
        """By how each of their words begins, the names of all states and what else has one in it: Indian Ocean."""
        found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for name in {name for names in self._by_code.values() for name in names}:
            words = tuple(map(_folded, _words_of(name)))
            for word in words:
                found[word[:_STEM]].append(words)
        return found

    def _is_hidden(self, name: _Name, words: list[str], at: int) -> bool:
        """Whether what stands there is part of a longer name, or another name and not this one with an ending."""
        own = tuple(map(_folded, words[at : at + len(name.words)]))
        for other in self._hiding.get(own[0][:_STEM], ()):
            if len(other) == len(own) and own != name.words and len(other[0]) > len(name.words[0]):
                if all(map(_may_be, other, own)):
                    return True
            elif len(other) > len(own) and own[0] in other:
                start = at - other.index(own[0])
                if start >= 0 and tuple(map(_folded, words[start : start + len(other)])) == other:
                    return True
        return False

    def named_by(self, statement: Statement) -> set[str]:
        """The keys of the records that a statement names in its texts: value, qualifiers, and the desk's own words."""
        if not (self._by_stem or self._unparted):
            return set()
        return {key for text in texts_of(statement) for key in self.named_in(text)}

    def named_in(self, text: str) -> Iterator[str]:
        """The keys of the records that a text names."""
        text = _as_seen(text)
        words = _WORD.findall(text)
        for at, word in enumerate(words):
            folded = _folded(word)
            for stem in {folded[:_STEM]: None, folded[: _STEM - 1]: None}:
                for name in self._by_stem.get(stem, ()):
                    is_there = name.begins(words, at) and not name.is_of_money(words, at)
                    if is_there and not (self._by_code and self._is_hidden(name, words, at)):
                        yield name.key
        for unparted, key in self._unparted.items():
            if unparted in text:
                yield key


def _name(key: str, name: str, words: list[str]) -> _Name:
    return _Name(key, tuple(map(_folded, words)), len(words) == 1, len(words) == 1 and name.isupper())


def names_of(record: Record) -> Iterator[str]:
    """What a record calls itself, in every language: its name, short names, and names that the sources use besides."""
    for role in ("name", "short", "other_names"):
        for property_ in record.roles.get(role, ()):
            for statement in record.values(property_):
                yield from strings_in(statement.value)


def states_of_posts(base: FactBase, person: Record, names: Names) -> Iterator[tuple[Statement, str]]:
    """What gives somebody whose record leads to no state a post that names one, or is of a body of one: with its key.

    Posts stand in the record, beside the person at a meeting, and with what the person said. One beside which the party
    stands is told already.
    """
    if not person.role("acts_for") or person.values(person.role("acts_for")):
        return
    field, posts = base.schema[person.kind].fields.get(person.role("posts")), person.values(person.role("posts"))
    bodies, states = ((keys_leading_to(base.schema, field, part) if field else ()) for part in (BODY, STATE))
    if any(key in post.qualifiers for post in posts for key in states):
        return
    told: list[tuple[Statement, Any]] = [(post, post.value) for post in posts]
    for statement in base.referring(person.key):
        record = base.record(statement.subject)
        if base.plays(statement, "people") and statement.value == person.key and "party" not in statement.qualifiers:
            told.append((statement, statement.qualifiers.get("post")))
        elif base.plays(statement, "speaker") and record is not None:
            told.extend((capacity, capacity.value) for capacity in record.values("capacity"))
    for statement, text in told:
        body = next(
            (base.record(str(statement.qualifiers[key])) for key in bodies if key in statement.qualifiers), None
        )
        if body is not None:
            yield from ((statement, str(state.value)) for state in body.values(body.role("acts_for")))
        else:
            yield from ((statement, key) for one in strings_in(text) for key in names.named_in(one))


def languages_of(base: FactBase) -> set[str]:
    """The languages that a text of the base is in, as it names them, and English."""
    tags = {tag for s in base.statements if isinstance(s.value, Mapping) for tag in s.value}
    return {"en"} | {tag for tag in tags if isinstance(tag, str) and tag}


def texts_of(statement: Statement) -> Iterator[str]:
    """The texts of a statement, and the ids among its keys; a value that refers to a record is none."""
    for said in (statement.value, statement.qualifiers, statement.why, statement.contested):
        if isinstance(said, Mapping):
            yield from strings_in(said)


def _words_of(name: str) -> list[str]:
    return list(_WORD.findall(name))


def _as_seen(text: str) -> str:
    """The text with its letters composed, and without soft hyphens and what else nobody sees."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf")


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word).casefold().replace("ё", "е")
    return "".join(c for c in plain if not unicodedata.combining(c))


def _may_be(known: str, there: str) -> bool:
    """Whether a word of a text is that of a name, with its ending or another."""
    if known == there:
        return True
    stem = _stem(known)
    return (
        len(known) >= (3 if "а" <= known[0] <= "я" else _BENT)
        and there.startswith(stem)
        and len(there) - len(stem) <= 3
    )


def _stem(known: str) -> str:
    return known[:-1] if known[-1] in "аяоеийьы" else known


# --- towns ---


class Towns:
    """The towns of a base by their names, which are read when the first is asked for."""

    def __init__(self, base: FactBase) -> None:
        self._base = base

    @cached_property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        return {town.key: tuple(names_of(town)) for town in self._base.acting(TOWN)}

    @cached_property
    def _by_name(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for key, names in self.names.items():
            for name in names:
                found.setdefault(bare(name), set()).add(key)
        return found

    def called(self, name: str) -> set[str]:
        """The keys of the towns that have this name."""
        return self._by_name.get(bare(name), set()) if self._by_name else set()

    def other_names(self, name: str) -> Iterator[str]:
        """Every name of the towns that have this name."""
        for key in sorted(self.called(name)):
            yield from self.names[key]

    def is_one(self, a: Mapping[str, str], b: Mapping[str, str]) -> bool:
        """Whether two texts, each in one or several languages, name one town on record."""
        return bool(self._meant(a) & self._meant(b))

    def _meant(self, text: Mapping[str, str]) -> set[str]:
        found = [self.called(words) for words in text.values()]
        return set.intersection(*found) if found else set()


@lru_cache(4096)
def bare(text: str) -> str:
    """Letters, marks and figures alone: "Washington, D.C." is "Washington DC"."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if unicodedata.category(c)[0] in "LMN") or text
