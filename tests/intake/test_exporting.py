"""Statements go out whole, each quote beside its source; no cell is a formula; the same facts give the same bytes."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from briefgen.facts.factbase import FactBase
from briefgen.intake.exporting import COLUMNS, as_csv, as_json_ld, as_json_lines, as_xlsx, harmless, rows
from tests.facts.pages import SOURCE, load_page

PAGE = f"""
=== sources/paper.yaml
{SOURCE}=== sources/other.yaml
{SOURCE}=== persons/ana.yaml
name: {{en: "=1+1", ru: Ана}}
country: exampleland
posts: {{is: "@minister", src: [{{paper: "the words, here"}}, other#p3]}}
=== countries/exampleland.yaml
code: XA
name: Exampleland
"""


def base(folder: Path) -> FactBase:
    loaded = load_page(folder, PAGE)
    assert loaded.diagnostics == []
    return loaded.base


def of_ana(found: FactBase) -> list[dict[str, str]]:
    told = rows(found, [s for s in found.statements if s.kind == "person"], "en")
    return [dict(zip(COLUMNS, row, strict=True)) for row in told]


def test_a_row_stands_for_each_citation(tmp_path: Path) -> None:
    told = [(r["property"], r["value"], r["source"], r["locator"], r["quote"]) for r in of_ana(base(tmp_path))]
    assert told == [
        ("name", "=1+1", "", "", ""),
        ("posts", "@minister", "paper", "", "the words, here"),
        ("posts", "@minister", "other", "p3", ""),
        ("country", "country/exampleland", "", "", ""),
    ]


def test_a_row_says_from_which_register_a_value_was_looked_up(tmp_path: Path) -> None:
    page = "=== organisations/a.yaml\nname: {is: A, register: list of bodies}\ntype: other\n"
    found = load_page(tmp_path, page).base
    (told,) = [dict(zip(COLUMNS, row, strict=True)) for row in rows(found, found.statements, "en") if "A" in row]
    assert (told["value"], told["origin"], told["register"]) == ("A", "register", "list of bodies")


def test_no_cell_of_a_table_is_a_formula(tmp_path: Path) -> None:
    found = base(tmp_path)
    text = as_csv(found, found.statements, "en").decode("utf-8-sig")
    cells = [cell for row in csv.reader(StringIO(text)) for cell in row]
    assert {"'=1+1", "'@minister"} <= set(cells)
    assert not any(cell.startswith(("=", "@")) for cell in cells)
    sheet = load_workbook(BytesIO(as_xlsx(found, found.statements, "en"))).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
    assert "=1+1" in [cell.value for row in sheet.iter_rows() for cell in row]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        *(("=A1", "'=A1"), ("+1+cmd|x", "'+1+cmd|x"), ("-A1", "'-A1"), ("@x", "'@x"), ("\tx", "'\tx")),
        *(("-5", "-5"), ("+3.5", "+3.5"), ("words = more", "words = more"), ("", "")),
    ],
)
def test_what_would_begin_a_formula_gets_an_apostrophe(cell: str, shown: str) -> None:
    assert harmless(cell) == shown


def test_lines_of_json_say_all(tmp_path: Path) -> None:
    found = base(tmp_path)
    told = [json.loads(line) for line in as_json_lines(found, found.statements, "en").decode().splitlines()]
    assert [row["statement"] for row in told] == [s.id for s in found.statements]
    (name,) = (row for row in told if row["property"] == "name" and row["subject"] == "person/ana")
    assert (name["value"], name["file"], name["line"]) == ({"en": "=1+1", "ru": "Ана"}, "facts/persons/ana.yaml", 1)


def test_the_same_facts_give_the_same_bytes(tmp_path: Path) -> None:
    found = base(tmp_path)
    assert as_xlsx(found, found.statements, "en") == as_xlsx(found, found.statements, "en")


MEETING = f"""
=== sources/paper.yaml
{SOURCE}=== persons/ana.yaml
name: Ana Sample
aliases: Anna Sample
=== countries/exampleland.yaml
code: XA
name: Exampleland
=== organisations/union.yaml
name: {{is: Union, register: list of bodies}}
type: association
=== meetings/m.yaml
src: paper
date: {{is: 2031-06-11/2031-06-12, quote: "on 11 and 12 June"}}
place: Port Example
attendance: {{parties: exampleland}}
=== meetings/n.yaml
date: {{is: XXXX-06-11, src: paper}}
=== claims/low.yaml
said_by: ana
says: the walls are low
mode: reported
at: m
src: {{paper#p3: "she said the walls are low"}}
"""


def graph(folder: Path) -> dict[str, dict[str, Any]]:
    loaded = load_page(folder, MEETING)
    assert loaded.diagnostics == []
    data = json.loads(as_json_ld(loaded.base, loaded.base.statements, "en"))
    assert data["@context"]["@vocab"] == "https://schema.org/"
    return {node["@id"]: node for node in data["@graph"]}


def test_records_are_what_their_descriptions_say(tmp_path: Path) -> None:
    found = graph(tmp_path)
    types = {key: found[f"urn:briefgen:{key}"]["@type"] for key in ("person:ana", "country:exampleland", "meeting:m")}
    assert types == {"person:ana": "Person", "country:exampleland": "Country", "meeting:m": "Event"}
    assert found["urn:briefgen:organisation:union"]["@type"] == "Organization"
    assert found["urn:briefgen:claim:low"]["@type"] == "Claim"
    assert found["urn:briefgen:claim:low"]["author"] == {"@id": "urn:briefgen:person:ana"}
    assert found["urn:briefgen:person:ana"]["alternateName"] == "Anna Sample"


def test_a_meeting_is_an_event_with_days_place_and_parties(tmp_path: Path) -> None:
    meeting = graph(tmp_path)["urn:briefgen:meeting:m"]
    assert (meeting["startDate"], meeting["endDate"]) == ("2031-06-11", "2031-06-12")
    assert meeting["location"] == {"@type": "Place", "name": "Port Example"}
    assert meeting["attendee"] == {"@id": "urn:briefgen:country:exampleland"}


def test_a_day_whose_year_is_not_shown_stays_with_the_statement(tmp_path: Path) -> None:
    found = graph(tmp_path)
    assert "startDate" not in found["urn:briefgen:meeting:n"]
    (date,) = (n for n in found.values() if n.get("temporal") == "XXXX-06-11")
    assert date["prov:wasDerivedFrom"] == [{"@id": "urn:briefgen:source:paper"}]


def test_what_was_looked_up_or_concluded_says_so(tmp_path: Path) -> None:
    said = [n["briefgen:register"] for n in graph(tmp_path).values() if "briefgen:register" in n]
    assert said == ["list of bodies"]


def test_each_statement_names_its_source_its_words_and_their_place(tmp_path: Path) -> None:
    told = [n for n in graph(tmp_path).values() if n["@id"].startswith("urn:briefgen:claim:low:says")]
    assert [n["prov:qualifiedDerivation"] for n in told] == [
        [
            {
                "@type": "prov:Quotation",
                "prov:entity": {"@id": "urn:briefgen:source:paper"},
                "prov:value": "she said the walls are low",
                "briefgen:locator": "p3",
            }
        ]
    ]
