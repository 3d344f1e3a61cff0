"""A passage has one note: what several facts quote of it, each part as it was quoted."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.citations.evidence import Evidence
from briefgen.citations.passage_notes import one_of_each_passage
from tests.citations.pages import load, notes_for, read

PASSAGE = "The forum met in Lisbon on 11 March, with delegations from all ports, and agreed on a levy. A date was set."


def parts(passage: str, *quotes: str, places: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = [
        Evidence("news", "", part, "", place, passage if part != passage else "")
        for part, place in zip(quotes, places or ("",) * len(quotes), strict=True)
    ]
    return list(dict.fromkeys((one.quote, *one.further) for one in one_of_each_passage(found).values()))


@pytest.mark.parametrize(
    ("quotes", "expected"),
    [
        (("A date was set.", "The forum met in Lisbon"), ("The forum met in Lisbon", "A date was set.")),
        (("agreed on a levy.", "A date was set."), ("agreed on a levy. A date was set.",)),
        (("The forum met in Lisbon on 11", "in Lisbon on 11 March"), ("The forum met in Lisbon on 11 March",)),
        (("on 11 March", "The forum met […] A date"), ("The forum met […] on 11 March […] A date",)),
        (("The forum met […] levy", "A date was set."), ("The forum met […] levy. A date was set.",)),
        ((PASSAGE, "A date was set."), (PASSAGE,)),
    ],
)
def test_parts_of_a_passage_stand_in_their_order(quotes: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert parts(PASSAGE, *quotes) == [expected]


def test_what_a_rule_sets_off_is_no_part_of_the_sentence_before() -> None:
    passage = "They agreed on a levy. ///Example News, 3 May"
    assert parts(passage, "They agreed on a levy.", "///Example News, 3 May") == [
        ("They agreed on a levy.", "///Example News, 3 May")
    ]


def test_nothing_is_printed_or_left_out_that_nobody_quoted() -> None:
    """An elision would give what Sudan will do to Egypt, and the words between may be held back."""
    passage = "Egypt agreed on a plan with its neighbour. Libya declined to sign. Sudan will sign it in May."
    assert parts(passage, "will sign it in May", "Egypt agreed on a plan") == [
        ("Egypt agreed on a plan", "will sign it in May")
    ]


def test_words_that_no_passage_or_another_place_holds_keep_their_own_note() -> None:
    assert len(parts(PASSAGE, "The forum met", "A date was set.", places=("par1", "par2"))) == 2
    assert len(parts(PASSAGE, "The forum met", "Nothing of it")) == 2
    whole = {e: e for e in (Evidence("news", "", "A date"), Evidence("news", "", "A levy"))}
    assert one_of_each_passage(whole) == whole


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
    assert "“The forum met in Lisbon on 11 March”; “A date was set.” Inferred: The report is of 2024." in text
