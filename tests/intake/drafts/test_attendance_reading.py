"""Who came, in lists of states, of bodies and of groups."""

from __future__ import annotations

import pytest

from briefgen.intake.drafts.attendance_reading import parties
from briefgen.intake.drafts.wordlists import word_list

EN = word_list("en")


def test_lists_of_those_who_came_and_of_those_who_did_not() -> None:
    words = "Teams from Spain, Peru and the Netherlands took part, those from Japan and Fiji joined online."
    assert parties(words, EN) == [
        (["Spain", "Peru", "Netherlands"], "listed"),
        (["Japan", "Fiji"], "listed"),
    ]
    assert parties("Senegal and the Gambia were absent.", EN) == [(["Senegal", "Gambia"], "absent")]


def test_a_country_that_was_named_as_the_place_is_in_the_list() -> None:
    words = "It met in Nadi, Fiji, attended by heads from Niue, Fiji, the Republic of Nauru and Palau."
    assert parties(words, EN) == [(["Niue", "Fiji", "Nauru", "Palau"], "listed")]
    words = "Attended by heads from Niue, DR Congo (DRC) and Palau."
    assert parties(words, EN) == [(["Niue", "DR Congo", "Palau"], "listed")]


def test_countries_that_do_what_is_done_at_meetings_were_there() -> None:
    assert parties("Peru and Fiji held extensive talks on ports.", EN) == [(["Peru", "Fiji"], "listed")]
    assert parties("Peru and Fiji share a coast.", EN) == []


def test_a_list_goes_on_over_names_in_brackets_and_over_a_body() -> None:
    words = "It brought together ministers of Spain (Ana Sample), Peru (Ben Beispiel) and Fiji (Cy Exemple)."
    assert parties(words, EN) == [(["Spain", "Peru", "Fiji"], "listed")]
    words = "It was attended by observers from Spain, European Union, Japan and Fiji."
    assert parties(words, EN) == [(["Spain", "European Union", "Japan", "Fiji"], "listed")]


@pytest.mark.parametrize(
    "words",
    [
        "The participants spoke of people who go to Spain and Peru.",
        "Sample held bilateral meetings with heads of delegations from Spain and Peru.",
        "The council was founded in 1996, and its members include Spain and Peru, all of which attend.",
    ],
)
def test_states_that_nobody_says_were_there(words: str) -> None:
    assert parties(words, EN) == []


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ("Participants came from Fiji, Palau and Timor Leste.", "en", ["Fiji", "Palau", "Timor Leste"]),
        ("The port advisors of Fiji, Palau and Peru met.", "en", ["Fiji", "Palau", "Peru"]),
        ("Прошла встреча глав портов Перу, Фиджи и Палау.", "ru", ["Перу", "Фиджи", "Палау"]),
        (
            "Он принял министров портов стран союза – Перу, Фиджи и Палау – на встрече.",
            "ru",
            ["Перу", "Фиджи", "Палау"],
        ),
        ("Участвовали представители Перу, Колхиды, Фиджи и Палау.", "ru", ["Перу", "Колхиды", "Фиджи", "Палау"]),
        ("It met with people representing ports, fish unions, and media.", "en", ["ports", "fish unions", "media"]),
        (
            "Étaient présents le ministère fidjien, la police du port et la police péruvienne.",
            "fr",
            ["ministère fidjien", "police du port", "police péruvienne"],
        ),
        ("Vertreter von Häfen, Reedereien und Werften waren dabei.", "de", []),
    ],
)
def test_lists_with_names_that_are_no_states_and_lists_of_groups(words: str, language: str, found: list[str]) -> None:
    assert parties(words, word_list(language)) == ([(found, "listed")] if found else [])


def test_what_is_said_of_representatives_is_no_list() -> None:
    assert parties("Representatives of the port said quays, walls and fish were low.", EN) == []
