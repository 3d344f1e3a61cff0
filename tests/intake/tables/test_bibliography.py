"""Lists of references become sources, each with where it was read."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from briefgen.citations.csl_item import csl_item
from briefgen.intake.drawing.drawn import Undrawable
from briefgen.intake.tables.bibliography import import_sources, is_bibliography, read_references
from briefgen.language.cldr import extract, from_data
from tests.intake.tables.test_importing import PAGE, TODAY, workspace

CSL = """[{"id": "http://zotero.org/users/1/items/AB", "citation-key": "sample2031", "type": "article-newspaper",
"title": "On walls", "author": [{"family": "Sample", "given": "Ana"}], "container-title": "Example Gazette",
"URL": "https://gazette.example/a", "language": "en", "issued": {"date-parts": [[2031, 6, 13]]},
"accessed": {"date-parts": [["2031", "6", "20"]]}}]"""
BIB = r"""@comment{x}
@online{sample2031,
  author = {Sample, Ana and {Example Union} and M{\"u}ller, J{\'o}zef},
  title = "On {Walls} --- and {\ss}",
  url = {https://gazette.example/a}, date = {2031-06-13}, urldate = {2031-06-20}, langid = {english},
  journaltitle = {Example Gazette}
}
@book{other, title = {Walls}, year = 2030, month = may, publisher = {Press \& Co}}
"""
RIS = """TY  - NEWS
ID  - sample2031
T1  - On walls
AU  - Sample, Ana
T2  - Example Gazette
DA  - 2031/06/13/
UR  - https://gazette.example/a
LA  - en
ER  -
"""


@pytest.mark.parametrize(("text", "form"), [(CSL, "csl"), (BIB, "bibtex"), (RIS, "ris")])
def test_each_form_says_the_same(text: str, form: str) -> None:
    first = read_references(text.encode())[0]
    assert (first.key, first.form) == ("sample2031", form)
    said = {what: first.first(what) for what in ("author", "outlet", "address", "language", "published")}
    assert said == {
        "author": "Ana Sample",
        "outlet": "Example Gazette",
        "address": "https://gazette.example/a",
        "language": "en",
        "published": "2031-06-13",
    }


def test_the_marks_of_tex_become_letters() -> None:
    first, second = read_references(BIB.encode())
    assert first.first("title") == "On Walls — and ß"
    assert [s.value for s in first.said if s.what == "author"] == ["Ana Sample", "Example Union", "Józef Müller"]
    assert (second.first("published"), second.first("outlet")) == ("2030-05", "Press & Co")


VOLUME = r"""@String(csq = {Cyber Studies})
@string{ sep9 = "9~" }
@inproceedings{wallets, title = "Wallets", month = sep9 # sep, author = {Sample, Ana and others}, crossref = {Vol25}}
@proceedings{vol25, title = {Proceedings of the {First} Summit}, year = 2025, url = {https://summit.example/}}
@article{ransom, title = {Ransom}, journal = csq, year = "20" # {24}, month = mar}
"""


def test_names_of_strings_and_what_a_volume_says_are_read() -> None:
    first, volume, article = read_references(VOLUME.encode())
    assert (first.first("title"), first.first("outlet")) == ("Wallets", "Proceedings of the First Summit")
    assert (first.first("published")[:4], first.first("address")) == ("2025", "")
    assert [one.value for one in first.said if one.what == "author" and one.value] == ["Ana Sample"]  # and no "others"
    assert volume.first("address") == "https://summit.example/"
    assert (article.first("outlet"), article.first("published")) == ("Cyber Studies", "2024-03")


def test_an_address_keeps_its_hyphens_and_its_tilde() -> None:
    bib = r"@online{a, title = {``Walls'' -- or~none}, url = {https://port.example/~ana/a--b---c\_d}}"
    (first,) = read_references(bib.encode())
    assert first.first("address") == "https://port.example/~ana/a--b---c_d"
    assert first.first("title") == "“Walls” – or none"


SUFFIX = ["@misc{a, langid = english, author = {Sample, Jr., Ana AND B. Beispiel}}",
          "TY  - JOUR\nAU  - Sample, Ana, Jr.\nAU  - Beispiel, B.\nLA  - English\n"]  # fmt: skip


@pytest.mark.parametrize("text", SUFFIX)
def test_a_junior_stands_behind_the_name(text: str) -> None:
    (first,) = read_references(text.encode())
    assert [one.value for one in first.said if one.what == "author"] == ["Ana Sample Jr.", "B. Beispiel"]
    assert first.first("language") == "en"


def test_a_name_in_brackets_is_one_name() -> None:
    (first,) = read_references(
        rb"""@misc{a, author = {{Ministry of Ports, Fisheries and {T}rade} and {S}ample, {\"A}na {B.}}}"""
    )
    assert [one.value for one in first.said if one.what == "author"] == [
        "Ministry of Ports, Fisheries and Trade",
        "Äna B. Sample",
    ]


def test_a_record_that_nothing_ends_is_not_lost() -> None:
    first, second = RIS.replace("ER  -\n", ""), RIS.replace("On walls", "On dykes").replace("ER  -\n", "")
    told = [one.first("title") for one in read_references((first + second).encode())]
    assert told == ["On walls", "On dykes"]


def test_the_day_goes_before_the_year_alone() -> None:
    year_first = RIS.replace("DA  -", "PY  - 2031\nDA  -")
    assert read_references(year_first.encode())[0].first("published") == "2031-06-13"


def test_sources_are_written_once(tmp_path: Path) -> None:
    told = workspace(tmp_path)
    found = import_sources(told, read_references(CSL.encode()), TODAY)
    assert [p.name for p in found.written] == ["sample2031.yaml"]
    text = found.written[0].read_text()
    assert "# read in CSL-JSON type\ntype: news-report\n" in text
    assert "published: 2031-06-13\n" in text
    assert "retrieved: 2031-06-20\n" in text
    again = workspace(tmp_path)
    assert again.facts.diagnostics == []
    for form in (CSL, BIB.partition("@book")[0], RIS):
        found = import_sources(again, read_references(form.encode()), TODAY)
        assert (found.written, found.unchanged) == ([], 1)


@pytest.mark.parametrize("text", ["", "[1, 2]", "{", "@book{", "TY  - BOOK", "words"])
def test_what_is_no_list_of_references_is_refused(text: str) -> None:
    with pytest.raises(Undrawable):
        read_references(text.encode())


@pytest.mark.parametrize(("name", "holds"), [("a.bib", True), ("a.ris", True), ("a.json", True), ("a.csv", False)])
def test_a_list_is_known_by_its_ending_or_beginning(name: str, holds: bool) -> None:
    assert is_bibliography(b"name\n", name) is holds
    assert is_bibliography(RIS.encode(), "a.txt")


def test_what_goes_out_as_csl_comes_in_as_the_same(tmp_path: Path) -> None:
    known = """
=== persons/ana-sample.yaml
name: Ana Sample
=== organisations/example-gazette.yaml
name: Example Gazette
type: outlet
"""
    locale = from_data(extract("en"))
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    found = workspace(tmp_path / "a", PAGE + known)
    import_sources(found, read_references(CSL.encode()), TODAY)
    first = csl_item(workspace(tmp_path / "a", "").facts.base, "sample2031", locale)
    import_sources(workspace(tmp_path / "b", PAGE + known), read_references(json.dumps([first]).encode()), TODAY)
    assert csl_item(workspace(tmp_path / "b", "").facts.base, "sample2031", locale) == first
    assert first["author"] == [{"literal": "Ana Sample"}]
    assert (first["title"], first["container-title"]) == ("On walls", "Example Gazette")
    assert first["issued"] == {"date-parts": [[2031, 6, 13]]}


NAMES = [
    "Ana Sample",
    "Józef Müller",
    "Али Нагиев",
    "李 明",
    "Example Union of Ports, Coast",
    "de la Cruz",
    "O'Hara: Jr.",
]
OUTLETS = ["Example Gazette", "Вестник побережья", "The Coast – Weekly #2", "N/A: Press", "Press & Co"]


def test_names_without_records_are_lost_on_no_way_out_or_in(tmp_path: Path) -> None:
    """Sixty references of every type, with up to eight authors, go out as they came in, twice."""
    chance, items = Random(7), []
    for n in range(60):
        item: dict[str, Any] = {
            "id": f"one{n}",
            "type": chance.choice(["article-newspaper", "report", "book", "webpage"]),
        }
        item["title"] = f"On walls, part {n}: “a” & 'b'"
        names = chance.sample(NAMES * 2, chance.randint(0, 8))
        if names:
            item["author"] = [{"literal": name} for name in dict.fromkeys(names)]
        if chance.random() < 0.8:
            is_in = item["type"] in ("article-newspaper", "webpage")
            item["container-title" if is_in else "publisher"] = chance.choice(OUTLETS)
        item["language"] = "en"
        items.append(item)
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        found = import_sources(workspace(tmp_path / folder, PAGE), read_references(json.dumps(items).encode()), TODAY)
        assert len(found.written) == 60
        told = workspace(tmp_path / folder, "")
        assert told.facts.diagnostics == []
        again = [csl_item(told.facts.base, f"one{n}", from_data(extract("en"))) for n in range(60)]
        assert again == items
        items = again


@pytest.mark.parametrize("text", [BIB, RIS])
def test_names_of_other_lists_come_out_as_well(tmp_path: Path, text: str) -> None:
    (reference, *_) = references = read_references(text.encode())
    import_sources(workspace(tmp_path, PAGE), references, TODAY)
    item = csl_item(workspace(tmp_path, "").facts.base, "sample2031", from_data(extract("en")))
    assert [one["literal"] for one in item["author"]] == [one.value for one in reference.said if one.what == "author"]
    assert item["container-title"] == "Example Gazette"
