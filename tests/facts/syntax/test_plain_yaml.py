"""What is read line by line is what libyaml makes of it, with the same places; all else is left to libyaml."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from briefgen.diagnostics import Diagnostic
from briefgen.facts.syntax.characters import decode
from briefgen.facts.syntax.plain_yaml import read_plainly
from briefgen.facts.syntax.yaml_events import YamlReader
from tests.workspaces import REPOSITORY

SHIPPED = [path.read_text("utf-8") for path in sorted((REPOSITORY / "facts").glob("*/*.yaml"))]
WHOLE = (
    *(
        "x",
        "some words",
        "12:30",
        "a, b",
        "it's so",
        "“q”",
        "(x)",
        "a:b",
        "x ] y",
        "a - b",
        "~",
        "null",
        "http://x/y",
        "'s'",
    ),
    *("'s'", "[a, b c]", "[it's, 'b c']", '["a, b", c]', "{a: b, c: 'd: e'}", '"q: # r"', "''"),
)
NOT_WHOLE = (
    *(
        "",
        "[]",
        "[a, ]",
        "[[a]]",
        "[a: b]",
        "{a: b, a: c}",
        "{}",
        "{a: }",
        "{a: {b: c}}",
        "'it''s'",
        '"\\t"',
        "&a b",
        "*a",
    ),
    *("*a", "!a b", "|", ">-", "- a", "? a", "%a", "@a", "a: b", "a #b", "a ", "# a", "[a] b", "'a' b", "a\rb", "a\tb"),
)
VALUES = (*WHOLE, *WHOLE, *NOT_WHOLE)
SCRAPS = (
    *(
        ": ",
        ":",
        "- ",
        "-",
        "# a\n",
        " # b",
        "#",
        "\n",
        "\n  ",
        "\n- ",
        "  ",
        " ",
        "\t",
        "key:",
        "'",
        '"',
        "[",
        "]",
        "{",
        "}",
    ),
    *(
        ",",
        "?",
        "&",
        "*",
        "!",
        "|",
        "%",
        "@",
        "`",
        "~",
        "\\",
        "---",
        "...",
        "a:\n- b\n- c",
        "- a:\n  - b",
        "\xa0",
        "é",
        "…",
    ),
)


def tree(data: Any) -> Any:
    """What was read, with every place."""
    if hasattr(data, "key_at"):
        return data.at, data.key_at, data.value_at, [(key, tree(value)) for key, value in data.items()]
    return (data.at, data.item_at, list(map(tree, data))) if hasattr(data, "item_at") else data


def is_read(text: str) -> bool:
    """Whether a text is read line by line; then libyaml reads the same in it, and nothing is wrong with it."""
    characters, problems = decode(text.encode(), "x")
    if characters is None or problems or (plain := read_plainly(characters)) is None:
        return False
    told: list[Diagnostic] = []
    assert tree(plain) == tree(YamlReader("x", told).read(characters)), text
    assert told == [], text
    return True


def made_up(choice: Random, column: int = 0) -> list[str]:
    """Lines such as an editor may write, well or not."""
    lines: list[str] = []
    for number in range(choice.randrange(1, 4)):
        key, value = f"{choice.choice(('a', 'b-c', 'null'))}{choice.choice((number, ''))}", choice.choice(VALUES)
        if choice.random() < 0.6 or column > 8:
            lines.append(f"{' ' * column}{key}: {value}")
        elif choice.random() < 0.4:
            lines += [f"{' ' * column}{key}:", *made_up(choice, column + choice.choice((2, 2, 4, 1, 0)))]
        else:
            inner = column + choice.choice((0, 2, 2, 3))
            item = choice.choice(([f"{' ' * inner}  {value}"], made_up(choice, inner + 2)))
            lines += [f"{' ' * column}{key}:", f"{' ' * inner}- {item[0][inner + 2 :]}", *item[1:]]
    return lines


def damaged(text: str, choice: Random) -> str:
    at = choice.randrange(len(text) + 1)
    if choice.random() < 0.3:
        lines = text.split("\n")
        lines.insert(choice.randrange(len(lines) + 1), " " * choice.randrange(4) + choice.choice(lines).lstrip(" "))
        return "\n".join(lines)
    return text[:at] + choice.choice((*SCRAPS, "")) + text[at + choice.choice((0, 0, 1, 3)) :]


def test_nearly_all_that_ships_is_read_line_by_line() -> None:
    assert sum(map(is_read, SHIPPED)) > len(SHIPPED) * 3 // 4


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_done_to_a_text_libyaml_reads_the_same(seed: int) -> None:
    choice, read = Random(seed), 0
    for _ in range(400):
        text = choice.choice(SHIPPED)[:1500] if choice.random() < 0.2 else "\n".join(made_up(choice)) + "\n"
        for _ in range(choice.choice((0, 1, 1, 2))):
            text = damaged(text, choice)
        read += is_read(text)
    assert read > 30


@pytest.mark.parametrize("value", [*WHOLE, *NOT_WHOLE])
def test_a_value_is_read_where_it_stands_whole_on_its_line(value: str) -> None:
    assert is_read(f"a: {value}\n") is (value in WHOLE)
    assert is_read(f"a:\r\n  - {value}\r\n  - b: {value}\r\n") is (value in WHOLE)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "\n",
            "# a\n",
            "- a\n",
            " a: b\n",
            "a\n",
            "a: b\n\ta: c\n",
            "a:  b\n",
            "a: b \n",
            "a:\n",
            "a: # b\n",
            "a: b # c\n",
        ),
        *(
            "a: b\na: c\n",
            "a: b\n  c\n",
            "a: b\n c: d\n",
            "a:\n  b: c\n d: e\n",
            "a:\nb: c\n",
            "a: b\n- c\n",
            "a: b\n---\na: c\n",
        ),
        *("'a': b\n", "a:b\n", "a:\n  -b\n", "a:\n  - - b\n", "a:\n  -  b\n", "a:\n  -\n", f"a: {'b' * 60_000}\n"),
    ],
)
def test_what_is_doubtful_is_left_to_libyaml(text: str) -> None:
    assert read_plainly(text) is None
