"""Days in other calendars, as ICU 78 has them."""

from __future__ import annotations

from datetime import date

import pytest

from briefgen.language.calendars import in_other_calendars, month_names

# A day, then in Persian, Umm al-Qura, Ethiopic, Hebrew and Indian months, then years of Buddha, republic and emperor.
SAME_DAYS = (
    ("1901-02-06", "1279 11 17", "1318 10 16", "1893 5 29", "5661 Shevat 17", "1822 11 17", 2444, 0, 34),
    ("1914-08-25", "1293 6 2", "1332 10 3", "1906 12 19", "5674 Elul 3", "1836 6 3", 2457, 3, 3),
    ("1931-02-13", "1309 11 24", "1349 9 25", "1923 6 6", "5691 Shevat 26", "1852 11 24", 2474, 20, 6),
    ("1943-12-05", "1322 9 13", "1362 12 7", "1936 3 25", "5704 Kislev 8", "1865 9 14", 2486, 32, 18),
    ("1958-07-29", "1337 5 7", "1378 1 12", "1950 11 22", "5718 Av 12", "1880 5 7", 2501, 47, 33),
    ("1973-03-20", "1351 12 29", "1393 2 15", "1965 7 11", "5733 Adar II 16", "1894 12 29", 2516, 62, 48),
    ("1987-11-08", "1366 8 17", "1408 3 16", "1980 2 28", "5748 Heshvan 16", "1909 8 17", 2530, 76, 62),
    ("2002-07-02", "1381 4 11", "1423 4 21", "1994 10 25", "5762 Tamuz 22", "1924 4 11", 2545, 91, 14),
    ("2013-06-25", "1392 4 4", "1434 8 16", "2005 10 18", "5773 Tamuz 17", "1935 4 4", 2556, 102, 25),
    ("2020-10-18", "1399 7 27", "1442 3 1", "2013 2 8", "5781 Tishri 30", "1942 7 26", 2563, 109, 2),
    ("2025-07-24", "1404 5 2", "1447 1 29", "2017 11 17", "5785 Tamuz 28", "1947 5 2", 2568, 114, 7),
    ("2026-04-16", "1405 1 27", "1447 10 28", "2018 8 8", "5786 Nisan 29", "1948 1 26", 2569, 115, 8),
    ("2026-08-29", "1405 6 7", "1448 3 16", "2018 12 23", "5786 Elul 16", "1948 6 7", 2569, 115, 8),
    ("2027-01-10", "1405 10 20", "1448 8 2", "2019 5 2", "5787 Shevat 2", "1948 10 20", 2570, 116, 9),
    ("2028-02-15", "1406 11 26", "1449 9 19", "2020 6 7", "5788 Shevat 18", "1949 11 26", 2571, 117, 10),
    ("2046-01-21", "1424 11 2", "1468 3 13", "2038 5 13", "5806 Shevat 14", "1967 11 1", 2589, 135, 28),
)


@pytest.mark.parametrize("row", SAME_DAYS, ids=lambda row: str(row[0]))
def test_a_day_is_called_as_icu_calls_it(row: tuple[str | int, ...]) -> None:
    found = list(in_other_calendars(date.fromisoformat(str(row[0]))))
    called = {(o.calendar, f"{o.year} {o.month} {o.day}") for o in found}
    year, rest = str(row[4]).split(maxsplit=1)
    month, _, day = rest.rpartition(" ")
    assert any(
        (o.calendar, o.year, o.day) == ("hebrew", int(year), int(day)) and month in month_names("hebrew")[o.month]
        for o in found
    )
    assert {("persian", row[1]), ("islamic", row[2]), ("ethiopic", row[3]), ("indian", row[5])} <= called
    years = {o.calendar: o.year for o in found if not o.month}
    assert years == {c: y for c, y in zip(("buddhist", "roc", "japanese"), row[6:], strict=True) if y}


@pytest.mark.parametrize("calendar", ["persian", "islamic", "ethiopic", "indian", "hebrew"])
def test_every_day_of_twelve_years_follows_the_one_before(calendar: str) -> None:
    def called(number: int) -> tuple[int, int, int]:
        found = [o for o in in_other_calendars(date.fromordinal(number)) if o.calendar == calendar]
        middle = found[len(found) // 2]
        return middle.year, middle.month, middle.day

    first = date(2010, 1, 1).toordinal()
    before = called(first)
    for number in range(first + 1, first + 12 * 366, 1 if calendar != "islamic" else 97):
        now = called(number)
        assert now > before
        assert now[2] == before[2] + 1 or now[2] == 1 or calendar == "islamic"
        before = now


def test_names_of_months_stand_once_for_each_month_and_gregorian_ones_are_not_there() -> None:
    for calendar, count in (("persian", 12), ("islamic", 12), ("hebrew", 13), ("ethiopic", 13), ("indian", 12)):
        assert sorted(month_names(calendar)) == list(range(1, count + 1))
        assert all(len(names) == len(set(names)) and names for names in month_names(calendar).values())
    assert month_names("buddhist") == {}
