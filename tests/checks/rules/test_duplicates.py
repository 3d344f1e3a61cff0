# ruff: noqa: E501  (a diagnostic is one line)
"""One person, two spellings."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.checks.context import Settings
from briefgen.checks.rules import duplicates
from tests.checks.pages import context, expect, said


def test_two_records_of_one_person_are_named(tmp_path: Path) -> None:
    page = """
        === persons/nagiyev.yaml
        name: Ali Nagiyev
        === persons/naghiyev.yaml
        name: Naghiyev Ali
        """
    expected = """
        facts/persons/nagiyev.yaml:1:1: warning: 'Ali Nagiyev' may be the person 'naghiyev' ('Naghiyev Ali', facts/persons/naghiyev.yaml): the same name in another spelling and in another order [near-duplicate]
          hint: keep one record and put the other name under aliases; where they are two: briefgen facts names --not-same person/naghiyev person/nagiyev
        """
    expect(duplicates.check, context(tmp_path, page), expected)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alexander Bortnikov", "Александр Бортников"),
        ("Alexander Bortnikov", "Aleksandr Vasilyevich Bortnikov"),
        ("Kassym-Jomart Tokayev", "Касым-Жомарт Токаев"),
        ("Ilham Aliyev", "ALIEV, İlham"),
        ("Sergei Naryshkin", "Sergey Naryškin"),
        ("Dmitry Peskov", "Dmitri Peskow"),
    ],
)
def test_spelling_order_and_script_do_not_hide_a_person(tmp_path: Path, one: str, other: str) -> None:
    page = f"=== persons/a.yaml\nname: {one}\n=== persons/b.yaml\nname: P\naliases: ['{other}']\n"
    assert "[near-duplicate]" in said(duplicates.check, context(tmp_path, page))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ali Nagiyev", "Vali Hajiyev"),
        ("Vladimir Putin", "Vladimir Kolokoltsev"),
        ("Heydar Aliyev", "Ilham Aliyev"),
        ("John Smith", "Jane Smith"),
        ("Peskov", "Dmitry Peskov"),
    ],
)
def test_different_people_stay_different(tmp_path: Path, one: str, other: str) -> None:
    page = f"=== persons/a.yaml\nname: {one}\n=== persons/b.yaml\nname: {other}\n"
    assert said(duplicates.check, context(tmp_path, page)) == ""


def test_bodies_of_one_name_are_told_apart_by_country_or_by_an_editor(tmp_path: Path) -> None:
    page = """
        === countries/one.yaml
        code: AA
        === countries/two.yaml
        code: BB
        === organisations/a.yaml
        name: State Security Service
        country: one
        === organisations/b.yaml
        name: State Security Service
        country: two
        === series/x.yaml
        name: Council
        not_to_confuse_with: y
        === series/y.yaml
        name: Council
        === series/z.yaml
        name: The Council
        aliases: [Council]
        """
    assert [line for line in said(duplicates.check, context(tmp_path, page)).splitlines() if "hint" not in line] == [
        "facts/series/z.yaml:1:1: warning: 'Council' may be the series 'x' ('Council', facts/series/x.yaml): the same name [near-duplicate]",
        "facts/series/z.yaml:1:1: warning: 'Council' may be the series 'y' ('Council', facts/series/y.yaml): the same name [near-duplicate]",
    ]


def test_what_can_only_be_one_thing_is_recorded_once(tmp_path: Path) -> None:
    held = "{series: council, ordinal: 2, date: 2031-05-03, place: %s}"
    page = f"""
        === countries/one.yaml
        code: AA
        === countries/two.yaml
        code: AA
        === series/council.yaml
        name: Council
        === meetings/a.yaml
        {held % "Port Example"}
        === meetings/b.yaml
        {held % "Port Example"}
        === meetings/c.yaml
        {held % "Dock Town"}
        === meetings/d.yaml
        date: 2031-05-03
        === meetings/e.yaml
        date: 2031-05-03
        """
    expected = """
        facts/countries/two.yaml:1:1: warning: the country 'two' has the code of 'one' (facts/countries/one.yaml) [near-duplicate]
          hint: keep one record, with the sources of both
        facts/meetings/b.yaml:1:1: warning: the meeting 'b' has the series, number, day and place of 'a' (facts/meetings/a.yaml) [near-duplicate]
          hint: keep one record, with the sources of both
        """
    expect(duplicates.check, context(tmp_path, page), expected)


def test_two_records_that_an_editor_told_apart_are_two(tmp_path: Path) -> None:
    page = "=== persons/a.yaml\nname: Ali Nagiyev\n=== persons/b.yaml\nname: Али Нагиев\n"
    settings = Settings(distinct=frozenset({frozenset({"person/a", "person/b"})}))
    assert "in other letters" in said(duplicates.check, context(tmp_path, page))
    assert said(duplicates.check, context(tmp_path, page, settings=settings)) == ""


def test_a_town_that_is_written_in_two_ways_is_named_until_it_is_told_apart(tmp_path: Path) -> None:
    page = """
        === meetings/a.yaml
        place: {en: Samarkand, ru: Самарканд}
        === meetings/b.yaml
        place: Samarqand
        === meetings/c.yaml
        place: Samarkand
        """
    expected = """
        facts/meetings/b.yaml:1:8: warning: the place 'Samarqand' may be 'Samarkand' (facts/meetings/a.yaml): the same name in another spelling [near-duplicate]
          hint: write it in one way, or record the town with both; where they are two: briefgen facts names --not-same 'place/Samarkand' 'place/Samarqand'
        """
    expect(duplicates.check, context(tmp_path, page), expected)
    settings = Settings(distinct=frozenset({frozenset({"place/Samarkand", "place/Samarqand"})}))
    assert said(duplicates.check, context(tmp_path, page, settings=settings)) == ""


def test_a_town_on_record_is_one_by_all_its_names_and_another_spelling_leads_to_it(tmp_path: Path) -> None:
    page = """
        === towns/samarkand.yaml
        name: Samarkand
        aliases: Samarqand
        === meetings/a.yaml
        place: Samarkand
        === meetings/b.yaml
        place: Samarqand
        """
    assert said(duplicates.check, context(tmp_path, page)) == ""
    expected = """
        facts/meetings/c.yaml:1:8: warning: the place 'Самарканд' may be 'Samarkand' (facts/meetings/a.yaml): the same name in other letters [near-duplicate]
          hint: write it in one way, or record the town with both; where they are two: briefgen facts names --not-same 'place/Самарканд' 'town/samarkand'
        """
    expect(
        duplicates.check, context(tmp_path, f"{page}        === meetings/c.yaml\n        place: Самарканд\n"), expected
    )
