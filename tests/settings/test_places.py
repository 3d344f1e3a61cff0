"""Where keys and tables stand in a TOML file."""

from __future__ import annotations

import pytest

from briefgen.settings.places import TomlPlaces

FILE = b"""\
name = 1
list = [
  "size = 3",
  "}",
]   # size = 4
text = '''
size = 5
[things.one]
'''
[things.one]
  size = 1
"odd \\"name\\"".'is here' = 2
[ other . "two words" ]
size = {is = 3, size = 4}
long = \"\"\"a \\\"\"\" size = 7
size = 8\"\"\"
last = true
[[many]]
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("name",), "x.toml:1:1"),
        (("list",), "x.toml:2:1"),
        (("text",), "x.toml:6:1"),
        (("things",), "x.toml:10:1"),
        (("things", "one"), "x.toml:10:1"),
        (("things", "one", "size"), "x.toml:11:3"),
        (("things", "one", 'odd "name"', "is here"), "x.toml:12:1"),
        (("other", "two words"), "x.toml:13:1"),
        (("other", "two words", "size"), "x.toml:14:1"),
        (("other", "two words", "last"), "x.toml:17:1"),
        (("many",), "x.toml:18:1"),
    ],
)
def test_a_key_is_found_and_no_text_or_comment_is_taken_for_one(path: tuple[str, ...], place: str) -> None:
    assert str(TomlPlaces("x.toml", FILE).of(*path)) == place


def test_the_place_of_what_is_not_there_is_that_of_what_would_hold_it() -> None:
    places = TomlPlaces("x.toml", b"a = 1\n[things.one]\nsize = 1\n")
    assert [str(places.of(*path)) for path in (("things", "one", "type"), ("a",), ("z",), ("things", "two", "x"))] == [
        "x.toml:2:1",
        "x.toml:1:1",
        "x.toml:1:1",
        "x.toml:1:1",
    ]
    assert str(TomlPlaces("x.toml", None).of("a")) == "x.toml:1:1"


def test_a_line_that_is_no_toml_has_no_place_and_harms_none() -> None:
    places = TomlPlaces("x.toml", b"[a\nb = 1\n= 3\n.c = 4\nd. = 5\nb = 6\n\xff = 7\ne = 8\n")
    assert [str(places.of(key)) for key in "be"] == ["x.toml:2:1", "x.toml:8:1"]
