"""Whether two names may be one, and why: in other letters, in another order, in another spelling, with initials.

A suggestion, never an answer. Names are brought into Latin letters, and what is written in several ways into one:
Нагиев, Naghiyev and Nagiyev come out alike. What tells people and bodies apart is looked at first: another number, a
name of a woman beside that of a man, another given name.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache, lru_cache, partial
from itertools import product

from briefgen.language.body_words import (
    bare_words,
    body_words,
    first_letters,
    is_country,
    is_known_in_russian,
    is_made_of,
    is_translated,
    letters_in_english,
    loose_words,
    meaning,
    names_within,
    short_form,
    towns_within,
    with_letters,
)
from briefgen.language.cldr import states_called
from briefgen.language.name_readings import couples, listed, pinyin_of, readings, roughly_chinese, without_peerage
from briefgen.language.sounds import OTHER, apart, begins, latin, likeness, sound_of, table_for, words_alike
from briefgen.regexes import pattern

_MOST_WORDS, _MANY_WORDS = 12, 3
_LIKE, _ON_AVERAGE, _AS_ONE, _LEAST = 7.0, 0.32, 0.75, -0.3
"""How likely a name across scripts is (ln): over all, by a letter, by one of a single word, by one of its worst."""
_CITY = sound_of("city")
_BALTIC = pattern(r"[āēģīķļņūėįų]|^(?:\w+(?:[bcdfgklmnprtvz]|ij)s ?){2,}$|^(?=.*[žšč])(?:\w+s ?){2,}$", re.IGNORECASE)
"""Latvian and Lithuanian write names as they are said: Edvards Hīts is Edward Heath, Teds Kenedijs Ted Kennedy."""
_BALTIC_END = pattern(r"(?<=\w{2})(?:[aiu]?s|ė)$")
_ARTICLE = pattern(r"^(?:(?:al|el|[ae]([tdrzsn]h?)(?=[ -]\1))[ -]|ال)(?=\w{3})", re.IGNORECASE)
_SURE = 3.0  # as likely as a letter can be
_NO_BRACKETS = str.maketrans("()[]", "    ")
_LATIN = "LATIN"
_SON, _SERVANT = "bin", "abd"
_OF_TOWN = pattern(r"(?<=\w{3})(?:in)?sk(?:iy|aya|o[ey])$")  # Ферганский район, Самаркандская область
_J = pattern(r"(?<!d)j")  # of Japarov and Rajabov, where others read it as of Jansen
_OF_FATHER = pattern("(?:viC|vna|iCna|ogli|kizi)$")  # Hassan Ahmed Mansour is no Ahmed Hassan
_RANK = pattern(r"(?<=\w )[IVX]+$")  # of Paul Smith III
_X = pattern(r"(?<=.)x")  # of Raxmonov, where others read it as of Max
_MOST_APART = (*(0.2,) * 5, 0.25, 0.25, 0.45, 0.45, 0.6, 0.6, 0.7, 0.7, 0.9, 0.9, *(1.0,) * 4)
_FARTHEST, _FEWEST_JOINED = 1.3, 6
"""How far apart two words may be that are one, by the letters of both."""
_Far = Callable[[str, str, bool], "float | None"]
"""How far apart two words are that may be one, of a person or not."""


def same_name(name: str, other: str, *, of_person: bool = True, alone: bool = False) -> str:
    """Why two names may be one; "" where they are two.

    With `alone`, a family name alone is enough, as a text names whom it has named before.
    """
    if name == other:
        return "the same name"
    if of_person:
        name, other = without_peerage(name), without_peerage(other)
    elif "(" in name and "(" in other:  # what tells branches of a company apart
        name, other = (one.translate(_NO_BRACKETS) for one in (name, other))
    why = _compared(name, other, of_person, alone)
    return "" if why and not of_person and _are_two_states(name, other) else why


# --- two names ---


@lru_cache(maxsize=65536)
def _compared(name: str, other: str, of_person: bool, alone: bool) -> str:
    if _numbers(name) != _numbers(other) or (of_person and _are_counted_apart(name, other)):
        return ""
    if not of_person and (why := _short_form(name, other)):
        return why
    if not of_person and (body_words(name) in towns_within(other) or body_words(other) in towns_within(name)):
        return _why(name, other, 0.0, False, True, 1)
    if not of_person and short_form(name) and short_form(other):
        return _why(name, other, 0.0, False, True, 0) if body_words(name) == body_words(other) else ""
    pinyin = (pinyin_of(words_in(name), name), pinyin_of(words_in(other), other)) if of_person else ((), ())
    if all(pinyin):
        return (
            _why(name, other, 0.0, False, words_in(name)[:1] == words_in(other)[:1], 0)
            if pinyin[0] == pinyin[1]
            else ""
        )
    rough = roughly_chinese(words_in(name), name) if of_person else ()
    if rough and rough == roughly_chinese(words_in(other), other):
        return _why(name, other, 0.1, False, True, 0)
    for ours, theirs in product(heard(name, of_person), heard(other, of_person)):
        if why := _of_readings(name, other, ours, theirs, of_person, alone, _near):
            return why
    if not of_person and is_translated(name, other, _sound_alike):
        return "the same name in another language"
    return _across_scripts(name, other, of_person, alone)


def _sound_alike(word: str, other: str) -> bool:
    return _near(word[1:], other[1:], False) is not None


def _of_readings(
    name: str, other: str, ours: tuple[str, ...], theirs: tuple[str, ...], of_person: bool, alone: bool, far: _Far
) -> str:
    if not ours or not theirs or max(len(ours), len(theirs)) > _MOST_WORDS:
        return ""
    if len(ours) > len(theirs):
        ours, theirs = theirs, ours
    if len(ours) != len(theirs) and len("".join(ours)) >= _FEWEST_JOINED:
        joined = "".join(ours), "".join(theirs)
        if joined[0] == joined[1] or (not of_person and _near(*joined, of_person) is not None):
            return _why(name, other, 0.1, False, True, 0)
        if of_person and not turned(ours).isdisjoint(turned(theirs)):
            return _why(name, other, 0.1, False, False, 0)
    matched = _matched(ours, theirs, far, of_person)
    if matched is None:
        return ""
    worst, with_initials, order = matched
    in_order, left = order == sorted(order), len(theirs) - len(ours)
    has_ends = in_order and order[0] == 0 and order[-1] == len(theirs) - 1
    if with_initials and not has_ends and any(len(w) > 1 for n, w in enumerate(theirs) if n not in order):
        return ""  # Spencer Bachus is no S. B. Dissanayake
    if left and not of_person and not _lacks_country(ours, theirs, order):
        return ""
    if left and of_person and not _may_be_left_out(ours, theirs, with_initials, alone, has_ends):
        return ""
    is_moved_up = left > 0 and len(ours) == 2 and ours[0] == theirs[1] and not _OF_FATHER.search(theirs[-1])
    is_of_son = _SON in theirs  # Salman's son Fahd, Fahd's son Salman
    if of_person and not in_order and (is_moved_up or is_of_son):
        return ""
    return _why(name, other, worst, with_initials, in_order, left)


def turned(words: tuple[str, ...]) -> frozenset[str]:
    """The words of a name as one, whichever comes first: Hamid Reza Sample, Sample Hamidreza."""
    return frozenset("".join((*words[n:], *words[:n])) for n in range(len(words)))


def _across_scripts(name: str, other: str, of_person: bool, alone: bool) -> str:
    """Whether a name in another script is written as one in Latin letters would be, word by word."""
    tables = table_of(name), table_of(other)
    if tables[0] == tables[1]:
        return ""
    if tables[0] and (tables[1] == "" or tables[0] != OTHER):  # the first one is in Latin letters, or as good as that
        name, other, tables = other, name, tables[::-1]
    if tables[0] not in ("", OTHER):
        return ""
    words = _untitled(other) if of_person else words_in(_ARTICLE.sub("", other))
    if script_of(other) == _LATIN:
        words = tuple(_BALTIC_END.sub("", word) for word in words)
    known = readings(_untitled(name), name) if of_person and not tables[0] else (words_in(_ARTICLE.sub("", name)),)
    for ours in known:
        for mine, theirs in _joined_alike(ours, words):
            far = partial(_apart_across, table=tables[1], is_turned=len(mine) > len(theirs))
            why = _of_readings(name, other, mine, theirs, of_person, alone, far)
            if not why:
                continue
            least = _AS_ONE if of_person and len(words) == 1 else _ON_AVERAGE
            letters = len("".join(mine if len(mine) <= len(theirs) else theirs))
            if words_alike(mine, theirs, tables[1]) >= max(_LIKE, least * 2 * letters):
                return why
    return ""


_Words = tuple[str, ...]


def _joined_alike(ours: _Words, theirs: _Words) -> list[tuple[_Words, _Words]]:
    """Two names as they stand; where one has more words, also with two of them that follow one another as one."""
    pairs = [(ours, theirs)]
    if len(ours) > len(theirs):
        pairs += [((*ours[:n], ours[n] + ours[n + 1], *ours[n + 2 :]), theirs) for n in range(len(ours) - 1)]
    elif len(theirs) > len(ours):
        pairs += [(ours, (*theirs[:n], theirs[n] + theirs[n + 1], *theirs[n + 2 :])) for n in range(len(theirs) - 1)]
    return pairs


def _apart_across(word: str, other: str, of_person: bool, *, table: str, is_turned: bool) -> float | None:
    """How far a word is from another that is known from other letters; None for two."""
    latin_, written = (other, word) if is_turned else (word, other)
    if min(len(word), len(other)) == 1 and of_person:
        return 0.05 if likeness(latin_[0], written[0], table) > 0 else None
    each = likeness(latin_, written, table) / (len(word) + len(other))
    return None if each < _LEAST else max(_SURE - each, 0.0)


@lru_cache(maxsize=65536)
def table_of(name: str) -> str:
    """The table by which a name is read; "" for one in Latin letters."""
    if script_of(name) in (_LATIN, ""):
        return OTHER if _BALTIC.search(name) else ""
    return table_for(script_of(name))


def _why(name: str, other: str, worst: float, with_initials: bool, in_order: bool, left: int) -> str:
    reasons = []
    if script_of(name) != script_of(other):
        reasons.append("in other letters")
    elif worst or _plain(name) != _plain(other):
        reasons.append("in another spelling")
    if with_initials:
        reasons.append("with initials")
    if not in_order:
        reasons.append("in another order")
    if left:
        reasons.append("with a name left out")
    return f"the same name {' and '.join(reasons)}" if reasons else "the same name"


def _matched(
    ours: tuple[str, ...], theirs: tuple[str, ...], far: _Far, of_person: bool
) -> tuple[float, bool, list[int]] | None:
    """How far the farthest of our words is from a word of theirs, each taken once; None where one is near none."""
    taken: dict[str, list[int]] = defaultdict(list)
    free = dict.fromkeys(range(len(theirs)))
    worst, with_initials = 0.0, False
    for word in _longest_first(ours):
        near = None
        for m in free:
            way = far(word, theirs[m], of_person)
            if way is not None and (near is None or way < near[0]):
                near = way, m
        if near is None:
            return None
        way, n = near
        del free[n]
        taken[word].append(n)
        with_initials = with_initials or (min(len(word), len(theirs[n])) == 1 and word != theirs[n])
        worst = max(worst, way)
    return worst, with_initials, [taken[word].pop(0) for word in ours]


@lru_cache(maxsize=65536)
def _longest_first(words: tuple[str, ...]) -> list[str]:
    return sorted(words, key=lambda w: -len(w))


@lru_cache(maxsize=262144)
def _near(word: str, other: str, of_person: bool) -> float | None:
    """How far two words are apart that may be one by their sound; None for two."""
    if word == other:
        return 0.0
    if min(len(word), len(other)) == 1:
        return 0.05 if of_person and word[0] == other[0] else None
    if begins(word).isdisjoint(begins(other)):
        return None
    letters = len(word) + len(other)
    most = _MOST_APART[letters] if letters < len(_MOST_APART) else _FARTHEST
    far = apart(word, other, most)
    return None if far > most or (of_person and _man_and_woman(word, other)) else far


def _man_and_woman(word: str, other: str) -> bool:
    if {word[-4:], other[-4:]} == {"enka", "enko"}:
        return False  # Lukashenka is Lukashenko in Belarusian
    if frozenset((word, other)) in couples():
        return True
    shorter, longer = sorted((word, other), key=len)
    last = {word[-1], other[-1]}
    if len(word) == len(other) and word[:-1] == other[:-1] and "a" in last and not last & set("eiuh"):
        return True  # Mario and Maria, Andrés and Andrea
    if longer == f"{shorter}e" and len(shorter) <= 4:
        return True  # Emin and Emine; Kostine is Kostin
    if word[:-2] == other[:-2] and {word[-2:], other[-2:]} == {"er", "ra"}:
        return True  # Alexander and Alexandra
    pairs = ((longer, shorter),) if longer != shorter else ()
    return any(a == f"{b}a" or (a.endswith("aia") and b.endswith("i") and a[:-3] == b[:-1]) for a, b in pairs)


def _may_be_left_out(
    ours: Sequence[str], theirs: Sequence[str], with_initials: bool, alone: bool, has_ends: bool
) -> bool:
    """Whether the shorter of two names is enough: a given name and a family name, or a family name alone."""
    whole = [word for word in ours if len(word) > 1]
    if len(ours) >= 2:
        left, own = (sum(word not in listed("joining") and word != _SERVANT for word in one) for one in (theirs, ours))
        has_more_initials = len(whole) < len(ours) and len([w for w in theirs if len(w) == 1]) > len(ours) - len(whole)
        return bool(whole) and own > 1 and left - own <= (3 if has_ends else 2) and not has_more_initials
    return alone and len(ours) == 1 and len(ours[0]) >= 4 and not with_initials and len(theirs) <= 3


def _short_form(name: str, other: str) -> str:
    """Whether one is made of the first letters of the other, or is the other with some words as their first letters."""
    for short, long in ((name, other), (other, name)):
        letters = short_form(short)
        if letters and letters in first_letters(long):
            return "the first letters of its words"
        if letters and letters in letters_in_english(long):
            return "the first letters of its words in English"
        if is_known_in_russian(short, long):
            return "the first letters of its words in Russian"
        is_known = len(body_words(short)) > 1 and not {*body_words(short)} >= {*body_words(long)}
        if len(letters) > 3 and not is_known and is_made_of(letters, long):
            return "the first letters of its words"
        if _is_shortened(short, long):
            return "the first letters of some of its words"
    return ""


def _is_shortened(name: str, other: str) -> bool:
    """Whether a name is another with words that follow one another as their first letters: Clean Aviation JU."""
    for letters, own in with_letters(name):
        words = bare_words(words_in(other))
        for n in range(len(words) - len(letters) + 1):
            if all(word[0] == letter for word, letter in zip(words[n:], letters, strict=False)):
                rest = " ".join((*words[:n], *words[n + len(letters) :]))
                if rest and sorted(body_words(own)) == sorted(body_words(rest)):
                    return True
    return False


def _lacks_country(ours: Sequence[str], theirs: Sequence[str], order: Sequence[int]) -> bool:
    """Whether a body is told well enough without the state that it belongs to, a town without being called a city."""
    left, *more = (word for n, word in enumerate(theirs) if n not in order)
    is_of_place = left in of_places() and (len(ours) == 1 or left == _CITY)
    return not more and (is_of_place or (len(ours) >= _MANY_WORDS and (is_country(left) or left in _general())))


@cache
def _general() -> frozenset[str]:
    """What says little of a body that has more words, by its sound: a movement, a society."""
    return frozenset(map(sound_of, loose_words("general") - loose_words("organs") - loose_words("apart")))


@cache
def of_places() -> frozenset[str]:
    """What a town or a region may be called besides its name, by its sound."""
    return frozenset(map(sound_of, loose_words("of_places") - {"saint"}))


# --- the words of a name ---


@lru_cache(maxsize=65536)
def heard(name: str, of_person: bool) -> tuple[tuple[str, ...], ...]:
    """The words of a name by their sounds, without titles or legal forms, in each way that it may be read."""
    if of_person:
        name = without_peerage(name)
        words = _untitled(name)
        bare = " ".join(w for w in name.split() if w.casefold().strip(".") not in listed("titles"))
        every = readings(words, bare)
    else:
        words = tuple(bare_words(words_in(name)))
        every = (*map(body_words, names_within(name)), *((words,) if len(words) < _MANY_WORDS else ()))
        if any(meaning(word) in loose_words("of_places") for word in words):
            every = (*every, tuple(_OF_TOWN.sub("", word) for word in every[0]))
    in_east = [tuple(_X.sub("kh", _J.sub("zh", word)) for word in one) for one in every]
    in_german = [] if of_person else [tuple(word.replace("ch", "kh") for word in every[-1])]
    each = dict.fromkeys((*every, *in_east, *in_german))
    return tuple(dict.fromkeys(tuple(sound for word in one if (sound := sound_of(word))) for one in each))


@lru_cache(maxsize=65536)
def words_in(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z]+|\d+", latin(name)))


def _untitled(name: str) -> tuple[str, ...]:
    return tuple(word for word in words_in(name) if word not in listed("titles")) or words_in(name)


@lru_cache(maxsize=65536)
def _numbers(name: str) -> tuple[str, ...]:
    return tuple(sorted(re.findall(r"\d+", latin(name))))


def _are_counted_apart(name: str, other: str) -> bool:
    """Whether two persons have numbers of rank, and not the same: Paul II and Paul III."""
    one, two = (_RANK.search(called) for called in (name, other))
    return one is not None and two is not None and one[0] != two[0]


def _are_two_states(name: str, other: str) -> bool:
    """Whether two names are those of two states, or differ by them alone: Air Niger and Air Nigeria."""
    ours, theirs = name.casefold().split(), other.casefold().split()
    own, their = (" ".join(w for w in one if w not in two) for one, two in ((ours, theirs), (theirs, ours)))
    pairs = (states_called(name), states_called(other)), (states_called(own), states_called(their))
    return any(codes and others and codes.isdisjoint(others) for codes, others in pairs)


def _plain(name: str) -> str:
    return " ".join(sorted(re.findall(r"\w+", name.casefold())))


@lru_cache(maxsize=65536)
def script_of(name: str) -> str:
    letter = next((c for c in name if c.isalpha()), "")
    return unicodedata.name(letter, "").partition(" ")[0] if letter else ""
