"""Templates made in Word: read once, and kept for as long as the file stays the same."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.briefs.kind import find_template
from briefgen.build.desk import Desk
from briefgen.diagnostics import Diagnostic, Location, has_errors
from briefgen.errors import Problems

if TYPE_CHECKING:
    from briefgen.briefs.kind import BriefKind
    from briefgen.wordtemplates.template import WordTemplate


def read_word(desk: Desk, kind: BriefKind) -> WordTemplate | None:
    """The template of a kind that is made in Word; None for the others. Raises `Problems` for faults of its tags."""
    if not kind.is_word:
        return None
    if kind.name not in desk.words:
        desk.words[kind.name] = _read(desk, kind)
    word = desk.words[kind.name]
    if has_errors(word.diagnostics):
        raise Problems(word.diagnostics)
    return word


def word_problems(desk: Desk, kind: BriefKind) -> list[Diagnostic]:
    """All that is wrong with a template made in Word that needs no facts to be seen, its looks included."""
    from briefgen.build.make import read_house
    from briefgen.wordtemplates.syntax import syntax_faults

    try:
        word = read_word(desk, kind)
        house = read_house(desk, word)
    except Problems as bad:
        return list(bad.diagnostics)
    assert word is not None
    return [*word.diagnostics, *syntax_faults(word, desk.workspace.template_folders), *house.diagnostics]


def _read(desk: Desk, kind: BriefKind) -> WordTemplate:
    from briefgen.wordtemplates.template import WordTemplate

    file, path, _ = find_template(desk.workspace.template_folders, kind.name)
    content = _content(file, path)
    slot, key = f"word-{kind.name}.json", content_key(content)
    if (stored := desk.store.get(slot)) is not None and stored.startswith(key):
        return WordTemplate.from_bytes(stored[len(key) :])
    from briefgen.wordtemplates.reading import read_template

    word = read_template(content, file)
    desk.store.put(slot, key + word.to_bytes())
    return word


def _content(file: str, path: Path) -> bytes:
    """The file's bytes; raises `Problems` where it cannot be read, or where a link leads out of the templates."""
    reason = "a link leads out of the folder of templates"
    try:
        if path.resolve().is_relative_to(path.parents[1].resolve()):
            return path.read_bytes()
    except OSError as bad:
        reason = str(bad.strerror)
    raise Problems([Diagnostic(Location(file), f"cannot be read: {reason}", "unreadable")])


def content_key(content: bytes) -> bytes:
    """The key under which the very same program keeps what it made of a file."""
    from hashlib import blake2b

    from briefgen.build.inputs import code_stamp

    return blake2b(content + code_stamp().encode(), digest_size=20).digest()
