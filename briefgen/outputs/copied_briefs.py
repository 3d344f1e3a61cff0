"""Copies of briefs, left beside them in `out/` by a program for sharing folders or a person.

Nothing reads them back: what somebody wrote there is merged into no brief, and nobody knows. Folders are gone through
once for all briefs in them.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterable
from pathlib import Path

from briefgen.copies import are_versions, differences, originals, said_of_copy
from briefgen.diagnostics import Diagnostic, Location, printable
from briefgen.disk import content_of
from briefgen.frozen import dataclass
from briefgen.outputs.manifest import ManifestEntry
from briefgen.regexes import pattern

_OF_THE_PROGRAM = pattern(r"\.(?:edited-\d+|new)\Z")


@dataclass(frozen=True, slots=True)
class StrayCopy:
    """A copy and the brief that it was made of, as names below `out`."""

    name: str
    original: str


def stray_copies(names: Iterable[str], out: Path, known: dict[str, ManifestEntry]) -> list[StrayCopy]:
    """Files beside these with names that only a copy has, or that hold much the same text.

    What the program wrote is none.
    """
    places: dict[tuple[str, str], set[str]] = {}
    for name in names:
        folder, slash, file = name.rpartition("/")
        stem, dot, suffix = file.rpartition(".")
        places.setdefault((folder + slash, dot + suffix), set()).add(stem)
    found = []
    for (below, suffix), stems in places.items():
        for copy, original in _copies_in(out, below, suffix, stems, known):
            found.append(StrayCopy(f"{below}{copy}", f"{below}{original}"))
    return sorted(found, key=lambda copy: copy.name)


def told_of(copies: Iterable[StrayCopy], out: Path, shown: str) -> list[Diagnostic]:
    """A warning for each copy that says where the two differ; `shown` is how messages name the folder `out`."""
    found = []
    for copy in copies:
        content, original = content_of(out / copy.name), content_of(out / copy.original)
        if content is None or original is None:
            continue
        brief = Path(copy.original).name
        message, _ = said_of_copy(brief, differences(content, original))
        hint = f"put what somebody wrote there into {brief}, which is merged, and delete the copy"
        found.append(Diagnostic(Location(printable(f"{shown}/{copy.name}")), message, "copied-brief", hint))
    return found


def _copies_in(out: Path, below: str, suffix: str, stems: set[str], known: Container[str]) -> list[tuple[str, str]]:
    folder = out / below
    try:
        with os.scandir(folder) as entries:
            found = [entry.name for entry in entries if entry.name.endswith(suffix) and entry.is_file()]
    except OSError:
        return []
    strange = {name for name in found if f"{below}{name}" not in known}
    beside = {stem: name for name in found if (stem := name.removesuffix(suffix))} if strange else {}
    names = [stem for stem in beside if not _OF_THE_PROGRAM.search(stem)]
    return [
        (beside[stem], beside[other])
        for stem, other, sure in originals(names)
        if beside[stem] in strange
        and other in stems
        and (sure or _is_version(folder / beside[stem], folder / beside[other]))
    ]


def _is_version(copy: Path, path: Path) -> bool:
    """Whether a file with a name that may be somebody's own is a version of the other one all the same."""
    from briefgen.writers.docx.properties import origin_of

    one, other = content_of(copy) or b"", content_of(path) or b""
    if path.suffix == ".docx":
        return origin_of(one) != "" and origin_of(one) == origin_of(other)
    return path.suffix == ".md" and are_versions(one, other)
