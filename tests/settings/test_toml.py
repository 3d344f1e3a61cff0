"""Settings files against their description."""

from __future__ import annotations

from contextlib import suppress
from tomllib import TOMLDecodeError

import pytest

from briefgen.settings.toml import Description, Setting, TomlPlaces, read_settings, read_toml
from tests.growth import assert_linear

DESCRIPTION = {
    "": {"name": Setting(str, "none", "a name"), "count": Setting(int, 1, "a count")},
    "looks": {
        "dark": Setting(bool, False, "dark or not"),
        "sizes": Setting(list, ("s",), "sizes", ("s", "m")),
        "shape": Setting(str, "round", "a shape", ("round", "square")),
    },
}
TABLES = DESCRIPTION | {
    "things.*": {"size": Setting(int, 1, "how large"), "start": Setting(object, None, "what it begins with")}
}
DEFAULTS = {"name": "none", "count": 1, "looks.dark": False, "looks.sizes": ("s",), "looks.shape": "round"}


def said(text: str | bytes, description: Description = DESCRIPTION) -> str:
    raw = text if isinstance(text, bytes) else text.encode()
    return "\n".join(str(d).partition("\n")[0] for d in read_settings(raw, "x.toml", description)[1])


def test_without_a_file_all_is_at_its_default() -> None:
    assert read_settings(None, "x.toml", DESCRIPTION) == (DEFAULTS, [])
    assert read_settings(b"", "x.toml", DESCRIPTION) == (DEFAULTS, [])


def test_what_is_given_takes_the_place_of_the_default() -> None:
    values, problems = read_settings(b'\xef\xbb\xbfname = "x"\n[looks]\nsizes = ["m", "s"]\n', "x.toml", DESCRIPTION)
    assert problems == []
    assert values == DEFAULTS | {"name": "x", "looks.sizes": ("m", "s")}


CASES = {
    "nmae = 'x'": "x.toml:1:1: error: unknown key 'nmae' [unknown-key]",
    "\n  count = '1'": "x.toml:2:3: error: expected a whole number [wrong-type]",
    "count = true": "x.toml:1:1: error: expected a whole number [wrong-type]",
    "count = 1.0": "x.toml:1:1: error: expected a whole number [wrong-type]",
    "name = 2024-01-01": "x.toml:1:1: error: expected text in quotation marks [wrong-type]",
    "[looks]\ndark = 'yes'": "x.toml:2:1: error: expected true or false [wrong-type]",
    "[looks]\nsizes = 's'": "x.toml:2:1: error: expected a list of texts [bad-choice]",
    "[looks]\nsizes = ['s', 7]": "x.toml:2:1: error: expected a list of texts [bad-choice]",
    "[looks]\nsizes = ['xl']": "x.toml:2:1: error: 'xl' is none of: s, m [bad-choice]",
    "[looks]\nshape = 'oval'": "x.toml:2:1: error: 'oval' is none of: round, square [bad-choice]",
    "[lokos]\ndark = true": "x.toml:1:1: error: unknown section 'lokos' [unknown-key]",
    "name = x": "x.toml:1:8: error: not readable as TOML: invalid value [toml]",
    "name = 'x'\nname = 'y'\n": "x.toml:2:1: error: the key 'name' stands twice, first on line 1 [toml]",
}


@pytest.mark.parametrize("text", CASES)
def test_what_is_wrong_is_named_at_its_place(text: str) -> None:
    assert said(text) == CASES[text]


def test_everything_that_is_wrong_is_told_and_the_rest_is_taken() -> None:
    values, problems = read_settings(b"name = 'x'\ncount = 'x'\nother = 1\n", "x.toml", DESCRIPTION)
    assert values == DEFAULTS | {"name": "x"}
    assert [(d.location.line, d.code) for d in problems] == [(2, "wrong-type"), (3, "unknown-key")]


def test_a_file_that_is_not_utf_8() -> None:
    assert said("name = 'é'".encode("utf-16")) == "x.toml: error: the file is not UTF-8 [encoding]"


def test_tables_of_any_name_come_out_by_name_with_their_defaults() -> None:
    raw = b"[things.one]\nsize = 3\n[things.two]\nstart = ['a']\n[looks]\ndark = true\n"
    values, problems = read_settings(raw, "x.toml", TABLES)
    assert problems == []
    assert values == DEFAULTS | {
        "looks.dark": True,
        "things": {"one": {"size": 3, "start": None}, "two": {"size": 1, "start": ("a",)}},
    }
    assert read_settings(None, "x.toml", TABLES)[0] == DEFAULTS | {"things": {}}


IN_TABLES = {
    "[things.one]\nsizee = 3": "x.toml:2:1: error: unknown key 'sizee' [unknown-key]",
    "[things.one]\n[things.two]\n  size = 'x'": "x.toml:3:3: error: expected a whole number [wrong-type]",
    "[things]\none.size = 'x'": "x.toml:2:1: error: expected a whole number [wrong-type]",
    "things = {one = {size = 'x'}}": "x.toml:1:1: error: expected a whole number [wrong-type]",
    '[things."one"]\n"size" = true': "x.toml:2:1: error: expected a whole number [wrong-type]",
    "[things]\none = 3": "x.toml:2:1: error: 'one' is no table [wrong-type]",
    "things = 3": "x.toml:1:1: error: unknown key 'things' [unknown-key]",
    "[thigns.one]\nsize = 1": "x.toml:1:1: error: unknown section 'thigns' [unknown-key]",
    "[things.one]\nstart = 2024-01-01": (
        "x.toml:2:1: error: expected text in quotation marks, a whole number, true, false or a list of texts "
        "[wrong-type]"
    ),
}


@pytest.mark.parametrize("text", IN_TABLES)
def test_what_is_wrong_in_a_table_is_named_at_its_place(text: str) -> None:
    assert said(text, TABLES) == IN_TABLES[text]


def test_a_value_where_a_section_belongs_says_how_to_write_it() -> None:
    for text, hint in (("looks = 3", "write [looks]"), ("things = 3", "write [things.name]")):
        assert hint in str(read_settings(text.encode(), "x.toml", TABLES)[1][0])


SPECIAL = ["\n", " ", "a", "a.", '"', "'", "[", "]", "{", "}", ",", "=", "#", "\\", '"""', "'" * 3, "[ ", ", "]


def look_into(text: str) -> None:
    """Read a text that may be none of TOML, and find a place in it."""
    with suppress(TOMLDecodeError):
        read_toml(text)
    TomlPlaces("x.toml", text.encode()).of("looks", "dark")


@pytest.mark.few(6)
@pytest.mark.parametrize("repeated", SPECIAL)
def test_the_time_to_read_a_file_grows_with_its_size_alone(repeated: str) -> None:
    for before in ("", "a = ", 'a = "'):
        few, many = (before + repeated * (size // len(repeated)) for size in (12_500, 100_000))
        assert_linear(look_into, few, many)


def test_blank_lines_at_the_end_cost_nothing() -> None:
    assert_linear(look_into, "name = 1\n" + "\n" * 12_500, "name = 1\n" + "\n" * 100_000)


def test_a_name_of_too_many_parts_is_refused_before_the_library_reads_it() -> None:
    for text in ("a" + ".a" * 50 + " = 1", "[a" + " . a" * 50 + "]", 'x = {"a"' + ".'a'" * 50 + " = 1}"):
        assert "a name has too many parts" in said(text)


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
