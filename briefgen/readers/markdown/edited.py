"""A brief's Markdown file back to a Document, as the program wrote it or after a person edited it."""

from __future__ import annotations

from collections.abc import Collection

from briefgen.diagnostics import Diagnostic, Location
from briefgen.document.nodes import Document
from briefgen.errors import Problems
from briefgen.readers.markdown.reader import read_markdown
from briefgen.revisions.merged import conflict_marks
from briefgen.revisions.revision import renumbered

_OWN = frozenset({"note-order"})  # what is put right here


def read_edited_markdown(
    data: bytes, file: str, *, base: Document, markings: Collection[str] = ()
) -> tuple[Document, list[Diagnostic]]:
    """The Document that the file is, and what of it is no part of a Document, each at its line and column.

    `base` is the Document that the program wrote into the file: from it come `meta` and the pictures. Notes are
    numbered anew by first use. Raises Problems where the file is not UTF-8 (`edit-unreadable`) or conflict marks
    still stand in it (`conflict-unresolved`).
    """
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
    return renumbered(document), [problem for problem in problems if problem.code not in _OWN]
