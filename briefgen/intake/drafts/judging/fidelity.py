"""Whether a proposal says what its passage says: no "not" lost, nothing made its contrary, and nobody else speaking.

A value may say less than its passage, and in other words, and nothing else than it. Where that cannot be told, it is
refused: whoever proposes can take the words of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from briefgen.archive.matching import stands_in
from briefgen.intake.drafts.judging.belonging import is_same_name, presence
from briefgen.intake.drafts.judging.claimed_words import inner_speech, speakers
from briefgen.intake.drafts.judging.clause_scope import HALF, low, names_in, scopes
from briefgen.intake.drafts.judging.stated_amounts import misstated
from briefgen.intake.drafts.proposal import CLAIMS, SENTENCES, DraftedValue, Refusal
from briefgen.intake.drafts.speaking.speech_reading import QUOTATION_MARKS
from briefgen.intake.drafts.text_reading import governing
from briefgen.intake.drafts.wordlists import WordList, compiled
from briefgen.language.denials import denying_in, doubting
from briefgen.language.numerals import WORD

_LINE = re.compile(r"\n\s*\n|(?<=[.!?])[\"'”»)]*\s+")
_SHORT_LINE = 60
_MARKS = re.compile(
    r"“([^“”]*)(?:”|$)|«([^«»]*)(?:»|$)|„([^„“”]*)(?:[“”]|$)|\"([^\"]*)(?:\"|$)|(?<!\w)[‘']([^‘]*)['’](?!\w)"
)
_CLOSED = re.compile(r"^([^“«„\"”»]*)[”»\"]")


def twists(
    proposal: DraftedValue, texts: list[str], lists: WordList, negations: re.Pattern[str] | None, own: WordList
) -> Iterator[Refusal]:
    """What the free texts of a proposal, and its keys, turn into something else than the passage says.

    `own` are the words of the language of these texts, where that is another.
    """
    told = list(speakers(proposal, lists)) if proposal.field == CLAIMS else []
    verb, quote = str(proposal.keys.get("verb", "")), proposal.quote
    if proposal.field == CLAIMS and lists.has("denying", verb):
        if not lists.finds("denying", quote):
            yield Refusal("value-not-in-quote", f"the words do not give '{verb}'")
        quote = quote.replace(verb, "=", 1)
    for said in texts:  # who denied it is told with the verb: that is no "not" which gets lost
        if own is lists:
            yield from _turned(said, quote, lists, negations)
        elif negations and bool(negations.search(quote)) is not bool(denying_in(own.language).search(said)):
            yield Refusal("value-turns-negation", "one of the passage and the value denies something, and one does not")
        if low(said).strip(" .") == low(quote).strip(" ."):
            continue  # the whole passage turns nothing
        names = HALF if proposal.field in SENTENCES else (HALF[0], "denying", "whether")
        yield from _half_said(said, quote, lists, names)
        if not stands_in(said, proposal.quote):
            yield from _contrary(said, proposal.quote, lists)
        yield from misstated(said, proposal.quote, lists, own)
        yield from _changed_places(said, proposal.quote, lists)
    speaker = low(proposal.speaker)
    if told and not any(is_same_name(speaker, low(other), lists) for other in told):
        yield Refusal("another-speaker", f"the passage gives these words to {told[0]}")
    elif proposal.field == CLAIMS and (other := inner_speech(proposal, lists)):
        yield Refusal("another-speaker", f"the passage has these words behind '{other}': somebody else says them")
    words = proposal.keys.get("words")
    if proposal.field == CLAIMS and (half := [said for said in texts if len(QUOTATION_MARKS.findall(said)) % 2]):
        yield Refusal("words-not-quoted", f"one quotation mark of two stands in the words: {half[0]}")
    if proposal.keys.get("mode") == "quoted" and isinstance(words, str) and _is_no_quotation(words, proposal.quote):
        yield Refusal("words-not-quoted", f"the source does not give them as the speaker's own words: {words}")
    yield from presence(proposal, lists, negations)


def clipped(
    before: str, left_out: list[str], proposal: DraftedValue, lists: WordList, negations: re.Pattern[str] | None
) -> Iterator[Refusal]:
    """What a quote cuts off: `before` it in the text, and what its elisions leave out."""
    begins_line = before.endswith("\n") and proposal.quote[:1].isupper()
    lines = [] if begins_line else _LINE.split(before)[-1].split("\n")
    near = " ".join(line for n, line in enumerate(lines) if n == len(lines) - 1 or len(line) >= _SHORT_LINE)
    opposed = proposal.field == CLAIMS and compiled(rf"(?s:.*)\W{lists['but']}\s+").fullmatch(near)
    is_apart = opposed and low(proposal.quote).startswith(low(proposal.speaker))  # but she said
    if negations is not None and not is_apart and (word := negations.search(near)):
        yield Refusal("quote-clips-negation", f"'{word[0]}' stands before the quote in its sentence: begin it earlier")
    for words in left_out:
        if condition := doubting(lists.language).search(words):
            yield Refusal("quote-elides-condition", f"the quote leaves out '{condition[0]}'")
        if half := lists.told(HALF, words):
            yield Refusal("quote-elides-negation", f"the quote leaves out '{half}'")
        if verb := proposal.field == CLAIMS and lists.told(("speech", "according", "attributing"), words):
            yield Refusal("quote-elides-speaker", f"the quote leaves out '{verb}': somebody else may say it")
    begun = governing(near, len(near), proposal.quote, lists)
    if half := lists.told(HALF if proposal.field in SENTENCES else HALF[:1], begun):
        yield Refusal("quote-clips-negation", f"'{half}' stands before the quote in its sentence: begin it earlier")
    elif proposal.field == CLAIMS and (verb := lists.told(("attributing", "according"), near)):
        yield Refusal("quote-clips-speaker", f"'{verb}' stands before the quote in its sentence: begin it earlier")


# --- a "not" that is lost, or that nobody said ---


def _turned(said: str, quote: str, lists: WordList, negations: re.Pattern[str] | None) -> Iterator[Refusal]:
    if negations is None:
        return
    numbered = compiled(rf"(?<!\w){lists['numbers']}\.(?=\s?\d)")  # Resolution No. 1540
    ours, theirs = (numbered.sub("№", text) for text in (said, quote))
    scope = next(iter(scopes(ours, theirs, lists)), None)
    if scope and scope.is_literal:
        if word := negations.search(scope.ahead):
            yield Refusal("value-turns-negation", f"'{word[0]}' stands before these words in the passage: say it too")
        return
    is_ours, is_theirs = negations.search(ours), negations.search(scope.core if scope else theirs)
    if is_theirs and not is_ours:
        yield Refusal("value-turns-negation", f"the passage says '{is_theirs[0]}', and the value does not")
    elif is_ours and not negations.search(scope.sentence if scope else theirs):
        yield Refusal("value-turns-negation", f"the value says '{is_ours[0]}', and the passage does not")


def _half_said(said: str, quote: str, lists: WordList, names: tuple[str, ...]) -> Iterator[Refusal]:
    """What stopped short of something, or was only asked for, and is told as if it had come so."""
    scope = next(iter(scopes(said, quote, lists)), None)
    if scope is None:
        return
    under = compiled(rf"\A\W*(?:{lists['inverted']}|{lists['whether']})\s|{doubting(lists.language).pattern}").search(
        scope.ahead
    )
    if scope.is_literal and under:
        yield Refusal("value-turns-negation", f"the passage says '{under[0].strip()}' here: on that it hangs")
    known = {m[0][:4] for m in lists.all(HALF, said)}
    if lists.finds("hedges", said):
        known |= {m[0][:4] for m in lists.all("hedges", quote)}
    around = f"{scope.ahead} {scope.behind}" if scope.is_literal else scope.core
    words = [m[0] for m in lists.all(names, around) if m[0][:4] not in known]
    if words:
        yield Refusal("value-turns-negation", f"the passage says '{words[0]}' here, and the value leaves that out")
    elif (own := lists.told("half_denying", said)) and not lists.finds("half_denying", quote):
        yield Refusal("value-turns-negation", f"the value says '{own}', and the passage does not")


def _contrary(said: str, quote: str, lists: WordList) -> Iterator[Refusal]:
    """A word whose contrary the passage has in its place: fell, where it says rose."""
    for pair in lists.contraries:
        for one, other in (pair, pair[::-1]):
            ours = list(_whole(one).finditer(said))
            if not ours or (theirs := _whole(other).search(quote)) is None:
                continue
            own = _whole(one).search(quote)
            if own is None or any(_is_turned(said, m, quote, one, other) for m in ours):
                yield Refusal("value-turns-meaning", f"the passage says '{theirs[0]}', and the value '{ours[0][0]}'")


def _whole(pattern: str) -> re.Pattern[str]:
    return compiled(rf"(?<!\w){pattern}(?!\w)")


def _is_turned(said: str, at: re.Match[str], quote: str, one: str, other: str) -> bool:
    """Whether what goes before a word stands nearer to its contrary in a passage that has both."""
    before = [w for w in WORD.findall(said[: at.start()]) if len(w) > 3]
    place = low(quote).find(low(before[-1])) if before else -1
    if place < 0:
        return False

    def near(pattern: str) -> int:
        return min(abs(m.start() - place) for m in _whole(pattern).finditer(quote))

    return near(other) < near(one)


# --- names ---


def _changed_places(said: str, quote: str, lists: WordList) -> Iterator[Refusal]:
    """Two names that have each other's place: Spain accused Portugal, where the passage has Portugal accuse Spain."""
    for (begin, end), (after, until) in pairwise(names_in(said, lists)):
        between = said[end:after]
        telling = [w for w in WORD.findall(between) if len(w) > 2 and not lists.has("little", w)]
        turned = f"{said[after:until]}{between}{said[begin:end]}"
        if telling and stands_in(turned, quote) and not stands_in(said[begin:until], quote):
            yield Refusal("value-turns-names", f"the passage says '{turned}'")


def _is_no_quotation(words: str, quote: str) -> bool:
    """Whether words of a passage stand outside quotation marks, those that open before it or close behind it too."""
    spans = [next(filter(None, m.groups()), "") for m in _MARKS.finditer(quote)]
    if first := _CLOSED.match(quote):
        spans.append(first[1])
    return stands_in(words, quote) and not any(stands_in(words, span) for span in spans)
