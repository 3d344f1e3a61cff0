"""The style names that the writer asks of a house document.

Looks belong to the house; the writer only knows these names. Built-in styles carry the English name that
Word stores in the file in every language version; names are compared without regard to case, because
LibreOffice writes them with capitals.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

StyleKind = Literal["paragraph", "character", "table"]

HEADINGS = tuple(f"heading {level}" for level in range(1, 7))
BODY = "Body Text"
BULLET = "List Bullet"
NUMBER = "List Number"
CONTINUE = "List Continue"
QUOTE = "Quote"
CELL = "Table Text"
TABLE = "Brief Table"
LINK = "Hyperlink"
FIGURE = "Figure"
CAPTION = "caption"
CONTENTS_TITLE = "TOC Heading"
CONTENTS = ("toc 2", "toc 3")
MARKING = "Marking"
MARKING_OTHER = "Marking Other"
TLP = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")

ASKED: tuple[tuple[str, StyleKind], ...] = (
    *((name, "paragraph") for name in HEADINGS),
    (BODY, "paragraph"),
    (BULLET, "paragraph"),
    (NUMBER, "paragraph"),
    (CONTINUE, "paragraph"),
    (QUOTE, "paragraph"),
    (CELL, "paragraph"),
    (TABLE, "table"),
    (LINK, "character"),
    ("endnote reference", "character"),
    ("endnote text", "paragraph"),
    ("footnote reference", "character"),
    ("footnote text", "paragraph"),
    (FIGURE, "paragraph"),
    (CAPTION, "paragraph"),
    (CONTENTS_TITLE, "paragraph"),
    *((name, "paragraph") for name in CONTENTS),
    (MARKING, "paragraph"),
    (MARKING_OTHER, "character"),
)

# What serves where a style is missing, the nearest first: names of Word, LibreOffice and pandoc.
INSTEAD: Mapping[str, tuple[str, ...]] = {
    TABLE: ("Table Grid", "Table"),
    CELL: ("Table Contents", "Compact"),
    QUOTE: ("Intense Quote", "Block Text"),
    CONTINUE: ("List Paragraph", "Compact"),
    CAPTION: ("Image Caption", "Table Caption"),
    FIGURE: ("Captioned Figure",),
    "toc 2": ("toc 1",),
    "toc 3": ("toc 2", "toc 1"),
    "endnote text": ("footnote text",),
    "footnote text": ("endnote text",),
    # LibreOffice's "Endnote Characters" would not do: it raises nothing, and 2024 with note 1 would read 20241.
    "endnote reference": ("footnote reference",),
    "footnote reference": ("endnote reference",),
}


def marking_style(label: str) -> str:
    """The name of the character style for a marking: `TLP:AMBER+STRICT` asks for `Marking AMBER+STRICT`."""
    words = re.findall(r"[\w+]+", label.upper())
    return f"{MARKING} {words[-1]}" if words else MARKING_OTHER
