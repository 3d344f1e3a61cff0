"""Figures in Markdown: a paragraph that begins with an image is the picture, the rest of it the caption.

    ![What the picture shows, for those who do not see it](armenia-participation.png)
    Meetings that Armenia took part in.

A picture's bytes travel beside the text. Its name is a plain file name, so that no text leads a reader or a
browser out of the folder.
"""

from __future__ import annotations

import itertools
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence

from briefgen.document import nodes
from briefgen.document.joining import Part, plainest
from briefgen.document.walk import blocks, plain_text, rewrite
from briefgen.frozen import replace
from briefgen.regexes import pattern

_NAME = pattern(r"[a-z0-9][a-z0-9-]{0,99}\.png")


def is_picture_name(name: str) -> bool:
    """Whether a figure may have this name: small ASCII letters, digits and hyphens, then `.png`."""
    return _NAME.fullmatch(name) is not None


def caption_parts(behind: Sequence[Part]) -> list[Part]:
    """What stands behind the image, without the blank or line end that parts the two."""
    if not behind:
        return []
    first, *rest = behind
    if isinstance(first, nodes.LineBreak):
        return rest
    return [first.lstrip(" \t"), *rest] if isinstance(first, str) else [first, *rest]


def figure_numbers(document: nodes.Document) -> dict[str, int]:
    """The number of each picture: of the first figure that shows it, counted as the captions count, from 1."""
    numbers: dict[str, int] = {}
    for number, figure in enumerate((b for b in blocks(document.blocks) if isinstance(b, nodes.Figure)), 1):
        numbers.setdefault(figure.name, number)
    return numbers


def pictures_shown(within: Iterable[nodes.Block], pictures: Iterable[nodes.Picture]) -> tuple[nodes.Picture, ...]:
    """The pictures that figures show, in order of first use."""
    known = {picture.name: picture for picture in pictures}
    named = dict.fromkeys(block.name for block in blocks(within) if isinstance(block, nodes.Figure))
    return tuple(known[name] for name in named if name in known)


def number_references(document: nodes.Document, whole: nodes.Document | None = None) -> nodes.Document:
    """The Document with every reference to a figure showing its label and number, as the captions count them.

    They are counted in `whole`, where the Document is a part of it.
    """
    whole = whole or document
    numbers, label = figure_numbers(whole), whole.meta.figure_label

    def number(content: tuple[nodes.Inline, ...]) -> tuple[nodes.Inline, ...]:
        return tuple(_numbered(node, numbers, label) for node in content)

    return rewrite(document, number) if numbers else document


def _numbered(node: nodes.Inline, numbers: dict[str, int], label: str) -> nodes.Inline:
    if isinstance(node, nodes.FigureRef) and node.name in numbers:
        return nodes.FigureRef(node.name, f"{label} {numbers[node.name]}".strip())
    if isinstance(node, nodes.Strong | nodes.Emphasis):
        return replace(node, content=tuple(_numbered(inner, numbers, label) for inner in node.content))
    return node


# --- Captions that say their number, where no field of a word processor counts them ---


def numbered_captions(document: nodes.Document) -> nodes.Document:
    """The Document with label and number, in bold, at the head of each caption, counted from 1."""
    count = itertools.count(1)
    label = document.meta.figure_label

    def number(figure: nodes.Figure) -> nodes.Figure:
        words = f"{label} {next(count)}".strip()
        if not figure.caption:
            return replace(figure, caption=(nodes.Strong((nodes.Text(words),)),))
        return replace(
            figure, caption=plainest((nodes.Strong((nodes.Text(f"{words}:"),)), nodes.Text(" "), *figure.caption))
        )

    return replace(document, blocks=each_figure(document.blocks, number))


def plain_captions(document: nodes.Document) -> nodes.Document:
    """The Document without what `numbered_captions` put at the head of its captions."""
    count = itertools.count(1)

    def strip(figure: nodes.Figure) -> nodes.Figure:
        first, *rest = figure.caption or (nodes.Text(""),)
        number = next(count)
        if not isinstance(first, nodes.Strong) or not re.fullmatch(rf"(?:.* )?{number}:?", plain_text(first.content)):
            return figure
        if rest and isinstance(rest[0], nodes.Text):
            rest[0] = nodes.Text(rest[0].value.removeprefix(" "))
        return replace(figure, caption=plainest(rest))

    return replace(document, blocks=each_figure(document.blocks, strip))


def each_figure(
    within: tuple[nodes.Block, ...], change: Callable[[nodes.Figure], nodes.Figure]
) -> tuple[nodes.Block, ...]:
    """The blocks with each figure changed, in reading order."""
    out: list[nodes.Block] = []
    for block in within:
        if isinstance(block, nodes.Figure):
            block = change(block)
        elif isinstance(block, nodes.BlockQuote):
            block = nodes.BlockQuote(each_figure(block.blocks, change))
        elif isinstance(block, nodes.BulletList | nodes.OrderedList):
            block = replace(block, items=tuple(each_figure(item, change) for item in block.items))
        out.append(block)
    return tuple(out)


# --- A PNG without its past: only the chunks that make the picture ---


_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEPT = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs"})


def plain_png(data: bytes) -> bytes:
    """The picture with nothing in it but what shows (PNG, third edition, 11).

    Raises ValueError for bytes that are no PNG, or a damaged one.
    """
    chunks = list(_chunks(data))
    kinds = [kind for kind, _ in chunks]
    if kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] or b"IDAT" not in kinds:
        raise ValueError("these bytes are no whole PNG picture")
    return _SIGNATURE + b"".join(chunk for kind, chunk in chunks if kind in _KEPT)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each chunk's kind and its bytes, up to the end of the picture; what is behind the end is no part of it."""
    if not data.startswith(_SIGNATURE):
        raise ValueError("these bytes are no PNG picture")
    at, kind = len(_SIGNATURE), b""
    while at < len(data) and kind != b"IEND":
        end = at + 12 + int.from_bytes(data[at : at + 4])
        kind, chunk = data[at + 4 : at + 8], data[at:end]
        if len(chunk) < 12 or end > len(data) or zlib.crc32(chunk[4:-4]) != int.from_bytes(chunk[-4:]):
            raise ValueError("this PNG picture is damaged")
        yield kind, chunk
        at = end
