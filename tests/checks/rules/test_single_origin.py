"""What rests on one voice alone."""

from __future__ import annotations

from pathlib import Path

from briefgen.checks.rules import single_origin
from tests.checks.pages import context, expect

PAPER = "{type: essay, language: en, retrieved: 2026-01-01, label: P, descriptor: d%s}"
SOURCES = f"""
        === organisations/office.yaml
        name: Office
        === sources/one.yaml
        {PAPER % ", derived_from: office"}
        === sources/two.yaml
        {PAPER % ", derived_from: one"}
        === sources/other.yaml
        {PAPER % ""}
        """


def test_sources_that_relay_one_office_are_one_origin(tmp_path: Path) -> None:
    page = """
        === meetings/m.yaml
        src: [one, two]
        outcomes:
          - {is: They agreed., function: agreement}
          - {is: They signed., key: 1}
          - {is: They dined.}
          - {is: They parted., key: 2, src: [one, other]}
        claims:
          - {id: c, said_by: office, says: it is so, mode: reported, key: 3, src: other}
        """
    expected = """
        facts/meetings/m.yaml:3:5: note: 2 statements of weight in this file rest on one origin, office [single-origin]
        facts/meetings/m.yaml:8:67: note: 1 statement of weight in this file rests on one origin, other [single-origin]
        """
    expect(single_origin.check, context(tmp_path, page + SOURCES), expected)
