"""The codes of citation styles, explained.

They are reported where styles are read and used, in rooms that this one does not know; only their explanations
stand here, so that `--explain` knows them all.
"""

from __future__ import annotations

from briefgen.checks.base import Rule
from briefgen.diagnostics import Severity

_ERROR = Severity.ERROR

RULES = (
    Rule(
        "unknown-style",
        _ERROR,
        "there is no citation style of this name",
        """
`citation-style` names a CSL file among the templates, without its ending, or `evidence`, the program's own way.

    citation-style = "desk-notes"        templates/_styles/desk-notes.csl

Correct the name, or save the CSL file of the style in templates/_styles/.
""",
    ),
    Rule(
        "bad-style",
        _ERROR,
        "a CSL file cannot be used as a citation style",
        """
It is not XML, or no style of CSL 1.0; it calls a macro that it does not have, or one that calls itself; it brings
a DOCTYPE, with which a file can do harm; or it only points to another style, which is not here. A style that only
points to another (a dependent style) is used when the other one lies among the templates as well.

Take the file from its publisher again, such as https://www.zotero.org/styles, or delete it.
""",
    ),
    Rule(
        "no-pandoc",
        _ERROR,
        "a citation style is asked for and pandoc is not installed",
        """
CSL styles are read by pandoc, which does not come with the program unless it is asked for.

    pip install 'briefgen[csl]'

Or write citation-style = "evidence" for the program's own way, which needs nothing more.
""",
    ),
    Rule(
        "style-failed",
        _ERROR,
        "pandoc cannot word a source in this citation style",
        """
The file looks like a style, and yet pandoc found something in it that it cannot follow, or came to no end with it.
The message repeats what pandoc says.

Mend the style, take another one, or write citation-style = "evidence".
""",
    ),
)
