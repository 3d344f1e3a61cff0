"""Raised and lowered text in characters alone, for readers that know no such look: 10⁶, CO₂.

Unicode has raised and lowered forms of digits, signs and many letters. What it has none for stands behind the sign that
people type in its place, `^(…)` or `_(…)`, so that 10⁶ never becomes 106.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from briefgen.document.nodes import Subscript, Superscript

# The blocks of such letters that fonts have had for decades; newer ones are shown as boxes.
_BLOCKS = ((0xB2, 0xB3), (0xB9, 0xB9), (0x2070, 0x209C), (0x2B0, 0x2B8), (0x2E0, 0x2E4), (0x1D2C, 0x1DBF))


def in_characters(node: Superscript | Subscript) -> str:
    """The text as characters that look raised or lowered, or behind a sign where there are none."""
    raised = isinstance(node, Superscript)
    forms = _forms("<super>" if raised else "<sub>")
    if all(char in forms for char in node.value):
        return "".join(map(forms.__getitem__, node.value))
    sign = "^" if raised else "_"
    return f"{sign}({node.value})" if len(node.value) > 1 else f"{sign}{node.value}"


@cache
def _forms(kind: str) -> dict[str, str]:
    """The raised or lowered form of each character that has one."""
    forms: dict[str, str] = {" ": " "}
    for first, last in _BLOCKS:
        for char in map(chr, range(first, last + 1)):
            form, *plain = unicodedata.decomposition(char).split() or [""]
            if form == kind and len(plain) == 1:
                forms.setdefault(chr(int(plain[0], 16)), char)
    return forms
