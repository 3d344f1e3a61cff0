"""The scope of a value: the clause of its passage that says it, what governs that clause, and how it goes on.

Free words stand where a sentence has them in their order, else where it has most of them. A name, a day or a number
stands where it is named, and what is said of it is its predicate. Denials, modality and bounds work within a scope. The
words of a claim stand in somebody's speech, of which the passage says whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from operator import itemgetter

from briefgen.archive.matching import fold
from briefgen.frozen import dataclass
from briefgen.intake.drafts.proposal import CLAIMS, DraftedValue
from briefgen.intake.drafts.speaking.speech_reading import assertions
from briefgen.intake.drafts.text_reading import (
    begins_with,
    clauses,
    governing,
    is_of_another_speaker,
    parted_by_speaker,
    sentences_in,
    without_asides,
)
from briefgen.intake.drafts.wordlists import CAPITAL, WordList, cased, compiled
from briefgen.language.denials import denying_in, doubting
from briefgen.language.name_forms import is_form
from briefgen.language.numerals import WORD
from briefgen.language.numerals import fold as fold_word

_STEM, _LONG_STEM = 4, 5  # letters by which one word is known in another form
FEWEST = 3
"""Letters of a word that tells something."""

HALF = ("half_denying", "unfulfilled")
"""Lists of words that say less of what follows them: that it came close to it, or was asked for."""
NEAR = 3
"""Words, from one that turns what follows it to that."""
NOUN = ("meetings",)
"""The list of words that name a meeting: the weakest sign that something is said of it."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ClauseScope:
    """Where a sentence says what a value says, from `start` to `end`.

    `ahead` stands before it in its clause, and in the one on which that hangs; `behind` ends its clause. `core` is all
    of that, of several clauses the one that has most of it, with short asides. `gaps` stand between the words of the
    value, where these are in their order; None where they are not.
    """

    sentence: str
    start: int
    end: int
    ahead: str
    behind: str
    core: str
    gaps: tuple[str, ...] | None

    @property
    def is_literal(self) -> bool:
        """Whether the words of the value stand there as it has them."""
        return self.gaps == ()


def scopes(said: str, quote: str, lists: WordList) -> list[ClauseScope]:
    """Where a passage has the words of a value in their order, the closest first; else where it has most of them."""
    parts = sentences_in(quote, lists)
    ours, tell = [fold_word(w) for w in WORD.findall(said)], stems(said, lists)
    read = [one for whole in (*parts, *([quote] if parts[1:] else ())) for one in (without_asides(whole, lists), whole)]
    found = [one for sentence in read for one in _in_order(ours, tell, sentence, lists)]
    return sorted(found, key=lambda one: one.end - one.start) or list(_closest(tell, read, lists))


def _in_order(ours: list[str], tell: set[str], sentence: str, lists: WordList) -> Iterator[ClauseScope]:
    theirs = [(m[0], m.start(), m.end()) for m in WORD.finditer(sentence)]
    for start in (n for n, (word, *_) in enumerate(theirs) if ours and _is_same(ours[0], word, lists)):
        taken = [start]
        for word in ours[1:]:
            at = next((n for n in range(taken[-1] + 1, len(theirs)) if _is_same(word, theirs[n][0], lists)), None)
            if at is None:
                return
            taken.append(at)
        gaps = (sentence[theirs[a][2] : theirs[b][1]] for a, b in pairwise(taken) if b > a + 1)
        yield _scope(sentence, theirs[start][1], theirs[taken[-1]][2], tell, lists, tuple(gaps))


def _closest(ours: set[str], sentences: list[str], lists: WordList) -> Iterator[ClauseScope]:
    """The shortest stretch of a sentence that has most of the words that tell something, half of them at least."""
    best: tuple[int, int, str, int, int] | None = None
    for sentence in sentences:
        found = [(stem, m.start(), m.end()) for m in WORD.finditer(sentence) if (stem := stem_of(m[0])) in ours]
        wanted, last = {stem for stem, *_ in found}, dict[str, int]()  # where each of them stood last
        for stem, start, end in found:
            last[stem] = start
            if len(last) == len(wanted):
                known = (len(wanted), min(last.values()) - end, sentence, min(last.values()), end)
                best = max(best, known, key=lambda one: one[:2]) if best else known
    if best and 2 * best[0] >= len(ours):
        yield _scope(*best[2:], ours, lists)


def _scope(
    sentence: str, start: int, end: int, ours: set[str], lists: WordList, gaps: tuple[str, ...] | None = None
) -> ClauseScope:
    begin, until = start, end
    spans = [(a, b) for a, b in clauses(sentence, lists) if start < b and a < end]
    said_by = [len(ours & stems(sentence[a:b], lists)) for a, b in spans]
    if len(spans) > 1 and 2 * max(said_by) > len(ours):
        a, b = spans[said_by.index(max(said_by))]
        begin, until = max(start, a), min(end, b)
    asides = [sentence[a:b] for a, b in spans[1:-1] if len(sentence[a:b].split()) < FEWEST]  # , probably,
    ahead, behind = _ahead(sentence, start, end, lists), _behind(sentence[end:], lists)
    same = compiled(rf"(?<!\w)(?:{lists['relative']}|{lists['that']})(?!\w)").split(behind)[0] if until == end else ""
    core = f"{_ahead(sentence, begin, until, lists)}{sentence[begin:until]}{same}"
    return ClauseScope(sentence, start, end, ahead, behind, " ".join([*asides, core]), gaps)


def _ahead(sentence: str, start: int, end: int, lists: WordList) -> str:
    """What governs a stretch of a sentence, with the clause before that restricts it: if …, according to …"""
    own = governing(sentence, start, sentence[start:end], lists)
    before = sentence[: start - len(own)].rstrip(" ,")
    led = before[clauses(before, lists)[-1][0] :]
    return f"{led}, {own}" if _restricts(led, lists) else own


def _behind(rest: str, lists: WordList) -> str:
    """How a clause ends, with the next one that restricts it: …, unless it rains."""
    rest = rest.lstrip('"”“»«')
    own, following = [*clauses(rest, lists), (0, 0)][:2]
    is_one = _restricts(rest[own[1] : following[1]].lstrip(" ,;:–—"), lists)
    return rest[: following[1] if is_one else own[1]]


def _restricts(clause: str, lists: WordList) -> bool:
    """Whether a clause begins with what leaves open whether something is so, or takes it back, or says by whom."""
    names = ("according", "so_told", "inverted", "half_denying")
    return doubting(lists.language).match(clause) is not None or any(begins_with(one, clause, lists) for one in names)


def _is_same(one: str, theirs: str, lists: WordList) -> bool:
    """Whether a word is another; one with a capital may end otherwise where words have many forms: Länder, Ländern."""
    other = fold_word(theirs)
    return one == other or (theirs[0].isupper() and is_form(one, other, lists.language))


def stems(text: str, lists: WordList) -> set[str]:
    """How the words of a text begin that tell something."""
    return {stem_of(w) for w in WORD.findall(text) if len(w) >= FEWEST and not lists.has("little", w)}


def stem_of(word: str) -> str:
    """How a word begins, by which it is known in another form."""
    return fold_word(word)[:_STEM]


def share(texts: Iterable[str], other: str) -> float:
    """How much of the longer words of some texts stands in another: none is 0, and 1 where they have no words."""
    words = {fold_word(w)[:_LONG_STEM] for w in WORD.findall(other)}
    ours = [w for said in texts for w in WORD.findall(said)]
    telling = [w for w in ours if len(w) > FEWEST and not w.isnumeric()] or ours
    return sum(fold_word(w)[:_LONG_STEM] in words for w in telling) / len(telling) if telling else 1


def names_in(text: str, lists: WordList) -> list[Span]:
    """Where names stand in a text: words with capitals, those that follow each other as one."""
    small = rf"(?!(?i:{lists['little']})(?![\p{{L}}\d]))"
    return [m.span() for m in cased(rf"(?<![\p{{L}}\d]){small}{CAPITAL}(?:[ -]{small}{CAPITAL})*").finditer(text)]


def low(words: str) -> str:
    """Words as they are compared, in small letters."""
    return fold(words).casefold()


# --- what turns it ---


def turning(
    words: str, at: int, names: tuple[str, ...], lists: WordList, since: int | None = None
) -> re.Match[str] | None:
    """The word that denies what stands at a place, or on which it hangs, or one of some lists that does as much.

    It stands a few words ahead, or a "that" follows it, or it stands behind what it is said of, which ends at `since`.
    """
    denied = [denying_in(lists.language), doubting(lists.language)]
    that = compiled(rf"(?<!\w)(?:{lists['that']})(?!\w)")
    behind = len(words) if since is None else since
    cues = [*(m for one in denied for m in one.finditer(words)), *told(names, words, lists)]
    far = (m for m in cues if m.end() <= at and (m.start() >= behind or that.search(words, m.end(), at)))
    return next((m for m in cues if leads(m, at, words)), None) or next(far, None)


def told(names: str | tuple[str, ...], words: str, lists: WordList) -> Iterator[re.Match[str]]:
    """Where words have an entry of a list; the month of May is none."""
    return (m for m in lists.all(names, words) if m[0].islower() or len(m[0]) > FEWEST)


def leads(m: re.Match[str], to: int, words: str) -> bool:
    """Whether a word stands right before a place, or a few words ahead of it."""
    return m.end() <= to and len(words[m.end() : to].split()) <= NEAR


# --- what is said of a name, a day or a number ---


@dataclass(frozen=True, slots=True)
class Predicate:
    """What a sentence says of a value: the `words` of the clause that says it, and the `verb` in them, if any.

    `own` is the clause of the value, which stands at `value` in it and may hang on what is `ahead`; it may be the same.
    """

    ahead: str
    own: str
    value: Span
    words: str
    verb: Span | None


def predicate_of(
    sentence: str, span: Span, verbs: tuple[tuple[str, ...], ...], lists: WordList, *, is_where: bool
) -> Predicate:
    """What a sentence says of what stands at a place by one of some verbs, lists of words, the surest first.

    It stands in the clause of the value, or where that goes on behind an aside; else in the aside (", who had chaired
    the last one"), else in the nearest clause that says anything of the sort.
    """
    spans = clauses(sentence, lists)
    n = next((n for n, (a, b) in enumerate(spans) if a <= span[0] <= b), 0)
    own, at = sentence[slice(*spans[n])], span[0] - spans[n][0]
    hangs = lists.finds("hanging", own) if n and begins_with("hanging", own, lists) else None
    ahead = sentence[spans[n - 1][0] : spans[n][0] + hangs.end()] if hangs else ""
    if spans[1:] and n == 0 and begins_with("hanging", own, lists):  # that they met in Lima, the mayor denied
        ahead = sentence[slice(*spans[1])]
    value = at, at + span[1] - span[0]
    is_set_off = sentence[spans[n][1] :][:1] == ","
    on = next((k for k in range(n + 2, len(spans)) if is_set_off and sentence[spans[k][0] - 1] == ","), None)
    is_followed = is_set_off and not (is_where and len(own[value[1] :].split()) > 1)
    near = [[n], *([[n, on]] if on else ()), *([[n + 1]] if is_followed else ())]
    far = [[k] for k in (*range(n + 1, len(spans)), *range(n - 1, -1, -1))]
    sure = [names for names in verbs if names != NOUN]
    for some, lists_of in ((near, sure), (far, sure), ([*near, *far], verbs)):
        for names in lists_of:
            for these in some:
                words = "".join(sentence[slice(*spans[k])] for k in these)
                if m := lists.finds(names, words):
                    return Predicate(ahead, own, value, words, None if names == NOUN else m.span())
    return Predicate(ahead, own, value, own, None)


# --- in whose speech the words of a claim stand ---


_ALIKE = 0.6


def speakers(proposal: DraftedValue, lists: WordList) -> Iterator[str]:
    """To whom a passage gives the words of a value."""
    says = low(str(proposal.value))
    for sentence in sentences_in(proposal.quote, lists):
        for one in assertions(sentence, lists):
            who = [w for w in WORD.findall(low(one.speaker)) if not lists.has("that", w)]
            names_them = all(word in says for word in who)  # that critics say so is what is claimed
            ahead = parted_by_speaker(sentence, one.speaker, one.says)
            is_parted = ahead and share([says], f"{ahead} {one.says}") >= _ALIKE
            if not names_them and (is_parted or _are_alike(says, low(one.says))):
                yield one.speaker
                yield from [proposal.speaker] if _says_itself(proposal, sentence, lists) else []


def inner_speech(proposal: DraftedValue, lists: WordList) -> str:
    """The words by which a speaker tells what somebody else says, in front of what is claimed; "" where none are."""
    for sentence in sentences_in(proposal.quote, lists):
        at = _places(str(proposal.value), sentence)[0]
        before, is_told = words_before(sentence, at, proposal.speaker, lists) if at >= 0 else ("", False)
        if compiled(rf"\s(?:{lists['passive']}\s)+{lists['telling']}\s{lists['that']}").match(before):
            return before.strip()  # was told that
        letter = compiled(rf"(?<!\w){lists['documents']}\s{lists['relative']}\s").search(before)
        if (is_told or letter or names_in(before, lists)) and (found := is_of_another_speaker(before.lstrip(), lists)):
            return found
    return ""


def words_before(sentence: str, at: int, speaker: str, lists: WordList) -> tuple[str, bool]:
    """What goes before a place since its speaker is named or begins to speak, and whether it is told as speech."""
    begins = ((sentence.find(one.says), one) for one in assertions(sentence, lists))
    spoken = [(begin, one) for begin, one in begins if 0 <= begin <= at <= begin + len(one.says)]
    begin, one = max(spoken, key=itemgetter(0)) if spoken else (0, None)
    named = _places(speaker, sentence[:at]) if speaker else []
    name = max((place for place in named if place >= begin), default=-1)
    if name >= 0 or one is None:
        return sentence[name + len(speaker) : at] if name >= 0 else "", one is not None
    ahead = parted_by_speaker(sentence, one.speaker, one.says)
    before = sentence[begin:at]
    return f"{ahead[:1].lower()}{ahead[1:]} {before}" if ahead else before, True


def perhaps_unsaid(proposal: DraftedValue, lists: WordList) -> Iterator[str]:
    """A claim that a passage has before it names the speaker, who is not told to say it: a banner behind her."""
    at, name = (low(proposal.quote).find(low(one)) for one in (str(proposal.value), proposal.speaker))
    is_behind = proposal.field == CLAIMS and 0 <= at < name
    if is_behind and not lists.finds("speech", proposal.quote[at:]) and not any(speakers(proposal, lists)):
        yield f"the passage does not say that {proposal.speaker} says so"


def names_speaker(speaker: str, quote: str, lists: WordList) -> bool:
    """Whether words that name somebody stand in a passage as whole words; a little word names nobody."""
    text = low(speaker).strip()
    if not text or lists.has(("articles", "joins", "in", "that"), text):
        return False
    if len(text) < 2 and text.isascii():
        return False
    return compiled(rf"(?<![^\W_]){re.escape(text)}(?![^\W_])").search(low(quote)) is not None


def _says_itself(proposal: DraftedValue, sentence: str, lists: WordList) -> bool:
    """Whether the speaker of a claim says so within what somebody tells of it: she stressed that …, her office said."""
    at = _places(str(proposal.value), sentence)[0]
    before, is_told = words_before(sentence, at, proposal.speaker, lists)
    verb = rf"(?:{lists['speech']}|{lists['speech_that']})"
    return is_told and compiled(rf"\s(?:[\w’'-]+\s){{0,2}}?{verb},?\s{lists['that']}\s").match(before) is not None


def _places(words: str, text: str) -> list[int]:
    """Where words stand in a text by its own letters, of which some are two when folded: ß; -1 where they do not."""
    found = [m.start() for m in re.finditer(re.escape(words), text, re.IGNORECASE)]
    return found or [low(text).find(low(words))]


def _are_alike(says: str, other: str) -> bool:
    return says in other or other in says or min(share([says], other), share([other], says)) >= _ALIKE
