"""Where the cover of an edited file ends: it is the house's, and no part of the brief."""

from __future__ import annotations

from briefgen.writers.docx.bookmarks import COVER
from briefgen.writers.docx.reference.tree import Element, W


def parted(body: Element) -> tuple[list[Element], list[Element]]:
    """What stands on the cover, and what is the brief.

    The cover ends with the section break that the program marked. Where a person took that break away, the mark is
    at the beginning of the text; where the mark is gone, nothing is taken for a cover, so that no text gets lost.
    """
    blocks = list(body)
    for place, block in enumerate(blocks):
        if any(mark.get(W + "name") == COVER for mark in block.iter(W + "bookmarkStart")):
            ends = place + any(True for _ in block.iter(W + "sectPr"))
            return blocks[:ends], blocks[ends:]
    return [], blocks
