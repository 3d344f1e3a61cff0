"""Figures, stages and times in records: how they are read, compared and told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.facts.conflicts.find import find_conflicts
from tests.facts.pages import SOURCE, load_page, said

KIND = """\
=== _kinds/incident.yaml
folder: incidents
meaning: An incident.
roles: {name: title, date: date}
fields:
  title: {type: text, required: true, meaning: what it is called}
  date: {type: date, meaning: when}
  killed: {type: quantity, meaning: how many were killed}
  damage: {type: money, meaning: what it cost}
  began: {type: time, meaning: when it began}
  steps: {type: stage, many: true, meaning: how it went on}
  posts: {type: text, many: true, meaning: posts, keys: {on: {type: date, meaning: a day}}, apart: [on]}
  point: {type: coordinates, plain: register, meaning: where}
"""
BASE = f"{KIND}=== sources/log.yaml\n{SOURCE}=== sources/letter.yaml\n{SOURCE}"


def conflicts(folder: Path, fields: str) -> list[str]:
    loaded = load_page(folder, f"{BASE}=== incidents/quay.yaml\ntitle: Quay\nsrc: log\n{fields}")
    assert said(loaded) == ""
    return [conflict.id for conflict in find_conflicts(loaded.base)]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ("killed: [over 20, {is: 22, src: letter}]", []),
        ("killed: [137, {is: 145, src: letter}]", ["value-incident-quay-killed"]),
        ("killed: [{is: 137, of: civilians}, {is: 145, of: soldiers}]", []),
        ("killed: [{is: 137, of: civilians}, {is: 145, of: Civilians}]", ["value-incident-quay-killed-civilians"]),
        ("damage: [2 million EUR, {is: 2.5 million EUR, src: letter}]", ["value-incident-quay-damage-eur"]),
        ("damage: [2 million EUR (2023), {is: 2.5 million EUR (2024), src: letter}]", []),
        ("began: [14:30+02:00, 12:30Z]", []),
        ("began: [14:30, 15:30]", ["value-incident-quay-began"]),
    ],
)
def test_values_are_compared_with_their_precision(tmp_path: Path, fields: str, found: list[str]) -> None:
    assert conflicts(tmp_path, fields) == found


def test_only_two_days_of_one_stage_of_one_party_contradict_each_other(tmp_path: Path) -> None:
    parties = "=== countries/norway.yaml\ncode: NO\n=== countries/chad.yaml\ncode: TD\n"
    steps = (
        "steps:\n"
        "  - {is: 2031-05-04, stage: signed, party: norway}\n"
        "  - {is: 2031-05-04, stage: signed, party: chad}\n"
        "  - {is: 2031-09-12, stage: ratified, party: norway}\n"
        "  - {is: 2031-09, stage: ratified, party: norway}\n"
        "  - {is: 2032-02-01, stage: ratified, party: chad}\n"
        "  - {is: 2032-03-01, stage: in-force}\n"
        "  - {is: 2032-04-01, stage: in-force}\n"
    )
    page = f"{BASE}{parties}=== incidents/quay.yaml\ntitle: Quay\nsrc: log\n{steps}"
    loaded = load_page(tmp_path, page)

    assert said(loaded) == ""
    assert [conflict.id for conflict in find_conflicts(loaded.base)] == ["value-incident-quay-steps-in-force"]


def test_the_same_post_on_two_days_is_two_facts(tmp_path: Path) -> None:
    posts = "posts: [{is: Head, on: 2030-01-01}, {is: Head, on: 2031-01-01}]"
    loaded = load_page(tmp_path, f"{BASE}=== incidents/quay.yaml\ntitle: Quay\nsrc: log\n{posts}\n")
    record = loaded.base.record("incident/quay")

    assert record is not None
    assert len({s.id for s in record.values("posts")}) == 2


@pytest.mark.parametrize(
    ("field", "why"),
    [
        ("killed: dozens", "facts/incidents/quay.yaml:3:9: error: 'dozens' is no amount such as"),
        ("damage: 20", "names no currency; write its code"),
        ("began: noon", "'noon' is no time of day"),
        ("steps: {is: 2031-05-04, stage: lost}", "is none of the values this key takes"),
        ("point: here", "'here' is no point such as"),
    ],
)
def test_what_is_none_is_told_at_its_line(tmp_path: Path, field: str, why: str) -> None:
    loaded = load_page(tmp_path, f"{BASE}=== incidents/quay.yaml\ntitle: Quay\nsrc: log\n{field}\n")

    assert why in said(loaded)


def test_keys_that_tell_apart_must_be_there(tmp_path: Path) -> None:
    page = BASE.replace("apart: [on]", "apart: [one]")

    assert "there is no key 'one'" in said(load_page(tmp_path, page))
