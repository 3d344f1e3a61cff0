"""A Word file with a text to be read: its parts by name, and what each of them points to (ECMA-376 part 2).

Reference documents are opened by python-docx; what editors type and edit is read here without its models of a text.
"""

from __future__ import annotations

import posixpath

from briefgen.frozen import dataclass
from briefgen.ooxml.tree import Element, parse

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part points to: `kind` is the last word of the type; `target` a part's name or, `external`, an address."""

    kind: str
    target: str
    external: bool


class WordPackage:
    """The parts of a file; each is parsed when it is first asked for."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self._roots: dict[str, Element] = {}
        found = (r.target for r in self.relations("").values() if r.kind == "officeDocument" and not r.external)
        self.main = next(found, "")
        """The name of the part with the text, "" where the file names none."""

    def root(self, name: str) -> Element:
        """The root of a part, the same one each time; KeyError where there is no such part."""
        if name not in self._roots:
            self._roots[name] = parse(self.parts[name])
        return self._roots[name]

    def relations(self, name: str) -> dict[str, Relationship]:
        """What a part points to, by id (6.5); what the file itself points to for ""."""
        folder, base = posixpath.split(name)
        part = posixpath.join(folder, "_rels", f"{base}.rels")
        if part not in self.parts:
            return {}
        return {e.get("Id") or "": _relationship(folder, e) for e in self.root(part).iter(_RELATIONSHIP)}

    def related(self, kind: str) -> list[str]:
        """The names of the parts of a kind that the part with the text points to, sorted."""
        names = {r.target for r in self.relations(self.main).values() if r.kind == kind and not r.external}
        return sorted(names & self.parts.keys())


def _relationship(folder: str, element: Element) -> Relationship:
    external, target = element.get("TargetMode") == "External", element.get("Target") or ""
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relationship((element.get("Type") or "").rpartition("/")[2], target, external)
