"""The bytecode of what commands import, behind each other in one file of the user's cache.

A command imports some three hundred modules, its libraries' included; to look for each along `sys.path` and to open its
file takes a tenth of what a brief takes. What a run has imported is kept, and where it lies; the next takes it from
there where the module's file has the time and size by which Python itself knows its bytecode. What is not kept, or
looks otherwise, Python finds and loads as ever. There is such a file for each Python and each `sys.path`, as long as
nothing comes into its folders or goes from them: what comes may stand before what is kept.
"""

from __future__ import annotations

import marshal
import os
import sys
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import MAGIC_NUMBER, spec_from_file_location
from types import CodeType
from zlib import crc32

from briefgen.workspace.cache import DIGEST, forget_oldest, keep
from briefgen.workspace.file_stat import blake2b

MOST = 8
"""How many such files are kept."""
FEW = 10
"""So many modules may be missing before all are kept anew."""
_NUMBER, _HEAD = 8, 16

_Row = tuple[str, bytes, bool, int, int, int]
"""Where a module lies, what its bytecode begins with, whether it is a package; where that lies here, its checksum."""


class KeptModules:
    """Finds modules for Python (`sys.meta_path`), as far as they are kept in a folder."""

    def __init__(self, folder: str) -> None:
        words = "\0".join([sys.version, str(sys.flags.optimize), *sys.path, *map(_changed, sys.path[1:])])
        self._folder = folder
        self._name = blake2b(words.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
        self._before = frozenset(sys.modules)
        self._file, self._rows, self._begin = -1, dict[str, _Row](), DIGEST + 2 * _NUMBER
        try:
            self._file = os.open(f"{folder}/{self._name}", os.O_RDONLY)
            numbers = os.pread(self._file, 2 * _NUMBER, DIGEST)
            size, check = int.from_bytes(numbers[:_NUMBER], "big"), int.from_bytes(numbers[_NUMBER:], "big")
            index = os.pread(self._file, min(size, os.fstat(self._file).st_size), self._begin)
            if crc32(index) == check and size:
                self._rows, self._begin = marshal.loads(index), self._begin + size
        except OSError:  # nothing is kept so far
            pass
        sys.meta_path.insert(sys.meta_path.index(PathFinder), self)

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """As Python asks a finder; None for what is not kept."""
        if name not in self._rows:
            return None
        path, head, is_package = self._rows[name][:3]
        if _head_of(path) != head or not (code := self._code_of(name)):
            return None
        inside = [os.path.dirname(path)] if is_package else None
        return spec_from_file_location(name, path, loader=_Loader(name, path, code), submodule_search_locations=inside)

    def _code_of(self, name: str) -> bytes:
        """Read where it is asked for, as what is mapped counts as this process's memory; b"" where it is damaged."""
        begin, end, check = self._rows[name][3:]
        try:
            raw = os.pread(self._file, end - begin, self._begin + begin)
        except OSError:
            return b""
        return raw if crc32(raw) == check else b""

    def keep(self) -> None:
        """Keep what was imported since, where more than a few modules of it are not kept."""
        codes: dict[str, bytes] = {}
        rows: dict[str, _Row] = {}
        for name, module in [*sys.modules.items()]:
            spec: ModuleSpec | None = getattr(module, "__spec__", None)
            if name in self._before or spec is None or spec.name != name or type(spec.loader) is not SourceFileLoader:
                continue
            if data := _bytecode_of(spec):
                rows[name] = spec.origin or "", data[:_HEAD], spec.submodule_search_locations is not None, 0, 0, 0
                codes[name] = data[_HEAD:]
        if len(codes) <= FEW:
            return
        for name, row in self._rows.items():
            if name not in codes and (code := self._code_of(name)):
                rows[name], codes[name] = row, code
        at = 0
        for name, code in codes.items():
            rows[name] = (*rows[name][:3], at, at + len(code), crc32(code))
            at += len(code)
        index = marshal.dumps(rows)
        numbers = [number.to_bytes(_NUMBER, "big") for number in (len(index), crc32(index))]
        keep(self._folder, self._name, b"".join([*numbers, index, *codes.values()]))
        forget_oldest(self._folder, MOST)


class _Loader(SourceFileLoader):
    """Loads a module as Python does, but for its bytecode, which is known the first time."""

    def __init__(self, name: str, path: str, known: bytes) -> None:
        super().__init__(name, path)
        self._known = known

    def get_code(self, fullname: str) -> CodeType | None:
        known, self._known = self._known, b""
        return marshal.loads(known) if known else super().get_code(fullname)


def _changed(folder: str) -> str:
    """When something last came into a folder or went from it; "" where there is none.

    Not asked of the first of `sys.path`: where the command lies, or where it runs and writes.
    """
    try:
        return str(os.stat(folder).st_mtime_ns)
    except OSError:
        return ""


def _head_of(path: str) -> bytes:
    """What the bytecode of a module begins with that goes by its file's time and size; b"" where there is no file."""
    try:
        status = os.stat(path)
    except OSError:
        return b""
    numbers = (0, int(status.st_mtime), status.st_size)
    return MAGIC_NUMBER + b"".join([(number & 0xFFFFFFFF).to_bytes(4, "little") for number in numbers])


def _bytecode_of(spec: ModuleSpec) -> bytes:
    """What Python keeps of a module; b"" where it keeps nothing, or goes by something else."""
    try:
        with open(spec.cached or "", "rb") as file:
            data = file.read()
    except OSError:
        return b""
    return data if (head := _head_of(spec.origin or "")) and data.startswith(head) else b""
