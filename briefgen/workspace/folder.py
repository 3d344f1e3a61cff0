"""The folder with `briefgen.toml` in which facts, templates and briefs live, and its settings."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from briefgen.diagnostics import Diagnostic, Location
from briefgen.disk import content_of, is_there, read_file, reason, resolved
from briefgen.errors import UsageProblem
from briefgen.frozen import dataclass, replace
from briefgen.model.ids import RULE, is_slug
from briefgen.settings.toml import Description, Setting, TomlPlaces, read_settings
from briefgen.writers import FORMATS

LARGEST = 4 << 20  # bytes of a file of settings
STARTER = Path(__file__).resolve().parents[1] / "starter"
"""What comes with the program to begin with: an example, and in an installed program the templates."""
SETTINGS_FILE = "briefgen.toml"
TLP = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")
LIKELIHOOD = (
    "remote",
    "highly-unlikely",
    "unlikely",
    "realistic-possibility",
    "likely",
    "highly-likely",
    "almost-certain",
)

STANDARD_BRIEFS: Mapping[str, Setting] = {
    "kind": Setting(str, "", "the kind of brief; left out: the name of the table"),
    "records": Setting(list, ("all",), 'which records: "all", ids, or conditions such as "series = council-heads"'),
    "formats": Setting(list, (), "the files that are made; left out: those of the kind", FORMATS),
    "language": Setting(str, "", "the language; left out: that of the kind"),
    "parameters": Setting(list, (), 'values for parameters of the kind, such as "since = 2024"'),
    "schedule": Setting(
        str,
        "",
        'when they are made: "02:00", "15 minutes", "weekly on monday", "never"; left out: as [schedule] has it',
    ),
    "audience": Setting(str, "", "the highest marking that its readers may see; left out: nothing is held back"),
    "folder": Setting(str, "", "where its files are put below out/, such as board; left out: where the kind puts them"),
}

UNPRINTED: Mapping[str, Setting] = {
    "statements": Setting(
        list,
        (),
        'what no standard brief needs to print, as the ids of statements begin: "gap/*/question"',
        never_empty=True,
    ),
    "why": Setting(str, "", "why it is recorded all the same, or where it is printed; a whole sentence"),
}

SETTINGS: Description = {
    "": {
        "language": Setting(str, "en-GB", "the language of briefs, such as en-GB or ru"),
        "citation-style": Setting(
            str, "evidence", "how notes word their sources: a CSL file among the templates, or evidence"
        ),
        "author": Setting(str, "Briefing desk", "who stands as author in the files' properties"),
    },
    "folders": {
        "facts": Setting(str, "facts", "the folder of facts"),
        "templates": Setting(str, "templates", "the folder of templates"),
        "out": Setting(str, "out", "the folder that briefs are written to"),
        "archive": Setting(str, "archive", "the folder of archived source texts; BRIEFGEN_ARCHIVE goes before it"),
    },
    "markings": {
        "scheme": Setting(list, TLP, "the markings, from the least to the most restricted"),
        "default": Setting(str, "TLP:CLEAR", "the marking of what carries none"),
    },
    "limits": {
        "seconds": Setting(int, 6, "how long one brief may take to make, in seconds of processor time"),
        "megabytes": Setting(int, 800, "how much memory it may take to make one brief"),
    },
    "yardstick": {
        "likelihood": Setting(list, LIKELIHOOD, "the steps of likelihood, from the least to the most"),
        "confidence": Setting(list, ("low", "moderate", "high"), "the steps of confidence, from the least to the most"),
    },
    "review": {
        "required": Setting(bool, False, "whether a brief is issued only when everything in it was approved"),
        "people": Setting(list, (), "who may approve and object; left out: anybody", never_empty=True),
    },
    "schedule": {
        "at": Setting(str, "", 'when the standard briefs are made each day, such as "02:00"'),
        "every": Setting(str, "", 'or how often, counted from midnight, such as "15 minutes" or "6 hours"'),
        "time-zone": Setting(str, "", 'the clocks that are meant, such as "Europe/Vienna"; left out: the machine\'s'),
    },
    "hooks": {
        "command": Setting(
            list,
            (),
            "a program and its arguments, started after a build that changed or newly failed",
            never_empty=True,
        ),
        "webhook": Setting(str, "", "an https address that then gets the report as JSON"),
        "webhook-token-file": Setting(
            str, "", "the file with the token that it asks for; BRIEFGEN_WEBHOOK_TOKEN goes before it"
        ),
        "mail-to": Setting(list, (), "who then gets a mail with the report", never_empty=True),
        "mail-from": Setting(str, "", "who stands as its sender"),
        "smtp": Setting(str, "", 'the server that takes the mail, such as "mail.example.org:587"'),
        "smtp-security": Setting(
            str, "", "left out: tls for port 465, none for this machine, else starttls", ("starttls", "tls", "none")
        ),
        "smtp-user": Setting(str, "", "who signs in there, where it asks for that"),
        "smtp-password-file": Setting(
            str, "", "the file with the password; BRIEFGEN_SMTP_PASSWORD goes before it; it never stands here"
        ),
    },
    "plugins": {
        "checks": Setting(list, (), "checks of other packages that run with ours, by name (docs/plugins.md)"),
        "filters": Setting(list, (), "filters of other packages that templates may use"),
        "writers": Setting(list, (), "formats that other packages write, which formats and --format then take"),
        "readers": Setting(list, (), "formats that other packages read back"),
    },
    "briefs.*": STANDARD_BRIEFS,
    "unprinted.*": UNPRINTED,
}

LIMITS = {"limits.seconds": (1, 3600), "limits.megabytes": (100, 1_000_000)}


@dataclass(frozen=True, slots=True)
class WorkspaceFolder:
    """The root folder and its settings by `section.key`."""

    root: Path
    settings: Mapping[str, Any]

    def folder(self, name: str) -> Path:
        """One of the folders that the settings name: facts, templates, out, archive."""
        if name == "archive" and (elsewhere := os.environ.get("BRIEFGEN_ARCHIVE")):
            return Path(elsewhere)
        return self.root / str(self.settings[f"folders.{name}"])

    def shown(self, name: str) -> str:
        """A folder as diagnostics and messages name it: relative to the root."""
        return str(self.settings[f"folders.{name}"]).rstrip("/")

    @property
    def places(self) -> TomlPlaces:
        """Where each key of briefgen.toml stands."""
        return TomlPlaces(SETTINGS_FILE, content_of(self.root / SETTINGS_FILE))

    @property
    def has_plugins(self) -> bool:
        """Whether the settings name something that other packages bring."""
        return any(value for name, value in self.settings.items() if name.startswith("plugins."))

    @property
    def template_folders(self) -> list[tuple[str, Path]]:
        """Where templates are looked for: the workspace's own first, then those that came with the program."""
        own, shipped = self.folder("templates"), shipped_templates()
        folders = [(self.shown("templates"), own)] if own.is_dir() else []
        return folders if folders and resolved(own) == shipped else [*folders, ("(shipped) templates", shipped)]


def find_workspace(start: Path | None) -> tuple[WorkspaceFolder, list[Diagnostic]]:
    """The workspace at `start`, or the nearest one at or above the current folder when it is None."""
    root = _root(start)
    file = root / SETTINGS_FILE
    try:
        raw = read_file(file, LARGEST) if is_there(file) else None
    except OSError as bad:
        raise UsageProblem(f"{SETTINGS_FILE} cannot be read: {reason(bad)}") from bad
    values, problems = read_settings(raw, SETTINGS_FILE, SETTINGS)
    if formats := values["plugins.writers"]:
        described = {**STANDARD_BRIEFS, "formats": replace(STANDARD_BRIEFS["formats"], choices=(*FORMATS, *formats))}
        values, problems = read_settings(raw, SETTINGS_FILE, {**SETTINGS, "briefs.*": described})
    home = WorkspaceFolder(root, values)
    if home.has_plugins:
        from briefgen.workspace.plugins import plugin_problems

        problems.extend(plugin_problems(values, TomlPlaces(SETTINGS_FILE, raw)))
    problems.extend(_misplaced(root, values))
    problems.extend(_without_end(values))
    problems.extend(_unnameable(values, TomlPlaces(SETTINGS_FILE, raw)))
    timed = any(table["schedule"] for table in values["briefs"].values())
    if timed or any(value for key, value in values.items() if key.startswith(("schedule.", "hooks."))):
        problems.extend(_nightly(values, TomlPlaces(SETTINGS_FILE, raw)))
    return home, problems


def _misplaced(root: Path, values: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """Folders that the program writes to or reads records from lie inside the workspace, and out/ in none of them."""
    inner = {name: resolved(root / str(values[f"folders.{name}"])) for name in ("facts", "templates", "out")}
    whole = resolved(root)
    for name, folder in inner.items():
        shown = values[f"folders.{name}"]
        others = [f for key, f in inner.items() if key != name and f.is_relative_to(whole)]
        if folder == whole or not folder.is_relative_to(whole):
            message = f"the folder '{shown}' of {name} is not a folder inside the workspace"
        elif name == "out" and any(folder == other or folder.is_relative_to(other) for other in others):
            message = f"the folder '{shown}' for briefs lies among facts or templates"
        else:
            continue
        yield Diagnostic(Location(SETTINGS_FILE), message, "bad-folder", hint=f"write a name such as {name}")


def _unnameable(values: Mapping[str, Any], places: TomlPlaces) -> Iterator[Diagnostic]:
    """Tables of standard briefs whose names are no ids: they stand in commands of timers and in names of files."""
    for name in values["briefs"]:
        if not is_slug(name):
            message = f"[briefs.{name if name.isprintable() else repr(name)[1:-1]}]: the name of the table is no id"
            yield Diagnostic(places.of("briefs", name), message, "bad-brief", RULE)


def _without_end(values: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """Limits that would stop everything, or nothing."""
    for name, (least, most) in LIMITS.items():
        if not least <= values[name] <= most:
            message = f"{name}: expected a number from {least} to {most}"
            yield Diagnostic(Location(SETTINGS_FILE), message, "bad-choice", hint=f"it is {values[name]}")


def _nightly(values: Mapping[str, Any], places: TomlPlaces) -> Iterator[Diagnostic]:
    """What is wrong with times and hooks."""
    from briefgen.settings.hook_settings import faults
    from briefgen.settings.timetable import BadTime, Timetable

    own = [name for name, table in values["briefs"].items() if table["schedule"]]
    keys = ("schedule.at", "schedule.every", "schedule.time-zone")
    each = [partial(Timetable.of, {**dict.fromkeys(keys, ""), key: values[key]}) for key in keys]
    found: dict[tuple[tuple[str, ...], str], str] = {}
    both = partial(Timetable.of, {**values, "schedule.time-zone": ""})
    for read in (*each, both, *(partial(Timetable.of_table, values, name) for name in own)):
        try:
            read()
        except BadTime as bad:
            found[bad.path, str(bad)] = bad.hint
    for (path, message), hint in found.items():
        yield Diagnostic(places.of(*path), message, "bad-schedule", hint=hint)
    for key, message, hint in faults(values):
        yield Diagnostic(places.of("hooks", key), message, "bad-hook", hint=hint)


def _root(start: Path | None) -> Path:
    if start is not None:
        if not start.is_dir():
            raise UsageProblem(f"there is no folder {start}")
        if (start / SETTINGS_FILE).is_file() or (start / "facts").is_dir():
            return resolved(start)
        raise UsageProblem(
            f"{start} is no workspace: it has neither {SETTINGS_FILE} nor facts/; briefgen init makes one"
        )
    try:
        here = Path.cwd()
    except OSError as bad:
        raise UsageProblem("the folder you are in has been removed; change to another one") from bad
    for folder in (here, *here.parents):
        if (folder / SETTINGS_FILE).is_file():
            return folder
    raise UsageProblem(
        f"no {SETTINGS_FILE} here or above; name a workspace with --workspace, or make one with: briefgen init"
    )


def shipped_templates() -> Path:
    """The templates that came with the program: inside the package, or beside it in a checkout."""
    inside = STARTER / "templates"
    return inside if inside.is_dir() else STARTER.parents[1] / "templates"


def shipped_lesson() -> Path:
    """The page that teaches how records are written, as it came with the program."""
    inside = STARTER / "records.md"
    return inside if inside.is_file() else STARTER.parents[1] / "facts" / "README.md"
