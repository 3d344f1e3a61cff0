"""briefgen facts tidy: shown, asked for, done, and refused."""

from __future__ import annotations

import pytest

from briefgen.facts.passages import tidying
from tests.workspaces import MEETING, Ran, Scratch

PLACE = 'place: {is: Lisbon, quote: "met in Lisbon on 12 March"}\nvenue: {is: Corn Hall, quote: "in Lisbon"}\n'


def tidy(workspace: Scratch, *words: str) -> Ran:
    return workspace.run("facts", "tidy", "-w", str(workspace.root), *words)


def quoting_twice(workspace: Scratch) -> str:
    text = workspace.read(MEETING)
    kept = "".join(line for line in text.splitlines(keepends=True) if not line.startswith(("place:", "venue:")))
    workspace.write(MEETING, kept + PLACE)
    return workspace.read(MEETING)


def test_it_shows_and_counts_what_would_change_and_writes_when_told_to(workspace: Scratch) -> None:
    text = quoting_twice(workspace)
    ids = {s["id"] for s in workspace.run("facts", "-w", str(workspace.root), "--json").json}
    asked, shown = tidy(workspace, "--check"), tidy(workspace, "--diff")
    assert (asked.code, shown.code) == (1, 0)
    assert "would be tidied" in asked.out
    assert '-venue: {is: Corn Hall, quote: "in Lisbon"}' in shown.out
    assert workspace.read(MEETING) == text
    assert tidy(workspace).code == 0
    assert "\nvenue: {is: Corn Hall, from: {harvest: in Lisbon}}\n" in workspace.read(MEETING)
    assert {s["id"] for s in workspace.run("facts", "-w", str(workspace.root), "--json").json} == ids
    again = tidy(workspace, "--check")
    assert (again.code, again.out) == (0, "tidy already: no passage stands twice\n")


def test_records_with_errors_are_left_alone(workspace: Scratch) -> None:
    quoting_twice(workspace)
    workspace.append(MEETING, "ordinall: 3\n")
    text, ran = workspace.read(MEETING), tidy(workspace)
    assert ran.code == 1
    assert "unknown key 'ordinall'" in ran.err
    assert "nothing was written" in ran.err
    assert workspace.read(MEETING) == text


def test_nothing_is_written_where_a_statement_would_be_another(
    workspace: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = quoting_twice(workspace)
    monkeypatch.setattr(tidying, "shortest_part", lambda words, quote: "met in Lisbon")
    ran = tidy(workspace)
    assert ran.code != 0
    assert "nothing was written: these statements would be others: claim/unsteady-prices/" in ran.err
    assert workspace.read(MEETING) == text
