"""Passages: the words once, with what rests on them; the same statements as with a quote beside each value."""

from __future__ import annotations

from pathlib import Path

from briefgen.facts.loader import load_facts
from briefgen.model.statement import Citation, Record, Statement
from tests.facts.pages import SOURCE, MemoryCache, check_page, load_page, said, write

SOURCES = (
    f"=== sources/one.yaml\n{SOURCE}=== sources/two.yaml\n{SOURCE}=== organisations/ministry.yaml\nname: Ministry\n"
)
REST = "=== series/forum.yaml\nname: Forum\n=== themes/sea.yaml\nlabel: sea\n"
OPENING = "The forum met on 11 June 2031 in Port Example, the ministry reported."


def record(folder: Path, text: str, key: str = "meeting/a", more: str = "") -> Record:
    loaded = load_page(folder, f"{SOURCES}{REST}=== meetings/a.yaml\n{text}\n{more}")
    assert not loaded.diagnostics, said(loaded)
    found = loaded.base.record(key)
    assert found is not None
    return found


def meaning(statement: Statement) -> tuple[object, ...]:
    s = statement
    return s.id, s.value, s.citations, s.speakers, s.rank, s.qualifiers, s.marking


def test_values_under_a_passage_say_what_they_say_with_its_words_beside_each(tmp_path: Path) -> None:
    short = f"""\
src: one
passages:
  - quote: "{OPENING}"
    according_to: ministry
    date: 2031-06-11
    place: {{en: Port Example, es: Puerto}}
    agenda: [walls, {{is: floods, themes: sea}}]
    attendance: {{status: listed, parties: [ministry]}}
    claims: {{id: low, said_by: ministry, says: walls are low, mode: reported}}
agenda: {{is: tides, src: two}}
"""
    beside = f'quote: "{OPENING}", according_to: ministry'
    long = f"""\
src: one
date: {{is: 2031-06-11, {beside}}}
place: {{is: {{en: Port Example, es: Puerto}}, {beside}}}
agenda:
  - {{is: tides, src: two}}
  - {{is: walls, {beside}}}
  - {{is: floods, themes: sea, {beside}}}
attendance: {{status: listed, quote: "{OPENING}", parties: [{{is: ministry, according_to: ministry}}]}}
claims: {{id: low, said_by: ministry, says: walls are low, mode: reported, quote: "{OPENING}"}}
"""
    for key in ("meeting/a", "claim/low"):
        new, old = (record(tmp_path / name, text, key) for name, text in (("new", short), ("old", long)))
        assert [meaning(s) for s in new.statements] == [meaning(s) for s in old.statements]
    places = {s.property: (s.line, s.column) for s in record(tmp_path / "new", short).statements}
    assert places["date"] == (5, 11)
    assert places["place"] == (6, 12)


def test_a_passage_is_named_whole_or_in_part_in_the_record_or_with_its_source(tmp_path: Path) -> None:
    text = f"""\
src: one
passages:
  opening: "{OPENING}"
  end: {{quote: It ended., src: two#p9, according_to: ministry}}
series: {{is: forum, from: opening}}
place: {{is: Port Example, from: {{opening: "in Port … reported"}}}}
date: {{is: 2031-06-11, from: [{{opening: on 11 June 2031}}, end]}}
status: {{is: held, from: end}}
venue: {{is: Hall, from: one#hall, src: two}}
country: {{is: exampleland, from: land}}
"""
    more = f"=== sources/one.yaml\n{SOURCE}passages: {{hall: in the old hall, land: of Exampleland}}\n"
    more += "=== countries/exampleland.yaml\ncode: XA\nname: Exampleland\n"
    found = record(tmp_path, text, more=more)
    cited = {s.property: s.citations for s in found.statements}
    assert cited["series"] == (Citation("one", "", OPENING),)
    assert cited["place"] == (Citation("one", "", "in Port Example, the ministry reported"),)
    assert cited["date"] == (Citation("one", "", "on 11 June 2031"), Citation("two", "p9", "It ended."))
    assert cited["country"] == (Citation("one", "", "of Exampleland"),)  # by its name alone: the record's own source
    assert cited["venue"] == (Citation("one", "", "in the old hall"), Citation("two"))
    speakers = {s.property: s.speakers for s in found.statements}
    # An attribution of one passage does not cover what rests on another as well.
    assert speakers == {
        "series": (),
        "place": (),
        "date": (),
        "venue": (),
        "country": (),
        "status": ("organisation/ministry",),
    }


def test_a_record_may_rest_on_one_passage_as_a_whole(tmp_path: Path) -> None:
    text = f"""\
src: one
from: opening
passages: {{opening: {{quote: "{OPENING}", according_to: ministry}}}}
place: Port Example
venue: {{is: Hall, src: two}}
"""
    place, venue = (record(tmp_path, text).values(key)[0] for key in ("place", "venue"))
    assert (place.citations, place.speakers) == ((Citation("one", "", OPENING),), ("organisation/ministry",))
    assert (venue.citations, venue.speakers) == ((Citation("two"),), ())


def test_every_fault_in_a_passage_is_named_at_its_own_place(tmp_path: Path) -> None:
    page = f"""\
=== sources/one.yaml
{SOURCE}passages:
  hall: in the hall
=== meetings/a.yaml
src: one
passages:
  opening: The forum met in Port Example.
  other: ''
  idle: Nobody needs this.
place: {{is: Port Example, from: openning}}
venue: {{is: Hall, from: {{opening: in the hall}}}}
series: {{is: forum, from: onne#hall}}
ordinal: {{is: 2, from: one#hal}}
date: {{is: 2031-13-11, from: opening}}
=== meetings/b.yaml
passages:
  - quote: The forum met.
    place: Port Example
=== documents/c.yaml
src: one
passages:
  - quote: A charter was signed.
    type: statement
    tilte: Charter
=== series/forum.yaml
name: Forum
"""
    expected = """
        facts/documents/c.yaml:4:5: error: 'type' does not rest on a passage [passage-field]
          hint: write type at the head of the record; a passage bears values with sources
        facts/documents/c.yaml:5:5: error: unknown key 'tilte' [unknown-key]
          hint: did you mean 'title'?
        facts/meetings/a.yaml:4:10: error: a passage has no words [empty-value]
          hint: write quote: "exact words"
        facts/meetings/a.yaml:5:9: note: nothing rests on the passage 'idle' [unused-passage]
          hint: name it in from:, or take it out
        facts/meetings/a.yaml:6:33: error: there is no passage 'openning' [unknown-passage]
          hint: did you mean 'opening'?
        facts/meetings/a.yaml:7:35: error: 'in the hall' is no part of the passage [part-not-in-passage]
          hint: it says 'The forum met in Port Example.'; its first and last words will do, with ' … ' between
        facts/meetings/a.yaml:8:27: error: there is no source 'onne' [unknown-reference]
          hint: did you mean 'one'?
        facts/meetings/a.yaml:9:24: error: one has no passage 'hal' [unknown-passage]
          hint: did you mean 'hall'?
        facts/meetings/a.yaml:10:12: error: '2031-13-11' has a month 13; months run from 01 to 12 [bad-date]
        facts/meetings/b.yaml:2:5: error: it is not clear which source this passage is from [quote-source]
          hint: name the source: src: its-id, here or at the head of the record
    """
    check_page(tmp_path, page, expected)


def test_a_list_of_words_is_told_where_it_can_stand(tmp_path: Path) -> None:
    page = f"""\
=== sources/one.yaml
{SOURCE}
=== series/forum.yaml
name: Forum
=== meetings/a.yaml
src: one
passages:
  - quote: [The forum met, in the hall]
    venue: Hall
  - quote: The forum met in Port Example.
    place: {{is: Port Example, quote: [The forum, in Port]}}
"""
    several = "{is: …, quote: [first … last, first … last]}"
    expected = f"""
        facts/meetings/a.yaml:3:12: error: a passage is one stretch of words, no list [wrong-type]
          hint: write a passage for each; a value that rests on several stands outside of passages: {several}
        facts/meetings/a.yaml:6:38: error: a value below a passage rests on one part of it, no list [wrong-type]
          hint: write the value outside of passages: {several}
    """
    check_page(tmp_path, page, expected)


def test_a_file_that_is_no_yaml_makes_no_passage_idle(tmp_path: Path) -> None:
    page = f"""\
=== sources/one.yaml
{SOURCE}passages: {{hall: in the hall}}
=== meetings/a.yaml
venue: {{is: Hall, from: one#hall
"""
    loaded = load_page(tmp_path, page)
    assert {d.code for d in loaded.diagnostics} == {"yaml"}


def test_what_was_kept_of_a_file_is_read_anew_when_the_passage_of_its_source_changes(tmp_path: Path) -> None:
    page = f"""\
=== sources/one.yaml
{SOURCE}passages: {{hall: in the hall}}
=== meetings/a.yaml
venue: {{is: Hall, from: one#hall}}
"""
    kept = MemoryCache()
    load_page(tmp_path, page, kept)
    assert not load_facts(tmp_path, cache=kept).read_anew
    write(tmp_path, "sources/one.yaml", f"{SOURCE}passages: {{hall: in the old hall}}\n")
    record = load_facts(tmp_path, cache=kept).base.record("meeting/a")
    assert record is not None
    assert record.values("venue")[0].citations == (Citation("one", "", "in the old hall"),)


def test_what_rests_on_a_named_passage_is_marked_as_the_passage_is(tmp_path: Path) -> None:
    text = f"""\
src: one
passages:
  - {{name: secret, marking: "TLP:RED", quote: "{OPENING}"}}
  - {{name: inner, marking: "TLP:AMBER", quote: "walls"}}
  - {{name: open, quote: "floods"}}
place: {{is: Port, from: secret}}
date: {{is: 2031-06-11, from: [open, secret]}}
venue: {{is: Hall, from: secret, marking: "TLP:GREEN"}}
agenda: [{{is: floods, from: open}}, {{is: walls, from: inner}}]
claims: {{id: low, said_by: a delegate, says: walls are low, mode: reported, from: secret}}
"""
    marks = {
        s.value[""] if isinstance(s.value, dict) else str(s.value): s.marking for s in record(tmp_path, text).statements
    }
    assert marks == {
        "Port": "TLP:RED", "2031-06-11": "TLP:RED", "Hall": "TLP:GREEN", "floods": "", "walls": "TLP:AMBER"
    }  # fmt: skip
    said_of_it = [s for s in record(tmp_path, text, "claim/low").statements if s.property != "with"]
    assert {s.marking for s in said_of_it} == {"TLP:RED"}
    two = text.replace("from: [open, secret]", "from: [inner, secret]")
    loaded = load_page(tmp_path / "two", f"{SOURCES}{REST}=== meetings/a.yaml\n{two}")
    assert "these passages are marked TLP:AMBER and TLP:RED" in said(loaded)


def test_the_name_of_a_record_below_a_passage_is_told_of_and_not_lost(tmp_path: Path) -> None:
    page = f"""\
{SOURCES}{REST}=== persons/ana.yaml
name: Ana Sample
src: one
passages:
  - quote: Ana Sample met them
    name: Ana
    aliases: A. Sample
  - quote: She is a minister
    name: post
    aliases: S.
  - quote: She is a doctor
    name: doctor
title: {{is: Dr, from: doctor}}
=== meetings/m.yaml
src: one
passages: [{{quote: They met in Oslo, name: The Opening, place: Oslo}}]
"""
    found = [d for d in load_page(tmp_path, page).diagnostics if d.code == "passage-name"]
    assert [(d.location.file, d.location.line, d.location.column) for d in found] == [
        ("facts/meetings/m.yaml", 2, 44),
        ("facts/persons/ana.yaml", 5, 11),
        ("facts/persons/ana.yaml", 8, 11),
    ]


def test_a_passage_on_which_nothing_rests_is_noted_where_all_else_could_be_read(tmp_path: Path) -> None:
    page = f"""\
=== sources/one.yaml
{SOURCE}passages:
  hall: In the hall.
=== sources/one.txt
First passage.

Second passage.
=== documents/c.yaml
type: statement
title: {{is: Charter, quote: First … passage.}}
src: one
passages:
  idle: Nobody needs this.
=== meetings/d.yaml
src: one
passages:
  - quote: "<exact words>"
"""
    expected = """
        facts/documents/c.yaml:5:9: note: nothing rests on the passage 'idle' [unused-passage]
          hint: name it in from:, or take it out
        facts/meetings/d.yaml:3:12: note: nothing rests on the passage '<exact words>' [unused-passage]
          hint: write below it what it bears, or take it out
        facts/sources/one.txt:3:1: note: no quote is read off this passage [unused-passage]
          hint: take it out, or quote it by its first and last words
        facts/sources/one.yaml:7:9: note: no record rests on the passage 'hall' [unused-passage]
          hint: name it: from: one#hall
    """
    check_page(tmp_path, page, expected)


def test_a_passage_that_is_asked_for_where_none_has_a_name_is_told_with_a_way_out(tmp_path: Path) -> None:
    page = f"""\
=== sources/one.yaml
{SOURCE}
=== meetings/a.yaml
src: one
passages:
  - quote: The forum met in Port Example.
    place: Port Example
venue: {{is: the hall, from: opening}}
=== meetings/b.yaml
src: one
venue: {{is: the hall, from: met in the hall}}
host: {{is: one, from: opening}}
"""
    found = [line for line in said(load_page(tmp_path, page)).splitlines() if "passage" in line]
    assert found == [
        "facts/meetings/a.yaml:5:29: error: there is no passage 'opening' [unknown-passage]",
        "  hint: no passage has a name yet; write name: opening beside the words that are meant",
        "facts/meetings/b.yaml:2:29: error: there is no passage 'met in the hall' [unknown-passage]",
        "  hint: from: names a passage; words themselves are quoted, quote: first words … last words",
        "facts/meetings/b.yaml:3:23: error: there is no passage 'opening' [unknown-passage]",
        "  hint: write it under passages:, or quote the words: quote: first … last",
    ]
