"""A text as rules read it: its sentences with their places, their clauses, and what may not be read across these.

That is another day, another person, another's speech.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from briefgen.document.sentences import sentence_ends
from briefgen.frozen import dataclass
from briefgen.intake.drafts.cldr_reading import dates, months
from briefgen.intake.drafts.wordlists import WordList, compiled, word_list
from briefgen.language.cldr import abbreviations, days_are_stopped
from briefgen.language.numerals import WORD

LONGEST_SENTENCE = 2000
"""Characters of a sentence; what has more without a stop is a table, a menu, or made to take long."""
_MOST_QUOTED = 5  # sentences of one quotation
_NUMBER, _FEW = re.compile(r"(\d{1,3})[.)]?\s+(?=[^\W\d_](?:\S*\s+){3})"), 2
"""The number of a paragraph, as a text has it at the head of some that follow each other."""
_LINES = re.compile(r"\S[^\n]*")
_STOPS = ".!?:;…。؟۔"
_FULL = 0.75
"""How much of the longest line of its paragraph a line fills that goes on in the next one."""
_LITTLE = 3  # letters of a word such as "of"
_LONG = 60
"""Characters of a line that was broken because it was full."""


@dataclass(frozen=True, slots=True)
class TextSentence:
    """A sentence, where it begins in the text, and the number of its paragraph; a headline goes before the text."""

    words: str
    start: int
    paragraph: int
    is_headline: bool = False


def sentences(text: str, language: str, furniture: tuple[str, ...] = ()) -> list[TextSentence]:
    """The sentences of a text in order, without lines that are page furniture; what has no stop is a headline."""
    found: list[TextSentence] = []
    stops, days = abbreviations(language), days_are_stopped(language)
    heads = [int(number) for number in re.findall(rf"(?m)^{_NUMBER.pattern}", text)]
    is_numbered = sum(after == one + 1 for one, after in pairwise(heads)) >= _FEW
    is_head = True
    for paragraph, line in enumerate(_LINES.finditer(unbroken(text)), 1):
        begin = 0
        rank = compiled(rf"\b{word_list(language)['before_ranks']}\s\d{{3,4}}\.$")  # der 384. Sitzung
        ends = sentence_ends(line[0], stops, days_stopped=days)
        ends = [end for end in ends if not (days and rank.search(line[0][:end]))]
        for end in _closed(line[0], ends):
            words = line[0][begin:end].strip().lstrip("•–*·- ")
            number = _NUMBER.match(words) if is_numbered and not begin else None
            words = words[number.end() :] if number else words
            at = line.start() + line[0].index(words, begin)
            begin = end
            is_cut = words.endswith(("...", " …"))
            is_head = is_head and (is_cut or not words.endswith((".", "!", "?", "…", "”", "»", '"')))
            if words and not any(words == f or words in f for f in furniture):
                found.append(TextSentence(words, at, paragraph, is_head))
    return found


def unbroken(text: str) -> str:
    """The text, as long as before, without the ends of lines that a sentence runs over, as a page was set in lines."""
    paragraphs = text.split("\n\n")
    broken = [len(line) for one in paragraphs if "\n" in one for line in one.split("\n")]
    return "\n\n".join(_as_one(one, max(broken, default=0)) for one in paragraphs)


def _as_one(paragraph: str, broadest: int) -> str:
    lines = paragraph.split("\n")
    runs_on = [
        a[-1:] not in _STOPS and (_goes_on(b) or _is_split(a, b) or _is_cut(a) or _is_full(a, b, broadest))
        for a, b in pairwise(lines)
    ]
    if not any(runs_on):
        return paragraph
    full = _FULL * max(map(len, lines))
    ends = [" " if on or len(line) >= full else "\n" for on, line in zip(runs_on, lines, strict=False)]
    return "".join(part for pair in zip(lines, [*ends, ""], strict=True) for part in pair)


def _is_cut(line: str) -> bool:
    """Whether a long line ends where no sentence does: with a comma, or a little word such as "of"."""
    last = line.rpartition(" ")[2]
    return len(line) >= _LONG and (last.endswith(",") or (len(last) <= _LITTLE and last.isalpha() and last.islower()))


def _goes_on(line: str) -> bool:
    return line[:1].islower() or line[:1] == "("


def _is_full(line: str, following: str, broadest: int) -> bool:
    """Whether a long line was broken where the first word of the next had no room."""
    room = broadest - len(line)
    return len(line) >= _LONG and following[:1].isalpha() and len(following.split(" ", 1)[0]) >= room


def _is_split(line: str, following: str) -> bool:
    """Whether a number stands at the end of a long line, or the head of the next, with its words in the other."""
    if len(line) < _LONG:
        return False
    return bool(
        (line[-1:].isdigit() and re.match(r"[^\W\d_]+\.?,? \d{4}\b", following))
        or (line[-1:].islower() and re.match(r"\d+(?:[.,]\d+)*(?:st|nd|rd|th)?,? \w", following))
    )


def _closed(line: str, ends: list[int]) -> list[int]:
    """The ends of sentences without those in a quotation that is closed a few sentences later."""
    kept: list[int] = []
    ends = [end + len(mark[0]) if (mark := re.match(r"\s?»", line[end:])) else end for end in ends]  # dix ans. »
    begin, held = 0, 0
    for n, end in enumerate(ends):
        if (
            held < _MOST_QUOTED
            and is_open(line[begin:end])
            and any(not is_open(line[begin:e]) for e in ends[n + 1 : n + _MOST_QUOTED])
        ):
            held += 1
            continue
        kept.append(end)
        begin, held = end, 0
    return kept


def is_open(words: str) -> bool:
    """Whether a quotation begins in words and does not end in them."""
    if "„" in words:
        return words.count("„") > words.count("“") + words.count("”")
    return words.count("“") > words.count("”") or words.count("«") > words.count("»") or words.count('"') % 2 == 1


# --- a passage: its sentences, and their clauses ---


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
