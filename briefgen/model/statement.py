"""Statements: what a fact base holds once records are taken apart.

A statement is one assertion about one subject, with its sources. These are plain frozen values without
pydantic, so that a fact base restored from a cache needs none of the models.
"""

from __future__ import annotations

import builtins
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from hashlib import blake2b
from json.encoder import encode_basestring
from typing import Any

from briefgen.frozen import dataclass


class Rank(StrEnum):
    """Which of several values a brief follows; deprecated ones are kept and never printed as current."""

    PREFERRED = "preferred"
    NORMAL = "normal"
    DEPRECATED = "deprecated"


_DEPRECATED = Rank.DEPRECATED
CUT = "cut"
"""Qualifies what remains of a list of participants from which something went (`facts/release.py`)."""


class Origin(StrEnum):
    """How a value came about: a source states it, or it was inferred, looked up in a register, or judged."""

    STATED = "stated"
    INFERRED = "inferred"
    REGISTER = "register"
    JUDGED = "judged"


@dataclass(frozen=True, slots=True)
class Citation:
    """A use of a source: its id, where in it (a locator such as p3, or ""), and its exact words (or "").

    `passage` is what is kept of the source around them, where that is more; another passage makes no other citation.
    """

    source: str
    locator: str = ""
    quote: str = ""
    passage: str = field(default="", compare=False)

    def as_data(self) -> dict[str, Any]:
        """The citation as programs read it."""
        return {"source": self.source, "locator": self.locator, "quote": self.quote}


@dataclass(frozen=True, slots=True)
class Statement:
    """One assertion: `subject` (kind/id) has `property` with `value`, as its citations say.

    `value` and `qualifiers` are plain data: text is a mapping of language to words, a reference is a
    kind/id string, a date is EDTF text. `speakers` are references to those whom the source names for it
    ("according to"), empty where the source says it in its own voice. `inferred` names the inferred part,
    `why` the basis of what is inferred, preferred, contested or deprecated. `path` leads to the value in
    its record's file. `proposed_by` is the program that proposed it before a person accepted it.
    """

    id: str
    subject: str
    property: str
    value: Any
    citations: tuple[Citation, ...] = ()
    rank: Rank = Rank.NORMAL
    origin: Origin = Origin.STATED
    inferred: str = ""
    register: str = ""
    why: Mapping[str, str] = field(default_factory=dict)
    contested: Mapping[str, str] = field(default_factory=dict)
    speakers: tuple[str, ...] = ()
    marking: str = ""
    recorded: str = ""
    qualifiers: Mapping[str, Any] = field(default_factory=dict)
    path: tuple[str | int, ...] = ()
    line: int = 0
    column: int = 0
    proposed_by: str = ""

    @builtins.property  # `property` is a field of this class
    def kind(self) -> str:
        return self.subject.partition("/")[0]

    def as_data(self) -> dict[str, Any]:
        """What is asserted, and all that is owed where it is printed, as programs read it; not where it stands."""
        return {
            "property": self.property,
            "value": self.value,
            "qualifiers": dict(self.qualifiers),
            "rank": str(self.rank),
            "origin": str(self.origin),
            "inferred": self.inferred,
            "register": self.register,
            "why": dict(self.why),
            "contested": dict(self.contested),
            "according_to": list(self.speakers),
            "marking": self.marking,
            "recorded": self.recorded,
        }


@dataclass(frozen=True, slots=True)
class Record:
    """All statements about one subject, and the file that an editor opens to change them.

    `marking` is that of the record as a whole, which holds for its id and for statements that say nothing else.
    `contested` says why what it tells is disputed as a whole; every mention of the record owes that. `roles` are those
    of its kind; a record without any is one made by hand, whose fields are called as what they do.
    """

    kind: str
    id: str
    file: str
    statements: tuple[Statement, ...] = ()
    line: int = 1
    deprecated: Mapping[str, str] = field(default_factory=dict)
    column: int = 1
    marking: str = ""
    contested: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def role(self, name: str) -> str:
        """The field that plays a part in records of this kind (`schema.ROLES`); "" where none does."""
        if not self.roles:
            return name
        found = self.roles.get(name)
        return found[0] if found else ""

    @property
    def key(self) -> str:
        return f"{self.kind}/{self.id}"

    def values(self, property_: str) -> tuple[Statement, ...]:
        """The statements of one property, in the editor's order."""
        return tuple([s for s in self.statements if s.property == property_])

    def in_force(self, property_: str) -> tuple[Statement, ...]:
        """Those of them that are not deprecated."""
        return in_force(self.values(property_))

    def followed(self, property_: str) -> Statement | None:
        """The one that briefs follow where a property has one value; None where none is in force."""
        found = self.in_force(property_)
        return preferred(found) if found else None

    def first(self, property_: str) -> str:
        """The first value of a property as text; "" where there is none."""
        return next((str(s.value) for s in self.values(property_)), "")

    def accounts(self) -> tuple[str, ...]:
        """The ids of the sources whose account it is: those that its statements in force cite, in its order."""
        in_force = (s for s in self.statements if s.rank is not Rank.DEPRECATED)
        return tuple(dict.fromkeys(c.source for s in in_force for c in s.citations))

    def beginning(self) -> tuple[Statement, ...]:
        """The first statement, where there is any."""
        return self.statements[:1]


def in_force(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Those that are not deprecated."""
    for statement in statements:
        if statement.rank is _DEPRECATED:
            return tuple([s for s in statements if s.rank is not _DEPRECATED])
    return statements


ANNOUNCED = "announced"


def preferred(statements: Sequence[Statement]) -> Statement:
    """The statement to follow of alternatives: the preferred one, else the first neither inferred nor contested.

    What was announced may later have been held or cancelled: that follows where nothing else is said.
    """
    if len(statements) == 1:
        return statements[0]
    return min(statements, key=_behind)


def _behind(s: Statement) -> tuple[bool, ...]:
    return s.rank is not Rank.PREFERRED, s.value == ANNOUNCED, bool(s.inferred), bool(s.contested)


def strings_in(value: Any) -> Iterator[str]:
    """Every text in a value, in its order; keys of mappings are none."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list | tuple):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from strings_in(part)


def statement_id(subject: str, property_: str, value: Any) -> str:
    """An id from subject, property and value alone: a new citation is not a new fact."""
    return f"{subject}/{property_}/{blake2b(_canonical(value).encode(), digest_size=4).hexdigest()}"


_as_json = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


def _canonical(value: Any) -> str:
    if value.__class__ is dict and len(value) == 1:  # a text in one language, as most values are
        [(key, words)] = value.items()
        if words.__class__ is str is key.__class__:
            return f"{{{encode_basestring(key)}:{encode_basestring(words)}}}"
    return _as_json(value)
