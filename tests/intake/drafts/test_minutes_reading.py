"""Topics and decisions that minutes have in lines of their own."""

from __future__ import annotations

import pytest

from briefgen.intake.drafts.minutes_reading import by_lines, parties_of_lines
from briefgen.intake.drafts.rules import propose
from briefgen.intake.drafts.wordlists import word_list
from tests.growth import TIMES, assert_linear

EN = word_list("en")
DUES, PIER = "Harbour dues for 2032", "Repairs to the north pier"
TOLD = "The clerk said that the work had begun."


@pytest.mark.parametrize(
    ("text", "language", "topics"),
    [
        (f"Port Council\n\nAgenda\n\nWelcome\n{DUES}\n{PIER}\n\n{TOLD}", "en", [DUES, PIER]),
        (f"Port Council\n\nAgenda:\n1 {DUES}\n2 {PIER}\n\n{TOLD}", "en", [DUES, PIER]),
        ("Topics: harbour dues; the north pier; dredging", "en", ["harbour dues", "the north pier", "dredging"]),
        (f"Port Council\n\nItem 1 – {DUES}\n\n{TOLD}\n\nItem 2 – {PIER}\n\n{TOLD}", "en", [DUES, PIER]),
        (f"1. Roll call\n\n{TOLD}\n\n2. {DUES}.\n\n{TOLD}", "en", [DUES]),
        (f"The council considered the following items:\n- {DUES}\n- {PIER}", "en", [DUES, PIER]),
        (
            "Hafenrat\n\nTagesordnung\n\nBegrüßung\nHafengebühren 2032\nNordmole",
            "de",
            ["Hafengebühren 2032", "Nordmole"],
        ),
        ("TOP 1 Hafengebühren\n\nBeraten.\n\nTOP 2 Nordmole\n\nVertagt.", "de", ["Hafengebühren", "Nordmole"]),
        ("Ordre du jour : droits de port, jetée et dragage.", "fr", ["droits de port", "jetée", "dragage"]),
        ("Повестка дня\n\nОткрытие\nПортовые сборы\nРемонт мола", "ru", ["Портовые сборы", "Ремонт мола"]),
    ],
)
def test_topics_stand_in_lists_and_headings(text: str, language: str, topics: list[str]) -> None:
    found = [p for p in by_lines(text, word_list(language)) if p.field == "agenda"]
    assert [(p.value, p.asks) for p in found] == [(topic, "") for topic in topics]


def test_a_list_of_what_was_done_is_no_agenda() -> None:
    text = f"The main discussions were these:\n\n* The charter was adopted.\n\n* {DUES} were raised\n\n{TOLD}"
    assert [p for p in by_lines(text, word_list("en")) if p.field == "agenda"] == []
    assert [p.value for p in propose(text, "en") if p.field == "outcomes"] == ["The charter was adopted."]


def test_a_heading_without_a_number_is_asked_about() -> None:
    text = f"Port Council met\n\n{TOLD}\n\n{DUES}\n\n{TOLD}\n\n3 May 2031\n\n{TOLD}\n\n{PIER}\n\n{TOLD}"
    found = list(by_lines(text, word_list("en")))
    assert [p.value for p in found] == [DUES, PIER]
    assert all(p.asks == "is this heading a topic of the meeting?" for p in found)


def test_what_was_decided_may_be_a_list_without_marks() -> None:
    text = f"Decisions:\nThe dues are ten crowns.\nThe pier is to be repaired by Port Works.\n\n{TOLD}"
    assert [(p.field, p.value) for p in by_lines(text, word_list("en"))] == [
        ("outcomes", "The dues are ten crowns"),
        ("outcomes", "The pier is to be repaired by Port Works"),
    ]


def test_a_list_without_marks_ends_where_a_text_begins() -> None:
    text = f"Agenda\n{DUES}\n{PIER}\n{TOLD}\nLamps"
    assert [p.value for p in by_lines(text, word_list("en"))] == [DUES, PIER]


def test_what_stands_behind_the_topics_in_their_paragraph_is_read_as_everything_else() -> None:
    topics = "Agenda: harbour dues, the north pier and dredging."
    text = (
        f"{topics} Ana Sample, minister of ports, said that the dues were too high. Participants agreed to lower them."
    )
    found = [(p.field, p.value) for p in propose(text, "en")]
    assert [value for field, value in found if field == "agenda"] == ["harbour dues", "the north pier", "dredging"]
    assert {"claims", "people", "outcomes"} <= {field for field, _ in found}


@pytest.mark.parametrize("mark", ["* ", ""])
def test_a_list_ends_where_another_begins(mark: str) -> None:
    lines = (
        "Agenda",
        "Lamps of the harbour",
        "Repairs of the pier",
        "Decisions",
        "The dues are ten crowns",
        "The pier stays",
    )
    found = [p.field for p in by_lines("\n".join(f"{mark}{line}" for line in lines), word_list("en"))]
    assert found == ["agenda", "agenda", "outcomes", "outcomes"]


@pytest.mark.parametrize("lines", ["* Agenda\n", "* It is on the agenda.\n", "Agenda:\n- Harbour lamp\n\n"])
def test_lists_take_as_long_as_they_are(lines: str) -> None:
    lists = word_list("en")
    list(by_lines(lines, lists))
    assert_linear(lambda text: list(by_lines(text, lists)), lines * 400, lines * 400 * TIMES)


def test_a_paragraph_with_a_number_that_goes_on_in_the_next_line_is_no_topic() -> None:
    text = (
        "1. The Conference of Coffee Ports held its sixth session in the old town of Port Example,\n"
        "Exampleland, on 12 and 13 March 2026. Ms Ana Sample, the mayor, opened it and Mr Ben\n"
        "Beispiel, her deputy, chaired the session.\n\n"
        "2. The Conference established a working group on lamps and walls under the guidance of\n"
        "Spain, with members from Peru and Fiji.\n\n"
        "3. The Conference took note of the report.\n"
    )
    proposed = propose(text, "en")
    assert [p.value for p in proposed if p.field == "agenda"] == []
    assert [p.value for p in proposed if p.field == "chair"] == ["Ben Beispiel"]
    assert any(p.field == "outcomes" and p.value.endswith("Peru and Fiji.") for p in proposed)


def test_those_who_came_each_on_a_line() -> None:
    text = "The fifth session ended.\n\nParticipants:\n\n- Peru\n- Fiji (online)\n- Port Union\n\nIt met in Lima."
    ((found, quote),) = parties_of_lines(text, EN)
    assert found == ["Peru", "Fiji", "Port Union"]
    assert quote in text.removeprefix("The fifth session ended.\n\n").split("\n\nIt met")
    assert not list(parties_of_lines("Participants:\n\nPeru spoke first.\n\nFiji came.", EN))


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("Attendees:\nAna Sample – Port Union\nBen Muster - Sea Bank\nCy Probe – Port Union", "Port Union|Sea Bank"),
        ("Observers from agencies:\nMr. SAMPLE Port Bureau (PB)\nMiss MUSTER Sea Union", "Port Bureau|Sea Union"),
        ("Represented were:\nPeru:\nMs Ana Sample, Minister for Ports\nFiji:\nMr Ben Beispiel, Envoy", "Peru|Fiji"),
        ("States represented:\n\nPeru Fiji\n\nChad Niue", "Peru|Fiji|Chad|Niue"),
    ],
)  # fmt: skip
def test_lines_name_states_and_bodies_alone_or_with_somebody(lines: str, found: str) -> None:
    assert [names for names, _ in parties_of_lines(lines, EN)] == [found.split("|")]
