"""Where templates are read from: a row of folders, the first that has a name wins."""

from __future__ import annotations

import marshal
import re
from collections.abc import Mapping, Sequence
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from types import CodeType, MappingProxyType
from typing import Any

from jinja2 import BaseLoader, BytecodeCache, TemplateNotFound
from jinja2.bccache import Bucket

from briefgen.diagnostics import PACKED
from briefgen.disk import TooLarge, is_there, read_file, reason, resolved
from briefgen.regexes import pattern
from briefgen.rendering import TEMPLATE_NAME

SHIPPED = "shipped/"
WHOLE = "/brief.md.j2"
"""How the name of a template ends that makes a whole brief; a part may well print nothing."""
MOST = 1 << 20  # bytes of one template
_REMARK = pattern(r"(?s)\{#.*?#\}")
DEEPEST = 20  # templates that extend one another


class Folders(BaseLoader):
    """Templates by name from a row of folders, each with the name that diagnostics show."""

    def __init__(
        self, folders: Sequence[tuple[str, Path]], sources: Mapping[str, tuple[str, str]] = MappingProxyType({})
    ) -> None:
        self.folders = [(shown, resolved(path)) for shown, path in folders]
        self.sources = sources
        self.read: dict[str, str] = {}
        self.wanted: dict[str, None] = {}  # also those that are not there

    def get_source(self, environment: Any, template: str) -> tuple[str, str, None]:
        if not TEMPLATE_NAME.fullmatch(template) or len(template) > 200:
            raise TemplateNotFound(template, f"'{template}' is no name of a template; names are like _parts/head.md.j2")
        self.wanted[template] = None
        if template in self.sources:
            self.read[template], source = self.sources[template]
            return source, self.read[template], None
        only_shipped = template.startswith(SHIPPED)
        name = template.removeprefix(SHIPPED)
        for shown, folder in self.folders[-1:] if only_shipped else self.folders:
            if not is_there(folder / name):
                continue
            source = _source(folder, template, f"{shown}/{name}", folder / name)
            self.read[template] = f"{shown}/{name}"
            return source, f"{shown}/{name}", None
        raise TemplateNotFound(template, f"there is no template '{template}'")

    def has(self, template: str) -> bool:
        """Whether there is such a file in one of the folders; it is wanted from now on."""
        self.wanted[template] = None
        return any(is_there(folder / template) for _, folder in self.folders)

    def shown(self, template: str) -> str:
        """The file of a template as messages name it."""
        name = template.removeprefix(SHIPPED)
        folders = self.folders[-1:] if name != template else self.folders
        return next(
            (f"{shown}/{name}" for shown, folder in folders if is_there(folder / name)), f"{folders[0][0]}/{name}"
        )

    def list_templates(self) -> list[str]:
        found = {p.relative_to(folder).as_posix() for _, folder in self.folders for p in folder.rglob("*.j2")}
        return sorted(name for name in found if TEMPLATE_NAME.fullmatch(name))


def _source(folder: Path, name: str, shown: str, path: Path) -> str:
    """The text of a template; raises what Jinja raises for one that it does not find or cannot read."""
    try:
        raw = read_file(path, MOST, within=folder)
        source = raw.decode("utf-8-sig")
    except TooLarge as bad:
        raise TemplateNotFound(name, f"{shown} is too large; a template has {MOST >> 20} MB at most") from bad
    except OSError as bad:
        raise TemplateNotFound(name, f"{shown} cannot be read: {reason(bad)}") from bad
    except UnicodeDecodeError as bad:
        is_word = raw.startswith(PACKED)
        hint = "it is a Word file: name it brief.docx, or save it as plain text" if is_word else "save it as UTF-8"
        raise TemplateNotFound(name, f"{shown} cannot be read; {hint}") from bad
    if name.endswith(WHOLE) and not _REMARK.sub("", source).strip():  # one that is being saved is empty for a moment
        raise TemplateNotFound(name, f"{shown} is empty; save it again, or delete the folder of this kind of brief")
    return source.replace("\r\n", "\n").replace("\r", "\n")


def sources_of(folders: Folders, name: str) -> list[str]:
    """The text of a template, then of the one that it extends, and so on; nothing where there is no such template."""
    found: list[str] = []
    while name and len(found) < DEEPEST:
        try:
            found.append(folders.get_source(None, name)[0])
        except TemplateNotFound:
            break
        extends = re.search(r"""\{%-?\s*extends\s+["']([^"']+)["']""", found[-1])
        name = extends[1] if extends else ""
    return found


class CompiledTemplates(BytecodeCache):
    """Compiled templates in a mapping that the caller keeps; `changed` tells whether anything was added.

    Those that were used stay in memory, for as long as the text is the same.
    """

    def __init__(self, stored: dict[str, bytes]) -> None:
        self.stored, self.changed = stored, False
        self._used: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        text, code = self._used.get(bucket.key, ("", None))
        if text == bucket.checksum:
            bucket.code = code
        elif (data := self.stored.get(bucket.key, b"")).startswith(head := _head(bucket)):
            bucket.code = marshal.loads(memoryview(data)[len(head) :])
            self._use(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.stored[bucket.key] = _head(bucket) + marshal.dumps(bucket.code)
        self.changed = True
        self._use(bucket)

    def _use(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self._used[bucket.key] = bucket.checksum, bucket.code


def _head(bucket: Bucket) -> bytes:
    """What stands before code that this Python compiled from the text; the library would read it byte by byte."""
    return MAGIC_NUMBER + bucket.checksum.encode()
