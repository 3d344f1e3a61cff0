"""Where a passage has the words of a claim: in whose speech, what goes before them in it, and who says so within it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import itemgetter

from briefgen.intake.drafts.judging.clause_scope import low, names_in, share
from briefgen.intake.drafts.proposal import CLAIMS, DraftedValue
from briefgen.intake.drafts.speaking.speech_reading import assertions
from briefgen.intake.drafts.text_reading import is_of_another_speaker, parted_by_speaker, sentences_in
from briefgen.intake.drafts.wordlists import WordList, compiled
from briefgen.language.numerals import WORD

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
            if not names_them and (is_parted or _is_same(says, low(one.says))):
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


def _is_same(says: str, other: str) -> bool:
    return says in other or other in says or min(share([says], other), share([other], says)) >= _ALIKE
