"""The form of a kind asks what its description says, and no more."""

from __future__ import annotations

from briefgen.desk.recording.entry_form import fields_of
from briefgen.model.schema import GROUP, PLAIN, RECORD, VALUE
from tests.desk.recording.test_entries import SCHEMA


def test_each_field_knows_how_it_is_written() -> None:
    meeting, claim = fields_of(SCHEMA, "meeting"), fields_of(SCHEMA, "claim")
    assert [meeting[name].form for name in ("date", "attendance", "claims")] == [VALUE, GROUP, RECORD]
    assert claim["says"].form == PLAIN


def test_it_asks_only_for_what_a_value_needs() -> None:
    meeting = fields_of(SCHEMA, "meeting")
    assert meeting["date"].parts == {}
    assert list(meeting["people"].parts) == ["role", "party", "post"]
    assert meeting["attendance"].of == "parties"
    required = [name for name, part in meeting["claims"].parts.items() if part.required]
    assert sorted(required) == ["id", "mode", "said_by", "says"]


def test_every_kind_has_a_form_that_a_page_can_read() -> None:
    for kind, spec in SCHEMA.items():
        found = [one.as_json() for one in fields_of(SCHEMA, kind).values()]
        assert [one["name"] for one in found] == list(spec.fields)
