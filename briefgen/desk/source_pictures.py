"""Pages of a source as pictures: of the PDF, scan or picture that the archive keeps, drawn anew and never passed on.

What came from outside is read in a child process within limits, and only what this program has painted leaves it.
"""

from __future__ import annotations

from collections import OrderedDict
from io import BytesIO
from typing import Any

from briefgen.archive.archived import ArchivedText, read_map
from briefgen.disk import NotRead, Outside, read_file, resolved
from briefgen.errors import Problems, UsageProblem
from briefgen.sandbox.bounded import bounded
from briefgen.sandbox.limits import Limits
from briefgen.workspace.workspace import Workspace

LIMITS = Limits(seconds=10, megabytes=768)
LARGEST = 64 << 20
WIDE, TALL = 1100, 4400
"""How many pixels a page is wide, and how many high at most."""
KEPT = 16
"""How many pictures are kept."""
PICTURES = ("png", "jpg", "jpeg", "tif", "tiff", "gif", "bmp", "webp")
_LARGEST_SCALE = 4.0
_NO_PAGE = "has no page {}"


class SourcePictures:
    """The pictures of one workspace's sources; those that were looked at last are kept."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str, int], bytes] = OrderedDict()

    def page(self, workspace: Workspace, source: str, number: int) -> bytes:
        """A page as PNG, counted from 1; raises `UsageProblem` where there is none or it cannot be drawn."""
        text = workspace.verification.archive.texts.get(source)
        name = original_of(text) if text is not None else ""
        if not name or text is None or number < 1:
            raise UsageProblem(f"the archive has no picture of {source}")
        key = (source, str(read_map(text.beside)["original"].get("sha256")), number)
        if key not in self._kept:
            self._kept[key] = _drawn(workspace, source, name, number)
        self._kept.move_to_end(key)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return self._kept[key]


def original_of(text: ArchivedText) -> str:
    """The name of the file that a text was drawn from, where pages of it can be shown as pictures; else ""."""
    original = read_map(text.beside).get("original") if text.beside else None
    name = original.get("file") if isinstance(original, dict) else None
    if not isinstance(name, str) or not name.startswith("original.") or "/" in name or "\\" in name:
        return ""
    return name if name.rpartition(".")[2] in ("pdf", *PICTURES) else ""


def _drawn(workspace: Workspace, source: str, name: str, number: int) -> bytes:
    home = resolved(workspace.home.folder("archive"))
    record = workspace.facts.base.records[f"source/{source}"]
    folder = next((str(s.value) for s in record.values("archive")), "") or source
    path = home / folder / name
    try:
        content = read_file(path, LARGEST, within=home)
    except (OSError, ValueError, NotRead, Outside) as bad:
        raise UsageProblem(f"{name} of {source} cannot be read: {getattr(bad, 'strerror', None) or bad}") from bad
    try:
        found = bounded(LIMITS, f"{folder}/{name}", painted, content, number)
    except Problems as over:
        raise UsageProblem(f"{name} of {source} takes too long or too much memory to draw") from over
    if isinstance(found, str):
        raise UsageProblem(f"{name} of {source} {found}")
    return found


# --- in the child ---


def painted(content: bytes, number: int) -> bytes | str:
    """A page of a PDF or picture as PNG, or why there is none; for a child process."""
    try:
        is_pdf = content[:1024].lstrip().startswith(b"%PDF-")
        return _page_of_pdf(content, number) if is_pdf else _frame_of_picture(content, number)
    except ModuleNotFoundError as missing:
        return f"cannot be shown without the library {missing.name}"
    except (OSError, ValueError, EOFError, SyntaxError, RuntimeError) as bad:
        return f"cannot be drawn: {str(bad).partition(chr(10))[0][:200]}"


def _page_of_pdf(content: bytes, number: int) -> bytes | str:
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        if number > len(document):
            return _NO_PAGE.format(number)
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(WIDE / max(width, 1), TALL / max(height, 1), _LARGEST_SCALE)
        return _png(page.render(scale=scale).to_pil())


def _frame_of_picture(content: bytes, number: int) -> bytes | str:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = 100_000_000
    try:
        with Image.open(BytesIO(content)) as picture:
            if number > getattr(picture, "n_frames", 1):
                return _NO_PAGE.format(number)
            picture.seek(number - 1)
            frame = picture.convert("RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return "is larger than is drawn"
    frame.thumbnail((WIDE, TALL))
    return _png(frame)


def _png(picture: Any) -> bytes:
    file = BytesIO()
    picture.convert("RGB").save(file, "PNG")
    return file.getvalue()
