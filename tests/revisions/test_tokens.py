"""Inlines as words that are never cut in two, and back again as they were."""

from __future__ import annotations

import pytest

from briefgen.document.nodes import Emphasis, Inline, Link, NoteRef, Strong, Text
from briefgen.revisions.tokens import assembled, split_words, tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It met on 17 October 2025.", ["It", " ", "met", " ", "on", " ", "17 October 2025", "."]),
        ("5. März 2024", ["5. März 2024"]),
        ("2025-10-17, 1,200.5 and 21st", ["2025-10-17", ",", " ", "1,200.5", " ", "and", " ", "21st"]),
        ("50% of 3/4", ["50%", " ", "of", " ", "3/4"]),
        ("counter-terrorism, Shanghai’s R&D", ["counter-terrorism", ",", " ", "Shanghai’s", " ", "R&D"]),
        ("日本", ["日", "本"]),
        ("a  b\nc", ["a", "  ", "b", "\n", "c"]),
        ("(x)", ["(", "x", ")"]),
        ("17 October 20256", ["17", " ", "October", " ", "20256"]),
    ],
)
def test_words_numbers_and_dates_are_whole(text: str, words: list[str]) -> None:
    assert split_words(text) == words
    assert "".join(split_words(text)) == text


CONTENT: tuple[Inline, ...] = (
    Text("It "),
    Strong((Text("met "), Emphasis((Text("here"),)))),
    NoteRef(1),
    Link("https://x.example", (Text("a b"),)),
    Text("."),
)


def test_a_token_knows_the_formatting_it_stands_in() -> None:
    row = tokens(CONTENT)
    assert [(t.text, [span.__name__ for span in t.spans]) for t in row] == [
        ("It", []),
        (" ", []),
        ("met", ["Strong"]),
        (" ", ["Strong"]),
        ("here", ["Strong", "Emphasis"]),
        ("", []),
        ("a b", []),  # a link is not cut
        (".", []),
    ]
    assert [t.text for t in row if t.is_word] == ["It", "met", "here", "a b"]


def test_tokens_put_together_are_what_they_were_cut_from() -> None:
    assert assembled(tokens(CONTENT)) == CONTENT
    assert assembled(tokens((Text("one"), Text(" two")))) == (Text("one two"),)
    assert assembled(()) == ()
