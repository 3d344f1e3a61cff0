"""What is said at the desk becomes a small change in a file, and nothing else in it moves."""

from __future__ import annotations

from dataclasses import replace
from textwrap import dedent
from unittest.mock import Mock

import pytest

from briefgen.desk.evidence_desk import EvidenceDesk
from briefgen.desk.recording import entries
from briefgen.desk.recording.corrections import recorded_value
from briefgen.desk.recording.entries import Entry, fields_of, new_record, taken_up, with_entry
from briefgen.desk.saving import diff_lines
from briefgen.desk.studio import Studio
from briefgen.errors import UsageProblem
from briefgen.facts.kinds import shipped_kinds
from briefgen.intake.drafts.proposal import DraftedValue
from briefgen.intake.drafts.referring import id_named
from briefgen.model.schema import GROUP, PLAIN, RECORD, VALUE
from briefgen.workspace.folder import find_workspace
from tests.desk.recording.test_verdicts import opened
from tests.workspaces import Scratch

SCHEMA = shipped_kinds().schema
MEETING = fields_of(SCHEMA, "meeting")
WRITTEN = dedent(
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


def changed(entry: Entry, text: str = WRITTEN) -> list[str]:
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
    keys = [line.partition(":")[0] for line in with_entry(WRITTEN, MEETING, Entry("place", "Lisbon")).splitlines()]
    assert keys.index("date") < keys.index("place") < keys.index("outcomes")


def test_hostile_words_stay_words() -> None:
    quote = '"}\ninjected: yes # \u2028 {x: [y'
    assert changed(Entry("place", "*a: &b\n- c", source="gazette", quote=quote))[0].startswith("+place")


@pytest.mark.parametrize(
    ("text", "field", "said"),
    [(WRITTEN, "plce", "no field 'plce'"), ("a: [\n", "place", "mend it first")],
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


OUTAGE = """
folder: outages
meaning: A failure of supply.
roles: {name: name, date: began}
fields:
  name: {type: text, required: true, meaning: what it is called}
  began: {type: date, meaning: when it began}
  homes: {type: number, meaning: how many were without}
  operator: {type: reference, to: organisation, meaning: who runs the grid}
"""
TURNOUT = "extends: meeting\nfields:\n  turnout: {type: number, meaning: how many came}\n"


def test_a_kind_of_ones_own_and_a_field_that_extends_one_have_their_form_at_once(workspace: Scratch) -> None:
    """The form asks for them, and what is filled in is written, checked and found again like any other."""
    workspace.write("facts/_kinds/outage.yaml", OUTAGE)
    workspace.write("facts/_kinds/meeting-turnout.yaml", TURNOUT)
    desk = EvidenceDesk(Studio(find_workspace(workspace.root)[0]), "Ana Lopes").writing
    form = fields_of(desk.studio.workspace().facts.base.schema, "outage")
    assert [(one.name, one.type, one.required) for one in form.values()] == [
        ("name", "text", True),
        ("began", "date", False),
        ("homes", "number", False),
        ("operator", "reference", False),
    ]
    new = {"record": "outage/porto-2031", "digest": "", "new": {"name": "Porto outage", "src": "example-gazette"}}
    saved = desk.save(new)
    assert saved["file"] == "facts/outages/porto-2031.yaml"
    passage = {"source": "example-gazette", "quote": "in Lisbon on 11 March 2024"}
    wrong = {"field": "began", "value": "2031-02-30", **passage}
    told = desk.propose({"record": "outage/porto-2031", "digest": saved["digest"], "entry": wrong})
    assert [(p["code"], p["at"]) for p in told["problems"] if p["severity"] == "error"] == [("bad-date", "is")]
    right = {**wrong, "value": "2024-03-11"}
    saved = desk.save({"record": "outage/porto-2031", "digest": saved["digest"], "entry": right})
    assert 'began: {is: 2024-03-11, quote: "in Lisbon on 11 March 2024"}' in workspace.read(saved["file"])
    base = desk.studio.workspace().facts.base
    began = base.records["outage/porto-2031"].values("began")[0]
    text = workspace.read(saved["file"])
    assert recorded_value(text, base.schema, "outage", began).value == "2024-03-11"
    _, digest = desk.saving.read("facts", "meetings/lisbon-2024.yaml")
    turnout = {"field": "turnout", "value": "40", **passage}
    told = desk.propose({"record": "meeting/lisbon-2024", "digest": digest, "entry": turnout})
    assert (told["savable"], "+turnout: {is: 40, quote: " in "".join(told["diff"])) == (True, True)


QUOTE = "Delegations from Brazil, Colombia and Ethiopia attended the session"


def test_names_become_ids_and_unknown_ones_are_asked_about(workspace: Scratch) -> None:
    base = opened(workspace).facts.base
    names = ["Brazil", "Iceland", "Atlantis"]
    found = taken_up(base, DraftedValue("d1", "meeting", "attendance", names, QUOTE, keys={"status": "listed"}))
    assert found["form"]["is"][:2] == ["brazil", "iceland"]
    assert found["form"]["status"] == "listed"
    assert [(one["at"], one["name"]) for one in found["missing"]] == [("is", "Atlantis")]
    assert found["id"] == "d1"


def test_a_claim_fills_its_words_and_its_speaker(workspace: Scratch) -> None:
    workspace.write("facts/persons/ana-lopes.yaml", "src: example-gazette\nname: Ana Lopes\n")
    base = opened(workspace).facts.base
    said = DraftedValue("d2", "meeting", "claims", "prices would fall", "x", speaker="Ana Lopes")
    found = taken_up(base, said)
    assert (found["form"]["says"], found["form"]["said_by"], found["missing"]) == ("prices would fall", "ana-lopes", [])
    found = taken_up(base, replace(said, speaker="Lopes"))
    assert found["missing"][0]["at"] == "said_by"
    assert found["missing"][0]["near"] == [{"id": "person/ana-lopes", "name": "Ana Lopes"}]


def test_a_name_in_many_proposals_is_looked_up_once(workspace: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    base, asked = opened(workspace).facts.base, Mock(wraps=id_named)
    monkeypatch.setattr(entries, "id_named", asked)
    said = DraftedValue("d2", "meeting", "claims", "prices would fall", "x", speaker="The clerk")
    found = [taken_up(base, said)["missing"] for _ in range(3)]
    assert asked.call_count == 1
    assert found == [[{"at": "said_by", "name": "The clerk", "kinds": found[0][0]["kinds"], "near": []}]] * 3


def test_a_text_stays_a_text_and_an_unknown_field_fills_nothing(workspace: Scratch) -> None:
    base = opened(workspace).facts.base
    assert taken_up(base, DraftedValue("d1", "meeting", "place", "Lisbon", "x"))["form"] == {"is": "Lisbon"}
    assert taken_up(base, DraftedValue("d1", "meeting", "plce", "Lisbon", "x"))["form"] == {}
    assert taken_up(base, DraftedValue("d1", "outage", "place", "Lisbon", "x"))["form"] == {}
