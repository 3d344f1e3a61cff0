"""How likely a word of a name in another script is a word in Latin letters, by how such names are known to be written.

No rules of a language stand here: which letters stand for which was counted from names that are known in both, so that
Говард, 하워드, ハワード and 霍华德 are Howard as people write it, and not as a table of transliteration would.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

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
