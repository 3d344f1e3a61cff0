"""The parts of a Word template as trees, behind the gate that a house document passes, and the pictures in its text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED

from lxml.etree import LxmlError  # type: ignore[import-untyped]

from briefgen.diagnostics import Severity
from briefgen.document.escape import escape
from briefgen.document.figures import plain_png
from briefgen.document.nodes import Picture
from briefgen.ooxml.archive import TEMPLATE, repack
from briefgen.ooxml.elements import Fate, tags
from briefgen.ooxml.simplify import CHANGE, PROMPT, choose, simplify
from briefgen.ooxml.tree import WP, A, Element, R, W, WordPackage, remove, unwrap
from briefgen.wordtemplates.tags import OBJECT


class TemplatePackage(WordPackage):
    """The file of a template; raises `Problems` for what is unsafe or no Word file. `file` is its name there."""

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        super().__init__(TEMPLATE.unpack(data, file))
        if self.body is None:
            raise TEMPLATE.unreadable(file, "it has no text, or is saved as Strict Open XML")

    @property
    def body(self) -> Element:
        return self.root(self.main).find(W + "body")

    def packed(self) -> bytes:
        """The file with its parts as they are now."""
        return repack(self.parts, ZIP_DEFLATED).getvalue()

    def one_related(self, kind: str) -> str:
        """The name of the part of a kind that the text uses, "" where there is none."""
        return next(iter(self.related(kind)), "")


@contextmanager
def no_traceback(file: str) -> Iterator[None]:
    """Whatever a damaged part raises while a template is read is told of the file: a dozen kinds, by lxml and by us."""
    try:
        yield
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, LxmlError) as bad:
        raise TEMPLATE.unreadable(file, f"{type(bad).__name__}: {bad}") from bad


# --- A Word part as its reader sees it: changes accepted, wrappers opened, what is no text taken out and told ---


Tell = Callable[[Element, str, str | None, Severity], None]
Keep = Callable[[Element], str]
KEPT = "briefgen-picture"
"""The attribute of a text that stands for a picture: its source on the tape."""

_ACCEPT = "changes that are tracked are taken as accepted"
# Properties, which readers look at; all else that shows nothing goes.
_KEPT = frozenset(tag for tag in tags(Fate.SILENT) if tag.endswith("Pr") and "sdt" not in tag and "Xml" not in tag)
_KEPT |= {W + name for name in ("tblGrid", "tblPrEx")}
_MARKS = tuple(W + name for name in ("bookmarkStart", "bookmarkEnd", "footnoteRef", "endnoteRef"))
_HINTS = {"hidden text": "delete it, or show it", "a formula": "write it as text"}
_COMMENTS = ("commentRangeStart", "commentRangeEnd", "commentReference")
_PICTURE = "a picture is kept that is a PNG or JPEG in line with the text, outside of tables, notes and headers"


def clean(root: Element, styles: Element | None, tell: Tell, keep: Keep = lambda _: "") -> None:
    """Make the tree plain; `tell` hears what was taken out, before it is, with its element.

    `keep` gives what stands on the tape for a picture that is kept, "" for one that is not.
    """
    choose(root)
    _take_changes(root, tell)
    for comment in list(root.iter(*(W + name for name in _COMMENTS))):
        if comment.tag == W + "commentReference":
            tell(comment, "comments are for editors and do not get into a brief", None, Severity.NOTE)
        remove(comment)
    for shape in list(root.iter(W + "drawing", W + "pict", W + "object")):
        _take_shape(shape, tell, keep)
    simplify(root, styles, lambda element, fate, what, words: _became(tell, element, fate, what, words))
    for element in list(root.iter(*(tag for tag in tags(Fate.SILENT) if tag not in _KEPT), *_MARKS)):
        remove(element)
    for element in list(root.iter(*tags(Fate.OPENED), *tags(Fate.PLAIN), W + "ins", W + "moveTo")):
        unwrap(element)


def _became(tell: Tell, element: Element, fate: Fate, what: str, words: str) -> None:
    shown = f": “{words if len(words) <= 60 else words[:59] + '…'}”" if words else ""
    if what == CHANGE:
        tell(element, _ACCEPT, None, Severity.NOTE)
    elif fate is Fate.PLAIN:
        tell(element, f"{what} is not taken over{shown}", None, Severity.WARNING)
    elif what == PROMPT:
        tell(element, f"{what} is left out{shown}", None, Severity.NOTE)
    else:
        tell(element, f"{what} is left out{shown}", _HINTS.get(what, "write as text what it says"), Severity.WARNING)


def _take_changes(root: Element, tell: Tell) -> None:
    marked = [e for e in root.iter(W + "ins", W + "moveTo") if e.getparent().tag not in (W + "rPr", W + "trPr")]
    for element in marked:
        tell(element, _ACCEPT, None, Severity.NOTE)
    for paragraph in [e for e in root.iter(W + "p") if e.find(f"{W}pPr/{W}rPr/{W}del") is not None]:
        if not _kept_texts(paragraph) and paragraph.getparent() is not None:
            remove(paragraph)
    for element in list(root.iter(W + "del", W + "moveFrom")):
        if element.getparent() is not None and element.getparent().tag not in (W + "rPr", W + "trPr"):
            tell(element, _ACCEPT, None, Severity.NOTE)
            remove(element)


def _kept_texts(paragraph: Element) -> list[Element]:
    return [
        t
        for t in paragraph.iter(W + "t", W + "footnoteReference", W + "endnoteReference")
        if next(t.iterancestors(W + "del", W + "moveFrom"), None) is None
    ]


def _take_shape(shape: Element, tell: Tell, keep: Keep) -> None:
    if shape.getparent() is None or next(shape.iterancestors(W + "drawing", W + "pict"), None) is not None:
        return
    words = "".join(text.text or "" for text in shape.iter(W + "t")).strip()
    if words:
        shown = words if len(words) <= 60 else f"{words[:59]}…"
        tell(shape, f"a text box is left out: “{shown}”", "put its words into the text or a table", Severity.WARNING)
    else:
        found = next(shape.iter(WP + "docPr"), None)
        name = "" if found is None else found.get("descr") or found.get("name") or ""
        what = f"the picture “{name}”" if name else "a picture"
        if source := keep(shape):
            kept = shape.makeelement(W + "t", {KEPT: source})
            kept.text = OBJECT
            shape.addprevious(kept)
        else:
            tell(shape, f"{what} is left out", _PICTURE, Severity.WARNING)
    remove(shape)


# --- Pictures in the text: each becomes a figure, with its size and alternative text ---


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
