"""The parts of an edited Word file that hold its text, safely unpacked and parsed."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]

from briefgen.errors import Problems
from briefgen.ooxml.archive import unpack
from briefgen.ooxml.relations import Relationship, relations_part, relationships
from briefgen.ooxml.tree import Element, parse
from briefgen.readers.docx.findings import unreadable, unsafe

_MAIN = "officeDocument"
# A file saved as "Strict Open XML" says the same in other namespaces (ISO/IEC 29500-1, annex on namespaces).
_STRICT = {
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
}


@dataclass(frozen=True, slots=True)
class PartRoot:
    """A parsed part and its relationships by id."""

    root: Element
    relations: dict[str, Relationship]


class WordFile:
    """An edited Word file."""

    def __init__(self, data: bytes, file: str) -> None:
        """Raises Problems where the file is unsafe (`edit-unsafe`) or no Word document (`edit-unreadable`)."""
        self._parts = _unpacked(data, file)
        self._file = file
        self._known: dict[str, PartRoot] = {}
        main = next((r.target for r in self._relations("").values() if r.kind == _MAIN and not r.external), "")
        if main not in self._parts:
            raise unreadable(file, "it is no Word document")
        self.main = self._part(main)
        if not self.main.root.tag.endswith("}document"):
            raise unreadable(file, "it is no Word document")

    def related(self, kind: str) -> list[PartRoot]:
        """The parts of that kind which the main document points to, in the order of their names."""
        names = {r.target for r in self.main.relations.values() if r.kind == kind and not r.external}
        return [self._part(name) for name in sorted(names) if name in self._parts]

    def bytes_of(self, name: str) -> bytes | None:
        return self._parts.get(name)

    def _part(self, name: str) -> PartRoot:
        if name not in self._known:
            self._known[name] = PartRoot(self._parsed(name), self._relations(name))
        return self._known[name]

    def _parsed(self, name: str) -> Element:
        data = self._parts[name]
        for strict, usual in _STRICT.items():
            data = data.replace(strict, usual)
        try:
            return parse(data)
        except (etree.XMLSyntaxError, ValueError) as problem:
            raise unreadable(self._file, f"{name}: {problem}") from problem

    def _relations(self, name: str) -> dict[str, Relationship]:
        part = relations_part(name)
        return relationships(name, self._parsed(part)) if part in self._parts else {}


def _unpacked(data: bytes, file: str) -> dict[str, bytes]:
    if not data:
        raise unreadable(file, "it is empty")
    try:
        return unpack(data, file)
    except Problems as problem:
        found = problem.diagnostics[0]
        reason = found.message.partition(": ")[2]
        refusal = unsafe if found.code == "house-unsafe" else unreadable
        raise refusal(file, reason) from problem
