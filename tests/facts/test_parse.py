"""YAML as it is typed: the very characters, each with its place, or one plain message."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefgen.diagnostics import quoted
from briefgen.facts.parse import DEEPEST, MOST_NODES, parse_yaml
from briefgen.facts.yaml_tree import YamlMap, locate, locate_key, source_places
from tests.growth import TIMES, assert_linear


def read(text: str | bytes) -> YamlMap:
    parsed = parse_yaml(text if isinstance(text, bytes) else text.encode(), "f.yaml")
    assert parsed.data is not None, parsed.diagnostics
    return parsed.data


def said(text: str | bytes) -> list[str]:
    parsed = parse_yaml(text if isinstance(text, bytes) else text.encode(), "f.yaml")
    return [line for d in parsed.diagnostics for line in str(d).splitlines()]


@pytest.mark.parametrize(
    "typed",
    ["no", "NO", "yes", "on", "true", "010", "0o17", "3.10", "1e3", "12:30", "12:30:45", "2019-01-01", "=1+1", "1_000",
     ".inf", ".nan", "<<", "=", "-1", "NULLE", "~x", "0x1F", "2019-01-01T10:00:00Z", "9" * 5000],
)  # fmt: skip
def test_a_bare_scalar_keeps_the_very_characters(typed: str) -> None:
    assert read(f"a: {typed}")["a"] == typed


@pytest.mark.parametrize("typed", ["~", "null", "Null", "NULL", ""])
def test_a_bare_nothing_is_an_empty_text_and_a_quoted_one_is_itself(typed: str) -> None:
    assert read(f"a: {typed}\n") == {"a": ""}
    assert read(f"a: '{typed}'\n") == {"a": typed}


@pytest.mark.parametrize(
    "text",
    [
        "שלום עליכם",
        "العربية",
        "Самарқанд",
        "撒马尔罕",
        "👩‍👩‍👧‍👦 🏳️‍🌈 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "e\u0301 and \u00e9",
        "no\u00a0break",
        "soft\u00adhyphen",
        "zero\u200bwidth\u200d",
        "_x0041_",
        "U+FFFD \ufffd itself",
    ],
)
def test_text_survives_code_point_for_code_point(text: str) -> None:
    assert read(f"a: {text}\nb: ' {text} '\n") == {"a": text, "b": f" {text} "}


@pytest.mark.parametrize(
    "character",
    ["\x00", "\x01", "\x08", "\x0b", "\x0c", "\x1f", "\x7f", "\x85", "\x9f", "\u2028", "\u2029", "\ue000", "\uf8ff",
     "\ufdd0", "\ufeff", "\ufffe", "\uffff", "\U0001fffe", "\U000f0000", "\U0010ffff"],
)  # fmt: skip
def test_a_forbidden_character_is_refused_at_its_place(character: str) -> None:
    (first, *_) = said(f"a: b\nc: d{character}e\n")
    code = f"U+{ord(character):04X}"
    assert first == f"f.yaml:2:5: error: the character {code} may not stand in a fact [forbidden-character]"


@pytest.mark.parametrize(
    ("escape", "code"),
    [(r"\0", "U+0000"), (r"\x07", "U+0007"), (r"\N", "U+0085"), (r"\L", "U+2028"), (r"\uFFFE", "U+FFFE"),
     (r"\ue000", "U+E000"), (r"\U0010FFFF", "U+10FFFF")],
)  # fmt: skip
def test_a_forbidden_character_cannot_hide_in_an_escape(escape: str, code: str) -> None:
    assert said(f'a: b\nc: "d{escape}"\n') == [
        f"f.yaml:2:4: error: by an escape, the character {code} may not stand in a fact [forbidden-character]",
        "  hint: delete the escape",
    ]


def test_a_half_surrogate_pair_is_refused_as_bytes_and_as_an_escape() -> None:
    assert said(b"a: \xed\xa0\x80\n")[0] == "f.yaml:1:4: error: the file is not UTF-8 [encoding]"
    assert said('a: "\\uD800"\n')[0] == "f.yaml:1:7: error: this backslash begins no escape that YAML knows [yaml]"


def test_a_carriage_return_cannot_hide_in_an_escape() -> None:
    assert said('a: "x\\ry"\n')[0] == "f.yaml:1:4: error: a carriage return stands in the text [forbidden-character]"


def test_a_change_of_direction_is_a_warning_typed_or_escaped() -> None:
    text = 'a: x\u202ey\nb: "x\\u2067y"\n'
    assert read(text) == {"a": "x\u202ey", "b": "x\u2067y"}
    hint = "  hint: right-to-left text needs none; delete it unless it is meant"
    assert said(text) == [
        "f.yaml:1:5: warning: the invisible character U+202E changes the direction of text [direction-override]", hint,
        "f.yaml:2:4: warning: the invisible character U+2067 changes the direction of text [direction-override]", hint,
    ]  # fmt: skip


def test_bom_and_crlf_are_accepted_and_places_hold() -> None:
    data = read(b"\xef\xbb\xbfa: b\r\nc:\r\n  - d\r\n  - e\r\n")
    assert data == {"a": "b", "c": ["d", "e"]}
    assert locate(data, ("a",)) == (1, 4)
    assert locate(data, ("c", 1)) == (4, 5)


def test_every_key_and_value_has_its_place() -> None:
    data = read("date: {is: 2025-10-17,\n       src: [one, {two: words}]}\nпо-русски:\n    - x\n")
    assert locate_key(data, ("date", "src")) == (2, 8)
    assert locate(data, ("date", "src", 1, "two")) == (2, 25)
    assert locate(data, ("по-русски", 0)) == (4, 7)


def test_steps_that_the_short_form_left_out_are_passed_over() -> None:
    assert locate(read("a: 1\ndate: 2025\n"), ("date", 0, "is")) == (2, 7)


def test_a_source_is_found_where_it_is_first_named() -> None:
    data = read("names:\n  - is: x\n    src: {one#p2: words}\nsrc: [two, one]\nattendance: {src: three}\n")
    assert source_places(data) == {"one": (3, 11), "two": (4, 7), "three": (5, 19)}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\ta: x", "1:1: error: a tab stands where blanks must [yaml]"),
        ("a:\n\tb: x", "2:1: error: a tab stands where blanks must [yaml]"),
        ("a:\n  b: x\n\tc: y", "3:1: error: a tab stands where blanks must [yaml]"),
        ("a: x\n  b: y", "2:4: error: this line stands deeper than the one above, which already has a value [yaml]"),
        ("a:\n  b: 1\n c: 2", "3:2: error: this line fits no line above it by its indentation [yaml]"),
        ("  a: 1\n b: 2", "2:2: error: this line fits no line above it by its indentation [yaml]"),
        ("- a\nb: c", "2:1: error: this line fits no line above it by its indentation [yaml]"),
        ("x: y\na: \"b\nc: d\n", "2:4: error: a quotation mark is opened here and never closed [yaml]"),
        ("x: y\na: 'b\nc: d\n", "2:4: error: a quotation mark is opened here and never closed [yaml]"),
        ("a: \"b\n---\nc", "1:4: error: a quotation mark is opened here and never closed [yaml]"),
        ("a: 'it's'", "1:8: error: text goes on behind a closing quotation mark [yaml]"),
        ('a: "b\nx: y\nz: "p: q"', "1:4: error: a quotation mark is opened here and closed only in line 3 [yaml]"),
        ("place: 'Oslo\nquote: 'p'", "1:8: error: a quotation mark is opened here and closed only in line 2 [yaml]"),
        ('a: "say "no" to"', "1:10: error: text goes on behind a closing quotation mark [yaml]"),
        ("a: [b]]", "1:7: error: this stands behind a value that is already complete [yaml]"),
        ("a: b: c", "1:5: error: a second ': ' in one line of plain text [yaml]"),
        ("b:{c: d, e: f}", "1:11: error: no blank stands behind the first colon of this line [yaml]"),
        ("a: b\nc\nd: e", "2:1: error: a line that is neither 'key: value' nor part of the text above [yaml]"),
        ("a: [b\nc: d", "1:4: error: a '[' is opened here and not closed where it should be [yaml]"),
        ("a: {b: 1\nc: d", "1:4: error: a '{' is opened here and not closed where it should be [yaml]"),
        ("a: [,]", "1:5: error: a value is missing here, or a bracket was not closed [yaml]"),
        ("a: @b", "1:4: error: a text may not begin with '@' [yaml]"),
        ("a: `b`", "1:4: error: a text may not begin with '`' [yaml]"),
        ("a: %b", "1:4: error: a text may not begin with '%' [yaml]"),
        ("a: *", "1:4: error: a text may not begin with '*' [yaml]"),
        ("a: & b", "1:4: error: a text may not begin with '&' [yaml]"),
        ("a: - b", "1:4: error: a list may not begin here [yaml]"),
        ('a: "C:\\dir"', "1:7: error: this backslash begins no escape that YAML knows [yaml]"),
        ("a: >-2x", "1:7: error: text stands beside a '|' or '>' [yaml]"),
        (": b\na: 1", "1:1: error: a key is missing before the ':' [yaml]"),
        ("", "error: the file holds no record [empty-file]"),
        ("# nothing\n\n# here\n", "error: the file holds no record [empty-file]"),
        ("---\n", "error: the file holds no record [empty-file]"),
        ("a:b", "1:1: error: a record is a mapping of field names to values [wrong-type]"),
        ("- a", "1:1: error: a record is a mapping of field names to values [wrong-type]"),
        ("a: b\n---\nc: d", "2:1: error: a second document begins here; a file holds one record [two-documents]"),
        ("a: 1\nb: 2\na: 3", "3:1: error: the key 'a' stands twice in this mapping, first in line 1 [duplicate-key]"),
        ("{a: 1}: 2", "1:1: error: a key must be a plain word [key]"),
        ("a: {'': x}", "1:5: error: a key is missing before the ':' [key]"),
        ("a: !!python/object/apply:os.system [x]",
         "1:4: error: a tag ('tag:yaml.org,2002:python/object/apply:os.system') stands here [tag]"),
        ("a: !x b", "1:4: error: a tag ('!x') stands here [tag]"),
        ("a: ! b", "1:4: error: a tag ('!') stands here [tag]"),
        ("a: &b c", "1:4: error: an anchor ('&b') stands here [anchor]"),
        ("a: *b", "1:4: error: an alias ('*b') stands here [alias]"),
        ("<<: *b", "1:5: error: an alias ('*b') stands here [alias]"),
        ("a: " + "[" * 41, f"1:44: error: nested deeper than {DEEPEST} levels [too-large]"),
    ],
)  # fmt: skip
def test_each_fault_has_its_place_and_plain_words(text: str, message: str) -> None:
    assert said(text)[0] == f"f.yaml:{message}".replace("yaml:error", "yaml: error")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("a: б".encode("utf-16"), "f.yaml: error: the file is UTF-16, not UTF-8 [encoding]"),
        ("a: б".encode("utf-16-be"), "f.yaml: error: the file is UTF-16, not UTF-8 [encoding]"),
        ("a: b\nc: Zürich".encode("latin-1"), "f.yaml:2:5: error: the file is not UTF-8 [encoding]"),
        (b"a" * (10 * 1024 * 1024 + 1),
         "f.yaml: error: the file has 10,485,761 bytes; at most 10,485,760 are read [too-large]"),
    ],
)  # fmt: skip
def test_what_is_no_utf8_text_is_one_message(raw: bytes, message: str) -> None:
    assert said(raw)[0] == message


def test_all_faults_of_a_file_are_found_in_one_run() -> None:
    assert [line for line in said("a: 1\na: 2\nb: !x y\nc: *d\ne: f\x07\n") if "hint" not in line] == [
        "f.yaml:5:5: error: the character U+0007 may not stand in a fact [forbidden-character]",
        "f.yaml:2:1: error: the key 'a' stands twice in this mapping, first in line 1 [duplicate-key]",
        "f.yaml:3:4: error: a tag ('!x') stands here [tag]",
        "f.yaml:4:4: error: an alias ('*d') stands here [alias]",
    ]


TEN_MILLION = 10_000_000
ITEMS = b"- b\n"
BOMBS: dict[str, Callable[[int], bytes]] = {
    "a cyclic alias": lambda size: b"a: &a [*a]",
    "many aliases": lambda size: b"a: &a x\nb: [" + b"*a, " * (size // 4) + b"]",
    "many anchors": lambda size: b"b: [" + b"&a b, " * (size // 6) + b"]",
    "open brackets": lambda size: b"[" * size,
    "open braces": lambda size: b"{a: " * (size // 4),
    "deep lists": lambda size: b"- " * (size // 2),
    "many keys": lambda size: b"".join(b"k%d: 1\n" % n for n in range(size // 10)),
    "many items": lambda size: b"a:\n" + ITEMS * (size // len(ITEMS)),
    "the same key many times": lambda size: b"a: 1\n" * (size // 5),
    "NULs": lambda size: b"\0" * size,
    "an open quotation mark": lambda size: b'a: "' + b"\\n" * (size // 2),
    "tabs": lambda size: b"a:" + b"\t" * size + b"b: c: d",
}


def refuse(bomb: bytes) -> None:
    parsed = parse_yaml(bomb, "f.yaml")
    assert parsed.data is None
    assert 0 < len(parsed.diagnostics) < 200


@pytest.mark.few(3)
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_no_more_than_its_size(name: str) -> None:
    assert_linear(refuse, BOMBS[name](TEN_MILLION // TIMES), BOMBS[name](TEN_MILLION))


def test_a_bomb_of_aliases_is_refused_before_it_goes_off() -> None:
    refuse(b"a: &a [x,x]\n" + b"".join(b"%c: &%c [*%c,*%c]\n" % (c, c, c - 1, c - 1) for c in range(98, 123)))
    refuse(b"[" * 5000)


def test_a_million_values_stop_at_the_limit() -> None:
    bomb = BOMBS["many items"](2 * MOST_NODES * len(ITEMS))
    assert said(bomb)[0].endswith(f"more than {MOST_NODES:,} values in one file [too-large]")


def test_one_fact_of_a_megabyte_is_read() -> None:
    assert len(read("a: " + "word " * 200_000)["a"]) == 999_999


def test_messages_stay_in_one_line_and_short() -> None:
    assert quoted("a\nb\x1b[31m\u202e") == r"'a\nb\x1b[31m\u202e'"
    assert len(quoted("x" * 10_000)) < 70
    assert all(len(line) < 300 for line in said(f"? {'k' * 1000}\n: 1\n? {'k' * 1000}\n: 2\n"))


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("a: resolution #1373 on fish", "1:4"),
        ("- is: x\n", ""),
        ("a: resolution # 1373 on fish", ""),
        ("a: adopted a resolution # 1373 on fish", "1:4"),
        ("a: “adopted a resolution # 1373”", "1:4"),
        ("a: {b: adopted a resolution # 1373\n  }", "1:8"),
        ("a: they met, and,  # who", "1:4"),
        ("a: They adopted it. # the resolution", ""),
        ("a: New York # the city", ""),
        ("a: adopted a resolution\n# 1373\n", ""),
        ("a: resolution#1373", ""),
        ("a: 'resolution #1373'", ""),
        ("a: [one #two\n  ]", "1:5"),
        ("a: one\n#b: two", ""),
        ("a:\n  b: first line\n    second line #3 of it", "2:6"),
    ],
)
def test_a_text_that_a_hash_sign_cuts_is_told(text: str, at: str) -> None:
    found = [d for d in parse_yaml(text.encode(), "f.yaml").diagnostics if d.code == "cut-text"]
    assert [f"{d.location.line}:{d.location.column}" for d in found] == ([at] if at else [])


def test_an_item_that_is_joined_to_the_one_above_is_told_at_its_line() -> None:
    assert said("a:\n  - prices\n    - wages\n  - rent\n") == [
        "f.yaml:3:5: warning: the line '- wages' is no item of a list here; "
        "it is joined to the text above [joined-line]",
        "  hint: move the '-' to where those above it stand, or put the text into quotation marks",
    ]
    assert read("a:\n  - prices of\n    coffee - and wages\n")["a"] == ["prices of coffee - and wages"]


@pytest.mark.parametrize(
    ("text", "at", "what"),
    [
        ('a: x\n  quote:"abc"\n', "2:3", "no field"),
        ("l:\n  - is: Met\n      quote:abc def\n", "3:7", "no field"),
        ("a: x\n  * y\n", "2:3", "no item of a list"),
        ("a: x\n  • y\n", "2:3", "no item of a list"),
        ("a: |\n  one\n  # two\nb: x\n", "3:3", "no comment"),
        ("a: >-\n\n  one\n    #two\n", "4:5", "no comment"),
        ("a: see\n  https://example.org\n", "", ""),
        ("a: at\n  ratio:5 to 3\n", "", ""),
        ("a: |\n  No. #5\n", "", ""),
        ("a: |\n  one\n# two\nb: x\n", "", ""),
    ],
)
def test_a_line_that_is_text_and_looks_like_something_else_is_told(text: str, at: str, what: str) -> None:
    found = [d for d in parse_yaml(text.encode(), "f.yaml").diagnostics if d.code == "joined-line"]
    assert [f"{d.location.line}:{d.location.column}" for d in found] == ([at] if at else [])
    assert all(f"is {what} here" in d.message for d in found)


def test_a_tab_cannot_hide_in_the_path_of_a_folder() -> None:
    assert said('a: "C:\\table"') == [
        "f.yaml:1:4: error: in double quotation marks '\\t' is a tab: '\"C:\\table\"' [forbidden-character]",
        "  hint: put the text into single quotation marks: 'C:\\table'",
    ]
    assert read('a: "a\tb"') == {"a": "a\tb"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: |\n  one\n  two\n\n", "one\ntwo\n"),
        ("a: |-\n  one\n", "one"),
        ("a: >\n  one\n  two\n\n  three\n", "one two\nthree\n"),
        ('a: "one\n  two"\n', "one two"),
        ("a: 'it''s'\n", "it's"),
        ("%YAML 1.1\n---\na: no\n", "no"),
        ("---\na: x\n...\n", "x"),
        ("? a\n: x\n", "x"),
        ("a:\tx\t\n", "x"),
        ("\ufeffa: x\r\n", "x"),
    ],
)
def test_forms_of_yaml_that_say_what_they_seem_to_say_are_read(text: str, value: str) -> None:
    assert read(text) == {"a": value}


@pytest.mark.parametrize(
    "text",
    [
        "a: x\nb : ~\n'c': [y, {d: z , e: |-\n  t\n}]",
        "a: x # said\nb: one\n  - two\n? c\n: x\n{d\n : y}: z",
        "a: &b x\n!c d: *b\n&e f: x\na: y\n'': z\n[g]: h",
        'a: "\\u200f\\x07"\nb: "C:\\table"\n"\\x07": x',
    ],
)
def test_plain_words_of_a_file_are_read_as_those_of_one_that_is_too_long_for_the_short_way(text: str) -> None:
    # Of so many characters there may be more values than are read, so each is counted.
    short, long = (parse_yaml(f"{text}{more}".encode(), "f.yaml") for more in ("\n", f"\n#{'x' * MOST_NODES}\n"))
    assert short == long
    assert str(short.remains and vars_of(short.remains)) == str(long.remains and vars_of(long.remains))


def vars_of(data: YamlMap) -> object:
    """The places of all that a mapping holds."""
    inner = [vars_of(value) for value in data.values() if isinstance(value, YamlMap)]
    return data.at, data.key_at, data.value_at, inner
