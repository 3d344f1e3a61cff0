"""Inlines as Markdown, in two steps: the tree is laid out as a row of pieces, then each piece is written
with an eye on its neighbours, since in Markdown what a character means depends on what stands next to it.

How emphasis is kept apart from its surroundings: delimiters that touch take turns between `*` and `_`, so
that no two of them run together; and where a delimiter would not open or close against a letter or a blank
(CommonMark 0.31, 6.2), that letter or blank is written as a numeric character reference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from functools import lru_cache
from string import punctuation
from typing import NamedTuple

from briefgen.document import nodes
from briefgen.document.joining import plainest
from briefgen.document.walk import in_characters, inlines, plain_text, with_content
from briefgen.regexes import pattern
from briefgen.writers.base import refuse_link, without_note


class InlinePlace(Enum):
    """Where inlines stand: only in a paragraph can a line begin a block or break; a cell ends at a bar."""

    PARAGRAPH = auto()
    HEADING = auto()
    CELL = auto()


def write_inlines(content: Sequence[nodes.Inline], place: InlinePlace) -> str:
    """The inlines as Markdown; lines part only at `LineBreak`, and only in a paragraph.

    Raises ValueError for a `Cite`, which the citation pass should have turned into a note, and for a link
    that `link_problem` refuses.
    """
    if len(content) == 1 and isinstance(content[0], nodes.Text):
        return _text_alone(content[0], place)
    return _written(content, place)


def _written(content: Sequence[nodes.Inline], place: InlinePlace) -> str:
    pieces = list(_lay_out(_without_refs_in_links(plainest(content)), place, ""))
    return "".join([_write(pieces, i, place) for i in range(len(pieces))])


@lru_cache(2048)
def _text_alone(text: nodes.Text, place: InlinePlace) -> str:
    """The same for one text, as most cells and notes are: in many briefs the very same ones."""
    return _written((text,), place)


class _MarkdownKind(Enum):
    TEXT = auto()
    OPEN = auto()
    CLOSE = auto()
    BREAK = auto()
    LINK_START = auto()
    LINK_END = auto()
    ADDRESS = auto()
    NOTE = auto()


class _MarkdownStep(NamedTuple):
    """A step in the row: `value` is plain text for TEXT, else the Markdown itself."""

    kind: _MarkdownKind
    value: str
    in_link: bool = False


# --- laying out --------------------------------------------------------------------------------


def _lay_out(
    content: Sequence[nodes.Inline], place: InlinePlace, around: str, in_link: bool = False
) -> Iterator[_MarkdownStep]:
    """The pieces of the content; `around` is the delimiter that encloses it directly, `*`, `_` or none."""
    previous = ""
    for i, node in enumerate(content):
        delimiter = ""
        if isinstance(node, nodes.Text):
            yield _MarkdownStep(_MarkdownKind.TEXT, node.value, in_link)
        elif isinstance(node, nodes.Superscript | nodes.Subscript):
            yield _MarkdownStep(_MarkdownKind.TEXT, in_characters(node), in_link)
        elif isinstance(node, nodes.Strong | nodes.Emphasis):
            touched = previous or (around if i in (0, len(content) - 1) else "")
            delimiter = "_" if touched == "*" else "*"
            marker = delimiter * (2 if isinstance(node, nodes.Strong) else 1)
            yield _MarkdownStep(_MarkdownKind.OPEN, marker)
            yield from _lay_out(node.content, place, delimiter, in_link)
            yield _MarkdownStep(_MarkdownKind.CLOSE, marker)
        elif isinstance(node, nodes.Link):
            yield from _lay_out_link(node, place)
        elif isinstance(node, nodes.FigureRef):
            yield _MarkdownStep(_MarkdownKind.LINK_START, "[")
            yield _MarkdownStep(_MarkdownKind.TEXT, node.text, in_link=True)
            yield _MarkdownStep(_MarkdownKind.LINK_END, f"]({node.name})")
        elif isinstance(node, nodes.NoteRef):
            yield _MarkdownStep(_MarkdownKind.NOTE, f"[^{node.number}]")
        elif isinstance(node, nodes.LineBreak):
            yield _MarkdownStep(_MarkdownKind.BREAK, "\\\n")
        else:
            raise without_note(node)
        previous = delimiter


def _lay_out_link(link: nodes.Link, place: InlinePlace) -> Iterator[_MarkdownStep]:
    text = plain_text(link.content)
    refuse_link(link)
    if link.content == (nodes.Text(link.url.removeprefix("mailto:")),) and _SELF_EVIDENT.fullmatch(link.url):
        yield _MarkdownStep(_MarkdownKind.ADDRESS, f"<{text}>")
        return
    yield _MarkdownStep(_MarkdownKind.LINK_START, "[")
    yield from _lay_out(link.content, place, "", in_link=True)
    yield _MarkdownStep(_MarkdownKind.LINK_END, f"]({escape_url(link.url, in_cell=place is InlinePlace.CELL)})")


_SELF_EVIDENT = pattern(
    r"https?://[\w.~:/?#@!$&'()*+,=%-]+ | mailto:[\w.+-]+@[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*", re.ASCII | re.VERBOSE
)


def _without_refs_in_links(content: tuple[nodes.Inline, ...]) -> tuple[nodes.Inline, ...]:
    """The content with each reference inside a link put behind the link: Markdown allows none inside."""
    if not any(isinstance(node, nodes.Link) for node in inlines(content)):
        return content
    moved: list[nodes.Inline] = []
    for node in content:
        if isinstance(node, nodes.Strong | nodes.Emphasis):
            moved.append(type(node)(_without_refs_in_links(node.content)))
        elif isinstance(node, nodes.Link):
            refs = [inner for inner in inlines(node.content) if isinstance(inner, nodes.NoteRef)]
            moved += [nodes.Link(node.url, _without_refs(node.content)) if refs else node, *refs]
        else:
            moved.append(node)
    return tuple(moved)


def _without_refs(content: tuple[nodes.Inline, ...]) -> tuple[nodes.Inline, ...]:
    kept: list[nodes.Inline] = []
    for node in content:
        if isinstance(node, nodes.Strong | nodes.Emphasis | nodes.Link):
            kept.append(with_content(node, _without_refs(node.content)))
        elif not isinstance(node, nodes.NoteRef):
            kept.append(node)
    return plainest(kept)


# --- writing -----------------------------------------------------------------------------------


def _write(pieces: Sequence[_MarkdownStep], i: int, place: InlinePlace) -> str:
    piece = pieces[i]
    if piece.kind is _MarkdownKind.TEXT:
        return _write_text(pieces, i, place)
    if piece.kind is _MarkdownKind.BREAK and not _parts_lines(pieces, i, place):
        return reference("\n")
    return piece.value


def _write_text(pieces: Sequence[_MarkdownStep], i: int, place: InlinePlace) -> str:
    value, before, after = pieces[i].value, _at(pieces, i - 1), _at(pieces, i + 1)
    head = tail = ""
    starts_line = _starts_line(pieces, i, place)
    if _needs_reference(value[0], pieces, i, -1, place):
        head, value = reference(value[0]), value[1:]
    elif starts_line and place is InlinePlace.PARAGRAPH:
        head, value = escape_line_start(value)
    elif before and before.kind is _MarkdownKind.NOTE and _extends_note(value[0], pieces, i, place):
        head, value = reference(value[0]), value[1:]
    if value and _needs_reference(value[-1], pieces, i, 1, place):
        tail, value = reference(value[-1]), value[:-1]
    elif value.endswith("!") and after and after.kind in (_MarkdownKind.LINK_START, _MarkdownKind.NOTE):
        tail, value = "\\!", value[:-1]
    return head + escape_text(value, in_link=pieces[i].in_link, in_cell=place is InlinePlace.CELL) + tail


def _needs_reference(char: str, pieces: Sequence[_MarkdownStep], i: int, side: int, place: InlinePlace) -> bool:
    """Whether the outermost character of text `i`, on the left (-1) or right (1), cannot stand as it is."""
    neighbour = _at(pieces, i + side)
    if neighbour is None:
        return is_blank(char)
    if neighbour.kind is _MarkdownKind.BREAK:
        return is_blank(char) and _parts_lines(pieces, i + side, place)
    if neighbour.kind not in (_MarkdownKind.OPEN, _MarkdownKind.CLOSE):
        return False
    if (neighbour.kind is _MarkdownKind.OPEN) == (side < 0):
        return is_blank(char)
    return not is_separator(char) and not _holds_against_letters(pieces, i + side, side)


def _holds_against_letters(pieces: Sequence[_MarkdownStep], i: int, inward: int) -> bool:
    """Whether delimiter `i` opens or closes with a letter outside it: `*` with a sure letter inside."""
    inside = pieces[i + inward]
    if pieces[i].value[0] == "_" or inside.kind is not _MarkdownKind.TEXT or len(inside.value) == 1:
        return False
    return is_letter(inside.value[0 if inward > 0 else -1])


def _extends_note(char: str, pieces: Sequence[_MarkdownStep], i: int, place: InlinePlace) -> bool:
    """Whether the character would make the reference before it a link or a definition."""
    return char in "([" or (char == ":" and _starts_line(pieces, i - 1, place))


def _starts_line(pieces: Sequence[_MarkdownStep], i: int, place: InlinePlace) -> bool:
    return i == 0 or (pieces[i - 1].kind is _MarkdownKind.BREAK and _parts_lines(pieces, i - 1, place))


def _parts_lines(pieces: Sequence[_MarkdownStep], i: int, place: InlinePlace) -> bool:
    """Whether break `i` can be a backslash at the end of a line; elsewhere it is the reference `&#10;`."""
    if place is not InlinePlace.PARAGRAPH or not 0 < i < len(pieces) - 1:
        return False
    before, after = pieces[i - 1].kind, pieces[i + 1].kind
    opened = before in (_MarkdownKind.OPEN, _MarkdownKind.LINK_START, _MarkdownKind.BREAK)
    return not opened and after not in (_MarkdownKind.CLOSE, _MarkdownKind.LINK_END, _MarkdownKind.BREAK)


def _at(pieces: Sequence[_MarkdownStep], i: int) -> _MarkdownStep | None:
    return pieces[i] if 0 <= i < len(pieces) else None


# --- Escaping: plain characters written so that Markdown reads them as these characters ---


_ALNUM = r"[^\W_]"
_SUSPECT = pattern(r"[\x00-\x1f\x7f-\x9f\\`*\[\]~^{_<&$]")
_MARKUP = rf"""
      (?P<control> [\x00-\x1f\x7f-\x9f] )
    | [\\`*\[~^{{]                          # markup, ours or a cousin's, anywhere
    | (?<!{_ALNUM})_ | _(?!{_ALNUM})        # not within a word
    | <(?=[A-Za-z/!?]|\Z)
    | &(?=\#?[0-9A-Za-z]{{1,40}};)
    | (?<=\S)\$(?![0-9])                    # could end a formula on GitHub
"""
_OUTSIDE_LINK = pattern(rf"{_MARKUP} | \](?=[(\[])", re.VERBOSE)
_INSIDE_LINK = pattern(rf"{_MARKUP} | \]", re.VERBOSE)
_SECOND_BLANK = pattern("(?<= ) ")
_AUTOLINK = pattern(r"(?:(?<=http)|(?<=https)|(?<=ftp))(:)(?=//)|(?<=\bwww)(\.)", re.IGNORECASE)
_LINE_START = pattern(
    r"""
      (?P<one> [\#>|=:%] | [-+](?![0-9A-Za-z]) )
    | (?P<number> \(?[0-9]{1,9} | \(?[a-z] | \(?[ivxlcdm]{1,9} | [A-Z](?=\)) | \([A-Z](?=\)) ) [.)](?=\s|\Z)
    """,
    re.VERBOSE,
)
_LONGEST_LABEL = 11  # of a list: (xxxviiii)
_IN_URL = pattern(r"[\\`<>\[\]]|&(?=#?[0-9A-Za-z]{1,40};)")
_PARENTHESIS = pattern(r"[()]")
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
    begin = value[:_LONGEST_LABEL]
    found = None if begin[:1].isalpha() and "." not in begin and ")" not in begin else _LINE_START.match(value)
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
