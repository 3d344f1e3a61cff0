"""What is derived for a record beyond its own fields."""

from __future__ import annotations

from briefgen.briefs.derived.derived_fields import EVERY, by_kind
from briefgen.facts.kinds import shipped_kinds
from briefgen.model.schema import SESSION


def test_what_every_kind_has_hides_no_field_of_a_record() -> None:
    schema = shipped_kinds().schema
    tables = {EVERY: {"documents": 1, "gaps": 2}, SESSION: {"claims": 3}}
    found = by_kind(schema, tables)
    assert found["meeting"] == {"gaps": 2, "claims": 3}
    assert found["organisation"] == {"documents": 1, "gaps": 2}
    assert found["gap"] == {}
