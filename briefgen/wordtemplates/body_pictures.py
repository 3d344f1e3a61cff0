"""Pictures in the text of a template made in Word: each becomes a figure, with its size and alternative text."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import PurePosixPath

from briefgen.document.escape import escape
from briefgen.document.figures import plain_png
from briefgen.document.nodes import Picture
from briefgen.ooxml.tree import WP, A, Element, R, W
from briefgen.wordtemplates.package import TemplatePackage

_EMU_PER_MM = 36_000
_LARGEST = 5_000_000
"""Bytes of a picture that a brief takes over; a larger one is left out, and told."""
_JPEG = b"\xff\xd8\xff"
_MOST_DOTS = 40_000_000
_PER_MM = 220 / 25.4
"""Dots of a photograph that are kept: 220 to an inch, as Word itself keeps for print."""


class TemplatePictures:
    """Collects the pictures of one file that are kept."""

    def __init__(self, package: TemplatePackage) -> None:
        self.kept: list[Picture] = []
        self._package = package
        folder = re.sub(r"[^a-z0-9]+", "-", PurePosixPath(package.file).parent.name.lower()).strip("-")
        self._stem = (folder or "template")[:40]

    def keep(self, shape: Element) -> str:
        """The Markdown of a picture in line with the text of the body; "" for one that is not kept."""
        inline = shape.find(f"{WP}inline")
        if inline is None or next(shape.iterancestors(W + "tc", W + "hyperlink"), None) is not None:
            return ""
        blip, extent = next(inline.iter(f"{A}blip"), None), inline.find(f"{WP}extent")
        link = None if blip is None else self._package.relations(self._package.main).get(blip.get(R + "embed", ""))
        if link is None or link.external or extent is None:
            return ""
        data = self._package.parts.get(link.target, b"")
        width, height = (_millimetres(extent.get(side)) for side in ("cx", "cy"))
        try:
            png = _as_png(data, width, height) if len(data) <= _LARGEST else b""
        except ValueError:
            return ""
        if not png or width <= 0 or height <= 0:
            return ""
        name = f"{self._stem}-picture-{len(self.kept) + 1}.png"
        self.kept.append(Picture(name, png, width, height))
        said = inline.find(f"{WP}docPr")
        words = "" if said is None else said.get("descr") or said.get("title") or said.get("name") or ""
        return f"![{escape(' '.join(words.split()) or name)}]({name})"


def _as_png(data: bytes, width: float, height: float) -> bytes:
    """A PNG as it is, a JPEG painted anew in the size that it is shown in; raises ValueError for anything else."""
    if not data.startswith(_JPEG):
        return plain_png(data)
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(data), formats=["JPEG"]) as photograph:
            if photograph.width * photograph.height > _MOST_DOTS:
                return b""
            painted = photograph.convert("L" if photograph.mode == "L" else "RGB")
    except (OSError, SyntaxError, UnidentifiedImageError) as bad:
        raise ValueError("this JPEG picture is damaged") from bad
    painted.thumbnail((max(1, round(width * _PER_MM)), max(1, round(height * _PER_MM))))
    file = BytesIO()
    painted.save(file, "PNG", optimize=True)
    return plain_png(file.getvalue())


def _millimetres(said: str | None) -> float:
    return int(said) / _EMU_PER_MM if said and len(said) < 10 and said.isascii() and said.isdecimal() else 0.0
