"""Settings files (TOML) against a plain description: unknown keys and wrong types with line, column and hint.

A description maps each key to a `Setting`; the same one makes the documentation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from briefgen.diagnostics import Diagnostic, Location, did_you_mean


@dataclass(frozen=True, slots=True)
class Setting:
    """One key: its type (str, int, bool, list of str), default, allowed values, and meaning."""

    type: type
    default: Any
    help: str
    choices: tuple[str, ...] = ()


Description = Mapping[str, Mapping[str, Setting]]
_NAMES = {str: "text in quotation marks", int: "a whole number", bool: "true or false", list: "a list of texts"}


def read_settings(raw: bytes | None, file: str, description: Description) -> tuple[dict[str, Any], list[Diagnostic]]:
    """The settings as `section.key` (`key` alone in section ""), defaults filled in, and what is wrong.

    `raw` is None where there is no file.
    """
    import tomllib

    values = {_name(s, k): setting.default for s, keys in description.items() for k, setting in keys.items()}
    if raw is None:
        return values, []
    try:
        text = raw.decode("utf-8-sig")
        data = tomllib.loads(text)
    except UnicodeDecodeError:
        return values, [Diagnostic(Location(file), "the file is not UTF-8", "encoding", hint="save it as UTF-8")]
    except tomllib.TOMLDecodeError as bad:
        return values, [_syntax(str(bad), file)]
    problems: list[Diagnostic] = []
    _section(
        "", {k: v for k, v in data.items() if not isinstance(v, dict)}, description, values, (file, text), problems
    )
    for section, keys in data.items():
        if not isinstance(keys, dict):
            continue
        if section not in description:
            hint = did_you_mean(section, description) or f"sections are: {', '.join(s for s in description if s)}"
            problems.append(
                Diagnostic(_place(file, text, section, ""), f"unknown section '{section}'", "unknown-key", hint=hint)
            )
        else:
            _section(section, keys, description, values, (file, text), problems)
    return values, problems


def _section(
    section: str,
    keys: dict[str, Any],
    description: Description,
    values: dict[str, Any],
    where: tuple[str, str],
    problems: list[Diagnostic],
) -> None:
    known = description.get(section, {})
    for key, value in keys.items():
        place = _place(*where, section, key)
        setting = known.get(key)
        if setting is None:
            hint = did_you_mean(key, known) or f"known keys here: {', '.join(known)}"
            problems.append(Diagnostic(place, f"unknown key '{key}'", "unknown-key", hint=hint))
        elif (fault := _fault(value, setting)) is not None:
            problems.append(
                Diagnostic(
                    place, fault, "bad-choice" if setting.choices else "wrong-type", hint=f"{key}: {setting.help}"
                )
            )
        else:
            values[_name(section, key)] = tuple(value) if setting.type is list else value


def _fault(value: object, setting: Setting) -> str | None:
    right = isinstance(value, setting.type) and not (setting.type is int and isinstance(value, bool))
    if not right or (setting.type is list and not all(isinstance(v, str) for v in value)):  # type: ignore[attr-defined]
        return f"expected {_NAMES[setting.type]}"
    given = value if isinstance(value, list) else [value]
    if not given:
        return (
            f"an empty list; expected at least one of: {', '.join(setting.choices)}"
            if setting.choices
            else "an empty list"
        )
    for item in given:
        if setting.choices and item not in setting.choices:
            return f"'{item}' is none of: {', '.join(setting.choices)}"
    return None


def _name(section: str, key: str) -> str:
    return f"{section}.{key}" if section else key


def place_of(raw: bytes, file: str, section: str, key: str) -> Location:
    """Where a key stands in a settings file; its beginning where it does not."""
    return _place(file, raw.decode("utf-8-sig", "replace"), section, key)


def _place(file: str, text: str, section: str, key: str) -> Location:
    inside = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[+\s*([^\]\s]+)\s*\]", line):
            inside = header[1]
            if not key and inside == section:
                return Location(file, number, line.index("[") + 1)
        elif key and inside == section and (found := re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line)):
            return Location(file, number, len(found[0]) - len(found[0].lstrip()) + 1)
    return Location(file, 1, 1)


def _syntax(message: str, file: str) -> Diagnostic:
    found = re.search(r"\(at line (\d+), column (\d+)\)", message)
    place = Location(file, int(found[1]), int(found[2])) if found else Location(file)
    plain = re.sub(r"\s*\(at [^)]*\)", "", message)
    return Diagnostic(
        place, f"not readable as TOML: {plain[:1].lower()}{plain[1:]}", "toml", hint="texts stand in quotation marks"
    )
