"""The words of a body's or a town's name that tell it from others, whatever language and legal form they are in.

Words that many bodies share stand for one another across languages: Ministry of Defence, Министерство обороны; so do
the names of some towns. What a name has in brackets is a name of its own.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from briefgen.language.sounds import latin, sound_of
from briefgen.regexes import pattern

_FILE = Path(__file__).with_name("body_words.toml")
_BRACKETS = pattern(r"[(\[]([^()\[\]]{2,})[)\]]")
_LETTERS = pattern(r"\b(?:[a-z][. ]+){1,6}[a-z]\b(?!['’])")
_ELIDED = pattern(r"(?<=\s)[ld]['’](?=\w)")
_PREFIX = pattern(r"\b(anti|counter|non|co)[- ]")


@lru_cache(maxsize=65536)
def names_within(name: str) -> tuple[str, ...]:
    """A name as it stands, without what is in brackets, and what is in them."""
    within = _BRACKETS.findall(name)
    return (name, " ".join(_BRACKETS.sub(" ", name).split()), *within) if within else (name,)


@lru_cache(maxsize=65536)
def body_words(name: str) -> tuple[str, ...]:
    """The words that tell a body from others; all its words where none does."""
    phrases, known = _phrases()
    every = re.findall(r"[a-z]+|\d+", phrases.sub(lambda m: known[m[0]], _spelt(name)))
    return tuple(meaning(word) for word in every if word not in _left_out()) or tuple(every)


@lru_cache(maxsize=65536)
def first_letters(name: str) -> str:
    """What a body may be called for short."""
    return meaning("".join(word[0] for word in re.findall(r"[a-z]+", _spelt(name)) if word not in _left_out()))


def is_made_of(letters: str, name: str) -> bool:
    """Whether letters are those with which the words of a name begin, in their order: UNRWA, NEFCO.

    A word may be left out, and all that follow "for" or "in"; a letter in four may be a further one of its word.
    """
    words = re.findall(r"[a-z]+", _spelt(name))
    return any(_begin_words(letters, words[first:]) for first in (0, 2 if words[:2] == ["united", "nations"] else 0))


def _begin_words(letters: str, words: list[str]) -> bool:
    small = [n for n, word in enumerate(words) if word in _left_out()]
    reached = {(0, 0, 0)}  # letters taken, further ones of a word among them, words left out
    for n, word in enumerate(words):
        after: set[tuple[int, int, int]] = set()
        for taken, further, missed in reached:
            if taken == len(letters) and n in small:
                return True
            after |= {(taken, further, missed + (n not in small))} if n and missed < 2 else set()
            if taken < len(letters) and word[0] == letters[taken]:
                after.add((taken + 1, further, missed))
                if further < len(letters) // 4 and letters[taken + 1 : taken + 2] in tuple(word[1:4]):
                    after.add((taken + 2, further + 1, missed))
        reached = after
    return any(taken == len(letters) and missed < 2 for taken, _, missed in reached)


def _spelt(name: str) -> str:
    text = _LETTERS.sub(lambda m: re.sub(r"\W", "", m[0]), latin(_ELIDED.sub(" ", name)))
    return _PREFIX.sub(r"\1", text).replace("-", " ")


@lru_cache(maxsize=65536)
def meaning(word: str) -> str:
    """The word that stands for all words of its meaning; itself where it has no other."""
    whole, begins = _meanings()
    if word in whole:
        return whole[word]
    return next((begins[word[:n]] for n in range(len(word), 2, -1) if word[:n] in begins), word)


def is_country(word: str) -> bool:
    """Whether a word stands for a state, or for a union of states; as it is written here, or as it sounds."""
    return word in _countries()


@cache
def _left_out() -> frozenset[str]:
    """Words of legal forms, and words that only join others."""
    return frozenset(_data()["left_out"].split())


@cache
def _meanings() -> tuple[dict[str, str], dict[str, str]]:
    whole: dict[str, str] = {}
    begins: dict[str, str] = {}
    for row in (_data()["words"] + _data()["towns"]).splitlines():
        means, *written = row.split() or [""]
        for word in (means, *written) if means else ():
            (begins if word.endswith("-") else whole)[word.removesuffix("-")] = means
    return whole, begins


@cache
def _countries() -> frozenset[str]:
    return frozenset(sound_of(row.split()[0]) for row in _data()["words"].partition("\n\n")[2].splitlines() if row)


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    rows = (row.split(" | ") for row in _data()["phrases"].strip().splitlines())
    known = {words: " " if meant == "-" else meant for meant, words in rows}
    return pattern(rf"\b(?:{'|'.join(sorted(known, key=lambda w: -len(w)))})\b"), known


@cache
def _data() -> dict[str, str]:
    return tomllib.loads(_FILE.read_text("utf-8"))
