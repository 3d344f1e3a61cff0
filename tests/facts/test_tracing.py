"""What was asked of the facts is written down, and no more than that."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from briefgen.facts.factbase import FactBase, once_per_base
from briefgen.facts.kinds import shipped_kinds
from briefgen.facts.tracing import FEW, MOST_KEPT, TracedFactBase
from briefgen.model.statement import Record, Statement
from tests.facts.pages import load_page


def statement(subject: str, property_: str, value: object) -> Statement:
    return Statement(f"{subject}/{property_}/1", subject, property_, value)


def meeting(id_: str) -> Record:
    key = f"meeting/{id_}"
    return Record(
        "meeting", id_, f"facts/meetings/{id_}.yaml", (statement(key, "ordinal", 1), statement(key, "date", "2024"))
    )


def traced(*records: Record) -> TracedFactBase:
    return TracedFactBase(FactBase(shipped_kinds().schema, records))


def test_a_property_is_asked_for_by_itself() -> None:
    base = traced(meeting("a"), meeting("b"))
    record = base.record("meeting/a")
    assert record is not None
    assert [s.value for s in record.values("date")] == ["2024"]
    assert base.questions() == ("exists meeting/a", "values meeting/a date")


def test_the_first_value_of_a_property_is_asked_for_by_itself_too() -> None:
    base = traced(meeting("a"))
    (record,) = base.of_kind("meeting")
    assert (record.first("date"), record.first("place"), len(record.in_force("ordinal"))) == ("2024", "", 1)
    asked = ("values meeting/a date", "values meeting/a place", "values meeting/a ordinal")
    assert base.questions() == ("kind meeting", *asked)


def test_a_whole_record_stands_for_its_properties() -> None:
    base = traced(meeting("a"))
    (record,) = base.of_kind("meeting")
    record.values("date")
    assert len(record.statements) == 2
    assert base.questions() == ("kind meeting", "record meeting/a")


def test_whether_a_record_is_contested_is_a_question_of_its_own() -> None:
    base = traced(meeting("a"))
    (record,) = base.of_kind("meeting")
    assert record.contested == {}
    assert base.questions() == ("kind meeting", "contested meeting/a")


def test_a_property_of_many_records_is_one_question() -> None:
    base = traced(*(meeting(f"m{n}") for n in range(FEW + 1)))
    for record in base.of_kind("meeting"):
        record.values("date")
    base.of_kind("meeting")[0].values("ordinal")
    assert base.questions() == ("column meeting date", "kind meeting", "values meeting/m0 ordinal")


def test_a_record_that_is_not_there_is_asked_for_too() -> None:
    base = traced()
    assert base.record("theme/drugs") is None
    assert base.label("theme/drugs") == "drugs"
    assert base.referring("theme/drugs") == ()
    assert base.questions() == ("exists theme/drugs", "referring theme/drugs")


def test_a_traced_record_is_equal_to_itself_and_to_no_other() -> None:
    base = traced(meeting("a"), meeting("b"))
    first, second = base.of_kind("meeting")
    assert first == base.record("meeting/a")
    assert first != second
    assert len({first, second, base.record("meeting/b")}) == 2


def test_what_is_asked_of_a_part_of_the_base_is_asked_of_it() -> None:
    base = traced(meeting("a"), meeting("b"))
    narrowed = base.passing_over(frozenset({"meeting/a"}))
    assert [record.id for record in narrowed.of_kind("meeting")] == ["b"]
    assert base.questions() == ("kind meeting",)
    assert [record.id for record in base.of_kind("meeting")] == ["a", "b"]


def test_what_is_no_question_about_facts_is_kept_as_it_was_asked() -> None:
    base = traced(meeting("a"))
    for question in ("words ru", "verdict meeting/a/date/1", "house"):
        base.ask(question)
    assert base.questions() == ("words ru", "verdict meeting/a/date/1", "house")


def test_the_first_value_of_a_property_is_asked_for_and_no_more(tmp_path: Path) -> None:
    base = TracedFactBase(load_page(tmp_path, "=== persons/ana.yaml\nname: Ana Sample\n").base)
    record = base.record("person/ana")
    assert record is not None
    assert record.first("name") == "{'': 'Ana Sample'}"
    assert list(base.asked) == ["exists person/ana", "values person/ana name"]


def test_what_is_remembered_from_another_brief_asks_what_it_asked_there() -> None:
    base = FactBase(shipped_kinds().schema, (meeting("a"), meeting("b")))
    kept: dict[Any, Any] = {}
    worked: list[str] = []

    def day_of(base: FactBase) -> object:
        worked.append("once")
        record = base.record("meeting/a")
        assert record is not None
        return record.values("date")[0].value

    briefs = [TracedFactBase(base), TracedFactBase(base)]
    briefs[0].record("meeting/a")  # that this one has asked before is no matter
    assert [brief.remembered(kept, "day", day_of) for brief in briefs] == ["2024", "2024"]
    assert worked == ["once"]
    assert [brief.questions() for brief in briefs] == [("exists meeting/a", "values meeting/a date")] * 2


def test_one_base_serves_brief_after_brief_and_each_has_asked_for_all_that_it_was_told() -> None:
    base = FactBase(shipped_kinds().schema, (meeting("a"), meeting("b")))

    @once_per_base
    def days(base: FactBase) -> list[object]:
        return [record.values("date")[0].value for record in base.of_kind("meeting")]

    def brief() -> tuple[str, ...]:
        traced = TracedFactBase.afresh(base)
        assert days(traced) == ["2024", "2024"]
        record = traced.record("meeting/a")
        assert record is not None
        assert record.contested == {}
        return traced.questions()

    assert brief() == brief()
    assert TracedFactBase.afresh(base).questions() == ()


def test_no_more_is_remembered_than_a_process_can_hold() -> None:
    base = traced(meeting("a"))
    kept: dict[Any, Any] = {}
    kept.update(dict.fromkeys(range(MOST_KEPT), ((), ())))
    base.remembered(kept, "one", lambda _: 1)
    assert list(kept) == ["one"]
