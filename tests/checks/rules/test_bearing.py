"""Whether a quote bears its value: numbers, dates, names, posts and places, in any language."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.checks.rules.bearing import Bearing, check
from tests.checks.pages import context, expect

HEAD = """
=== sources/s.yaml
{type: essay, language: %s, retrieved: 2026-01-01, label: P, descriptor: d}
=== countries/kazakhstan.yaml
code: KZ
=== persons/ana.yaml
name: {en: Ana Sample, ru: Анна Сэмпл}
=== organisations/bureau.yaml
{name: Bureau of Examples, short: BE}
"""


def found(folder: Path, record: str, language: str = "en") -> list[tuple[str, str]]:
    seen = context(folder, f"{HEAD % language}=== {record}\nsrc: s\n")
    bearing = Bearing(seen.base)
    return [(one.what, one.part) for s in seen.statements for one in bearing.unborne(s)]


@pytest.mark.parametrize(
    ("language", "value", "quote"),
    [
        ("en", "ordinal: {is: 21, quote: '%s'}", "at the 21st session"),
        ("en", "ordinal: {is: 21, quote: '%s'}", "at the twenty-first session"),
        ("en", "ordinal: {is: 20, quote: '%s'}", "for the twentieth time"),
        ("en", "ordinal: {is: 21, quote: '%s'}", "the XXI session"),
        ("ru", "ordinal: {is: 21, quote: '%s'}", "на двадцать первом заседании"),
        ("ru", "date: {is: 2024-10-04, quote: '%s'}", "4 октября 2024 года"),
        ("de", "date: {is: 2024-03-04, quote: '%s'}", "am 4. März 2024"),
        ("ja", "date: {is: 2024-03-04, quote: '%s'}", "2024年3月4日に開かれた"),
        ("ar", "date: {is: 2024-03-04, quote: '%s'}", "٤ مارس ٢٠٢٤"),
        ("en", "date: {is: 2024-10-04, inferred: year, why: so, quote: '%s'}", "on October 4"),
        ("en", "date: {is: 2024-10-16/2024-10-17, quote: '%s'}", "from October 16 to 17, 2024"),
        ("ru", "place: {is: {ru: Ереван}, quote: '%s'}", "прошло в Ереване"),
        ("ru", "place: {is: {en: Yerevan}, quote: '%s'}", "прошло в Ереване"),
        ("en", "country: {is: kazakhstan, quote: '%s'}", "the Kazakh capital"),
        ("ru", "country: {is: kazakhstan, quote: '%s'}", "столица Казахстана"),
        ("en", "country: {is: kazakhstan, register: place register}", ""),
        ("ru", "chair: {is: ana, quote: '%s'}", "заявила Анна Сэмпл"),
        ("en", "host: {is: bureau, quote: '%s'}", "the BE was the host"),
    ],
)
def test_a_value_is_found_in_any_form_and_language(tmp_path: Path, language: str, value: str, quote: str) -> None:
    assert found(tmp_path, f"meetings/m.yaml\n{value.replace('%s', quote)}", language) == []


@pytest.mark.parametrize(
    ("value", "missing"),
    [
        ("ordinal: {is: 21, quote: 'at the 20th session'}", [("number", "21")]),
        ("ordinal: {is: 21, quote: 'at the last session'}", [("number", "21")]),
        ("date: {is: 2024-10-04, quote: 'on October 4'}", [("year", "2024")]),
        ("date: {is: 2024-10-04, quote: 'on November 4, 2024'}", [("month", "10")]),
        ("date: {is: 2024-10-04, quote: 'in October 2024'}", [("day", "04")]),
        ("place: {is: Lisbon, quote: 'the talks were held in Porto'}", [("name", "Lisbon")]),
        ("country: {is: kazakhstan, quote: 'the Uzbek capital'}", [("name", "kazakhstan")]),
        (
            "people: {is: ana, post: Minister of Examples, quote: 'Ana Sample spoke'}",
            [("post", "Minister of Examples")],
        ),
        ("people: {is: ana, quote: 'the minister spoke'}", [("name", "Ana Sample")]),
        ("outcomes: {is: They set up 12 groups., quote: 'they set up groups'}", [("number", "12")]),
        ("outcomes: {is: They thanked Portugal., quote: 'they thanked the host'}", [("name", "Portugal")]),
    ],
)
def test_a_part_that_no_quote_gives_is_told(tmp_path: Path, value: str, missing: list[tuple[str, str]]) -> None:
    assert found(tmp_path, f"meetings/m.yaml\n{value}") == missing


def test_a_claim_may_name_its_speaker_by_the_post(tmp_path: Path) -> None:
    quote = "the Minister of Examples claimed that prices rise"
    claim = f"claims/c.yaml\nsaid_by: ana\nsays: prices rise\nmode: reported\nquote: {quote}\n"
    assert found(tmp_path / "a", f"{claim}capacity: Minister of Examples") == []
    assert found(tmp_path / "b", f"{claim}capacity: Director of Nothing") == [
        ("name", "Ana Sample"),
        ("post", "Director of Nothing"),
    ]


def test_a_sentence_may_name_whom_its_source_names_elsewhere(tmp_path: Path) -> None:
    record = "meetings/m.yaml\ndiscussion:\n  - {is: The remark of Sample was read., quote: the remark was read}\n"
    assert found(tmp_path / "a", record) == [("name", "Sample")]
    assert found(tmp_path / "b", f"{record}  - {{is: Sample spoke., quote: Ana Sample spoke}}\n") == []


def test_it_is_told_at_the_value(tmp_path: Path) -> None:
    page = f"{HEAD % 'en'}=== meetings/m.yaml\nsrc: s\ndate: {{is: 2024-10-04, quote: 'on 4 October'}}\n"
    expected = """
        facts/meetings/m.yaml:2:7: warning: the quote of 'date' does not give the year '2024' [value-not-in-quote]
          hint: quote the words that give it; say inferred: or register: if no source does
        """
    expect(check, context(tmp_path, page), expected)
