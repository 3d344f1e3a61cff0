"""A workspace at work: its facts, templates and looks, read once and kept in the store."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.briefs.kind import BriefKind, find_kinds, place_of, read_kind
from briefgen.build.inputs import code_stamp
from briefgen.build.store import Store
from briefgen.diagnostics import Diagnostic, did_you_mean
from briefgen.errors import UsageProblem
from briefgen.workspace import Workspace

if TYPE_CHECKING:
    from briefgen.build.limits import Limits
    from briefgen.checks.verification import Verification
    from briefgen.facts.conflicts import Conflict
    from briefgen.facts.loader import Loaded
    from briefgen.language.cldr import Locale
    from briefgen.query.disputes import Disputes

HOUSE_FILE = "house.docx"


class Desk:
    """What commands work with. Everything is read when first asked for."""

    def __init__(self, workspace: Workspace, store: Store) -> None:
        self.workspace, self.store = workspace, store

    @cached_property
    def facts(self) -> Loaded:
        """The facts and what is wrong with them."""
        from briefgen.facts.loader import load_facts

        workspace = self.workspace
        loaded = load_facts(
            workspace.folder("facts"), shown_as=workspace.shown("facts"), cached=self.store.get("facts.json")
        )
        if loaded.cache is not None:
            self.store.put("facts.json", loaded.cache)
        return loaded

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        from briefgen.facts.conflicts import find_conflicts

        return find_conflicts(self.facts.base)

    @cached_property
    def disputes(self) -> Disputes:
        """The conflicts, looked up by the records that they touch."""
        from briefgen.query.disputes import Disputes

        return Disputes(self.facts.base, self.conflicts)

    @cached_property
    def verification(self) -> Verification:
        """Every quote with its verdict."""
        from briefgen.build.quotes import verify

        return verify(self)

    @property
    def limits(self) -> Limits:
        """What making one brief may cost."""
        from briefgen.build.limits import Limits

        settings = self.workspace.settings
        return Limits(settings["limits.seconds"], settings["limits.megabytes"])

    def __reduce__(self) -> tuple[Any, ...]:
        return Desk, (self.workspace, self.store)  # what was read stays behind: another process reads it again

    @cached_property
    def kinds(self) -> dict[str, tuple[str, Path]]:
        return find_kinds(self.workspace.template_folders)

    def kind(self, name: str) -> tuple[BriefKind, list[Diagnostic]]:
        """A kind of brief; raises `UsageProblem` for a name that no folder of templates has."""
        if name not in self.kinds:
            hint = did_you_mean(name, self.kinds) or f"kinds are: {', '.join(self.kinds)}"
            raise UsageProblem(f"there is no kind of brief '{name}'; {hint}")
        kind, problems = read_kind(name, *self.kinds[name])
        return kind, [*problems, *self._floor_problems(kind)]

    def _floor_problems(self, kind: BriefKind) -> list[Diagnostic]:
        floor, scheme = kind.settings["marking-floor"], self.workspace.settings["markings.scheme"]
        if not floor or floor in scheme:
            return []
        hint = did_you_mean(floor, scheme) or f"the markings are: {', '.join(scheme)}"
        message = f"marking-floor: '{floor}' is no marking here"
        place = place_of("marking-floor", *self.kinds[kind.name])
        return [Diagnostic(place, message, "unknown-marking", hint=hint)]

    def locale(self, tag: str) -> Locale:
        """The tables of a language, extracted once."""
        from briefgen.language.cldr import extract, from_data

        name = f"language-{blake2b(tag.encode(), digest_size=8).hexdigest()}.json"
        stamp = code_stamp()
        stored = _json(self.store.get(name))
        if isinstance(stored, dict) and stored.get("stamp") == stamp:
            return from_data(stored["data"])
        data = extract(tag)
        self.store.put(name, json.dumps({"stamp": stamp, "data": data}, ensure_ascii=False).encode())
        return from_data(data)

    def compiled_templates(self) -> dict[str, bytes]:
        """Compiled templates kept from earlier runs of the very same program."""
        stored = _json(self.store.get("templates.json"))
        if not isinstance(stored, dict) or stored.get("stamp") != code_stamp():
            return {}
        return {k: b64decode(v) for k, v in stored["compiled"].items()}

    def keep_compiled(self, compiled: dict[str, bytes]) -> None:
        data = {"stamp": code_stamp(), "compiled": {k: b64encode(v).decode() for k, v in compiled.items()}}
        self.store.put("templates.json", json.dumps(data).encode())

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
