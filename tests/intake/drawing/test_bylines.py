"""A day is read as the line shows it, never more; and the author whom a line names, and lines that name none."""

from __future__ import annotations

import pytest

from briefgen.intake.drawing.bylines import authors_in, begins_byline, day_shown, first_date, is_iso


@pytest.mark.parametrize(
    ("line", "language", "date"),
    [
        ("Published 13 June 2031, 08:00", "en", "2031-06-13"),
        ("June 13th, 2031", "", "2031-06-13"),
        ("13 июня 2031 г.", "", "2031-06-13"),
        ("13 июня", "ru", "XXXX-06-13"),
        ("am 13. Juni 2031", "de", "2031-06-13"),
        ("13 de junio de 2031", "es", "2031-06-13"),
        ("13.06.2031 | News", "de", "2031-06-13"),
        ("2031-06-13T08:00:00Z", "", "2031-06-13"),
        ("17-12-2031 - 13:17", "", "2031-12-17"),
        ("06/07/2031", "en", ""),
        ("06-07-2031", "en", ""),
        ("31 June 2031", "en", ""),
        ("29 February", "en", "XXXX-02-29"),
        ("he may 3 times fail", "en", ""),
        ("no day at all", "xx", ""),
    ],
)
def test_the_first_day_of_a_line(line: str, language: str, date: str) -> None:
    assert first_date(line, language) == date


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Marrakech, Morocco November 14-21, 2031", ""),
        ("Port Example, 14–21 November 2031", ""),
        ("Record of the 22nd meeting, Port Example, 20 and 21 January 2031", ""),
        ("Hafenstadt, 20. und 21. Januar 2031", ""),
        ("was held in Port Example from November 14-", ""),
        ("June 13, 2031 8:00 AM - 9:00 AM", ""),
        ("was held in Port Example from November 14-21,", ""),
        ("Example Times, 31 October 2031 - 13:17", "2031-10-31"),
        ("2031-06-13", "2031-06-13"),
        ("Issue 4-5, 13 June 2031", "2031-06-13"),
    ],
)
def test_several_days_are_none_on_which_something_was_published(line: str, date: str) -> None:
    assert day_shown(line, "en") == date


@pytest.mark.parametrize(("text", "holds"), [("2031-06-13", True), ("2031-06-31", False), ("13.06.2031", False)])
def test_a_day_of_the_calendar(text: str, holds: bool) -> None:
    assert is_iso(text) is holds


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Ana Sample", "Ana Sample"),
        ("By Ana Sample Oct. 25, 2031", "Ana Sample"),
        ("by Ana Sample, 7 March 2031", "Ana Sample"),
        ("Written by: Ana Sample | Example Times", "Ana Sample"),
        ("Автор: Анна Пример", "Анна Пример"),
        ("von Ben Beispiel", "Ben Beispiel"),
        ("By Ana Sample - March 7, 2031", "Ana Sample"),
        ("By Ana Sample June 13, 2031", "Ana Sample"),
        ("By 7 March 2031", ""),
        ("By the end of the year all was said", ""),
        ("Ana Sample", ""),
    ],
)
def test_a_byline_names_its_author_alone(line: str, author: str) -> None:
    assert next(iter(authors_in(line)), "") == author
    assert begins_byline(line) is (line != "Ana Sample")


def test_two_who_wrote_together_are_two() -> None:
    assert authors_in("By Ana Sample and Jo Sample | 7 March") == ["Ana Sample", "Jo Sample"]
    assert authors_in("Por Ana Sample, Jo Sample y Ben Beispiel") == ["Ana Sample", "Jo Sample", "Ben Beispiel"]
    assert authors_in("By Ana Sample, Harbour Editor") == ["Ana Sample"]
    assert authors_in("By Sample and Sons") == ["Sample and Sons"]
