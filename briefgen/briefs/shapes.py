"""The shapes of what a brief's template gets: its record, the brief itself, and the fields derived for it.

Each derived field of `derived.fields` has its shape here under the same name; meanings come from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from briefgen.briefs.derived import EVERY, by_kind
from briefgen.briefs.derived import fields as derived_fields
from briefgen.briefs.kind import SELECTION
from briefgen.briefs.news import Sort
from briefgen.briefs.parameters import Parameter
from briefgen.facts.conflicts.conflict import ConflictType
from briefgen.facts.factbase import FactBase
from briefgen.model.schema import (
    BODY,
    CITED,
    DATE,
    NUMBER,
    REFERENCE,
    SEQUENCE,
    SESSION,
    SOMEBODY,
    STATE,
    TEXT,
    TOPIC,
    WORK,
    Schema,
)
from briefgen.query.about import Disputes
from briefgen.query.chosen import Became
from briefgen.query.participation import NOT_LISTED, REPRESENTED
from briefgen.query.parties import NO_LIST
from briefgen.rendering.shapes import (
    A_COUNT,
    ANYTHING,
    CODE,
    COUNT,
    FLAG,
    LIST,
    MARKUP,
    MENTION,
    PICTURE,
    VALUE,
    WORD,
    YES_NO,
    Shape,
    Shapes,
    list_of,
    mentioned,
    of_statements,
    record,
    row,
    value,
)

LISTED = ("listed", "present", "absent", "announced", "declined")
STATUSES = (*LISTED, REPRESENTED, NOT_LISTED)
SORTS = ("subject", "outcome", "alleged", "doubt")
SCOPES = ("exhaustive", "partial", "unknown")
CONFLICTS = tuple(str(t) for t in ConflictType)
# Kinds of record whose sentences are tied to themes and parties.
SAYING = ("meeting", "document", "series", "country", "person", "organisation", "source")


def shapes_of(schema: Schema) -> Shapes:
    """The shapes of all kinds of record, derived fields included."""
    return Shapes(schema, by_kind(schema, derived_shapes()))


def context_of(about: str, parameters: Iterable[Parameter] = ()) -> dict[str, Shape]:
    """The names that the template of a brief about such a record starts with."""
    subject = selection() if about == SELECTION else record(about)
    return {
        about: subject.said(f"the {about} that the brief is about"),
        "subject": subject.said("the same record under a name that every kind of brief has"),
        "brief": about_itself(),
        "parameters": row(**{p.key: parameter_shape(p) for p in parameters}).said("what was chosen for the brief"),
    }


def parameter_shape(parameter: Parameter) -> Shape:
    """What `parameters.x` stands for; one without a default may be missing. See `selection.parameter_views`."""
    types = {"number": COUNT, "year": COUNT, "yes-no": FLAG, "date": DATE, "list": LIST}
    if parameter.type == "record":
        return record().maybe().said(parameter.help)
    if parameter.record_kind:
        return record(parameter.record_kind).maybe().said(parameter.help)
    shape = Shape(types.get(parameter.type, TEXT), parameter.help, choices=tuple(parameter.choices))
    shape = replace(shape, of=value()) if shape.type == LIST else shape
    return shape if parameter.default is not None else shape.maybe()


def selection() -> Shape:
    """What `selection` has; see `selected.selection_view`."""
    values = list_of(Shape(VALUE, noted=True, open=True))
    entry = row(
        record=record().said("the record"),
        kind=Shape(CODE, "its kind, to compare with"),
        one=value("what one record of its kind is called"),
        many=value("what several are called"),
        place=Shape(VALUE, "where it was", optional=True, noted=True),
        sort=Shape(CODE, "what became of it, to compare with", choices=tuple(map(str, Became))),
        date=Shape(DATE, "when it was", optional=True, noted=True),
        contested=Shape(FLAG, "whether it, or something of it, is contested"),
        added=values.said("what was written into it in the period, where it was there before"),
        withdrawn=values.said("values of it that are deprecated"),
        why=Shape(TEXT, "why the record is no longer used", optional=True),
        line=Shape(MARKUP, "the answer of the brief about it, in a line; empty where there is none", optional=True),
    )
    event = row(
        date=Shape(DATE, "the date", noted=True),
        of=record().said("the record that says it"),
        kind=Shape(CODE, "its kind, to compare with"),
        property=Shape(WORD, "the field, as a word"),
        value=Shape(VALUE, "the value that the date qualifies", optional=True, noted=True, open=True),
        name=Shape(WORD, "what the date says of that value, as a word", optional=True),
        own=Shape(FLAG, "whether it is the date of the record itself"),
        place=Shape(VALUE, "where it was", optional=True, noted=True),
        detail=Shape(VALUE, "what was reached on that day, and by whom", optional=True, noted=True),
        contested=Shape(FLAG, "whether the record as a whole is contested"),
        year=value("the year, to group by"),
        month=value("the month and its year, to group by"),
    )
    compared = row(
        property=Shape(WORD, "the field, as a word"),
        type=Shape(CODE, "what it holds, to compare with"),
        single=Shape(FLAG, "whether the field has one value, so that two stand against each other"),
        first=values.said("what the first alone says"),
        second=values.said("what the second alone says"),
        common=values.said("what both say"),
    )
    return row(
        rows=list_of(entry).said("the records that meet the conditions, by date"),
        records=list_of(record()).said("the same as records, without those that are withdrawn"),
        period=value("the days that it is about", optional=True),
        since=value("the first of them", optional=True),
        until=value("the last of them", optional=True),
        events=list_of(event).said("every dated fact of the records, by date"),
        timeline=picture().said("a picture of the records that have a date"),
        conflicts=list_of(conflict()).said("conflicts about the records"),
        gaps=list_of(record("gap")).said("open questions about the records"),
        first=record().maybe().said("the first record of two that are compared"),
        second=record().maybe().said("the second"),
        differences=list_of(compared).said("fields in which the two differ"),
        alike=list_of(compared).said("fields in which they say the same"),
    )


def about_itself() -> Shape:
    """What `brief.…` has; see `Assembler._about_itself`."""
    entry = row(source=record("source").said("the source"), notes=Shape(COUNT, "how many notes cite it"))
    chosen = row(
        help=value("what the parameter means"), value=Shape(VALUE, "what was chosen for it", noted=True, open=True)
    )
    foreign = row(
        without=Shape(COUNT, "statements without a text in the brief's language"), all=Shape(COUNT, "all statements")
    )
    return row(
        label=value("what such a brief is called"),
        title=Shape(TEXT, "its title, where template.toml sets one", optional=True, noted=True),
        selection=list_of(chosen).said("the parameters that are not at their defaults: help, value"),
        marking=value("the marking of the brief"),
        cut_off=value("the last day on which something was retrieved or recorded"),
        sources=list_of(entry).said("the sources it rests on: source, notes"),
        notes=Shape(COUNT, "how many notes cite a source"),
        origins=Shape(COUNT, "how many groups of sources there are that may be one voice"),
        known_origins=Shape(COUNT, "how many independent origins are on record"),
        unknown_origins=Shape(COUNT, "how many sources are not known to be independent of another"),
        open_conflicts=Shape(COUNT, "how many open conflicts it shows"),
        language=Shape(CODE, "the language of the brief, to compare with"),
        foreign=foreign.said("how much of it is in another language: without, all"),
        issue=row(number=Shape(NUMBER, "its number"), day=value("the day of the issue"))
        .maybe()
        .said("which issue it is"),
        news=_news().said("what is new since the last issue: issue, entries"),
    ).said("what the brief says of itself")


def _news() -> Shape:
    """What is new since the last issue; see `news_view`."""
    values = list_of(Shape(VALUE, "a value", noted=True, open=True))
    entry = row(
        sort=Shape(CODE, "what sort of news it is, to compare with", choices=tuple(str(s) for s in Sort)),
        kind=Shape(CODE, "the kind of record it is about, to compare with"),
        about=value("what the record is called; missing where the brief or the text itself says it", optional=True),
        property=Shape(WORD, "the field, as a word"),
        was=values.said("the values in the last issue"),
        now=values.said("the values that are new"),
        values=values.said("the values in dispute"),
        why=Shape(TEXT, "why a value was deprecated", optional=True, noted=True),
    )
    return row(
        issue=Shape(NUMBER, "the number of the last issue"),
        note=Shape(VALUE, "prints nothing but a note that names the last issue", noted=True),
        entries=list_of(entry).said("the news"),
    )


@cache
def derived_shapes() -> Mapping[str, Mapping[str, Shape]]:
    """The shape of each derived field by what a kind acts as and by name, with its meaning."""
    table = _table()
    return {
        kind: {name: table[kind].get(name, ANYTHING).said(entry.help) for name, entry in entries.items()}
        for kind, entries in derived_fields(Disputes(FactBase({}, ()), ())).items()
    }


def _table() -> Mapping[str, Mapping[str, Shape]]:
    common = {
        "gaps": list_of(record("gap")),
        "assessments": list_of(record("assessment")),
        "conflicts": list_of(conflict()),
    }
    return {
        EVERY: {**_of_any(), **common},
        SESSION: {**common, **_meeting()},
        SEQUENCE: {**common, **_series()},
        SOMEBODY: {**common, **_actor()},
        BODY: {**common, **_actor(), **_body()},
        WORK: {**common, **_document()},
        STATE: {**common, **_country()},
        TOPIC: {**common, **_theme()},
        CITED: {**common, "reference": Shape(TEXT, optional=True)},
    }


def _meeting() -> dict[str, Shape]:
    point = row(
        sort=Shape(CODE, "which question it answers, to compare with", choices=SORTS),
        point=sentence("meeting", "document").maybe().said("a sentence that is a key point"),
        claim=record("claim").maybe().said("or a claim that is one"),
        conflict=conflict().maybe().said("or a conflict that is one"),
    )
    return {
        "claims": list_of(record("claim")),
        "reported": list_of(record("claim")),
        "key_points": list_of(point),
        "sources": list_of(record("source")),
        "participation": list_of(_participation()),
        "lists": list_of(_attendance_list()),
        "previous": record("meeting").maybe(),
        "next": record("meeting").maybe(),
        "timeline": picture(),
        "rest_of_series": list_of(record("meeting")),
    }


def _participation() -> Shape:
    party = record("country", "organisation").said("the record of the party")
    caveat = Shape(TEXT, "what it owes: not listed")
    return row(
        party=Shape(TEXT, "the party by name", fields={"record": party, "caveat": caveat}),
        kind=Shape(CODE, "its kind, to compare with", choices=("country", "organisation")),
        status=Shape(WORD, "how it took part", choices=STATUSES, noted=True),
        people=list_of(participant()).said("the persons named for it"),
        heads=list_of(participant()).said("the heads of its delegation"),
        of_list=Shape(FLAG, "whether it stands on a list"),
    )


def _attendance_list() -> Shape:
    return row(
        status=Shape(CODE, "what the list says, to compare with", choices=LISTED),
        scope=Shape(CODE, "whether it is complete, to compare with", choices=SCOPES),
        parties=list_of(party_listed()).said("the parties on it"),
    )


def _country() -> dict[str, Shape]:
    meeting = row(
        meeting=record("meeting").said("the meeting"),
        contested=Shape(FLAG, "whether the meeting as a whole is contested"),
        series=record("series").maybe().said("its series"),
        delegation=list_of(Shape(TEXT, "who came for it", noted=True)).said("who came for it, as lists say"),
        status=Shape(WORD, "how the country took part", choices=(*STATUSES, NO_LIST), noted=True),
        people=list_of(participant()).said("the persons named for it"),
        place=list_of(reference("country", of=("meeting",))).said("that it took place in the country"),
        host=list_of(reference("person", "organisation", "country", of=("meeting",))).said("who of it hosted"),
        chair=list_of(reference("person", "organisation", "country", of=("meeting",))).said("who of it chaired"),
    )
    counts = ("named", "listed", "lists", "without_list", "all")
    return {
        "meetings": list_of(meeting),
        "matrix": picture(),
        "tally": row(**{name: Shape(NUMBER, f"how many: {name.replace('_', ' ')}", noted=True) for name in counts}),
        "representatives": list_of(record("person")),
        "said": list_of(record("claim")),
        "said_of_it": list_of(record("claim")),
        "items": list_of(sentence(*SAYING)),
        "documents": list_of(record("document")),
        "documents_of_meetings": list_of(record("document")),
        "themes": list_of(record("theme")),
    }


def _actor() -> dict[str, Shape]:
    """What persons and organisations have; see `derived_actor`."""
    meeting = row(
        meeting=record("meeting").said("the meeting"),
        contested=Shape(FLAG, "whether the meeting as a whole is contested"),
        roles=list_of(Shape(WORD, "a role", noted=True, open=True)).said("what it did there, or those of it"),
        said=list_of(record("claim")).said("what it said there"),
    )
    return {
        "meetings": list_of(meeting),
        "said": list_of(record("claim")),
        "said_of_it": list_of(record("claim")),
        "items": list_of(sentence(*SAYING)),
        "documents": list_of(record("document")),
        "written": list_of(record("document")),
        "themes": list_of(record("theme")),
    }


def _body() -> dict[str, Shape]:
    member = row(
        of=record("series", "organisation").said("the record that names it"),
        member=reference("country", "organisation", of=("series", "organisation")).said("that it is a member"),
        during=Shape(DATE, "when", optional=True, noted=True),
    )
    bodies = list_of(record("organisation", "series"))
    return {"representatives": list_of(record("person")), "bodies": bodies, "member_of": list_of(member)}


def _series() -> dict[str, Shape]:
    session = row(
        meeting=record("meeting").said("the meeting"),
        contested=Shape(FLAG, "whether the meeting as a whole is contested"),
        numbered=Shape(FLAG, "whether a number is stated"),
        inferred=Shape(FLAG, "whether that it belongs to the series is inferred"),
    )
    return {
        "meetings": list_of(record("meeting")),
        "sessions": list_of(session),
        "timeline": picture(),
        "items": list_of(sentence(*SAYING)),
    }


def _of_any() -> dict[str, Shape]:
    return {
        "documents": list_of(record("document")),
        "claims": list_of(record("claim")),
        "items": list_of(sentence(*SAYING)),
    }


def _document() -> dict[str, Shape]:
    return {**_of_any(), "meetings": list_of(record("meeting"))}


def _theme() -> dict[str, Shape]:
    meeting = row(
        meeting=record("meeting").said("the meeting"),
        dealt=Shape(FLAG, "whether the meeting itself dealt with it, not only a document or a statement there"),
        contested=Shape(FLAG, "whether the meeting as a whole is contested"),
        series=record("series").maybe().said("its series"),
        agenda=list_of(sentence("meeting")).said("what stood on its agenda"),
        content=list_of(sentence("meeting")).said("what it discussed and brought"),
        documents=list_of(sentence("document")).said("what its documents say on it"),
        claims=list_of(record("claim")).said("what was said on it there"),
    )
    by_origin = row(sources=list_of(record("source")).said("the sources"), count=A_COUNT.said("how many sentences"))
    rests = row(
        items=Shape(COUNT, "how many sentences a source ties to it"),
        single=Shape(COUNT, "how many of them rest on one origin"),
        by_origin=list_of(by_origin).said("sources and how many rest on them alone"),
    )
    sentences = list_of(sentence(*SAYING))
    return {
        "meetings": list_of(meeting),
        "matrix": picture(),
        "timeline": picture(),
        **dict.fromkeys(("called_for", "agreed", "undertaken", "recognised", "not_agreed"), sentences),
        **dict.fromkeys(("reported", "feared", "background_items", "items"), sentences),
        "claims": list_of(record("claim")),
        "documents": list_of(record("document")),
        "narrower": list_of(record("theme")),
        "rests": rests,
        "fullest": row(source=record("source").said("the source"), count=A_COUNT.said("how much of it")).maybe(),
    }


# --- shapes that recur -------------------------------------------------------------------------------------


def picture() -> Shape:
    """A picture; there is none where too little is held to draw."""
    reference_ = Shape(MENTION, "the picture mentioned by its number: Figure 1")
    return Shape(PICTURE, optional=True, fields={"reference": reference_})


def sentence(*kinds: str) -> Shape:
    """A sentence of a record, tied to themes and to what it is about."""
    every = mentioned(*SAYING, "claim", "theme")
    fields = {
        **of_statements(),
        "themes": list_of(mentioned("theme")).said("themes it is about"),
        "about": list_of(every).said("records it is about"),
        "function": Shape(WORD, "what the sentence does", optional=True),
        "key": Shape(NUMBER, "its place among the key points", optional=True),
        "document": mentioned("document").maybe().said("the document it is about"),
        "of": record(*kinds).said("the record that says it"),
    }
    shape = Shape(TEXT, fields=fields, noted=True, open=True)
    fields["others"] = list_of(shape).said("the other values that sources give for it")
    return shape


def reference(*kinds: str, of: tuple[str, ...]) -> Shape:
    """A value of a record that leads to another one."""
    fields = {**of_statements(), "of": record(*of).said("the record that says it")}
    shape = Shape(REFERENCE, kinds=kinds, fields=fields, noted=True)
    fields["others"] = list_of(shape).said("the other values that sources give for it")
    return shape


def participant() -> Shape:
    """A person at a meeting."""
    shape = reference("person", of=("meeting",))
    assert isinstance(shape.fields, dict)
    shape.fields["role"] = Shape(WORD, "what the person did there", noted=True)
    shape.fields["party"] = mentioned("country", "organisation").maybe().said("for whom")
    shape.fields["post"] = Shape(TEXT, "the post as the source states it", optional=True, noted=True)
    return shape


def party_listed() -> Shape:
    """A party on a list of participants."""
    shape = reference("country", "organisation", of=("meeting",))
    assert isinstance(shape.fields, dict)
    shape.fields["status"] = Shape(WORD, "what the list says of it", choices=LISTED, noted=True)
    shape.fields["scope"] = Shape(WORD, "whether the list is complete", choices=SCOPES)
    shape.fields["head"] = mentioned("person").maybe().said("head of the delegation")
    shape.fields["delegation"] = Shape(TEXT, "who came for it", optional=True, noted=True)
    shape.fields["list"] = Shape(NUMBER, "which of the lists it stands in, from 0", optional=True)
    return shape


@cache
def conflict() -> Shape:
    """A conflict between sources; see `derived.conflict_view`."""
    side = row(
        about=record(*SAYING, "claim", "theme").said("the record it speaks about"),
        series_inferred=YES_NO.said("whether that it belongs to the series is inferred"),
        values=list_of(Shape(VALUE, noted=True, open=True)).said("what it says"),
        sources=list_of(record("source")).said("its sources"),
    )
    return row(
        id=Shape(CODE, "its id, to compare with"),
        own=YES_NO.said("whether it is about the record itself, not only about something tied to it"),
        type=Shape(CODE, "what sort of conflict it is, to compare with", choices=CONFLICTS),
        status=Shape(CODE, "open or explained, to compare with", choices=("open", "explained")),
        key=Shape(COUNT, "its place among the key points; 0 for none"),
        property=Shape(WORD, "what the sources disagree on, as a word"),
        sides=list_of(side).said("the sides: about, series_inferred, values, sources"),
        explanation=Shape(TEXT, "what the desk makes of it", optional=True, noted=True),
    )
