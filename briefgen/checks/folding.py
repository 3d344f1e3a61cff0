"""When two texts count as the same words: the one rule by which quotes are compared with archived texts.

Folded away, in the archived text and in the quote alike, is what a copy may change without changing a word:

- Unicode form: both are compared in NFC;
- soft hyphens and zero-width blanks are dropped;
- a word broken at the end of a line is joined: "secu-⏎rity" is "security" (the hyphen goes before a small
  letter and stays before anything else: "Kassym-⏎Jomart" is "Kassym-Jomart");
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
_EM_DASH = re.compile(" ?[—―] ?")
_STRAIGHT = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ‹›", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–−", "-"),
        "…": "...",
    }
)


def fold(text: str, *, line_hyphen: str = "") -> str:
    """The text as it is compared; folding what is folded changes nothing.

    `line_hyphen` is what a hyphen at the end of a line before a small letter becomes: a text also means
    "counter-terrorism" where it breaks the word at its own hyphen, so "-" is the other way to read it.
    """
    if "\n" in text:
        text = _LINE_HYPHEN.sub(lambda m: line_hyphen if m[1].islower() else "-", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", _DROPPED.sub("", text)).translate(_STRAIGHT)
        if "—" in text or "―" in text:
            text = _EM_DASH.sub(" - ", " ".join(text.split()))
    return " ".join(text.split())


def has_line_hyphens(text: str) -> bool:
    """True where a line ends in a hyphen that folding may read in two ways."""
    return any(m[1].islower() for m in _LINE_HYPHEN.finditer(text))
