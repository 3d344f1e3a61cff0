"""The clauses of a sentence, and what may not be read across them: another day, another person, another's speech."""

from __future__ import annotations

import re
from functools import cache

from briefgen.intake.drafts.days_reading import dates, months
from briefgen.intake.drafts.wordlists import WordList, compiled
from briefgen.language.cldr import abbreviations
from briefgen.language.numerals import WORD

_STOP = re.compile(r"(?<=[.!?])(?:[\"'”»)]|“(?=\s))*\s+")
_SMALL = ("articles", "joins", "list_joins", "titles", "in", "of_body", "offices", "little", "before_days")
_MARKS = r"[,;:()\"“”„«»]|\s[–—-]\s"


def sentences_in(text: str, lists: WordList) -> list[str]:
    """The sentences of a text, in capitals or without: none ends behind "Mr." or an initial."""
    found: list[str] = []
    begin = 0
    for m in _STOP.finditer(text):
        last = text[begin : m.start()].rsplit(None, 1)[-1:]
        word = last[0].casefold().lstrip('("“„«') if last else ""
        if word not in _short_forms(lists.language) and not re.fullmatch(r"[^\W\d_]\.", word):
            found.append(text[begin : m.start()])
            begin = m.end()
    return [*found, text[begin:]]


@cache
def _short_forms(language: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in abbreviations(language))


@cache
def _ends(clause: str) -> re.Pattern[str]:
    return re.compile(rf"{_MARKS}|\s{clause}(?=\s)", re.IGNORECASE)


def clauses(sentence: str, lists: WordList) -> list[tuple[int, int]]:
    """Where each clause of a sentence begins and ends: at marks, and at words such as "but"."""
    found: list[tuple[int, int]] = []
    start = 0
    for m in _ends(lists["clause"]).finditer(sentence):
        if m[0] == "," and sentence[m.start() - 1 : m.start()].isdigit() and sentence[m.end() : m.end() + 1].isdigit():
            continue
        found.append((start, m.start()))
        start = m.end()
    return [*found, (start, len(sentence))]


def clause_around(sentence: str, at: int, lists: WordList) -> str:
    """The clause in which something stands."""
    return next((sentence[a:b] for a, b in clauses(sentence, lists) if a <= at <= b), sentence)


def governing(sentence: str, at: int, words: str, lists: WordList) -> str:
    """What stands before some words in their clause, and in the clause before it where theirs hangs on that one."""
    starts = [a for a, _ in clauses(sentence[:at], lists)]
    start = starts.pop()
    own = sentence[start:at].strip()
    hangs = begins_with("hanging", own or words, lists) or (not own and lists.finds("infinitives", words) is not None)
    return sentence[starts.pop() if starts and hangs else start : at]


def begins_with(name: str, words: str, lists: WordList) -> bool:
    """Whether words begin with an entry of a list."""
    m = lists.finds(name, words)
    return m is not None and not words[: m.start()].strip()


def of_another_day(value: str, quote: str, lists: WordList) -> str:
    """The words by which a passage gives a date as that of something else: founded on, the next one; "" for none.

    What only goes before or comes after makes it another's where the passage has a date of its own besides.
    """
    named = [
        *dates(quote, lists.language),
        *(months(quote, lists.language) if any(len(one) == len("2031-05") for one in value.split("/")) else ()),
    ]
    mine, every = stands_at(value, quote, lists), [at for _, at in named]
    told = {at: _elsewhen(quote, at, every, lists) for at in (*mine, *every)}
    if not mine or not all(told[at][0] for at in mine):
        return ""
    is_sure = any(told[at][1] for at in mine) or any(not told[at][0] for at in every if at not in mine)
    return told[mine[0]][0] if is_sure else ""


def stands_at(value: str, words: str, lists: WordList) -> list[int]:
    """Where words have a value, a day in any form, perhaps without its year."""
    wanted = {part[n:] for part in value.split("/") for n in (0, len("2031-"))}
    named = [*dates(words, lists.language), *months(words, lists.language)]
    days = [at for day, at in named if any(one in wanted or one[5:] in wanted for one in day.split("/"))]
    return [words.find(value)] if value in words else days


def _elsewhen(quote: str, at: int, every: list[int], lists: WordList) -> tuple[str, bool]:
    """The words before a date that give it to something else, and whether they surely do."""
    start = max([a for a, _ in clauses(quote, lists) if a <= at], default=0)
    before = quote[max([start, *(n for n in every if n < at)]) : at]
    sure, perhaps = lists.finds("elsewhen", before), lists.finds("others", before)
    return (sure or perhaps or [""])[0], sure is not None


def without_asides(sentence: str, lists: WordList) -> str:
    """The sentence with blanks for what ", who …," says of somebody."""
    aside = compiled(rf",\s*{lists['relative']}\s[^,;]*(?:,|$)")
    return aside.sub(lambda m: " " * len(m[0]), sentence)


def parted_by_speaker(sentence: str, speaker: str, says: str) -> str:
    """What goes before a speaker who stands in the middle of what they say: Prices, Ana Sample said, would fall."""
    begin = sentence.find(speaker)
    end = sentence.find(says, begin + len(speaker)) if begin > 0 else -1
    is_parted = end > 0 and sentence[:begin].endswith(", ") and sentence[begin:end].endswith(", ")
    return sentence[: begin - 2] if is_parted else ""


def is_of_another_speaker(before: str, lists: WordList) -> str:
    """The words that give to somebody else what follows them within what a speaker says; "" where none do."""
    for m in lists.all(("according", "speech", "attributing", "denying"), before):
        own = compiled(rf"(?:^|\W){lists['first_person']}\s+$").search(before[: m.start()])  # as we said
        if not own and not lists.has("saying", m[0]) and (m.start() > 0 or lists.has("according", m[0])):
            return m[0]
    return ""


def parted_by(name: str, before: str, lists: WordList) -> str:
    """The words of a list that lead to a name alone, or to those with it: unlike, all but, from; "" for none."""
    *_, m = None, *lists.all(name, before)
    if m is None or re.search("[.;:]" if before[: m.start()].strip() else "[.;:,]", before[m.end() :]):
        return ""
    between = before[m.end() :]
    if name != "left_out":
        return m[0] if is_names(between, lists, ("articles",), "(?!)") else ""
    first = compiled(rf"\s*(?:{lists['articles']}|{lists['little']})\s+(?-i:[a-zß-ÿа-яё])[\w’'-]+\s+").match(between)
    ends = compiled(rf"(?-i:[A-ZÀ-ÞА-ЯЁ])\w*\s+{lists['possessives']}\s").search(between)
    is_led = is_names(between, lists) or (first is not None and is_names(between[first.end() :], lists))
    return m[0] if is_led and not ends else ""


def is_names(words: str, lists: WordList, small: tuple[str, ...] = _SMALL, capitals: str = r"\d|[A-ZÀ-ÞА-ЯЁ]") -> bool:
    """Whether words are names alone, and what joins them."""
    return all(len(w) < 2 or re.match(capitals, w) or lists.has(small, w) for w in WORD.findall(words))
