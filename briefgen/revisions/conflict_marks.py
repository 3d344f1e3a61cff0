"""Conflict marks in Markdown: lines between which two versions of a text stand, until a person takes one.

    <<<<<<< edited by hand
    =======
    >>>>>>> briefgen

"edited by hand" is said in the language of the brief. The Markdown writer never writes such lines as text: it escapes
what begins with `=` or `>`.
"""

from __future__ import annotations

import re

from briefgen.diagnostics import Diagnostic, Location

OPEN = "<<<<<<< "
MIDDLE = "======="
CLOSE = ">>>>>>> briefgen"

_MARK = re.compile(r"(?:[-*>] |[0-9]{1,9}[.)] | )*(?P<mark><{7}(?: .*)?|={7}|>{7}(?: .*)?)\s*")


def conflict_marks(text: str, file: str) -> list[Diagnostic]:
    """A diagnostic (`conflict-unresolved`) for each mark that still stands in the text, at its line and column.

    Only where an opening or a closing mark stands: a row of seven equals signs alone may underline a heading.
    """
    found = [(n, m) for n, line in enumerate(text.split("\n"), 1) if (m := _MARK.fullmatch(line))]
    if not any(match["mark"][0] in "<>" for _, match in found):
        return []
    return [
        Diagnostic(
            Location(file, number, match.start("mark") + 1),
            f"this line still marks a conflict: {match['mark'].strip()}",
            "conflict-unresolved",
            hint=f"keep the lines above {MIDDLE} or those below it, and take away all three lines with marks",
        )
        for number, match in found
    ]
