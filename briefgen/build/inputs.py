"""Everything that decides what a brief is, as one key: while it stays the same, so do the brief's bytes.

The key takes in the content of all facts, templates and settings, the program's own modules and the
libraries that shape the text. It never looks at a clock; a file that is touched keeps its key. Archived texts
count by name, size and times, for they may be large; what was issued by the times of its folders, to which issues are
only ever added.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

from briefgen import __version__
from briefgen.build.pandoc import find_pandoc
from briefgen.workspace import SETTINGS_FILE, Workspace

LIBRARIES = ("babel", "jinja2", "markupsafe", "pyromark", "docx", "lxml", "pydantic", "yaml")


def inputs_key(workspace: Workspace, *words: str) -> str:
    """The key of what is asked for (`words`: kind, id, formats) in the workspace as it is now."""
    key = blake2b(digest_size=20)

    def take(text: str) -> None:
        key.update(text.encode("utf-8", "backslashreplace") + b"\0")

    for word in (__version__, str(sys.version_info[:3]), code_stamp(), *words):
        take(word)
    entries = [(SETTINGS_FILE, workspace.root / SETTINGS_FILE), *_entries("facts", workspace.folder("facts"))]
    for shown, folder in workspace.template_folders:
        entries.extend(_entries(shown, folder))
    for name, path in entries:
        content = _content(path)
        take(f"{name}\0{-1 if content is None else len(content)}")
        key.update(content or b"")
    for name, path in _entries("archive", workspace.folder("archive")):
        take(f"{name}\0{_state(path)}")
    for name, path in _issued(workspace.folder("out") / "issued"):
        take(f"{name}\0{_state(path)}")
    return key.hexdigest()


def _issued(folder: Path) -> list[tuple[str, Path]]:
    """The folder of each brief that was issued; it changes with every issue."""
    try:
        kinds = [kind for kind in os.scandir(folder) if kind.is_dir() and kind.name[0] != "."]
        return sorted((f"{kind.name}/{brief.name}", Path(brief.path)) for kind in kinds for brief in os.scandir(kind))
    except OSError:
        return []


@cache
def code_stamp() -> str:
    """Changes with the program's modules and with the libraries' versions."""
    stamp = blake2b(digest_size=12)
    for name, path in _entries("", Path(__file__).resolve().parents[1]):
        if path is not None and name.endswith(".py"):
            status = path.stat()
            stamp.update(f"{name} {status.st_size} {status.st_mtime_ns}\0".encode())
    for library in LIBRARIES:
        spec = find_spec(library)
        if spec is not None and spec.origin is not None:
            status = os.stat(spec.origin)
            stamp.update(f"{library} {status.st_size} {status.st_mtime_ns}\0".encode())
    if (pandoc := find_pandoc()) is not None:
        status = pandoc.stat()
        stamp.update(f"pandoc {status.st_size} {status.st_mtime_ns}\0".encode())
    return stamp.hexdigest()


def _entries(shown: str, folder: Path) -> list[tuple[str, Path | None]]:
    """Everything below a folder with names relative to it, sorted; caches and lock files left out.

    What is no regular file (a folder, a pipe, a link that leads nowhere) has a name only: it holds nothing, but
    a check speaks of it.
    """
    found: list[tuple[str, Path | None]] = []
    seen: set[str] = set()
    todo = [(shown, str(folder))]
    while todo:
        prefix, place = todo.pop()
        if (real := os.path.realpath(place)) in seen:
            continue
        seen.add(real)
        try:
            entries = list(os.scandir(place))
        except OSError as bad:
            found.append((f"{prefix}/ {bad.errno}", None))
            continue
        for entry in entries:
            if entry.name.startswith((".", "~$")) or entry.name == "__pycache__":
                continue
            name = f"{prefix}/{entry.name}"
            if entry.is_symlink():
                found.append((f"{name} -> {os.readlink(entry.path)}", None))
            if entry.is_dir():
                todo.append((name, entry.path))
                found.append((f"{name}/", None))
            elif entry.is_file():
                found.append((name, Path(entry.path)))
            else:
                found.append((f"{name} ?", None))
    return sorted(found, key=lambda e: e[0])


def _content(path: Path | None) -> bytes | None:
    """The bytes of a regular file, None where there are none to be had."""
    try:
        return path.read_bytes() if path is not None and path.is_file() else None
    except OSError:
        return None


def _state(path: Path | None) -> str:
    """What tells that a file was written, or that it may now be read or no more, without reading it."""
    try:
        status = path.stat() if path is not None else None
    except OSError:
        return "gone"
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}" if status else ""
