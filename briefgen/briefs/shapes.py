"""The shapes of what a brief's template gets: its record, the brief itself, and what a selection chose."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.briefs.derived.derived_fields import by_kind
from briefgen.briefs.derived.derived_shapes import NOT_HELD, DerivedShapes, conflict, picture
from briefgen.briefs.kind import SELECTION
from briefgen.briefs.news import Sort
from briefgen.briefs.parameters import Parameter
from briefgen.frozen import replace
from briefgen.model.schema import DATE, NUMBER, QUESTION, SOURCE, TEXT, Schema, acting_as
from briefgen.query.chosen import Became
from briefgen.rendering import shapes as s
from briefgen.rendering.shapes import Shape, Shapes, list_of, record, row, value


def shapes_of(schema: Schema) -> Shapes:
    """The shapes of all kinds of record, derived fields included."""
    return Shapes(schema, by_kind(schema, DerivedShapes(schema).tables()))


def context_of(schema: Schema, about: str, parameters: Iterable[Parameter] = ()) -> dict[str, Shape]:
    """The names that the template of a brief about such a record starts with."""
    subject = selection(schema) if about == SELECTION else record(about)
    return {
        about: subject.said(f"the {about} that the brief is about"),
        "subject": subject.said("the same record under a name that every kind of brief has"),
        "brief": about_itself(),
        "parameters": row(**{p.key: parameter_shape(p) for p in parameters}).said("what was chosen for the brief"),
    }


def parameter_shape(parameter: Parameter) -> Shape:
    """What `parameters.x` stands for; one without a default may be missing. See `selection.parameter_views`."""
    types = {"number": s.COUNT, "year": s.COUNT, "yes-no": s.FLAG, "date": DATE, "list": s.LIST}
    if parameter.type == "record":
        return record().maybe().said(parameter.help)
    if parameter.record_kind:
        return record(parameter.record_kind).maybe().said(parameter.help)
    shape = Shape(types.get(parameter.type, TEXT), parameter.help, choices=tuple(parameter.choices))
    shape = replace(shape, of=value()) if shape.type == s.LIST else shape
    return shape if parameter.default is not None else shape.maybe()


def selection(schema: Schema) -> Shape:
    """What `selection` has; see `selected.selection_view`."""
    values = list_of(Shape(s.VALUE, noted=True, open=True))
    entry = row(
        record=record().said("the record"),
        kind=Shape(s.CODE, "its kind, to compare with"),
        one=value("what one record of its kind is called"),
        many=value("what several are called"),
        place=Shape(s.VALUE, "where it was", optional=True, noted=True),
        not_held=NOT_HELD,
        sort=Shape(s.CODE, "what became of it, to compare with", choices=tuple(map(str, Became))),
        date=Shape(DATE, "when it was", optional=True, noted=True),
        contested=Shape(s.FLAG, "whether it, or something of it, is contested"),
        added=values.said("what was written into it in the period, where it was there before"),
        withdrawn=values.said("values of it that are deprecated"),
        why=Shape(TEXT, "why the record is no longer used", optional=True),
        line=Shape(s.MARKUP, "the answer of the brief about it, in a line; empty where there is none", optional=True),
    )
    event = row(
        date=Shape(DATE, "the date", noted=True),
        of=record().said("the record that says it"),
        kind=Shape(s.CODE, "its kind, to compare with"),
        property=Shape(s.WORD, "the field, as a word"),
        value=Shape(s.VALUE, "the value that the date qualifies", optional=True, noted=True, open=True),
        name=Shape(s.WORD, "what the date says of that value, as a word", optional=True),
        own=Shape(s.FLAG, "whether it is the date of the record itself"),
        place=Shape(s.VALUE, "where it was", optional=True, noted=True),
        not_held=NOT_HELD,
        detail=Shape(s.VALUE, "what was reached on that day, and by whom", optional=True, noted=True),
        contested=Shape(s.FLAG, "whether the record as a whole is contested"),
        year=value("the year, to group by"),
        month=value("the month and its year, to group by"),
    )
    compared = row(
        property=Shape(s.WORD, "the field, as a word"),
        type=Shape(s.CODE, "what it holds, to compare with"),
        single=Shape(s.FLAG, "whether the field has one value, so that two stand against each other"),
        first=values.said("what the first alone says"),
        second=values.said("what the second alone says"),
        common=values.said("what both say"),
    )
    return row(
        rows=list_of(entry).said("the records that meet the conditions, by date"),
        records=list_of(record()).said("the same as records, without those that are withdrawn"),
        unrecorded=list_of(record()).said("others that may be new: nothing says when they were written down"),
        period=value("the days that it is about", optional=True),
        since=value("the first of them", optional=True),
        until=value("the last of them", optional=True),
        events=list_of(event).said("every dated fact of the records, by date"),
        timeline=picture().said("a picture of the records that have a date"),
        conflicts=list_of(conflict(schema)).said("conflicts about the records"),
        gaps=list_of(record(*acting_as(schema, QUESTION))).said("open questions about the records"),
        first=record().maybe().said("the first record of two that are compared"),
        second=record().maybe().said("the second"),
        differences=list_of(compared).said("fields in which the two differ"),
        alike=list_of(compared).said("fields in which they say the same"),
    )


def about_itself() -> Shape:
    """What `brief.…` has; see `Assembler._about_itself`."""
    entry = row(
        source=record(SOURCE).said("the source"),
        notes=Shape(s.COUNT, "how many notes cite it"),
        passages=Shape(s.COUNT, "how many passages of it these notes have"),
        day=Shape(TEXT, "when it was published, where another one has its label", optional=True),
    )
    chosen = row(
        help=value("what the parameter means"), value=Shape(s.VALUE, "what was chosen for it", noted=True, open=True)
    )
    foreign = row(
        without=Shape(s.COUNT, "statements without a text in the brief's language"),
        all=Shape(s.COUNT, "all statements"),
    )
    return row(
        label=value("what such a brief is called"),
        title=Shape(TEXT, "its title, where template.toml sets one", optional=True, noted=True),
        selection=list_of(chosen).said("the parameters that are not at their defaults: help, value"),
        marking=value("the marking of the brief"),
        cut_off=Shape(DATE, "the last day on which something was retrieved or recorded"),
        sources=list_of(entry).said("the sources it rests on: source, notes, passages"),
        notes=Shape(s.COUNT, "how many notes cite a source"),
        passages=Shape(s.COUNT, "how many passages of sources these notes have"),
        origins=Shape(s.COUNT, "how many groups of sources there are that may be one voice"),
        known_origins=Shape(s.COUNT, "how many independent origins are on record"),
        unknown_origins=Shape(s.COUNT, "how many sources are not known to be independent of another"),
        open_conflicts=Shape(s.COUNT, "how many open conflicts it shows"),
        language=Shape(s.CODE, "the language of the brief, to compare with"),
        foreign=foreign.said("how much of it is in another language: without, all"),
        issue=row(number=Shape(NUMBER, "its number"), day=value("the day of the issue"))
        .maybe()
        .said("which issue it is"),
        news=_news().said("what is new since the last issue: issue, entries"),
    ).said("what the brief says of itself")


def _news() -> Shape:
    """What is new since the last issue; see `news_view`."""
    values = list_of(Shape(s.VALUE, "a value", noted=True, open=True))
    entry = row(
        sort=Shape(s.CODE, "what sort of news it is, to compare with", choices=tuple(map(str, Sort))),
        kind=Shape(s.CODE, "the kind of record it is about, to compare with"),
        about=value("what the record is called; missing where the brief or the text itself says it", optional=True),
        property=Shape(s.WORD, "the field, as a word"),
        was=values.said("the values in the last issue"),
        now=values.said("the values that are new"),
        values=values.said("the values in dispute"),
        why=Shape(TEXT, "why a value was deprecated", optional=True, noted=True),
    )
    return row(
        issue=Shape(NUMBER, "the number of the last issue"),
        note=Shape(s.VALUE, "prints nothing but a note that names the last issue", noted=True),
        entries=list_of(entry).said("the news"),
    )
