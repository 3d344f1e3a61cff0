"""Copies of templates, looks, catalogues and settings, left beside them by a program for sharing folders or a person.

None of them is used, or each is one more kind of brief; what somebody wrote there is in no brief, and nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefgen.copies import are_versions, differences, is_packed, originals, said_of_copy
from briefgen.diagnostics import Diagnostic, Location, printable
from briefgen.disk import read_file
from briefgen.production.misnamed import entries_of
from briefgen.regexes import pattern
from briefgen.workspace.folder import SETTINGS_FILE, WorkspaceFolder

_MOST = 1024 * 1024
"""Bytes of a file that is compared."""
_TITLE = pattern(rb"<title[^>]*>[^<]*")
_VARIETY = pattern(r"-(?:[A-Za-z]{2}|[A-Za-z]{4}|\d{3})\Z")
"""What makes en-GB of en, and is nobody's computer."""


def stray_copies(home: WorkspaceFolder) -> list[Diagnostic]:
    """An error for each copy in the folder of templates, and for each of briefgen.toml, with what differs."""
    root, folder = home.root, home.folder("templates")
    settings = [path for path in _files(root) if path.suffix == Path(SETTINGS_FILE).suffix]
    found = list(_among(settings, "", Path(SETTINGS_FILE).stem))
    shown = home.shown("templates")
    folders = [path for path in entries_of(folder) if path.is_dir()]
    found += _among_folders(folders, shown)
    for place, name in ((folder, shown), *((path, f"{shown}/{printable(path.name)}") for path in folders)):
        found += _among(_files(place), f"{name}/")
    return found


def _files(folder: Path) -> list[Path]:
    return [path for path in entries_of(folder) if path.is_file()]


def _among(files: list[Path], shown: str, of: str = "") -> Iterator[Diagnostic]:
    """Copies among the files of a folder, or those `of` one of them: words (1).md.j2, words.md-ANNLAPTOP.j2."""
    for ending in sorted({path.suffix for path in files}):
        alike = {path.stem: path for path in files if path.suffix == ending}
        bare = {stem.removesuffix(".md"): path for stem, path in alike.items()} if ending == ".j2" else {}
        found = {alike[stem]: (alike[other], sure) for stem, other, sure in originals(alike)}
        found |= {bare[stem]: (bare[other], sure) for stem, other, sure in originals(bare) if bare[stem] not in found}
        for path, (original, sure) in sorted(found.items()):
            content, other_content = _content(path), _content(original)
            if content is None or other_content is None or (of and original.stem != of):
                continue
            if sure or _is_version(path, content, other_content):
                message, hint = said_of_copy(original.name, differences(content, other_content))
                yield Diagnostic(Location(f"{shown}{printable(path.name)}"), message, "copied-file", hint)


def _is_version(path: Path, content: bytes, other: bytes) -> bool:
    """Whether two files call themselves the same (citation styles are much alike), and are two states of a text."""
    if _VARIETY.search(path.stem) or is_packed(content):
        return False
    return _TITLE.findall(content[:5000]) == _TITLE.findall(other[:5000]) and are_versions(content, other)


def _among_folders(folders: list[Path], shown: str) -> Iterator[Diagnostic]:
    """Copies of whole kinds of brief. One that a person made under a name of its own has a label of its own."""
    beside = {folder.name: folder for folder in folders}
    for name, other, sure in originals(beside):
        folder, original = beside[name], beside[other]
        if sure or (_same(folder, original, "template.toml") and _same(folder, original, "brief.md.j2")):
            hint = f"take what is new over into {other}, and delete this folder or give it another name and label"
            message = f"looks like a copy of the folder {other}"
            yield Diagnostic(Location(f"{shown}/{printable(name)}"), message, "copied-file", hint)


def _same(one: Path, other: Path, name: str) -> bool:
    a, b = _content(one / name), _content(other / name)
    return a is not None and b is not None and (a == b or (name != "template.toml" and are_versions(a, b)))


def _content(path: Path) -> bytes | None:
    try:
        return read_file(path, _MOST)
    except OSError:
        return None
