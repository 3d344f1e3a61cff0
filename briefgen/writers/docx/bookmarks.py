"""Bookmarks: the places in the text that fields and links point to."""

from __future__ import annotations

COVER = "_Cover"
"""The bookmark in the last paragraph of a cover, by which the file says how far that goes."""


class Bookmarks:
    """Numbers the bookmarks of one part; a name may stand once in a file (ECMA-376 part 1, 17.13.6.2)."""

    def __init__(self) -> None:
        self._count = 0

    def next_id(self) -> int:
        """A w:id for a bookmark or a tracked change that nothing else in the file has."""
        self._count += 1
        return self._count

    def around(self, name: str, runs: str) -> str:
        """The runs between the two ends of a bookmark; Word does not list a name that begins with `_`."""
        number = self.next_id()
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'


def figure_bookmark(number: int) -> str:
    """The name of the bookmark around the label and number of a figure's caption."""
    return f"_Figure{number}"
