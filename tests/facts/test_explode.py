"""A record taken apart: what each statement says, and on which words of which source it rests."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.facts.loader import load_facts
from briefgen.model.statement import Citation, Origin, Rank, Record
from tests.facts.pages import SOURCE, MemoryCache, check_page, load_page, said

SOURCES = f"=== sources/one.yaml\n{SOURCE}\n=== sources/two.yaml\n{SOURCE}\n"


def record(folder: Path, text: str, key: str = "meeting/a", more: str = "") -> Record:
    loaded = load_page(folder, f"{SOURCES}=== meetings/a.yaml\n{text}\n{more}")
    assert not loaded.diagnostics, said(loaded)
    found = loaded.base.record(key)
    assert found is not None
    return found


def test_the_short_form_is_one_stated_value_resting_on_the_records_source(tmp_path: Path) -> None:
    (place,) = record(tmp_path, "src: one\nplace: Astana").values("place")
    assert (place.subject, place.value, place.origin, place.rank) == (
        "meeting/a",
        {"": "Astana"},
        Origin.STATED,
        Rank.NORMAL,
    )
    assert place.citations == (Citation("one"),)
    assert (place.line, place.column) == (2, 8)


def test_every_form_of_src_becomes_citations(tmp_path: Path) -> None:
    text = "names:\n- {is: x, src: [one, two#p3, {one#p4: exact words}]}\n- {is: y, src: {one: a, two: b}}"
    x, y = record(tmp_path, text).values("names")
    assert x.citations == (Citation("one"), Citation("two", "p3"), Citation("one", "p4", "exact words"))
    assert y.citations == (Citation("one", "", "a"), Citation("two", "", "b"))


def test_a_quote_belongs_to_the_one_source_in_force(tmp_path: Path) -> None:
    text = "src: one\nplace: {is: Astana, quote: in Astana}\nvenue: {is: Hall, src: two#p2, quote: the Hall}"
    found = record(tmp_path, text)
    assert found.values("place")[0].citations == (Citation("one", "", "in Astana"),)
    assert found.values("venue")[0].citations == (Citation("two", "p2", "the Hall"),)


def test_a_quote_without_its_source_is_asked_for(tmp_path: Path) -> None:
    page = """
        === meetings/a.yaml
        place: {is: Astana, quote: in Astana}
        === meetings/b.yaml
        src: [one, two]
        place: {is: Astana, quote: in Astana}
        """
    expected = """
        facts/meetings/a.yaml:1:28: error: it is not clear which source this quote is from [quote-source]
          hint: name the source: src: its-id
        facts/meetings/b.yaml:2:28: error: it is not clear which source this quote is from [quote-source]
          hint: write src: {id: "exact words"} for each source
        """
    for n in ("one", "two"):
        (tmp_path / "sources").mkdir(exist_ok=True)
        (tmp_path / "sources" / f"{n}.yaml").write_text(SOURCE)
    check_page(tmp_path, page, expected)


def test_the_same_value_twice_says_in_what_the_two_differ(tmp_path: Path) -> None:
    twice = "- {is: ana, role: chair, src: one}\n- {is: ana, role: guest, src: two}"
    page = f"{SOURCES}=== persons/ana.yaml\nname: {{is: Ana, src: one}}\n=== meetings/a.yaml\npeople:\n{twice}\n"
    assert (
        "keep one, with one role, and give it both sources; in a field of yours they are two values with apart: [role]"
        in said(load_page(tmp_path, page))
    )


def test_alternatives_keep_rank_reason_and_origin(tmp_path: Path) -> None:
    text = """\
date:
  - {is: 2025-10-17, rank: preferred, why: the official report, src: one}
  - {is: 2024-10, inferred: year, why: {en: the page is of 2024}, src: two}
country: {is: x, register: ISO 3166-1}
"""
    found = record(tmp_path, text, more="=== countries/x.yaml\ncode: XX\n")
    best, other = found.values("date")
    assert (best.rank, best.why) == (Rank.PREFERRED, {"": "the official report"})
    assert (other.origin, other.inferred, other.why) == (Origin.INFERRED, "year", {"en": "the page is of 2024"})
    (country,) = found.values("country")
    assert (country.origin, country.register, country.citations) == (Origin.REGISTER, "ISO 3166-1", ())


def test_what_is_inferred_or_ranked_needs_a_reason(tmp_path: Path) -> None:
    page = """
        === meetings/a.yaml
        date: {is: 2025, inferred: year}
        place:
          - {is: Astana, rank: preferred}
          - {is: Almaty, rank: deprecated}
        """
    hint = "  hint: add why: with the basis, as a short text"
    expected = f"""
        facts/meetings/a.yaml:1:7: error: an inferred value gives no reason [no-reason]
        {hint}
        facts/meetings/a.yaml:3:5: error: a preferred value gives no reason [no-reason]
        {hint}
        facts/meetings/a.yaml:4:5: error: a deprecated value gives no reason [no-reason]
        {hint}
        """
    check_page(tmp_path, page, expected)


def test_a_list_of_participants_gives_a_statement_for_each(tmp_path: Path) -> None:
    text = """\
attendance:
  - status: listed
    scope: partial
    src: {one: x and y}
    parties: [x, {is: y, delegation: a delegation}]
  - {status: absent, src: two, parties: x}
"""
    found = record(tmp_path, text, more="=== countries/x.yaml\ncode: XX\n=== countries/y.yaml\ncode: YY\n")
    listed = found.values("attendance")
    assert [(s.value, s.qualifiers["status"], s.qualifiers["list"]) for s in listed] == [
        ("country/x", "listed", 0),
        ("country/y", "listed", 0),
        ("country/x", "absent", 1),
    ]
    assert listed[0].citations == (Citation("one", "", "x and y"),)
    assert listed[1].qualifiers["delegation"] == {"": "a delegation"}
    assert len({s.id for s in listed}) == 3


def test_what_is_not_said_qualifies_nothing(tmp_path: Path) -> None:
    post = "people:\n- {is: p, src: one, role: chair}\n- {is: q, src: one}"
    persons = "=== persons/p.yaml\nname: P\nsrc: one\n=== persons/q.yaml\nname: Q\nsrc: one\n"
    chair, other = record(tmp_path, post, more=persons).values("people")
    assert (chair.qualifiers, other.qualifiers) == ({"role": "chair"}, {})


@pytest.mark.parametrize("says_so", ["at", "with"])
def test_a_claim_in_a_meeting_is_reported_with_it_unless_it_says_that_it_was_made_there(
    tmp_path: Path, says_so: str
) -> None:
    at = "at: a, " if says_so == "at" else ""
    text = f"src: one\nclaims:\n- {{id: c, {at}said_by: p, says: it is so, mode: reported}}"
    claim = record(tmp_path, text, key="claim/c", more="=== persons/p.yaml\nname: P\n")
    assert {s.property: s.value for s in claim.statements if s.property in ("at", "with")} == {says_so: "meeting/a"}


def test_a_claim_made_elsewhere_is_reported_with_the_meeting_in_whose_file_it_stands(tmp_path: Path) -> None:
    text = "src: one\nclaims:\n- {id: c, at: b, said_by: p, says: it is so, mode: reported}"
    claim = record(tmp_path, text, key="claim/c", more="=== persons/p.yaml\nname: P\n=== meetings/b.yaml\nsrc: one\n")
    assert [(s.property, s.value) for s in claim.statements[-2:]] == [("at", "meeting/b"), ("with", "meeting/a")]


def test_a_record_may_be_contested_as_a_whole(tmp_path: Path) -> None:
    found = record(tmp_path, "src: [one, two]\nplace: Lisbon\ncontested: Only one text tells of it.\n")
    assert found.contested == {"": "Only one text tells of it."}
    assert found.accounts() == ("one", "two")


def test_a_claim_in_a_meeting_is_a_record_of_its_own(tmp_path: Path) -> None:
    text = "src: one\nclaims:\n- {id: c, said_by: p, says: it is so, mode: reported, src: {two: that it is so}}"
    claim = record(tmp_path, text, key="claim/c", more="=== persons/p.yaml\nname: P\n")
    assert {s.property: s.value for s in claim.statements} == {
        "said_by": "person/p",
        "says": {"": "it is so"},
        "mode": "reported",
        "with": "meeting/a",
    }
    stated = {s.citations for s in claim.statements if s.origin is not Origin.JUDGED}
    assert stated == {(Citation("two", "", "that it is so"),)}
    # What the desk orders by itself rests on the source, and on no words of it.
    assert {s.citations for s in claim.statements if s.origin is Origin.JUDGED} == {(Citation("two"),)}
    assert (claim.line, claim.column) == (3, 3)


def test_the_same_value_twice_is_refused(tmp_path: Path) -> None:
    page = """
        === themes/a.yaml
        label: x
        keywords: [one, two, one]
        """
    expected = """
        facts/themes/a.yaml:2:22: error: 'keywords' has one value twice, first in line 2 [duplicate-statement]
          hint: keep one, and give it both sources
        """
    check_page(tmp_path, page, expected)


def test_counts_that_a_file_expects_of_itself(tmp_path: Path) -> None:
    page = """
        === meetings/a.yaml
        agenda: [drugs, arms]
        expect: {agenda: 3, outcomes: 1}
        """
    expected = """
        facts/meetings/a.yaml:2:18: error: 2 values of 'agenda', expected 3 [expectation]
          hint: correct the record, or the number here
        facts/meetings/a.yaml:2:31: error: 0 values of 'outcomes', expected 1 [expectation]
          hint: correct the record, or the number here
        """
    check_page(tmp_path, page, expected)


def test_a_new_citation_is_not_a_new_fact(tmp_path: Path) -> None:
    before = record(tmp_path, "place: {is: Astana, src: one}").values("place")[0].id
    assert record(tmp_path, "place: {is: Astana, src: two}").values("place")[0].id == before
    assert record(tmp_path, "place: {is: Almaty, src: two}").values("place")[0].id != before


def test_languages_are_kept_apart_and_dates_stay_as_written(tmp_path: Path) -> None:
    found = record(tmp_path, "place: {en: Samarkand, ru: Самарканд, zh-Hans: 撒马尔罕}\ndate: 2024?-10-04")
    assert found.values("place")[0].value == {"en": "Samarkand", "ru": "Самарканд", "zh-Hans": "撒马尔罕"}
    assert found.values("date")[0].value == "2024?-10-04"


def test_a_speaker_whom_no_source_names_needs_no_record(tmp_path: Path) -> None:
    page = f"""
        === sources/s.yaml
        {SOURCE.replace(chr(10), chr(10) + "        ")}
        === meetings/m.yaml
        src: s
        outcomes: {{is: It was so., according_to: coffee  trade sources}}
        claims:
          - {{id: c, said_by: a delegate, says: it is so, mode: quoted, quote: a delegate said}}
          - {{id: d, said_by: a delegate, says: it is not, mode: quoted}}
        """
    kept = MemoryCache()
    loaded = load_page(tmp_path, page, kept)
    assert said(loaded) == ""
    base = loaded.base
    speakers = [base.record(key).values("said_by")[0].value for key in ("claim/c", "claim/d")]  # type: ignore[union-attr]
    assert speakers[0] != speakers[1], "two claims of a delegate may be those of two"
    assert [base.label(key) for key in speakers] == ["a delegate", "a delegate"]
    named = base.record(speakers[0])
    assert named is not None
    assert [c.quote for s in named.statements for c in s.citations] == ["a delegate said"]
    outcome = base.record("meeting/m").values("outcomes")[0]  # type: ignore[union-attr]
    assert base.label(outcome.speakers[0]) == "coffee trade sources"
    assert load_facts(tmp_path, cache=kept).base.label(speakers[0]) == "a delegate"


def test_a_sentence_may_refer_to_the_one_above_it_or_to_a_record(tmp_path: Path) -> None:
    text = (
        "src: one\ndiscussion:\n- Drugs were discussed.\n- {is: These demand action., refers_to: above}\n"
        "- {is: The talks went on., refers_to: [b, above]}"
    )
    first, second, third = record(tmp_path, text, more="=== meetings/b.yaml\nsrc: two\nplace: Rome\n").values(
        "discussion"
    )
    assert second.qualifiers["refers_to"] == [first.id]
    assert third.qualifiers["refers_to"] == ["meeting/b", second.id]


def test_what_a_sentence_refers_to_must_be_there(tmp_path: Path) -> None:
    page = f"""{SOURCES}
=== meetings/a.yaml
src: one
discussion:
- {{is: These demand action., refers_to: above}}
- {{is: The talks went on., refers_to: b}}
claims:
- {{id: c, said_by: a delegate, says: that went well, mode: reported, refers_to: above}}
"""
    expected = """
        facts/meetings/a.yaml:3:41: error: no sentence stands above this one, to which it refers [unknown-reference]
          hint: name the record that is meant
        facts/meetings/a.yaml:4:39: error: there is no record 'b' [unknown-reference]
          hint: add facts/…/b.yaml
        facts/meetings/a.yaml:6:81: error: there is no record 'above' [unknown-reference]
          hint: add facts/…/above.yaml
        """
    check_page(tmp_path, page, expected)


def test_of_alternatives_one_that_nobody_disputes_or_inferred_is_followed(tmp_path: Path) -> None:
    first = (
        "{is: 2027, contested: A delegate hinted at it., src: one}, {is: 2028, inferred: all, why: A guess., src: one}"
    )
    found = record(tmp_path, f"place: Astana\nsrc: one\ndate: [{first}, {{is: 2027-07, src: two}}]").followed("date")
    assert found is not None
    assert found.value == "2027-07"
