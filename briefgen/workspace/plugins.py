"""What other packages bring: checks, filters, writers and readers, by entry points.

Only those that `[plugins]` in briefgen.toml names are loaded. They are code that somebody has installed, and may do
what code may; what they give is held to the rules that our own keep, and what goes wrong in them is told as theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from hashlib import blake2b
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zlib import error as zlib_error

from briefgen.diagnostics import Diagnostic, Location, did_you_mean
from briefgen.errors import BriefgenError, Problems
from briefgen.frozen import dataclass, replace
from briefgen.writers import FORMATS

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from briefgen.document.nodes import Document
    from briefgen.settings.toml import TomlPlaces

SORTS = ("checks", "filters", "writers", "readers")
PLACE = Location("briefgen.toml")
"""Where all is named that is loaded."""
MOST = 50_000_000
"""Bytes that a writer may give, more than any brief has."""
NAME = r"[a-z][a-z0-9_]{0,29}"
CODE = r"[a-z][a-z0-9-]{0,39}"
_UNPRINTABLE = "[\x00-\x1f\x7f-\x9f\ue000-\uf8ff]"


@dataclass(frozen=True, slots=True)
class Plugin:
    """One entry point: its sort, its name, and the package that brings it."""

    sort: str
    name: str
    package: str
    version: str
    point: EntryPoint

    def __str__(self) -> str:
        return f"{self.name} of {self.package} {self.version}"

    def load(self) -> Any:
        """What it leads to, which can be called; raises `Problems`, told as its own."""
        try:
            found = self.point.load()
        except Exception as bad:
            raise Problems([self.failed(f"cannot be loaded: {_said(bad)}")]) from bad
        if not callable(found):
            raise Problems([self.failed(f"cannot be loaded: '{self.point.value}' is no function")])
        return found

    def called(self, function: Callable[..., Any], *arguments: object) -> Any:
        """What it gives; raises `Problems` for what goes wrong in it, told as its own."""
        try:
            return function(*arguments)
        except (BriefgenError, MemoryError, RecursionError):  # a limit that was passed is told as such
            raise
        except Exception as bad:
            raise Problems([self.failed(f"failed: {_said(bad)}")]) from bad

    def failed(self, why: str) -> Diagnostic:
        """What is wrong with it, at the place where all is named that is loaded."""
        hint = f"update {self.package}, or take '{self.name}' out of {self.sort} in [plugins]"
        return Diagnostic(PLACE, f"the plugin {self} {why}", "plugin-failed", hint=hint)


def installed() -> list[Plugin]:
    """Every plugin that there is, in use or not, by sort and name; nothing of them is loaded."""
    from importlib.metadata import entry_points

    found = [
        Plugin(sort, point.name, point.dist.name, point.dist.version, point)
        for sort in SORTS
        for point in entry_points(group=f"briefgen.{sort}")
        if point.dist is not None
    ]
    return sorted(found, key=lambda p: (SORTS.index(p.sort), p.name, p.package))


def plugin_problems(settings: Mapping[str, Any], places: TomlPlaces) -> Iterator[Diagnostic]:
    """What keeps the plugins that are named from being used, without loading any."""
    if not any(settings[f"plugins.{sort}"] for sort in SORTS):
        return
    there = installed()
    for sort in SORTS:
        for name in settings[f"plugins.{sort}"]:
            known = [p.name for p in there if p.sort == sort]
            if name not in known:
                hint = did_you_mean(name, known) or f"installed are: {', '.join(known) or 'none'}"
                message = f"there is no plugin '{name}' of {sort}"
            elif known.count(name) > 1:
                packages = ", ".join(p.package for p in there if (p.sort, p.name) == (sort, name))
                message, hint = f"there are several plugins '{name}' of {sort}", f"uninstall all but one of: {packages}"
            elif not re.fullmatch(NAME, name) or name in FORMATS:
                message = f"'{name}' is no name for a plugin of {sort}"
                hint = "its package should name it in small letters, digits and underscores, and not like one of ours"
            else:
                continue
            yield Diagnostic(places.of("plugins", sort), message, "no-plugin", hint=hint)


class Plugins:
    """Those that a workspace uses."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.named = {sort: tuple(settings[f"plugins.{sort}"]) for sort in SORTS}

    def of(self, sort: str) -> list[Plugin]:
        """The plugins of a sort that are used, in the order in which they are named."""
        found = {p.name: p for p in self._all if p.sort == sort}
        return [found[name] for name in self.named[sort] if name in found]

    @cached_property
    def _all(self) -> list[Plugin]:
        return installed() if any(self.named.values()) else []

    @cached_property
    def key(self) -> str:
        """Changes with what is used and with its code, told by sizes and times of files; "" where nothing is."""
        key = blake2b(digest_size=12)
        for plugin in (p for sort in SORTS for p in self.of(sort)):
            key.update(f"{plugin.sort} {plugin} {plugin.point.value}\0".encode())
            files = plugin.point.dist.files if plugin.point.dist is not None else None
            for file in sorted(files or (), key=str):
                if file.suffix in (".py", ".so", ".pyd") and (path := file.locate()).is_file():  # type: ignore[attr-defined]
                    status = path.stat()  # type: ignore[attr-defined]
                    key.update(f"{file} {status.st_size} {status.st_mtime_ns}\0".encode())
        return key.hexdigest() if any(self.named.values()) else ""

    @property
    def versions(self) -> dict[str, str]:
        """The version of each that is used, for other machines to compare."""
        return {f"plugin {p.sort}.{p.name}": p.version for sort in SORTS for p in self.of(sort)}

    # --- what they give ---

    @cached_property
    def filters(self) -> dict[str, Callable[..., str]]:
        """Functions from the plain words of a value, and plain arguments, to other words, by name."""
        return {plugin.name: _held_filter(plugin, plugin.load()) for plugin in self.of("filters")}

    def writer(self, name: str) -> PluginWriter | None:
        """The writer of a format that is none of ours."""
        return next((PluginWriter(p, p.load(), self.read) for p in self.of("writers") if p.name == name), None)

    def reads(self, suffix: str) -> bool:
        """Whether files that end so can be read back."""
        return suffix.removeprefix(".") in self.named["readers"]

    def read(self, suffix: str, data: bytes) -> Document | None:
        """What a file of a format that is none of ours says; None where nothing reads it. Raises `Problems`."""
        from briefgen.document.nodes import Document

        for plugin in self.of("readers"):
            if suffix == f".{plugin.name}":
                found = plugin.called(plugin.load(), data)
                if not isinstance(found, Document):
                    raise Problems([plugin.failed(f"gave a {type(found).__name__}, not a Document")])
                return found
        return None

    def check(self, plugin: Plugin, facts: object) -> list[Diagnostic]:
        """What one of the checks says of the facts, each with the name of the plugin before its code."""
        given = plugin.called(plugin.load(), facts)
        if isinstance(given, str | bytes) or not isinstance(given, Iterable):
            raise Problems([plugin.failed(f"gave a {type(given).__name__}, not Diagnostics")])
        return [_held_finding(plugin, found) for found in plugin.called(list, given)]


class PluginWriter:
    """A writer of another package; what it gives is looked at before it is anybody's file."""

    def __init__(
        self,
        plugin: Plugin,
        function: Callable[[Document], bytes],
        read: Callable[[str, bytes], Document | None] = lambda suffix, data: None,
    ) -> None:
        """`read` is what a reader of the same format makes of its files; None where there is none."""
        self._plugin, self._function, self._read = plugin, function, read

    @property
    def name(self) -> str:
        return self._plugin.name

    @property
    def suffix(self) -> str:
        return f".{self._plugin.name}"

    def write(self, document: Document) -> bytes:
        given = self._plugin.called(self._function, document)
        if not isinstance(given, bytes):
            raise Problems([self._plugin.failed(f"gave a {type(given).__name__}, not bytes")])
        if len(given) > MOST:
            raise Problems([self._plugin.failed("gave more bytes than any brief has")])
        if not self._shows(document.meta.marking, given):
            raise Problems([self._unmarked(document.meta.marking)])
        return given

    def _shows(self, marking: str, data: bytes) -> bool:
        """Whether a file shows the marking of its brief: in its text, in that of a packed part, or to its reader."""
        from briefgen.document.walk import block_text
        from briefgen.document.walk import blocks as all_of

        if any(marking in text for text in _texts(data)):
            return True
        read = self._read(self.suffix, data)
        return read is not None and (
            marking == read.meta.marking or any(marking in block_text(block) for block in all_of(read.blocks))
        )

    def _unmarked(self, marking: str) -> Diagnostic:
        message = (
            f"the plugin {self._plugin} gave a file in which the marking {marking} is not found; nothing is written"
        )
        hint = (
            "a writer prints the Marking with which the document begins; where its format hides words, bring a reader"
        )
        return Diagnostic(PLACE, message, "marking-not-shown", hint=hint)


def _texts(data: bytes) -> Iterator[str]:
    """What a file may say as text: as it stands, its entities read, in either sort of Unicode; so for packed parts."""
    from html import unescape  # with a table of two thousand names, for who has plugins

    for part in (data, *_unpacked(data)):
        for encoding in ("utf-8", "utf-16"):
            text = part.decode(encoding, "ignore")
            yield text
            yield unescape(text)


def _unpacked(data: bytes) -> Iterator[bytes]:
    """The parts of a zip archive, such as most formats of offices are; none of anything else."""
    from zipfile import BadZipFile, ZipFile

    left = 4 * MOST
    try:
        with ZipFile(BytesIO(data)) as archive:
            for part in archive.infolist():
                left -= part.file_size
                if left > 0:
                    yield archive.read(part)
    except (BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, zlib_error):
        return


def _held_filter(plugin: Plugin, function: Callable[..., Any]) -> Callable[..., str]:
    def held(text: str, *arguments: object) -> str:
        given = plugin.called(function, text, *arguments)
        if not isinstance(given, str):
            raise Problems([plugin.failed(f"gave a {type(given).__name__}, not a text")])
        if re.search(_UNPRINTABLE, given) or len(given) > 1000 + 10 * len(text):
            raise Problems([plugin.failed("gave a text that is too long, or has characters that do not print")])
        return given

    return held


def _held_finding(plugin: Plugin, found: object) -> Diagnostic:
    if not isinstance(found, Diagnostic):
        raise Problems([plugin.failed(f"gave a {type(found).__name__}, not a Diagnostic")])
    texts = (found.location.file, found.message, found.code, found.hint or "")
    sound = all(isinstance(text, str) and not re.search(_UNPRINTABLE, text) for text in texts)
    if not sound or not re.fullmatch(CODE, found.code):
        raise Problems([plugin.failed("gave a Diagnostic with a code that is no slug, or text that does not print")])
    return replace(found, code=f"{plugin.name}.{found.code}")


def _said(bad: Exception) -> str:
    """A fault of other people's code in one line."""
    return re.sub(_UNPRINTABLE, " ", f"{type(bad).__name__}: {bad}".strip())[:300]
