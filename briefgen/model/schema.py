"""Kinds of record as plain data: their fields, and what part each field plays.

It is read from descriptions (`kind_schema`), stored beside cached facts, and all that templates, queries, checks and
listings know of a kind, so that a run over unchanged facts imports no pydantic.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import cache

from briefgen.diagnostics import did_you_mean_or, quoted, with_article
from briefgen.frozen import dataclass

TEXT, REFERENCE, DATE, NUMBER, TOKEN, URL = "text", "reference", "date", "number", "token", "url"
WORDS, NESTED, COUNTS, AMOUNT, TIME, POINT = "words", "nested", "counts", "amount", "time", "coordinates"

# How a field is written: values with sources of their own, bare words, groups of values, records inside the record.
VALUE, PLAIN, GROUP, RECORD = "value", "plain", "group", "record"

ROLES: Mapping[str, str] = {
    "name": "the field that names a record in a sentence",
    "short": "a short name, for tables and repeated mention",
    "other_names": "names that the sources use besides",
    "date": "when it took place or was made",
    "place": "where it was: a town",
    "parties": "who took part in it or signed it",
    "series": "the series that it belongs to",
    "ordinal": "its number in the series",
    "people": "persons who took part",
    "works": "documents that came of it",
    "country": "the state in which it was",
    "host": "who hosted it",
    "chair": "who presided",
    "acts_for": "the state for which somebody, or a body, acts",
    "posts": "what somebody is or was, and where",
    "parent": "the wider record that it is part of",
    "apart": "others that are easily taken for it",
    "topics": "what it is about",
    "members": "those that belong to it",
    "speaker": "whose words it is",
    "home": "what a record belongs to in whose file it is written",
    "within": "what dates it, where it has no date of its own",
    "speaks_of": "the records that its text is about",
}
"""The parts that fields of a record can play; the program asks for them, never for the names of fields or kinds."""

OF_EVERY_RECORD = ("id", "kind", "caveat", "in_words", "added")
OF_EVERY_VALUE = ("origin", "property", "sources", "others", "of", "plain", "caveat", "record")
OF_EVERY_BRIEF = ("subject", "brief", "parameters", "selection")
"""What templates ask of whatever record, value and brief, so that no field, key or kind can have these names."""

IDENTIFYING = ("series", "ordinal", "date", "place")
"""The parts by which one event is told from another."""
NAMING = ("name", "short", "other_names", "series", "ordinal", "parent", "topics")
"""The parts of the fields that say what something is called and where it belongs, as a title has it."""
TYING = ("series", "within", "home", "speaks_of", "topics", "speaker")
"""The parts of the fields by which a record as a whole belongs to others."""

PART_HOLDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(ROLES, (REFERENCE,)),
    **dict.fromkeys(("name", "short", "other_names", "place", "posts"), (TEXT, WORDS)),
    "date": (DATE,),
    "ordinal": (NUMBER,),
}
"""What a field may hold, by the part that it plays."""

SOURCE = "source"
"""The one kind that the program itself knows by name: that of what is cited, by its id alone."""

# What kinds act as. The program asks for these and for roles, so that own kinds are treated as shipped ones are.
ACTOR = "actor"  # can speak, host, chair or write
NAMELESS = "nameless"  # can speak, and is named by words alone: a delegate
PARTY = "party"  # takes part in events and signs
EVENT = "event"  # takes place on a day, with parties, in a series
SESSION = "session"  # is an event that briefs count as a meeting
SEQUENCE = "sequence"  # counts events
CITED = "cited"  # is a text that citations name
STATE = "state"  # has a code in ISO 3166, and officials and bodies that act for it
SOMEBODY = "somebody"  # holds posts, and acts for others
BODY = "body"  # is part of others, and acts for a state
TOWN = "town"  # has the names by which places are told
TOPIC = "topic"  # what something is about
WORK = "work"  # comes of an event, has parties and points
ASSERTION = "assertion"  # what somebody says, which is never printed without the speaker
QUESTION = "question"  # what no source held answers
JUDGEMENT = "judgement"  # what the desk itself concludes
RULING = "ruling"  # what the desk makes of a conflict; its id is the conflict's


REFERS_TO = "refers_to"
"""The key that says what words such as "the report" or "these challenges" in a sentence mean."""
ABOVE = "above"
"""What it says where the sentence before it in the same list is meant."""


def source_key(id_: str) -> str:
    """The key of the source that a citation names by its id."""
    return f"{SOURCE}/{id_}"


def is_source(key: str) -> bool:
    return key.startswith(f"{SOURCE}/")


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field: what it holds, whether it holds many, and what it means.

    `type` is what a value amounts to: text (by language), words (one language, verbatim), reference, date, number,
    token, url, …; `written` is the type that its description names, such as sentence or sha256; `scalar` what
    that is made of: a type of `scalars.TYPES`, choice or reference. `required` says that
    it is never missing: it must be written, or `default` is filled in where it is not. `kinds` are the kinds of record
    a reference may lead to, or the one a nested record has; `qualifiers` are what a value may carry, of which those in
    `apart` make two facts of one value. A `form` of GROUP
    has `keys` of its own, of which `of` holds the values; the others qualify each of them.
    """

    name: str
    type: str
    many: bool = False
    kinds: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    help: str = ""
    required: bool = False
    qualifiers: Mapping[str, FieldSpec] = field(default_factory=dict)
    written: str = ""
    scalar: str = ""
    form: str = VALUE
    origin: str = ""
    default: str = ""
    example: str = ""
    of: str = ""
    apart: tuple[str, ...] = ()
    keys: Mapping[str, FieldSpec] = field(default_factory=dict)

    @property
    def must_be_written(self) -> bool:
        return self.required and not self.default


COUNTED = "counted-"
"""How the words begin that stand behind a number, each with the plural form that it is for."""
ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class KindSpec:
    """One kind of record: its folder under `facts/`, the field that names a record, and its fields.

    `roles` are the fields that play each part of `ROLES`; `acts_as` are the words under which references take it;
    `desk` says that its plain fields are the desk's own words, not what a source states. `words` are what one and
    several of them are called, by language: {"en": {"one": "meeting", "many": "meetings", "article": "a"}};
    behind a number, too: "counted-few".
    `example` is the id and the text of a record to learn from, `file` where it is described ("" where it is shipped);
    `added` are the fields that descriptions of the workspace give it.
    """

    kind: str
    folder: str
    label: str
    help: str
    fields: Mapping[str, FieldSpec]
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    acts_as: tuple[str, ...] = ()
    desk: bool = False
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    example: tuple[str, str] = ("", "")
    file: str = ""
    added: tuple[str, ...] = ()

    def role(self, name: str) -> str:
        """The field that plays a part; "" where none does."""
        return next(iter(self.roles.get(name, ())), "")

    def called(self, number: int = 1, *, language: str = ENGLISH, form: str = "") -> str:
        """What one record, or so many, are called; `form` is the plural form that the language has for the number.

        In a language without words it is English.
        """
        names = self.words.get(language)
        if names is None:
            names, form = self.words.get(ENGLISH, {}), "one" if number == 1 else "other"
        form = form or ("one" if number == 1 else "other")
        return names.get(COUNTED + form) or names.get("one" if form == "one" else "many") or self.kind

    def several(self, number: int) -> str:
        """What so many are called in a list of kinds: claims, though a brief counts statements."""
        return self.words.get(ENGLISH, {}).get("one" if number == 1 else "many", self.kind)

    @property
    def a(self) -> str:
        """One of them, as messages speak of it: an exercise."""
        names = self.words.get(ENGLISH, {})
        one = names.get("one", self.kind)
        return f"{names['article']} {one}" if "article" in names else with_article(one)

    @property
    def names_people(self) -> bool:
        """Whether its names are those of people, who act and are no party: parts may change places or be initials."""
        return SOMEBODY in self.acts_as


Schema = Mapping[str, KindSpec]


@cache
def attribute(key: str) -> str:
    """The name under which what was read has a field; never one of pydantic's own, nor a word of Python."""
    return f"{key}_"


def a_record_of(schema: Schema, kind: str) -> str:
    """One record of a kind, with its article; of what is no kind, its name."""
    return schema[kind].a if kind in schema else with_article(kind)


def acting_as(schema: Schema, *words: str) -> tuple[str, ...]:
    """The kinds that act as one of `words`: those first that do so before all else, then in their order."""
    found = {name: [spec.acts_as.index(w) for w in words if w in spec.acts_as] for name, spec in schema.items()}
    return tuple(sorted((name for name, places in found.items() if places), key=lambda name: min(found[name])))


def like_others(schema: Schema, kind: str, name: str) -> tuple[str, bool] | None:
    """What a workspace's kind has in the place of a field that another of its sort has, since templates ask alike.

    The field that plays the same part, "" where none does, and whether the other's holds many; None where no other
    kind that acts as this one does has a field of the name, or where the kind is a shipped one.
    """
    own = schema[kind]
    for other in schema.values() if own.file else ():
        if name in other.fields and set(own.acts_as).intersection(other.acts_as):
            part = next((part for part, names in other.roles.items() if name in names), "")
            return (own.role(part) if part else ""), other.fields[name].many
    return None


def key_of_others(schema: Schema, kind: str, field: str, name: str) -> FieldSpec | None:
    """A key that values have in other kinds, where their field plays the part that this one's does."""
    parts = [part for part, names in schema[kind].roles.items() if field in names]
    for other in schema.values() if schema[kind].file else ():
        for spec in (other.fields.get(named) for part in parts for named in other.roles.get(part, ())):
            if spec is not None and name in spec.qualifiers:
                return spec.qualifiers[name]
    return None


def keys_leading_to(schema: Schema, spec: FieldSpec, part: str) -> tuple[str, ...]:
    """The keys of a field's values that lead to records which act as `part`: of a post, the body that it is in."""
    kinds = set(acting_as(schema, part))
    return tuple(key.name for key in spec.qualifiers.values() if key.kinds and kinds.issuperset(key.kinds))


def actors(schema: Schema) -> tuple[str, ...]:
    """The kinds of whoever can speak and has a record of their own."""
    return tuple(kind for kind in acting_as(schema, ACTOR) if NAMELESS not in schema[kind].acts_as)


def may_be_nameless(schema: Schema, kinds: Iterable[str]) -> bool:
    """Whether a reference to these kinds may be words for somebody whom no source names."""
    named = set(actors(schema))
    return bool(named) and named <= set(kinds) and bool(acting_as(schema, NAMELESS))


def no_kind_of_record(kind: str, kinds: Iterable[str]) -> tuple[str, str]:
    """What to say of a kind of record that there is not: the message, and the hint."""
    return f"there is no kind of record {quoted(kind)}", did_you_mean_or(kind, kinds, "kinds are")
