"""Quotes are verbatim: each is compared with the archived text of its source."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator

from briefgen.checks.base import Rule
from briefgen.checks.context import Context, texts_of
from briefgen.checks.folding import fold
from briefgen.checks.matching import GAP, fragments, occurrences
from briefgen.checks.verification import Checked, Verdict
from briefgen.diagnostics import Diagnostic, Location, Severity
from briefgen.model.schema import DATE, NUMBER
from briefgen.model.statement import Record

FEWEST_WORDS, FEWEST_CHARACTERS = 3, 15
_MOST_HINTS = 20  # for each source: a text that is not the quoted one at all needs no nearest passage a hundred times

NOT_FOUND = Rule(
    "quote-not-found",
    Severity.ERROR,
    "the quote is not in the archived text of its source",
    f"""
Every quote must stand in its source word for word. Before comparing, both texts are folded: runs of blanks and
line ends, invisible signs such as soft hyphens and direction marks, words broken at a line's end, ligatures,
curly and straight quotation marks and apostrophes, and hyphens and dashes do not count as differences.
Everything else does: letter case, spelling, numbers, punctuation. A quote begins and ends with whole words.
Words left out are marked […]; the parts must stand in their order, each at most {GAP} characters behind the
one before.

    quote: "a memorandum was signed […] reaffirming the need"

Copy the words from the archived text. The hint shows the passage that comes nearest.
""",
)
IN_BOILERPLATE = Rule(
    "quote-in-boilerplate",
    Severity.ERROR,
    "the quote stands only in page furniture",
    """
The quoted words occur in the archived text only inside what the source's record lists as `boilerplate`: a
teaser, a menu, the headline of another article. That is not what the source says.

Quote the text itself, or correct `boilerplate` if those words do belong to it. A statement about the source
itself (when it was published) may quote page furniture.
""",
)
TOO_SHORT = Rule(
    "quote-too-short",
    Severity.WARNING,
    "the quote is too short to mean something",
    f"""
A quote of fewer than {FEWEST_WORDS} words and {FEWEST_CHARACTERS} characters can be found in almost any text and bears
nothing; a Chinese, Japanese or Korean character counts for two. A short quote is fine where it is the value
itself (a name) or gives the number or the day that is the value.

    ordinal: {{is: 21, quote: "the 21st"}}       fine
    chair: {{is: example-person, quote: "he"}}   too short

Quote the whole sentence or clause.
""",
)
ELIDES_NEGATION = Rule(
    "quote-elides-negation",
    Severity.ERROR,
    "words left out of the quote contain a negation",
    """
Between the parts of the quote the source has a word such as "not", "never", "without" or "denied". Leaving it
out may turn the meaning round.

    source: "The ministers agreed on the text but did not sign the treaty"
    quote:  "The ministers agreed […] the treaty"

Quote the words in between, or give two quotes. The list of words is a setting.
""",
)
UNVERIFIED = Rule(
    "quote-unverified",
    Severity.WARNING,
    "quotes that were never compared with their source",
    """
There is no archived text for this source here, and facts/quotes.lock does not record that these quotes were
verified against the text whose sha256 the source's record names. One line stands for all quotes of a source.

Name the archive folder in the settings (or BRIEFGEN_ARCHIVE) and run: briefgen check --lock
""",
)
CHANGED = Rule(
    "source-changed",
    Severity.ERROR,
    "the archived text is not the one the quotes were taken from",
    """
The sha256 of the archived text differs from the `sha256` in the source's record. Every quote of this source is
stale until somebody has looked at the new text: it may have been corrected, shortened or replaced.

Compare the two texts. Then restore the old one, or put the new sha256 into the record, correct the quotes that
are not found, and run: briefgen check --lock
""",
)
UNHASHED = Rule(
    "source-without-sha256",
    Severity.WARNING,
    "the source's record does not name the sha256 of its text",
    """
Without `sha256` nobody can tell whether the archived text is still the one that was quoted. The hint gives the
sum of the text in the archive.

Add it to the source's record.
""",
)
UNREADABLE = Rule(
    "archive-unreadable",
    Severity.ERROR,
    "the archived text cannot be read",
    """
The source's record names a file in the archive folder that is there but cannot be read as text: it is no
regular file, lies outside the folder, is too large or is not UTF-8. Its quotes are not checked.

Put a plain UTF-8 text file in its place.
""",
)
RULES = (NOT_FOUND, IN_BOILERPLATE, TOO_SHORT, ELIDES_NEGATION, UNVERIFIED, CHANGED, UNHASHED, UNREADABLE)


def check(context: Context) -> Iterator[Diagnostic]:
    """Each bad quote once for each record, at the first statement that carries it; then the sources themselves."""
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
    yield from _sources(context, unchecked)


# --- one quote -----------------------------------------------------------------------------------------


def _misplaced(context: Context, checked: Checked, hints: Counter[str]) -> Iterator[Diagnostic]:
    source, place = checked.citation.source, context.place(checked.statement)
    quoted = context.show(checked.citation.quote)
    if checked.verdict is Verdict.IN_BOILERPLATE:
        hint = "quote what the text itself says, or correct the source's boilerplate"
        yield IN_BOILERPLATE.at(place, f"the quote {quoted} stands only in page furniture of {source}", hint)
    elif checked.position < 0:
        yield NOT_FOUND.at(place, f"the quote {quoted} is not in {source}", _advice(context, checked, hints))


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
    if missing in text.folded:
        return f"begin and end with whole words: '{_short(missing)}' is part of a longer one"
    if agreed := text.passages.agreement(missing):
        return f"it agrees up to '{_words(agreed[0], -5)}'; then the source has '{_words(agreed[1], 6)}'"
    passage = text.passages.nearest(missing)
    return f"the nearest passage: '{_short(passage)}'" if passage else "nothing in the text comes near"


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
            yield ELIDES_NEGATION.at(context.place(checked.statement), message, "quote the words in between")


def _length(context: Context, checked: Checked) -> Iterator[Diagnostic]:
    quote = checked.citation.quote
    if _size(quote) >= FEWEST_CHARACTERS or len(quote.split()) >= FEWEST_WORDS:
        return
    spec = context.spec(checked.statement)
    gives_number = spec is not None and spec.type in (DATE, NUMBER) and any(c.isnumeric() for c in quote)
    is_value = any(fold(text).casefold() in fold(quote).casefold() for text in texts_of(checked.statement))
    if not gives_number and not is_value:
        message = f"the quote '{quote}' is too short to mean something"
        hint = f"quote at least {FEWEST_WORDS} words or {FEWEST_CHARACTERS} characters"
        yield TOO_SHORT.at(context.place(checked.statement), message, hint)


def _size(quote: str) -> int:
    """The characters of a quote; those of Chinese, Japanese and Korean count for two, as they take two cells."""
    return len(quote) + sum(unicodedata.east_asian_width(c) in "WF" for c in quote)


# --- the sources ---------------------------------------------------------------------------------------


def _sources(context: Context, unchecked: Counter[str]) -> Iterator[Diagnostic]:
    quotes = Counter(c.citation.source for c in context.verification.quotes)
    for source in context.base.of_kind("source"):
        yield from _text(context, source, quotes[source.id])
        if unchecked[source.id]:
            count = "1 quote" if unchecked[source.id] == 1 else f"{unchecked[source.id]} quotes"
            message = f"{count} of {source.id} never compared with its text"
            hint = "name the archive folder and run: briefgen check --lock"
            yield UNVERIFIED.at(_at(context, source, "archive"), message, hint)


def _text(context: Context, source: Record, quotes: int) -> Iterator[Diagnostic]:
    fault = context.archive.faults.get(source.id)
    text = context.verification.text(source.id)
    if fault:
        name = context.show(source.values("archive")[0].value)
        yield UNREADABLE.at(_at(context, source, "archive"), f"the archived text {name} {fault}")
    elif text is not None and text.has_changed:
        message = (
            f"the archived text of {source.id} has changed: sha256 was {text.declared}, is {text.sha256}; "
            f"its {quotes} quotes are stale"
        )
        hint = "compare the texts; then restore the old one or take over the new sha256"
        yield CHANGED.at(_at(context, source, "sha256"), message, hint)
    elif text is not None and not text.declared:
        message = f"{source.id} does not name the sha256 of its text"
        yield UNHASHED.at(_at(context, source, "archive"), message, f"sha256: {text.sha256}")


def _at(context: Context, source: Record, property_: str) -> Location:
    stated = source.values(property_)
    return context.place(stated[0]) if stated else context.place_of(source)
