"""Uses of facts in a run of inlines, and what is put behind them."""

from __future__ import annotations

import pytest

from briefgen.citations.uses import CitedRun, Plan, stop_before
from briefgen.document.nodes import Cite, Strong, Text, Use
from briefgen.facts.caveats import Owed


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


def test_many_values_in_one_run_of_stops_and_brackets_take_no_longer_than_as_many_letters() -> None:
    """Some thousands of steps, not the square of it: a test that goes on for hours has found the fault."""
    run = CitedRun(tuple(node for _ in range(20_000) for node in (Text("(..!. "), Cite(("x",)))))
    plan = Plan(whole=True)
    for met in run.met:
        plan.put(met.offset - 1, "contested", Owed.CONTESTED, sentence=True)
    assert len(plan.insertions(run)) == len(run.met)
    assert stop_before("." * 1_000_000 + "x", 1_000_001) == -1
