# ruff: noqa: E501  (a diagnostic is one line)
"""Whether a quote bears its value: numbers, dates, names, posts and places, in any language."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Literal

import pytest
from babel.dates import format_date
from babel.localedata import locale_identifiers

from briefgen.checks.rules import speakers
from briefgen.checks.rules.bearing import Bearing, check, unborne_date
from tests.checks.pages import context, expect

HEAD = """
=== sources/s.yaml
{type: essay, language: %s, retrieved: 2026-01-01, label: P, descriptor: d}
=== countries/kazakhstan.yaml
code: KZ
=== towns/tashkent.yaml
{name: Tashkent, aliases: Toshkent}
=== persons/ana.yaml
name: {en: Ana Sample, ru: Анна Сэмпл}
=== organisations/bureau.yaml
{name: Bureau of Examples, short: BE}
"""


def found(folder: Path, record: str, language: str = "en") -> list[tuple[str, str]]:
    seen = context(folder, f"{HEAD % language}=== {record}\nsrc: s\n")
    bearing = Bearing(seen.base)
    return [(one.what, one.part) for s in seen.statements for one in bearing.unborne(s)]


@pytest.mark.few(12)
@pytest.mark.parametrize(
    ("language", "value", "quote"),
    [
        ("en", "ordinal: {is: 21, quote: '%s'}", "at the 21st session"),
        ("en", "ordinal: {is: 21, quote: '%s'}", "at the twenty-first session"),
        ("en", "ordinal: {is: 20, quote: '%s'}", "for the twentieth time"),
        ("en", "ordinal: {is: 21, quote: '%s'}", "the XXI session"),
        ("ru", "ordinal: {is: 21, quote: '%s'}", "на двадцать первом заседании"),
        ("ru", "ordinal: {is: 7, quote: '%s'}", "4 октября прошло седьмое заседание"),
        ("de", "ordinal: {is: 7, quote: '%s'}", "am siebten Treffen vom 4. März"),
        ("fr", "ordinal: {is: 7, quote: '%s'}", "la septième réunion, le 4 mars"),
        ("es", "ordinal: {is: 21, quote: '%s'}", "la vigésima primera reunión del 4 de marzo"),
        ("tr", "ordinal: {is: 10, quote: '%s'}", "4 Mart onuncu toplantı"),
        ("ar", "ordinal: {is: 7, quote: '%s'}", "الدورة السابعة في ٤ مارس"),
        ("kk", "ordinal: {is: 7, quote: '%s'}", "4 наурызда жетінші отырыс"),
        ("zh-Hant", "ordinal: {is: 7, quote: '%s'}", "3月4日第七次會議"),
        ("ka", "outcomes: {is: {ka: 7 წევრი}, quote: '%s'}", "4 მარტს შვიდი წევრი"),
        ("ka", "ordinal: {is: 7, quote: '%s'}", "4 მარტს მეშვიდე სხდომა"),
        ("uz", "ordinal: {is: 7, quote: '%s'}", "4 mart kuni yettinchi majlis"),
        ("ru", "date: {is: 2025-10-04, quote: '%s'}", "четвёртого октября две тысячи двадцать пятого года"),
        ("de", "date: {is: 1999-03-04, quote: '%s'}", "am vierten März neunzehnhundertneunundneunzig"),
        ("ru", "date: {is: 2024-10-04, quote: '%s'}", "4 октября 2024 года"),
        ("de", "date: {is: 2024-03-04, quote: '%s'}", "am 4. März 2024"),
        ("ja", "date: {is: 2024-03-04, quote: '%s'}", "2024年3月4日に開かれた"),
        ("ar", "date: {is: 2024-03-04, quote: '%s'}", "٤ مارس ٢٠٢٤"),
        ("en", "date: {is: 2024-10-04, inferred: year, why: so, quote: '%s'}", "on October 4"),
        ("en", "date: {is: 2024-10-16/2024-10-17, quote: '%s'}", "from October 16 to 17, 2024"),
        ("ru", "place: {is: {ru: Ереван}, quote: '%s'}", "прошло в Ереване"),
        ("ru", "place: {is: {en: Yerevan}, quote: '%s'}", "прошло в Ереване"),
        ("en", "place: {is: Tashkent, quote: '%s'}", "in old Toshkent"),
        ("en", "country: {is: kazakhstan, quote: '%s'}", "the Kazakh capital"),
        ("ru", "country: {is: kazakhstan, quote: '%s'}", "столица Казахстана"),
        ("en", "country: {is: cote-divoire, quote: '%s'}", "the Ivory Coast took part"),
        ("en", "country: {is: eswatini, quote: '%s'}", "in what was Swaziland"),
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


def names_in_quotes() -> Iterator[tuple[str, str, str, str]]:
    """Each name with the language of its sentence, the sentence, and whether that bears it."""
    for line in (Path(__file__).parent / "names_in_quotes.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            language, sign, name, quote = line.split(" | ")
            yield language, sign, name, quote


def test_a_misspelt_name_is_told_and_a_form_of_it_is_not(tmp_path: Path) -> None:
    lines = list(names_in_quotes())
    page = [
        f"=== sources/{tag}.yaml\n{{type: essay, language: {tag}, retrieved: 2026-01-01, label: P, descriptor: d}}"
        for tag in sorted({language.partition(":")[0] for language, *_ in lines})
    ]
    for n, (language, _, name, quote) in enumerate(lines):
        source, _, own = language.partition(":")
        text = json.dumps({own or source: name}, ensure_ascii=False)
        said = f"quote: {json.dumps(quote, ensure_ascii=False)}, src: {source}"
        if name.split()[0] in ("Ana", "Ben", "Анна", "Иван"):
            page += [f"=== persons/p{n}.yaml\nname: {text}", f"=== meetings/m{n}.yaml\nchair: {{is: p{n}, {said}}}"]
        else:
            page.append(f"=== meetings/m{n}.yaml\n{'names' if ' ' in name else 'place'}: {{is: {text}, {said}}}")
    seen = context(tmp_path, "\n".join(page))
    bearing = Bearing(seen.base)
    told = {s.subject for s in seen.statements if s.citations and bearing.unborne(s)}
    wrong = [name for n, (_, sign, name, _) in enumerate(lines) if (f"meeting/m{n}" in told) is not (sign == "-")]
    # An s behind a family name may be of the name; Oulut is a plural in Finnish.
    assert wrong == ["Viennah", "Ana Samples", "Oulut"]


OTHERWISE = "48 delegations from 40 countries came"


@pytest.mark.parametrize(
    ("said", "quote", "missing"),
    [
        ("48 countries came", OTHERWISE, "48 countries"),
        ("40 countries came", OTHERWISE, ""),
        ("Delegations of 40 countries came", OTHERWISE, ""),
        ("48 countries came", "40 countries and 48 delegations came", "48 countries"),
        ("48 countries came", "40 countries came in May, and 48 in June", ""),
        ("30 ships came", "from 20 ships to 30 last year", ""),
        ("30 ships came", "30 boats and, on 4 May, 20 ships to 30 last year", ""),
        ("40 countries came", "40 states, 48 countries or 40 came", ""),
        ("On 11 June they met", "from 11 through 14 June", ""),
        ("On 11 June they met", "on 11 and 14 June", ""),
        ("In 2025 delegates met", "in 2025 states, and in 2024 delegates", ""),
        ("48 countries came", "48 delegations came; forty countries sent them", ""),
        ("48 countries came", "48 member countries and 3 countries as observers came", ""),
        ("48 countries came", "48 other member countries, 40 countries more than in May, came", ""),
    ],
)
def test_a_number_that_the_quote_has_of_something_else_is_told(
    tmp_path: Path, said: str, quote: str, missing: str
) -> None:
    told = found(tmp_path, f"meetings/m.yaml\ndiscussion: {{is: '{said}.', quote: '{quote}'}}")
    assert [part for _, part in told] == ([missing] if missing else [])
    counted = said.removesuffix(" came")
    if counted.endswith("countries") and counted[0].isdigit():
        told = found(tmp_path, f"meetings/m.yaml\nheadcount: {{is: {counted}, quote: '{quote}'}}")
        assert [part for _, part in told] == ([missing] if missing else [])


@pytest.mark.parametrize(
    "written", ["10,626,559", "10.626.559", "10 626 559", "10\u202f626\u202f559", "10’626’559", "10626559"]
)
def test_a_number_in_the_millions_is_found_in_its_groups_of_figures(tmp_path: Path, written: str) -> None:
    meeting = "meetings/m.yaml\nheadcount: {is: '10,626,559 votes', quote: 'In all, %s votes were cast'}"
    assert found(tmp_path, meeting % written) == []
    assert found(tmp_path, meeting % written.replace("6", "8")) == [("number", "10626559")]


def test_a_number_with_a_fraction_is_no_whole_one(tmp_path: Path) -> None:
    meeting = "meetings/m.yaml\nheadcount: {is: '12.5 t', quote: '%s t of coffee'}"
    assert found(tmp_path, meeting % "12.5") == []
    assert found(tmp_path, meeting % "12") == [("number", "12.5")]


FIGURES = "_kinds/figures.yaml\nextends: meeting\nfields: {turnout: {type: number, meaning: how many came}}\n"


@pytest.mark.parametrize(
    ("value", "quote", "missing"),
    [
        ("turnout: {is: 140, quote: '%s'}", "some 140 people came on 4 May", ""),
        ("turnout: {is: 2500, quote: '%s'}", "about 2,500 people came", ""),
        ("discussion: {is: 'They spoke.', quote: '%s'}", "1" * 5000, ""),
        ("turnout: {is: 2500000, quote: '%s'}", "2.5 million people came", ""),
        ("turnout: {is: 40, quote: '%s'}", "forty people came on 4 May", ""),
        ("turnout: {is: 24, quote: '%s'}", "two dozen people came on 4 May", ""),
        ("turnout: {is: 0, quote: '%s'}", "nobody came on 4 May", ""),
        ("turnout: {is: 2, quote: '%s'}", "on 4 May both of them came", ""),
        ("turnout: {is: 140, quote: '%s'}", "the hall was full", "140"),
        ("turnout: {is: 104, quote: '%s'}", "some 140 people came on 4 May", "104"),
        ("names: {is: Talks on Agenda 2030, quote: '%s'}", "the Talks on Agenda 2030", ""),
        ("names: {is: 7th Talks, quote: '%s'}", "the seventh talks", ""),
        ("names: {is: Programme for 2023–2025, quote: '%s'}", "the programme for 2023-2025", ""),
        (
            "names: {is: Programme for the Coast 2024–2026, quote: '%s'}",
            "programme for the coast 2023-2025",
            "2024 2026",
        ),
    ],
)
def test_a_number_in_any_field_stands_in_its_quote(tmp_path: Path, value: str, quote: str, missing: str) -> None:
    told = found(tmp_path, f"{FIGURES}=== meetings/m.yaml\n{value.replace('%s', quote)}")
    assert told == [("number", number) for number in missing.split()]


@pytest.mark.parametrize(
    ("language", "quote"),
    [
        ("ru", "на двадцатом заседании"),
        ("ru", "4 октября прошло первое заседание"),
        ("de", "das zwanzigste Treffen"),
        ("fr", "la vingtième réunion"),
        ("es", "la vigésima reunión"),
        ("tr", "yirminci toplantı"),
        ("ar", "الدورة العشرون"),
        ("kk", "жиырмасыншы отырыс"),
        ("zh", "第二十次会议"),
        ("en", "the first session of twenty"),
    ],
)
def test_another_number_in_words_is_told(tmp_path: Path, language: str, quote: str) -> None:
    record = f"meetings/m.yaml\nordinal: {{is: 21, quote: {quote}}}"
    assert found(tmp_path, record, language) == [("number", "21")]


@pytest.mark.few(6)
@pytest.mark.parametrize(
    ("language", "value", "quote"),
    [
        ("fa", "2025-10-04", "۱۲ مهر ۱۴۰۴"),
        ("fa", "2025-10-04", "1404/7/12"),
        ("fa", "2025-10", "در مهر ۱۴۰۴"),
        ("fa", "XXXX-06-26", "پنجم تیر، ۵ تیر"),
        ("ja", "2025-10-17", "令和7年10月17日"),
        ("ja", "2019-10-17", "令和元年10月17日"),
        ("th", "2025", "พ.ศ. 2568"),
        ("th", "2025-10-17", "17 ตุลาคม 2568"),
        ("ar", "2025-10-17", "٢٥ ربيع الآخر ١٤٤٧ هـ"),
        ("en", "2025-10-17", "on 25 Rabi' al-Thani 1447 AH"),
        ("zh-TW", "2025-10-17", "民國114年10月17日"),
        ("zh", "2025-10-17", "第21次会议于二〇二五年十月十七日举行"),
        ("am", "2025-10-17", "ጥቅምት 7 ቀን 2018"),
        ("he", "2025-10-17", "25 בתשרי 5786"),
        ("he", "2025-10-17", "17 באוקטובר 2025"),
        ("hi", "2025-10-17", "25 आश्विन 1947"),
        ("ne", "2025-10-17", "३१ असोज २०८२"),
        ("ar", "2025-10-17", "في 17 تشرين الأول 2025"),
        ("de", "2025-01-17", "am 17. Jänner 2025"),
        ("uz", "2025-10-17", "2025 йил 17 октябр"),
    ],
)
def test_a_date_may_stand_in_another_calendar(tmp_path: Path, language: str, value: str, quote: str) -> None:
    assert found(tmp_path, f'meetings/m.yaml\ndate: {{is: {value}, quote: "{quote}"}}', language) == []


@pytest.mark.parametrize(
    ("language", "value", "quote", "missing"),
    [
        ("fa", "2025-10-04", "۱۲ مهر ۱۴۰۳", ["year", "month", "day"]),
        ("fa", "2025-10-05", "۱۲ مهر ۱۴۰۴", ["year", "month", "day"]),
        ("th", "2025-10-17", "17 ตุลาคม 2567", ["year"]),
        ("ja", "2025-10-17", "令和6年10月17日", ["year"]),
        ("ar", "2025-10-17", "في ٢٦ رجب ١٤٤٧", ["year", "month", "day"]),
        ("zh", "2025-10-17", "二〇二四年十月十七日", ["year"]),
        ("ar", "2025-10-17", "في 17 تشرين الثاني 2025", ["month"]),
    ],
)
def test_another_day_of_another_calendar_is_told(
    tmp_path: Path, language: str, value: str, quote: str, missing: list[str]
) -> None:
    seen = found(tmp_path, f'meetings/m.yaml\ndate: {{is: {value}, quote: "{quote}"}}', language)
    assert [what for what, _ in seen] == missing


@pytest.mark.slow
@pytest.mark.parametrize("length", ["long", "medium"])
def test_dates_are_found_as_cldr_writes_them_in_every_language(length: Literal["long", "medium"]) -> None:
    missed = set()
    for tag in sorted({name.partition("_")[0] for name in locale_identifiers()} - {"bo", "syr"}):
        for month in (1, 5, 6, 8, 10, 12):
            written = format_date(date(2025, month, 17), length, tag)
            missed |= {(tag, written) for _ in unborne_date(f"2025-{month:02}-17", written, tag)}
    assert not missed


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


@pytest.mark.parametrize(
    ("quote", "missing"), [("the US and Iceland agreed", []), ("Norway and Iceland agreed", [("name", "United")])]
)
def test_a_state_may_be_called_otherwise_in_the_quote(
    tmp_path: Path, quote: str, missing: list[tuple[str, str]]
) -> None:
    sentence = f"is: Iceland and the United States agreed., quote: {quote}, about: united-states"
    assert found(tmp_path, f"meetings/m.yaml\noutcomes: {{{sentence}}}\n")[:1] == missing


def test_it_is_told_at_the_value(tmp_path: Path) -> None:
    page = f"{HEAD % 'en'}=== meetings/m.yaml\nsrc: s\ndate: {{is: 2024-10-04, quote: 'on 4 October'}}\n"
    expected = """
        facts/meetings/m.yaml:2:7: warning: the quote of 'date' does not give the year '2024' [value-not-in-quote]
          hint: quote the words that give it; say inferred: or register: if no source does
        """
    expect(check, context(tmp_path, page), expected)


def test_where_a_source_says_she_the_words_that_name_her_are_advised(tmp_path: Path) -> None:
    """Nothing is inferred and no register asked, where the source itself has named her before."""
    claim = "said_by: ana\nsays: prices rise\nmode: reported\nquote: She said that prices rise\n"
    record = f"=== claims/c.yaml\nsrc: s\n{claim}"
    page = f"{HEAD % 'en'}{record}"
    told = "the quote of 'said_by' does not give the name 'Ana Sample'"
    expected = f"""
        facts/claims/c.yaml:2:10: warning: {told} [value-not-in-quote]
          hint: quote the words that name it as well, with […] between, or as a second quote
        """
    expect(check, context(tmp_path, page), expected)


def test_of_a_source_that_has_no_record_nothing_is_said_but_that(tmp_path: Path) -> None:
    page = """
        === meetings/a.yaml
        src: nowhere
        passages: [{quote: The third … 2031., ordinal: 3, place: Port Example, date: 2031-06-11}]
        claims:
          - {id: c, said_by: ana, says: it was so, words: so it was, mode: quoted, quote: Ana said … was.}
        """
    seen = context(tmp_path, HEAD % "en" + dedent(page), faults=("unknown-reference",))
    assert (list(check(seen)), list(speakers.check(seen))) == ([], [])


def test_what_is_inferred_in_part_is_told_how_to_infer_the_rest(tmp_path: Path) -> None:
    date_ = "{is: 2031-06-11, inferred: day, why: It was a Monday., quote: they met on Monday}"
    seen = context(tmp_path, f"{HEAD % 'en'}=== meetings/m.yaml\nsrc: s\ndate: {date_}\n")
    assert [d.hint for d in check(seen)] == [
        "inferred: day is that part alone; where no source gives the rest: inferred: all"
    ]


def test_a_list_under_a_passage_that_names_none_of_it_is_told_once(tmp_path: Path) -> None:
    states = "[armenia, belarus, iceland, portugal, uruguay]"
    seen = context(
        tmp_path,
        f"{HEAD % 'en'}=== meetings/m.yaml\nsrc: s\nattendance: {{parties: {states}, quote: They all came.}}\n",
    )
    expected = """
        facts/meetings/m.yaml:2:24: warning: the quote of 'attendance' does not give 5 of its values: 'armenia', 'belarus', 'iceland', 'portugal', … [value-not-in-quote]
          hint: quote the words that give it; say inferred: or register: if no source does
        """
    expect(check, seen, expected)
