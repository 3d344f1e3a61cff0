"""The lists of words by which rules read a language."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.intake.drafts import wordlists
from briefgen.intake.drafts.wordlists import word_list

LANGUAGES = sorted(path.stem for path in Path(wordlists.__file__).parent.glob("words/*.toml"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_list(language: str) -> None:
    lists = word_list(language)
    empty = {name for name, pattern in lists.patterns.items() if pattern == "(?:(?!))"}
    # Russian has no articles, others say nothing "in" a body, and only German has infinitives at the end
    # of a clause, and "so Muster"; French and Russian have "if" where others turn a clause round.
    # What somebody is told and "at" stand in English alone, adjectives in front of a meeting or behind it; only in
    # German is speech told by its mood and by participles, and a verb comes first behind "while", in French "pour".
    own = {"listeners", "at_halls", "of_body", "meeting_adjectives", "kinds_behind", "bodies_of", "reported_mood"}
    own |= {"behind_participles", "subordinate", "according_first", "plain_meetings", "callings"}
    own |= {"source_behind", "is_view", "it_says"}
    # Common nouns stand in names of languages with cases, and of French; "the second day of the meeting" is English.
    own |= {"name_words", "no_name_behind", "small_ranks", "part_of", "town_heads"}
    assert empty <= {"articles", "told_in", "saying", "infinitives", "so", "inverted", *own}
    assert lists.contraries
    assert {"million", "billion"} <= set(lists.units.values())
    assert lists.functions


def test_a_star_is_any_ending_and_words_are_whole() -> None:
    english, german = word_list("en-GB"), word_list("de")
    assert english.finds("meetings", "two sessions ago")
    assert not english.finds("meetings", "obsession")
    assert english.finds("speech", "they emphasised it")
    assert english.has("offices", "Ministers")
    assert german.has("offices", "Verkehrsministerin")
    assert german.finds("held", "Das Treffen hat am 4. Juni in Bonn stattgefunden.")


def test_a_language_without_lists_finds_nothing() -> None:
    assert word_list("eu").finds("meetings", "bilera meeting") is None
