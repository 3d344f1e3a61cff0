"""The posts that a sentence gives, in front of a name and behind it."""

from __future__ import annotations

import pytest

from briefgen.intake.drafts.posts_reading import is_calling_word, own_post, post_before, post_behind
from briefgen.intake.drafts.wordlists import word_list


@pytest.mark.parametrize(
    ("head", "language", "post"),
    [
        ("It was opened by the deputy director of the Port ", "en", "deputy director of the Port"),
        ("with the envoy of the President to Example ", "en", "envoy of the President to Example"),
        ("with the adviser to the Prime Minister on rivers ", "en", "adviser to the Prime Minister on rivers"),
        ("by the envoy of the President ", "en", "President"),
        ("the mayor and chair ", "en", "chair"),
        ("First Deputy Prime Minister ", "en", "First Deputy Prime Minister"),
        ("the deputy foreign minister ", "en", "deputy foreign minister"),
        ("Minister of Defence General ", "en", "Minister of Defence"),
        ("Chief of the General Staff General ", "en", "Chief of the General Staff"),
        ("the chairman of the party Ambassador ", "en", "chairman of the party"),
        ("before she is due to meet President ", "en", "President"),
        ("Dann kam die anwesende Leiterin des Hafens ", "de", "anwesende Leiterin des Hafens"),
        ("накануне встречи главный санитарный врач порта ", "ru", "главный санитарный врач порта"),
        ("Sie gingen, nachdem US-Präsident ", "de", "US-Präsident"),
        ("They left, while president ", "en", "president"),
        ("Hier, l'ancien ministre ", "fr", "l'ancien ministre"),
    ],
)
def test_a_post_begins_with_its_office_and_what_goes_ahead_of_it(head: str, language: str, post: str) -> None:
    assert post_before(f"{head}X", len(head), word_list(language), is_apart=False) == post


def test_a_post_behind_a_name_may_join_two_and_stand_behind_a_dash() -> None:
    words = "Иван Пример - политик и лидер партии, Анна"
    assert post_behind(words, len("Иван Пример"), word_list("ru")) == "политик и лидер партии"
    assert post_behind("Ana Sample, and the minister left", len("Ana Sample"), word_list("en")) == ""


def test_what_is_left_of_a_post_behind_another_name() -> None:
    assert own_post(" and Minister of Ports", word_list("en")) == "Minister of Ports"
    assert own_post(", ", word_list("en")) == ""


def test_words_that_tell_by_their_ending_what_somebody_does() -> None:
    assert is_calling_word("hydrologist", word_list("en"))
    assert is_calling_word("Hafenkapitän", word_list("de"))
    assert not is_calling_word("Hafen", word_list("de"))
    assert not is_calling_word("Carpenter", word_list("en"))
