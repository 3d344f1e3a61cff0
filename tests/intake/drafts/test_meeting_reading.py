"""What a text tells of the meeting itself, by one sentence or by the whole."""

from __future__ import annotations

import pytest

from briefgen.archive.archived import ArchivedText
from briefgen.facts.kinds import shipped_kinds
from briefgen.intake.drafts.judging.gate import refusals
from briefgen.intake.drafts.rules import propose
from tests.intake.drafts.reports import found


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("Lima, 27 November 2031 – The port chiefs met on Tuesday and Wednesday.", "en", "2031-11-25/2031-11-26"),
        ("Stand: 28.11.2031\n\nDie Hafenminister trafen sich am Donnerstag.", "de", "2031-11-27"),
        ("28.11.2031\n\nВстреча глав портов прошла во вторник в Баку.", "ru", "2031-11-25"),
        ("Le 28 novembre 2031\n\nLes chefs des ports se sont réunis mardi à Lima.", "fr", "2031-11-25"),
    ],
)
def test_a_day_of_the_week_is_counted_back_from_the_day_of_the_report(text: str, language: str, day: str) -> None:
    (one,) = found(text, "date", language)
    assert (one.value, one.keys["inferred"], one.quote) == (day, "day", text)
    assert "counted back" in one.asks
    assert refusals(one, ArchivedText(text, ""), shipped_kinds().schema, language) == []


def test_a_passage_far_behind_the_day_of_the_report_stands_alone() -> None:
    met = "The forum of port chiefs was held in Lima on Tuesday."
    text = f"Example Gazette, 27 November 2031\n\n{'Walls are low on every coast. ' * 30}\n\n{met}"
    (one,) = found(text, "date", "en")
    assert (one.value, one.quote, one.keys["inferred"]) == ("2031-11-25", met, "all")
    assert one.keys["why"] == "the passage says Tuesday, and the report is of 2031-11-27"
    assert refusals(one, ArchivedText(text, ""), shipped_kinds().schema, "en") == []


def test_a_month_where_no_day_is_told() -> None:
    (one,) = found("The Port Council met in Lima in May 2031.", "date")
    assert (one.value, "is it the day" in one.asks) == ("2031-05", True)


def test_the_country_of_a_town_is_the_one_that_the_text_names_elsewhere() -> None:
    (land,) = found("The Port Council met in Vienna in May 2031. Peru and Austria came.", "country")
    assert (land.value, land.keys, land.quote) == ("Austria", {"code": "AT"}, "Peru and Austria came.")
    assert "the country of the meeting?" in land.asks
    assert found("The Port Council met in Vienna in May 2031. Peru came.", "country") == []


def test_a_town_in_front_of_the_meeting() -> None:
    (town,) = found("The Vienna port talks ended without a result.", "place")
    assert (town.value, "is it the place" in town.asks) == ("Vienna", True)


def test_two_questions_are_parted() -> None:
    (day,) = found(
        "These matters were told of at the session of the Port Council in Bogotá on 28 March, it says.", "date"
    )
    assert day.asks.startswith("which year? the passage names none; the passage does not say")


def test_a_meeting_on_the_margins_of_another_is_in_its_town() -> None:
    (town,) = found(
        "The port ministers met on the margins of the World Summit in Lima. They agreed on a levy.", "place"
    )
    assert (town.value, "is it the place" in town.asks) == ("Lima", True)


def test_the_day_on_which_a_page_was_published_is_not_that_of_the_meeting() -> None:
    assert found("Published 3 May 2031\n\nThe Port Council met in Lima.", "date") == []
    text = "4 May 2031\n\nThe ministers co-chaired the Port Conference in Lima from 1 to 3 May. They agreed on a levy."
    assert found(text, "date")[0].value == "2031-05-01/2031-05-03"


def test_several_meetings_are_not_the_name_of_one() -> None:
    assert found("The annual committee meetings are dull.", "names") == []


def test_a_name_ends_where_what_is_said_is_left_out() -> None:
    title = "“Better walls for all the ports of the southern coast”"
    text = f"The Port Agency held a seminar {title} with the support of the bank."
    assert [p.value for p in found(text, "names")] == [f"seminar {title}"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("In Peru haben Vertreter der Häfen über eine Abgabe beraten.", "de"),
        ("In Peru the port ministers discussed a levy.", "en"),
        ("Au Pérou, les ministres ont débattu d’une taxe.", "fr"),
        ("В Перу министры обсудили сбор.", "ru"),
    ],
)
def test_a_country_in_which_they_spoke_is_asked_about(text: str, language: str) -> None:
    (land,) = found(text, "country", language)
    assert (land.keys, "held there" in land.asks) == ({"code": "PE"}, True)


@pytest.mark.parametrize(
    ("told", "language"),
    [
        ("A virus was bred in Lima, they fear.", "en"),
        ("Der Fehler in Bonn bleibt rätselhaft.", "de"),
        ("Il est né dans Paris.", "fr"),
        ("Завод в Казани стоит.", "ru"),
    ],
)
def test_a_town_late_in_a_text_that_tells_of_no_meeting_is_not_its_place(told: str, language: str) -> None:
    ahead = {"en": "Prices fell. ", "de": "Preise fielen. ", "fr": "Les prix baissent. ", "ru": "Цены падают. "}[
        language
    ]
    assert [p.value for p in propose(told, language) if p.field == "place"] != []
    assert [p.value for p in propose(ahead * 40 + told, language) if p.field == "place"] == []


def test_a_town_far_behind_what_tells_of_the_meeting_is_asked_about() -> None:
    far = "The ministers met with port chiefs for an update on the work of the yards and of all the lines in Lima."
    assert [(p.value, bool(p.asks)) for p in found(far, "place")] == [("Lima", True)]
    near = "The ministers met with port chiefs for an update in Lima."
    assert [(p.value, bool(p.asks)) for p in found(near, "place")] == [("Lima", False)]


def test_of_two_towns_in_front_of_a_report_each_is_asked_about() -> None:
    text = "LIMA/QUITO, April 17, 2031 - The ministers met here."
    assert [(p.value, p.asks) for p in found(text, "place")] == [
        (town, "the report was written at two towns: at which of them was the meeting?") for town in ("Lima", "Quito")
    ]


def test_a_number_without_a_name_is_asked_about_where_nothing_was_held() -> None:
    (one,) = found("Partners joined for the second session of talks on ports in May. They left.", "ordinal")
    assert (one.value, one.asks) == ("2", "")
    (one,) = found("The council met. Partners joined for the second session, and left.", "ordinal")
    assert one.asks.startswith("the passage does not say of what")
    (one,) = found("The council held its second session in Lima.", "ordinal")
    assert one.asks == ""


def test_the_hall_of_a_dinner_is_asked_about() -> None:
    dinner = "Two delegates said that the levy was raised at a dinner at Lamp House."
    assert ["dinner" in p.asks for p in found(dinner, "venue")] == [True]
    assert [p.asks for p in found("The meeting was held at Lamp House.", "venue")] == [""]


def test_a_name_ends_with_no_word_that_joins() -> None:
    (name,) = found("Путин провел встречу с секретарями Совбезов стран ПСС.", "names", "ru")
    assert not name.value.endswith(" с")
