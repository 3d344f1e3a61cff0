"""What an editor can set for the checks: words to look for, and the yardstick of likelihood and confidence.

The defaults are English and Russian; settings add to them. Nothing here is about any country, body or theme.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LoadedWord:
    """A word that takes sides: why editors avoid it, and what to write instead.

    A word ending in `*` stands for every word that begins so.
    """

    word: str
    why: str
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Yardstick:
    """The steps of likelihood and of confidence, each with the words that express it in a sentence.

    The default steps of likelihood are those of the United Kingdom's PHIA probability yardstick.
    """

    likelihood: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(LIKELIHOOD))
    confidence: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(CONFIDENCE))

    @classmethod
    def of(cls, likelihood: Iterable[str], confidence: Iterable[str]) -> Yardstick:
        """The yardstick with these steps; a step that has no words here is expressed by its own name."""
        return cls(
            {step: LIKELIHOOD.get(step, (step.replace("-", " "),)) for step in likelihood},
            {step: CONFIDENCE.get(step, (f"{step.replace('-', ' ')} confidence",)) for step in confidence},
        )


LIKELIHOOD: Mapping[str, tuple[str, ...]] = {
    "remote": ("remote chance", "ничтожно мала вероятность"),
    "highly-unlikely": ("highly unlikely", "very unlikely", "крайне маловероятно"),
    "unlikely": ("unlikely", "improbable", "improbably", "маловероятно"),
    "realistic-possibility": ("realistic possibility", "realistic probability", "вполне возможно"),
    "likely": ("likely", "probable", "probably", "вероятно", "скорее всего"),
    "highly-likely": ("highly likely", "very likely", "highly probable", "весьма вероятно"),
    "almost-certain": ("almost certain", "almost certainly", "nearly certain", "почти наверняка"),
}
CONFIDENCE: Mapping[str, tuple[str, ...]] = {
    "low": ("low confidence", "low degree of confidence", "с низкой уверенностью"),
    "moderate": ("moderate confidence", "medium confidence", "с умеренной уверенностью"),
    "high": ("high confidence", "high degree of confidence", "с высокой уверенностью"),
}
NEGATIONS: Mapping[str, tuple[str, ...]] = {
    "en": (
        *("not", "no", "never", "none", "nobody", "nothing", "nowhere", "neither", "nor", "cannot", "without"),
        *("deny", "denies", "denied", "denying", "refuse", "refuses", "refused", "fail", "fails", "failed"),
        *("hardly", "barely", "unlikely", "false", "falsely", "untrue"),
    ),
    "ru": (
        *("не", "ни", "нет", "никогда", "никто", "ничто", "ничего", "нигде", "никакой", "никаких", "без", "нельзя"),
        *("отрицал", "отрицала", "отрицает", "отрицают", "отрицали", "опроверг", "опровергла", "опровергает"),
        *("отказался", "отказалась", "отказались", "вряд", "едва", "якобы"),
    ),
}
SPEECH: Mapping[str, tuple[str, ...]] = {
    "en": ("claimed", "said", "stated", "asserted", "alleged", "according to"),
    "ru": ("заявил", "заявила", "заявили", "сказал", "сказала", "утверждает", "утверждал", "по словам"),
}
PLACEHOLDERS: tuple[str, ...] = ("TODO", "FIXME", "TBD", "TBC", "XXX", "xxx", "lorem ipsum", "Lorem ipsum", "???")


@dataclass(frozen=True, slots=True)
class Settings:
    """`language` is that of texts that name none; lists of words are by language; `markings` is the scheme, if any."""

    language: str = "en"
    loaded_words: tuple[LoadedWord, ...] = ()
    yardstick: Yardstick = field(default_factory=Yardstick)
    negations: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(NEGATIONS))
    speech: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(SPEECH))
    placeholders: tuple[str, ...] = PLACEHOLDERS
    markings: tuple[str, ...] = ()

    def words(self, lists: Mapping[str, tuple[str, ...]], language: str) -> tuple[str, ...]:
        """The words of a language; of every language where it is unknown or has no list."""
        own = lists.get(language.partition("-")[0])
        return own if own is not None else tuple(word for words in lists.values() for word in words)
