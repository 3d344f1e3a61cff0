"""The words that rules look for, in the language of each source."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefgen.checks.settings import Settings
from briefgen.facts.factbase import FactBase

_NOT_ONLY = "(?:only|merely|just|solely|simply|только|лишь|просто)"

_QUOTED = re.compile(r"\"[^\"]*\"|“[^“”]*”|«[^«»]*»|„[^„“”]*[“”]")


class Vocabulary:
    """Patterns for words of negation and of speech; a source of unknown language is read with all languages."""

    def __init__(self, base: FactBase, settings: Settings) -> None:
        self.base, self.settings = base, settings
        self._languages: dict[str, str] = {}
        self._negations: dict[str, re.Pattern[str]] = {}
        self._speech: dict[str, re.Pattern[str]] = {}

    def language(self, source: str) -> str:
        """The language of a source (an id) by its first part, en of en-GB; "" where it is unknown."""
        if source not in self._languages:
            record = self.base.record(f"source/{source}")
            stated = record.values("language") if record else ()
            self._languages[source] = str(stated[0].value).partition("-")[0] if stated else ""
        return self._languages[source]

    def negations(self, source: str) -> re.Pattern[str]:
        """Matches a word that denies something; "not only" denies nothing."""
        language = self.language(source)
        if language not in self._negations:
            words = _any_of(self.settings.words(self.settings.negations, language))
            pattern = rf"(?<![\w'])(?:{words}|\w+n't)(?![\w'])(?!\W+{_NOT_ONLY}\b)"
            self._negations[language] = re.compile(pattern, re.IGNORECASE)
        return self._negations[language]

    def speech(self, source: str) -> re.Pattern[str]:
        """Matches a verb of speech; the word is group 1."""
        language = self.language(source)
        if language not in self._speech:
            words = _any_of(self.settings.words(self.settings.speech, language))
            self._speech[language] = re.compile(rf"(?<!\w)({words})(?!\w)", re.IGNORECASE)
        return self._speech[language]


def outside_quotes(text: str) -> str:
    """The text with what stands in quotation marks left out: words there are somebody else's."""
    return _QUOTED.sub(" … ", text)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))) or "(?!)"
