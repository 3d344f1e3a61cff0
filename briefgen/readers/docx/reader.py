"""A brief's Word file back to a Document, as the program wrote it or after a person edited and saved it.

What the program writes of its own accord is not read: the table of contents, the heading of endnotes, labels of
figures, the cover, headers and footers. What a person put in and no Document can hold is told, never silently dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from briefgen.diagnostics import Diagnostic, Location, counted
from briefgen.document.joining import plainest
from briefgen.document.nodes import Block, Document, Heading, Inline, LineBreak, Marking, Note, Text
from briefgen.document.runs import Run, to_inlines
from briefgen.document.walk import Content, plain_text
from briefgen.ooxml.archive import EDITED
from briefgen.ooxml.fields import ANNEX
from briefgen.ooxml.simplify import simplify, words_of
from briefgen.ooxml.tree import Element, W
from briefgen.readers.docx.body import BodyReader
from briefgen.readers.docx.findings import ReaderFindings, shown
from briefgen.readers.docx.normal import nest
from briefgen.readers.docx.package import Addresses, Bookmarked, Drawings, EditedPackage, parted, written_number
from briefgen.readers.docx.paragraphs import ParagraphReader
from briefgen.readers.docx.styles import EditedStyles, ListCounter
from briefgen.revisions.revision import renumbered

_FORMS = ("endnote", "footnote")


def read_docx(data: bytes, file: str, *, base: Document | None = None) -> tuple[Document, list[Diagnostic]]:
    """The Document that the file is, in normal form (see `normal`), and what of it is no part of a Document.

    `data` are the file's bytes, `file` its name for messages. `base` is the Document that the program wrote into
    the file before it was edited: from it come `meta`, the names and sizes of pictures, the spelling of addresses,
    a marking at the beginning that the file shows in headers alone, and notes whose first use a person deleted.
    Raises Problems where the file is unsafe (`edit-unsafe`) or cannot be read (`edit-unreadable`).
    """
    findings = ReaderFindings(file)
    try:
        package = EditedPackage(data, file)
        document = _FileReading(package, base or Document(()), findings).document()
    except (ValueError, KeyError, TypeError, AttributeError, LookupError, RecursionError) as problem:
        raise EDITED.unreadable(file, f"{type(problem).__name__}: {problem}") from problem
    return document, findings.all()


class _FileReading:
    """One file while it is read."""

    def __init__(self, package: EditedPackage, base: Document, findings: ReaderFindings) -> None:
        self._package, self._base, self._findings = package, base, findings
        self._styles = EditedStyles(self._root("styles"))
        self._drawings = Drawings(package, base.pictures, findings)
        self._addresses = Addresses(base)
        self._settle()
        self._places = Bookmarked(package.text, base)
        self._annex: dict[int, Element] = {}
        self._keys: dict[str, int] = {}  # of the notes that are called, in order of first use
        self._there = {
            f"{form} {note.get(W + 'id')}": note
            for form in _FORMS
            for root in package.roots(f"{form}s")
            for note in root.iterchildren(W + form)
        }

    def document(self) -> Document:
        body = self._package.text.find(W + "body")
        if body is None:
            raise ValueError("it has no text")
        paragraphs = self._paragraphs(self._package.main, self._note_number)
        numbering = ListCounter(self._root("numbering"), self._styles.list_number)
        label = self._base.meta.figure_label
        reader = BodyReader(paragraphs, self._styles, numbering, label, self._findings)
        blocks = self._own(nest(reader.leaves(self._without_annex(parted(body)[1]))))
        notes = self._notes()
        self._comments()
        pictures = tuple(self._drawings.pictures.values())
        return renumbered(Document(blocks, notes, self._base.meta, pictures))

    def _settle(self) -> None:
        """Make the parts plain before anything is read of them; what that costs is told."""
        for root in _texts(self._package):
            simplify(root, self._root("styles"), self._findings.became)

    def _paragraphs(self, part: str, note: Callable[[str], int | None]) -> ParagraphReader:
        relations, places = self._package.relations(part), self._places
        return ParagraphReader(relations, self._styles, places, self._drawings, self._addresses, self._findings, note)

    def _root(self, kind: str) -> Element | None:
        return next(iter(self._package.roots(kind)), None)

    # --- notes -------------------------------------------------------------------------------

    def _note_number(self, key: str) -> int | None:
        """The number of a note by its key, a new one at its first use; None where the file has no such note."""
        written = int(key.rpartition(" ")[2]) if key.startswith("written ") else None
        known = key in self._there if written is None else written <= len(self._base.notes)
        return self._keys.setdefault(key, len(self._keys) + 1) if known else None

    def _notes(self) -> tuple[Note, ...]:
        readers = {
            form: self._paragraphs(part, self._no_note) for form in _FORMS for part in self._package.related(f"{form}s")
        }
        words = self._paragraphs(self._package.main, self._no_note)
        written = {key: written_number(name) for name, key in self._places.notes.items()}
        return tuple(
            self._with_words(number, self._note(key, readers), written.get(key), words)
            for key, number in self._keys.items()
        )

    def _no_note(self, key: str) -> None:
        """A note that is called in a note or among the evidence: a brief has none there."""
        if key in self._there:
            self._findings.left_out("a note to a note", words_of(self._there[key]))

    def _with_words(self, number: int, content: Content, written: int | None, reader: ParagraphReader) -> Note:
        """The note with the words that the annex holds of it, where it does; `written` is its number there."""
        entry = self._annex.get(written or 0)
        if entry is None:
            return Note(number, content, self._lead(plain_text(content)))
        line = reader.line(entry)
        for figure in line.figures:
            self._findings.left_out("a picture in a note", figure.alternative)
        words = to_inlines(line.runs)
        first = words[0] if words else None
        # A redline shows the number that the note has in the version that is read.
        if isinstance(first, Text) and (shown := re.match(rf"(?:{written}|{number})(?!\d)", first.value)):
            words = (Text(first.value[shown.end() :]), *words[1:])
        return Note(number, plainest((*content, *words)), len(plain_text(content)))

    def _lead(self, words: str) -> int:
        """How much of a note without words in the annex tells where something stands, as notes of the brief do."""
        known = {plain_text(note.content)[: note.lead] for note in self._base.notes if note.lead}
        return max(
            (len(lead) for lead in known if words.startswith(lead) and words[len(lead) :][:1] in (":", " ")), default=0
        )

    def _note(self, key: str, readers: dict[str, ParagraphReader]) -> tuple[Inline, ...]:
        """The content of a note, its paragraphs joined by line breaks."""
        form, _, number = key.rpartition(" ")
        if form == "written":
            return self._base.notes[int(number) - 1].content
        runs: list[Run] = []
        for paragraph in self._there[key].iter(W + "p"):
            line = readers[form].line(paragraph)
            for figure in line.figures:
                self._findings.left_out("a picture in a note", figure.alternative)
            if runs and line.runs:
                runs.append(Run(LineBreak()))
            runs += line.runs
        return to_inlines(runs)

    # --- what the program writes of its own accord -------------------------------------------

    def _without_annex(self, elements: Iterable[Element]) -> Iterator[Element]:
        """The elements of the body without the annex, whose entries are kept by the numbers of their notes."""
        begun = False
        for element in elements:
            names = (
                [b.get(W + "name") or "" for b in element.iter(W + "bookmarkStart")] if element.tag == W + "p" else []
            )
            found = [name.removeprefix(ANNEX) for name in names if name.startswith(ANNEX)]
            if not found:
                if begun and (words := words_of(element)):
                    self._findings.say("edit-look", "the place among the evidence", shown(words))
                yield element
            elif "" in found and (title := words_of(element)) not in ("", self._base.meta.evidence_title):
                self._findings.say("edit-generated", "the heading of the evidence", shown(title))
            begun = begun or bool(found)
            self._annex |= {int(number): element for number in found if number.isdigit()}

    def _own(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        if self._keys and any(key.startswith("endnote") for key in self._keys):
            blocks = self._without_notes_heading(blocks)
        first = self._base.blocks[:1]
        if first == (Marking(self._base.meta.marking),) and blocks[:1] != first and self._on_page(first[0].label):
            return first + blocks
        return blocks

    def _without_notes_heading(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """The blocks without the heading of endnotes: the last one with its title, or the one at the very end."""
        title = self._base.meta.notes_title
        for at in range(len(blocks) - 1, -1, -1):
            if blocks[at] == Heading(2, (Text(title),)):
                return blocks[:at] + blocks[at + 1 :]
        match blocks[-1:]:
            case (Heading(level=2, content=content),):
                self._findings.say("edit-generated", "the heading of the notes", shown(plain_text(content)))
                return blocks[:-1]
        return blocks

    def _on_page(self, label: str) -> bool:
        """Whether a header or footer shows the label."""
        parts = [root for kind in ("header", "footer") for root in self._package.roots(kind)]
        return any(label in "".join(t.text or "" for t in root.iter(W + "t")) for root in parts)

    def _comments(self) -> None:
        own = self._base.meta.author or "briefgen"
        for root in self._package.roots("comments"):
            for comment in root.iterchildren(W + "comment"):
                author, date = comment.get(W + "author") or "", comment.get(W + "date") or ""
                if author == own and _MIDNIGHT.match(date):
                    continue  # the program's own, at two versions that somebody has decided between
                self._findings.say("edit-comment", shown(words_of(comment)), f" by {author}" if author else "")


def _texts(package: EditedPackage) -> list[Element]:
    """The roots of all parts with words of the brief."""
    return [package.text, *(root for form in _FORMS for root in package.roots(f"{form}s"))]


# --- Tracked changes of the program's own that still stand in a Word file, because nobody has decided them yet ---


_KINDS = tuple(W + kind for kind in ("ins", "del", "moveFrom", "moveTo"))
_MIDNIGHT = re.compile(r"\d{4}-\d{2}-\d{2}T00:00:00")
_A_MINUTE = re.compile(r"\d{4}-\d{2}-\d{2}T(?!00:00:00)\d{2}:\d{2}")


def undecided_changes(data: bytes, file: str) -> list[Diagnostic]:
    """A diagnostic (`conflict-unresolved`) where the program's tracked changes stand in the file, else none.

    To be asked of a file into which the program has put both versions. Raises Problems where it cannot be read.
    """
    texts = _texts(EditedPackage(data, file))
    dates = [element.get(W + "date") or "" for root in texts for element in root.iter(*_KINDS)]
    left = sum(_A_MINUTE.match(date) is None for date in dates)
    if not left:
        return []
    message = f"both versions still stand in the file, as {counted(left, 'tracked change')}"
    hint = "in Word, Review: reject a change for the words written by hand, accept it for the new ones; then save"
    return [Diagnostic(Location(file), message, "conflict-unresolved", hint=hint)]
