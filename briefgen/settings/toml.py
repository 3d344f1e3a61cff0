"""Settings files (TOML) against a plain description: unknown keys and wrong types with line, column and hint.

A description maps each key to a `Setting`; the same one makes the documentation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from briefgen.diagnostics import Diagnostic, Location, did_you_mean, did_you_mean_or, not_utf8
from briefgen.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """One key: its type (str, int, bool, list of str; `object` for any of these), default, allowed values, meaning.

    A list that is empty by default may be written as an empty one, unless it is `never_empty`.
    """

    type: type
    default: Any
    help: str
    choices: tuple[str, ...] = ()
    never_empty: bool = False


_MOST = 2_000_000
_PARTS = 20
# Patterns are compiled when first needed: most files have no fault.
_LONG_NAME = rf"""(?m)(?:^|[\[{{,])[ \t]*(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){{{_PARTS}}}"""
_CONTROL = "[\x00-\x1f\x7f-\x9f\ufffe\uffff]"
Description = Mapping[str, Mapping[str, Setting]]
ANY = ".*"
_NAMES = {
    str: "text in quotation marks",
    int: "a whole number",
    bool: "true or false",
    list: "a list of texts",
    object: "text in quotation marks, a whole number, true, false or a list of texts",
}


def read_settings(raw: bytes | None, file: str, description: Description) -> tuple[dict[str, Any], list[Diagnostic]]:
    """The settings as `section.key` (`key` alone in section ""), defaults filled in, and what is wrong.

    A section `things.*` of the description stands for tables of any name, `[things.one]`, `[things.two]`; they
    come out as `things`: the settings of each table by its name. `raw` is None where there is no file.
    """
    import tomllib

    values = _defaults(description)
    if raw is None:
        return values, []
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return values, [not_utf8(Location(file), raw)]
    try:
        data = read_toml(text)
    except tomllib.TOMLDecodeError as bad:
        from briefgen.settings.toml_faults import toml_fault

        place, message, hint = toml_fault(bad, file, text)
        return values, [Diagnostic(place, message, "toml", hint=hint)]
    reading = _SettingsReading(TomlPlaces(file, raw), description)
    reading.top(data, values)
    return values, reading.problems


def read_toml(text: str) -> dict[str, Any]:
    """The tables of a text that may be hostile; raises `tomllib.TOMLDecodeError`, and nothing else, for what is none.

    The library keeps every beginning of a dotted name, which takes gigabytes for a long one.
    """
    import tomllib

    if any(line.count(".") >= _PARTS for line in text.split("\n")) and re.search(_LONG_NAME, text):
        raise tomllib.TOMLDecodeError("A name has too many parts")
    if len(text) > _MOST:
        raise tomllib.TOMLDecodeError("It is too large")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError:
        raise tomllib.TOMLDecodeError("Brackets are nested too deeply") from None
    except ValueError as bad:  # a number of many thousand digits
        raise tomllib.TOMLDecodeError("A number has too many digits") from bad


def _defaults(description: Description) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for section, keys in description.items():
        if section.endswith(ANY):
            values[section.removesuffix(ANY)] = {}
        else:
            values.update({_name(section, key): setting.default for key, setting in keys.items()})
    return values


class _SettingsReading:
    """One settings file while it is read."""

    def __init__(self, places: TomlPlaces, description: Description) -> None:
        self.places, self.description = places, description
        self.problems: list[Diagnostic] = []

    def top(self, data: dict[str, Any], values: dict[str, Any]) -> None:
        plain = {key: value for key, value in data.items() if not isinstance(value, dict)}
        values.update(self.keys((), plain, self.description.get("", {})))
        for section, keys in data.items():
            if section in plain:
                continue
            if section in self.description:
                found = self.keys((section,), keys, self.description[section])
                values.update({_name(section, key): value for key, value in found.items()})
            elif section + ANY in self.description:
                values[section] = self.tables(section, keys)
            else:
                known = [s.removesuffix(ANY) for s in self.description if s]
                hint = did_you_mean(section, known) or _listed("sections are: ", known, "there are no sections here")
                self.add((section,), f"unknown section '{section}'", "unknown-key", hint)

    def tables(self, section: str, tables: dict[str, Any]) -> dict[str, dict[str, Any]]:
        """The tables of a section of any names, each with its defaults filled in."""
        described, found = self.description[section + ANY], {}
        for name, keys in tables.items():
            if isinstance(keys, dict):
                given = self.keys((section, name), keys, described)
                found[name] = {key: setting.default for key, setting in described.items()} | given
            else:
                hint = f"write [{section}.{name}] and its keys below it: {', '.join(described)}"
                self.add((section, name), f"'{name}' is no table", "wrong-type", hint)
        return found

    def keys(self, path: tuple[str, ...], keys: dict[str, Any], known: Mapping[str, Setting]) -> dict[str, Any]:
        """The keys of one section that are right."""
        found = {}
        for key, value in keys.items():
            setting = known.get(key)
            if setting is None:
                self.add((*path, key), f"unknown key '{key}'", "unknown-key", self.hint(key, known, top=not path))
            elif (fault := _fault(value, setting)) is not None:
                code = "bad-choice" if setting.choices else "wrong-type"
                self.add((*path, key), fault, code, f"{key}: {setting.help}")
            else:
                found[key] = tuple(value) if isinstance(value, list) else value
        return found

    def hint(self, key: str, known: Mapping[str, Setting], *, top: bool) -> str:
        if top and (key in self.description or key + ANY in self.description):
            return f"'{key}' is a section: write [{key}{'.name' if key + ANY in self.description else ''}]"
        if not top and not did_you_mean(key, known) and (near := did_you_mean(key, self.description.get("", {}))):
            return f"{near} it stands above the first section"
        return did_you_mean_or(key, known, "known keys here")

    def add(self, path: tuple[str, ...], message: str, code: str, hint: str) -> None:
        self.problems.append(Diagnostic(self.places.of(*path), message, code, hint=hint))


def _fault(value: object, setting: Setting) -> str | None:
    right = isinstance(value, str | int | list) if setting.type is object else isinstance(value, setting.type)
    if isinstance(value, bool) and setting.type not in (bool, object):
        right = False
    if not right or (isinstance(value, list) and not all(isinstance(v, str) for v in value)):
        return f"expected {_NAMES[setting.type]}"
    given = value if isinstance(value, list) else [value]
    if any(isinstance(v, str) and not v.isprintable() and re.search(_CONTROL, v) for v in given):
        return "expected text without control characters"
    if not given and (setting.default != () or setting.never_empty):
        return _listed("an empty list; expected at least one of: ", setting.choices, "an empty list")
    for item in given:
        if setting.choices and item not in (*setting.choices, setting.default):
            return f"'{item}' is none of: {', '.join(setting.choices)}"
    return None


def _name(section: str, key: str) -> str:
    return f"{section}.{key}" if section else key


def _listed(before: str, names: Sequence[str], otherwise: str) -> str:
    return f"{before}{', '.join(names)}" if names else otherwise


# --- Where keys and tables stand in a TOML file, found in one pass over its text, however long or hostile that is ---


_WORD = r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'"""
_BLANK = r"[ \t]*"
_DOT = r"[ \t]*\.[ \t]*"
_BRACKETS = r"\[+[ \t]*"
# What changes the meaning of what follows in a value; a text within one line is passed over whole.
_TURN = r"""\"{3}|'{3}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[\[\]{}#]"""
_ENDS = {'"""': r'(?:[^"\\]|\\.|"(?!""))*"{3}', "'''": r"(?:[^']|'(?!''))*'{3}"}


class TomlPlaces:
    """Line and column of every key and table of a file."""

    def __init__(self, file: str, raw: bytes | None) -> None:
        self.file, self._raw = file, raw or b""
        self._exact: dict[tuple[str, ...], Location] = {}
        self._within: dict[tuple[str, ...], Location] = {}

    def of(self, *path: str) -> Location:
        """The place of a key or table by its path; of what holds it, where it stands in no line of its own."""
        if self._raw:
            self._read(self._raw.decode("utf-8-sig", "replace").splitlines())
            self._raw = b""
        if path in self._within:
            return self._within[path]
        holding = (path[:size] for size in range(len(path) - 1, 0, -1))
        return next((self._exact[p] for p in holding if p in self._exact), Location(self.file, 1, 1))

    def _read(self, lines: list[str]) -> None:
        table: tuple[str, ...] = ()
        value = _OpenValue()
        for number, line in enumerate(lines, 1):
            if value.is_open:
                value.read(line, 0)
                continue
            start = _end(_BLANK, line, 0)
            brackets = _end(_BRACKETS, line, start)
            words, end = _dotted(line, brackets)
            if not words:
                continue
            if brackets > start:
                if line[end : end + 1] == "]":
                    table = words
                    self._add(table, number, start)
            elif line[end : end + 1] == "=":
                self._add((*table, *words), number, start)
                value.read(line, end + 1)

    def _add(self, path: tuple[str, ...], line: int, column: int) -> None:
        place = Location(self.file, line, column + 1)
        self._exact.setdefault(path, place)
        for size in range(1, min(len(path), 20) + 1):
            self._within.setdefault(path[:size], place)


class _OpenValue:
    """A value while it is read, line by line: whether it goes on in the next one."""

    def __init__(self) -> None:
        self._depth, self._quotes = 0, ""

    @property
    def is_open(self) -> bool:
        return bool(self._depth or self._quotes)

    def read(self, line: str, at: int) -> None:
        while True:
            if self._quotes:
                end = re.compile(_ENDS[self._quotes]).match(line, at)
                if end is None:
                    return
                self._quotes, at = "", end.end()
            turn = re.compile(_TURN).search(line, at)
            if turn is None or turn[0] == "#":
                return
            at = turn.end()
            if turn[0] in _ENDS:
                self._quotes = turn[0]
            elif turn[0] in "[{":
                self._depth += 1
            elif turn[0] in "]}":
                self._depth = max(self._depth - 1, 0)


def _end(pattern: str, line: str, at: int) -> int:
    found = re.compile(pattern).match(line, at)
    return found.end() if found else at


def _dotted(line: str, at: int) -> tuple[tuple[str, ...], int]:
    """The words of a dotted name, and where what is behind it begins; no words where there is no name."""
    words: list[str] = []
    while word := re.compile(_WORD).match(line, at):
        words.append(_bare_key(word[0]))
        at = word.end()
        dot = re.compile(_DOT).match(line, at)
        if dot is None:
            return tuple(words), _end(_BLANK, line, at)
        at = dot.end()
    return (), at


def _bare_key(word: str) -> str:
    """A word of a name as the library reads it, without its quotation marks."""
    if word[0] == "'":
        return word[1:-1]
    if word[0] != '"' or "\\" not in word:
        return word.strip('"')
    import tomllib

    try:
        return next(iter(tomllib.loads(f"{word} = 0")))
    except tomllib.TOMLDecodeError:
        return word[1:-1]
