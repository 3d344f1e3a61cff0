"""The shapes of the fields that are derived for a record: what each leads to is read off the descriptions of kinds.

Each derived field of `derived.fields` has its shape here under the same name; meanings come from there. A kind that a
workspace describes stands in these shapes as soon as it acts as what a field answers with: an exercise that acts as a
session is among the meetings of a country.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from briefgen.briefs.derived.derived_fields import EVERY
from briefgen.briefs.derived.derived_fields import fields as derived_fields
from briefgen.briefs.derived.of_subjects import MEETING, SERIES
from briefgen.facts.conflicts.conflict import ConflictType
from briefgen.facts.factbase import FactBase
from briefgen.frozen import replace
from briefgen.model.schema import (
    ASSERTION,
    BODY,
    CITED,
    DATE,
    JUDGEMENT,
    NUMBER,
    PARTY,
    QUESTION,
    REFERENCE,
    RULING,
    SEQUENCE,
    SESSION,
    SOMEBODY,
    SOURCE,
    STATE,
    TEXT,
    TOPIC,
    WORK,
    FieldSpec,
    Schema,
    acting_as,
)
from briefgen.query.about import Disputes
from briefgen.query.parties import NO_LIST
from briefgen.query.sessions import NOT_LISTED, REPRESENTED
from briefgen.rendering import shapes as s
from briefgen.rendering.shapes import Shape, Shapes, list_of, merged, record, row

SORTS = ("subject", "outcome", "alleged", "doubt")
CONFLICTS = tuple(str(t) for t in ConflictType)

NOT_HELD = Shape(s.WORD, "what became of an event that was not, or not yet, held", optional=True, noted=True)


def pictured(schema: Schema) -> frozenset[str]:
    """The names of derived fields that are pictures."""
    tables = DerivedShapes(schema).tables().values()
    return frozenset(name for table in tables for name, shape in table.items() if shape.type == s.PICTURE)


def picture() -> Shape:
    """A picture; there is none where too little is held to draw."""
    reference = Shape(s.MENTION, "the picture mentioned by its number: Figure 1")
    return Shape(s.PICTURE, optional=True, fields={"reference": reference})


def conflict(schema: Schema) -> Shape:
    """A conflict between sources; see `of_conflicts.conflict_view`."""
    desk = acting_as(schema, QUESTION, JUDGEMENT, RULING)
    side = row(
        about=record(*(kind for kind in schema if kind not in desk)).said("the record it speaks about"),
        series_inferred=s.YES_NO.said("whether that it belongs to the series is inferred"),
        values=list_of(Shape(s.VALUE, noted=True, open=True)).said("what it says"),
        sources=list_of(record(SOURCE)).said("its sources"),
        accounts=list_of(
            row(source=record(SOURCE), day=Shape(TEXT, "the day of one whose label another has", optional=True))
        ).said("its sources, and when those were published that are called alike"),
    )
    return row(
        id=Shape(s.CODE, "its id, to compare with"),
        own=s.YES_NO.said("whether it is about the record itself, not only about something tied to it"),
        type=Shape(s.CODE, "what sort of conflict it is, to compare with", choices=CONFLICTS),
        status=Shape(s.CODE, "open or explained, to compare with", choices=("open", "explained")),
        key=Shape(s.COUNT, "its place among the key points; 0 for none"),
        property=Shape(s.WORD, "what the sources disagree on, as a word"),
        sides=list_of(side).said("the sides: about, series_inferred, values, sources, accounts"),
        explanation=Shape(TEXT, "what the desk makes of it", optional=True, noted=True),
    )


class DerivedShapes:
    """The shapes of all derived fields over the kinds of a workspace."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._plain = Shapes(schema, {})

    def tables(self) -> Mapping[str, Mapping[str, Shape]]:
        """The shape of each derived field by what a kind acts as and by name, with its meaning."""
        every = {"gaps": self._of(QUESTION), "assessments": self._of(JUDGEMENT)}
        every["conflicts"] = list_of(self.conflict)
        every["why_contested"] = Shape(TEXT, optional=True)
        recorded = list_of(Shape(s.VALUE, noted=True, open=True)).said("its values")
        meaning = Shape(TEXT, "what the field means, in English briefs", optional=True)
        every["added"] = list_of(
            row(property=Shape(s.WORD, "the field, as a word"), meaning=meaning, recorded=recorded)
        )
        tables: Mapping[str, Mapping[str, Shape]] = {
            EVERY: self._of_any(),
            SESSION: self._session(),
            SEQUENCE: self._sequence(),
            SOMEBODY: self._actor(),
            BODY: {**self._actor(), **self._body()},
            WORK: {**self._of_any(), "meetings": self._of(SESSION)},
            STATE: self._state(),
            TOPIC: self._topic(),
            CITED: {"reference": Shape(TEXT, optional=True)},
        }
        return {
            part: {name: {**every, **tables[part]}.get(name, s.ANYTHING).said(f.help) for name, f in entries.items()}
            for part, entries in derived_fields(Disputes(FactBase({}, ()), ())).items()
        }

    # --- what is derived, by what a kind acts as ---

    def _of_any(self) -> dict[str, Shape]:
        found = {"documents": self._of(WORK), "claims": self._of(ASSERTION), "items": self._sentences()}
        return {**found, "named_in": self._namings()}

    def _session(self) -> dict[str, Shape]:
        sentence = self._sentence(*acting_as(self.schema, SESSION, WORK))
        point = row(
            sort=Shape(s.CODE, "which question it answers, to compare with", choices=SORTS),
            point=sentence.maybe().said("a sentence that is a key point"),
            claim=self._one(ASSERTION).maybe().said("or a claim that is one"),
            conflict=self.conflict.maybe().said("or a conflict that is one"),
        )
        return {
            "claims": self._of(ASSERTION),
            "reported": self._of(ASSERTION),
            "key_points": list_of(point),
            "sources": list_of(record(SOURCE)),
            "participation": list_of(self._participation()),
            "lists": list_of(self._attendance_list()),
            "listed": list_of(self._playing("parties", every=True)),
            "previous": self._one(SESSION).maybe(),
            "next": self._one(SESSION).maybe(),
            "timeline": picture(),
            "rest_of_series": self._of(SESSION),
        }

    def _participation(self) -> Shape:
        kinds = acting_as(self.schema, PARTY)
        party = record(*kinds).said("the record of the party")
        caveat = Shape(TEXT, "what it owes: not listed")
        return row(
            party=Shape(TEXT, "the party by name", fields={"record": party, "caveat": caveat}),
            kind=Shape(s.CODE, "its kind, to compare with", choices=kinds),
            status=Shape(s.WORD, "how it took part", choices=self._statuses(), noted=True),
            delegation=list_of(Shape(TEXT, "who came for it", noted=True)).said("who came for it, as lists say"),
            people=list_of(self._playing("people")).said("the persons named for it"),
            heads=list_of(self._playing("people")).said("the heads of its delegation"),
            of_list=Shape(s.FLAG, "whether it stands on a list"),
        )

    def _attendance_list(self) -> Shape:
        return row(
            status=Shape(s.WORD, "what the list says", choices=self._choices("status")),
            scope=Shape(s.CODE, "whether it is complete, to compare with", choices=self._choices("scope")),
            parties=list_of(self._playing("parties")).said("the parties on it"),
            fuller=list_of(self._playing("parties")).said("those of which it says more, such as who came for them"),
        )

    def _sequence(self) -> dict[str, Shape]:
        session = row(
            **self._meeting_of_a_row(),
            numbered=Shape(s.FLAG, "whether a number is stated"),
            inferred=Shape(s.FLAG, "whether that it belongs to the series is inferred"),
        )
        return {
            "meetings": self._of(SESSION),
            "sessions": list_of(session),
            "timeline": picture(),
            "items": self._sentences(),
        }

    def _actor(self) -> dict[str, Shape]:
        """What a person has, and a body."""
        meeting = row(
            **self._meeting_of_a_row(),
            roles=list_of(Shape(s.WORD, "a role", noted=True, open=True)).said("what it did there, or those of it"),
            said=self._of(ASSERTION).said("what it said there"),
        )
        return {
            "meetings": list_of(meeting),
            "said": self._of(ASSERTION),
            "said_of_it": self._of(ASSERTION),
            "items": self._sentences(),
            "documents": self._of(WORK),
            "written": self._of(WORK),
            "published": self._of(CITED),
            "relayed_by": self._of(CITED),
            "themes": self._of(TOPIC),
        }

    def _namings(self) -> Shape:
        """Records of a desk's own kinds that name something."""
        fact = row(
            words=Shape(s.WORD, "what it says of it, in a word or two", noted=True, open=True),
            property=Shape(s.CODE, "the field that says so, to compare with"),
            as_party=Shape(s.FLAG, "whether it is named as a party"),
            is_sentence=Shape(s.FLAG, "whether the value is a whole sentence"),
            value=Shape(s.VALUE, "the value, where there is one beside the word", optional=True, noted=True, open=True),
        )
        naming = row(
            record=record().said("the record that names it"),
            kind=Shape(s.CODE, "its kind, to compare with"),
            not_held=NOT_HELD,
            date=Shape(DATE, "when it was", optional=True, noted=True),
            facts=list_of(fact).said("what it says of it"),
        )
        return list_of(naming)

    def _body(self) -> dict[str, Shape]:
        member = row(
            of=record(*self._with_role("members")).said("the record that names it"),
            member=self._playing("members", every=True).said("that it is a member"),
            during=Shape(DATE, "when", optional=True, noted=True),
        )
        bodies = record(*self._with_role("parent", leading_to=BODY))
        return {"representatives": self._of(SOMEBODY), "bodies": list_of(bodies), "member_of": list_of(member)}

    def _state(self) -> dict[str, Shape]:
        meeting = row(
            **self._meeting_of_a_row(),
            **self._series_of_a_row(),
            delegation=list_of(Shape(TEXT, "who came for it", noted=True)).said("who came for it, as lists say"),
            status=Shape(s.WORD, "how the country took part", choices=(*self._statuses(), NO_LIST), noted=True),
            listed_too=list_of(self._playing("parties")).said(
                "that a list has it, or that it was there where another source has it absent"
            ),
            people=list_of(self._playing("people")).said("the persons named for it"),
            heads=list_of(self._playing("people")).said("the heads of its delegation, as lists say"),
            place=list_of(self._playing("country")).said("that it took place in the country"),
            elsewhere=list_of(self._playing("country")).said("that it took place in another country"),
            host=list_of(self._playing("host")).said("who of it hosted"),
            chair=list_of(self._playing("chair")).said("who of it chaired"),
        )
        counts = ("named", "listed", "lists", "without_list", "all", "others")
        return {
            "meetings": list_of(meeting),
            "matrix": picture(),
            "tally": row(**{name: Shape(NUMBER, f"how many: {name.replace('_', ' ')}", noted=True) for name in counts}),
            "representatives": self._of(SOMEBODY),
            "perhaps": self._of(SOMEBODY),
            "said": self._of(ASSERTION),
            "said_of_it": self._of(ASSERTION),
            "items": self._sentences(),
            "documents": self._of(WORK),
            "documents_of_meetings": self._of(WORK),
            "themes": self._of(TOPIC),
        }

    def _topic(self) -> dict[str, Shape]:
        of_sessions = list_of(self._sentence(*acting_as(self.schema, SESSION)))
        meeting = row(
            **self._meeting_of_a_row(),
            dealt=Shape(s.FLAG, "whether the meeting itself dealt with it, not only a document or a statement there"),
            **self._series_of_a_row(),
            agenda=of_sessions.said("what stood on its agenda"),
            content=of_sessions.said("what it discussed and brought"),
            documents=list_of(self._sentence(*acting_as(self.schema, WORK))).said("what its documents say on it"),
            claims=self._of(ASSERTION).said("what was said on it there"),
        )
        by_origin = row(sources=list_of(record(SOURCE)).said("the sources"), count=s.A_COUNT.said("how many sentences"))
        rests = row(
            items=Shape(s.COUNT, "how many sentences a source ties to it"),
            single=Shape(s.COUNT, "how many of them rest on one origin"),
            by_origin=list_of(by_origin).said("sources and how many rest on them alone"),
        )
        return {
            "meetings": list_of(meeting),
            "matrix": picture(),
            "timeline": picture(),
            **dict.fromkeys(("called_for", "agreed", "undertaken", "recognised", "not_agreed"), self._sentences()),
            **dict.fromkeys(("reported", "feared", "background_items", "items"), self._sentences()),
            "claims": self._of(ASSERTION),
            "documents": self._of(WORK),
            "narrower": self._of(TOPIC),
            "rests": rests,
            "fullest": row(source=record(SOURCE).said("the source"), count=s.A_COUNT.said("how much of it")).maybe(),
        }

    # --- what recurs ---

    @cached_property
    def conflict(self) -> Shape:
        return conflict(self.schema)

    def _one(self, part: str) -> Shape:
        """A record of the kinds that act as a part."""
        return record(*acting_as(self.schema, part))

    def _of(self, part: str) -> Shape:
        return list_of(self._one(part))

    def _meeting_of_a_row(self) -> dict[str, Shape]:
        """What rows about meetings have in common."""
        contested = Shape(s.FLAG, "whether the meeting as a whole is contested")
        held = Shape(s.FLAG, "whether it took place: not only announced, postponed or cancelled")
        dated = Shape(s.FLAG, "whether it is known when it took place")
        return {MEETING: self._one(SESSION).said("the meeting"), "contested": contested, "held": held, "dated": dated}

    def _series_of_a_row(self) -> dict[str, Shape]:
        return {SERIES: self._one(SEQUENCE).maybe().said("its series")}

    def _sentences(self) -> Shape:
        """Sentences of any record, tied to themes and to what they are about."""
        return list_of(self._sentence(*self.schema))

    def _sentence(self, *kinds: str) -> Shape:
        """A sentence of a record of these kinds: a text that says what it is about."""
        return self._values(lambda spec: spec.type == TEXT and "about" in spec.qualifiers, kinds)

    def _playing(self, role: str, *, every: bool = False) -> Shape:
        """A value of the field that plays a part in a session, or in `every` kind that has such a field."""
        kinds = tuple(self.schema) if every else acting_as(self.schema, SESSION)
        return self._values(lambda spec: spec.type == REFERENCE, kinds, role)

    def _values(self, wanted: Callable[[FieldSpec], bool], kinds: tuple[str, ...], role: str = "") -> Shape:
        """A value of the fields of some kinds, of those that play a part where one is named; with all keys of any."""
        described = [
            (kind, spec)
            for kind in kinds
            for spec in self.schema[kind].fields.values()
            if wanted(spec) and (not role or spec.name in self.schema[kind].roles.get(role, ()))
        ]
        if not described:
            return s.ANYTHING
        found = [self._plain.value_of(kind, spec.name) for kind, spec in described]
        specs = [spec for _, spec in described]
        saying = tuple(dict.fromkeys(kind for one in found for kind in one.fields["of"].kinds))
        leading = tuple(dict.fromkeys(kind for one in found for kind in one.kinds))
        names = {
            name: [one.fields[name] for one in found if name in one.fields] for one in found for name in one.fields
        }
        fields = {name: merged(*shapes) for name, shapes in names.items()} | self._keys(specs)
        shape = replace(found[0], kinds=leading, fields=fields, choices=(), noted=True, open=found[0].type == TEXT)
        fields["of"] = record(*saying).said("the record that says it")
        fields["others"] = list_of(shape).said("the other values that sources give for it")
        return shape

    def _keys(self, specs: Iterable[FieldSpec]) -> dict[str, Shape]:
        """The keys of the values of some fields; what several describe alike is one."""
        told: dict[str, list[FieldSpec]] = {}
        for key in (key for spec in specs for key in spec.qualifiers.values()):
            if key not in told.setdefault(key.name, []):
                told[key.name].append(key)
        return {name: merged(*map(self._plain.qualifier, keys)) for name, keys in told.items()}

    def _choices(self, key: str) -> tuple[str, ...]:
        """The words that a key of a list of parties takes in a session."""
        shape = self._playing("parties").fields.get(key)
        return shape.choices if shape is not None else ()

    def _statuses(self) -> tuple[str, ...]:
        return (*self._choices("status"), REPRESENTED, NOT_LISTED)

    def _with_role(self, role: str, *, leading_to: str = "") -> tuple[str, ...]:
        """The kinds with a field that plays a part, which may lead to a record that acts as `leading_to`."""
        targets = set(acting_as(self.schema, leading_to)) if leading_to else set(self.schema)
        return tuple(
            kind
            for kind, spec in self.schema.items()
            for name in spec.roles.get(role, ())
            if name in spec.fields and targets.intersection(spec.fields[name].kinds or self.schema)
        )
