"""The text of a PDF: columns one after the other, without running heads, a sentence over two pages as one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from statistics import median
from typing import Any

from briefgen.intake.drawing.bylines import day_shown, first_date, is_dateline
from briefgen.intake.drawing.drawn import Drawn, DrawnParagraph, Imprint, Strip, Undrawable, drawn, guessed_language
from briefgen.intake.drawing.ocr import MISSING, is_installed, read_paragraphs, words_of_picture
from briefgen.intake.drawing.pdf_lines import PdfLine, lines_of

MOST_PAGES = 2000
_MARGIN = 0.13  # of the page's height, above and below: where running heads stand
_NUMBER = re.compile(r"\W*(?:page|seite|стр\.?|с\.)?\s*\d{1,4}(?:\s*(?:/|of|von|из)\s*\d{1,4})?\W*", re.IGNORECASE)
_ENDED = re.compile(r"[.!?:;…。؟۔][\"”’»)\]]*$")
_LABEL = re.compile(r"[^\W\d_][^.:]{1,25}: \S")
_BEFORE_TITLE = 300  # letters that may stand above a title: of whom it is, of what kind, for whom
_FEW = 12  # letters that a page of words has at least; less is a picture
_DPI = 300
_SHORT = 4  # pages
_HEAD = 12  # paragraphs at whose head or foot a document says when it was published
_LONGEST_LINE = 120  # letters of a paragraph that says no more than when, where and by whom it was published
_LONGEST_DAY = 30
_TITLE = range(3, 26)  # words
_WRITTEN = re.compile(r"(?:Microsoft (?:Word|PowerPoint) - )?(.*?)(?:\.(?:docx?|pdf|pptx?|indd|odt))?")
_LOGIN = re.compile(r"[a-z\d._-]+|[A-Z\d]{6,}")


def draw_pdf(data: bytes, language: str = "") -> Drawn:
    """The paragraphs of all pages; pages that are pictures are read by tesseract where it is installed (`language`)."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as bad:
        locked = "password" in str(bad).lower()
        raise Undrawable("asks for a password" if locked else f"is no PDF that can be read: {bad}") from bad
    with document:
        if len(document) > MOST_PAGES:
            raise Undrawable(f"has {len(document):,} pages; at most {MOST_PAGES:,} are read")
        try:
            pages, sizes, scanned = _read(document)
            pictures = (
                [(n, document[n - 1].render(scale=_DPI / 72).to_pil()) for n in scanned] if is_installed() else []
            )
            said = list(_metadata(document))
        except pypdfium2.PdfiumError as bad:
            raise Undrawable(f"is damaged: {bad}") from bad
    heads = _running_heads(pages, sizes)
    kept = [[line for line in lines if id(line) not in heads] for lines in pages]
    paragraphs = [*_paragraphs(kept)]
    if read := [one for n, picture in pictures for one in read_paragraphs(words_of_picture(picture, language), n)]:
        paragraphs = sorted([*paragraphs, *read], key=lambda p: p.strips[0].page)
    if not paragraphs:
        why = "no words can be read in them" if is_installed() else MISSING
        raise Undrawable(f"shows pictures alone; {why}" if scanned else "has no words")
    remarks = [f"page {n} is a picture; {MISSING}" for n in scanned if not pictures]
    gone = list(dict.fromkeys(line.text for page in pages for line in page if id(line) in heads))
    if gone:
        remarks.append(f"left out as running heads: {' | '.join(gone[:4])}{' | …' if len(gone) > 4 else ''}")
    said = [*_visible(kept, paragraphs), *said]
    said += [] if any(one.what == "title" for one in said) else _first_words(paragraphs)
    return drawn("pdf", paragraphs, said, remarks=remarks)


def _read(document: Any) -> tuple[list[list[PdfLine]], dict[int, float], list[int]]:
    """The lines of each page, the height of each by its number, and the numbers of those that are pictures of words."""
    pages, sizes, scanned = [], {}, []
    for n in range(1, len(document) + 1):
        page = document[n - 1]
        sizes[n] = page.get_height()
        pages.append(lines_of(page, n))
        if sum(len(line.text) for line in pages[-1]) < _FEW and _has_picture(page):
            scanned.append(n)
    return pages, sizes, scanned


def _has_picture(page: Any) -> bool:
    import pypdfium2.raw as pdfium

    return any(True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))


# --- what stands on every page ---


def _running_heads(pages: Sequence[Sequence[PdfLine]], sizes: dict[int, float]) -> set[int]:
    """The lines (by `id`) at the margins above and below that other pages have too, but for the number of the page."""
    edge: dict[tuple[str, int], list[PdfLine]] = defaultdict(list)
    found: set[int] = set()
    fewest = 2 if len(pages) <= _SHORT else 3  # on two pages of many, it heads a table
    for lines in pages:
        for line in _outermost(lines):
            if not _MARGIN * sizes[line.page] < line.bottom < (1 - _MARGIN) * sizes[line.page]:
                edge[re.sub(r"\d+", "#", line.text), round(line.bottom / 6)].append(line)
                if _NUMBER.fullmatch(line.text):
                    found.add(id(line))
    for (words, at), same in list(edge.items()):
        near = [*same, *edge.get((words, at + 1), ())]
        if len({line.page for line in near}) >= fewest and _count_pages(near):
            found.update(map(id, near))
    return found


def _outermost(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """The two highest and the two lowest rows of a page."""
    rows = sorted({round(line.bottom / 4) for line in lines})
    outer = {*rows[:2], *rows[-2:]}
    return [line for line in lines if round(line.bottom / 4) in outer]


def _count_pages(lines: Sequence[PdfLine]) -> bool:
    """Whether every number in lines that are alike is one or counts with the pages, as those of notes do not."""
    rows = [(line.page, [int(n[:9]) for n in re.findall(r"\d+", line.text)]) for line in lines]
    columns = zip(*(numbers for _, numbers in rows), strict=True)
    return all(
        len(set(column)) == 1 or len({n - page for n, (page, _) in zip(column, rows, strict=True)}) == 1
        for column in columns
    )


# --- paragraphs ---


def _paragraphs(pages: Sequence[Sequence[PdfLine]]) -> Iterator[DrawnParagraph]:
    every = [line for lines in pages for line in lines]
    if not every:
        return
    body = _size(every)
    pitch = _pitch(every, body)
    right = _right_edges(every)
    open_: list[PdfLine] = []
    notes: list[list[PdfLine]] = []
    for lines in pages:
        below = _notes(lines, body)
        for line in lines:
            if id(line) in below:
                continue
            if open_ and _begins_anew(open_[-1], line, body, pitch, right):
                yield _paragraph(open_, body)
                yield from (_paragraph(note, body) for note in notes)
                open_, notes = [], []
            open_.append(line)
        notes.extend(_parted([line for line in lines if id(line) in below]))
    if open_:
        yield _paragraph(open_, body)
    yield from (_paragraph(note, body) for note in notes)


def _size(lines: Sequence[PdfLine]) -> float:
    """The size of the letters of most of a text."""
    return median(line.height for line in lines for _ in range(max(len(line.text) // 10, 1)))


def _paragraph(lines: Sequence[PdfLine], body: float) -> DrawnParagraph:
    large = all(line.height > 1.15 * body for line in lines) and len(lines) <= 4
    return DrawnParagraph(tuple(Strip(line.text, page=line.page) for line in lines), is_heading=large)


def _notes(lines: Sequence[PdfLine], body: float) -> set[int]:
    """The lines (by `id`) of notes at the foot of a page: small, and below all of the text's size in their column."""
    small = [line for line in lines if line.height < 0.93 * body]
    large = [line for line in lines if line.height >= 0.93 * body]
    return {
        id(line)
        for line in small
        if large and all(b.bottom > line.bottom or b.left > line.right or b.right < line.left for b in large)
    }


def _parted(lines: Sequence[PdfLine]) -> list[list[PdfLine]]:
    """Each note apart: it begins with its number or sign."""
    found: list[list[PdfLine]] = []
    for line in lines:
        if not found or re.match(r"[\[(]?(?:\d{1,3}|[*†‡§])[\])]?(?:\s|[A-ZА-Я])", line.text):
            found.append([])
        found[-1].append(line)
    return found


def _begins_anew(
    before: PdfLine, line: PdfLine, body: float, pitch: float, right: dict[tuple[int, int], float]
) -> bool:
    if abs(before.height - line.height) > 0.15 * body or (_LABEL.match(before.text) and _LABEL.match(line.text)):
        return True
    if before.text.endswith("-") and line.text[:1].islower():
        return False
    short = before.right < right[_column(before)] - 0.12 * before.width - 2 * body
    fresh = line.text[:1].isupper() or not line.text[:1].isalpha()
    overlapping = before.page == line.page and before.left < line.right and line.left < before.right
    if overlapping and before.bottom > line.bottom:
        down = before.bottom - line.bottom
        indented = line.left > before.left + 0.7 * body and bool(_ENDED.search(before.text))
        return down > 1.45 * pitch or (indented and fresh) or (short and fresh and bool(_ENDED.search(before.text)))
    return short and fresh and bool(_ENDED.search(before.text))


def _column(line: PdfLine) -> tuple[int, int]:
    return line.page, round(line.left / 40)


def _right_edges(lines: Iterable[PdfLine]) -> dict[tuple[int, int], float]:
    found: dict[tuple[int, int], float] = {}
    for line in lines:
        found[_column(line)] = max(found.get(_column(line), 0.0), line.right)
    return found


def _pitch(lines: Sequence[PdfLine], body: float) -> float:
    """How far lines of the text stand from each other, as a rule."""
    steps = [
        a.bottom - b.bottom
        for a, b in pairwise(lines)
        if a.page == b.page and 0.5 * body < a.bottom - b.bottom < 3 * body
    ]
    rounded = Counter(round(step * 2) for step in steps)
    return rounded.most_common(1)[0][0] / 2 if rounded else 1.2 * body


# --- what the file says of itself ---


def _visible(pages: Sequence[Sequence[PdfLine]], paragraphs: Sequence[DrawnParagraph]) -> Iterator[Imprint]:
    language = guessed_language(" ".join(p.text for p in paragraphs[:50]))
    if lines := next((page for page in pages if page), []):  # the first one may be blank
        sizes = sorted({round(line.height) for line in lines}, reverse=True)
        body = 1.15 * _size([line for page in pages for line in page])
        heads = [_first_run(lines, size) for size in sizes if size > body]
        # A word alone, such as "Communiqué", says what it is and not what it is called.
        named = [head for head in heads if len(head) <= 5 and len(" ".join(head).split()) > 1]
        if title := [line for line in next(iter(named or heads), []) if first_date(line, language) == ""][:5]:
            yield Imprint("title", _as_title(title), "the largest letters of its first page")
    first = paragraphs[0].strips[0].page
    for paragraph in (*[p for p in paragraphs[:_HEAD] if p.strips[0].page == first], *paragraphs[-2:]):
        for strip in paragraph.strips:  # a sentence tells of another day
            is_alone = len(paragraph.text) < _LONGEST_LINE or len(strip.text) < _LONGEST_DAY
            if is_alone and is_dateline(strip.text.rstrip(".")) and (date := day_shown(strip.text, language)):
                at = "on its first page" if strip.page == first else "at its end"
                yield Imprint("published", date, f"the visible line {at}")
                return


def _first_words(paragraphs: Sequence[DrawnParagraph]) -> Iterator[Imprint]:
    """The title of a document that is set in one size: its first lines, where they are no sentence."""
    words = " ".join(strip.text for strip in paragraphs[0].strips)
    is_title = len(words.split()) in _TITLE and words[0].isupper() and words[-1] not in ".,:;!?"
    if is_title and len(paragraphs) > 1 and len(paragraphs[0].strips) <= 3 and not first_date(words):
        yield Imprint("title", _as_title([words]), "its first lines")


def _as_title(lines: Sequence[str]) -> str:
    return re.sub(r"(?<=\w)- (?=[^\W\d_])", "-", " ".join(lines))


def _first_run(lines: Sequence[PdfLine], size: int) -> list[str]:
    """The lines of a size that stand together, the first of them; none where the text has begun above them."""
    first = next(n for n, line in enumerate(lines) if round(line.height) == size)
    is_below = sum(len(line.text) for line in lines[:first]) > _BEFORE_TITLE
    return [] if is_below else [line.text for line in takewhile(lambda one: round(one.height) == size, lines[first:])]


def _metadata(document: Any) -> Iterator[Imprint]:
    told = document.get_metadata_dict(skip_empty=True)
    title = _WRITTEN.fullmatch(told.get("Title", ""))
    if title and not re.fullmatch(r"[\x21-\x7e]*", title[1]):  # a word alone is the name of a file
        yield Imprint("title", title[1], "PDF Title")
    author = told.get("Author", "")
    if author and not _LOGIN.fullmatch(author):
        yield Imprint("author", author, "PDF Author")
    if match := re.match(r"D:(\d{4})(\d\d)(\d\d)", told.get("CreationDate", "")):
        yield Imprint("made", "-".join(match.groups()), "PDF CreationDate")
