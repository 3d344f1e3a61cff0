"""Two versions of a brief to the bytes of one Word file with tracked changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from briefgen.document.nodes import Document, Figure, Heading, Table
from briefgen.frozen import dataclass, replace
from briefgen.ooxml.fields import Bookmarks, Links
from briefgen.ooxml.packing import NewPart, pack
from briefgen.ooxml.style_names import BODY
from briefgen.revisions.compare import Comparison, compare
from briefgen.revisions.revision import Revision, accepted, revised_blocks, with_revisions
from briefgen.revisions.wordwise import Change
from briefgen.writers.docx.blocks import BlockPlace, BodyWriter
from briefgen.writers.docx.house import House
from briefgen.writers.docx.inlines import FOOTNOTES, Look, NoteForm, ParagraphShape, paragraph, text_runs
from briefgen.writers.docx.pagination import (
    AnnexPlan,
    PagePlan,
    TableOfContents,
    Wish,
    is_listed,
    one_line,
    plan,
    plan_annex,
)
from briefgen.writers.docx.properties import marked
from briefgen.writers.docx.redline.inlines import (
    NEW,
    OLD,
    VERSIONS,
    Comments,
    RevisedPictures,
    RevisedReferences,
    RevisedRunWriter,
    Stamp,
    WrittenNote,
    counted,
    figure_places,
)
from briefgen.writers.docx.writer import NAMESPACES, Annex, DocxWriter, Job, apart, as_printed

Why = Callable[[Change], str] | Mapping[str, str]
"""What to say in a comment at a change, "" for none: by the change, or by its sentence as it reads now.

Of what is gone the sentence is the old one.
"""


@dataclass(frozen=True, slots=True)
class RedlineWriter:
    """Writes the new version of a brief with what changed since the old one as tracked changes.

    `author` and `date` (YYYY-MM-DD) stand at each change; no clock is read. Accepting all changes gives the new
    text, rejecting all the old, with their notes and tables. Headers, footers and properties are the new ones;
    a marking that changed stands in the text. Where the very end of the text changed, an empty paragraph closes it.
    `plain` writes a brief without any; `origin` is the mark of the file, as for `DocxWriter`.
    """

    plain: DocxWriter
    author: str
    date: str
    origin: str = ""

    def write(self, old: Document, new: Document, why: Why | None = None) -> bytes:
        """The bytes of the .docx; if nothing changed, exactly those that `DocxWriter` gives.

        ValueError as for `DocxWriter`, and for an author without a name or a date that is none.
        """
        return self.write_compared(compare(*_as_printed(old, new, self.plain)), new, why)

    def write_compared(self, compared: Comparison, new: Document, why: Why | None = None) -> bytes:
        house, form = self.plain.house, self.plain.form
        stamp = Stamp(self.author, self.date, Bookmarks())
        if not compared.changes:
            return self.plain.write(new, self.origin)
        comments = Comments({c.number: reason(c, why) for c in compared.changes} if why else {}, stamp)
        annexed = self.plain.notes == "footnotes"
        short, words = apart(accepted(compared.document)) if annexed else (accepted(compared.document), Document(()))
        planned = plan(short, self.plain.contents, footnotes=form is FOOTNOTES)
        annex = plan_annex(words, planned.estimate) if annexed else None
        job = _RedlineJob(house, form, compared.document, planned, stamp, comments, annex)
        return pack(marked(job.entries(), self.origin))


def _as_printed(old: Document, new: Document, plain: DocxWriter) -> tuple[Document, Document]:
    """Both versions as they are printed; a marking that changed is printed in the text."""
    begins_alike = old.blocks[:1] == new.blocks[:1]
    marking = new.meta.marking if begins_alike else ""
    versions = (replace(version, meta=replace(version.meta, marking=marking)) for version in (old, new))
    before, after = (as_printed(version, plain.house, plain.form) for version in versions)
    return before, replace(after, meta=new.meta)


def reason(change: Change, why: Why) -> str:
    """What `why` says of a change."""
    return why(change) if callable(why) else why.get(change.new or change.old, "")


class _RedlineJob(Job):
    """One document of two versions on its way into one file."""

    def __init__(
        self,
        house: House,
        form: NoteForm,
        document: Document,
        new: PagePlan,
        stamp: Stamp,
        comments: Comments,
        annex: AnnexPlan | None,
    ) -> None:
        """`new` is the plan of the new version: it has a table of contents, or has none, as that has.

        `annex` is that of its annex, None where notes hold their words themselves.
        """
        self._new, self._stamp, self._comments = new, stamp, comments
        self._is_annexed = annex is not None
        wish: Wish = "always" if new.headings else "never"
        super().__init__(house, form, document, wish, new.lowest, annexed=self._is_annexed)
        self._annex_plan = annex or AnnexPlan()

    def _prepare(self, bookmarks: Bookmarks) -> None:
        document, house, stamp, ids = self._document, self._house, self._stamp, self._stamp.ids
        self._plan = as_in_new(self._plan, self._new, document)
        self._references = self._uses = RevisedReferences(self._form, document.notes, house, ids, stamp)
        self._pictures = self._shown = RevisedPictures(
            document.pictures, document.meta.figure_label, house.text_height, ids, stamp
        )
        self._contents = RevisedContents(house, self._plan, ids, document, stamp)

    def entries(self) -> list[NewPart]:
        return [*super().entries(), *self._comments.entries(NAMESPACES)]

    def _body_writer(self, links: Links) -> RevisedBodyWriter:
        places = figure_places(self._document)
        runs = RevisedRunWriter(self._house, self._uses, links, places, self._stamp, self._comments)
        return RevisedBodyWriter(self._house, runs, self._shown, self._contents, self._stamp)

    def _add_annex(self, body: BodyWriter, links: Links) -> None:
        assert isinstance(body, RevisedBodyWriter)
        written = self._uses.written if self._is_annexed else ()
        self._annex = annex = RevisedAnnex(self._document, written, self._house, self._form, self._stamp)
        writer = RevisedRunWriter(self._house, self._uses, links, {}, self._stamp, None)
        body.insert_revised(
            annex.revised_xml(writer, begins_page=self._annex_plan.begins_page), closed=annex.ends_in_both
        )

    def _main_relationships(self, links: Links) -> str:
        return super()._main_relationships(links) + self._comments.relationships()

    def _written_notes(self, links: Links) -> str:
        writer = RevisedRunWriter(self._house, self._uses, links, {}, self._stamp, None)
        written = []
        for note in self._uses.written:
            writer.mark = note.mark
            written.append(self._note(note.note, writer))
        return "".join(written)


# --- The table of contents of two versions: entries of headings that came, went or changed are tracked like these ---


class RevisedContents(TableOfContents):
    def __init__(self, house: House, planned: PagePlan, bookmarks: Bookmarks, document: Document, stamp: Stamp) -> None:
        """`planned` is the plan of both versions, with the pages of the new one (`as_in_new`)."""
        super().__init__(house, planned, bookmarks)
        self._stamp = stamp
        self._marks = _marks(document, planned.lowest)

    def _line(self, shape: ParagraphShape, first: str, heading: Heading, number: int, behind: str) -> str:
        mark = self._marks[number - 1]
        words = [
            (own if mark is Revision.KEPT else mark, text_runs(text, Look()))
            for node, own, _ in with_revisions(heading.content)
            if (text := one_line((node,)))
        ]
        # A link of which nothing is left to read leads nowhere.
        link = [] if mark is Revision.DELETED else [self._link(number)]
        runs = self._stamp.joined([first, *link, *words, (mark, behind), *("</w:hyperlink>" for _ in link)])
        return paragraph(replace(shape, revision=self._stamp.element(mark)), runs)


def as_in_new(planned: PagePlan, new: PagePlan, document: Document) -> PagePlan:
    """The plan of a document of two versions with the pages of its new version; those of what went as planned."""
    pages = iter(new.estimate.pages)
    shown = tuple(
        page if mark is Revision.DELETED else next(pages, page)
        for page, mark in zip(planned.estimate.pages, _marks(document, planned.lowest), strict=False)
    )
    return replace(planned, estimate=replace(planned.estimate, pages=shown, count=new.estimate.count))


def _marks(document: Document, lowest: int) -> list[Revision]:
    """What became of each heading that is listed, down to a level."""
    headings = (pair for pair in revised_blocks(document.blocks) if isinstance(pair[0], Heading))
    return [mark for heading, mark in headings if isinstance(heading, Heading) and is_listed(heading, lowest)]


# --- Blocks of two versions to the content of w:body ---


class RevisedBodyWriter(BodyWriter):
    def __init__(
        self, house: House, writer: RevisedRunWriter, pictures: RevisedPictures, contents: TableOfContents, stamp: Stamp
    ) -> None:
        super().__init__(house, writer, pictures, contents)
        self._revised = writer
        self._shown = pictures
        self._stamp = stamp
        self._behind_table: set[Revision] = set()  # the versions in which a table was the last
        self._is_closed = False  # whether the last paragraph stayed

    def xml(self) -> str:
        """What was written. Where its end changed, an empty paragraph closes it: the last one cannot go."""
        if self._after_table or not self._is_closed:
            self._out.append(paragraph(ParagraphShape(self._house.style(BODY)), ""))
        return "".join(self._out)

    def insert(self, paragraphs: str) -> None:
        self.insert_revised(paragraphs, closed=True)

    def insert_revised(self, paragraphs: str, *, closed: bool) -> None:
        """As `insert`; `closed` says whether the last of the paragraphs stands in both versions."""
        super().insert(paragraphs)
        if paragraphs:
            self._behind_table.clear()
            self._is_closed = closed

    def _paragraph(self, shape: ParagraphShape, runs: str) -> None:
        super()._paragraph(shape, runs)
        self._behind_table.difference_update(VERSIONS[self._revised.mark])
        self._is_closed = self._revised.mark is Revision.KEPT

    def _figure(self, figure: Figure, place: BlockPlace) -> None:
        self._shown.mark = self._revised.mark
        super()._figure(figure, place)

    def _table(self, node: Table, place: BlockPlace) -> None:
        super()._table(node, place)
        self._behind_table.update(VERSIONS[self._revised.mark])
        self._is_closed = False

    def _part_from_table(self) -> None:
        """An empty paragraph in each version in which two tables would touch, or in neither if only both do."""
        versions = [version for version in VERSIONS[self._revised.mark] if version in self._behind_table]
        if len(versions) == 2:
            revision = ""
        elif versions:
            revision = self._stamp.element(versions[0])
        elif self._after_table:  # came and went
            revision = self._stamp.element(NEW) + self._stamp.element(OLD)
        else:
            return
        self._out.append(paragraph(ParagraphShape(self._house.style(BODY), revision=revision), ""))
        self._after_table = False
        self._behind_table.difference_update(versions)


# --- The annex of two versions: each has its own entries, with the numbers that its notes have ---


class RevisedAnnex(Annex):
    """The annex of the notes that were written in the text, in their order there."""

    def __init__(
        self, document: Document, written: Iterable[WrittenNote], house: House, form: NoteForm, stamp: Stamp
    ) -> None:
        self._written = {one.note.number: one for one in written}
        super().__init__(replace(document, notes=tuple(w.note for w in self._written.values())), house, form, stamp.ids)
        self._stamp = stamp
        self._marks = {number: self._mark(self._written[number]) for number in self._parts}

    @property
    def ends_in_both(self) -> bool:
        """Whether its last paragraph stands in both versions."""
        return next(reversed(self._marks.values()), Revision.KEPT) is Revision.KEPT

    def revised_xml(self, writer: RevisedRunWriter, *, begins_page: bool) -> str:
        """Its paragraphs, those that came or went as such; "" where neither version has an annex."""
        if not self._parts:
            return ""
        writer.mark = _common(self._marks.values())
        out = [self._heading(writer, begins_page)]
        for number, (_, words) in self._parts.items():
            mark = writer.mark = self._marks[number]
            numbers = [self._written[number].numbers[version] for version in VERSIONS[mark]]
            shown = self._stamp.wrapped(mark, counted(self._stamp, mark, numbers))
            out.append(self._entry(number, shown, writer.runs(words), writer))
        writer.mark = Revision.KEPT
        return "".join(out)

    def _mark(self, written: WrittenNote) -> Revision:
        """The versions in which a note has words of its own in the annex."""
        marks = [{mark for _, mark, _ in with_revisions(part)} for part in self._parts[written.note.number]]
        there = [v for v in VERSIONS[written.mark] if all(own & {Revision.KEPT, v, written.mark} for own in marks)]
        return there[0] if len(there) == 1 else written.mark


def _common(marks: Iterable[Revision]) -> Revision:
    """What becomes of a heading over members that came, went or stayed."""
    found = set(marks)
    return Revision.KEPT if Revision.KEPT in found or {OLD, NEW} <= found else found.pop()
