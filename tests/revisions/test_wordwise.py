"""What changed within a sentence, so that a person can read it."""

from __future__ import annotations

import pytest

from briefgen.document.nodes import Emphasis, Inline, Link, NoteRef, Strong, Text
from briefgen.document.walk import plain_text
from briefgen.revisions.revision import Revision, with_revisions
from briefgen.revisions.wordwise import Change, Changes, assembled, compare_inlines, tokens

SIGNS = {Revision.KEPT: "{}", Revision.INSERTED: "[+{}+]", Revision.DELETED: "[-{}-]"}


def compared(old: str, new: str) -> tuple[list[tuple[str, int]], list[Change]]:
    """The pieces with signs around what came and went, each with its change; and the changes."""
    changes = Changes()
    made = compare_inlines((Text(old),), (Text(new),), changes)
    return [(SIGNS[mark].format(plain_text((node,))), n) for node, mark, n in with_revisions(made)], changes.found


def shown(old: str, new: str) -> str:
    return "".join(piece for piece, _ in compared(old, new)[0])


def test_all_pieces_of_a_change_have_its_number_what_is_kept_between_them_too() -> None:
    pieces, changes = compared(
        "It ended. The first council met quietly in Lisbon that day.",
        "It ended. The second council met quietly in Porto that day.",
    )
    assert pieces == [
        ("It ended.", 0),
        (" The ", 0),
        ("[-first-]", 1),
        ("[+second+]", 1),
        (" council met quietly in ", 1),
        ("[-Lisbon-]", 1),
        ("[+Porto+]", 1),
        (" that day.", 0),
    ]
    assert changes == [
        Change(
            1,
            "The first council met quietly in Lisbon that day.",
            "The second council met quietly in Porto that day.",
        )
    ]


def test_each_sentence_has_a_change_of_its_own() -> None:
    pieces, changes = compared("One came here today. Two went there.", "One stood here today. Two flew there.")
    assert [n for _, n in pieces if n] == [1, 1, 2, 2]
    assert [(c.old, c.new) for c in changes] == [
        ("One came here today.", "One stood here today."),
        ("Two went there.", "Two flew there."),
    ]


WORDS = [f"word{n}" for n in range(10)]


@pytest.mark.parametrize(("kept", "whole"), [(3, True), (4, False), (6, False)])
def test_a_sentence_of_which_little_is_kept_is_shown_as_a_whole(kept: int, whole: bool) -> None:
    """Of letters less than 0.4 and of words less than a half."""
    new = [*WORDS[:kept], *(f"else{n}" for n in range(10 - kept))]
    said = shown(" ".join(WORDS), " ".join(new))
    assert said.startswith("[-word0" if whole else "word0")


def test_half_of_the_words_is_enough_however_short_they_are() -> None:
    assert (
        shown("in on at internationally", "in on at notwithstanding")
        == "in on at [-internationally-][+notwithstanding+]"
    )


def test_what_was_only_added_to_is_shown_as_that() -> None:
    assert shown("Ministers met.", "Ministers met in a small town far away from the sea.").startswith("Ministers met[+")


@pytest.mark.parametrize(
    ("middle", "is_kept"), [("of", False), ("of the", False), ("of the other", True), ("unquestionably", True)]
)
def test_a_word_or_two_between_two_changes_belong_to_the_change(middle: str, is_kept: bool) -> None:
    old, new = (
        f"The council adopted yesterday {a} {middle} {b} and the plan of work for this year."
        for a, b in (("declarations", "seventeenth"), ("conclusions", "nineteenth"))
    )
    assert (f"] {middle} [" in shown(old, new).replace("+", "").replace("-", "")) is is_kept


def test_a_reference_between_two_changes_is_never_taken_for_one() -> None:
    def said(a: str, b: str) -> tuple[Inline, ...]:
        return (Text(f"They all came here {a}"), NoteRef(1), Text(f" {b} on that day"))

    made = compare_inlines(said("yesterday", "tomorrow"), said("gladly", "sadly"), Changes())
    assert [mark for node, mark, _ in with_revisions(made) if isinstance(node, NoteRef)] == [Revision.KEPT]


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
