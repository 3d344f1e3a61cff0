"""Who came, in lists of states, of bodies and of groups."""

from __future__ import annotations

import pytest

from briefgen.intake.drafts.attendance_reading import parties
from briefgen.intake.drafts.wordlists import word_list
from tests.intake.drafts.reports import found

EN = word_list("en")


def test_lists_of_those_who_came_and_of_those_who_did_not() -> None:
    words = "Teams from Spain, Peru and the Netherlands took part, those from Japan and Fiji joined online."
    assert parties(words, EN) == [
        (["Spain", "Peru", "Netherlands"], "listed"),
        (["Japan", "Fiji"], "listed"),
    ]
    assert parties("Senegal and the Gambia were absent.", EN) == [(["Senegal", "Gambia"], "absent")]


def test_some_of_those_who_came_are_no_list_of_them() -> None:
    words = "The event, hosted by the U.K., was attended by 52 countries, including the U.K. and China."
    assert parties(words, EN) == [(["U.K.", "China"], "present")]


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Peru and Chile attended as observers.", "en"),
        ("Peru and Chile sent observers, who did not vote.", "en"),
        ("The following attended as observers: Peru and Chile.", "en"),
        ("Peru und Chile nahmen als Beobachter teil.", "de"),
        ("Le Pérou et le Chili ont participé en qualité d'observateurs.", "fr"),
        ("Perú y Chile participaron como observadores.", "es"),
        ("Перу и Чили участвовали в качестве наблюдателей.", "ru"),
    ],
)
def test_observers_are_told_from_members(words: str, language: str) -> None:
    assert [status for _, status in parties(words, word_list(language))] == ["observer"]


def test_who_came_beside_observers_is_no_observer() -> None:
    words = "Delegations from Spain, Peru and Fiji took part, as did Germany and the European Commission as observers."
    both = [(["Spain", "Peru", "Fiji"], "listed"), (["Germany", "European Commission"], "observer")]
    assert parties(words, EN) == both
    assert parties("Japan and Fiji did not send representatives.", EN) == [(["Japan", "Fiji"], "absent")]


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("The session was attended by Peru, Chile and Fiji, as well as Japan as an observer.", "en"),
        ("Representatives of Peru and Chile, and Fiji as an observer, took part in the session.", "en"),
        ("В заседании приняли участие представители Перу, Чили, а также Фиджи в качестве наблюдателя.", "ru"),
        ("Perú, Chile y Fiyi como observador participaron en la reunión.", "es"),
    ],
)
def test_of_a_long_list_with_observers_behind_it_none_is_said_to_have_watched(words: str, language: str) -> None:
    assert parties(words, word_list(language)) == []


def test_who_is_to_come_is_announced() -> None:
    for words, language in (
        ("Peru, Chile and Fiji will attend.", "en"),
        ("Le Pérou, le Chili et les Fidji participeront à la conférence.", "fr"),
        ("Перу, Чили и Фиджи примут участие в конференции.", "ru"),
    ):
        assert [status for _, status in parties(words, word_list(language))] == ["announced"]


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("No participaron Perú y Chile.", "es"),
        ("В заседании не участвовали Перу и Чили.", "ru"),
        ("Nicht teilgenommen haben Peru und Chile.", "de"),
        ("N'étaient pas représentés le Pérou et le Chili.", "fr"),
        ("Not attending were Peru and Chile.", "en"),
        ("Peru and Chile refused to take part.", "en"),
    ],
)
def test_a_denial_stands_ahead_of_a_list_as_well(words: str, language: str) -> None:
    assert [status for _, status in parties(words, word_list(language))] == ["absent"]
    assert parties("It is not known that ministers from Peru and Chile attended.", EN) == []


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Attended by Peru and Chile, among others.", "en"),
        ("Attended by Peru, Chile and 12 others.", "en"),
        ("Delegates of Peru, Chile and several other countries took part.", "en"),
        ("Delegates from Peru, Chile and elsewhere attended.", "en"),
        ("Representatives of 30 states, among them Peru and Chile, attended.", "en"),
        ("Участвовали представители ряда стран, включая Перу и Чили.", "ru"),
    ],
)
def test_what_says_that_there_were_others_is_none_of_those_who_came(words: str, language: str) -> None:
    assert [len(names) for names, _ in parties(words, word_list(language))] == [2]


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
    assert parties(words, EN) == [(["Spain", "European Union", "Japan", "Fiji"], "observer")]


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
        ("Vertreter von Häfen, Reedereien und Werften waren dabei.", "de", ["Häfen", "Reedereien", "Werften"]),
    ],
)
def test_lists_with_names_that_are_no_states_and_lists_of_groups(words: str, language: str, found: list[str]) -> None:
    assert parties(words, word_list(language)) == ([(found, "listed")] if found else [])


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ("The Port Council, the Sea Bank, Peru and Fiji took part.", "en", "Port Council|Sea Bank|Peru|Fiji"),
        ("Leaders of Peru, the Port Council, the Sea Union and Fiji met.", "en", "Peru|Port Council|Sea Union|Fiji"),
        ("Experts from Peru, Fiji, the Sea Union and the Port Bank attended.", "en", "Peru|Fiji|Sea Union|Port Bank"),
        ("Delegates of the 12 Andean countries as well as Peru and Fiji came.", "en", "12 Andean countries|Peru|Fiji"),
        ("It was attended by Peru, Fiji, and the Sea Union's secretary.", "en", "Peru|Fiji|Sea Union"),
        ("Peru, Fiji and the Office on Ports and Crime took part.", "en", "Peru|Fiji|Office on Ports and Crime"),
        ("Peru, Fiji and the EU took part.", "en", "Peru|Fiji|EU"),
        ("Delegationen aus Peru und Fidschi sowie Vertreter von Europol nahmen teil.", "de", "Peru|Fidschi|Europol"),
        ("Am Gipfel beteiligten sich Peru und Fidschi.", "de", "Peru|Fidschi"),
        ("Étaient représentés le Pérou et les Fidji.", "fr", "Pérou|Fidji"),
        ("В учениях задействованы силы Перу и Фиджи.", "ru", "Перу|Фиджи"),
        ("Vertreter aus Peru, Fidschi sowie der Baltischen Union nahmen teil.", "de", "Peru|Fidschi|Baltischen Union"),
        ("Teilnehmer waren Peru und die Hafenunion.", "de", "Peru|Hafenunion"),
        ("Les délégations du Pérou et de l'Union andine ont participé.", "fr", "Pérou|Union andine"),
        ("Приняли участие Перу, Фиджи, а также Морской союз.", "ru", "Перу|Фиджи|Морской союз"),
        ("Teams came from the Port Office, Sea Bank and Lima Court.", "en", "Port Office|Sea Bank|Lima Court"),
    ],
)  # fmt: skip
def test_bodies_stand_ahead_of_states_among_them_and_behind_them(words: str, language: str, found: str) -> None:
    assert parties(words, word_list(language)) == [(found.split("|"), "listed")]


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ("Talks between Peru, Fiji and the Port Union were held in Lima.", "en", ["Peru", "Fiji", "Port Union"]),
        ("Das Treffen zwischen Peru und Fidschi fand in Lima statt.", "de", ["Peru", "Fidschi"]),
        ("La réunion entre le Pérou et les Fidji s'est tenue à Lima.", "fr", ["Pérou", "Fidji"]),
        ("Встреча между Перу и Фиджи прошла в Лиме.", "ru", ["Перу", "Фиджи"]),
        ("The delegates of Sample spoke of talks between Peru and Fiji.", "en", []),
    ],
)
def test_a_meeting_between_states_has_them_there(words: str, language: str, found: list[str]) -> None:
    assert parties(words, word_list(language)) == ([(found, "listed")] if found else [])


def test_two_lists_of_members_and_of_observers_stand_in_one_sentence() -> None:
    members, observers = "des États membres – Pérou, Fidji et Kenya –", "des pays observateurs : Japon, Ghana et Togo"
    words = f"Sample a reçu les ministres {members} ainsi que ceux {observers}."
    assert parties(words, word_list("fr")) == [
        (["Pérou", "Fidji", "Kenya"], "listed"),
        (["Japon", "Ghana", "Togo"], "listed"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "It took steps, including the drafting, by Peru and Fiji, of a law.",
        "Those present praised the partnership with Peru and Fiji.",
        "It included the sessions of the Port Union and the Sea Council.",
        "Sample restated before those present the pledge to Japan and the ROK.",
        "Other measures, including loans from the Port Bank and the Sea Council, were discussed.",
    ],
)
def test_what_states_and_bodies_have_made_does_not_bring_them_there(words: str) -> None:
    assert parties(words, EN) == []


def test_what_is_said_of_representatives_is_no_list() -> None:
    assert parties("Representatives of the port said quays, walls and fish were low.", EN) == []


def test_the_body_that_tells_of_it_is_none_of_those_who_came() -> None:
    words = "She was at a session of the Heads of Port Bodies and Coast Services, Coast Watch Service told."
    assert parties(words, EN) == []
    words = "Attended by representatives of the Port Service and the Coast Service, said the Harbour Service."
    assert parties(words, EN) == [(["Port Service", "Coast Service"], "listed")]


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ("Sie trafen Anna Muster aus Peru, Ben Beispiel aus Fidschi und Cy Probe aus Niue.", "de", ""),
        ("Dabei sind Anna Muster aus Peru, Ben Beispiel aus Fidschi und Cy Probe aus Niue.", "de", "Peru|Fidschi|Niue"),
        ("It brought together envoys of four states (Peru, Fiji, Niue and Chad).", "en", "Peru|Fiji|Niue|Chad"),
        ("Chiefs met from Peru, Fiji; Niue; Chad and Palau.", "en", "Peru|Fiji|Niue|Chad|Palau"),
        ("The ministers of Peru, Fiji and the six Andean states met.", "en", "Peru|Fiji|six Andean states"),
        ("Attended by the Port Bank and two unions: Sea Union and Air Union.", "en", "Port Bank|Sea Union|Air Union"),
        ("It was attended by Peru, Fiji and the envoy of the Sea Union.", "en", "Peru|Fiji|Sea Union"),
        ("Attended by officials of the Port Bank, the Sea Council and other agencies.", "en", "Port Bank|Sea Council"),
        ("Участвовали представители Министерства портов и моря, Морского банка и Союза портов.", "ru",
         "Министерства портов и моря|Морского банка|Союза портов"),
        ("Приняли участие президент Перу Иван Пример, глава Фиджи Пётр Образцов и лидер Чада Олег Пробный.",
         "ru", "Перу|Фиджи|Чада"),
        ("Participan representantes de: Perú, Chile y Cuba.", "es", "Perú|Chile|Cuba"),
        ("L'atelier a réuni des cadres venus de : la DNG, l’UAG, du Bureau des ports et la société civile.", "fr",
         "DNG|UAG|Bureau des ports|société civile"),
    ],
)  # fmt: skip
def test_each_part_of_a_list_is_read_for_whom_it_names(words: str, language: str, found: str) -> None:
    assert parties(words, word_list(language)) == ([(found.split("|"), "listed")] if found else [])


@pytest.mark.parametrize(
    "words",
    [
        "It was attended by officials of Peru, Fiji, some of whom he had met before, and Chad.",
        "It was attended by officials of the Port Bank, the Sea Council, etc.",
        "Peru, Fiji, who had said no, and Chad met.",
        "Pilots of nine ports, twelve of the very many keen and busy friends of the sea, envoys of Peru and Fiji came.",
        "Among them were officials of Peru, Fiji and Chad.",
    ],
)
def test_a_list_is_not_proposed_where_a_part_of_it_could_not_be_read(words: str) -> None:
    assert parties(words, EN) == []


def test_a_name_of_no_words_is_no_body() -> None:
    assert not list(parties("A tour with Jo Sample: The Peruvian and other ports present their town.", word_list("en")))


@pytest.mark.parametrize(
    "words",
    [
        "The Defence Ministers and Representatives of the Alliance met in Lima.",
        "It was attended by the Defence Ministers and the Foreign Ministers in Lima last week.",
        "It saw the participation of Ben Muster, Minister for Fish of Peru, and Ana Sample, Deputy Prime Minister and "
        "Minister of Foreign Affairs and Expatriates of Fiji.",
        "Representatives from 32 countries and the Port Union attended the meeting.",
    ],
)
def test_officials_and_counts_are_no_parties(words: str) -> None:
    assert parties(words, EN) == []


def test_republics_of_are_parted_as_other_states_are() -> None:
    words = "The talks were attended by heads from the Republic of Tajikistan and the Republic of Uzbekistan."
    assert parties(words, EN) == [(["Tajikistan", "Uzbekistan"], "listed")]


def test_who_had_come_or_was_to_come_and_whom_others_are_unlike_are_not_read_as_there() -> None:
    for words in (
        "Peru and Chile had attended the last session.",
        "Peru and Chile were to attend the forum but pulled out.",
        "Unlike Peru and Fiji, Chad and Mali attended.",
    ):
        assert parties(words, word_list("en")) == []


def test_who_is_announced_is_asked_about() -> None:
    text = "The forum was held in Lima on 3 May 2031. Ministers from Peru, Chile and Fiji will attend talks in June."
    (announced,) = found(text, "attendance")
    assert announced.keys["status"] == "announced"
    assert announced.asks.startswith("the passage tells of what is to come")
    (invited,) = found("Eingeladen sind ferner Vertreter der Hafenkommission und des Seerats.", "attendance", "de")
    assert (invited.keys["status"], invited.asks) == ("announced", announced.asks)
