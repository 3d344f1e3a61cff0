"""What is said at the desk becomes a small change in a file, and nothing else in it moves."""

from __future__ import annotations

from textwrap import dedent

import pytest

from briefgen.desk.recording.entries import Entry, new_record, with_entry
from briefgen.desk.recording.entry_form import fields_of
from briefgen.desk.saving import diff_lines
from briefgen.errors import UsageProblem
from briefgen.facts.kinds import shipped_kinds

SCHEMA = shipped_kinds().schema
MEETING = fields_of(SCHEMA, "meeting")
RECORD = dedent(
    """\
    # A meeting.  Comments stay.
    src: gazette

    series: {is: forum, quote: "the Forum"}   # and here
    date: {is: 2024-03-11, quote: "on 11 March"}
    outcomes:
      - is: They agreed.
        quote: "agreed"
    """
)


def changed(entry: Entry, text: str = RECORD) -> list[str]:
    """The lines that an entry adds and takes out."""
    after = with_entry(text, MEETING, entry)
    return [line for line in diff_lines("", text.encode(), after.encode()) if line[0] in "+-"]


@pytest.mark.parametrize(
    ("entry", "lines"),
    [
        (Entry("place", "Lisbon", source="gazette", quote="in Lisbon"), ['+place: {is: Lisbon, quote: "in Lisbon"}']),
        (
            Entry("place", "Lisbon", source="other", quote="in Lisbon"),
            ['+place: {is: Lisbon, src: {other: "in Lisbon"}}'],
        ),
        (Entry("status", "held"), ["+status: held"]),
        (
            Entry("outcomes", "They met.", {"themes": ["stocks"], "key": ""}, {"why": ""}, "gazette", "met"),
            ['+  - {is: They met., themes: [stocks], quote: "met"}'],
        ),
        (
            Entry("date", "2024-03-12", source="other", quote="on 12 March"),
            [
                '-date: {is: 2024-03-11, quote: "on 11 March"}',
                "+date:",
                '+  - {is: 2024-03-11, quote: "on 11 March"}',
                '+  - {is: 2024-03-12, src: {other: "on 12 March"}}',
            ],
        ),
        (
            Entry("attendance", "brazil, peru", {"status": "listed", "scope": "unknown"}, {}, "gazette", "x"),
            ["+attendance:", '+  - {status: listed, scope: unknown, quote: "x", parties: [brazil, peru]}'],
        ),
        (
            Entry("attendance", "brazil, peru", {"status": "listed"}, {"proposed_by": "rules 1"}, "gazette", "x"),
            ["+attendance:", '+  - {status: listed, quote: "x", proposed_by: rules 1, parties: [brazil, peru]}'],
        ),
        (
            Entry("claims", "", {"id": "a-b", "said_by": "ana", "says": "it is", "mode": "quoted"}, {}, "gazette", "x"),
            ["+claims:", '+  - {id: a-b, said_by: ana, says: it is, mode: quoted, quote: "x"}'],
        ),
    ],
)
def test_an_entry_is_written_as_people_write_it(entry: Entry, lines: list[str]) -> None:
    assert changed(entry) == lines


def test_a_new_field_stands_where_its_kind_has_it() -> None:
    keys = [line.partition(":")[0] for line in with_entry(RECORD, MEETING, Entry("place", "Lisbon")).splitlines()]
    assert keys.index("date") < keys.index("place") < keys.index("outcomes")


def test_hostile_words_stay_words() -> None:
    quote = '"}\ninjected: yes # \u2028 {x: [y'
    assert changed(Entry("place", "*a: &b\n- c", source="gazette", quote=quote))[0].startswith("+place")


@pytest.mark.parametrize(
    ("text", "field", "said"),
    [(RECORD, "plce", "no field 'plce'"), ("a: [\n", "place", "mend it first")],
)
def test_what_cannot_be_done_is_told(text: str, field: str, said: str) -> None:
    with pytest.raises(UsageProblem, match=said):
        with_entry(text, MEETING, Entry(field, "x"))


def test_a_new_record_follows_the_order_of_its_kind() -> None:
    form = fields_of(SCHEMA, "person")
    text = new_record(
        form, {"quote": "Ana spoke", "country": "portugal", "name": "Ana: L", "src": "gazette", "title": ""}
    )
    assert text == 'src: gazette\nname: "Ana: L"\ncountry: portugal\nquote: "Ana spoke"\n'
