"""When two texts count as the same words: the one rule by which quotes are compared with archived texts.

Folded away, in the archived text and in the quote alike, is what a copy may change without changing a word:

- Unicode form: both are compared in NFC;
- soft hyphens and zero-width blanks are dropped;
- a word broken at the end of a line is joined: "secu-⏎rity" is "security" (the hyphen goes before a small
  letter and stays before anything else: "Kassym-⏎Jomart" is "Kassym-Jomart"); a word that the source breaks so
  may be quoted with its hyphen or without;
- every run of blanks, tabs and line ends is one blank, none at either end;
- curly, low and angle quotation marks are straight ones, and so are apostrophes;
- hyphens and en dashes are "-", an em dash is " - ", an ellipsis is "...".

Nothing else: letter case, spelling, numbers and punctuation must be the source's own.
"""

from __future__ import annotations

import re
import unicodedata

_DROPPED = re.compile("\u00ad[ \t]*\r?\n[ \t]*|[\u00ad\u200b\u2060\ufeff]")
_LINE_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010][ \t]*\r?\n[ \t]*(?=([^\W\d_]))")
# Each begins at a word's beginning and gives nothing back, so that a text of one endless word costs one pass.
_BROKEN = re.compile(r"(?<![^\W\d_])([^\W\d_]++)[-\u2010][ \t]*\r?\n[ \t]*([^\W\d_]+)")
_HYPHENATED = re.compile(r"(?<![^\W\d_])([^\W\d_]++)-(?=([^\W\d_]+))")
_EM_DASH = re.compile(" ?[—―] ?")
_STRAIGHT = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ‹›", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–−", "-"),
        "…": "...",
    }
)


def fold(text: str) -> str:
    """The text as it is compared; folding what is folded changes nothing."""
    if "\n" in text:
        text = _LINE_HYPHEN.sub(lambda m: "" if m[1].islower() else "-", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", _DROPPED.sub("", text)).translate(_STRAIGHT)
        if "—" in text or "―" in text:
            text = _EM_DASH.sub(" - ", " ".join(text.split()))
    return " ".join(text.split())


def broken_words(text: str) -> frozenset[tuple[str, str]]:
    """The two halves of each word that a text breaks at the end of a line.

    Nobody can tell whether "counter-⏎terrorism" has a hyphen of its own, so for this text both spellings are
    one: see `join_words`.
    """
    if "\n" not in text:
        return frozenset()
    return frozenset((m[1], m[2]) for m in _BROKEN.finditer(text) if m[2][0].islower())


def join_words(folded: str, broken: frozenset[tuple[str, str]]) -> str:
    """The folded text with the words that its source breaks at line ends written without their hyphen."""
    if not broken:
        return folded
    return _HYPHENATED.sub(lambda m: m[1] if (m[1], m[2]) in broken else m[0], folded)
