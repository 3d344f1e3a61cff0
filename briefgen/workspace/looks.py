"""The writers of a brief with the looks of its files: the house document, or what a template made in Word brings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefgen.diagnostics import Diagnostic, Location
from briefgen.disk import content_of
from briefgen.errors import Overrun, Problems, UsageProblem
from briefgen.workspace.word_templates import content_key, read_word, word_of
from briefgen.workspace.workspace import Workspace
from briefgen.writers import FORMATS

if TYPE_CHECKING:
    from briefgen.briefs.kind import BriefKind
    from briefgen.wordtemplates.template import WordTemplate
    from briefgen.writers.base import Writer
    from briefgen.writers.docx.house import House
    from briefgen.writers.docx.writer import DocxWriter


def writers_for(workspace: Workspace, kind: BriefKind, formats: Sequence[str]) -> tuple[list[Writer], list[Diagnostic]]:
    """A writer for each format, and what is wrong with the looks of Word files.

    Raises `UsageProblem` for a format that there is not, and `Problems` for a Word file that cannot be read.
    """
    writers: list[Writer] = []
    found: list[Diagnostic] = []
    for name in formats:
        if name == "docx":
            word = word_writer(workspace, kind)
            found.extend(word.house.diagnostics)
            writers.append(word)
        elif name == "md":
            from briefgen.writers.markdown import MarkdownWriter

            writers.append(MarkdownWriter())
        elif (writer := workspace.plugins.writer(name)) is not None:
            writers.append(writer)
        else:
            known = (*FORMATS, *workspace.home.settings["plugins.writers"])
            raise UsageProblem(f"there is no format '{name}'; formats are: {', '.join(known)}")
    return writers, found


def word_writer(workspace: Workspace, kind: BriefKind) -> DocxWriter:
    """The writer of a kind's Word files, from which redlines and merged files have their looks too.

    A template made in Word that has a table of contents gets one, however short the brief. Raises `Problems` for a Word
    file that cannot be read.
    """
    from briefgen.writers.docx.writer import DocxWriter

    word = read_word(workspace, kind)
    has_contents = word is not None and word.has_contents
    return DocxWriter(read_house(workspace, word), kind.settings["notes"], "always" if has_contents else "auto")


def read_house(workspace: Workspace, word: WordTemplate | None = None) -> House:
    """The looks of Word files: a template made in Word brings its own, all others share the house document.

    Read with python-docx once and kept for as long as the file stays the same.
    """
    from briefgen.writers.docx.house import House

    path = workspace.house_file()
    content = content_of(path) or b""
    file = f"{workspace.home.shown('templates')}/{path.name}"
    slot, key = "house.json", content_key(content)
    if word is not None:
        slot, key = f"house-{word.file.rpartition('/')[0].rpartition('/')[2]}.json", content_key(content + word.house)
    stored = workspace.store.get(slot)
    if stored is not None and stored.startswith(key):
        try:
            return House.from_bytes(stored[len(key) :])
        except ValueError:
            pass
    from briefgen.writers.docx.reference.reader import read_house as read_reference

    fallback = None
    if word is not None:
        from briefgen.writers.docx.reference.style_fallback import StyleFallback

        fallback = StyleFallback(content, {(kind, asked): own for kind, asked, own in word.own_styles})
        content, file = word.house, word.file
    try:
        house = read_reference(content, file, fallback)
    except (Overrun, MemoryError) as bad:
        over = bad if isinstance(bad, Overrun) else Overrun.big()
        raise Problems([over.diagnostic(Location(file))]) from None
    workspace.store.put(slot, key + house.to_bytes())
    return house


def word_problems(workspace: Workspace, kind: BriefKind) -> list[Diagnostic]:
    """What is wrong with the tags and looks of a template made in Word; what its tags say is for the lint."""
    try:
        word = word_of(workspace, kind)
    except Problems as bad:
        return list(bad.diagnostics)
    try:
        return [*word.diagnostics, *read_house(workspace, word).diagnostics]
    except Problems as bad:
        return [*word.diagnostics, *bad.diagnostics]
