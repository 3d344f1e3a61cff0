"""Pictures that templates may ask for: who took part in what, and when meetings took place, series by series.

A picture is described here and drawn only if the brief prints it (`Scope.pictures`), since drawing loads a
plotting library. Everything a picture shows stands in the text as well, with its notes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from briefgen.document.nodes import Picture
from briefgen.document.sentences import capitalised
from briefgen.figures.shown import (
    STATUSES,
    Cell,
    Column,
    Event,
    Lane,
    Matrix,
    MatrixWords,
    Row,
    Timeline,
    TimelineWords,
    participation_alternative,
    timeline_alternative,
)
from briefgen.language.phrases import ordinal, phrase
from briefgen.model.dates import parse_date
from briefgen.model.schema import SESSION
from briefgen.model.statement import Record, Statement
from briefgen.query.chosen import DatedFact, dates
from briefgen.query.parties import Appearance, appearances, nothing_to_do_with
from briefgen.query.sessions import ordinal_of, participation, series_of, was_held
from briefgen.rendering.scope import Scope
from briefgen.rendering.views import Image, Missing
from briefgen.rendering.wording import with_remark

HELD = "Timeline of the meetings on record, by series."
LINE = 44
"""How many characters of a name a line of a picture has room for."""
LEGIBLE = 40
"""Of more meetings than this no picture is drawn: its letters could not be read, and it would take seconds."""


def theme_matrix(scope: Scope, meetings: Sequence[Record], theme: Record) -> object:
    """Every party's participation in the meetings that dealt with a theme; a sentence says as much of one meeting."""
    if len(meetings) < 2:
        return Missing("picture of who was where", "fewer than two meetings dealt with the theme")
    if len(meetings) > LEGIBLE:
        return Missing("picture of who was where", f"{LEGIBLE} meetings are the most that can be read in it")
    parties = dict.fromkeys(row.party for meeting in meetings for row in participation(scope.base, meeting))
    rows = []
    for party in parties:
        found = {a.meeting.key: a for a in appearances(scope.base, party)}
        rows.append((scope.label(party), [found.get(m.key, nothing_to_do_with(m)) for m in meetings]))
    if not rows:
        return Missing("picture of who was where", "nobody is named for the meetings")
    rows.sort(key=lambda row: row[0])
    return _matrix(scope, f"{theme.id}-participation", rows[0][1], rows)


def timeline(scope: Scope, meetings: Sequence[Record], id_: str) -> object:
    """Meetings on a line of time, a lane for each series; meetings without a date are left out."""
    lanes: dict[str, list[Event]] = {}
    for meeting in meetings:
        if found := dates(scope.base, meeting):
            lanes.setdefault(_series_name(scope, series_of(meeting) or ""), []).append(_event(scope, meeting, found[0]))
    return _drawn(scope, lanes, id_, HELD)


def timeline_of(scope: Scope, facts: Sequence[DatedFact], id_: str, opening: str) -> object:
    """Dated facts on a line of time: what happened by series as meetings are, steps of one thing in a lane of its own.

    A day on which several took the same step is one event.
    """
    lanes: dict[str, list[Event]] = {}
    steps: dict[str, dict[tuple[str, str], list[DatedFact]]] = {}
    for fact in facts:
        record = scope.base.record(fact.statement.subject)
        if record is None:
            continue
        if not fact.name and fact.statement.property == scope.base.schema[record.kind].role("date"):
            lanes.setdefault(_series_name(scope, series_of(record) or ""), []).append(
                _event(scope, record, fact.statement)
            )
        elif not fact.name:
            spec = scope.spec(fact.statement)
            step = next((str(fact.statement.qualifiers[n]) for n in spec.apart if n in fact.statement.qualifiers), "")
            steps.setdefault(record.key, {}).setdefault((str(fact.statement.value), step), []).append(fact)
    for key, found in steps.items():
        lanes.setdefault(_short(scope, scope.view(key).record), []).extend(
            _step(scope, some) for some in found.values()
        )
    return _drawn(scope, lanes, id_, opening)


def _step(scope: Scope, facts: Sequence[DatedFact]) -> Event:
    """A day on which something was reached, and by whom: ratified / Norland and Sudland."""
    first = facts[0].statement
    spec = scope.spec(first)
    named: dict[str, list[str]] = {}
    for fact in facts:
        for name in spec.apart:
            if name in fact.statement.qualifiers:
                words = scope.words(spec.qualifiers[name], fact.statement.qualifiers[name])
                named.setdefault(name, []).append(words)
    lines = [scope.locale.listing(list(dict.fromkeys(words))) for words in named.values()]
    when = parse_date(str(first.value))
    label = tuple(lines) or (scope.word("property", first.property).text,)
    in_doubt = bool(scope.remarks.beside(first.id))
    uncertain = bool(first.inferred) or not when.is_exact_day
    return Event(label, *when.bounds(), scope.remarks.in_full(first.id), uncertain, in_doubt)


def _drawn(scope: Scope, lanes: Mapping[str, Sequence[Event]], id_: str, opening: str) -> object:
    if sum(len(events) for events in lanes.values()) < 2:
        return Missing("line of time", "fewer than two dates are held for it")
    if sum(len(events) for events in lanes.values()) > LEGIBLE:
        return Missing("line of time", f"{LEGIBLE} dates are the most that can be read in it")
    language = scope.locale.language
    drawn = Timeline(tuple(Lane(capitalised(name, language), tuple(events)) for name, events in lanes.items()))
    say = scope.translation.text
    words = TimelineWords(
        sure=say("date stated"), uncertain=say("date uncertain"), contested=say("contested"), opening=say(opening)
    )
    name = _file(scope, f"{id_}-timeline")

    def draw() -> Picture:
        from briefgen.figures.timeline_picture import timeline_picture

        return timeline_picture(drawn, words, name)

    return _image(scope, name, timeline_alternative(drawn, words), draw)


def _matrix(
    scope: Scope, name: str, columns: Sequence[Appearance], rows: Sequence[tuple[str, Sequence[Appearance]]]
) -> object:
    heads = tuple(_column(scope, appearance.meeting) for appearance in columns)
    matrix = Matrix(heads, tuple(Row(label, tuple(_cell(a) for a in found)) for label, found in rows))
    say = scope.translation.text
    words = MatrixWords(
        statuses={status: scope.word("status", status).text for status in STATUSES},
        marks={"host": say("place or host of the meeting"), "chair": say("chair")},
        opening=say("Who is listed at which meeting."),
        everywhere=say("all meetings"),
    )
    file = _file(scope, name)

    def draw() -> Picture:
        from briefgen.figures.matrix_picture import participation_picture

        return participation_picture(matrix, words, file)

    return _image(scope, file, participation_alternative(matrix, words), draw)


def _file(scope: Scope, name: str) -> str:
    """The name of a picture's file; briefs in several languages and with several parameters lie side by side."""
    return "-".join(part for part in (name, scope.locale.language, scope.variant) if part) + ".png"


def _image(scope: Scope, name: str, alternative: str, draw: object) -> Image:
    assert callable(draw)
    scope.looked.pictures[name] = draw
    return Image(name, alternative)


def _column(scope: Scope, meeting: Record) -> Column:
    when = _when(scope, meeting)
    return Column((_place(scope, meeting), *([when] if when else [])), _series_name(scope, series_of(meeting) or ""))


def _cell(appearance: Appearance) -> Cell:
    marks = [
        mark for mark, there in (("host", appearance.place or appearance.host), ("chair", appearance.chair)) if there
    ]
    return Cell(appearance.status, tuple(marks))


def _event(scope: Scope, meeting: Record, stated: Statement) -> Event:
    """A meeting, or what else took place, on one of the days that are stated for it."""
    when = parse_date(str(stated.value))
    first, last = when.bounds()
    number = meeting.followed("ordinal")
    contested = bool(meeting.contested) or (
        number is not None and bool(number.contested or scope.remarks.beside(number.id))
    )
    label = [_place(scope, meeting)]
    if (n := ordinal_of(meeting)) is not None:
        label.append(ordinal(scope.locale, n))
    exact = when.is_exact_day or (when.end is not None and first > date.min and last < date.max)
    note = scope.translation.text("number contested") if contested and not meeting.contested else ""
    if meeting.contested and (accounts := meeting.accounts()):
        note = phrase(scope.locale, "according-to", scope.labels(accounts))
    uncertain = not exact or bool(stated.inferred)
    return Event(tuple(label), first, last, scope.remarks.in_full(stated.id), uncertain, contested, note)


def _place(scope: Scope, meeting: Record) -> str:
    """Where it met, else what it is called; what no note can say stands there: contested as a whole, not held."""
    place = meeting.followed("place") if scope.base.acts(meeting.key, SESSION) else None  # others by their names
    words = scope.remarks.in_full(place.id) if place else _short(scope, meeting)
    if scope.base.acts(meeting.key, SESSION) and not was_held(meeting):
        words = with_remark(words, scope.word("status", str(meeting.first("status"))).text)
    return with_remark(words, phrase(scope.locale, "contested-remark")) if meeting.contested else words


def _short(scope: Scope, record: Record) -> str:
    """What a record without a place is called in a picture: who spoke, or as much of its name as goes on a line.

    One without a name is called what its kind is, for an id tells a reader nothing.
    """
    speaker = record.followed("said_by")
    words = scope.label(str(speaker.value) if speaker else record.key)
    if words == record.id:
        return scope.base.schema[record.kind].called(language=scope.locale.language)
    if len(words) <= LINE:
        return words
    return f"{words[:LINE].rpartition(' ')[0].rstrip(',:;')} …"


def _when(scope: Scope, meeting: Record) -> str:
    when = meeting.followed("date")
    return scope.remarks.in_full(when.id) if when else ""


def _series_name(scope: Scope, key: str) -> str:
    record = scope.base.record(key) if key else None
    if record is None:
        return ""
    short = record.followed("short")
    return scope.words(scope.spec(short), short.value) if short else scope.label(key)
