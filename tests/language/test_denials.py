"""Words that turn a sentence, in the languages that are here, and in none of them."""

from __future__ import annotations

import pytest

from briefgen.language.denials import denying, denying_words, doubting, words_in


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("en", "they didn’t sign", "didn’t"),
        ("en-GB", "not only the ports, but all", None),
        ("fr", "ils n’ont pas signé", "n’"),
        ("fr", "une notion de paix", None),
        ("de", "sie waren keine Gäste", "keine"),
        ("es", "no solo los puertos", None),
        ("es", "los puertos no firmaron", "no"),
        ("ru", "стороны не договорились", "не"),
        ("en", "no-one signed", "no"),
        ("en", "a treaty on no-fly zones", None),
        ("en", "adopted Resolution No. 1540", None),
        ("en", "not least, they signed", None),
        ("en", "no embargo was agreed", "no"),
        ("de", "nicht zuletzt wurde es unterzeichnet", None),
        ("fr", "ils n’ont pas seulement signé", None),
        ("ru", "тем не менее стороны подписали", None),
        ("ru", "вместе с тем не подписали", "не"),
        ("es", "no obstante, firmaron", None),
        ("pt", "they never met", "never"),  # a language without a list is read with all
    ],
)
def test_a_word_that_denies_is_found_in_its_language(language: str, text: str, word: str | None) -> None:
    found = denying(words_in(denying_words(), language)).search(text)
    assert (found[0] if found else None) == word


def test_a_word_of_doubt_is_found_in_its_language() -> None:
    assert doubting("de").search("sie kamen angeblich") is not None
    assert doubting("en").search("if the levy passes") is not None
    assert doubting("en").search("with all their ships") is None
