"""A workspace as it was read: its facts, templates and looks, read once and kept in the store."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import replace
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.briefs.kind import BriefKind, find_kinds, find_template, place_of, read_kind
from briefgen.diagnostics import Diagnostic, did_you_mean
from briefgen.errors import UsageProblem
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import WorkspaceFolder
from briefgen.workspace.inputs import code_stamp

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.briefs.news import Snapshot
    from briefgen.checks.verification import Verification
    from briefgen.facts.conflicts import Conflict
    from briefgen.facts.loader import Loaded
    from briefgen.language.cldr import Locale
    from briefgen.model.markings import Markings
    from briefgen.query.disputes import Disputes
    from briefgen.sandbox.limits import Limits
    from briefgen.wordtemplates.template import WordTemplate

HOUSE_FILE = "house.docx"


class Workspace:
    """What commands work with. Everything is read when first asked for; `words` are templates made in Word, by kind.

    `home` is the folder that it was read from, with its settings.

    `audience` is the highest marking that readers may see; "" where nothing is held back.
    """

    audience = ""

    def __init__(self, home: WorkspaceFolder, store: Store) -> None:
        self.home, self.store = home, store
        self.words: dict[str, WordTemplate] = {}
        self._audiences: dict[str, Workspace] = {}

    @cached_property
    def facts(self) -> Loaded:
        """The facts and what is wrong with them."""
        from briefgen.facts.loader import load_facts

        home = self.home
        loaded = load_facts(home.folder("facts"), shown_as=home.shown("facts"), cached=self.store.get("facts.json"))
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
        from briefgen.workspace.quotes import verify

        return verify(self)

    @property
    def markings(self) -> Markings:
        """The scheme of markings; raises `UsageProblem` where the default is none of it."""
        from briefgen.model.markings import Markings

        scheme, default = tuple(self.home.settings["markings.scheme"]), self.home.settings["markings.default"]
        if default not in scheme:
            message = f"the default marking '{default}' is not in the scheme {', '.join(scheme)}"
            raise UsageProblem(f"briefgen.toml: {message}")
        return Markings(scheme, default)

    def for_audience(self, audience: str) -> Workspace:
        """The workspace with the facts that readers of a marking may see; "" for all of them.

        Raises `UsageProblem` for a marking that the scheme has not.
        """
        if not audience:
            return self
        if audience not in self._audiences:
            from briefgen.workspace.audience import ForAudience

            if fault := self.no_marking(audience):
                raise UsageProblem("; ".join(fault))
            self._audiences[audience] = ForAudience(self, audience)
        return self._audiences[audience]

    def no_marking(self, marking: str) -> tuple[str, str] | None:
        """Why a marking is none of the scheme, and a hint; None where it is one."""
        scheme = self.markings.scheme
        hint = did_you_mean(marking, scheme) or f"the markings are: {', '.join(scheme)}"
        return None if marking in scheme else (f"'{marking}' is no marking here", hint)

    @property
    def limits(self) -> Limits:
        """What making one brief may cost."""
        from briefgen.sandbox.limits import Limits

        settings = self.home.settings
        return Limits(settings["limits.seconds"], settings["limits.megabytes"])

    def __reduce__(self) -> tuple[Any, ...]:
        return Workspace, (self.home, self.store)  # what was read stays behind: another process reads it again

    @cached_property
    def kinds(self) -> dict[str, tuple[str, Path]]:
        return find_kinds(self.home.template_folders)

    def kind(self, name: str) -> tuple[BriefKind, list[Diagnostic]]:
        """A kind of brief; raises `UsageProblem` for a name that no folder of templates has."""
        if name not in self.kinds:
            hint = did_you_mean(name, self.kinds) or f"kinds are: {', '.join(self.kinds)}"
            raise UsageProblem(f"there is no kind of brief '{name}'; {hint}")
        kind, problems = read_kind(name, *self.kinds[name])
        _, path, two = find_template(self.home.template_folders, name)
        return replace(kind, file=path.name), [*problems, *two, *self._floor_problems(kind)]

    def _floor_problems(self, kind: BriefKind) -> list[Diagnostic]:
        floor, scheme = kind.settings["marking-floor"], self.home.settings["markings.scheme"]
        if not floor or floor in scheme:
            return []
        hint = did_you_mean(floor, scheme) or f"the markings are: {', '.join(scheme)}"
        message = f"marking-floor: '{floor}' is no marking here"
        place = place_of("marking-floor", *self.kinds[kind.name])
        return [Diagnostic(place, message, "unknown-marking", hint=hint)]

    def floor_too_high(self, kind: BriefKind) -> Diagnostic | None:
        """What is wrong where a kind's briefs are marked higher than the audience may see, whatever is in them."""
        return None

    def too_high(self, kind: BriefKind, marking: str) -> Diagnostic | None:
        """What is wrong where a brief would be marked higher than the audience may see."""
        return None

    def held_back(self, key: str) -> Diagnostic | None:
        """What is wrong where a brief asks for a record that its audience may not know of."""
        return None

    def remembering(self, snapshot: Snapshot) -> Snapshot:
        """What an earlier issue rested on, as far as news of it may repeat its words."""
        return snapshot

    def tellable(self, reasons: Iterable[str]) -> tuple[str, ...]:
        """The reasons for which a brief is made again, as far as the brief may tell them."""
        return tuple(reasons)

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
        for _, folder in self.home.template_folders:
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
