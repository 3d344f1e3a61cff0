"""What a filter is given: a value, a list of values, a number; or the reason why it is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from jinja2.runtime import Undefined

from briefgen.rendering.scope import RecordView, Scope
from briefgen.rendering.views import Missing, NoSuchField, Value

OF_A_LIST = "go through it with {% for … %}, or print it with |listing"
"""The way out for whoever takes a list for a value."""


class FilterMisuse(ValueError):
    """A filter was given something it cannot work on; the message says what it wants."""


def scope_of(environment: Any) -> Scope:
    scope = environment.scope
    assert isinstance(scope, Scope)
    return scope


def value_of(item: object, filter_: str) -> Value:
    if isinstance(item, RecordView):
        return item._scope.name(item.record.key)
    if isinstance(item, Value):
        return item
    if isinstance(item, int) and not isinstance(item, bool):
        return Value(str(item), raw=item, remark=getattr(item, "remark", ""))
    if isinstance(item, Undefined):
        item._fail_with_undefined_error()
    if isinstance(item, Missing):
        raise FilterMisuse(item.gap)
    if isinstance(item, str):
        return Value(item)
    if isinstance(item, list | tuple):
        raise FilterMisuse(f"|{filter_} works on one value, and this is a list; {OF_A_LIST}")
    if isinstance(item, Mapping):
        raise FilterMisuse(f"|{filter_} works on one value, and this has parts; name one of them: {', '.join(item)}")
    raise FilterMisuse(f"|{filter_} works on a value; this is none")


def values_of(items: object, filter_: str) -> list[Value]:
    if isinstance(items, Value | RecordView | str) or not isinstance(items, Iterable):
        raise FilterMisuse(f"|{filter_} works on a list; this is none")
    return [value_of(item, filter_) for item in items]


def rows(items: Any) -> Any:
    """What can be gone through one by one. A text cannot: it would come apart from its sources."""
    if isinstance(items, str):
        raise FilterMisuse("this is a text, not a list; a text is printed as a whole")
    return items


def number_of(value: Value, filter_: str) -> int:
    if isinstance(value.raw, int):
        return value.raw
    raise FilterMisuse(f"|{filter_} works on a number; '{value.text}' is none")


def field_of(item: Any, name: str) -> Any:
    """A field of a row, a record or a value, by name."""
    if not isinstance(name, str):
        raise FilterMisuse("a field is named by a text, such as 'date'")
    try:
        if isinstance(item, dict):
            return item[name]
        if isinstance(item, RecordView | Value):
            return item.field(name)
    except KeyError:
        raise FilterMisuse(f"the items have no '{name}'; they have: {', '.join(item)}") from None
    except NoSuchField as bad:
        raise FilterMisuse(f"{bad}; {bad.hint}") from None
    raise FilterMisuse(f"the items have no field '{name}'")
