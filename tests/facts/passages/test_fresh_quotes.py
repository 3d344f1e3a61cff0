"""Quotes that come into a record in full: short at once, with their words kept beside the source."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.archive.archived import ArchivedText
from briefgen.facts.passages.fresh_quotes import FreshQuotes

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
