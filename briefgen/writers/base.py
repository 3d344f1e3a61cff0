"""What every writer offers."""

from __future__ import annotations

from typing import Protocol

from briefgen.document.nodes import Document


class Writer(Protocol):
    """Puts a whole Document into one file format.

    A writer is a pure function with settings: the same Document gives the same bytes, and nothing is read
    from the disk, the clock or the environment while it writes.
    """

    @property
    def name(self) -> str:
        """The word by which settings ask for this format, such as `docx`."""

    @property
    def suffix(self) -> str:
        """The ending of the file's name, with its dot."""

    def write(self, document: Document) -> bytes:
        """The file's bytes. A Document that no reader or citation pass can have made raises ValueError."""
