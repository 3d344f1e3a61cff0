"""A new kind of brief to begin with: settings with every key explained, and a template that works as it stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from briefgen.briefs.kind import SELECTION, TEMPLATE_SETTINGS, BriefKind
from briefgen.briefs.parameters import LONGEST_NAME, NAME, RECORD, RESERVED, TYPES, Parameter
from briefgen.model.schema import AMOUNT, ASSERTION, COUNTS, NESTED, TEXT, FieldSpec, KindSpec
from briefgen.settings.explained import Schema, as_toml, settings_lines, settings_schema
from briefgen.settings.toml import Description

MODELINE = "#:schema ../.schemas/template.json"
_HEAD = (
    MODELINE,
    "# The settings of a kind of brief. Take the # away to change one; what is shown is the default.",
    "",
)
_EXAMPLE = (
    "",
    "# A parameter is an option of the command (--since 2024), and in the template: parameters.since",
    "# [parameters.since]",
    '# type = "year"',
    '# help = "Only meetings from this year on"',
)
_BODY = ("{# The sections in their order. To move one, take away the two marks and move its line.", "{% block body %}")


def settings_text(about: str, one: str = "") -> str:
    """The template.toml of a kind about one kind of record; `one` is what one of them is called."""
    one = one or about
    given = {"label": f"{one[:1].upper()}{one[1:]} brief", "help": f"Make a brief about one {one}.", "about": about}
    return "\n".join([*_HEAD, *settings_lines(_described(about), given), *_EXAMPLE]) + "\n"


def _described(about: str) -> Description:
    """The settings of a kind; conditions only where it is about a selection."""
    return {name: keys for name, keys in TEMPLATE_SETTINGS.items() if name != SELECTION or about == SELECTION}


def variant_settings(original: BriefKind, about: str = "") -> str:
    """The template.toml of a variant: what the original sets, its parameters too, for its template asks for them."""
    about = about or original.about
    sections = {"": TEMPLATE_SETTINGS[""], f"{SELECTION}.": TEMPLATE_SETTINGS[SELECTION]}
    defaults = {f"{name}{key}": setting.default for name, keys in sections.items() for key, setting in keys.items()}
    given = {key: original.settings[key] for key in defaults if original.settings[key] != defaults[key]}
    lines = [*_HEAD, *settings_lines(_described(about), {**given, "about": about})]
    for parameter in original.parameters.values():
        lines += _parameter(parameter)
    return "\n".join([*lines, *(() if original.parameters else _EXAMPLE)]) + "\n"


def _parameter(parameter: Parameter) -> Iterator[str]:
    yield ""
    yield f"[parameters.{parameter.name}]"
    yield f"type = {as_toml(parameter.type)}"
    if parameter.help:
        yield f"help = {as_toml(parameter.help)}"
    if parameter.choices:
        yield f"choices = {as_toml(parameter.choices)}"
    if parameter.default not in (None, False, ()):
        yield f"default = {as_toml(parameter.default)}"


def variant_template(extended: str, blocks: Mapping[str, str], sections: Sequence[str] = ()) -> str:
    """A brief.md.j2 that extends another template; `blocks` are the names of its blocks, with their headings.

    `sections` are those that its block `body` prints, in their order.
    """
    lines = [
        f'{{% extends "{extended}" %}}',
        "",
        "{# Each section of the brief that this one extends is a block. To change a section, take away the two marks",
        "   around its block and write what is to stand there; super() stands for the section as it is. What is left",
        "   as it is here comes from the extended brief, also when that one changes. #}",
    ]
    for name, heading in blocks.items():
        if name == "body" and sections:
            lines += ["", *_BODY]
            lines += [*(f"{{{{ self.{section}() }}}}" for section in sections), "{% endblock %}", "#}"]
            continue
        lines += ["", f"{{# {heading}" if heading else "{#"]
        lines += [f"{{% block {name} %}}", "{{ super() }}", "{% endblock %}", "#}"]
    return "\n".join(lines) + "\n"


def blocks_of(sources: Sequence[str]) -> dict[str, str]:
    """The blocks of a template and of those that it extends, in their order, with the first heading in each."""
    found: dict[str, str] = {}
    for source in reversed(sources):
        for match in re.finditer(r"\{%-?\s*block (\w+)[^%]*%\}(.*?)(?=\{%-?\s*(?:block|endblock)\b)", source, re.S):
            heading = re.search(r'^##+ [^"\n]*"([^"]+)"', match[2], re.M)
            if match[1] not in found or heading:
                found[match[1]] = heading[1] if heading else ""
    return found


def sections_of(sources: Sequence[str]) -> list[str]:
    """The blocks directly inside the block `body` of a template, or of the one that it extends."""
    for source in sources:
        found, around = list[str](), list[str]()
        for name in re.findall(r"\{%[-+]?\s*(?:block (\w+)|endblock\b)", source):
            if not name:
                around = around[:-1]
                continue
            if around == ["body"]:
                found.append(name)
            around.append(name)
        if found:
            return found
    return []


SELECTION_TEMPLATE = """\
{# A brief about records that meet the conditions in template.toml. Notes such as this one are not printed. #}
{% include "_parts/head.md.j2" %}

# {{ brief.label }}{% if selection.period %}: {{ selection.period }}{% endif %}


{% block about %}
{% include "_parts/about.md.j2" %}
{% endblock %}
{% import "_parts/selection.md.j2" as of with context %}
{% block rows %}
{% for row in selection.rows|without("sort", "withdrawn") %}
- {{ of.line(row) }}
{% endfor %}
{% if not selection.rows %}

{{ "Nothing that is held meets the conditions."|t }}

{% endif %}
{% endblock %}
{% block sources %}
{% include "_parts/sources.md.j2" %}
{% endblock %}
"""
"""The template of a new brief about a selection: a line for each record."""


_TAKEN = ("about", "glance", "added", "sources")
"""The blocks that a new template has besides those of fields."""


def bare_template(spec: KindSpec, sessions: Collection[str]) -> str:
    """A brief.md.j2 that prints every field of a record, each only where something is recorded, with its keys.

    `sessions` are the kinds of meeting.
    """
    shown = [f for f in spec.fields.values() if f.type not in (NESTED, COUNTS) and f.name != spec.label]
    single, several = [f for f in shown if not f.many], [f for f in shown if f.many]
    name = "subject" if "-" in spec.kind else spec.kind  # a hyphen takes away, in a template
    lines = [
        f"{{# A brief about one {spec.kind}. Notes such as this one are not printed. #}}",
        *(['{% from "_parts/words.md.j2" import short_title %}'] if any(_is_of(f, sessions) for f in shown) else ()),
        '{% include "_parts/head.md.j2" %}',
        "",
        f"# {{{{ subject.{'in_words' if ASSERTION in spec.acts_as else 'label|capital'} }}}}",
        "",
        "{% block about %}",
        '{% include "_parts/about.md.j2" %}',
        "{% endblock %}",
        *(_table(name, single, sessions) if single else ()),
    ]
    for spec_ in several:
        lines += _list(name, spec_, sessions)
    lines += [
        "{% block added %}",
        f"{{% set described = {name} %}}",
        '{% include "_parts/added.md.j2" %}',
        "{% endblock %}",
    ]
    return "\n".join([*lines, "{% block sources %}", '{% include "_parts/sources.md.j2" %}', "{% endblock %}"]) + "\n"


def _table(kind: str, fields: Sequence[FieldSpec], sessions: Collection[str]) -> Iterator[str]:
    yield from ("{% block glance %}", "", '## {{ "At a glance"|t }}', "")
    yield from ('| | {{ "What the sources say"|t }} |', "| --- | --- |")
    for field in fields:
        yield f"{{% if {kind}.{field.name} %}}"
        value = f"{kind}.{field.name}"
        yield f'| {{{{ "{_heading(field)}"|t }}}} | {{{{ {_said(value, field, sessions)} }}}}{_keys(value, field)} |'
        yield "{% endif %}"
    yield "{% endblock %}"


def _list(kind: str, field: FieldSpec, sessions: Collection[str]) -> Iterator[str]:
    yield f"{{% block {field.name}{'_' if field.name in _TAKEN else ''} %}}"
    yield f"{{% if {kind}.{field.name} %}}"
    yield from ("", f'## {{{{ "{_heading(field)}"|t }}}}', "")
    yield f"{{% for item in {kind}.{field.name} %}}"
    yield from (
        f"- {{{{ {_said('item', field, sessions)} }}}}{_keys('item', field)}",
        "{% endfor %}",
        "{% endif %}",
        "{% endblock %}",
    )


def _is_of(field: FieldSpec, sessions: Collection[str]) -> bool:
    return bool(field.kinds) and set(field.kinds) <= set(sessions)


def _said(value: str, field: FieldSpec, sessions: Collection[str]) -> str:
    """A value as it is printed: a meeting, which need have no name, by its place and day."""
    return f"short_title({value}.record)" if _is_of(field, sessions) else value


def _keys(value: str, field: FieldSpec) -> str:
    """What a value says besides, each key where it is there.

    What the desk adds to a sentence to find it is left out, and what the words of an amount say already.
    """
    is_whole = field.type == AMOUNT or (field.type == TEXT and "about" in field.qualifiers)
    keys = () if is_whole else field.qualifiers.values()
    return "".join(_key(value, key) for key in keys if key.name not in ("list", "scope"))


def _key(value: str, key: FieldSpec) -> str:
    printed = f"{value}.{key.name}|listing" if key.many else f"{value}.{key.name}"
    words = key.name.replace("_", " ")
    return f'{{% if {value}.{key.name} %}}; {{{{ "{words}"|t }}}}: {{{{ {printed} }}}}{{% endif %}}'


def _heading(field: FieldSpec) -> str:
    return field.name.replace("_", " ").capitalize()


# --- The JSON Schema of template.toml: what an editor completes and checks while one types ---


_DEFAULTS: Mapping[str, Schema] = {
    "text": {"type": "string"},
    "number": {"type": "integer", "minimum": 0},
    "yes-no": {"type": "boolean"},
    "date": {"type": ["string", "integer"]},
    "year": {"type": "integer", "minimum": 1, "maximum": 9999},
    "choice": {"type": "string"},
    "list": {"type": "array"},
}


def template_schema(kinds: Sequence[str]) -> Schema:
    """The schema of the settings of a kind of brief, with what their description alone does not say."""
    schema = settings_schema("template", TEMPLATE_SETTINGS)
    about = schema["properties"]["about"]
    schema["properties"]["about"] = {**about, "enum": [*kinds, SELECTION]}
    parameters = schema["properties"]["parameters"]
    parameters["propertyNames"] = {
        "pattern": f"^(?:{NAME.pattern})$",
        "maxLength": LONGEST_NAME,
        "not": {"anyOf": [{"enum": sorted(RESERVED)}, {"pattern": "^no-"}]},
    }
    parameter = parameters["additionalProperties"]
    records = [f"{RECORD}{kind}" for kind in kinds]
    type_ = parameter["properties"]["type"]
    parameter["properties"]["type"] = {**type_, "enum": [t for t in TYPES if not t.startswith(RECORD)] + records}
    parameter["allOf"] = [_where(type_, {"default": default}) for type_, default in _DEFAULTS.items()]
    parameter["allOf"].append({**_where("choice", {}), "then": {"required": ["choices"]}})
    return schema


def _where(type_: str, properties: Schema) -> Schema:
    known = {"properties": {"type": {"const": type_}}, "required": ["type"]}
    return {"if": known, "then": {"properties": properties}}
