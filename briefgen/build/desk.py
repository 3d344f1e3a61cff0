"""A workspace at work: its facts, templates and looks, read once and kept in the store."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

from briefgen.briefs.kind import BriefKind, find_kinds, read_kind
from briefgen.build.store import Store
from briefgen.diagnostics import Diagnostic, did_you_mean
from briefgen.errors import UsageProblem
from briefgen.facts.conflicts import Conflict, find_conflicts
from briefgen.facts.loader import Loaded, code_stamp, load_facts
from briefgen.language.cldr import Locale, extract, from_data
from briefgen.workspace import Workspace

HOUSE_FILE = "house.docx"


class Desk:
    """What commands work with. Everything is read when first asked for."""

    def __init__(self, workspace: Workspace, store: Store) -> None:
        self.workspace, self.store = workspace, store

    @cached_property
    def facts(self) -> Loaded:
        """The facts and what is wrong with them."""
        workspace = self.workspace
        loaded = load_facts(
            workspace.folder("facts"), shown_as=workspace.shown("facts"), cached=self.store.get("facts.json")
        )
        if loaded.cache is not None:
            self.store.put("facts.json", loaded.cache)
        return loaded

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        return find_conflicts(self.facts.base)

    @cached_property
    def kinds(self) -> dict[str, tuple[str, Path]]:
        return find_kinds(self.workspace.template_folders)

    def kind(self, name: str) -> tuple[BriefKind, list[Diagnostic]]:
        """A kind of brief; raises `UsageProblem` for a name that no folder of templates has."""
        if name not in self.kinds:
            hint = did_you_mean(name, self.kinds) or f"kinds are: {', '.join(self.kinds)}"
            raise UsageProblem(f"there is no kind of brief '{name}'; {hint}")
        return read_kind(name, *self.kinds[name])

    def locale(self, tag: str) -> Locale:
        """The tables of a language, extracted once."""
        name = f"language-{blake2b(tag.encode(), digest_size=8).hexdigest()}.json"
        stamp = f"{code_stamp()} {_babel_stamp()}"
        stored = _json(self.store.get(name))
        if isinstance(stored, dict) and stored.get("stamp") == stamp:
            return from_data(stored["data"])
        data = extract(tag)
        self.store.put(name, json.dumps({"stamp": stamp, "data": data}, ensure_ascii=False).encode())
        return from_data(data)

    def compiled_templates(self) -> dict[str, bytes]:
        """Compiled templates kept from earlier runs."""
        stored = _json(self.store.get("templates.json"))
        return {k: b64decode(v) for k, v in stored.items()} if isinstance(stored, dict) else {}

    def keep_compiled(self, compiled: dict[str, bytes]) -> None:
        self.store.put("templates.json", json.dumps({k: b64encode(v).decode() for k, v in compiled.items()}).encode())

    def house_file(self) -> Path:
        """The Word file that carries the looks: the workspace's own, else the shipped one."""
        for _, folder in self.workspace.template_folders:
            if (folder / HOUSE_FILE).is_file():
                return folder / HOUSE_FILE
        raise UsageProblem(f"there is no {HOUSE_FILE} among the templates; briefgen init writes a fresh one")


def _json(data: bytes | None) -> Any:
    if data is None:
        return None
    try:
        return json.loads(data)
    except ValueError:
        return None


def _babel_stamp() -> str:
    from importlib.util import find_spec

    spec = find_spec("babel")
    if spec is None or spec.origin is None:
        return ""
    status = Path(spec.origin).stat()
    return f"{status.st_size} {status.st_mtime_ns}"
