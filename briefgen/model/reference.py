"""The field reference in `facts/README.md`, written from the descriptions of kinds so that it cannot drift.

`briefgen schema --reference facts/README.md` puts it between the two markers there; a test holds that it is up to date.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefgen.model.scalars import TYPES
from briefgen.model.schema import COUNTS, GROUP, PLAIN, RECORD, REFERENCE, FieldSpec, KindSpec, Schema
from briefgen.model.shared import OF_A_RECORD, SRC, of_a_value

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
