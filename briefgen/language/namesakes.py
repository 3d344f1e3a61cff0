"""Which of many names may be one: the pairs that are worth comparing, found without comparing each with each.

Names in the same letters are compared where they have a word in common, by its sound; names in other letters where
each of their words, or almost half of their letters where not every sound is written, agree as they might be spelt.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from rapidfuzz.distance import OSA

from briefgen.frozen import dataclass
from briefgen.language.body_words import (
    first_letters,
    found_by,
    is_country,
    letters_in_english,
    letters_in_russian,
    russian_short_form,
    short_form,
    towns_within,
    with_letters,
)
from briefgen.language.name_readings import roughly_chinese, without_peerage
from briefgen.language.same_name import heard, of_places, same_name, table_of, turned, words_in
from briefgen.language.sounds import OTHER, begins, classes, latin, sound_of, spelt
from briefgen.regexes import pattern

_COMMON, _REACH = 24, 8  # of more names that begin alike, each is compared with its neighbours in the alphabet
_ALIKE_SAID, _ALIKE_FAR = 0.6, 0.4
"""How much of two names is alike that are compared, one of them as it might be spelt in the letters of the other: where
both are in Latin letters, and where one does not write every sound.
"""
_WORD_ALIKE, _WORDS_ALIKE = 0.5, 0.6  # where both do: of each word of the shorter name, and of all of them
_CHINESE, _SAID = "%", "said"  # names in Latin letters that are written as they are said
_LATIN = pattern("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Two records that may be one, by the names that come close, and why."""

    first: str
    second: str
    name: str
    other: str
    why: str


def namesakes(names: Iterable[tuple[str, str]], *, of_person: bool = True) -> list[Namesakes]:
    """The pairs of records that may be one, from pairs of a record's key and one of its names."""
    every = [(key, name) for key, name in names if name.strip()]
    found: dict[tuple[str, str], Namesakes] = {}
    for m, n in (*_in_same_letters(every, of_person), *_in_other_letters(every)):
        (key, name), (other_key, other) = sorted((every[m], every[n]))
        if key == other_key or ((key, other_key) in found and name != other):
            continue
        if why := same_name(name, other, of_person=of_person):
            found[key, other_key] = Namesakes(key, other_key, name, other, why)
    return [found[pair] for pair in sorted(found)]


def _in_same_letters(every: Sequence[tuple[str, str]], of_person: bool) -> Iterator[tuple[int, int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for n, (_, name) in enumerate(every):
        for asked in _found_by(name, of_person):
            groups[asked].append(n)
    seen: set[tuple[int, int]] = set()
    for asked, group in groups.items():
        is_large = len(group) > _COMMON
        ordered, reach = (_neighbours(group, every), _REACH) if is_large else (group, _COMMON)
        for place, m in enumerate(ordered):
            for n in ordered[place + 1 : place + 1 + reach]:
                pair = (m, n) if m < n else (n, m)
                if asked[:1] == _CHINESE or pair not in seen:
                    seen.add(pair)
                    if not of_person or asked[:1] == _CHINESE or _may_match(every[m][1], every[n][1]):
                        yield pair


def _may_match(name: str, other: str) -> bool:
    """Whether each word of the one has the consonants of a word of the other, in some reading of both."""
    (readings, joined), (others, joined_too) = _outlines(name), _outlines(other)
    for ours in readings:
        for theirs in others:
            few, many = (ours, theirs) if len(ours) <= len(theirs) else (theirs, ours)
            for begin, sounds in few:
                for other_begin, others_too in many:
                    if begin & other_begin and (
                        not sounds
                        or not others_too
                        or sounds == others_too
                        or OSA.distance(sounds, others_too, score_cutoff=1) < 2
                    ):
                        break
                else:
                    break
            else:
                return True
    return not joined.isdisjoint(joined_too)


@lru_cache(maxsize=65536)
def _outlines(name: str) -> tuple[tuple[tuple[tuple[int, str], ...], ...], frozenset[str]]:
    """The words of each reading of a name, and all as one: what each may begin with, as bits, and its consonants.

    The shorter words come first, for they tell most names apart that have a longer one in common. An initial has no
    consonants.
    """
    every = heard(name, True)
    outlines = {tuple(_outline(word) for word in sorted(words, key=len)) for words in every}
    return tuple(sorted(outlines)), frozenset().union(*map(turned, every))


@lru_cache(maxsize=65536)
def _outline(word: str) -> tuple[int, str]:
    return sum(1 << ord(c) - 32 for c in begins(word)), classes(word) if len(word) > 1 else ""


def _in_other_letters(every: Sequence[tuple[str, str]]) -> Iterator[tuple[int, int]]:
    """Pairs of a name and one in other letters that look alike as they might be spelt, in either order of words."""
    tables: dict[str, list[int]] = defaultdict(list)
    for n, (_, name) in enumerate(every):
        table = table_of(name)
        tables[_SAID if table and _LATIN.search(name) else table].append(n)
    for one, other in combinations(sorted(tables), 2):
        look = _by_words if {one, other} == {"", OTHER} else _by_letters
        least = _ALIKE_SAID if _SAID in (one, other) else _ALIKE_FAR
        asked, others = ([_spelt(every[n][1]) for n in tables[which]] for which in (one, other))
        yield from ((tables[one][m], tables[other][n]) for m, n in look(asked, others, least))


_Words = tuple[str, ...]


def _by_letters(names: Sequence[_Words], others: Sequence[_Words], least: float) -> Iterator[tuple[int, int]]:
    """Pairs of names, by their places, as much of whose letters is alike, in either order of words."""
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import extract  # of many at once the library makes a matrix, and imports numpy for it

    joined = ["".join(words) for words in others]
    for m, words in enumerate(names):
        alike = set[int]()
        for asked in {"".join(words), "".join((*words[-1:], *words[:-1]))}:
            near = extract(asked, joined, scorer=Indel.normalized_similarity, score_cutoff=least, limit=None)
            alike.update(n for _, _, n in near)
        yield from ((m, n) for n in sorted(alike))


def _by_words(names: Sequence[_Words], others: Sequence[_Words], least: float) -> Iterator[tuple[int, int]]:
    """Pairs of names, by their places, where each word of the shorter one looks like a word of the other."""
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import extract

    having: dict[str, set[int]] = defaultdict(set)
    for n, words in enumerate(others):
        for word in words:
            having[word].add(n)
    every = list(having)
    near = {
        word: extract(word, every, scorer=Indel.normalized_similarity, score_cutoff=_WORD_ALIKE, limit=None)
        for word in {word for words in names for word in words}
    }
    for m, words in enumerate(names):
        alike: dict[int, list[float]] = defaultdict(list)
        for word in words:
            best = {n: how for other, how, _ in reversed(near[word]) for n in having[other]}
            for n, how in best.items():
                alike[n].append(how)
        for n, each in sorted(alike.items()):
            fewest = min(len(words), len(others[n]))
            if len(each) >= fewest and sum(sorted(each)[-fewest:]) >= _WORDS_ALIKE * fewest:
                yield m, n


def _spelt(name: str) -> _Words:
    """The words of a name as they might be spelt in Latin letters."""
    table = table_of(name)
    words = words_in(without_peerage(name))
    return tuple(spelt(word, table) for word in words) if table else words


def _neighbours(group: Sequence[int], every: Sequence[tuple[str, str]]) -> list[int]:
    return sorted(group, key=lambda n: (sorted(words_in(every[n][1])), n))


def _found_by(name: str, of_person: bool) -> Iterator[str]:
    """Under which keys a name is looked for, in each of its readings."""
    found = {key for words in heard(name, of_person) for key in _keys_of(words, name, of_person)}
    if of_person and (chinese := roughly_chinese(words_in(name), name)):
        found.add(f"{_CHINESE}{' '.join(chinese)}")
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
    yield from found_by(name)
    yield from (f"+{classes(''.join(map(sound_of, town)))[:5]}" for town in towns_within(name))
    may_lack = any(is_country(word) or word in of_places() for word in words)
    yield from {f"{classes(word)[:3]}/{len(words) - n}" for word in longest[:2] for n in range(may_lack + 1)}
    yield from (*first_letters(name), *letters_in_english(name))
    yield from (f"@{letters}" for letters in (*letters_in_russian(name), russian_short_form(name)) if letters)
    if letters := short_form(name):
        yield from (letters, f"@{letters[:2]}")
    else:
        yield from (f"@{letters[:2]}" for letters, _ in with_letters(name))
        every = re.findall(r"[a-z]+", latin(name))[:4]
        yield from {f"@{one[0]}{two[0]}" for one, two in combinations(every, 2)}
        yield from {f"@{word[:2]}" for word in every[:1]}
