"""What is kept of a source: quotes read off it by their first and last words, and never off the wrong place."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.archive.archived import ArchivedText
from briefgen.facts.files import FactFile
from briefgen.facts.kinds import Kinds
from briefgen.facts.loader import load_facts, read_beside
from briefgen.facts.passages.excerpt import (
    KeptPassages,
    TextsByWord,
    gathered,
    part_of,
    shortened,
    shortest_part,
    with_quote,
)
from briefgen.model.statement import Citation
from tests.facts.pages import SOURCE, MemoryCache, check_page, load_page, said, write, write_page
from tests.facts.test_factbase import calls

OPENING = "The forum met on 11 June 2031 in Port Example, the ministry reported."
WALLS = "Flood protection of harbours headed the agenda, with tides and storms behind it."
KEPT = f"{OPENING}\n\n{WALLS}\n"
SOURCES = f"=== sources/one.yaml\n{SOURCE}=== sources/one.txt\n{KEPT}=== series/forum.yaml\nname: Forum\n"


def test_paragraphs_are_passages_however_their_lines_are_broken() -> None:
    found = KeptPassages.of("\ufeff\r\nFirst passage,\r\n  in two lines.\r\n \r\n\r\nSecond.\r\n".encode())
    assert found == KeptPassages(("First passage, in two lines.", "Second."), (2, 6))
    assert KeptPassages.of(found.content("one")).passages == found.passages
    assert KeptPassages.of(b"") == KeptPassages.of(b"\n \n") == KeptPassages(())


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("The forum … reported.", OPENING),
        ("The … 2031 […] with … it.", "The forum met on 11 June 2031 […] with tides and storms behind it."),
        ("reported … The", None),
        ("The forum … storms", None),  # not out of one passage into the next
        ("The for … reported.", None),
        ("the … it.", "the agenda, with tides and storms behind it."),
    ],
)
def test_a_quote_is_read_by_its_first_and_last_words(quote: str, words: str | None) -> None:
    reading = KeptPassages((OPENING, WALLS)).read(quote)
    assert (reading.words, reading.refused) == ((words, None) if words else (quote, "unread-quote"))


def test_words_that_lead_to_several_places_are_refused_unless_these_say_the_same() -> None:
    two = KeptPassages(("The forum met in spring.", "The forum met in autumn and in spring."))
    assert two.read("The … spring.").refused == "ambiguous-quote"
    assert two.read("in autumn … spring.").words == "in autumn and in spring."
    one = KeptPassages(("The forum met. The forum met again in spring.",))
    assert one.read("The forum … spring.").words == "The forum met again in spring."  # from the nearest first words
    assert KeptPassages(("The forum met.", "He said: The forum met.")).read("The … met.").words == "The forum met."


def test_words_with_three_dots_of_their_own_are_taken_as_they_stand() -> None:
    assert KeptPassages(("Well … perhaps not, he said.",)).read("Well … perhaps").words == "Well … perhaps"
    two = KeptPassages(("Yes…and no, as all said who had come to the hall.", "Another passage."))
    assert two.read("Yes…and … the hall.").words == two.passages[0]


def test_the_short_form_leads_to_the_quote_and_to_nothing_else() -> None:
    first = "The forum met in the old custom house by the harbour of the town in June."
    kept = KeptPassages(
        (first, "The forum met in the new custom house, and walked by the harbour of the town in June.")
    )
    assert kept.short(first) == "The forum met in the old … in June."
    assert kept.read(kept.short(first)).words == first
    assert kept.short("in the old custom house") == "in the old custom house"
    # Nor in the rest of the source's text, so that what is kept can be made anew out of it.
    whole = KeptPassages.whole(f"{first} It met in June, too: the forum met in the old custom house in June.")
    assert KeptPassages((first,)).short(first) == "The forum … in June."
    assert whole.read(KeptPassages((first,)).short(first, whole)).words == first


def test_statements_have_the_words_in_full_wherever_a_quote_may_stand(tmp_path: Path) -> None:
    page = f"""\
{SOURCES}=== meetings/a.yaml
src: one
quote: The forum … reported.
place: Port Example
series: {{is: forum, src: {{one#p2: Flood … agenda}}}}
venue: {{is: Hall, src: [{{one: in Port … reported}}, {{one: Flood … it.}}]}}
date: {{is: 2031-06-11, quote: [on 11 June 2031, Flood … storms]}}
passages:
  - quote: Flood … it.
    agenda: [walls, {{is: tides, part: with … it}}]
"""
    loaded = load_page(tmp_path, page, kept := MemoryCache())
    assert not loaded.diagnostics, said(loaded)
    found = loaded.base.record("meeting/a")
    assert found is not None
    assert [(s.property, s.citations) for s in found.statements] == [
        ("series", (Citation("one", "p2", "Flood protection of harbours headed the agenda"),)),
        (
            "date",
            (
                Citation("one", "", "on 11 June 2031"),
                Citation("one", "", "Flood protection of harbours headed the agenda, with tides and storms"),
            ),
        ),
        ("place", (Citation("one", "", OPENING),)),
        ("venue", (Citation("one", "", "in Port Example, the ministry reported"), Citation("one", "", WALLS))),
        ("agenda", (Citation("one", "", WALLS),)),
        ("agenda", (Citation("one", "", "with tides and storms behind it"),)),
    ]
    # What was kept of the record is read anew when the passages of its source change, and only then.
    assert not load_facts(tmp_path, cache=kept).read_anew
    write(tmp_path, "sources/one.txt", KEPT.replace("harbours", "ports"))
    again = load_facts(tmp_path, cache=kept).base.record("meeting/a")
    assert again is not None
    assert again.values("agenda")[0].citations == (Citation("one", "", WALLS.replace("harbours", "ports")),)


def test_what_cannot_be_read_and_what_nobody_quotes_is_told_at_its_place(tmp_path: Path) -> None:
    page = f"""\
{SOURCES}=== sources/two.yaml
{SOURCE}=== meetings/a.yaml
src: one
passages:
  - quote: The forum … ministers.
    place: Port Example
    venue: Hall
date: {{is: 2031-06-11, quote: The … in}}
agenda:
  - {{is: walls, quote: Port … walls}}
  - {{is: floods, src: {{two: Port … walls}}}}
  - {{is: tides, src: {{thwo: Port … walls}}}}
"""
    expected = """
        facts/meetings/a.yaml:3:12: error: 'ministers.' does not stand in what is kept of one [unread-quote]
          hint: briefgen facts tidy reads it off the archived text of one, if it stands there
        facts/meetings/a.yaml:8:24: error: 'walls' does not stand in what is kept of one [unread-quote]
          hint: briefgen facts tidy reads it off the archived text of one, if it stands there
        facts/meetings/a.yaml:9:29: error: 'Port' does not stand in what is kept of two [unread-quote]
          hint: briefgen facts tidy reads it off the archived text of two, if it stands there
        facts/meetings/a.yaml:10:23: error: there is no source 'thwo' [unknown-reference]
          hint: did you mean 'two'? If not, add facts/sources/thwo.yaml
    """
    check_page(tmp_path, page, expected)


def test_the_ends_of_a_quote_leave_nothing_out_and_what_a_person_leaves_out_stays_marked(tmp_path: Path) -> None:
    page = f"""\
=== sources/one.yaml
{SOURCE}=== sources/one.txt
The ministers did not agree on the levy that the chair had proposed in spring.
=== meetings/a.yaml
src: one
outcomes:
  - {{is: No agreement., quote: The ministers … spring.}}
  - {{is: A levy., quote: "The ministers […] on the levy"}}
"""
    found = load_page(tmp_path, page).base.record("meeting/a")
    assert found is not None
    quotes = [s.citations[0].quote for s in found.statements]
    assert "did not agree" in quotes[0]
    assert quotes[1] == "The ministers […] on the levy"  # as the checks of elisions read it


def test_a_file_that_is_not_saved_yet_reads_quotes_off_the_same_passages(tmp_path: Path) -> None:
    base = load_page(
        tmp_path, f"{SOURCES}=== meetings/a.yaml\nsrc: one\nplace: {{is: X, quote: The … reported.}}\n"
    ).base
    meeting = b"src: one\nplace: {is: Port, quote: The forum \xe2\x80\xa6 reported.}\n"
    source = f"{SOURCE}src: one\nobservations: {{is: Walls come first., quote: Flood … it.}}\n".encode()
    for name, raw, words in (("meetings/a.yaml", meeting, OPENING), ("sources/one.yaml", source, WALLS)):
        file = FactFile(str(tmp_path / name), f"facts/{name}", name.partition("/")[0], raw)
        records, problems = read_beside(file, base, Kinds(base.schema, {}))
        assert not [d for d in problems if d.code == "unread-quote"], problems
        assert words in {c.quote for s in records[0].statements for c in s.citations}


def test_passages_that_are_not_utf8_are_told(tmp_path: Path) -> None:
    write(tmp_path, "sources/one.yaml", SOURCE)
    write(tmp_path, "sources/one.txt", "Fr\xe9d\xe9ric came.\n".encode("latin-1"))
    assert "facts/sources/one.txt: error: the file is not UTF-8" in said(load_facts(tmp_path))


def test_a_citation_knows_the_passage_around_its_words(tmp_path: Path) -> None:
    page = """=== meetings/m.yaml
src: one
series: {is: forum, quote: The … reported.}
place: {is: Port Example, quote: in Port Example}
venue: {is: the quay, quote: at the quay}
"""
    cache = MemoryCache()
    write_page(tmp_path, SOURCES + page)
    base = load_facts(tmp_path, cache=cache).base
    known = {s.property: s.citations[0].passage for s in base.records["meeting/m"].statements}
    assert known == {"series": "", "place": OPENING, "venue": ""}
    again = load_facts(tmp_path, cache=cache).base
    assert [s.citations[0].passage for s in again.records["meeting/m"].values("place")] == [OPENING]
    write(tmp_path, "sources/one.txt", KEPT.replace("reported.", "reported. It rained."))
    anew = load_facts(tmp_path, cache=cache).base
    assert anew.records["meeting/m"].values("place")[0].citations[0].passage == f"{OPENING} It rained."


# --- Which passages quotes make ---


A = "The forum met in the old custom house of Port Example on a Wednesday."
B = "Delegations came from both of the countries on the coast of the bay."
BOTH = f"{A} {B}"
TEXT = ArchivedText(f"News.\n\n{A}\n{B}\n\nThe end of the report, which nobody quotes.", "")


@pytest.mark.parametrize(
    ("quotes", "passages"),
    [
        ([A, B], (A, B)),
        ([B, A], (A, B)),  # as the text has them
        ([BOTH, A], (BOTH,)),
        ([A, BOTH[32:116]], (BOTH[:116],)),  # they overlap
        (["in the old custom house"], ()),  # short enough to stand where it is needed
        ([A.replace("forum", "Forum")], (A.replace("forum", "Forum"),)),  # not in the text: kept for the check to tell
    ],
)
def test_quotes_that_share_words_of_the_text_are_one_passage(quotes: list[str], passages: tuple[str, ...]) -> None:
    assert gathered(KeptPassages(()), quotes, TEXT).passages == passages


def test_what_is_kept_stays_and_grows_in_its_place() -> None:
    kept = KeptPassages((B,))
    assert gathered(kept, [B[:63]], None) == kept
    assert gathered(kept, [B[:63]], TEXT).passages == (B[:63],)  # no more than is quoted
    assert gathered(kept, [A], None).passages == (A,)
    assert gathered(kept, [B, A], None).passages == (B, A)
    assert gathered(kept, [B, A], TEXT).passages == (A, B)


def test_one_quote_more_is_kept_with_the_others_and_written_by_its_ends() -> None:
    kept, short = with_quote(KeptPassages((B,)), A, TEXT)
    assert (kept.passages, short) == ((A, B), "The forum … Wednesday.")
    assert with_quote(kept, "in the old custom house", TEXT) == (kept, "")


@pytest.mark.parametrize("text", [TEXT, None])
def test_a_short_passage_that_a_person_keeps_stays_when_one_quote_more_comes_in(text: ArchivedText | None) -> None:
    kept = KeptPassages(("The end of the report",))
    new, short = with_quote(kept, A, text)
    assert short == "The forum … Wednesday."
    assert new.read("The end … report").words == "The end of the report"


def test_what_reading_quotes_off_many_passages_costs_follows_their_number() -> None:
    def read_all(count: int) -> None:
        passages = [f"On day {n} they spoke at length of lot {n} and of what follows from it." for n in range(count)]
        kept = gathered(KeptPassages(tuple(passages)), passages, None)
        assert all(kept.read(f"On day {n} … from it.").words == kept.passages[n] for n in range(count))
        assert kept.around("of lot 7 and of what follows") == passages[7]
        assert gathered(KeptPassages(()), [*passages, "of lot 7 and of what follows from it"], None) == kept

    first, second, third = (calls(lambda n=n: read_all(n)) for n in (50, 100, 200))  # type: ignore[misc]
    assert third - second < 2.2 * (second - first)


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("一二三四五", "二三"),
        ("Ein_Wort", "Wort"),
        ("“The forum”", "The forum"),
        ("abc中文", "abc"),
        ("პორტი ერთი", "ერთი"),
    ],
)
def test_a_piece_is_found_among_many_texts_wherever_it_stands_whole(text: str, piece: str) -> None:
    assert list(TextsByWord(["another text", text, "a third"]).holding(piece)) == [1]
    assert list(TextsByWord(["another text", "a third"]).holding(piece)) == []


FORUM = "The forum met on 11 June 2031 in Port Example, the ministry reported."


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("in Port Example", "in Port Example"),
        ("The forum … June", "The forum met on 11 June"),
        ("The forum […] the ministry … reported", "The forum […] the ministry reported"),
        ("reported … The forum", None),
        ("in Port Sample", None),
        ("The forum […] The forum", None),
        ("on 11 Jun", None),  # cuts a word in two
        ("The for … June", None),
    ],
)
def test_a_part_is_verbatim_or_its_first_and_last_words(part: str, found: str | None) -> None:
    assert part_of(FORUM, part) == found


def test_only_what_is_long_is_shortened_and_by_few_words_first() -> None:
    assert list(shortened("in Port Example")) == []
    assert next(shortened(FORUM)) == "The forum … reported."


def test_a_part_has_as_many_words_as_lead_to_it_and_to_nothing_else() -> None:
    first = "The forum met in the town and in its harbour, the ministry said. "
    quote = "The forum met in the hall and later in its garden, the ministry said."
    assert shortest_part(first + quote, quote) == "The forum met in the hall … the ministry said."
    assert shortest_part(first, "the town and in") == "the town and in"
