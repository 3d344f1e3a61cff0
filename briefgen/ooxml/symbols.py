"""Characters of Symbol and Wingdings, which have places of their own for signs that Unicode knows as well.

Word writes a picked sign as a font and a place in it, such as Wingdings F0FC for ✓, and text that was set in such a
font as letters: an a in Symbol is an α. The tables are those of the makers (Adobe's symbol encoding; the signs of
Wingdings that Unicode 7 took up), as far as people use them in text.
"""

from __future__ import annotations

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
