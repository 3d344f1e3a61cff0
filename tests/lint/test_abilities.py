"""What has an order, and what is typed that can never equal a value."""

from __future__ import annotations

import pytest

from briefgen.lint.abilities import order_faults, unlike
from briefgen.model.schema import AMOUNT, DATE, NUMBER, TEXT, TIME
from briefgen.rendering.render import UNLIKE
from briefgen.rendering.shapes import COUNT, Shape


@pytest.mark.parametrize(
    ("type_", "typed", "said"),
    [
        (DATE, "October", "'October' is no date"),
        (DATE, "2025-10", ""),
        (AMOUNT, "many", "'many' is no amount"),
        (AMOUNT, "20 t", ""),
        (TIME, "noon", "'noon' is no time of day"),
        (TIME, "14:30", ""),
        (TEXT, "a", UNLIKE[0]),
    ],
)
def test_what_is_typed_beside_a_value_must_have_an_order_with_it(type_: str, typed: str, said: str) -> None:
    found = [message for _, (message, _) in order_faults([(None, Shape(type_)), (typed, Shape("text"))])]
    assert found == ([said] if said else [])


def test_values_of_two_types_have_no_order() -> None:
    assert [n for n, _ in order_faults([(None, Shape(TIME)), (None, Shape(DATE))])] == [0]
    assert [n for n, _ in order_faults([(None, Shape(TIME)), (14, Shape(COUNT))])] == [1]
    assert not list(order_faults([(None, Shape(NUMBER)), (14, Shape(COUNT))]))


@pytest.mark.parametrize(
    ("type_", "typed", "said"),
    [
        (TIME, "noon", "a time of day, and 'noon' is none"),
        (TIME, "14:30", ""),
        (AMOUNT, "many", "an amount, and 'many' is none"),
        (DATE, 2025, "a date, and 2025 is a number"),
        (NUMBER, "ten", "a number, and 'ten' is none"),
    ],
)
def test_what_can_never_equal_a_value_is_told(type_: str, typed: object, said: str) -> None:
    assert unlike(Shape(type_), typed)[0] == said
