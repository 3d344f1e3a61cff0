"""Markings outside the scheme are found where they are written."""

from __future__ import annotations

from pathlib import Path

from briefgen.checks.context import Settings
from briefgen.checks.rules import markings
from tests.checks.pages import context, expect

SCHEME = Settings(markings=("TLP:CLEAR", "TLP:GREEN", "TLP:RED"))


def test_a_marking_that_the_scheme_has_not_is_an_error(tmp_path: Path) -> None:
    page = """
        === meetings/m.yaml
        place: {is: Example Town, marking: "TLP:GREN"}
        venue: {is: Example Hall, marking: "TLP:RED"}
        """
    expected = """
        facts/meetings/m.yaml:1:8: error: 'TLP:GREN' is no marking of the scheme [unknown-marking]
          hint: did you mean 'TLP:GREEN' or 'TLP:RED'?
        """
    expect(markings.check, context(tmp_path, page, settings=SCHEME), expected)


def test_without_a_scheme_every_marking_stands(tmp_path: Path) -> None:
    page = """
        === meetings/m.yaml
        place: {is: Example Town, marking: internal}
        """
    expect(markings.check, context(tmp_path, page), "")


def test_a_text_that_names_what_is_marked_higher_is_told(tmp_path: Path) -> None:
    page = """
        === persons/p.yaml
        name: Ana Sand
        marking: "TLP:RED"
        === countries/turkiye.yaml
        code: TR
        marking: "TLP:GREEN"
        === meetings/m.yaml
        discussion:
          - Ana Sand had a plan.
          - Turkey had another.
          - {is: Ana Sand left., marking: "TLP:CLEAR"}
          - Nobody else had one.
        """
    expected = """
        facts/meetings/m.yaml:2:5: warning: this names 'Ana Sand', its record is marked TLP:RED [names-what-is-higher]
          hint: lower readers do not get it; say `marking:` here if they may, or leave the name out
        facts/meetings/m.yaml:3:5: warning: this names 'turkiye', its record is marked TLP:GREEN [names-what-is-higher]
          hint: lower readers do not get it; say `marking:` here if they may, or leave the name out
        """
    expect(markings.check, context(tmp_path, page, settings=SCHEME), expected)
