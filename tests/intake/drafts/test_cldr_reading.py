"""Days, countries and towns, as texts name them."""

from __future__ import annotations

import pytest

from briefgen.intake.drafts.cldr_reading import by_weekday, countries, dates, is_counted_back, months, towns
from briefgen.intake.drafts.wordlists import word_list


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ("on 17 October 2025", "en", ["2025-10-17"]),
        ("from October 16 to 17, 2024", "en", ["2024-10-16/2024-10-17"]),
        ("from 30 September to 2 October 2025", "en", ["2025-09-30/2025-10-02"]),
        ("December 31 – January 2, 2031", "en", ["2030-12-31/2031-01-02"]),
        ("28 December 2024 - 3 January 2025", "en", ["2024-12-28/2025-01-03"]),
        ("from Wednesday (Feb. 14) to Thursday (Feb. 15)", "en", ["XXXX-02-14/XXXX-02-15"]),
        ("5, 6 and 7 June 2024", "en", ["2024-06-05/2024-06-07"]),
        ("from Thursday, 21st to Saturday, 23rd November, 2019", "en", ["2019-11-21/2019-11-23"]),
        ("с 30 сентября по 2 октября 2025 года", "ru", ["2025-09-30/2025-10-02"]),
        ("on 9–10 May", "en", ["XXXX-05-09/XXXX-05-10"]),
        ("2031-06-11", "en", ["2031-06-11"]),
        ("30.11.2017 в Минске", "ru", ["2017-11-30"]),
        ("17 октября 2025 года", "ru", ["2025-10-17"]),
        ("am 17. Oktober 2025", "de", ["2025-10-17"]),
        ("le 1er mars 2027", "fr", ["2027-03-01"]),
        ("el 3 de abril de 2030", "es", ["2030-04-03"]),
        ("on 45 May 2020, room 12", "en", []),
        ("vom 3. bis zum 5. Mai", "de", ["XXXX-05-03/XXXX-05-05"]),
        ("am Samstag, dem 3., und Sonntag, dem 4. Mai", "de", ["XXXX-05-03/XXXX-05-04"]),
        ("29.4. bis 3.5.2031", "de", ["2031-04-29/2031-05-03"]),
        ("3./4. Mai 2031", "de", ["2031-05-03/2031-05-04"]),
        ("16-17 октября", "ru", ["XXXX-10-16/XXXX-10-17"]),
        ("le lundi 3 et mardi 4 mars", "fr", ["XXXX-03-03/XXXX-03-04"]),
        ("DU 13 FEVRIER 2031", "fr", ["2031-02-13"]),
        ("from 6th October through 8th October", "en", ["XXXX-10-06/XXXX-10-08"]),
        ("Sept 9 & 10", "en", ["XXXX-09-09/XXXX-09-10"]),
        ("30/01/2031, 1/2/2031", "en", ["2031-01-30"]),
        ("1/2/2031", "fr", ["2031-02-01"]),
        ("dal 3 al 5 maggio 2031", "it", ["2031-05-03/2031-05-05"]),
    ],
)
def test_dates_as_they_are_written(words: str, language: str, found: list[str]) -> None:
    assert [value for value, _ in dates(words, language)] == found


def test_a_month_without_a_day() -> None:
    assert (months("in May 2031", "en"), months("im Mai 2031", "de"), months("5 of them", "en")) == (
        [("2031-05", 3)],
        [("2031-05", 3)],
        [],
    )


@pytest.mark.parametrize(
    ("words", "language", "report", "day"),
    [
        ("They met on Tuesday and Wednesday.", "en", "2031-11-27", "2031-11-25/2031-11-26"),
        ("It runs from Tuesday to Thursday.", "en", "2031-11-26", "2031-11-25/2031-11-27"),
        ("Sie trafen sich am Donnerstag.", "de", "2031-11-27", "2031-11-27"),
        ("Встреча прошла во вторник.", "ru", "2031-11-27", "2031-11-25"),
        ("Ils se sont réunis hier.", "fr", "2031-11-27", "2031-11-26"),
        ("They met.", "en", "2031-11-27", ""),
        ("They met on Tuesday.", "en", "2031-11", ""),
        ("They met yesterday, or on Tuesday.", "en", "0001-01-01", ""),
        ("They meet from Tuesday to Monday.", "en", "9999-12-31", ""),
    ],
)
def test_a_day_counted_back_from_that_of_the_report(words: str, language: str, report: str, day: str) -> None:
    lists = word_list(language)
    assert by_weekday(words, report, lists)[0] == day
    assert all(is_counted_back(one, f"2031-11-27 {words}", lists) for one in day.split("/") if one)
    assert not is_counted_back("2031-11-28", f"2031-11-27 {words}", lists)


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ("delegates from the Netherlands and Kenya", "en", [("NL", "Netherlands"), ("KE", "Kenya")]),
        ("Viet Nam, the Gambia, Ivory Coast", "en", [("VN", "Viet Nam"), ("GM", "Gambia"), ("CI", "Ivory Coast")]),
        ("из Молдавии и Ирана", "ru", [("MD", "Молдавии"), ("IR", "Ирана")]),
        ("от Кыргызской Республики", "ru", [("KG", "Кыргызской Республики")]),
        ("aus den Niederlanden", "de", [("NL", "Niederlanden")]),
        ("Ираклий приехал", "ru", []),
        ("Малая сцена на Кубе", "ru", [("CU", "Кубе")]),
    ],
)  # fmt: skip
def test_countries_by_the_names_that_texts_give_them(words: str, language: str, found: list[tuple[str, str]]) -> None:
    assert [(code, name) for code, name, _ in countries(words, language)] == found


def test_towns_that_cldr_names_with_their_states() -> None:
    assert towns("Talks in Lima and Example", "en") == [("PE", "Lima", 9)]
    assert [(code, town) for code, town, _ in towns("в Вене и Нью-Йорке", "ru")] == [
        ("AT", "Вене"),
        ("US", "Нью-Йорке"),
    ]
    assert [code for code, _, _ in towns("in Brüssel", "de")] == ["BE"]
    assert towns("Lima", "xx") == []
