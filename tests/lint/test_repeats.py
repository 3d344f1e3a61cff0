"""Which line of a template can say a heading."""

from __future__ import annotations

import re

import pytest

from briefgen.lint.repeats import _LINE, fits
from tests.growth import assert_linear


@pytest.mark.parametrize("least", [0, 1])
@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (["a"], "a"),
        (["a"], "ab"),
        (["a", "b"], "ab"),
        (["a", "b"], "axb"),
        (["", ""], ""),
        (["", ""], "x"),
        (["a", "b", "b"], "ab"),
        (["a", "b", "c"], "axbxbxc"),
        (["ab", "ba"], "aba"),
        (["", "x", ""], "xxx"),
    ],
)
def test_words_around_gaps_fit_as_a_pattern_would(parts: list[str], text: str, least: int) -> None:
    gap = ".+" if least else ".*"
    assert fits(parts, text, least) == bool(re.fullmatch(gap.join(parts), text))


def test_many_gaps_and_many_tags_in_one_line_cost_one_pass() -> None:
    assert_linear(lambda text: fits(["a"] * 60 + ["b"], text), "a" * 50_000, "a" * 400_000)
    assert_linear(_LINE.search, "{% if a %} " * 5_000 + "x", "{% if a %} " * 40_000 + "x")
    assert not fits(["a"] * 60 + ["b"], "a" * 20_000)
    assert not _LINE.search("{% if a %} " * 4_000 + "x")


def test_tags_before_a_heading_are_passed_over() -> None:
    found = _LINE.search("{% if a %}{% if b %}## Words {{ x }}")
    assert found is not None
    assert (found["signs"], found["text"]) == ("##", "Words {{ x }}")
