"""One party over all meetings: where it is listed or was, who acts for it, what it said and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from briefgen.facts.factbase import FactBase, once_per_base, works_of
from briefgen.facts.mentions import Names, states_of_posts
from briefgen.frozen import dataclass
from briefgen.language.cldr import names_of_states
from briefgen.model import schema
from briefgen.model.dates import parse_date
from briefgen.model.schema import ASSERTION, BODY, CITED, EVENT, SESSION, SOMEBODY, STATE, WORK, keys_leading_to
from briefgen.model.statement import Rank, Record, Statement, preferred
from briefgen.query.about import claims_at, in_turn, rank_of
from briefgen.query.chosen import order, spans
from briefgen.query.sessions import (
    NOT_LISTED,
    REPRESENTED,
    by_date,
    country_of,
    lists_that_would_name,
    participation,
    parties_near,
)

NO_LIST = "no-list"
OTHER_CIRCLE = "other-circle"
"""A party at a meeting that it has nothing to do with: no list of a kindred meeting names it."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """A party at one meeting: its status, what bears that, and what else ties it to the meeting.

    `status` is that of `participation`, or no-list where no list of participants is held and nothing names it; who
    spoke at such a meeting was represented.
    `people` are those named for it, and those of it that the meeting names in another part, such as a speaker.
    `place` bears that the meeting took place there, `host` that it or one of its bodies hosted it, `chair` that
    somebody acting for it presided.
    """

    meeting: Record
    status: str
    statements: tuple[Statement, ...]
    people: tuple[Statement, ...] = ()
    place: tuple[Statement, ...] = ()
    host: tuple[Statement, ...] = ()
    chair: tuple[Statement, ...] = ()


@once_per_base
def appearances(base: FactBase, party: str) -> tuple[Appearance, ...]:
    """The party at every meeting of a series that it has to do with, by date."""
    meetings = by_date(m for m in base.acting(SESSION) if _has_to_do_with(base, m, party))
    return tuple(_appearance(base, meeting, party) for meeting in meetings)


def nothing_to_do_with(meeting: Record) -> Appearance:
    """The appearance of a party at a meeting of another circle: nothing is said of it."""
    return Appearance(meeting, OTHER_CIRCLE, ())


def _has_to_do_with(base: FactBase, meeting: Record, party: str) -> bool:
    """True where it names the party or took place there, or the party spoke there or is on a list of a kindred one."""
    place = country_of(meeting)
    named = party in parties_near(base, meeting) or any(row.party == party for row in participation(base, meeting))
    hosts = any(s.value == party for s in meeting.values(meeting.role("host")))
    return named or hosts or (place is not None and place.value == party) or meeting.key in _spoken(base, party)


@once_per_base
def _spoken(base: FactBase, party: str) -> Mapping[str, tuple[Statement, ...]]:
    """What bears that somebody of a party spoke at a meeting, by meeting."""
    found: dict[str, tuple[Statement, ...]] = {}
    for statement in (s for claim in claims_by(base, party) for s in claim.values("at")):
        found[str(statement.value)] = (*found.get(str(statement.value), ()), statement)
    return found


def _appearance(base: FactBase, meeting: Record, party: str) -> Appearance:
    rows = {row.party: row for row in participation(base, meeting)}
    place = country_of(meeting)
    actors = actors_of(base, party)
    chairs = tuple(s for s in meeting.values(meeting.role("chair")) if s.value in actors)
    hosts = tuple(s for s in meeting.values(meeting.role("host")) if s.value in actors)
    here = (place,) if place is not None and place.value == party else ()
    if party in rows:
        row = rows[party]
        people = (*row.people, *_of_it(base, meeting, party))
        seated = {s.value for s in chairs}
        chairs += tuple(s for s in row.people if s.qualifiers.get("role") == "chair" and s.value not in seated)
        return Appearance(meeting, row.status, row.statements, people, here, hosts, chairs)
    lists = lists_that_would_name(meeting)
    bearing = tuple(s for e in lists for s in e.statements)
    spoke = _spoken(base, party).get(meeting.key, ())
    status = NOT_LISTED if lists else REPRESENTED if spoke else NO_LIST
    bearing = bearing or spoke
    return Appearance(meeting, status, bearing, _of_it(base, meeting, party), here, hosts, chairs)


def _of_it(base: FactBase, meeting: Record, party: str) -> tuple[Statement, ...]:
    """The persons of a party who did something there without being named for it, such as speaking."""
    people, actors = meeting.values(meeting.role("people")), actors_of(base, party)
    named = (s for s in people if s.value in actors and "party" not in s.qualifiers)
    return tuple(
        s for s in named if not _had_left(base, party, s) and s.qualifiers.get("role") not in ("chair", "host")
    )


@once_per_base
def actors_of(base: FactBase, party: str) -> frozenset[str]:
    """The keys of those who act for a party, and its own: of a country its persons and bodies, of a body its officials.

    An official of a body is whoever has, or had, a post there; of a state, too, unless a record says for which one it
    acts.
    """
    return frozenset({party, *(s.subject for s in base.referring(party) if _acts_for(base, s, party))})


def _acts_for(base: FactBase, statement: Statement, party: str) -> bool:
    if base.plays(statement, "posts"):
        schema, record = base.schema, base.record(statement.subject)
        is_told = record is not None and record.values(record.role("acts_for"))
        parts = (BODY,) if is_told else (BODY, STATE)
        spec = schema[statement.kind].fields[statement.property]
        return any(
            statement.qualifiers.get(key) == party for part in parts for key in keys_leading_to(schema, spec, part)
        )
    return base.plays(statement, "acts_for")


def representatives(base: FactBase, party: str) -> tuple[Record, ...]:
    """The persons who act for a party, by id."""
    found = {key for key in actors_of(base, party) if base.acts(key, SOMEBODY)}
    found |= {s.value for s in base.referring(party) if base.plays(s, "people") and s.qualifiers.get("party") == party}
    return base.in_force(sorted(found))


@once_per_base
def perhaps_for(base: FactBase, state: str) -> tuple[Record, ...]:
    """The persons at its meetings with a post that names it, whose own state nobody recorded, by id."""
    meetings = [a.meeting for a in appearances(base, state)]
    named = {str(s.value) for m in meetings for s in m.values(m.role("people")) if "party" not in s.qualifiers}
    claims = [c for m in meetings for c in claims_at(base, m.key)]
    named |= {str(s.value) for c in claims for s in c.values(c.role("speaker"))}
    people = [p for p in base.in_force(sorted(named)) if base.acts(p.key, SOMEBODY)]
    tags = {
        "en",
        *(tag for r in (*people, *claims) for s in r.statements if isinstance(s.value, Mapping) for tag in s.value),
    }
    names = Names(base, [state], names_of_states(sorted(tags)) if people else None)
    return tuple(p for p in people if any(key == state for _, key in states_of_posts(base, p, names)))


@once_per_base
def claims_by(base: FactBase, party: str) -> tuple[Record, ...]:
    """What its officials and bodies said: what editors ranked first, then one of each speaker before further ones."""
    actors = actors_of(base, party)
    said = ((c, s) for c in base.acting(ASSERTION) for s in c.values(c.role("speaker")) if s.value in actors)
    found = {c.key: c for c, speaker in said if acts_as(base, party, speaker, c.first("capacity"))}
    return in_turn(sorted(found.values(), key=rank_of))


def acts_as(base: FactBase, party: str, naming: Statement, post: object) -> bool:
    """Whether who is named as the holder of a post acts for a party: not under one elsewhere, nor when it was over."""
    person = base.record(str(naming.value))
    if person is None or person.key == party:
        return True
    if _had_left(base, party, naming):
        return False
    named = [s for s in person.values(person.role("posts")) if str(s.value) == str(post)]
    own = any(s.value == party for s in person.values(person.role("acts_for")))
    return own or not named or any(_acts_for(base, s, party) for s in named)


def _had_left(base: FactBase, party: str, naming: Statement) -> bool:
    """Whether all that ties somebody to a party are posts that had ended when they spoke or were there."""
    record = base.records[naming.subject]
    homes = (
        base.record(str(s.value))
        for name in base.schema[record.kind].roles.get("home", ())
        for s in record.values(name)
    )
    began = min((first for one in (record, *homes) if one for first, _ in spans(base, one)), default=date.min)
    ties = [s for s in base.referring(party) if s.subject == naming.value and _acts_for(base, s, party)]
    held = [s.qualifiers.get("during") for s in ties]
    return bool(ties) and all(during and parse_date(str(during)).bounds()[1] < began for during in held)


@once_per_base
def claims_about(base: FactBase, party: str) -> tuple[Record, ...]:
    """What others said about it or its bodies and officials, in turn."""
    actors = actors_of(base, party)
    own = {c.key for c in claims_by(base, party)}
    others = (c for c in base.acting(ASSERTION) if c.key not in own)
    return in_turn(
        sorted((c for c in others if any(s.value in actors for s in c.values(c.role("speaks_of")))), key=rank_of)
    )


def items_about(base: FactBase, party: str) -> tuple[Statement, ...]:
    """Sentences of any record that a source ties to the party, or to a document, claims aside."""
    found = [
        s
        for s in base.referring(party)
        if party in (*_as_tuple(s.qualifiers.get("about")), s.qualifiers.get("document"))
    ]
    return tuple(s for s in found if s.rank is not Rank.DEPRECATED)


def documents_of(base: FactBase, party: str) -> tuple[Record, ...]:
    """Documents that name it as a party."""
    found = {s.subject for s in base.referring(party) if base.acts(s.kind, WORK) and base.plays(s, "parties")}
    return base.in_force(sorted(found))


def documents_of_its_meetings(base: FactBase, party: str) -> tuple[Record, ...]:
    """Documents of meetings at which it is named, or that it held, where no source says whether it is a party."""
    named = [
        a.meeting
        for a in appearances(base, party)
        if a.status not in (NOT_LISTED, NO_LIST) or a.place or a.host or a.chair or a.people
    ]
    keys = {s.value for meeting in named for s in works_of(base, meeting)}
    own = {r.key for r in documents_of(base, party)}
    silent = {r.key for r in base.in_force(sorted(keys)) if not r.values(r.role("parties"))}
    return base.in_force(sorted(silent - own))


def themes_of(base: FactBase, party: str) -> tuple[str, ...]:
    """The themes that a source ties to the party: of claims by it or about it, and of sentences about it."""
    found: dict[str, None] = {}
    for claim in (*claims_by(base, party), *claims_about(base, party)):
        found.update(dict.fromkeys(s.value for s in claim.values("themes")))
    for item in items_about(base, party):
        found.update(dict.fromkeys(_as_tuple(item.qualifiers.get("themes"))))
    return tuple(found)


def _as_tuple(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list | tuple) else ()


# --- Where a person or a body was: the meetings that name it, and what was said there ---


_NAMING = ("parties", "people", "host", "chair")
"""The parts of fields by which an event names who was there."""


@dataclass(frozen=True, slots=True)
class Presence:
    """A meeting that names a person or body, by which of its statements, and what they said there."""

    meeting: Record
    statements: tuple[Statement, ...] = ()
    said: tuple[Record, ...] = ()


@once_per_base
def presences(base: FactBase, key: str) -> tuple[Presence, ...]:
    """The meetings of a person or a body, by date: where a list or a role names it, or where it said something."""
    actors = actors_of(base, key)
    naming: dict[str, dict[str, Statement]] = {}
    for actor in sorted(actors):
        for statement in base.referring(actor):
            if _is_naming(base, statement) and _names(statement, actor) and _is_for(base, statement, key):
                naming.setdefault(statement.subject, {})[statement.id] = statement
    said: dict[str, list[Record]] = {}
    for claim in claims_by(base, key):
        for at in (s for name in base.schema[claim.kind].roles.get("within", ()) for s in claim.values(name)):
            said.setdefault(str(at.value), []).append(claim)
    return tuple(
        Presence(
            meeting,
            tuple(sorted(naming.get(meeting.key, {}).values(), key=lambda s: (s.line, s.column))),
            tuple(said.get(meeting.key, ())),
        )
        for meeting in by_date(base.in_force({**naming, **said}))
    )


def _is_naming(base: FactBase, statement: Statement) -> bool:
    """Whether a statement in force says of an event who was there."""
    if statement.rank is Rank.DEPRECATED or not base.acts(statement.kind, SESSION, EVENT):
        return False
    return any(base.plays(statement, role) for role in _NAMING)


def _names(statement: Statement, actor: str) -> bool:
    """Whether a statement of a meeting has the actor there, as its value or at the head of a delegation."""
    return actor in (statement.value, statement.qualifiers.get("head"))


def _is_for(base: FactBase, statement: Statement, key: str) -> bool:
    """Whether somebody was there for a body: not for another party, nor under a post held elsewhere."""
    party = statement.qualifiers.get("party", key)
    return statement.value == key or (party == key and acts_as(base, key, statement, statement.qualifiers.get("post")))


def bodies_of(base: FactBase, key: str) -> tuple[Record, ...]:
    """The organisations and series that name a body as the one that they are part of, by id."""
    found = {s.subject for s in base.referring(key) if base.plays(s, "parent") and s.rank is not Rank.DEPRECATED}
    return base.in_force(sorted(found))


def memberships_of(base: FactBase, key: str) -> tuple[Statement, ...]:
    """What says of another record that this one is a member of it, with its time."""
    found = (s for s in base.referring(key) if base.plays(s, "members") and s.value == key)
    return tuple(s for s in found if s.rank is not Rank.DEPRECATED)


def written_by(base: FactBase, key: str) -> tuple[Record, ...]:
    """The documents that somebody, or whoever acts for them, made or presented, by id."""
    actors = actors_of(base, key)
    found = {s.subject for a in actors for s in base.referring(a) if s.property == "author" and s.value == a}
    return tuple(r for r in base.in_force(sorted(found)) if base.acts(r.kind, WORK))


def documents_on(base: FactBase, key: str) -> tuple[Record, ...]:
    """The documents that refer to a record, by id."""
    found = {s.subject for s in base.referring(key) if s.rank is not Rank.DEPRECATED}
    return tuple(r for r in base.in_force(sorted(found)) if base.acts(r.kind, WORK))


def sources_by(base: FactBase, key: str) -> tuple[Record, ...]:
    """The sources that somebody wrote or that came out with them, by id; not those that only relay them."""
    return _sources(base, key, is_relayed=False)


def sources_relaying(base: FactBase, key: str) -> tuple[Record, ...]:
    """The sources that say of themselves that they draw on somebody, by id."""
    return _sources(base, key, is_relayed=True)


def _sources(base: FactBase, key: str, *, is_relayed: bool) -> tuple[Record, ...]:
    of_sources = (s for s in base.referring(key) if base.acts(s.kind, CITED))
    return base.in_force(sorted({s.subject for s in of_sources if (s.property == "derived_from") == is_relayed}))


# --- Records of a desk's own kinds that name somebody or something: treaties, listings, incidents ---


_MEETINGS_AND_WORKS = (schema.SESSION, schema.WORK, schema.ASSERTION, schema.SEQUENCE, schema.CITED)
_WHO_AND_WHAT = (schema.SOMEBODY, schema.BODY, schema.STATE, schema.TOPIC)
_TOLD_APART = (*_MEETINGS_AND_WORKS, *_WHO_AND_WHAT, schema.QUESTION, schema.JUDGEMENT, schema.RULING)
"""What kinds act as whose records a brief has answers of its own for: meetings, documents, statements, members, …"""


@dataclass(frozen=True, slots=True)
class Naming:
    """A record that names another one, and the statements by which it does."""

    record: Record
    statements: tuple[Statement, ...]


@once_per_base
def namings(base: FactBase, key: str) -> tuple[Naming, ...]:
    """The records that name another and are neither meetings nor any of what is told apart, by date.

    Of values that stand against each other - two days of one stage - the one that a brief follows stands for all. Those
    that it, or whoever acts for it, said something about are among them, without a statement.
    """
    found: dict[str, list[Statement]] = {}
    for statement in base.referring(key):
        if statement.rank is not Rank.DEPRECATED and not base.acts(statement.kind, *_TOLD_APART):
            found.setdefault(statement.subject, []).append(statement)
    for claim in claims_by(base, key):
        for about in claim.values("about"):
            if not base.acts(str(about.value).partition("/")[0], *_TOLD_APART):
                found.setdefault(str(about.value), [])
    records = sorted(base.in_force(found), key=lambda record: order(base, record))
    return tuple(Naming(record, tuple(_one_of_each(base, found[record.key]))) for record in records)


def _one_of_each(base: FactBase, statements: Iterable[Statement]) -> list[Statement]:
    """The statements as they are written, of alternatives the one that is followed."""
    kept: dict[tuple[object, ...], list[Statement]] = {}
    for statement in sorted(statements, key=lambda s: (s.line, s.column)):
        spec = base.schema[statement.kind].fields[statement.property]
        apart = tuple(str(statement.qualifiers.get(name)) for name in spec.apart)
        is_one = not spec.many or spec.apart
        words = (statement.property, *apart) if is_one else (statement.id,)
        kept.setdefault(words, []).append(statement)
    return [preferred(alternatives) for alternatives in kept.values()]
