"""Citations become numbered notes. `^a` in a body is a use of statement a."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.citations.evidence import Evidence, Evidences
from briefgen.citations.resolve import likely_notes, one_of_each_passage, resolve
from briefgen.document.nodes import (
    BulletList,
    Cite,
    Document,
    Heading,
    NoteRef,
    Paragraph,
    Strong,
    Table,
    TemplateNote,
    Text,
)
from briefgen.document.walk import containers, inlines, plain_text
from briefgen.facts.factbase import FactBase
from briefgen.language.cldr import extract, from_data
from briefgen.model.schema import KindSpec
from briefgen.model.statement import Citation, Record, Statement
from tests.citations.pages import load, notes_for, read
from tests.facts.test_factbase import calls

MEETING = """
=== meetings/forum-1.yaml
src: news
date: {is: 2024-03-11, quote: "The forum met in Lisbon on 11 March 2024"}
place: {is: Lisbon, quote: "The forum met in Lisbon"}
venue: {is: Town Hall, quote: "in the Town Hall"}
host: {is: forum, src: {essay: "the Forum hosted it"}}
format: {is: in person, src: {"news#p3": "The forum met in Lisbon"}}
"""
DATE, PLACE, VENUE = (("meeting/forum-1", name) for name in ("date", "place", "venue"))
HOST, FORMAT = (("meeting/forum-1", name) for name in ("host", "format"))


def expect(text: str, expected: str) -> None:
    assert text == dedent(expected).lstrip("\n")


def test_notes_are_numbered_in_reading_order_and_used_again(tmp_path: Path) -> None:
    base = load(tmp_path, MEETING)
    resolved = notes_for(base, "It was hosted^h.\nIn the hall^v.\nHosted^h in the hall^v.", h=HOST, v=VENUE)
    expect(
        read(resolved),
        """
        It was hosted.[^1]

        In the hall.[^2]

        Hosted in the hall.[^1][^2]

        [^1]: Essay, undated (an essay, text retrieved 16 March 2024): “the Forum hosted it”.
        [^2]: News, 12 March 2024 (a report, “Forum meets”, {url}, text retrieved 15 March 2024): “in the Town Hall”.
        """.replace("{url}", "<https://news.example/1>"),
    )
    assert resolved.sources == ("essay", "news")
    assert resolved.notes_by_source == (("essay", 1), ("news", 1))


def test_a_remark_is_numbered_among_the_notes_and_one_that_recurs_is_one(tmp_path: Path) -> None:
    base = load(tmp_path, MEETING)
    (place,) = (s.id for s in base.record("meeting/forum-1").values("place"))  # type: ignore[union-attr]
    remark = TemplateNote((Text("Ours."),))
    said = Paragraph((Text("A"), remark, Text(" b"), Cite((place,)), Text(".")))
    again = Paragraph((Text("C"), remark))
    resolved = resolve(Document((said, again)), Evidences(base, from_data(extract("en"))))
    assert [plain_text(note.content).partition(",")[0] for note in resolved.document.notes] == ["Ours.", "News"]
    assert resolved.document.blocks == (
        Paragraph((Text("A"), NoteRef(1), Text(" b."), NoteRef(2))),
        Paragraph((Text("C"), NoteRef(1))),
    )
    assert resolved.sources == ("news",)


def test_a_quote_inside_a_longer_one_shares_its_note(tmp_path: Path) -> None:
    resolved = notes_for(load(tmp_path, MEETING), "In Lisbon^p.\nOn Monday^d.", p=PLACE, d=DATE)
    assert read(resolved).startswith("In Lisbon.[^1]\n\nOn Monday.[^1]\n\n[^1]: News")
    assert "The forum met in Lisbon on 11 March 2024" in plain_text(resolved.document.notes[0].content)


def test_a_passage_has_one_note_whatever_rests_on_it_and_how(tmp_path: Path) -> None:
    page = MEETING.replace("date: {is: ", "date: {inferred: year, why: the report is of 2024, is: ")
    assert page != MEETING
    resolved = notes_for(load(tmp_path, page), "In Lisbon^p.\nOn Monday^d.", p=PLACE, d=DATE)
    (note,) = resolved.document.notes
    assert plain_text(note.content).endswith(
        "“The forum met in Lisbon on 11 March 2024”. Inferred: the report is of 2024."
    )
    assert note.lead == len("News, 12 March 2024")


def test_the_same_words_at_another_place_are_another_note(tmp_path: Path) -> None:
    resolved = notes_for(load(tmp_path, MEETING), "In Lisbon^d.\nIn person^f.", d=DATE, f=FORMAT)
    assert [plain_text(n.content) for n in resolved.document.notes][1] == (
        "News, 12 March 2024, p.\u00a03: “The forum met in Lisbon”."
    )


def test_a_source_is_introduced_once(tmp_path: Path) -> None:
    resolved = notes_for(load(tmp_path, MEETING), "In the hall^v.\nOn Monday^d.", v=VENUE, d=DATE)
    first, second = (plain_text(n.content) for n in resolved.document.notes)
    assert first.startswith("News, 12 March 2024 (a report, “Forum meets”, https://news.example/1, text retrieved")
    assert second == "News, 12 March 2024: “The forum met in Lisbon on 11 March 2024”."


def test_a_heading_cites_only_what_nothing_else_cites(tmp_path: Path) -> None:
    base = load(tmp_path, MEETING)
    assert read(notes_for(base, "# Lisbon^p\nIn Lisbon^p.", p=PLACE)).startswith("# Lisbon\n\nIn Lisbon.[^1]")
    alone = read(notes_for(base, "# Lisbon^p\nHosted.\n# Then\nHosted^h.", p=PLACE, h=HOST))
    assert alone.startswith("# Lisbon[^1]\n\nHosted.")


def test_what_only_a_heading_says_is_noted_behind_the_first_noted_sentence_below_it(tmp_path: Path) -> None:
    base = load(tmp_path, MEETING)
    text = read(notes_for(base, "# Lisbon^p\nA draft.\n**Hosted^h. Again^h.**\nAgain^h.", p=PLACE, h=HOST))
    assert text.startswith("# Lisbon\n\nA draft.\n\n**Hosted.[^1][^2] Again.**[^2]\n\nAgain.[^2]")


def test_what_a_heading_cites_counts_as_used_even_without_a_number(tmp_path: Path) -> None:
    resolved = notes_for(load(tmp_path, MEETING), "# Lisbon^p\nOn Monday^d.", p=PLACE, d=DATE)
    assert read(resolved).startswith("# Lisbon\n\nOn Monday.[^1]")
    assert len(resolved.statements) == 2


def test_several_notes_of_a_sentence_stand_in_ascending_order(tmp_path: Path) -> None:
    resolved = notes_for(load(tmp_path, MEETING), "A^v.\nB^h.\nC^hv.", v=VENUE, h=HOST)
    assert "C.[^1][^2]" in read(resolved)


# --- laws --------------------------------------------------------------------------------------


def base_of(evidence: dict[str, list[tuple[str, str]]]) -> FactBase:
    """A fact base with a statement for each letter, cited as given (source and words)."""
    statements = tuple(
        Statement(letter, "meeting/m", "note", {"": letter}, tuple(Citation(s, "", q) for s, q in cited))
        for letter, cited in evidence.items()
    )
    return FactBase(
        {"meeting": KindSpec("meeting", "meetings", "note", "", {})}, [Record("meeting", "m", "m", statements)]
    )


QUOTES = st.tuples(st.sampled_from(["one", "two"]), st.sampled_from(["abc", "ab", "bc", "xyz", "x abc y"]))
EVIDENCE = st.fixed_dictionaries({letter: st.lists(QUOTES, min_size=1, max_size=3) for letter in "abcdef"})
USE = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=3).map(lambda s: Cite(tuple(dict.fromkeys(s))))
RUN = st.lists(st.one_of(st.sampled_from(["One. ", "Two", ". ", "Three! "]).map(Text), USE), max_size=6).map(tuple)
BLOCK = st.one_of(
    st.builds(Paragraph, RUN),
    st.builds(Heading, st.just(2), RUN),
    st.builds(BulletList, st.tuples(st.tuples(st.builds(Paragraph, RUN)))),
    st.builds(Table, st.tuples(RUN, RUN), st.tuples(st.tuples(RUN, RUN)), st.just(("", ""))),
)


@given(st.lists(BLOCK, min_size=1, max_size=5).map(tuple), EVIDENCE)
def test_numbers_run_from_one_in_reading_order_and_no_evidence_is_lost(
    blocks: tuple[Paragraph, ...], evidence: dict[str, list[tuple[str, str]]]
) -> None:
    base, before = base_of(evidence), Document(blocks)
    resolved = resolve(before, Evidences(base, from_data(extract("en-GB"))))
    after = resolved.document
    used = [n.number for run in containers(Document(after.blocks)) for n in inlines(run) if isinstance(n, NoteRef)]
    assert list(dict.fromkeys(used)) == list(range(1, len(after.notes) + 1))
    assert [note.number for note in after.notes] == list(range(1, len(after.notes) + 1))
    cited = {s for run in containers(before) for n in inlines(run) if isinstance(n, Cite) for s in n.statements}
    assert set(resolved.statements) == cited
    noted = [plain_text(note.content) for note in after.notes]
    for statement in cited:
        for source, quote in evidence[statement]:
            assert any(source in note and quote in note for note in noted)
    assert [plain_text(run) for run in containers(Document(after.blocks))] == [
        plain_text(run) for run in containers(before)
    ]


def test_sentences_in_bold_are_told_apart_with_their_notes(tmp_path: Path) -> None:
    base = load(tmp_path, MEETING)
    record = base.records["meeting/forum-1"]
    host, venue = (Cite((record.values(name)[0].id,)) for name in ("host", "venue"))
    bold = Strong((Text("It was hosted"), host, Text(". In the hall"), venue, Text(".")))
    resolved = resolve(Document((Paragraph((bold, Text(" Later on."))),)), Evidences(base, from_data(extract("en"))))
    assert [(s.text, s.notes) for s in resolved.sentences] == [("It was hosted.", (1,)), ("In the hall.", (2,))]


def test_notes_that_are_made_again_say_the_same_and_name_the_same(tmp_path: Path) -> None:
    base = load(tmp_path, MEETING)
    (venue,) = base.record("meeting/forum-1").values("venue")  # type: ignore[union-attr]
    evidences = Evidences(base, from_data(extract("en")))
    (evidence,) = evidences.of(venue)
    told = []
    for _ in range(2):
        evidences.begin()
        told.append((evidences.note(evidence), evidences.note(evidence), list(evidences.named)))
    assert told[0] == told[1]
    assert told[0][0] != told[0][1]
    assert told[0][2]


def test_what_a_text_rests_on_is_foreseen_without_its_document(tmp_path: Path) -> None:
    base = load(tmp_path, MEETING)
    (host, venue, place) = (base.record(HOST[0]).values(name)[0].id for name in ("host", "venue", "place"))  # type: ignore[union-attr]
    blocks = (
        Heading(1, (Text("In the hall"), Cite((venue,)))),
        Paragraph((Text("Hosted"), Cite((host,)), Text(" in Lisbon"), Cite((place, host)), Text("."))),
        Paragraph((Text("In the hall."), Cite((venue,)))),
    )
    locale = from_data(extract("en"))
    found = resolve(Document(blocks), Evidences(base, locale))
    ahead = likely_notes(
        [(True, venue), (False, host), (False, place), (False, host), (False, venue)], Evidences(base, locale)
    )
    for name in ("statements", "sources", "notes_by_source", "passages_by_source", "notes_of", "named", "cited"):
        assert getattr(ahead, name) == getattr(found, name), name
    assert [note.content for note in ahead.document.notes] == [note.content for note in found.document.notes]


def test_a_heading_that_alone_cites_something_is_foreseen_to_be_noted(tmp_path: Path) -> None:
    base = load(tmp_path, MEETING)
    (host, venue) = (base.record(HOST[0]).values(name)[0].id for name in ("host", "venue"))  # type: ignore[union-attr]
    blocks = (Heading(1, (Text("Hosted"), Cite((host,)))), Paragraph((Text("In the hall."), Cite((venue,)))))
    locale = from_data(extract("en"))
    ahead = likely_notes([(True, host), (False, venue)], Evidences(base, locale))
    assert ahead.notes_by_source == resolve(Document(blocks), Evidences(base, locale)).notes_by_source


# --- A passage has one note: what several facts quote of it, each part as it was quoted ---


PASSAGE = "The forum met in Lisbon on 11 March, with delegations from all ports, and agreed on a levy. A date was set."


def parts(passage: str, *quotes: str, places: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = [
        Evidence("news", "", part, "", place, passage if part != passage else "")
        for part, place in zip(quotes, places or ("",) * len(quotes), strict=True)
    ]
    return list(dict.fromkeys((one.quote, *one.further) for one in one_of_each_passage(found).values()))


@pytest.mark.parametrize(
    ("quotes", "expected"),
    [
        (("A date was set.", "The forum met in Lisbon"), ("The forum met in Lisbon", "A date was set.")),
        (("agreed on a levy.", "A date was set."), ("agreed on a levy. A date was set.",)),
        (("The forum met in Lisbon on 11", "in Lisbon on 11 March"), ("The forum met in Lisbon on 11 March",)),
        (("on 11 March", "The forum met […] A date"), ("The forum met […] on 11 March […] A date",)),
        (("The forum met […] levy", "A date was set."), ("The forum met […] levy. A date was set.",)),
        ((PASSAGE, "A date was set."), (PASSAGE,)),
    ],
)
def test_parts_of_a_passage_stand_in_their_order(quotes: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert parts(PASSAGE, *quotes) == [expected]


def test_what_a_rule_sets_off_is_no_part_of_the_sentence_before() -> None:
    passage = "They agreed on a levy. ///Example News, 3 May"
    assert parts(passage, "They agreed on a levy.", "///Example News, 3 May") == [
        ("They agreed on a levy.", "///Example News, 3 May")
    ]


def test_nothing_is_printed_or_left_out_that_nobody_quoted() -> None:
    """An elision would give what Sudan will do to Egypt, and the words between may be held back."""
    passage = "Egypt agreed on a plan with its neighbour. Libya declined to sign. Sudan will sign it in May."
    assert parts(passage, "will sign it in May", "Egypt agreed on a plan") == [
        ("Egypt agreed on a plan", "will sign it in May")
    ]


def test_quotes_that_begin_with_one_sentence_are_one_note_with_it_once() -> None:
    spoke, went, left = "She spoke.", "She spoke. […] She went.", "She spoke. […] She left."
    assert parts("", went, left) == [(went, "She left.")]
    assert parts(f"{spoke} They listened.", left, went, spoke) == [(left, "She went.")]
    assert parts(f"{spoke} They listened.", left, "She spoke. They") == [("She spoke. They", "She left.")]
    assert parts("", "She spoke […] of stocks.", "She spoke […] of prices.") == [
        ("She spoke […] of stocks.",),
        ("She spoke […] of prices.",),
    ]
    assert len(parts("", went, left, places=("par1", "par2"))) == 2


def test_passages_of_one_paragraph_are_one_note_those_of_one_page_are_not() -> None:
    said = ("They met.", "They left.")
    assert parts("", *said, places=("par1", "par1")) == [said]
    assert parts("", *said, places=("p1", "p1")) == parts("", *said) == [said[:1], said[1:]]


def test_a_source_counts_by_what_is_quoted_of_it_not_by_its_paragraphs(tmp_path: Path) -> None:
    """What a brief rests on above all is no other source because one has all it says in one paragraph."""
    text = "date: {is: 2024-03-11, quote: They met on 11 March 2024}\nplace: {is: Lisbon, quote: In Lisbon it rained}"
    page = f"\n=== meetings/forum-1.yaml\nsrc: news#par1\n{text}\n"
    base = load(tmp_path, page)
    resolved = notes_for(base, "They met^d.\nIn Lisbon^p.", d=DATE, p=PLACE)
    assert (len(resolved.document.notes), resolved.passages_by_source) == (1, (("news", 2),))


def test_words_that_no_passage_or_another_place_holds_keep_their_own_note() -> None:
    assert len(parts(PASSAGE, "The forum met", "A date was set.", places=("par1", "par2"))) == 2
    assert len(parts(PASSAGE, "The forum met", "Nothing of it")) == 2
    whole = {e: e for e in (Evidence("news", "", "A date"), Evidence("news", "", "A levy"))}
    assert one_of_each_passage(whole) == whole


def test_the_cost_of_one_note_of_each_passage_follows_their_number() -> None:
    def all_of(count: int) -> None:
        said = [f"They spoke at length of lot {n} and of its price." for n in range(count)]
        kept = [Evidence("news", "", one, f"basis {n}", "", f"{one} So it ended.") for n, one in enumerate(said)]
        parts = [Evidence("news", "", f"spoke at length of lot {n}") for n in range(count)]
        whole = one_of_each_passage([*kept, *parts])
        assert len(set(whole.values())) == count
        assert whole[kept[7]].basis == "basis 7"

    first, second, third = (calls(lambda n=n: all_of(n)) for n in (50, 100, 200))  # type: ignore[misc]
    assert third - second < 2.2 * (second - first)


def test_parts_that_records_quote_of_a_kept_passage_are_one_note_of_both_sentences(tmp_path: Path) -> None:
    page = f"""
=== sources/news.txt
{PASSAGE}
=== meetings/forum-1.yaml
src: news
date: {{is: 2024-03-11, inferred: year, why: The report is of 2024, quote: The forum met … 11 March}}
outcomes: {{is: A date was set., quote: A date was set.}}
"""
    (tmp_path / "sources").mkdir()
    base = load(tmp_path, page)
    resolved = notes_for(base, "It met^d.\nA date^o.", d=("meeting/forum-1", "date"), o=("meeting/forum-1", "outcomes"))
    text = read(resolved)
    assert "It met.[^1]\n\nA date.[^1]\n" in text
    assert "“The forum met in Lisbon on 11 March”; “A date was set.” Inferred: The report is of 2024." in text
