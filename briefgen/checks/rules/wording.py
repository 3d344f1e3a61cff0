"""Words that do not belong into a sentence of fact: the desk's own likelihood and confidence, and loaded words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from briefgen.checks.context import Context, LoadedWord, outside_quotes, texts_of
from briefgen.diagnostics import Diagnostic
from briefgen.model.schema import ASSERTION, JUDGEMENT
from briefgen.regexes import pattern, without_case

_SENTENCES = pattern(r"(?<=[.!?])\s+")


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


def _heads(words: Iterable[str]) -> list[str]:
    """The shortest of some words, of which one stands in each text that has one of the words."""
    plain = {without_case(word) for word in words}
    return [word for word in plain if not any(other != word and other in word for other in plain)]


def _may_have(text: str, heads: list[str]) -> bool:
    plain = without_case(text)
    return any(head in plain for head in heads)


def _likelihood(context: Context, likelihood: re.Pattern[str], confidence: re.Pattern[str]) -> Iterator[Diagnostic]:
    yardstick = context.settings.yardstick
    steps = (*yardstick.likelihood.values(), *yardstick.confidence.values())
    heads = _heads(word for words in steps for word in words)
    for statement in context.sentences:
        if statement.speakers:
            continue
        for text in texts_of(statement):
            if not _may_have(text, heads):  # as nearly everywhere, and told in no time
                continue
            bare = outside_quotes(text)
            if found := likelihood.search(bare) or confidence.search(bare):
                message = f"'{found[0]}' in a sentence of fact reads as the desk's judgement"
                hint = "put the source's word in quotation marks, name the speaker, or write an assessment"
                yield Diagnostic(context.place(statement), message, "likelihood-in-fact", hint)


# --- loaded words ------------------------------------------------------------------------------------------


def _loaded(context: Context) -> Iterator[Diagnostic]:
    words = context.settings.loaded_words
    if not words:
        return
    pattern = re.compile("|".join(f"({_loaded_pattern(word)})" for word in words), re.IGNORECASE)
    own = context.acting(ASSERTION, JUDGEMENT)
    sentences = (*context.sentences, *(s for s in own if context.base.plays(s, "name")))
    heads = _heads(word.word.removesuffix("*") for word in words)
    for statement in sentences:
        for text in texts_of(statement):
            if not _may_have(text, heads):
                continue
            for found in pattern.finditer(outside_quotes(text)):
                word = words[(found.lastindex or 1) - 1]
                hint = (
                    f"write '{word.instead}', or quote the source's word" if word.instead else "quote the source's word"
                )
                yield Diagnostic(
                    context.place(statement), f"'{found[0]}' is a loaded word: {word.why}", "loaded-word", hint
                )


def _loaded_pattern(word: LoadedWord) -> str:
    text = word.word
    return rf"(?<!\w){re.escape(text[:-1])}\w*" if text.endswith("*") else rf"(?<!\w){re.escape(text)}(?!\w)"


# --- assessments -------------------------------------------------------------------------------------------


def _assessments(context: Context, likelihood: re.Pattern[str], confidence: re.Pattern[str]) -> Iterator[Diagnostic]:
    yardstick = context.settings.yardstick
    steps = {"likelihood": yardstick.likelihood, "confidence": yardstick.confidence}
    for statement in context.acting(JUDGEMENT):
        if statement.property == "text":
            sentences = (s for text in texts_of(statement) for s in _SENTENCES.split(text))
            if any(likelihood.search(s) and confidence.search(s) for s in sentences):
                message = "one sentence states both a likelihood and a confidence"
                hint = "give them under likelihood, confidence and confidence_why"
                yield Diagnostic(context.place(statement), message, "likelihood-and-confidence", hint)
        elif statement.property in steps and statement.value not in steps[statement.property]:
            known = ", ".join(steps[statement.property])
            message = f"'{statement.value}' is no step of {statement.property}"
            yield Diagnostic(context.place(statement), message, "unknown-step", f"steps are: {known}")
