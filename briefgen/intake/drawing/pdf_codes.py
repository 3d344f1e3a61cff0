"""Whether the letters of a PDF page say which they are: a font may draw them by numbers that stand for no letter.

A page without such codes looks right and is garbage when it is copied. pdfium tells which letters it could only guess,
and guesses many of them well; so what came of it is looked at too. Old fonts for Cyrillic and others pass their letters
off as those of Latin with accents, and some programs number all letters anew: there pdfium has nothing to guess.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

_WORD = re.compile(r"[^\w]*(?:[^\W\d_]{3,}(?:[-'’.][^\W\d_]+)*|[\d.,:/%-]+)[^\w]*")
_RUN = re.compile(r"[^\W\d_]{4,}")
_VOWELS = frozenset("aeiouyæœøı")
_FEWEST = 40  # signs from which on a page can be judged
_EACH = 5  # every fifth letter is asked for
_GUESSED, _WORDS = 0.4, 0.5  # share of letters that were guessed, and of signs that stand in words and numbers
_ACCENTED, _VOICED = 0.4, 0.2  # of the letters of a Latin text: more with accents, or fewer vowels, has no language


def is_garbled(words: Any) -> bool:
    """Whether what is drawn from a page (pdfium's text page) cannot be the words that it shows."""
    text = words.get_text_range()
    signs = len("".join(text.split()))
    if signs < _FEWEST:
        return False
    if _guessed(words) > _GUESSED:
        return sum(len(word) for word in text.split() if _WORD.fullmatch(word)) < _WORDS * signs
    letters = "".join(_RUN.findall(text.lower()))
    latin = [c for c in letters if c < "\u0250"]
    if len(latin) < max(_FEWEST, 0.5 * len(letters)):
        return False
    voiced = sum(unicodedata.normalize("NFD", c)[0] in _VOWELS for c in latin)
    return sum("\xa1" < c <= "\xff" for c in latin) > _ACCENTED * len(latin) or voiced < _VOICED * len(latin)


def _guessed(words: Any) -> float:
    """The share of a page's letters of which the file does not say which they are."""
    import pypdfium2.raw as pdfium

    asked = range(0, words.count_chars(), _EACH)
    return sum(bool(pdfium.FPDFText_HasUnicodeMapError(words, n) == 1) for n in asked) / max(len(asked), 1)
