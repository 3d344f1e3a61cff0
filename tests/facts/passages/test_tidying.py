"""A base in which no words stand twice: the same statements, and nothing else touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.archive.archived import ArchivedText
from briefgen.facts.kinds import shipped_kinds
from briefgen.facts.loader import load_facts
from briefgen.facts.passages.tidying import differing, tidy
from tests.facts.pages import SOURCE, said, write
from tests.facts.test_factbase import calls

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
TIDY = """\
src: one # the report

series: {is: forum, quote: The forum … reported.}
date:
  is: 2031-06-11
  quote: "on 11 June 2031" # as printed
place: {is: Port Example, quote: "in Port Example"}
agenda:
  # what came first
  - {is: walls, quote: Walls came … ended., according_to: ministry}
  - {is: storms, src: [{one: Walls came … ended.}, two]}
venue: {is: Hall, src: two}
attendance: {status: listed, parties: ministry, src: {two: "the ministry came"}}
claims:
  - {id: low, said_by: ministry, says: low, mode: reported, quote: "Walls came first […] the forum ended"}
"""
NAMED = f"""\
src: one
from: opening
passages:
  opening: "{OPENING}"
  walls: {{quote: "{WALLS}", according_to: ministry}}
  tides: {{quote: tides and storms, src: two}}
place: Port Example
date: {{is: 2031-06-11, from: {{opening: on 11 June 2031}}}}
agenda:
  - {{is: walls, from: walls}}
  - {{is: storms, from: [opening, two#hall, tides]}}
venue: {{is: Hall, from: two#hall}}
"""


HEAD = "# Passages of {} that facts quote; briefgen facts tidy writes them out of its archived text.\n\n"


def tidied(files: dict[str, str], texts: dict[str, ArchivedText] | None = None) -> dict[str, str]:
    return tidy(files, texts or {}, shipped_kinds().schema)


def load(folder: Path, files: dict[str, str]):  # type: ignore[no-untyped-def]
    for name, text in files.items():
        write(folder, name, text)
    return load_facts(folder)


def test_words_are_kept_once_and_everything_else_where_it_stood(tmp_path: Path) -> None:
    new = {**FILES, **tidied(FILES)}
    assert new["meetings/a.yaml"] == TIDY
    assert new["sources/one.txt"] == HEAD.format("one") + f"{OPENING}\n\n{WALLS}\n"
    assert "sources/two.txt" not in new  # what is short stands where it is needed
    assert new["series/forum.yaml"] == "name: Forum\nsrc: {one: The forum … reported.}\n"
    before, after = load(tmp_path / "old", FILES), load(tmp_path / "new", new)
    assert not after.diagnostics, said(after)
    assert differing(before.base, after.base) == []
    assert tidied(new) == {}


def test_words_by_their_ends_that_are_too_few_to_be_kept_are_written_out(tmp_path: Path) -> None:
    files = {**FILES, "meetings/a.yaml": "src: one\nplace: {is: Port Example, quote: In … Example.}\n"}
    new = {**files, **tidied(files, {"one": ArchivedText(f"{OPENING}\n\nIn Port Example.\n", "")})}
    assert new["meetings/a.yaml"] == 'src: one\nplace: {is: Port Example, quote: "In Port Example."}\n'
    assert not load(tmp_path, new).diagnostics


def test_a_record_that_rests_on_one_quote_has_it_at_its_head() -> None:
    quote = f'quote: "{OPENING}"'
    files = {**FILES, "series/forum.yaml": "name: Forum\n"}
    files["meetings/a.yaml"] = f"src: one\nseries: {{is: forum, {quote}}}\ndate: {{is: 2031-06-11, {quote}}}\n"
    files["meetings/a.yaml"] += f"place: {{is: {{en: Port}}, {quote}, note: x}}\ngaps: {{id: b, question: Why?}}\n"
    assert tidied(files)["meetings/a.yaml"] == (
        "src: one\nquote: The forum … reported.\nseries: forum\n"
        "date: 2031-06-11\nplace: {is: {en: Port}, note: x}\ngaps: {id: b, question: Why?}\n"
    )
    # Not where another value would come to rest on it as well.
    files["meetings/a.yaml"] += "venue: Hall\n"
    assert "\nquote:" not in tidied(files)["meetings/a.yaml"]


def test_what_the_desk_orders_itself_hinders_no_quote_at_the_head(tmp_path: Path) -> None:
    record = "src: one\nname: {is: Port, quote: x y}\ntype: agency\ncountry: {is: portugal, quote: x y}\n"
    files = {"sources/one.yaml": SOURCE, "organisations/port.yaml": record}
    new = {**files, **tidied(files)}
    assert new["organisations/port.yaml"] == record  # in a tidy file nothing is moved
    files["organisations/port.yaml"] = record.replace("x y", f'"{OPENING}"')
    new = {**files, **tidied(files)}
    assert new["organisations/port.yaml"] == (
        "src: one\nquote: The forum … reported.\nname: Port\ntype: agency\ncountry: portugal\n"
    )
    before, after = load(tmp_path / "old", files), load(tmp_path / "new", new)
    assert differing(before.base, after.base) == []
    (kind,) = after.base.records["organisation/port"].values("type")
    assert [(c.source, c.quote) for c in kind.citations] == [("one", "")]


def test_passages_with_a_name_are_kept_with_the_others_unless_they_say_more_than_words(tmp_path: Path) -> None:
    files = {
        **FILES,
        "meetings/a.yaml": NAMED,
        "sources/two.yaml": f'{SOURCE}passages: {{hall: "{WALLS} In the hall."}}\n',
    }
    new = {**files, **tidied(files)}
    assert (
        new["meetings/a.yaml"]
        == """\
src: one
quote: The forum … reported.
passages:
  walls: {quote: Walls came … ended., according_to: ministry}
place: Port Example
date: {is: 2031-06-11, quote: "on 11 June 2031"}
agenda:
  - {is: walls, from: walls}
  - {is: storms, src: [{one: The forum … reported.}, {two: Walls came … the hall.}, {two: "tides and storms"}]}
venue: {is: Hall, src: {two: Walls came … the hall.}}
"""
    )
    assert new["sources/two.yaml"] == SOURCE
    assert new["sources/two.txt"] == HEAD.format("two") + f"{WALLS} In the hall.\n"
    before, after = load(tmp_path / "old", files), load(tmp_path / "new", new)
    assert not after.diagnostics, said(after)
    assert differing(before.base, after.base) == []
    assert tidied(new) == {}


def test_first_and_last_words_are_read_off_the_archived_text(tmp_path: Path) -> None:
    files = {**FILES, "meetings/a.yaml": "src: one\nagenda: {is: walls, quote: Walls … all kinds}\n"}
    text = {"one": ArchivedText(f"Headline\n\n{OPENING}\n{WALLS}\n", "")}
    new = tidied(files, text)
    assert "meetings/a.yaml" not in new  # as a person wrote it
    assert new["sources/one.txt"] == HEAD.format("one") + f"{OPENING}\n\n{WALLS[:64]}\n"
    after = load(tmp_path, {**files, **new})
    assert not after.diagnostics, said(after)
    assert tidied({**files, **new}, text) == {}


def test_a_quote_may_belong_to_a_source_that_is_cited_with_words_above_it(tmp_path: Path) -> None:
    record = f'src: {{one: "{OPENING}"}}\nagenda: {{is: walls, quote: Walls … all kinds}}\n'
    text = {"one": ArchivedText(f"{OPENING}\n{WALLS}\n", "")}
    files = {**FILES, "meetings/a.yaml": record}
    after = load(tmp_path, {**files, **tidied(files, text)})
    assert not after.diagnostics, said(after)


@pytest.mark.parametrize("blank", ["\\n", "  ", "\u00a0"])
def test_a_quote_may_be_broken_where_the_text_breaks_its_lines(tmp_path: Path, blank: str) -> None:
    broken = WALLS.replace(" tides", f"{blank}tides")
    files = {**FILES, "meetings/a.yaml": f'src: one\nagenda: {{is: walls, quote: "{broken}"}}\n'}
    new = {**files, **tidied(files, {"one": ArchivedText(f"{OPENING}\n\n{WALLS}\n", "")})}
    assert new["sources/one.txt"] == HEAD.format("one") + f"{OPENING}\n\n{WALLS}\n"
    before, after = load(tmp_path / "old", files), load(tmp_path / "new", new)
    assert differing(before.base, after.base) == []


def test_a_kept_passage_that_reads_like_a_key_and_its_value_is_no_record() -> None:
    words = "Port Example: the forum met in the old custom house, and agreed on nothing"
    files = {"sources/one.yaml": SOURCE, "sources/one.txt": HEAD.format("one") + f"{words}\n"}
    files["meetings/a.yaml"] = f'src: one\nagenda: [{{is: a, quote: "{words}"}}, {{is: b, quote: "{WALLS}"}}]\n'
    assert tidied(files)["sources/one.txt"] == HEAD.format("one") + f"{words}\n\n{WALLS}\n"


def test_quotes_that_overlap_in_the_archived_text_are_joined() -> None:
    files = {"sources/one.yaml": SOURCE}
    files["meetings/a.yaml"] = (
        f'src: one\nagenda:\n  - {{is: a, quote: "{WALLS[:76]}"}}\n  - {{is: b, quote: "{WALLS[22:]}"}}\n'
    )
    new = tidied(files, {"one": ArchivedText(WALLS, "")})
    assert new["sources/one.txt"] == HEAD.format("one") + f"{WALLS}\n"
    assert "{is: a, quote: Walls came … before the}" in new["meetings/a.yaml"]


@pytest.mark.parametrize(
    "text", ["a: [", "quote: x\n", "src: one\nquote: [x]\n", "src: {one: {two: x}}\n", "src: [[one]]\n"]
)
def test_what_is_not_sound_is_left_alone(text: str) -> None:
    assert tidied({"sources/one.yaml": SOURCE, "meetings/a.yaml": text}) == {}


def test_what_rests_on_a_marked_passage_goes_on_naming_it(tmp_path: Path) -> None:
    record = f"""\
src: one
passages:
  - {{name: secret, marking: "TLP:RED", quote: "{OPENING}"}}
series: {{is: forum, from: secret}}
date: {{is: 2031-06-11, from: secret}}
place: {{is: Port Example, from: secret}}
venue: {{is: Hall, quote: "{OPENING}"}}
"""
    files = {**FILES, "meetings/a.yaml": record}
    new = {**files, **tidied(files)}
    assert new["meetings/a.yaml"].count("from: secret") == 3
    before, after = load(tmp_path / "old", files), load(tmp_path / "new", new)
    assert differing(before.base, after.base) == []


def test_remarks_beside_quotes_are_nowhere_lost() -> None:
    words = "The brigade closed the quay for a week after the fire, and the harbour for a day."
    record = (
        f'src: one\ntitle:\n  is: x\n  src:\n    # seen in print, page 3\n    one: "{words}"\n'
        f'place:\n  is: y\n  # not sure of the town\n  quote: "{words}"\n'
    )
    new = tidied({**FILES, "meetings/c.yaml": record}).get("meetings/c.yaml", record)
    assert new.count("#") == 2


def test_a_value_with_two_quotes_of_its_source_has_a_list_of_them() -> None:
    quote = f'quote: "{OPENING}"'
    record = (
        f"src: one\nseries: {{is: forum, {quote}}}\ndate: {{is: 2031-06-11, {quote}}}\nplace: {{is: Port, {quote}}}\n"
    )
    record += f'venue: {{is: Hall, src: [{{one: "{OPENING}"}}, {{one: "{WALLS}"}}]}}\n'
    new = tidied({**FILES, "meetings/a.yaml": record})["meetings/a.yaml"]
    assert new == (
        "src: one\nquote: The forum … reported.\nseries: forum\ndate: 2031-06-11\nplace: Port\n"
        "venue: {is: Hall, quote: [The forum … reported., Walls came … ended.]}\n"
    )
    assert tidied({**FILES, "meetings/a.yaml": new, "sources/one.txt": f"{OPENING}\n\n{WALLS}\n"}).keys() <= {
        "series/forum.yaml",
        "sources/one.txt",
    }


def test_values_of_one_passage_are_gathered_with_the_same_statements(tmp_path: Path) -> None:
    by = "proposed_by: rules 2"
    meeting = f"""\
src: one
series: {{is: forum, quote: "{OPENING}", {by}}}
date: {{is: 2031-06-11, quote: "{OPENING}", {by}}}
place: Port Example
"""
    files = {**FILES, "meetings/a.yaml": meeting}
    new = {**files, **tidied(files)}
    assert f"passages:\n  - quote: The forum … reported.\n    {by}\n    series: forum\n" in new["meetings/a.yaml"]
    assert tidied(new) == {}
    before, after = load(tmp_path / "old", files).base, load(tmp_path / "new", new).base
    assert differing(before, after) == []
    assert len(list(before.statements)) == len(list(after.statements))


@pytest.mark.slow
def test_what_tidying_a_record_costs_follows_its_length() -> None:
    def tidy_one(count: int) -> None:
        values = "".join(
            f"  - is: They spoke of lot {n}.\n    according_to: {'abc'[n % 3] * 9}\n"
            f'    quote: "They spoke at length of lot {n} and of what follows"\n'
            for n in range(1000, 1000 + count)
        )
        files = {"sources/one.yaml": SOURCE, "meetings/a.yaml": f"src: one\ndiscussion:\n{values}"}
        assert tidied(files)["meetings/a.yaml"].count(" … ") == count

    tidy_one(2)
    first, second, third = (calls(lambda n=n: tidy_one(n)) for n in (50, 100, 200))  # type: ignore[misc]
    assert third - second < 2.6 * (second - first)
