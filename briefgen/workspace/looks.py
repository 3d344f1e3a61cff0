"""The writers of a brief with the looks of its files: the house document, or what a template made in Word brings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.briefs.kind import find_template
from briefgen.diagnostics import Diagnostic, Location, has_errors
from briefgen.disk import Outside, content_of, read_file, reason
from briefgen.errors import Overrun, Problems, UsageProblem
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


def import_writers(formats: Sequence[str]) -> None:
    """Import what writes them, so that processes copied from this one need not."""
    if "docx" in formats:
        import briefgen.writers.docx.writer
    if "md" in formats:
        import briefgen.writers.markdown  # noqa: F401


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

    Read with python-docx once and kept for as long as the file stays the same, or the workspace (`Workspace.stays`).
    """
    slot = "house" if word is None else f"house-{word.file.rpartition('/')[0].rpartition('/')[2]}"
    known, house = workspace.houses.get(slot, (b"", None))
    if house is not None and workspace.environments is not None:
        return house
    path = workspace.house_file()
    content = content_of(path) or b""
    file = f"{workspace.home.shown('templates')}/{path.name}"
    key = content_key(content if word is None else content + word.house)
    if known == key and house is not None:
        return house
    house = workspace.store.value(slot, key) or _read_house(workspace, slot, key, content, file, word)
    workspace.houses[slot] = key, house
    return house


def _read_house(
    workspace: Workspace, slot: str, key: bytes, content: bytes, file: str, word: WordTemplate | None
) -> House:
    from briefgen.writers.docx.reference.reader import read_house as read_reference

    fallback = None
    if word is not None:
        from briefgen.writers.docx.reference.styles import StyleFallback

        fallback = StyleFallback(content, {(kind, asked): own for kind, asked, own in word.own_styles})
        content, file = word.house, word.file
    try:
        house = read_reference(content, file, fallback)
    except (Overrun, MemoryError) as bad:
        over = bad if isinstance(bad, Overrun) else Overrun.big()
        raise Problems([over.diagnostic(Location(file))]) from None
    workspace.store.keep_value(slot, key, house)
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


# --- Templates made in Word: read once, and kept for as long as the file stays the same ---


def read_word(workspace: Workspace, kind: BriefKind) -> WordTemplate | None:
    """The template of a kind that is made in Word; None for the others. Raises `Problems` for faults of its tags."""
    if not kind.is_word:
        return None
    word = word_of(workspace, kind)
    if has_errors(word.diagnostics):
        raise Problems(word.diagnostics)
    return word


def word_of(workspace: Workspace, kind: BriefKind) -> WordTemplate:
    """The template of a kind that is made in Word, whatever is wrong with its tags.

    Raises `Problems` where the file cannot be read, or is unsafe or no Word document.
    """
    if kind.name not in workspace.word_templates:
        workspace.word_templates[kind.name] = _read(workspace, kind)
    return workspace.word_templates[kind.name]


def word_content(workspace: Workspace, kind: BriefKind) -> bytes:
    """The file that a Word template is; raises `Problems` where it cannot be read."""
    file, path, _ = find_template(workspace.home.template_folders, kind.name)
    return _content(file, path)


def _read(workspace: Workspace, kind: BriefKind) -> WordTemplate:
    file, path, _ = find_template(workspace.home.template_folders, kind.name)
    content = _content(file, path)
    slot, key = f"word-{kind.name}", content_key(content)
    kept: WordTemplate | None = workspace.store.value(slot, key)
    if kept is not None:
        return kept
    from briefgen.wordtemplates.reading import read_template

    word = read_template(content, file)
    workspace.store.keep_value(slot, key, word)
    return word


def _content(file: str, path: Path) -> bytes:
    """The file's bytes; raises `Problems` where it cannot be read, or where a link leads out of the templates."""
    try:
        return read_file(path, within=path.parents[1])
    except Outside:
        why = "a link leads out of the folder of templates"
    except OSError as bad:
        why = reason(bad)
    raise Problems([Diagnostic(Location(file), f"cannot be read: {why}", "unreadable")])


def content_key(content: bytes) -> bytes:
    """The key under which the very same program keeps what it made of a file; zlib decides what is deflated."""
    from hashlib import blake2b
    from zlib import ZLIB_RUNTIME_VERSION

    from briefgen.workspace.programs import code_stamp

    return blake2b(content + f"{code_stamp()} {ZLIB_RUNTIME_VERSION}".encode(), digest_size=20).digest()
