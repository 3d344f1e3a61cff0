"""Values set, put in and taken out: everything else in the file stays as it was written."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefgen.facts.parse import parse_yaml
from briefgen.facts.yaml_edit import NotEdited, Parts, insert_value, remove_value, rename_key, set_value
from briefgen.facts.yaml_text import Exact

RECORD = """\
# a remark above
src:   gazette   # two blanks
names: [ Fair , "Market" ]

date: {is: 2031-06-11, quote: 'on "11" June'}
place:
  is: Port Example # where
  quote: "in Port Example"

agenda:
  # the first
  - is: walls
    themes: [sea]

  - floods
# the end
"""


def diff(old: str, new: str) -> list[str]:
    """The lines that one text has and the other lacks, in order: `-` gone, `+` new."""
    import difflib

    return [line for line in difflib.ndiff(old.splitlines(), new.splitlines()) if line[0] in "+-"]


DATE = "date: {is: 2031-06-11, quote: 'on \"11\" June'}"


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (("src",), "agency", "src:   gazette   # two blanks", "src:   agency   # two blanks"),
        (("place", "is"), "Port: New", "  is: Port Example # where", '  is: "Port: New" # where'),
        (("date", "is"), "2031", DATE, DATE.replace("2031-06-11", "2031")),
        (("names", 0), "Fair, old", 'names: [ Fair , "Market" ]', 'names: [ "Fair, old" , "Market" ]'),
        (("place", "from"), "opening", "", "  from: opening"),
        (("date", "from"), "opening", DATE, DATE.replace("}", ", from: opening}")),
        (("agenda", 1), {"is": "floods", "from": "end"}, "  - floods", "  - {is: floods, from: end}"),
        (("venue",), Exact("Hall"), "", 'venue: "Hall"'),
    ],
)
def test_setting_a_value_changes_its_own_characters_alone(
    path: tuple[str | int, ...], value: Any, old: str, new: str
) -> None:
    assert diff(RECORD, set_value(RECORD, path, value)) == ([f"- {old}"] if old else []) + [f"+ {new}"]


def test_a_key_is_put_in_where_it_is_wanted_and_an_item_by_its_number() -> None:
    assert diff(RECORD, insert_value(RECORD, ("title",), "Fair", after="src")) == ["+ title: Fair"]
    assert insert_value(RECORD, ("title",), "Fair", after="").startswith("# a remark above\ntitle: Fair\nsrc:")
    assert diff(RECORD, insert_value(RECORD, ("agenda", 0), "tides")) == ["+   - tides"]
    assert diff(RECORD, insert_value(RECORD, ("agenda", 9), "tides")) == ["+   - tides"]
    with pytest.raises(NotEdited, match="the key src stands there already"):
        insert_value(RECORD, ("src",), "x")


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("date:\n  # the ministry counts\n  is: 2031\n  quote: x\n", ("date",), [{"is": "2031"}, {"is": "2032"}]),
        ("src:\n  # seen in print\n  gazette: words\n", ("src",), "opening"),
        ("a: [1, # one\n 2]\n", ("a",), ["1", "2", "3"]),
        ("a: {b: [1, # one\n 2], c: 1}\n", ("a", "b"), ["1", "2"]),
        ("a: {b: {c: 1, # one\n d: 2}}\n", ("a", "b"), "x"),
        ("a:\n  - is: 1\n    # one\n    src: x\n", ("a", 0), {"is": "2"}),
    ],
)
def test_a_value_in_which_a_person_left_a_remark_is_not_written_anew(text: str, path: Any, value: Any) -> None:
    with pytest.raises(NotEdited, match="has a remark in it, which would be lost"):
        set_value(text, path, value)


def test_a_hash_in_words_is_no_remark() -> None:
    assert set_value("a:\n  is: 'x # y'\n  b: z#1\n", ("a",), "x") == "a: x\n"
    assert set_value('a: ["x # y", z]\n', ("a",), "x") == "a: x\n"


def test_what_is_taken_out_takes_no_comment_along() -> None:
    gone = remove_value(RECORD, ("agenda", 0))
    assert diff(RECORD, gone) == ["-   - is: walls", "-     themes: [sea]"]
    assert "  # the first\n" in gone
    assert "\n  - themes: [sea]\n\n  - floods" in remove_value(RECORD, ("agenda", 0, "is"))
    assert "names: [ Fair ]" in remove_value(RECORD, ("names", 1))
    assert 'names: [ "Market" ]' in remove_value(RECORD, ("names", 0))
    with pytest.raises(NotEdited, match=r"agenda\.0\.themes\.0 is the only value there"):
        remove_value(RECORD, ("agenda", 0, "themes", 0))


def test_a_key_gets_another_name_and_keeps_its_value_and_the_comment_behind_it() -> None:
    old, new = "  is: Port Example # where", "  was: Port Example # where"
    assert diff(RECORD, rename_key(RECORD, ("place", "is"), "was")) == [f"- {old}", f"+ {new}"]


def test_a_path_that_leads_nowhere_is_named_where_it_ends() -> None:
    with pytest.raises(NotEdited, match=r"nothing stands at agenda\.7"):
        set_value(RECORD, ("agenda", 7, "is"), "x")


def test_lines_that_end_as_windows_ends_them_go_on_doing_so() -> None:
    windows = RECORD.replace("\n", "\r\n")
    new = set_value(windows, ("sides",), [{"is": "a" * 80, "src": "b" * 40}, {"is": "c"}])
    assert new.count("\n") == new.count("\r\n") == windows.count("\n") + 4


TEXTS = (
    *("~", "null", "a: b", "a #b", " a", "- a", "-", "[a", "a\nb", 'a"b', "it's", "'\""),
    *("a:", "\\", "@a", "?", "2031", "no", "%", "-a", "a\tb"),
)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_comes_back_as_it_was_given(text: str) -> None:
    for path in (("src",), ("date", "is"), ("names", 0), ("agenda", 1)):
        read: Any = parse_yaml(set_value(RECORD, path, text).encode(), "x.yaml").data
        for step in path:
            read = read[step]
        assert read == text


# --- many changes, at random places of the records that ship -----------------------------------------

SHIPPED = sorted(Path("facts").glob("*/*.yaml")) or sorted(Path(__file__).parents[2].glob("facts/*/*.yaml"))
VALUES: list[Any] = [
    *("plain words", "2025-10-17", "a: b", "x # y", 'it\'s "so"', Exact("words, said"), "- dash"),
    {"is": "x", "from": "opening"},
    ["a", "b, c"],
    {"en": "a" * 100, "ru": "ж" * 40},
    [{"is": "a" * 80, "src": Exact("b")}, {"is": "c"}],
]


def paths(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if path:
        yield path
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from paths(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for n, value in enumerate(node.value):
            yield from paths(value, (*path, n))


def beside(path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    return path if isinstance(path[-1], int) else (*path[:-1], "new")


def test_changes_anywhere_in_the_shipped_records_leave_the_comments_and_the_other_lines() -> None:
    """`changed` compares what the text holds; here it is the characters that count."""
    choose = random.Random(7)
    changes: list[Callable[[str, Any], str]] = [
        lambda text, path: set_value(text, path, choose.choice(VALUES)),
        lambda text, path: insert_value(text, beside(path), choose.choice(VALUES)),
        remove_value,
    ]
    made = 0
    for file in choose.sample(SHIPPED, 25):
        text = file.read_text("utf-8")
        comments = [line for line in text.splitlines() if line.lstrip().startswith("#")]
        places = list(paths(yaml.compose(text, Loader=yaml.CBaseLoader)))
        for path in choose.sample(places, min(4, len(places))):
            try:
                new = choose.choice(changes)(text, path)
            except NotEdited as refused:
                assert "is the only value there" in str(refused)  # noqa: PT017
                continue
            made += 1
            assert [line for line in new.splitlines() if line.lstrip().startswith("#")] == comments
            start = next((n for n, (a, b) in enumerate(zip(text, new, strict=False)) if a != b), 0)
            end = next((n for n, (a, b) in enumerate(zip(text[::-1], new[::-1], strict=False)) if a != b), 0)
            assert text[:start] == new[:start]
            assert text[len(text) - end :] == new[len(new) - end :]
    assert made > 60


def test_remarks_of_a_value_that_is_taken_out_stay_on_lines_of_their_own() -> None:
    text = (
        "place: Oslo\n# above\ntitle: # seen in print\n  is: 'x # no remark'  # not sure\n  # p. 3\n  quote: y\nlist:\n"
        "  - a # first\n  - b\n"
    )
    new = remove_value(text, ("title",))
    assert new == "place: Oslo\n# above\n# seen in print\n# not sure\n# p. 3\nlist:\n  - a # first\n  - b\n"
    assert remove_value(new, ("list", 0)).endswith("list:\n  # first\n  - b\n")
    assert remove_value("a:\n  - b: 1 # one\n    c: 2 # two\n", ("a", 0, "c")) == "a:\n  - b: 1 # one\n    # two\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_values_below_each_other_are_changed_in_a_text_of_their_own(newline: str) -> None:
    text = RECORD.replace("\n", newline)
    parts, seen = Parts(text), list[str]()

    def change(piece: str) -> str:
        seen.append(piece)
        return set_value(piece, ("agenda", 0, "is"), "dykes")

    assert set(parts.lines) == {("place", "is"), ("place", "quote"), ("agenda", 0), ("agenda", 1)}
    parts.change(("agenda", 0), ("agenda", 0), change)
    assert seen == [f"agenda:{newline}  - is: walls{newline}    themes: [sea]{newline}"]
    assert parts.changed() == text.replace("walls", "dykes")


@pytest.mark.parametrize(
    "text", ["? a\n: - b\n  - c\n", "? [a]\n: - b\n  - c\n", "a: &x\n  - b\n  - c\n", "a: !!seq\n  - b\n  - c\n"]
)
def test_a_list_behind_a_tag_an_anchor_or_a_question_mark_is_not_looked_for_without_end(text: str) -> None:
    assert not Parts(text).lines
    if not text.startswith("? ["):
        with pytest.raises(NotEdited):
            remove_value(text, ("a", 0))
