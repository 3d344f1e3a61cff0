"""Making small Documents and taking Word files apart, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from briefgen.document.nodes import Block, Document, Inline, Meta, Note, Paragraph, Text
from tests.document.strategies import pictures_of

HOUSE_FILE = Path(__file__).parents[3] / "templates" / "house.docx"
META = Meta(title="A title", marking="TLP:GREEN", date="2026-11-21", author="A desk")


def words(text: str) -> tuple[Inline, ...]:
    return (Text(text),)


def item(text: str) -> tuple[Block, ...]:
    return (Paragraph(words(text)),)


def document(*blocks: Block, notes: tuple[str, ...] = (), meta: Meta = META) -> Document:
    """A Document of these blocks, with notes of these words and the pictures that its figures name."""
    made = Document(blocks, tuple(Note(n, words(text)) for n, text in enumerate(notes, 1)), meta)
    return replace(made, pictures=pictures_of(made))


def parts(package: bytes) -> dict[str, bytes]:
    """The package's entries in their order."""
    with ZipFile(BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def package(entries: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def changed(source: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """The package with the text of one part changed; the change must change something."""
    entries = parts(source)
    before = entries[name].decode()
    after = change(before)
    assert after != before, "the change did not take"
    return package(entries | {name: after.encode()})


def with_relation(source: bytes, part: str, relation: str) -> bytes:
    """The package with one more Relationship element in the .rels of a part, which may have none yet."""
    folder, _, base = part.rpartition("/")
    name = f"{folder}/_rels/{base}.rels"
    entries = parts(source)
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    text = entries.get(name, empty).decode().replace("</Relationships>", relation + "</Relationships>")
    return package(entries | {name: text.encode()})
