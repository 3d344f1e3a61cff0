"""Patterns of the program take time as the text grows, whatever signs it is made of."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import deque
from collections.abc import Iterator
from typing import Any

import pytest
import regex

from briefgen.regexes import pattern
from tests.examples import THOROUGH
from tests.growth import TIMES, assert_linear

ROOMS = ("lint", "facts", "checks", "model", "rendering", "document", "language", "citations", "settings")
SIZE = 60_000 if THOROUGH else 12_000
# Each is only asked at one place of a text, which costs no more than the text is long.
ANCHORED = {
    "briefgen.facts.parse._CUT",
    "briefgen.facts.parse._COMMENT",
    "briefgen.checks.rules.unfinished._UNFILLED",
    "briefgen.document.sentences._GOES_ON",
    "briefgen.settings.hook_settings._ADDRESS",
    "briefgen.settings.toml_faults._KEY",
    "briefgen.settings.toml_faults._TABLE",
}
PATTERNS = (re.Pattern, regex.Pattern, type(pattern("")))
"""The types of patterns, one that is compiled when first used among them."""
UNITS = (
    *"ab1 \n\t{}%#|.,:;<>()[]'\"-_=*/\\&!?«»",
    *(
        "{%",
        "{{",
        "{%}",
        "{% a %}",
        "{{ a }}",
        "a ",
        "a.",
        "a, ",
        "- ",
        "a-\n",
        "<a",
        "[a",
        "'a",
        "a\n",
        " \n",
        "и",
        "字",
    ),
)


def patterns() -> Iterator[tuple[str, Any]]:
    for room in ROOMS:
        package = importlib.import_module(f"briefgen.{room}")
        for module in pkgutil.walk_packages(package.__path__, f"briefgen.{room}."):
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, PATTERNS) and isinstance(value.pattern, str):
                    yield f"{module.name}.{name}", value


FOUND = {name: found for name, found in patterns() if name not in ANCHORED}


@pytest.mark.parametrize("name", FOUND)
def test_a_pattern_takes_no_more_time_than_the_text_is_long(name: str) -> None:
    for unit in UNITS:
        few, many = (unit * (size // len(unit)) for size in (SIZE // TIMES, SIZE))
        assert_linear(lambda text: deque(FOUND[name].finditer(text), 0), few, many)
