"""Words that deny, and words that leave something open, by language: what no quote may leave out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from briefgen.language.cldr import words_beside

_NOT_ONLY = "(?:only|merely|just|solely|simply|только|лишь|просто|nur|bloß|seulement|uniquement|sólo|solo|solamente)"
_NO_DENIAL = (
    rf"(?!\W+{_NOT_ONLY}\b)(?!\W*\w+\W+pas\W+(?:seulement|uniquement)\b)(?!\W+(?:least|zuletzt|obstante)\b)"
    r"(?!(?<=тем не)\W+менее\b)(?!(?<=sin)\W+embargo\b)(?!-(?!one\b)\w)(?!\.\s?\d)"
)
"""Follows what denies nothing: not only, ne sont pas seulement, not least, тем не менее, no-fly zones, No. 1540."""


@cache
def _lists() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    return {
        sort: {tag: tuple(word.strip() for word in words.split("|")) for tag, words in by_language.items()}
        for sort, by_language in words_beside("denials").items()
    }


def denying_words() -> Mapping[str, tuple[str, ...]]:
    """The words that deny something, by language."""
    return _lists()["denying"]


def words_in(lists: Mapping[str, tuple[str, ...]], language: str) -> tuple[str, ...]:
    """The words of a language, en of en-GB; of every language where it is unknown or has no list."""
    own = lists.get(language.partition("-")[0])
    return own if own is not None else tuple(word for words in lists.values() for word in words)


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of some words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))) or "(?!)"


def denying(words: Iterable[str]) -> re.Pattern[str]:
    """Matches one of these words, or one with n't, as a whole word, where it denies something."""
    whole = r"(?:(?<=['’])|(?![\w'’]))"  # n’est
    pattern = rf"(?<![\w'’])(?:(?:{any_of(words)}){whole}|\w+n['’]t(?!\w)){_NO_DENIAL}"
    return re.compile(pattern, re.IGNORECASE)


@cache
def denying_in(language: str) -> re.Pattern[str]:
    """Matches a word of a language that denies something."""
    return denying(words_in(denying_words(), language))


@cache
def doubting(language: str) -> re.Pattern[str]:
    """Matches a word that makes what is said depend on something, or leaves it to somebody."""
    return re.compile(rf"(?<!\w)(?:{any_of(words_in(_lists()['doubting'], language))})(?!\w)", re.IGNORECASE)
