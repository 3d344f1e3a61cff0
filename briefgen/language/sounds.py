"""How words of names sound: in Latin letters, one letter for a sound, and how far two of them are apart.

Letters of other scripts and systems of transliteration write one sound in several ways; these are brought to one. What
still differs costs little where spellings confuse the sounds, and much where they are other sounds.

How likely a word in another script is one in Latin letters is no matter of rules: which letters stand for which was
counted from names that are known in both (`across_scripts.txt`), so that Говард, 하워드, ハワード and 霍华德 are Howard
as people write it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from math import inf
from pathlib import Path

from anyascii import anyascii
from rapidfuzz.distance import OSA

from briefgen.regexes import pattern

_LONGEST = 200  # characters of a name that are compared

# Ways to write the same sound, brought to one; the order matters.
_BEFORE = str.maketrans(
    {
        **dict(zip("əƏıёЁқҚғҒҳҲўЎ", "aAiеЕкКгГхХуУ", strict=True)),
        **dict.fromkeys("ъЪьЬʼʻ’‘'ʹʺ`´·′", ""),
        "ҷ": "дж",
        "Ҷ": "Дж",
        "ž": "zh",
        "Ž": "Zh",
        "ż": "zh",
        "Ż": "Zh",
        "š": "sh",
        "Š": "Sh",
        "č": "ch",
        "Č": "Ch",
        "ş": "sh",
        "Ş": "Sh",
        "ș": "sh",
        "Ș": "Sh",
        "ț": "ts",
        "Ț": "Ts",
        "ţ": "ts",
        "Ţ": "Ts",
        "ç": "ch",
        "Ç": "Ch",
        "χ": "kh",
        "Χ": "Kh",
        "・": " ",
    }
)
_ROMANISED = pattern("[āīūĀĪŪḩḨ]")
_EMPHATIC = str.maketrans("ţŢşŞ", "tTsS")  # of Arabic names where their long vowels are marked: Ţarţūs, Şāfītā
_TOGETHER = (
    ("ու", "u"), ("Ու", "U"), ("ου", "u"), ("Ου", "U"), ("μπ", "b"), ("ντ", "d"), ("γκ", "g"), ("τζ", "dz"),
    ("ευ", "ev"), ("Ευ", "Ev"), ("αυ", "av"), ("Αυ", "Av"),
)  # fmt: skip
"""Two letters of Armenian and Greek that write one sound."""
_MARKS = pattern(r"[\u0300-\u0305\u0307-\u030b\u030d-\u0326\u0328-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]")
"""Accents and points of vowels; not those that make another letter of one (й, č, ç) or stand for a sound in Asia."""
_HAN_DOT = pattern(r"(?<=[\u3400-\u9fff])[·•‧](?=[\u3400-\u9fff])")
_THAI = pattern(r"([\u0e40-\u0e44])([\u0e01-\u0e2e])")  # vowels that are written before the letter they are said after
_ARTICLE = pattern(r"\b([ae])(t|d|r|z|s|n|th|dh|sh)[-‐‑–](?=\2)", re.IGNORECASE)
"""The Arabic article as it sounds before some letters: ash-Sharaa is al-Sharaa."""
_SOUNDS = tuple(
    (pattern(sound), to)
    for sound, to in (
        (r"shch|(?<!d)sch(?=[aeiouy])|stsch|schtsch|tsch", "C"),
        (r"dzh|dj|dsch|jj|drz", "J"),
        (r"(?<=[bgkpt])rz|^rz", "J"),
        (r"^d[sz]", "z"),
        (r"dz(?=[ieyj])(?!e$)", "d"),
        (r"gu(?=[ei])", "g"),
        (r"ch(?=[rl])", "k"),
        (r"tch|ch|cz|ç", "C"),
        (r"sh|sch|sz", "S"),
        (r"zhe(?=a)|zh", "J"),
        (r"kh|^x", "H"),
        (r"^H(?=[rlmn])", ""),
        (r"^ogh?l[iuy]$", "ogli"),
        (r"^[kqg][iy]z[iy]$", "kizi"),
        (r"x", "ks"),
        (r"gh", "g"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"ck|q", "k"),
        (r"w|^f(?=on$)", "v"),
        (r"tz|ts|c(?=[eiy])", "z"),
        (r"ou|oo|oe|ö", "u"),
        (r"ee", "i"),
        (r"h(?=[^aeiouyAEIOUY]|$)", ""),
        (r"[yij]+(?=[aeou])", ""),
        (r"[yij]+", "i"),
        (r"H", "h"),
        (r"(.)\1+", r"\1"),
    )
)

_VOWELS = "aeiou"
_CHEAP = {
    "ei": 0.2, "ae": 0.25, "ao": 0.25, "eo": 0.25, "ou": 0.25, "uv": 0.2, "ck": 0.2, "cz": 0.2, "cs": 0.2, "cC": 0.2,
    "cJ": 0.2, "gk": 0.25, "gh": 0.25, "hk": 0.65, "sz": 0.25, "Ss": 0.3, "CS": 0.3, "Cz": 0.3, "JS": 0.3, "Jz": 0.3,
    "CJ": 0.3, "Cs": 0.35, "Ch": 0.3, "Jg": 0.3, "dt": 0.25, "bp": 0.5, "fv": 0.25, "bv": 0.4, "tz": 0.35,
}  # fmt: skip
_COSTS = {pair: cost for key, cost in _CHEAP.items() for pair in (key, key[::-1])}
_OTHER, _OTHER_VOWEL = 1.0, 0.7
_LEAST = 0.2  # no change costs less
_SWAPPED = 0.8  # two sounds, as fingers do
_FIRST = 1.5  # as much more tells the first sound of a word
_SILENT = frozenset("tszd")  # at the end of a word: Barrot, Orlovs
_CLASSES = str.maketrans({**dict(zip("gcSCJzdpfn", "kksssstbvm", strict=True)), **dict.fromkeys("aeiouh")})


@lru_cache(maxsize=65536)
def latin(name: str) -> str:
    """A name in small Latin letters."""
    text = _THAI.sub(r"\2\1", _HAN_DOT.sub(" ", unicodedata.normalize("NFKC", name)[:_LONGEST]))
    text = (text.translate(_EMPHATIC) if _ROMANISED.search(text) else text).translate(_BEFORE)
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not _MARKS.match(c))
    for letters, sound in _TOGETHER if not bare.isascii() else ():
        bare = bare.replace(letters, sound)
    plain = anyascii(unicodedata.normalize("NFC", bare)).replace("'", "").replace("`", "")
    return _ARTICLE.sub("al-", plain).casefold()


@lru_cache(maxsize=65536)
def sound_of(word: str) -> str:
    """A word in small Latin letters as it sounds: C, S and J stand for the sounds of ch, sh and zh."""
    for sound, to in _SOUNDS if len(word) > 1 else ():
        word = sound.sub(to, word)
    return word


@lru_cache(maxsize=65536)
def classes(word: str) -> str:
    """The consonants of a sound, those alike that spellings confuse."""
    return re.sub(r"(.)\1+", r"\1", word.translate(_CLASSES))


def begins(word: str) -> frozenset[str]:
    """The classes of sound that a word may begin with: vowels are one, and some letters are read in two ways."""
    return _BEGINS.get(word[0]) or frozenset(word[0])


_BEGINS = {
    **{letter: frozenset(classes(letter)) for letter in "bdfklmnprsvzCS"},
    **dict.fromkeys("aeio", frozenset("*")),
    **{pair[0]: frozenset(pair[1:]) for pair in ("u*v", "h*k", "J*s", "cks", "Cks", "gks", "tts")},
}


def apart(word: str, other: str, most: float) -> float:
    """How far two sounds are apart: 0 where they are one, 1 for one other sound in a place, and so on.

    What is farther than `most` is infinitely far.
    """
    if word == other:
        return 0.0
    edits = int(most / _LEAST)
    if OSA.distance(word, other, score_cutoff=edits) > edits or OSA.distance(classes(word), classes(other)) > 1:
        return inf
    rows = [[0.0]]
    for n, sound in enumerate(other):
        rows[0].append(rows[0][-1] + _left_out(sound, n, other))
    for m, sound in enumerate(word):
        above, row = rows[-1], [rows[-1][0] + _left_out(sound, m, word)]
        rows.append(row)
        for n, theirs in enumerate(other):
            changed = 0.0 if sound == theirs else _changed(sound, theirs, is_first=m == n == 0)
            ways = [above[n] + changed, above[n + 1] + _left_out(sound, m, word), row[n] + _left_out(theirs, n, other)]
            if m and n and (sound, word[m - 1]) == (other[n - 1], theirs):
                ways.append(rows[-3][n - 1] + _SWAPPED)
            row.append(min(ways))
        if min(row) > most:
            return inf
    return rows[-1][-1]


def _changed(one: str, other: str, *, is_first: bool) -> float:
    if cost := _COSTS.get(one + other):
        return cost
    return (_OTHER_VOWEL if one in _VOWELS and other in _VOWELS else _OTHER) * (_FIRST if is_first else 1)


def _left_out(sound: str, at: int, word: str) -> float:
    is_last = at == len(word) - 1
    if sound in _VOWELS:
        beside = word[max(at - 1, 0) : at] + word[at + 1 : at + 2]
        return 0.3 if any(c in _VOWELS for c in beside) or (is_last and word[-2:] == "ne") else 0.55
    if sound == "h":
        return 0.2 if at else 0.4
    return 0.5 if is_last and at > 2 and sound in _SILENT else 0.9


# --- words in two scripts ---

_FILE = Path(__file__).with_name("across_scripts.txt")
_TABLES = {
    "ARABIC": "arabic", "HEBREW": "hebrew", "CJK": "han", "KATAKANA": "kana", "HIRAGANA": "kana", "HANGUL": "hangul",
    **dict.fromkeys(("DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA"), "indic"),
    **dict.fromkeys(("MALAYALAM", "SINHALA", "THAI", "LAO", "MYANMAR", "KHMER"), "indic"),
}  # fmt: skip
OTHER = "other"
_CHANGED, _LEFT_OUT = -4.0, -2.5  # what no name is known to have: one letter for another, and none for one
_LOST = -12.0  # so unlikely that what follows cannot make up for it
_RARE = 7.0
_NEVER = -1e9


def table_for(script: str) -> str:
    """The table of a script, as Unicode calls it; Greek, Cyrillic and others that write every sound share one."""
    return _TABLES.get(script, OTHER)


@lru_cache(maxsize=262144)
def likeness(word: str, other: str, table: str) -> float:
    """How much likelier than by chance a word in Latin letters is written as another, which anyascii gives (ln)."""
    known, longest = _pieces(table), _longest(table)
    best = [[_NEVER] * (len(other) + 1) for _ in range(len(word) + 1)]
    best[0][0] = 0.0
    for i, row in enumerate(best):
        parts = [word[i : i + n] for n in range(min(longest[0], len(word) - i) + 1)]
        for j, here in enumerate(row):
            if here < _LOST:
                continue
            for m in range(min(longest[1], len(other) - j) + 1):
                written = known.get(other[j : j + m])
                for n, part in enumerate(parts):
                    gain = written.get(part) if written else None
                    if gain is None:
                        if n > 1 or m > 1 or not n + m:
                            continue
                        gain = _CHANGED if n and m else _LEFT_OUT
                    if here + gain > best[i + n][j + m]:
                        best[i + n][j + m] = here + gain
    return best[-1][-1]


def words_alike(words: Sequence[str], others: Sequence[str], table: str) -> float:
    """How alike two names are over all: for each word of the shorter one its likeness to the best word of the other."""
    if len(words) > len(others):
        return sum(max(likeness(word, other, table) for word in words) for other in others)
    return sum(max(likeness(word, other, table) for other in others) for word in words)


@lru_cache(maxsize=65536)
def spelt(other: str, table: str) -> str:
    """A word, which anyascii gives, as it would be spelt in Latin letters if nothing else were known of it."""
    known, longest = _pieces(table), _longest(table)[1]
    best = [(0.0, ""), *[(_NEVER, "")] * len(other)]
    for j in range(len(other)):
        here, so_far = best[j]
        for m in range(1, min(longest, len(other) - j) + 1):
            ways = known.get(other[j : j + m], {other[j]: _CHANGED} if m == 1 else {})
            for part, gain in ways.items():
                total = here + gain - sum(_seldom().get(letter, _RARE) for letter in part)
                if total > best[j + m][0]:
                    best[j + m] = (total, so_far + part)
    return best[-1][1]


@cache
def _lines(table: str) -> list[list[str]]:
    rows = (line.split(" ") for line in _FILE.read_text("ascii").splitlines())
    return [row[1:] for row in rows if row[0] == table]


@cache
def _pieces(table: str) -> dict[str, dict[str, float]]:
    """For each piece that is written, the pieces in Latin letters that it may stand for."""
    found: dict[str, dict[str, float]] = {}
    for gain, *pairs in _lines(table):
        for pair in pairs:
            latin, _, written = pair.partition("=")
            found.setdefault(written, {})[latin] = float(gain)
    return found


@cache
def _longest(table: str) -> tuple[int, int]:
    pieces = _pieces(table)
    return max(len(one) for ways in pieces.values() for one in ways), max(map(len, pieces))


@cache
def _seldom() -> dict[str, float]:
    return {pair[0]: float(pair[2:]) for pair in _lines("letters")[0]}
