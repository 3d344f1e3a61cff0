"""A kind of brief: a folder of templates with its settings. A new folder is a new command."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from briefgen.diagnostics import Diagnostic, Location
from briefgen.settings import Description, Setting, read_settings

SETTINGS_FILE = "template.toml"
TEMPLATE_FILE = "brief.md.j2"
WORD_FILE = "brief.docx"
_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")

TEMPLATE_SETTINGS: Description = {
    "": {
        "label": Setting(str, "", "what such a brief is called, as it stands under its title: Meeting summary"),
        "help": Setting(str, "", "one line for the list of commands"),
        "about": Setting(str, "", "the kind of record a brief is about: meeting, country, theme, …"),
        "formats": Setting(list, ("docx", "md"), "the files that are made", ("docx", "md")),
        "notes": Setting(str, "endnotes", "where Word puts the notes", ("endnotes", "footnotes")),
        "language": Setting(str, "", "the language of the brief; left out: that of the workspace"),
        "marking-floor": Setting(str, "", "the least marking a brief carries, whatever is in it"),
        "output": Setting(
            str, "{kind}/{id}", "the name of the files below out/, without ending; {kind} and {id} are filled in"
        ),
    }
}


@dataclass(frozen=True, slots=True)
class BriefKind:
    """A kind of brief and its settings (`TEMPLATE_SETTINGS`); `shown` is its folder as messages name it.

    `file` is its template: brief.md.j2, or brief.docx for one made in Word.
    """

    name: str
    shown: str
    settings: Mapping[str, Any]
    file: str = TEMPLATE_FILE

    @property
    def about(self) -> str:
        """The kind of record a brief of this kind is about; by default its own name."""
        return self.settings["about"] or self.name

    @property
    def template(self) -> str:
        return f"{self.name}/{self.file}"

    @property
    def is_word(self) -> bool:
        """Whether the template is made in Word."""
        return self.file == WORD_FILE

    def in_language(self, tag: str) -> BriefKind:
        """The same kind with its briefs in another language; "" leaves it as it is."""
        return replace(self, settings={**self.settings, "language": tag}) if tag else self

    def output_name(self, id_: str) -> str:
        return str(self.settings["output"]).format(kind=self.name, id=id_)


def find_kinds(folders: Sequence[tuple[str, Path]]) -> dict[str, tuple[str, Path]]:
    """Every kind of brief by name, with its folder; a workspace's own goes before the shipped one."""
    found: dict[str, tuple[str, Path]] = {}
    for shown, folder in folders:
        for sub in sorted(folder.iterdir()) if folder.is_dir() else ():
            if _NAME.fullmatch(sub.name) and any((sub / name).is_file() for name in (TEMPLATE_FILE, WORD_FILE)):
                found.setdefault(sub.name, (f"{shown}/{sub.name}", sub))
    return dict(sorted(found.items()))


def read_kind(name: str, shown: str, folder: Path) -> tuple[BriefKind, list[Diagnostic]]:
    """A kind of brief with its settings, and what is wrong with them."""
    path, file = folder / SETTINGS_FILE, f"{shown}/{SETTINGS_FILE}"
    template = WORD_FILE if (folder / WORD_FILE).is_file() else TEMPLATE_FILE
    try:
        raw = path.read_bytes() if path.is_file() else None
    except OSError as bad:
        raw = None
        unreadable = [Diagnostic(Location(file), f"cannot be read: {bad.strerror}", "unreadable")]
        return BriefKind(name, shown, read_settings(raw, file, TEMPLATE_SETTINGS)[0], template), unreadable
    values, problems = read_settings(raw, file, TEMPLATE_SETTINGS)
    if not _is_output(values["output"]):
        message = f"'{values['output']}' is no name for a file below out/"
        problems.append(Diagnostic(Location(file), message, "bad-output", hint="write a name such as {kind}/{id}"))
        values["output"] = "{kind}/{id}"
    if template == WORD_FILE and (folder / TEMPLATE_FILE).is_file():
        message = f"there is a {TEMPLATE_FILE} beside it; a kind of brief has one template"
        hint = "take away the one that is not meant"
        problems.append(Diagnostic(Location(f"{shown}/{WORD_FILE}"), message, "two-templates", hint=hint))
    return BriefKind(name, shown, values, template), problems


def _is_output(pattern: str) -> bool:
    bare = pattern.replace("{kind}", "k").replace("{id}", "i")
    return re.fullmatch(r"[a-z0-9][a-z0-9_-]*(/[a-z0-9][a-z0-9_-]*)*", bare) is not None and "{id}" in pattern
