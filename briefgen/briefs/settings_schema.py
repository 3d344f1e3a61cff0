"""The JSON Schema of template.toml: what an editor completes and checks while one types."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.briefs.kind import TEMPLATE_SETTINGS
from briefgen.briefs.parameter_tables import LONGEST_NAME, NAME, RESERVED
from briefgen.briefs.parameters import RECORD, TYPES
from briefgen.model.kinds import KINDS
from briefgen.settings.text import Schema, settings_schema

_DEFAULTS: Mapping[str, Schema] = {
    "text": {"type": "string"},
    "number": {"type": "integer", "minimum": 0},
    "yes-no": {"type": "boolean"},
    "date": {"type": ["string", "integer"]},
    "year": {"type": "integer", "minimum": 1, "maximum": 9999},
    "choice": {"type": "string"},
    "list": {"type": "array"},
}


def template_schema() -> Schema:
    """The schema of the settings of a kind of brief, with what their description alone does not say."""
    schema = settings_schema("template", TEMPLATE_SETTINGS)
    about = schema["properties"]["about"]
    schema["properties"]["about"] = {**about, "enum": list(KINDS)}
    parameters = schema["properties"]["parameters"]
    parameters["propertyNames"] = {
        "pattern": f"^(?:{NAME.pattern})$",
        "maxLength": LONGEST_NAME,
        "not": {"anyOf": [{"enum": sorted(RESERVED)}, {"pattern": "^no-"}]},
    }
    parameter = parameters["additionalProperties"]
    records = [f"{RECORD}{kind}" for kind in KINDS]
    type_ = parameter["properties"]["type"]
    parameter["properties"]["type"] = {**type_, "enum": [t for t in TYPES if not t.startswith(RECORD)] + records}
    parameter["allOf"] = [_where(type_, {"default": default}) for type_, default in _DEFAULTS.items()]
    parameter["allOf"].append({**_where("choice", {}), "then": {"required": ["choices"]}})
    return schema


def _where(type_: str, properties: Schema) -> Schema:
    known = {"properties": {"type": {"const": type_}}, "required": ["type"]}
    return {"if": known, "then": {"properties": properties}}
