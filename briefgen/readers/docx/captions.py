"""Captions: the label and number that the program writes, and the words behind them."""

from __future__ import annotations

import re
from dataclasses import replace

from briefgen.document.nodes import Text
from briefgen.document.runs import to_inlines
from briefgen.document.walk import Content, plain_text
from briefgen.readers.docx.findings import Findings
from briefgen.readers.docx.paragraphs import Line

_BEHIND = re.compile(r":? ?")


def split_caption(line: Line, label: str, findings: Findings) -> Content:
    """The words of a caption; a person's change to its label is a finding."""
    if line.label_ends is None:
        return _without_plain_label(line, label)
    shown = plain_text(to_inlines(line.runs[: line.label_ends]))
    if not re.fullmatch(rf"{re.escape(label)} ?\d+", shown.strip()):
        findings.generated("the label of a figure", shown)
    runs = line.runs[line.label_ends :]
    if runs and isinstance(runs[0].node, Text):
        value = runs[0].node.value
        runs = [replace(runs[0], node=Text(value[_end(value) :])), *runs[1:]]
    return to_inlines(runs)


def _end(value: str) -> int:
    found = _BEHIND.match(value)
    return found.end() if found else 0


def _without_plain_label(line: Line, label: str) -> Content:
    """A caption whose number is no field any more; the number is dropped where it follows the label."""
    if not line.runs or not isinstance(line.runs[0].node, Text):
        return to_inlines(line.runs)
    value = line.runs[0].node.value
    found = re.match(rf"{re.escape(label)} ?\d+(?:: ?|\Z)", value)
    first = replace(line.runs[0], node=Text(value[found.end() :] if found else value))
    return to_inlines([first, *line.runs[1:]])
