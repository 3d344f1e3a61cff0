"""A base with every passage once: the same statements, and nothing else touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.archive.archived import ArchivedText
from briefgen.facts.kinds import shipped_kinds
from briefgen.facts.loader import load_facts
from briefgen.facts.passages.tidying import differing, tidy
from tests.facts.pages import SOURCE, said, write

OPENING = "The forum met on 11 June 2031 in Port Example, the ministry reported."
WALLS = "Walls came first, and then floods, tides and storms of all kinds, before the forum ended."
FILES = {
    "sources/one.yaml": SOURCE,
    "sources/two.yaml": SOURCE,
    "organisations/ministry.yaml": "name: Ministry\n",
    "series/forum.yaml": f'name: Forum\nsrc: {{one: "{OPENING}"}}\n',
    "meetings/a.yaml": f"""\
src: one # the report

series: {{is: forum, quote: "{OPENING}"}}
date:
  is: 2031-06-11
  quote: "on 11 June 2031" # as printed
place: {{is: Port Example, quote: "in Port Example"}}
agenda:
  # what came first
  - is: walls
    quote: "{WALLS}"
    according_to: ministry
  - is: storms
    src: [{{one: "{WALLS}"}}, two]
venue: {{is: Hall, src: two}}
attendance: {{status: listed, parties: ministry, src: {{two: "the ministry came"}}}}
claims:
  - {{id: low, said_by: ministry, says: low, mode: reported, quote: "Walls came first […] the forum ended"}}
""",
}
TIDY = f"""\
src: one # the report
passages: {{walls: "{WALLS}"}}

series: {{is: forum, from: forum}}
date: {{is: 2031-06-11, from: {{forum: on 11 June 2031}}}} # as printed
place: {{is: Port Example, from: {{forum: in Port Example}}}}
agenda:
  # what came first
  - {{is: walls, from: walls, according_to: ministry}}
  - {{is: storms, from: walls, src: two}}
venue: {{is: Hall, src: two}}
attendance: {{status: listed, parties: ministry, src: {{two: "the ministry came"}}}}
claims:
  - {{id: low, said_by: ministry, says: low, mode: reported, from: {{walls: "Walls came first […] the forum ended"}}}}
"""


def tidied(files: dict[str, str], texts: dict[str, ArchivedText] | None = None) -> dict[str, str]:
    return tidy(files, texts or {}, shipped_kinds().schema)


def load(folder: Path, files: dict[str, str]):  # type: ignore[no-untyped-def]
    for name, text in files.items():
        write(folder, name, text)
    return load_facts(folder)


def test_each_passage_stands_once_and_everything_else_where_it_stood(tmp_path: Path) -> None:
    new = {**FILES, **tidied(FILES)}
    assert new["meetings/a.yaml"] == TIDY
    assert new["sources/one.yaml"] == f'{SOURCE}passages: {{forum: "{OPENING}"}}\n'
    assert new["series/forum.yaml"] == "name: Forum\nfrom: one#forum\n"
    before, after = load(tmp_path / "old", FILES), load(tmp_path / "new", new)
    assert not after.diagnostics, said(after)
    assert differing(before.base, after.base) == []
    assert tidied(new) == {}


def test_a_record_that_rests_on_one_passage_names_it_at_its_head(tmp_path: Path) -> None:
    quote = f'quote: "{OPENING}", according_to: ministry'
    files = {
        **FILES,
        "meetings/a.yaml": f"src: one\nseries: {{is: forum, {quote}}}\ndate: {{is: 2031-06-11, {quote}}}\n",
    }
    del files["series/forum.yaml"]
    files["series/forum.yaml"] = "name: Forum\n"
    files["meetings/a.yaml"] += f"place: {{is: {{en: Port}}, {quote}, note: x}}\ngaps: {{id: b, question: Why?}}\n"
    new = tidied(files)["meetings/a.yaml"]
    assert new == (
        f'src: one\nfrom: forum\npassages:\n  forum: {{quote: "{OPENING}", according_to: ministry}}\nseries: forum\n'
        "date: 2031-06-11\nplace: {is: {en: Port}, note: x}\ngaps: {id: b, question: Why?}\n"
    )
    # Not where another value would come to rest on it as well.
    files["meetings/a.yaml"] += "venue: Hall\n"
    assert "\nfrom:" not in tidied(files)["meetings/a.yaml"]


def test_a_quote_in_a_passage_that_is_there_names_it(tmp_path: Path) -> None:
    files = {**FILES, **tidied(FILES)}
    files["meetings/b.yaml"] = 'src: one\nplace: {is: Port Example, quote: "in Port Example"}\n'
    assert tidied(files) == {"meetings/b.yaml": "src: one\nplace: {is: Port Example, from: {forum: in Port Example}}\n"}


def test_quotes_that_overlap_in_the_archived_text_are_joined() -> None:
    files = {
        "sources/one.yaml": SOURCE,
        "meetings/a.yaml": 'src: one\nagenda:\n  - {is: a, quote: "x b"}\n  - {is: c, quote: "b d"}\n',
    }
    assert 'x: "x b d"' not in str(tidied(files))
    new = tidied(files, {"one": ArchivedText("x b d", "")})["meetings/a.yaml"]
    assert (
        new
        == 'src: one\npassages: {p1: "x b d"}\nagenda:\n  - {is: a, from: {p1: x b}}\n  - {is: c, from: {p1: b d}}\n'
    )


@pytest.mark.parametrize(
    "text", ["a: [", "quote: x\n", "src: one\nquote: [x]\n", "src: {one: {two: x}}\n", "src: [[one]]\n"]
)
def test_what_is_not_sound_is_left_alone(text: str) -> None:
    assert tidied({"sources/one.yaml": SOURCE, "meetings/a.yaml": text}) == {}


def test_a_quote_without_a_marking_does_not_come_to_rest_on_a_passage_that_has_one(tmp_path: Path) -> None:
    head = f'src: one\npassages:\n  - {{name: secret, marking: "TLP:RED", quote: "{OPENING}"}}\n'
    files = {**FILES, "meetings/a.yaml": f'{head}place: {{is: Port Example, quote: "in Port Example"}}\n'}
    assert "secret" not in tidied(files).get("meetings/a.yaml", "").partition("place:")[2]
    before, after = load(tmp_path / "old", files), load(tmp_path / "new", {**files, **tidied(files)})
    assert differing(before.base, after.base) == []


def test_remarks_beside_quotes_are_nowhere_lost() -> None:
    words = "The brigade closed the quay for a week after the fire"
    record = (
        f'src: one\ntitle:\n  is: x\n  src:\n    # seen in print, page 3\n    one: "{words}"\n'
        f'place:\n  is: y\n  # not sure of the town\n  quote: "{words}"\n'
    )
    new = tidied({**FILES, "meetings/c.yaml": record}).get("meetings/c.yaml", record)
    assert new.count("#") == 2
