"""The text between tags: what looks like a tag and is none."""

from __future__ import annotations

import re

from jinja2 import nodes

from briefgen.lint.library import Library
from briefgen.lint.names import Frame
from briefgen.lint.source import TemplateText

_LOOKS = re.compile(
    r"(?<!\{)\{\s*(?P<one>[a-z_]\w*(?:\.\w+)+)\s*\}(?!\})"
    r"|\[\[\s*(?P<two>[a-z_]\w*(?:\.\w+)+)\s*\]\]"
    r"|\$\{\s*(?P<three>[a-z_]\w*(?:\.\w+)*)\s*\}"
    r"|«\s*(?P<four>[a-z_]\w*(?:\.\w+)+)\s*»|<<\s*(?P<five>[a-z_]\w*(?:\.\w+)+)\s*>>"
    r"|(?<!\{)\{\s+%\s*(?P<six>\w+)"
)


def check_text(library: Library, source: TemplateText, node: nodes.TemplateData, frame: Frame) -> None:
    """A warning for each thing in the text that somebody may have meant as a tag."""
    if not any(sign in node.data for sign in ("{", "[[", "«", "<<")):
        return
    start = source.offset(node.lineno)
    for found in _LOOKS.finditer(node.data):
        name = next(group for group in found.groups() if group)
        if found["six"] or frame.find(name.partition(".")[0]) is not None:
            hint = "a tag begins with {% and ends with %}" if found["six"] else f"write {{{{ {name} }}}}"
            message = f"'{found[0].strip()}' is printed as it stands; it is no tag"
            library.findings.say(source, source.place(start + found.start()), "not-a-tag", message, hint)
