"""Characters on their way into XML: what is escaped, what is refused, and which script they belong to."""

from __future__ import annotations

import re
from itertools import groupby
from operator import itemgetter
from typing import Literal

from briefgen.document.sentences import is_western
from briefgen.regexes import pattern

Script = Literal["", "rtl", "cjk"]

# What XML 1.0 (section 2.2) cannot hold, line ends (they would come back as blanks), and what only a
# program's slip can bring here: C1 controls, private use (citation marks), non-characters.
_REFUSED = pattern(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff]"
)
_RTL = "\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_CJK = (
    "\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
)
# From one right-to-left letter to the last one before a letter of another script; a number that ends a quote belongs
# to its words, or Word would set it on their other side in a left-to-right note.
_SCRIPTS = pattern(
    rf"(?P<rtl>[{_RTL}](?:(?:(?![\u2066-\u2069])[\W\d_{_RTL}])*[{_RTL}])?"
    rf"(?: ?\d[\d.,/:–-]{{0,40}}(?=[.؟!]?\u2069?[”»“\"’]))?)|(?P<cjk>[{_CJK}]+)"
)
_WORDS = pattern(r"\w(?:.*\w)?", re.DOTALL)
_CLOSING = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›"}
_OPENING = pattern(r"([(\[{«‹])\Z")


def escape(value: str) -> str:
    """The value as XML character data or as an attribute in double quotes.

    Raises ValueError that shows the text around a character no brief may hold.
    """
    refuse(value)
    if "&" in value:
        value = value.replace("&", "&amp;")
    return value.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def refuse(value: str) -> None:
    """Raise ValueError if the value holds a character that no Word file may hold."""
    if value.replace("\u00a0", "").isprintable():  # as nearly all are, and told at once
        return
    bad = _REFUSED.search(value)
    if bad:
        around = value[max(0, bad.start() - 30) : bad.end() + 30]
        raise ValueError(f"U+{ord(bad[0]):04X} cannot stand in a Word file: {around!r}")


def by_script(value: str, rtl: bool = False) -> list[tuple[str, Script]]:
    """The value in pieces that need one kind of run each; their texts joined are the value.

    In a paragraph that runs from right to left (`rtl`) signs beside the words run so too: Word mirrors a bracket in
    runs that say so alone, and would show one of a pair the wrong way round.
    """
    pieces = [part for piece in _by_letters(value) for part in (_without_edges(piece) if rtl else [piece])]
    return _joined(_with_openings(pieces))


def _without_edges(piece: tuple[str, Script]) -> list[tuple[str, Script]]:
    """The signs and blanks at both ends of a piece of no right-to-left script apart from it."""
    text, script = piece
    if script:
        return [piece]
    words = _WORDS.search(text)
    if words is None:
        return [(text, "rtl")]
    parts: list[tuple[str, Script]] = [(text[: words.start()], "rtl"), (words[0], ""), (text[words.end() :], "rtl")]
    return [part for part in parts if part[0]]


def _with_openings(pieces: list[tuple[str, Script]]) -> list[tuple[str, Script]]:
    """Opening brackets before right-to-left words with them, where their closing ones are among those."""
    found = list(pieces)
    for n in range(1, len(found)):
        (before, script), (words, own) = found[n - 1], found[n]
        bracket = _OPENING.search(before) if own == "rtl" and not script else None
        if bracket and _CLOSING[bracket[1]] in words:
            found[n - 1], found[n] = (before[: bracket.start()], script), (before[bracket.start() :] + words, own)
    return [piece for piece in found if piece[0]]


def _joined(pieces: list[tuple[str, Script]]) -> list[tuple[str, Script]]:
    """Neighbours of one script as one piece."""
    return [("".join(text for text, _ in alike), script) for script, alike in groupby(pieces, key=itemgetter(1))]


def _by_letters(value: str) -> list[tuple[str, Script]]:
    if is_western(value):
        return [(value, "")] if value else []
    pieces: list[tuple[str, Script]] = []
    end = 0
    for found in _SCRIPTS.finditer(value):
        if found.start() > end:
            pieces.append((value[end : found.start()], ""))
        pieces.append((found[0], "rtl" if found["rtl"] else "cjk"))
        end = found.end()
    if end < len(value):
        pieces.append((value[end:], ""))
    return pieces


# --- Characters of Symbol and Wingdings, which have places of their own for signs that Unicode knows as well ---


REPLACEMENT = "\ufffd"

_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_SMALL_GREEK = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_SIGNS = dict(zip([0x22, 0x24, 0x27, 0x2A, 0x2D, 0x40, 0x5C, 0x5E, 0x7E], "∀∃∋∗−≅∴⊥∼", strict=True))
_UPPER = dict(enumerate("ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…", 0xA1)) | dict(
    enumerate("ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊", 0xC0)
)
_SYMBOL = (
    {code: chr(code) for code in range(0x20, 0x7F) if not chr(code).isalpha()}
    | dict(enumerate(_GREEK, ord("A")))
    | dict(enumerate(_SMALL_GREEK, ord("a")))
    | _SIGNS
    | _UPPER
    | dict(zip([0xE2, 0xE3, 0xE4, 0xE5, 0xF2], "®©™∑∫", strict=True))
)
_WINGDINGS = {0x20: " "} | {
    int(place, 16): sign
    for place, sign in (
        *(("22", "✂"), ("28", "☎"), ("2A", "✉"), ("36", "⌛"), ("3F", "✍"), ("46", "☞"), ("4A", "☺"), ("4C", "☹")),
        *(("6C", "●"), ("6E", "■"), ("6F", "□"), ("71", "❑"), ("75", "◆"), ("76", "❖"), ("9F", "•"), ("A7", "▪")),
        *(("A8", "◻"), ("AB", "★"), ("D8", "➢"), ("DF", "←"), ("E0", "→"), ("E1", "↑"), ("E2", "↓"), ("E8", "➔")),
        *(("EF", "⇦"), ("F0", "⇨"), ("F1", "⇧"), ("F2", "⇩"), ("F3", "⬄"), ("FB", "✗"), ("FC", "✓"), ("FD", "☒")),
        ("FE", "☑"),
    )
}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "webdings": {}, "wingdings 2": {}, "wingdings 3": {}}
_OFFSET = 0xF000  # where Word puts the places of such a font in Unicode


def is_symbol_font(font: str) -> bool:
    """Whether letters in the font are shown as other signs."""
    return font.casefold() in _FONTS


def sign(font: str, code: int) -> str:
    """The character of Unicode that the font shows for a code; U+FFFD where only the font knows it."""
    place = code - _OFFSET if _OFFSET <= code < _OFFSET + 0x100 else code
    if is_symbol_font(font) or place != code:
        return _FONTS.get(font.casefold(), {}).get(place, REPLACEMENT)
    return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code < 0xF900 and code < 0xF0000 else REPLACEMENT


def in_unicode(font: str, text: str) -> str:
    """The text as the font shows it."""
    return "".join(sign(font, ord(char)) for char in text) if is_symbol_font(font) else text
