"""What notes say: exact words, and the basis of what no source states."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefgen.citations.evidence import Evidences
from briefgen.document.walk import plain_text
from briefgen.language.cldr import extract, from_data
from briefgen.language.phrases import phrase
from tests.citations.pages import load, notes_for
from tests.workspaces import MEETING, Scratch

PAGE = """
=== meetings/forum-1.yaml
src: news
date: {is: 2024-03-11, inferred: year, why: The report is of 2024, quote: "met on\\n\\n11 March"}
series: {is: forums, inferred: true, why: It carries the name}
place:
  - {is: Lisbon, rank: preferred, why: it is the official report, quote: met in Lisbon}
  - {is: Porto, src: {essay: met in Porto}}
country: {is: brazil, register: place register}
venue: {is: Hall, quote: 'He asked: "Is it here?"'}
host: {is: forum}
gaps:
  - {id: who-chaired, question: Who chaired?, looked_in: [news, essay]}
=== series/forums.yaml
name: Forums
=== assessments/likely.yaml
text: It will meet again.
about: meeting/forum-1
likelihood: likely
confidence: low
rests_on: [meeting/forum-1, source/essay]
reviewed: 2024-04-01
"""
NEWS = "News, 12 March 2024 (a report, “Forum meets”, https://news.example/1, text retrieved 15 March 2024)"

CASES = {
    ("meeting/forum-1", "date"): f"{NEWS}: “met on 11 March”. Inferred: The report is of 2024.",
    ("meeting/forum-1", "place"): f"{NEWS}: “met in Lisbon”. Preferred: it is the official report.",
    ("meeting/forum-1", "place:1"): "Essay, undated (an essay, text retrieved 16 March 2024): “met in Porto”.",
    ("meeting/forum-1", "country"): "Place register; not stated by a source.",
    ("meeting/forum-1", "venue"): f'{NEWS}: “He asked: "Is it here?"”',
    ("meeting/forum-1", "host"): f"{NEWS}; no words quoted.",
    ("gap/who-chaired", "question"): "Not stated in: News, 12 March 2024; Essay, undated.",
    ("assessment/likely", "text"): (
        "Judgement of the desk, reviewed 1 April 2024; it rests on Lisbon, 11 March 2024; Essay, undated."
    ),
}


@pytest.mark.parametrize("statement", CASES)
def test_what_a_note_says(tmp_path: Path, statement: tuple[str, str]) -> None:
    resolved = notes_for(load(tmp_path, PAGE), "x^a", a=statement)
    assert [plain_text(note.content) for note in resolved.document.notes] == [CASES[statement]]


def test_the_code_of_a_country_needs_no_note(tmp_path: Path) -> None:
    """It is what the country is called by in a register, not what one says of it."""
    assert notes_for(load(tmp_path, PAGE), "x^a", a=("country/brazil", "code")).document.notes == ()


def test_an_inferred_value_prints_as_inferred_with_its_basis_in_the_note(workspace: Scratch) -> None:
    workspace.edit(MEETING, "date: {is: 2024-03-11,", "date: {is: 2024-03-11, inferred: year, why: it was in spring,")
    brief = workspace.brief()
    assert "took place in Lisbon on 11 March 2024 (year inferred); three" in brief
    assert "Inferred: it was in spring." in brief


def test_a_value_from_a_register_says_so_in_the_text_and_in_the_note(workspace: Scratch) -> None:
    brief = workspace.page("country", "portugal")
    assert "- **Place.** Lisbon, in Portugal (looked up).[^" in brief
    assert "]: Place register; not stated by a source." in brief


def test_of_two_values_the_preferred_leads_and_the_other_stays(workspace: Scratch) -> None:
    workspace.edit(
        MEETING,
        'date: {is: 2024-03-11, quote: "held its seventh session in Lisbon on 11 March 2024"}',
        "date:\n  - {is: 2024-03-12, quote: 'Example Gazette, 12 March 2024'}\n"
        "  - {is: 2024-03-11, rank: preferred, why: it is the first report, quote: in Lisbon on 11 March 2024}",
    )
    brief = workspace.brief()
    assert "took place in Lisbon on 11 March 2024 (contested); three" in brief
    assert "- **In doubt.** Date: 11 March 2024 (Example Gazette); 12 March 2024 (Example Gazette).[^" in brief
    assert "Preferred: it is the first report." in brief


def test_a_deprecated_value_is_not_printed(workspace: Scratch) -> None:
    workspace.edit(
        MEETING,
        "place: {is: Lisbon,",
        "venue: {is: Old Mill, rank: deprecated, why: withdrawn, quote: Lisbon}\nplace: {is: Lisbon,",
    )
    assert "Old Mill" not in workspace.brief()


def test_a_claim_prints_under_its_speaker_alone(workspace: Scratch) -> None:
    brief = workspace.brief()
    lines = [line for line in brief.splitlines() if "prices would remain unsteady" in line and "[^4]:" not in line]
    assert lines == ["- The secretariat of the Example Harvest Forum said that prices would remain unsteady.[^4]"]


# --- one use of a source -----------------------------------------------------------------------------------


def evidence_of(folder: Path, value: str, stale: frozenset[str] = frozenset()) -> list[str]:
    """The notes on a place that rests on two sources, without what a first note says of them."""
    base = load(folder, f"=== meetings/m.yaml\nplace: {value}\n")
    (place,) = base.records["meeting/m"].values("place")
    notes = Evidences(base, from_data(extract("en-GB")), stale)
    return [re.sub(r" \(.*?\)(?=[:;])", "", plain_text(notes.note(one)[0])) for one in notes.of(place)]


def test_the_basis_of_a_value_stands_with_its_last_source_alone(tmp_path: Path) -> None:
    value = "{is: Lisbon, inferred: all, why: so both imply, src: [{news: met here}, {essay: met there}]}"
    assert evidence_of(tmp_path, value) == [
        "News, 12 March 2024: “met here”.",
        "Essay, undated: “met there”. Inferred: so both imply.",
    ]


def test_that_a_source_has_changed_is_said_with_a_quote_and_without(tmp_path: Path) -> None:
    value = "{is: Lisbon, src: [{news: met here}, essay]}"
    changed = phrase(from_data(extract("en-GB")), "stale")
    fresh, stale = (evidence_of(tmp_path / name, value, frozenset(name.split())) for name in ("no", "news essay"))
    assert not any(changed in note for note in fresh)
    assert [note.endswith(changed) for note in stale] == [True, True]
    assert "no words quoted" in stale[1]


SAID = """
=== persons/ana.yaml
name: Ana Sample
=== sources/signed.yaml
type: essay
label: Signed
descriptor: an essay
author: ana
language: en
retrieved: 2024-03-16
=== claims/steady.yaml
{said_by: ana, says: prices are steady, mode: reported}
=== meetings/m.yaml
place: {is: Lisbon, src: signed}
status: {is: held, src: signed, contested: others say it was called off}
venue: {is: Hall, src: signed, contested: others say Mill}
=== gaps/who.yaml
{question: Who came?, about: m, looked_in: [news]}
=== assessments/likely.yaml
text: It will meet again.
about: meeting/m
rests_on: [claim/steady, meeting/m]
reviewed: 2024-04-01
"""


def said_in(evidences: Evidences, key: str, property_: str) -> str:
    record = evidences.base.record(key)
    assert record is not None
    return " ".join(plain_text(evidences.note(one)[0]) for one in evidences.of(record.values(property_)[0]))


@pytest.fixture
def evidences(tmp_path: Path) -> Evidences:
    others = {"meeting/m/place": "Another source has: Porto"}
    return Evidences(
        load(tmp_path, SAID), from_data(extract("en-GB")), others=lambda id_: others.get(id_.rpartition("/")[0], "")
    )


def test_the_first_note_on_a_source_begins_with_who_wrote_it(evidences: Evidences) -> None:
    first, again = (said_in(evidences, "meeting/m", "place") for _ in range(2))
    assert first.startswith("Signed, undated (Ana Sample, an essay, text retrieved 16 March 2024)")
    assert again.startswith("Signed, undated; no words quoted.")


@pytest.mark.parametrize("source", ["label: Walls\ndescriptor: text", "label: News\ndescriptor: text headed “Walls”"])
def test_a_title_that_the_note_has_said_already_is_not_said_again(tmp_path: Path, source: str) -> None:
    page = f"=== sources/a.yaml\ntitle: Walls\ntype: essay\nlanguage: en\nretrieved: 2024-03-16\n{source}\n"
    base = load(tmp_path, page + "=== meetings/m.yaml\nsrc: a\nplace: Port\n")
    assert said_in(Evidences(base, from_data(extract("en-GB"))), "meeting/m", "place").count("Walls") == 1


def test_what_other_sources_have_stands_at_the_end_of_the_note(evidences: Evidences) -> None:
    assert said_in(evidences, "meeting/m", "place").endswith("no words quoted. Another source has: Porto.")
    assert "Another source" not in said_in(evidences, "meeting/m", "venue")


def test_why_a_text_is_contested_stands_in_its_note_and_that_of_a_plain_value_among_the_conflicts(
    evidences: Evidences,
) -> None:
    assert said_in(evidences, "meeting/m", "venue").endswith("Contested: others say Mill.")
    assert "Contested" not in said_in(evidences, "meeting/m", "status")


def test_a_judgement_names_the_speaker_of_a_claim_that_it_rests_on_and_not_its_words(evidences: Evidences) -> None:
    said = said_in(evidences, "assessment/likely", "text")
    assert said == "Judgement of the desk, reviewed 1 April 2024; it rests on what Ana Sample said; Lisbon."


def test_all_records_that_notes_name_are_known_afterwards(evidences: Evidences) -> None:
    for key, property_ in (("meeting/m", "place"), ("gap/who", "question"), ("assessment/likely", "text")):
        said_in(evidences, key, property_)
    assert list(evidences.named) == ["source/signed", "source/news", "claim/steady", "meeting/m"]
