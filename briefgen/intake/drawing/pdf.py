"""The text of a PDF: columns one after the other, without running heads, a sentence over two pages as one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from typing import Any

from briefgen.diagnostics import counted
from briefgen.intake.drawing.bylines import day_shown, first_date, is_dateline
from briefgen.intake.drawing.drawn import Drawn, DrawnParagraph, Imprint, Strip, Undrawable, drawn, guessed_language
from briefgen.intake.drawing.ocr import MISSING, is_installed, read_paragraphs, words_of_picture
from briefgen.intake.drawing.pdf_lines import PdfLine, is_garbled, lines_of, size_of

_MOST_PAGES = 2000
_MARGIN = 0.13  # of the page's height, above and below: where running heads stand
_NUMBER = re.compile(r"\W*(?:page|seite|стр\.?|с\.)?\s*\d{1,4}(?:\s*(?:/|of|von|из)\s*\d{1,4})?\W*", re.IGNORECASE)
_ENDED = re.compile(r"[.!?:;…。؟۔][\"”’»)\]]*$")
_LABEL = re.compile(r"[^\W\d_][^.:]{1,25}: \S")
_CAPTION = re.compile(
    r"(?:fig(?:ure|\.)?|tab(?:le|\.)?|abb(?:ildung|\.)|tabelle|tableau|рис(?:унок|\.)?|табл(?:ица|\.)?|chart|map|box|photo)"
    r"\s*[\dIVX][\d.]*\s*[:.|–—]",
    re.IGNORECASE,
)
_OPEN = 14  # sizes of a letter from which on a line is broad enough for its sentence to go on elsewhere
_BETWEEN = 40  # paragraphs that a drawing or table may put between the parts of one
_BEFORE_TITLE = 300  # letters that may stand above a title: of whom it is, of what kind, for whom
_FEW = 12  # letters that a page of words has at least; less is a picture
_DPI = 300
_PICTURE, _GARBLED = "is a picture", "has letters whose codes say nothing of which they are"
_ALONE = {_PICTURE: "shows pictures alone", _GARBLED: _GARBLED}
_SHORT = 4  # pages
_LACKING = re.compile(r"[^\W\d_]+\ufffd\w*|\ufffd[^\W\d_]{2,}")
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
        if len(document) > _MOST_PAGES:
            raise Undrawable(f"has {len(document):,} pages; at most {_MOST_PAGES:,} are read")
        try:
            pages, sizes, unread = _read(document)
            read = [one for n in unread if is_installed() for one in _seen(document[n - 1], n, language)]
            said = list(_metadata(document))
        except pypdfium2.PdfiumError as bad:
            raise Undrawable(f"is damaged: {bad}") from bad
    heads = _running_heads(pages, sizes)
    kept = [[line for line in lines if id(line) not in heads] for lines in pages]
    paragraphs = [*_paragraphs(kept)]
    if read:
        paragraphs = sorted([*paragraphs, *read], key=lambda p: p.strips[0].page)
    if not paragraphs:
        why = "no words can be read in them" if is_installed() else MISSING
        raise Undrawable(f"{_ALONE[next(iter(unread.values()))]}; {why}" if unread else "has no words")
    remarks = [f"page {n} {why}; {MISSING}" for n, why in unread.items() if not is_installed()]
    if is_installed() and (garbled := [str(n) for n, why in unread.items() if why == _GARBLED]):
        remarks.append(f"page {', '.join(garbled)} {_GARBLED}: read off its picture (OCR); look for another copy")
    remarks += _uncoded(line for page in pages for line in page)
    gone = list(dict.fromkeys(line.text for page in pages for line in page if id(line) in heads))
    if gone:
        remarks.append(f"left out as running heads: {' | '.join(gone[:4])}{' | …' if len(gone) > 4 else ''}")
    said = [*_visible(kept, paragraphs), *said]
    said += [] if any(one.what == "title" for one in said) else _first_words(paragraphs)
    return drawn("pdf", paragraphs, said, remarks=remarks)


def _uncoded(lines: Iterable[PdfLine]) -> Iterator[str]:
    """What is said of words in which letters have no code: a font draws "ffi" by a sign of its own."""
    words = [(line.page, word) for line in lines for word in _LACKING.findall(line.text)]
    if words:
        told = ", ".join(f"{word} (page {page})" for page, word in words[:3])
        yield f"{counted(len(words), 'word')} with a letter that has no code, \ufffd: {told}; compare with the pages"


def _read(document: Any) -> tuple[list[list[PdfLine]], dict[int, float], dict[int, str]]:
    """The lines of each page, the height of each by its number, and the pages without words, with the reason."""
    pages, sizes, unread = [], {}, {}
    for n in range(1, len(document) + 1):
        page = document[n - 1]
        sizes[n] = page.get_height()
        words = page.get_textpage()
        try:
            garbled = is_garbled(words)
            pages.append([] if garbled else lines_of(words, n))
        finally:
            words.close()
        if garbled:
            unread[n] = _GARBLED
        elif sum(len(line.text) for line in pages[-1]) < _FEW and _has_picture(page):
            unread[n] = _PICTURE
    return pages, sizes, unread


def _seen(page: Any, number: int, language: str) -> list[DrawnParagraph]:
    """What tesseract reads on the picture of a page."""
    return read_paragraphs(words_of_picture(page.render(scale=_DPI / 72).to_pil(), language), number)


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
                edge[re.sub(r"\d+", "\0", line.text), round(line.bottom / 6)].append(line)
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
    body = size_of(every)
    pitch = _pitch(every, body)
    right = _right_edges(every)
    found: list[list[PdfLine]] = []
    notes: set[int] = set()
    for lines in pages:
        below = _notes(lines, body)
        open_: list[PdfLine] = []
        for line in lines:
            if id(line) in below:
                continue
            if not open_ or _begins_anew(open_[-1], line, body, pitch, right):
                open_ = []
                found.append(open_)
            open_.append(line)
        own = _parted([line for line in lines if id(line) in below])
        notes.update(range(len(found), len(found) + len(own)))
        found += own
    for lines in _whole(found, notes, body, right):
        yield _paragraph(lines, body)


def _whole(
    paragraphs: Sequence[list[PdfLine]], notes: set[int], body: float, right: dict[tuple[int, int], float]
) -> Iterator[list[PdfLine]]:
    """The paragraphs, each with what follows in the next column or page, behind notes, drawings and tables."""
    taken: set[int] = set()

    def next_part(n: int, before: PdfLine) -> int:
        behind = [m for m in range(n + 1, min(n + _BETWEEN, len(paragraphs))) if m not in taken and m not in notes]
        for m in behind:
            line = paragraphs[m][0]
            if _goes_on(before, line, body, right):
                return 0 if any(_goes_on(paragraphs[k][-1], line, body, right) for k in behind if k < m) else m
            is_text = _turns(before, line) and _is_text(paragraphs[m], body, 0.7 * before.width)
            if _ENDED.search(before.text) or is_text:  # what stands below an open sentence are notes or a table
                break
        if not behind or not _turns(before, line := paragraphs[behind[0]][0]) or _CAPTION.match(line.text):
            return 0
        is_other = abs(before.height - line.height) > 0.15 * body or _is_last(before, line, body, right)
        return 0 if is_other else behind[0]

    for n, lines in enumerate(paragraphs):
        if n in taken:
            continue
        whole = list(lines)
        at = n
        while n not in notes and (at := next_part(at, whole[-1])):
            taken.add(at)
            whole += paragraphs[at]
        yield whole


def _goes_on(before: PdfLine, line: PdfLine, body: float, right: dict[tuple[int, int], float]) -> bool:
    """Whether a sentence that a line leaves open goes on in a line of a column or page behind it."""
    is_open = not _ENDED.search(before.text) and before.width > _OPEN * body and not _is_short(before, body, right)
    is_behind = line.page == before.page + 1 or (line.page == before.page and line.left > before.right)
    return is_open and is_behind and line.text[:1].islower() and all(_is_of(one, body) for one in (before, line))


def _is_text(lines: Sequence[PdfLine], body: float, width: float) -> bool:
    """Whether lines are a paragraph of the text and no drawing, table or caption."""
    is_broad = any(line.width > width for line in lines)
    return is_broad and _is_of(lines[0], body) and not _CAPTION.match(lines[0].text)


def _is_of(line: PdfLine, body: float) -> bool:
    return abs(line.height - body) < 0.07 * body


def _is_short(line: PdfLine, body: float, right: dict[tuple[int, int], float]) -> bool:
    return line.right < right[_column(line)] - 0.12 * line.width - 2 * body


def _paragraph(lines: Sequence[PdfLine], body: float) -> DrawnParagraph:
    large = all(line.height > 1.15 * body for line in lines) and len(lines) <= 4
    if large and not any(line.text.endswith("-") or line.page != lines[0].page for line in lines):
        return DrawnParagraph((Strip(" ".join(line.text for line in lines), page=lines[0].page),), is_heading=True)
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
    if _turns(before, line) or abs(before.height - line.height) > 0.15 * body:
        return True
    if _LABEL.match(before.text) and _LABEL.match(line.text):
        return True
    if before.text.endswith("-") and line.text[:1].islower():
        return False
    indented = line.left > before.left + 0.7 * body and bool(_ENDED.search(before.text))
    step = pitch * max(1.0, line.height / body)  # large letters stand farther apart
    is_apart = before.bottom - line.bottom > 1.45 * step or (indented and _is_fresh(line))
    return is_apart or _is_last(before, line, body, right)


def _turns(before: PdfLine, line: PdfLine) -> bool:
    """Whether a line does not stand below another, but in the next column or on the next page."""
    is_beside = before.left >= line.right or line.left >= before.right
    return before.page != line.page or is_beside or before.bottom <= line.bottom


def _is_last(before: PdfLine, line: PdfLine, body: float, right: dict[tuple[int, int], float]) -> bool:
    """Whether a paragraph ends with a line before another."""
    return _ENDED.search(before.text) is not None and _is_short(before, body, right) and _is_fresh(line)


def _is_fresh(line: PdfLine) -> bool:
    return line.text[:1].isupper() or not line.text[:1].isalpha()


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
        body = 1.15 * size_of([line for page in pages for line in page])
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
