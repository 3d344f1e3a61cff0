"""Everything that decides what a brief is, as one key: while it stays the same, so do the brief's bytes.

The key takes in the content of all facts, templates and settings, the program's own modules and the
libraries that shape the text. No clock decides it; a file that is touched keeps its key. What a file's content came to
is kept in the store, and the file is read again only where it looks other than then (`stamps`). Archived texts
count by name, size and times, for they may be large; what was issued by the times of its folders, to which issues are
only ever added.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from hashlib import blake2b
from pathlib import Path
from time import time_ns

from briefgen.briefs.kind import ISSUED
from briefgen.disk import read_file
from briefgen.facts.store.fact_rows import pack, unpack
from briefgen.version import __version__
from briefgen.workspace.cache import BUILD_STATES, Store
from briefgen.workspace.file_stat import (
    BELOW,
    FILE,
    NAMES,
    FileStat,
    FileStats,
    digest_of_stats,
    file_stat_of,
    is_over,
    shows,
)
from briefgen.workspace.folder import SETTINGS_FILE, WorkspaceFolder
from briefgen.workspace.programs import code_stamp

LOOK, DIGESTS = "inputs-look", "inputs-digests"
UNREADABLE = "unreadable"

_Looked = tuple[str, str | None, FileStat | None]
"""A file's name, its path where it has content to be read, and its state."""


def inputs_key(home: WorkspaceFolder, *words: str, store: Store | None = None, look: FileStats | None = None) -> str:
    """The key of what is asked for (`words`: kind, id, formats) in the workspace as it is now, or as it was at a look.

    The look is then one at all that counts.
    """
    return _key_of(home, _content_key(home, store or Store(None), look or FileStats()).hex(), *words)


def templates_key(home: WorkspaceFolder, store: Store, *words: str) -> str | None:
    """The key of all that is among the templates and in the settings, and of `words`; None where a file cannot be read.

    The store knows of files that look as they did; nothing is put there.
    """
    known = _kept_digests(store)
    digests = {
        name: _digest_of((name, path, file_stat_of(path) if path else None), known)
        for name, path in _settings_and_templates(home)
    }
    if UNREADABLE in digests.values():
        return None
    return _key_of(home, *(f"{name} {digest}" for name, digest in digests.items()), *words)


def _key_of(home: WorkspaceFolder, *words: str) -> str:
    key = blake2b(digest_size=20)
    for word in (__version__, str(sys.version_info[:3]), code_stamp(), _plugins_key(home), *words):
        key.update(word.encode("utf-8", "backslashreplace") + b"\0")
    return key.hexdigest()


def _plugins_key(home: WorkspaceFolder) -> str:
    if not home.has_plugins:
        return ""
    from briefgen.workspace.plugins import Plugins

    return Plugins(home.settings).key


def shared_key(home: WorkspaceFolder) -> str:
    """A key of what every machine has to see alike: contents alone, no times and no paths of one machine."""
    key = blake2b(digest_size=20)
    entries = [(SETTINGS_FILE, str(home.root / SETTINGS_FILE)), *_entries("facts", home.folder("facts"))]
    for number, (_, folder) in enumerate(home.template_folders):
        entries.extend(_entries(f"templates {number}", folder))
    found = [(name, _digest(path)) for name, path in entries]
    found += [(name, str(_size(path))) for name, path in _archive(home)]
    found += [(name, str(sorted(os.listdir(path)))) for name, path in _issued(home)]
    for name, what in found:
        key.update(f"{name}\0{what}\0".encode("utf-8", "backslashreplace"))
    return key.hexdigest()


def _content_key(home: WorkspaceFolder, store: Store, seen: FileStats) -> bytes:
    """What all files come to; where all look as they did, from the store, and nothing is read."""
    taken = seen.again()
    settings, *templates = _settings_and_templates(home)
    read = [settings, *_entries("facts", home.folder("facts")), *templates]
    files = [(name, path, seen.state_of(path) if path else None) for name, path in read]
    by_look = [*_archive(home), *_issued(home)]
    beside = [(name, seen.state_of(path) if path else None) for name, path in by_look]
    seen.states = {path: state for _, path, state in files if path and state}
    look = digest_of_stats([*((name, state) for name, _, state in files), *beside])
    kept = store.get(LOOK)
    if kept is not None and kept.startswith(look):
        return kept[len(look) :]
    digests = _digests(files, taken, store)
    found = blake2b(digest_of_stats(beside), digest_size=20)
    for (name, _, _), digest in zip(files, digests, strict=True):
        found.update(f"{name}\0{digest}\0".encode("utf-8", "backslashreplace"))
    if UNREADABLE not in digests and all(is_over(state, taken) for _, _, state in files):
        store.put(LOOK, look + found.digest())
    return found.digest()


def watched_inputs(home: WorkspaceFolder, store: Store) -> list[str] | None:
    """What is watched (`look_of`) for an answer that rests on the workspace; None where plugins may look elsewhere.

    What a build remembers is among it.
    """
    if home.has_plugins:
        return None
    trees = [home.folder("facts"), *(folder for _, folder in home.template_folders), home.folder("archive")]
    issued = [path for _, path in _issued(home)]
    folders = (home.folder("out") / ISSUED, *sorted({os.path.dirname(path) for path in issued}))
    found = [f"{NAMES}{folder}" for folder in folders] + [f"{FILE}{path}" for path in issued]
    found += [f"{FILE}{store.folder}/{BUILD_STATES}"] if store.folder else []
    own = home.folder("templates")
    return [f"{FILE}{home.root / SETTINGS_FILE}", f"{FILE}{own}", *(f"{BELOW}{tree}" for tree in trees), *found]


def _settings_and_templates(home: WorkspaceFolder) -> list[tuple[str, str | None]]:
    entries: list[tuple[str, str | None]] = [(SETTINGS_FILE, str(home.root / SETTINGS_FILE))]
    for shown, folder in home.template_folders:
        entries.extend(_entries(shown, folder))
    return entries


def archive_look(home: WorkspaceFolder) -> bytes:
    """What stands for the archived texts, by their look."""
    return digest_of_stats((name, file_stat_of(path) if path else None) for name, path in _archive(home))


def issued_look(home: WorkspaceFolder) -> str:
    """What stands for all that was issued, by its look; "" where that may be issued again and look the same."""
    taken = time_ns()
    found = [(name, file_stat_of(path)) for name, path in _issued(home)]
    return digest_of_stats(found).hex() if all(is_over(state, taken) for _, state in found) else ""


def _archive(home: WorkspaceFolder) -> list[tuple[str, str | None]]:
    return _entries("archive", home.folder("archive"))


def _digests(files: Iterable[_Looked], taken: int, store: Store) -> list[str]:
    """What each file's content comes to; only those are read that look other than when they were last read."""
    known, kept, found = _kept_digests(store), {}, []
    for looked in files:
        name, _, state = looked
        digest = _digest_of(looked, known)
        found.append(digest)
        if state is not None and digest != UNREADABLE and is_over(state, taken):
            kept[name] = state, digest
    if kept != known:
        store.put(DIGESTS, pack(kept))
    return found


def known_digests(home: WorkspaceFolder, store: Store, look: FileStats) -> Callable[[str, str], str]:
    """Says of a file of facts, by its name in messages and its path, what its content comes to.

    "" for one that did not look as it did when it was last read.
    """
    known, shown = _kept_digests(store), f"{home.shown('facts')}/"

    def digest(name: str, path: str) -> str:
        row = known.get(f"facts/{name.removeprefix(shown)}")
        return row[1] if row is not None and row[0] == look.state_of(path) else ""

    return digest


def _digest_of(looked: _Looked, known: dict[str, tuple[FileStat, str]]) -> str:
    name, path, state = looked
    row = known.get(name)
    return row[1] if row is not None and row[0] == state else _digest(path)


def _kept_digests(store: Store) -> dict[str, tuple[FileStat, str]]:
    found = unpack(store.get(DIGESTS))
    return found if isinstance(found, dict) else {}


def _digest(path: str | None) -> str:
    """What stands for the bytes of a regular file; "" for what is none."""
    if path is None:
        return ""
    try:
        return blake2b(read_file(path), digest_size=16).hexdigest()
    except OSError:
        return UNREADABLE


def _issued(home: WorkspaceFolder) -> list[tuple[str, str]]:
    """The folder of each brief that was issued; it changes with every issue."""
    try:
        kinds = [kind for kind in os.scandir(home.folder("out") / ISSUED) if kind.is_dir() and kind.name[0] != "."]
        return sorted((f"{kind.name}/{brief.name}", brief.path) for kind in kinds for brief in os.scandir(kind))
    except OSError:
        return []


def _entries(shown: str, folder: Path) -> list[tuple[str, str | None]]:
    """Everything below a folder with names relative to it, sorted; caches and lock files left out.

    What is no regular file (a folder, a pipe, a link that leads nowhere) has a name only: it holds nothing, but
    a check speaks of it.
    """
    found: list[tuple[str, str | None]] = []
    seen: set[tuple[int, int]] = set()
    todo = [(shown, str(folder))]
    while todo:
        prefix, place = todo.pop()
        try:
            status = os.stat(place)
            if (one := (status.st_dev, status.st_ino)) in seen:
                continue
            seen.add(one)
            entries = list(os.scandir(place))
        except OSError as bad:
            found.append((f"{prefix}/ {bad.errno}", None))
            continue
        for entry in entries:
            if not shows(entry.name):
                continue
            name = f"{prefix}/{entry.name}"
            if entry.is_symlink():
                found.append((f"{name} -> {os.readlink(entry.path)}", None))
            try:
                is_folder, is_file = entry.is_dir(), entry.is_file()
            except OSError:  # a link that leads to itself
                is_folder = is_file = False
            if is_folder:
                todo.append((name, entry.path))
                found.append((f"{name}/", None))
            elif is_file:
                found.append((name, entry.path))
            else:
                found.append((f"{name} ?", None))
    return sorted(found, key=lambda e: e[0])


def _size(path: str | None) -> int:
    """The size of a file in bytes; -1 where there is none."""
    state = file_stat_of(path) if path is not None else None
    return state[0] if state is not None else -1


def templates_are_shipped(home: WorkspaceFolder) -> bool:
    """Whether all that is among the templates came with the program, and stands here just as it does there.

    A page that tells of them is none. False in the program's own checkout, where they are written.
    """
    shown, shipped = home.template_folders[-1]
    if shown == home.shown("templates"):
        return False
    own = _entries(str(shipped), home.folder("templates")) if len(home.template_folders) > 1 else []
    return all(path is None or name.endswith("README.md") or _digest(path) == _digest(name) for name, path in own)
