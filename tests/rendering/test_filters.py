"""Filters change words and never evidence: what comes out rests on what went in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.document.nodes import Use
from briefgen.facts.caveats import Caveat, Caveats
from briefgen.facts.factbase import FactBase
from briefgen.facts.kinds import shipped_kinds
from briefgen.language.cldr import extract, from_data
from briefgen.model.amounts import parse_amount
from briefgen.rendering import filters
from briefgen.rendering.comparing import typed_date
from briefgen.rendering.environment import Environment
from briefgen.rendering.filters import FilterMisuse
from briefgen.rendering.scope import FIRST_MARK, Scope
from briefgen.rendering.views import Measured, Missing, Value
from tests.document.strategies import texts
from tests.workspaces import MEETING, Scratch


class NothingOwed(Caveats):
    """Of the statements made up here, none is held and none owes anything."""

    def of(self, id_: str) -> tuple[Caveat, ...]:
        return ()


BASE = FactBase({}, ())
ENVIRONMENT = Environment([])
ENVIRONMENT.scope = Scope(BASE, from_data(extract("en-GB")), {}, caveats=NothingOwed(BASE, lambda _: ()))
ENVIRONMENT.scope.marks.extend(f"s{n}" for n in range(10))


@st.composite
def values(draw: st.DrawFn, raw: st.SearchStrategy[object] | None = None) -> Value:
    """A value that rests on a few statements, each with its mark."""
    numbers = draw(st.lists(st.integers(0, 9), max_size=3, unique=True))
    marks = "".join(chr(FIRST_MARK + n) for n in numbers)
    typed = draw(raw) if raw is not None else None
    text = draw(texts()) if typed is None else str(typed)
    return Value(text, marks, tuple(f"s{n}" for n in numbers), typed)


SINGLE = ("capital", "sentence", "clause", "plain_words", "trim", "the")


@given(values(), st.sampled_from(SINGLE))
def test_a_filter_of_words_keeps_the_evidence(value: Value, name: str) -> None:
    filter_ = filters.FILTERS[name]
    result = filter_(ENVIRONMENT, value) if name in ("capital", "sentence") else filter_(value)
    assert (result.marks, result.statements) == (value.marks, value.statements)


@given(values(st.integers(0, 10_000)), st.sampled_from(["in_words", "ordinal"]))
def test_a_filter_of_numbers_keeps_the_evidence(value: Value, name: str) -> None:
    result = filters.FILTERS[name](ENVIRONMENT, value)
    assert (result.marks, result.statements) == (value.marks, value.statements)


@given(values(st.dates().map(str)))
def test_a_date_in_a_sentence_keeps_the_evidence(value: Value) -> None:
    result = filters.FILTERS["when"](ENVIRONMENT, value)
    assert (result.marks, result.statements) == (value.marks, value.statements)


@given(st.lists(values(), max_size=5), st.sampled_from(["listing", "count"]))
def test_what_is_made_of_several_values_rests_on_all_of_them(items: list[Value], name: str) -> None:
    result = filters.FILTERS[name](ENVIRONMENT, items)
    assert set(result.statements) == {statement for item in items for statement in item.statements}
    assert stand_for(result.marks) == {statement for item in items for statement in stand_for(item.marks)}
    assert len(result.marks) == len(set(result.marks))


def stand_for(marks: str) -> set[str]:
    """The statements that marks stand for, however they are used."""
    scope = ENVIRONMENT.scope
    assert scope is not None
    meanings = [scope.marks[ord(mark) - FIRST_MARK] for mark in marks]
    return {meaning.of if isinstance(meaning, Use) else str(meaning) for meaning in meanings}


@given(st.lists(values(), max_size=6), st.integers(0, 8))
def test_choosing_among_items_adds_and_changes_none(items: list[Value], most: int) -> None:
    assert filters.take(items, most) == items[:most]
    assert filters.take(items, most) + filters.beyond(items, most) == items
    assert filters.take(items, Missing("x")) == items
    for chosen in (filters.where(rows(items), "value"), filters.without(rows(items), "value")):
        assert all(any(row["value"] is item for item in items) for row in chosen)
    grouped = [row for group in filters.grouped(ENVIRONMENT, rows(items), "value") for row in group["items"]]
    assert sorted(id(row["value"]) for row in grouped) == sorted(map(id, items))


def rows(items: list[Value]) -> list[dict[str, Value]]:
    return [{"value": item} for item in items]


@pytest.mark.parametrize(
    "name",
    sorted(
        filters.FILTERS.keys()
        - {
            "where",
            "without",
            "grouped",
            "sort",
            "take",
            "beyond",
            "besides",
            "within",
            "each",
            "followed_by",
            "since",
            "account",
        }
    ),
)
def test_a_filter_on_what_is_missing_is_an_error(name: str) -> None:
    takes_environment = name in (
        "listing",
        "called",
        "count",
        "total",
        "in_words",
        "ordinal",
        "when",
        "sentence",
        "capital",
    )
    arguments = (ENVIRONMENT, Missing("x")) if takes_environment else (Missing("x"),)
    if name in ("listing", "count"):  # a list that is missing is an empty one
        assert filters.FILTERS[name](*arguments).text in ("", "0")
    else:
        with pytest.raises(FilterMisuse, match="nothing is recorded for x"):
            filters.FILTERS[name](*arguments)


CASES = {
    "{{ meeting.ordinal|ordinal }}": "7th[^1]",
    "{{ meeting.ordinal|in_words }}": "seven[^1]",
    "{{ meeting.date|when }}": "on 11 March 2024[^1]",
    "{{ meeting.lists[0].parties|listing }}": "Brazil, Colombia and Ethiopia[^1]",
    "{{ meeting.lists[0].parties|count|in_words|capital }}": "Three[^1]",
    "{{ meeting.discussion[0]|clause }}, they said": "Participants discussed stocks of green coffee, they said[^1]",
    "{{ meeting.claims[0].says|sentence }}": "Prices would remain unsteady (according to the secretariat of the "
    "Example Harvest Forum).[^1]",
    "{{ meeting.claims[0].said_by|the }}": "the secretariat of the Example Harvest Forum[^1]",
    "{{ meeting.lists|where('status', 'listed')|length }}": "1",
    "{{ meeting.lists|without('status', 'listed')|length }}": "0",
    "{{ meeting.discussion|grouped('themes')|length }}": "1",
    "{{ 'highly-likely'|plain_words }}": "highly likely",
}


@pytest.mark.parametrize("template", CASES)
def test_what_filters_do(workspace: Scratch, template: str) -> None:
    assert workspace.rendered(template) == CASES[template]


def test_an_item_of_several_themes_stands_under_its_first_and_one_of_none_last(workspace: Scratch) -> None:
    workspace.write("facts/themes/prices.yaml", "label: prices\n")
    workspace.edit(
        MEETING,
        "discussion:\n",
        "discussion:\n"
        "  - {is: No theme., quote: Participants discussed}\n"
        "  - {is: Two themes., quote: Participants discussed, themes: [prices, stocks]}\n",
    )
    text = "{% for g in meeting.discussion|grouped('themes') %}{{ g.by or '-' }}: {{ g['items']|count }}; {% endfor %}"
    assert workspace.rendered(text).startswith("prices: 1; stocks of green coffee: 1; -: 1;")


def test_what_was_said_is_left_out_and_what_has_no_room(workspace: Scratch) -> None:
    more = "  - {is: Growers spoke of rain and of roads., quote: Participants discussed stocks of green coffee}\n"
    workspace.edit(MEETING, "discussion:\n", f"discussion:\n{more}")
    both = "{% for item in meeting.discussion|within(SIZE) %}{{ item }} {% endfor %}"
    assert workspace.rendered(both.replace("SIZE", "6")) == "Participants discussed stocks of green coffee.[^1]"
    assert workspace.rendered(both.replace("SIZE", "7")).startswith("Growers spoke of rain and of roads.[^1]")
    assert workspace.rendered("{{ meeting.discussion|within(4)|length }}") == "0"
    assert workspace.rendered("{{ meeting.discussion|within(13, meeting.discussion|take(1))|length }}") == "1"
    rest = "{{ meeting.discussion|besides(meeting.discussion|take(1))|listing }}"
    assert workspace.rendered(rest) == "Participants discussed stocks of green coffee.[^1]"
    assert workspace.rendered("{{ meeting.discussion|followed_by(meeting.outcomes)|length }}") == "3"
    assert workspace.rendered('{{ meeting.key_points|each("point")|length }}') == "1"


PRINTED = "{% if account %}{{ 'By {who}.'|t(who=account) }}{% else %}Nobody.{% endif %}"
SAID = "{% set account = meeting.discussion|account %}" + PRINTED
ALL = "{% set account = meeting.discussion|followed_by(meeting.outcomes)|account %}" + PRINTED
CLAIMED = "{% set account = meeting.claims|account %}" + PRINTED
SECRETARIAT = "the secretariat of the Example Harvest Forum"


def test_whose_account_sentences_are_is_said_where_one_source_bears_them_all(workspace: Scratch) -> None:
    relayed = f"By Example Gazette, drawing on {SECRETARIAT}."  # as the record of the source says of all of it
    assert [workspace.rendered(text) for text in (SAID, ALL, CLAIMED)] == [relayed] * 3
    gap = "question: How much of it is its own?\nabout: [source/example-gazette, organisation/example-secretariat]\n"
    workspace.write("facts/gaps/how-much.yaml", gap)
    assert [workspace.rendered(text) for text in (SAID, ALL, CLAIMED)] == ["By Example Gazette."] * 3
    workspace.edit(MEETING, "    themes: stocks\n", "    themes: stocks\n    according_to: example-secretariat\n")
    assert [workspace.rendered(text) for text in (SAID, ALL)] == [relayed, "By Example Gazette."]
    workspace.edit(MEETING, "    according_to: example-secretariat\n", "    inferred: all\n    why: It follows.\n")
    assert [workspace.rendered(text) for text in (SAID, ALL, CLAIMED)] == ["Nobody.", "Nobody.", "By Example Gazette."]


def test_an_account_is_of_sentences_and_must_be_there_to_be_printed(workspace: Scratch) -> None:
    assert "|account takes sentences and claims" in workspace.fault("{{ meeting.gaps|account }}")
    workspace.template("{{ meeting.discussion|account }}")
    ran = workspace.run("template", "check", "note", "-w", str(workspace.root))
    assert "put {% if … %} around it" in ran.out + ran.err


def test_what_records_are_called_behind_a_number() -> None:
    base = FactBase(shipped_kinds().schema, ())
    said = {}
    for tag in ("en-GB", "ru"):
        environment = Environment([])
        environment.scope = Scope(base, from_data(extract(tag)), {}, caveats=NothingOwed(base, lambda _: ()))
        said[tag] = [filters.called(environment, "meeting", n).text for n in (1, 2, 5, 21)]
    assert said["en-GB"] == ["meeting", "meetings", "meetings", "meetings"]
    assert said["ru"] == ["встреча", "встречи", "встреч", "встреча"]
    with pytest.raises(FilterMisuse, match=r"there is no kind of record 'meting'; did you mean 'meeting'\?"):
        filters.called(environment, "meting", 2)


# --- order and spans of time ---


def date_row(date: str) -> dict[str, object]:
    found = typed_date(date)
    return {"id": date, "date": Measured(found, date) if found else Missing("a date")}


def amount_row(amount: str) -> dict[str, object]:
    return {"id": amount, "killed": Measured(parse_amount(amount), amount)}


def ids(rows: list[dict[str, object]]) -> list[object]:
    return [row["id"] for row in rows]


def test_a_list_is_put_in_order_by_dates_and_what_has_none_comes_last() -> None:
    rows = [date_row(date) for date in ("2025-10", "", "2024", "2025-10-03", "2024/2025")]
    assert ids(filters.sort(rows, "date")) == ["2024", "2024/2025", "2025-10", "2025-10-03", ""]
    assert ids(filters.sort(rows, "date", reverse=True)) == ["2025-10-03", "2025-10", "2024/2025", "2024", ""]


def test_a_list_is_put_in_order_by_amounts_in_units_of_one_sort() -> None:
    rows = [amount_row(amount) for amount in ("2 t", "1,500 kg", "at least 2 t", "900 kg")]
    assert ids(filters.sort(rows, "killed")) == ["900 kg", "1,500 kg", "2 t", "at least 2 t"]
    with pytest.raises(FilterMisuse, match=r"one sort; these are amounts in g and amounts in EUR \(2024\)"):
        filters.sort([*rows, amount_row("3 EUR (2024)")], "killed")


def test_numbers_and_names_have_an_order_and_a_row_has_none() -> None:
    assert [v.text for v in filters.sort([Value("9", raw=9), Value("10", raw=10)])] == ["9", "10"]
    assert filters.sort(["Évora", "Faro", "beja"]) == ["beja", "Évora", "Faro"]
    with pytest.raises(FilterMisuse, match="name a field that is one"):
        filters.sort([{"a": 1}, {"a": 2}])


@pytest.mark.parametrize(
    ("language", "span", "labels"),
    [
        ("en-GB", "month", ["2024", "September 2025", "October 2025", "October 2025 (uncertain)"]),
        ("en-GB", "quarter", ["2024", "Q3 2025", "Q4 2025", "Q4 2025 (uncertain)"]),
        ("en-GB", "year", ["2024", "2025", "2025 (year uncertain)"]),
        ("ru", "month", ["2024 год", "сентябрь 2025 года", "октябрь 2025 года", "октябрь 2025 года (под вопросом)"]),
        ("ru", "quarter", ["2024 год", "3-й квартал 2025 года", "4-й квартал 2025 года"]),
    ],
)
def test_dates_are_grouped_by_spans_of_time_with_names_in_the_language(
    language: str, span: str, labels: list[str]
) -> None:
    environment = Environment([])
    environment.scope = Scope(BASE, from_data(extract(language)), {}, caveats=NothingOwed(BASE, lambda _: ()))
    rows = [date_row(date) for date in ("2025-10-17", "2024", "2025-09-30/2025-10-01", "", "2025-10", "2025-10?")]
    groups = filters.grouped(environment, rows, "date", span)
    assert [str(g["by"].text).replace("\u00a0", " ") for g in groups[:-1]][: len(labels)] == labels
    assert groups[-1] == {"by": False, "items": [rows[3]]}


def test_what_is_no_date_and_no_span_of_time_is_told() -> None:
    with pytest.raises(FilterMisuse, match=r"by month, quarter or year, not by 'week'"):
        filters.grouped(ENVIRONMENT, [date_row("2025")], "date", "week")
    with pytest.raises(FilterMisuse, match="'id' is no date"):
        filters.grouped(ENVIRONMENT, [date_row("2025")], "id", "month")


def test_values_that_stand_beside_another_are_printed_once(workspace: Scratch) -> None:
    date = next(row for row in workspace.read(MEETING).splitlines() if row.startswith("date:"))
    both = (
        f'date:\n  - {date.removeprefix("date: ")}\n  - {{is: 2024-03-12, src: {{example-gazette: "seventh session"}}}}'
    )
    workspace.edit(MEETING, date, both)
    text = "{% for one in meeting.date.others|followed_by([meeting.date])|once %}- {{ one }}\n{% endfor %}"
    said = workspace.rendered(text)
    assert said.count("- ") == 1
    assert "11 March 2024" in said
    assert "12 March 2024" in said
