"""A selection as a template sees it: the records that meet a kind's conditions, and what is asked of them.

What is chosen is one question of the brief; what is printed of each record is asked like that of any other brief. A
second idea stands below it: a record in a line, which is the answer of another brief.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from briefgen.briefs.derived import of_subjects
from briefgen.briefs.derived.derived_fields import with_status
from briefgen.briefs.derived.of_conflicts import conflict_view
from briefgen.briefs.kind import LEADING_TO, SETTINGS_FILE, TEMPLATE_FILE, BriefKind, find_kinds, read_kind
from briefgen.briefs.news import News, Snapshot, Sort
from briefgen.briefs.parameters import Plain
from briefgen.briefs.selection import parameter_views
from briefgen.facts.conflicts.conflict import Conflict
from briefgen.facts.factbase import FactBase
from briefgen.frozen import replace
from briefgen.language.in_words import date_in_words
from briefgen.model.dates import parse_date, placed
from briefgen.model.periods import LAST_ISSUE, Period, parse_period
from briefgen.model.schema import SEQUENCE, TOPIC
from briefgen.model.statement import Rank, Record, Statement
from briefgen.query.about import Disputes, gaps_about, records_named
from briefgen.query.chosen import (
    Became,
    By,
    ChosenRecord,
    ComparedField,
    Conditions,
    DatedFact,
    choose,
    compared,
    dated_facts,
    dates,
)
from briefgen.rendering.scope import RecordView, Scope, StatementValue
from briefgen.rendering.views import Measured, Missing, NoSuchField, Value, View

if TYPE_CHECKING:
    from briefgen.rendering.environment import Environment

Row = dict[str, object]
Line = Callable[[Record], str]
OPENING = "Timeline of what was chosen."


def period_of(kind: BriefKind, cut_off: str, last_issue: str) -> Period:
    """The days that a selection is about; counted back from its end, or from the day up to which facts are held.

    `last_issue` is the day of the last issue of the brief, "" where there is none; then nothing limits what is new.
    """
    since, until, words = (str(kind.condition(name)) for name in ("since", "until", "period"))
    last = parse_date(until).bounds()[1] if until else None
    if words == LAST_ISSUE or since == LAST_ISSUE:
        found = Period(date.fromisoformat(last_issue) if last_issue else None, last)
    elif words:
        found = parse_period(words, last or date.fromisoformat(cut_off))
    else:
        found = Period(None, last)
    if since and since != LAST_ISSUE:
        found = Period(parse_date(since).bounds()[0], found.last)
    return Period(found.first, last) if last and not words else found


def conditions_of(kind: BriefKind, base: FactBase, period: Period, unmarked: str) -> Conditions:
    """The conditions of a kind of brief, with ids made keys."""

    def keys(of: str) -> tuple[str, ...]:
        name = next(name for name, part in LEADING_TO.items() if part == of)
        ids = [str(word).rpartition("/")[2] for word in kind.condition(name)]
        return tuple(f"{one}/{id_}" for id_ in ids for one in base.kinds_acting(of))

    wanted = Conditions(
        kinds=tuple(kind.condition("kinds")),
        by=str(kind.condition("by")),
        series=keys(SEQUENCE),
        themes=keys(TOPIC),
        about=tuple(key for word in kind.condition("records") for key in records_named(base, word)),
        markings=tuple(kind.condition("markings")),
        unmarked=unmarked if kind.condition("markings") else "",
    )
    return wanted.within(period)


def is_since_last_issue(kind: BriefKind) -> bool:
    """Whether a selection is about what is new since the last issue of the brief."""
    return LAST_ISSUE in (kind.condition("period"), kind.condition("since"))


def is_news_of_selection(news: News, told: Collection[str]) -> bool:
    """Whether news are any of a selection.

    A record that came is told by its row, what is contested by its conflicts; `told` are the keys of those of which the
    last issue told something.
    """
    return news.sort not in (Sort.ADDED, Sort.CONTESTED) or (news.sort is Sort.ADDED and news.subject in told)


def _is_told(base: FactBase, one: ChosenRecord, told: Snapshot) -> bool:
    """Whether the last issue told of a record all that there is of it."""
    return any(fact.subject == one.key for fact in told.facts) and not _fresh(base, one, told)


def _since(base: FactBase, one: ChosenRecord, told: Snapshot) -> ChosenRecord:
    """A record that the last issue told of changed, if anything."""
    if one.became is Became.NEW and any(fact.subject == one.key for fact in told.facts):
        return replace(one, became=Became.CHANGED, added=_fresh(base, one, told))
    return one


def _fresh(base: FactBase, one: ChosenRecord, told: Snapshot) -> tuple[str, ...]:
    """What was written into a record on a later day than all that the last issue printed of it."""
    known = {fact.id for fact in told.facts if fact.subject == one.key}
    record = base.record(one.key)
    statements = record.statements if record is not None else ()
    last = max((s.recorded for s in statements if s.id in known), default="")
    return tuple(s.id for s in statements if s.id not in known and s.recorded > last and s.rank is not Rank.DEPRECATED)


class SelectionView(View):
    """What `selection` is in a template; each field is worked out when it is asked for."""

    __slots__ = ("_answers", "_known")

    def __init__(self, answers: Mapping[str, Callable[[], object]]) -> None:
        self._answers = answers
        self._known: dict[str, object] = {}

    def field(self, name: str) -> object:
        if name not in self._answers:
            raise NoSuchField(name, "a selection", list(self._answers))
        if name not in self._known:
            self._known[name] = self._answers[name]()
        return self._known[name]


def selection_view(
    scope: Scope, kind: BriefKind, disputes: Disputes, period: Period, unmarked: str, line: Line, told: Snapshot
) -> SelectionView:
    """The selection of a kind of brief; `line` gives a record's answer as the briefs of its kind have it.

    What the last issue told already, `told`, is no news where nothing was written into it since.
    """
    found: list[tuple[ChosenRecord, ...]] = []

    def chosen() -> tuple[ChosenRecord, ...]:
        if not found:
            wanted = choose(scope.base, conditions_of(kind, scope.base, period, unmarked))
            found.append(tuple(_since(scope.base, one, told) for one in wanted if not _is_told(scope.base, one, told)))
        return found[0]

    def keys() -> list[str]:
        return [one.key for one in chosen()]

    def records() -> tuple[Record, ...]:
        return scope.base.in_force(keys())

    def unrecorded() -> tuple[RecordView, ...]:
        wanted = conditions_of(kind, scope.base, period, unmarked)
        if period.is_open or wanted.by == By.DATE:
            return ()
        found = choose(scope.base, replace(wanted, first="", last="", by=By.UNKNOWN))
        return _views(scope, scope.base.in_force(sorted({one.key for one in found}.difference(keys()))))

    def facts() -> list[DatedFact]:
        return _each_once(scope, dated_facts(scope.base, keys(), period))

    def arguments() -> list[Record]:
        named = (records_named(scope.base, str(kind.values[name])) for name in kind.arguments if kind.values.get(name))
        return [r for keys_ in named if len(keys_) == 1 and (r := scope.base.record(keys_[0])) is not None]

    def pair(wanted: Callable[[ComparedField], bool]) -> object:
        both = arguments()
        if len(both) != 2 or both[0].kind != both[1].kind:
            return ()
        return tuple(_compared_row(scope, f) for f in compared(scope.base, *both) if wanted(f))

    def argument(number: int) -> object:
        both = arguments()
        return RecordView(scope, both[number]) if len(both) > number else Missing("a record to compare")

    return SelectionView(
        {
            "rows": lambda: tuple(_row(scope, disputes, one, line) for one in chosen()),
            "records": lambda: tuple(RecordView(scope, r) for r in records()),
            "unrecorded": unrecorded,
            "period": lambda: _said(scope, period),
            "since": partial(_day, scope, period.first),
            "until": partial(_day, scope, period.last),
            "events": lambda: tuple(_event(scope, fact) for fact in facts()),
            "timeline": lambda: _timeline(scope, facts(), kind),
            "conflicts": lambda: tuple(conflict_view(scope, c) for c in _conflicts(disputes, keys())),
            "gaps": lambda: _views(scope, (gap for key in keys() for gap in gaps_about(scope.base, key))),
            "first": partial(argument, 0),
            "second": partial(argument, 1),
            "differences": lambda: pair(lambda field: field.differs),
            "alike": lambda: pair(lambda field: bool(field.common)),
        }
    )


def _timeline(scope: Scope, facts: list[DatedFact], kind: BriefKind) -> object:
    from briefgen.briefs.derived.charts import timeline_of

    return timeline_of(scope, facts, kind.name, OPENING)


def _views(scope: Scope, records: Iterable[Record]) -> tuple[RecordView, ...]:
    return tuple(RecordView(scope, record) for record in {r.key: r for r in records}.values())


def _day(scope: Scope, day: date | None) -> object:
    return _words(scope, day.isoformat()) if day else Missing("a limit of the period")


def _said(scope: Scope, period: Period) -> object:
    return Missing("the period") if period.is_open else _words(scope, period.text)


def _words(scope: Scope, text: str) -> Value:
    if text.partition("/")[0] == text.partition("/")[2]:
        text = text.partition("/")[0]
    date = parse_date(text)
    return Measured(date, date_in_words(scope.locale, date), raw=text)


def _conflicts(disputes: Disputes, keys: Iterable[str]) -> list[Conflict]:
    """The conflicts about any of the records, what editors ranked first."""
    wanted = frozenset(keys)
    found = [c for c in disputes.touching(wanted) if wanted.intersection(c.subjects)]
    return sorted(found, key=lambda c: (c.key is None, c.key or 0, c.id))


def _row(scope: Scope, disputes: Disputes, one: ChosenRecord, line: Line) -> Row:
    record = scope.base.record(one.key)
    assert record is not None, one.key
    when = dates(scope.base, record)
    is_open = any(c.status == "open" for c in _conflicts(disputes, (one.key,)))
    return {
        "record": RecordView(scope, record),
        "kind": record.kind,
        "one": _called(scope, record.kind, "one"),
        "many": _called(scope, record.kind, "many"),
        "place": _place(scope, record),
        "not_held": of_subjects.not_held(scope, record),
        "sort": str(one.became),
        "date": StatementValue(scope, when[0]) if when else Missing(f"{one.key}: a date"),
        "contested": is_open or bool(record.contested),
        "added": _values(scope, one.added),
        "withdrawn": _values(scope, one.withdrawn),
        "why": _why(scope, record),
        "line": "" if record.deprecated else line(record),
    }


def _called(scope: Scope, kind: str, number: str) -> Value:
    """What one record of a kind, or several, are called in the language of the brief."""
    words = scope.base.schema[kind].words
    own = words.get(scope.locale.language) or words.get("en") or {}
    return Value(own.get(number) or kind)


def _place(scope: Scope, record: Record) -> object:
    name = scope.base.schema[record.kind].role("place")
    found = record.followed(name) if name else None
    return StatementValue(scope, found) if found else Missing(f"{record.key}: a place")


def _why(scope: Scope, record: Record) -> object:
    words = record.deprecated.get(scope.locale.tag) or next(iter(record.deprecated.values()), "")
    return Value(words) if words else Missing("the reason")


def _values(scope: Scope, ids: Iterable[str]) -> tuple[Value, ...]:
    found = (scope.base.statement_or_none(id_) for id_ in ids)
    return scope.values([s for s in found if s is not None])


def _each_once(scope: Scope, facts: Iterable[DatedFact]) -> list[DatedFact]:
    """Without values that stand beside another one wherever that is printed: two days for one thing."""
    kept: list[DatedFact] = []
    told: set[str] = set()
    for fact in facts:
        if fact.name or fact.statement.id not in told:
            kept.append(fact)
            told.update(() if fact.name else scope.remarks.beside(fact.statement.id))
    return kept


def _event(scope: Scope, fact: DatedFact) -> Row:
    """A dated fact: the date as it is printed, what it is the date of, and in which record it stands."""
    statement = fact.statement
    value = StatementValue(scope, statement)
    when = value.field(fact.name) if fact.name else value
    if isinstance(when, tuple):
        when = when[0]
    record = scope.base.record(statement.subject)
    assert record is not None
    assert isinstance(when, Value)
    day, _ = placed(fact.first, fact.last)
    return {
        "date": when,
        "of": RecordView(scope, record),
        "kind": record.kind,
        "property": scope.word("property", statement.property),
        "value": value if fact.name else Missing("a value beside the date"),
        "name": scope.word("property", fact.name) if fact.name else Missing("a part of a value"),
        "detail": _detail(scope, statement, fact.name),
        "own": not fact.name and statement.property == scope.base.schema[record.kind].role("date"),
        "place": _place(scope, record),
        "not_held": of_subjects.not_held(scope, record),
        "contested": bool(record.contested),
        "year": _words(scope, f"{day.year:04}"),
        "month": _words(scope, f"{day.year:04}-{day.month:02}"),
    }


def _detail(scope: Scope, statement: Statement, name: str) -> object:
    """What qualifies a date that is a value of its own: ratified, Brazil; nothing for that of the record itself."""
    spec = scope.spec(statement)
    words = [
        scope.words(part, statement.qualifiers[key])
        for key, part in spec.qualifiers.items()
        if key in spec.apart and key in statement.qualifiers
    ]
    if name or not words:
        return Missing("what the date is of")
    return scope.joined(", ".join(words), [StatementValue(scope, statement)], whole=True)  # the date has its caveats


def _compared_row(scope: Scope, field: ComparedField) -> Row:
    def values(statements: Iterable[Statement]) -> tuple[Value, ...]:
        return tuple(with_status(scope, s) for s in statements)

    both = zip(values(field.common), values(field.common_of_second), strict=True)
    return {
        "property": scope.word("property", field.name),
        "type": field.type,
        "single": field.alternatives,
        "first": values(field.first),
        "second": values(field.second),
        "common": tuple(ours.resting_on(theirs.marks) for ours, theirs in both),
    }


# --- a record in a line: the answer of the brief of its kind, for texts about many records ---
#
# The block `answer` of the kind's template is rendered as for `--depth line`, in the same rendering: its notes are
# those of the text that it is put into.

BLOCK = "answer"
_DEPTH: Mapping[str, Plain] = {"depth": "line"}


def line_of(environment: Environment, scope: Scope, brief: object) -> Callable[[Record], str]:
    """Gives a record's answer as text of a template, "" where no brief is about such records or has none.

    `brief` is what the brief itself is said to be.
    """
    from briefgen.rendering.render import block_of  # of what a selection needs, this alone renders

    kinds = find_kinds(environment.folders)

    def line(record: Record) -> str:
        if record.kind not in kinds:
            return ""
        environment.templates.has(f"{record.kind}/{SETTINGS_FILE}")
        kind = read_kind(record.kind, *kinds[record.kind])[0]
        if kind.about != record.kind or not environment.templates.has(f"{record.kind}/{TEMPLATE_FILE}"):
            return ""
        given = {name: value for name, value in _DEPTH.items() if name in kind.parameters}
        view = RecordView(scope, record)
        parameters = parameter_views(scope, kind.with_values(given))
        context = {record.kind: view, "subject": view, "brief": brief, "parameters": parameters}
        return _in_one_line(block_of(environment, kind.template, BLOCK, context))

    return line


def _in_one_line(text: str) -> str:
    """Paragraphs of a template as one, without what makes them bold."""
    return " ".join(re.sub(r"(?<!\\)\*\*", "", text).split())
