"""Two versions of a brief to the bytes of one Word file with tracked changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from briefgen.document.nodes import Document
from briefgen.ooxml.fields import Bookmarks
from briefgen.ooxml.links import Links
from briefgen.ooxml.packing import Entry, pack
from briefgen.revisions.compare import Comparison, compare
from briefgen.revisions.revision import accepted
from briefgen.revisions.wordwise import Change
from briefgen.writers.docx.contents import Plan, plan
from briefgen.writers.docx.house import House
from briefgen.writers.docx.notes import FOOTNOTES, NoteForm
from briefgen.writers.docx.origin import marked
from briefgen.writers.docx.redline.body import RevisedBodyWriter
from briefgen.writers.docx.redline.comments import Comments
from briefgen.writers.docx.redline.contents import RevisedContents, as_in_new
from briefgen.writers.docx.redline.figures import RevisedPictures, figure_places
from briefgen.writers.docx.redline.notes import RevisedReferences
from briefgen.writers.docx.redline.runs import RevisedRunWriter
from briefgen.writers.docx.redline.stamp import Stamp
from briefgen.writers.docx.writer import NAMESPACES, DocxWriter, Job, as_printed

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
        planned = plan(accepted(compared.document), self.plain.contents, footnotes=form is FOOTNOTES)
        job = _RedlineJob(house, form, compared.document, planned, stamp, comments)
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
        new: Plan,
        stamp: Stamp,
        comments: Comments,
    ) -> None:
        """`new` is the plan of the new version: it has a table of contents, or has none, as that has."""
        self._new, self._stamp, self._comments = new, stamp, comments
        super().__init__(house, form, document, "always" if new.headings else "never", new.lowest)

    def _prepare(self, bookmarks: Bookmarks) -> None:
        document, house, stamp, ids = self._document, self._house, self._stamp, self._stamp.ids
        self._plan = as_in_new(self._plan, self._new, document)
        self._references = self._uses = RevisedReferences(self._form, document.notes, house, ids, stamp)
        self._pictures = self._shown = RevisedPictures(
            document.pictures, document.meta.figure_label, house.text_height, ids, stamp
        )
        self._contents = RevisedContents(house, self._plan, ids, document, stamp)

    def entries(self) -> list[Entry]:
        return [*super().entries(), *self._comments.entries(NAMESPACES)]

    def _body_writer(self, links: Links) -> RevisedBodyWriter:
        places = figure_places(self._document)
        runs = RevisedRunWriter(self._house, self._uses, links, places, self._stamp, self._comments)
        return RevisedBodyWriter(self._house, runs, self._shown, self._contents, self._stamp)

    def _main_relationships(self, links: Links) -> str:
        return super()._main_relationships(links) + self._comments.relationships()

    def _written_notes(self, links: Links) -> str:
        writer = RevisedRunWriter(self._house, self._uses, links, {}, self._stamp, None)
        written = []
        for note in self._uses.written:
            writer.mark = note.mark
            written.append(self._note(note.id, note.content, writer))
        return "".join(written)
