"""Bookmarks: the places in the text that fields and links point to."""

from __future__ import annotations


class Bookmarks:
    """Numbers the bookmarks of one part; a name may stand once in a file (ECMA-376 part 1, 17.13.6.2)."""

    def __init__(self) -> None:
        self._count = 0

    def around(self, name: str, runs: str) -> str:
        """The runs between the two ends of a bookmark; Word does not list a name that begins with `_`."""
        self._count += 1
        return f'<w:bookmarkStart w:id="{self._count}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{self._count}"/>'


def figure_bookmark(number: int) -> str:
    """The name of the bookmark around the label and number of a figure's caption."""
    return f"_Figure{number}"
