"""A new record to fill in: every key the kind knows, with what it means, the required ones ready to be written.

Lines behind `#` and a blank explain; a `#` right before a key only has to be removed for the key to count. What
stands in <angle brackets> is to be replaced.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from briefgen.model.jsonschema import modeline
from briefgen.model.kinds import JUDGED, KINDS, FieldShape, key_of
from briefgen.model.schema import REFERENCE
from briefgen.model.values import BaseRecord, Cited, Stated

_WIDTH = 110


def skeleton(kind: str, id_: str) -> str:
    """The text of `facts/<folder>/<id>.yaml`; raises KeyError for an unknown kind."""
    model = KINDS[kind].model
    fields = model.model_fields
    own = {name: info for name, info in fields.items() if name not in BaseRecord.model_fields}
    shared = {name: info for name, info in fields.items() if name not in own}
    required = {name: info for name, info in own.items() if info.is_required()}
    first = {"src": shared.pop("src"), **required}
    rest = {name: info for name, info in own.items() if name not in required}
    lines = [
        modeline(kind),
        f"# {id_}: {(model.__doc__ or '').strip()[:1].lower()}{(model.__doc__ or '').strip()[1:]}",
        "# Replace what stands in <angle brackets>; remove the '#' right before a key to use it.",
    ]
    live = set(required) if kind in JUDGED else {"src", *required}
    for name, info in (first | rest | shared).items():
        lines += ["", *_field(key_of(name, info), info, live=name in live)]
    return "\n".join(lines) + "\n"


def placeholder(shape: FieldShape) -> str:
    """What stands for a value until somebody writes it."""
    if shape.choices:
        return f"<{' | '.join(shape.choices)}>"
    if shape.holds == REFERENCE:
        return f"<{' or '.join(f'{kind}-id' for kind in shape.kinds) or 'kind/id'}>"
    return f"<{shape.example}>"


def _field(key: str, info: FieldInfo, live: bool) -> Iterator[str]:
    yield from textwrap.wrap(
        info.description or key, _WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False
    )
    sign = "" if live else "#"
    yield from (f"{sign}{line}" for line in _lines(key, info))


def _lines(key: str, info: FieldInfo) -> list[str]:
    shape = FieldShape.of(info)
    if shape.model is Cited:
        return [f'{key}: {{<source-id>: "<exact words>"}}']
    if shape.model is not None and not issubclass(shape.model, Stated):
        return [f"{key}:", *_mapping(shape.model)]
    if shape.model is not None:
        value = placeholder(FieldShape.of(shape.model.model_fields["is_"]))
        return [f"{key}:", f"  - is: {value}", *_sources("    ")] if shape.many else [f"{key}: {value}"]
    if isinstance(info.default, str):
        return [f"{key}: {info.default}"]
    value = placeholder(shape)
    return [f"{key}: [{value}]" if shape.many else f"{key}: {value.strip('<>') if '{' in value else value}"]


def _mapping(model: type[BaseModel]) -> list[str]:
    """The required keys of a record or group inside the record, as the one item of a list."""
    required = [(key_of(name, info), info) for name, info in model.model_fields.items() if info.is_required()]
    keys = sorted(required, key=lambda pair: pair[0] != "id")
    found = [line for key, info in keys for line in _inside(key, info)] + _sources("")
    return [f"{'  - ' if n == 0 else '    '}{line}" for n, line in enumerate(found)]


def _inside(key: str, info: FieldInfo) -> list[str]:
    shape = FieldShape.of(info)
    if shape.model is not None:
        value = placeholder(FieldShape.of(shape.model.model_fields["is_"]))
        return [f"{key}: [{value}]"]
    return [f"{key}: {placeholder(shape)}"]


def _sources(indent: str) -> list[str]:
    return [f'{indent}src: {{<source-id>: "<exact words>"}}']
