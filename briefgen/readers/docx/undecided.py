"""Tracked changes of the program's own that still stand in a Word file, because nobody has decided them yet.

The program dates its changes by a day alone, so at midnight to the second (`redline.stamp`); Word and LibreOffice
write the minute at which a person made one. Where a change has no date, an office has taken it away with the names of
authors, and nobody can tell whose it is: it counts as the program's, for both versions still stand there.
"""

from __future__ import annotations

import re

from briefgen.diagnostics import Diagnostic, Location
from briefgen.ooxml.tree import W
from briefgen.readers.docx.package import WordFile

_KINDS = tuple(W + kind for kind in ("ins", "del", "moveFrom", "moveTo"))
_A_MINUTE = re.compile(r"\d{4}-\d{2}-\d{2}T(?!00:00:00)\d{2}:\d{2}")


def undecided_changes(data: bytes, file: str) -> list[Diagnostic]:
    """A diagnostic (`conflict-unresolved`) where the program's tracked changes stand in the file, else none.

    To be asked of a file into which the program has put both versions. Raises Problems where it cannot be read.
    """
    package = WordFile(data, file)
    parts = [package.main, *(part for kind in ("footnotes", "endnotes") for part in package.related(kind))]
    dates = [element.get(W + "date") or "" for part in parts for element in part.root.iter(*_KINDS)]
    left = sum(_A_MINUTE.match(date) is None for date in dates)
    if not left:
        return []
    message = f"both versions still stand in the file, as {left} tracked change{'' if left == 1 else 's'}"
    hint = "in Word, Review: reject a change for the words written by hand, accept it for the new ones; then save"
    return [Diagnostic(Location(file), message, "conflict-unresolved", hint=hint)]
