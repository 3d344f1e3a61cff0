"""A pattern that is compiled when first used is like one that was compiled at once."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from briefgen.facts import parse
from briefgen.ooxml import text
from briefgen.regexes import letters, pattern, patterns_late
from briefgen.rendering import catalogue


def test_it_is_used_like_a_compiled_one() -> None:
    words = pattern(r"(?P<word>[a-z]+)(\d*)")
    found = words.match("ab12 c")
    assert found is not None
    assert (found["word"], found[2]) == ("ab", "12")
    assert words.fullmatch("ab1")
    assert not words.fullmatch("ab1 ")
    assert words.sub("x", "a b2") == "x x"
    assert [m[0] for m in words.finditer("a b2")] == ["a", "b2"]
    assert pattern(",").split("1,2") == ["1", "2"]
    assert words.pattern == r"(?P<word>[a-z]+)(\d*)"
    assert words.groups == 2
    assert letters(r"(?V1)[\p{Lu}--[A-Z]]").findall("aBÉ") == ["É"]


def test_nothing_is_compiled_and_no_library_imported_before() -> None:
    program = (
        "import sys; from briefgen.regexes import letters, pattern\n"
        "a, b = pattern('('), letters('x')\n"
        "print('regex' in sys.modules, bool(b.search('x')), 'regex' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "False True True\n"


def test_the_patterns_of_a_library_are_late_while_it_is_imported() -> None:
    known = re.compile
    with patterns_late():
        broken, found = re.compile("("), re.compile(r"(\d+)", re.ASCII)
        assert found.match("12")
    assert re.compile is known
    assert found.findall("1 22") == ["1", "22"]
    with pytest.raises(re.error):
        broken.match("x")
    with pytest.raises(ZeroDivisionError), patterns_late():
        _ = 1 / 0
    assert re.compile is known


def test_what_can_be_printed_is_nothing_that_is_refused() -> None:
    refused = (parse.FORBIDDEN, parse.DIRECTION, catalogue._FORBIDDEN, text._REFUSED)
    printed = "".join(filter(str.isprintable, map(chr, range(sys.maxunicode + 1))))
    assert [one.findall(printed) for one in refused] == [[], [], ["|"], []]  # which is looked for by itself
