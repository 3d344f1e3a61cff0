"""The programs that decide the bytes of a brief: this one, Python, libraries, pandoc."""

from __future__ import annotations

import os
import sys
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

from briefgen.version import __version__
from briefgen.workspace.file_stat import BELOW, FILE

LIBRARIES = {
    "babel": "babel",
    "jinja2": "jinja2",
    "lxml": "lxml",
    "markupsafe": "markupsafe",
    "matplotlib": "matplotlib",
    "numpy": "numpy",
    "pillow": "PIL",
    "pydantic": "pydantic",
    "pyromark": "pyromark",
    "python-docx": "docx",
    "pyyaml": "yaml",
    "rapidfuzz": "rapidfuzz",
    "regex": "regex",
    "unicode-rbnf": "unicode_rbnf",
}
"""Every library that shapes a text or a picture, as it is installed and as it is imported."""
_NO_CODE = ("__pycache__", "starter")
"""Folders beside modules in which nothing is that runs: bytecode, and what comes with the program to begin with."""


def versions() -> dict[str, str]:
    """The version of each program by name, for people and other machines to compare."""
    found = {"briefgen": __version__, "python": ".".join(map(str, sys.version_info[:3]))}
    named = _in_names_of_folders()
    return found | {library: named.get(library.replace("-", "_")) or _described(library) for library in LIBRARIES}


def _in_names_of_folders() -> dict[str, str]:
    """The versions that the names of folders say, jinja2-3.1.6.dist-info; to read what lies in them takes longer."""
    found: dict[str, str] = {}
    for place in sys.path:
        try:
            names = os.listdir(place or ".")
        except OSError:
            continue
        for name in names:
            if name.endswith(".dist-info"):
                library, _, version = name.removesuffix(".dist-info").rpartition("-")
                found.setdefault(library.lower().replace("-", "_").replace(".", "_"), version)
    return found


def _described(library: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(library)
    except PackageNotFoundError:  # installed without its description, as some systems do
        return "unknown"


@cache
def find_pandoc() -> Path | None:
    """Pandoc in the wheel `pypandoc_binary`, None where that is not installed; never one that happens to be there."""
    spec = find_spec("pypandoc")
    name = "pandoc.exe" if sys.platform == "win32" else "pandoc"
    for folder in (spec and spec.submodule_search_locations) or ():
        if (program := Path(folder) / "files" / name).is_file():
            return program
    return None


@cache
def code_stamp() -> str:
    """Changes with the program's modules and with the libraries, told by sizes and times of files alone."""
    lines: list[str] = []
    _add_below(lines, os.path.dirname(os.path.dirname(os.path.realpath(__file__))), "")
    for library in LIBRARIES.values():
        spec = find_spec(library)
        if spec is not None and spec.origin is not None:
            lines.append(_line(library, os.stat(spec.origin)))
    if (pandoc := find_pandoc()) is not None:
        lines.append(_line("pandoc", os.stat(pandoc)))
    return blake2b("\0".join(lines).encode(), digest_size=12).hexdigest()


def _add_below(lines: list[str], folder: str, shown: str) -> None:
    """A line for each file below a folder; texts, not `Path`, for every command waits for this."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        name = entry.name
        if name.endswith((".py", ".toml", ".yaml", "codes.md")):
            lines.append(_line(f"{shown}/{name}", entry.stat()))
        elif "." not in name and name not in _NO_CODE and entry.is_dir(follow_symlinks=False):
            _add_below(lines, entry.path, f"{shown}/{name}")


def watched_programs() -> list[str]:
    """The same as what is watched (`file_stat.look_of`), and the folders in which libraries come and go."""
    package = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    specs = [find_spec(library) for library in ("click", *LIBRARIES.values())]
    files = [spec.origin for spec in specs if spec is not None and spec.origin is not None]
    pandoc = find_pandoc()
    files += [] if pandoc is None else [str(pandoc)]
    files += [path for path in sys.path if path.endswith("-packages")]
    return [f"{BELOW}{package}", *(f"{FILE}{path}" for path in files)]


def _line(name: str, status: os.stat_result) -> str:
    return f"{name} {status.st_size} {status.st_mtime_ns}"
