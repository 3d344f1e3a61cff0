"""Quotes are verbatim: each is compared with the archived text of its source, and with the sentence around it there."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from briefgen.archive.matching import GAP, Match, cuts_word, fold, fragments, occurrences
from briefgen.checks.context import Context, texts_of
from briefgen.checks.verification import Checked, SourceText, Verdict
from briefgen.diagnostics import Diagnostic, Location
from briefgen.document.sentences import is_ended
from briefgen.model.schema import DATE, NUMBER, SOURCE
from briefgen.model.statement import Record
from briefgen.regexes import letters

FEWEST_WORDS, FEWEST_CHARACTERS = 3, 15
NAME_THE_SPEAKER = "add according_to, or write it as a claim"
_MOST_HINTS = 20  # for each source: a text that is not the quoted one at all needs no nearest passage a hundred times
_NEAR = 4  # words before the quote in which a negation still reaches it
_REACH = 300  # characters in which the sentence around a quote is looked for
# Folded text has no blanks beside Chinese characters, whose full stops end a sentence without one.
_ENDS_SENTENCE = letters(r"(?V1)[.!?][\"')]* |[\p{SB=STerm}--[!?]]|[!?](?=\p{Han})")
_ENDS_CLAUSE = letters(r"[,;:()\"،؛、，；：]")


def check(context: Context) -> Iterator[Diagnostic]:
    """Each bad quote once for each record, at the first statement that carries it; then the sources themselves."""
    sentences = {s.id for s in context.sentences}
    said: set[tuple[str, str, str]] = set()
    unchecked: Counter[str] = Counter()
    hints: Counter[str] = Counter()
    for checked in context.verification.quotes:
        source = checked.citation.source
        key = (checked.statement.subject, source, checked.citation.quote)
        if key in said:
            continue
        said.add(key)
        if checked.verdict is Verdict.UNCHECKED:
            unchecked[source] += 1
        else:
            yield from _misplaced(context, checked, hints)
            yield from _elision(context, checked)
        yield from _length(context, checked)
        if checked.match is not None:
            yield from _clipped(context, checked, may_be_said=checked.statement.id in sentences)
    yield from _sources(context, unchecked)


# --- one quote -----------------------------------------------------------------------------------------


def _misplaced(context: Context, checked: Checked, hints: Counter[str]) -> Iterator[Diagnostic]:
    if checked.position >= 0 and checked.verdict not in (Verdict.IN_BOILERPLATE, Verdict.IN_OCR):
        return
    source, place = checked.citation.source, context.place_of_words(checked.statement, checked.citation)
    quoted = context.show(checked.citation.quote)
    if checked.verdict is Verdict.IN_BOILERPLATE:
        hint = "quote what the text itself says, or correct the source's boilerplate"
        yield Diagnostic(
            place, f"the quote {quoted} stands only in page furniture of {source}", "quote-in-boilerplate", hint
        )
    elif checked.verdict is Verdict.IN_OCR:
        message = f"the quote {quoted} was found in OCR of {source}"
        yield Diagnostic(place, message, "quote-in-ocr", "compare it with the picture; OCR misreads letters")
    else:
        yield Diagnostic(
            place, f"the quote {quoted} is not in {source}", "quote-not-found", _advice(context, checked, hints)
        )


def _advice(context: Context, checked: Checked, hints: Counter[str]) -> str:
    if checked.by_lock and checked.earlier is not None:
        return f"so says the lock of {checked.earlier.date}; copy the words from the source"
    hints[checked.citation.source] += 1
    few = hints[checked.citation.source] <= _MOST_HINTS
    return _nearest(context, checked) if few else "copy the words from the source"


def _nearest(context: Context, checked: Checked) -> str:
    """What to do about a quote that is not found: the passage that comes nearest to the part that is missing."""
    text = context.verification.text(checked.citation.source)
    assert text is not None
    parts = fragments(text.fold(checked.citation.quote))
    missing = next((part for part in parts if next(occurrences(text.folded, part), None) is None), None)
    if missing is None:
        return f"its parts must stand in their order, at most {GAP} characters apart"
    if (start := text.folded.find(missing)) >= 0:
        end = start + len(missing)
        start = text.folded.rfind(" ", 0, start + 1) + 1  # l'Accord, all of it, where "Accord" was quoted
        end = next(at for at in range(end, len(text.folded) + 1) if not cuts_word(text.folded, at))
        whole = _printed(text, start, end).split()
        return f"begin and end with whole words: '{' … '.join(dict.fromkeys((whole[0], whole[-1])))}'"
    between = text.fold(checked.citation.quote).split("...")
    if len(between) > 1 and all(part.strip() in text.folded for part in between):
        return "for all the words between the first and the last ones write ' … ', with a blank on either side"
    words = re.findall(r"\w+", missing)
    if words and (same := re.search(r"\W{1,3}".join(map(re.escape, words)), text.folded)):
        return f"only the signs between the words differ: '{_short(_printed(text, *same.span()))}'"
    if agreed := text.passages.agreement(missing):
        return f"it agrees up to '{_words(agreed[0], -5)}'; then the source has '{_words(agreed[1], 6)}'"
    passage = text.passages.nearest(missing)
    if not passage:
        return "nothing in the text comes near"
    at = text.folded.index(passage)
    return f"the nearest passage: '{_short(_printed(text, at, at + len(passage)))}'"


def _printed(text: SourceText, start: int, end: int) -> str:
    """Words of the folded text as the source has them, with its dashes and quotation marks."""
    first, last = text.archived.span(Match(start, end))
    return " ".join(text.archived.text[first:last].split())


def _words(text: str, count: int) -> str:
    """The first words of a text, or with a negative count the last."""
    words = text.split()
    return " ".join(words[count:] if count < 0 else words[:count])


def _short(text: str) -> str:
    return text if len(text) <= 240 else f"{text[:237].rstrip()}…"


def _elision(context: Context, checked: Checked) -> Iterator[Diagnostic]:
    for elided in checked.elided:
        if word := context.vocabulary.negations(checked.citation.source).search(elided):
            message = f"the quote leaves out a negation: '{word[0]}' in {context.show(elided.strip())}"
            place = context.place_of_words(checked.statement, checked.citation)
            yield Diagnostic(place, message, "quote-elides-negation", "quote the words in between")


def _length(context: Context, checked: Checked) -> Iterator[Diagnostic]:
    quote = checked.citation.quote
    if len(quote) >= FEWEST_CHARACTERS or _size(quote) >= FEWEST_CHARACTERS or len(quote.split()) >= FEWEST_WORDS:
        return
    spec = context.spec(checked.statement)
    gives_number = spec is not None and spec.type in (DATE, NUMBER) and any(c.isnumeric() for c in quote)
    is_value = any(fold(text).casefold() in fold(quote).casefold() for text in texts_of(checked.statement))
    if not gives_number and not is_value:
        message = f"the quote '{quote}' is too short to mean something"
        hint = f"quote at least {FEWEST_WORDS} words or {FEWEST_CHARACTERS} characters"
        place = context.place_of_words(checked.statement, checked.citation)
        yield Diagnostic(place, message, "quote-too-short", hint)


def _size(quote: str) -> int:
    """The characters of a quote; those of Chinese, Japanese and Korean count for two, as they take two cells."""
    return len(quote) + sum(unicodedata.east_asian_width(c) in "WF" for c in quote)


# --- the sentence around it ----------------------------------------------------------------------------


def _clipped(context: Context, checked: Checked, *, may_be_said: bool) -> Iterator[Diagnostic]:
    """A quote must not be clipped so that it loses its negation or its speaker."""
    before, after = _around(checked)
    clause = _ENDS_CLAUSE.split(before)[-1]
    near = " ".join(clause.split()[-_NEAR:])
    if word := context.vocabulary.negations(checked.citation.source).search(near):
        message = f"'{word[0]}' stands right before the quote: '{near}' {context.show(checked.citation.quote)}"
        yield Diagnostic(context.place(checked.statement), message, "quote-clips-negation", "begin the quote earlier")
    if may_be_said and not checked.statement.speakers:
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


# --- the sources ---------------------------------------------------------------------------------------


def _sources(context: Context, unchecked: Counter[str]) -> Iterator[Diagnostic]:
    quotes = Counter(c.citation.source for c in context.verification.quotes)
    for source in context.base.of_kind(SOURCE):
        yield from _text(context, source, quotes[source.id])
        if unchecked[source.id]:
            count = "1 quote" if unchecked[source.id] == 1 else f"{unchecked[source.id]} quotes"
            message = f"{count} of {source.id} never compared with its text"
            hint = (
                f"others are in the archive folder: put it back, or: briefgen add FILE --id {source.id} --new-version"
                if context.archive.texts
                else "name the archive folder and run: briefgen check --lock"
            )
            yield Diagnostic(_at(context, source, "archive"), message, "quote-unverified", hint)


def _text(context: Context, source: Record, quotes: int) -> Iterator[Diagnostic]:
    fault = context.archive.faults.get(source.id)
    text = context.verification.text(source.id)
    if fault:
        name = context.show(next((s.value for s in source.values("archive")), source.id))
        yield Diagnostic(_at(context, source, "archive"), f"the archived text {name} {fault}", "archive-unreadable")
    elif text is not None and text.has_changed:
        message = (
            f"the archived text of {source.id} has changed: sha256 was {text.declared}, is {text.sha256}; "
            f"its {quotes} quotes are stale"
        )
        hint = "compare the texts; then restore the old one or take over the new sha256"
        yield Diagnostic(_at(context, source, "sha256"), message, "source-changed", hint)
    elif text is not None and not text.declared:
        message = f"{source.id} does not name the sha256 of its text"
        yield Diagnostic(_at(context, source, "archive"), message, "source-without-sha256", f"sha256: {text.sha256}")


def _at(context: Context, source: Record, property_: str) -> Location:
    stated = source.values(property_)
    return context.place(stated[0]) if stated else context.place_of(source)
