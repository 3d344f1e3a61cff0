"""What a proposal twists though each of its words stands in the passage: a "not", a number, who speaks or is quoted.

A value may say less than its passage, and in other words, and nothing else than it. Where that cannot be told, it is
refused: whoever proposes can take the words of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from briefgen.archive.matching import fold, stands_in
from briefgen.intake.drafts.occasion_reading import parties
from briefgen.intake.drafts.proposal import CLAIMS, DraftedValue, Refusal
from briefgen.intake.drafts.speech_reading import assertions
from briefgen.intake.drafts.text_reading import LONGEST_SENTENCE
from briefgen.intake.drafts.wordlists import WordList, compiled
from briefgen.language.numerals import WORD, figures, read
from briefgen.language.numerals import fold as fold_word

_SENTENCE = re.compile(r"(?<=[.!?])[\"'”»)]*\s+")
_CLAUSE = re.compile(
    r"[,;:()\"“”„«»]|\s[–—-]\s|\s(?:but|and|while|although|и|но|а|однако|хотя|und|aber|et|mais|y|pero)\s"
)
_LINE = re.compile(r"\n\s*\n|(?<=[.!?])[\"'”»)]*\s+")
_SHORT_LINE = 60
_CONDITION = re.compile(
    r"(?<!\w)(?:if|unless|provided|allegedly|reportedly|supposedly|если|якобы|при условии|предположительно|sofern|wenn"
    r"|angeblich|si|prétendument|supuestamente)(?!\w)",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"(?P<bound>(?:[^\W\d_]+ ){0,2})(?P<sign>[$€£₽¥])?(?P<number>\d+(?:[.,  ]\d+)*)[\s-]?"
    r"(?P<unit>%|[^\W\d_]+(?:[ -](?:points?|cents?))?)?"
)
_UNITS = {
    "%": ("%", "per cent", "percent", "процент", "процента", "процентов", "prozent", "pour cent", "por ciento"),
    "points": ("percentage point", "percentage points", "п", "пп", "prozentpunkte"),
    "basis points": ("basis point", "basis points"),
    "thousand": ("thousand", "тыс", "тысяч", "тысячи", "tausend", "mille", "mil"),
    "million": ("million", "millions", "mln", "m", "млн", "миллион", "миллиона", "миллионов", "millionen"),
    "billion": ("billion", "billions", "bn", "млрд", "миллиард", "миллиарда", "миллиардов", "milliarden", "milliards"),
    "trillion": ("trillion", "trillions", "trn", "трлн", "триллион", "триллиона", "триллионов"),
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words}
_BOUNDS = re.compile(
    r"(?:more than|over|at least|up to|nearly|almost|fewer than|less than|under|no more than|более|свыше|больше|почти"
    r"|не менее|не более|менее|mehr als|über|mindestens|bis zu|weniger als|fast|plus de|moins de|au moins|más de"
    r"|menos de)\s*$",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\d[\d.,]*\s(?:\w+\s)?(?:out of|of|to|bis|von|до|из|sur|à|de|a)\s(?:the\s|some\s|all\s)?$", re.IGNORECASE
)
_COUNTED = re.compile(r"(?<![\d.,])(?![12]\d{3}\b)(\d+(?:[.,  ]\d+)*)\s([^\W\d_]{4,})")
_MARKS = re.compile(
    r"“([^“”]*)(?:”|$)|«([^«»]*)(?:»|$)|„([^„“”]*)(?:[“”]|$)|\"([^\"]*)(?:\"|$)|(?<!\w)[‘']([^‘]*)['’](?!\w)"
)
_CLOSED = re.compile(r"^([^“«„\"”»]*)[”»\"]")
_ALIKE = 0.6


def twists(
    proposal: DraftedValue, texts: list[str], lists: WordList, negations: re.Pattern[str] | None
) -> Iterator[Refusal]:
    """What the free texts of a proposal, and its keys, turn into something else than the passage says."""
    told = list(_told(proposal, lists)) if proposal.field == CLAIMS else []
    verb, quote = str(proposal.keys.get("verb", "")), proposal.quote
    if proposal.field == CLAIMS and lists.has("denying", verb):
        quote = quote.replace(verb, "said", 1)
    for said in texts:  # who denied it is told with the verb: that is no "not" which gets lost
        yield from _turned(said, quote, lists, negations, is_told=bool(told))
        yield from _amounts(said, proposal.quote, lists)
        yield from _changed_places(said, proposal.quote, lists)
    speaker = fold(proposal.speaker).casefold()
    if told and not any(_is_same_name(speaker, fold(other).casefold(), lists) for other in told):
        yield Refusal("another-speaker", f"the passage gives these words to {told[0]}")
    words = proposal.keys.get("words")
    if proposal.keys.get("mode") == "quoted" and isinstance(words, str) and _is_no_quotation(words, proposal.quote):
        yield Refusal("words-not-quoted", f"the source does not give them as the speaker's own words: {words}")
    yield from _presence(proposal, lists, negations)


def clipped(
    before: str, left_out: list[str], proposal: DraftedValue, lists: WordList, negations: re.Pattern[str] | None
) -> Iterator[Refusal]:
    """What a quote cuts off: `before` it in the text, and what its elisions leave out."""
    begins_line = before.endswith("\n") and proposal.quote[:1].isupper()
    lines = [] if begins_line else _LINE.split(before)[-1].split("\n")
    near = " ".join(line for n, line in enumerate(lines) if n == len(lines) - 1 or len(line) >= _SHORT_LINE)
    if negations is not None and (word := negations.search(near)):
        yield Refusal("quote-clips-negation", f"'{word[0]}' stands before the quote in its sentence: begin it earlier")
    for words in left_out:
        if condition := _CONDITION.search(words):
            yield Refusal("quote-elides-condition", f"the quote leaves out '{condition[0]}'")
        if proposal.field == CLAIMS and (verb := lists.finds("speech", words) or lists.finds("according", words)):
            yield Refusal("quote-elides-speaker", f"the quote leaves out '{verb[0]}': somebody else may say it")


# --- a "not" that is lost, or that nobody said ---


def _turned(
    said: str, quote: str, lists: WordList, negations: re.Pattern[str] | None, *, is_told: bool
) -> Iterator[Refusal]:
    if negations is None:
        return
    ours, theirs = fold(said).casefold().strip(" ."), fold(quote).casefold()
    at = theirs.find(ours)
    if at >= 0:
        sentence = _SENTENCE.split(theirs[:at])[-1]
        clause = _CLAUSE.split(sentence)[-1]
        hangs = compiled(rf"\W*{lists['that']}\W.*|\W*{lists['that']}\W*").fullmatch(clause) is not None and not is_told
        if word := negations.search(sentence if hangs else clause):
            yield Refusal("value-turns-negation", f"'{word[0]}' stands before these words in the passage: say it too")
        return
    near = " ".join(s for s in _SENTENCE.split(theirs) if _share(ours, s) >= 1 / 3) or theirs
    is_ours, is_theirs = negations.search(ours), negations.search(near)
    if is_theirs and not is_ours:
        yield Refusal("value-turns-negation", f"the passage says '{is_theirs[0]}', and the value does not")
    elif is_ours and not is_theirs:
        yield Refusal("value-turns-negation", f"the value says '{is_ours[0]}', and the passage does not")


def _share(one: str, other: str) -> float:
    """How much of the longer words of a text stands in another."""
    words = {fold_word(w)[:5] for w in WORD.findall(other)}
    telling = [fold_word(w)[:5] for w in WORD.findall(one) if len(w) > 3]
    return sum(w in words for w in telling) / max(len(telling), 1)


def _presence(proposal: DraftedValue, lists: WordList, negations: re.Pattern[str] | None) -> Iterator[Refusal]:
    """Who is said to have been there, or not, where the passage says the opposite of them."""
    status = proposal.keys.get("status")
    if status not in ("absent", "declined", "listed", "present") or not isinstance(proposal.value, list):
        return
    is_away = status in ("absent", "declined")
    said = parties(proposal.quote, lists) if len(proposal.quote) <= LONGEST_SENTENCE else []
    others = {name for names, heard in said if (heard == "absent") is not is_away for name in names}
    wrong = [name for name in proposal.value if name in others]
    is_told = lists.finds("absent", proposal.quote) or (negations is not None and negations.search(proposal.quote))
    if wrong or (is_away and not is_told):
        named = ", ".join(map(str, wrong or proposal.value))
        yield Refusal("value-not-in-quote", f"the words do not say of {named} that they were {status}")


# --- numbers ---


def _amounts(said: str, quote: str, lists: WordList) -> Iterator[Refusal]:
    base = lists.language.partition("-")[0]
    spelt = {n for n in read(said, base).spelt if n > 1}
    if missing := [n for n in sorted(spelt) if n not in figures(quote) and n not in read(quote, base, n)]:
        yield Refusal("value-not-in-quote", f"the words do not give {', '.join(map(str, missing))}")
    theirs = list(_read_amounts(quote))
    for number, unit, _, sign in (ours := list(_read_amounts(said))):
        units = {u for n, u, _, _ in theirs if n == number}
        signs = {s for n, _, _, s in theirs if n == number and s}
        if not units and any(c in number for c in ".,"):
            yield Refusal("value-not-in-quote", f"the words do not give {number}")
        elif sign and signs and sign not in signs:
            yield Refusal("value-turns-number", f"the passage has {' or '.join(sorted(signs))}{number}")
        elif units and unit not in units:
            yield Refusal(
                "value-turns-number", f"the passage has {number} {' or '.join(sorted(units)).strip() or 'alone'}"
            )
    words = {fold_word(w)[:4] for w in WORD.findall(quote)}
    for number, counted in _COUNTED.findall(said):
        is_there = fold_word(counted)[:4] in words or lists.has("little", counted)
        if not is_there and counted.casefold() not in _UNIT_OF and _plain(number) in {n for n, *_ in theirs}:
            yield Refusal("value-turns-number", f"the passage does not say '{number} {counted}'")
    for number, _, bound, _ in theirs:
        if bound and any(n == number and not b for n, _, b, _ in ours):
            yield Refusal("value-turns-number", f"the passage says '{bound} {number}'")


def _read_amounts(text: str) -> Iterator[tuple[str, str, str, str]]:
    """Each number in figures, with its unit, the words that make it a bound, and the sign of a currency."""
    for m in _AMOUNT.finditer(text):
        unit = (m["unit"] or "").casefold()
        known = (
            _UNIT_OF.get(unit) or _UNIT_OF.get(unit.split(" ")[0].rstrip("s")) or _UNIT_OF.get(unit.split(" ")[0], "")
        )
        bound = _BOUNDS.search(m["bound"]) or _PART.search(text[: m.start("number")])
        yield _plain(m["number"]), known, bound[0].strip() if bound else "", m["sign"] or ""


def _plain(number: str) -> str:
    return re.sub(r"[  ]|,(?=\d{3}(?!\d))", "", number)


# --- names ---


def _changed_places(said: str, quote: str, lists: WordList) -> Iterator[Refusal]:
    """Two names that have each other's place: Spain accused Portugal, where the passage has Portugal accuse Spain."""
    for (begin, end), (after, until) in pairwise(_names(said, lists)):
        between = said[end:after]
        telling = [w for w in WORD.findall(between) if len(w) > 2 and not lists.has("little", w)]
        turned = f"{said[after:until]}{between}{said[begin:end]}"
        if telling and stands_in(turned, quote) and not stands_in(said[begin:until], quote):
            yield Refusal("value-turns-names", f"the passage says '{turned}'")


def _names(text: str, lists: WordList) -> Iterator[tuple[int, int]]:
    """Where names stand in a text: words with capitals, those that follow each other as one."""
    words = [m for m in WORD.finditer(text) if m[0][0].isupper() and not lists.has("little", m[0])]
    for n, word in enumerate(words):
        if n and text[words[n - 1].end() : word.start()] in (" ", "-"):
            continue
        last = n
        while last + 1 < len(words) and text[words[last].end() : words[last + 1].start()] in (" ", "-"):
            last += 1
        yield word.start(), words[last].end()


# --- who says it ---


def _told(proposal: DraftedValue, lists: WordList) -> Iterator[str]:
    """To whom a passage gives the words of a claim."""
    says = fold(str(proposal.value)).casefold()
    for sentence in _SENTENCE.split(proposal.quote):
        for one in assertions(sentence, lists):
            if _is_same(says, fold(one.says).casefold()):
                yield one.speaker


def _is_same(says: str, other: str) -> bool:
    return says in other or other in says or min(_share(says, other), _share(other, says)) >= _ALIKE


def _is_same_name(one: str, other: str, lists: WordList) -> bool:
    if one == other or lists.has("pronouns", other) or lists.has("possessives", other):
        return True  # whom it means is asked of a person
    ours, theirs = set(WORD.findall(one)), set(WORD.findall(other))
    return bool({w for w in ours & theirs if not lists.has("little", w)})


def _is_no_quotation(words: str, quote: str) -> bool:
    """Whether words of a passage stand outside quotation marks, those that open before it or close behind it too."""
    spans = [next(filter(None, m.groups()), "") for m in _MARKS.finditer(quote)]
    if first := _CLOSED.match(quote):
        spans.append(first[1])
    return stands_in(words, quote) and not any(stands_in(words, span) for span in spans)


def names_speaker(speaker: str, quote: str, lists: WordList) -> bool:
    """Whether words that name somebody stand in a passage as whole words; a little word names nobody."""
    text = fold(speaker).casefold().strip()
    if not text or any(lists.has(name, text) for name in ("articles", "joins", "in", "that")):
        return False
    if len(text) < 2 and text.isascii():
        return False
    return compiled(rf"(?<![^\W_]){re.escape(text)}(?![^\W_])").search(fold(quote).casefold()) is not None
