"""Figures in Markdown: a paragraph that begins with an image is the picture, the rest of it the caption.

    ![What the picture shows, for those who do not see it](armenia-participation.png)
    Meetings that Armenia took part in.

A picture's bytes travel beside the text. Its name is a plain file name, so that no text leads a reader or a
browser out of the folder.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefgen.document.inlines import Part
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
