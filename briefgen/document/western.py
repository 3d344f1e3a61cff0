"""Where sentences end in Latin and Cyrillic letters: as `sentences` has it, without the library of all scripts.

Most texts need no more, and that library takes longer to import than a brief to be read. The characters of `is_western`
are those of which Python itself says the same; tests go through every one of them.
"""

from __future__ import annotations

from briefgen.regexes import pattern

# Latin and Cyrillic letters, the signs between them, and what marks places in text that is on its way. Not what is no
# letter of either and yet small or a number (ª, µ, ²), marks that stand apart from their letter, or changes direction.
_OTHER = pattern(
    "[^\0-\x1b\x20-\xa9\xab-\xb1\xb4\xb6-\xb8\xbb\xbf-\u024f\u02bb-\u02bf\u0400-\u0482\u048a-\u052f"
    "\u2000-\u200d\u2010-\u2029\u202f-\u206f\u20ac\u2116\ue000-\uf8ff\U000f0000-\U0010ffff]"
)
_OPENS = r"(\[{«‘‚‛“„‟‹⁅"
_CLOSES = r")\]}»’”›⁆"
_CLOSING = rf"[\u2069{_CLOSES}\"'“‘]"
# It begins with one set of signs: so what lies between these is passed over ten times faster than a branch is tried.
CANDIDATE = pattern(
    rf"[.!?…‼‽⁇⁈⁉](?:(?<=(?P<plain>[.!?…]))(?<![.!?…].)[.!?…]*+{_CLOSING}*+(?=[^\S\u00a0\u202f])"
    rf"|(?<=[‼‽⁇⁈⁉])[!?‼‽⁇⁈⁉.…]*+(?:[{_CLOSES}]|[\"'“‘](?=\s|$))*+)"
)
_OPENING = frozenset(_OPENS + "\"'¿¡") - {"\\"}
_LAST_WORD = pattern(rf"[^\s{_OPENS}\"/\-\u2010-\u2015]++\Z")
_LETTER = r"[^\W\d_][\u200c\u200d]*+"
_SHORT = pattern(rf"{_LETTER}|(?:[^\W\d_]\.)++{_LETTER}|[OoGg][ʻʼ‘’'`]")
_VOWELS = frozenset("aeiouyáéíóúаеёиоуыэюяіїєөүұә")
_ENDS, _BEHIND = tuple("…!.?․‼‽⁇⁈⁉"), "\u2069\"'“‘" + _CLOSES.replace("\\", "")


def is_western(text: str) -> bool:
    """Whether all of a text is such that what stands here may be asked of it."""
    return text.isascii() or _OTHER.search(text) is None


def is_ended(text: str) -> bool:
    """Whether a text ends as a sentence does, closing quotation marks and brackets aside."""
    return text.rstrip(_BEHIND).endswith(_ENDS)


def goes_on(text: str, at: int, last: int) -> bool:
    """Whether a stop before `at` ends nothing: a small letter follows, or nothing."""
    while at < last and text[at].isspace():
        at += 1
    if at == last:
        return True
    while at < last and text[at] in _OPENING:
        at += 1
    return at < last and text[at].islower()


def last_word(text: str, begin: int, end: int) -> str:
    """The word that ends at `end`, as far as it stands behind `begin`; "" where none does."""
    found = _LAST_WORD.search(text[begin:end])
    return found[0] if found else ""


def is_short(word: str) -> bool:
    """An initial, letters with stops between them, or a capital with small consonants alone: Sh., Дж., Dr., Mrs."""
    small = word[1:]
    return bool(_SHORT.fullmatch(word)) or (
        1 <= len(small) <= 3 and word[0].isupper() and all(c.islower() and c not in _VOWELS for c in small)
    )
