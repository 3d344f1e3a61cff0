"""Amounts: how they are written, what they can mean, which of them agree, and what they come to."""

from __future__ import annotations

import pytest

from briefgen.model.amounts import (
    BadAmount,
    BadCoordinates,
    grouped,
    parse_amount,
    parse_coordinates,
    parse_money,
    total,
)

AGREE = [
    ("over 20", "22"),
    ("at least 137", "137"),
    ("about 1,500", "1480"),
    ("20-25", "22"),
    ("20-25", "24-30"),
    ("under 10", "9"),
    ("up to 10", "10"),
    ("2 t", "2000 kg"),
    ("1.5 km", "1500 m"),
    ("3 EUR (2023)", "4 EUR (2024)"),
    ("3 EUR", "4 USD"),
    ("12 wounded", "14 dead"),
    ("2.5 million EUR", "EUR 2,500,000"),
    ("about 0", "0"),
]
DIFFER = [
    ("137", "145"),
    ("over 20", "20"),
    ("under 20", "20"),
    ("over 20", "under 20"),
    ("at least 140", "137"),
    ("about 1500", "1700"),
    ("20-25", "26"),
    ("2 t", "2500 kg"),
    ("3 EUR (2024)", "4 EUR (2024)"),
    ("12 %", "13 %"),
]


@pytest.mark.parametrize(("one", "other"), AGREE)
def test_amounts_agree_where_some_number_fits_both(one: str, other: str) -> None:
    assert parse_amount(one).agrees_with(parse_amount(other))
    assert parse_amount(other).agrees_with(parse_amount(one))


@pytest.mark.parametrize(("one", "other"), DIFFER)
def test_amounts_that_no_number_fits_differ(one: str, other: str) -> None:
    assert not parse_amount(one).agrees_with(parse_amount(other))
    assert not parse_amount(other).agrees_with(parse_amount(one))


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("1,500", "1500"),
        ("more than 20", "over 20"),
        ("some 200 delegates", "about 200 delegates"),
        ("about 2.5 million EUR (2024)", "about 2500000 EUR (2024)"),
        ("USD 3 billion", "3000000000 USD"),
        ("20–25", "20-25"),
        ("12.50%", "12.5 %"),
        ("30 km", "30 km"),
        ("nearly 40 tonnes", "under 40 tonnes"),
    ],
)
def test_an_amount_has_one_form(written: str, text: str) -> None:
    assert parse_amount(written).text == text
    assert parse_amount(text) == parse_amount(written)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("many", "is no amount such as"),
        ("-5", "is no amount such as"),
        ("25-20", "ends below where it begins"),
        ("at least 20-25", "is a range"),
        ("EUR 20 t", "has two units"),
        ("20 t (2024)", "only money has"),
        ("", "is no amount such as"),
        ("400,5", r"; did you mean 400\.5\?$"),
        ("1.234,50 EUR", r"; did you mean 1,234\.50 EUR\?$"),
    ],
)
def test_what_is_no_amount_is_refused_with_the_reason(written: str, why: str) -> None:
    with pytest.raises(BadAmount, match=why):
        parse_amount(written)


def test_money_names_its_currency() -> None:
    assert parse_money("20 EUR").is_money
    with pytest.raises(BadAmount, match="names no currency"):
        parse_money("20 t")


@pytest.mark.parametrize(
    ("amounts", "sum_"),
    [
        (["3", "4"], "7"),
        (["3", "about 4"], "about 7"),
        (["3", "over 4"], "at least 7"),
        (["3-4", "10"], "13-14"),
        (["3 EUR (2024)", "4 EUR (2024)"], "7 EUR (2024)"),
    ],
)
def test_a_sum_is_as_exact_as_its_least_exact_part(amounts: list[str], sum_: str) -> None:
    assert total(map(parse_amount, amounts)).text == sum_


@pytest.mark.parametrize("amounts", [["3 EUR", "4 USD"], ["at least 3", "at most 4"], ["3-4", "at least 3"], []])
def test_what_has_no_sum_is_refused(amounts: list[str]) -> None:
    with pytest.raises(BadAmount):
        total(map(parse_amount, amounts))


@pytest.mark.parametrize(
    ("kept", "shown"),
    [("165000000 EUR", "165,000,000 EUR"), ("about 1500 t", "about 1500 t"), ("0.000125 m", "0.000125 m")],
)
def test_long_numbers_are_parted_for_readers(kept: str, shown: str) -> None:
    assert grouped(kept) == shown


@pytest.mark.parametrize("written", ["41.31, 69.28", "41.31,69.28", "41.31 N 69.28 E", "41.31° N, 69.28° E"])
def test_a_point_has_one_form(written: str) -> None:
    assert parse_coordinates(written).text == "41.31, 69.28"
    assert parse_coordinates(written).in_letters == "41.31° N, 69.28° E"


def test_south_and_west_are_negative() -> None:
    assert parse_coordinates("33.9 S 70.7 W").text == "-33.9, -70.7"
    assert parse_coordinates("-33.9, -70.7").in_letters == "33.9° S, 70.7° W"


@pytest.mark.parametrize("written", ["", "here", "91, 0", "0, 181", "69.28"])
def test_what_is_no_point_is_refused(written: str) -> None:
    with pytest.raises(BadCoordinates):
        parse_coordinates(written)


def test_two_registers_may_differ_by_a_few_kilometres() -> None:
    tashkent = parse_coordinates("41.31, 69.28")

    assert tashkent.agrees_with(parse_coordinates("41.30, 69.25"))
    assert not tashkent.agrees_with(parse_coordinates("41.55, 69.28"))
    assert parse_coordinates("0, 179.99").agrees_with(parse_coordinates("0, -179.99"))
