"""Words that do not belong into a sentence of fact: the desk's own likelihood and confidence, and loaded words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from briefgen.checks.base import Rule
from briefgen.checks.context import Context, texts_of
from briefgen.checks.settings import LoadedWord
from briefgen.checks.vocabulary import outside_quotes
from briefgen.diagnostics import Diagnostic, Severity

LIKELIHOOD = Rule(
    "likelihood-in-fact",
    Severity.WARNING,
    "a word of likelihood or confidence in a sentence of fact",
    """
Words such as "likely" or "almost certainly" are steps of the desk's yardstick and belong into assessments. In a
sentence of fact a reader cannot tell whether the source hedges or the desk judges.

    discussion: Prices will probably rise.
    discussion: Prices will "probably" rise.        the source's word, in quotation marks

Put the source's own word in quotation marks, give the sentence its speaker with according_to, or write an
assessment. Sentences with a speaker are not looked at.
""",
)
LOADED = Rule(
    "loaded-word",
    Severity.WARNING,
    "a word that takes sides, outside quotation marks",
    """
The word is in the editors' list, facts/words.yaml, which says why and what to write instead.

    words:
      - word: regime
        why: it denies that a government is one
        instead: government

Take the neutral word, or put the source's word in quotation marks.
""",
)
MIXED = Rule(
    "likelihood-and-confidence",
    Severity.ERROR,
    "an assessment states likelihood and confidence in one sentence",
    """
How likely something is and how sure the desk is are two things; one sentence that states both says neither.

    text: We judge with high confidence that a meeting is likely.

Write the text without such words, and give them under `likelihood`, `confidence` and `confidence_why`.
""",
)
STEP = Rule(
    "unknown-step",
    Severity.ERROR,
    "this is no step of the yardstick",
    """
`likelihood` and `confidence` of an assessment take the steps of the configured yardstick and no others, so that
the same words mean the same in every brief. The hint lists them.
""",
)
RULES = (LIKELIHOOD, LOADED, MIXED, STEP)

_SENTENCES = re.compile(r"(?<=[.!?])\s+")


def check(context: Context) -> Iterator[Diagnostic]:
    yardstick = context.settings.yardstick
    likelihood, confidence = _any_of(yardstick.likelihood.values()), _any_of(yardstick.confidence.values())
    yield from _likelihood(context, likelihood, confidence)
    yield from _loaded(context)
    yield from _assessments(context, likelihood, confidence)


def _any_of(lists: Iterable[tuple[str, ...]]) -> re.Pattern[str]:
    words = sorted({word for words in lists for word in words}, key=lambda w: (-len(w), w))
    alternatives = "|".join(re.escape(word) for word in words)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)" if words else r"(?!)", re.IGNORECASE)


def _likelihood(context: Context, likelihood: re.Pattern[str], confidence: re.Pattern[str]) -> Iterator[Diagnostic]:
    for statement in context.sentences:
        if statement.speakers:
            continue
        for text in texts_of(statement):
            bare = outside_quotes(text)
            if found := likelihood.search(bare) or confidence.search(bare):
                message = f"'{found[0]}' in a sentence of fact reads as the desk's judgement"
                hint = "put the source's word in quotation marks, name the speaker, or write an assessment"
                yield LIKELIHOOD.at(context.place(statement), message, hint)


# --- loaded words ------------------------------------------------------------------------------------------


def _loaded(context: Context) -> Iterator[Diagnostic]:
    words = context.settings.loaded_words
    if not words:
        return
    pattern = re.compile("|".join(f"({_loaded_pattern(word)})" for word in words), re.IGNORECASE)
    own = {"claim": "says", "assessment": "text"}
    sentences = (*context.sentences, *(s for s in context.statements if own.get(s.kind) == s.property))
    for statement in sentences:
        for text in texts_of(statement):
            for found in pattern.finditer(outside_quotes(text)):
                word = words[(found.lastindex or 1) - 1]
                hint = (
                    f"write '{word.instead}', or quote the source's word" if word.instead else "quote the source's word"
                )
                yield LOADED.at(context.place(statement), f"'{found[0]}' is a loaded word: {word.why}", hint)


def _loaded_pattern(word: LoadedWord) -> str:
    text = word.word
    return rf"(?<!\w){re.escape(text[:-1])}\w*" if text.endswith("*") else rf"(?<!\w){re.escape(text)}(?!\w)"


# --- assessments -------------------------------------------------------------------------------------------


def _assessments(context: Context, likelihood: re.Pattern[str], confidence: re.Pattern[str]) -> Iterator[Diagnostic]:
    yardstick = context.settings.yardstick
    steps = {"likelihood": yardstick.likelihood, "confidence": yardstick.confidence}
    for statement in context.statements:
        if statement.kind != "assessment":
            continue
        if statement.property == "text":
            sentences = (s for text in texts_of(statement) for s in _SENTENCES.split(text))
            if any(likelihood.search(s) and confidence.search(s) for s in sentences):
                message = "one sentence states both a likelihood and a confidence"
                hint = "give them under likelihood, confidence and confidence_why"
                yield MIXED.at(context.place(statement), message, hint)
        elif statement.property in steps and statement.value not in steps[statement.property]:
            known = ", ".join(steps[statement.property])
            message = f"'{statement.value}' is no step of {statement.property}"
            yield STEP.at(context.place(statement), message, f"steps are: {known}")
