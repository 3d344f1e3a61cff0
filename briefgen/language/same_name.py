"""Whether two names may be one, and why: in other letters, in another order, in another spelling, with initials.

A suggestion, never an answer. Names are brought into Latin letters, and what is written in several ways into one:
Нагиев, Naghiyev and Nagiyev come out alike. What tells people and bodies apart is looked at first: another number, a
name of a woman beside that of a man, another given name.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product

from briefgen.frozen import dataclass
from briefgen.language.body_words import body_words, first_letters, is_country, meaning, names_within
from briefgen.language.cldr import states_called
from briefgen.language.name_readings import lacks_vowels, pinyin_of, readings, roughly_chinese, said, skeletons
from briefgen.language.sounds import apart, begins, classes, latin, sound_of
from briefgen.regexes import pattern

_MOST_WORDS = 12
_FEWEST_BONES = 3  # consonants of a name that say something
_MANY_WORDS = 3
_NO_BRACKETS = str.maketrans("()[]", "    ")
_LATIN = "LATIN"
_SON, _SON_BONES = "bin", "bn"
_COMMON, _REACH = 24, 8  # of more names that begin alike, each is compared with its neighbours in the alphabet
_J = pattern(r"(?<!d)j")  # of Japarov and Rajabov, where others read it as of Jansen
_OF_FATHER = pattern("(?:viC|vna|iCna|ogli|kizi)$")  # Hassan Ahmed Mansour is no Ahmed Hassan
_RANK = pattern(r"(?<=\w )[IVX]+$")  # of Paul Smith III
_X = pattern(r"(?<=.)x")  # of Raxmonov, where others read it as of Max
_MOST_APART = ((2, 0.2), (3, 0.25), (4, 0.45), (5, 0.6), (6, 0.7), (7, 0.9), (9, 1.0))
_FARTHEST, _FEWEST_JOINED = 1.3, 6
"""How far apart two words may be that are one, by the letters of the shorter one."""
_TITLES = frozenset(
    """
    mr mrs ms dr prof sir dame lord lady gen col maj capt lt sgt general colonel lieutenant admiral minister
    president herr frau monsieur madame haji marshal field syed sayyid sayed sheikh shaikh shaykh king prince princess
    datuk dato seri polkovnik akademik professor baron count
    """.split()  # noqa: SIM905 - a list of words
)
_JOINING = frozenset("bin ibn bn ogli oglu kizi al el de la von van der da dos".split())  # noqa: SIM905 - a list of words
_Far = Callable[[str, str, bool], "float | None"]
"""How far apart two words are that may be one, of a person or not."""


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Two records that may be one, by the names that come close, and why."""

    first: str
    second: str
    name: str
    other: str
    why: str


def same_name(name: str, other: str, *, of_person: bool = True, alone: bool = False) -> str:
    """Why two names may be one; "" where they are two.

    With `alone`, a family name alone is enough, as a text names whom it has named before.
    """
    if name == other:
        return "the same name"
    if not of_person and "(" in name and "(" in other:  # what tells branches of a company apart
        name, other = (one.translate(_NO_BRACKETS) for one in (name, other))
    why = _compared(name, other, of_person, alone)
    return "" if why and not of_person and _are_two_states(name, other) else why


def namesakes(names: Iterable[tuple[str, str]], *, of_person: bool = True) -> list[Namesakes]:
    """The pairs of records that may be one, from pairs of a record's key and one of its names.

    Only names are compared that have a word in common, by its sound, so that ten thousand names cost no square.
    """
    every = [(key, name) for key, name in names if name.strip()]
    groups: dict[str, list[int]] = defaultdict(list)
    by_consonants = any(lacks_vowels(name) for _, name in every)
    is_mixed = len({_script(name) for _, name in every}) > 1
    for n, (_, name) in enumerate(every):
        for asked in _found_by(name, of_person, by_consonants=by_consonants, is_mixed=is_mixed):
            groups[asked].append(n)
    found: dict[tuple[str, str], Namesakes] = {}
    for group in groups.values():
        is_large = len(group) > _COMMON
        ordered, reach = (_neighbours(group, every), _REACH) if is_large else (group, _COMMON)
        for place, m in enumerate(ordered):
            for n in ordered[place + 1 : place + 1 + reach]:
                (key, name), (other_key, other) = sorted((every[m], every[n]))
                if key == other_key or ((key, other_key) in found and name != other):
                    continue
                if why := same_name(name, other, of_person=of_person):
                    found[key, other_key] = Namesakes(key, other_key, name, other, why)
    return [found[pair] for pair in sorted(found)]


def _neighbours(group: Sequence[int], every: Sequence[tuple[str, str]]) -> list[int]:
    return sorted(group, key=lambda n: (sorted(_words(every[n][1])), n))


def _found_by(name: str, of_person: bool, *, by_consonants: bool, is_mixed: bool) -> Iterator[str]:
    """Under which keys a name is looked for, in each of its readings."""
    every = _readings(name, of_person) + (_as_said(name) if is_mixed and of_person and _script(name) == _LATIN else ())
    found = {key for words in every for key in _keys_of(words, name, of_person)}
    if of_person and (chinese := roughly_chinese(_words(name), name)):
        found.add(f"%{' '.join(chinese)}")
    if by_consonants:
        found |= {f"&{bones[:4]}" for one in skeletons(name, _untitled(name)) for bones in (*one, "".join(one))}
    yield from sorted(found)


def _keys_of(words: tuple[str, ...], name: str, of_person: bool) -> Iterator[str]:
    """The keys of one reading: a longer word of it by its first consonants, with what goes with it."""
    longest = sorted(words, key=lambda w: (-len(w), w))
    yield f"+{classes(''.join(words))[:5]}"
    if of_person:
        for word in longest[:3]:
            others = {one for other in words if other is not word for one in begins(other)} if words[1:] else {""}
            yield from {f"{classes(word).rstrip('s')[:5]}/{other}" for other in others}
        return
    yield from {f"{classes(word)[:3]}/{len(words)}" for word in longest[:2]}
    yield first_letters(name)
    if re.fullmatch(r"\w{3,8}", name) and name.isupper():
        yield meaning(latin(name))


# --- two names ---


@lru_cache(maxsize=65536)
def _compared(name: str, other: str, of_person: bool, alone: bool) -> str:
    if _numbers(name) != _numbers(other) or (of_person and _are_counted_apart(name, other)):
        return ""
    if not of_person and (why := _short_form(name, other)):
        return why
    if lacks_vowels(name) != lacks_vowels(other):
        return _by_consonants(name, other, of_person, alone)
    pinyin = (pinyin_of(_words(name), name), pinyin_of(_words(other), other)) if of_person else ((), ())
    if all(pinyin):
        return _why(name, other, 0.0, False, _words(name)[:1] == _words(other)[:1], 0) if pinyin[0] == pinyin[1] else ""
    rough = roughly_chinese(_words(name), name) if of_person else ()
    if rough and rough == roughly_chinese(_words(other), other):
        return _why(name, other, 0.1, False, True, 0)
    for ours, theirs in _pairs_of_readings(name, other, of_person):
        if why := _of_readings(name, other, ours, theirs, of_person, alone, _near):
            return why
    return ""


def _pairs_of_readings(name: str, other: str, of_person: bool) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Each reading of a name with each of the other, and where only one is in Latin letters, as that one is said."""
    yield from product(_readings(name, of_person), _readings(other, of_person))
    if not of_person or (_script(name) == _LATIN) == (_script(other) == _LATIN):
        return
    words = [word for one in _readings(name, True)[:1] for word in one]
    others = [word for one in _readings(other, True)[:1] for word in one]
    if any(_near(word, one, True) is not None for word, one in product(words, others)):
        ours, theirs = (_as_said(one) if _script(one) == _LATIN else _readings(one, True) for one in (name, other))
        yield from product(ours, theirs)


@lru_cache(maxsize=65536)
def _as_said(name: str) -> tuple[tuple[str, ...], ...]:
    return tuple(dict.fromkeys(tuple(map(sound_of, words)) for words in said(name)))


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
    matched = _matched(ours, theirs, far, of_person)
    if matched is None:
        return ""
    worst, with_initials, order = matched
    in_order, left = order == sorted(order), len(theirs) - len(ours)
    has_ends = in_order and order[0] == 0 and order[-1] == len(theirs) - 1
    if left and not of_person and not _lacks_country(ours, theirs):
        return ""
    if left and of_person and not _may_be_left_out(ours, theirs, with_initials, alone, has_ends):
        return ""
    is_moved_up = left > 0 and len(ours) == 2 and ours[0] == theirs[1] and not _OF_FATHER.search(theirs[-1])
    is_of_son = not {_SON, _SON_BONES}.isdisjoint(theirs)  # Salman's son Fahd, Fahd's son Salman
    if of_person and not in_order and (is_moved_up or is_of_son):
        return ""
    return _why(name, other, worst, with_initials, in_order, left)


def _by_consonants(name: str, other: str, of_person: bool, alone: bool) -> str:
    """Whether a name in a script without vowels has the consonants of another, word by word or joined otherwise."""
    for ours in skeletons(name, _untitled(name)):
        for theirs in skeletons(other, _untitled(other)):
            if min(len("".join(one)) for one in (ours, theirs)) < _FEWEST_BONES:
                continue
            if "".join(ours) == "".join(theirs):
                return "the same name in other letters"
            if min(len(ours), len(theirs)) > 1 and (
                why := _of_readings(name, other, ours, theirs, of_person, alone, _same_bones)
            ):
                return why
    return ""


def _same_bones(word: str, other: str, of_person: bool) -> float | None:
    return 0.0 if word == other else None


def _why(name: str, other: str, worst: float, with_initials: bool, in_order: bool, left: int) -> str:
    reasons = []
    if _script(name) != _script(other):
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
    far = apart(word, other)
    letters = (len(word) + len(other)) / 2
    most = next((most for fewer, most in _MOST_APART if letters <= fewer), _FARTHEST)
    if far > most:
        return None
    return None if of_person and _man_and_woman(word, other) else far


def _man_and_woman(word: str, other: str) -> bool:
    if {word[-4:], other[-4:]} == {"enka", "enko"}:
        return False  # Lukashenka is Lukashenko in Belarusian
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
        left = len([w for w in theirs if w not in _JOINING]) - len([w for w in ours if w not in _JOINING])
        has_more_initials = len(whole) < len(ours) and len([w for w in theirs if len(w) == 1]) > len(ours) - len(whole)
        return bool(whole) and left <= (3 if has_ends else 2) and not has_more_initials
    return alone and len(ours) == 1 and len(ours[0]) >= 4 and not with_initials and len(theirs) <= 3


def _short_form(name: str, other: str) -> str:
    """Whether one is made of the first letters of the other."""
    for short, long in ((name, other), (other, name)):
        letters = re.sub(r"\W", "", short)
        if 3 <= len(letters) <= 8 and letters.isupper() and first_letters(long) == meaning(latin(letters)):
            return "the first letters of its words"
    return ""


def _lacks_country(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether a body is told well enough without the state that it belongs to."""
    return len(ours) >= _MANY_WORDS and len(theirs) == len(ours) + 1 and any(map(is_country, {*theirs} - {*ours}))


# --- the words of a name ---


@lru_cache(maxsize=65536)
def _readings(name: str, of_person: bool) -> tuple[tuple[str, ...], ...]:
    """The words of a name by their sounds, without titles or legal forms, in each way that it may be read."""
    if of_person:
        words = _untitled(name)
        bare = " ".join(w for w in name.split() if w.casefold().strip(".") not in _TITLES)
        every = readings(words, bare)
    else:
        every = tuple(map(body_words, names_within(name)))
    in_east = [tuple(_X.sub("kh", _J.sub("zh", word)) for word in one) for one in every]
    every = tuple(dict.fromkeys((*every, *in_east)))
    return tuple(dict.fromkeys(tuple(sound for word in one if (sound := sound_of(word))) for one in every))


@lru_cache(maxsize=65536)
def _words(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z]+|\d+", latin(name)))


@lru_cache(maxsize=65536)
def _untitled(name: str) -> tuple[str, ...]:
    return tuple(word for word in _words(name) if word not in _TITLES) or _words(name)


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
def _script(name: str) -> str:
    letter = next((c for c in name if c.isalpha()), "")
    return unicodedata.name(letter, "").partition(" ")[0] if letter else ""
