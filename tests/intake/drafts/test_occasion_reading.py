"""What a sentence tells of the meeting itself."""

from __future__ import annotations

import pytest

from briefgen.intake.drafts import occasion_reading as occasion
from briefgen.intake.drafts.people_reading import persons
from briefgen.intake.drafts.wordlists import word_list

EN = word_list("en")


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ("The fifth Black Sea Wine Forum opened in Tbilisi.", "en", (5, "fifth Black Sea Wine Forum")),
        ("The 4th session was held.", "en", (4, "4th session")),
        ("The summit, the eighth of its kind, ended.", "en", (8, "")),
        ("It ended the session of the Council, its 40th.", "en", (40, "")),
        ("Quota cut by a fifth after the session", "en", (0, "")),
        ("Состоялось XXI заседание Совета в Казани.", "ru", (21, "XXI заседание Совета")),
        ("Die siebte Rheinkonferenz hat begonnen.", "de", (7, "siebte Rheinkonferenz")),
        ("La neuvième Conférence de la Pêche s'est tenue.", "fr", (9, "neuvième Conférence de la Pêche")),
    ],
)
def test_the_number_and_the_name_with_it(words: str, language: str, found: tuple[int, str]) -> None:
    assert occasion.number(words, word_list(language)) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("It was held in Port Example, Portugal.", ("Port Example", "Portugal", "PT")),
        ("It was held in Valletta (Malta).", ("Valletta", "Malta", "MT")),
        ("They met in the Ghanaian capital Accra.", ("Accra", "", "")),
        ("They met in Portugal in October.", ("", "", "")),
    ],
)
def test_the_place_and_its_country(words: str, found: tuple[str, str, str]) -> None:
    assert occasion.place(words, EN) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("BOGOTÁ, Colombia – Producers met.", ("Bogotá", "Colombia", "")),
        ("New Delhi, 3 August 2028: The exercise ended.", ("New Delhi", "", "2028-08-03")),
        ("19 ноября, Москва /Пресс/. Началось.", ("Москва", "", "XXXX-11-19")),
        ("Producers met in a large hall.", ("", "", "")),
    ],
)
def test_where_and_when_a_report_was_written(text: str, found: tuple[str, str, str]) -> None:
    assert occasion.dateline(text, word_list("ru" if "Москва" in text else "en"))[:3] == found


def test_lists_of_those_who_came_and_of_those_who_did_not() -> None:
    words = "Teams from Spain, Peru and the Netherlands took part, those from Japan and Fiji joined online."
    assert occasion.parties(words, EN) == [
        (["Spain", "Peru", "Netherlands"], "listed"),
        (["Japan", "Fiji"], "listed"),
    ]
    assert occasion.parties("Senegal and the Gambia were absent.", EN) == [(["Senegal", "Gambia"], "absent")]


def test_who_chaired_and_who_hosted_it() -> None:
    words = "It was hosted by the Sample Foundation and chaired by Ms Ana Sample."
    assert occasion.chairs(words, EN, persons(words, EN)) == "Ana Sample"
    assert occasion.hosts(words, EN) == ["Sample Foundation"]
    assert occasion.venue("They met at the Example Maritime House.", EN) == "Example Maritime House"
