"""A gap asks for a field that there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.checks.rules import asked_fields
from tests.checks.pages import context, expect

PAGE = """
    === meetings/m.yaml
    place: Example Town
    gaps:
      who: {{question: Who chaired it?, field: {field}}}
    """


def test_a_field_that_no_meeting_has_is_told(tmp_path: Path) -> None:
    expected = """
        facts/meetings/m.yaml:3:43: warning: what this asks about has no field 'chairr' [unknown-field-asked]
          hint: did you mean 'chair'?
        """
    expect(asked_fields.check, context(tmp_path, PAGE.format(field="chairr")), expected)


@pytest.mark.parametrize(("field", "told"), [("chair", 0), ("headcount", 0), ("broader", 1)])
def test_one_that_it_has_is_none_and_one_of_a_theme_is_not_its(tmp_path: Path, field: str, told: int) -> None:
    assert len([*asked_fields.check(context(tmp_path, PAGE.format(field=field)))]) == told


def test_what_it_is_about_may_be_of_no_kind(tmp_path: Path) -> None:
    page = """
        === gaps/g.yaml
        question: Who chaired it?
        about: nowhere/x
        field: chair
        """
    expect(asked_fields.check, context(tmp_path, page, faults=("unknown-reference",)), "")
