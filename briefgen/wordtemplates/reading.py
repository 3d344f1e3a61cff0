"""A Word file to a `WordTemplate`: the document from top to bottom becomes the tape.

A paragraph, row or cell whose whole content is tags that print nothing vanishes and governs what follows: a
`{% for … %}` alone in a table row repeats the rows down to the row of its `{% endfor %}`.
"""

from __future__ import annotations

from collections import Counter

from briefgen.diagnostics import Severity
from briefgen.frozen import replace
from briefgen.ooxml.tree import Element, W, has_head, shade, value
from briefgen.wordtemplates.package import TemplatePackage, TemplatePictures, clean, no_traceback
from briefgen.wordtemplates.running import RunningTexts
from briefgen.wordtemplates.styles import STYLE_HINT, TABLE_HINT, TemplateStyles, looks_of_table, own_styles, widths_of
from briefgen.wordtemplates.tags import OBJECT, Container, find_tags, without_tags
from briefgen.wordtemplates.tape import (
    Piece,
    PieceReader,
    Stretch,
    Tape,
    compose,
    number_of,
    number_paragraphs,
    text_of,
)
from briefgen.wordtemplates.template import (
    CELL,
    NOTE,
    PARAGRAPH,
    ROW,
    TABLE,
    ParagraphPlace,
    TableLook,
    TapeLine,
    WordTemplate,
    close_mark,
    open_mark,
)
from briefgen.writers.base import MOST_COLUMNS

_GOVERNING = ("table", "row")  # empty paragraphs of a row or cell of tags vanish with it
_QUOTES = ("quote", "intense quote")
_CONTENTS = ("toc heading", *(f"toc {n}" for n in range(1, 10)))
_SIDES = {"center": "center", "right": "right", "end": "right", "both": "both"}


def read_template(data: bytes, file: str) -> WordTemplate:
    """The template in a .docx; its diagnostics say what is wrong with its tags and what no brief takes over.

    `file` is the name for messages. Raises Problems where the file is unsafe or no Word document.
    """
    with no_traceback(file):
        return _read(TemplatePackage(data, file))


def _read(package: TemplatePackage) -> WordTemplate:
    reader = _TemplateReader(package)
    reader.read()
    running = RunningTexts(package, reader.tape)
    running.read()
    _tell_cell_styles(reader.tape)
    reader.tape.nesting.end()
    reader.tape.finish()
    return WordTemplate(
        file=package.file,
        source="\n".join(reader.tape.source),
        lines=tuple(reader.tape.lines),
        tables=tuple(reader.tables),
        shades=tuple(reader.shades),
        pictures=tuple(reader.pictures.kept),
        running=tuple(running.lines),
        has_contents=reader.has_contents,
        own_styles=own_styles(reader.tape.lines, reader.tables, has_title=reader.has_title),
        house=package.packed(),
        diagnostics=tuple(reader.tape.findings.all()),
    )


def _tell_cell_styles(tape: Tape) -> None:
    """All text in tables has one style, that of most cells; say which others there are, headings among them."""
    styled = [(n, line) for n, line in enumerate(tape.lines, 1) if line.place.table and line.place.text.strip()]
    names = Counter(line.style for _, line in styled if line.style and line.kind != "heading")
    usual = names.most_common(1)[0][0] if names else ""
    hint = "cells have the style that most of them have; make words bold, or put a heading before the table"
    for n, line in styled:
        name = line.style or f"heading {line.level}"
        if line.kind == "heading" or (line.style and name != usual):
            tape.findings.left_out(n, line.place, f"the style “{name}” in a table cell is not taken over", hint)


class _TemplateReader:
    """Reads the body of one file, and the notes that it refers to."""

    def __init__(self, package: TemplatePackage) -> None:
        self.package = package
        self.styles = TemplateStyles(self._tree("styles"), self._tree("numbering"))
        self.tape = Tape(package.file)
        self.tables: list[TableLook] = []
        self.shades: list[str] = []
        self.pictures = TemplatePictures(package)
        self._headings: list[tuple[int, str]] = []
        self._notes = {kind: _NoteParts(package, kind, self) for kind in ("footnote", "endnote")}
        self._note_count = 0
        self._pieces = PieceReader(self.styles, package.relations(package.main))
        self.has_title = False  # a paragraph of the style Title is the title, and heading 1 a section

    @property
    def has_contents(self) -> bool:
        return self._pieces.has_contents

    def _tree(self, kind: str) -> Element | None:
        name = self.package.one_related(kind)
        return self.package.root(name) if name else None

    def read(self) -> None:
        body = self.package.body
        self.prepare(self.package.main)
        self.has_title = any(self.styles.heading(p) == 0 for p in body.iter(W + "p"))
        if len(list(body.iter(W + "sectPr"))) > 1:
            hint = "the page, header and footer of the last section hold for the whole brief"
            self.tape.findings.left_out(1, ParagraphPlace(), "sections are not taken over", hint)
        self._blocks(body, ParagraphPlace(file=self.package.main), ("body",))

    def prepare(self, name: str) -> Element:
        """The root of a part with its paragraphs numbered and itself made plain; what is taken out is told."""
        root = self.package.root(name)
        number_paragraphs(root)

        def tell(element: Element, what: str, hint: str | None, severity: Severity) -> None:
            found = next(element.iterancestors(W + "p"), None)
            self.tape.later.append((ParagraphPlace(file=name, number=number_of(found)), what, hint, severity))

        clean(root, self._tree("styles"), tell, self.pictures.keep if name == self.package.main else lambda _: "")
        return root

    # --- blocks ---

    def _blocks(self, container: Element, place: ParagraphPlace, scope: Container) -> None:
        for child in container:
            if child.tag == W + "p":
                self._paragraph(child, place, scope)
            elif child.tag == W + "tbl" and place.table:
                self._nested_table(child, place, scope)
            elif child.tag == W + "tbl":
                self._table(child, place)

    def _paragraph(self, paragraph: Element, place: ParagraphPlace, scope: Container) -> None:
        line = self.tape.next_line
        pieces, told = self._pieces.read(paragraph)
        place = self.placed(paragraph, pieces, place)
        self.tape.leave_out(told, place)
        style = self.styles.name(self.styles.of(paragraph))
        if style.casefold() in _CONTENTS:
            return
        tags = self.tape.tags(place)
        if self.tape.govern(tags, place, scope) or scope[0] in _GOVERNING:
            return
        shape = self._shape(paragraph, style, place)
        if shape.kind == "heading" and not place.table and self.styles.heading(paragraph):
            self._enter_heading(shape.level, place.text)
        self._tell_direct(paragraph, shape, line)
        self.tape.follow(tags, place)
        self._write(shape, compose(pieces, tags), paragraph)

    def placed(self, paragraph: Element, pieces: list[Piece], place: ParagraphPlace) -> ParagraphPlace:
        headings = tuple(text for _, text in self._headings)
        return replace(place, headings=headings, number=number_of(paragraph), text=text_of(pieces))

    def _write(self, shape: TapeLine, stretches: list[Stretch], paragraph: Element) -> None:
        self.tape.pending += open_mark(PARAGRAPH, self.tape.next_line)
        for stretch in stretches:
            self.tape.write(shape, stretch)
            if stretch.note:
                self._note(stretch.note, shape)
        self.tape.source[-1] += close_mark(PARAGRAPH)

    def _shape(self, paragraph: Element, style: str, place: ParagraphPlace) -> TapeLine:
        """What kind of paragraph it is."""
        align = _SIDES.get(value(paragraph, "pPr/jc") or "", "")
        heading, item = self.styles.heading(paragraph), self.styles.list_item(paragraph)
        if heading is not None:
            level = min(6, heading + self.has_title)
            usual = "title" if not heading else f"heading {heading}"
            return TapeLine(place, "heading", "" if style.casefold() == usual else style, level, align=align)
        if item is not None:
            return TapeLine(place, "item", style, item.level, item.number, item.ordered, item.start, align)
        behind = shade(paragraph, "pPr/shd")
        return TapeLine(place, "quote" if style.casefold() in _QUOTES else "text", style, align=align, shade=behind)

    def _enter_heading(self, level: int, text: str) -> None:
        self._headings = [(n, words) for n, words in self._headings if n < level]
        self._headings.append((level, text.replace(OBJECT, "").strip()))

    def _tell_direct(self, paragraph: Element, shape: TapeLine, line: int) -> None:
        if missing := self.styles.missing(paragraph):
            hint = "Word shows such text in its default style; give the paragraph one of the styles that there are"
            self.tape.findings.left_out(line, shape.place, f"the style “{missing}” is not in this file", hint)
        style, in_cell = self.styles.of(paragraph), bool(shape.place.table)
        for words in self.styles.looks_of_paragraph(
            paragraph, style, in_cell=in_cell, in_list=shape.kind == "item", is_text=shape.kind == "text"
        ):
            verb = "are" if words.startswith(("the indents", "the distances")) else "is"
            self.tape.findings.left_out(line, shape.place, f"{words} {verb} not taken over", STYLE_HINT)

    # --- notes ---

    def _note(self, piece: Piece, shape: TapeLine) -> None:
        """The note's text on lines of its own, inside the paragraph that refers to it."""
        self._note_count += 1
        self.tape.source[-1] += open_mark(NOTE, self._note_count)
        self._notes[piece.kind].write(piece.data, self._note_count)
        self.tape.pending += close_mark(NOTE)

    # --- tables ---

    def _table(self, table: Element, place: ParagraphPlace) -> None:
        rows = list(table.iterchildren(W + "tr"))
        style = self.styles.name(value(table, "tblPr/tblStyle") or "")
        self.tables.append(TableLook(style, _has_head(table, rows), widths_of(table)))
        place = replace(place, table=len(self.tables))
        for what in looks_of_table(table):
            self.tape.findings.left_out(
                self.tape.next_line,
                place,
                f"{what} {'are' if what.startswith('the lines') else 'is'} not taken over",
                TABLE_HINT,
            )
        self.tape.pending += open_mark(TABLE, len(self.tables))
        for number, row in enumerate(rows, 1):
            self._row(row, replace(place, row=number))
        self.tape.pending += close_mark(TABLE)

    def _row(self, row: Element, place: ParagraphPlace) -> None:
        cells = list(row.iterchildren(W + "tc"))
        if self._only_governs(cells):
            for number, cell in enumerate(cells, 1):
                self._blocks(cell, replace(place, cell=number), ("table", place.table))
            return
        before, behind = (_columns(value(row, f"trPr/{name}") or "0") for name in ("gridBefore", "gridAfter"))
        self.tape.pending += open_mark(ROW) + (open_mark(CELL) + close_mark(CELL)) * before
        for number, cell in enumerate(cells, 1):
            self._cell(cell, replace(place, cell=number), alone=len(cells) == 1)
        self.tape.pending += (open_mark(CELL) + close_mark(CELL)) * behind + close_mark(ROW)

    def _cell(self, cell: Element, place: ParagraphPlace, *, alone: bool) -> None:
        if not alone and self._only_governs([cell], balanced=False):
            self._blocks(cell, place, ("row", place.table, place.row))
            return
        self.tape.pending += open_mark(CELL, self._shade(cell))
        self._blocks(cell, place, ("cell", place.table, place.row, place.cell))
        self.tape.pending += close_mark(CELL)
        extra = max(1, _columns(value(cell, "tcPr/gridSpan") or "1")) - 1
        heads = place.row == 1 and self.tables[-1].has_head and not alone and not _has_tags(cell)
        for _ in range(extra):  # what heads several columns heads each of them
            self.tape.pending += open_mark(CELL, self._shade(cell))
            if heads:
                self._blocks(cell, place, ("cell", place.table, place.row, place.cell))
            self.tape.pending += close_mark(CELL)
        merged_down = cell.find(f"{W}tcPr/{W}vMerge") is not None
        if merged_down or (extra and not alone):
            hint = "tables have plain rows and columns; only the first row may be one cell over all of them"
            self.tape.findings.left_out(self.tape.next_line, place, "merged cells are taken apart", hint)

    def _shade(self, cell: Element) -> int:
        """The number of the colour behind a cell, from 1; 0 for none."""
        if not (colour := shade(cell, "tcPr/shd")):
            return 0
        if colour not in self.shades:
            self.shades.append(colour)
        return self.shades.index(colour) + 1

    def _nested_table(self, table: Element, place: ParagraphPlace, scope: Container) -> None:
        """A table inside a cell: its cells become lines of that cell."""
        hint = "a cell of a brief holds no table; make it rows of the table around it, or a table of its own"
        self.tape.findings.left_out(
            self.tape.next_line, place, "a table inside a table becomes lines of its cell", hint
        )
        for cell in table.iter(W + "tc"):
            self._blocks([child for child in cell if child.tag == W + "p"], place, scope)

    def _only_governs(self, cells: list[Element], *, balanced: bool = True) -> bool:
        """Whether cells hold nothing but tags that print nothing; unless `balanced`, some block must stay open."""
        texts = ["".join(_text(p) for p in cell.iter(W + "p")) for cell in cells]
        found = [(text, find_tags(text)[0]) for text in texts]
        tags = [tag for _, own in found for tag in own]
        if not tags or any(tag.is_print for tag in tags) or any(without_tags(*one) for one in found):
            return False
        return (
            balanced
            or sum(tag.opens for tag in tags) != sum(tag.word.startswith("end") for tag in tags)
            or any(tag.word in ("else", "elif") for tag in tags)
        )


class _NoteParts:
    """The footnotes or endnotes of a file."""

    def __init__(self, package: TemplatePackage, kind: str, reader: _TemplateReader) -> None:
        self._reader = reader
        self._file = package.one_related(f"{kind}s")
        self._found: dict[str, Element] = {}
        if self._file:
            self._found = {note.get(W + "id"): note for note in reader.prepare(self._file).iter(W + kind)}
        self._pieces = PieceReader(reader.styles, package.relations(self._file) if self._file else {})

    def write(self, note_id: str, number: int) -> None:
        """Put the text of a note on the tape, a line for each of its paragraphs."""
        tape = self._reader.tape
        note = self._found.get(note_id)
        for count, paragraph in enumerate([] if note is None else note.iterchildren(W + "p")):
            read, told = self._pieces.read(paragraph)
            pieces = _bare(read)
            place = replace(
                self._reader.placed(paragraph, pieces, ParagraphPlace(part=f"note {number}")), file=self._file
            )
            tape.leave_out(told, place)
            tags = tape.tags(place)
            tape.follow(tags, place)
            tape.write(TapeLine(place), compose(pieces, tags)[0], before=tape.line_break if count else "")


def _bare(pieces: list[Piece]) -> list[Piece]:
    """A note's pieces without the blank behind its number, and without notes of its own."""
    kept = [piece for piece in pieces if piece.kind not in ("footnote", "endnote")]
    if kept and kept[0].kind == "text":
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
    return [piece for piece in kept if piece.text]


def _has_head(table: Element, rows: list[Element]) -> bool:
    """Whether the first row heads the columns: it repeats on each page, or the table's design has a header row."""
    return (bool(rows) and rows[0].find(f"{W}trPr/{W}tblHeader") is not None) or has_head(table)


def _has_tags(cell: Element) -> bool:
    return any(find_tags(_text(paragraph))[0] for paragraph in cell.iter(W + "p"))


def _text(paragraph: Element) -> str:
    """The characters of a paragraph, one for everything that is no text."""
    return "".join(
        (e.text or "") if e.tag == W + "t" else OBJECT if e.tag.endswith("Reference") else " "
        for e in paragraph.iter(W + "t", W + "br", W + "tab", W + "footnoteReference", W + "endnoteReference")
    )


def _columns(said: str) -> int:
    """How many columns of a table's grid are meant (17.4.14, 17.4.15, 17.4.17)."""
    return min(int(said), MOST_COLUMNS) if said.isascii() and said.isdecimal() else 0
