"""A source as it is read at the desk: its sentences and which words bear which facts, and its pages as pictures."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from itertools import islice
from typing import Any

from briefgen.archive.archived import ArchivedText, TextStretch, places, read_map
from briefgen.archive.matching import matches
from briefgen.checks.verification import Checked
from briefgen.diagnostics import counted
from briefgen.disk import NotRead, Outside, read_file, resolved
from briefgen.document.sentences import sentence_ends
from briefgen.errors import Problems, UsageProblem
from briefgen.model.schema import source_key
from briefgen.sandbox.bounded import bounded
from briefgen.sandbox.limits import Limits
from briefgen.workspace.workspace import Workspace

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SourcePiece:
    """Words of a sentence that bear the same facts, by their ids; `start` counts characters of the archived text."""

    start: int
    text: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceSentence:
    """A sentence in pieces; `counts` unless it is page furniture or has no letter in it."""

    pieces: tuple[SourcePiece, ...]
    counts: bool = True

    @property
    def is_used(self) -> bool:
        return any(piece.facts for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class SourceParagraph:
    """A paragraph with the place that a citation of it would name."""

    place: TextStretch
    sentences: tuple[SourceSentence, ...]


@dataclass(frozen=True)
class MarkedSource:
    """An archived text with what rests on it; `astray` are quotes that do not stand in it."""

    id: str
    text: ArchivedText
    paragraphs: tuple[SourceParagraph, ...]
    astray: tuple[Checked, ...] = ()

    @cached_property
    def used(self) -> int:
        return sum(s.is_used for p in self.paragraphs for s in p.sentences if s.counts)

    @cached_property
    def sentences(self) -> int:
        return sum(s.counts for p in self.paragraphs for s in p.sentences)

    @property
    def is_pictured(self) -> bool:
        """Whether pages of what it was drawn from can be shown as pictures."""
        return bool(original_of(self.text))

    @property
    def read_off(self) -> str:
        """Which of its pages a program read off pictures: "2, 5"; "all" of a picture alone, "" where none was."""
        pages = dict.fromkeys(p.place.page for p in self.paragraphs if p.place.ocr)
        return ", ".join(str(page) for page in pages if page) or ("all" if pages else "")

    @property
    def tally(self) -> str:
        """How much of it is recorded, in words."""
        return f"{self.used} of {counted(self.sentences, 'sentence')} used"


def marked_source(workspace: Workspace, source: str) -> MarkedSource | None:
    """A source by its id as archived, with every stretch that bears a fact; None where no text of it is here."""
    verification = workspace.verification
    text = verification.archive.texts.get(source)
    if text is None:
        return None
    spans: dict[Span, list[str]] = defaultdict(list)
    astray = []
    for checked in _quotes_of(workspace, source):
        if checked.match is None:
            astray.append(checked)
        elif checked.statement.subject != source_key(source) or _says_something(workspace, checked):
            spans[text.span(checked.match)].append(checked.statement.id)
    furniture = _furniture(workspace, source, text)
    return MarkedSource(source, text, tuple(_paragraphs(text, spans, furniture)), tuple(astray))


def _says_something(workspace: Workspace, checked: Checked) -> bool:
    """Whether what a source's record quotes from it is a sentence about the world, not the label of the source."""
    statement = checked.statement
    return workspace.facts.base.schema[statement.kind].fields[statement.property].written == "sentence"


@dataclass(frozen=True, slots=True)
class PassageInText:
    """Words of a source as they stand there, with what stands before and behind them in their paragraph."""

    before: str
    words: str
    behind: str


_AROUND = 240


def passage_in_text(workspace: Workspace, source: str, quote: str) -> PassageInText | None:
    """Where a quote stands, so that what it leaves out is seen; None where it does not, or there is no text."""
    text = workspace.verification.archive.texts.get(source)
    found = next(places(text, quote), None) if text is not None and quote else None
    if text is None or found is None:
        return None
    stretches = text.map.stretches
    behind = next((s.start for s in stretches if s.start > found.end), len(text.text))
    before = text.text[max(found.place.start, found.start - _AROUND) : found.start]
    return PassageInText(
        before, text.text[found.start : found.end], text.text[found.end : min(behind, found.end + _AROUND)]
    )


def _quotes_of(workspace: Workspace, source: str) -> list[Checked]:
    """The quotes of one source, in the order of the statements."""
    found: dict[str, list[Checked]] | None = workspace.facts.base.found.get("desk quotes")
    if found is None:
        found = defaultdict(list)
        for checked in workspace.verification.quotes:
            found[checked.citation.source].append(checked)
        workspace.facts.base.found["desk quotes"] = found
    return found.get(source, [])


def _furniture(workspace: Workspace, source: str, text: ArchivedText) -> list[Span]:
    """Where what the source's record calls page furniture stands."""
    record = workspace.facts.base.record(source_key(source))
    words = [str(s.value) for s in record.values("boilerplate")] if record else []
    return [text.span(match) for word in words for match in matches(text.folded, text.fold(word))]


def _paragraphs(
    text: ArchivedText, spans: dict[Span, list[str]], furniture: Sequence[Span]
) -> Iterator[SourceParagraph]:
    marks = _changes(spans)
    stretches = text.map.stretches
    for n, place in enumerate(stretches):
        end = stretches[n + 1].start if n + 1 < len(stretches) else len(text.text)
        sentences = tuple(_sentences(text.text, place.start, end, marks, furniture))
        if sentences:
            yield SourceParagraph(place, sentences)


def _sentences(
    text: str, start: int, end: int, marks: list[tuple[int, tuple[str, ...]]], furniture: Sequence[Span]
) -> Iterator[SourceSentence]:
    paragraph = text[start:end]
    before = len(paragraph) - len(paragraph.lstrip())
    for behind in sentence_ends(paragraph):
        a, b = start + before, start + behind
        before = behind + len(paragraph[behind:]) - len(paragraph[behind:].lstrip())
        counts = any(c.isalpha() for c in text[a:b]) and not any(x <= a and b <= y + 1 for x, y in furniture)
        yield SourceSentence(tuple(_pieces(text, a, b, marks)), counts)


def _pieces(text: str, a: int, b: int, marks: list[tuple[int, tuple[str, ...]]]) -> Iterator[SourcePiece]:
    """The words from `a` to `b`, cut wherever other facts begin to rest on them or cease to."""
    first = bisect_right(marks, a, key=lambda mark: mark[0])
    facts = marks[first - 1][1] if first else ()
    at = a
    for place, then in islice(marks, first, None):
        if place >= b:
            break
        if place > at:
            yield SourcePiece(at, text[at:place], facts)
            at = place
        facts = then
    yield SourcePiece(at, text[at:b], facts)


def _changes(spans: dict[Span, list[str]]) -> list[tuple[int, tuple[str, ...]]]:
    """From which character on which facts rest on the words, in order."""
    begins: dict[int, list[str]] = defaultdict(list)
    ends: dict[int, list[str]] = defaultdict(list)
    for (start, end), ids in spans.items():
        begins[start] += ids
        ends[end] += ids
    open_: list[str] = []
    found = []
    for place in sorted({*begins, *ends}):
        for id_ in ends.get(place, ()):
            open_.remove(id_)
        open_ += begins.get(place, [])
        found.append((place, tuple(dict.fromkeys(open_))))
    return found


# --- Pages as pictures: of the PDF, scan or picture that the archive keeps, drawn anew and never passed on ---
#
# What came from outside is read in a child process within limits, and only what this program has painted leaves it.


_LIMITS = Limits(seconds=10, megabytes=768)
_LARGEST = 64 << 20
WIDE, TALL = 1100, 4400
"""How many pixels a page is wide, and how many high at most."""
_KEPT = 16
"""How many pictures are kept."""
_PICTURES = ("png", "jpg", "jpeg", "tif", "tiff", "gif", "bmp", "webp")
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
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return self._kept[key]


def original_of(text: ArchivedText) -> str:
    """The name of the file that a text was drawn from, where pages of it can be shown as pictures; else ""."""
    original = read_map(text.beside).get("original") if text.beside else None
    name = original.get("file") if isinstance(original, dict) else None
    if not isinstance(name, str) or not name.startswith("original.") or "/" in name or "\\" in name:
        return ""
    return name if name.rpartition(".")[2] in ("pdf", *_PICTURES) else ""


def _drawn(workspace: Workspace, source: str, name: str, number: int) -> bytes:
    home = resolved(workspace.home.folder("archive"))
    record = workspace.facts.base.records[f"source/{source}"]
    folder = next((str(s.value) for s in record.values("archive")), "") or source
    path = home / folder / name
    try:
        content = read_file(path, _LARGEST, within=home)
    except (OSError, ValueError, NotRead, Outside) as bad:
        raise UsageProblem(f"{name} of {source} cannot be read: {getattr(bad, 'strerror', None) or bad}") from bad
    try:
        found = bounded(_LIMITS, f"{folder}/{name}", painted, content, number)
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
