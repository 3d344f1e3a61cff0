"""When two texts count as the same words: the one rule by which quotes are compared with archived texts.

Folded away, in the archived text and in the quote alike, is what a copy may change without changing a word:

- Unicode form: both are compared in NFC, and forms of letters that only their place or width gives are the letters
  (ﬁ, ﻻ, Ａ, ⽂); digits, fractions and raised numbers stay as they are;
- signs that nobody sees are dropped: soft hyphens, joiners, direction marks, variation selectors, Arabic tatweel;
- a word broken at the end of a line is joined: "secu-⏎rity" is "security" (the hyphen goes before a letter that is no
  capital and stays before anything else: "Kassym-⏎Jomart" is "Kassym-Jomart"); a word that the source breaks so
  may be quoted with its hyphen or without;
- every run of blanks, tabs and line ends is one blank, none at either end, none beside a Chinese or Japanese
  character, and none between Thai ones (Lao, Khmer, Burmese); where a line ends inside Korean text, the words may be
  quoted with a blank or without;
- curly, low and angle quotation marks are straight ones, and so are apostrophes and their kin (Oʻzbekiston, צה״ל);
- hyphens (also of Armenian and Hebrew) and en dashes are "-", an em dash is " - ", an ellipsis is "...";
- the two shapes of one letter on Arabic and Persian keyboards are one (ي and ی, ك and ک).

Nothing else: letter case, spelling, numbers and punctuation must be the source's own.
"""

from __future__ import annotations

import re
import unicodedata

import regex

_INVISIBLE = regex.compile(r"[\p{Default_Ignorable_Code_Point}\u0640--\u00ad]+", regex.VERSION1)
_SOFT = re.compile("(?:(?<![ \t])[ \t]*+\r?\n[ \t]*+)?\u00ad+(?:[ \t]*+\r?\n[ \t]*)?")
# Letters with their marks, which `re` takes for no part of a word.
_HYPHENS = "\\-\u2010\u058a\u05be"
_LINE_HYPHEN = regex.compile(rf"(?<=[^\W\d_])[{_HYPHENS}][ \t]*\r?\n[ \t]*(?=([^\W\d_]))")
# Each begins at a word's beginning and gives nothing back, so that a text of one endless word costs one pass.
_BROKEN = regex.compile(rf"(?<![^\W\d_])([^\W\d_]++)[{_HYPHENS}][ \t]*\r?\n[ \t]*([^\W\d_]+)")
_HYPHENATED = regex.compile(r"(?<![^\W\d_])([^\W\d_]++)-(?=([^\W\d_]+))")
_EM_DASH = re.compile(" ?[—―] ?")
# Forms of letters in blocks that exist for old code pages and fonts: ligatures, Arabic shapes, full and half width,
# radicals. Not U+FDFA and its like, which are whole phrases.
_FORMS = re.compile(
    "[\u0132\u0133\u0149\u01c4-\u01cc\u01f1-\u01f3\u0587\u2e9f\u2ef3\u2f00-\u2fd5\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufd3d"
    "\ufd50-\ufdef\ufe70-\ufefc\uff01-\uff5e\uff61-\uffdc\uffe0-\uffe6]"
)
# Scripts that part no words by blanks: LB=SA is what needs a dictionary to break lines (UAX 14).
_WIDE = r"[\p{Han}\p{Hiragana}\p{Katakana}\u3001-\u303f]"
_BLANKLESS = regex.compile(rf"{_WIDE}|\p{{LB=SA}}")
_NEEDLESS = regex.compile(rf"(?<={_WIDE}) | (?={_WIDE})|(?<=\p{{LB=SA}}) (?=\p{{LB=SA}})")
# Korean lines may end inside a word without a hyphen.
_OPEN_LINE = regex.compile(r"(?<!\p{Hangul})(\p{Hangul}++)[ \t]*\r?\n[ \t]*(?=(\p{Hangul}+))")
_PARTED = regex.compile(r"(?<!\p{Hangul})(\p{Hangul}++) (?=(\p{Hangul}+))")
_STRAIGHT = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼʻʽʹˈˊˋ`´‵‹›՚׳", "'"),
        **dict.fromkeys("“”„‟″«»״", '"'),
        **dict.fromkeys("‐‑‒–−֊־", "-"),
        "…": "...",
        "ی": "ي",
        "ک": "ك",
    }
)


def fold(text: str) -> str:
    """The text as it is compared; folding what is folded changes nothing."""
    if not text.isascii():
        text = _SOFT.sub("", _INVISIBLE.sub("", text))
    if "\n" in text:
        text = _LINE_HYPHEN.sub(_joint, text)
    if text.isascii():
        return " ".join(text.replace("`", "'").split())
    text = _FORMS.sub(lambda m: unicodedata.normalize("NFKC", m[0]), unicodedata.normalize("NFC", text))
    text = unicodedata.normalize("NFC", text).translate(_STRAIGHT)
    if "—" in text or "―" in text:
        text = _EM_DASH.sub(" - ", " ".join(text.split()))
    text = " ".join(text.split())
    return _NEEDLESS.sub("", text) if _BLANKLESS.search(text) else text


def _joint(match: regex.Match[str]) -> str:
    """What stays of a hyphen at the end of a line: nothing before a letter that is no capital."""
    return "-" if match[1].isupper() or match[1].istitle() else ""


def broken_words(text: str) -> frozenset[tuple[str, str]]:
    """The two halves of each word that a text breaks at the end of a line.

    Nobody can tell whether "counter-⏎terrorism" has a hyphen of its own, nor whether a blank stood where a line of
    Korean ended, so for this text both spellings are one: see `join_words`.
    """
    if "\n" not in text:
        return frozenset()
    if not text.isascii():
        text = _SOFT.sub("", _INVISIBLE.sub("", text))
    found = {(m[1], m[2]) for m in _BROKEN.finditer(text) if not (m[2][0].isupper() or m[2][0].istitle())}
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        found.update((m[1], m[2]) for m in _OPEN_LINE.finditer(text))
    return frozenset(found)


def join_words(folded: str, broken: frozenset[tuple[str, str]]) -> str:
    """The folded text with the words that its source breaks at line ends written in one."""
    if not broken:
        return folded
    joined = _HYPHENATED.sub(lambda m: m[1] if (m[1], m[2]) in broken else m[0], folded)
    return joined if joined.isascii() else _PARTED.sub(lambda m: m[1] if (m[1], m[2]) in broken else m[0], joined)
