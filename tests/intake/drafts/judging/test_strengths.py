"""What a value makes stronger than its passage: how surely, how much, and of how many."""

from __future__ import annotations

import re

import pytest

from briefgen.intake.drafts.judging.strengths import raised
from briefgen.intake.drafts.wordlists import word_list


@pytest.mark.parametrize(
    ("said", "quote", "told"),
    [
        ("The levy will rise", "The levy may rise", "'may'"),
        ("The levy could rise", "The levy may rise", ""),
        ("Members must pay", "Guests may ask; members pay", ""),
        ("The council met in May", "In May the council met", ""),
        ("The court ordered a vote", "The court ordered a vote that could take months", ""),
        ("The ports did not agree", "The ports could not agree", ""),
        ("All ports paid", "Most ports paid", "'All' is more than the 'Most'"),
        ("All ministers came", "Some ports paid, and all the ministers came", ""),
        ("the ports paid", "Only two of the ports paid", "'two of' these alone"),
        ("Members must pay", "Members should pay", "'must' is more than the 'should'"),
    ],
)
def test_a_stronger_word_is_told(said: str, quote: str, told: str) -> None:
    found = " ".join(one.message for one in raised(said, quote, word_list("en"), re.compile(r"\bnot\b")))
    assert told in found
    assert bool(found) is bool(told)
