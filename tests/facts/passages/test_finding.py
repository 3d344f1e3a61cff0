"""Quotes that share words become one passage, and each says briefly which part of it it is."""

from __future__ import annotations

import pytest

from briefgen.archive.archived import ArchivedText
from briefgen.facts.passages.expand import part_of
from briefgen.facts.passages.finding import FoundPassage, find_passages, names_for, shortest_part

TEXT = "The forum met on 11 June in Port Example. Walls came\nfirst. Floods came second, said the mayor. It ended."
HEAD, WALLS = "The forum met on 11 June in Port Example.", "Walls came first."


def found(*quotes: str, text: str = TEXT) -> list[tuple[str, tuple[str, ...]]]:
    archived = ArchivedText(text, "") if text else None
    return [(p.words, p.quotes) for p in find_passages("one", quotes, archived)]


def test_quotes_that_overlap_are_one_passage_in_the_words_of_the_text() -> None:
    over = "in Port Example. Walls"
    assert found(WALLS, over, HEAD) == [(f"{HEAD} {WALLS}", (WALLS, over, HEAD))]
    assert found("on 11 June", "met on 11") == [("met on 11 June", ("on 11 June", "met on 11"))]


def test_quotes_that_only_stand_side_by_side_stay_apart_in_the_order_of_the_text() -> None:
    assert found("It ended.", HEAD, WALLS) == [(HEAD, (HEAD,)), (WALLS, (WALLS,)), ("It ended.", ("It ended.",))]


def test_what_a_quote_leaves_out_belongs_to_its_passage() -> None:
    elided = "The forum met […] Floods came second"
    assert found(elided, WALLS) == [(f"{HEAD} {WALLS} Floods came second", (elided, WALLS))]


def test_without_the_text_and_where_it_spells_otherwise_only_what_stands_in_another_is_a_part_of_it() -> None:
    over = "in Port Example. Walls"
    assert found(HEAD, over, "on 11 June", text="") == [(HEAD, (HEAD, "on 11 June")), (over, (over,))]
    assert found("the mayor’s “walls”", HEAD) == [(HEAD, (HEAD,)), ("the mayor’s “walls”", ("the mayor’s “walls”",))]


@pytest.mark.parametrize(
    ("words", "quote", "short"),
    [
        (HEAD, "on 11 June", "on 11 June"),
        (f"{HEAD} {'very ' * 20}long.", f"11 June in Port Example. {'very ' * 20}long.", "11 June … very long."),
        (
            f"{HEAD} The forum saw {'very ' * 20}long.",
            f"The forum saw {'very ' * 20}long.",
            "The forum saw … very very long.",
        ),
    ],
)
def test_a_part_is_its_first_and_last_words_where_these_lead_to_it_alone(words: str, quote: str, short: str) -> None:
    assert shortest_part(words, quote) == short
    assert part_of(words, short) == quote


def test_a_passage_is_named_by_a_word_of_weight_that_no_other_has() -> None:
    passages = [FoundPassage("one", words, ()) for words in ("The walls were low.", "These walls fell.", "Да.", "Нет.")]
    assert list(names_for(passages, {"fell"}).values()) == ["walls", "walls-fell", "p3", "p4"]
