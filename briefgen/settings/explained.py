"""Settings as a person finds them: a file with every key explained, and a JSON Schema for editors that check TOML.

Both come from the same description that the settings are read by (`settings.toml.Setting`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from briefgen.settings.toml import ANY, Description, Setting

Schema = dict[str, Any]
_TYPES: Mapping[type, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    list: {"type": "array", "items": {"type": "string"}, "minItems": 1},
    object: {"type": ["string", "integer", "boolean", "array"], "items": {"type": "string"}},
}


def settings_lines(description: Description, given: Mapping[str, object] | None = None) -> Iterator[str]:
    """Every key with what it means: as `given`, by `section.key`, else behind a # with its default."""
    given = given or {}
    for section, keys in description.items():
        if section.endswith(ANY):
            yield from _table_lines(section.removesuffix(ANY), keys)
            continue
        if section:
            yield ""
            yield f"[{section}]"
        for key, setting in keys.items():
            yield f"# {setting.help}"
            name = f"{section}.{key}" if section else key
            if setting.never_empty and name not in given:
                yield f'#   {key} = ["...", "..."]'
            else:
                yield f"{key} = {as_toml(given[name])}" if name in given else f"# {key} = {as_toml(setting.default)}"


def _table_lines(section: str, keys: Mapping[str, Setting]) -> Iterator[str]:
    """A table of any name, as a comment throughout: there is none unless somebody writes one."""
    yield ""
    yield f"# [{section}.NAME]"
    for key, setting in keys.items():
        yield f"#   {key}: {setting.help}"


def as_toml(value: object) -> str:
    """A value as TOML writes it."""
    if isinstance(value, tuple | list):
        return f"[{', '.join(as_toml(v) for v in value)}]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return str(value)


def settings_schema(title: str, description: Description) -> Schema:
    """The JSON Schema (draft 7, which TOML extensions know best) of a settings file."""
    properties: Schema = {}
    for section, keys in description.items():
        if not section:
            properties.update(_properties(keys))
        elif section.endswith(ANY):
            tables = _table(keys)
            properties[section.removesuffix(ANY)] = {"type": "object", "additionalProperties": tables}
        else:
            properties[section] = _table(keys)
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": title}
    return {**head, "type": "object", "properties": properties, "additionalProperties": False}


def _table(keys: Mapping[str, Setting]) -> Schema:
    return {"type": "object", "properties": _properties(keys), "additionalProperties": False}


def _properties(keys: Mapping[str, Setting]) -> Schema:
    return {key: _property(setting) for key, setting in keys.items()}


def _property(setting: Setting) -> Schema:
    schema: Schema = {"description": setting.help, **_TYPES[setting.type]}
    if setting.choices:
        choices: Schema = {"type": "string", "enum": list(setting.choices)}
        schema = {**schema, "items": choices} if setting.type is list else {**schema, **choices}
    if setting.default not in (None, ""):
        default = setting.default
        schema["default"] = list(default) if isinstance(default, tuple) else default
    return schema
