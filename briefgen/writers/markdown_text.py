"""Escaping: plain characters written so that Markdown reads them as these characters.

Readable source is a goal, so an escape stands only where the character could be markup at its place. Where
no backslash helps - blanks at an edge, a letter against which `**` would not close - a numeric character
reference does.
"""

from __future__ import annotations

import re
import unicodedata
from string import punctuation

_ALNUM = r"[^\W_]"
_SUSPECT = re.compile(r"[\x00-\x1f\x7f-\x9f\\`*\[\]~^{_<&$]")
_MARKUP = rf"""
      (?P<control> [\x00-\x1f\x7f-\x9f] )
    | [\\`*\[~^{{]                          # markup, ours or a cousin's, anywhere
    | (?<!{_ALNUM})_ | _(?!{_ALNUM})        # not within a word
    | <(?=[A-Za-z/!?]|\Z)
    | &(?=\#?[0-9A-Za-z]{{1,40}};)
    | (?<=\S)\$(?![0-9])                    # could end a formula on GitHub
"""
_OUTSIDE_LINK = re.compile(rf"{_MARKUP} | \](?=[(\[])", re.VERBOSE)
_INSIDE_LINK = re.compile(rf"{_MARKUP} | \]", re.VERBOSE)
_SECOND_BLANK = re.compile("(?<= ) ")
_AUTOLINK = re.compile(r"(?:(?<=http)|(?<=https)|(?<=ftp))(:)(?=//)|(?<=\bwww)(\.)", re.IGNORECASE)
_LINE_START = re.compile(
    r"""
      (?P<one> [\#>|=:%] | [-+](?![0-9A-Za-z]) )
    | (?P<number> \(?[0-9]{1,9} | \(?[a-z] | \(?[ivxlcdm]{1,9} | [A-Z](?=\)) | \([A-Z](?=\)) ) [.)](?=\s|\Z)
    """,
    re.VERBOSE,
)
_IN_URL = re.compile(r"[\\`<>\[\]]|&(?=#?[0-9A-Za-z]{1,40};)")
_PARENTHESIS = re.compile(r"[()]")
_EDGE_BLANKS = "\ufeff"


def reference(char: str) -> str:
    """The character as a numeric character reference."""
    return f"&#{ord(char)};"


def escape_text(value: str, *, in_link: bool = False, in_cell: bool = False) -> str:
    """The text as Markdown in the middle of a line."""
    escaped = _SUSPECT.sub(_escape_in_link if in_link else _escape, value)
    if not in_link and ("://" in escaped or "www." in escaped.casefold()):
        escaped = _AUTOLINK.sub(r"\\\1\2", escaped)
    if "  " in escaped:
        escaped = _SECOND_BLANK.sub("&#32;", escaped)
    return escaped.replace("|", "\\|") if in_cell else escaped


def escape_line_start(value: str) -> tuple[str, str]:
    """What begins the text and would begin a block at the start of a line, escaped; and the rest, plain."""
    found = _LINE_START.match(value)
    if not found:
        return "", value
    if found["one"]:
        return f"\\{found[0]}", value[1:]
    return f"{found[0][:-1]}\\{found[0][-1]}", value[found.end() :]


def escape_url(url: str, *, in_cell: bool = False) -> str:
    """The address as the destination of an inline link."""
    escaped = _IN_URL.sub(r"\\\g<0>", url)
    if not _has_paired_parentheses(url):
        escaped = _PARENTHESIS.sub(r"\\\g<0>", escaped)
    return escaped.replace("|", "\\|") if in_cell else escaped


def is_blank(char: str) -> bool:
    """Whether some reader may trim the character at the edge of a line, cell or `**`."""
    return char.isspace() or char in _EDGE_BLANKS


def is_letter(char: str) -> bool:
    """Whether every reader takes the character for a letter next to `*`."""
    return char.isalnum()


def is_separator(char: str) -> bool:
    """Whether every reader takes the character for a blank or a punctuation mark next to `*`."""
    return char.isspace() or char in punctuation or unicodedata.category(char).startswith("P")


def _escape(suspect: re.Match[str], markup: re.Pattern[str] = _OUTSIDE_LINK) -> str:
    """The suspect as it is to be written, after a look at what stands around it."""
    char = suspect[0]
    found = markup.match(suspect.string, suspect.start())
    if not found:
        return char
    return reference(char) if found["control"] else f"\\{char}"


def _escape_in_link(suspect: re.Match[str]) -> str:
    return _escape(suspect, _INSIDE_LINK)


def _has_paired_parentheses(url: str) -> bool:
    """Whether parentheses pair up without nesting, as in an encyclopedia's addresses."""
    parentheses = "".join(_PARENTHESIS.findall(url))
    return parentheses == "()" * (len(parentheses) // 2)
