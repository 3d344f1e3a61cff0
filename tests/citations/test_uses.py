"""Uses of facts in a run of inlines, and what is put behind them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pytest

from briefgen.citations.uses import CitedRun, Plan, Speech, is_in_number, is_of, stop_before
from briefgen.document.nodes import Cite, LineBreak, Strong, Superscript, Text, Use
from briefgen.document.walk import plain_text
from briefgen.facts.caveats import Caveat, Owed


@pytest.mark.parametrize(
    ("text", "stop"),
    [
        ("It met.", 6),
        ("It met", -1),
        ("It met?!", 6),
        ("“It met.”", 7),
        ("(It met.)", 7),
        ("It met)", -1),
        ("", -1),
        ("集まった。", 4),
    ],
)
def test_a_stop_begins_before_what_closes_behind_it(text: str, stop: int) -> None:
    assert stop_before(text, len(text)) == stop


def test_a_run_knows_where_its_facts_stand_and_which_bracket_is_open_there() -> None:
    run = CitedRun((Text("At (a"), Cite(("x",)), Strong((Text(") and b"), Cite((), (Use("y", "plain"),))))))
    assert [(met.offset, met.cite, met.use.of) for met in run.met] == [(5, 0, "x"), (12, 1, "y")]
    assert [run.opened(met.offset) for met in run.met] == [3, -1]
    nested = CitedRun((Text("((a)b))c(d"),))
    assert [nested.opened(place) for place in range(11)] == [-1, 0, 1, 1, 0, 0, -1, -1, -1, 8, 8]


@pytest.mark.parametrize(
    ("text", "place", "owed", "said"),
    [
        ("Porto. More.", 5, Owed.CONTESTED, "Porto (c). More."),
        ("It (in Porto) met", 12, Owed.CONTESTED, "It (in Porto; c) met"),
        ("It (in Porto) met", 12, Owed.OTHERS, "It (in Porto, c,) met"),
        ("It (in Porto) met", 13, Owed.CONTESTED, "It (in Porto, c) met"),
        ("Porto (on time) met", 5, Owed.CONTESTED, "Porto (c; on time) met"),
        ("Porto (on time) met", 5, Owed.OTHERS, "Porto (c) (on time) met"),
        ("in 2025 г.", 10, Owed.CONTESTED, "in 2025 г. (c)."),
        ("in 2025 г.", 10, Owed.OTHERS, "in 2025 г. (c)"),
        ("It met. More", 7, Owed.CONTESTED, "It met. (c) More"),
        ("  met", 2, Owed.CONTESTED, "  met"),
    ],
)
def test_a_remark_stands_behind_its_value_in_or_out_of_brackets(text: str, place: int, owed: Owed, said: str) -> None:
    assert put(text, place, owed) == said


@pytest.mark.parametrize(
    ("text", "whole", "sentence", "said"),
    [
        ("It met.", False, True, "It met (c)."),
        ("It met.", False, False, "It met. (c)."),
        ("It met", False, True, "It met (c)"),
        ("in 2025 г.", True, False, "in 2025 г. (c)"),
    ],
)
def test_a_remark_on_a_sentence_stands_before_its_stop(text: str, whole: bool, sentence: bool, said: str) -> None:
    assert put(text, len(text), Owed.CONTESTED, whole=whole, sentence=sentence) == said


def put(text: str, place: int, owed: Owed, *, whole: bool = False, sentence: bool = False) -> str:
    """The text with a remark, c, put at a place."""
    plan = Plan(whole)
    plan.put(place, "c", owed, sentence=sentence)
    plan.put(1, "", owed, sentence=False)  # nothing to be said
    return plain_text(plan.carried_out(CitedRun((Text(text),)), SILENT))


SILENT = cast(Speech, None)


def test_remarks_at_one_place_are_joined_and_that_a_record_is_contested_goes_before_its_values() -> None:
    run, plan = CitedRun((Text("It met"),)), Plan(whole=False)
    for words, owed in (("a", Owed.SPEAKER), ("b", Owed.CONTESTED)):
        plan.put(6, words, owed, sentence=False)
    assert plan.insertions(run) == [(6, " (a; b)")]
    plan.put(6, "r", Owed.RECORD, sentence=False)
    plan.put(2, "x", Owed.SPEAKER, sentence=False)
    assert plan.insertions(run) == [(2, " (x)"), (6, " (a; r)")]


def test_remarks_find_their_places_across_emphasis_breaks_and_small_letters() -> None:
    content = (
        Text("a"),
        Superscript("nd"),
        Cite(("s",), (Use("t", "plain"),)),
        LineBreak(),
        Strong((Text("bc"), Cite((), (Use("u", "side"),)))),
        Text(" d"),
    )
    run, plan = CitedRun(content), Plan(whole=False)
    assert (run.text, [met.offset for met in run.met]) == ("and\nbc d", [3, 3, 6])
    plan.put(5, "x", Owed.SPEAKER, sentence=False)
    plan.put(8, "y", Owed.SPEAKER, sentence=False)
    assert plan.carried_out(run, SILENT) == (
        Text("a"),
        Superscript("nd"),
        Cite(("s", "t")),
        LineBreak(),
        Strong((Text("b (x)c"), Cite(("u",)))),
        Text(" d (y)"),
    )


class OneOther:
    """Speech of a value that has one other beside it."""

    def alternatives(self, caveat: Caveat, printed: str, like: str, *, sourced: bool) -> Iterator[tuple[str, str, str]]:
        yield f"{like} as {printed}", "Gazette" if sourced else "", "other"
        yield "none", "", "bare"

    def either(self, words: str) -> str:
        return f"or {words}"


@pytest.mark.parametrize(("before", "said"), [("3rd", "{} (Gazette)"), ("(3rd", "{}, Gazette")])
def test_other_values_stand_behind_the_citation_of_the_one_that_is_printed(before: str, said: str) -> None:
    long = "x" * 50
    run, plan = CitedRun((Text(long + before), Cite(("one",)), Text(" or"), Cite(("two",)))), Plan(whole=False)
    plan.others[0] = run.met[0].offset, "one", Caveat(Owed.OTHERS), True
    found = plan.carried_out(run, cast(Speech, OneOther()))
    printed = (long + before)[-40:]
    assert found == (
        Text(long + before),
        Cite(("one",)),
        Text(" " + said.format(f"or one as {printed}")),
        Cite(("other",)),
        Text(" or none"),
        Cite(("bare",)),
        Text(" or"),
        Cite(("two",)),
    )


@pytest.mark.parametrize(("how", "is_in"), [("counted", True), ("weighed 2", True), ("plain", False), ("side", False)])
def test_what_a_number_takes_together(how: str, is_in: bool) -> None:
    assert is_in_number(Use("x", how)) is is_in


@pytest.mark.parametrize(("of", "is_its"), [("a/b", True), ("a/b/c", True), ("a/bc/c", False), ("a", False)])
def test_a_statement_is_of_its_record(of: str, is_its: bool) -> None:
    assert is_of(of, "a/b") is is_its


def test_many_values_in_one_run_of_stops_and_brackets_take_no_longer_than_as_many_letters() -> None:
    """Some thousands of steps, not the square of it: a test that goes on for hours has found the fault."""
    run = CitedRun(tuple(node for _ in range(20_000) for node in (Text("(..!. "), Cite(("x",)))))
    plan = Plan(whole=True)
    for met in run.met:
        plan.put(met.offset - 1, "contested", Owed.CONTESTED, sentence=True)
    assert len(plan.insertions(run)) == len(run.met)
    assert stop_before("." * 1_000_000 + "x", 1_000_001) == -1
