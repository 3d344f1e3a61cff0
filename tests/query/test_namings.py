"""What of a desk's own kinds names somebody: its statements, alternatives once, and what they only spoke of."""

from __future__ import annotations

from pathlib import Path

from briefgen.query.namings import namings
from tests.facts.pages import SOURCE, load_page, said

KIND = """\
=== _kinds/treaty.yaml
folder: treaties
meaning: A treaty.
roles: {name: title, date: date, parties: parties}
fields:
  title: {type: text, required: true, meaning: what it is called}
  date: {type: date, meaning: when}
  parties: {type: reference, to: party, many: true, meaning: who}
  stages: {type: stage, many: true, meaning: how it went on}
  keeper: {type: reference, to: actor, meaning: who keeps it}
"""
BASE = f"{KIND}=== sources/log.yaml\n{SOURCE}=== sources/letter.yaml\n{SOURCE}"
TREATIES = """\
=== treaties/late.yaml
title: Late
src: log
date: 2031
parties: [spain]
=== treaties/early.yaml
title: Early
src: log
date: 2030
parties: [spain, france]
stages:
  - {is: 2030-02-01, stage: signed, party: spain}
  - {is: 2030-03-01, stage: ratified, party: spain}
  - {is: 2030-03-02, stage: ratified, party: spain, src: letter}
  - {is: 2030-04-01, stage: ratified, party: france}
"""


def told(folder: Path, page: str, key: str) -> list[tuple[str, list[str]]]:
    loaded = load_page(folder, BASE + page)
    assert said(loaded) == ""
    return [(n.record.id, [f"{s.property} {s.value}" for s in n.statements]) for n in namings(loaded.base, key)]


def test_what_names_a_state_stands_by_date_and_alternatives_once(tmp_path: Path) -> None:
    assert told(tmp_path, TREATIES, "country/spain") == [
        ("early", ["parties country/spain", "stages 2030-02-01", "stages 2030-03-01"]),
        ("late", ["parties country/spain"]),
    ]


def test_the_preferred_of_two_stands_for_both(tmp_path: Path) -> None:
    page = TREATIES.replace("party: spain, src: letter}", 'party: spain, src: letter, rank: preferred, why: "its own"}')
    assert told(tmp_path, page, "country/spain")[0][1][-1] == "stages 2030-03-02"


def test_what_somebody_spoke_of_is_there_without_a_statement(tmp_path: Path) -> None:
    page = f"""{TREATIES}\
=== organisations/office.yaml
name: Office
type: other
src: log
=== claims/one.yaml
said_by: office
says: the treaty is late
mode: reported
about: late
src: log
"""
    assert told(tmp_path, page, "organisation/office") == [("late", [])]
