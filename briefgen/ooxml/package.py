"""A Word file taken apart: its parts by name, and what each of them points to (ECMA-376 part 2)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from briefgen.frozen import dataclass
from briefgen.ooxml.tree import Element, parse

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part points to: a part by its name or, `external`, an address; `type` is a URI that says as what."""

    type: str
    target: str
    external: bool

    @property
    def kind(self) -> str:
        """The last word of the type."""
        return self.type.rpartition("/")[2]


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

    def all_relations(self) -> Iterator[Relationship]:
        """What the file points to, and every part that can be reached so."""
        yield from self._reached("", set())

    def _reached(self, name: str, seen: set[str]) -> Iterator[Relationship]:
        for relation in self.relations(name).values():
            yield relation
            if not relation.external and relation.target not in seen:
                seen.add(relation.target)
                yield from self._reached(relation.target, seen)

    def content_type(self, name: str) -> str:
        """What a part is, by its name or else by its ending (7.2.3); "" where the file does not say."""
        types = self.root("[Content_Types].xml")
        ending = posixpath.splitext(name)[1][1:]
        for tag, attribute, said in (("Override", "PartName", f"/{name}"), ("Default", "Extension", ending)):
            for element in types.iter(f"{{*}}{tag}"):
                if element.get(attribute, "").casefold() == said.casefold():
                    return element.get("ContentType", "")  # type: ignore[no-any-return]
        return ""


def _relationship(folder: str, element: Element) -> Relationship:
    external, target = element.get("TargetMode") == "External", element.get("Target") or ""
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relationship(element.get("Type") or "", target, external)
