"""What Python works out anew at each start, kept for each command: patterns, and modules where it keeps none itself.

A run compiles some 170 patterns, most of them of libraries, which takes as long as Python itself to start. And where
Python was told to write no bytecode (`PYTHONDONTWRITEBYTECODE`, as in many containers) the program's modules are
compiled at each start, which takes longer than all that a command does with them. Both lie in the user's cache, as
compiled templates do: code that nobody else can write. Losing it costs time and nothing else.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
from importlib.machinery import ModuleSpec, SourceFileLoader
from time import time_ns

from briefgen.workspace.cache import forget_oldest, keep, own_cache_folder, read_kept
from briefgen.workspace.file_stat import blake2b, file_stat_of, is_over

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import CodeType, ModuleType
    from typing import Any

FOLDER = "prepared"
MOST = 40
"""How many files are kept, two for a command; then the oldest half is forgotten."""
_PATTERNS = 300
"""How many patterns are kept of a command, in the order in which it needs them: those of modules come first."""
_ENOUGH = 12
"""So many that are new are worth writing all of them again; a run makes some from what facts say."""
_LONGEST = 2000
_OWN = f"{__name__.partition('.')[0]}."


class Prepared:
    """What is ready when a command begins, and what it leaves for the next one like it."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self._begun = time_ns()
        self._folder = own_cache_folder(FOLDER) if arguments else ""
        words = f"{sys.version}\0{__file__}\0{'' if not arguments else arguments[0]}"
        self._name = blake2b(words.encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()
        self._known: frozenset[object] = frozenset()
        self._modules: _Modules | None = None
        if not self._folder:
            return
        self._known = restore(self._read(".patterns"))
        if sys.dont_write_bytecode and not _has_bytecode():
            self._modules = _Modules(self._read(".modules"))
            sys.meta_path.insert(0, self._modules)

    def keep(self) -> None:
        """Keep what this run had to work out itself."""
        if not self._folder:
            return
        wanted = _wanted()
        if len([key for key in wanted if key not in self._known]) >= _ENOUGH:
            self._write(".patterns", {key: code for key in wanted if (code := code_of(*key)) is not None})
        if self._modules is not None and self._modules.compiled:
            self._write(".modules", self._modules.whole(self._begun))

    def _read(self, ending: str) -> dict[Any, Any]:
        kept = read_kept(self._folder, self._name + ending)
        try:
            found = marshal.loads(kept) if kept else {}
        except (ValueError, TypeError, EOFError):
            found = {}
        return found if isinstance(found, dict) else {}

    def _write(self, ending: str, found: Mapping[Any, object]) -> None:
        keep(self._folder, self._name + ending, marshal.dumps(dict(found)))
        forget_oldest(self._folder, MOST)


def _has_bytecode() -> bool:
    """Whether this module's own bytecode lies where Python looks for it, as an installation leaves it."""
    return __spec__ is not None and os.path.exists(__spec__.cached or "")


# --- patterns ---


def restore(kept: Mapping[tuple[str | bytes, int], Any]) -> frozenset[object]:
    """Make patterns known to `re` that were compiled before; those that it took.

    Python has no door for this: it is done where `re` itself looks first, and not where that looks unlike what is
    known here. The engine checks the code of a pattern before it takes it.
    """
    cache, engine = getattr(re, "_cache", None), getattr(re, "_compiler", None)
    made = getattr(getattr(engine, "_sre", None), "compile", None)
    if not isinstance(cache, dict) or made is None:
        return frozenset()
    taken = set()
    for (pattern, flags), (magic, *code) in kept.items():
        try:
            if magic == getattr(engine, "MAGIC", None):
                cache[type(pattern), pattern, flags] = made(pattern, *code)
                taken.add((pattern, flags))
        except (TypeError, ValueError, RuntimeError, OverflowError):
            continue
    return frozenset(taken)


def _wanted() -> list[tuple[str | bytes, int]]:
    cache = getattr(re, "_cache", {})
    found = [(key[1], key[2]) for key in list(cache)[:_PATTERNS] if len(key) == 3]
    return [
        (p, flags) for p, flags in found if isinstance(p, str | bytes) and len(p) <= _LONGEST and type(flags) is int
    ]


def code_of(pattern: str | bytes, flags: int) -> tuple[Any, ...] | None:
    """What the engine is given for a pattern, with its own number; None where that cannot be told."""
    engine: Any = getattr(re, "_compiler", None)
    try:
        parsed = engine._parser.parse(pattern, flags)
        state, code = parsed.state, engine._code(parsed, flags)
        names = [None] * state.groups
        for name, number in state.groupdict.items():
            names[number] = name
        numbers, groups = [int(one) for one in code], dict(state.groupdict)
        return int(engine.MAGIC), int(flags | state.flags), numbers, state.groups - 1, groups, tuple(names)
    except (AttributeError, TypeError, ValueError, re.error):
        return None


# --- modules ---


class _Modules:
    """Finds the program's modules among those that were compiled before, while their files look as they did."""

    def __init__(self, known: dict[str, Any]) -> None:
        self.known = known
        self.compiled: dict[str, tuple[str, bool, CodeType]] = {}
        """What had to be compiled in this run."""

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> Any:
        if not name.startswith(_OWN) or path is None:
            return None
        file, is_package, loader = self._place(name, path)
        if not file:
            return None
        spec = ModuleSpec(name, loader, origin=file, is_package=is_package)
        spec.has_location = True
        if is_package:
            spec.submodule_search_locations = [os.path.dirname(file)]
        return spec

    def _place(self, name: str, path: Sequence[str]) -> tuple[str, bool, SourceFileLoader | None]:
        kept = self.known.get(name)
        if kept and file_stat_of(kept[0]) == kept[2]:
            return kept[0], kept[1], _Loader(self, name, kept[0])
        for folder in path:
            for is_package, file in (
                (True, f"{folder}/{_last(name)}/__init__.py"),
                (False, f"{folder}/{_last(name)}.py"),
            ):
                if os.path.isfile(file):
                    self.known.pop(name, None)
                    return file, is_package, _Loader(self, name, file)
        return "", False, None

    def whole(self, begun: int) -> dict[str, Any]:
        """All that may be relied on: what was known, and what was compiled of files that were not just written."""
        found = dict(self.known)
        for name, (file, is_package, code) in self.compiled.items():
            state = file_stat_of(file)
            if state is not None and is_over(state, begun):
                found[name] = file, is_package, state, marshal.dumps(code)
        return found


def _last(name: str) -> str:
    return name.rpartition(".")[2]


class _Loader(SourceFileLoader):
    """Python's own loader, but for where the code of a module is looked for first."""

    def __init__(self, modules: _Modules, name: str, file: str) -> None:
        super().__init__(name, file)
        self._modules = modules

    def get_code(self, fullname: str) -> CodeType | None:
        if kept := self._modules.known.get(fullname):
            return marshal.loads(kept[3])  # type: ignore[no-any-return]
        code = super().get_code(fullname)
        if code is not None:
            self._modules.compiled[fullname] = self.get_filename(fullname), self.is_package(fullname), code
        return code
