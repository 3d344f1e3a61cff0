"""A passage has one note: what several facts need of it, and nothing left out that would turn it."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.citations.evidence import Evidence
from briefgen.citations.passage_notes import one_of_each_passage
from tests.citations.pages import load, notes_for, read

LONG = "with delegations from all of the ports on both sides of the narrow strait, and their guests"
PASSAGE = f"The forum met in Lisbon on 11 March, {LONG}, and agreed on a levy. A date was set."


def quotes(passage: str, *parts: str, language: str = "en", places: tuple[str, ...] = ()) -> list[str]:
    found = [
        Evidence("news", "", part, "", place, passage if part != passage else "")
        for part, place in zip(parts, places or ("",) * len(parts), strict=True)
    ]
    return list(dict.fromkeys(one.quote for one in one_of_each_passage(found, lambda _: language).values()))


@pytest.mark.parametrize(
    ("passage", "parts", "expected"),
    [
        (PASSAGE, ("A date was set.", "The forum met in Lisbon"), ["The forum met in Lisbon […] A date was set."]),
        (PASSAGE, ("agreed on a levy.", "A date was set."), ["agreed on a levy. A date was set."]),
        (PASSAGE, ("The forum met in Lisbon on 11", "in Lisbon on 11 March"), ["The forum met in Lisbon on 11 March"]),
        (PASSAGE, ("on 11 March", "The forum met […] A date"), ["The forum met in Lisbon on 11 March […] A date"]),
        (PASSAGE, (PASSAGE, "A date was set."), [PASSAGE]),
    ],
)
def test_separate_parts_are_one_quote_in_their_order(passage: str, parts: tuple[str, ...], expected: list[str]) -> None:
    assert quotes(passage, *parts) == expected


@pytest.mark.parametrize(
    ("language", "turn"),
    [("en", "but did not agree"), ("en", "allegedly"), ("de", "die sich nicht einigten"), ("fr", "qui n’ont rien dit"),
     ("es", "que no acordaron"), ("ru", "якобы"), ("pt", "who never came")],
)  # fmt: skip
def test_what_turns_the_passage_is_never_left_out(language: str, turn: str) -> None:
    passage = f"The forum met, {LONG}, {turn}, and set a date."
    assert quotes(passage, "The forum met", "set a date.", language=language) == [passage]


def test_words_that_no_passage_or_another_place_holds_keep_their_own_note() -> None:
    assert len(quotes(PASSAGE, "The forum met", "A date was set.", places=("par1", "par2"))) == 2
    assert len(quotes(PASSAGE, "The forum met", "Nothing of it")) == 2
    whole = {e: e for e in (Evidence("news", "", "A date"), Evidence("news", "", "A levy"))}
    assert one_of_each_passage(whole, lambda _: "en") == whole


def test_parts_that_records_quote_of_a_kept_passage_are_one_note_of_both_sentences(tmp_path: Path) -> None:
    page = f"""
=== sources/news.txt
{PASSAGE}
=== meetings/forum-1.yaml
src: news
date: {{is: 2024-03-11, inferred: year, why: The report is of 2024, quote: The forum met … 11 March}}
outcomes: {{is: A date was set., quote: A date was set.}}
"""
    (tmp_path / "sources").mkdir()
    base = load(tmp_path, page)
    resolved = notes_for(base, "It met^d.\nA date^o.", d=("meeting/forum-1", "date"), o=("meeting/forum-1", "outcomes"))
    text = read(resolved)
    assert "It met.[^1]\n\nA date.[^1]\n" in text
    assert r"“The forum met in Lisbon on 11 March \[…] A date was set.” Inferred: The report is of 2024." in text
