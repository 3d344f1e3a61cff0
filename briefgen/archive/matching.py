"""Finding a quote in a text: whole words, in order, with what was left out between its fragments.

Both texts are folded (`fold`). A quote may leave words out and says so with […] or [...]; its fragments
must stand in the text in their order, each beginning not further than a gap behind the one before.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefgen.frozen import dataclass
from briefgen.regexes import letters, pattern

if TYPE_CHECKING:
    import regex

GAP = 600  # characters that an elision may leave out
ELISION = pattern(r" ?\[\.\.\.\] ?")
# Characters that stand side by side without a blank between their words.
_WIDE = r"\p{Han}\p{Hiragana}\p{Katakana}"
_BLANKLESS = letters(rf"[{_WIDE}\p{{LB=SA}}]")
_FIRST_BLANKLESS = "\u0e00"  # below it, where most letters are, there is none
_WORD = letters(rf"(?V1)[{_WIDE}]|[\w--[{_WIDE}]]++(?:['-]\w++)*+")
_COMPARED = 500  # characters of a quote that are compared letter by letter
_AGREEING = 25  # characters from which on the beginning of a quote shows where it is from
_NEAR = 0.55  # likeness from which a passage is worth showing
_WINDOWS = 6  # passages that are compared letter by letter


@dataclass(frozen=True, slots=True)
class Match:
    """Where a quote stands: from `start` to `end` in the folded text, and the spans that its elisions leave out."""

    start: int
    end: int
    elided: tuple[tuple[int, int], ...] = ()


def fragments(quote: str) -> list[str]:
    """What a folded quote gives, without what its elisions leave out."""
    return [part for part in ELISION.split(quote) if part]


def matches(text: str, quote: str, gap: int = GAP) -> Iterator[Match]:
    """Every place of the quote, from the first on; each elision reads as short as it can."""
    first, *rest = fragments(quote) or [""]
    found = [Match(at, at + len(first)) for at in occurrences(text, first)]
    for fragment in rest:
        found = list(_continued(text, found, fragment, gap))
    yield from found


def stands_in(words: str, quote: str) -> bool:
    """Whether words stand in a quote, in whichever letter case, since a sentence may begin with them."""
    folded = fold(words).casefold()
    return bool(fragments(folded)) and next(matches(fold(quote).casefold(), folded), None) is not None


def _continued(text: str, found: list[Match], fragment: str, gap: int) -> Iterator[Match]:
    ends = [m.end for m in found]
    for at in occurrences(text, fragment) if found else ():
        n = bisect_right(ends, at) - 1
        if n >= 0 and at - ends[n] <= gap:
            before = found[n]
            yield Match(before.start, at + len(fragment), (*before.elided, (before.end, at)))


def occurrences(text: str, fragment: str) -> Iterator[int]:
    """Where the fragment stands in whole words."""
    if not fragment:
        return
    at = text.find(fragment)
    while at >= 0:
        if not cuts_word(text, at) and not cuts_word(text, at + len(fragment)):
            yield at
        at = text.find(fragment, at + 1)


def cuts_word(text: str, at: int) -> bool:
    """True where a cut before `text[at]` would part a word: nation|al, non-|regional, didn|'t, 1|,000."""
    if not 0 < at < len(text):
        return False
    left, right = text[at - 1], text[at]
    if unicodedata.category(right)[0] == "M":
        return True
    if (left.isalnum() or unicodedata.category(left)[0] == "M") and right.isalnum():
        return not any(c >= _FIRST_BLANKLESS and _BLANKLESS.match(c) for c in (left, right))
    before = text[at - 2] if at > 1 else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if "-" in (left, right):
        return (left if right == "-" else before).isalnum() and (right if left == "-" else after).isalnum()
    if left in ".,":
        return before.isdigit() and right.isdigit()
    if right in ".,":
        return left.isdigit() and after.isdigit()
    if left == "'":
        return before.isalnum() and right.isalnum()
    return right == "'" and left == "n" and after == "t"


# --- what comes near ---------------------------------------------------------------------------------


class Passages:
    """The words of one folded text, for finding the passage that comes nearest to a quote it does not hold."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = [(m[0].casefold(), m.start(), m.end()) for m in _WORD.finditer(text)]

    def agreement(self, quote: str) -> tuple[str, str] | None:
        """How far the quote's beginning stands in the text, and how the text goes on there; None if hardly at all."""
        low, high = 0, len(quote)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if quote[:middle] in self.text else (low, middle - 1)
        while low and cuts_word(quote, low):
            low -= 1
        at = self.text.find(quote[:low])
        if low < max(_AGREEING, len(quote) // 3):
            return None
        return quote[:low], self.text[at + low : at + low + _COMPARED]

    def nearest(self, quote: str) -> str | None:
        """The passage of the quote's length that shares most words with it, or None where nothing comes near.

        One pass over the text counts shared words; only the few best windows are compared letter by letter.
        """
        quote = quote[:_COMPARED]
        from difflib import SequenceMatcher

        wanted = Counter(m[0].casefold() for m in _WORD.finditer(quote))
        size = min(wanted.total(), len(self.words))
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(quote.casefold())
        best, nearest = _NEAR, None
        for start in self._best_windows(wanted, size) if size else ():
            passage = self.text[self.words[start][1] : self.words[start + size - 1][2]]
            matcher.set_seq1(passage[: 2 * _COMPARED].casefold())
            if (ratio := matcher.ratio()) > best:
                best, nearest = ratio, passage
        return nearest

    def _best_windows(self, wanted: Counter[str], size: int) -> list[int]:
        """Where the windows begin that share most words with what is wanted: the first few of them."""
        have: Counter[str] = Counter()
        shared, most, starts = 0, 1, list[int]()
        for n, (word, _, _) in enumerate(self.words):
            have[word] += 1
            shared += have[word] <= wanted[word]
            if n >= size:
                gone = self.words[n - size][0]
                shared -= have[gone] <= wanted[gone]
                have[gone] -= 1
            if shared > most:
                most, starts = shared, []
            if shared == most and n >= size - 1 and len(starts) < _WINDOWS:
                starts.append(n - size + 1)
        return starts


# --- When two texts count as the same words: the one rule by which quotes are compared with archived texts ---


# What no reader sees (Default_Ignorable_Code_Point) but for soft hyphens, and the stroke that stretches Arabic words.
_INVISIBLE = pattern(
    "[\u034f\u061c\u0640\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
_SOFT = pattern("(?:(?<![ \t])[ \t]*+\r?\n[ \t]*+)?\u00ad+(?:[ \t]*+\r?\n[ \t]*)?")
# Letters with their marks, which `re` takes for no part of a word.
_HYPHENS = "\\-\u2010\u058a\u05be"
_ENDS_IN_HYPHEN = pattern(rf"[{_HYPHENS}][ \t]*\r?\n")  # asked first: few texts need the library of all scripts
_LINE_HYPHEN = letters(rf"(?<=[^\W\d_])[{_HYPHENS}][ \t]*\r?\n[ \t]*(?=([^\W\d_]))")
# Each begins at a word's beginning and gives nothing back, so that a text of one endless word costs one pass.
_BROKEN = letters(rf"(?<![^\W\d_])([^\W\d_]++)[{_HYPHENS}][ \t]*\r?\n[ \t]*([^\W\d_]+)")
_HYPHENATED = letters(r"(?<![^\W\d_])([^\W\d_]++)-(?=([^\W\d_]+))")
_EM_DASH = pattern(" ?[—―] ?")
# Forms of letters in blocks that exist for old code pages and fonts: ligatures, Arabic shapes, full and half width,
# radicals. Not U+FDFA and its like, which are whole phrases.
_FORMS = pattern(
    "[\u0132\u0133\u0149\u01c4-\u01cc\u01f1-\u01f3\u0587\u2e9f\u2ef3\u2f00-\u2fd5\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufd3d"
    "\ufd50-\ufdef\ufe70-\ufefc\uff01-\uff5e\uff61-\uffdc\uffe0-\uffe6]"
)
# Scripts that part no words by blanks: LB=SA is what needs a dictionary to break lines (UAX 14).
_FOLDED_WIDE = r"[\p{Han}\p{Hiragana}\p{Katakana}\u3001-\u303f]"
# All of these scripts, and of Korean; named by what they are not, as a range costs a step for each character.
_EASTERN = pattern("[^\0-\u0dff\u2000-\u2e7f]")
_FOLDED_BLANKLESS = letters(rf"{_FOLDED_WIDE}|\p{{LB=SA}}")
_NEEDLESS = letters(rf"(?<={_FOLDED_WIDE}) | (?={_FOLDED_WIDE})|(?<=\p{{LB=SA}}) (?=\p{{LB=SA}})")
# Korean lines may end inside a word without a hyphen.
_OPEN_LINE = letters(r"(?<!\p{Hangul})(\p{Hangul}++)[ \t]*\r?\n[ \t]*(?=(\p{Hangul}+))")
_PARTED = letters(r"(?<!\p{Hangul})(\p{Hangul}++) (?=(\p{Hangul}+))")
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
    if "\n" in text and _ENDS_IN_HYPHEN.search(text):
        text = _LINE_HYPHEN.sub(_joint, text)
    if text.isascii():
        return " ".join(text.replace("`", "'").split())
    text = _FORMS.sub(lambda m: unicodedata.normalize("NFKC", m[0]), unicodedata.normalize("NFC", text))
    text = unicodedata.normalize("NFC", text).translate(_STRAIGHT)
    if "—" in text or "―" in text:
        text = _EM_DASH.sub(" - ", " ".join(text.split()))
    text = " ".join(text.split())
    return _NEEDLESS.sub("", text) if _EASTERN.search(text) and _FOLDED_BLANKLESS.search(text) else text


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
    broken = _BROKEN.finditer(text) if _ENDS_IN_HYPHEN.search(text) else ()
    found = {(m[1], m[2]) for m in broken if not (m[2][0].isupper() or m[2][0].istitle())}
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        if _EASTERN.search(text):
            found.update((m[1], m[2]) for m in _OPEN_LINE.finditer(text))
    return frozenset(found)


def join_words(folded: str, broken: frozenset[tuple[str, str]]) -> str:
    """The folded text with the words that its source breaks at line ends written in one."""
    if not broken:
        return folded
    joined = _HYPHENATED.sub(lambda m: m[1] if (m[1], m[2]) in broken else m[0], folded)
    return joined if joined.isascii() else _PARTED.sub(lambda m: m[1] if (m[1], m[2]) in broken else m[0], joined)
