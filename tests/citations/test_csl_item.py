"""A source's record as CSL-JSON says as much as the record and no more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from briefgen.citations.csl_item import StyledReferences, csl_date, csl_item
from briefgen.document.nodes import Text
from briefgen.language.cldr import extract, from_data
from briefgen.model.dates import parse_date
from tests.facts.pages import load_page

ENGLISH, RUSSIAN = (from_data(extract(tag)) for tag in ("en-GB", "ru"))
PAGE = """
=== sources/s.yaml
language: en
retrieved: 2024-03-15
label: News
descriptor: a report
{}
=== sources/whole.yaml
type: book
title: Collected Papers
publisher: gazette
language: en
retrieved: 2024-03-15
label: Papers
descriptor: a book
=== organisations/gazette.yaml
name: {{en: The Gazette, ru: Газета}}
=== persons/ana-sample.yaml
name: Ana Sample
"""


def item(folder: Path, record: str, tag: str = "en-GB") -> dict[str, Any]:
    loaded = load_page(folder, PAGE.format(record))
    errors = [d for d in loaded.diagnostics if d.severity == "error"]
    assert errors == []
    return csl_item(loaded.base, "s", RUSSIAN if tag == "ru" else ENGLISH)


def test_an_article_with_everything(tmp_path: Path) -> None:
    record = (
        "type: news-report\ntitle: Forum <b>meets</b>\nauthor: ana-sample\npublisher: gazette\n"
        "published: 2024-03-12\nurl: https://news.example/1"
    )
    assert item(tmp_path, record) == {
        "id": "s",
        "type": "article-newspaper",
        "title": "Forum <b>meets</b>",
        "author": [{"literal": "Ana Sample"}],
        "container-title": "The Gazette",
        "issued": {"date-parts": [[2024, 3, 12]]},
        "language": "en",
        "URL": "https://news.example/1",
        "accessed": {"date-parts": [[2024, 3, 15]]},
    }


def test_names_are_those_of_the_brief_s_language(tmp_path: Path) -> None:
    assert item(tmp_path, "type: news-report\ntitle: A\npublisher: gazette", "ru")["container-title"] == "Газета"


def test_a_book_has_a_publisher_and_a_part_of_it_is_a_chapter(tmp_path: Path) -> None:
    assert item(tmp_path / "a", "type: book\ntitle: A\npublisher: gazette")["publisher"] == "The Gazette"
    part = item(tmp_path / "b", "type: essay\ntitle: On Forums\npart_of: whole")
    assert (part["type"], part["container-title"], part["publisher"]) == ("chapter", "Collected Papers", "The Gazette")


def test_a_part_of_anything_else_than_a_book_is_what_it_is_by_itself(tmp_path: Path) -> None:
    page = PAGE.replace("type: book", "type: report").format("type: essay\ntitle: On Forums\npart_of: whole")
    found = csl_item(load_page(tmp_path, page).base, "s", ENGLISH)
    assert (found["type"], found["container-title"]) == ("article-magazine", "Collected Papers")


def test_a_source_that_is_said_to_be_part_of_itself_still_has_an_item(tmp_path: Path) -> None:
    assert item(tmp_path, "type: essay\ntitle: On Forums\npart_of: s")["container-title"] == "On Forums"


def test_what_has_neither_title_nor_author_goes_by_its_outlet(tmp_path: Path) -> None:
    found = item(tmp_path, "type: news-report\npublisher: gazette")
    assert found["author"] == [{"literal": "The Gazette"}]
    assert "container-title" not in found


def test_what_nobody_signs_goes_by_the_name_that_the_desk_gave_it(tmp_path: Path) -> None:
    assert item(tmp_path, "type: other") == {
        "id": "s",
        "type": "document",
        "author": [{"literal": "News"}],
        "language": "en",
    }


DATES = {
    "2024": {"date-parts": [[2024]]},
    "2024-03": {"date-parts": [[2024, 3]]},
    "2024-03/2024-04": {"date-parts": [[2024, 3], [2024, 4]]},
    "XXXX-10-20": {"literal": "20 October (year not shown)"},
    "2024?": {"literal": "2024 (year uncertain)"},
    "2024-03-12~": {"literal": "12 March 2024 (uncertain)"},
    "2024-XX": {"literal": "2024 (month not known)"},
    "2024-03-12/..": {"literal": "since 12 March 2024"},
}


@pytest.mark.parametrize("date", DATES)
def test_a_date_is_never_more_exact_than_it_is(date: str) -> None:
    assert csl_date(parse_date(date), ENGLISH) == DATES[date]


def test_an_inferred_date_says_so_in_every_style(tmp_path: Path) -> None:
    inferred = "type: other\npublished: {is: 2024-03-12, inferred: year, why: it is of that year, quote: 12 March}"
    assert item(tmp_path, inferred + "\nsrc: s")["issued"] == {"literal": "12 March 2024 (year inferred)"}


def test_a_source_without_a_date_has_none(tmp_path: Path) -> None:
    assert "issued" not in item(tmp_path, "type: other")


def test_of_two_dates_the_preferred_one_counts(tmp_path: Path) -> None:
    record = "type: report\ntitle: T\npublished: [2024-03-11, {is: 2024-03-12, rank: preferred, why: the imprint}]"
    assert item(tmp_path, record)["issued"] == {"date-parts": [[2024, 3, 12]]}


def test_references_count_for_the_notes_that_they_were_made_for_and_no_others() -> None:
    styled = StyledReferences(("a", "", "b"), ((Text("A, 2024"),), (), (Text("B"),)))
    cited = ["a", "", "b"]
    assert [styled.in_note(number, cited) for number in (1, 2, 3)] == [(Text("A, 2024"),), (), (Text("B"),)]
    assert styled.in_note(1, ["a", "b"]) == ()
    assert StyledReferences().in_note(1, cited) == ()
