"""A quote must not be clipped so that it loses its negation or its speaker."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.context import Context
from briefgen.checks.rules.speakers import NAME_THE_SPEAKER
from briefgen.checks.verification import Checked
from briefgen.diagnostics import Diagnostic
from briefgen.document.sentences import is_ended
from briefgen.regexes import letters

_NEAR = 4  # words before the quote in which a negation still reaches it
_REACH = 300  # characters in which the sentence around a quote is looked for
# Folded text has no blanks beside Chinese characters, whose full stops end a sentence without one.
_ENDS_SENTENCE = letters(r"(?V1)[.!?][\"')]* |[\p{SB=STerm}--[!?]]|[!?](?=\p{Han})")
_ENDS_CLAUSE = letters(r"[,;:()\"،؛、，；：]")


def check(context: Context) -> Iterator[Diagnostic]:
    sentences = {s.id for s in context.sentences}
    said: set[tuple[str, str, str]] = set()
    for checked in context.verification.quotes:
        key = (checked.statement.subject, checked.citation.source, checked.citation.quote)
        if checked.match is None or key in said:
            continue
        said.add(key)
        before, after = _around(checked)
        clause = _ENDS_CLAUSE.split(before)[-1]
        near = " ".join(clause.split()[-_NEAR:])
        if word := context.vocabulary.negations(checked.citation.source).search(near):
            message = f"'{word[0]}' stands right before the quote: '{near}' {context.show(checked.citation.quote)}"
            yield Diagnostic(
                context.place(checked.statement), message, "quote-clips-negation", "begin the quote earlier"
            )
        if checked.statement.id in sentences and not checked.statement.speakers:
            yield from _speaker(context, checked, clause, after)


def _around(checked: Checked) -> tuple[str, str]:
    """What stands before and behind the quote in its sentence."""
    text, match = checked.text, checked.match
    assert match is not None
    before = text[max(0, match.start - _REACH) : match.start]
    after = text[match.end : match.end + _REACH]
    end = _ENDS_SENTENCE.search(after)
    return _ENDS_SENTENCE.split(before)[-1], after[: end.start()] if end else after


def _speaker(context: Context, checked: Checked, clause: str, after: str) -> Iterator[Diagnostic]:
    """A verb of speech among the words that lead into the quote, or behind the comma that follows it."""
    if is_ended(checked.citation.quote):
        after = ""
    speech = context.vocabulary.speech(checked.citation.source)
    lead, tail = " ".join(clause.split()[-_NEAR:]), " ".join(after.split()[: _NEAR + 1])
    found = speech.search(lead) or (speech.search(tail) if after.startswith((",", '"')) else None)
    if found:
        message = f"the source gives these words to a speaker: {context.show(found.string)}"
        yield Diagnostic(context.place(checked.statement), message, "quote-clips-speaker", NAME_THE_SPEAKER)
