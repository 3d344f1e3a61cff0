"""Plain text is read in any common encoding."""

from __future__ import annotations

import pytest

from briefgen.intake.drawing.drawn import Undrawable
from briefgen.intake.drawing.plain_text import decoded, draw_plain, front_matter

RUSSIAN = "Делегации обсудили вопросы безопасности портов и защиты берегов. Решение принято не было. "


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1251", "koi8-r", "iso8859-5"])
def test_common_encodings_are_told_apart(encoding: str) -> None:
    assert decoded((RUSSIAN * 3).encode(encoding))[0] == RUSSIAN * 3


def test_an_encoding_that_is_named_goes_before_one_that_is_guessed() -> None:
    assert decoded("Straße".encode("cp1252"), "windows-1252")[0] == "Straße"
    assert decoded("Straße".encode(), "windows-1252")[0] == "Straße"


def test_a_guessed_encoding_is_told() -> None:
    assert draw_plain((RUSSIAN * 3).encode("cp1251")).remarks == ("its encoding was taken for cp1251",)
    assert draw_plain(RUSSIAN.encode()).remarks == ()


def test_lines_that_carry_no_content_are_proposed_as_furniture() -> None:
    found = draw_plain(b"Walls are low\n\nNext Article\n\nThe walls are low.\n\nSubscribe to our newsletter\n")
    assert found.furniture == ("Next Article", "Subscribe to our newsletter")


def test_bytes_that_are_no_text_are_refused_or_cleaned() -> None:
    try:
        text = draw_plain(bytes(range(256)) * 40).text
    except Undrawable:
        return
    assert "\0" not in text


HEADS = [
    ("Harbour ministers meet in May|By Ana Sample|- 7 March 2031|They met.", ["title 1", "author 2", "published 3"]),
    ("Walls and storms: a task|- Example Times|- Oct 20|- 5 min read|They met.", ["title 1", "published 3"]),
    ("PRESS RELEASE|Port Example, 7 March 2031|Ministers agree on it|They met.", ["published 2", "title 3"]),
    ("Встреча министров в порту|Автор: Анна Пример|Они встретились.", ["title 1", "author 2"]),
    ("The ministers met on 7 March 2031.|They spoke.", []),  # the day of what happened
    ("Walls are low|The ministers met on 7 March 2031.", ["title 1"]),
    (
        "Wände sind niedrig|Von Ana Sample, Hafenblatt, 7. März 2031|Die Minister haben sich in der Stadt getroffen.",
        ["title 1", "author 2", "published 2"],
    ),
    ("Walls are low|PORT EXAMPLE, 7 March 2031 - The ministers met on 5 March.", ["title 1", "published 2"]),
    ("Walls are low|Ministers of 12 states met in May - at last.", ["title 1"]),
    ("Walls of the port|Quelle: Hafenblatt|7 March 2031|They met.", ["title 1", "outlet 2", "published 3"]),
    ("Walls of the port|Источник: Port Example|They met.", ["title 1", "outlet 2"]),
    ("Walls of the port|Source : https://port.example/a|They met.", ["title 1", "address 2"]),
    ("Title: Walls: who pays|Source: Hafenblatt|Walls: who pays|They met.", ["title 1", "outlet 2"]),
    ("Dear all,|Walls of the port|They met.", []),
    ("please read what follows|They met.", []),
    ("Walls of the port", []),  # over nothing
]


ALSO = {
    "Von Ana Sample, Hafenblatt, 7. März 2031": ("Ana Sample", "2031-03-07"),
    "PORT EXAMPLE, 7 March 2031 - The ministers met on 5 March.": ("2031-03-07",),
}


@pytest.mark.parametrize(("text", "expected"), HEADS)
def test_what_the_lines_above_the_first_sentence_say_is_proposed(text: str, expected: list[str]) -> None:
    lines = text.split("|")
    said = draw_plain("\n\n".join(lines).encode()).said
    assert [f"{s.what} {s.where.removesuffix(' of the text').rpartition('line ')[2]}" for s in said] == expected
    values = {"Quelle: Hafenblatt": "Hafenblatt", "Источник: Port Example": "Port Example"}
    values |= {"Title: Walls: who pays": "Walls: who pays", "Source: Hafenblatt": "Hafenblatt"}
    values |= {"Source : https://port.example/a": "https://port.example/a"}
    values |= {"7 March 2031": "2031-03-07", "Oct 20": "XXXX-10-20", "Автор: Анна Пример": "Анна Пример"}
    for one in said:
        line = lines[int(one.where.removesuffix(" of the text").rpartition(" ")[2]) - 1]
        shown = line.removeprefix("- ").removeprefix("By ").removeprefix("Port Example, ")
        assert one.value in (values.get(shown, shown), *ALSO.get(shown, ()))


def test_a_text_without_front_matter_is_left_alone() -> None:
    for text in ("walls\n---\n", "---\nThe walls fell: all of them.\n---\nNobody paid.\n"):
        assert front_matter(text) == ([], text)


def test_front_matter_names_the_outlet() -> None:
    said, _ = front_matter("---\noutlet: Hafenblatt\nbyline: Ana Sample\n---\nWalls.\n")
    assert [(one.what, one.value) for one in said] == [("outlet", "Hafenblatt"), ("author", "Ana Sample")]


@pytest.mark.parametrize("key", ["date", "published"])
def test_front_matter_names_the_day(key: str) -> None:
    said, _ = front_matter(f"---\n{key}: 2031-06-13\n---\nWalls.\n")
    assert [(one.what, one.value) for one in said] == [("published", "2031-06-13")]


def test_front_matter_may_name_several_authors_and_letters_that_are_none() -> None:
    said, text = front_matter("---\nauthor: [Ana Sample, Ben Beispiel]\n---\nWalls.\n")
    assert ([one.value for one in said], text) == (["Ana Sample", "Ben Beispiel"], "Walls.\n")
    assert [one.what for one in front_matter('---\ntitle: "\\U00110000"\n---\nWalls.\n')[0]] == ["title"]
