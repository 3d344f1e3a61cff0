"""Pictures and other drawings of an edited file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence

from briefgen.document.figures import is_picture_name, plain_png
from briefgen.document.nodes import Figure, Picture
from briefgen.ooxml.package import Relationship
from briefgen.ooxml.simplify import words_of
from briefgen.ooxml.tree import WP, A, Element, R, W, whole
from briefgen.readers.docx.findings import ReaderFindings
from briefgen.readers.docx.package import EditedPackage

_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_EMU_PER_MM = 36_000
_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ue000-\uf8ff\U000f0000-\U0010ffff]+")


class Drawings:
    """Reads drawings; knows the pictures that the brief had when it was made."""

    def __init__(self, package: EditedPackage, known: Sequence[Picture], findings: ReaderFindings) -> None:
        self._package = package
        self._findings = findings
        self._known = {(p.name, _plain(p.png)): p for p in known}
        self._by_content = {png: p for (_, png), p in reversed(self._known.items())}
        self.pictures: dict[str, Picture] = {}  # those that figures show, in order of first use

    def figure(self, drawing: Element, relations: Mapping[str, Relationship]) -> Figure | None:
        """The figure that a w:drawing is; None, with a finding, for what no brief can show.

        `relations` are those of the part that it stands in.
        """
        shown = self.shown(drawing, relations)
        if isinstance(shown, str):
            self._findings.left_out(shown, words_of(drawing))
            return None
        figure, picture = shown
        self.pictures.setdefault(figure.name, picture)
        return figure

    def shown(self, drawing: Element, relations: Mapping[str, Relationship]) -> tuple[Figure, Picture] | str:
        """The figure and its picture that a w:drawing shows, or what else it is."""
        blips = list(drawing.iter(A + "blip"))
        if any(True for _ in drawing.iter(W + "txbxContent")):
            return "a text box"
        if len(blips) != 1:
            return "a drawing"
        relation = relations.get(blips[0].get(R + "embed") or "")
        data = self._package.parts.get(relation.target) if relation and not relation.external else None
        if data is None:
            return "a picture that is not in the file"
        try:
            png = plain_png(data)
        except ValueError:
            return "a picture that is no PNG"
        properties = next(drawing.iter(WP + "docPr"), None)
        alternative = "" if properties is None else _BREAKS.sub(" ", properties.get("descr") or "")
        picture = self._picture(drawing, png)
        return Figure(picture.name, alternative if alternative.strip() else picture.name), picture

    def _picture(self, drawing: Element, png: bytes) -> Picture:
        names = [e.get("name") or "" for e in drawing.iter(_PICTURE + "cNvPr")]
        known = next((self._known[n, png] for n in names if (n, png) in self._known), None)
        known = known or self._by_content.get(png)
        if known:
            return known
        taken = {name for name, _ in self._known}
        name = next((n for n in names if is_picture_name(n) and n not in taken), "")
        name = name or f"picture-{hashlib.blake2b(png, digest_size=6).hexdigest()}.png"
        extent = next(drawing.iter(WP + "extent"), None)
        sides = [whole(extent.get(a)) / _EMU_PER_MM if extent is not None else 0 for a in ("cx", "cy")]
        return Picture(name, png, max(sides[0], 0.1), max(sides[1], 0.1))


def _plain(png: bytes) -> bytes:
    try:
        return plain_png(png)
    except ValueError:
        return png
