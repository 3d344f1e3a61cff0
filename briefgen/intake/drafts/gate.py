"""The gate that every proposal passes, whoever made it: its words stand in the archived text and bear its value.

Stricter than the check of facts, which lets pass what cannot be told: here what cannot be told is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import regex

from briefgen.archive.archived import ArchivedText, places
from briefgen.archive.matching import GAP, fold, fragments, matches, stands_in
from briefgen.checks.rules.bearing import unborne_date
from briefgen.frozen import dataclass
from briefgen.intake.drafts.proposal import CLAIMS, DraftedValue
from briefgen.intake.drafts.text_reading import countries, dates
from briefgen.language.numerals import WORD, figures, read, roman
from briefgen.language.numerals import fold as fold_word
from briefgen.model.dates import BadDate
from briefgen.model.schema import DATE, NUMBER, REFERENCE, FieldSpec, Schema
from briefgen.model.states import STATES

_LONGEST_NAME = 8
FEWEST = 3
"""Words of a quote."""
_NAME = regex.compile(r"\p{Lu}[\p{L}\p{M}'’.-]*")
_BEGINS = re.compile(r"(?:\A|[.!?:;])[\W_]{0,8}\Z")
_LITTLE = frozenset({"the", "a", "an", "of", "and", "in", "on", "at", "for", "to", "by"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a proposal does not pass: a code, and what is wrong in words."""

    code: str
    message: str


def refusals(
    proposal: DraftedValue, text: ArchivedText, schema: Schema, language: str, negations: re.Pattern[str] | None = None
) -> list[Refusal]:
    """Everything that speaks against a proposal; none where a person may be asked to accept it."""
    found = list(_words(proposal, text, negations))
    kind = schema.get(proposal.kind)
    spec = kind.fields.get(proposal.field) if kind else None
    if kind is None:
        found.append(Refusal("unknown-kind", f"records are of other kinds than '{proposal.kind}'"))
    elif spec is None:
        found.append(Refusal("unknown-key", f"{kind.a} has no field '{proposal.field}'"))
    else:
        found += _value(proposal, spec, language)
    if proposal.field == CLAIMS:
        found += _speaker(proposal)
    if (words := proposal.keys.get("words")) and not (isinstance(words, str) and stands_in(words, proposal.quote)):
        found.append(Refusal("words-not-in-quote", f"the words of the speaker do not stand in the quote: {words}"))
    return found


def _words(proposal: DraftedValue, text: ArchivedText, negations: re.Pattern[str] | None) -> Iterator[Refusal]:
    quote = proposal.quote
    if len(quote.split()) < FEWEST and len(quote) < 15:
        yield Refusal("quote-too-short", f"'{quote}' says too little to rest on")
    folded = text.fold(quote)
    place = next(matches(text.folded, folded, GAP), None)
    if place is None or not fragments(folded):
        yield Refusal("quote-not-found", "the words do not stand in the archived text")
        return
    for start, end in place.elided:
        left_out = text.folded[start:end]
        if negations is None or (word := negations.search(left_out)) is not None:
            named = "what is left out cannot be judged" if negations is None else f"the quote leaves out '{word[0]}'"  # type: ignore[index]
            yield Refusal("quote-elides-negation", named)


def _value(proposal: DraftedValue, spec: FieldSpec, language: str) -> Iterator[Refusal]:
    quote = proposal.quote
    if spec.type == DATE:
        try:
            missing = unborne_date(str(proposal.value), quote, language)
        except BadDate as bad:
            yield Refusal("bad-date", str(bad))
            return
        wanted = {one.part for one in missing if one.what != proposal.keys.get("inferred")}
        written = {part for found, _ in dates(quote, language) for part in found.split("/")}
        others = [part for part in str(proposal.value).split("/") if written and not _is_among(part, written)]
        if wanted or others:
            yield _not_in(sorted(wanted) or others)
        return
    texts = list(_texts(proposal.value)) + list(
        _texts({k: v for k, v in proposal.keys.items() if k in ("post", "delegation")})
    )
    parts = [
        part
        for said in texts
        if not (spec.type == REFERENCE and _is_a_state_of(said, quote, language))
        for part in _unborne(said, quote, language, is_name=spec.type == REFERENCE or _is_name(said))
    ]
    if spec.type not in (REFERENCE, NUMBER) and not any(_shares(said, quote) for said in texts):
        parts = parts or texts
    if parts:
        yield _not_in(parts)


def _is_a_state_of(said: str, quote: str, language: str) -> bool:
    """Whether a text is the id or a name of a state that the quote names, by another name perhaps."""
    named = {code for code, _, _ in countries(quote, language)}
    return STATES.get(said, "") in named or any(
        code in named and name == said for tag in ("en", language) for code, name, _ in countries(said, tag)
    )


def _is_among(date: str, written: set[str]) -> bool:
    """Whether a date is one that the words give, or a part of one, or has a year that they leave out."""
    return any(one.startswith(date) or (one[:4] == "XXXX" and one[4:].startswith(date[4:])) for one in written)


def _not_in(parts: list[str]) -> Refusal:
    return Refusal("value-not-in-quote", f"the words do not give {', '.join(repr(p) for p in dict.fromkeys(parts))}")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
    elif str(value):
        yield str(value)


def _is_name(said: str) -> bool:
    """Whether a text is a name alone, such as a hall or a town: all but its little words have capitals."""
    words = [word for word in WORD.findall(said) if word.casefold() not in _LITTLE and not word.isnumeric()]
    return 0 < len(words) <= _LONGEST_NAME and all(word[0].isupper() for word in words)


def _unborne(said: str, quote: str, language: str, *, is_name: bool) -> Iterator[str]:
    """The numbers and names of a text that the quote has not; of a name every word."""
    given, base = figures(quote) | _romans(quote), language.partition("-")[0]
    for number in figures(said):
        if number not in given and number not in read(quote, base, number):
            yield str(number)
    words = {fold_word(w) for w in WORD.findall(quote)}
    for match in _NAME.finditer(said) if not is_name else WORD.finditer(said):
        word = fold_word(match[0].strip(".'’-"))
        is_first = not is_name and bool(_BEGINS.search(said[: match.start()]))
        as_it_is = re.search(rf"(?<!\w){re.escape(match[0])}(?!\w)", quote) is not None  # U.S.
        is_there = as_it_is or word in words or (_english_form(word, words) if base == "en" else _form_of(word, words))
        if word and word not in _LITTLE and not is_first and not is_there:
            yield match[0]


def _romans(quote: str) -> frozenset[int]:
    """The numbers that a quote has in Roman figures: XXI, and no I."""
    return frozenset(roman(m[0].lower()) for m in re.finditer(r"\b[IVXLC]{2,8}\b", quote))


def _english_form(name: str, words: set[str]) -> bool:
    """Whether a name is there in another of the few forms that English has: Nations is no form of National."""
    parts = [part for part in re.split(r"[-'’]", name) if part]
    singular = name.removesuffix("s")
    return bool({singular, f"{name}s", f"{name}es", name.removesuffix("es")} & words) or all(p in words for p in parts)


def _form_of(word: str, words: set[str]) -> bool:
    """Whether a word, or another form of it by its last two letters, is there."""
    parts = [p for p in re.split(r"[-'’]", word) if p]
    stem = max(4, len(word) - 2)
    return (
        word in words
        or any(
            len(word) >= 4 and (other.startswith(word[:stem]) and abs(len(other) - len(word)) <= 3) for other in words
        )
        or (len(parts) > 1 and all(p in words for p in parts))
    )


def _shares(said: str, quote: str) -> bool:
    """Whether at least half of the longer words of a text are words of the quote, so that it can be about it."""
    words = {fold_word(w) for w in WORD.findall(quote)}
    telling = [fold_word(w) for w in WORD.findall(said) if len(w) > 3 or w.isnumeric()]
    found = sum(_form_of(word, words) for word in telling)
    return not telling or 2 * found >= len(telling)


def _speaker(proposal: DraftedValue) -> Iterator[Refusal]:
    if not proposal.speaker:
        yield Refusal("no-speaker", "a claim needs its speaker, in the words of the quote")
    elif fold(proposal.speaker).casefold() not in fold(proposal.quote).casefold():
        yield Refusal("no-speaker", f"'{proposal.speaker}' is not named in the quote")


def placed(proposal: DraftedValue, text: ArchivedText) -> str:
    """The locator of the passage in its text."""
    place = next(places(text, proposal.quote), None)
    return place.locator if place else ""
