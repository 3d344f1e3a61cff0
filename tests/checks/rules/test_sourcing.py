"""Every statement has a source that is still used, every source is used, and what rests on one voice alone is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from briefgen.checks.rules import sourcing
from tests.checks.pages import context, expect

PAPER = "{type: essay, language: en, retrieved: 2026-01-01, label: P, descriptor: d}"


def test_a_statement_names_its_source_and_its_words(tmp_path: Path) -> None:
    page = f"""
        === themes/drugs.yaml
        label: drugs
        === countries/uzbekistan.yaml
        code: UZ
        === meetings/m.yaml
        place: Example City
        venue: {{is: Example Hall, src: paper}}
        format: {{is: by video, src: paper}}
        host: {{is: uzbekistan, src: {{paper: "Uzbekistan was the host"}}}}
        country: {{is: uzbekistan, register: gazetteer}}
        date: {{is: 2025, inferred: year, why: the session before was in 2024}}
        === sources/paper.yaml
        {PAPER}
        """
    expected = """
        facts/meetings/m.yaml:1:8: error: 'place' has no source [statement-without-source]
          hint: add src: to the value or to its record
        facts/meetings/m.yaml:2:8: note: 'venue', 'format' cite paper without a quote [statement-without-quote]
          hint: add the exact words
        """
    expect(sourcing.check, context(tmp_path, page), expected)


def test_a_source_that_nothing_rests_on_is_named(tmp_path: Path) -> None:
    page = f"""
        === sources/cited.yaml
        {PAPER}
        === sources/relayed.yaml
        {PAPER}
        === sources/read.yaml
        {PAPER}
        === sources/idle.yaml
        {PAPER.replace("}", ', published: {is: 2025, src: {idle: "printed in 2025"}}}')}
        === sources/relaying.yaml
        {PAPER.replace("}", ", derived_from: relayed}")}
        === gaps/g.yaml
        question: Who?
        looked_in: read
        === meetings/m.yaml
        place: {{is: Example City, src: [{{cited: "met in Example City"}}, {{relaying: "held in Example City"}}]}}
        """
    expected = """
        facts/sources/idle.yaml:1:1: warning: no statement rests on the source 'idle' [unused-source]
          hint: record what it says, or delete it
        """
    expect(sourcing.check, context(tmp_path, page), expected)


def test_a_source_that_a_file_with_errors_names_is_not_called_unused(tmp_path: Path) -> None:
    page = f"""
        === sources/pilots.yaml
        {PAPER}
        === sources/idle.yaml
        {PAPER}
        === themes/t.yaml
        label: t
        """
    seen = replace(context(tmp_path, page), unread=frozenset({"src", "pilots"}))
    assert [d.message for d in sourcing.check(seen)] == ["no statement rests on the source 'idle'"]


RELAYING = "{type: essay, language: en, retrieved: 2026-01-01, label: P, descriptor: d%s}"
SOURCES = f"""
        === organisations/office.yaml
        name: {{is: Office, src: {{other: the office}}}}
        === sources/one.yaml
        {RELAYING % ", derived_from: office"}
        === sources/two.yaml
        {RELAYING % ", derived_from: one"}
        === sources/other.yaml
        {RELAYING % ""}
        """


def test_sources_that_relay_one_office_are_one_origin(tmp_path: Path) -> None:
    page = """
        === meetings/m.yaml
        src: [{one: agreed}, {two: agreed}]
        outcomes:
          - {is: They agreed., function: agreement}
          - {is: They signed., key: 1}
          - {is: They dined.}
          - {is: They parted., key: 2, src: [{one: parted}, {other: parted}]}
        claims:
          - {id: c, said_by: office, says: it is so, mode: reported, key: 3, src: {other: it is so}}
        """
    expected = """
        facts/meetings/m.yaml:3:5: note: 2 statements of weight in this file rest on one origin, office [single-origin]
        facts/meetings/m.yaml:8:67: note: 1 statement of weight in this file rests on one origin, other [single-origin]
        """
    expect(sourcing.check, context(tmp_path, page + SOURCES), expected)


def test_a_value_on_a_deprecated_source_is_an_error(tmp_path: Path) -> None:
    page = """
        === meetings/m.yaml
        src: {paper: in Example Town}
        place: Example Town
        venue: {is: Example Hall, rank: deprecated, why: it was another one}
        date: {is: 2031-01-01, src: {other: New Year's Day}}
        === sources/paper.yaml
        {type: essay, language: en, retrieved: 2026-01-01, label: P, descriptor: d, deprecated: the outlet withdrew it}
        === sources/other.yaml
        {type: essay, language: en, retrieved: 2026-01-01, label: O, descriptor: d}
        """
    expected = """
        facts/meetings/m.yaml:2:8: error: 'place' rests on paper, which is deprecated [rests-on-deprecated]
          hint: give it another source, or deprecate it too (rank: deprecated, why: …)
        """
    seen = context(tmp_path, page)
    expect(sourcing.check, seen, expected)
    everything = [s for record in seen.base.records.values() for s in record.statements]
    assert [*sourcing.resting_on_deprecated(seen.base, everything)] == [*sourcing.check(seen)]
