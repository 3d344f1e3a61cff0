"""Speeches in a line of their own."""

from __future__ import annotations

import pytest

from briefgen.intake.drafts.people_reading import persons
from briefgen.intake.drafts.speaking.speech_lines import in_a_line
from briefgen.intake.drafts.wordlists import word_list


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("The mayor Ana Sample laid it open: “Walls are low.”", "Ana Sample"),
        ("Sample: “Walls are far too low”", "Sample"),
        ("“Walls are far too low” – Ana Sample, mayor", "Ana Sample"),
        ("SAMPLE: Walls are far too low now.", "SAMPLE"),
        ("Minister of Ports: walls are far too low", "Minister of Ports"),
    ],
)
def test_who_speaks_in_a_line(line: str, speaker: str) -> None:
    lists = word_list("en")
    assert [who for _, who in in_a_line(line, lists, persons(line, lists))] == [speaker]


def test_an_agenda_is_no_speech() -> None:
    assert [who for _, who in in_a_line("AGENDA: walls, harbours and quays of it", word_list("en"), []) if who] == []


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Representative of the police: Captain Carl Sample", "en"),
        ("Vertreter der Polizei: Kommandant Beispiel Paul", "de"),
        ("Annex Port: Example Statement of the Ports", "en"),
        ("Hafenkonferenz Lima: Bericht des Beobachters", "de"),
    ],
)
def test_who_holds_a_post_says_nothing(line: str, language: str) -> None:
    lists = word_list(language)
    assert list(in_a_line(line, lists, persons(line, lists))) == []
