"""What an editor may write in a record, written from the descriptions of kinds: the reference, and a record to fill in.

`briefgen schema --reference facts/README.md` puts the reference between the two markers there; a test holds that it is
up to date. In a new record lines behind `#` and a blank explain, a `#` right before a key only has to be removed for
the key to count, and what stands in <angle brackets> is to be replaced.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from briefgen.frozen import replace
from briefgen.model.jsonschema import modeline
from briefgen.model.scalars import TYPES
from briefgen.model.schema import COUNTS, GROUP, PLAIN, RECORD, REFERENCE, TEXT, VALUE, FieldSpec, KindSpec, Schema
from briefgen.model.shared import OF_A_NESTED, OF_A_PASSAGE, OF_A_RECORD, SRC, of_a_value

BEGIN = "<!-- reference: written by briefgen schema --reference facts/README.md -->"
END = "<!-- end of reference -->"


def reference(schema: Schema) -> str:
    """The whole reference in Markdown, without its markers."""
    parts = ["\n".join(_section(kind)) for kind in schema.values()] + [
        "\n".join(_shared("Keys of every record", OF_A_RECORD)),
        "\n".join(_shared("Keys of every value", of_a_value(schema))),
    ]
    compound = {f.written: f for kind in schema.values() for f in kind.fields.values() if _is_compound(f)}
    parts += ["\n".join(_shared(f"More keys of a {name}", field.qualifiers)) for name, field in compound.items()]
    return "\n\n".join(parts)


def insert(page: str, schema: Schema) -> str:
    """The page with the reference of today between its markers; raises ValueError where they are missing."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page lacks the markers {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{reference(schema)}\n\n{END}{after}"


def _section(kind: KindSpec) -> Iterator[str]:
    id_, example = kind.example
    yield f"### {kind.kind.capitalize()}: `facts/{kind.folder}/<id>.yaml`"
    yield ""
    yield kind.help
    yield ""
    if example:
        yield from ("```yaml", f"# facts/{kind.folder}/{id_}.yaml", example.rstrip(), "```", "")
    yield from _table(kind.fields)


def _shared(title: str, fields: Mapping[str, FieldSpec]) -> Iterator[str]:
    yield f"### {title}"
    yield ""
    yield from _table(fields)


def _table(fields: Mapping[str, FieldSpec]) -> Iterator[str]:
    yield "| key | holds | meaning |"
    yield "| --- | --- | --- |"
    for field in fields.values():
        yield from _rows(field.name, field)


def _rows(key: str, field: FieldSpec) -> Iterator[str]:
    """A row for a field, then one for each key that its values or the mappings in it have of their own."""
    required = "**required**; " if field.must_be_written else ""
    meaning = f"{required}{field.help}".replace("|", r"\|")
    yield f"| `{key}` | {_holds(field)} | {meaning} |"
    if field.form == RECORD or _is_compound(field):
        return
    for name, part in (field.keys or field.qualifiers).items():
        yield from _rows(f"{key} · {name}", part)


def _is_compound(field: FieldSpec) -> bool:
    """Whether its values are of a type with keys of its own, which stand at the end of the reference."""
    return field.written != field.scalar and field.form not in (RECORD, GROUP) and field.scalar != ""


def _holds(field: FieldSpec) -> str:
    if field.form == RECORD:
        return f"records as under {field.kinds[0]}, each with an `id`"
    if field.form == GROUP:
        return "mappings of the keys below"
    if field.form == PLAIN:
        return _scalar(field) + (", or a list" if field.many else "")
    if _is_compound(field):
        return f"{field.written}s"
    return f"{_scalar(field)}: values side by side" if field.many else f"{_scalar(field)}: a value, or alternatives"


def _scalar(field: FieldSpec) -> str:
    if field.name == SRC:
        return "sources"
    if field.choices:
        return "one of " + ", ".join(f"`{choice}`" for choice in field.choices)
    if field.type == REFERENCE:
        return f"id ({', '.join(field.kinds) or 'any record'})"
    if field.type == COUNTS:
        return "numbers by key"
    return TYPES[field.scalar].said if field.scalar else "the value"


# --- a new record to fill in ---

_WIDTH = 110


def skeleton(schema: Schema, kind: str, id_: str) -> str:
    """The text of `facts/<folder>/<id>.yaml`; raises KeyError for an unknown kind."""
    spec = schema[kind]
    shared = dict(OF_A_RECORD)
    shared["expect"] = replace(shared["expect"], example=f"{{{_to_count(spec)}: 3}}")
    required = {name: field for name, field in spec.fields.items() if field.must_be_written}
    first = {SRC: shared.pop(SRC), **required}
    rest = {name: field for name, field in spec.fields.items() if name not in required}
    lines = [
        modeline(kind),
        f"# {id_}: {spec.help[:1].lower()}{spec.help[1:]}",
        "# Replace what stands in <angle brackets>; remove the '#' right before a key to use it.",
    ]
    live = set(required) if spec.desk else {SRC, *required}
    bears = not spec.desk and any(field.form == VALUE for field in _borne(spec))
    for name, field in (first | rest | shared).items():
        written = list(_field(schema, field, live=name in live))
        if name == SRC and bears:
            written = [*written[:-1], f"{SRC}: <source-id>", "", *_passages(spec)]
        lines += ["", *written]
    return "\n".join(lines) + "\n"


def _passages(spec: KindSpec) -> list[str]:
    """A passage with a field below it: the short form in which a record is written."""
    field = next(f for f in _borne(spec) if f.form == VALUE)
    return [
        "# passages of the source, in full or as: first words … last words; below each what it says, as fields",
        "passages:",
        '  - quote: "<exact words>"',
        f"    #{field.name}: {_placeholder(field)}",
    ]


def _borne(spec: KindSpec) -> list[FieldSpec]:
    """The fields that may stand below a passage: not those that a passage has itself."""
    return [field for name, field in spec.fields.items() if name not in OF_A_PASSAGE]


def _to_count(spec: KindSpec) -> str:
    """A field of which there may be several."""
    return next((field.name for field in spec.fields.values() if field.many), spec.label)


def _placeholder(field: FieldSpec) -> str:
    """What stands for a value until somebody writes it."""
    if field.choices:
        return f"<{' | '.join(field.choices)}>"
    if field.type == REFERENCE:
        return f"<{' or '.join(f'{kind}-id' for kind in field.kinds) or 'kind/id'}>"
    return f"<{field.example or TYPES[field.scalar].example}>"


def _field(schema: Schema, field: FieldSpec, live: bool) -> Iterator[str]:
    yield from textwrap.wrap(
        field.help or field.name, _WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False
    )
    sign = "" if live else "#"
    yield from (f"{sign}{line}" for line in _lines(schema, field))


def _lines(schema: Schema, field: FieldSpec) -> list[str]:
    key = field.name
    if key == SRC:
        return [f'{key}: {{<source-id>: "<exact words>"}}']
    if field.form == RECORD:
        return [f"{key}:", *_mapping({**OF_A_NESTED, **schema[field.kinds[0]].fields})]
    if field.form == GROUP:
        return [f"{key}:", *_mapping(field.keys)]
    if field.default:
        return [f"{key}: {field.default}"]
    value = _placeholder(field)
    if field.form != PLAIN:
        besides = [f"{name}: {_placeholder(part)}" for name, part in _besides(field)]
        if field.many:
            return [f"{key}:", f"  - is: {value}", *(f"    {line}" for line in besides), *_sources("    ")]
        return [f"{key}:", f"  is: {value}", *(f"  {line}" for line in besides)] if besides else [f"{key}: {value}"]
    return [f"{key}: [{value}]" if field.many else f"{key}: {value.strip('<>') if '{' in value else value}"]


def _besides(field: FieldSpec) -> Iterator[tuple[str, FieldSpec]]:
    """The keys that a value of its own may have; those of every sentence are left to the reference."""
    if not (field.type == TEXT and "about" in field.qualifiers):
        yield from field.qualifiers.items()


def _mapping(fields: Mapping[str, FieldSpec]) -> list[str]:
    """The required keys of a record or group inside the record, as the one item of a list."""
    required = [field for field in fields.values() if field.must_be_written]
    found = [_inside(field) for field in required] + _sources("")
    return [f"{'  - ' if n == 0 else '    '}{line}" for n, line in enumerate(found)]


def _inside(field: FieldSpec) -> str:
    value = _placeholder(field)
    return f"{field.name}: {value if field.form == PLAIN else f'[{value}]'}"


def _sources(indent: str) -> list[str]:
    return [f'{indent}src: {{<source-id>: "<exact words>"}}']
