"""What a template compares; with what is typed in `test_comparing.py`, in whole templates in `test_environment.py`."""

from __future__ import annotations

import pytest

from briefgen.rendering.filter_input import COMPARING_TESTS, FilterMisuse, compares
from briefgen.rendering.views import Missing, Value


def test_a_row_of_comparisons_holds_where_each_of_them_does() -> None:
    assert compares(1, "lt", 2, "lteq", 2)
    assert not compares(1, "lt", 2, "lt", 2)


def test_what_is_missing_has_no_order_and_texts_have_none_either() -> None:
    assert not compares(Missing("a date"), "lt", 3)
    assert COMPARING_TESTS["<"](Value("2", raw=2), 3)
    with pytest.raises(FilterMisuse, match="texts have no order here"):
        compares("a", "lt", "b")
