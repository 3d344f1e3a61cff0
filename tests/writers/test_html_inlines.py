"""Sentences of a run of inlines, each with the notes behind it."""

from __future__ import annotations

import pytest

from briefgen.document.nodes import Emphasis, Inline, Link, NoteRef, Strong, Text
from briefgen.document.walk import plain_text
from briefgen.writers.html import sentence_runs

CASES: dict[str, tuple[tuple[Inline, ...], list[str]]] = {
    "nothing": ((), []),
    "one sentence": ((Text("Nine states met."), NoteRef(1)), ["Nine states met.[1]"]),
    "notes stay behind their sentence": (
        (Text("One."), NoteRef(1), NoteRef(2), Text(" Two."), NoteRef(3)),
        ["One.[1][2]", " Two.[3]"],
    ),
    "a sentence without a note is its own": (
        (Text("No note here. Another one."), NoteRef(1)),
        ["No note here.", " Another one.[1]"],
    ),
    "a sentence may begin in emphasis": (
        (Strong((Text("Sources conflict:"),)), Text(" two meetings."), NoteRef(1), Text(" More.")),
        ["Sources conflict: two meetings.[1]", " More."],
    ),
    "a sentence that ends inside emphasis ends with it": (
        (Emphasis((Text("It ended. It began"),)), Text(" again."), NoteRef(1)),
        ["It ended. It began", " again.[1]"],
    ),
    "a link is not taken apart": (
        (Text("See "), Link("https://example.org/a", (Text("one. Two"),)), Text(" there."), NoteRef(1)),
        ["See one. Two", " there.[1]"],
    ),
    "a cell without a stop": ((Text("listed"), NoteRef(2)), ["listed[2]"]),
}


def shown(run: tuple[Inline, ...]) -> str:
    return "".join(f"[{node.number}]" if isinstance(node, NoteRef) else plain_text((node,)) for node in run)


@pytest.mark.parametrize("case", CASES)
def test_sentences_keep_their_notes(case: str) -> None:
    content, expected = CASES[case]
    assert [shown(run) for run in sentence_runs(content)] == expected


@pytest.mark.parametrize("case", CASES)
def test_nothing_is_lost(case: str) -> None:
    content, _ = CASES[case]
    assert plain_text([node for run in sentence_runs(content) for node in run]) == plain_text(content)
