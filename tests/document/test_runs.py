"""Inlines as runs and back: which of the trees that look the same is taken."""

from __future__ import annotations

import pytest

from briefgen.document.nodes import Emphasis, FigureRef, Inline, LineBreak, Link, NoteRef, Strong, Text
from briefgen.document.runs import to_inlines, to_runs

A, B, C = Text("a"), Text("b"), Text("c")
URL = "https://example.org"


@pytest.mark.parametrize(
    ("given", "normal"),
    [
        ((Strong((Emphasis((A,)),)),), (Strong((Emphasis((A,)),)),)),
        ((Emphasis((Strong((A,)),)),), (Strong((Emphasis((A,)),)),)),
        ((Strong((A,)), Strong((Emphasis((B,)),))), (Strong((A, Emphasis((B,)))),)),
        ((Emphasis((A, Strong((B,)))),), (Emphasis((A, Strong((B,)))),)),
        ((Strong((A, NoteRef(1), B)),), (Strong((A, NoteRef(1), B)),)),
        ((Strong((A, NoteRef(1))), B), (Strong((A,)), NoteRef(1), B)),
        ((Strong((LineBreak(), A)),), (LineBreak(), Strong((A,)))),
        ((Strong((Link(URL, (A,)),)),), (Link(URL, (Strong((A,)),)),)),
        ((Strong((A, Link(URL, (B,)))),), (Strong((A, Link(URL, (B,)))),)),
        ((Strong((A,)), Link(URL, (Strong((B,)), C))), (Strong((A,)), Link(URL, (Strong((B,)), C)))),
        ((Link(URL, (A,)), Link(URL, (B,))), (Link(URL, (Text("ab"),)),)),
        ((Link(URL, (A, LineBreak(), B, LineBreak())),), (Link(URL, (A, LineBreak(), B)), LineBreak())),
        ((A, FigureRef("x.png", "Figure 1"), B), (A, FigureRef("x.png", "Figure 1"), B)),
    ],
)
def test_of_trees_that_look_the_same_one_is_normal(given: tuple[Inline, ...], normal: tuple[Inline, ...]) -> None:
    assert to_inlines(to_runs(given)) == normal


def test_links_that_touch_stay_apart_where_their_joined_words_would_name_another_host() -> None:
    mail = "mailto:desk@example.org"
    apart = (Link(mail, (Text("desk@example.org"),)), Link(mail, (Text("see"),)))
    assert to_inlines(to_runs(apart)) == apart
