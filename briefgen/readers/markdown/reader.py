"""Markdown in, Document out; also of a brief's file that a person may have edited.

The grammar is CommonMark with GitHub's tables and footnotes, parsed by pulldown-cmark (pyromark), which yields a flat
run of events; `TreeBuilder` makes them blocks and inlines. A construct that a Document does not have is a diagnostic at
its line and column, and what text it has is kept as plain text.

Rules beyond the grammar:

- A line end inside a paragraph is a blank; an escaped one (`&#10;`) is a `LineBreak`; a tab is
  a blank.
- A paragraph that is nothing but a marking in `**` is a `Marking`.
- A paragraph that begins with an image, `![what it shows](name.png)`, is a `Figure`; what follows is its caption.
  Its bytes come beside the text. All other images are refused. The number of a figure in bold before its caption
  (**Figure 1:**) is no part of it.
- Tight and loose lists read alike. Nothing is strong within strong or emphatic within emphasis.
- Lists and quotes nest nine levels deep; what is deeper ends up on the ninth.
- A citation character in a link's address becomes a `Cite` behind the link.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import pyromark

from briefgen.diagnostics import Diagnostic, Location
from briefgen.document.figures import plain_captions
from briefgen.document.nodes import Document, Inline, LineBreak, Meaning, Meta, Note, Paragraph, Picture
from briefgen.document.walk import containers
from briefgen.errors import Problems
from briefgen.readers.markdown.builder import Definition, TreeBuilder, note_number
from briefgen.readers.markdown.findings import ReaderDiagnostics

_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES


def read_markdown(
    text: str,
    *,
    file: str = "",
    markings: Collection[str] = (),
    marks: Sequence[Meaning] = (),
    meta: Meta | None = None,
    pictures: Sequence[Picture] = (),
) -> tuple[Document, list[Diagnostic]]:
    """The Document that the text is, and what is wrong with it, in reading order.

    `markings` are the labels that make a paragraph a `Marking`; `marks` the statement ids, or notes, that
    citation characters stand for, the i-th for U+F0000 + i; `file` is the name diagnostics carry; `meta` goes into
    the Document as it is. Of the `pictures` those go into it that a figure names. The Document is whole even
    when there are diagnostics, but for a picture that is missing.
    """
    source = text.encode()
    diagnostics = ReaderDiagnostics(source, file)
    tree = TreeBuilder(source, diagnostics, marks, markings)
    tree.feed(pyromark.events_with_range(text, options=_OPTIONS, merge_text=True))
    if text.count("]:") > tree.footnotes:
        _find_unused_addresses(text, tree.link_labels, diagnostics)
    notes = _number_notes(tree.definitions, tree.uses, diagnostics)
    shown = _shown_pictures(tree.pictures, pictures, diagnostics)
    for name in tree.mentions.keys() - tree.pictures.keys():
        diagnostics.say("figure-missing", tree.mentions[name], name)
    return plain_captions(Document(tree.blocks, notes, meta or Meta(), shown)), diagnostics.all()


def read_edited_markdown(
    data: bytes, file: str, *, base: Document, markings: Collection[str] = ()
) -> tuple[Document, list[Diagnostic]]:
    """The Document that a brief's file is, as the program wrote it or after a person edited it, and what of it is none.

    Each finding has its line and column. `base` is the Document that the program wrote into the file: from it come
    `meta` and the pictures. Notes are numbered anew by first use. Raises Problems where the file is not UTF-8
    (`edit-unreadable`) or conflict marks still stand in it (`conflict-unresolved`).
    """
    from briefgen.revisions.merged import conflict_marks  # here, because few briefs are edited
    from briefgen.revisions.revision import renumbered

    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as bad:
        before = data[: bad.start]
        place = Location(file, before.count(b"\n") + 1, bad.start - before.rfind(b"\n"))
        message = "the edited file cannot be read: it is not UTF-8"
        hint = "save it as UTF-8, or put the last good file in its place"
        raise Problems([Diagnostic(place, message, "edit-unreadable", hint=hint)]) from bad
    if marks := conflict_marks(text, file):
        raise Problems(marks)
    document, problems = read_markdown(text, file=file, markings=markings, meta=base.meta, pictures=base.pictures)
    # The order of notes is put right here.
    return renumbered(document), [problem for problem in problems if problem.code != "note-order"]


def _find_unused_addresses(text: str, used: Collection[str], diagnostics: ReaderDiagnostics) -> None:
    for label, definition in pyromark.reference_definitions(text, options=_OPTIONS).items():
        if label.casefold() not in used:
            diagnostics.say("link-unused", definition["span"]["start"], label)


def _shown_pictures(
    named: Mapping[str, int], pictures: Sequence[Picture], diagnostics: ReaderDiagnostics
) -> tuple[Picture, ...]:
    """The pictures that figures name, in order of first use; `named` maps each name to the offset of that use."""
    known = {picture.name: picture for picture in pictures}
    for name, offset in named.items():
        if name not in known:
            diagnostics.say("picture-missing", offset, name)
    return tuple(known[name] for name in named if name in known)


def _number_notes(
    definitions: Iterable[Definition], uses: dict[int, int], diagnostics: ReaderDiagnostics
) -> tuple[Note, ...]:
    """The notes in order of number; `uses` maps each number, by first use, to the offset of that use."""
    for due, (used, offset) in enumerate(uses.items(), start=1):
        if used != due:
            diagnostics.say("note-order", offset, used, due)
            break
    notes: dict[int, Note] = {}
    for definition in definitions:
        number = note_number(definition.label)
        if number is None:
            diagnostics.say("note-label", definition.offset, definition.label)
        elif number not in uses:
            diagnostics.say("note-unused", definition.offset, number)
        elif number in notes:
            diagnostics.say("note-twice", definition.offset, number)
        else:
            notes[number] = Note(number, _note_content(definition, number, diagnostics))
    for used, offset in uses.items():
        if used not in notes:
            diagnostics.say("note-undefined", offset, f"[^{used}]")
    return tuple(notes[number] for number in sorted(notes))


def _note_content(definition: Definition, number: int, diagnostics: ReaderDiagnostics) -> tuple[Inline, ...]:
    blocks = definition.blocks
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        return blocks[0].content
    diagnostics.say("note-blocks", definition.offset, number)
    joined: list[Inline] = []
    for content in containers(Document(blocks)):
        joined += [LineBreak(), *content] if joined else content
    return tuple(joined)
