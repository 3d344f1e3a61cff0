"""Where sentences end, in any script: the place where their notes stand.

Which signs end a sentence, which letters are small and which brackets close comes from Unicode (UAX 29, tables 4
and 5, through `regex`). A full stop behind an abbreviation ends none: one letter or syllable is an initial (Ж., Sh.,
के.), letters with stops between them are one word (т.е., ค.ศ.), and a language has words of its own
(`briefgen.language.cldr`). Texts in Latin and Cyrillic letters alone need none of that library.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from briefgen.regexes import letters, pattern

Ends = Callable[[str], list[int]]

_CLOSING = r"[\u2069\p{Pe}\p{Pf}\"'”’»“‘]"
# A no-break blank holds a sentence together: 17. Oktober. What was matched is not tried again in parts (`++`), nor
# from the middle of a row of stops, so that a million of them take no longer than as many letters.
# Stops of scripts other than Latin stand for nothing else and need no blank behind them.
_CANDIDATE = letters(
    rf"(?V1)(?<![.!?…])(?P<plain>[.!?…])[.!?…]*+{_CLOSING}*+(?=[^\S\u00a0\u202f])"
    rf"|(?<![!?])[!?]++[\p{{Pe}}\p{{Pf}}]*+(?=[\p{{Han}}\p{{Hiragana}}\p{{Katakana}}])"
    rf"|[\p{{SB=STerm}}--[!?]][\p{{SB=STerm}}.…]*+(?:[\p{{Pe}}\p{{Pf}}]|[\"'“‘](?=\s|$))*+"
)
# Behind a stop that ends nothing: the end of the text, or a small letter, brackets and quotation marks passed over.
_GOES_ON = letters(r"\s*+(?:\Z|[\p{Ps}\p{Pi}\"'“«‘¿¡]*+\p{SB=Lower})")
_LAST_WORD = letters(r"(?r)[^\s\p{Ps}\p{Pi}\"“„«/\-\u2010-\u2015]++")
_LETTER = r"\p{L}[\p{M}\u200c\u200d]*+(?:[\u094d\u09cd]\p{L}[\p{M}]*+)*"
# An initial, letters with stops between them, or a capital with small consonants alone: Sh., Дж., Dr., Mrs.
_SHORT = letters(
    rf"(?V1)(?:{_LETTER}|(?:\p{{L}}\p{{M}}*+\.)++{_LETTER}|[OoGg][ʻʼ‘’'`]"
    r"|[\p{Lu}&&[\p{Latin}\p{Cyrillic}]][[\p{Ll}&&[\p{Latin}\p{Cyrillic}]]--[aeiouyáéíóúаеёиоуыэюяіїєөүұә]]{1,3})"
)
# Short words that stand before a name or a number in any text that is written in Latin or Cyrillic letters.
_BEFORE_NAMES = pattern(
    "Prof|Gen|Col|Maj|Adm|Capt|Sen|Rep|Gov|Rev|Hon|Amb|Brig|Nos?|Arts?|paras?|cf|vs|ca|approx|pp?|vol|eds?|fig"
    "|гг?|ст|им|стр"
)
_DAY = letters(r"\p{N}{1,2}|[IVXL]{1,6}")  # 17. Oktober, IV. Murat
_ENGLISH_DAY = pattern(r"[0-9]{1,2}(?:st|nd|rd|th)")
_AND = frozenset("ובהלמכשو")  # what Hebrew and Arabic write at the head of the next word: and, in, the, to
_LONGEST = 24  # characters before a full stop in which an abbreviation is looked for


def sentence_ends(text: str, abbreviations: frozenset[str] = frozenset(), *, days_stopped: bool = False) -> list[int]:
    """The offsets behind each sentence of `text`, closing quotation marks and brackets included.

    The last one is always the end of the text without its trailing blanks; a text of blanks has none. A full stop
    ends a sentence where a blank and then no small letter follows, and no abbreviation stands before it.
    `abbreviations` are further ones, with their stops; with `days_stopped` a number of one or two digits and a stop
    counts as an ordinal (17. Oktober).
    """
    last = len(text.rstrip())
    if not last:
        return []
    ends: list[int] = []
    candidates, goes_on = (_WESTERN_CANDIDATE, _goes_on) if is_western(text) else (_CANDIDATE, _GOES_ON.match)
    for match in candidates.finditer(text, 0, last):
        if plain := match[1]:
            if goes_on(text, match.end(), last):
                continue
            if plain == "." and _is_short(text, match.start(), abbreviations, days_stopped):
                continue
        ends.append(match.end())
    if not ends or ends[-1] != last:
        ends.append(last)
    return ends


def _is_short(text: str, stop: int, abbreviations: frozenset[str], days_stopped: bool) -> bool:
    """True where what stands before a full stop is an abbreviation, not the last word of a sentence."""
    begin = max(0, stop - _LONGEST)
    if is_western(text[begin:stop]):
        word = _last_word(text, begin, stop)
    else:
        found = _LAST_WORD.match(text, begin, stop)
        word = found[0] if found else ""
    return bool(word) and _is_abbreviation(word, abbreviations, days_stopped)


@lru_cache(4096)
def _is_abbreviation(word: str, abbreviations: frozenset[str], days_stopped: bool) -> bool:
    if days_stopped and _DAY.fullmatch(word):
        return True
    # A capital where a sentence begins with it; an article before it: l'art.
    forms = {word, word[:1].lower() + word[1:], word.replace("’", "'").rpartition("'")[2]}
    forms |= {word[1:]} if word[:1] in _AND else set()
    if any(f"{form}." in abbreviations for form in forms):
        return True
    is_short = _is_short_western(word) if is_western(word) else _SHORT.fullmatch(word)
    return bool(is_short or _BEFORE_NAMES.fullmatch(word) or _ENGLISH_DAY.fullmatch(word))


# --- what stands at the end of one ------------------------------------------------------------------------

_ENDED = letters(rf"[…\p{{Sentence_Terminal}}]{_CLOSING}*+$")
_FULL_STOPS = tuple(".．。｡։।۔።။។᙮")
# The full stop of the script in which a text is written; the Latin one for all others.
_STOPS = tuple(
    (stop, letters(rf"\p{{{script}}}"))
    for stop, script in (
        ("。", "Han"),
        ("。", "Hiragana"),
        ("。", "Katakana"),
        ("։", "Armenian"),
        ("।", "Devanagari"),
        ("।", "Bengali"),
        ("।", "Gurmukhi"),
        ("።", "Ethiopic"),
        ("။", "Myanmar"),
        ("។", "Khmer"),
    )
)
_NO_STOP = letters(r"[\p{Thai}\p{Lao}]")
_LAST_LETTER = letters(r"\p{L}")


def is_ended(text: str) -> bool:
    """True for a text that ends as a sentence does, in any script, closing quotation marks and brackets aside."""
    end = text.rstrip()[-12:]
    return _ends_western(end) if is_western(end) else _ENDED.search(end) is not None


def ended(text: str) -> str:
    """The text with the full stop of its own script behind it, where it does not end as a sentence does.

    Thai and Lao have none: there a sentence ends with its words.
    """
    return text if is_ended(text) else text + full_stop(text)


def full_stop(text: str) -> str:
    """The full stop that sentences have in the script of the text's last letter."""
    if is_western(text):
        return "."
    letter = next((c for c in reversed(text) if _LAST_LETTER.match(c)), "")
    if _NO_STOP.match(letter):
        return ""
    return next((stop for stop, script in _STOPS if script.match(letter)), ".")


def without_stop(text: str) -> str:
    """The text without its full stop, whatever its script."""
    return text[:-1] if text.endswith(_FULL_STOPS) else text


def capitalised(text: str, language: str = "") -> str:
    """The text with a capital first, as its language has it; a script without capitals is left alone.

    So is a name that has its capital further on, or none as an address has: nCa, eBay, akipress.org. Georgian has
    capital letters for whole words alone, so the title form counts, not the upper case one.
    """
    first = text[:1]
    word = text.partition(" ")[0]
    if not word.islower() and any(letter.isupper() for letter in word):
        return text
    if len(word.rstrip(",:;").rpartition(".")[2]) > 1 and "." in word:
        return text
    if first == "i" and language in ("tr", "az"):
        return f"İ{text[1:]}"
    title = first.title()
    return text if title == first or not first.islower() else title + text[1:]


# --- The same of Latin and Cyrillic letters alone, without the library of all scripts ---
#
# Most texts need no more, and that library takes longer to import than a brief to be read. The characters of
# `is_western` are those of which Python itself says the same; tests go through every one of them.


# Latin and Cyrillic letters, the signs between them, and what marks places in text that is on its way. Not what is no
# letter of either and yet small or a number (ª, µ, ²), marks that stand apart from their letter, or changes direction.
_NOT_WESTERN = pattern(
    "[^\0-\x1b\x20-\xa9\xab-\xb1\xb4\xb6-\xb8\xbb\xbf-\u024f\u02bb-\u02bf\u0400-\u0482\u048a-\u052f"
    "\u2000-\u200d\u2010-\u2029\u202f-\u206f\u20ac\u2116\ue000-\uf8ff\U000f0000-\U0010ffff]"
)
_OPENS = r"(\[{«‘‚‛“„‟‹⁅"
_CLOSES = r")\]}»’”›⁆"
_WESTERN_CLOSING = rf"[\u2069{_CLOSES}\"'“‘]"
# It begins with one set of signs: so what lies between these is passed over ten times faster than a branch is tried.
_WESTERN_CANDIDATE = pattern(
    rf"[.!?…‼‽⁇⁈⁉](?:(?<=(?P<plain>[.!?…]))(?<![.!?…].)[.!?…]*+{_WESTERN_CLOSING}*+(?=[^\S\u00a0\u202f])"
    rf"|(?<=[‼‽⁇⁈⁉])[!?‼‽⁇⁈⁉.…]*+(?:[{_CLOSES}]|[\"'“‘](?=\s|$))*+)"
)
_OPENING = frozenset(_OPENS + "\"'¿¡") - {"\\"}
_WESTERN_LAST_WORD = pattern(rf"[^\s{_OPENS}\"/\-\u2010-\u2015]++\Z")
_WESTERN_LETTER = r"[^\W\d_][\u200c\u200d]*+"
_WESTERN_SHORT = pattern(rf"{_WESTERN_LETTER}|(?:[^\W\d_]\.)++{_WESTERN_LETTER}|[OoGg][ʻʼ‘’'`]")
_VOWELS = frozenset("aeiouyáéíóúаеёиоуыэюяіїєөүұә")
_ENDS, _BEHIND = tuple("…!.?․‼‽⁇⁈⁉"), "\u2069\"'“‘" + _CLOSES.replace("\\", "")


def is_western(text: str) -> bool:
    """Whether a text is in Latin and Cyrillic letters alone, of which Python tells what the library would."""
    return text.isascii() or _NOT_WESTERN.search(text) is None


def _ends_western(text: str) -> bool:
    """Whether a text ends as a sentence does, closing quotation marks and brackets aside."""
    return text.rstrip(_BEHIND).endswith(_ENDS)


def _goes_on(text: str, at: int, last: int) -> bool:
    """Whether a stop before `at` ends nothing: a small letter follows, or nothing."""
    while at < last and text[at].isspace():
        at += 1
    if at == last:
        return True
    while at < last and text[at] in _OPENING:
        at += 1
    return at < last and text[at].islower()


def _last_word(text: str, begin: int, end: int) -> str:
    """The word that ends at `end`, as far as it stands behind `begin`; "" where none does."""
    found = _WESTERN_LAST_WORD.search(text[begin:end])
    return found[0] if found else ""


def _is_short_western(word: str) -> bool:
    """An initial, letters with stops between them, or a capital with small consonants alone: Sh., Дж., Dr., Mrs."""
    small = word[1:]
    return bool(_WESTERN_SHORT.fullmatch(word)) or (
        1 <= len(small) <= 3 and word[0].isupper() and all(c.islower() and c not in _VOWELS for c in small)
    )
