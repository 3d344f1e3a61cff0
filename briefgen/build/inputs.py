"""Everything that decides what a brief is, as one key: while it stays the same, so do the brief's bytes.

The key takes in the content of all facts, templates and settings, the program's own modules and the
libraries that shape the text. It never looks at a clock; a file that is touched keeps its key.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

from briefgen import __version__
from briefgen.workspace import SETTINGS_FILE, Workspace

LIBRARIES = ("babel", "jinja2", "markupsafe", "pyromark", "docx", "lxml", "pydantic", "yaml")


def inputs_key(workspace: Workspace, *words: str) -> str:
    """The key of what is asked for (`words`: kind, id, formats) in the workspace as it is now."""
    key = blake2b(digest_size=20)
    for word in (__version__, str(sys.version_info[:3]), code_stamp(), *words):
        key.update(word.encode() + b"\0")
    files = [(SETTINGS_FILE, workspace.root / SETTINGS_FILE)]
    files.extend(_files("facts", workspace.folder("facts")))
    for shown, folder in workspace.template_folders:
        files.extend(_files(shown, folder))
    for name, path in _files("archive", workspace.folder("archive")):
        # Archives may be large, and a touched text costs no more than making a brief again.
        status = path.stat()
        key.update(f"{name}\0{status.st_size} {status.st_mtime_ns}\0".encode())
    for name, path in files:
        content = _content(path)
        key.update(f"{name}\0{len(content)}\0".encode())
        key.update(content)
    for shown in ("facts", "archive", "templates"):
        # A pipe or an empty folder holds nothing, but a check speaks of it.
        key.update("\0".join(_others(shown, workspace.folder(shown))).encode("utf-8", "surrogateescape"))
    return key.hexdigest()


@cache
def code_stamp() -> str:
    """Changes with the program's modules and with the libraries' versions."""
    stamp = blake2b(digest_size=12)
    for name, path in _files("", Path(__file__).resolve().parents[1]):
        if name.endswith(".py"):
            status = path.stat()
            stamp.update(f"{name} {status.st_size} {status.st_mtime_ns}\0".encode())
    for library in LIBRARIES:
        spec = find_spec(library)
        if spec is not None and spec.origin is not None:
            status = os.stat(spec.origin)
            stamp.update(f"{library} {status.st_size} {status.st_mtime_ns}\0".encode())
    return stamp.hexdigest()


def _files(shown: str, folder: Path) -> list[tuple[str, Path]]:
    """The regular files below a folder with names relative to it, sorted; caches and lock files left out."""
    found: list[tuple[str, Path]] = []
    seen: set[str] = set()
    todo = [(shown, str(folder))]
    while todo:
        prefix, place = todo.pop()
        if (real := os.path.realpath(place)) in seen:
            continue
        seen.add(real)
        try:
            entries = list(os.scandir(place))
        except OSError:
            continue
        for entry in entries:
            if entry.name.startswith((".", "~$", "__pycache__")):
                continue
            if entry.is_dir():
                todo.append((f"{prefix}/{entry.name}", entry.path))
            elif entry.is_file():
                found.append((f"{prefix}/{entry.name}", Path(entry.path)))
    return sorted(found)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
