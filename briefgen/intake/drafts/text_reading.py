"""A text as rules read it: sentences with their places, and the countries and towns that they name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

import regex

from briefgen.document.sentences import sentence_ends
from briefgen.errors import UsageProblem
from briefgen.frozen import dataclass
from briefgen.intake.drafts.wordlists import WordList, compiled, word_list
from briefgen.language import cldr
from briefgen.language.cldr import abbreviations, days_are_stopped, extract, other_state_names
from briefgen.language.numerals import WORD
from briefgen.model.states import STATES

LONGEST_SENTENCE = 2000
"""Characters of a sentence; what has more without a stop is a table, a menu, or made to take long."""
_SHORTEST_TOWN = 4
_SHORT = 3  # letters that the names of states share with their adjectives: Polen, polnisch
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


_Names = tuple[dict[str, str], dict[str, str], re.Pattern[str]]
"""Names with the codes of their states, the same in other cases as they were met, and the pattern of all."""


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


@lru_cache(maxsize=32)
def _countries(language: str) -> _Names:
    try:
        names: dict[str, str] = extract(language).get("territories", {})
    except UsageProblem:
        names = {}
    known = {name: code for code, name in names.items() if code not in ("EU", "UN", "EZ", "ZZ")}
    for code, others in other_state_names(language).items():
        known |= dict.fromkeys(others, code)
    known |= {name.replace("St. ", "St "): code for name, code in known.items()}
    known |= {name.replace(" & ", " and ").replace("’", "'"): code for name, code in known.items()}
    return known, {}, _in_any_case(known, language)


@lru_cache(maxsize=32)
def _towns(language: str) -> _Names:
    try:
        known = {name: code for name, code in cldr.towns(language).items() if len(name) >= _SHORTEST_TOWN}
    except UsageProblem:
        known = {}
    return known, {}, _in_any_case(known, language)


def _in_any_case(names: Iterable[str], language: str) -> re.Pattern[str]:
    ending, cut = _ENDINGS.get(language, ("", 0))
    stems = [
        " ".join(_stem(word, cut) + (ending if n < name.count(" ") else "") for n, word in enumerate(name.split(" ")))
        for name in sorted(names, key=lambda n: -len(n))
    ]
    return re.compile(rf"(?<![\w-])({'|'.join(stems) or '(?!)'}){ending}(?![\w-])")


def _stem(word: str, cut: int) -> str:
    """The part of a name's word that stays in every case, as a pattern."""
    if not cut or (len(word) <= 4 and word[-1] != "а") or word[-1] not in "аеиоуыэюяйь":  # Чили, Вена
        return re.escape(word)
    return re.escape(word[:-2] if word.endswith(("ая", "ое", "ие", "ые", "ий", "ый")) else word[:-cut])


_ENDINGS = {
    "ru": ("(?:о|ой|ую|ая|ое|ого|ом|их|ых|ими|а|у|ом|ем|е|ы|и|ю|я|ей|ой|ям|ами|ях|ии|ию|ией|ия|ь|ье|ая|ой|ую|ую)?", 1),
    "uk": (r"\w{0,3}", 1),
    "be": (r"\w{0,3}", 1),
    "de": ("(?:n|s)?", 0),
}
"""How names of states and towns end in languages that decline them, and how many letters of the name may change."""


def _is_form(name: str, found: str) -> bool:
    """Whether words that were found are a name in another case: word by word the same but for its ending."""
    ours, theirs = name.split(" "), found.split(" ")
    return len(ours) == len(theirs) and all(
        a[: max(3, len(a) - 2)] == b[: max(3, len(a) - 2)] for a, b in zip(ours, theirs, strict=True)
    )


def countries(words: str, language: str, *, again: bool = False) -> list[tuple[str, str, int]]:
    """Each country that words name: its code, its name in them, and where; `again` each time that they name it."""
    found: list[tuple[str, str, int]] = []
    for one in _countries_in(words, language.partition("-")[0]):
        if again or one[0] not in [code for code, _, _ in found]:
            found.append(one)
    return found


@lru_cache(maxsize=1024)  # a sentence is asked for its countries by each of the rules
def _countries_in(words: str, language: str) -> tuple[tuple[str, str, int], ...]:
    lists = word_list(language)  # la Reunión de ministros is no island
    return tuple(one for one in _named(words, _countries(language)) if not lists.has("meetings", one[1]))


@lru_cache(maxsize=1024)
def country_of(adjective: str, language: str) -> str:
    """The code of the state that an adjective is of, by the longest beginning that its name shares: polnisch, Polen."""
    lists, word = word_list(language), adjective.casefold()
    if code := next((code for code, own in lists.lands.items() if compiled(own).match(word)), ""):
        return code
    if not lists.has("demonyms", adjective) and not compiled(lists["of_lands"]).fullmatch(word):
        return ""
    names = _countries(language.partition("-")[0])[0]
    shared = {name: _shared(name.casefold(), word) for name in names}
    most = max(shared.values(), default=0)
    best = [name for name, n in shared.items() if n == most >= _SHORT and (n > _SHORT or len(name) <= 2 * n)]
    codes = {names[name] for name in best if name.isalpha()} or {names[name] for name in best}
    return codes.pop() if len(codes) == 1 else ""


def naming(said: str, words: str, language: str) -> str:
    """The words that name what somebody names otherwise: a state by another name or its adjective; "" for none."""
    if re.search(rf"(?<!\w){re.escape(said)}(?!\w)", words):  # and not Russia in Russian
        return said
    named = (code for tag in ("en", language) for code, name, _ in countries(said, tag) if name == said)
    code = STATES.get(said) or next(named, "")
    own = next((name for other, name, _ in countries(words, language) if other == code), "")
    return own or (adjectives(words, language).get(code, "") if code else "")


@lru_cache(maxsize=256)
def adjectives(words: str, language: str) -> dict[str, str]:
    """The codes of states whose adjectives stand in words, with these: the Tajik capital, South Korean ministers."""
    lists, found = word_list(language), dict[str, str]()
    every = list(WORD.finditer(words))
    for before, m, behind in zip([None, *every], every, [*every[1:], None], strict=False):
        if behind and _is_of_two(m, behind, words, lists):
            continue
        is_second = before is not None and _is_of_two(before, m, words, lists)
        one = words[before.start() : m.end()] if before and is_second else m[0]
        if code := _state_of_two(one, language) if is_second else country_of(one, language):
            found.setdefault(code, one)
    return found


def _is_of_two(one: regex.Match[str], other: regex.Match[str], words: str, lists: WordList) -> bool:
    """Whether two words are one adjective: South Korean, Latin American."""
    are_next = words[one.end() : other.start()] == " " and one[0][0].isupper() and other[0][0].isupper()
    return are_next and lists.has("demonyms", one[0]) and lists.has("demonyms", other[0])


def _state_of_two(adjective: str, language: str) -> str:
    """The code of the state of an adjective of two words: a name that begins with the one and half of the other."""
    if code := next(
        (code for code, own in word_list(language).lands.items() if compiled(own).fullmatch(adjective)), ""
    ):
        return code
    begun = adjective.casefold()[: adjective.index(" ") + 1 + _SHORTEST_TOWN]
    codes = {c for name, c in _countries(language.partition("-")[0])[0].items() if name.casefold().startswith(begun)}
    return codes.pop() if len(codes) == 1 else ""


def _shared(name: str, word: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(name, word, strict=False)) if a != b), min(len(name), len(word)))


def towns(words: str, language: str) -> list[tuple[str, str, int]]:
    """Each town that words name and CLDR knows: the code of its state, its name in them, and where."""
    return list(_named(words, _towns(language.partition("-")[0])))


def _named(words: str, names: _Names) -> Iterator[tuple[str, str, int]]:
    known, forms, pattern = names
    for m in pattern.finditer(words):
        if m[1] not in known and m[1] not in forms:  # in another case: looked for once
            forms[m[1]] = next((code for name, code in known.items() if _is_form(name, m[1])), "")
        if code := known.get(m[1]) or forms[m[1]]:
            yield code, m[0], m.start()
