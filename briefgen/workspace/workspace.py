"""A workspace as it was read: its facts, templates and looks, read once and kept in the store."""

from __future__ import annotations

from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.briefs.kind import SELECTION, BriefKind, find_kinds, find_template, no_kind, place_of, read_kind
from briefgen.briefs.parameters import no_type
from briefgen.diagnostics import Diagnostic, Location, did_you_mean_or, has_errors
from briefgen.disk import content_of
from briefgen.errors import Problems, UsageProblem
from briefgen.frozen import replace
from briefgen.regexes import patterns_late
from briefgen.workspace.cache import Store
from briefgen.workspace.file_stat import FileStats
from briefgen.workspace.folder import SETTINGS_FILE, WorkspaceFolder
from briefgen.workspace.programs import code_stamp

if TYPE_CHECKING:
    from briefgen.checks.verification import Lock, Verification
    from briefgen.facts.conflicts.conflict import Conflict
    from briefgen.facts.factbase import FactBase
    from briefgen.facts.loader import Loaded
    from briefgen.language.cldr import Locale
    from briefgen.model.markings import Markings
    from briefgen.query.about import Disputes
    from briefgen.rendering.environment import Environment
    from briefgen.rendering.folders import CompiledTemplates
    from briefgen.sandbox.limits import Limits
    from briefgen.wordtemplates.template import WordTemplate
    from briefgen.workspace.audience import Audience
    from briefgen.workspace.plugins import Plugins
    from briefgen.workspace.register import Register
    from briefgen.writers.docx.house import House

HOUSE_FILE = "house.docx"
LOCK_FILE = "quotes.lock"


class Workspace:
    """What commands work with. Everything is read when first asked for; `word_templates` are those read, by kind, and
    `houses` the looks with what they were read from (`looks.read_house`).

    `home` is the folder that it was read from, with its settings. `audience` is the highest marking that readers may
    see, "" where nothing is held back; then `whole` is the workspace with all that there is. `look` is how its files
    were found, for who looks at all of them: its facts are as they were then.
    """

    def __init__(
        self,
        home: WorkspaceFolder,
        store: Store,
        *,
        whole: Workspace | None = None,
        audience: str = "",
        look: FileStats | None = None,
    ) -> None:
        self.home, self.store, self.look = home, store, look or FileStats()
        self._whole, self.audience = whole, audience
        self.word_templates: dict[str, WordTemplate] = whole.word_templates if whole else {}
        self._audiences: dict[str, Workspace] = {}
        self._kinds_read: dict[str, tuple[BriefKind, list[Diagnostic]]] | None = None
        self._locales: dict[str, Locale] = {}
        self.houses: dict[str, tuple[bytes, House]] = {}
        self.environments: dict[str, Environment] | None = None
        """Templates as they were read, to be kept from one brief to the next; None where each brief reads them anew."""

    @property
    def whole(self) -> Workspace:
        """The workspace with all that there is, itself where nothing is held back."""
        return self._whole or self

    def for_audience(self, audience: str) -> Workspace:
        """The workspace with the facts that readers of a marking may see; "" for the one at hand.

        Raises `UsageProblem` for a marking that the scheme has not.
        """
        if audience in ("", self.audience):
            return self
        others = self.whole._audiences
        if (found := others.get(audience)) is None:
            if fault := self.no_marking(audience):
                raise UsageProblem("; ".join(fault))
            found = others[audience] = Workspace(self.home, self.store, whole=self.whole, audience=audience)
        return found

    def let_go(self) -> None:
        """Whoever had this workspace has another now: its facts go as soon as nobody asks them any more.

        Else they would stay until Python looks for what is held in circles, which it seldom does (`collector.py`).
        """
        self.whole._audiences.clear()

    def stays(self) -> None:
        """From now on what is saved meanwhile counts for no brief: templates and kinds of brief are read once.

        So it is for the audiences that were asked for by now.
        """
        if self.environments is None:
            self.environments = {}
            self._kinds_read = {}
        for other in self._audiences.values():
            other.stays()

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.home, self.store, self.audience)  # another process reads again what was read

    # --- what was read ---

    @cached_property
    def facts(self) -> Loaded:
        """The facts and what is wrong with them."""
        if self.audience:
            from briefgen.workspace.audience import released

            seen, language = self.markings.up_to(self.audience), self.home.settings["language"]
            return released(self.whole.facts, seen, self.whole.conflicts, language)
        from briefgen.facts.loader import load_facts
        from briefgen.workspace.inputs import known_digests

        home = self.home
        shown, known = home.shown("facts"), known_digests(home, self.store, self.look)
        cache = self.store if self.store.folder else None  # where nothing is kept, nothing is made ready
        found = load_facts(home.folder("facts"), shown_as=shown, cache=cache, known_digest=known, code=code_stamp())
        self.look.states.clear()
        return found

    def refuse_errors(self) -> None:
        """Raises `Problems` where the facts have errors."""
        if has_errors(self.facts.diagnostics):
            raise Problems(self.facts.diagnostics)

    @cached_property
    def readers(self) -> Audience:
        """Those for whom the workspace is, and what they may not know."""
        from briefgen.workspace.audience import Audience

        return Audience(self.whole.facts.base, self.facts.base, self.audience)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        from briefgen.facts.conflicts.find import known_conflicts

        return known_conflicts(self.facts.base, self.store, code_stamp(), self.home.settings["language"])

    @cached_property
    def disputes(self) -> Disputes:
        """The conflicts, looked up by the records that they touch."""
        from briefgen.query.about import Disputes

        return Disputes(self.facts.base, self.conflicts)

    @cached_property
    def verification(self) -> Verification:
        """Every quote with its verdict."""
        if self.audience:
            return verified_in(self.whole.verification, self.facts.base)
        return verify(self.home, self.facts.base)

    @property
    def register(self) -> Register:
        """What was issued."""
        from briefgen.workspace.register import Register

        return Register(self.home.folder("out"), self.home.shown("out"))

    def prepare(self, *, whole: bool = False) -> None:
        """Read what is no template's doing: it counts for no template's time, and no child reads it again.

        `whole`: all facts and quotes, where many briefs ask for them; one asks for few, which it reads itself.
        """
        with patterns_late():
            import briefgen.briefs.assemble
            import briefgen.rendering.environment  # noqa: F401

        _ = self.compiled, self.verification
        self.disputes.prepare()
        if whole:
            self.facts.base.prepare()
            self.verification.prepare()

    @cached_property
    def plugins(self) -> Plugins:
        """What other packages bring, as far as the settings name it."""
        from briefgen.workspace.plugins import Plugins

        return Plugins(self.home.settings)

    # --- settings that need looking into ---

    @property
    def markings(self) -> Markings:
        """The scheme of markings; raises `UsageProblem` where the default is none of it."""
        from briefgen.model.markings import Markings

        scheme, default = tuple(self.home.settings["markings.scheme"]), self.home.settings["markings.default"]
        if default not in scheme:
            message = f"the default marking '{default}' is not in the scheme {', '.join(scheme)}"
            raise UsageProblem(f"briefgen.toml: {message}")
        return Markings(scheme, default)

    def no_marking(self, marking: str) -> tuple[str, str] | None:
        """Why a marking is none of the scheme, and a hint; None where it is one."""
        scheme = self.markings.scheme
        hint = did_you_mean_or(marking, scheme, "the markings are")
        return None if marking in scheme else (f"'{marking}' is no marking here", hint)

    @property
    def limits(self) -> Limits:
        """What making one brief may cost."""
        from briefgen.sandbox.limits import Limits

        settings = self.home.settings
        return Limits(settings["limits.seconds"], settings["limits.megabytes"])

    # --- kinds of brief ---

    @cached_property
    def kinds(self) -> dict[str, tuple[str, Path]]:
        return find_kinds(self.home.template_folders)

    def kind(self, name: str) -> tuple[BriefKind, list[Diagnostic]]:
        """A kind of brief; raises `UsageProblem` for a name that no folder of templates has."""
        if self._kinds_read is None:
            return self._read_kind(name)
        if name not in self._kinds_read:
            self._kinds_read[name] = self._read_kind(name)
        return self._kinds_read[name]

    def _read_kind(self, name: str) -> tuple[BriefKind, list[Diagnostic]]:
        if name not in self.kinds:
            raise UsageProblem("; ".join(no_kind(name, self.kinds)))
        kind, problems = read_kind(name, *self.kinds[name], self.home.settings["plugins.writers"])
        _, path, two = find_template(self.home.template_folders, name)
        if floor := self._floor_problems(kind):  # told, and as if nothing were said
            kind = replace(kind, settings={**kind.settings, "marking-floor": ""})
        return replace(kind, file=path.name), [*problems, *two, *floor, *self._same_output(kind)]

    def _same_output(self, kind: BriefKind) -> list[Diagnostic]:
        """An error where the files of a kind would have the names of another kind's."""
        own = kind.output_pattern
        if own == f"{kind.name}/{{id}}":
            return []
        more = self.home.settings["plugins.writers"]
        others = (read_kind(name, *self.kinds[name], more)[0] for name in self.kinds if name != kind.name)
        other = next((one for one in others if one.output_pattern == own), None)
        if other is None:
            return []
        message = f"output: its briefs would be written over those of '{other.name}', which have the same names"
        place = place_of(["output"], *self.kinds[kind.name])
        return [Diagnostic(place, message, "same-output", hint="leave it out, or begin it with {kind}/")]

    def no_subject(self, kind: BriefKind) -> Diagnostic | None:
        """What is wrong where a kind of brief is about, or asks for, something that is no kind of record."""
        schema = self.facts.base.schema
        if kind.about in self.facts.unread:  # what is wrong with its description is told there
            return None
        if kind.about in schema or kind.is_selection:
            return self.strange_parameter(kind)
        hint = did_you_mean_or(kind.about, (*schema, SELECTION), "kinds of record are")
        message = f"about: '{kind.about}' is no kind of record"
        return Diagnostic(place_of(["about"], *self.kinds[kind.name]), message, "bad-about", hint=hint)

    def strange_parameter(self, kind: BriefKind) -> Diagnostic | None:
        """What is wrong where a parameter asks for a record of a kind that there is not."""
        schema = self.facts.base.schema
        strange = (p for p in kind.parameters.values() if p.record_kind and p.record_kind not in schema)
        if (parameter := next(strange, None)) is None:
            return None
        hint = did_you_mean_or(parameter.record_kind, schema, "kinds of record are")
        place = place_of(["parameters", parameter.name, "type"], *self.kinds[kind.name])
        return Diagnostic(place, no_type(parameter.type), "bad-parameter", hint=hint)

    def check_subject(self, kind: BriefKind) -> None:
        """Raises `UsageProblem` where a kind of brief is about something that is no kind of record."""
        if kind.about in self.facts.unread:
            raise Problems(self.facts.diagnostics)
        if kind.about not in self.facts.base.schema and (fault := self.no_subject(kind)) is not None:
            raise UsageProblem(f"{fault.location}: {fault.message}; {fault.hint}")

    def _floor_problems(self, kind: BriefKind) -> list[Diagnostic]:
        floor, scheme = kind.settings["marking-floor"], self.home.settings["markings.scheme"]
        if not floor or floor in scheme:
            return []
        hint = did_you_mean_or(floor, scheme, "the markings are")
        message = f"marking-floor: '{floor}' is no marking here"
        place = place_of(["marking-floor"], *self.kinds[kind.name])
        return [Diagnostic(place, message, "unknown-marking", hint=hint)]

    def floor_too_high(self, kind: BriefKind) -> Diagnostic | None:
        """What is wrong where a kind's briefs are marked higher than the audience may see, whatever is in them."""
        if not self.audience:
            return None
        least = [kind.settings["marking-floor"] or self.markings.default, self.markings.default]
        return self.too_high(kind, max(least, key=self.markings.scheme.index))

    def too_high(self, kind: BriefKind, marking: str) -> Diagnostic | None:
        """What is wrong where a brief would be marked higher than the audience may see."""
        if not self.audience or not self.markings.is_above(marking, self.audience):
            return None
        own = marking == kind.settings["marking-floor"]
        place = place_of(["marking-floor"], *self.kinds[kind.name]) if own else Location(SETTINGS_FILE)
        message = f"such a brief is marked {marking} at least, and readers of {self.audience} may not see it"
        return Diagnostic(place, message, "audience-too-low", hint="name a higher audience, or lower the marking")

    # --- what is worked out once and kept ---

    def locale(self, tag: str) -> Locale:
        """The tables of a language, extracted once."""
        if tag not in self._locales:
            from briefgen.language.cldr import extract, from_data

            name, key = f"language-{blake2b(tag.encode(), digest_size=8).hexdigest()}", code_stamp().encode()
            if (data := self.store.value(name, key)) is None:
                data = extract(tag)
                self.store.keep_value(name, key, data)
            self._locales[tag] = from_data(data)
        return self._locales[tag]

    @cached_property
    def compiled(self) -> CompiledTemplates:
        """The templates as they were compiled before; what is compiled anew is kept by `keep_compiled`."""
        from briefgen.rendering.folders import CompiledTemplates

        return CompiledTemplates(self._kept_compiled())

    def _kept_compiled(self) -> dict[str, bytes]:
        return self.store.value("templates", code_stamp().encode()) or {}

    def keep_compiled(self, compiled: dict[str, bytes]) -> None:
        """Keep them beside those that another process has compiled meanwhile."""
        self.store.keep_value("templates", code_stamp().encode(), {**self._kept_compiled(), **compiled})

    def compiled_elsewhere(self) -> None:
        """Take up what processes have compiled that were copied from this one."""
        for one in (self.whole, *self.whole._audiences.values()):
            if "compiled" in vars(one):
                one.compiled.stored.update(self._kept_compiled())

    def house_file(self) -> Path:
        """The Word file that carries the looks: the workspace's own, else the shipped one."""
        for _, folder in self.home.template_folders:
            if (folder / HOUSE_FILE).is_file():
                return folder / HOUSE_FILE
        raise UsageProblem(f"there is no {HOUSE_FILE} among the templates; briefgen init writes a fresh one")


def _again(home: WorkspaceFolder, store: Store, audience: str) -> Workspace:
    return Workspace(home, store).for_audience(audience)


# --- The quotes compared with the archive and the lock ---


def verify(home: WorkspaceFolder, base: FactBase) -> Verification:
    """Every quote with its verdict, without the other rules of `checks`."""
    from briefgen.checks.verification import Verification, archive_of

    lock, _ = read_quotes_lock(home)
    return Verification(base, archive_of(home.folder("archive"), base), lock)


def verified_in(known: Verification, base: FactBase) -> Verification:
    """What is known of the quotes in a part of the facts: of citations that are still there."""
    from briefgen.checks.verification import Verification

    found = Verification(base, known.archive, known.lock)
    cited = {s.id: set(s.citations) for s in base.statements}
    found.__dict__["quotes"] = tuple(q for q in known.quotes if q.citation in cited.get(q.statement.id, ()))
    found.prepare()
    return found


def read_quotes_lock(home: WorkspaceFolder) -> tuple[Lock, list[Diagnostic]]:
    """What the lock records, and what is wrong with it; nothing where there is no lock."""
    from briefgen.checks.verification import read_lock

    content = read_beside_facts(home, LOCK_FILE)
    if content is None:
        return {}, []
    return read_lock(content.decode("utf-8-sig", "replace"), f"{home.shown('facts')}/{LOCK_FILE}")


def read_beside_facts(home: WorkspaceFolder, name: str) -> bytes | None:
    """The bytes of a file in the folder of facts, None where there is none."""
    return content_of(home.folder("facts") / name)
