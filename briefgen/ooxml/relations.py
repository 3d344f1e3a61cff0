"""Relationships: what a part of a package points to (ECMA-376 part 2, 6.5)."""

from __future__ import annotations

import posixpath

from briefgen.frozen import dataclass
from briefgen.ooxml.tree import Element

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part points to: `kind` is the last word of the type; `target` a part's name or an address."""

    kind: str
    target: str
    external: bool


def relations_part(name: str) -> str:
    """The name of the part that holds the relationships of a part; of the package for ""."""
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def relationships(name: str, root: Element) -> dict[str, Relationship]:
    """The relationships of the part of that name by id; `root` is that of its `relations_part`."""
    found: dict[str, Relationship] = {}
    for element in root.iter(_RELATIONSHIP):
        external = element.get("TargetMode") == "External"
        target = element.get("Target") or ""
        if not external:
            target = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), target)).lstrip("/")
        kind = (element.get("Type") or "").rpartition("/")[2]
        found[element.get("Id") or ""] = Relationship(kind, target, external)
    return found
