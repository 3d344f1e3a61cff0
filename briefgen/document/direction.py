"""Words that run the other way than the text around them: isolates keep them in one piece (Unicode TR9, 2.4.2).

Without them a Latin word inside an Arabic quote, or the date behind a Hebrew name, stands on the wrong side in a text
that runs from left to right. They are characters, so each format has them and each reader gives them back.
"""

from __future__ import annotations

from briefgen.document.sentences import is_western
from briefgen.regexes import letters

OPENED, CLOSED = "\u2068", "\u2069"
"""First strong isolate: what stands inside runs as its own first letter does; and its end."""
RTL_LANGUAGES = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
_TO_LEFT = letters(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}]")
_STRONG = letters(r"[\p{Bidi_Class=L}\p{Bidi_Class=R}\p{Bidi_Class=AL}]")
_ISOLATED = letters("[\u2066-\u2068][^\u2066-\u2069]*+\u2069")
_NEITHER = " 0123456789\"'“„‘«([{*#"
"""What often stands before a first letter, and runs neither way."""


def isolated(text: str, language: str) -> str:
    """The text in an isolate where its first or last letter runs the other way than the language does."""
    rtl = language.partition("-")[0] in RTL_LANGUAGES
    if text.startswith(OPENED) or (not rtl and is_western(text)):
        return text
    strong = _STRONG.findall(text)
    other = any(bool(_TO_LEFT.match(letter)) != rtl for letter in (*strong[:1], *strong[-1:]))
    return f"{OPENED}{text}{CLOSED}" if other else text


def begins_rtl(text: str) -> bool:
    """Whether the first letter outside isolates runs from right to left (TR9, rule P2)."""
    begin = text.lstrip(_NEITHER)[:1]
    if (begin.isascii() and begin.isalpha()) or is_western(text):  # its first character tells of nearly every text
        return False
    first = _STRONG.search(_ISOLATED.sub("", text))
    return first is not None and bool(_TO_LEFT.match(first[0]))
