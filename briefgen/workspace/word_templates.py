"""Templates made in Word: read once, and kept for as long as the file stays the same."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.briefs.kind import find_template
from briefgen.diagnostics import Diagnostic, Location, has_errors
from briefgen.disk import Outside, read_file, reason
from briefgen.errors import Problems
from briefgen.workspace.workspace import Workspace

if TYPE_CHECKING:
    from briefgen.briefs.kind import BriefKind
    from briefgen.wordtemplates.template import WordTemplate


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
    from briefgen.wordtemplates.template import WordTemplate

    file, path, _ = find_template(workspace.home.template_folders, kind.name)
    content = _content(file, path)
    slot, key = f"word-{kind.name}.json", content_key(content)
    if (stored := workspace.store.get(slot)) is not None and stored.startswith(key):
        return WordTemplate.from_bytes(stored[len(key) :])
    from briefgen.wordtemplates.reading import read_template

    word = read_template(content, file)
    workspace.store.put(slot, key + word.to_bytes())
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
    """The key under which the very same program keeps what it made of a file."""
    from hashlib import blake2b

    from briefgen.workspace.programs import code_stamp

    return blake2b(content + code_stamp().encode(), digest_size=20).digest()
