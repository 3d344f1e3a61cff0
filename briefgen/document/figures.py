"""Figures in Markdown: a paragraph that begins with an image is the picture, the rest of it the caption.

    ![What the picture shows, for those who do not see it](armenia-participation.png)
    Meetings that Armenia took part in.

A picture's bytes travel beside the text. Its name is a plain file name, so that no text leads a reader or a
browser out of the folder.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefgen.document.joining import Part
from briefgen.document.nodes import Document, Emphasis, Figure, FigureRef, Inline, LineBreak, Strong
from briefgen.document.walk import blocks, rewrite

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,99}\.png")


def is_picture_name(name: str) -> bool:
    """Whether a figure may have this name: small ASCII letters, digits and hyphens, then `.png`."""
    return _NAME.fullmatch(name) is not None


def caption_parts(behind: Sequence[Part]) -> list[Part]:
    """What stands behind the image, without the blank or line end that parts the two."""
    if not behind:
        return []
    first, *rest = behind
    if isinstance(first, LineBreak):
        return rest
    return [first.lstrip(" \t"), *rest] if isinstance(first, str) else [first, *rest]


def figure_numbers(document: Document) -> dict[str, int]:
    """The number of each picture: of the first figure that shows it, counted as the captions count, from 1."""
    numbers: dict[str, int] = {}
    for number, figure in enumerate((b for b in blocks(document.blocks) if isinstance(b, Figure)), 1):
        numbers.setdefault(figure.name, number)
    return numbers


def number_references(document: Document) -> Document:
    """The Document with every reference to a figure showing its label and number, as the captions count them."""
    numbers = figure_numbers(document)

    def number(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(_numbered(node, numbers, document.meta.figure_label) for node in content)

    return rewrite(document, number) if numbers else document


def _numbered(node: Inline, numbers: dict[str, int], label: str) -> Inline:
    if isinstance(node, FigureRef) and node.name in numbers:
        return FigureRef(node.name, f"{label} {numbers[node.name]}".strip())
    if isinstance(node, Strong | Emphasis):
        return replace(node, content=tuple(_numbered(inner, numbers, label) for inner in node.content))
    return node


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
