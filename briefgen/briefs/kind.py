"""A kind of brief: a folder of templates with its settings. A new folder is a new command."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.briefs import parameters
from briefgen.briefs.parameters import PARAMETER_SETTINGS, Parameter, Plain, read_parameters
from briefgen.diagnostics import Diagnostic, Location, did_you_mean, did_you_mean_or
from briefgen.disk import is_there, read_file, unreadable
from briefgen.frozen import dataclass, replace
from briefgen.model.markings import in_file_name
from briefgen.model.schema import SEQUENCE, TOPIC
from briefgen.regexes import pattern
from briefgen.settings.toml import Description, Setting, TomlPlaces, read_settings
from briefgen.writers import FORMATS

if TYPE_CHECKING:
    from briefgen.facts.factbase import FactBase


LARGEST = 4 << 20  # bytes of a file of settings
SETTINGS_FILE = "template.toml"
TEMPLATE_FILE = "brief.md.j2"
WORD_FILE = "brief.docx"
TEMPLATE_FILES = (TEMPLATE_FILE, WORD_FILE)
ISSUED = "issued"
"""The folder below out/ in which issues are kept, and nothing else."""
_NAME = pattern(r"(?!shipped$)[a-z][a-z0-9-]{0,39}")

SELECTION = "selection"
"""What a brief is about that is about no one record but about those that meet its conditions."""
BY = ("either", "date", "recorded")
"""Which day of a record counts (`query.chosen.By`)."""
CONDITIONS: Mapping[str, Setting] = {
    "kinds": Setting(list, (), "the kinds of record; left out: all that tell of what happened"),
    "period": Setting(
        str, "", "2025-10, 2025-Q4, 2025-W42, 7 days, 2 weeks, 1 quarter (up to the end, or the cut-off), or last-issue"
    ),
    "since": Setting(str, "", "the first day, or a month or year"),
    "until": Setting(str, "", "the last day, or a month or year"),
    "by": Setting(str, "either", "which day counts: of the event, of writing it down, or either", BY),
    "series": Setting(list, (), "ids of series; what belongs to a meeting is of its series"),
    "themes": Setting(list, (), "ids of themes; narrower ones count"),
    "records": Setting(list, (), "records that must be referred to: country/ethiopia, or an id alone"),
    "markings": Setting(list, (), "markings of which something in a record must have one"),
}
"""The conditions of a selection; a parameter of the same name goes before what is written there."""
LEADING_TO: Mapping[str, str] = {"series": SEQUENCE, "themes": TOPIC}
"""The conditions that hold ids, with what the records act as that they name."""

TEMPLATE_SETTINGS: Description = {
    "": {
        "label": Setting(str, "", "what such a brief is called, as it stands under its title: Meeting summary"),
        "title": Setting(
            str,
            "",
            "the title, such as {label}: {name}, which also knows {id}, {kind} and parameters; it is brief.title in "
            "the template and the title in the file's properties; left out: the first heading",
        ),
        "help": Setting(str, "", "one line for the list of commands"),
        "about": Setting(
            str, "", "the kind of record a brief is about: meeting, country, theme, …; or selection, for many records"
        ),
        "arguments": Setting(
            list, (), "parameters that a command about a selection takes as its words, in this order, such as first"
        ),
        "standard": Setting(
            bool, True, "whether briefgen build makes such briefs where no [briefs.…] of briefgen.toml asks for any"
        ),
        "formats": Setting(list, FORMATS, "the files that are made", FORMATS),
        "notes": Setting(
            str,
            "endnotes",
            "where Word puts the notes: at the end; at the foot of the page, with the exact words in an annex; or "
            "quoted, at the foot of the page with their words",
            ("endnotes", "footnotes", "quoted"),
        ),
        "citation-style": Setting(
            str,
            "",
            "how notes word their sources: a CSL file among the templates, or evidence for the program's own way",
        ),
        "language": Setting(str, "", "the language of the brief; left out: that of the workspace"),
        "marking-floor": Setting(str, "", "the least marking a brief carries, whatever is in it"),
        "output": Setting(
            str,
            "{kind}/{id}",
            "the name of the files below out/, without ending; {kind}, {id} and parameters are filled in",
        ),
    },
    SELECTION: CONDITIONS,
    "parameters.*": PARAMETER_SETTINGS,
}


@dataclass(frozen=True, slots=True)
class BriefKind:
    """A kind of brief and its settings (`TEMPLATE_SETTINGS`); `shown` is its folder as messages name it.

    `given` are the values of its parameters that the user gave; the others are at their defaults. `file` is its
    template: brief.md.j2, or brief.docx for one made in Word. `audience` is the marking of those that its briefs are
    for, and `folder` where they are put, "" where nothing says so.
    """

    name: str
    shown: str
    settings: Mapping[str, Any]
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    given: Mapping[str, Plain] = field(default_factory=dict)
    file: str = TEMPLATE_FILE
    audience: str = ""
    folder: str = ""

    @property
    def about(self) -> str:
        """The kind of record a brief of this kind is about; by default its own name."""
        return self.settings["about"] or self.name

    @property
    def is_selection(self) -> bool:
        """Whether its briefs are about many records instead of one."""
        return self.about == SELECTION

    @property
    def arguments(self) -> tuple[str, ...]:
        """The parameters whose values the command takes as its words; they are a brief's id."""
        return tuple(self.settings["arguments"]) if self.is_selection else ()

    @property
    def conditions(self) -> frozenset[str]:
        """The parameters that choose what a brief about a selection is about, whatever its template asks for."""
        return frozenset({*CONDITIONS, *self.arguments}) if self.is_selection else frozenset()

    def condition(self, name: str) -> Any:
        """What is asked for under the name of a condition: the parameter's value, else what the settings say."""
        value = self.values.get(name)
        return self.settings[f"{SELECTION}.{name}"] if value in (None, "", ()) else value

    @property
    def template(self) -> str:
        return f"{self.name}/{self.file}"

    @property
    def is_word(self) -> bool:
        """Whether the template is made in Word."""
        return self.file == WORD_FILE

    @property
    def chosen(self) -> dict[str, Plain]:
        """The values of parameters that differ from the default."""
        return parameters.chosen(self.parameters, self.given)

    @property
    def values(self) -> dict[str, Plain | None]:
        """The value of every parameter; None where there is none."""
        return parameters.values_of(self.parameters, self.given)

    def in_language(self, tag: str) -> BriefKind:
        """The same kind with its briefs in another language; "" leaves it as it is."""
        return replace(self, settings={**self.settings, "language": tag}) if tag else self

    def with_values(self, given: Mapping[str, Plain]) -> BriefKind:
        """The same kind with values for some of its parameters."""
        return replace(self, given=dict(given))

    def for_audience(self, marking: str) -> BriefKind:
        """The same kind with its briefs for readers of a marking."""
        return replace(self, audience=marking)

    def in_folder(self, folder: str) -> BriefKind:
        """The same kind with its files in another folder; "" leaves it as it is."""
        return replace(self, folder=folder)

    @property
    def output_pattern(self) -> str:
        """The pattern of the names of files, with the kind's own name in it."""
        return str(self.settings["output"]).replace("{kind}", self.name)

    def output_name(self, id_: str) -> str:
        """The name of the files; a chosen value that the pattern does not name stands behind it: .since_2024.

        Behind that stands the audience: .tlp-green. A folder takes the place of that of the pattern.
        """
        pattern = str(self.settings["output"])
        named = {n: parameters.in_file_name(self.parameters[n], v) for n, v in self.values.items() if v is not None}
        in_id = self.arguments
        behind = "".join(f".{n}_{named[n]}" for n in self.chosen if f"{{{n}}}" not in pattern and n not in in_id)
        name = filled(pattern, {"kind": self.name, "id": id_, **named}) + behind
        if self.audience:
            name += f".{in_file_name(self.audience)}"
        return f"{self.folder}/{name.rpartition('/')[2]}" if self.folder else name


def subjects(kind: BriefKind, base: FactBase) -> tuple[str, ...]:
    """The keys of what there can be a brief of a kind about, without further words: records, or one selection."""
    if kind.is_selection:
        return () if kind.arguments else (f"{SELECTION}/{kind.name}",)
    return tuple(record.key for record in base.of_kind(kind.about))


def is_kind_name(name: str) -> bool:
    """Whether a folder of templates of this name is a kind of brief."""
    return _NAME.fullmatch(name) is not None


def find_kinds(folders: Sequence[tuple[str, Path]]) -> dict[str, tuple[str, Path]]:
    """Every kind of brief by name, with the folder of its settings; a workspace's own goes before the shipped one.

    Settings and template are found each on its own, so that a workspace may have either.
    """
    written: dict[str, tuple[str, Path]] = {}
    settings: dict[str, tuple[str, Path]] = {}
    for shown, folder in folders:
        for sub in sorted(folder.iterdir()) if folder.is_dir() else ():
            if is_kind_name(sub.name):
                for file, found in ((TEMPLATE_FILE, written), (WORD_FILE, written), (SETTINGS_FILE, settings)):
                    if is_there(sub / file):
                        found.setdefault(sub.name, (f"{shown}/{sub.name}", sub))
    return {name: settings.get(name, place) for name, place in sorted(written.items())}


def find_template(folders: Sequence[tuple[str, Path]], name: str) -> tuple[str, Path, list[Diagnostic]]:
    """The template of a kind: its file as messages name it, its path, and what is wrong if there are two beside it."""
    for shown, folder in folders:
        there = [file for file in (WORD_FILE, TEMPLATE_FILE) if is_there(folder / name / file)]
        if there:
            file = f"{shown}/{name}/{there[0]}"
            message = f"there is a {TEMPLATE_FILE} beside it; a kind of brief has one template"
            hint = "take away the one that is not meant"
            two = [Diagnostic(Location(file), message, "two-templates", hint=hint)] if len(there) > 1 else []
            return file, folder / name / there[0], two
    raise ValueError(f"there is no kind of brief {name!r}")


def no_kind(name: str, kinds: Iterable[str]) -> tuple[str, str]:
    """What to say of a kind of brief that there is not: the message, and the hint."""
    return f"there is no kind of brief '{name}'", did_you_mean_or(name, kinds, "kinds are")


def read_kind(
    name: str, shown: str, folder: Path, more_formats: Sequence[str] = ()
) -> tuple[BriefKind, list[Diagnostic]]:
    """A kind of brief with its settings, and what is wrong with them; plugins write `more_formats`."""
    path, file = folder / SETTINGS_FILE, f"{shown}/{SETTINGS_FILE}"
    not_read: list[Diagnostic] = []
    try:
        raw = read_file(path, LARGEST, within=folder.parent) if is_there(path) else None
    except OSError as bad:
        raw = None
        not_read = [unreadable(file, bad)]
    described = TEMPLATE_SETTINGS
    if more_formats:
        formats = replace(described[""]["formats"], choices=(*FORMATS, *more_formats))
        described = {**described, "": {**described[""], "formats": formats}}
    values, problems = read_settings(raw, file, described)
    places = TomlPlaces(file, raw)
    found, faults = read_parameters(values["parameters"], places.of)
    kind = BriefKind(name, shown, values, found)
    faults.extend(_arguments(kind, places))
    return kind, [*not_read, *_reserved(kind), *problems, *faults, *_patterns(kind, places)]


def _arguments(kind: BriefKind, places: TomlPlaces) -> Iterator[Diagnostic]:
    """What is wrong with the words that a command is to take; then it takes none."""
    settings = kind.settings
    assert isinstance(settings, dict)
    unknown = [str(name) for name in settings["arguments"] if name not in kind.parameters]
    if unknown:
        hint = did_you_mean_or(unknown[0], kind.parameters, "parameters are") if kind.parameters else "declare it"
        message = f"arguments: there is no parameter '{unknown[0]}'"
        yield Diagnostic(places.of("arguments"), message, "bad-parameter", hint=hint)
        settings["arguments"] = ()


def _reserved(kind: BriefKind) -> list[Diagnostic]:
    if kind.name != ISSUED:
        return []
    message = f"a kind of brief cannot be called '{ISSUED}': out/{ISSUED}/ is for what was issued"
    return [Diagnostic(Location(f"{kind.shown}/{SETTINGS_FILE}"), message, "bad-kind", hint="rename its folder")]


def place_of(path: Sequence[str], shown: str, folder: Path) -> Location:
    """Where a key stands in the settings of a kind, by its path, for what only others can tell is wrong with it."""
    try:
        raw = read_file(folder / SETTINGS_FILE, LARGEST)
    except OSError:  # its own reader says so
        raw = None
    return TomlPlaces(f"{shown}/{SETTINGS_FILE}", raw).of(*path)


def _patterns(kind: BriefKind, places: TomlPlaces) -> list[Diagnostic]:
    """What is wrong with the patterns of titles and names; a pattern that is wrong gives way to its default."""
    settings = kind.settings
    assert isinstance(settings, dict)
    empty = [name for name, p in kind.parameters.items() if p.default is None]
    declared = [name for name in kind.parameters if name not in empty]
    found: list[Diagnostic] = []
    if fault := fault_of(settings["title"], ("label", "name", "id", "kind", *declared), empty):
        found.append(Diagnostic(places.of("title"), f"title: {fault[0]}", "bad-title", hint=fault[1]))
        settings["title"] = ""
    if not _is_output(settings["output"], declared):
        message = f"'{settings['output']}' is no name for a file below out/"
        fault = fault_of(settings["output"], ("kind", "id", *declared), empty)
        hint = fault[1] if fault else "write a name such as {kind}/{id}"
        found.append(Diagnostic(places.of("output"), message, "bad-output", hint=hint))
        settings["output"] = "{kind}/{id}"
    return found


def _is_output(pattern: str, declared: Sequence[str]) -> bool:
    known = {"kind": "k", "id": "i", **dict.fromkeys(declared, "p")}
    if "{id}" not in pattern or not known.keys() >= set(places_in(pattern)):
        return False
    name = filled(pattern, known)
    is_name = re.fullmatch(r"[a-z0-9][a-z0-9_-]*(/[a-z0-9][a-z0-9_-]*)*", name) is not None
    return is_name and not name.startswith(f"{ISSUED}/")


# --- Patterns of titles and of file names: words with places in braces, such as {kind}/{id} ---


_PLACE = pattern(r"\{([^{}]*)\}")


def places_in(pattern: str) -> tuple[str, ...]:
    """The names in braces."""
    return tuple(_PLACE.findall(pattern))


def filled(pattern: str, values: Mapping[str, str]) -> str:
    """The pattern with a value at each of its places."""
    return _PLACE.sub(lambda found: values[found[1]], pattern)


def fault_of(pattern: str, known: Iterable[str], empty: Iterable[str] = ()) -> tuple[str, str] | None:
    """What is wrong with a pattern, and a hint; None where nothing is.

    `known` are the names of its places, `empty` those among the parameters that may have no value.
    """
    known, empty = list(known), list(empty)
    for name in places_in(pattern):
        if name in empty:
            return f"'{{{name}}}' may have no value", f"give [parameters.{name}] a default"
        if name not in known:
            hint = did_you_mean(name, known) or f"there are: {', '.join(f'{{{n}}}' for n in known)}"
            return f"there is no '{{{name}}}' to fill in", hint
    if "{" in _PLACE.sub("", pattern) or "}" in _PLACE.sub("", pattern):
        return "a brace is not closed or not opened", "braces stand around names only, such as {id}"
    return None
