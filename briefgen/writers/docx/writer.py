"""A Document and a House to the bytes of a Word file.

Nothing here loads python-docx or lxml: the body is joined from strings, and the rest is the House's parts
with their holes filled.
"""

from __future__ import annotations

from typing import Literal

from briefgen.document.direction import RTL_LANGUAGES, begins_rtl
from briefgen.document.figures import figure_numbers
from briefgen.document.nodes import Document, Heading, Marking, Note, Paragraph, Text
from briefgen.document.walk import parted
from briefgen.frozen import dataclass, replace
from briefgen.ooxml import packing
from briefgen.ooxml.fields import ANNEX, Bookmarks, Links, evidence_bookmark, note_bookmark
from briefgen.ooxml.packing import DECLARATION, Deflated, NewPart, pack, relationship
from briefgen.ooxml.text import escape
from briefgen.writers.docx.blocks import BodyWriter, Pictures
from briefgen.writers.docx.house import House, Part, Relation
from briefgen.writers.docx.inlines import (
    ENDNOTES,
    FOOTNOTES,
    NoteForm,
    NoteReferences,
    ParagraphShape,
    RunWriter,
    paragraph,
    plain,
)
from briefgen.writers.docx.pagination import TableOfContents, Wish, plan, plan_annex
from briefgen.writers.docx.properties import Properties, marked

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EAST_ASIAN_LANGUAGES = frozenset({"ja", "ko", "zh"})


@dataclass(frozen=True, slots=True)
class DocxWriter:
    """Writes Word files in the looks of one House, with endnotes or footnotes.

    Footnotes are short, and lead to the exact words in an annex (`annex`); `quoted` ones hold their words themselves.

    Endnotes get a heading of their own, `meta.notes_title`, at the end of the text. A table of contents, titled
    `meta.contents_title`, stands before the first heading of the second or third level: with "auto" where the
    brief is likely to have eight pages or more.

    A marking that begins the text is left out where it is `meta.marking` and the house shows that in header
    or footer: it would stand on the first page twice. Markdown, which has no pages, keeps it.
    """

    house: House
    notes: Literal["endnotes", "footnotes", "quoted"] = "endnotes"
    contents: Wish = "auto"
    name, suffix = "docx", ".docx"

    @property
    def form(self) -> NoteForm:
        """How its notes are kept and called."""
        return ENDNOTES if self.notes == "endnotes" else FOOTNOTES

    def write(self, document: Document, origin: str = "") -> bytes:
        """The bytes of the .docx; the same Document gives the same bytes.

        `origin` is the mark of the generated version that the Document was made from, where it is not one itself.

        ValueError for what no reader or citation pass makes: a Cite, a note that is missing or never used
        or used out of order, a link that is neither http(s) nor mailto, a character XML cannot hold, lists
        deeper than 9 levels, tables of more than 63 columns or uneven rows, a figure without a sound picture
        or without alternative text.
        """
        printed = as_printed(document, self.house, self.form)
        job = Job(self.house, self.form, printed, self.contents, annexed=self.notes == "footnotes")
        return pack(marked(job.entries(), origin))


def as_printed(document: Document, house: House, form: NoteForm) -> Document:
    """The document without a marking that the page carries, and with the heading of its endnotes."""
    blocks, marking = document.blocks, document.meta.marking
    if house.shows_marking() and marking and blocks[:1] == (Marking(marking),):
        blocks = blocks[1:]
    if document.notes and form is ENDNOTES:
        blocks = (*blocks, Heading(2, (Text(document.meta.notes_title),)))
    return replace(document, blocks=blocks)


class Job:
    """One document on its way into one file."""

    def __init__(
        self,
        house: House,
        form: NoteForm,
        document: Document,
        contents: Wish,
        lowest: int = 0,
        *,
        annexed: bool = False,
    ) -> None:
        self._house = house
        self._form = form
        self._document = document
        self._properties = Properties(document.meta, house.asked_properties())
        bookmarks = Bookmarks()
        short, words = apart(document) if annexed else (document, Document(()))
        self._plan = plan(short, contents, footnotes=form is FOOTNOTES, lowest=lowest)
        self._annex_plan = plan_annex(words, self._plan.estimate)
        self._annex = Annex(document if annexed else Document(()), house, form, bookmarks)
        self._prepare(bookmarks)

    def _prepare(self, bookmarks: Bookmarks) -> None:
        """Make what counts things while the text is written."""
        document, house = self._document, self._house
        self._references = NoteReferences(self._form, document.notes, house, bookmarks)
        self._pictures = Pictures(document.pictures, document.meta.figure_label, house.text_height, bookmarks)
        self._contents = TableOfContents(house, self._plan, bookmarks)

    def entries(self) -> list[NewPart]:
        """The parts in their order in the package."""
        links = Links()
        body = self._body(links)
        self._lists = body.lists()
        self._references.close()
        cover = self._house.cover
        xml = self._fill(cover.content if cover else ("",)) + body.xml() + self._fill(self._house.section)
        start_tag = f"<w:document {NAMESPACES}{cover.start_tag if cover else ''}>"
        main = f"{DECLARATION}{start_tag}<w:body>{xml}</w:body></w:document>"
        return [
            NewPart("word/document.xml", f"{_WORD}.document.main+xml", main.encode(), self._main_relationships(links)),
            *(self._entry(part) for part in self._house.parts),
            *([self._notes()] if self._document.notes else []),
            *self._pictures.entries(),
            *self._properties.entries(),
        ]

    def _body(self, links: Links) -> BodyWriter:
        body = self._body_writer(links)
        body.write(self._document.blocks[: self._plan.before])
        body.insert(self._contents.xml(self._document.meta.contents_title))
        body.write(self._document.blocks[self._plan.before :])
        self._add_annex(body, links)
        return body

    def _add_annex(self, body: BodyWriter, links: Links) -> None:
        writer = RunWriter(self._house, self._references, links)
        body.insert(self._annex.xml(writer, begins_page=self._annex_plan.begins_page))

    def _body_writer(self, links: Links) -> BodyWriter:
        runs = RunWriter(self._house, self._references, links, figure_numbers(self._document))
        return BodyWriter(self._house, runs, self._pictures, self._contents)

    def _main_relationships(self, links: Links) -> str:
        house = "".join(
            relationship(f"rId{n}", part.relation, part.name.removeprefix("word/"))
            for n, part in enumerate(self._house.parts, 1)
            if part.relation
        )
        notes = relationship("rIdNotes", f"{self._form.word}s", f"{self._form.word}s.xml")
        cover = _relationships(self._house.cover.relations) if self._house.cover else ""
        return (
            house
            + cover
            + (notes if self._document.notes else "")
            + self._pictures.relationships()
            + links.relationships()
        )

    def _entry(self, part: Part) -> NewPart:
        data = part.content if isinstance(part.content, Deflated) else self._fill(part.content).encode()
        return NewPart(part.name, part.content_type, data, _relationships(part.relations))

    def _notes(self) -> NewPart:
        """The part that holds the notes: the separators, then every note with its own number in front."""
        links, form = Links(), self._form
        notes = self._written_notes(links)
        xml = f"{DECLARATION}<w:{form.word}s {NAMESPACES}>{form.separators}{notes}</w:{form.word}s>"
        return NewPart(form.part, f"{_WORD}.{form.word}s+xml", xml.encode(), links.relationships())

    def _written_notes(self, links: Links) -> str:
        writer = RunWriter(self._house, self._references, links)
        return "".join(self._note(note, writer) for note in self._document.notes)

    def _note(self, note: Note, writer: RunWriter) -> str:
        word = self._form.word
        mark = f"<w:r><w:rPr>{self._references.style}</w:rPr><w:{word}Ref/></w:r><w:r><w:tab/></w:r>"
        shape = ParagraphShape(self._house.style(f"{word} text"), rtl=begins_rtl(plain(note.content)))
        inside = paragraph(shape, writer.as_revised(mark) + self._annex.note(note, writer))
        return f'<w:{word} w:id="{note.number}">{inside}</w:{word}>'

    def _fill(self, cut: packing.Stencil) -> str:
        return packing.fill(cut, self._hole)

    def _hole(self, hole: str) -> str:
        """The XML that this document puts into a hole of the house."""
        name = packing.property_name(hole)
        if name is not None:
            return escape(self._properties.shown(name))
        running = packing.running_number(hole)
        if running is not None:
            texts = self._document.meta.running
            return escape(texts[running]) if running < len(texts) else ""  # a mark that nobody meant
        if (beside := packing.marking_beside(hole)) is not None:
            texts, marking = self._document.meta.running, self._document.meta.marking
            return "" if any(marking in texts[n] for n in beside if n < len(texts)) else escape(marking)
        has_notes = bool(self._document.notes)
        match hole:
            case packing.LANGUAGE:
                return _language("lang", self._document.meta.language)
            case packing.THEME_LANGUAGE:
                return _language("themeFontLang", self._document.meta.language)
            case packing.MARKING_STYLE:
                style = self._house.marking_style(self._document.meta.marking)
                return f'<w:rStyle w:val="{style}"/>' if style else ""
            case packing.LISTS:
                return self._lists
            case packing.PAGES:
                return str(
                    self._plan.estimate.count
                    + self._annex_plan.pages
                    + (self._house.cover.pages if self._house.cover else 0)
                )
            case packing.SECTION_PAGES:
                return str(self._plan.estimate.count + self._annex_plan.pages)
            case packing.NOTE_SETTINGS:
                return self._form.settings if has_notes else ""
            case packing.SECTION_NOTES:
                return self._form.section if has_notes else ""
        raise ValueError(f"the house has a hole that nothing fills: {hole!r}")


def _relationships(relations: tuple[Relation, ...]) -> str:
    return "".join(relationship(r.id, r.type, r.target, external=r.external) for r in relations)


def _language(tag: str, language: str) -> str:
    """The language, also as that of the script it is written in (17.3.2.20)."""
    primary = language.split("-")[0].lower()
    extra = ""
    if primary in _EAST_ASIAN_LANGUAGES:
        extra = f' w:eastAsia="{escape(language)}"'
    if primary in RTL_LANGUAGES:
        extra = f' w:bidi="{escape(language)}"'
    return f'<w:{tag} w:val="{escape(language)}"{extra}/>'


# --- The annex with the exact words of short footnotes ---
#
# A footnote says where something stands: source, date, place. It leads to the words, which stand once for each passage
# at the end of the file, under a heading that begins a page where the last one of the text is well filled, and lead
# back to where the note is first used.


_HEADING = 2  # the level of the annex's heading


class Annex:
    """The notes of one document, each parted into what its footnote says and what stands in the annex."""

    def __init__(self, document: Document, house: House, form: NoteForm, bookmarks: Bookmarks) -> None:
        self._house, self._form, self._bookmarks = house, form, bookmarks
        self._title = document.meta.evidence_title
        parts = {note.number: parted(note) for note in document.notes}
        self._parts = {number: part for number, part in parts.items() if all(part)}

    def xml(self, writer: RunWriter, *, begins_page: bool = True) -> str:
        """The paragraphs of the annex; "" where no note has words of its own there."""
        if not self._parts:
            return ""
        return self._heading(writer, begins_page) + "".join(
            self._entry(number, writer.runs((Text(str(number)),)), writer.runs(words), writer)
            for number, (_, words) in self._parts.items()
        )

    def _heading(self, writer: RunWriter, begins_page: bool) -> str:
        title = self._bookmarks.around(ANNEX, writer.runs((Text(self._title),)))
        style = self._house.style(f"heading {_HEADING}")
        outline = None if style else _HEADING - 1
        shape = ParagraphShape(
            style, keep_next=True, page_break=begins_page, outline=outline, revision=writer.revision()
        )
        return paragraph(shape, title)

    def _entry(self, number: int, shown: str, words: str, writer: RunWriter) -> str:
        """The words of note `number`, behind the runs that show what its number is."""
        back = self._bookmarks.around(evidence_bookmark(number), _link(note_bookmark(number), shown))
        shape = ParagraphShape(self._house.style(f"{self._form.word} text"), revision=writer.revision())
        return paragraph(shape, back + words)

    def note(self, note: Note, writer: RunWriter) -> str:
        """The runs of a footnote: where it stands, as a link to the words."""
        part = self._parts.get(note.number)
        return _link(evidence_bookmark(note.number), writer.runs(part[0])) if part else writer.runs(note.content)


def apart(document: Document) -> tuple[Document, Document]:
    """The document with short notes, and the annex with their words, for who counts their pages."""
    parts = [(note, *parted(note)) for note in document.notes]
    short = tuple(replace(note, content=lead) for note, lead, _ in parts)
    words = tuple(Paragraph((Text(f"{note.number} "), *words)) for note, _, words in parts if words)
    return replace(document, notes=short), Document(words)


def _link(bookmark: str, runs: str) -> str:
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{runs}</w:hyperlink>'
