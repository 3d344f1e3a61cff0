"""Choosing from lists, their order, and groups: nothing is added, nothing changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.amounts import parse_amount
from briefgen.rendering import list_filters
from briefgen.rendering.comparing import typed_date
from briefgen.rendering.environment import Environment
from briefgen.rendering.filter_input import FilterMisuse
from briefgen.rendering.scope import Scope
from briefgen.rendering.views import Measured, Missing, Value
from tests.languages import locale
from tests.rendering.test_filters import BASE, ENVIRONMENT, NothingOwed, values
from tests.workspaces import MEETING, Scratch


@given(st.lists(values(), max_size=6), st.integers(0, 8))
def test_choosing_among_items_adds_and_changes_none(items: list[Value], most: int) -> None:
    assert list_filters.take(items, most) == items[:most]
    assert list_filters.take(items, most) + list_filters.beyond(items, most) == items
    assert list_filters.take(items, Missing("x")) == items
    for chosen in (list_filters.where(rows(items), "value"), list_filters.without(rows(items), "value")):
        assert all(any(row["value"] is item for item in items) for row in chosen)
    grouped = [row for group in list_filters.grouped(ENVIRONMENT, rows(items), "value") for row in group["items"]]
    assert sorted(id(row["value"]) for row in grouped) == sorted(map(id, items))


def test_a_list_of_values_stands_for_each_of_them() -> None:
    items = [{"sort": "a"}, {"sort": "b"}, {"sort": "c"}]
    assert list_filters.without(items, "sort", "a", ["b"]) == items[2:]
    assert list_filters.without(items, "sort", []) == items
    assert list_filters.where(items, "sort", ["b", "c"]) == items[1:]


def rows(items: list[Value]) -> list[dict[str, Value]]:
    return [{"value": item} for item in items]


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


def date_row(date: str) -> dict[str, object]:
    found = typed_date(date)
    return {"id": date, "date": Measured(found, date) if found else Missing("a date")}


def amount_row(amount: str) -> dict[str, object]:
    return {"id": amount, "killed": Measured(parse_amount(amount), amount)}


def ids(rows: list[dict[str, object]]) -> list[object]:
    return [row["id"] for row in rows]


def test_a_list_is_put_in_order_by_dates_and_what_has_none_comes_last() -> None:
    rows = [date_row(date) for date in ("2025-10", "", "2024", "2025-10-03", "2024/2025")]
    assert ids(list_filters.sort(rows, "date")) == ["2024", "2024/2025", "2025-10", "2025-10-03", ""]
    assert ids(list_filters.sort(rows, "date", reverse=True)) == ["2025-10-03", "2025-10", "2024/2025", "2024", ""]


def test_a_list_is_put_in_order_by_amounts_in_units_of_one_sort() -> None:
    rows = [amount_row(amount) for amount in ("2 t", "1,500 kg", "at least 2 t", "900 kg")]
    assert ids(list_filters.sort(rows, "killed")) == ["900 kg", "1,500 kg", "2 t", "at least 2 t"]
    with pytest.raises(FilterMisuse, match=r"one sort; these are amounts in g and amounts in EUR \(2024\)"):
        list_filters.sort([*rows, amount_row("3 EUR (2024)")], "killed")


def test_numbers_and_names_have_an_order_and_a_row_has_none() -> None:
    assert [v.text for v in list_filters.sort([Value("9", raw=9), Value("10", raw=10)])] == ["9", "10"]
    assert list_filters.sort(["Évora", "Faro", "beja"]) == ["beja", "Évora", "Faro"]
    with pytest.raises(FilterMisuse, match="name a field that is one"):
        list_filters.sort([{"a": 1}, {"a": 2}])


@pytest.mark.parametrize(
    ("language", "span", "labels"),
    [
        ("en-GB", "month", ["2024", "September 2025", "October 2025", "October 2025 (uncertain)"]),
        ("en-GB", "quarter", ["2024", "Q3 2025", "Q4 2025", "Q4 2025 (uncertain)"]),
        ("en-GB", "year", ["2024", "2025", "2025 (year uncertain)"]),
        ("ru", "month", ["2024 год", "сентябрь 2025 года", "октябрь 2025 года", "октябрь 2025 года (под вопросом)"]),
        ("ru", "quarter", ["2024 год", "3-й квартал 2025 года", "4-й квартал 2025 года"]),
        ("de", "quarter", ["2024", "3. Quartal 2025", "4. Quartal 2025"]),
        ("fr", "quarter", ["2024", "3e trimestre 2025", "4e trimestre 2025"]),
        ("ja", "quarter", ["2024", "2025年第3四半期", "2025年第4四半期"]),
        ("fa", "quarter", ["۲۰۲۴", "سه‌ماههٔ سوم ۲۰۲۵", "سه‌ماههٔ چهارم ۲۰۲۵"]),
    ],
)
def test_dates_are_grouped_by_spans_of_time_with_names_in_the_language(
    language: str, span: str, labels: list[str]
) -> None:
    environment = Environment([])
    environment.scope = Scope(BASE, locale(language), {}, caveats=NothingOwed(BASE, lambda *_: ()))
    rows = [date_row(date) for date in ("2025-10-17", "2024", "2025-09-30/2025-10-01", "", "2025-10", "2025-10?")]
    groups = list_filters.grouped(environment, rows, "date", span)
    assert [str(g["by"].text).replace("\u00a0", " ") for g in groups[:-1]][: len(labels)] == labels
    assert groups[-1] == {"by": False, "items": [rows[3]]}


def test_what_is_no_date_and_no_span_of_time_is_told() -> None:
    with pytest.raises(FilterMisuse, match=r"by month, quarter or year, not by 'week'"):
        list_filters.grouped(ENVIRONMENT, [date_row("2025")], "date", "week")
    with pytest.raises(FilterMisuse, match="'id' is no date"):
        list_filters.grouped(ENVIRONMENT, [date_row("2025")], "id", "month")


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
