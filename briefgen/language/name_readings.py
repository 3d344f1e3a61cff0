"""The ways in which a person's name may be read: its words in Latin letters, as they sound and as they are spelt.

Besides: a short form by the name that it stands for, Arabic names without the words that are joined to others, Chinese
signs parted into family name and given name, Wade-Giles as Pinyin, and names without a title behind them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import product

from anyascii import anyascii

from briefgen.language.cldr import words_beside
from briefgen.language.sounds import sound_of
from briefgen.regexes import pattern

_ARMENIAN = pattern(r"[\u0531-\u0587]")
_OF_FATHER = pattern(r"(?<=[a-z]{3})(?:(?:[aiy]|y?[oe])(?:v[iy]ch|[uv]na)|ich|(?:ul|ogl|oghl|kyz|qiz|qyz)[yiu]|uulu)$")
_EAST_SLAVIC = (
    (r"^m[iy]k(?=[ao]la)", "nik"), (r"^(?:v[ao]|u)l(?=[ao]?d)", "vl"), (r"dz(?=[aeimry])", "d"), (r"ts(?=[aeiy])", "t"),
    (r"(?<=[aeo])u(?![aeioy])", "v"), (r"(?<![cksz])h|gh", "g"), (r"[aeoijy]*[aeo][aeoijy]*", "a"), (r"[ijy]+", "i"),
)  # fmt: skip
"""Belarusian and Ukrainian spellings brought to one with Russian ones: other consonants, and a, e and o as one."""
_MOST = 12  # readings of a name
_HAN = pattern(r"[\u3400-\u9fff]{2,4}")
_HANGUL = pattern(r"([가-힣])([가-힣]{1,2})")
_PEER = pattern(
    r", (?:[IVX]+|\d+(?:st|nd|rd|th|\.)|baron\w*|bar[aã]o\w*|viscount\w*|visconte|vicomte\w*|lord|lady|earl|duke"
    r"|duchess|count\w*|marquess|marquis|prince|princess|prinz\w*|grand duke|freiherr|graf) .*|, [IVX]+$",
    re.IGNORECASE,
)  # what is behind the name of a peer: Ana Sample, Baroness Sample of Port Example
_SIMPLE = pattern(r"[A-Za-z. ]+")  # nothing in it that is written otherwise elsewhere
_TURKISH = pattern("[çÇşŞğĞıİəƏ]")
_TURKISH_SOUNDS = str.maketrans(
    {"c": "dj", "C": "Dj", "ç": "tch", "Ç": "Tch", "ş": "sh", "Ş": "Sh", "x": "kh", "X": "Kh", "q": "g"}
)
_JOINED = pattern(r"(?<=\w)[-‐‑–'’ʻʼ](?=\w)")
_SERVANT = pattern(r"^abd(?:[aeiou]l|oul|[iou]|)(?=[a-z]{4})(?!ullah|allah|ulla|alla|el$|ul$|al$)")
_SERVANT_OF = pattern("abd(?:[aeiou]|ou)[lrsnz]")
_OF_FAITH = pattern(r"(?<=[a-z]{2})(?:e|u|i|a)?d?-?(?:ddine?|deen|dine?|ddeen|ttin)$")
_OF_WOMAN = pattern(r"(?<=[^\W\d_]{3})ová\b")  # Merkelová
_LITHUANIAN = pattern(r"(?<=\w{3})(?:[aiu]s|ys|ė)$")  # Edgaras Samplas
_ARABIC_ARTICLE = pattern(r"\bال(?=\w{3})")
_SON = pattern(r"^ben(?=[a-z]{4})")
_FATHER = pattern(r"^ab(?:ou|o|u)l?(?=[a-z]{4})")


def readings(words: tuple[str, ...], name: str) -> tuple[tuple[str, ...], ...]:
    """The readings of a name whose words, in small Latin letters, are given: these first, then others."""
    found = [words]
    if len(each := name.split()) > 1 and all(map(_LITHUANIAN.search, each)):
        found.append(tuple(re.findall(r"[a-z]+", _plain(" ".join(_LITHUANIAN.sub("", word) for word in each)))))
    if _SIMPLE.fullmatch(name):
        parted = tuple(part for word in words for part in _parted(word))
        return _unlike([*found, parted, *_fathers([words]), *_whole(words)])
    if _OF_WOMAN.search(name):
        found += [tuple(re.findall(r"[a-z]+|\d+", _plain(_OF_WOMAN.sub(end, name)))) for end in ("", "a", "o")]
    if han := _HAN.fullmatch(name.strip()):
        found = [_of_signs(han[0])]
    elif hangul := _HANGUL.fullmatch(name.strip()):
        found = _of_syllables(*hangul.groups())
    joined = tuple(re.findall(r"[a-z]+|\d+", _plain(_JOINED.sub("", name))))
    spelt = tuple(re.findall(r"[a-z]+|\d+", _plain(_JOINED.sub(" ", name))))
    found += [one for one in (joined, spelt) if not _HAN.search(name)]
    family, comma, given = name.partition(",")
    if comma and given.strip():
        found.append(tuple(re.findall(r"[a-z]+|\d+", _plain(f"{given} {family}"))))
    if _TURKISH.search(name):
        found.append(tuple(re.findall(r"[a-z]+|\d+", _plain(name.translate(_TURKISH_SOUNDS)))))
    if (bare := _ARABIC_ARTICLE.sub("", name)) != name:
        found.append(tuple(re.findall(r"[a-z]+", _plain(bare))))
    if pinyin_of_russian := _from_palladius(name):
        found.insert(1, pinyin_of_russian)
    found += [tuple(part for word in one for part in _parted(word)) for one in list(found)]
    if _ARMENIAN.search(name) and len(words) == 3:
        found.append((words[0], words[1], words[2].removesuffix("i")))
        found.append((words[0], words[1].removesuffix("i"), words[2]))
    found += _fathers(found[:2])
    found += [other for one in list(found)[:4] for other in _whole(one)]
    return _unlike(found)


def _fathers(found: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Names of three words with the father's name for what is made of it: Mykolaivna and Nikolaevna are of Nikolai.

    Where there is one, also as it is said in Belarus, Ukraine and Russia alike: Siarhei and Sergei, Dzmitry and Dmitry.
    """
    named = [one for one in found if len(one) == 3]
    bare = [tuple(_same().get(word, word) for word in (_OF_FATHER.sub("", word) for word in one)) for one in named]
    of_father = [one for one in named if any(map(_OF_FATHER.search, one))]
    return [*bare, *(tuple(map(_east_slavic, one)) for one in of_father)]


def _east_slavic(word: str) -> str:
    for spelt, to in _EAST_SLAVIC:
        word = re.sub(spelt, to, word)
    return word


@lru_cache(maxsize=65536)
def without_peerage(name: str) -> str:
    """A name without what stands behind it: Ana Sample, 4th Baroness Sample of Port Example."""
    called = _PEER.sub("", name)
    return called if " " in called else name


def _unlike(found: list[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple(dict.fromkeys(one for one in found if one))[:_MOST]


def _plain(name: str) -> str:
    """A name in small Latin letters as it is typed where there are no accents: Cavusoglu, Nunez."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return anyascii(bare).casefold()


def _of_signs(signs: str) -> tuple[str, ...]:
    """A Chinese name: the family name, of one sign or two, and the given name as one word."""
    cut = 2 if signs[:2] in listed("two_signs") else 1
    return tuple(anyascii(part).replace(" ", "").casefold() for part in (signs[:cut], signs[cut:]) if part)


def _of_syllables(family: str, given: str) -> list[tuple[str, ...]]:
    """A Korean name, the given name as one word or two, as Seoul spells it and as most passports do: jeong, jong."""
    first = _korean().get(family, anyascii(family).casefold())
    found = [(first, *(anyascii(part).casefold() for part in parts)) for parts in ([given], given)]
    return [*found, *(tuple(map(_as_in_passports, one)) for one in found)]


def _as_in_passports(word: str) -> str:
    return word.replace("eo", "o").replace("eu", "u").replace("g", "k").replace("nk", "ng")


@cache
def listed(which: str) -> frozenset[str]:
    """The words of a list: titles, families."""
    return frozenset(words_beside("name_words")[which].split())


@cache
def _korean() -> dict[str, str]:
    """Family names of Koreans that are written otherwise than they are said."""
    return dict(pair.split("=") for pair in words_beside("name_words")["korean"].split())


# --- Arabic names in Latin letters ---


def _parted(word: str) -> tuple[str, ...]:
    """A word of a name without what may stand joined to it or apart: Abdelmadjid, Noureddine, Bensalem."""
    if word in listed("articles"):
        return ()
    if _SERVANT_OF.fullmatch(word):
        return ("abd",)
    if (servant := _SERVANT.sub("", word)) != word:
        return ("abd", servant)
    if (son := _SON.sub("", word)) != word and len(son) >= 5:
        return ("bin", _same().get(son, son))
    if (father := _FATHER.sub("", word)) != word:
        return ("abu", _same().get(father, father))
    if (before := _OF_FAITH.sub("", word)) != word and len(before) >= 3:
        return (_same().get(before, before), "din")
    return (_same().get(word, word),)


@cache
def _same() -> dict[str, str]:
    rows = (line.split() for line in words_beside("name_words")["same"].splitlines() if line.strip())
    return {word: row[0] for row in rows for word in row}


@cache
def couples() -> frozenset[frozenset[str]]:
    """Names of a man and of a woman that are written nearly alike, by their sound: Simon, Simone."""
    return frozenset(
        frozenset(map(sound_of, line.split())) for line in words_beside("name_words")["couples"].strip().splitlines()
    )


# --- short forms ---


@cache
def _short() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for line in words_beside("name_words")["short"].splitlines():
        whole, *short = line.split() or [""]
        for word in short:
            found[word].append(whole.replace("_", " "))
    return {word: tuple(wholes) for word, wholes in found.items()}


def _whole(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """A name with its short forms as the names that they stand for."""
    if len(words) < 2 or not any(word in _short() for word in words):
        return []
    choices = [(word, *_short().get(word, ())) for word in words]
    return [tuple(" ".join(one).split()) for one in product(*choices)][1 : _MOST + 1]


# --- Chinese names ---

_SYLLABLE = (
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|a|o|e|i|u)"
)
_PINYIN = pattern(rf"{_SYLLABLE}(?:{_SYLLABLE})?")
_SOFTENED = {"z": "j", "c": "q", "s": "x"}


@lru_cache(maxsize=65536)
def pinyin_of(words: tuple[str, ...], name: str) -> tuple[str, ...]:
    """The family name and the given name of a Chinese name in Pinyin, sorted; () for another name.

    In Pinyin a letter more or less is another name, so nothing is compared by its sound.
    """
    if _HAN.fullmatch(name.strip()):
        return tuple(sorted(_of_signs(name.strip())))
    if len(words) == 3 and words[0] in listed("families"):
        words = (words[0], words[1] + words[2])
    is_chinese = len(words) == 2 and bool(set(words) & listed("families")) and all(map(_PINYIN.fullmatch, words))
    return tuple(sorted(words)) if is_chinese and not _WADE_GILES.fullmatch(name.strip()) else ()


_WADE_GILES = pattern(r"([A-Z][a-z']+) ([A-Z][a-z']+)-([a-z']+)")
_BOTH = ((r"uo", "o"), (r"[td]", "T"), (r"[pb]", "P"), (r"[kg]", "K"), (r"(?<=[Kh])e(?![inr])", "o"))
_OF_PINYIN = (
    (r"ng(?![aeiou])", "N"), (r"you", "yu"), (r"on?N", "uN"), (r"zh|ch|q|j", "C"), (r"z|c", "Z"), (r"x", "X"),
    (r"r", "R"), *_BOTH,
)  # fmt: skip
_OF_WADE_GILES = (
    (r"ng$", "N"), (r"rh$", "r"), (r"tzu|tz'u", "Zi"), (r"ssu|szu", "si"), (r"uei", "ui"), (r"yen", "yan"),
    (r"ien", "ian"), (r"(?<=[aeiuy])eh|eh", "e"), (r"ih", "i"), (r"^i", "yi"), (r"hs", "X"), (r"ch", "C"),
    (r"ts|tz", "Z"), (r"^j|r", "R"), *_BOTH,
)  # fmt: skip
"""Pinyin and Wade-Giles brought to one spelling, where the latter leaves open which of two sounds is meant."""


@lru_cache(maxsize=65536)
def roughly_chinese(words: tuple[str, ...], name: str) -> tuple[str, ...]:
    """A Chinese name in Wade-Giles, in Pinyin or in signs as both ways of writing it agree; () for another name."""
    if m := _WADE_GILES.fullmatch(name.strip()):
        family, *given = (_coarse(part.casefold(), _OF_WADE_GILES) for part in m.groups())
        return tuple(sorted((family, "".join(given))))
    pinyin = pinyin_of(words, name) or _from_palladius(name) or words
    is_pinyin = len(pinyin) == 2 and all(map(_PINYIN.fullmatch, pinyin))
    return tuple(sorted(_coarse(one, _OF_PINYIN) for one in pinyin)) if is_pinyin else ()


def _coarse(word: str, rules: Iterable[tuple[str, str]]) -> str:
    for spelt, to in rules:
        word = re.sub(spelt, to, word)
    return word.replace("'", "")


@cache
def _palladius() -> tuple[dict[str, str], dict[str, str], str]:
    """How Russian writes Chinese syllables: what begins one, what ends one, and a pattern of a syllable."""
    pairs = [
        [pair.split("=") for pair in words_beside("name_words")[name].split()]
        for name in ("chinese_begins", "chinese_ends")
    ]
    begins, ends = (dict(one) for one in pairs)
    longest = sorted(ends, key=lambda e: -len(e))
    return begins, ends, rf"({'|'.join(sorted(begins, key=lambda b: -len(b)))})?({'|'.join(longest)})"


def _from_palladius(name: str) -> tuple[str, ...]:
    """A Chinese name in Russian letters as Pinyin; nothing where it cannot be one: Си Цзиньпин is xi jinping."""
    words, syllable = name.casefold().split(), _palladius()[2]
    if not 2 <= len(words) <= 3 or not all(re.fullmatch(rf"(?:{syllable}){{1,2}}", word) for word in words):
        return ()
    return tuple("".join(_syllable(*m.groups(default="")) for m in re.finditer(syllable, word)) for word in words)


def _syllable(begins: str, ends: str) -> str:
    known_begins, known_ends, _ = _palladius()
    first, last = known_begins.get(begins, ""), known_ends[ends]
    if not first:
        whole = f"y{last.removeprefix('i') if last not in ('i', 'in', 'ing') else last}" if ends[0] in "иеюя" else last
        return "you" if ends == "ю" else "wu" if ends == "у" else whole
    if ends[0] in "иеюя":
        first = _SOFTENED.get(first, first)
    return first + ("o" if last == "uo" and first in "bpmfw" else last)
