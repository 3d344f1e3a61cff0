"""What comparing comes to in a template: values of facts with each other, and with what is typed."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from briefgen.rendering.comparing import NoOrder, measures_in_order
from briefgen.rendering.filter_input import FilterMisuse, rows
from briefgen.rendering.views import Missing, Value

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
