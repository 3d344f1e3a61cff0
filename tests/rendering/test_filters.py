"""Filters change words and never evidence: what comes out rests on what went in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.document.joining import MARK
from briefgen.document.nodes import Use
from briefgen.facts.caveats import Caveat, Caveats
from briefgen.facts.factbase import FactBase
from briefgen.facts.kinds import shipped_kinds
from briefgen.language.cldr import extract, from_data
from briefgen.rendering import filters
from briefgen.rendering.environment import Environment
from briefgen.rendering.filter_input import FilterMisuse
from briefgen.rendering.scope import Scope
from briefgen.rendering.views import Missing, Value
from tests.document.strategies import texts
from tests.workspaces import MEETING, Scratch


class NothingOwed(Caveats):
    """Of the statements made up here, none is held and none owes anything."""

    def of(self, id_: str) -> tuple[Caveat, ...]:
        return ()


BASE = FactBase({}, ())
ENVIRONMENT = Environment([])
ENVIRONMENT.scope = Scope(BASE, from_data(extract("en-GB")), {}, caveats=NothingOwed(BASE, lambda *_: ()))
ENVIRONMENT.scope.marks.extend(f"s{n}" for n in range(10))


@st.composite
def values(draw: st.DrawFn, raw: st.SearchStrategy[object] | None = None) -> Value:
    """A value that rests on a few statements, each with its mark."""
    numbers = draw(st.lists(st.integers(0, 9), max_size=3, unique=True))
    marks = "".join(chr(MARK + n) for n in numbers)
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
    meanings = [scope.marks[ord(mark) - MARK] for mark in marks]
    return {meaning.of if isinstance(meaning, Use) else str(meaning) for meaning in meanings}


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
            "once",
            "t",
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
    "{{ '“We wait.”'|clause }} {{ '«Мы ждём.».'|clause }} {{ '“the U.S.”'|clause }}": "“We wait” «Мы ждём» “the U.S.”",
    "{% if '“We wait”.' is quotation %}said: {% endif %}{% if '“We wait” here' is quotation %}no{% endif %}"
    "{% if meeting.claims[0].says is quotation %}no{% endif %}": "said:",
}


@pytest.mark.parametrize("template", CASES)
def test_what_filters_do(workspace: Scratch, template: str) -> None:
    assert workspace.rendered(template) == CASES[template]


PRINTED = "{% if account %}{{ 'By {who}.'|t(who=account) }}{% else %}Nobody.{% endif %}"
SAID = "{% set account = meeting.discussion|account %}" + PRINTED
ALL = "{% set account = meeting.discussion|followed_by(meeting.outcomes)|account %}" + PRINTED
CLAIMED = "{% set account = meeting.claims|account %}" + PRINTED
SECRETARIAT = "the secretariat of the Example Harvest Forum"


@pytest.mark.slow
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


@pytest.mark.slow
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
        environment.scope = Scope(base, from_data(extract(tag)), {}, caveats=NothingOwed(base, lambda *_: ()))
        said[tag] = [filters.called(environment, "meeting", n).text for n in (1, 2, 5, 21)]
    assert said["en-GB"] == ["meeting", "meetings", "meetings", "meetings"]
    assert said["ru"] == ["встреча", "встречи", "встреч", "встреча"]
    with pytest.raises(FilterMisuse, match=r"there is no kind of record 'meting'; did you mean 'meeting'\?"):
        filters.called(environment, "meting", 2)
