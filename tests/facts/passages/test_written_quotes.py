"""Where quotes stand in a file, however they are written; new ones are written by their ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.archive.archived import ArchivedText
from briefgen.facts.parse import parse_yaml
from briefgen.facts.passages.excerpt import KeptPassages
from briefgen.facts.passages.written_quotes import FreshQuotes, place_of_quote, quotes_in
from tests.facts.test_factbase import calls

A = "The forum met in the old custom house of Port Example on a Wednesday."
B = "Delegations came from both of the countries on the coast of the bay."
TEXT = ArchivedText(f"News.\n\n{A}\n{B}\n\nNobody quotes the end of the report.", "")


@pytest.fixture
def quotes(tmp_path: Path) -> FreshQuotes:
    for source in ("one", "two"):
        (tmp_path / f"{source}.yaml").write_text("type: essay\n")
    return FreshQuotes(tmp_path, {"one": TEXT, "three": TEXT})


def test_new_quotes_are_written_by_their_ends_wherever_they_stand(quotes: FreshQuotes) -> None:
    before = f'src: one\nvenue: {{is: Hall, quote: "{B}"}}  # a remark\n'
    text = f"""\
{before}date: {{is: 2031, quote: ["{A}", "in the old custom house"]}}
place: {{is: Port, src: {{one#p2: "{A}"}}}}
agenda: [{{is: walls, src: [two, {{one: "{B} […] Nobody quotes the end of the report."}}]}}]
passages:
  - quote: "{A}"
    series: forum
"""
    assert (
        quotes.written(text, before)
        == f"""\
{before}date: {{is: 2031, quote: [The forum … Wednesday., "in the old custom house"]}}
place: {{is: Port, src: {{one#p2: The forum … Wednesday.}}}}
agenda: [{{is: walls, src: [two, {{one: "Delegations … the bay. […] Nobody quotes the end of the report."}}]}}]
passages:
  - quote: The forum … Wednesday.
    series: forum
"""
    )
    assert [path.name for path in quotes.files()] == ["one.txt"]
    quotes.write()
    assert A in (quotes.folder / "one.txt").read_text("utf-8")
    assert quotes.again().files() == quotes.files() == {}


@pytest.mark.parametrize(
    "text",
    [
        f'src: two\nplace: {{is: Port, quote: "{A}"}}\n',  # its text is not at hand
        f'src: three\nplace: {{is: Port, quote: "{A}"}}\n',  # it has no record
        f'src: one\nplace: {{is: Port, quote: "{A.replace("forum", "Forum")}"}}\n',  # the check will tell
        f'src: [one, two]\nplace: {{is: Port, quote: "{A}"}}\n',  # of which one?
        "src: one\nplace: {is: Port, quote: The forum … Wednesday.}\n",
        "src: [one\n",
    ],
)
def test_what_cannot_be_read_off_stays_in_full(quotes: FreshQuotes, text: str) -> None:
    assert (quotes.written(text), quotes.files()) == (text, {})


WALLS = "The walls are too low for the harbour, said the minister."
PAGE = """\
src: one
quote: at the head
venue: {is: Hall, quote: in the hall}
place: {is: Port, src: {two#p3: in the port}}
agenda:
  - {is: walls, quote: [The walls … minister., in the hall]}
  - {is: in the port, src: [two, {one: in the port}]}
passages:
  - quote: They met in the port.
    name: met
    series: {is: forum, part: in … port}
date: {is: 2031, from: {met: They met}}
"""


def kept(source: str) -> KeptPassages:
    return KeptPassages((WALLS,) if source == "one" else ())


def test_every_quote_is_found_with_its_source_and_the_way_to_it() -> None:
    data = parse_yaml(PAGE.encode(), "").data
    assert [(q.way, q.at, q.source, q.is_part) for q in quotes_in(data)] == [
        (("quote",), (2, 8), "one", False),
        (("venue", "quote"), (3, 26), "one", False),
        (("place", "src", "two#p3"), (4, 33), "two", False),
        (("agenda", 0, "quote", 0), (6, 25), "one", False),
        (("agenda", 0, "quote", 1), (6, 48), "one", False),
        (("agenda", 1, "src", 1, "one"), (7, 40), "one", False),
        (("passages", 0, "quote"), (9, 12), "one", False),
        (("passages", 0, "series", "part"), (11, 31), "one", True),
        (("date", "from", "met"), (12, 30), "", True),
    ]
    named = parse_yaml(b"src: one\npassages: {opening: They met}\n", "").data
    assert [(q.way, q.at, q.words) for q in quotes_in(named)] == [(("passages", "opening"), (2, 21), "They met")]


@pytest.mark.parametrize(
    ("words", "near", "place"),
    [
        (WALLS, 1, (6, 25)),
        ("in the hall", 3, (3, 26)),
        ("in the hall", 6, (6, 48)),
        ("in the port", 4, (4, 33)),  # and not the value that says the same
        ("in the port", 9, (7, 40)),
        ("They met in the port.", 11, (9, 12)),
        ("nowhere", 3, None),
    ],
)
def test_words_are_found_nearest_to_the_value_that_rests_on_them(
    words: str, near: int, place: tuple[int, int] | None
) -> None:
    assert place_of_quote(PAGE.encode(), words, "one", near, kept) == place


def test_a_file_that_cannot_be_read_has_them_nowhere() -> None:
    assert place_of_quote(b"src: [one", "in the hall", "one", 1, kept) is None


def test_what_looking_up_all_words_of_a_file_costs_follows_their_number() -> None:
    def look_up(count: int) -> None:
        words = [f"On day {n} they spoke at length of what follows." for n in range(1000, 1000 + count)]
        short = "".join(f"  - {{is: lot {n}, quote: On day {n} … follows.}}\n" for n in range(1000, 1000 + count))
        passages = KeptPassages.of("\n\n".join(words).encode())
        assert passages.lines == tuple(range(1, 2 * count, 2))
        raw = f"src: one\nagenda:\n{short}".encode()
        assert all(place_of_quote(raw, one, "one", 1, lambda _: passages) for one in words)

    look_up(1)
    first, second, third = (calls(lambda n=n: look_up(n)) for n in (50, 100, 200))  # type: ignore[misc]
    assert third - second < 2.2 * (second - first)
