# ruff: noqa: E501  (a diagnostic is one line)
"""Who took part is written from a pasted list or a column, each name found and none guessed."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from briefgen.errors import Problems, UsageProblem
from briefgen.intake.tables.participants import add_participants
from briefgen.intake.tables.worksheet import Imported, read_sheet
from tests.intake.tables.test_importing import PAGE, workspace

MEETING = """
=== meetings/m.yaml
place: Port Example  # on the coast
=== countries/sampleland.yaml
code: XB
name: {en: Sampleland, ru: Сэмпландия}
"""


def added(folder: Path, names: str, column: str = "", source: str = "paper", status: str = "") -> Imported:
    told = workspace(folder, PAGE + MEETING if not (folder / "facts").exists() else "")
    return add_participants(told, read_sheet(names.encode()), "m", column, source, "n.txt", status)


def text(folder: Path) -> str:
    return (folder / "facts/meetings/m.yaml").read_text()


@pytest.mark.parametrize(
    ("names", "column"),
    [
        ("Exampleland\nСэмпландия\nAli Nagiyev\n", ""),
        ("Exampleland, Sampleland and Ali Nagiyev.\n", ""),
        ("who,name\nx,Exampleland\ny,sampleland\nz,nagiyev\n", "Name"),
    ],
)
def test_names_are_found_as_parties_and_people(tmp_path: Path, names: str, column: str) -> None:
    assert len(added(tmp_path, names, column).written) == 1
    assert "place: Port Example  # on the coast\n" in text(tmp_path)
    told = workspace(tmp_path, "")
    assert told.facts.diagnostics == []
    meeting = told.facts.base.records["meeting/m"]
    values = [(s.property, s.value, s.citations[0].source) for s in meeting.statements if s.property != "place"]
    assert sorted(values) == [
        ("attendance", "country/exampleland", "paper"),
        ("attendance", "country/sampleland", "paper"),
        ("people", "person/nagiyev", "paper"),
    ]


def test_the_same_list_again_changes_nothing_and_a_longer_one_adds(tmp_path: Path) -> None:
    added(tmp_path, "Exampleland\n")
    before = text(tmp_path)
    found = added(tmp_path, "Exampleland\n")
    assert (found.written, found.unchanged, text(tmp_path)) == ([], 1, before)
    added(tmp_path, "Exampleland\nSampleland\n")
    assert text(tmp_path).count("exampleland") == 1
    assert "sampleland" in text(tmp_path)


@pytest.mark.parametrize(
    "there",
    [
        "passages:\n  - quote: The forum met.\n    attendance: {parties: exampleland}\n    people: nagiyev\n",
        "attendance: {parties: [exampleland]}\npeople:\n  role: chair\n  each: [nagiyev]\n",
        "attendance:\n  - {parties: {is: exampleland, note: x}}\npeople: [{role: chair, each: [{is: nagiyev, note: x}]}]\n",
    ],
)
def test_those_who_are_named_in_a_passage_or_share_keys_are_not_added_again(tmp_path: Path, there: str) -> None:
    page = PAGE + MEETING.replace("place: Port Example", f"src: paper\n{there}place: Port Example")
    workspace(tmp_path, page)
    before = text(tmp_path)
    assert "exampleland" in before
    found = added(tmp_path, "Exampleland\nAli Nagiyev\n")
    assert (found.written, found.unchanged, text(tmp_path)) == ([], 2, before)


def test_a_name_that_is_nobodys_is_a_fault_at_its_row(tmp_path: Path) -> None:
    with pytest.raises(Problems) as found:
        added(tmp_path, "Exampleland\nSempleland\nNobody\nНагиев\n")
    assert [str(d).partition(" error: ")[::2] for d in found.value.diagnostics] == [
        (
            "n.txt:2:1:",
            "'Sempleland' has no record of that name [unknown-record]\n  hint: did you mean sampleland (Sampleland)? the same name in another spelling",
        ),
        (
            "n.txt:3:1:",
            "'Nobody' has no record [unknown-record]\n  hint: make its record first, as organisation or person or country: briefgen new organisation nobody",
        ),
        (
            "n.txt:4:1:",
            "'Нагиев' has no record of that name [unknown-record]\n  hint: did you mean nagiyev (Ali Nagiyev)? the same name in other letters and with a name left out",
        ),
    ]
    assert "attendance" not in text(tmp_path)


def test_a_column_of_observers_is_written_as_such(tmp_path: Path) -> None:
    sheet = "Party,Observers\nSampleland,Exampleland\n"
    added(tmp_path, sheet, "Party")
    assert len(added(tmp_path, sheet, "Observers", status="observer").written) == 1
    parties = workspace(tmp_path, "").facts.base.records["meeting/m"].values("attendance")
    assert [(s.value, s.qualifiers["status"]) for s in parties] == [
        ("country/sampleland", "listed"),
        ("country/exampleland", "observer"),
    ]
    with pytest.raises(UsageProblem, match="no status 'observers'; did you mean 'observer'"):
        added(tmp_path, sheet, "Observers", status="observers")


def test_a_person_of_whom_it_is_told_how_they_were_there_stands_on_a_list(tmp_path: Path) -> None:
    added(tmp_path, "Ali Nagiyev\n", status="absent")
    meeting = workspace(tmp_path, "").facts.base.records["meeting/m"]
    assert [(s.value, s.qualifiers["status"]) for s in meeting.values("attendance")] == [("person/nagiyev", "absent")]
    assert not meeting.values("people")


def test_where_parties_are_states_alone_a_person_has_no_status(tmp_path: Path) -> None:
    talk = """
        === _kinds/talk.yaml
        folder: talks
        meaning: A talk.
        acts_as: [event]
        roles: {name: title, parties: states, people: guests}
        words: {en: {one: talk, many: talks, article: a}}
        fields:
          title: {type: text, required: true, meaning: its title}
          states:
            type: group
            of: parties
            meaning: the states that came
            keys:
              status: {type: choice, choices: [listed, observer], default: listed, meaning: how}
              parties: {type: reference, to: country, many: true, required: true, meaning: which}
          guests: {type: reference, to: person, many: true, meaning: who came}
        === talks/t.yaml
        title: Talk
        src: paper
        """
    told = workspace(tmp_path, PAGE + dedent(talk))
    with pytest.raises(UsageProblem, match="a status is that of parties: nagiyev would stand among guests"):
        add_participants(told, read_sheet(b"Ali Nagiyev\n"), "t", "", "paper", "n.txt", "observer")


def test_a_column_of_statuses_says_how_each_party_was_there(tmp_path: Path) -> None:
    sheet = "Party,Status\nSampleland,Observer\nExampleland,absent\nAli Nagiyev,\nPeru,\n"
    assert len(added(tmp_path, sheet, "Party").written) == 1
    parties = workspace(tmp_path, "").facts.base.records["meeting/m"].values("attendance")
    assert [(s.value, s.qualifiers["status"]) for s in parties] == [
        ("country/sampleland", "observer"),
        ("country/exampleland", "absent"),
        ("country/peru", "listed"),
    ]
    before = text(tmp_path)
    assert added(tmp_path, sheet, "Party").unchanged == 4
    with pytest.raises(Problems) as found:
        added(tmp_path, "Party,Status\nChile,observers\n", "Party")
    assert [str(d) for d in found.value.diagnostics] == [
        "n.txt:2:2: error: no status 'observers' [bad-choice]\n  hint: did you mean 'observer'?"
    ]
    assert text(tmp_path) == before


def test_of_a_name_whose_file_has_errors_these_are_told(tmp_path: Path) -> None:
    broken = "=== organisations/union-of-ports.yaml\nname: Union of Ports\ntype: choir\n"
    told = workspace(tmp_path, PAGE + MEETING + broken)
    with pytest.raises(Problems) as found:
        add_participants(told, read_sheet(b"Union of Ports\n"), "m", "", "paper", "n.txt")
    assert [d.location.file for d in found.value.diagnostics] == ["facts/organisations/union-of-ports.yaml"]


def test_meetings_sources_and_columns_that_there_are_not(tmp_path: Path) -> None:
    told = workspace(tmp_path, PAGE + MEETING)
    sheet = read_sheet(b"name\nExampleland\n")
    for meeting, column, source, why in (
        ("n", "", "", "no meeting 'n'"),
        ("m", "nme", "", "no column"),
        ("m", "", "pape", "no source"),
    ):
        with pytest.raises(UsageProblem, match=why):
            add_participants(told, sheet, meeting, column, source, "n.txt")


def test_a_row_that_heads_the_columns_is_asked_about(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="if this row heads the columns: --column 'Delegation'"):
        added(tmp_path, "Delegation\nExampleland\n")


def test_a_title_above_the_headings_is_passed_over_and_a_column_of_numbers_is_no_names(tmp_path: Path) -> None:
    listed = "List of participants,,\nNo,Delegation,Head\n1,Exampleland,Ali Nagiyev\n2,Sampleland,\n"
    assert len(added(tmp_path, listed, "Delegation").written) == 1
    assert "parties: [exampleland, sampleland]" in text(tmp_path)
    with pytest.raises(UsageProblem, match="counts the rows; name that of the names: --column 'Delegation'"):
        added(tmp_path, listed)
    with pytest.raises(UsageProblem, match="no column 'Land'; the columns are: No, Delegation, Head"):
        added(tmp_path, listed, "Land")
