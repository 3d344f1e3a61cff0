"""What is no TOML is told in an editor's words, at the line to look at."""

from __future__ import annotations

import tomllib
from time import perf_counter

import pytest

from briefgen.settings.toml_faults import toml_fault


@pytest.mark.parametrize(
    ("text", "place", "said", "hint"),
    [
        ("[m]\na = 1\n\n[m]\n", "4:1", "the table [m] stands twice, first on line 1", "put the keys of both under one"),
        ("[m]\na = 1\n[n]\na = 2\na = 3\n", "5:1", "the key 'a' stands twice, first on line 4", "take one"),
        ("a = 1\n[n]\n[a]\nb = 1\n", "3:1", "the table [a] stands twice", "put the keys"),
        ("[m\n", "1:1", "the name of a table is not closed", "end it with ]"),
        ("b = 2\na = [1\n", "2:1", "a list is opened and never closed", "close it with ]"),
        ("b = 2\nx = [", "2:1", "not readable as TOML: invalid value (the file ends here)", "texts stand"),
        ('a = "x\nb = 1\n', "1:1", "a text is opened here and not closed", "close its quotation mark"),
        ("a = 1 b = 2\n", "1:1", "something stands behind a value", "each key has a line of its own"),
        ("a = x\n", "1:5", "not readable as TOML: invalid value", "texts stand in quotation marks"),
    ],
)
def test_a_fault_is_told_with_a_way_out(text: str, place: str, said: str, hint: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as bad:
        tomllib.loads(text)
    location, message, way_out = toml_fault(bad.value, "x.toml", text)
    assert str(location) == f"x.toml:{place}"
    assert message.startswith(said)
    assert way_out.startswith(hint)


@pytest.mark.parametrize("line", ["[" + " " * 50_000, "[" * 50_000, "[" + " a" * 25_000, " " * 50_000, "a" * 50_000])
def test_a_line_of_any_length_is_looked_at_in_no_time(line: str) -> None:
    fault = ValueError("Cannot declare ('a',) twice (at line 1, column 2)")
    before = perf_counter()
    toml_fault(fault, "x.toml", line)
    assert perf_counter() - before < 2
