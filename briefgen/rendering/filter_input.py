"""What a filter is given: a value, a list, a number, or the reason why it is none; and what comparing them comes to."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jinja2.runtime import Undefined

from briefgen.rendering.comparing import NoOrder, measures_in_order
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


# --- What comparing comes to: values of facts with each other, and with what is typed ---


ORDERS = frozenset({"lt", "lteq", "gt", "gteq"})
COMPARISONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lteq": operator.le,
    "gt": operator.gt,
    "gteq": operator.ge,
    "in": lambda left, right: left in right,
    "notin": lambda left, right: left not in right,
}

_OF_FACTS = (Value, Missing)


def compares(left: Any, *rest: Any) -> bool:
    """Whether it holds: a, "lt", b, "lt", c. A text is compared as a whole, it has no parts and no order."""
    for how, right in zip(rest[::2], rest[1::2], strict=True):
        if how in ("in", "notin"):
            rows(right)
        elif how not in ("eq", "ne") and isinstance(left, str) and isinstance(right, str):
            raise FilterMisuse("texts have no order here; compare them with == or !=")
        if how in ORDERS and (isinstance(left, _OF_FACTS) or isinstance(right, _OF_FACTS)):
            holds = _in_order(how, left, right)
        else:
            holds = COMPARISONS[how](left, right)
        if not holds:
            return False
        left = right
    return True


def _in_order(how: str, left: object, right: object) -> bool:
    """Dates and numbers of the facts have an order, among each other and with what a template has typed."""
    if isinstance(left, Missing) or isinstance(right, Missing):
        return False  # as in every other condition
    sides = [(side.measure or side.raw) if isinstance(side, Value) else side for side in (left, right)]
    if any(isinstance(side, Value) and side.measure is not None for side in (left, right)):
        try:
            return measures_in_order(how, *sides)
        except NoOrder as bad:
            raise FilterMisuse(str(bad)) from None
    if all(isinstance(side, int) and not isinstance(side, bool) for side in sides):
        return bool(COMPARISONS[how](*sides))
    raise TypeError(f"{how} of {sides}")


def _test(how: str) -> Callable[[Any, Any], bool]:
    return lambda left, right: compares(left, how, right)


_SIGNS = {
    "<": "lt",
    "<=": "lteq",
    ">": "gt",
    ">=": "gteq",
    "le": "lteq",
    "ge": "gteq",
    "lt": "lt",
    "gt": "gt",
    "in": "in",
}
COMPARING_TESTS = {name: _test(how) for name, how in _SIGNS.items()}
"""The tests of a template that compare: `x is lt 3`."""
