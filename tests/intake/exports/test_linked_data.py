"""What a record is, its description says; each statement names what it was drawn from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from briefgen.intake.exports.linked_data import as_json_ld
from tests.facts.pages import SOURCE, load_page

PAGE = f"""
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
    loaded = load_page(folder, PAGE)
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
