"""Settings files against their description."""

from __future__ import annotations

import pytest

from briefgen.settings import Setting, read_settings

DESCRIPTION = {
    "": {"name": Setting(str, "none", "a name"), "count": Setting(int, 1, "a count")},
    "looks": {
        "dark": Setting(bool, False, "dark or not"),
        "sizes": Setting(list, ("s",), "sizes", ("s", "m")),
        "shape": Setting(str, "round", "a shape", ("round", "square")),
    },
}
DEFAULTS = {"name": "none", "count": 1, "looks.dark": False, "looks.sizes": ("s",), "looks.shape": "round"}


def said(text: str | bytes) -> str:
    raw = text if isinstance(text, bytes) else text.encode()
    return "\n".join(str(d).partition("\n")[0] for d in read_settings(raw, "x.toml", DESCRIPTION)[1])


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
    "name = 'x'\nname = 'y'\n": "x.toml:2:11: error: not readable as TOML: cannot overwrite a value [toml]",
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
