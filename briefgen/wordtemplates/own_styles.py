"""Which of a template's own styles serve where a brief asks for a style by name.

Parts in Markdown, notes and lists ask for Body Text, Table Text or List Bullet. A template whose text is in Normal
should get their text in Normal too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from briefgen.ooxml.style_names import BODY, BULLET, CELL, HEADINGS, NUMBER, TABLE, StyleKind
from briefgen.wordtemplates.template import Line, TableLook

OwnStyle = tuple[StyleKind, str, str]


def own_styles(lines: Sequence[Line], tables: Sequence[TableLook], *, has_title: bool) -> tuple[OwnStyle, ...]:
    """The kind of style, the name that a brief asks for, and the name of the one to be used."""
    return tuple(_own_styles(lines, tables, has_title))


def _own_styles(lines: Sequence[Line], tables: Sequence[TableLook], has_title: bool) -> Iterator[OwnStyle]:
    body = [line for line in lines if line.place.part == "body" and line.style]
    yield from _most_used(BODY, [line.style for line in body if line.kind == "text" and not line.place.table])
    yield from _most_used(CELL, [line.style for line in body if line.place.table and line.kind != "heading"])
    yield from _most_used(BULLET, [line.style for line in body if line.kind == "item" and not line.ordered])
    yield from _most_used(NUMBER, [line.style for line in body if line.kind == "item" and line.ordered])
    styled = [table.style for table in tables if table.style]
    if styled and TABLE not in styled:
        yield "table", TABLE, Counter(styled).most_common(1)[0][0]
    if has_title:
        yield "paragraph", HEADINGS[0], "Title"
        for asked, own in zip(HEADINGS[1:], HEADINGS, strict=False):
            yield "paragraph", asked, own


def _most_used(asked: str, styles: list[str]) -> Iterator[OwnStyle]:
    if styles and asked not in styles:
        yield "paragraph", asked, Counter(styles).most_common(1)[0][0]
