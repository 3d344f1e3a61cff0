"""The days, ranks, countries and towns that a text names, in any language of CLDR, and which day "on Thursday" is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from unicodedata import normalize

import regex

from briefgen.errors import UsageProblem
from briefgen.facts.conflicts.values import day_names
from briefgen.frozen import dataclass
from briefgen.intake.drafts.wordlists import MONTH_FIRST, WordList, compiled, word_list
from briefgen.language import cldr
from briefgen.language.cldr import every_month, extract, other_state_names
from briefgen.language.numerals import WORD, figures, read, roman
from briefgen.model.states import STATES

_YEAR = r"(\d{4})"
_LONG = 7  # letters of a month that is cut to four as well: Sept
_WEEK = 7
_ISO = re.compile(r"(?<![\d/-])(\d{4})([-/])(\d\d)\2(\d\d)(?![\d/-])")


@dataclass(frozen=True, slots=True)
class _Forms:
    """How a language writes days: its months with their numbers, and the patterns of days and spans."""

    months: dict[str, int]
    over: tuple[re.Pattern[str], ...]
    within: tuple[re.Pattern[str], ...]
    in_figures: re.Pattern[str]
    month_alone: re.Pattern[str]
    weekday: re.Pattern[str]
    weekdays: dict[str, int]
    is_month_first: bool


def dates(words: str, language: str) -> Iterator[tuple[str, int]]:
    """Each date that words give, as the records write it, and where; without a year XXXX stands for it."""
    return iter(_dates(words, language))


@lru_cache(maxsize=1024)  # a sentence is asked for its days by each of the rules
def _dates(words: str, language: str) -> tuple[tuple[str, int], ...]:
    return tuple(_each_date(words, language))


def _each_date(words: str, language: str) -> Iterator[tuple[str, int]]:
    forms = _forms(language.partition("-")[0])
    taken: list[tuple[int, int]] = []
    for pattern, order in zip(forms.over, ((1, 2, 3, 4, 5, 6), (2, 1, 3, 5, 4, 6)), strict=True):
        for m in pattern.finditer(words):
            first, name, begun, last, other, year = (m[n] or "" for n in order)
            one, two = forms.months.get(_folded(name), 0), forms.months.get(_folded(other), 0)
            is_span = one != two or bool(begun) or pattern is forms.over[0] or int(first or 0) < int(last or 0)
            if one and two and _is_day(first) and _is_day(last) and is_span:
                taken.append(m.span())
                before = begun or (f"{int(year) - 1}" if year and one > two else year) or "XXXX"
                yield f"{before}-{one:02}-{int(first):02}/{year or 'XXXX'}-{two:02}-{int(last):02}", m.start()
    for pattern, at in zip(forms.within, ((1, 2, 3, 4, 5), (2, 3, 4, 1, 5)), strict=True):
        for m in pattern.finditer(words):
            if any(a < m.end() and m.start() < b for a, b in taken):
                continue
            before_it, first, last, name, year = (m[n] for n in at)
            first, year = before_it if before_it and last else first, year or "XXXX"
            n = forms.months.get(_folded(name), 0)
            if n and _is_day(first):
                taken.append(m.span())
                yield _day_or_span(year, n, first, last or ""), m.start()
    for m in _ISO.finditer(words):
        if 1 <= int(m[3]) <= 12 and _is_day(m[4]):
            yield f"{m[1]}-{m[3]}-{m[4]}", m.start()
    for m in forms.in_figures.finditer(words):
        first, begun, day, sign, month, year = m.groups()
        if sign == "/" and forms.is_month_first:
            if int(day) <= 12 and int(month) <= 12 and day != month:
                continue  # 5/3/2031 is in March, or in May
            day, month = (day, month) if int(month) <= 12 else (month, day)
        if not 1 <= int(month) <= 12 or not _is_day(day):
            continue
        if first and begun and begun != month and _is_day(first):
            yield f"{year}-{int(begun):02}-{int(first):02}/{year}-{int(month):02}-{int(day):02}", m.start()
        else:
            yield _day_or_span(year, int(month), first or day, day), m.start()


def _day_or_span(year: str, month: int, first: str, last: str) -> str:
    one_day = f"{year}-{month:02}-{int(first):02}"
    is_span = last.isdigit() and int(first) < int(last) <= 31
    return f"{one_day}/{year}-{month:02}-{int(last):02}" if is_span else one_day


def months(words: str, language: str) -> list[tuple[str, int]]:
    """The months of a year that words name without a day, and where: 2031-05 for "in May 2031"."""
    forms = _forms(language.partition("-")[0])
    return [(f"{m[2]}-{forms.months[_folded(m[1])]:02}", m.start()) for m in forms.month_alone.finditer(words)]


def weekdays(words: str, language: str) -> list[int]:
    """Where words name a day of the week."""
    return [m.start() for m in _forms(language.partition("-")[0]).weekday.finditer(words)]


def by_weekday(words: str, report: str, lists: WordList) -> tuple[str, str]:
    """The day that words name by its weekday, or as yesterday, seen from the day of the report, and how they do it.

    It is the last one before the report, or its own day; a span goes on to the next weekday that is named.
    """
    forms = _forms(lists.language.partition("-")[0])
    if (end := _whole(report)) is None:
        return "", ""
    for name, back in (("today", 0), ("yesterday", 1)):
        if (m := lists.finds(name, words)) is not None:
            return (end - timedelta(days=back)).isoformat(), m[0]
    named = [(forms.weekdays[m[1].casefold()], m) for m in forms.weekday.finditer(words)]
    if not named:
        return "", ""
    first = end - timedelta(days=(end.weekday() - named[0][0]) % _WEEK)
    for (one, a), (two, b) in pairwise(named[:2]):
        between = words[a.end() : b.start()].strip(" ,")
        if one != two and (lists.has("until", between) or between in ("-", "–", "—")):
            last = first + timedelta(days=(two - one) % _WEEK)
            return f"{first.isoformat()}/{last.isoformat()}", words[a.start() : b.end()]
    return first.isoformat(), named[0][1][0]


def is_counted_back(day: str, words: str, lists: WordList) -> bool:
    """Whether words have a day of the week, or "yesterday", and the day of a report to count a day back from."""
    named = _weekdays_named(words, lists)
    if (counted := _whole(day)) is None:
        return False
    gaps = [(one - counted).days for written, _ in dates(words, lists.language) if (one := _whole(written))]
    is_named = counted.weekday() in named and any(abs(gap) < _WEEK for gap in gaps)
    return is_named or (1 in gaps and lists.finds("yesterday", words) is not None)


def may_be_counted_back(day: str, words: str, lists: WordList) -> bool:
    """Whether words have the day of the week that a day is, or "today", and no day of a report to count from."""
    named = [_whole(part) for part in day.split("/")]
    is_near = lists.finds(("today", "yesterday"), words) is not None
    return all(one and (is_near or one.weekday() in _weekdays_named(words, lists)) for one in named)


def _weekdays_named(words: str, lists: WordList) -> set[int]:
    forms = _forms(lists.language.partition("-")[0])
    return {forms.weekdays[m[1].casefold()] for m in forms.weekday.finditer(words)}


def is_as_long(span: str, words: str, lists: WordList) -> bool:
    """Whether words give the first or the last day of a span, and how many days it has: two days, to Friday, 5 May."""
    ends = [_whole(day) for day in span.split("/")]
    if len(ends) < 2 or ends[0] is None or ends[1] is None:
        return False
    count, base = (ends[1] - ends[0]).days + 1, lists.language.partition("-")[0]
    before = [words[: m.start()].split()[-1:] for m in lists.all("day_counts", words)]
    before += [[m[1]] for m in compiled(rf"([^\W_]+)-{lists['day_counts']}(?!\w)").finditer(words)]
    is_counted = any(count in figures(one) or count in read(one, base, count) for last in before for one in last)
    return is_counted and any(day in span.split("/") for day, _ in dates(words, lists.language))


def _whole(day: str) -> date | None:
    """A date that is one day of a known year, with a week on either side; None for any other."""
    try:
        return date.fromisoformat(day) if "0001" < day[:4] < "9999" else None
    except ValueError:
        return None


def _is_day(number: str) -> bool:
    return number.isdigit() and 1 <= int(number) <= 31


def _folded(name: str) -> str:
    return name.casefold().strip(".")


@lru_cache(maxsize=32)
def _forms(language: str) -> _Forms:
    lists = word_list(language)
    names = {_folded(name): n for n, all_ in every_month(language).items() for name in all_ if len(name) > 2}
    cut = {name[:4]: n for name, n in names.items() if len(name) >= _LONG}
    plain = {normalize("NFD", name).encode("ascii", "ignore").decode(): n for name, n in names.items()}
    names = cut | {name: n for name, n in plain.items() if len(name) > 2} | names  # LE 3 FEVRIER
    month = "|".join(re.escape(name) for name in sorted(names, key=lambda n: -len(n))) or "(?!)"
    weekdays = {name.casefold(): n for name, n in day_names(language).items()}
    full = "|".join(re.escape(name) for name in sorted(weekdays, key=lambda n: -len(n))) or "(?!)"
    article = rf"(?:{lists['articles']}\s+)?"
    weekday = rf"(?:(?:{full})\b\.?,?\s+\(?)?{article}"
    to = rf"\s*(?:[-–—/&]|,?\s*\b{lists['until']}(?!\w))\s*"
    number = rf"(\d{{1,2}})(?:\.|º|-?{lists['rank_ends']}(?!\w))?"
    of = rf"(?:\s+{lists['of_month']}\s+|\s*)"
    year = rf"(?:,?\s*(?:{lists['of_month']}\s+)?{_YEAR})?"
    day = rf"{number}{of}({month})\.?"
    in_front = rf"({month})\.?\s+{number}"
    patterns = (
        rf"(?<!\d){day}(?:,?\s*{_YEAR})?,?{to}{weekday}{day}{year}(?!\w)",  # 30 September to 2 October 2031
        rf"(?<!\w){in_front}\)?(?:,\s*{_YEAR})?{to}{weekday}\(?{in_front}(?!\d)(?:,?\s*{_YEAR})?",
        rf"(?<!\d)(?:(\d{{1,2}}),\s)?{number}(?:,?{to}{weekday}{number},?)?{of}({month})\.?{year}(?!\w)",
        rf"(?<!\w)({month})\.?\s+(?:(\d{{1,2}}),\s)?{number}(?:{to}{weekday}{number})?(?!\d)(?:,?\s*{_YEAR})?",
        rf"(?<![\d.])(?:(\d\d?)\.?(?:[./](\d\d?)\.?)?{to})?(\d\d?)([./])(\d\d?)\4{_YEAR}(?!\d)",
        rf"(?<!\w)({month})\.?,?\s+{_YEAR}(?!\d)",
        rf"(?<!\w)({'|'.join(n for n in weekdays if len(n) > 3) or '(?!)'})(?!\w)",
    )
    one, two, three, four, figures_, alone, week = (re.compile(each, re.IGNORECASE) for each in patterns)
    is_month_first = MONTH_FIRST in lists.traits
    return _Forms(names, (one, two), (three, four), figures_, alone, week, weekdays, is_month_first)


def ranks(words: str, lists: WordList, base: str) -> Iterator[tuple[int, int]]:
    """Each number of rank in words or figures, and where: 4th, fifth, XXI, twenty-first."""
    for m in re.finditer(r"(?<![\w,.])(\d{1,4})(?:-?([a-zа-яèª-º]{1,3}))?\b\.?", words):
        is_rank = bool(m[2]) and lists.has("rank_ends", m[2])
        is_dotted = m[0].endswith(".") and base in ("de", "cs", "da", "nb", "pl", "fi", "hu", "tr")
        if is_rank or (is_dotted and next((at for _, at in dates(words[m.start() :], base)), 1) > 0):
            yield int(m[1]), m.start()  # the 3rd, but not 3. Mai
    for m in re.finditer(r"\b([IVX]{1,7})\b(?:-?[a-zа-я]{1,3})?", words):
        if m.start() == 0 and words[m.end() : m.end() + 1] in (".", ")"):
            continue  # I. Background of the meeting
        before = words[: m.start()].split()[-1:]
        is_named = base == "en" and before and before[0].istitle() and not lists.has("little", before[0])
        if (value := roman(m[1].lower())) and not is_named:  # the Bali II conference
            yield value, m.start()
    previous = ""
    for m in re.finditer(r"[^\W\d_]+(?:-[^\W\d_]+)*", words):
        if len(m[0]) > 3 and re.search(rf"{lists['rank_ends']}$", m[0], re.IGNORECASE):
            both = read(f"{previous} {m[0]}", base).spelt if previous else frozenset()
            alone = read(m[0], base)
            values = alone.spelt  # and no bent ones: Nueva York is no ninth
            if values:
                larger = both and max(both) > max(values)
                at = m.start() - len(previous) - 1 if larger else m.start()
                yield (max(both), max(0, at)) if larger else (max(values), m.start())
        previous = m[0]


# --- countries and towns ---


_SHORTEST_TOWN = 4
_SHORT = 3  # letters that the names of states share with their adjectives: Polen, polnisch
_Names = tuple[dict[str, str], dict[str, str], re.Pattern[str]]
"""Names with the codes of their states, the same in other cases as they were met, and the pattern of all."""
_ENDINGS = {
    "ru": ("(?:о|ой|ую|ая|ое|ого|ом|их|ых|ими|а|у|ом|ем|е|ы|и|ю|я|ей|ой|ям|ами|ях|ии|ию|ией|ия|ь|ье|ая|ой|ую|ую)?", 1),
    "uk": (r"\w{0,3}", 1),
    "be": (r"\w{0,3}", 1),
    "de": ("(?:n|s)?", 0),
}
"""How names of states and towns end in languages that decline them, and how many letters of the name may change."""


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
