"""Characters on their way into XML: what is escaped, what is refused, and which script they belong to."""

from __future__ import annotations

import re
from typing import Literal

Script = Literal["", "rtl", "cjk"]

# What XML 1.0 (section 2.2) cannot hold, line ends (they would come back as blanks), and what only a
# program's slip can bring here: C1 controls, private use (citation marks), non-characters.
_REFUSED = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff]"
)
_RTL = "\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_CJK = (
    "\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
)
# From one right-to-left letter to the last one before a letter of another script; a number that ends a quote belongs
# to its words, or Word would set it on their other side in a left-to-right note.
_SCRIPTS = re.compile(
    rf"(?P<rtl>[{_RTL}](?:[\W\d_{_RTL}]*[{_RTL}])?(?: ?\d[\d.,/:–-]{{0,40}}(?=[.؟!]?[”»“\"’]))?)|(?P<cjk>[{_CJK}]+)"
)
_STRONG = re.compile(rf"(?P<rtl>[{_RTL}])|[^\W\d_]")


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
    bad = _REFUSED.search(value)
    if bad:
        around = value[max(0, bad.start() - 30) : bad.end() + 30]
        raise ValueError(f"U+{ord(bad[0]):04X} cannot stand in a Word file: {around!r}")


def by_script(value: str) -> list[tuple[str, Script]]:
    """The value in pieces that need one kind of run each; their texts joined are the value."""
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


def begins_rtl(value: str) -> bool:
    """Whether the first letter runs from right to left (Unicode TR9, rule P2)."""
    if value.isascii():
        return False
    first = _STRONG.search(value)
    return bool(first and first["rtl"])
