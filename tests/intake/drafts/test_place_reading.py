"""Where a meeting was, and what stands in front of a report of it."""

from __future__ import annotations

import pytest

from briefgen.intake.drafts import place_reading as where
from briefgen.intake.drafts.wordlists import word_list
from tests.intake.drafts.reports import found

EN = word_list("en")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("It was held in Port Example, Portugal.", ("Port Example", "Portugal", "PT")),
        ("It was held in Valletta (Malta).", ("Valletta", "Malta", "MT")),
        ("They met in the Ghanaian capital Accra.", ("Accra", "Ghanaian", "GH")),
        ("They met in Ghana's capital, Accra.", ("Accra", "Ghana", "GH")),
        ("They met in Ghana’s Accra.", ("Accra", "Ghana", "GH")),
        ("The Russian service met in the city of Sochi, Russian Federation.", ("Sochi", "Russian Federation", "RU")),
        ("It opened in Lima, a port on the coast of Peru.", ("Lima", "Peru", "PE")),
        ("The Peruvian city of Lima hosted the talks.", ("Lima", "", "")),
        ("Lima yesterday hosted a regular meeting.", ("Lima", "", "")),
        ("It took place in Singapore.", ("Singapore", "", "")),
        ("They met in the capital of Peru.", ("", "Peru", "PE")),
        ("A meeting of the chiefs of police (Lima, Republic of Peru)", ("Lima", "Peru", "PE")),
        ("They met in Accra Ghana.", ("Accra", "Ghana", "GH")),
        ("It was held at Sample Hotel Kinshasa, Kenya.", ("Kinshasa", "Kenya", "KE")),
        ("They spoke of the war in Portugal.", ("", "", "")),
        ("They put their trust in Ana bin Ali Sample.", ("", "", "")),
        ("They met in Portugal in October.", ("", "Portugal", "PT")),
        ("The Sample Network for Ports in Rowing (SNPR) met.", ("", "", "")),
        ("They met for a workshop on women in STEM.", ("", "", "")),
        ("Workshop on Rowing at Third Level", ("", "", "")),
        ("They met on Monday, 5 May, in Port Example's old custom house.", ("Port Example", "", "")),
        ("They met in St John's on Monday.", ("St John's", "", "")),
    ],
)
def test_the_place_and_its_country(words: str, found: tuple[str, str, str]) -> None:
    assert where.place(words, EN) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("BOGOTÁ, Colombia – Producers met.", ("Bogotá", "Colombia", "")),
        ("New Delhi, 3 August 2028: The exercise ended.", ("New Delhi", "", "2028-08-03")),
        ("19 ноября, Москва /Пресс/. Началось.", ("Москва", "", "XXXX-11-19")),
        ("London, March 31 - Board members met here.", ("London", "", "XXXX-03-31")),
        ("Producers met in a large hall.", ("", "", "")),
    ],
)
def test_where_and_when_a_report_was_written(text: str, found: tuple[str, str, str]) -> None:
    assert where.dateline(text, word_list("ru" if "Москва" in text else "en"))[:3] == found


@pytest.mark.parametrize(
    ("words", "bare"),
    [
        ("LIMA, 8th December, 2031 (EXN)–The chiefs met.", "The chiefs met."),
        ("Lima, Sep. 24 (Example) -- The chiefs met.", "The chiefs met."),
        ("New Port [Peru], June 24 (EXN): The chiefs met.", "The chiefs met."),
        ("EXNEWS - The chiefs met.", "The chiefs met."),
        ("Ana Sample – the head of the office – said so.", "Ana Sample – the head of the office – said so."),
        ("The chiefs met on 3 May – in Lima.", "The chiefs met on 3 May – in Lima."),
    ],
)
def test_a_sentence_without_where_and_when_it_was_written(words: str, bare: str) -> None:
    assert where.without_head(words, EN) == bare


def test_a_line_with_a_name_and_a_day_names_no_town_that_nobody_knows() -> None:
    text = "Hafenblatt ABC, 3 May 2031\n\nThe ministers of ports met."
    assert where.dateline(text, EN)[0] == ""
    assert where.dateline(text.replace("Hafenblatt ABC", "Lima"), EN)[0] == "Lima"


@pytest.mark.parametrize("head", ["Ginebra.- ", "Ginebra, 20 may (EFE).- "])
def test_a_town_before_a_stop_and_a_dash_is_where_a_report_was_written(head: str) -> None:
    spanish, sentence = word_list("es"), "El consejo de puertos anunció un acuerdo."
    assert where.dateline(head + sentence, spanish)[0] == "Ginebra"
    assert where.without_head(head + sentence, spanish) == sentence


def test_a_town_beside_a_meeting_may_be_its_place() -> None:
    assert where.is_beside_meeting("at the recent meeting of the Council of Heads in Lima, it says", "Lima", EN)
    assert not where.is_beside_meeting("The conference agreed to work with the office in Lima", "Lima", EN)


def test_the_hall_that_a_sentence_names() -> None:
    assert where.venue("They met at the Example Maritime House.", EN) == "Example Maritime House"
    assert where.venue("They met at the hotel “Example” in Lima.", EN) == "Example"
    assert where.venue("It was held at the Bharat Sample.", EN) == "Bharat Sample"
    assert where.venue("It was held at the St. Regis Example on 3 May.", EN) == "St. Regis Example"
    assert where.venue("Оно открылось в резиденции «Пример».", word_list("ru")) == "резиденции «Пример»"
    assert where.venue("La réunion a eu lieu à l’Institut lusitanien des ports.", word_list("fr")) == (
        "Institut lusitanien des ports"
    )
    assert where.venue("Das Treffen fand im Gerätehaus statt.", word_list("de")) == "Gerätehaus"
    assert where.venue("It met in the conference room of the Sample Hotel.", EN) == "Sample Hotel"
    assert where.venue("Ana Sample teaches at Example University.", EN) == ""
    chaired = "The talks were chaired by Ana Sample, Director of Ports at the White House."
    assert where.venue(chaired, EN) == ""
    assert where.venue("На конференции приняты изменения в Устав организации.", word_list("ru")) == ""


def test_what_begins_a_body_or_a_title_is_no_town() -> None:
    assert where.place("Её передадут в Генеральную Ассамблею.", word_list("ru"))[0] == ""
    assert where.place("As prescribed in An Ordinance to Govern Ports.", EN)[0] == ""


def test_a_common_noun_is_no_town() -> None:
    german = word_list("de")
    assert where.place("Sie wurde in Abwesenheit geehrt.", german)[0] == ""
    assert where.place("Sie trafen sich in Bonn Vertreter des Hafens zufolge.", german)[0] == "Bonn"
    assert where.place("Sie trafen sich in Bad Muster.", german)[0] == "Bad Muster"
    assert where.dateline("Stand: 28.02.2031 07:09 Uhr\n\nEs regnet.", german)[0] == ""


def test_a_hall_with_words_before_it_and_a_town_behind_it() -> None:
    assert where.venue("It was held in the 18th century Sample Palace.", EN) == "Sample Palace"
    assert where.venue("It was held at the Sample Conference Center Bonn.", EN) == "Sample Conference Center"
    assert where.venue("It opened at the Hall of the Ports.", EN) == "Hall of the Ports"
    assert where.dateline("MEXICO CITY — Ministers met.", EN)[0] == "Mexico City"
    assert where.dateline("LIMA, PERU – SATURDAY 09 SEPTEMBER 2031: It ended.", EN)[:3] == (
        "Lima",
        "Peru",
        "2031-09-09",
    )


def test_the_hall_of_a_press_conference_is_not_that_of_the_meeting() -> None:
    assert where.venue("After the talks a press conference was held at the Port Palace.", EN) == ""
    assert where.venue("After a press conference the meeting was held at the Port Palace.", EN) == "Port Palace"


def test_an_epithet_of_a_town_is_no_town() -> None:
    assert where.place("В Северной столице прошло заседание.", word_list("ru")) == ("", "", "")


def test_a_body_with_letters_in_its_name_is_no_town_that_hosts() -> None:
    assert where.place("XYZ Sahel organise une conférence.", word_list("fr")) == ("", "", "")


def test_letters_behind_a_mission_are_no_town() -> None:
    assert where.place("It was hosted at the headquarters of the Permanent Mission of Peru to the UN.", EN)[0] == ""


def test_a_line_of_the_place_may_name_a_state_with_a_small_letter() -> None:
    told = "ABIDJAN, Côte d’Ivoire – The ports of Exampleland should build walls, Ana Sample said."
    assert where.without_head(told, word_list("en")).startswith("The ports")
    assert found(told, "attendance") == []
