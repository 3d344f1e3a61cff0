"""What a template says, its comments apart: two texts of which this is the same make the same briefs.

A comment on lines of its own is as if it were not there, of another one only its place counts and whether it takes the
blanks beside it along. Where it is not plain what is a comment (a brace or an open quotation mark in code), and where
a comment may be a fault (a sign that cannot be seen, what a merge left), the text counts as it is.
"""

from __future__ import annotations

import re

LONGEST = 200_000
_CODE = {close: re.compile(rf""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|{re.escape(close)}|["'{{]""", re.DOTALL)
         for close in ("}}", "%}")}  # fmt: skip
_RAW = re.compile(r"\{%[-+]?\s*raw\s*[-+]?%\}")
_ENDRAW = re.compile(r"\{%[-+]?\s*endraw\s*[-+]?%\}")
_LEFT_BY_MERGE = re.compile(r"<{4}|>{4}|={4}|\|{4}")
_APART = "\0"
_EATS_ON, _EATS_BACK = ("-%}", "-}}", "-#}"), re.compile(r"(?<!\s)\s*\{[%{#]-")
"""Tags that eat the blanks and line ends beside them, and eat up to a comment only where one stands there."""


def without_comments(source: str) -> str:
    """The text to compare; never a template."""
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    if len(source) > LONGEST or "{#" not in source or _APART in source:
        return source
    kept, last, at = [], 0, 0
    while (at := source.find("{", at)) >= 0:
        sign = source[at + 1 : at + 2]
        if sign == "#":
            end = source.find("#}", at + 2) + 2
            if end < 2:
                return source
            inner = source[at + 2 : end - 2]
            if _may_go(inner):
                line = source.rfind("\n", 0, at) + 1
                if (
                    inner[:1] not in ("-", "+")
                    and inner[-1:] not in ("-", "+")
                    and line >= last
                    and (not source[line:at].strip(" \t") and source[end : end + 1] == "\n")
                    and not _EATS_BACK.match(source, end)
                    and not source[:line].rstrip().endswith(_EATS_ON)
                ):
                    kept.append(source[last:line])
                    last = end + 1
                else:
                    kept += [source[last:at], _APART, _sign(inner[:1]), _APART, _sign(inner[1:][-1:]), _APART]
                    last = end
            at = end
        elif sign in ("%", "{"):
            end = _end_of_raw(source, at) or _end_of_code(source, at + 2, "%}" if sign == "%" else "}}")
            if end < 0:
                return source
            at = end
        else:
            at += 1
    return "".join([*kept, source[last:]])


def _may_go(comment: str) -> bool:
    words = comment.replace("\n", "").replace("\t", "").replace("\u00a0", "")
    return words.isprintable() and not _LEFT_BY_MERGE.search(comment)


def _sign(letter: str) -> str:
    return letter if letter in ("-", "+") else ""


def _end_of_raw(source: str, at: int) -> int:
    """The end of what is no template at all; 0 where none begins, less where it has no end."""
    start = _RAW.match(source, at)
    if start is None:
        return 0
    end = _ENDRAW.search(source, start.end())
    return end.end() if end else -1


def _end_of_code(source: str, at: int, close: str) -> int:
    while found := _CODE[close].search(source, at):
        if found[0] == close:
            return found.end()
        if len(found[0]) == 1:
            return -1
        at = found.end()
    return -1
